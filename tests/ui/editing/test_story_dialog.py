"""Categories, tags, lanes, periods and notes changed in the story's dialog, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QTreeWidget

from timeline_app.store import repository
from timeline_app.store.database import open_story

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_part(hand, window):
    def opened(part):
        window.actions_by_id[f"story-{part}"].trigger()
        return hand.dialog("storyDialog")

    return opened


def press(dialog, name):
    QTest.mouseClick(dialog.findChild(QPushButton, name), LEFT)


def names(dialog, tree):
    found = dialog.findChild(QTreeWidget, tree)
    return [found.topLevelItem(place).text(0) for place in range(found.topLevelItemCount())]


def choose(dialog, tree, name):
    found = dialog.findChild(QTreeWidget, tree)
    for place in range(found.topLevelItemCount()):
        if found.topLevelItem(place).text(0) == name:
            found.setCurrentItem(found.topLevelItem(place))
            return found.topLevelItem(place)
    raise AssertionError(name)


def categories(window):
    return [one.name for one in window.session.snapshot.categories]


def pick(dialog, words):
    """Press an item of the menu that is open."""
    for menu in dialog.findChildren(QMenu):
        for action in menu.actions():
            if action.text() == words:
                action.trigger()
                menu.close()
                return
    raise AssertionError(words)


def test_a_category_is_renamed_in_place(open_part, window, qtbot):
    dialog = open_part("categories")
    choose(dialog, "categoryList", "Release").setText(0, "Releases")
    qtbot.waitUntil(lambda: "Releases" in categories(window))
    qtbot.waitUntil(lambda: "Releases" in names(dialog, "categoryList"))
    choose(dialog, "categoryList", "Releases").setText(0, "Politics")
    qtbot.waitUntil(lambda: "Releases" in names(dialog, "categoryList"))
    assert ["Politics", "Sanctions", "Releases"] == categories(window)


def test_a_category_is_merged_moved_and_recoloured(open_part, window, qtbot):
    dialog = open_part("categories")
    choose(dialog, "categoryList", "Release")
    press(dialog, "categoryUp")
    qtbot.waitUntil(lambda: categories(window) == ["Politics", "Release", "Sanctions"])
    press(dialog, "categoryColour")
    pick(dialog, "Colour 5")
    qtbot.waitUntil(lambda: window.session.snapshot.categories[1].colour == 4)
    press(dialog, "categorySymbol")
    pick(dialog, "Star")
    qtbot.waitUntil(lambda: window.session.snapshot.categories[1].symbol.name == "STAR")
    press(dialog, "categoryMerge")
    pick(dialog, "Politics")
    qtbot.waitUntil(lambda: categories(window) == ["Politics", "Sanctions"])
    assert "merge of “Release”" == window.session.undo_label


def test_deleting_a_category_says_first_what_it_touches(open_part, hand, window, qtbot):
    dialog = open_part("categories")
    choose(dialog, "categoryList", "Sanctions")
    part = dialog.tabs.currentWidget()
    assert "Deleting it leaves 2 events without a category." == part.note.text()
    press(dialog, "categoryDelete")
    qtbot.waitUntil(lambda: categories(window) == ["Politics", "Release"])
    dialog.close()
    hand.key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: categories(window) == ["Politics", "Sanctions", "Release"])


def test_tags_are_found_renamed_and_deleted(open_part, window, qtbot):
    dialog = open_part("tags")
    qtbot.waitUntil(lambda: "potash" in names(dialog, "tagList"))
    QTest.keyClicks(dialog.findChild(QLineEdit, "tagFind"), "pot")
    assert ["potash"] == names(dialog, "tagList")
    choose(dialog, "tagList", "potash").setText(0, "potash trade")
    qtbot.waitUntil(lambda: names(dialog, "tagList") == ["potash trade"])
    choose(dialog, "tagList", "potash trade")
    assert "Deleting it takes it from 3 events." == dialog.tabs.currentWidget().note.text()
    press(dialog, "tagDelete")
    qtbot.waitUntil(lambda: names(dialog, "tagList") == [])


def test_lanes_are_put_in_order(open_part, window, qtbot):
    window.session.set_lanes("category")
    dialog = open_part("lanes")
    assert ["Politics", "Sanctions", "Release"] == names(dialog, "laneList")
    choose(dialog, "laneList", "Release")
    press(dialog, "laneUp")
    qtbot.waitUntil(lambda: names(dialog, "laneList") == ["Politics", "Release", "Sanctions"])
    qtbot.waitUntil(
        lambda: [one.name for one in window.view.composed.info.lanes] == ["Politics", "Release", "Sanctions"]
    )


def test_a_period_is_added_changed_and_deleted(open_part, hand, window, qtbot):
    dialog = open_part("periods")
    hand.type_into(dialog, "periodName", "The war")
    hand.type_into(dialog, "periodDate", "from February 2022")
    press(dialog, "periodKeep")
    qtbot.waitUntil(lambda: names(dialog, "periodList") == ["The war"])
    assert ["The war"] == [one.name for one in window.session.snapshot.periods]
    choose(dialog, "periodList", "The war")
    hand.type_into(dialog, "periodName", "The long war")
    press(dialog, "periodKeep")
    qtbot.waitUntil(lambda: names(dialog, "periodList") == ["The long war"])
    choose(dialog, "periodList", "The long war")
    press(dialog, "periodDelete")
    qtbot.waitUntil(lambda: window.session.snapshot.periods == ())
    assert "delete of period “The long war”" == window.session.undo_label


def test_a_period_without_a_date_says_what_it_lacks(open_part, hand, qtbot):
    dialog = open_part("periods")
    hand.type_into(dialog, "periodName", "The war")
    press(dialog, "periodKeep")
    part = dialog.tabs.currentWidget()
    qtbot.waitUntil(lambda: "needs a date" in part._problem.text())


def test_a_list_that_comes_anew_wipes_no_period_half_typed(open_part, hand, window, qtbot):
    dialog = open_part("periods")
    hand.type_into(dialog, "periodName", "The war")
    with qtbot.waitSignal(window.session.story_changed):
        window.session.reload()
    qtbot.wait(200)
    assert "The war" == dialog.findChild(QLineEdit, "periodName").text()


def test_notes_and_headline_are_kept_when_the_dialog_closes(open_part, hand, window, qtbot):
    dialog = open_part("notes")
    QTest.keyClicks(dialog.findChild(QPlainTextEdit, "storyNotes"), "Ask Belta.")
    hand.type_into(dialog, "storyHeadline", "Potash and prisoners")
    dialog.close()

    def kept():
        with open_story(window.session.path) as story:
            settings = repository.settings(story)
            return settings.notes, settings.headline

    qtbot.waitUntil(lambda: kept() == ("Ask Belta.", "Potash and prisoners"))


def test_what_is_seen_is_saved_as_a_view_and_shown_again(open_part, hand, window, qtbot):
    session = window.session
    session.set_lanes("category")
    session.set_query("potash ")
    qtbot.waitUntil(lambda: session.mask is not None)
    saved = session.viewport
    dialog = open_part("views")
    hand.type_into(dialog, "viewName", "Potash")
    hand.type_into(dialog, "viewHeading", "How it began")
    press(dialog, "viewKeep")
    qtbot.waitUntil(lambda: names(dialog, "viewList") == ["Potash"])
    dialog.close()
    session.clear_filter()
    session.set_lanes("none")
    session.set_viewport(saved.pan(500))
    hand.key(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: session.filter.query == "potash ")
    assert "category" == session.lanes
    assert (saved.start_s, saved.end_s) == (session.viewport.start_s, session.viewport.end_s)
    assert "View 1 of 1: Potash" == window.status.currentMessage()
    with open_story(session.path) as story:
        assert "none" == repository.settings(story).lanes


def test_saved_views_are_stepped_through_in_their_order(open_part, hand, window, qtbot):
    dialog = open_part("views")
    for name in ("First", "Second"):
        hand.type_into(dialog, "viewName", name)
        press(dialog, "viewKeep")
        qtbot.waitUntil(lambda name=name: name in names(dialog, "viewList"))
        qtbot.waitUntil(lambda: dialog.findChild(QLineEdit, "viewName").text() == "")
        window.session.set_viewport(window.session.viewport.pan(100))
    choose(dialog, "viewList", "Second")
    press(dialog, "viewUp")
    qtbot.waitUntil(lambda: names(dialog, "viewList") == ["Second", "First"])
    dialog.close()
    hand.key(Qt.Key.Key_PageDown, CTRL)
    assert "View 1 of 2: Second" == window.status.currentMessage()
    hand.key(Qt.Key.Key_PageDown, CTRL)
    assert "View 2 of 2: First" == window.status.currentMessage()
    hand.key(Qt.Key.Key_PageUp, CTRL)
    assert "View 1 of 2: Second" == window.status.currentMessage()


def test_without_saved_views_stepping_says_how_to_make_one(hand, window):
    hand.key(Qt.Key.Key_PageDown, CTRL)
    assert "no saved views" in window.status.currentMessage()


def test_the_zone_says_what_would_move_and_is_changed_and_taken_back(open_part, hand, window, qtbot):
    with open_story(window.session.path, write=True) as story:
        from timeline_app.core.draft import EventDraft
        from timeline_app.work import editing

        editing.add_event(story, EventDraft("A call", "2021-08-09T20:00:00-05:00"))
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: window.session.shown()[1] == 6)
    dialog = open_part("notes")
    box, note = dialog.findChild(QComboBox, "storyZone"), dialog.findChild(object, "storyZoneNote")
    button = dialog.findChild(QPushButton, "changeZone")
    assert "UTC" == box.currentText()
    assert not button.isEnabled()
    box.setEditText("Nowhere/Land")
    qtbot.waitUntil(lambda: "no time zone" in note.text())
    assert not button.isEnabled()
    box.setEditText("Europe/Minsk")
    qtbot.waitUntil(button.isEnabled)
    assert "1 event with a time and an offset would move." == note.text()
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: window.session.snapshot.settings.zone == "Europe/Minsk")
    qtbot.waitUntil(lambda: "1 event moved" in window.status.currentMessage())
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.settings.zone == "UTC")
    qtbot.waitUntil(lambda: "UTC" == box.currentText())
    dialog.close()


def test_the_order_of_lanes_of_one_facet_leaves_that_of_another(open_part, hand, window, qtbot):
    for lanes in ("category", "person"):
        window.session.set_lanes(lanes)
        dialog = open_part("lanes")
        qtbot.waitUntil(lambda dialog=dialog: len(names(dialog, "laneList")) > 1)
        choose(dialog, "laneList", names(dialog, "laneList")[-1])
        press(dialog, "laneUp")
        qtbot.waitUntil(lambda lanes=lanes: lanes in window.session.snapshot.settings.lane_order)
        dialog.close()
        hand.closed("storyDialog")
    assert {"category", "person"} == set(window.session.snapshot.settings.lane_order)
