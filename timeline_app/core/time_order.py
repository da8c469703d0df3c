"""The events that pass in the order of time, asked place by place: no list of ten million is ever made.

Rows of the columns stand in that order as they are; the few that are pending (`core.pending`) are slipped in
between, and those that are gone are skipped.
"""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

from timeline_app.core.columns import Int64
from timeline_app.core.row_set import RowSet, every
from timeline_app.core.snapshot import StorySnapshot


class TimeOrder:
    """Rows in the order of time, the undated ones last; read like an array, and made into one where asked."""

    __slots__ = ("_before", "_count", "_kept", "_late", "_place", "_size", "dated")

    def __init__(self, kept: RowSet | None, size: int, late: Int64, before: Int64, dated: int) -> None:
        """The rows of `kept` (all `size`, if None), and each of `late` before that row, ascending.

        `dated`: how many of them, the first ones, bear a date.
        """
        self._kept, self._size, self.dated = kept, size, dated
        self._count = size if kept is None else kept.count
        self._late, self._before = late, before
        self._place = (before if kept is None else kept.below(before)) + np.arange(len(late))

    def __len__(self) -> int:
        return self._count + len(self._late)

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice | Int64) -> Int64: ...

    def __getitem__(self, place: int | slice | Int64) -> int | Int64:
        """The row at a place, or the rows at several; places count from the end where they are negative."""
        if isinstance(place, slice):
            return self._at(np.arange(*place.indices(len(self)), dtype=np.int64))
        places = np.atleast_1d(np.asarray(place, np.int64))
        if len(places) and not (int(places.min()) >= -len(self) and int(places.max()) < len(self)):
            raise IndexError("there are not so many events")
        rows = self._at(np.where(places < 0, places + len(self), places))
        return rows if isinstance(place, np.ndarray) and place.ndim else int(rows[0])

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[np.generic]:
        return self[:].astype(dtype or np.int64, copy=False)

    def is_same(self, other: TimeOrder) -> bool:
        """Whether another order lists the very same rows, as far as that is seen without a look at many."""
        return (
            type(self) is type(other)
            and self._kept is other._kept
            and (self._size, self.dated) == (other._size, other.dated)
            and np.array_equal(self._late, other._late)
            and np.array_equal(self._before, other._before)
        )

    def places_of(self, rows: Int64) -> Int64:
        """Where rows stand, in the order given; -1 for one that does not."""
        inside = rows < self._size
        known = np.where(inside & (rows >= 0), rows, 0)
        found = known if self._kept is None else self._kept.below(known)
        places = found + np.searchsorted(self._before, known, "right")
        here = inside & (rows >= 0) & (self._count > 0)
        if self._kept is not None and self._count:
            here &= self._kept.has(known)
        places = np.where(here, places, -1)
        if len(self._late):
            order = np.argsort(self._late)
            at = order[np.minimum(np.searchsorted(self._late, rows, sorter=order), len(order) - 1)]
            places = np.where(self._late[at] == rows, self._place[at], places)
        return places.astype(np.int64)

    def place_for(self, row: int) -> int:
        """Where a row stands, or where it would; at the end for a pending one that does not pass."""
        place = int(TimeOrder.places_of(self, np.array([row], np.int64))[0])
        if place >= 0 or not 0 <= row < self._size:
            return place if place >= 0 else len(self)
        below = row if self._kept is None else int(self._kept.below(np.array([row], np.int64))[0])
        return below + int(np.searchsorted(self._before, row, "right"))

    def backwards(self) -> TimeOrder:
        """The same from the last to the first; all that is large is shared."""
        return _Backwards(self._kept, self._size, self._late, self._before, self.dated)

    def _at(self, places: Int64) -> Int64:
        earlier = np.searchsorted(self._place, places, "right")
        kept = places - earlier
        if self._kept is not None and self._count:
            kept = self._kept.at(np.clip(kept, 0, self._count - 1))
        if not len(self._late):
            return kept
        last = np.maximum(earlier - 1, 0)
        late = (earlier > 0) & (self._place[last] == places)
        return np.where(late, self._late[last], kept)


class _Backwards(TimeOrder):
    """The same from the last to the first, asked place by place all the same."""

    __slots__ = ()

    def places_of(self, rows: Int64) -> Int64:
        """Where rows stand, in the order given; -1 for one that does not."""
        places = super().places_of(rows)
        return np.where(places >= 0, len(self) - 1 - places, -1)

    def place_for(self, row: int) -> int:
        """Where a row stands, or after which it would; before all for a pending one that does not pass."""
        return len(self) - 1 - super().place_for(row)

    def _at(self, places: Int64) -> Int64:
        return super()._at(len(self) - 1 - places)


def time_order(snapshot: StorySnapshot, mask: RowSet | None, edited: RowSet | None = None) -> TimeOrder:
    """The events that pass: of a snapshot's columns `mask`, of what is pending `edited`; all, if None."""
    size, dated, pending = len(snapshot.columns), snapshot.columns.dated, snapshot.pending
    if pending is None:
        none = np.empty(0, np.int64)
        return TimeOrder(mask, size, none, none, dated if mask is None else mask.between(0, dated))
    kept = mask if not len(pending.gone) else _without(every(size) if mask is None else mask, pending.gone)
    now = np.arange(len(pending.now.columns), dtype=np.int64) if edited is None else edited.rows()
    dated = dated if kept is None else kept.between(0, dated)
    dated += int(np.searchsorted(now, pending.now.columns.dated))
    return TimeOrder(kept, size, now + pending.first, pending.before[now], dated)


def _without(rows: RowSet, gone: Int64) -> RowSet:
    """A set without a few rows."""
    if rows.listed is not None:
        return RowSet(rows.size, None, rows.listed[~np.isin(rows.listed, gone)])
    bits = rows.bits().copy()
    np.bitwise_and.at(bits, gone >> 6, ~(np.uint64(1) << (gone & 63).astype(np.uint64)))
    return RowSet(rows.size, bits, None)
