"""How fast dates are read: `python -m tests.benchmarks.dates` prints one JSON line a measurement.

Beside each figure stands the naive way, the scalar parse of every text, and the ratio. `--rows` sets how
many texts (1,000,000); the naive way is timed on at most 100,000 of them and scaled.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from timeline_app.core.dates import (
    Unit,
    bounds_of_many,
    civil_from_days,
    in_words,
    parse_edtf,
    unit_span_s,
)

_NAIVE_ROWS = 100_000


def _days(rows: int, rng: random.Random) -> list[str]:
    days = (civil_from_days(rng.randrange(-80_000, 60_000)) for _ in range(rows))
    return [f"{year:04}-{month:02}-{day:02}" for year, month, day in days]


def _plain(rows: int, rng: random.Random) -> list[str]:
    """Days, months and years in equal parts, over four centuries."""
    return [text[: (10, 7, 4)[row % 3]] for row, text in enumerate(_days(rows, rng))]


def _clock(rows: int, rng: random.Random) -> list[str]:
    """Seconds of UTC, as computers write them."""
    clocks = ((rng.randrange(24), rng.randrange(60), rng.randrange(60)) for _ in range(rows))
    return [f"{day}T{h:02}:{m:02}:{s:02}Z" for day, (h, m, s) in zip(_days(rows, rng), clocks, strict=True)]


def _mixed(rows: int, rng: random.Random) -> list[str]:
    """Nine plain dates in ten; the tenth a decade, a set, an interval or a qualified year."""
    years = (rng.randrange(1000, 2000) for _ in range(rows))
    odd = ("{0}~", "{0}/..", "[..{0}]", "{0}-05/{0}-06-07")
    plain = _plain(rows, rng)
    return [
        odd[row // 10 % len(odd)].format(year) if row % 10 == 0 else plain[row]
        for row, year in enumerate(years)
    ]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _naive(texts: Sequence[str]) -> None:
    for text in texts:
        date = parse_edtf(text)
        if isinstance(date, Unit):
            unit_span_s(date)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.dates")
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args(arguments).rows
    rng = random.Random(20251213)
    for name, texts in (
        ("days, months, years", _plain(rows, rng)),
        ("seconds of UTC", _clock(rows, rng)),
        ("nine in ten plain", _mixed(rows, rng)),
    ):
        bulk_s = min(_seconds(partial(bounds_of_many, texts)) for _ in range(3))
        part = texts[:_NAIVE_ROWS]
        naive_s = _seconds(partial(_naive, part)) * len(texts) / len(part)
        line = {
            "what": f"bounds of {rows:,} texts: {name}",
            "seconds": round(bulk_s, 3),
            "naive": "scalar parse of each",
            "naive_seconds": round(naive_s, 3),
            "ratio": round(naive_s / bulk_s, 1),
        }
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.write(json.dumps(_words_line(_plain(10_000, rng))) + "\n")
    return 0


def _words_line(texts: Sequence[str]) -> dict[str, object]:
    cold_s = _seconds(lambda: [in_words(text) for text in texts])
    warm_s = _seconds(lambda: [in_words(text) for text in texts])
    return {
        "what": f"words of {len(texts):,} texts, seen before",
        "seconds": round(warm_s, 4),
        "naive": "words made anew",
        "naive_seconds": round(cold_s, 4),
        "ratio": round(cold_s / warm_s, 1),
    }


if __name__ == "__main__":
    raise SystemExit(main())
