"""The event table: the events that pass the filter, in the picture's order and selection, as words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.columns import Int64
from timeline_app.core.event import Event
from timeline_app.ui import story_jobs as jobs
from timeline_app.ui.clipboard import copy_events
from timeline_app.ui.event_table_model import Column, EventTableModel
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance, set_role

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


class EventView(QTableView):
    """The table itself. Signals: `passage_wanted()` (Enter), `copy_wanted()` (Ctrl+C)."""

    passage_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("eventTable")
        self.setAccessibleName(self.tr("Events"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(60)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def event(self, event: QEvent) -> bool:
        """Ctrl+C copies rows here, whatever it means to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_copy(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the passage, Ctrl+C copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.passage_wanted.emit()
        elif _is_copy(event):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: it would ask the disk for every title; the search box answers from its index."""


class EventTable(QWidget):
    """The event table with its button bar. Its `view` has the object name `eventTable`.

    Signals: `passage_wanted(object)`: Enter or a double click on an event, its id (int);
    `told(str)`: a short sentence for the status bar.
    """

    passage_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("eventTablePanel")
        self._session = session
        self._appearance = appearance
        self._sorted: tuple[Column, bool] | None = None  # column, and whether backwards; None is by time
        self._title_rank: Int64 | None = None
        self._syncing = False
        self.model = EventTableModel(session, appearance.theme)
        self.view = EventView(self)
        self.view.setModel(self.model)
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
        self._way_out = QPushButton(self)
        self._way_out.setObjectName("tableWayOut")
        set_role(self._way_out, "link")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 5, 12, 5)
        bar.setSpacing(10)
        for widget in (self._count, self.in_view_only, self._copy, self._why_empty, self._way_out):
            bar.addWidget(widget)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._mark_in_view)
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
        if column is Column.TITLE and self._title_rank is None:
            self._session.ask(jobs.title_order, self._take_title_order, key="title-order")
            return
        self._fill()

    def copy_rows(self) -> None:
        """Put the selected events (all listed, when none is) on the clipboard as rows, with headings."""
        selected = self.model.places_of(np.array(self._session.selected, np.int64))
        places = selected if len(selected) else np.arange(len(self.model.rows), dtype=np.int64)
        self._session.fetch_events(self.model.ids_at(places).tolist(), self._copy_events)

    def _copy_events(self, events: list[Event]) -> None:
        snapshot = self._session.snapshot
        if snapshot is None or not events:
            return
        copy_events(events, snapshot, self._session.style)
        number = f"{len(events):,}"
        words = self.tr("1 event copied") if len(events) == 1 else self.tr("{n} events copied")
        self.told.emit(words.format(n=number))

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
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._take_selection())

    def _show_story(self) -> None:
        self._title_rank = None
        self.model.show_story(self._session.snapshot)
        if self._sorted is not None and self._sorted[0] is Column.TITLE:
            self._sorted = None
            self.view.horizontalHeader().setSortIndicatorShown(False)
        self._fill()
        self._mark_in_view()

    def _start_following(self) -> None:
        if not self._follow.isActive():
            self._follow.start()

    def _mark_in_view(self) -> None:
        self.model.mark_in_view(self._session.in_view())
        if self.in_view_only.isChecked():
            self._fill()

    def _fill(self) -> None:
        rows = self._session.in_view() if self.in_view_only.isChecked() else self._session.order()
        self._syncing = True
        self.model.show_rows(self._in_order(rows))
        self._syncing = False
        self._show_selection()
        self._tell_count()

    def _in_order(self, rows: Int64) -> Int64:
        """The rows as the headings ask; equal ones in the order of time."""
        if self._sorted is None:
            return rows
        column, backwards = self._sorted
        if column is Column.WHEN:
            return rows[::-1] if backwards else rows
        if column is Column.TITLE:
            rank = self._title_rank
            if rank is None:
                return rows
        else:
            rank = self.model.names(column).rank()
        key = -rank[rows] if backwards else rank[rows]
        return rows[np.argsort(key, kind="stable")]

    def _take_title_order(self, ids: Int64) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        rows = snapshot.columns.rows_of(ids)
        rows = rows[rows >= 0]
        rank = np.full(len(snapshot.columns), len(rows), np.int64)
        rank[rows] = np.arange(len(rows))
        self._title_rank = rank
        self._fill()

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
        if self._syncing:
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
            index = self.model.index(int(at[0]), max(0, self.view.currentIndex().column()))
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(self.model.index(int(at[0]), 0))
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
        for column, width_px in _WIDTHS_PX.items():
            header.resizeSection(column, round(width_px * theme.scale))


def _is_copy(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)
