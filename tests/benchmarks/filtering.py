"""How long from a keystroke to the filtered frame, words of titles, letter by letter.

    python -m tests.benchmarks.filtering --events 10000000

The answer is worked out in the window's thread where memory knows the words, and the frame painted by
`TimelineView.paintEvent`; counts of facets follow. Beside it the naive way: LIKE over all titles, and
`numpy.isin` over all events. `--step` adds where the time goes.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measuring import (
    at,
    compared,
    live,
    milliseconds,
    open_window,
    resident_mb,
    tell,
    wait_for,
)
from tests.benchmarks.synthetic import story_file

TYPED = ("b", "ba", "bad")


def main() -> None:
    """Type each beginning of a word several times; print the median of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--step", action="store_true", help="tell where the time goes as well")
    options = parser.parse_args()
    path = story_file(options.events)
    with tempfile.TemporaryDirectory() as home:
        application, window = open_window(path, Path(home))
        session, view = window.session, window.view
        ready: list[float] = []
        begun_at = time.perf_counter()
        session.words_ready.connect(lambda: ready.append(time.perf_counter() - begun_at))
        if options.events > 200_000:
            wait_for(application, lambda: bool(ready), 600)
            tell("words in memory", events=options.events, seconds=ready[0], resident_mb=resident_mb())
        live(application, 2.0)
        snapshot = session.snapshot
        assert snapshot is not None
        told: list[str] = []
        session.filter_changed.connect(lambda: told.append("answer"))
        session.counts_changed.connect(lambda: told.append("counts"))
        for typed in TYPED:
            answers: list[float] = []
            frames: list[float] = []
            counts: list[float] = []
            with _steps(options.step) as steps:
                for _ in range(options.runs):
                    session.clear_filter()
                    live(application, 1.0 if options.events > 1_000_000 else 0.3)
                    told.clear()
                    begun_at = time.perf_counter()
                    session.set_query(typed)
                    while "answer" not in told:
                        application.processEvents()
                    answers.append((time.perf_counter() - begun_at) * 1_000)
                    view.repaint()
                    frames.append((time.perf_counter() - begun_at) * 1_000)
                    if session.mask is not None and options.events > 200_000:
                        wait_for(application, lambda: "counts" in told, 30)
                        counts.append((time.perf_counter() - begun_at) * 1_000)
            naive = milliseconds(lambda typed=typed: _naive(path, snapshot.columns.id, typed))
            compared(
                "keystroke to frame", at(frames, 0.5), naive, "ms", events=options.events, letters=len(typed),
                hits=session.shown()[0], answer=at(answers, 0.5), most=max(frames),
                counts_after=at(counts, 0.5) if counts else 0.0,
                **{name: spent * 1_000 / options.runs for name, spent in steps.items()},
            )  # fmt: skip
        tell("memory", events=options.events, resident_mb=resident_mb())
        window.close()


def _naive(path: Path, ids: np.ndarray, typed: str) -> np.ndarray:
    """A mask of all events whose title has a word that begins so."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        found = connection.execute(
            "SELECT id FROM event WHERE title LIKE ? OR title LIKE ?", (f"{typed}%", f"% {typed}%")
        ).fetchall()
    return np.isin(ids, np.array(found, np.int64))


@contextmanager
def _steps(wanted: bool) -> Iterator[dict[str, float]]:
    """The processor's seconds in the parts of a keystroke, gathered while this lasts."""
    from timeline_app.scene import compose, lane_plan
    from timeline_app.ui import filter_panel, timeline_view
    from timeline_app.ui.filters import chips
    from timeline_app.ui.picture import painted_scene
    from timeline_app.ui.story import narrowing

    spent: dict[str, float] = {}
    parts: list[tuple[Any, str, str]] = [
        (narrowing, "cost", "cost"),
        (narrowing, "words_at_hand", "words"),
        (narrowing, "evaluate", "evaluate"),
        (chips.FilterChips, "_fill", "chips"),
        (filter_panel.FilterPanel, "_tell", "panel"),
        (timeline_view, "compose", "compose"),
        (compose, "draw_axis", "axis"),
        (lane_plan, "plan_titles", "titles"),
        (lane_plan, "lane_density", "density"),
        (painted_scene.PaintedScene, "draw", "paint"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _label in parts]
    if wanted:
        for owner, name, label in parts:
            setattr(owner, name, _timed(getattr(owner, name), label, spent))
    try:
        yield spent
    finally:
        for owner, name, work in kept:
            setattr(owner, name, work)


def _timed(work: Callable[..., Any], label: str, spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(work)
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.thread_time()
        try:
            return work(*given, **named)
        finally:
            spent[label] = spent.get(label, 0.0) + time.thread_time() - begun

    return timed


if __name__ == "__main__":
    main()
