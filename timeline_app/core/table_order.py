"""Events in another order than that of time: by the names they bear, or by a list of their titles' order.

Rows of ten million are gone through in stretches and kept as int32; what is asked of an order (a page of its
rows, where a few events stand) costs no more than that. Functions of values, for a thread that may take a
moment; equal ones stand in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np

from timeline_app.core.columns import Int64, Mask
from timeline_app.core.facet_names import values_and_late
from timeline_app.core.fold import fold
from timeline_app.core.memberships import Rows
from timeline_app.core.snapshot import FacetKind, FacetRows, FacetValue, StorySnapshot
from timeline_app.core.time_order import TimeOrder

#: So many rows are looked at in one go, so that no other thread is held up for longer than a millisecond.
_AT_ONCE = 200_000


class ListedOrder:
    """Rows in any order, each once; read like an array. `rows` int32 (n,), never changed."""

    __slots__ = ("_place", "rows")

    def __init__(self, rows: Rows) -> None:
        """Beside the rows, where each stands is kept: eight bytes an event."""
        self.rows = rows
        self._place = np.full(int(rows.max()) + 1 if len(rows) else 0, -1, np.int32)
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            self._place[some] = np.arange(first, first + len(some), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice | Int64) -> Int64: ...

    def __getitem__(self, place: int | slice | Int64) -> int | Int64:
        """The row at a place, or the rows at several, as int64."""
        found = self.rows[place]
        return found.astype(np.int64) if isinstance(found, np.ndarray) else int(found)

    def places_of(self, rows: Int64) -> Int64:
        """Where rows stand, in the order given; -1 for one that does not."""
        here = (rows >= 0) & (rows < len(self._place))
        if not len(self._place):
            return np.full(len(rows), -1, np.int64)
        return np.where(here, self._place[np.where(here, rows, 0)], -1).astype(np.int64)


def by_names(
    snapshot: StorySnapshot, kinds: Sequence[FacetKind], order: TimeOrder | Int64, *, backwards: bool = False
) -> ListedOrder:
    """The rows of an order of time by the first of the names they bear, alphabetically.

    Who bears none comes last, and first going backwards.
    """
    free = _among(snapshot, order)
    columns = len(snapshot.columns)
    groups: list[Rows] = []
    for rows in _rows_by_name(snapshot, kinds):
        own = [some[free[some]] for some in _stretches(rows)]
        for some in own:
            free[some] = False
        groups.append(_in_time(snapshot, _joined(own), columns))
    groups.append(_in_time(snapshot, np.flatnonzero(free).astype(np.int32), columns))
    return ListedOrder(_joined(groups[::-1] if backwards else groups))


def by_list(
    snapshot: StorySnapshot, listed: Rows, order: TimeOrder | Int64, *, backwards: bool = False
) -> ListedOrder:
    """The rows of an order of time as they stand in a list of all rows."""
    among = _among(snapshot, order)
    kept = _joined([some[among[some]] for some in _stretches(listed)])
    return ListedOrder(kept[::-1] if backwards else kept)


def rows_of_listed(snapshot: StorySnapshot, portions: Iterable[Int64]) -> Rows:
    """The rows of a list of ids that comes in portions, without those that are gone."""
    found = map(snapshot.rows_of, portions)
    return _joined([rows[rows >= 0].astype(np.int32) for rows in found])


def _rows_by_name(snapshot: StorySnapshot, kinds: Sequence[FacetKind]) -> Iterator[FacetRows]:
    """The rows that bear each value, those of pending edits as well, by the values' names."""

    def name(pair: tuple[FacetValue, Int64]) -> tuple[str, str]:
        return fold(pair[0].name), pair[0].name

    for value, more in sorted(values_and_late(snapshot, kinds), key=name):
        yield np.concatenate((value.rows.astype(np.int64), more)) if len(more) else value.rows


def _among(snapshot: StorySnapshot, order: TimeOrder | Int64) -> Mask:
    """Which of all rows an order holds."""
    among = np.zeros(len(snapshot.by_row), np.bool_)
    for first in range(0, len(order), _AT_ONCE):
        among[order[first : first + _AT_ONCE]] = True
    return among


def _in_time(snapshot: StorySnapshot, rows: Rows, columns: int) -> Rows:
    """Ascending rows in the order of time: those of the columns are so, and so are those beyond them."""
    late = int(np.searchsorted(rows, columns))
    if snapshot.pending is None or late == len(rows):
        return rows
    before = snapshot.pending.before[rows[late:] - snapshot.pending.first]
    return np.insert(rows[:late], np.searchsorted(rows[:late], before.astype(np.int32)), rows[late:])


def _stretches(rows: FacetRows) -> Iterator[FacetRows]:
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


def _joined(parts: Sequence[FacetRows]) -> Rows:
    if not parts:
        return np.empty(0, np.int32)
    return np.concatenate([part.astype(np.int32, copy=False) for part in parts])
