"""Making and changing events in the window, with keys and mouse, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMenu, QPushButton, QToolButton

from timeline_app.store import repository
from timeline_app.store.database import open_story
from timeline_app.work import editing

pytestmark = [
    pytest.mark.qt,
    # lists that complete a word grab the keyboard, which the platform without a screen has not
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def note(editor):
    return editor.findChild(QLabel, "eventDateNote").text()


def press(editor, name):
    QTest.mouseClick(editor.findChild(QPushButton, name), LEFT)


def test_n_opens_the_editor_and_a_titled_event_is_added_and_selected(hand, window):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventTitle", "A treaty is signed")
    hand.type_into(editor, "eventDate", "Aug 2024")
    QTest.keyClick(editor.findChild(QLineEdit, "eventDate"), Qt.Key.Key_Return)
    hand.closed("eventEditor")
    hand.wait_titles(lambda titles: "A treaty is signed" in titles)
    hand.qtbot.waitUntil(lambda: window.session.current is not None)
    event = hand.event(window.session.current)
    assert ("A treaty is signed", "2024-08") == (event.title, event.edtf)
    assert window.view.position_of(event.id) is not None


def test_the_button_of_the_tool_bar_opens_the_editor(hand, window):
    buttons = [one for one in window.toolbar.findChildren(QToolButton) if one.text().endswith("Event")]
    QTest.mouseClick(buttons[0], LEFT)
    hand.dialog("eventEditor").reject()


def test_the_date_field_says_at_once_how_it_understood_the_date(hand):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventDate", "circa 1850")
    assert "About 1850" in note(editor)
    assert "1850~" in note(editor)
    hand.type_into(editor, "eventDate", "the day of the week")
    hand.type_into(editor, "eventTitle", "Odd")
    press(editor, "keepEvent")
    assert editor.isVisible()
    editor.reject()


def test_an_ambiguous_date_is_asked_about_before_it_is_kept(hand):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventTitle", "Either")
    hand.type_into(editor, "eventDate", "11/12/2025")
    press(editor, "keepEvent")
    assert editor.isVisible()
    chips = [one for one in editor.date.findChildren(QPushButton) if one.isVisible()]
    assert ["11 December 2025", "12 November 2025"] == [one.words() for one in chips]
    QTest.mouseClick(chips[1], LEFT)
    press(editor, "keepEvent")
    hand.closed("eventEditor")
    hand.wait_titles(lambda titles: "Either" in titles)
    hand.qtbot.waitUntil(lambda: hand.window.session.current is not None)
    assert "2025-11-12" == hand.event(hand.window.session.current).edtf


def test_an_event_without_a_title_is_not_kept_and_the_editor_says_why(hand):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    press(editor, "keepEvent")
    assert "The event needs a title." == editor.findChild(QLabel, "eventProblem").text()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    hand.closed("eventEditor")
    assert 5 == len(hand.titles())


def test_f2_edits_the_selected_event_with_tags_category_and_note(hand, window):
    event_id = hand.ids()[1]
    QTest.mouseClick(window.view, LEFT, NONE, window.view.position_of(event_id))
    hand.key(Qt.Key.Key_F2)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventPeople", "Janet Yellen")
    QTest.keyClick(editor.findChild(QLineEdit, "eventPeople"), Qt.Key.Key_Return)
    assert editor.isVisible()
    editor.category.setFocus()
    editor.category.lineEdit().selectAll()
    QTest.keyClicks(editor.category.lineEdit(), "Economy")
    QTest.keyClicks(editor.note, "Checked.")
    QTest.keyClick(editor.note, Qt.Key.Key_Return, CTRL)
    hand.closed("eventEditor")
    event = hand.event(event_id)
    assert event.note.startswith("Checked.")
    assert "Janet Yellen" in [tag.name for tag in event.tags]
    assert "Economy" in [one.name for one in window.session.snapshot.categories]


def test_an_event_that_is_edited_otherwise_meanwhile_is_not_overwritten(hand, window, qtbot):
    event_id = hand.ids()[0]
    window.session.select((event_id,))
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    with open_story(window.session.path, write=True) as other:
        from dataclasses import replace

        from timeline_app.core.draft import draft_of

        event = repository.event(other, event_id)
        editing.change_event(other, event, replace(draft_of(event, ""), title="From elsewhere"))
    hand.type_into(editor, "eventTitle", "From here")
    press(editor, "keepEvent")
    qtbot.waitUntil(lambda: editor.findChild(QLabel, "eventProblem").isVisible())
    assert editing.CONFLICT == editor.findChild(QLabel, "eventProblem").text()
    assert "From elsewhere" in hand.titles()
    press(editor, "showAgain")
    qtbot.waitUntil(lambda: editor.title.text() == "From elsewhere")
    editor.reject()


def test_delete_asks_nothing_and_undo_brings_all_back(hand, window, qtbot):
    before = hand.titles()
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    hand.key(Qt.Key.Key_Right)
    window.session.select(hand.ids()[:3])
    hand.key(Qt.Key.Key_Delete)
    hand.wait_titles(lambda titles: len(titles) == 2)
    qtbot.waitUntil(lambda: window.actions_by_id["undo"].text() == "&Undo delete of 3 events")
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.wait_titles(lambda titles: titles == before)
    qtbot.waitUntil(lambda: window.actions_by_id["redo"].text() == "&Redo delete of 3 events")
    hand.key(Qt.Key.Key_Z, CTRL | SHIFT)
    hand.wait_titles(lambda titles: len(titles) == 2)


def test_undo_survives_closing_the_window(hand, window, make_window, qtbot):
    path, before = window.session.path, hand.titles()
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_Delete)
    hand.wait_titles(lambda titles: len(titles) == 4)
    window.close()
    again = make_window(path)
    assert again.actions_by_id["undo"].text().startswith("&Undo delete of “")
    QTest.keyClick(again.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: again.session.shown()[1] == 5)
    assert before == type(hand)(qtbot, again).titles()


def test_a_duplicate_is_selected(hand, window, qtbot):
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_D, CTRL | SHIFT)
    hand.wait_titles(lambda titles: len(titles) == 6)
    qtbot.waitUntil(lambda: window.session.current not in hand.ids()[:1])
    assert hand.event(window.session.current).title.endswith("(copy)")


def test_a_double_click_on_empty_space_proposes_an_event_there(hand, window):
    at = QPoint(window.view.width() // 2, window.view.height() - 8)
    assert window.view.pointing.under(at) is None
    QTest.mouseDClick(window.view, LEFT, NONE, at)
    editor = hand.dialog("eventEditor")
    unit = window.view.tick_unit()
    second = window.session.viewport.scale.second_at(at.x())
    from timeline_app.core.dates import date_at

    assert date_at(second, unit) == editor.date.edtf
    editor.reject()


def test_many_events_are_edited_at_once(hand, window, qtbot):
    window.session.select(hand.ids()[:3])
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("manyEditor")
    QTest.keyClicks(editor.category.lineEdit(), "Archive")
    hand.type_into(editor, "manyTopic", "reviewed")
    QTest.mouseClick(editor.findChild(QPushButton, "keepMany"), LEFT)
    hand.closed("manyEditor")
    events = [hand.event(event_id) for event_id in hand.ids()[:3]]
    assert all("reviewed" in [tag.name for tag in event.tags] for event in events)
    assert 1 == len({event.category_id for event in events})
    qtbot.waitUntil(lambda: window.session.undo_label == "change of category of 3 events")


def test_exclamation_mark_and_star_set_status_and_importance(hand, window, qtbot):
    event_id = hand.ids()[0]
    window.session.select((event_id,))
    importance = hand.event(event_id).importance
    hand.key_on_window("!")
    qtbot.waitUntil(lambda: hand.event(event_id).status.name == "TO_CHECK")
    qtbot.waitUntil(lambda: "to check" in window.session.undo_label)
    hand.key_on_window("!")
    qtbot.waitUntil(lambda: hand.event(event_id).status.name == "NONE")
    hand.key_on_window("*")
    qtbot.waitUntil(lambda: hand.event(event_id).importance == (importance + 1) % 4)


def test_a_file_only_looked_at_becomes_a_story_at_a_place_asked_for(
    make_window, root, tmp_path, monkeypatch, qtbot
):
    window = make_window(root / "data" / "belarus.json")
    asked = []

    def place(*arguments):
        asked.append(arguments)
        return str(tmp_path / "my own.story"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    assert window.session.may_write is False
    QTest.keyClick(window.view, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.session.may_write, timeout=5_000)
    assert tmp_path / "my own.story" == window.session.path
    qtbot.waitUntil(lambda: any(one.objectName() == "eventEditor" for one in window._dialogs))
    window._dialogs[0].reject()
    assert 1 == len(asked)


def test_the_place_proposed_is_one_that_can_be_written_to(make_window, root, monkeypatch):
    window = make_window(root / "data" / "belarus.json")
    proposed = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: proposed.append(asked[2]) or ("", ""))
    monkeypatch.setattr("timeline_app.ui.editing.edit_commands.os.access", lambda *_: False)
    QTest.keyClick(window.view, Qt.Key.Key_N)
    assert [str(Path.home() / "belarus.story")] == proposed


def test_without_a_place_nothing_is_edited(make_window, root, monkeypatch):
    window = make_window(root / "data" / "belarus.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    QTest.keyClick(window.view, Qt.Key.Key_N)
    assert [] == window._dialogs


def test_a_new_story_is_opened_where_it_was_asked_for(hand, window, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "new one"), ""))
    hand.key(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: window.session.path == tmp_path / "new one.story", timeout=5_000)
    assert (0, 0) == window.session.shown()
    window.actions_by_id["new-story-like"].trigger()
    qtbot.waitUntil(lambda: window.messages.isVisible() or window.session.path.name != "new one.story")


def test_clearing_the_history_says_what_it_frees_and_asks(hand, window, qtbot):
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_Delete)
    hand.wait_titles(lambda titles: len(titles) == 4)
    window.actions_by_id["clear-history"].trigger()
    qtbot.waitUntil(window.messages.isVisible)
    assert "frees about" in window.messages.words.text()
    QTest.mouseClick(window.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: not window.actions_by_id["undo"].isEnabled())


def test_two_windows_on_one_file_see_each_others_changes(hand, window, make_window, qtbot):
    other = make_window(window.session.path)
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_Delete)
    hand.wait_titles(lambda titles: len(titles) == 4)
    other.session.look_for_changes()
    qtbot.waitUntil(lambda: other.session.shown()[1] == 4)
    assert other.actions_by_id["undo"].isEnabled()
    type(hand)(qtbot, other).key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: other.session.shown()[1] == 5)
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: window.session.shown()[1] == 5)


def test_the_first_event_of_a_new_story_is_seen_in_its_year(hand, window, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "first"), ""))
    hand.key(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: window.session.path == tmp_path / "first.story", timeout=5_000)
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventTitle", "The first")
    hand.type_into(editor, "eventDate", "5 May 1999")
    press(editor, "keepEvent")
    hand.closed("eventEditor")
    qtbot.waitUntil(lambda: len(hand.ids()) == 1 and window.view.position_of(hand.ids()[0]) is not None)
    assert window.session.viewport.span_s > 300 * 86_400


def test_an_editor_does_not_outlive_its_story(hand, window, qtbot, tmp_path):
    other = editing.new_story(tmp_path / "other.story")
    hand.key(Qt.Key.Key_N)
    hand.dialog("eventEditor")
    window.session.open(other)
    qtbot.waitUntil(lambda: window.session.path == other)
    hand.closed("eventEditor")


def test_the_colour_of_a_category_is_changed_from_the_editor(hand, window, qtbot):
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    box = editor.findChild(QComboBox, "eventCategory")
    name = box.currentText()
    editor.findChild(QPushButton, "eventColour").click()
    menu = editor.findChild(QMenu, "colourMenu")
    menu.actions()[6].trigger()
    menu.close()

    def colour():
        return next(one.colour for one in window.session.snapshot.categories if one.name == name)

    qtbot.waitUntil(lambda: colour() == 6)
    assert name == box.currentText()
    hand.type_into(editor, "eventTitle", "Recoloured")
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), Qt.MouseButton.LeftButton)
    hand.closed("eventEditor")  # the event itself is no other than it was read
    assert "Recoloured" in hand.titles()


def test_a_category_that_is_not_there_yet_has_no_colour_to_change(hand, window):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    button = editor.findChild(QPushButton, "eventColour")
    assert not button.isEnabled()
    editor.findChild(QComboBox, "eventCategory").setEditText("Politics")
    assert button.isEnabled()
    editor.findChild(QComboBox, "eventCategory").setEditText("Weather")
    assert not button.isEnabled()
    editor.reject()


def test_of_two_windows_that_edit_one_event_the_later_is_told_and_writes_nothing_over(
    hand, window, make_window, qtbot
):
    other = type(hand)(qtbot, make_window(window.session.path))
    event_id = hand.ids()[0]
    for one in (hand, other):
        one.window.session.select((event_id,))
        one.key(Qt.Key.Key_E)
        one.dialog("eventEditor")
    first, second = hand.dialog("eventEditor"), other.dialog("eventEditor")
    other.type_into(second, "eventTitle", "What the other window says")
    hand.type_into(first, "eventTitle", "What this window says")
    QTest.mouseClick(second.findChild(QPushButton, "keepEvent"), LEFT)
    other.closed("eventEditor")
    QTest.mouseClick(first.findChild(QPushButton, "keepEvent"), LEFT)
    problem = first.findChild(QLabel, "eventProblem")
    qtbot.waitUntil(lambda: problem.text() == editing.CONFLICT)
    assert "What the other window says" == hand.event(event_id).title
    assert "What this window says" == first.title.text()  # what was typed is not lost either
    QTest.mouseClick(first.findChild(QPushButton, "showAgain"), LEFT)
    qtbot.waitUntil(lambda: first.title.text() == "What the other window says")
    hand.type_into(first, "eventTitle", "What both agree on")
    QTest.mouseClick(first.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")
    assert "What both agree on" == hand.event(event_id).title
