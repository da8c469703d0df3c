"""The names an event bears, asked by row: the facets turned round; knows no words but theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.facet_sets import kept_rows
from timeline_app.core.fold import fold
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot


@dataclass(frozen=True, slots=True, eq=False)
class FacetNames:
    """Which values each row bears: row r those at `value[first[r]:first[r + 1]]`, in the order of `names`.

    `names` are sorted; `first` int64 (n + 1) and `value` int64, an index into `names`.
    """

    names: tuple[str, ...]
    first: Int64
    value: Int64

    def of(self, row: int) -> tuple[str, ...]:
        """The names of a row, alphabetically."""
        return tuple(self.names[at] for at in self.value[self.first[row] : self.first[row + 1]])


def facet_names(values: Sequence[FacetValue], row_count: int) -> FacetNames:
    """The names of all rows of a snapshot with `row_count` rows, from the values of one or more facets."""
    ordered = sorted(values, key=lambda value: (fold(value.name), value.name))
    rows = [value.rows for value in ordered]
    row = np.concatenate(rows) if rows else np.empty(0, np.int64)
    value_at = np.repeat(np.arange(len(rows), dtype=np.int64), [len(some) for some in rows])
    order = np.argsort(row, kind="stable")  # within a row, values stay in the order of their names
    first = np.zeros(row_count + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=row_count), out=first[1:])
    return FacetNames(tuple(value.name for value in ordered), first, value_at[order])


def names_of_all(snapshot: StorySnapshot, kinds: Sequence[FacetKind]) -> FacetNames:
    """The names of some facets for every row of a snapshot, those of pending edits as well."""
    values = [
        replace(value, rows=np.concatenate((value.rows.astype(np.int64), late))) if len(late) else value
        for value, late in values_and_late(snapshot, kinds)
    ]
    return facet_names(values, len(snapshot.by_row))


def values_and_late(snapshot: StorySnapshot, kinds: Sequence[FacetKind]) -> list[tuple[FacetValue, Int64]]:
    """The values of some facets, each with the rows beyond the columns, of pending edits, that bear it."""
    values = [value for kind in kinds for value in snapshot.facets.get(kind, ())]
    pending = snapshot.pending
    if pending is None:
        return [(value, np.empty(0, np.int64)) for value in values]
    late = (value for kind in kinds for value in pending.now.facets.get(kind, ()))
    return [(value, other.rows + np.int64(pending.first)) for value, other in zip(values, late, strict=True)]


def names_of_some(snapshot: StorySnapshot, kinds: Sequence[FacetKind], rows: Int64) -> list[tuple[str, ...]]:
    """The names of some facets for some rows, alphabetically: a few binary searches a value.

    Rows that lie side by side, as a page of a table in order of time has them, cost two: most values are
    borne by none of them. Rows from everywhere are looked up in the sets that filters have made before.
    """
    first = len(snapshot.columns) if snapshot.pending is None else snapshot.pending.first
    now = {} if snapshot.pending is None else snapshot.pending.now.facets
    late = rows >= first
    found: list[list[str]] = [[] for _row in rows]
    for facets, places, shift in ((snapshot.facets, ~late, 0), (now, late, first)):
        at = np.flatnonzero(places)
        if not len(at):
            continue
        at = at[np.argsort(rows[at], kind="stable")]
        here = rows[at] - np.int64(shift)
        asked = {np.dtype(np.int32): here.astype(np.int32), np.dtype(np.int64): here}
        for value in (value for kind in kinds for value in facets.get(kind, ())):
            borne, known = value.rows, kept_rows(snapshot, value) if facets is snapshot.facets else None
            if known is not None and not known.is_listed:
                for one in at[known.has(here)].tolist():
                    found[one].append(value.name)
                continue
            wanted = asked[borne.dtype]  # of the same type, or numpy would make a copy of the many
            low, high = borne.searchsorted(wanted[[0, -1]], "left").tolist()
            borne = borne[low : high + 1]
            if not len(borne) or borne[0] > wanted[-1]:
                continue
            place = np.minimum(borne.searchsorted(wanted), len(borne) - 1)
            for one in at[borne[place] == wanted].tolist():
                found[one].append(value.name)
    return [tuple(sorted(names, key=lambda name: (fold(name), name))) for names in found]
