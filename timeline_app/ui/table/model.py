"""The events as rows of a table: numbers for all of them, words only for those looked at; sorts and marks.

There is no proxy between it and the view: sorted and narrowed elsewhere, rows come as an order that is asked
for what is looked at. Words come from the session a page at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

from timeline_app.core.columns import Int64
from timeline_app.core.dates import in_words, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import DERIVED_WORD, STATUS_WORDS, EventText
from timeline_app.core.facet_names import FacetNames, facet_names, names_of_all, names_of_some
from timeline_app.core.offsets import shown
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.table_order import ListedOrder
from timeline_app.core.time_order import TimeOrder
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import dot_icon, plain_hint, qt_colour, symbol_icon
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.session import Session
from timeline_app.ui.story.jobs import LARGE_STORY
from timeline_app.ui.story.table_orders import Order
from timeline_app.work import clock

#: Words are asked for in pages of this many rows.
PAGE = 64
#: Pages of words kept; those not looked at for long are asked for again.
PAGES_KEPT = 200
#: No event at all.
NOTHING = ListedOrder(np.empty(0, np.int32))
_ROWS_TYPE = "application/x-timeline-app-rows"
_SYMBOL_PX = 12

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    WHEN = 0
    TITLE = 1
    CATEGORY = 2
    TAGS = 3
    PLACE = 4
    SOURCE = 5


#: The facets whose names a column shows.
FACETS: Mapping[Column, tuple[FacetKind, ...]] = {
    Column.CATEGORY: (FacetKind.CATEGORY,),
    Column.TAGS: (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION),
    Column.PLACE: (FacetKind.PLACE,),
    Column.SOURCE: (FacetKind.SOURCE,),
}


class EventTableModel(QAbstractTableModel):
    """What the event table shows. `rows`: rows of the snapshot's columns in the table's order.

    Where `editable`, cells can be written into, and a row for a new event waits after the last one. Signals:
    `cell_edited(int, object, str)`: what was written at a place in a `Column`; `rows_dropped(object, int)`:
    the ids of rows that were dragged, and the place before which they were dropped.
    """

    cell_edited = Signal(int, object, str)
    rows_dropped = Signal(object, int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._snapshot: StorySnapshot | None = None
        self.editable = False
        self.draggable = False
        self.new_row: dict[Column, str] = {}  # what is written of the event that is not yet one
        self.rows: Order = NOTHING
        self._in_view = (0, 0)
        self._names: dict[Column, FacetNames] = {}
        self._row_pages: dict[int, Int64] = {}
        self._name_pages: dict[tuple[Column, int], list[tuple[str, ...]]] = {}
        self._pages: dict[int, dict[int, EventText]] = {}
        self._dots = (dot_icon(None, None), dot_icon(None, None))
        self.apply_theme(theme)
        session.texts_arrived.connect(self._take_texts)

    # -- what is shown ------------------------------------------------------------------------------------

    def show(self, snapshot: StorySnapshot | None, rows: Order) -> bool:
        """Show these rows of a snapshot, in this order; whether they are others than those shown."""
        if snapshot is self._snapshot and (rows is self.rows or _are_same(rows, self.rows)):
            return False
        self.beginResetModel()
        if snapshot is not self._snapshot:
            self._names.clear()
        self._snapshot, self.rows = snapshot, rows
        self._forget_pages()
        self.endResetModel()
        return True

    def _row(self, place: int) -> int:
        """The row at a place; asked page by page, because a view asks a page's places many times."""
        number = place // PAGE
        page = self._row_pages.get(number)
        if page is None:
            if len(self._row_pages) > PAGES_KEPT:
                self._row_pages.clear()
            last = min((number + 1) * PAGE, len(self.rows))
            page = self._row_pages[number] = self.rows[number * PAGE : last]
        return int(page[place - number * PAGE])

    def _forget_pages(self) -> None:
        for pages in (self._row_pages, self._pages, self._name_pages):
            pages.clear()

    def mark_in_view(self, start_s: int, end_s: int) -> None:
        """Mark the events that share a second with [start_s, end_s); only rows looked at are asked."""
        if (start_s, end_s) != self._in_view:
            self._in_view = (start_s, end_s)
            self._tell_changed(Column.WHEN, Column.WHEN, [Qt.ItemDataRole.DecorationRole])

    def apply_theme(self, theme: Theme) -> None:
        """Draw symbols and dots anew."""
        self._theme = theme
        self._dots = (dot_icon(None, None), dot_icon(qt_colour(theme.soft_ink), qt_colour(theme.on_accent)))
        self._tell_changed(Column.WHEN, Column.CATEGORY, [Qt.ItemDataRole.DecorationRole])

    def id_at(self, place: int) -> int:
        """The event at a place in the table; 0 beyond it."""
        if self._snapshot is None or not 0 <= place < len(self.rows):
            return 0
        return int(self._snapshot.by_row.id[self._row(place)])

    def ids_at(self, places: Int64) -> Int64:
        """The events at places in the table."""
        if self._snapshot is None:
            return np.empty(0, np.int64)
        return self._snapshot.by_row.id[self.rows[places[places < len(self.rows)]]]

    def places_of(self, ids: Int64) -> Int64:
        """Where events stand in the table, ascending; those that do not are left out."""
        if self._snapshot is None or not len(ids) or not len(self.rows):
            return np.empty(0, np.int64)
        rows = self._snapshot.rows_of(ids)
        places = self.rows.places_of(rows[rows >= 0])
        return np.unique(places[places >= 0])

    def names(self, column: Column) -> FacetNames:
        """The names of a column for every row of the snapshot; worked out at first use."""
        if column not in self._names:
            snapshot = self._snapshot
            self._names[column] = (
                facet_names((), 0) if snapshot is None else names_of_all(snapshot, FACETS[column])
            )
        return self._names[column]

    def names_at(self, column: Column, place: int) -> tuple[str, ...]:
        """The names that the event at a place bears, alphabetically."""
        snapshot = self._snapshot
        if snapshot is None:
            return ()
        if len(snapshot.columns) <= LARGE_STORY and snapshot.pending is None:
            return self.names(column).of(int(self.rows[place]))
        number = place // PAGE  # of very many events only those looked at are asked
        page = self._name_pages.get((column, number))
        if page is None:
            rows = self.rows[number * PAGE : min((number + 1) * PAGE, len(self.rows))]
            page = self._name_pages[column, number] = names_of_some(snapshot, FACETS[column], rows)
            if len(self._name_pages) > PAGES_KEPT:
                self._name_pages.pop(next(iter(self._name_pages)))
        return page[place - number * PAGE]

    # -- Qt's questions -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """How many events are listed, and the row for a new one."""
        return 0 if parent is not None and parent.isValid() else len(self.rows) + self.editable

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.WHEN: self.tr("When"),
                Column.TITLE: self.tr("Title"),
                Column.CATEGORY: self.tr("Category"),
                Column.TAGS: self.tr("Tags"),
                Column.PLACE: self.tr("Place"),
                Column.SOURCE: self.tr("Source"),
            }[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Sort by this; once more backwards; a third time by date again")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its words, its symbol, its hint, and what a screen reader says."""
        place = index.row()
        if self._snapshot is None or not index.isValid():
            return None
        if place >= len(self.rows):
            return self._new_row_data(Column(index.column()), role)
        column, row = Column(index.column()), self._row(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(place, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_hint(self._words(place, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(place, column)
            seen = column is Column.WHEN and self._is_in_view(row)
            return self.tr("{words}, in view").format(words=words) if seen else words
        if role == Qt.ItemDataRole.DecorationRole:
            return self._decoration(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.written(place, column)
        if role == Qt.ItemDataRole.UserRole:
            return self.id_at(place)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be written into where the story can be changed; rows dragged in the order of time."""
        usual = super().flags(index)
        if not self.editable:
            return usual
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        if Column(index.column()) is not Column.SOURCE:
            usual |= Qt.ItemFlag.ItemIsEditable
        if self.draggable and index.row() < len(self.rows):
            usual |= Qt.ItemFlag.ItemIsDragEnabled
        return usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was written; the cell shows it when it has come into the story."""
        if role != Qt.ItemDataRole.EditRole or not self.editable:
            return False
        self.cell_edited.emit(index.row(), Column(index.column()), str(value))
        return True

    def written(self, place: int, column: Column) -> str:
        """A cell's words as they are edited."""
        if self._snapshot is None or place >= len(self.rows):
            return self.new_row.get(column, "")
        if column in FACETS:
            return ", ".join(self.names_at(column, place))
        text = self._text(place)
        if text is None:
            return ""
        return text.title if column is Column.TITLE else date_to_edit(text, self._session)

    def text_at(self, place: int) -> EventText | None:
        """The words of the event at a place, where they are at hand."""
        return self._text(place) if 0 <= place < len(self.rows) else None

    def write_new(self, column: Column, words: str) -> None:
        """Show what is written of the new event."""
        self.new_row[column] = words
        self.dataChanged.emit(self.index(len(self.rows), 0), self.index(len(self.rows), len(Column) - 1), [])

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Rows are known only to this table."""
        return [_ROWS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the rows that are dragged."""
        places = np.unique([index.row() for index in indexes]).astype(np.int64)
        data = QMimeData()
        data.setData(_ROWS_TYPE, self.ids_at(places).tobytes())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell where rows were dropped; False, because it is the story that puts them there."""
        if data.hasFormat(_ROWS_TYPE):
            ids = np.frombuffer(data.data(_ROWS_TYPE).data(), np.int64).tolist()
            place = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
            self.rows_dropped.emit(ids, min(place, len(self.rows)))
        return False

    # -- inside -------------------------------------------------------------------------------------------

    def _new_row_data(self, column: Column, role: int) -> Any:
        words = self.new_row.get(column, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words or (self.tr("New event …") if column is Column.TITLE else "")
        if role == Qt.ItemDataRole.EditRole:
            return words
        if role == Qt.ItemDataRole.ForegroundRole and not words:
            return qt_colour(self._theme.faint_ink)
        return None

    def _is_in_view(self, row: int) -> bool:
        snapshot, own = self._snapshot, np.array([row], np.int64)
        if snapshot is None or not snapshot.is_dated(own).all():
            return False
        start_s, end_s = self._in_view
        begins_s = int(snapshot.by_row.start_s(own)[0])
        return begins_s < end_s and int(snapshot.by_row.end_s[row]) > start_s

    def _decoration(self, row: int, column: Column) -> QIcon | None:
        if column is Column.WHEN:
            return self._dots[int(self._is_in_view(row))]
        if column is Column.CATEGORY and self._snapshot is not None:
            at = int(self._snapshot.by_row.category[row])
            if at >= 0:
                return symbol_icon(
                    self._theme, self._snapshot.categories[at], round(_SYMBOL_PX * self._theme.scale)
                )
        return None

    def _words(self, place: int, column: Column) -> str:
        if column in FACETS:
            return shown(", ".join(self.names_at(column, place)))
        text = self._text(place)
        if text is None:
            return "…"
        return shown(self._when(text) if column is Column.WHEN else self._title(text))

    def _when(self, text: EventText) -> str:
        words = in_words(text.edtf, self._session.style, text.as_written)
        words = words[:1].upper() + words[1:]
        return f"{words}, {DERIVED_WORD}" if text.derived else words

    def _title(self, text: EventText) -> str:
        title = " ".join(text.title.split()) or self.tr("(no title)")
        return f"{title} ({STATUS_WORDS[text.status]})" if text.status in STATUS_WORDS else title

    def _text(self, place: int) -> EventText | None:
        """The words of the event at a place; its page is asked for when first looked at."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._ask(number)
            if len(self._pages) > PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
        return page.get(self.id_at(place))

    def _ask(self, number: int) -> dict[int, EventText]:
        places = np.arange(number * PAGE, min((number + 1) * PAGE, len(self.rows)), dtype=np.int64)
        self._pages[number] = dict(self._session.texts(self.ids_at(places).tolist()))
        return self._pages[number]

    def _take_texts(self) -> None:
        """Words have arrived: fill the pages that lacked some."""
        filled = []
        for number, page in list(self._pages.items()):
            whole = min(PAGE, len(self.rows) - number * PAGE)
            if len(page) < whole and len(self._ask(number)) > len(page):
                filled.append(number)
        if filled:
            first = self.index(min(filled) * PAGE, Column.WHEN)
            last = self.index(min((max(filled) + 1) * PAGE, len(self.rows)) - 1, Column.TITLE)
            self.dataChanged.emit(first, last, [])

    def _tell_changed(self, first: Column, last: Column, roles: list[Qt.ItemDataRole]) -> None:
        if len(self.rows):
            self.dataChanged.emit(self.index(0, first), self.index(len(self.rows) - 1, last), roles)


def _are_same(rows: Order, others: Order) -> bool:
    if isinstance(rows, ListedOrder) and isinstance(others, ListedOrder):
        return np.array_equal(rows.rows, others.rows)
    return isinstance(rows, TimeOrder) and isinstance(others, TimeOrder) and rows.is_same(others)


def date_to_edit(text: EventText, session: Session) -> str:
    """A date in words that are read back as that very date, else as EDTF."""
    if not text.edtf:
        return ""
    words = in_words(text.edtf, session.style, text.as_written)
    try:
        understood = read_date(words, today=clock.today(), style=session.style)
    except TimelineError:
        return text.edtf
    return capitalised(words) if understood.edtf == text.edtf else text.edtf
