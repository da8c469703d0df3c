"""Which events pass: what is ticked, typed and dated, evaluated on columns into sets; touches no text.

Words and phrases are the store's to answer (`text_terms` says which); all else is decided here, on the
columns and facets of a snapshot. Nothing ticked in a facet is all of it; within a facet any, across facets
all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from timeline_app.core.columns import (
    LONG_SPAN_S,
    OPEN_END_S,
    OPEN_START_S,
    EventColumns,
    Flag,
    Int64,
)
from timeline_app.core.dates import DateStyle, bounds, in_words
from timeline_app.core.facet_sets import counts_of_values, rows_of_value, values_named
from timeline_app.core.query import (
    Clause,
    DateRelation,
    DateTerm,
    NameField,
    NameTerm,
    Query,
    Term,
    parse_query,
    text_terms,
)
from timeline_app.core.row_set import RowSet, every, of_ranges, of_rows, union
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot

__all__ = [
    "Chip",
    "EventFilter",
    "WordHits",
    "chips",
    "evaluate",
    "facet_counts",
    "hit_rows",
    "parse_query",
    "rows_of_values",
    "rows_overlapping",
    "text_terms",
    "values_meant",
    "words_of",
]

#: For each word or phrase of a query, ids of the events that bear it, ascending, or the set of their rows.
WordHits = Mapping[Term, Int64 | RowSet]

#: The facets that are tags.
_TAG_KINDS = (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION, FacetKind.PLACE)
#: The facets that each name field of a query looks in.
_FACETS_OF: Mapping[NameField, tuple[FacetKind, ...]] = {
    NameField.TAG: _TAG_KINDS,
    NameField.CATEGORY: (FacetKind.CATEGORY,),
    NameField.SOURCE: (FacetKind.SOURCE,),
}

Ticks = Mapping[FacetKind, frozenset[str]]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a person has asked to see.

    - `query`: the text of the search box.
    - `include`, `exclude`: keys of facet values (`FacetValue.key`), ticked and left out.
    - `from_date`, `to_date`: EDTF or empty; from the first second of the one to the last of the other.
    """

    query: str = ""
    include: Ticks = field(default_factory=dict)
    exclude: Ticks = field(default_factory=dict)
    from_date: str = ""
    to_date: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets every event through."""
        ticked = any(self.include.values()) or any(self.exclude.values())
        return not (self.query.strip() or ticked or self.from_date or self.to_date)

    def toggled(self, kind: FacetKind, key: str) -> EventFilter:
        """Tick a value, or take its tick away; an excluded one is no longer excluded."""
        freed = replace(self, exclude=_without(self.exclude, kind, key))
        if key in self.include.get(kind, frozenset()):
            return replace(freed, include=_without(self.include, kind, key))
        return replace(freed, include=_with(self.include, kind, key))

    def only(self, kind: FacetKind, key: str) -> EventFilter:
        """Show only that value of its facet; a second time, the whole facet again."""
        alone = frozenset([key])
        include = {other: keys for other, keys in self.include.items() if other is not kind}
        if self.include.get(kind, frozenset()) != alone:
            include[kind] = alone
        return replace(self, include=include, exclude=_without(self.exclude, kind, key))

    def excluding(self, kind: FacetKind, key: str) -> EventFilter:
        """Leave a value out; a second time, let it back in."""
        freed = replace(self, include=_without(self.include, kind, key))
        if key in self.exclude.get(kind, frozenset()):
            return replace(freed, exclude=_without(self.exclude, kind, key))
        return replace(freed, exclude=_with(self.exclude, kind, key))

    def without(self, kind: FacetKind, key: str) -> EventFilter:
        """Neither ticked nor left out."""
        return replace(
            self, include=_without(self.include, kind, key), exclude=_without(self.exclude, kind, key)
        )


def _with(ticks: Ticks, kind: FacetKind, key: str) -> Ticks:
    return {**ticks, kind: ticks.get(kind, frozenset()) | {key}}


def _without(ticks: Ticks, kind: FacetKind, key: str) -> Ticks:
    kept = {other: keys - {key} if other is kind else keys for other, keys in ticks.items()}
    return {other: keys for other, keys in kept.items() if keys}


def evaluate(event_filter: EventFilter, query: Query, snapshot: StorySnapshot, word_hits: WordHits) -> RowSet:
    """The rows that pass, of all n; `query` is the parsed `event_filter.query`.

    `word_hits` must answer every one of `text_terms(query)`. Undated events pass no date and no date range.
    """
    passing = _base(event_filter, query, snapshot, word_hits)
    for kind in _ticked(event_filter):
        passing &= _facet_rows(event_filter, snapshot, kind)
    return passing


def facet_counts(
    event_filter: EventFilter, query: Query, snapshot: StorySnapshot, word_hits: WordHits
) -> dict[FacetKind, Int64]:
    """For each facet, how many events each of its values has under the query, the dates and the other facets.

    Aligned with `snapshot.facets[kind]`: what is ticked within a facet does not change its own counts.
    """
    if event_filter.is_empty and not query.groups:
        return {
            kind: np.array([len(value.rows) for value in snapshot.facets.get(kind, ())], np.int64)
            for kind in FacetKind
        }
    base = _base(event_filter, query, snapshot, word_hits)
    chosen = {kind: _facet_rows(event_filter, snapshot, kind) for kind in _ticked(event_filter)}
    counts: dict[FacetKind, Int64] = {}
    for kind in FacetKind:
        passing = base
        for other, rows in chosen.items():
            if other is not kind:
                passing = passing & rows
        counts[kind] = counts_of_values(snapshot, kind, passing)
    return counts


def _ticked(event_filter: EventFilter) -> list[FacetKind]:
    """The facets that narrow."""
    return [kind for kind in FacetKind if event_filter.include.get(kind) or event_filter.exclude.get(kind)]


def _base(event_filter: EventFilter, query: Query, snapshot: StorySnapshot, word_hits: WordHits) -> RowSet:
    """The rows that pass the query and the date range."""
    size = len(snapshot.columns)
    passing = every(size)
    for group in query.groups:
        passing &= union([_clause_rows(clause, snapshot, word_hits) for clause in group], size)
    if event_filter.from_date or event_filter.to_date:
        zone = snapshot.settings.zone
        start_s, end_s = OPEN_START_S, OPEN_END_S
        if event_filter.from_date:
            start_s = bounds(event_filter.from_date, zone).earliest_start_s
        if event_filter.to_date:
            end_s = bounds(event_filter.to_date, zone).latest_end_s
        passing &= rows_overlapping(snapshot.columns, start_s, end_s)
    return passing


def _facet_rows(event_filter: EventFilter, snapshot: StorySnapshot, kind: FacetKind) -> RowSet:
    included = event_filter.include.get(kind, frozenset())
    excluded = event_filter.exclude.get(kind, frozenset())
    values = snapshot.facets.get(kind, ())
    size = len(snapshot.columns)
    rows = every(size)
    if included:
        rows = rows_of_values(snapshot, (value for value in values if value.key in included))
    if excluded:
        rows -= rows_of_values(snapshot, (value for value in values if value.key in excluded))
    return rows


def _clause_rows(clause: Clause, snapshot: StorySnapshot, word_hits: WordHits) -> RowSet:
    condition = clause.condition
    if isinstance(condition, Term):
        rows = hit_rows(snapshot.columns, word_hits[condition])
    elif isinstance(condition, NameTerm):
        rows = rows_of_values(snapshot, values_meant(snapshot, condition))
    else:
        rows = _date_rows(condition, snapshot)
    return ~rows if clause.negated else rows


def hit_rows(columns: EventColumns, hits: Int64 | RowSet) -> RowSet:
    """The rows of the events that a word has found."""
    if isinstance(hits, RowSet):
        return hits
    rows = columns.rows_of(hits)
    return of_rows(rows[rows >= 0], len(columns))


def values_meant(snapshot: StorySnapshot, condition: NameTerm | Term) -> list[FacetValue]:
    """The values whose names hold a term: of the field's facets, of the tags where it is a plain word."""
    if isinstance(condition, Term):
        return [value for kind in _TAG_KINDS for value in values_named(snapshot, kind, condition)]
    kinds = _FACETS_OF[condition.field]
    return [value for kind in kinds for value in values_named(snapshot, kind, condition.term)]


def rows_of_values(snapshot: StorySnapshot, values: Iterable[FacetValue]) -> RowSet:
    """The rows that bear any of some values."""
    return union([rows_of_value(snapshot, value) for value in values], len(snapshot.columns))


def _date_rows(condition: DateTerm, snapshot: StorySnapshot) -> RowSet:
    columns = snapshot.columns
    span = bounds(condition.edtf, snapshot.settings.zone)
    if condition.relation is DateRelation.ON:
        return rows_overlapping(columns, span.earliest_start_s, span.latest_end_s)
    if condition.relation is DateRelation.BEFORE:
        # what has no second from there on, by the definition of the columns
        dated = of_ranges([(0, columns.dated)], len(columns))
        return dated - rows_overlapping(columns, span.earliest_start_s, OPEN_END_S)
    first = int(np.searchsorted(columns.at_s, np.int64(span.latest_end_s)))
    later = of_ranges([(first, columns.dated)], len(columns))
    long_row = columns.long_row[columns.long_row >= first]
    return later - of_rows(long_row[(columns.flags[long_row] & Flag.OPEN_START) != 0], len(columns))


def rows_overlapping(columns: EventColumns, start_s: int, end_s: int) -> RowSet:
    """Dated rows that share a second with [start_s, end_s); only those at its edges are looked at."""
    size = len(columns)
    if start_s >= end_s:
        return of_ranges((), size)
    at_s, low_s, high_s = columns.at_s, np.int64(max(start_s, OPEN_START_S)), np.int64(min(end_s, OPEN_END_S))
    back_s = np.int64(max(start_s - LONG_SPAN_S, OPEN_START_S))
    back, first, last = (int(np.searchsorted(at_s, second)) for second in (back_s, low_s, high_s))
    near = np.flatnonzero(columns.end_s[back:first] > low_s) + back
    far = columns.long_row
    meets = (columns.start_s(far) < high_s) & (columns.end_s[far] > low_s)
    within = of_ranges([(first, last)], size)
    # an open start counts at its end, which is all that is known: it may lie within and yet not meet
    return (within - of_rows(far[~meets], size)) | of_rows(np.concatenate((near, far[meets])), size)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is set: its words, whether it leaves something out, and the filter without it."""

    words: str
    excluded: bool
    without: EventFilter


def chips(
    event_filter: EventFilter, snapshot: StorySnapshot, style: DateStyle | None = None
) -> tuple[Chip, ...]:
    """What is set, in the order of the panel: the words, the facets, the dates; gone values are left out."""
    style = style or DateStyle()
    found: list[Chip] = []
    if event_filter.query.strip():
        found.append(Chip(event_filter.query.strip(), False, replace(event_filter, query="")))
    for kind in FacetKind:
        for ticks, excluded in ((event_filter.include, False), (event_filter.exclude, True)):
            keys = ticks.get(kind, frozenset())
            found.extend(
                Chip(value.name, excluded, event_filter.without(kind, value.key))
                for value in snapshot.facets.get(kind, ())
                if value.key in keys
            )
    if event_filter.from_date:
        words = f"from {in_words(event_filter.from_date, style)}"
        found.append(Chip(words, False, replace(event_filter, from_date="")))
    if event_filter.to_date:
        words = f"to {in_words(event_filter.to_date, style)}"
        found.append(Chip(words, False, replace(event_filter, to_date="")))
    return tuple(found)


def words_of(event_filter: EventFilter, snapshot: StorySnapshot, style: DateStyle | None = None) -> str:
    """The filter in words, for an export's footer: `Sanctions; not potash; from August 2021`."""
    return "; ".join(
        f"not {chip.words}" if chip.excluded else chip.words for chip in chips(event_filter, snapshot, style)
    )
