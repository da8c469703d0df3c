"""The first rows of a table as events: the date as it was understood, the title, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from timeline_app.work.first_look import RowLook

_DATE_PX, _LEAST_DATE_PX = 230, 110


class RowPreview(QTableWidget):
    """A table to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setObjectName("mappingPreview")
        self.setAccessibleName(self.tr("The first rows, as they would come in"))
        self.setHorizontalHeaderLabels([self.tr("Date as understood"), self.tr("Title")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)

    def show_rows(self, rows: Sequence[RowLook]) -> None:
        """Show these rows."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            date = self._date_words(row)
            for at, (words, tip) in enumerate(((date, row.trouble or row.edtf), (row.title, row.title))):
                item = QTableWidgetItem(words)
                item.setToolTip(tip)
                if at == 0 and (row.trouble or row.is_open):
                    font = item.font()
                    font.setItalic(True)
                    item.setFont(font)
                self.setItem(place, at, item)
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(max(self.columnWidth(0) + 8, _LEAST_DATE_PX), _DATE_PX))

    def _date_words(self, row: RowLook) -> str:
        if row.is_open:
            return self.tr("{}: which is it?").format(row.words)
        if row.trouble:
            return self.tr("Not understood")
        return row.words[:1].upper() + row.words[1:] or self.tr("Undated")
