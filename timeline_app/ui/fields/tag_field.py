"""Tags of one kind as chips with a field to type further ones; known names complete themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QSizePolicy, QWidget

from timeline_app.core.fold import fold
from timeline_app.core.offsets import shown
from timeline_app.ui.look import plain_hint
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.style import set_role

_FIELD_PX = 150
_CHIP_CHARS = 40


class TagField(QWidget):
    """Names in the order they were added; Enter, a comma or leaving the field takes what is typed.

    Signal `changed()`. Backspace in the empty field takes the last one away.
    """

    changed = Signal()

    def __init__(self, name: str, words: str, known: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._known = {fold(one): one for one in known}
        self._words = words
        self.field = QLineEdit(self)
        self.field.setObjectName(name)
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(self.tr("Add …"))
        self.field.setMinimumWidth(_FIELD_PX)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.setFixedWidth(_FIELD_PX)
        completer = QCompleter(sorted(self._known.values(), key=str.casefold), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._complete)
        self.field.setCompleter(completer)
        self.setFocusProxy(self.field)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.field)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self.take_typed)

    def names(self) -> tuple[str, ...]:
        """The names, and what is typed but not yet taken."""
        self.take_typed()
        return tuple(self._names)

    def put(self, names: Sequence[str]) -> None:
        """Show these names."""
        self._names = list(dict.fromkeys(names))
        self._show()

    def take_typed(self) -> None:
        """Take what is typed; a known name is written as it is known."""
        typed = " ".join(self.field.text().split()).strip(",; ")
        self.field.clear()
        if not typed:
            return
        name = self._known.get(fold(typed), typed)
        if name not in self._names:
            self._names.append(name)
            self._show()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what is typed; Backspace in the empty field takes the last name away."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.field.text().strip():
                self.take_typed()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.field.text() and self._names:
                self._remove(self._names[-1])
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if text.endswith((",", ";")):
            self.take_typed()

    def _complete(self, name: str) -> None:
        self.field.setText(name)
        self.take_typed()
        self.field.clear()

    def _remove(self, name: str) -> None:
        self._names.remove(name)
        self._show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        """The chips, and the field after them."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self.field:
                old.hide()
                old.deleteLater()
        for name in self._names:
            words = shown(name if len(name) <= _CHIP_CHARS else name[: _CHIP_CHARS - 1] + "…")
            chip = QPushButton(f"{words}  ×".replace("&", "&&"), self)
            set_role(chip, "chip")
            chip.setAccessibleName(self.tr("Remove {}").format(name))
            chip.setToolTip(plain_hint(self.tr("Remove {}").format(name)))
            chip.clicked.connect(lambda _=False, name=name: self._remove(name))
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.field)
        self.updateGeometry()
