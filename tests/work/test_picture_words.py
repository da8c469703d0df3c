"""The words around a picture, at any size of story."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from timeline_app.core.columns import OPEN_END_S
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import repository
from timeline_app.store.database import create_story
from timeline_app.work.picture import span_of
from timeline_app.work.picture_words import EVENTS_TOLD, told_rows


def columns(**found: object) -> Any:
    return cast(Any, SimpleNamespace(columns=SimpleNamespace(**found)))


@given(some.lists(some.integers(0, 5), max_size=60), some.data())
def test_the_weightiest_rows_are_told_and_of_equal_ones_the_first(
    priority: list[int], data: some.DataObject
) -> None:
    every = range(len(priority))
    chosen = data.draw(some.sets(some.sampled_from(every)) if every else some.just(set()))
    rows = np.array(sorted(chosen), np.int64)
    snapshot = columns(priority=np.array(priority, np.uint16))
    expected = sorted(sorted(rows.tolist(), key=lambda row: (-priority[row], row))[:EVENTS_TOLD])
    assert expected == told_rows(snapshot, rows).tolist()


SPANS = some.lists(some.tuples(some.integers(0, 99), some.integers(0, 99)), min_size=1, max_size=20)


@given(SPANS, some.data())
def test_a_span_reaches_to_the_last_known_second(spans: list[tuple[int, int]], data: some.DataObject) -> None:
    spans.sort()
    rows = sorted(data.draw(some.sets(some.sampled_from(range(len(spans))), min_size=1)))
    ends = [OPEN_END_S if width > 90 else start + width + 1 for start, width in spans]
    snapshot = columns(at_s=np.array([start for start, _ in spans], np.int64), end_s=np.array(ends, np.int64))
    known = [spans[row][0] + 1 if ends[row] >= OPEN_END_S else ends[row] for row in rows]
    assert (spans[rows[0]][0], max(known)) == span_of(snapshot, np.array(rows, np.int64))


def test_a_story_without_sources_names_none(tmp_path: Path) -> None:
    from timeline_app.work.picture_words import sources_words

    with create_story(tmp_path / "own.story") as story:
        repository.add_story_content(story, StoryContent(events=(EventRecord("Rain", "2020"),)))
        snapshot = repository.load_snapshot(story)
        assert "" == sources_words(snapshot, np.zeros(1, np.int64), None)
