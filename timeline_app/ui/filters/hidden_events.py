"""Says when an event that was just made or changed does not pass the filter, and offers to show it.

Without it, what a person has written would vanish in silence. Changes no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Qt

from timeline_app.core.filters import EventFilter, evaluate
from timeline_app.core.pending_filters import edits_passing
from timeline_app.core.query import Query
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.ui import moves
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.story.passing import Passing

#: Of more events than these, it is not looked at one by one which parts of the filter hide them.
_MOST_LOOKED_AT = 200


class HiddenEvents(QObject):
    """Listens to the edits of one window; tells in its message bar."""

    def __init__(self, session: Session, edits: StoryEdits, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._messages = session, messages
        self._ids: tuple[int, ...] = ()
        self._words = ""
        self._shows = False  # they are being shown: what still hides them is cleared as well
        edits.touched.connect(self._look_at)
        session.filter_changed.connect(self._answered)

    def _look_at(self, ids: Sequence[int]) -> None:
        """Events were made or changed: say so once their filter has been answered, if it hides them."""
        self._ids, self._words, self._shows = tuple(ids), "", False
        if not self._session.filter.is_empty and self._session.mask is not None:
            self._answered()

    def _answered(self) -> None:
        """The filter has been answered for what the story holds now."""
        ids, session = self._ids, self._session
        if session.filter.is_empty:
            self._forget()
        if not ids or session.mask is None:
            return
        hidden = self._hidden()
        if self._shows:
            if hidden:
                self._shows = False
                session.clear_filter()
        elif not hidden:
            self._forget()
        elif not self._words:  # once is enough: from then on the person narrows on purpose
            self._tell(len(hidden))

    def _hidden(self) -> list[int]:
        """Those that are in the story and do not pass."""
        known = [(event_id, self._session.row_of(event_id)) for event_id in self._ids]
        known = [(event_id, row) for event_id, row in known if row >= 0]
        passes = self._session.passing.has(np.array([row for _event_id, row in known], np.int64))
        return [event_id for (event_id, _row), passed in zip(known, passes, strict=True) if not passed]

    def _tell(self, number: int) -> None:
        words = self.tr("The event is in the story, but the filter hides it.")
        if number > 1:
            words = self.tr("{} of these events are in the story, but the filter hides them.").format(
                f"{number:,}"
            )
        self._words = words
        self._messages.tell(words, self.tr("Show"), self._show)

    def _forget(self) -> None:
        """They can be seen, or nothing is known to hide them: what was said of it goes."""
        if self._words and self._messages.words.text() == self._words:
            self._messages.clear()
        self._ids, self._words, self._shows = (), "", False

    def _show(self) -> None:
        """Clear what hides them, and bring them into view."""
        session, snapshot, ids = self._session, self._session.snapshot, self._ids
        if snapshot is None:
            return
        self._words, self._shows = "", True

        def bring() -> None:
            session.select(ids, ids[0] if ids else None)
            moves.reveal(session, ids)

        session.filter_changed.connect(bring, Qt.ConnectionType.SingleShotConnection)
        rows = [row for row in map(session.row_of, self._hidden()) if row >= 0]
        session.set_filter(_letting_through(session.filter, snapshot, rows))


def _letting_through(event_filter: EventFilter, snapshot: StorySnapshot, rows: Sequence[int]) -> EventFilter:
    """A filter without those parts that hide rows; the words go where none of the others does."""
    freed = event_filter
    for part in _parts(event_filter) if len(rows) <= _MOST_LOOKED_AT else ():
        passing = Passing(
            snapshot, evaluate(part, Query(), snapshot, {}), edits_passing(part, Query(), snapshot), part
        )
        if not passing.has(np.array(rows, np.int64)).all():
            freed = EventFilter(
                query=freed.query,
                include={kind: keys for kind, keys in freed.include.items() if kind not in part.include},
                exclude={kind: keys for kind, keys in freed.exclude.items() if kind not in part.exclude},
                from_date="" if part.from_date else freed.from_date,
                to_date="" if part.to_date else freed.to_date,
            )
    return replace(event_filter, query="") if freed == event_filter else freed


def _parts(event_filter: EventFilter) -> Iterator[EventFilter]:
    """A filter's ticks and dates, each as a filter of its own."""
    for kind, keys in event_filter.include.items():
        yield EventFilter(include={kind: keys})
    for kind, keys in event_filter.exclude.items():
        yield EventFilter(exclude={kind: keys})
    if event_filter.from_date or event_filter.to_date:
        yield EventFilter(from_date=event_filter.from_date, to_date=event_filter.to_date)
