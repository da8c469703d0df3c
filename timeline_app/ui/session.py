"""One open story for one window: what is shown, narrowed and selected, and the texts that have arrived.

Widgets read its properties and listen to its signals; they never touch the disk. All reading happens in a
worker that owns its connection; answers that come too late (another story, a newer query) are dropped.
Looking never writes to the story: only `set_lanes` does, and only where it may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from timeline_app.core.columns import Int64
from timeline_app.core.dates import DateStyle
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Article, Event, EventText, Passage
from timeline_app.core.filters import EventFilter
from timeline_app.core.query import parse_query
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.time_order import TimeOrder
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.edited_lanes import forget_lanes
from timeline_app.ui.story import jobs, narrowing
from timeline_app.ui.story.event_texts import EventTexts
from timeline_app.ui.story.filter_answers import FilterAnswers
from timeline_app.ui.story.jobs import LARGE_STORY, Opened
from timeline_app.ui.story.label_placing import LabelPlacing
from timeline_app.ui.story.merging import Merging
from timeline_app.ui.story.narrowing import Narrowed, Words
from timeline_app.ui.story.passing import Passing
from timeline_app.ui.story.table_orders import TableOrders
from timeline_app.ui.story.threads import StoryThreads
from timeline_app.work import clock

if TYPE_CHECKING:  # the store is imported in the worker's thread, while the window is being built
    from timeline_app.formats import ReadOptions
    from timeline_app.store.database import StoryFile
    from timeline_app.store.search import ArticleHit

T = TypeVar("T")

#: How often a change by another window is looked for.
WATCH_MS = 2_000
EventCallback = Callable[[Event | None], None]
TextsCallback = Callable[[Mapping[int, EventText]], None]
ArticleCallback = Callable[[Article, Sequence[Passage]], None]


class Session(QObject):
    """One open story for one window.

    Signals:
    - `story_changed()`: another story is open, or a newer revision of this one: `snapshot` was replaced.
    - `filter_changed()`: `mask` and `counts` hold a new answer to `filter`; in a large story the counts
      follow, told by `counts_changed()`, and passages may add events, told once more.
    - `hits_changed()`: `article_hits`.
    - `words_ready()`: the words of a large story are in memory; until then full text is asked.
    - `query_refused(str)`: the search text is malformed, told in a sentence (empty: it is fine again);
      the last good result stays.
    - `selection_changed()`: `selected` or `current`.
    - `viewport_changed()`: the span in view.
    - `lanes_changed()`: what the lanes are made of.
    - `texts_arrived()`: `texts` knows more than before.
    - `opening(str)`: a file is being opened, under this name (empty: opened, or given up).
    - `failed(str)`: a problem of the world, in a sentence for the person.

    Attributes to read (None, empty or 0 until a story is open): `path`, and `how` it was read; `snapshot`;
    `filter`, the last one that could be understood; `passing`, what passes it, and `mask`, its rows of the
    columns (None where nothing is filtered out); `words`, what was found; `counts`, aligned with
    `snapshot.facets[kind]`, under the other facets; `article_hits`; `selected` ids and `current`, the one
    that is read; `viewport`; `lanes`, "none" or the value of a `FacetKind`; `style`, how dates are put in
    words; `may_write`, whether the file can be written to; `notice`, a sentence on the file for the person,
    or ""; `undo_label` and `redo_label`, the steps that can be undone and redone next, or "".
    """

    story_changed = Signal()
    filter_changed = Signal()
    counts_changed = Signal()
    hits_changed = Signal()
    words_ready = Signal()
    query_refused = Signal(str)
    selection_changed = Signal()
    viewport_changed = Signal()
    lanes_changed = Signal()
    texts_arrived = Signal()
    opening = Signal(str)
    failed = Signal(str)

    def __init__(
        self, parent: QObject | None = None, *, watch: bool = True, large_from: int = LARGE_STORY
    ) -> None:
        """`watch`: look for changes by others; stories of more than `large_from` are narrowed in steps."""
        super().__init__(parent)
        self.path: Path | None = None
        self.how: ReadOptions | None = None
        self.snapshot: StorySnapshot | None = None
        self.filter = EventFilter()
        self.passing = Passing()
        self.mask: RowSet | None = None
        self.counts: Mapping[FacetKind, Int64] = {}
        self.article_hits: tuple[ArticleHit, ...] = ()
        self.selected: tuple[int, ...] = ()
        self.current: int | None = None
        self.viewport: Viewport | None = None
        self.lanes = "none"
        self.style = DateStyle()
        self.may_write = False
        self.notice = self.undo_label = self.redo_label = ""
        self._refused = ""
        self.words = Words("")
        self._texts = EventTexts(self._fetch_texts, self.texts_arrived.emit, self.failed.emit)
        self._version = 0
        self._threads = StoryThreads()
        self.labels = LabelPlacing(self._threads, self._texts)
        self.answers = FilterAnswers(self, self._threads, large_from)
        self.merging = Merging(self, self._threads)
        self.orders = TableOrders(self, self._threads)
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.look_for_changes)
        self._watching = watch

    # -- opening and closing ------------------------------------------------------------------------------

    def open(self, path: Path | None, how: ReadOptions | None = None) -> None:
        """Open a story or an importable file, or the sample (None); the one at hand stays until it is read.

        `how` says how a file that is imported is to be read. `story_changed` follows, or `failed`.
        """

        def arrived(opened: Opened) -> None:
            self.path, self.how = opened.path, how
            self._take(opened)
            self.opening.emit("")
            if self._watching:
                self._watch.start()

        def refused(sentence: str) -> None:
            self.opening.emit("")
            self.failed.emit(sentence)

        self._threads.open(path, arrived, refused, how)
        self.opening.emit(path.name if path else self.tr("the sample story"))

    def close(self) -> None:
        """End the story's threads."""
        self._watch.stop()
        self.answers.close()
        self._threads.close()

    def reload(self, *, anew: bool = False) -> None:
        """Read the story again, after a change in its file (`anew`: all of it); the rest stays as it is."""
        before = self.merging.base()
        self.ask(lambda story: jobs.read_all(story, before, anew=anew), self._take_again, key="reload")

    def ask(
        self,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Do `work` with the story's reading connection in its thread; see `background.Worker.run`.

        Without `failed`, a problem is announced by the signal `failed`. Does nothing when no story is open.
        """
        self._threads.read(work, done, failed or self.failed.emit, key)

    def tell(
        self,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do `work` with the story's writing connection, which is opened at the first call."""
        if self.path is not None and self.may_write:
            self._threads.write(self.path, work, done, failed or self.failed.emit)

    def save_copy(self, path: Path, done: Callable[[], None]) -> None:
        """Write a copy of the story to another file; `done()` follows, or `failed`."""
        self.ask(lambda story: jobs.save_copy(story, path), lambda _: done())

    # -- narrowing ----------------------------------------------------------------------------------------

    def set_filter(self, event_filter: EventFilter) -> None:
        """Narrow to a filter; `filter_changed` follows, at once where no word needs the store.

        A malformed search text changes nothing but `query_refused`.
        """
        try:
            query = parse_query(event_filter.query, today=clock.today(), style=self.style)
        except TimelineError as problem:
            self.refuse(str(problem))
            return
        self.filter = event_filter
        snapshot = self.snapshot
        if snapshot is None:
            return
        words = self.words if self.words.query == event_filter.query else None
        try:
            self.answers.narrow(snapshot, event_filter, query, words)
        except TimelineError as problem:
            self.refuse(str(problem))

    def set_query(self, text: str) -> None:
        """Set the filter's words; a malformed text changes nothing but `query_refused`."""
        self.set_filter(replace(self.filter, query=text))

    def clear_filter(self) -> None:
        """Let every event through again."""
        self.set_filter(EventFilter())

    def order(self) -> TimeOrder:
        """Rows passing the filter in time order, the undated ones last."""
        return self.passing.order()

    def shown(self) -> tuple[int, int]:
        """How many events pass the filter, and how many there are."""
        return self.passing.shown()

    def in_view(self) -> Int64:
        """Rows passing the filter that share a second with the span in view, in time order."""
        return self.passing.in_view(self.viewport) if self.viewport else np.empty(0, np.int64)

    # -- selecting ----------------------------------------------------------------------------------------

    def select(self, ids: Iterable[int], current: int | None = None) -> None:
        """Select events; `current` is the one that is read (by default the last of them)."""
        chosen = tuple(dict.fromkeys(int(event_id) for event_id in ids))
        now = current if current in chosen else (chosen[-1] if chosen else None)
        if chosen != self.selected or now != self.current:
            self.selected, self.current = chosen, now
            self.selection_changed.emit()

    def select_range(self, first_id: int, last_id: int) -> None:
        """Select all events that pass the filter from one to the other, in time order; the other is read."""
        self.select(self.passing.between(self.row_of(first_id), self.row_of(last_id)), last_id)

    def step(self, by: int) -> None:
        """Select the event `by` places on; with none selected that passes, the first or last in view."""
        row = self.row_of(self.current) if self.current is not None else -1
        event_id = self.passing.beside(row, by, self.viewport)
        if event_id is not None:
            self.select((event_id,), event_id)

    def row_of(self, event_id: int) -> int:
        """The row of an event, or -1."""
        if self.snapshot is None:
            return -1
        return int(self.snapshot.rows_of(np.array([event_id], np.int64))[0])

    # -- looking ------------------------------------------------------------------------------------------

    def set_viewport(self, viewport: Viewport) -> None:
        """Show a span."""
        if viewport != self.viewport:
            self.viewport = viewport
            self.viewport_changed.emit()

    def set_lanes(self, lanes: str) -> None:
        """Make lanes of a facet, or "none"; kept in the story where it may be written."""
        if lanes != self.answers.lanes_to_come():
            self.show_lanes(lanes)
            self.tell(lambda story: jobs.set_setting(story, "lanes", lanes))

    def show_lanes(self, lanes: str) -> None:
        """Make lanes of a facet for as long as it is looked at, as a saved view does; nothing is kept."""
        self.answers.part(lanes)

    # -- words --------------------------------------------------------------------------------------------

    def texts(self, ids: Sequence[int]) -> Mapping[int, EventText]:
        """The words of those events that are at hand; the rest are fetched, the latest first asked for."""
        return self._texts.get(ids)

    def fetch_event(self, event_id: int, callback: EventCallback) -> None:
        """The whole event, with passages; None when it is gone. A newer call drops this one."""
        self.ask(lambda story: jobs.event(story, event_id), callback, key="event")

    def fetch_events(self, ids: Sequence[int], callback: Callable[[list[Event]], None]) -> None:
        """Whole events, those that are still there, in the order asked for."""
        self.ask(lambda story: jobs.events(story, ids), callback)

    def fetch_article(self, version_id: int, callback: ArticleCallback) -> None:
        """An article and all passages marked in it. A newer call drops this one."""
        self.ask(lambda story: jobs.article(story, version_id), lambda found: callback(*found), key="article")

    # -- inside -------------------------------------------------------------------------------------------

    def _take(self, opened: Opened) -> None:
        """Start afresh with a story: no filter, no selection, no view."""
        self.filter, self.words, self.selected = EventFilter(), Words(""), ()
        self.current = self.viewport = None
        self._texts.clear()
        self.merging.forget()
        self.labels.forget()
        self.lanes = opened.snapshot.settings.lanes or "none"
        self._replace(opened)
        self.settle(narrowing.unfiltered(opened.snapshot), tell=False)
        self.story_changed.emit()
        self.filter_changed.emit()
        self.selection_changed.emit()
        self.answers.follow_story()

    def _take_again(self, opened: Opened) -> None:
        """Take a newer revision; filter, selection and view stay, the words are asked for again."""
        kept = tuple(self.selected), self.current, self.filter
        edited_only = self._take_edits(opened)
        if not edited_only:
            self._texts.clear()
            self._replace(opened)
            self.settle(narrowing.unfiltered(opened.snapshot), tell=False)
            self.filter = kept[2]
        # what is gone is not selected any more when the parts hear of it: none asks for it again
        self.selected = tuple(event_id for event_id in kept[0] if self.row_of(event_id) >= 0)
        self.current = kept[1] if kept[1] in self.selected else next(reversed(self.selected), None)
        self.story_changed.emit()
        if (self.selected, self.current) != kept[:2]:
            self.selection_changed.emit()
        if edited_only:
            self.answers.recount()
            if self.passing.filter == self.filter:  # else its answer is on its way
                self.filter_changed.emit()
        else:
            self.set_filter(kept[2])
            self.answers.follow_story(again=True)
        self.merging.look()

    def _take_edits(self, opened: Opened) -> bool:
        """Take a revision whose columns are those shown: what passes of them passes still.

        False where they are others, or where names have changed by which a filter may ask.
        """
        before, now = self.snapshot, opened.snapshot
        if before is None or now.columns is not before.columns:
            return False
        if now.facets != before.facets and not self.filter.is_empty:
            return False
        self._texts.forget(opened.changed)
        self._replace(opened)
        self._let_pass(self.mask, self.passing.filter)
        if opened.counts is not None and self.filter.is_empty:
            self.counts = opened.counts
        return True

    def _let_pass(self, mask: RowSet | None, event_filter: EventFilter) -> None:
        """Take what passes a filter of the columns; what of the edits beside them is worked out here."""
        self.mask, self.passing = mask, narrowing.passing(self.snapshot, mask, event_filter, self.style)

    def _replace(self, opened: Opened) -> None:
        forget_lanes(self.snapshot, opened.snapshot)
        self.snapshot, self._version = opened.snapshot, opened.version
        self.may_write, self.notice = opened.may_write, opened.notice
        self.undo_label, self.redo_label = opened.undo, opened.redo
        self._texts.keep(opened.texts)

    def settle(self, narrowed: Narrowed, *, tell: bool = True) -> None:
        """Take an answer to a filter; `tell` says whether `filter_changed` follows."""
        self.filter = narrowed.filter
        self._let_pass(narrowed.mask, narrowed.filter)
        if narrowed.counts is not None:
            self.counts = narrowed.counts
        self.take_words(narrowed.words)
        self.refuse("")
        if tell:
            self.filter_changed.emit()

    def take_words(self, words: Words) -> None:
        """Take what words have found besides events; `hits_changed` follows."""
        self.words, self.article_hits = words, words.article_hits
        self.hits_changed.emit()

    def refuse(self, sentence: str) -> None:
        """Tell what is wrong with the search text; "": nothing any more."""
        if sentence:
            self._threads.drop("query")
        if sentence != self._refused:
            self._refused = sentence
            self.query_refused.emit(sentence)

    def _fetch_texts(self, ids: Sequence[int], arrived: TextsCallback, failed: Callable[[str], None]) -> None:
        self.ask(lambda story: jobs.texts(story, ids), arrived, failed)

    def look_for_changes(self) -> None:
        """Ask whether another window has changed the file; `story_changed` follows where it has."""

        def seen(version: int) -> None:
            if version != self._version:
                self._version = version
                self.reload()

        self.ask(jobs.version_of, seen, key="version")
