"""Which events of a snapshot pass, in the order of time: counted, listed, stepped through; asks no disk.

Of the columns those of `mask` pass, of the edits that are pending beside them those of `edited`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from timeline_app.core.columns import Int64, Mask
from timeline_app.core.filters import EventFilter
from timeline_app.core.pending_filters import passing_count
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.core.time_order import TimeOrder, time_order
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.picture import NO_LANES

_NO_ROWS = np.empty(0, np.int64)


@dataclass(slots=True, eq=False)
class Passing:
    """What passes `filter`; None for all, and no snapshot for no event."""

    snapshot: StorySnapshot | None = None
    mask: RowSet | None = None
    edited: RowSet | None = None
    filter: EventFilter = field(default_factory=EventFilter)
    _order: TimeOrder | None = field(default=None, repr=False)

    def order(self) -> TimeOrder:
        """Their rows in time order, the undated ones last."""
        if self._order is None:
            if self.snapshot is None:
                return TimeOrder(None, 0, _NO_ROWS, _NO_ROWS, 0)
            self._order = time_order(self.snapshot, self.mask, self.edited)
        return self._order

    def shown(self) -> tuple[int, int]:
        """How many pass, and how many there are."""
        if self.snapshot is None:
            return 0, 0
        return passing_count(self.snapshot, self.mask, self.edited), len(self.snapshot)

    def has(self, rows: Int64) -> Mask:
        """Which rows pass."""
        return self.order().places_of(rows) >= 0

    def in_view(self, viewport: Viewport) -> Int64:
        """Those that share a second with a view, in time order."""
        if self.snapshot is None:
            return _NO_ROWS
        lane = story_lanes(self.snapshot, self.mask, NO_LANES, self.edited).whole
        return self._ordered(lane.seen(viewport).rows())

    def overlapping(self, start_s: int, end_s: int) -> Int64:
        """Those that share a second with [start_s, end_s), in time order."""
        if self.snapshot is None:
            return _NO_ROWS
        rows = self.snapshot.columns.overlapping(start_s, end_s)
        if self.snapshot.pending is not None:
            late = self.snapshot.pending.now.columns.overlapping(start_s, end_s)
            rows = np.concatenate((rows, late + self.snapshot.pending.first))
        return self._ordered(rows)

    def sorted_ids(self, ids: Sequence[int]) -> list[int]:
        """Those events that are there, in time order, whether they pass or not."""
        if self.snapshot is None:
            return []
        rows = self.snapshot.rows_of(np.array(ids, np.int64))
        rows = rows[rows >= 0]
        places = time_order(self.snapshot, None).places_of(rows)
        found: list[int] = self.snapshot.by_row.id[rows[np.argsort(places)]].tolist()
        return found

    def between(self, row: int, other: int) -> list[int]:
        """The ids of those from one row to another, in time order."""
        if self.snapshot is None:
            return []
        first, last = sorted(self.order().place_for(one) for one in (row, other))
        found: list[int] = self.snapshot.by_row.id[self.order()[first : last + 1]].tolist()
        return found

    def beside(self, row: int, by: int, viewport: Viewport | None) -> int | None:
        """The id `by` places on from a row that passes, but not beyond the ends.

        For any other row (-1) the first in view (the last, going back), or of all; None where none passes.
        """
        order = self.order()
        if self.snapshot is None or not len(order):
            return None
        place = order.place_for(row) if row >= 0 else len(order)
        if place < len(order) and order[place] == row:
            place = min(max(place + by, 0), len(order) - 1)
        else:
            seen = _NO_ROWS if viewport is None else self.in_view(viewport)
            end = 0 if by > 0 else -1
            place = order.place_for(int(seen[end])) if len(seen) else range(len(order))[end]
        return int(self.snapshot.by_row.id[order[place]])

    def _ordered(self, rows: Int64) -> Int64:
        """Those of the rows that pass, in time order."""
        if self.mask is None and self.snapshot is not None and self.snapshot.pending is None:
            return rows
        places = self.order().places_of(rows)
        here = np.flatnonzero(places >= 0)
        return rows[here[np.argsort(places[here])]]
