"""The names an event bears, asked by row: the facets turned round; knows no words but theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.fold import fold
from timeline_app.core.snapshot import FacetValue


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

    def rank(self) -> Int64:
        """For each row its first name's place in the alphabet; rows without a name come after all."""
        count = np.diff(self.first)
        rank = np.full(len(count), len(self.names), np.int64)
        rank[count > 0] = self.value[self.first[:-1][count > 0]]
        return rank


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
