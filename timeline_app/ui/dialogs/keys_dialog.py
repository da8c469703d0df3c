"""The list of all keys and mouse moves, made from the table of commands; can be searched and read aloud."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.fold import fold
from timeline_app.ui.actions import COMMANDS, MENUS, keys_in_words, plain, tr

#: What the mouse does over the picture, in the order a person meets it.
MOUSE: tuple[tuple[str, str], ...] = (
    ("Click on an event", "Select it and read its passage"),
    ("Double-click on an event", "Read its passage full size"),
    ("Double-click on density", "Zoom in there"),
    ("Double-click on empty space", "A new event there"),
    ("Drag", "Pan"),
    ("Drag the handle of the selected event", "Change its date"),
    ("Wheel, pinch", "Zoom at the pointer"),
    ("Shift + wheel, sideways wheel", "Pan in time"),
    ("Alt + wheel", "Scroll the lanes"),
    ("Shift + drag", "Zoom to a box"),
    ("Ctrl + drag", "Select what a box touches"),
    ("Ctrl + click", "Add to the selection, or take away"),
    ("Shift + click", "Select all events up to there"),
    ("Alt + click on a facet", "Leave its events out"),
)

#: The keys of an article's review, which is a page of its own.
REVIEW: tuple[tuple[str, str], ...] = (
    ("Space", "In a review: accept the proposal and go on"),
    ("X", "In a review: refuse the proposal and go on"),
    ("Up, Down", "In a review: the proposal before or after"),
    ("Return", "In a review: edit title, date and category in place"),
    ("1 … 9", "In a review: give the category of that number"),
    ("R", "In a review: the second reading of the date"),
    ("J", "In a review: join with the proposal above"),
    ("A", "In a review: tick all whose date the text names"),
    ("T", "In a review: add the passage to the equal event of the story"),
    ("N", "In a review: a new proposal from the selected words"),
    ("Ctrl+Z, Ctrl+Shift+Z", "In a review: one step back, one forward"),
    ("Ctrl+Return", "In a review: add what is ticked"),
    ("Esc", "In a review: leave it for later, with every decision"),
)


class KeysDialog(QDialog):
    """A searchable table of two columns: what to press, what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keysDialog")
        self.setWindowTitle(self.tr("Keys and Mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Type to find"))
        self._field.setAccessibleName(self.tr("Find among the keys"))
        self._field.textChanged.connect(self._find)
        self._table = QTableWidget(0, 2, self)
        self._table.setObjectName("keysTable")
        self._table.setAccessibleName(self.tr("Keys and what they do"))
        self._table.setHorizontalHeaderLabels([self.tr("Press"), self.tr("To")])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fill()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self._table, 1)
        column.addWidget(buttons)
        self.resize(560, min(640, max(parent.height() - 40, 320)))

    def rows(self) -> list[tuple[str, str]]:
        """What is listed now, as (press, to)."""
        return [
            (self._words(row, 0), self._words(row, 1))
            for row in range(self._table.rowCount())
            if not self._table.isRowHidden(row)
        ]

    def _fill(self) -> None:
        for press, does in MOUSE:
            self._add(_tr(press), _tr(does))
        for press, does in REVIEW:
            self._add(_tr(press), _tr(does))
        for path, _, _ in MENUS:
            for command in COMMANDS:
                if command.menu == path and command.keys:
                    self._add(keys_in_words(command), plain(tr(command.text)).rstrip("…"))

    def _add(self, press: str, does: str) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        self._table.setItem(row, 0, QTableWidgetItem(press))
        self._table.setItem(row, 1, QTableWidgetItem(does))

    def _words(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item is not None else ""

    def _find(self, typed: str) -> None:
        wanted = fold(typed).strip()
        for row in range(self._table.rowCount()):
            words = fold(f"{self._words(row, 0)} {self._words(row, 1)}")
            self._table.setRowHidden(row, wanted not in words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeysDialog", text)
