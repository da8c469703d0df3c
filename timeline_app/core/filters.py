"""Which events pass: what is ticked, typed and dated, evaluated on columns into masks; touches no text.

Words and phrases are the store's to answer (`text_terms` says which); all else is decided here, on the
columns and facets of a snapshot. Nothing ticked in a facet is all of it; within a facet any, across facets
all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, EventColumns, Flag, Int64, Mask
from timeline_app.core.dates import DateStyle, bounds, in_words
from timeline_app.core.fold import contains, tokens
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
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot

__all__ = [
    "Chip",
    "EventFilter",
    "WordHits",
    "chips",
    "evaluate",
    "facet_counts",
    "parse_query",
    "text_terms",
    "words_of",
]

#: For each word or phrase of a query, the ids of the events that bear it, ascending; or a mask of their rows.
WordHits = Mapping[Term, Int64 | Mask]

#: The facets that each name field of a query looks in.
_FACETS_OF: Mapping[NameField, tuple[FacetKind, ...]] = {
    NameField.TAG: (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION, FacetKind.PLACE),
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


def evaluate(event_filter: EventFilter, query: Query, snapshot: StorySnapshot, word_hits: WordHits) -> Mask:
    """The rows that pass, a mask over all n of them; `query` is the parsed `event_filter.query`.

    `word_hits` must answer every one of `text_terms(query)`. Undated events pass no date and no date range.
    """
    mask = _base(event_filter, query, snapshot, word_hits)
    for kind in _ticked(event_filter):
        mask &= _facet_mask(event_filter, snapshot, kind)
    return mask


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
    masks = {kind: _facet_mask(event_filter, snapshot, kind) for kind in _ticked(event_filter)}
    counts: dict[FacetKind, Int64] = {}
    for kind in FacetKind:
        mask = base
        for other, ticked in masks.items():
            if other is not kind:
                mask = mask & ticked
        values = snapshot.facets.get(kind, ())
        counts[kind] = np.array([np.count_nonzero(mask[value.rows]) for value in values], np.int64)
    return counts


def _ticked(event_filter: EventFilter) -> list[FacetKind]:
    """The facets that narrow."""
    return [kind for kind in FacetKind if event_filter.include.get(kind) or event_filter.exclude.get(kind)]


def _base(event_filter: EventFilter, query: Query, snapshot: StorySnapshot, word_hits: WordHits) -> Mask:
    """The rows that pass the query and the date range."""
    mask = np.ones(len(snapshot.columns), bool)
    for group in query.groups:
        if mask.any():
            mask &= np.logical_or.reduce([_clause_mask(clause, snapshot, word_hits) for clause in group])
    if event_filter.from_date or event_filter.to_date:
        zone = snapshot.settings.zone
        start_s, end_s = OPEN_START_S, OPEN_END_S
        if event_filter.from_date:
            start_s = bounds(event_filter.from_date, zone).earliest_start_s
        if event_filter.to_date:
            end_s = bounds(event_filter.to_date, zone).latest_end_s
        mask &= _overlapping(snapshot.columns, start_s, end_s)
    return mask


def _rows_mask(snapshot: StorySnapshot, values: list[FacetValue]) -> Mask:
    mask = np.zeros(len(snapshot.columns), bool)
    for value in values:
        mask[value.rows] = True
    return mask


def _facet_mask(event_filter: EventFilter, snapshot: StorySnapshot, kind: FacetKind) -> Mask:
    included = event_filter.include.get(kind, frozenset())
    excluded = event_filter.exclude.get(kind, frozenset())
    values = snapshot.facets.get(kind, ())
    mask = np.ones(len(snapshot.columns), bool)
    if included:
        mask = _rows_mask(snapshot, [value for value in values if value.key in included])
    if excluded:
        mask &= ~_rows_mask(snapshot, [value for value in values if value.key in excluded])
    return mask


def _clause_mask(clause: Clause, snapshot: StorySnapshot, word_hits: WordHits) -> Mask:
    condition = clause.condition
    if isinstance(condition, Term):
        mask = _hits_mask(snapshot, word_hits[condition])
    elif isinstance(condition, NameTerm):
        mask = _name_mask(condition, snapshot)
    else:
        mask = _date_mask(condition, snapshot)
    return ~mask if clause.negated else mask


def _hits_mask(snapshot: StorySnapshot, hits: Int64 | Mask) -> Mask:
    """The rows of the events that a word has found."""
    if hits.dtype == np.bool_:
        return np.array(hits, bool)
    mask = np.zeros(len(snapshot.columns), bool)
    rows = snapshot.columns.rows_of(np.asarray(hits, np.int64))
    mask[rows[rows >= 0]] = True
    return mask


def _name_mask(condition: NameTerm, snapshot: StorySnapshot) -> Mask:
    term = condition.term
    fitting = [
        value
        for kind in _FACETS_OF[condition.field]
        for value in snapshot.facets.get(kind, ())
        if contains(tokens(value.name), term.tokens, prefix=term.prefix)
    ]
    return _rows_mask(snapshot, fitting)


def _date_mask(condition: DateTerm, snapshot: StorySnapshot) -> Mask:
    columns = snapshot.columns
    span = bounds(condition.edtf, snapshot.settings.zone)
    if condition.relation is DateRelation.ON:
        return _overlapping(columns, span.earliest_start_s, span.latest_end_s)
    mask = np.zeros(len(columns), bool)
    if condition.relation is DateRelation.BEFORE:
        mask[: columns.dated] = columns.end_s <= span.earliest_start_s
    else:
        open_start = (columns.flags[: columns.dated] & Flag.OPEN_START) != 0
        mask[: columns.dated] = (columns.at_s >= span.latest_end_s) & ~open_start
    return mask


def _overlapping(columns: EventColumns, start_s: int, end_s: int) -> Mask:
    mask = np.zeros(len(columns), bool)
    if start_s < end_s:
        mask[columns.overlapping(start_s, end_s)] = True
    return mask


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
