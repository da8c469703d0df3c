"""The rows of the article list: what each column says and sorts by; asks no disk."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from timeline_app.core.columns import OPEN_START_S
from timeline_app.core.dates import DateStyle, bounds, in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.fold import fold
from timeline_app.core.offsets import shown
from timeline_app.store.articles import ArticleRow

SORT_ROLE = Qt.ItemDataRole.UserRole + 1


class ArticleColumn(IntEnum):
    """The columns from left to right."""

    TITLE = 0
    PUBLISHER = 1
    AUTHOR = 2
    PUBLISHED = 3
    ADDED = 4
    EVENTS = 5
    STATE = 6


def tr(text: str) -> str:
    """The words of the list in the person's language."""
    return QCoreApplication.translate("ArticleList", text)


def state_words(row: ArticleRow) -> str:
    """How the review of an article stands."""
    if row.to_review:
        return tr("{} to review").format(row.to_review)
    if row.events or row.decided:
        return tr("reviewed")
    return tr("nothing dated") if row.was_read else tr("not read yet")


def date_words(edtf: str, style: DateStyle) -> str:
    """A date in words; what cannot be read is told as it stands."""
    try:
        return in_words(edtf, style) if edtf else ""
    except TimelineError:
        return edtf


class ArticleModel(QAbstractTableModel):
    """Articles as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ArticleRow, ...] = ()
        self._style = DateStyle()

    def take(self, rows: Sequence[ArticleRow], style: DateStyle) -> None:
        """Show other articles."""
        self.beginResetModel()
        self.rows, self._style = tuple(rows), style
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many articles there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """One for each thing that is said of an article."""
        return 0 if parent.isValid() else len(ArticleColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = ("Title", "Publisher", "Author", "Published", "Added", "Events", "State")
        return tr(names[section])

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The words of a cell, or what it sorts by."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row, column = self.rows[index.row()], ArticleColumn(index.column())
        if role == SORT_ROLE:
            return self._sort_key(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is ArticleColumn.EVENTS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and column is ArticleColumn.TITLE and row.file_name:
            lines = [shown(row.file_name)]
            if row.file_sha256:
                lines.append(f"SHA-256 {row.file_sha256}")
            if row.versions > 1:
                lines.append(tr("{} versions").format(row.versions))
            return "\n".join(lines)
        return None

    def _words(self, row: ArticleRow, column: ArticleColumn) -> str:
        head = row.head
        words = {
            ArticleColumn.TITLE: head.title or row.file_name,
            ArticleColumn.PUBLISHER: head.publisher,
            ArticleColumn.AUTHOR: head.author,
            ArticleColumn.PUBLISHED: date_words(head.published, self._style),
            ArticleColumn.ADDED: date_words(head.added[:10], self._style),
            ArticleColumn.EVENTS: str(row.events),
            ArticleColumn.STATE: state_words(row),
        }[column]
        return shown(words).replace("\n", " ")

    def _sort_key(self, row: ArticleRow, column: ArticleColumn) -> int | str:
        if column is ArticleColumn.PUBLISHED:
            return _first_second(row.head.published)
        if column is ArticleColumn.ADDED:
            return row.head.added
        if column is ArticleColumn.EVENTS:
            return row.events
        if column is ArticleColumn.STATE:
            return f"{10**6 - row.to_review:07d}{state_words(row)}"
        return fold(self._words(row, column))


def _first_second(edtf: str) -> int:
    try:
        return bounds(edtf).earliest_start_s if edtf else OPEN_START_S
    except TimelineError:
        return OPEN_START_S
