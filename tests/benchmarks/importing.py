"""How fast a table is imported: `python -m tests.benchmarks.importing --events 100000` prints JSON lines.

The table has a date, a title of seven words, a category and two tags; the story at the end has its indexes
and its full text. Beside it stands the naive way in the same run: one sqlite-utils `insert` an event, timed
on at most 200 of them and scaled.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from timeline_app.core.dates import civil_from_days
from timeline_app.store.database import create_story
from timeline_app.work.importing import import_files

_NAIVE_ROWS = 200
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
    """Seconds an event of one insert each, full text by triggers."""
    some = rows[:_NAIVE_ROWS]
    db = Database(folder / "naive.db")
    db["event"].create({"id": int, "date": str, "title": str, "category": str, "tags": str}, pk="id")
    db["event"].enable_fts(["title"], create_triggers=True)
    began = time.perf_counter()
    for date, title, category, tags in some:
        db["event"].insert({"date": date, "title": title, "category": category, "tags": tags})
    seconds = time.perf_counter() - began
    db.close()
    return seconds / len(some)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _rows(chosen.events)
        table = folder / "table.csv"
        with table.open("w", encoding="utf-8") as file:
            file.write("date,title,category,tags\n")
            file.writelines(f'{date},{title},{category},"{tags}"\n' for date, title, category, tags in rows)
        with create_story(folder / "story.story") as story:
            began, cpu_began = time.perf_counter(), time.process_time()
            (report,) = import_files(story, [table])
            seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu_began
        naive_s = _naive(rows, folder) * chosen.events
    figure = {
        "benchmark": "importing",
        "events": report.added,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_s, 2),
        "rows_per_s": round(report.added / seconds),
        "naive_seconds": round(naive_s, 2),
        "ratio": round(naive_s / seconds, 1),
    }
    sys.stdout.write(json.dumps(figure) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
