"""Words carried over to a story's next revision are those that reading them all would find."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_column_cache import content
from timeline_app.core.event_words import EventWords
from timeline_app.core.query import Term
from timeline_app.store import column_cache, event_words, repository, snapshot, window_snapshot
from timeline_app.store.database import StoryFile, create_story, open_story

START = 60
titles = st.sampled_from(["", "potash", "Potash Łukasz", "ant", "zebra ant", "event", "x1 event event"])
edits = st.lists(
    st.tuples(st.sampled_from(["add", "delete", "title", "date"]), st.integers(1, START + 4), titles),
    min_size=1,
    max_size=9,
)


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story at rest with a cache, however small it is."""
    path = tmp_path_factory.mktemp("carried") / "cached.story"
    with pytest.MonkeyPatch.context() as patch, create_story(path) as story:
        patch.setattr(column_cache, "CACHED_FROM", 1)
        repository.add_story_content(story, content(random.Random(3), START))
        assert snapshot.keep_columns(story)
    return path


def make(story: StoryFile, what: str, event_id: int, title: str) -> None:
    if what == "add":
        statement, values = (
            "INSERT INTO event(uid, title, edtf) VALUES (hex(randomblob(8)), ?, '1950')",
            (title,),
        )
    elif what == "delete":
        statement, values = "DELETE FROM event WHERE id = ?", (event_id,)
    elif what == "title":
        statement, values = "UPDATE event SET title = ? WHERE id = ?", (title, event_id)
    else:  # it stands elsewhere, with the same words
        statement, values = "UPDATE event SET edtf = '1930' WHERE id = ?", (event_id,)
    story.conn.execute(statement, values)


def told(words: EventWords) -> dict[str, list[int]]:
    """Each word with the ids of the events that bear it."""
    ids = words.columns.id
    return {word: sorted(ids[words.rows(Term((word,))).rows()].tolist()) for word in words.words}


@given(edits, st.sampled_from([2, 32, 10**9]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_carried_over_are_those_that_reading_them_finds(
    cached: Path, monkeypatch: pytest.MonkeyPatch, made: list[tuple[str, int, str]], packed_share: int
) -> None:
    copy = cached.with_name("copy.story")
    shutil.copy(cached, copy)
    monkeypatch.setattr(event_words, "PACKED_SHARE", packed_share)
    with open_story(copy, write=True) as story:
        before = window_snapshot.window_snapshot(story)
        known = event_words.read_event_words(story, before.columns)
        assert known is not None
        for what, event_id, title in made:
            make(story, what, event_id, title)
        now = window_snapshot.merged_snapshot(story, before)
        carried = event_words.carried_words(story, known, before, now)
        repository.set_setting(story, "headline", "x")  # words made stale by other tools are worked out
        expected = event_words.read_event_words(story, now.columns)
    copy.unlink()
    assert carried is not None
    assert expected is not None
    assert told(carried) == told(expected)


def test_words_of_another_file_are_not_carried_over(cached: Path, tmp_path: Path) -> None:
    with create_story(tmp_path / "other.story") as other, open_story(cached) as story:
        before = window_snapshot.window_snapshot(story)
        known = event_words.read_event_words(story, before.columns)
        assert known is not None
        assert event_words.carried_words(other, known, before, snapshot.load_snapshot(other)) is None
