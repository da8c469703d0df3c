"""Events saved as data for other programs: which, in which format, and what that can't hold."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from timeline_app.core.records import ArticleRecord, EventRecord, FileRecord, PassageRecord, StoryContent
from timeline_app.formats import story_json
from timeline_app.work.opening import open_for_reading

pytestmark = pytest.mark.qt

LEFT = Qt.MouseButton.LeftButton


def opens(reader):
    reader.window.actions_by_id["save-data"].trigger()
    return reader.dialog("saveDataDialog")


def saves(reader, dialog, path):
    reader.saves_to(path)
    reader.presses(dialog, "saveData")
    reader.qtbot.waitUntil(path.exists)
    reader.qtbot.waitUntil(lambda: " saved in " in dialog.result_line.text())


def ticks(dialog, name):
    button = dialog.findChild(QRadioButton, name)
    at = button.rect().center()
    at.setX(8)
    QTest.mouseClick(button, LEFT, pos=at)
    assert button.isChecked()


def test_all_events_are_saved_as_a_table(reader, tmp_path):
    dialog = opens(reader)
    reader.picks(dialog, "saveFormat", "Table (CSV)   ·   .csv")
    saves(reader, dialog, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 5 == len(rows)
    assert "5 events saved in out.csv – Table (CSV)." == dialog.result_line.text()
    dialog.reject()


def test_it_says_what_the_format_cannot_hold_before_anything_is_saved(reader):
    dialog = opens(reader)
    reader.picks(dialog, "saveFormat", "Table (CSV)   ·   .csv")
    reader.qtbot.waitUntil(lambda: "passages and their articles (5 events)" in dialog.lost.toPlainText())
    reader.picks(dialog, "saveFormat", "Timeline story (JSON)   ·   .json")
    reader.qtbot.waitUntil(lambda: "Nothing" in dialog.lost.toPlainText())
    dialog.reject()


def test_only_the_events_that_pass_the_filter_are_offered_first(qtbot, reader, tmp_path):
    with qtbot.waitSignal(reader.window.session.filter_changed):
        reader.window.session.set_query("prisoners")
    dialog = opens(reader)
    assert dialog.filtered.isChecked()
    passing, _ = reader.window.session.shown()
    reader.picks(dialog, "saveFormat", "Timeline story (JSON)   ·   .json")
    saves(reader, dialog, tmp_path / "some.json")
    assert passing == len(json.loads((tmp_path / "some.json").read_text(encoding="utf-8"))["events"])
    dialog.reject()


def test_selected_events_become_a_story_with_their_articles(reader, tmp_path):
    ids = reader.window.session.snapshot.columns.id.tolist()[:2]
    reader.window.session.select(ids)
    dialog = opens(reader)
    ticks(dialog, "saveSelected")
    reader.picks(dialog, "saveFormat", "Timeline story   ·   .story")
    saves(reader, dialog, tmp_path / "two.story")
    with open_for_reading(tmp_path / "two.story") as story:
        assert (2, 1) == tuple(
            story.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("event", "article")
        )
    dialog.reject()


def test_formulas_are_made_harmless_unless_that_is_switched_off(person, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("when,title\n2020,=1+1\n")
    person.imports(source)
    person.reads_report()
    dialog = opens(person)
    person.picks(dialog, "saveFormat", "Table (CSV)   ·   .csv")
    saves(person, dialog, tmp_path / "harmless.csv")
    assert "'=1+1" in (tmp_path / "harmless.csv").read_text(encoding="utf-8")
    dialog.neutral.click()
    saves(person, dialog, tmp_path / "raw.csv")
    assert ",=1+1" in (tmp_path / "raw.csv").read_text(encoding="utf-8")
    dialog.reject()


def test_the_ending_of_the_format_is_added_where_it_lacks(reader, tmp_path):
    dialog = opens(reader)
    reader.picks(dialog, "saveFormat", "Chronology (Markdown)   ·   .md")
    reader.saves_to(tmp_path / "chronology")
    reader.presses(dialog, "saveData")
    reader.qtbot.waitUntil((tmp_path / "chronology.md").exists)
    reader.qtbot.waitUntil(lambda: " saved in " in dialog.result_line.text())
    dialog.reject()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(qtbot, reader, tmp_path):
    dialog = opens(reader)
    reader.saves_to(tmp_path / "nowhere" / "out.csv")
    reader.presses(dialog, "saveData")
    qtbot.waitUntil(lambda: "cannot be written" in dialog.result_line.text())
    dialog.reject()


def test_every_format_that_is_offered_can_be_saved(reader, tmp_path):
    dialog = opens(reader)
    for place in range(dialog.format.count()):
        said = f"5 events saved in out{place}."
        reader.picks(dialog, "saveFormat", dialog.format.itemText(place))
        reader.saves_to(tmp_path / f"out{place}")
        reader.presses(dialog, "saveData")
        reader.qtbot.waitUntil(partial(_says, dialog, said), timeout=10_000)
        assert 1 == len(list(tmp_path.glob(f"out{place}.*")))
    dialog.reject()


def _says(dialog, words):
    return words in dialog.result_line.text()


def test_original_files_of_articles_go_along_unless_a_person_leaves_them_out(person, tmp_path):
    content = b"<p>It rained.</p>"
    file = FileRecord("page.html", "text/html", "", hashlib.sha256(content).hexdigest(), content)
    article = ArticleRecord("a", "Report", "It rained.", file=file)
    event = EventRecord("Rain", "2020", passages=(PassageRecord("a", 0, 10, "It rained."),))
    with (tmp_path / "in.json").open("wb") as out:
        story_json.write(StoryContent((event,), (article,)), out)
    person.imports(tmp_path / "in.json")
    person.reads_report()
    dialog = opens(person)
    person.picks(dialog, "saveFormat", "Timeline story   ·   .story")
    person.qtbot.waitUntil(lambda: "Nothing" in dialog.lost.toPlainText())
    person.picks(dialog, "saveFormat", "Timeline story (JSON)   ·   .json")
    saves(person, dialog, tmp_path / "with.json")
    dialog.originals.click()
    person.qtbot.waitUntil(lambda: "original file of 1 article" in dialog.lost.toPlainText())
    saves(person, dialog, tmp_path / "without.json")
    kept = [
        story_json.read(io.BytesIO((tmp_path / name).read_bytes())).articles[0].file
        for name in ("with.json", "without.json")
    ]
    assert [content, None] == [one.content for one in kept]
    assert kept[0].sha256 == kept[1].sha256
    dialog.reject()
