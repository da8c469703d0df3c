"""What an import did: one sentence a file, then row by row what was changed or left out and why; copyable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.offsets import shown
from timeline_app.core.report import ImportReport, Outcome, Remark
from timeline_app.core.table_text import tab_separated
from timeline_app.ui.style import set_role

SIZE, QUIET_SIZE = QSize(860, 520), QSize(560, 260)
_WIDTHS_PX = (150, 90, 80, 220)
_ORDER = (Outcome.SKIPPED, Outcome.CHANGED)

Index = QModelIndex | QPersistentModelIndex


class _Remarks(QAbstractTableModel):
    """The remarks on rows, as many as there are: file, row, outcome, title, reason."""

    def __init__(self, rows: Sequence[tuple[str, Remark]], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._outcomes = {
            Outcome.SKIPPED: self.tr("Skipped"),
            Outcome.CHANGED: self.tr("Changed"),
            Outcome.NOTED: self.tr("Noted"),
        }
        self.headings = (
            self.tr("File"),
            self.tr("Row"),
            self.tr("Outcome"),
            self.tr("Event"),
            self.tr("Why"),
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """As many as there are remarks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Five."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cells(index.row())[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words of a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def cells(self, place: int) -> tuple[str, ...]:
        """All words of a row."""
        name, remark = self._rows[place]
        what = remark.what[:1].upper() + remark.what[1:]
        words = (name, remark.place, self._outcomes[remark.outcome], remark.title, what)
        return tuple(map(shown, words))


class ImportReportDialog(QDialog):
    """Shows the reports of one import. Signals `undo_wanted()`, `show_wanted()`: see the new events."""

    undo_wanted = Signal()
    show_wanted = Signal()

    def __init__(self, reports: Sequence[ImportReport], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importReport")
        self.setWindowTitle(self.tr("Import"))
        self._reports = tuple(reports)
        rows = [
            (report.source, remark)
            for outcome in _ORDER
            for report in reports
            for remark in report.remarks
            if remark.outcome is outcome
        ]
        self._model = _Remarks(rows, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._summary(), 0 if rows else 1)
        if rows:
            column.addWidget(self._table(several=len(reports) > 1), 1)
            if more := self._uncounted(len(rows)):
                soft = QLabel(self.tr("and {} more, which are only counted").format(f"{more:,}"), self)
                set_role(soft, "soft")
                column.addWidget(soft)
        column.addLayout(self._buttons())
        self.resize(SIZE if rows or len(reports) > 4 else QUIET_SIZE)

    def words(self) -> str:
        """The whole report as text."""
        return "\n".join("\n".join(report.lines()) for report in self._reports) + "\n"

    def _summary(self) -> QPlainTextEdit:
        """A sentence on each file, and what holds for it as a whole."""
        lines = []
        for report in self._reports:
            lines.append(report.summary)
            lines += [f"    {one.what}" for one in report.remarks if one.outcome is Outcome.NOTED]
        words = QPlainTextEdit(shown("\n".join(lines)), self)
        words.setObjectName("importSummary")
        words.setAccessibleName(self.tr("What was imported"))
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        line_px = words.fontMetrics().lineSpacing()
        words.setMinimumHeight(line_px * min(len(lines) + 2, 6))
        if self._model.rowCount():
            words.setMaximumHeight(line_px * min(len(lines) + 3, 9))
        return words

    def _table(self, *, several: bool) -> QTableView:
        view = QTableView(self)
        view.setObjectName("importRemarks")
        view.setAccessibleName(self.tr("What was changed or left out"))
        view.setModel(self._model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS_PX):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            view.setColumnWidth(place, width)
        header.setStretchLastSection(True)
        view.setColumnHidden(0, not several)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(lambda: self._copy_rows(view))
        return view

    def _uncounted(self, shown_rows: int) -> int:
        return max(sum(report.changed + report.skipped for report in self._reports) - shown_rows, 0)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = QPushButton(self.tr("&Copy the Report"), self)
        copy.setObjectName("copyImportReport")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        if any(report.added or report.updated for report in self._reports):
            undo = QPushButton(self.tr("&Undo the Import"), self)
            undo.setObjectName("undoImport")
            undo.setAutoDefault(False)
            undo.clicked.connect(self._undo)
            row.addWidget(undo)
        if any(report.added for report in self._reports):
            show = QPushButton(self.tr("&Show the New Events"), self)
            show.setObjectName("showImported")
            show.setAutoDefault(False)
            show.clicked.connect(self._show)
            row.addWidget(show)
        row.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("closeImportReport")
        close.setDefault(True)
        set_role(close, "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words())

    def _copy_rows(self, view: QTableView) -> None:
        places = sorted({index.row() for index in view.selectionModel().selectedRows()})
        QGuiApplication.clipboard().setText(tab_separated(self._model.cells(place) for place in places))

    def _show(self) -> None:
        self.accept()
        self.show_wanted.emit()

    def _undo(self) -> None:
        self.accept()
        self.undo_wanted.emit()
