"""A snapshot with edits pending beside its columns says the very same as one read anew from all rows."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_column_cache import DATES, content, from_rows, same
from timeline_app.core import room
from timeline_app.core.columns import Int64
from timeline_app.core.filters import EventFilter, evaluate, facet_counts
from timeline_app.core.pending_filters import all_facet_counts, edits_passing, passing_count
from timeline_app.core.query import parse_query
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.time_order import time_order
from timeline_app.layout.density import density
from timeline_app.layout.viewport import Viewport, fit
from timeline_app.scene.edited_lanes import StoryLanes, story_lanes
from timeline_app.scene.picture import NO_LANES
from timeline_app.store import column_cache, repository, snapshot, window_snapshot
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.search import matching_ids
from timeline_app.store.window_snapshot import merged_snapshot

START = 60
TODAY = "2026-11-23"
VIEWS = (
    fit(-3_000_000_000, 1_700_000_000, 1_500.0),
    fit(1_577_836_800, 1_640_995_200, 900.0),
    fit(1_620_000_000, 1_620_100_000, 600.0),
    fit(-10_000_000_000, -5_000_000_000, 600.0),
)
QUERIES = ("", "tag:a", "event -new", "category:talks or new", "new event", "2", "after:2020", "alm*")
TICKS = (
    {},
    {FacetKind.CATEGORY: frozenset({"1"})},
    {FacetKind.TOPIC: frozenset({"1", "3"})},
    {FacetKind.CATEGORY: frozenset({"1", "2"}), FacetKind.TOPIC: frozenset({"2"})},
)

edits = st.lists(
    st.tuples(
        st.sampled_from(("add", "delete", "date", "category", "tag", "untag", "title", "importance", "hand")),
        st.integers(1, START + 8),
        st.sampled_from(DATES),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=9,
)
Edited = tuple[StoryFile, StorySnapshot, StorySnapshot]
Edits = Sequence[tuple[str, int, str, int]]
numbers = count()


@pytest.fixture
def cached(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story at rest with a cache, however small it is; room behind its columns, however few they are."""
    monkeypatch.setattr(column_cache, "CACHED_FROM", 1)
    monkeypatch.setattr(room, "ROOM_FROM", 1)
    monkeypatch.setattr(room, "ROOM", 64)
    path = tmp_path_factory.mktemp("pending") / "cached.story"
    with create_story(path) as story:
        repository.add_story_content(story, content(random.Random(3), START))
        assert snapshot.keep_columns(story)
    return path


def make(story: StoryFile, some: Edits) -> None:
    """Edit a story as any tool could."""
    for what, event_id, when, number in some:
        values: tuple[object, ...] = (event_id,)
        if what == "add":
            statement = "INSERT INTO event(uid, title, edtf, category_id) VALUES (?, ?, ?, ?)"
            title = f"New {number}"
            values = (f"new {next(numbers)}", title, when, 1 + number % 2 if number else None)
        elif what == "delete":
            statement = "DELETE FROM event WHERE id = ?"
        elif what == "date":
            statement, values = "UPDATE event SET edtf = ? WHERE id = ?", (when, event_id)
        elif what == "category":
            statement, values = "UPDATE event SET category_id = ? WHERE id = ?", (1 + number % 2, event_id)
        elif what == "tag":
            statement = (
                "INSERT OR IGNORE INTO event_tag(event_id, tag_id) SELECT id, ? FROM event WHERE id = ?"
            )
            values = (1 + number % 5, event_id)
        elif what == "untag":
            statement = "DELETE FROM event_tag WHERE event_id = ?"
        elif what == "title":
            statement, values = "UPDATE event SET title = ? WHERE id = ?", (f"Almost new {number}", event_id)
        elif what == "importance":
            statement, values = "UPDATE event SET importance = ? WHERE id = ?", (number % 4, event_id)
        else:
            statement, values = "UPDATE event SET hand_order = ? WHERE id = ?", (number - 2, event_id)
        story.conn.execute(statement, values)


@contextmanager
def edited(
    path: Path, first: Edits, second: Edits
) -> Iterator[tuple[StoryFile, StorySnapshot, StorySnapshot]]:
    """A copy of the story, its snapshot after two rounds of edits, which are pending, and one read anew."""
    copy = path.with_name("copy.story")
    shutil.copy(path, copy)
    with open_story(copy, write=True) as story:
        begun = window_snapshot.window_snapshot(story)
        make(story, first)
        before = window_snapshot.window_snapshot(story, begun)
        make(story, second)
        now = window_snapshot.window_snapshot(story, before)
        assert now.columns is begun.columns
        yield story, now, from_rows(story)
    copy.unlink()


def ids(of: StorySnapshot, rows: Int64) -> list[int]:
    found: list[int] = of.by_row.id[rows].tolist()
    return found


SLOWLY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOWLY
@given(first=edits, second=edits)
def test_every_event_is_found_as_it_is_and_in_its_place(cached: Path, first: Edits, second: Edits) -> None:
    with edited(cached, first, second) as (_story, now, fresh):
        every = fresh.columns.id
        assert every.tolist() == ids(now, time_order(now, None)[:])
        assert len(now) == len(fresh.columns)
        rows = now.rows_of(every)
        assert time_order(now, None).places_of(rows).tolist() == list(range(len(every)))
        for name in ("precision", "flags", "category", "priority"):
            assert getattr(now.by_row, name)[rows].tolist() == getattr(fresh.columns, name).tolist()
        dated = rows[: fresh.columns.dated]
        assert now.is_dated(rows).tolist() == [place < len(dated) for place in range(len(rows))]
        for name in ("at_s", "end_s"):
            assert getattr(now.by_row, name)[dated].tolist() == getattr(fresh.columns, name).tolist()
        inner = fresh.columns.inner_s(np.arange(len(dated)))
        assert [part.tolist() for part in now.by_row.inner_s(dated)] == [part.tolist() for part in inner]
        gone = np.setdiff1d(np.arange(1, START + 20), every)
        assert (now.rows_of(gone) == -1).all()
        assert time_order(now, None).dated == fresh.columns.dated


def seen_by(of: StorySnapshot, lanes: StoryLanes, view: Viewport) -> list[object]:
    """What a picture counts: in view, beyond, undated, over columns, lane by lane."""
    seen = lanes.whole.seen(view)
    outside = lanes.whole.outside(view, seen)
    nearest = [
        int(of.by_row.at_s[row]) if row >= 0 else None for row in (outside.earlier_row, outside.later_row)
    ]
    edges = np.linspace(view.start_s, view.end_s, 40).astype(np.int64)
    return [
        lanes.passing,
        sorted(ids(of, lanes.undated)),
        (seen.count, sorted(ids(of, seen.rows()))),
        (outside.earlier, outside.later, nearest),
        lanes.whole.starts(edges).tolist(),
        {lane.key: (lane.total, lane.seen(view).count) for lane in lanes.lanes if lane.total},
    ]


def filtered(
    story: StoryFile, of: StorySnapshot, event_filter: EventFilter
) -> tuple[RowSet | None, RowSet | None, dict[tuple[FacetKind, str], int]]:
    """What passes of a snapshot, and the counts of the values that some event bears."""
    query = parse_query(event_filter.query, today=TODAY)
    hits = matching_ids(story, query.terms)
    mask = None if event_filter.is_empty else evaluate(event_filter, query, of, hits)
    counts = (facet_counts if of.pending is None else all_facet_counts)(event_filter, query, of, hits)
    told = {
        (kind, value.key): int(number)
        for kind, values in of.facets.items()
        for value, number in zip(values, counts[kind], strict=True)
        if number
    }
    return mask, edits_passing(event_filter, query, of), told


@SLOWLY
@given(
    first=edits,
    second=edits,
    query=st.sampled_from(QUERIES),
    ticks=st.sampled_from(TICKS),
    kind=st.sampled_from((NO_LANES, "category", "topic")),
)
def test_what_is_counted_and_filtered_is_what_all_rows_say(
    cached: Path, first: Edits, second: Edits, query: str, ticks: dict[FacetKind, frozenset[str]], kind: str
) -> None:
    with edited(cached, first, second) as (story, now, fresh):
        event_filter = EventFilter(query, ticks)
        mask, _none, expected_counts = filtered(story, fresh, event_filter)
        found, of_edits, counts = filtered(story, now, event_filter)
        assert expected_counts == counts
        expected_order = time_order(fresh, mask)
        assert ids(fresh, expected_order[:]) == ids(now, time_order(now, found, of_edits)[:])
        assert passing_count(now, found, of_edits) == len(expected_order)
        expected, actual = story_lanes(fresh, mask, kind), story_lanes(now, found, kind, of_edits)
        for view in VIEWS:
            assert seen_by(fresh, expected, view) == seen_by(now, actual, view)
            np.testing.assert_allclose(
                density(actual.whole.density(), view).count,
                density(expected.whole.density(), view).count,
                atol=1e-9,
            )


@SLOWLY
@given(first=edits, second=edits)
def test_merging_gives_what_a_fresh_look_gives(cached: Path, first: Edits, second: Edits) -> None:
    with edited(cached, first, second) as (story, now, fresh):
        merged = merged_snapshot(story, now)
        assert merged.pending is None
        same(fresh, merged)
        make(story, first)  # edits that came while it was merged
        later = window_snapshot.window_snapshot(story, merged)
        assert ids(later, time_order(later, None)[:]) == from_rows(story).columns.id.tolist()


def test_only_what_has_changed_since_is_told_as_fresh(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        begun = window_snapshot.window_snapshot(story)
        assert begun.pending is None
        make(story, [("title", 5, "", 1)])
        before = window_snapshot.window_snapshot(story, begun)
        make(story, [("title", 7, "", 1), ("date", 5, "2020", 1)])
        now = window_snapshot.window_snapshot(story, before)
        assert before.pending is not None
        assert now.pending is not None
        assert [5] == before.pending.fresh.tolist()
        assert [5, 7] == now.pending.fresh.tolist() == now.pending.ids.tolist()
        assert now.pending.first > before.pending.first


def test_changes_of_an_earlier_day_are_pending_when_a_story_is_opened(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        make(story, [("add", 1, "2020", 1), ("delete", 4, "", 0)])
    with open_story(cached) as story:
        opened = window_snapshot.window_snapshot(story)
        assert opened.pending is not None
        assert from_rows(story).columns.id.tolist() == ids(opened, time_order(opened, None)[:])


def test_a_new_tag_and_a_new_category_join_the_facets(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        before = window_snapshot.window_snapshot(story)
        story.conn.execute("INSERT INTO category(id, name, position) VALUES (9, 'Weather', 9)")
        story.conn.execute("INSERT INTO tag(id, kind, name) VALUES (99, 'topic', 'aaa')")
        story.conn.execute("INSERT INTO event_tag(event_id, tag_id) VALUES (2, 99)")
        story.conn.execute("UPDATE event SET category_id = 9 WHERE id = 2")
        now = window_snapshot.window_snapshot(story, before)
        assert now.columns is before.columns
        assert "aaa" == now.facets[FacetKind.TOPIC][1].name
        assert ["Talks", "Trade", "Weather"] == [one.name for one in now.facets[FacetKind.CATEGORY]]
        assert now.facets[FacetKind.PERSON] is before.facets[FacetKind.PERSON]
        counts = all_facet_counts(EventFilter(), parse_query("", today=TODAY), now, {})
        assert 1 == counts[FacetKind.TOPIC][1] == counts[FacetKind.CATEGORY][2]
        merged = merged_snapshot(story, now)
        same(from_rows(story), merged)


def test_a_category_that_is_taken_out_has_the_columns_counted_anew(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        before = window_snapshot.window_snapshot(story)
        story.conn.execute("PRAGMA foreign_keys = ON")
        story.conn.execute("DELETE FROM category WHERE id = 1")
        now = window_snapshot.window_snapshot(story, before)
        assert now.pending is None
        same(from_rows(story), now)


def test_very_many_changes_are_merged_at_once(cached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_snapshot, "MOST_PENDING", 3)
    with open_story(cached, write=True) as story:
        before = window_snapshot.window_snapshot(story)
        make(story, [("date", number, "2021-05", 0) for number in range(1, 8)])
        now = window_snapshot.window_snapshot(story, before)
        assert now.pending is None
        same(from_rows(story), now)


def test_a_picture_of_before_keeps_its_rows_when_more_is_edited(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        begun = window_snapshot.window_snapshot(story)
        make(story, [("title", 5, "", 1), ("date", 6, "1999", 0)])
        before = window_snapshot.window_snapshot(story, begun)
        window = before
        seen = before.by_row.id.copy(), before.by_row.end_s.copy()
        for number in range(60):  # more than the room behind the columns
            make(story, [("date", 1 + number % 9, DATES[number % 6], 0), ("add", 1, "2020", 1)])
            window = window_snapshot.window_snapshot(story, window)
        assert seen[0].tolist() == before.by_row.id.tolist()
        assert seen[1].tolist() == before.by_row.end_s.tolist()
        assert ids(window, time_order(window, None)[:]) == from_rows(story).columns.id.tolist()
