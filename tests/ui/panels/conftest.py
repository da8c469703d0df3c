"""Stories opened without a window, and widgets shown alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from timeline_app.ui.session import Session


@pytest.fixture
def story(opened: Session) -> Session:
    """The sample story, open."""
    return opened


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
