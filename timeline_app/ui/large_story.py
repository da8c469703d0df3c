"""What follows in a story of very many events: counts, labels and words, each off the window's thread.

Asks the session's threads, and tells the session when something has come; holds no picture and no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline_app.core.columns import Int64
from timeline_app.core.event_words import EventWords
from timeline_app.core.query import Query
from timeline_app.core.snapshot import FacetKind
from timeline_app.ui import story_jobs as jobs
from timeline_app.ui.story_jobs import LARGE_STORY, Narrowed
from timeline_app.ui.story_threads import StoryThreads

if TYPE_CHECKING:
    from timeline_app.ui.session import Session


class LargeStory:
    """Does nothing in a small story. `event_words`: the words in memory, None until they are there."""

    def __init__(self, session: Session, threads: StoryThreads) -> None:
        self._session, self._threads = session, threads
        self.event_words: EventWords | None = None

    def settle(self, narrowed: Narrowed, query: Query) -> None:
        """Show a filter; in a large story its counts and labels follow."""
        session = self._session
        session.settle(narrowed)
        snapshot = session.snapshot
        if snapshot is None or len(snapshot.columns) <= LARGE_STORY:
            return
        if narrowed.counts is None:
            session.ask(lambda _: jobs.counted(snapshot, narrowed, query), self._count, key="query")
        self.prepare()

    def prepare(self) -> None:
        """Make ready what labels need; then they are drawn."""
        session = self._session
        snapshot, mask, lanes = session.snapshot, session.mask, session.lanes
        if snapshot is not None and len(snapshot.columns) > LARGE_STORY:
            session.ask(
                lambda _: jobs.prepared(snapshot, mask, lanes),
                lambda _: session.texts_arrived.emit(),
                key="labels",
            )

    def read_words(self) -> None:
        """Take the story's words into memory, in a thread of its own; full text answers meanwhile."""
        snapshot, path = self._session.snapshot, self._session.path
        self.event_words = None
        if snapshot is None or path is None or len(snapshot.columns) <= LARGE_STORY:
            return

        def arrived(words: EventWords | None) -> None:
            if words is not None and self._session.snapshot is snapshot:
                self.event_words = words
                self._session.words_ready.emit()

        self._threads.read_aside(path, lambda story: jobs.words_in_memory(story, snapshot), arrived)

    def _count(self, counts: Mapping[FacetKind, Int64]) -> None:
        self._session.counts = counts
        self._session.counts_changed.emit()
