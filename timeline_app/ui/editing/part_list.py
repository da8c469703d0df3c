"""A list of a story's parts with what can be done to them at its side; the parts themselves fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a key, its words in each column, and an icon before the first."""

    key: int | str
    words: tuple[str, ...]
    icon: QIcon | None = None


class PartList(QWidget):
    """Lines with buttons beside them.

    Signals: `renamed(object, str)`: a line's key and the words written in its first column; `chosen(object)`:
    the key of the line that is current now, None for none. `note` stands below. With `pick` the first line is
    current where none was.
    """

    renamed = Signal(object, str)
    chosen = Signal(object)

    def __init__(
        self, name: str, headings: Sequence[str], parent: QWidget, *, rename: bool = True, pick: bool = True
    ) -> None:
        super().__init__(parent)
        self._picks_first = pick
        self._filling = False
        self._rename = rename
        self.tree = QTreeWidget(self)
        self.tree.setObjectName(name)
        self.tree.setHeaderLabels(list(headings))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setIconSize(QSize(14, 14))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.tree.setEditTriggers(
            triggers.EditKeyPressed | triggers.DoubleClicked if rename else triggers.NoEditTriggers
        )
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(6)
        self.note = WrappedLabel("soft", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.tree, 1)
        row.addLayout(self.buttons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 14, 14, 10)
        self._column.setSpacing(10)
        self._column.addLayout(row, 1)
        self._column.addWidget(self.note)
        self.tree.itemChanged.connect(self._item_changed)
        self.tree.currentItemChanged.connect(lambda *_: self._tell_chosen())

    def button(self, name: str, words: str, hint: str = "") -> QPushButton:
        """A button at the side."""
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setToolTip(hint)
        made.setAutoDefault(False)
        self.buttons.addWidget(made)
        return made

    def form(self, rows: Sequence[tuple[str, QWidget]], keep: str) -> tuple[QPushButton, WrappedLabel]:
        """Fields below the list; gives the button, named `keep`, that keeps them, and a line for problems."""
        button = QPushButton(self)
        button.setObjectName(keep)
        button.setAutoDefault(False)
        set_role(button, "primary")
        problem = WrappedLabel("problem", self)
        problem.setContentsMargins(8, 4, 8, 5)
        problem.hide()
        fields = QFormLayout()
        fields.setHorizontalSpacing(14)
        for words, field in rows:
            fields.addRow(words, field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        self._column.addLayout(fields)
        self._column.addWidget(problem)
        self._column.addLayout(row)
        return button, problem

    def fill(self, lines: Sequence[Line]) -> None:
        """Show these lines; the current one stays, if it is still there."""
        self._filling = True
        present = self.key()
        self.tree.clear()
        for line in lines:
            item = QTreeWidgetItem(list(line.words))
            item.setData(0, Qt.ItemDataRole.UserRole, line.key)
            if line.icon is not None:
                item.setIcon(0, line.icon)
            for column in range(1, len(line.words)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if self._rename:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.tree.addTopLevelItem(item)
            if line.key == present or (present is None and self._picks_first and not self.tree.currentItem()):
                self.tree.setCurrentItem(item)
        self._filling = False
        self._tell_chosen()

    def key(self) -> int | str | None:
        """The key of the current line; None for none."""
        item = self.tree.currentItem()
        found = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, int | str) else None

    def place(self) -> int:
        """The place of the current line, -1 for none."""
        item = self.tree.currentItem()
        return self.tree.indexOfTopLevelItem(item) if item is not None else -1

    def keys(self) -> list[int | str]:
        """The keys of all lines, in their order."""
        items = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [item.data(0, Qt.ItemDataRole.UserRole) for item in items if item is not None]

    def moved(self, by: int) -> list[int | str] | None:
        """All keys as they would stand with the current line moved; None where it cannot be."""
        keys, place = self.keys(), self.place()
        if place < 0 or not 0 <= place + by < len(keys):
            return None
        keys.insert(place + by, keys.pop(place))
        return keys

    def _item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == 0:
            self.renamed.emit(item.data(0, Qt.ItemDataRole.UserRole), item.text(0))

    def _tell_chosen(self) -> None:
        if not self._filling:
            self.chosen.emit(self.key())
