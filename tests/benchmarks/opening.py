"""How long from opening a story to its first true picture, caches built.

    python -m tests.benchmarks.opening --events 10000000

Beside it the naive way: every row of the event table through a cursor into arrays, and a sort.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.measuring import compared, live, open_window, resident_mb, wait_for
from tests.benchmarks.synthetic import story_file
from timeline_app.store import column_cache
from timeline_app.store.database import open_story
from timeline_app.store.snapshot import keep_columns


def main() -> None:
    """Build the cache where there is none, open, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    path = story_file(options.events)
    with open_story(path, write=True) as story:
        if not column_cache.is_cached(story.conn):
            keep_columns(story)
    with tempfile.TemporaryDirectory() as home:
        small = story_file(1_000)
        application, window = open_window(small, Path(home))
        times = []
        for _ in range(options.runs):
            window.session.open(small)
            wait_for(application, lambda: window.session.path == small, 60)
            begun = time.perf_counter()
            window.session.open(path)
            wait_for(application, lambda: window.session.path == path, 300)
            window.view.repaint()
            times.append(time.perf_counter() - begun)
        resident = resident_mb()
        words: list[bool] = []
        window.session.words_ready.connect(lambda: words.append(True))
        if options.events >= column_cache.CACHED_FROM:
            wait_for(application, lambda: bool(words), 300)
        live(application, 5.0)
        with_everything = resident_mb()
        window.close()
        live(application, 0.1)
    compared(
        "open to the first picture", sorted(times)[len(times) // 2], _naive_s(path), "s",
        events=options.events, most=max(times), resident_mb=resident, with_words_mb=with_everything,
    )  # fmt: skip


def _naive_s(path: Path) -> float:
    begun = time.perf_counter()
    with open_story(path) as story:
        rows = story.conn.execute("SELECT id, earliest_start_s, latest_end_s, category_id FROM event")
        table = np.array(rows.fetchmany(1_000_000), dtype=np.int64)
        table[np.argsort(table[:, 1])]
        (count,) = story.conn.execute("SELECT count(*) FROM event").fetchone()
    return (time.perf_counter() - begun) * max(count / max(len(table), 1), 1.0)  # of a million, times as many


if __name__ == "__main__":
    main()
