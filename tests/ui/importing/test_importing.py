"""Files brought into a story as a person does it: chosen, mapped, imported, reported, undone."""

from __future__ import annotations

import multiprocessing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QRadioButton

from timeline_app.work import importing

pytestmark = pytest.mark.qt

LEFT = Qt.MouseButton.LeftButton
TABLE = "Datum;Ereignis;Ort\n11/12/2025;Gipfel;Wien\n3/4/2024;Wahl;Graz\n"


def cells(dialog):
    table = dialog.preview
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "chronik.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def answer_order(dialog, name):
    button = dialog.findChild(QRadioButton, name)
    QTest.mouseClick(button, LEFT, pos=button.rect().center() - button.rect().center() + _near_left(button))


def _near_left(button):
    centre = button.rect().center()
    centre.setX(8)
    return centre


def test_a_table_is_shown_before_it_is_imported_and_its_day_order_is_asked_once(person, table):
    person.imports(table)
    dialog = person.dialog("mappingDialog")
    assert dialog.findChild(QFrame, "mappingOrder").isVisible()
    assert not dialog.accept_button.isEnabled()
    assert "day or the month" in dialog.problem.text()
    answer_order(dialog, "mappingDayFirst")
    assert [["11 December 2025", "Gipfel"], ["3 April 2024", "Wahl"]] == cells(dialog)
    person.presses(dialog, "mappingAccept")
    assert "2 events taken" in person.reads_report()
    assert {"Gipfel": "2025-12-11", "Wahl": "2024-04-03"} == person.dates()


def test_the_other_answer_reads_the_month_first(person, table):
    person.imports(table)
    dialog = person.dialog("mappingDialog")
    answer_order(dialog, "mappingMonthFirst")
    assert "12 November 2025" == cells(dialog)[0][0]
    person.presses(dialog, "mappingAccept")
    person.reads_report()
    assert "2025-11-12" == person.dates()["Gipfel"]


def test_columns_that_were_chosen_are_remembered_for_the_next_file_with_these_headings(
    person, table, tmp_path
):
    person.imports(table)
    dialog = person.dialog("mappingDialog")
    person.picks(dialog, "mappingColumn2", "Topics")
    answer_order(dialog, "mappingDayFirst")
    person.presses(dialog, "mappingAccept")
    person.reads_report()
    second = tmp_path / "zweite.csv"
    second.write_text(TABLE.replace("Gipfel", "Messe").replace("3/4/2024", "13/4/2024"), encoding="utf-8")
    person.imports(second)
    again = person.dialog("mappingDialog")
    assert "the last time" in again.about.text()
    assert "Topics" == again._boxes[2].currentText()
    person.presses(again, "mappingCancel")


def test_a_column_chosen_as_the_title_takes_the_place_of_the_one_before(person, table):
    person.imports(table)
    dialog = person.dialog("mappingDialog")
    person.picks(dialog, "mappingColumn2", "Title")
    assert ["Date, or its start", "Kept, not shown", "Title"] == [box.currentText() for box in dialog._boxes]
    person.presses(dialog, "mappingCancel")


def test_without_a_title_and_a_date_nothing_can_be_imported(person, table):
    person.imports(table)
    dialog = person.dialog("mappingDialog")
    person.picks(dialog, "mappingColumn0", "Left out")
    person.picks(dialog, "mappingColumn1", "Note")
    assert not dialog.accept_button.isEnabled()
    assert "title, or the date" in dialog.problem.text()
    person.presses(dialog, "mappingCancel")


def test_the_first_row_can_be_said_to_be_a_row_like_the_others(person, tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("date,event\n2020-01-02,Something\n2021,Another\n", encoding="utf-8")
    person.imports(path)
    dialog = person.dialog("mappingDialog")
    assert 2 == len(cells(dialog))
    box = dialog.findChild(QCheckBox, "mappingHeader")
    QTest.mouseClick(box, LEFT, pos=_near_left(box))
    assert 3 == len(cells(dialog))
    person.presses(dialog, "mappingCancel")


def test_another_encoding_reads_the_file_again(qtbot, person, tmp_path):
    path = tmp_path / "kyrillisch.csv"
    text = "date;heading\n2020;Выборы президента\n2021;Протесты в столице\n"
    path.write_bytes(text.encode("cp1251"))
    person.imports(path)
    dialog = person.dialog("mappingDialog")
    person.picks(dialog, "mappingEncoding", "Western (Windows 1252)")
    qtbot.waitUntil(lambda: dialog.isEnabled() and "Выборы" not in cells(dialog)[0][1])
    person.picks(dialog, "mappingEncoding", "Cyrillic (Windows 1251)")
    qtbot.waitUntil(lambda: dialog.isEnabled() and "Выборы президента" == cells(dialog)[0][1])
    person.presses(dialog, "mappingAccept")
    person.reads_report()
    assert ["Выборы президента", "Протесты в столице"] == person.titles()


def test_tables_with_our_own_headings_are_imported_without_a_question(person, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("when,title,category\n2020-05,Spring,Nature\n", encoding="utf-8")
    person.imports(path)
    assert "1 event taken" in person.reads_report()
    assert ["Spring"] == person.titles()


def test_several_files_are_one_step_and_tables_of_the_same_headings_are_asked_about_once(person, tmp_path):
    names = ("a.csv", "b.csv", "c.csv")
    for number, name in enumerate(names):
        text = f"day of event;what\n{number + 1}.2.2020;Number {number}\n25.2.2020;Last {number}\n"
        (tmp_path / name).write_text(text)
    person.imports(*(tmp_path / name for name in names))
    dialog = person.dialog("mappingDialog")
    assert "2 more files" in dialog.about.text()
    person.presses(dialog, "mappingAccept")
    assert 3 == person.reads_report().count("2 events taken")
    assert 6 == len(person.titles())
    assert "import of 3 files" == person.window.session.undo_label


def test_a_file_that_cannot_be_read_does_not_stop_the_others(person, tmp_path):
    bad, good = tmp_path / "bad.xml", tmp_path / "good.csv"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    good.write_text("when,title\n2020,Good\n")
    person.imports(bad, good)
    words = person.reads_report()
    assert "1 event taken" in words
    assert "bad.xml" in words
    assert ["Good"] == person.titles()


def test_a_file_that_is_nothing_is_told_in_a_sentence(qtbot, person, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    person.imports(path)
    qtbot.waitUntil(person.window.messages.isVisible)
    assert "empty.csv" in person.window.messages.words.text()
    assert [] == person.titles()


def test_an_import_is_undone_and_redone_by_its_name(qtbot, person, tmp_path):
    path = tmp_path / "spring.csv"
    path.write_text("when,title\n2020-05,Spring\n2020-06,Summer\n")
    person.imports(path)
    report = person.dialog("importReport")
    person.presses(report, "undoImport")
    qtbot.waitUntil(lambda: person.titles() == [])
    qtbot.waitUntil(lambda: "import of spring.csv" in person.window.actions_by_id["redo"].text())
    person.window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: person.titles() == ["Spring", "Summer"])
    qtbot.waitUntil(lambda: "Undo import of spring.csv" in _plain(person.window.actions_by_id["undo"].text()))


def _plain(words):
    return words.replace("&", "")


def test_a_file_imported_twice_proposes_to_update(person, tmp_path):
    path = tmp_path / "spring.csv"
    path.write_text("when,title,note\n2020-05,Spring,wet\n2020-06,Summer,dry\n")
    person.imports(path)
    person.reads_report()
    path.write_text("when,title,note\n2020-05,Spring,very wet\n2020-06,Summer,dry\n2020-09,Autumn,\n")
    person.imports(path)
    question = person.dialog("choiceDialog")
    person.presses(question, "knownUpdate")
    words = person.reads_report()
    assert "1 event taken, 1 event updated, 1 known already" in words
    assert ["Spring", "Summer", "Autumn"] == person.titles()


def test_known_events_can_be_left_as_they_are(person, tmp_path):
    path = tmp_path / "spring.csv"
    path.write_text("when,title,note\n2020-05,Spring,wet\n")
    person.imports(path)
    person.reads_report()
    person.imports(path)
    question = person.dialog("choiceDialog")
    assert question.findChild(QPushButton, "knownUpdate") is None  # nothing differs
    person.presses(question, "knownKeep")
    assert "0 events taken, 1 known already" in person.reads_report()


def test_esc_at_the_question_imports_nothing(qtbot, person, tmp_path):
    path = tmp_path / "spring.csv"
    path.write_text("when,title\n2020-05,Spring\n")
    person.imports(path)
    person.reads_report()
    person.imports(path)
    QTest.keyClick(person.dialog("choiceDialog"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Nothing was imported" in person.window.status.currentMessage())
    assert ["Spring"] == person.titles()
    person.imports(path)  # and another import may begin
    person.presses(person.dialog("choiceDialog"), "choiceCancel")


def test_a_date_far_down_that_reads_in_two_ways_is_asked_about(person, tmp_path):
    path = tmp_path / "long.csv"
    rows = [f"2020-01-{1 + number % 28:02},Day {number}" for number in range(400)]
    path.write_text("\n".join(["date,what", *rows, "11/12/2025,Either"]) + "\n")
    person.imports(path)
    person.presses(person.dialog("mappingDialog"), "mappingAccept")
    question = person.dialog("choiceDialog")
    person.presses(question, "orderMonth")
    person.reads_report()
    assert "2025-11-12" == person.dates()["Either"]


def test_the_report_tells_row_by_row_and_can_be_copied(person, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("when,title\n2020-05,Spring\nat the time of the flood,Odd\n")
    person.imports(path)
    report = person.dialog("importReport")
    person.presses(report, "copyImportReport")
    words = QGuiApplication.clipboard().text()
    assert "1 taken with a change" in words
    assert "row 3, “Odd”: taken as undated" in words
    person.presses(report, "closeImportReport")


def test_a_cancelled_import_leaves_nothing(qtbot, person, tmp_path):
    person.imports(many(tmp_path))
    bar = person.window.imports
    qtbot.waitUntil(lambda: "a second" in bar.words.text(), timeout=10_000)
    QTest.mouseClick(bar.cancel, LEFT)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=10_000)
    assert "cancelled; nothing was taken" in person.window.messages.words.text()
    assert [] == person.titles()
    assert "" == person.window.session.undo_label


def test_a_cancelled_import_that_is_read_apart_leaves_nothing(qtbot, person, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "APART_BYTES", 0)
    person.imports(many(tmp_path))
    bar = person.window.imports
    qtbot.waitUntil(lambda: "a second" in bar.words.text(), timeout=10_000)
    QTest.mouseClick(bar.cancel, LEFT)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=10_000)
    assert "cancelled; nothing was taken" in person.window.messages.words.text()
    assert [] == person.titles()
    assert [] == multiprocessing.active_children()


def test_progress_says_how_far_how_fast_and_how_long_still(qtbot, person):
    from timeline_app.work.importing import ImportProgress

    bar = person.window.imports
    bar.begin("big.csv", "Importing big.csv…")
    bar.tell(ImportProgress(34_000, 0.25, 12_000.0))
    assert "Importing big.csv   ·   34,000 events   ·   12,000 a second   ·   8 s left" == bar.words.text()
    bar.tell(ImportProgress(34_000, 0.25, 12_000.0), 2)
    assert bar.words.text().endswith("2 changes wait")
    bar.finish()


def test_a_backup_is_kept_before_an_import(person, tmp_path):
    from timeline_app.work.backups import backups_of

    path = tmp_path / "spring.csv"
    path.write_text("when,title\n2020-05,Spring\n")
    person.imports(path)
    person.reads_report()
    path.write_text("when,title\n2020-06,Summer\n")
    person.imports(path)
    person.reads_report()
    kept = backups_of(person.window.session.path)
    assert ["import of spring.csv"] == [one.before for one in kept]
    assert [1] == [one.events for one in kept]


def test_the_new_events_are_shown_where_they_are(reader, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("when,title\n1066-10-14,Hastings\n1070,York\n")
    reader.imports(path)
    report = reader.dialog("importReport")
    reader.presses(report, "showImported")
    session = reader.window.session
    assert 2 == len(session.selected)
    assert {"Hastings", "York"} == {session.texts(session.selected)[one].title for one in session.selected}
    assert 2 == len(session.in_view())


def many(tmp_path):
    path = tmp_path / "many.csv"
    rows = [f"2020-01-{1 + number % 28:02},Day {number}" for number in range(200_000)]
    path.write_text("\n".join(["when,title", *rows]) + "\n")
    return path


def test_opening_another_story_takes_a_running_import_back(qtbot, person, sample_file, tmp_path):
    mine = person.window.session.path
    person.imports(many(tmp_path))
    qtbot.waitUntil(lambda: "a second" in person.window.imports.words.text(), timeout=10_000)
    with qtbot.waitSignal(person.window.session.story_changed, timeout=10_000):
        person.window.session.open(sample_file)
    assert not person.window.imports.isVisible()
    assert (5, 5) == person.window.session.shown()
    with qtbot.waitSignal(person.window.session.story_changed, timeout=10_000):
        person.window.session.open(mine)
    assert [] == person.titles()


def test_closing_the_window_takes_a_running_import_back(qtbot, person, tmp_path):
    mine = person.window.session.path
    person.imports(many(tmp_path))
    qtbot.waitUntil(lambda: "a second" in person.window.imports.words.text(), timeout=10_000)
    person.window.close()
    assert [] == person.titles()
    assert ["mine.story"] == [one.name for one in mine.parent.glob("mine.story*")]
