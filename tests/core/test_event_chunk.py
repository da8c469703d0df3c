"""Events by columns: nothing is lost on the way, and what is worked out is what is worked out one by one."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline_app.core.dates import bounds_of_many
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, TagKind
from timeline_app.core.event_chunk import EventLists, cells, chunk_of
from timeline_app.core.fold import folded_words, search_text, search_texts, tokens
from timeline_app.core.records import EventRecord, TagRecord
from timeline_app.core.report import Remarks

TEXTS = some.sampled_from(["", "Rain", "rain; sleet", "Œuvre", "ŁÓDŹ 1", "a\x1eb", "中文 ok", "x | y"])
TAGS = some.builds(TagRecord, some.sampled_from(["a", "b", "Ä"]), some.sampled_from(list(TagKind)))
RECORDS = some.builds(
    EventRecord,
    title=TEXTS,
    edtf=some.sampled_from(["", "2020", "2020-05", "-0044-03-15", "2020/..", "1984~", "2020-01-01T10:00:00"]),
    uid=some.sampled_from(["", "11111111-1111-4111-8111-111111111111"]),
    as_written=TEXTS,
    note=TEXTS,
    category=some.sampled_from(["", "Sea", "Land"]),
    status=some.sampled_from(list(Status)),
    importance=some.integers(0, 3),
    derived=some.booleans(),
    reason=TEXTS,
    tags=some.lists(TAGS, max_size=3, unique=True).map(tuple),
    links=some.lists(some.builds(Link, TEXTS, TEXTS), max_size=2).map(tuple),
    origin=some.sampled_from(["", "csv"]),
    origin_key=TEXTS,
    extra=some.sampled_from([{}, {"csv": {"columns": {"Ä": "1"}}}]),
    hand_order=some.integers(0, 2),
)


@given(some.lists(RECORDS, min_size=1, max_size=8))
def test_records_come_back_from_a_chunk_even_from_another_process(records: list[EventRecord]) -> None:
    chunk = pickle.loads(pickle.dumps(chunk_of(records)))
    assert records == list(chunk.records())


@given(some.lists(RECORDS, min_size=1, max_size=8))
def test_records_come_back_from_lists(records: list[EventRecord]) -> None:
    lists = EventLists()
    for record in records:
        lists.add(record)
    assert records == lists.drain()
    assert not len(lists)


@given(some.lists(RECORDS, min_size=1, max_size=8))
def test_words_and_bounds_come_with_a_chunk(records: list[EventRecord]) -> None:
    chunk = chunk_of(records)
    expected = [search_text(record.title, record.note, record.as_written) for record in records]
    assert expected == list(cells(chunk.search_text, chunk.count))
    bounds = bounds_of_many([record.edtf for record in records])
    assert np.array_equal(bounds.earliest_start_s, chunk.bounds.earliest_start_s)
    assert np.array_equal(bounds.latest_end_s, chunk.bounds.latest_end_s)


@given(some.lists(some.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
def test_the_words_of_many_rows_are_those_of_each(rows: list[tuple[str, str, str]]) -> None:
    assert [search_text(*row) for row in rows] == search_texts(list(zip(*rows, strict=True)))


@given(some.lists(some.text(max_size=20), max_size=6))
def test_texts_folded_at_once_are_folded_as_one_by_one(texts: list[str]) -> None:
    assert [" ".join(tokens(text)) for text in texts] == folded_words(texts)


@given(some.lists(some.text(some.characters(max_codepoint=127), max_size=20), max_size=6))
def test_plain_texts_folded_at_once_are_folded_as_one_by_one(texts: list[str]) -> None:
    assert [" ".join(tokens(text)) for text in texts] == folded_words(texts)


def test_a_date_that_is_none_makes_an_event_undated_and_is_told() -> None:
    remarks = Remarks()
    chunk = chunk_of([EventRecord("Rain", "soon"), EventRecord("Sun", "2020")], remarks=remarks)
    assert [("", "soon"), ("2020", "")] == [(one.edtf, one.as_written) for one in chunk.records()]
    assert ["“Rain”: taken as undated: “soon” is no date"] == [str(remark) for remark in remarks.kept]


def test_without_anyone_to_tell_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(TimelineError, match="The date of “Rain” cannot be read"):
        chunk_of([EventRecord("Rain", "soon")])
