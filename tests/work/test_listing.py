"""Events as lines: in the order of time, each once, narrowed like the window narrows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline_app.core.event import TagKind
from timeline_app.core.filters import EventFilter
from timeline_app.core.query import QueryError
from timeline_app.core.records import EventRecord, StoryContent, TagRecord
from timeline_app.work import listing as listing_module
from timeline_app.work.listing import json_lines, lines_for_people, listing
from timeline_app.work.opening import build_story, open_for_reading


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "some.story"
    events = [
        EventRecord("Later", "2021", tags=(TagRecord("Łódź", TagKind.PLACE), TagRecord("north"))),
        EventRecord("Undated", "XXXX"),
        EventRecord("First", "1999-12-31T23:59:59Z", note="A note on potash"),
        EventRecord("Łódź speaks", "2020"),
    ]
    build_story(StoryContent(events=tuple(events)), path)
    return path


def titles(path: Path, query: str = "") -> list[str]:
    with open_for_reading(path) as story:
        return [json.loads(line)["title"] for line in json_lines(listing(story, EventFilter(query=query)))]


def test_events_stand_in_the_order_of_time_the_undated_last(story: Path) -> None:
    assert ["First", "Łódź speaks", "Later", "Undated"] == titles(story)


def test_many_are_fetched_in_batches_and_none_is_lost(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_module, "_BATCH", 1)
    assert ["First", "Łódź speaks", "Later", "Undated"] == titles(story)
    with open_for_reading(story) as opened:
        assert 5 == len(list(lines_for_people(listing(opened, EventFilter()))))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lodz", ["Łódź speaks", "Later"]),  # in the title of one, the place of the other
        ("potash", ["First"]),
        ("pot", ["First"]),
        ("lodz north", ["Later"]),
        ("-lodz on:2020 OR on:2021", []),
        ("before:2020", ["First"]),
        ("after:2020", ["Later"]),
        ("tag:north OR speaks", ["Łódź speaks", "Later"]),
    ],
)
def test_a_query_is_answered_by_store_and_columns_together(
    story: Path, query: str, expected: list[str]
) -> None:
    assert expected == titles(story, query)


def test_a_malformed_query_is_refused(story: Path) -> None:
    with pytest.raises(QueryError):
        titles(story, '"open')


def test_a_place_is_no_tag(story: Path) -> None:
    with open_for_reading(story) as opened:
        row = json.loads(next(iter(json_lines(listing(opened, EventFilter(query="later"))))))
    assert ("Łódź", ["north"]) == (row["place"], row["tags"])
