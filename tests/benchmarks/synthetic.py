"""Stories of any number of made-up events, the same at every making, kept in a folder between runs.

    python -m tests.benchmarks.synthetic --events 1000000

The distribution of the performance research: starts in random order, 70 % in recent years, a tenth of those
in bursts; 60 % moments (two in five of them known to the day), 0.1 % longer than a year, 0.01 % of 10 to 100
years; titles of 7 words, frequent ones shorter (Zipf); 12 categories and 200 tags, about 2 an event.

Written by raw `executemany` in one transaction, with triggers and indexes dropped and made again, text for
text, so that the file is the one the program itself would have made.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from timeline_app.core.columns import Flag, Int64, Precision
from timeline_app.core.dates import civil_columns
from timeline_app.store.database import create_story, open_story

SEED = 7
CATEGORIES = 12
TAGS = 200
WORDS = 60_000
WORDS_A_TITLE = 7
YEAR_S = 31_556_952
NOW_S = 56 * YEAR_S
CHUNK = 100_000
VERSION = 1

_EVENT_COLUMNS = (
    "id, uid, edtf, earliest_start_s, latest_start_s, earliest_end_s, latest_end_s, precision, flags,"
    " category_id, importance, title, search_text"
)


def benchmark_folder() -> Path:
    """Where benchmarks keep what takes long to make: `TIMELINE_BENCHMARKS`, or a folder for what may go."""
    folder = Path(os.environ.get("TIMELINE_BENCHMARKS", Path(tempfile.gettempdir()) / "timeline-benchmarks"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def story_file(events: int) -> Path:
    """The story of so many events, made at the first call."""
    path = benchmark_folder() / f"synthetic-{VERSION}-{events}.story"
    if not path.exists():
        part = path.with_suffix(".part.story")
        part.unlink(missing_ok=True)
        write_story(part, events)
        part.rename(path)
    open_story(path, write=True).close()  # brings a story of an older schema up to date, in place
    return path


def vocabulary() -> tuple[list[str], NDArray[np.float64]]:
    """Words that can be spoken, frequent ones shorter, and how often each comes, added up."""
    chance = np.random.default_rng(1)
    consonants, vowels = "bcdfghjklmnprstvwz", "aeiou"
    words: list[str] = []
    seen: set[str] = set()
    while len(words) < WORDS:
        syllables = 1 + min(4, int(np.log10(len(words) + 1) / 1.3 + chance.random() * 1.3))
        word = "".join(consonants[chance.integers(18)] + vowels[chance.integers(5)] for _ in range(syllables))
        if chance.random() < 0.5:
            word += consonants[chance.integers(18)]
        if word not in seen:
            seen.add(word)
            words.append(word)
    share = 1 / (np.arange(WORDS) + 2.7) ** 1.05
    return words, np.cumsum(share / share.sum())


def dates(events: int) -> tuple[Int64, Int64, NDArray[np.bool_]]:
    """Start, end (seconds; equal: a moment) of each event, and which moments are known to the day only."""
    chance = np.random.default_rng(SEED)
    kind = chance.random(events)
    recent = chance.exponential(6, events)
    bursts = chance.exponential(6, 50)
    in_burst = chance.random(events) < 0.1
    near = bursts[chance.integers(0, 50, events)] + chance.exponential(0.02, events)
    recent = np.where(in_burst, near, recent)
    age = np.where(
        kind < 0.7,
        recent,
        np.where(kind < 0.95, chance.uniform(0, 200, events), chance.uniform(0, 1500, events)),
    )
    start_s = (NOW_S - np.minimum(age, 1_500) * YEAR_S).astype(np.int64)
    share = chance.random(events)
    lasting = np.select(
        [share < 0.60, share < 0.85, share < 0.95, share < 0.99, share < 0.999, share < 0.9999],
        [
            np.zeros(events),
            chance.uniform(1, 3_600, events),
            chance.uniform(1, 24, events) * 3_600,
            chance.uniform(1, 21, events) * 86_400,
            chance.uniform(1, 12, events) * 30 * 86_400,
            chance.uniform(1, 9, events) * YEAR_S,
        ],
        chance.uniform(10, 100, events) * YEAR_S,
    ).astype(np.int64)
    to_the_day = (lasting == 0) & (chance.random(events) < 0.4)
    start_s = np.where(to_the_day, start_s // 86_400 * 86_400, start_s)
    return start_s, start_s + lasting, to_the_day


def _stamps(second: Int64) -> list[str]:
    year, month, day, hour, minute, at = (part.tolist() for part in civil_columns(second))
    return [
        f"{a:04d}-{b:02d}-{c:02d}T{d:02d}:{e:02d}:{f:02d}Z"
        for a, b, c, d, e, f in zip(year, month, day, hour, minute, at, strict=True)
    ]


def _rows(events: int) -> Iterator[list[tuple[object, ...]]]:
    """The rows of the event table, a chunk at a time."""
    words, often = vocabulary()
    start_s, end_s, to_the_day = dates(events)
    chance = np.random.default_rng(SEED + 1)
    category = np.minimum(chance.zipf(1.5, events), CATEGORIES)
    importance = np.searchsorted([0.7, 0.9, 0.98], chance.random(events))
    for first in range(0, events, CHUNK):
        last = min(first + CHUNK, events)
        start, end, daily = start_s[first:last], end_s[first:last], to_the_day[first:last]
        lasts = end > start
        begins, ends = _stamps(start), _stamps(np.maximum(end - 1, start))
        edtf = [
            f"{begin}/{finish}" if long else begin[:10] if day else begin
            for begin, finish, long, day in zip(begins, ends, lasts.tolist(), daily.tolist(), strict=True)
        ]
        bound = np.where(daily, start + 86_400, np.where(lasts, end, start + 1))
        place = np.searchsorted(often, chance.random((last - first, WORDS_A_TITLE))).clip(0, WORDS - 1)
        titles = [" ".join([words[one] for one in row]) for row in place.tolist()]
        precision = np.where(daily, int(Precision.DAY), int(Precision.SECOND))
        flags = np.where(lasts, int(Flag.SPAN), 0)
        yield [
            (
                number, f"00000000-0000-4000-8000-{number:012x}", text, a, a, b, b, p, f, k, i,
                title, f"{title} |  | ",
            )
            for number, text, a, b, p, f, k, i, title in zip(
                range(first + 1, last + 1), edtf, start.tolist(), bound.tolist(),
                precision.tolist(), flags.tolist(), category[first:last].tolist(),
                importance[first:last].tolist(), titles, strict=True,
            )
        ]  # fmt: skip


def tag_pairs(events: int) -> tuple[Int64, Int64]:
    """(event id, tag id) of each tag that an event bears, sorted by event; about 2 an event."""
    chance = np.random.default_rng(SEED + 2)
    share = 1 / (np.arange(TAGS) + 1.5)
    event = np.repeat(np.arange(1, events + 1, dtype=np.int64), chance.integers(0, 5, events))
    tag = np.searchsorted(np.cumsum(share / share.sum()), chance.random(len(event))).clip(0, TAGS - 1) + 1
    key = np.unique(event * 256 + tag)
    return key // 256, key % 256


def write_story(path: Path, events: int) -> None:
    """A new story at `path`."""
    with create_story(path) as story:
        connection = story.conn
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        kept = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
            " AND tbl_name IN ('event', 'event_tag')"
        ).fetchall()
        for kind, name, _sql in kept:
            connection.execute(f"DROP {kind} {name}")
        connection.executemany(
            "INSERT INTO category(id, name, colour, symbol, position) VALUES (?, ?, ?, ?, ?)",
            [(k + 1, f"Category {k + 1}", k % 7, k % 7, k) for k in range(CATEGORIES)],
        )
        connection.executemany(
            "INSERT INTO tag(id, kind, name, search_text) VALUES (?, 'topic', ?, ?)",
            [(k + 1, f"Topic {k + 1}", f"topic {k + 1}") for k in range(TAGS)],
        )
        for rows in _rows(events):
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO event({_EVENT_COLUMNS}) VALUES ({marks})", rows)
        event, tag = tag_pairs(events)
        for first in range(0, len(event), CHUNK):
            part = slice(first, first + CHUNK)
            connection.executemany(
                "INSERT INTO event_tag(event_id, tag_id) VALUES (?, ?)",
                zip(event[part].tolist(), tag[part].tolist(), strict=True),
            )
        connection.execute(
            "INSERT INTO event_fts(rowid, search_text) SELECT id, search_text FROM event ORDER BY id"
        )
        for _kind, _name, sql in kept:
            connection.execute(sql)
        connection.execute("UPDATE setting SET value = '1' WHERE key = 'revision'")
        connection.execute("COMMIT")
    with sqlite3.connect(path) as at_rest:
        at_rest.execute("PRAGMA journal_mode = DELETE")


def main() -> int:
    """Make one, say where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    begun = time.perf_counter()
    path = story_file(parser.parse_args().events)
    size = path.stat().st_size / 2**20
    sys.stdout.write(f"{path}  {size:,.0f} MB  {time.perf_counter() - begun:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
