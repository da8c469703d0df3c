"""The tabs below the picture, put aside while a page needs the window, and brought back as they were."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget, QMainWindow


class TabsAside:
    """Hides a window's docks for a while."""

    def __init__(self, frame: QMainWindow) -> None:
        self._frame = frame
        self._aside: list[tuple[QDockWidget, bool]] = []

    def put(self) -> None:
        """Hide what is shown; once more hides what has been shown since."""
        for dock in self._frame.findChildren(QDockWidget):
            if not dock.isHidden():
                self._aside.append((dock, not dock.visibleRegion().isEmpty()))
                dock.hide()

    def bring_back(self) -> None:
        """Show what was hidden, the tab that was in front before the others."""
        for dock, _ in self._aside:
            dock.show()
        for dock, in_front in self._aside:
            if in_front:
                dock.raise_()
        self._aside.clear()
