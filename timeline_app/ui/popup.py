"""A small panel that opens in place with a field to type in; closed by Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from timeline_app.ui.style import set_role


class Popup(QFrame):
    """A card with a column to fill; `field` has the keyboard while it is open."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        set_role(self, "card")
        self.field = QLineEdit(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 10, 10, 10)
        self.column.setSpacing(8)
        self.column.addWidget(self.field)

    def open_at(self, at: QPoint, within: QWidget) -> None:
        """Show it with its top left corner at a point of `within`, moved so that it stays in that window."""
        self.adjustSize()
        window = within.window()
        corner = within.mapTo(window, at)
        x = min(max(corner.x(), 8), max(window.width() - self.width() - 8, 8))
        y = min(max(corner.y(), 8), max(window.height() - self.height() - 8, 8))
        self.move(window.mapToGlobal(QPoint(x, y)))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
