"""The column cache gives what the rows give, also after changes by any tool; a bad one is left."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from timeline_app.core.records import CategoryRecord, EventRecord, StoryContent, TagRecord
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.store import bulk, column_cache, repository, snapshot, window_snapshot
from timeline_app.store.database import StoryFile, create_story, open_story, transaction

COLUMNS = (
    *("id", "at_s", "end_s", "precision", "flags", "category", "priority"),
    *("inner_row", "inner_start_s", "inner_end_s", "long_row"),
)
DATES = (
    *("2020", "2021-05", "2021-05-03", "1900/2000", "2021-05-03T10:00:00Z", "../1945", "2020/..", "XXXX"),
    *("[1871..1872]", "1850~", "2021-05/2021-07", "Y-66000000", "Y73000000000", "Y-73000000000"),
)


def content(chance: random.Random, count: int) -> StoryContent:
    """Events of all kinds, many of them at the same time."""
    events = tuple(
        EventRecord(
            title=f"Event {number} {chance.random()}",
            edtf=chance.choice(DATES),
            category=chance.choice(("Talks", "Trade", "")),
            tags=tuple(TagRecord(tag) for tag in sorted({chance.choice("abcde") for _ in range(2)})),
            importance=chance.randint(0, 3),
        )
        for number in range(count)
    )
    return StoryContent(events=events, categories=(CategoryRecord("Talks"), CategoryRecord("Trade")))


def same(expected: StorySnapshot, actual: StorySnapshot) -> None:
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(expected.columns, name), getattr(actual.columns, name), name)
    assert expected.columns.id_order().tolist() == actual.columns.id_order().tolist()
    for kind, values in expected.facets.items():
        named = [(value.key, value.name, value.rows.tolist()) for value in values]
        assert named == [(value.key, value.name, value.rows.tolist()) for value in actual.facets[kind]]


def from_rows(story: StoryFile) -> StorySnapshot:
    """The snapshot as read from the rows alone."""
    given = snapshot.columns_from_rows(story.conn, repository.load_snapshot(story).categories)
    return snapshot.snapshot_around(story.conn, given, repository.load_snapshot(story).categories)


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story at rest with a cache, however small it is."""
    monkeypatch.setattr(column_cache, "CACHED_FROM", 1)
    monkeypatch.setattr(column_cache, "_PART_BYTES", 64)
    path = tmp_path / "cached.story"
    with create_story(path) as story:
        repository.add_story_content(story, content(random.Random(1), 120))
        assert snapshot.keep_columns(story)
    return path


def test_the_cache_gives_what_the_rows_give(cached: Path) -> None:
    with open_story(cached) as story:
        assert column_cache.read_cache(story.conn) is not None
        same(from_rows(story), repository.load_snapshot(story))


@pytest.mark.parametrize("seed", range(8))
def test_changes_of_another_tool_are_put_in_their_places(cached: Path, seed: int) -> None:
    chance = random.Random(seed)
    with closing(sqlite3.connect(cached)) as tool, tool:
        tool.execute("PRAGMA foreign_keys = ON")
        ids = [row[0] for row in tool.execute("SELECT id FROM event")]
        for event_id in chance.sample(ids, 12):
            does = chance.choice(
                (
                    "DELETE FROM event WHERE id = ?",
                    "UPDATE event SET importance = (importance + 1) % 4 WHERE id = ?",
                    "UPDATE event SET edtf = '2021-05-03' WHERE id = ?",
                    "UPDATE event SET hand_order = abs(random()) % 3 - 1 WHERE id = ?",
                    "UPDATE event SET category_id = NULL WHERE id = ?",
                    "DELETE FROM event_tag WHERE event_id = ?",
                )
            )
            tool.execute(does, (event_id,))
        tool.execute("INSERT INTO event(uid, title, edtf) VALUES ('new', 'New', '2021-05-03')")
    with open_story(cached) as story:
        assert snapshot.cached_columns(story.conn, repository.load_snapshot(story).categories) is not None
        same(from_rows(story), repository.load_snapshot(story))


def test_a_cache_cut_short_is_not_used(cached: Path) -> None:
    with closing(sqlite3.connect(cached)) as tool, tool:
        tool.execute("DELETE FROM column_cache WHERE id = (SELECT max(id) FROM column_cache)")
    with open_story(cached) as story:
        assert column_cache.read_cache(story.conn) is None
        same(from_rows(story), repository.load_snapshot(story))


def test_a_cache_of_other_events_is_not_used(cached: Path) -> None:
    with closing(sqlite3.connect(cached)) as tool, tool:
        tool.execute("DELETE FROM event WHERE id = 5")
        tool.execute("DELETE FROM column_changed")
    with open_story(cached) as story:
        assert 119 == len(repository.load_snapshot(story).columns)


def test_a_newer_snapshot_holds_what_has_changed_since(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        before = repository.load_snapshot(story)
        story.conn.execute("DELETE FROM event WHERE id IN (3, 7)")
        repository.add_story_content(story, content(random.Random(5), 4))
        same(from_rows(story), window_snapshot.merged_snapshot(story, before))


def test_a_snapshot_older_than_the_cache_is_read_anew(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        before = repository.load_snapshot(story)
        repository.add_story_content(story, content(random.Random(6), 4))
        groups = repository.load_snapshot(story).groups
        assert groups is not None
        column_cache.write_cache(story, groups)
        same(from_rows(story), window_snapshot.merged_snapshot(story, before))


def test_writing_in_bulk_leaves_no_stale_cache(cached: Path) -> None:
    with open_story(cached, write=True) as story:
        with transaction(story) as connection, bulk.adding(connection, "event", 121, bulk.BULK_ROWS):
            connection.execute("UPDATE event SET importance = 3")
        same(from_rows(story), repository.load_snapshot(story))
        assert snapshot.keep_columns(story)
        same(from_rows(story), repository.load_snapshot(story))


def test_a_small_story_gets_no_cache(tmp_path: Path) -> None:
    with create_story(tmp_path / "small.story") as story:
        repository.add_story_content(story, content(random.Random(2), 10))
        assert not snapshot.keep_columns(story)


@pytest.mark.parametrize("seed", range(6))
def test_an_update_of_a_snapshot_is_the_snapshot_of_now(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with create_story(tmp_path / "edited.story") as story:
        repository.add_story_content(story, content(chance, 80))
        before = repository.load_snapshot(story)
        ids = chance.sample(range(1, 81), 5)
        marks = ", ".join("?" * len(ids))
        story.conn.execute(f"UPDATE event SET edtf = '2020' WHERE id IN ({marks})", ids)
        story.conn.execute("DELETE FROM event WHERE id = ?", (ids[0],))
        repository.add_story_content(story, content(chance, 3))
        changed = np.array([*ids, 81, 82, 83], np.int64)
        same(from_rows(story), snapshot.updated_snapshot(story, before, changed))
