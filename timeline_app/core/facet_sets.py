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
from timeline_app.core.row_set import RowSet, of_rows, union
from timeline_app.core.snapshot import FacetKind, FacetRows, FacetValue, StorySnapshot

#: After every word that begins with another.
_LAST = "\U0010ffff"
#: A bitmap of so many rows is combined and counted in the time that one row of a list takes.
_WORDS_A_ROW = 256
#: A list is searched for rows that are so many times fewer; else it is gone through.
_FEW_TIMES = 32


def rows_of_value(snapshot: StorySnapshot, value: FacetValue) -> RowSet:
    """The rows that bear a value."""
    found = kept_rows(snapshot, value)
    if found is None:
        found = of_rows(value.rows, len(snapshot.columns), ordered=True)
        snapshot.columns.derived["value rows"][value.kind, value.key] = (value.rows, found)
    return found


def rows_without(snapshot: StorySnapshot, kind: FacetKind) -> RowSet:
    """The rows that bear no value of a facet."""
    kept: dict[FacetKind, tuple[Sequence[FacetValue], RowSet]]
    kept = snapshot.columns.derived.setdefault("rows without", {})
    values = snapshot.facets.get(kind, ())
    found = kept.get(kind)
    if found is None or found[0] is not values:
        borne = union([rows_of_value(snapshot, value) for value in values], len(snapshot.columns))
        found = kept[kind] = (values, ~borne)
    return found[1]


def cost_of_value(snapshot: StorySnapshot, value: FacetValue) -> int:
    """How many rows have to be looked at to combine a value's with others, about."""
    kept = kept_rows(snapshot, value)
    return len(value.rows) if kept is None or kept.is_listed else kept.size // _WORDS_A_ROW


def kept_rows(snapshot: StorySnapshot, value: FacetValue) -> RowSet | None:
    """The rows that bear a value of the columns, where they were asked for as a set before."""
    kept: dict[tuple[FacetKind, str], tuple[FacetRows, RowSet]]
    kept = snapshot.columns.derived.setdefault("value rows", {})
    rows, found = kept.get((value.kind, value.key), (None, None))
    return found if rows is value.rows else None


def counts_of_values(snapshot: StorySnapshot, kind: FacetKind, passing: RowSet) -> Int64:
    """How many of the rows that pass bear each value of a facet, aligned with `snapshot.facets[kind]`."""
    sets = [rows_of_value(snapshot, value) for value in snapshot.facets.get(kind, ())]
    long = [one.listed is not None and len(one.listed) > _FEW_TIMES * passing.count for one in sets]
    mask = passing.mask() if any(one.is_listed for one in sets) and not all(long) else None
    return np.array(
        [
            passing.count_with(one)
            if one.listed is None or mask is None or is_long
            else np.count_nonzero(mask[one.listed])  # ten times as fast as by searching
            for one, is_long in zip(sets, long, strict=True)
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


def cut_names(snapshot: StorySnapshot) -> None:
    """Cut the names of all values into their words, so that the first search need not."""
    for kind in snapshot.facets:
        _names(snapshot, kind)


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
