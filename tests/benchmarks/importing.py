"""How fast a table is imported: `python -m tests.benchmarks.importing --events 1000000` prints JSON lines.

The table has a date, a title of seven words, a category and two tags; the story at the end has its indexes,
its full text and, if it is large, its columns. Beside it stands the naive way in the same run: sqlite-utils'
`insert_all` of one table with indexes and full text live, on at most 200,000 of the rows and scaled.

With `--window` the rows come into a window that paints frame after frame meanwhile: how long they take, with
the reading in a process of its own, and beside it (naive) in a thread of the window's process.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from tests.benchmarks.measuring import at, compared, open_window, wait_for
from timeline_app.core.dates import civil_from_days
from timeline_app.store.database import create_story
from timeline_app.work import importing
from timeline_app.work.importing import import_files

_NAIVE_ROWS = 200_000
_WORDS = 20_000
_SEED = 20260101


def _rows(count: int) -> Sequence[tuple[str, str, str, str]]:
    """Days over four centuries, words by Zipf's law, twelve categories, two of two hundred tags."""
    rng = random.Random(_SEED)
    words = [f"{chr(97 + rng.randrange(26))}{chr(97 + rng.randrange(26))}word{n}" for n in range(_WORDS)]
    weights = [1 / (rank + 2) for rank in range(_WORDS)]
    picked = rng.choices(words, weights, k=7 * count)
    rows = []
    for number in range(count):
        year, month, day = civil_from_days(rng.randrange(-130_000, 20_000))
        title = " ".join(picked[7 * number : 7 * number + 7])
        tags = f"tag {rng.randrange(200)}; tag {rng.randrange(200)}"
        rows.append((f"{year:04}-{month:02}-{day:02}", title, f"category {rng.randrange(12)}", tags))
    return rows


def _naive(rows: Sequence[tuple[str, str, str, str]], folder: Path) -> float:
    """Seconds an event by `insert_all`, indexes and full text kept in step row by row."""
    db = Database(folder / "naive.db")
    db["event"].create({"id": int, "date": str, "title": str, "category": str, "tags": str}, pk="id")
    for column in ("date", "category", "tags"):
        db["event"].create_index([column])
    db["event"].enable_fts(["title"], create_triggers=True)
    began = time.perf_counter()
    db["event"].insert_all(
        {"date": date, "title": title, "category": category, "tags": tags}
        for date, title, category, tags in rows
    )
    seconds = time.perf_counter() - began
    db.close()
    return seconds / len(rows)


def _table(rows: Sequence[tuple[str, str, str, str]], folder: Path) -> Path:
    table = folder / "table.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("date,title,category,tags\n")
        file.writelines(f'{date},{title},{category},"{tags}"\n' for date, title, category, tags in rows)
    return table


def _imported(table: Path, folder: Path) -> None:
    with create_story(folder / "story.story") as story:
        began, cpu_began = time.perf_counter(), time.process_time()
        (report,) = import_files(story, [table])
        seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu_began
    with table.open(encoding="utf-8", newline="") as file:
        some = [
            (date, title, kind, tags) for date, title, kind, tags in islice(csv.reader(file), _NAIVE_ROWS)
        ]
    naive_s = _naive(some, folder) * report.added
    compared(
        "import CSV", seconds, naive_s, "s", events=report.added, rows_per_s=round(report.added / seconds),
        naive_rows_per_s=round(report.added / naive_s), cpu_s_of_this_process=cpu_s,
    )  # fmt: skip


def _heard(_: importing.ImportProgress) -> None:
    """What the window does with progress costs nothing here."""


def _in_a_window(table: Path, folder: Path) -> None:
    """Frames and seconds while the rows come into a window's story, read apart and read in a thread."""
    measured = []
    paths = [folder / f"{name}.story" for name in ("apart", "thread")]
    for path in paths:
        create_story(path).close()
    application, window = open_window(paths[0], folder)
    for path, apart_bytes in zip(paths, (importing.APART_BYTES, 2**62), strict=True):
        importing.APART_BYTES = apart_bytes
        if window.session.path != path:
            window.session.open(path)
            wait_for(application, lambda path=path: window.session.path == path, 60)
        done: list[object] = []
        began = time.perf_counter()
        window.editing.edits.run(
            lambda story: import_files(story, [table], None, _heard), done.append, done.append
        )
        frames = []
        while not done:
            begun = time.perf_counter()
            window.view.repaint()
            application.processEvents()
            frames.append((time.perf_counter() - begun) * 1_000)
            time.sleep(0.002)
        measured.append((time.perf_counter() - began, frames))
    window.close()
    (apart_s, apart), (thread_s, thread) = measured
    compared("import CSV in a window", apart_s, thread_s, "s")
    for share, words in ((0.5, "p50"), (0.95, "p95"), (1.0, "longest")):
        compared(
            f"frame while importing, {words}", at(apart, share), at(thread, share), "ms", frames=len(apart)
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--window", action="store_true", help="while a window paints")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = _table(_rows(chosen.events), folder)
        (_in_a_window if chosen.window else _imported)(table, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
