"""What a session asks of its file: each function runs in a worker's thread, with that worker's connection.

Holds no widget and no signal. The store is imported here at first use, in the worker's thread, so that the
window's own modules load beside it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timeline_app.core.columns import OPEN_END_S, Int64
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Article, Event, EventText, Passage
from timeline_app.core.event_words import EventWords
from timeline_app.core.facet_sets import cut_names, rows_of_value
from timeline_app.core.filters import EventFilter
from timeline_app.core.memberships import Rows
from timeline_app.core.pending_filters import all_facet_counts
from timeline_app.core.query import Query
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.core.table_order import rows_of_listed
from timeline_app.layout.level_of_detail import lasting_rows, story_span
from timeline_app.layout.ranking import LeftOffError, Stopped, never
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.background import Worker

if TYPE_CHECKING:
    from timeline_app.formats import ReadOptions
    from timeline_app.store.database import StoryFile

#: Stories up to this size bring all their words along when they open.
TEXTS_AT_OPENING = 400
#: From this many events on, filters are worked out off the window's thread, and what takes long comes later.
LARGE_STORY = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What the reading worker brings back from a file.

    `path` is the file as the person knows it, `file` the database that is read, which may be a copy.
    `version` is SQLite's count of changes by others; `notice` says what a person should know of the file;
    `undo` and `redo` name the steps that can be undone and redone next. Where only edits have come:
    `changed`, the events whose words may be others, and `counts`, those of the facets without a filter.
    """

    path: Path
    file: Path
    snapshot: StorySnapshot
    texts: Mapping[int, EventText]
    version: int
    may_write: bool
    notice: str
    undo: str = ""
    redo: str = ""
    changed: tuple[int, ...] = ()
    counts: Mapping[FacetKind, Int64] | None = None


def reading_worker(path: Path | None, how: ReadOptions | None = None) -> Worker[StoryFile]:
    """The thread that reads and searches a story (or an importable file, built into a temporary one).

    None is the sample story: built at its first opening, and shown from the package where that cannot be.
    """

    def open_file() -> StoryFile:
        from timeline_app import paths
        from timeline_app.work.opening import open_for_reading, sample_story

        if path is not None:
            return open_for_reading(path, how)
        try:
            return open_for_reading(sample_story())
        except TimelineError:
            return open_for_reading(paths.sample_json())

    return Worker("story-reader", open_file, lambda story: story.close(), lambda story: story.interrupt())


def columns_worker(name: str) -> Worker[threading.Event]:
    """A thread that works on columns for long, beside the one that answers; the event says: leave off."""
    return Worker(name, threading.Event, lambda _: None, lambda stopped: stopped.set())


def aside_worker(path: Path, name: str) -> Worker[StoryFile]:
    """A thread that reads a story for long, beside the one that answers."""

    def open_file() -> StoryFile:
        from timeline_app.store.database import open_story

        return open_story(path)

    return Worker(name, open_file, lambda story: story.close(), lambda story: story.interrupt())


def writing_worker(path: Path) -> Worker[StoryFile]:
    """The one thread that writes to a story; a backup is kept at the first change of a day."""

    def open_file() -> StoryFile:
        from timeline_app.work.backups import open_for_change

        return open_for_change(path)

    return Worker("story-writer", open_file, lambda story: story.close())


def read_all(story: StoryFile, before: StorySnapshot | None = None, *, anew: bool = False) -> Opened:
    """The snapshot, and the words of a small story; of a large one what has changed since `before`.

    `anew`: whatever the file says has changed, every event is looked at.
    """
    from timeline_app.store import history, reading
    from timeline_app.store.snapshot import load_snapshot
    from timeline_app.store.window_snapshot import window_snapshot

    version = story.data_version()
    snapshot = load_snapshot(story) if anew else window_snapshot(story, before)
    ids: list[int] = []
    counts: Mapping[FacetKind, Int64] | None = None
    if before is not None and snapshot.columns is before.columns:
        ids = [] if snapshot.pending is None else snapshot.pending.fresh.tolist()
        counts = all_facet_counts(EventFilter(), Query(), snapshot, {})
    elif len(snapshot) <= TEXTS_AT_OPENING:
        ids = snapshot.by_row.id.tolist()
    texts = reading.event_texts(story, ids[:TEXTS_AT_OPENING]) if ids else {}
    if len(snapshot) > LARGE_STORY:  # so that the first frame need not
        story_lanes(snapshot, None, NO_LANES).whole.density()
        story_span(snapshot.columns)
        lasting_rows(snapshot.columns)
    undo, redo = history.next_labels(story)
    return Opened(
        path=story.path,
        file=story.file,
        snapshot=snapshot,
        texts=texts,
        version=version,
        may_write=_may_write(story),
        notice=story.notice,
        undo=undo,
        redo=redo,
        changed=tuple(ids),
        counts=counts,
    )


def is_whole(story: StoryFile, snapshot: StorySnapshot) -> bool:
    """Whether a snapshot holds as many events as its story."""
    from timeline_app.store import window_snapshot

    return window_snapshot.is_whole(story, snapshot)


def merged(story: StoryFile, before: StorySnapshot) -> StorySnapshot:
    """A large story's snapshot with nothing pending, made ready for the first frame; takes long."""
    from timeline_app.store.window_snapshot import merged_snapshot

    snapshot = merged_snapshot(story, before)
    prepared(snapshot, None, NO_LANES)
    return snapshot


def _may_write(story: StoryFile) -> bool:
    """Whether a writing connection to the file behind this reading one would be let in."""
    imported = bool(story.notice)
    return (
        story.trusted
        and not imported
        and os.access(story.path, os.W_OK)
        and os.access(story.path.parent, os.W_OK)
    )


def prepared(snapshot: StorySnapshot, mask: RowSet | None, lanes: str, stopped: Stopped = never) -> None:
    """Make ready what placing labels needs, in the thread that asks; the window's would wait for it.

    Leaves off as soon as `stopped()`.
    """
    with suppress(LeftOffError):
        for lane in story_lanes(snapshot, mask, lanes).lanes:
            lane.prepare(stopped)


def words_in_memory(
    story: StoryFile,
    snapshot: StorySnapshot,
    known: EventWords | None,
    before: StorySnapshot | None,
    pause: Callable[[], object],
) -> EventWords | None:
    """The words of a large story's events; sooner, where those of an earlier revision are known.

    `pause` waits until no frame is being painted.
    """
    from timeline_app.store.event_words import carried_words, read_event_words

    found = None
    if known is not None and before is not None:
        found = carried_words(story, known, before, snapshot)
    return found or read_event_words(story, snapshot.columns, pause)


def gather_values(snapshot: StorySnapshot, stopped: Callable[[], bool]) -> None:
    """Make ready for filters to come which rows bear facets' values, and the words of their names.

    Leaves off where `stopped()`.
    """
    cut_names(snapshot)
    for value in (value for values in snapshot.facets.values() for value in values):
        if stopped():
            return
        rows_of_value(snapshot, value)


def texts(story: StoryFile, ids: Sequence[int]) -> Mapping[int, EventText]:
    """The words of events."""
    from timeline_app.store import reading

    return reading.event_texts(story, ids)


def rows_by_title(story: StoryFile, snapshot: StorySnapshot) -> Rows:
    """The rows of all events in the order of their titles; half a minute for ten million."""
    from timeline_app.store import reading

    return rows_of_listed(snapshot, reading.title_order(story))


def event(story: StoryFile, event_id: int) -> Event | None:
    """A whole event, or None when it is gone."""
    from timeline_app.store import reading

    found = reading.events(story, [event_id])
    return found[0] if found else None


def events(story: StoryFile, ids: Sequence[int]) -> list[Event]:
    """Whole events, those that are still there."""
    from timeline_app.store import reading

    return reading.events(story, ids)


def article(story: StoryFile, version_id: int) -> tuple[Article, Sequence[Passage]]:
    """An article and all passages marked in it."""
    from timeline_app.store import reading

    return reading.article(story, version_id), reading.passages_of_article(story, version_id)


def save_copy(story: StoryFile, path: Path) -> None:
    """Write a whole copy of the story to another file."""
    from timeline_app.store import copying

    copying.save_copy(story, path)


def set_setting(story: StoryFile, name: str, value: str) -> None:
    """Keep one of the story's own settings in its file."""
    from timeline_app.store import repository

    repository.set_setting(story, name, value)


def version_of(story: StoryFile) -> int:
    """A number that changes when another connection has changed the file."""
    return story.data_version()


def span(snapshot: StorySnapshot, rows: Int64) -> tuple[int, int] | None:
    """The seconds from first to last of dated rows, each counted at its known end where it is open."""
    if not len(rows):
        return None
    columns = snapshot.by_row
    end_s = columns.end_s[rows]
    at_s = columns.at_s[rows]
    known_end_s = np.where(end_s >= OPEN_END_S, at_s + 1, end_s)
    return int(at_s.min()), int(known_end_s.max())
