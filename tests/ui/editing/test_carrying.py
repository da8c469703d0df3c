"""Ctrl+C in one story, Ctrl+V in another, as a person does it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from timeline_app.ui.clipboard import EVENTS_TYPE
from timeline_app.work import editing

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(make_window, tmp_path):
    """A window on another, empty story."""
    return make_window(editing.new_story(tmp_path / "other.story"))


@pytest.fixture
def copied(hand, window, qtbot):
    """The last two events of the sample, copied by their key."""
    QApplication.clipboard().clear()
    window.session.select(hand.ids()[-2:])
    hand.key(Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "")
    assert QApplication.clipboard().mimeData().hasFormat(EVENTS_TYPE)
    return hand.ids()[-2:]


def paste_into(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_V, CTRL)


def test_events_come_into_another_story_with_their_passages_and_are_selected(hand, other, copied, qtbot):
    paste_into(other, qtbot)
    qtbot.waitUntil(lambda: other.session.shown()[1] == 2)
    qtbot.waitUntil(lambda: len(other.session.selected) == 2)
    assert "2 events pasted with 1 article" == other.status.currentMessage()
    qtbot.waitUntil(lambda: other.passage.article_at_hand() is not None)
    assert "pardoned" in other.passage.article_at_hand().text
    other.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: other.session.shown()[1] == 0)


def test_pasted_once_more_nothing_is_doubled(hand, window, other, copied, qtbot):
    paste_into(other, qtbot)
    qtbot.waitUntil(lambda: other.session.shown()[1] == 2)
    paste_into(other, qtbot)
    qtbot.waitUntil(lambda: other.status.currentMessage() == "2 events are here already")
    assert 2 == other.session.shown()[1]
    before = hand.titles()
    window.session.select(())
    paste_into(window, qtbot)
    qtbot.waitUntil(lambda: window.session.selected == tuple(copied))
    assert before == hand.titles()


def test_text_editors_find_rows_and_spreadsheets_a_table(copied):
    data = QApplication.clipboard().mimeData()
    assert 3 == len(data.text().splitlines())
    assert 3 == data.html().count("<tr>")
    assert "<th>Title</th>" in data.html()
    field = QLineEdit()
    field.paste()
    assert field.text().startswith("Date")


def test_what_pretends_to_be_events_is_told(other, qtbot):
    data = QMimeData()
    data.setData(EVENTS_TYPE, b"{}")
    QApplication.clipboard().setMimeData(data)
    paste_into(other, qtbot)
    qtbot.waitUntil(other.messages.isVisible)
    assert other.messages.words.text()
    assert 0 == other.session.shown()[1]
