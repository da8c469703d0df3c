"""What tests of bringing in and taking out share: a window of one's own story, dialogs, files chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from timeline_app.store import repository
from timeline_app.store.database import open_story, reading
from timeline_app.ui.main_window import MainWindow
from timeline_app.work import editing

PATIENCE_MS = 10_000
LEFT = Qt.MouseButton.LeftButton


class Person:
    """What a person does in one window to bring files in and take them out."""

    def __init__(self, qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.window, self._patch = qtbot, window, monkeypatch

    def imports(self, *paths: Path) -> None:
        """File ▸ Import…, and choose these files."""
        names = [str(path) for path in paths]
        self._patch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
        self.window.actions_by_id["import"].trigger()

    def drops(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = QPointF(200, 200)
        none = Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, none))

    def saves_to(self, path: Path) -> None:
        """The place that a file dialog will answer."""
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    def dialog(self, name: str) -> QDialog:
        """The open dialog of that name, once it is there."""

        def found() -> list[QDialog]:
            return [one for one in self.window.findChildren(QDialog, name) if one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE_MS)
        return found()[0]

    def is_open(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QDialog, name))

    def presses(self, dialog: QDialog, name: str) -> None:
        """Click a button of a dialog."""
        button = dialog.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        QTest.mouseClick(button, LEFT)

    def picks(self, dialog: QDialog, name: str, words: str) -> None:
        """Choose an entry of a box with the keyboard's help."""
        box = dialog.findChild(QComboBox, name)
        assert box is not None, name
        place = box.findText(words)
        assert place >= 0, [box.itemText(at) for at in range(box.count())]
        box.setCurrentIndex(place)
        box.activated.emit(place)

    def reads_report(self) -> str:
        """The report's words, once it is there; it is closed again."""
        report = self.dialog("importReport")
        words = report.words()
        self.presses(report, "closeImportReport")
        self.qtbot.waitUntil(lambda: not self.is_open("importReport"), timeout=PATIENCE_MS)
        return words

    def titles(self) -> list[str]:
        """The titles in the file, in the order of the picture."""
        path = self.window.session.path
        assert path is not None
        with open_story(path) as story, reading(story):
            ids = repository.load_snapshot(story).columns.id.tolist()
            texts = repository.event_texts(story, ids)
            return [texts[event_id].title for event_id in ids]

    def dates(self) -> dict[str, str]:
        """Each title's date in the file."""
        path = self.window.session.path
        assert path is not None
        with open_story(path) as story, reading(story):
            ids = repository.load_snapshot(story).columns.id.tolist()
            return {event.title: event.edtf for event in repository.events(story, ids)}


@pytest.fixture
def empty_story(tmp_path: Path) -> Path:
    return editing.new_story(tmp_path / "mine.story")


@pytest.fixture
def own_window(make_window: Callable[..., MainWindow], empty_story: Path) -> MainWindow:
    """A window on an empty story of one's own."""
    return make_window(empty_story)


@pytest.fixture
def person(qtbot: QtBot, own_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(qtbot, own_window, monkeypatch)


@pytest.fixture
def reader(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A person in a window on the sample story."""
    return Person(qtbot, window, monkeypatch)
