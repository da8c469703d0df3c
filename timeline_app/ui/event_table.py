"""The event table: the events that pass the filter, in the picture's order and selection, as words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.ui.clipboard import copy_events
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.session import Session
from timeline_app.ui.story.table_orders import Order, Wish
from timeline_app.ui.style import Appearance, set_role
from timeline_app.ui.table.headings import Headings
from timeline_app.ui.table.model import FACETS, NOTHING, Column, EventTableModel
from timeline_app.ui.table.table_editing import TableEditing
from timeline_app.ui.table.view import EventView

#: While the picture moves, the marks of what is in view follow at this pace.
FOLLOW_MS = 80

#: Widths to begin with, at text size 100 %; the last takes what is left.
_WIDTHS_PX = {
    Column.WHEN: 290,
    Column.TITLE: 330,
    Column.CATEGORY: 120,
    Column.TAGS: 210,
    Column.PLACE: 120,
    Column.SOURCE: 180,
}


class EventTable(QWidget):
    """The event table with its button bar. Its `view` has the object name `eventTable`.

    Signals: `passage_wanted(object)`: Enter or a double click on an event, its id (int);
    `told(str)`: a short sentence for the status bar; `command_wanted(str)`: a command of the window, its id.
    With `edits` it is a spreadsheet, where the story can be changed. `is_sorting`: an order is being found.
    """

    passage_wanted = Signal(object)
    told = Signal(str)
    command_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        edits: StoryEdits | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("eventTablePanel")
        self._session = session
        self._appearance = appearance
        self._sorted: tuple[Column, bool] | None = None  # column, and whether backwards; None is by time
        self._syncing = self.is_sorting = False
        self._path: Path | None = None
        self.model = EventTableModel(session, appearance.theme)
        self.view = EventView(self)
        self.view.setModel(self.model)
        self._headings = Headings(self.view.horizontalHeader(), _WIDTHS_PX)
        self._editing = TableEditing(self.view, self.model, session, edits) if edits is not None else None
        self._column, self._in_new_row = 0, False  # where the cursor stood
        self._behind = False  # what has changed is shown when no cell is being written into any more
        self._count = QLabel(self)
        self._count.setObjectName("tableCount")
        set_role(self._count, "soft")
        self.in_view_only = QPushButton(self.tr("In view only"), self)
        self.in_view_only.setObjectName("inViewOnly")
        self.in_view_only.setCheckable(True)
        self.in_view_only.setToolTip(self.tr("List only the events that the picture shows; they bear a dot"))
        set_role(self.in_view_only, "chip")
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.setObjectName("copyRows")
        self._copy.setToolTip(self.tr("Copy the selected events, or all listed, as rows for a spreadsheet"))
        set_role(self._copy, "chip")
        self._why_empty = QLabel(self)
        self._why_empty.setObjectName("tableEmpty")
        set_role(self._why_empty, "soft")
        self._way_out = QPushButton(self.tr("List all"), self)
        self._way_out.setObjectName("tableWayOut")
        set_role(self._way_out, "link")
        self.bar = QWidget(self)
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(12, 5, 12, 5)
        bar.setSpacing(10)
        for widget in (self._count, self.in_view_only, self._copy, self._why_empty, self._way_out):
            bar.addWidget(widget)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._follow_view)
        self._connect()
        self._wear()
        self._show_story()

    def sort_by(self, column: Column | None, *, backwards: bool = False) -> None:
        """Sort by a column; None is the order of time."""
        self._sorted = None if column is None else (column, backwards)
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column, order)
        self._fill()

    def copy_rows(self) -> None:
        """Put the selected events (all listed, when none is) on the clipboard as rows, with headings."""
        selected = self.model.places_of(np.array(self._session.selected, np.int64))
        places = selected if len(selected) else np.arange(len(self.model.rows), dtype=np.int64)
        copy_events(self._session, self.model.ids_at(places).tolist(), self.told.emit)

    # -- following the session ----------------------------------------------------------------------------

    def _connect(self) -> None:
        session = self._session
        session.story_changed.connect(self._show_story)
        session.filter_changed.connect(self._fill)
        session.selection_changed.connect(self._show_selection)
        session.viewport_changed.connect(self._start_following)
        self._appearance.changed.connect(self._wear)
        self.in_view_only.toggled.connect(lambda _: self._fill())
        self._copy.clicked.connect(self.copy_rows)
        self._way_out.clicked.connect(self._go_way_out)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_clicked)
        self.view.doubleClicked.connect(self._want_passage)
        self.view.passage_wanted.connect(lambda: self._want_passage(self.view.currentIndex()))
        self.view.copy_wanted.connect(self.copy_rows)
        self.view.delete_wanted.connect(lambda: self.command_wanted.emit("delete-event"))
        self._headings.settled.connect(self._keep_headings)
        if self._editing is not None:
            self.view.fill_wanted.connect(self._editing.fill_down)
            self._editing.told.connect(self.told)
            self._editing.free.connect(self._catch_up)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._take_selection())

    def _is_busy(self) -> bool:
        """Whether a cell is being written into, which what has changed must not take away."""
        busy = self._editing is not None and self._editing.writing
        self._behind = self._behind or busy
        return busy

    def _catch_up(self) -> None:
        """Show what has changed while a cell was being written into."""
        if self._behind and not self._is_busy():
            self._behind = False
            self._show_story()

    def _keep_headings(self, kept: tuple[str, ...]) -> None:
        from timeline_app.work import editing

        self._session.tell(lambda story: editing.set_table(story, kept))

    def _put_cursor(self, index: QModelIndex) -> None:
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view.scrollTo(self.model.index(index.row(), 0))

    def _note_cursor(self) -> None:
        """Remember in which column the cursor stands, and whether in the row for a new event."""
        index = self.view.currentIndex()
        if index.isValid():
            self._column = index.column()
            self._in_new_row = index.row() >= len(self.model.rows)

    def _show_story(self) -> None:
        if self._is_busy():
            return
        self._note_cursor()
        self._behind = False
        snapshot = self._session.snapshot
        if snapshot is not None and snapshot.settings.table != self._headings.kept():
            self._headings.show(snapshot.settings.table, self._appearance.theme.scale)
        if self._path != self._session.path:  # until what is to be listed is found, rows of before are listed
            self._path = self._session.path
            self.model.show(snapshot, NOTHING)
        if self._sorted is not None and self._sorted[0] is Column.TITLE:
            self._sorted = None
            self.view.horizontalHeader().setSortIndicatorShown(False)
        self._fill()
        self._mark_in_view()

    def _start_following(self) -> None:
        if not self._follow.isActive():
            self._follow.start()

    def _mark_in_view(self) -> None:
        viewport = self._session.viewport
        if viewport is not None:
            self.model.mark_in_view(viewport.start_s, viewport.end_s)

    def _follow_view(self) -> None:
        self._mark_in_view()
        if self.in_view_only.isChecked():
            self._fill()

    def _fill(self) -> None:
        """List what is to be listed: at once in the order of time, else when its order has been found."""
        if self._is_busy():
            return
        if self._editing is not None:
            self._editing.follow(in_time_order=self._sorted is None)
        if not self._session.orders.ask(self._wish(), self._take_order, lambda: self.sort_by(None)):
            self.is_sorting = True
            self._count.setText(self.tr("Sorting…"))

    def _wish(self) -> Wish:
        column, backwards = self._sorted or (Column.WHEN, False)
        in_view = self._session.viewport if self.in_view_only.isChecked() else None
        return Wish(column is Column.TITLE, FACETS.get(column, ()), backwards, in_view)

    def _take_order(self, rows: Order) -> None:
        self.is_sorting = False
        if self._is_busy():
            return
        self._note_cursor()
        self._syncing = True
        changed = self.model.show(self._session.snapshot, rows)
        self._syncing = False
        if changed:
            self._show_selection()
            if self._in_new_row:
                self._put_cursor(self.model.index(len(self.model.rows), self._column))
        self._tell_count()

    def _sort_clicked(self, section: int) -> None:
        """First forwards, then backwards, the third time by time again."""
        column = Column(section)
        if self._sorted == (column, False):
            self.sort_by(column, backwards=True)
        elif self._sorted == (column, True):
            self.sort_by(None)
        else:
            self.sort_by(column)

    # -- selection ----------------------------------------------------------------------------------------

    def _take_selection(self) -> None:
        """What is selected here is selected in the picture."""
        if self._syncing:
            return
        selection = self.view.selectionModel().selection()
        blocks = [selection.at(n) for n in range(selection.size())]
        ranges = [np.arange(block.top(), block.bottom() + 1) for block in blocks]
        places = np.unique(np.concatenate(ranges)) if ranges else np.empty(0, np.int64)
        ids = self.model.ids_at(places.astype(np.int64)).tolist()
        current = self.model.id_at(self.view.currentIndex().row())
        self._syncing = True
        self._session.select(ids, current if current in set(ids) else None)
        self._syncing = False

    def _show_selection(self) -> None:
        """What is selected in the picture is selected here, and scrolled into view."""
        if self._syncing or self._is_busy():
            return
        self._syncing = True
        places = self.model.places_of(np.array(self._session.selected, np.int64))
        selection = QItemSelection()
        for run in np.split(places, np.flatnonzero(np.diff(places) != 1) + 1) if len(places) else ():
            selection.select(
                self.model.index(int(run[0]), 0), self.model.index(int(run[-1]), len(Column) - 1)
            )
        self.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = self._session.current
        at = self.model.places_of(np.array([] if current is None else [current], np.int64))
        if len(at):
            self._note_cursor()
            self._in_new_row = False
            self._put_cursor(self.model.index(int(at[0]), self._column))
        self._syncing = False

    def _want_passage(self, index: QModelIndex) -> None:
        if event_id := self.model.id_at(index.row()):
            self._session.select([event_id], event_id)
            self.passage_wanted.emit(event_id)

    # -- the bar and the rest -----------------------------------------------------------------------------

    def _tell_count(self) -> None:
        listed = len(self.model.rows)
        number = f"{listed:,}"
        self._count.setText(self.tr("1 event") if listed == 1 else self.tr("{n} events").format(n=number))
        self._copy.setEnabled(listed > 0)
        passing, there_are = self._session.shown()
        if listed or self._session.snapshot is None:
            why, way_out = "", ""
        elif passing:
            why, way_out = self.tr("None of the events is in view."), self.tr("List all")
        elif there_are:
            why, way_out = self.tr("No event passes the filter."), self.tr("Clear the filter")
        else:
            why, way_out = self.tr("This story has no events yet."), ""
        self._why_empty.setText(why)
        self._why_empty.setVisible(bool(why))
        if way_out:
            self._way_out.setText(way_out)
        self._way_out.setVisible(bool(way_out))

    def _go_way_out(self) -> None:
        if self._session.shown()[0]:
            self.in_view_only.setChecked(False)
        else:
            self._session.clear_filter()

    def _show_menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        menu = QMenu(self)
        read = QAction(self.tr("Read its passage"), menu)
        read.setEnabled(index.isValid())
        read.triggered.connect(lambda: self._want_passage(index))
        menu.addAction(read)
        menu.addAction(self.tr("Copy rows"), self.copy_rows)
        if self._sorted is not None:
            menu.addAction(self.tr("Sort by date again"), lambda: self.sort_by(None))
        menu.exec(self.view.viewport().mapToGlobal(point))
        menu.deleteLater()

    def _wear(self) -> None:
        theme = self._appearance.theme
        self.model.apply_theme(theme)
        row_px = max(round(theme.sizes.target_px), self.view.fontMetrics().height() + round(8 * theme.scale))
        self.view.verticalHeader().setDefaultSectionSize(row_px)
        self.view.setIconSize(QSize(round(12 * theme.scale), round(12 * theme.scale)))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        snapshot = self._session.snapshot
        self._headings.show(snapshot.settings.table if snapshot else (), theme.scale)
