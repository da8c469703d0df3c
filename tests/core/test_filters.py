"""Filters on columns, held against the plainest reading of the rules, event by event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Precision, build_columns
from timeline_app.core.dates import bounds
from timeline_app.core.event import StorySettings
from timeline_app.core.filters import EventFilter, chips, evaluate, facet_counts, words_of
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

TAG_KINDS = (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION, FacetKind.PLACE)
WORDS = ("potash", "talks", "Minsk", "envoy", "two")
DATES = (
    "",
    "2020",
    "2020-08",
    "2021-08",
    "2021",
    "2020/..",
    "../2021",
    "2019-12/2021-02",
    "2021-08-15",
    "[..2020]",
    "1850~",
    "2025-12-13",
)
NAMES = {
    FacetKind.CATEGORY: ("Politics", "Foreign policy"),
    FacetKind.TOPIC: ("potash", "election"),
    FacetKind.PERSON: ("John Coale",),
    FacetKind.ORGANISATION: ("US Treasury",),
    FacetKind.PLACE: ("Minsk",),
    FacetKind.SOURCE: ("Reuters", "Belta"),
}


@dataclass(frozen=True)
class Told:
    """An event as the plain reading knows it."""

    id: int
    edtf: str
    title: str
    names: frozenset[tuple[FacetKind, str]]


def snapshot_of(events: list[Told]) -> StorySnapshot:
    spans = [bounds(event.edtf) for event in events]
    n = len(events)
    columns = build_columns(
        id=np.array([event.id for event in events], np.int64),
        start_s=np.array([span.earliest_start_s for span in spans], np.int64),
        latest_start_s=np.array([span.latest_start_s for span in spans], np.int64),
        earliest_end_s=np.array([span.earliest_end_s for span in spans], np.int64),
        end_s=np.array([span.latest_end_s for span in spans], np.int64),
        precision=np.array([span.precision for span in spans], np.uint8),
        flags=np.array([span.flags for span in spans], np.uint16),
        category=np.full(n, -1, np.int16),
        priority=np.zeros(n, np.uint16),
        hand_order=np.zeros(n, np.int64),
    )
    by_id = {event.id: event for event in events}
    facets = {
        kind: tuple(
            FacetValue(
                kind,
                key=name.lower(),
                name=name,
                rows=np.array(
                    [row for row, id_ in enumerate(columns.id.tolist()) if (kind, name) in by_id[id_].names],
                    np.int64,
                ),
            )
            for name in names
        )
        for kind, names in NAMES.items()
    }
    return StorySnapshot(StorySettings(), columns, (), (), facets)


def hits_of(query: Query, events: list[Told]) -> dict[Term, np.ndarray]:
    return {
        term: np.array(
            sorted(e.id for e in events if contains(tokens(e.title), term.tokens, prefix=term.prefix)),
            np.int64,
        )
        for term in text_terms(query)
    }


def fits(clause: Clause, event: Told) -> bool:
    """The rules of the query language, one event at a time."""
    condition = clause.condition
    if isinstance(condition, Term):
        found = contains(tokens(event.title), condition.tokens, prefix=condition.prefix)
    elif isinstance(condition, NameTerm):
        kinds = {NameField.TAG: TAG_KINDS, NameField.CATEGORY: (FacetKind.CATEGORY,)}.get(
            condition.field, (FacetKind.SOURCE,)
        )
        found = any(
            kind in kinds and contains(tokens(name), condition.term.tokens, prefix=condition.term.prefix)
            for kind, name in event.names
        )
    else:
        found = dated(condition, event)
    return found is not clause.negated


def dated(condition: DateTerm, event: Told) -> bool:
    when, asked = bounds(event.edtf), bounds(condition.edtf)
    if when.precision is Precision.UNDATED:
        return False
    if condition.relation is DateRelation.BEFORE:
        return when.latest_end_s <= asked.earliest_start_s
    if condition.relation is DateRelation.AFTER:
        return when.earliest_start_s >= asked.latest_end_s
    return overlaps(event, asked.earliest_start_s, asked.latest_end_s)


def overlaps(event: Told, start_s: int, end_s: int) -> bool:
    when = bounds(event.edtf)
    dated = when.precision is not Precision.UNDATED
    return dated and start_s < end_s and when.earliest_start_s < end_s and when.latest_end_s > start_s


def ticked(event_filter: EventFilter, event: Told, kind: FacetKind) -> bool:
    keys = {name.lower() for other, name in event.names if other is kind}
    wanted, unwanted = (
        event_filter.include.get(kind, frozenset()),
        event_filter.exclude.get(kind, frozenset()),
    )
    return (not wanted or bool(keys & wanted)) and not keys & unwanted


def passes_but(event_filter: EventFilter, query: Query, event: Told, but: FacetKind | None) -> bool:
    """Whether an event passes all but one facet."""
    if not all(any(fits(clause, event) for clause in group) for group in query.groups):
        return False
    if event_filter.from_date or event_filter.to_date:
        start_s = bounds(event_filter.from_date).earliest_start_s if event_filter.from_date else OPEN_START_S
        end_s = bounds(event_filter.to_date).latest_end_s if event_filter.to_date else OPEN_END_S
        if not overlaps(event, start_s, end_s):
            return False
    return all(ticked(event_filter, event, kind) for kind in FacetKind if kind is not but)


all_names = [(kind, name) for kind, names in NAMES.items() for name in names]
titles = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
told = st.builds(
    Told,
    id=st.integers(1, 10_000),
    edtf=st.sampled_from(DATES),
    title=titles,
    names=st.frozensets(st.sampled_from(all_names), max_size=4),
)
stories = st.lists(told, max_size=12, unique_by=lambda event: event.id)
#: Among many others the few that bear a value are kept as a list, else as a bitmap.
crowds = st.sampled_from([[], [Told(20_000 + number, "", "talks", frozenset()) for number in range(150)]])
ticks = st.dictionaries(
    st.sampled_from(FacetKind),
    st.frozensets(st.sampled_from([name.lower() for _, name in all_names]), max_size=3),
)
words = st.builds(
    Term,
    st.lists(st.sampled_from(["potash", "talks", "minsk", "t", "two"]), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)
conditions = (
    words
    | st.builds(NameTerm, st.sampled_from(NameField), words)
    | st.builds(DateTerm, st.sampled_from(DateRelation), st.sampled_from([date for date in DATES if date]))
)
queries = st.builds(
    Query,
    st.lists(
        st.lists(st.builds(Clause, conditions, st.booleans()), min_size=1, max_size=2).map(tuple), max_size=3
    ).map(tuple),
)
filters = st.builds(
    EventFilter,
    include=ticks,
    exclude=ticks,
    from_date=st.sampled_from(DATES),
    to_date=st.sampled_from(DATES),
)


@given(stories, crowds, filters, queries)
def test_what_passes_is_what_the_rules_say_of_each_event(
    events: list[Told], crowd: list[Told], event_filter: EventFilter, query: Query
) -> None:
    events = events + crowd
    snapshot = snapshot_of(events)
    passing = evaluate(event_filter, query, snapshot, hits_of(query, events))
    expected = {event.id for event in events if passes_but(event_filter, query, event, None)}
    assert expected == set(snapshot.columns.id[passing.rows()].tolist())


@given(stories, crowds, filters, queries)
def test_counts_beside_a_facet_follow_all_the_others(
    events: list[Told], crowd: list[Told], event_filter: EventFilter, query: Query
) -> None:
    events = events + crowd
    counts = facet_counts(event_filter, query, snapshot_of(events), hits_of(query, events))
    for kind, names in NAMES.items():
        expected = [
            sum((kind, name) in e.names and passes_but(event_filter, query, e, kind) for e in events)
            for name in names
        ]
        assert expected == counts[kind].tolist()


EVENTS = [
    Told(1, "2020-08", "election", frozenset({(FacetKind.CATEGORY, "Politics")})),
    Told(
        2,
        "2021-08",
        "potash",
        frozenset({(FacetKind.CATEGORY, "Foreign policy"), (FacetKind.TOPIC, "potash")}),
    ),
    Told(
        3,
        "",
        "undated talks",
        frozenset({(FacetKind.CATEGORY, "Politics"), (FacetKind.PERSON, "John Coale")}),
    ),
]


def found(text: str = "", event_filter: EventFilter | None = None) -> list[int]:
    query = parse_query(text, today="2025-12-13")
    snapshot = snapshot_of(EVENTS)
    passing = evaluate(event_filter or EventFilter(), query, snapshot, hits_of(query, EVENTS))
    return sorted(snapshot.columns.id[passing.rows()].tolist())


def test_nothing_set_lets_everything_through() -> None:
    assert EventFilter().is_empty
    assert [1, 2, 3] == found()


def test_an_undated_event_is_in_no_date_range() -> None:
    assert [1, 2] == found(event_filter=EventFilter(from_date="1000"))
    assert [1] == found(event_filter=EventFilter(to_date="2020"))
    assert [2] == found("on:2021")


def test_leaving_out_a_date_keeps_the_undated() -> None:
    assert [1, 3] == found("-on:2021")


def test_a_range_that_ends_before_it_begins_holds_nothing() -> None:
    assert [] == found(event_filter=EventFilter(from_date="2022", to_date="2019"))


def test_before_ends_by_the_first_second_and_after_begins_at_the_end() -> None:
    assert [1] == found("before:2020-09")
    assert [] == found("before:2020-08-31")
    assert [2] == found("after:2021-07")
    assert [] == found("after:2021-08-01")


def test_names_are_found_by_the_words_in_them() -> None:
    assert [2] == found("category:policy")
    assert [3] == found("tag:coale")
    assert [] == found("tag:coal ")
    assert [3] == found("tag:coal*")


def test_a_tick_is_set_and_taken_away() -> None:
    once = EventFilter().toggled(FacetKind.CATEGORY, "politics")
    assert [1, 3] == found(event_filter=once)
    assert EventFilter() == once.toggled(FacetKind.CATEGORY, "politics")


def test_only_one_value_shows_and_a_second_time_all() -> None:
    both = EventFilter(include={FacetKind.CATEGORY: frozenset({"politics", "foreign policy"})})
    alone = both.only(FacetKind.CATEGORY, "politics")
    assert [1, 3] == found(event_filter=alone)
    assert EventFilter() == alone.only(FacetKind.CATEGORY, "politics")


def test_excluding_unticks_and_ticking_frees() -> None:
    out = EventFilter().toggled(FacetKind.CATEGORY, "politics").excluding(FacetKind.CATEGORY, "politics")
    assert [2] == found(event_filter=out)
    assert [1, 3] == found(event_filter=out.toggled(FacetKind.CATEGORY, "politics"))
    assert EventFilter() == out.excluding(FacetKind.CATEGORY, "politics")


def test_a_chip_stands_for_each_thing_set_and_takes_it_away() -> None:
    event_filter = EventFilter(
        query=" potash ",
        include={FacetKind.CATEGORY: frozenset({"politics"})},
        exclude={FacetKind.TOPIC: frozenset({"potash"})},
        from_date="2021-08",
    )
    snapshot = snapshot_of(EVENTS)
    found_chips = chips(event_filter, snapshot)
    assert ["potash", "Politics", "potash", "from August 2021"] == [chip.words for chip in found_chips]
    assert [False, False, True, False] == [chip.excluded for chip in found_chips]
    left = event_filter
    for _ in found_chips:
        left = chips(left, snapshot)[0].without
    assert left.is_empty
    assert "potash; Politics; not potash; from August 2021" == words_of(event_filter, snapshot)
