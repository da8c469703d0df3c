"""What layout costs a frame, beside the naive way: `python tests/benchmarks/layout.py [events]`, JSON lines.

Medians of wall time in ms over a story of 1,000,000 events: 70 % in recent years, dates known to a second, a
day, a month and a year, a tail of long spans (the mix of the performance notes).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from timeline_app.core.columns import EventColumns, Flag, Precision, build_columns
from timeline_app.core.dates import (
    DAY_S,
    YEAR_S,
    DateStyle,
    civil_columns,
    seconds_columns,
    seconds_from_civil,
)
from timeline_app.core.row_set import of_mask
from timeline_app.layout.cards import CardSize, CardSpace, place
from timeline_app.layout.density import density, density_index
from timeline_app.layout.extents import mark_extents
from timeline_app.layout.labels import LabelTiles
from timeline_app.layout.lanes import pack
from timeline_app.layout.level_of_detail import beyond, in_view, story_span
from timeline_app.layout.ticks import tick_rows
from timeline_app.layout.viewport import Viewport, fit

WIDTH_PX = 1500


def story(n: int) -> EventColumns:
    """A synthetic story, the same at each run."""
    rng = np.random.default_rng(1)
    now_s = seconds_from_civil(2026)
    recent = rng.random(n) < 0.7
    back_s = np.where(recent, rng.exponential(8 * YEAR_S, n), rng.random(n) ** 3 * 1500 * YEAR_S)
    start_s = now_s - back_s.astype(np.int64)
    year, month, day, *_ = civil_columns(start_s)
    one = np.ones_like(year)
    kind = rng.choice(4, n, p=[0.3, 0.5, 0.15, 0.05])
    to_month = year * 12 + month
    starts = [
        start_s,
        seconds_columns(year, month, day),
        seconds_columns(year, month, one),
        seconds_columns(year, one, one),
    ]
    ends = [
        start_s + 1,
        starts[1] + DAY_S,
        seconds_columns(to_month // 12, to_month % 12 + 1, one),
        seconds_columns(year + 1, one, one),
    ]
    start_s, end_s = np.choose(kind, starts), np.choose(kind, ends)
    span = (rng.random(n) < 0.4) & (kind < 2)
    end_s = np.where(span, end_s + (10 ** rng.uniform(3, 7.5, n)).astype(np.int64), end_s)
    end_s = np.where(rng.random(n) < 1e-4, end_s + 50 * YEAR_S, end_s)
    precision = np.choose(kind, [Precision.SECOND, Precision.DAY, Precision.MONTH, Precision.YEAR])
    return build_columns(
        id=rng.permutation(n).astype(np.int64) + 1,
        start_s=start_s,
        latest_start_s=start_s,
        earliest_end_s=end_s,
        end_s=end_s,
        precision=precision.astype(np.uint8),
        flags=np.where(span, int(Flag.SPAN), 0).astype(np.uint16),
        category=rng.integers(0, 12, n).astype(np.int16),
        priority=(rng.integers(0, 4, n) << 14 | rng.geometric(0.3, n).clip(0, 127) << 7).astype(np.uint16),
        hand_order=np.zeros(n, np.int64),
    )


def widths(rows: np.ndarray) -> np.ndarray:
    """Label widths as if measured."""
    return 60.0 + (rows * 37) % 200


def timed(work: Callable[[], object], times: int = 15) -> float:
    """The median time of a call in ms."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return round(median(taken) * 1e3, 3)


def tell(
    what: str, view: str, ms: float, naive: str = "", naive_ms: float | None = None, **more: object
) -> None:
    """One JSON line."""
    line = {"what": what, "view": view, "ms": ms, "naive": naive, "naive_ms": naive_ms, **more}
    told = json.dumps({key: value for key, value in line.items() if value not in ("", None)})
    sys.stdout.write(told + "\n")


def naive_rows(columns: EventColumns, view: Viewport) -> np.ndarray:
    """All rows looked at."""
    return np.flatnonzero((columns.at_s < view.end_s) & (columns.end_s > view.start_s))


def naive_labels(columns: EventColumns, view: Viewport, lines: int) -> int:
    """Greedy first fit over all that is in view, by priority, afresh each frame."""
    rows = in_view(columns, view).rows()
    rows = rows[np.argsort(-columns.priority[rows].astype(np.int64), kind="stable")]
    x0 = view.scale.x_px(columns.at_s[rows]).clip(0, WIDTH_PX).astype(int)
    x1 = (x0 + widths(rows)).clip(0, WIDTH_PX).astype(int)
    taken, placed = [0] * lines, 0
    for start, stop in zip(x0.tolist(), x1.tolist(), strict=True):
        bits = (1 << stop) - (1 << start)
        for line, occupied in enumerate(taken):
            if not occupied & bits:
                taken[line] = occupied | bits
                placed += 1
                break
    return placed


def main(n: int) -> None:
    columns = story(n)
    span = story_span(columns)
    assert span is not None
    whole = fit(*span, WIDTH_PX)
    busy_s = int(columns.at_s[n // 2])
    views = {"all": whole} | {
        name: fit(busy_s, busy_s + int(length_s), WIDTH_PX)
        for name, length_s in (("10 years", 10 * YEAR_S), ("1 year", YEAR_S), ("1 day", DAY_S))
    }
    anew = timed(lambda: (columns.derived.clear(), density_index(columns)), 5)
    tell("density_index, once a story", "", anew, events=n)
    index = density_index(columns)
    passing = of_mask(np.random.default_rng(1).random(n) < 0.3)
    tell("density_index, once a filter", "", timed(lambda: density_index(columns, passing), 5), events=n)
    for name, view in views.items():
        edges = density(index, view).edge_s
        counted = timed(lambda view=view: density(index, view))
        tell(
            "density", name, counted, "np.histogram of the starts",
            timed(lambda edges=edges: np.histogram(columns.at_s, edges), 5), columns=len(edges) - 1,
        )  # fmt: skip
        seen = timed(lambda view=view: beyond(columns, in_view(columns, view)))
        tell(
            "in view and beyond", name, seen, "mask over all",
            timed(lambda view=view: naive_rows(columns, view), 5),
            in_view=in_view(columns, view).count,
        )  # fmt: skip
        tell("density + in view", name, round(counted + seen, 3), limit_ms=5)
        tell(
            "ticks", name, timed(lambda view=view: tick_rows(view, DateStyle(), lambda text: 6.5 * len(text)))
        )
    labels(columns, views)
    rows = in_view(columns, views["1 day"]).rows()[:3000]
    marks = mark_extents(columns, rows, views["1 day"].scale, 0, WIDTH_PX)
    tell(
        "mark extents", "1 day",
        timed(lambda: mark_extents(columns, rows, views["1 day"].scale, 0, WIDTH_PX)), marks=len(rows),
    )  # fmt: skip
    tell("lanes.pack", "1 day", timed(lambda: pack(marks.x0, marks.x1)), marks=len(rows))
    sizes = [[CardSize(300, 190 - 20 * size) for size in range(6)]] * 5
    space = CardSpace(0, WIDTH_PX, 600, 200)
    tell("cards.place", "5 cards", timed(lambda: place([100, 250, 700, 1100, 1400], sizes, space)))


def labels(columns: EventColumns, views: dict[str, Viewport], lines: int = 12) -> None:
    """Labels of 12 lines: cold, one zoom step on, panned by a view, and all cached."""
    for name, view in views.items():
        begun = perf_counter()
        tiles = LabelTiles(columns, None, lines, widths)
        made_ms = (perf_counter() - begun) * 1e3
        begun = perf_counter()
        placed = tiles.place(view)
        cold_ms = (perf_counter() - begun) * 1e3
        deeper = view.zoom_at(WIDTH_PX / 2, 2)
        begun = perf_counter()
        tiles.place(deeper)
        zoom_ms = (perf_counter() - begun) * 1e3
        begun = perf_counter()
        tiles.place(deeper.pan(WIDTH_PX))
        pan_ms = (perf_counter() - begun) * 1e3
        naive_ms = timed(lambda view=view: naive_labels(columns, view, lines), 1)
        tell(
            "labels, cached", name, timed(lambda tiles=tiles, view=view: tiles.place(view)),
            "greedy over all in view", naive_ms, labelled=len(placed.row),
            made_ms=round(made_ms, 2), cold_ms=round(cold_ms, 2),
            zoom_step_ms=round(zoom_ms, 2), pan_a_view_ms=round(pan_ms, 2),
        )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
