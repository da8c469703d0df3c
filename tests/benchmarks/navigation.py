"""How long a frame takes while panning and zooming, through the window's own paint event.

    python -m tests.benchmarks.navigation --events 10000000 [--research FOLDER] [--profile]

The performance research's tour of 600 frames: pans at four scales, then a zoom from everything to one hour.
A frame is a new viewport, composed and painted by `TimelineView.paintEvent` of the real window, with all that
the window repaints beside it. Frames follow one another 60 times a second, as on a screen: what is left of
each sixtieth the window lives, words and labels arrive. The tour begins when the story's words are in memory.

Beside it, in the same run and over the same tour, the naive way: each event in view looked at and drawn one
by one, with a limit of 3,000 rectangles and no titles; and, given its folder, the research's own best frames
(rectangles and one line of text each, without cards, axis, marks of many kinds or a window).
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks.beside_research import research_frames
from tests.benchmarks.measuring import (
    at,
    compared,
    live,
    open_window,
    resident_mb,
    tell,
    wait_for,
    words_are_in_memory,
)
from tests.benchmarks.synthetic import YEAR_S, story_file
from timeline_app.core.columns import EventColumns
from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.layout.viewport import Viewport

SLOW_MS = 1_000 / 60


def tour(columns: EventColumns, width_px: float) -> Iterator[Viewport]:
    """The viewports of the research's 600 frames."""
    first, last = int(columns.at_s[0]), int(columns.at_s[-1])
    middle = int(columns.at_s[int(columns.dated * 0.8)])
    for years in (30, 1, 1 / 12, 1 / 365):
        scale = years * YEAR_S / width_px
        for frame in range(90):
            start = middle - years * YEAR_S / 2 + frame * scale * (2 + 10 * (frame % 3 == 0))
            yield Viewport(int(start), start % 1, scale, width_px)
    for frame in range(240):
        scale = (last - first) / width_px * (3_600 / (last - first)) ** (frame / 239)
        start = middle - scale * width_px * (middle - first) / (last - first)
        yield Viewport(int(start), start % 1, scale, width_px)


def naive_frame(columns: EventColumns, viewport: Viewport, painter: object) -> None:
    """What a first attempt does: a mask over all events, and a rectangle for each of the first 3,000."""
    from PySide6.QtCore import QRectF

    rows = np.flatnonzero((columns.at_s < viewport.end_s) & (columns.end_s > viewport.start_s))[:3_000]
    x0 = (columns.at_s[rows] - viewport.start_s) / viewport.seconds_per_px
    x1 = (columns.end_s[rows] - viewport.start_s) / viewport.seconds_per_px
    for place, (left, right) in enumerate(zip(x0.tolist(), x1.tolist(), strict=True)):
        left = max(left, -9.0)
        painter.drawRect(QRectF(left, place % 60 * 14.0, max(min(right, 1_600.0) - left, 3.0), 12.0))  # type: ignore[attr-defined]


def main() -> None:
    """Tour with and without a filter; print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--research", type=Path, help="the folder of the research's scripts, to run beside")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args()
    path = story_file(options.events)
    with tempfile.TemporaryDirectory() as home:
        application, window = open_window(path, Path(home))
        session, view = window.session, window.view
        snapshot = session.snapshot
        assert snapshot is not None
        wait_for(application, lambda: words_are_in_memory(session), 300)
        live(application, 1.0)
        research = research_frames(options.research, options.events) if options.research else {}
        naive = _naive_times(snapshot.columns, float(view.width()))
        for filtered in (False, True):
            if filtered:
                keys = [value.key for value in snapshot.facets[FacetKind.TOPIC][:3]]
                arrived: list[int] = []
                session.filter_changed.connect(lambda seen=arrived: seen.append(1))
                session.set_filter(EventFilter(include={FacetKind.TOPIC: frozenset(keys)}))
                while not arrived:
                    live(application, 0.02)
                view.repaint()
            live(application, 1.0)
            profile = cProfile.Profile()
            frames: list[float] = []
            labels: list[float] = []
            for viewport in tour(snapshot.columns, float(view.width())):
                if options.profile:
                    profile.enable()
                begun = time.perf_counter()
                session.set_viewport(viewport)
                view.repaint()
                took_s = time.perf_counter() - begun
                profile.disable()
                frames.append(took_s * 1_000)
                labels.append(len(view.composed.info.labelled) if view.composed else 0)
                live(application, max(1 / 60 - took_s, 0.001))
            compared(
                "frame", at(frames, 0.5), at(naive, 0.5), "ms", events=options.events, filtered=filtered,
                p95=at(frames, 0.95), p99=at(frames, 0.99), most=max(frames),
                slow_share=sum(frame > SLOW_MS for frame in frames) / len(frames), naive_p95=at(naive, 0.95),
                labels=at(labels, 0.5), research=research.get(filtered),
            )  # fmt: skip
            if options.profile:
                pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        tell("memory", events=options.events, resident_mb=resident_mb())
        window.close()


def _naive_times(columns: EventColumns, width_px: float) -> list[float]:
    from PySide6.QtGui import QColor, QImage, QPainter

    image = QImage(1_500, 900, QImage.Format.Format_RGB32)
    times = []
    for number, viewport in enumerate(tour(columns, width_px)):
        if number % 10:
            continue
        begun = time.perf_counter()
        painter = QPainter(image)
        painter.fillRect(image.rect(), QColor("white"))
        naive_frame(columns, viewport, painter)
        painter.end()
        times.append((time.perf_counter() - begun) * 1_000)
    return times


if __name__ == "__main__":
    main()
