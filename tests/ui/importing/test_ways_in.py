"""Files dropped and rows pasted: asked about, opened by themselves or brought into the story."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

pytestmark = pytest.mark.qt

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def spring(tmp_path):
    path = tmp_path / "spring.csv"
    path.write_text("when,title\n2020-05,Spring\n")
    return path


def test_a_dropped_file_can_be_brought_into_the_story(reader, spring):
    reader.drops(spring)
    reader.presses(reader.dialog("choiceDialog"), "bringIn")
    assert "1 event taken" in reader.reads_report()
    assert "Spring" in reader.titles()
    assert 6 == len(reader.titles())


def test_a_dropped_file_can_be_opened_as_a_new_story(qtbot, reader, spring):
    reader.drops(spring)
    question = reader.dialog("choiceDialog")
    with qtbot.waitSignal(reader.window.session.story_changed):
        reader.presses(question, "openAlone")
    assert (1, 1) == reader.window.session.shown()
    assert reader.window.windowTitle().startswith("spring")


def test_rows_pasted_from_a_spreadsheet_are_mapped_and_become_events(qtbot, person):
    QGuiApplication.clipboard().setText("Day of it\tWhat happened\n2020-05-01\tSpring\n2020-06-01\tSummer\n")
    person.window.activateWindow()
    person.window.view.setFocus()
    person.window.actions_by_id["paste"].trigger()
    dialog = person.dialog("mappingDialog")
    person.presses(dialog, "mappingAccept")
    assert "2 events taken" in person.reads_report()
    assert ["Spring", "Summer"] == person.titles()
    assert "import of pasted rows" == person.window.session.undo_label


def test_rows_copied_from_the_program_are_pasted_without_a_question(person):
    header = "Date\tTitle\tCategory\tTags\tPlace\tStatus\tNote\tPassage\tSource"
    row = "12–13 December 2025\tTalks\tDiplomacy\tMinsk talks\tMinsk\t\t\tThey spoke.\tReport"
    QGuiApplication.clipboard().setText(f"{header}\n{row}\n")
    person.window.actions_by_id["paste"].trigger()
    person.reads_report()
    assert {"Talks": "2025-12-12/2025-12-13"} == person.dates()


def test_a_file_only_looked_at_becomes_a_story_before_something_is_brought_in(
    qtbot, reader, spring, tmp_path
):
    summer = tmp_path / "summer.csv"
    summer.write_text("when,title\n2020-06,Summer\n")
    with qtbot.waitSignal(reader.window.session.story_changed):
        reader.window.session.open(spring)
    reader.saves_to(tmp_path / "seasons.story")
    reader.imports(summer)
    assert "1 event taken" in reader.reads_report()
    assert tmp_path / "seasons.story" == reader.window.session.path
    assert ["Spring", "Summer"] == reader.titles()
