"""A table's orders are what sorting all rows one by one gives, with pending edits beside the columns, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.test_window_snapshot import SLOWLY, Edits, cached, edited, edits, ids
from timeline_app.core import table_order
from timeline_app.core.columns import Int64
from timeline_app.core.fold import fold, tokens
from timeline_app.core.row_set import of_rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.table_order import ListedOrder, by_list, by_names, rows_of_listed
from timeline_app.core.time_order import time_order
from timeline_app.store.reading import title_order

__all__ = ["cached"]

KINDS = ((FacetKind.CATEGORY,), (FacetKind.TOPIC, FacetKind.PERSON), (FacetKind.SOURCE,))


@pytest.fixture(autouse=True)
def in_short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_order, "_AT_ONCE", 7)


def sorted_one_by_one(
    of: StorySnapshot, kinds: Sequence[FacetKind], listed: list[int], backwards: bool
) -> list[int]:
    """The ids by each event's first name, in the order listed where they are equal."""
    first: dict[int, tuple[str, str]] = {}
    for value in (value for kind in kinds for value in of.facets.get(kind, ())):
        name = fold(value.name), value.name
        for event_id in of.columns.id[value.rows].tolist():
            first[event_id] = min(first.get(event_id, name), name)
    names = sorted(set(first.values()))
    rank = {event_id: names.index(name) for event_id, name in first.items()}
    sign = -1 if backwards else 1
    return sorted(listed, key=lambda event_id: sign * rank.get(event_id, len(names)))


@SLOWLY
@given(
    first=edits, second=edits, kinds=st.sampled_from(KINDS), backwards=st.booleans(), every=st.integers(1, 4)
)
def test_events_stand_by_their_first_name(
    cached: Path, first: Edits, second: Edits, kinds: Sequence[FacetKind], backwards: bool, every: int
) -> None:
    with edited(cached, first, second) as (_story, now, fresh):
        mask = of_rows(np.arange(0, len(now.columns), every), len(now.columns), ordered=True)
        order = time_order(now, mask)
        listed = by_names(now, kinds, order, backwards=backwards)
        expected = sorted_one_by_one(fresh, kinds, ids(now, order[:]), backwards)
        assert ids(now, listed[:]) == expected


@SLOWLY
@given(first=edits, second=edits, backwards=st.booleans(), every=st.integers(1, 4))
def test_events_stand_by_the_words_of_their_titles(
    cached: Path, first: Edits, second: Edits, backwards: bool, every: int
) -> None:
    with edited(cached, first, second) as (story, now, _fresh):
        rows: Int64 = time_order(now, None)[:][::every]
        listed = by_list(now, rows_of_listed(now, title_order(story)), np.sort(rows), backwards=backwards)
        titles = dict(story.conn.execute("SELECT id, title FROM event"))
        words = {event_id: " ".join(tokens(title)) for event_id, title in titles.items()}
        expected = sorted(ids(now, rows), key=lambda one: (words[one] == "", words[one], one))
        assert ids(now, listed[:]) == (expected[::-1] if backwards else expected)


@SLOWLY
@given(first=edits, second=edits)
def test_the_order_of_time_is_the_same_backwards(cached: Path, first: Edits, second: Edits) -> None:
    with edited(cached, first, second) as (_story, now, _fresh):
        order = time_order(now, None)
        turned = order.backwards()
        rows = turned[:]
        assert rows.tolist() == order[:][::-1].tolist()
        assert turned.places_of(rows).tolist() == list(range(len(order)))
        assert [turned[place] for place in range(len(turned))] == rows.tolist()
        assert [turned.place_for(row) for row in rows.tolist()] == list(range(len(order)))


@given(st.permutations(range(12)), st.integers(0, 12))
def test_a_listed_row_is_found_where_it_stands(rows: list[int], length: int) -> None:
    order = ListedOrder(np.array(rows[:length], np.int32))
    assert order[:].tolist() == rows[:length]
    places = order.places_of(np.arange(-1, 14, dtype=np.int64)).tolist()
    assert places == [rows.index(row) if row in rows[:length] else -1 for row in range(-1, 14)]
