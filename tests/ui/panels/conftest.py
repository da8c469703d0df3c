"""Stories opened without a window, and widgets shown alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from timeline_app.ui.session import Session


@pytest.fixture
def open_story(qtbot: QtBot) -> Iterator[Callable[[Path], Session]]:
    """Opens a story (or a file that becomes one) and waits until it is there."""
    sessions: list[Session] = []

    def open_path(path: Path) -> Session:
        session = Session(watch=False)
        sessions.append(session)
        with qtbot.waitSignal(session.story_changed, timeout=10_000):
            session.open(path)
        return session

    yield open_path
    for session in sessions:
        session.close()


@pytest.fixture
def story(opened: Session) -> Session:
    """The sample story, open."""
    return opened


@pytest.fixture
def awkward(root: Path, open_story: Callable[[Path], Session]) -> Session:
    return open_story(root / "tests" / "data" / "awkward.json")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget, int, int], None]:
    """Shows a widget at a size and waits until it is seen and has the keyboard."""

    def show(widget: QWidget, width_px: int, height_px: int) -> None:
        qtbot.addWidget(widget)
        widget.resize(width_px, height_px)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return show
