"""The event table as a spreadsheet: what is written, filled down or dragged in it becomes an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from timeline_app.core.columns import Int64, Mask
from timeline_app.core.dates import JULIAN_MARK, read_date
from timeline_app.core.draft import EventDraft
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import TagKind
from timeline_app.core.snapshot import FacetKind
from timeline_app.core.time_order import time_order
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.session import Session
from timeline_app.ui.table.cells import CellDelegate
from timeline_app.ui.table.model import Column, EventTableModel
from timeline_app.work import clock, editing
from timeline_app.work.editing import Cell, CellValue

#: A larger group of equal dates is not put in order by hand.
MOST_ORDERED = 2_000

_CELLS = {
    Column.WHEN: Cell.WHEN,
    Column.TITLE: Cell.TITLE,
    Column.CATEGORY: Cell.CATEGORY,
    Column.TAGS: Cell.TAGS,
    Column.PLACE: Cell.PLACE,
}
_KINDS = (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION)


class TableEditing(QObject):
    """Turns what is done in the table into edits of the story.

    Signals: `told(str)`: a short sentence; `free()`: no cell is being written into any more, so that what has
    changed meanwhile may be shown.
    """

    told = Signal(str)
    free = Signal()

    def __init__(self, view: QTableView, model: EventTableModel, session: Session, edits: StoryEdits) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._session, self._edits = session, edits
        self._delegate = CellDelegate(lambda: session.style, self._known, view)
        self._delegate.moved_on.connect(self._move_on)
        self._delegate.left.connect(self.free, Qt.ConnectionType.QueuedConnection)
        view.setItemDelegate(self._delegate)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDragDropOverwriteMode(False)
        model.cell_edited.connect(self._written)
        model.rows_dropped.connect(self._dropped)

    @property
    def writing(self) -> bool:
        """Whether a cell is being written into."""
        return self._view.state() is QAbstractItemView.State.EditingState

    def follow(self, *, in_time_order: bool) -> None:
        """Cells can be written into where the story can be changed; rows dragged in the order of time."""
        editable = self._session.may_write
        self._model.editable, self._model.draggable = editable, editable and in_time_order
        triggers = QAbstractItemView.EditTrigger
        wanted = triggers.EditKeyPressed | triggers.AnyKeyPressed if editable else triggers.NoEditTriggers
        self._view.setEditTriggers(wanted)
        self._view.setDragEnabled(editable and in_time_order)

    def fill_down(self) -> None:
        """Give the uppermost selected row's cell, in the column of the cursor, to the others selected."""
        cell = _CELLS.get(Column(max(self._view.currentIndex().column(), 0)))
        places = np.unique([index.row() for index in self._view.selectionModel().selectedRows()])
        ids = self._model.ids_at(places.astype(np.int64)).tolist()
        if cell is None:
            self.told.emit(self.tr("The source comes from the article; it cannot be filled down."))
        elif len(ids) < 2:
            self.told.emit(self.tr("Select several rows to fill down the first one's cell."))
        else:
            self._edits.run(
                lambda story: editing.fill_down(story, ids[0], ids, cell),
                lambda number: self._filled(number, ids),
            )

    def _filled(self, number: int, ids: list[int]) -> None:
        self._edits.touched.emit(ids)
        words = self.tr("1 cell filled") if number == 1 else self.tr("{} cells filled").format(f"{number:,}")
        self.told.emit(words)

    # -- cells --------------------------------------------------------------------------------------------

    def _written(self, place: int, column: Column, text: str) -> None:
        if place >= len(self._model.rows):
            self._write_new(column, text)
            return
        cell, event_id = _CELLS[column], self._model.id_at(place)
        try:
            value = self._value(cell, text, place)
        except TimelineError as problem:
            self.told.emit(str(problem))
            return
        if cell is Cell.TITLE and not value.text:
            self.told.emit(self.tr("An event needs a title; it stays as it was."))
            return
        shown = self._shown(cell, place)
        self._edits.run(
            lambda story: editing.change_cell(story, event_id, cell, value, shown=shown),
            lambda _: self._edits.touched.emit((event_id,)),
        )

    def _write_new(self, column: Column, text: str) -> None:
        """What is written of the new event waits until it has a title; then there is an event."""
        model = self._model
        model.write_new(column, " ".join(text.split()))
        if column is not Column.TITLE or not text.strip():
            return
        draft = EventDraft("")
        try:
            for one, words in model.new_row.items():
                cell = _CELLS[one]
                value = self._value(cell, words, len(model.rows))
                draft = editing.with_value(draft, cell, value)
        except TimelineError as problem:
            self.told.emit(str(problem))
            return
        model.new_row.clear()
        self._edits.run(lambda story: editing.add_event(story, draft), self._added)

    def _added(self, event_id: int) -> None:
        """The cursor waits in the row for the next event."""
        self._edits.touched.emit((event_id,))
        if self.writing:
            return
        self.told.emit(self.tr("1 event added"))
        last = self._model.index(len(self._model.rows), Column.WHEN)
        selection = self._view.selectionModel()
        selection.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._view.scrollTo(last)

    def _value(self, cell: Cell, text: str, place: int) -> CellValue:
        """What a text means in a cell. Raises TimelineError for a date that is not understood."""
        if cell is Cell.WHEN:
            if not text.strip():
                return CellValue()
            read = read_date(text, today=clock.today(), style=self._session.style)
            return CellValue(edtf=read.edtf, as_written=text.strip() if JULIAN_MARK.search(text) else "")
        if cell in (Cell.TITLE, Cell.CATEGORY):
            return CellValue(" ".join(text.split()))
        column = Column.PLACE if cell is Cell.PLACE else Column.TAGS
        present: tuple[str, ...] = ()
        if place < len(self._model.rows):
            present = self._model.names_at(column, place)
        return editing.tags_of(text, cell, present, self._tag_kinds())

    def _shown(self, cell: Cell, place: int) -> Callable[[CellValue], bool]:
        """Whether what the file holds is what the table shows at a place."""
        text = self._model.text_at(place)
        if cell is Cell.WHEN:
            return lambda value: text is None or value.edtf == text.edtf
        if cell is Cell.TITLE:
            return lambda value: text is None or value.text == text.title
        row = int(self._model.rows[place])
        if cell is Cell.CATEGORY:
            names = tuple(self._model.names(Column.CATEGORY).of(row))
            return lambda value: value.text == (names[0] if names else "")
        column = Column.PLACE if cell is Cell.PLACE else Column.TAGS
        tags = sorted(self._model.names(column).of(row))
        return lambda value: sorted(tag.name for tag in value.tags) == tags

    def _known(self, column: Column) -> Iterable[str]:
        snapshot = self._session.snapshot
        if snapshot is None:
            return ()
        if column is Column.CATEGORY:
            return (category.name for category in snapshot.categories)
        kinds = (FacetKind.PLACE,) if column is Column.PLACE else _KINDS
        return (value.name for kind in kinds for value in snapshot.facets.get(kind, ()))

    def _tag_kinds(self) -> dict[str, TagKind]:
        snapshot = self._session.snapshot
        if snapshot is None:
            return {}
        return {
            value.name: TagKind(kind.value)
            for kind in reversed(_KINDS)
            for value in snapshot.facets.get(kind, ())
        }

    def _move_on(self, down: int, right: int) -> None:
        """Go to the next cell that is shown; after the last one of a row to the next row's first."""
        view, model = self._view, self._model
        header, index = view.horizontalHeader(), view.currentIndex()
        shown = [
            header.logicalIndex(at)
            for at in range(header.count())
            if not header.isSectionHidden(header.logicalIndex(at))
        ]
        if not shown or not index.isValid():
            return
        at = shown.index(index.column()) + right if index.column() in shown else 0
        row = index.row() + down + (at // len(shown))
        if 0 <= row < model.rowCount():
            target = model.index(row, shown[at % len(shown)])
            flag = QItemSelectionModel.SelectionFlag
            view.selectionModel().setCurrentIndex(target, flag.ClearAndSelect | flag.Rows)
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- order by hand ------------------------------------------------------------------------------------

    def _dropped(self, ids: list[int], place: int) -> None:
        """Put rows before a place, among those of the same date."""
        snapshot, model = self._session.snapshot, self._model
        if snapshot is None or not ids:
            return
        group = self._equals(ids[0])
        members = snapshot.by_row.id[group].tolist()
        shown = model.rows[max(place - 1, 0) : place + 1]
        if not set(ids) <= set(members) or not np.isin(shown, group).any():
            self.told.emit(
                self.tr("Only events of the same date can be put in another order; change the date instead.")
            )
            return
        if len(members) > MOST_ORDERED:
            self.told.emit(self.tr("Too many events share this date to be put in order by hand."))
            return
        after = {int(one) for one in snapshot.by_row.id[model.rows[place : place + MOST_ORDERED]].tolist()}
        rest = [one for one in members if one not in ids]
        cut = next((at for at, one in enumerate(rest) if one in after), len(rest))
        wanted = [*rest[:cut], *(one for one in members if one in ids), *rest[cut:]]
        if wanted != members:
            self._edits.run(lambda story: editing.order_by_hand(story, wanted))

    def _equals(self, event_id: int) -> Int64:
        """The rows whose order is not decided by their dates, an event's own among them."""
        snapshot = self._session.snapshot
        row = self._session.row_of(event_id)
        if snapshot is None or row < 0:
            return np.empty(0, np.int64)
        columns, order = snapshot.by_row, time_order(snapshot, None)
        own = np.array([row], np.int64)
        if not snapshot.is_dated(own).all():
            return order[order.dated :]
        at_s, place = columns.at_s[row], order.place_for(row)
        first = last = place
        while first > 0 and columns.at_s[order[first - 1]] == at_s:
            first -= 1
        while last < order.dated - 1 and columns.at_s[order[last + 1]] == at_s:
            last += 1
        near = order[first : last + 1]
        alike: Mask = columns.end_s[near] == columns.end_s[row]
        alike &= columns.start_s(near) == columns.start_s(own)
        equal: Int64 = near[alike]
        return equal
