"""A list to pick from by typing: ↑↓ move, Enter takes, a click takes too. Knows not what is picked."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from timeline_app.ui.parts.popup import Popup

_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickList(Popup):
    """A popup with a list below its field. `picked(QModelIndex)`: the row that was taken."""

    picked = Signal(QModelIndex)

    def __init__(self, name: str, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.view = QListView(self)
        self.view.setModel(model)
        self.view.setUniformItemSizes(False)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._take)
        self.column.addWidget(self.view, 1)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(lambda: self._take(self.view.currentIndex()))

    def open_at(self, at: QPoint, within: QWidget) -> None:
        """Show it with its first row chosen."""
        self.choose_first()
        super().open_at(at, within)
        self.view.doItemsLayout()  # the rows were laid out before they wore their style, and were too low

    def choose_first(self) -> None:
        """Make the first row the one that Enter takes."""
        model = self.view.model()
        if model.rowCount():
            self.view.setCurrentIndex(model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the keyboard; ↑ and ↓ go to the list."""
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _MOVING
        ):
            self.view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index)
            self.dismiss()
