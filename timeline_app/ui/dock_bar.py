"""Docks below the picture: one line at their top in place of Qt's title, and manners in a low window.

The line is the part's own bar with a button that closes it. Knows no part.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QToolButton, QWidget

from timeline_app.ui.style import set_role

#: A dock gives way, down to its bar, its headings and two rows, before what is above it is lower than this.
ABOVE_LEAST_PX = 330
DOCK_LEAST_PX = 136


def give_bar(dock: QDockWidget, bar: QWidget) -> None:
    """Let a part's own bar be the title of its dock: it is dragged and double-clicked like one."""
    title = QWidget(dock)
    title.setObjectName("dockBar")
    close = QToolButton(title)
    close.setObjectName("closeDock")
    close.setText("×")
    close.setToolTip(dock.tr("Close"))
    close.setAccessibleName(dock.tr("Close: {}").format(dock.windowTitle()))
    set_role(close, "flat")
    close.clicked.connect(dock.close)
    row = QHBoxLayout(title)
    row.setContentsMargins(0, 0, 6, 0)
    row.setSpacing(0)
    row.addWidget(bar, 1)
    row.addWidget(close)
    dock.setTitleBarWidget(title)
    GivesWay(dock)


class GivesWay(QObject):
    """Makes a dock lower when its window is, so that the picture above keeps its height; never higher."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._give_way)
        if (frame := dock.parentWidget()) is not None:
            frame.installEventFilter(self)
        dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again once the window has been laid out."""
        if event.type() in (QEvent.Type.Resize if watched is not self._dock else None, QEvent.Type.Show):
            self._soon.start(0)
        return False

    def _give_way(self) -> None:
        dock, frame = self._dock, self._dock.parentWidget()
        if not isinstance(frame, QMainWindow) or not dock.isVisible() or dock.isFloating():
            return
        above = frame.centralWidget()
        lacking_px = ABOVE_LEAST_PX - above.height() if above is not None else 0
        height_px = max(dock.height() - lacking_px, DOCK_LEAST_PX)
        if lacking_px > 0 and height_px < dock.height():
            frame.resizeDocks([dock], [height_px], Qt.Orientation.Vertical)
