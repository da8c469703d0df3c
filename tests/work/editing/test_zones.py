"""The story's zone: times with an offset are placed anew, all else stays, and undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import reading, repository
from timeline_app.store.database import StoryFile, create_story
from timeline_app.work import editing

EVENTS = {
    "Pure day": "2021-08-09",
    "Own time": "2021-08-09T20:00",
    "With an offset": "2021-08-09T20:00:00-05:00",
    "In UTC": "2021-08-09T20:00:00Z",
}


@pytest.fixture
def story(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "own.story") as made:
        repository.add_story_content(
            made, StoryContent(tuple(EventRecord(title, edtf) for title, edtf in EVENTS.items()))
        )
        yield made


def starts(story: StoryFile) -> dict[str, int]:
    return dict(story.conn.execute("SELECT title, earliest_start_s FROM event").fetchall())


def test_only_times_with_an_offset_move(story: StoryFile) -> None:
    before = starts(story)
    assert 2 == editing.moved_by_zone(story, "Europe/Minsk")
    assert before == starts(story)
    assert 2 == editing.set_zone(story, "Europe/Minsk")
    after = starts(story)
    assert {"Pure day": 0, "Own time": 0, "With an offset": 10_800, "In UTC": 10_800} == {
        title: after[title] - before[title] for title in EVENTS
    }
    assert "Europe/Minsk" == reading.settings(story).zone


def test_undo_and_redo_take_the_events_along(story: StoryFile) -> None:
    before = starts(story)
    editing.set_zone(story, "Europe/Minsk")
    after = starts(story)
    assert "change of the story's time zone" == editing.undo(story)
    assert ("UTC", before) == (reading.settings(story).zone, starts(story))
    editing.redo(story)
    assert ("Europe/Minsk", after) == (reading.settings(story).zone, starts(story))


def test_what_is_no_zone_is_refused(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="no time zone"):
        editing.set_zone(story, "Europe/Nowhere")
    assert "UTC" == reading.settings(story).zone


def test_the_zones_that_are_offered_are_all_known(story: StoryFile) -> None:
    names = editing.zone_names()
    assert "UTC" == names[0]
    assert {"Europe/Minsk", "America/New_York"} <= set(names)
