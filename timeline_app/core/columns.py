"""The events of a story as sorted numpy columns, asked by every frame; holds no text and asks no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.room import gathered

Int64 = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: An open bound in columns: dates themselves lie strictly within (73 billion years each side).
OPEN_START_S = -(2**61)
OPEN_END_S = 2**61

#: Spans longer than this (than any year) are kept apart, so that a query never looks back a century.
LONG_SPAN_S = 366 * 86_400


class Precision(IntEnum):
    """The unit a date is known to, from fine to coarse."""

    UNDATED = 0
    SECOND = 1
    MINUTE = 2
    HOUR = 3
    DAY = 4
    MONTH = 5
    SEASON = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9


class Flag(IntFlag):
    """What the drawing must know of a date beyond its bounds; a status sits in bits 8 to 10."""

    NONE = 0
    APPROXIMATE = 1
    UNCERTAIN = 2
    ONE_OF = 4  # a set: one moment within the bounds, which is unknown; drawn without a firm core
    OPEN_START = 8
    OPEN_END = 16
    SPAN = 32  # written as an interval: it lasts; drawn firm between its inner bounds
    DERIVED = 64


STATUS_SHIFT = 8
_OPEN_START = int(Flag.OPEN_START)


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns:
    """Every event of a story; the dated ones first, sorted; then the undated.

    Shapes: n events, the first d of them dated.

    - `id` int64 (n): the event's id in the store.
    - `at_s` int64 (d), ascending: where the event sorts and counts: its earliest second, or, with an open
      start, the last second of its known end. Ties: the wider first, then the hand-set order, then id.
    - `end_s` int64 (d): last second + 1, `OPEN_END_S` where open.
    - `precision` uint8 (n): `Precision` of the start (of the end, where the start is open).
    - `flags` uint16 (n): `Flag` bits and the status.
    - `category` int16 (n): index into the snapshot's categories, -1 for none.
    - `priority` uint16 (n): importance (2 bits), articles (7), passages (7): who is labelled first.
    - `inner_row` int64 (k), ascending: rows whose latest start or earliest end differ from the outer bounds
      (intervals with imprecise ends); `inner_start_s`, `inner_end_s` int64 (k): those two.
    - `long_row` int64 (m), ascending: dated rows that last longer than `LONG_SPAN_S`.
    - `derived`: what others have worked out from these columns alone, kept as long as they live.
    """

    id: Int64
    at_s: Int64
    end_s: Int64
    precision: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    category: NDArray[np.int16]
    priority: NDArray[np.uint16]
    inner_row: Int64
    inner_start_s: Int64
    inner_end_s: Int64
    long_row: Int64
    derived: dict[str, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.id)

    @property
    def dated(self) -> int:
        """How many rows bear a date."""
        return len(self.at_s)

    def start_s(self, rows: Int64) -> Int64:
        """The earliest second of dated rows; `OPEN_START_S` where open."""
        at_s = self.at_s[rows]
        return np.where((self.flags[rows] & _OPEN_START) != 0, np.int64(OPEN_START_S), at_s)

    def inner_s(self, rows: Int64) -> tuple[Int64, Int64]:
        """Latest start and earliest end of dated rows; the outer bounds where they are the same."""
        start_s, end_s = self.start_s(rows), self.end_s[rows]
        if len(self.inner_row):
            place = np.searchsorted(self.inner_row, rows)
            place = np.minimum(place, len(self.inner_row) - 1)
            found = self.inner_row[place] == rows
            start_s[found] = self.inner_start_s[place[found]]
            end_s[found] = self.inner_end_s[place[found]]
        return start_s, end_s

    def status(self, rows: Int64) -> NDArray[np.uint8]:
        """The `Status` number of each row."""
        return (self.flags[rows] >> STATUS_SHIFT).astype(np.uint8)

    def overlapping(self, start_s: int, end_s: int) -> Int64:
        """Dated rows that share a second with [start_s, end_s), ascending.

        Short spans are found by two binary searches; the long ones are looked at one by one.
        """
        first = int(np.searchsorted(self.at_s, np.int64(max(start_s - LONG_SPAN_S, OPEN_START_S)), "left"))
        last = int(np.searchsorted(self.at_s, np.int64(min(end_s, OPEN_END_S)), "left"))
        near = np.arange(first, last, dtype=np.int64)
        near = near[self.end_s[first:last] > start_s]
        far = self.long_row
        far = far[(far < first) | (far >= last)]
        far = far[(self.start_s(far) < end_s) & (self.end_s[far] > start_s)]
        return np.union1d(near, far) if len(far) else near

    def rows_of(self, ids: Int64) -> Int64:
        """The rows of event ids, in the order given; -1 for an id that is not here."""
        order = self.id_order()
        if not len(order):
            return np.full(len(ids), -1, np.int64)
        last = len(order) - 1
        if int(self.id[order[last]]) - int(self.id[order[0]]) == last:  # no gap: ids are places
            place = np.clip(ids - self.id[order[0]], 0, last)
        else:
            place = np.minimum(np.searchsorted(self.id, ids, sorter=order), last)
        rows = order[place]
        return np.where(self.id[rows] == ids, rows, -1).astype(np.int64)

    def id_order(self) -> NDArray[np.int32]:
        """The rows in the order of their ids; a second for ten million, once."""
        order: NDArray[np.int32] | None = self.derived.get("id_order")
        if order is None:
            order = self.derived["id_order"] = np.argsort(self.id, kind="stable").astype(np.int32)
        return order


def build_columns(
    *,
    id: Int64,  # noqa: A002 - the column is called id
    start_s: Int64,
    latest_start_s: Int64,
    earliest_end_s: Int64,
    end_s: Int64,
    precision: NDArray[np.uint8],
    flags: NDArray[np.uint16],
    category: NDArray[np.int16],
    priority: NDArray[np.uint16],
    hand_order: Int64,
) -> EventColumns:
    """Sorted columns from unsorted ones, all of length n; undated rows are those of `Precision.UNDATED`.

    Open bounds come as `OPEN_START_S` and `OPEN_END_S`, and are flagged here.
    """
    dated = precision != Precision.UNDATED
    open_start = dated & (start_s <= OPEN_START_S)
    open_end = dated & (end_s >= OPEN_END_S)
    flags = flags | np.where(open_start, Flag.OPEN_START, 0).astype(np.uint16)
    flags = flags | np.where(open_end, Flag.OPEN_END, 0).astype(np.uint16)
    at_s = np.where(open_start, end_s - 1, start_s)
    width = np.where(open_start | open_end, np.int64(OPEN_END_S), end_s - start_s)
    order = np.lexsort((id, hand_order, -width, at_s, ~dated)).astype(np.int64)
    d = int(np.count_nonzero(dated))
    head = order[:d]
    start_sorted, end_sorted = start_s[head], end_s[head]
    inner = np.flatnonzero((latest_start_s[head] != start_sorted) | (earliest_end_s[head] != end_sorted))
    long_row = np.flatnonzero((end_sorted - at_s[head] > LONG_SPAN_S) | open_start[head])
    return EventColumns(
        id=gathered(id, order),
        at_s=gathered(at_s, head),
        end_s=gathered(end_s, head),
        precision=gathered(precision, order),
        flags=gathered(flags, order),
        category=gathered(category, order),
        priority=gathered(priority, order),
        inner_row=inner.astype(np.int64),
        inner_start_s=latest_start_s[head][inner],
        inner_end_s=earliest_end_s[head][inner],
        long_row=long_row.astype(np.int64),
    )
