"""How long until one more event, typed in and written to the file, stands in the window's picture.

    python -m tests.benchmarks.editing --events 10000000

Edits a copy of the story, which is deleted afterwards. Each run adds an event by the window's own writing
thread, waits until it is shown and paints; then one is changed and one deleted in the same way. Beside it the
naive way: all columns sorted again with the new event among them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.measuring import compared, live, open_window, resident_mb, tell, wait_for
from tests.benchmarks.synthetic import story_file
from timeline_app.core.draft import EventDraft
from timeline_app.store import column_cache
from timeline_app.store.database import StoryFile, open_story
from timeline_app.store.snapshot import keep_columns
from timeline_app.work.editing import events

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from timeline_app.ui.main_window import MainWindow

#: A story's words are in memory, and nothing works beside the window any more, after so long at the most.
SETTLED_S = 240


def main() -> None:
    """Add, change and delete several times; print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--at-once", action="store_true", help="do not wait until words are in memory")
    options = parser.parse_args()
    path = story_file(options.events)
    with open_story(path, write=True) as story:
        if options.events >= column_cache.CACHED_FROM and not column_cache.is_cached(story.conn):
            keep_columns(story)
    copy = path.with_name(f"copy-of-{path.name}")
    try:
        shutil.copyfile(path, copy)
        with copy.open("r+b") as file:
            os.fsync(file.fileno())  # or the first change would wait until the copy has reached the disk
        _measure(copy, options.events, options.runs, settled=not options.at_once)
    finally:
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _measure(path: Path, count: int, runs: int, *, settled: bool) -> None:
    with tempfile.TemporaryDirectory() as home:
        application, window = open_window(path, Path(home))
        ready: list[bool] = []
        window.session.words_ready.connect(lambda: ready.append(True))
        if settled and count >= column_cache.CACHED_FROM:
            wait_for(application, lambda: bool(ready), SETTLED_S)
        live(application, 3.0)
        added, changed, deleted = [], [], []
        for run in range(runs + 1):
            draft = EventDraft(f"One more {run}", "2024-02-03", category="Category 2")
            added.append(_shown_ms(application, window, partial(_add, draft)))
            changed.append(_shown_ms(application, window, partial(_rename, count - run)))
            deleted.append(_shown_ms(application, window, partial(_delete, run + 7)))
        columns = window.session.snapshot.columns if window.session.snapshot else None
        assert columns is not None
        begun = time.perf_counter()
        np.lexsort((columns.id[: columns.dated], -columns.end_s, columns.at_s))
        naive = (time.perf_counter() - begun) * 1_000
        resident = resident_mb()
        window.close()
    tell("the first event, with the writing thread's start", figure=added[0], unit="ms", events=count)
    for what, times in (("one more event", added), ("one changed", changed), ("one deleted", deleted)):
        ordered = sorted(times[1:])
        figure, most = ordered[len(ordered) // 2], ordered[-1]
        compared(what, figure, naive, "ms", events=count, most=most, resident_mb=resident)


def _add(draft: EventDraft, story: StoryFile) -> None:
    events.add_event(story, draft)


def _rename(event_id: int, story: StoryFile) -> None:
    events.set_cells(story, {event_id: lambda draft: replace(draft, title="Renamed")}, "rename")


def _delete(event_id: int, story: StoryFile) -> None:
    events.delete_events(story, [event_id])


def _shown_ms(application: QApplication, window: MainWindow, work: Callable[[StoryFile], object]) -> float:
    """From the wish to the painted picture."""
    before = window.session.snapshot
    revision = before.revision if before is not None else 0
    begun = time.perf_counter()
    window.editing.edits.run(work)
    wait_for(
        application,
        lambda: window.session.snapshot is not None and window.session.snapshot.revision > revision,
        120,
    )
    window.view.repaint()
    taken = (time.perf_counter() - begun) * 1_000
    live(application, 0.5)
    return taken


if __name__ == "__main__":
    main()
