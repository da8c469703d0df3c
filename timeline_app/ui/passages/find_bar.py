"""The bar that finds words in the article at hand; it asks and tells, and finds nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from timeline_app.ui.style import set_role


class FindBar(QWidget):
    """A field for words, "2 of 7", next, previous and close.

    Signals: `words_changed(str)` while typing, `step_wanted(int)` (+1 next, -1 previous), `closed()`.
    """

    words_changed = Signal(str)
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._field = QLineEdit(self)
        self._field.setObjectName("findField")
        self._field.setPlaceholderText(self.tr("Find in article"))
        self._field.setAccessibleName(self.tr("Find in article"))
        self._field.setMinimumWidth(60)
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._count, "soft")
        self._previous = self._button("findPrevious", "‹", self.tr("Previous find (Shift+F3)"))
        self._next = self._button("findNext", "›", self.tr("Next find (F3)"))
        close = self._button("findClose", "×", self.tr("Close the search in the article (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        for widget in (self._count, self._previous, self._next, close):
            row.addWidget(widget)
        self._field.textChanged.connect(self.words_changed)
        self._field.installEventFilter(self)
        self._previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.step_wanted.emit(1))
        close.clicked.connect(self.closed)
        self.setFocusProxy(self._field)
        self.tell(0, 0)

    def begin(self, words: str = "") -> None:
        """Take the keyboard; `words` (a selection of the article) replace what was looked for before."""
        if words:
            self._field.setText(words)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def words(self) -> str:
        """What is looked for."""
        return self._field.text()

    def tell(self, place: int, number: int) -> None:
        """Say which of how many finds is shown; `place` counts from 1."""
        if not self.words().strip():
            words = ""
        elif not number:
            words = self.tr("not found")
        else:
            words = self.tr("{place} of {number}").format(place=place, number=number)
        self._count.setText(words)
        self._count.setAccessibleName(words)
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and F3 step, with Shift back; Esc closes: here, whatever they mean to the window."""
        if watched is self._field and isinstance(event, QKeyEvent):
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            ours = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3, Qt.Key.Key_Escape)
            if ours and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if ours and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.closed.emit()
                else:
                    self.step_wanted.emit(-1 if backwards else 1)
                return True
        return super().eventFilter(watched, event)

    def _button(self, name: str, sign: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(sign)
        button.setToolTip(words)
        button.setAccessibleName(words)
        set_role(button, "flat")
        return button
