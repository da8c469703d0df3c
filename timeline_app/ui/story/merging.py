"""When edits that are pending beside a large story's columns are put into them: off the window's thread.

What is edited meanwhile is noted by the file, and stands beside the new columns when they come. Whether the
columns of a cache are all there is seen here, too, once the first picture is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_app.core.room import ROOM
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.ui.story import jobs
from timeline_app.ui.story.threads import StoryThreads

if TYPE_CHECKING:
    from timeline_app.ui.session import Session

#: From so many pending events on they are merged, or once half the room behind the columns is used up.
MERGED_FROM = 500


class Merging:
    """Merges once it is due. `from_events` is for tests."""

    def __init__(self, session: Session, threads: StoryThreads, from_events: int = MERGED_FROM) -> None:
        self._session, self._threads, self.from_events = session, threads, from_events
        self._columns: object = None  # those that are being merged
        self._merged: StorySnapshot | None = None

    def base(self) -> StorySnapshot | None:
        """The snapshot whose columns the next one is to stand on: the one shown, or the one merged since."""
        return self._session.snapshot if self._merged is None else self._merged

    def look(self) -> None:
        """A snapshot is shown: merge it where that is due."""
        session = self._session
        snapshot = session.snapshot
        if self._merged is not None and snapshot is not None and snapshot.columns is self._merged.columns:
            self._merged = None
        pending = None if snapshot is None else snapshot.pending
        if snapshot is None or pending is None or self._columns is snapshot.columns:
            return
        if len(pending.ids) < self.from_events and pending.first - len(snapshot.columns) < ROOM // 2:
            return
        self._columns = snapshot.columns

        def arrived(merged: StorySnapshot) -> None:
            now = session.snapshot
            if now is not None and now.columns is snapshot.columns:
                self._merged = merged
                session.reload()

        self._threads.read_aside("merge", lambda story: jobs.merged(story, snapshot), arrived)

    def verify(self) -> None:
        """See, beside all else, that a column cache holds every event; where it does not, read the rows."""
        session = self._session
        snapshot = session.snapshot
        if snapshot is None or snapshot.cache_revision is None:
            return

        def found(whole: bool) -> None:
            now = session.snapshot
            if not whole and now is not None and now.columns is snapshot.columns:
                session.reload(anew=True)

        self._threads.read_aside("whole", lambda story: jobs.is_whole(story, snapshot), found)

    def forget(self) -> None:
        """Another story is open."""
        self._columns = self._merged = None
