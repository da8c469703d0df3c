"""The answers to filters, one after the other: in a story of very many events, what memory knows at once.

All else follows off the window's thread: passages and articles, then counts and what labels need. Asks the
session's threads, and tells the session when something has come; holds no picture and no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from timeline_app.core.columns import Int64
from timeline_app.core.event_words import EventWords
from timeline_app.core.filters import EventFilter
from timeline_app.core.query import Query, parse_query
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.story import jobs, narrowing
from timeline_app.ui.story.narrowing import AT_ONCE, Narrowed, Words
from timeline_app.ui.story.threads import StoryThreads
from timeline_app.work import clock

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile
    from timeline_app.ui.session import Session

#: Counts and labels wait until nothing has been typed for so long.
RESTED_MS = 80


def _nothing(_: object) -> None:
    """Nobody waits for it."""


class FilterAnswers:
    """Answers whole in a story of at most `large_from` events, in steps in a larger one.

    `event_words`: the words of a large story in memory, None until they are there.
    """

    def __init__(
        self, session: Session, threads: StoryThreads, large_from: int, at_once: int = AT_ONCE
    ) -> None:
        """`at_once`: how many rows may be looked at in the window's thread."""
        self._session, self._threads = session, threads
        self._large_from, self._at_once = large_from, at_once
        self.event_words: EventWords | None = None
        self._words_of: StorySnapshot | None = None
        self._uncounted: tuple[Narrowed, Query] | None = None
        self._parting: str | None = None  # the facet that the story is being parted by
        self._rested = QTimer(session)
        self._rested.setSingleShot(True)
        self._rested.setInterval(RESTED_MS)
        self._rested.timeout.connect(self._catch_up)

    def is_large(self, snapshot: StorySnapshot) -> bool:
        """Whether a story is answered in steps."""
        return len(snapshot.columns) > self._large_from

    def narrow(
        self, snapshot: StorySnapshot, event_filter: EventFilter, query: Query, words: Words | None
    ) -> None:
        """Answer a filter, at once where that takes a few milliseconds; `words` where they are answered.

        Raises TimelineError where a date of the filter cannot be understood.
        """
        self._threads.drop("query")
        session = self._session
        if words is None and not query.terms:
            words = Words(event_filter.query)
        if not self.is_large(snapshot):
            if words is not None:
                session.settle(narrowing.narrow(snapshot, event_filter, query, words))
                return
            session.ask(
                lambda story: narrowing.searched(story, snapshot, event_filter, query),
                session.settle,
                session.refuse,
                key="query",
            )
            return
        known, lanes = self.event_words if words is None else None, session.lanes
        if narrowing.cost(snapshot, event_filter, query, known, lanes) <= self._at_once:
            if words is None and known is not None:
                words = narrowing.words_at_hand(snapshot, query, event_filter.query, known)
            if words is not None:
                self._settle(narrowing.narrow_uncounted(snapshot, event_filter, query, words), query)
                return

        def work(story: StoryFile) -> Narrowed:
            found = words
            if found is None and known is not None:
                found = narrowing.words_at_hand(snapshot, query, event_filter.query, known)
            if found is None:
                found = narrowing.words_by_full_text(story, query, event_filter.query)
            narrowed = narrowing.narrow_uncounted(snapshot, event_filter, query, found)
            story_lanes(snapshot, narrowed.mask, lanes)  # so that the frame need not part them
            return narrowed

        session.ask(work, lambda narrowed: self._settle(narrowed, query), session.refuse, key="query")

    def _settle(self, narrowed: Narrowed, query: Query) -> None:
        """Show an answer; passages, articles, counts and labels follow."""
        self._session.settle(narrowed)
        self._follow(narrowed, query)

    def _follow(self, narrowed: Narrowed, query: Query) -> None:
        snapshot = self._session.snapshot
        self._uncounted = (narrowed, query) if narrowed.counts is None else None
        if snapshot is not None and not narrowed.words.is_whole:
            self._session.ask(
                lambda story: narrowing.completed(story, snapshot, narrowed, query),
                lambda found: self._complete(found, query),
                key="query",
            )
        self._rested.start()

    def _complete(self, narrowed: Narrowed, query: Query) -> None:
        """Take what passages and articles have added."""
        if narrowed.mask is self._session.mask:
            self._session.take_words(narrowed.words)
            self._uncounted = (narrowed, query) if self._uncounted is not None else None
        else:
            self._settle(narrowed, query)

    def follow_story(self, *, again: bool = False) -> None:
        """Another story, or (`again`) other columns of this one: make ready what labels and words need."""
        self._parting = None if not again else self._parting
        self.prepare()
        self.read_words(again=again)
        if not again:
            self._session.merging.verify()

    def part(self, lanes: str) -> None:
        """Make lanes of a facet: a large story is parted off the window's thread, and shown so when ready."""
        session = self._session
        snapshot, mask, edited = session.snapshot, session.mask, session.passing.edited
        self._threads.drop("lanes")
        if snapshot is None or not self.is_large(snapshot) or lanes in (session.lanes, NO_LANES):
            self._take_lanes(lanes)
            return

        def parted(_: object) -> None:
            if session.mask is mask and session.passing.edited is edited:
                self._take_lanes(lanes)
            else:
                self.part(lanes)  # something else passes meanwhile

        self._parting = lanes
        session.ask(lambda _: story_lanes(snapshot, mask, lanes, edited), parted, key="lanes")

    def lanes_to_come(self) -> str:
        """What the lanes are made of, or are about to be."""
        return self._session.lanes if self._parting is None else self._parting

    def _take_lanes(self, lanes: str) -> None:
        self._parting = None
        if lanes != self._session.lanes:
            self._session.lanes = lanes
            self._session.lanes_changed.emit()
        self.prepare()

    def recount(self) -> None:
        """Count the facets again, before long, because something was edited."""
        session = self._session
        event_filter = session.passing.filter
        if not event_filter.is_empty:
            query = parse_query(event_filter.query, today=clock.today(), style=session.style)
            self._uncounted = Narrowed(event_filter, session.mask, None, session.words), query
            self._rested.start()

    def prepare(self) -> None:
        """Make ready what labels need, before long; then they are drawn."""
        snapshot = self._session.snapshot
        if snapshot is not None and self.is_large(snapshot):
            self._rested.start()

    def close(self) -> None:
        """Nothing follows any more."""
        self._rested.stop()

    def _catch_up(self) -> None:
        """Count and make labels ready, in a thread that nothing else waits for."""
        session = self._session
        snapshot, mask, lanes = session.snapshot, session.mask, session.lanes
        if snapshot is None:
            return
        if self._uncounted is not None:
            narrowed, query = self._uncounted
            self._uncounted = None
            self._threads.work_out(
                lambda _: narrowing.counted(snapshot, narrowed, query),
                self._count,
                session.failed.emit,
                "counts",
            )
        self._threads.work_out(
            lambda stopped: jobs.prepared(snapshot, mask, lanes, stopped.is_set),
            lambda _: session.texts_arrived.emit(),
            session.failed.emit,
            "labels",
        )

    def read_words(self, *, again: bool = False) -> None:
        """Take the story's words into memory, in a thread of its own; full text answers meanwhile.

        `again`: the file is the one whose words are here; those of what has not changed are carried over.
        """
        snapshot = self._session.snapshot
        columns = snapshot.columns if snapshot is not None else None
        if columns is not None and self._words_of is not None and columns is self._words_of.columns:
            return  # they are here, or on their way
        known, before = (self.event_words, self._words_of) if again else (None, None)
        self.event_words, self._words_of = None, None
        if snapshot is None or not self.is_large(snapshot):
            return
        self._words_of = snapshot

        def arrived(words: EventWords | None) -> None:
            if words is not None and self._words_of is snapshot:
                self.event_words = words
                self._session.words_ready.emit()

        let_paint = self._session.labels.let_paint

        def begin(_: object) -> None:
            if self._words_of is snapshot:
                self._threads.read_aside(
                    "words",
                    lambda story: jobs.words_in_memory(story, snapshot, known, before, let_paint),
                    arrived,
                )

        # after what the first labels need: it waits in the same thread
        mask, lanes = self._session.mask, self._session.lanes
        self._threads.work_out(
            lambda stopped: jobs.prepared(snapshot, mask, lanes, stopped.is_set),
            lambda _: self._session.texts_arrived.emit(),
            self._session.failed.emit,
            "first labels",
        )
        self._threads.work_out(
            lambda stopped: jobs.gather_values(snapshot, stopped.is_set), begin, _nothing, "values"
        )

    def _count(self, counts: Mapping[FacetKind, Int64]) -> None:
        self._session.counts = counts
        self._session.counts_changed.emit()
