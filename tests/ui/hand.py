"""What tests of editing share: finding and filling the editor as a person does, and reading the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from timeline_app.store import repository
from timeline_app.store.database import open_story, reading
from timeline_app.ui.main_window import MainWindow

PATIENCE_MS = 5_000


class Hand:
    """What a person does to one window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.come_to_front()
        QTest.keyClick(self.window.view, key, modifiers)

    def come_to_front(self) -> None:
        """Have the window's picture receive keys."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=PATIENCE_MS)
        self.window.view.setFocus()

    def type_into(self, within: QWidget, name: str, text: str) -> None:
        """Click into a field, empty it, and type."""
        field = within.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text)

    def dialog(self, name: str) -> QDialog:
        """The open dialog of that name, once it is there."""

        def found() -> list[QDialog]:
            return [one for one in self.window.findChildren(QDialog, name) if one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE_MS)
        dialog = found()[0]
        dialog.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=PATIENCE_MS)
        return dialog

    def closed(self, name: str) -> None:
        """Wait until a dialog has gone."""
        self.qtbot.waitUntil(
            lambda: not any(one.isVisible() for one in self.window.findChildren(QDialog, name)),
            timeout=PATIENCE_MS,
        )
        QApplication.processEvents()

    def key_on_window(self, text: str) -> None:
        """Type a sign that has a meaning to the window."""
        self.come_to_front()
        QTest.keyClicks(self.window.view, text)

    def titles(self) -> list[str]:
        """The titles in the file, in the order of the picture."""
        path = self.window.session.path
        assert path is not None
        with open_story(path) as story, reading(story):  # as it stands at one moment
            ids = repository.load_snapshot(story).columns.id.tolist()
            texts = repository.event_texts(story, ids)
            return [texts[event_id].title for event_id in ids]

    def wait_titles(self, expected: Callable[[list[str]], bool]) -> None:
        """Wait until file and window both hold what is expected."""
        self.qtbot.waitUntil(lambda: expected(self.titles()), timeout=PATIENCE_MS)
        number = len(self.titles())
        self.qtbot.waitUntil(lambda: self.window.session.shown()[1] == number, timeout=PATIENCE_MS)

    def ids(self) -> list[int]:
        snapshot = self.window.session.snapshot
        assert snapshot is not None
        return snapshot.columns.id.tolist()

    def event(self, event_id: int) -> object:
        path = self.window.session.path
        assert path is not None
        with open_story(path) as story:
            return repository.event(story, event_id)


@pytest.fixture
def hand(qtbot: QtBot, window: MainWindow) -> Hand:
    return Hand(qtbot, window)
