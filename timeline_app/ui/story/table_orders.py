"""The orders in which a table lists events; where they are many, found off the window's thread.

The order of time is there at once, forwards and backwards, place by place. All others are lists: of a story
of few events made at once, of a large one in a thread of their own; titles are sorted by the file. An answer
that nobody waits for any more is dropped. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timeline_app.core.memberships import Rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.table_order import ListedOrder, by_list, by_names
from timeline_app.core.time_order import TimeOrder
from timeline_app.layout.viewport import Viewport
from timeline_app.ui.story import jobs
from timeline_app.ui.story.passing import Passing
from timeline_app.ui.story.threads import StoryThreads

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile
    from timeline_app.ui.session import Session

Order = TimeOrder | ListedOrder
Arrived = Callable[[Order], None]

_THREAD = "table"


@dataclass(frozen=True, slots=True)
class Wish:
    """How events are to be listed: by titles, by the names of facets, or else by time.

    `in_view`: only those that share a second with this view.
    """

    by_title: bool = False
    by_names: tuple[FacetKind, ...] = ()
    backwards: bool = False
    in_view: Viewport | None = None


class TableOrders:
    """Finds orders for one table; a newer wish drops the one before."""

    def __init__(self, session: Session, threads: StoryThreads) -> None:
        self._session, self._threads = session, threads
        self._titles: tuple[StorySnapshot, Rows] | None = None
        self._sorting: StorySnapshot | None = None  # whose titles are being sorted
        self._then: Callable[[], object] = lambda: None
        self._number = 0

    def ask(self, wish: Wish, arrived: Arrived, gave_up: Callable[[], None]) -> bool:
        """Find the order of what passes the filter; whether `arrived(order)` was called at once.

        Else it follows, or `gave_up()` where titles could not be sorted, which the session's `failed` tells.
        """
        self._number += 1
        self._threads.leave_off("order", _THREAD)
        session, number = self._session, self._number
        snapshot, passing = session.snapshot, session.passing
        if snapshot is None:
            arrived(ListedOrder(np.empty(0, np.int32)))
            return True
        if self._titles is not None and self._titles[0] is not snapshot:
            self._titles = None
        if not (wish.by_title or wish.by_names or wish.in_view):
            arrived(passing.order().backwards() if wish.backwards else passing.order())
            return True
        if wish.by_title and self._titles is None:
            self._then = lambda: self.ask(wish, arrived, gave_up) if number == self._number else None
            self._sort_titles(snapshot, gave_up)
            return False
        titles = self._titles[1] if wish.by_title and self._titles is not None else None
        if not session.answers.is_large(snapshot):
            arrived(_found(snapshot, passing, wish, titles))
            return True
        self._threads.work_out(
            lambda _: _found(snapshot, passing, wish, titles),
            lambda order: arrived(order) if number == self._number else None,
            session.failed.emit,
            "order",
            _THREAD,
        )
        return False

    def _sort_titles(self, snapshot: StorySnapshot, gave_up: Callable[[], None]) -> None:
        """Have the file sort all titles, half a minute for ten million; what is to follow then follows."""
        if self._sorting is snapshot:
            return
        self._sorting = snapshot

        def sorted_rows(story: StoryFile) -> Rows:
            return jobs.rows_by_title(story, snapshot)

        def taken(rows: Rows) -> None:
            if self._sorting is snapshot:
                self._sorting = None
                self._titles = snapshot, rows
                self._then()

        def refused(sentence: str) -> None:
            if self._sorting is snapshot:
                self._sorting = None
                self._session.failed.emit(sentence)
                gave_up()

        if self._session.answers.is_large(snapshot):
            self._threads.read_aside("titles", sorted_rows, taken, refused)
        else:
            self._session.ask(sorted_rows, taken, refused, key="titles")


def _found(snapshot: StorySnapshot, passing: Passing, wish: Wish, titles: Rows | None) -> ListedOrder:
    """What a wish asks for, as a list."""
    rows = passing.order() if wish.in_view is None else passing.in_view(wish.in_view)
    if titles is not None:
        return by_list(snapshot, titles, rows, backwards=wish.backwards)
    if wish.by_names:
        return by_names(snapshot, wish.by_names, rows, backwards=wish.backwards)
    listed = np.asarray(rows).astype(np.int32)
    return ListedOrder(listed[::-1] if wish.backwards else listed)
