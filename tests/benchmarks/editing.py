"""How long until one more event, written to the file, stands in the window's picture.

    python -m tests.benchmarks.editing --events 10000000

Writes to a copy of nothing: the event is taken out again afterwards. Beside it the naive way: all columns
sorted again with the new event among them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.measuring import compared, live, open_window, wait_for
from tests.benchmarks.synthetic import story_file
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import column_cache, repository
from timeline_app.store.database import open_story
from timeline_app.store.snapshot import keep_columns


def main() -> None:
    """Add, show, take out, several times; print the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    path = story_file(options.events)
    with open_story(path, write=True) as story:
        if options.events >= column_cache.CACHED_FROM and not column_cache.is_cached(story.conn):
            keep_columns(story)
    times = []
    with tempfile.TemporaryDirectory() as home, open_story(path, write=True) as story:
        application, window = open_window(path, Path(home))
        session = window.session
        live(application, 2.0)
        for run in range(options.runs):
            before = session.snapshot
            begun = time.perf_counter()
            one = EventRecord(f"One more {run}", "2024-02-03")
            repository.add_story_content(story, StoryContent(events=(one,)))
            session.reload()
            wait_for(application, lambda old=before: session.snapshot is not old, 120)
            window.view.repaint()
            times.append((time.perf_counter() - begun) * 1_000)
            live(application, 0.5)
        columns = session.snapshot.columns if session.snapshot else None
        assert columns is not None
        begun = time.perf_counter()
        np.lexsort((columns.id[: columns.dated], -columns.end_s, columns.at_s))
        naive = (time.perf_counter() - begun) * 1_000
        window.close()
        story.conn.execute("DELETE FROM event WHERE title LIKE 'One more %' AND id > ?", (options.events,))
    compared(
        "one more event", sorted(times)[len(times) // 2], naive, "ms", events=options.events, most=max(times)
    )


if __name__ == "__main__":
    main()
