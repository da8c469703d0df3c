"""Restore…: the story's backups with their dates and counts; one of them takes the story's place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dates import DateStyle, count_words, in_words
from timeline_app.ui.editing.edit_commands import size_words
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role

if TYPE_CHECKING:
    from timeline_app.work.backups import Backup

SIZE = QSize(720, 400)


class RestoreDialog(QDialog):
    """Lists backups, the newest first. Signal `restore_wanted(object)`: the `Backup` that was chosen."""

    restore_wanted = Signal(object)

    def __init__(self, name: str, backups: Sequence[Backup], style: DateStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(self.tr("Restore"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._backups = tuple(backups)
        about = WrappedLabel("", self)
        about.set_words(self._about(name), composed=True)
        self.table = self._table(style)
        self.restore = QPushButton(self.tr("&Restore This One"), self)
        self.restore.setObjectName("restoreBackup")
        self.restore.setDefault(True)
        self.restore.setEnabled(bool(backups))
        set_role(self.restore, "primary")
        self.restore.clicked.connect(self._restore)
        leave = QPushButton(self.tr("Cancel"), self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.resize(SIZE)
        if not backups:
            self.table.hide()
            column.addStretch(1)
            self.resize(SIZE.width(), 160)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, name: str) -> str:
        if not self._backups:
            return self.tr(
                "There is no backup of “{}” yet. One is kept before an import, and once a day at the first "
                "change."
            ).format(name)
        return self.tr(
            "“{}” goes back to how it stood then. What it holds now is kept as a backup first, so that you "
            "can come back to it here."
        ).format(name)

    def _table(self, style: DateStyle) -> QTableWidget:
        table = QTableWidget(len(self._backups), 5, self)
        table.setObjectName("backups")
        table.setAccessibleName(self.tr("Backups"))
        table.setHorizontalHeaderLabels(
            [self.tr("Kept"), self.tr("Events"), self.tr("Articles"), self.tr("Size"), self.tr("Before")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for row, backup in enumerate(self._backups):
            cells = (
                when_words(backup.made_at, style),
                count_words(backup.events, style),
                count_words(backup.articles, style),
                size_words(backup.size_bytes),
                backup.before[:1].upper() + backup.before[1:],
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if 1 <= column <= 3:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, item)
        for column in range(4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        table.itemActivated.connect(lambda _: self._restore())
        if self._backups:
            table.selectRow(0)
        return table

    def _restore(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._backups):
            self.accept()
            self.restore_wanted.emit(self._backups[row])


def when_words(moment: datetime, style: DateStyle) -> str:
    """A moment by the clock of this machine, to the minute."""
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    return in_words(local.strftime("%Y-%m-%dT%H:%M"), style)
