"""The values of facets as sets of rows, and by the words of their names; kept as long as the columns live.

Made when first asked for, each once: a value that millions bear is packed in milliseconds, and a name is cut
into its words only once. Holds nothing that the snapshot does not say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.fold import contains, tokens
from timeline_app.core.query import Term
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, FacetRows, FacetValue, StorySnapshot

#: After every word that begins with another.
_LAST = "\U0010ffff"


def rows_of_value(snapshot: StorySnapshot, value: FacetValue) -> RowSet:
    """The rows that bear a value."""
    kept: dict[tuple[FacetKind, str], tuple[FacetRows, RowSet]]
    kept = snapshot.columns.derived.setdefault("value rows", {})
    key = (value.kind, value.key)
    found = kept.get(key)
    if found is None or found[0] is not value.rows:
        found = kept[key] = (value.rows, of_rows(value.rows, len(snapshot.columns), ordered=True))
    return found[1]


def counts_of_values(snapshot: StorySnapshot, kind: FacetKind, passing: RowSet) -> Int64:
    """How many of the rows that pass bear each value of a facet, aligned with `snapshot.facets[kind]`."""
    values = snapshot.facets.get(kind, ())
    sets = [rows_of_value(snapshot, value) for value in values]
    if passing.is_listed or not any(len(one) for one in sets):
        return np.array([passing.count_with(one) for one in sets], np.int64)
    mask = passing.mask() if any(one.is_listed for one in sets) else None
    return np.array(
        [
            np.count_nonzero(mask[one.listed])  # four times as fast as bit by bit
            if one.listed is not None and mask is not None
            else passing.count_with(one)
            for one in sets
        ],
        np.int64,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """The words of a facet's names, ascending, and whose each is."""

    values: Sequence[FacetValue]
    words: list[str]
    place: list[int]


def values_named(snapshot: StorySnapshot, kind: FacetKind, term: Term) -> list[FacetValue]:
    """The values of a facet whose name holds a term."""
    names = _names(snapshot, kind)
    first = term.tokens[0]
    low = bisect_left(names.words, first)
    after = first + _LAST if term.prefix and len(term.tokens) == 1 else first + "\0"
    places = sorted(set(names.place[low : bisect_left(names.words, after)]))
    found = [names.values[place] for place in places]
    if len(term.tokens) == 1:
        return found
    return [value for value in found if contains(tokens(value.name), term.tokens, prefix=term.prefix)]


def _names(snapshot: StorySnapshot, kind: FacetKind) -> _Names:
    kept: dict[FacetKind, _Names] = snapshot.columns.derived.setdefault("facet names", {})
    values = snapshot.facets.get(kind, ())
    found = kept.get(kind)
    if found is None or found.values is not values:
        pairs = sorted((word, place) for place, value in enumerate(values) for word in tokens(value.name))
        found = kept[kind] = _Names(
            values, [word for word, _place in pairs], [place for _word, place in pairs]
        )
    return found
