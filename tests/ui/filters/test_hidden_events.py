"""A new or changed event that the filter hides is told, and one press shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

LEFT = Qt.MouseButton.LeftButton
WORDS = "The event is in the story, but the filter hides it."


def narrow(window, qtbot, event_filter):
    with qtbot.waitSignal(window.session.filter_changed):
        window.session.set_filter(event_filter)
    if event_filter.query:
        qtbot.waitUntil(lambda: window.session.mask is not None)


def add(hand, title, when):
    hand.key(Qt.Key.Key_N)
    editor = hand.dialog("eventEditor")
    hand.type_into(editor, "eventTitle", title)
    hand.type_into(editor, "eventDate", when)
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")


def category_key(window, name):
    return next(one.key for one in window.session.snapshot.facets[FacetKind.CATEGORY] if one.name == name)


def test_a_new_event_that_the_words_hide_is_told_and_shown(hand, window, qtbot):
    narrow(window, qtbot, EventFilter("sanctions"))
    add(hand, "A flood", "May 2022")
    qtbot.waitUntil(window.messages.isVisible)
    assert WORDS == window.messages.words.text()
    QTest.mouseClick(window.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: window.session.filter.is_empty)
    qtbot.waitUntil(lambda: len(window.session.selected) == 1)
    assert not window.messages.isVisible()
    assert "" == window.toolbar.search.text()


def test_only_what_hides_it_is_cleared(hand, window, qtbot):
    politics = category_key(window, "Politics")
    narrow(window, qtbot, EventFilter(include={FacetKind.CATEGORY: frozenset([politics])}, from_date="2020"))
    add(hand, "A flood", "May 2022")
    qtbot.waitUntil(window.messages.isVisible)
    QTest.mouseClick(window.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: not window.session.filter.include)
    assert "2020" == window.session.filter.from_date


def test_where_words_and_ticks_hide_it_both_are_cleared(hand, window, qtbot):
    politics = category_key(window, "Politics")
    narrow(window, qtbot, EventFilter("talks", include={FacetKind.CATEGORY: frozenset([politics])}))
    add(hand, "A flood", "May 2022")
    qtbot.waitUntil(window.messages.isVisible)
    QTest.mouseClick(window.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: window.session.filter.is_empty)


def test_an_event_that_a_change_takes_out_of_the_filter_is_told(hand, window, qtbot):
    politics = category_key(window, "Politics")
    narrow(window, qtbot, EventFilter(include={FacetKind.CATEGORY: frozenset([politics])}))
    window.session.select(hand.ids()[:1])
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    editor.findChild(QComboBox, "eventCategory").setEditText("Release")
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")
    qtbot.waitUntil(window.messages.isVisible)
    assert WORDS == window.messages.words.text()
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: not window.messages.isVisible())


def test_an_event_that_passes_is_not_spoken_of(hand, window, qtbot):
    narrow(window, qtbot, EventFilter("flood"))
    add(hand, "A flood", "May 2022")
    qtbot.waitUntil(lambda: window.session.shown() == (1, 6))
    assert not window.messages.isVisible()
