"""Tables opened by themselves: what cannot be told by the file is asked, as at an import."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from timeline_app.app import make_window
from timeline_app.ui.session import Session

pytestmark = pytest.mark.qt

AMBIGUOUS = "Date,Title\n11/12/2025,Summit\n3/4/2024,Vote\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text(AMBIGUOUS, encoding="utf-8")
    return path


def opens(person, path, monkeypatch):
    """File ▸ Open…, and choose this file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    person.window.actions_by_id["open"].trigger()


def is_shown(person, path, qtbot):
    qtbot.waitUntil(lambda: person.window.session.path == path)


def dates(person):
    snapshot = person.window.session.snapshot
    found = person.window.session.texts(snapshot.columns.id.tolist())
    return {one.title: one.edtf for one in found.values()}


def test_a_table_whose_dates_read_in_two_ways_is_asked_about_and_opened(person, table, monkeypatch, qtbot):
    opens(person, table, monkeypatch)
    dialog = person.dialog("mappingDialog")
    assert "Open a Table" == dialog.windowTitle()
    dialog.day_first.click()
    person.presses(dialog, "mappingAccept")
    is_shown(person, table, qtbot)
    assert {"Summit": "2025-12-11", "Vote": "2024-04-03"} == dates(person)


def test_a_table_with_unknown_headings_is_asked_about(person, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "odd.csv"
    path.write_text("wann genau,was war\n2020-05,Spring\n2020-06,Summer\n", encoding="utf-8")
    opens(person, path, monkeypatch)
    dialog = person.dialog("mappingDialog")
    person.presses(dialog, "mappingAccept")
    is_shown(person, path, qtbot)
    assert {"Spring": "2020-05", "Summer": "2020-06"} == dates(person)


def test_a_plain_table_opens_without_a_question(person, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "plain.csv"
    path.write_text("date,title,mood\n2020-05,Spring,mild\n13/6/2020,Summer,hot\n", encoding="utf-8")
    opens(person, path, monkeypatch)
    is_shown(person, path, qtbot)
    assert not person.is_open("mappingDialog")


def test_leaving_the_question_opens_nothing(person, table, monkeypatch, qtbot, empty_story):
    opens(person, table, monkeypatch)
    person.presses(person.dialog("mappingDialog"), "mappingCancel")
    qtbot.waitUntil(lambda: "Nothing was opened" in person.window.status.currentMessage())
    assert empty_story == person.window.session.path


def test_a_date_far_down_that_reads_in_two_ways_is_asked_about(person, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "long.csv"
    rows = [f"2020-01-{1 + number % 28:02},Day {number}" for number in range(400)]
    path.write_text("\n".join(["date,title", *rows, "11/12/2025,Either"]) + "\n", encoding="utf-8")
    opens(person, path, monkeypatch)
    question = person.dialog("choiceDialog")
    person.presses(question, "orderMonth")
    is_shown(person, path, qtbot)
    assert 401 == person.window.session.shown()[1]
    snapshot = person.window.session.snapshot
    last = int(snapshot.columns.id[-1])
    qtbot.waitUntil(lambda: last in person.window.session.texts([last]))
    assert "2025-11-12" == person.window.session.texts([last])[last].edtf


def test_json_lines_are_asked_about_as_well(person, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "lines.jsonl"
    path.write_text('{"when": "11/12/2025", "title": "Summit"}\n' * 2, encoding="utf-8")
    opens(person, path, monkeypatch)
    person.presses(person.dialog("choiceDialog"), "orderDay")
    is_shown(person, path, qtbot)
    assert {"Summit": "2025-12-11"} == dates(person)


def test_a_dropped_table_opened_by_itself_is_asked_about(person, table, qtbot):
    person.drops(table)
    person.presses(person.dialog("choiceDialog"), "openAlone")
    dialog = person.dialog("mappingDialog")
    dialog.month_first.click()
    person.presses(dialog, "mappingAccept")
    is_shown(person, table, qtbot)
    assert "2025-11-12" == dates(person)["Summit"]


def test_a_table_named_on_the_command_line_is_asked_about(qapp, qtbot, table):
    window = make_window(QApplication.instance(), table)
    try:
        window.show()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(object, "mappingDialog")))
        (dialog,) = window.findChildren(object, "mappingDialog")
        dialog.reject()
        qtbot.waitUntil(lambda: window.session.snapshot is not None)  # the sample
        assert isinstance(window.session, Session)
        assert 5 == window.session.shown()[1]
    finally:
        window.close()
        window.appearance.leave()


def test_what_was_opened_so_is_saved_so(person, table, monkeypatch, qtbot, tmp_path):
    opens(person, table, monkeypatch)
    dialog = person.dialog("mappingDialog")
    dialog.month_first.click()
    person.presses(dialog, "mappingAccept")
    is_shown(person, table, qtbot)
    person.window.actions_by_id["save-data"].trigger()
    dialog = person.dialog("saveDataDialog")
    person.picks(dialog, "saveFormat", "Events as JSON lines   ·   .jsonl")
    person.saves_to(tmp_path / "out.jsonl")
    person.presses(dialog, "saveData")
    qtbot.waitUntil(lambda: " saved in " in dialog.result_line.text())
    assert "2025-11-12" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    dialog.reject()
