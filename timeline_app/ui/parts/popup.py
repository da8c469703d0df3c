"""A small panel that opens in place with a field to type in; closed by Esc or by going elsewhere.

It lies within its window, not over the desktop: every system places and focuses it alike.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from timeline_app.ui.style import set_role


class Popup(QFrame):
    """A card with a column to fill; `field` has the keyboard while it is open, and gives it back after."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._window = parent.window()
        super().__init__(self._window)
        self.setObjectName(name)
        self.setAutoFillBackground(True)
        set_role(self, "card")
        self._before = QApplication.focusWidget()
        self._open = False
        self.field = QLineEdit(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 10, 10, 10)
        self.column.setSpacing(8)
        self.column.addWidget(self.field)

    def open_at(self, at: QPoint, within: QWidget) -> None:
        """Show it with its top left corner at a point of `within`, moved so that it stays in the window."""
        self.adjustSize()
        window = self._window
        corner = within.mapTo(window, at)
        x = min(max(corner.x(), 8), max(window.width() - self.width() - 8, 8))
        y = min(max(corner.y(), 8), max(window.height() - self.height() - 8, 8))
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._open = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def dismiss(self) -> None:
        """Take it away, and give the keyboard back to who had it."""
        if not self._open:
            return
        self._open = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)
        focused = QApplication.focusWidget()
        if self._before is not None and (focused is None or self.isAncestorOf(focused)):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._before = None
            self.dismiss()


def open_popup(window: QWidget) -> Popup | None:
    """The popup that is open in a window, if there is one."""
    return next((popup for popup in window.findChildren(Popup) if popup.isVisible()), None)
