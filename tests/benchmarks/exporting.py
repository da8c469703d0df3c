"""How long a PNG of a view takes, matplotlib imported already.

    python -m tests.benchmarks.exporting --events 10000000

Beside it the naive way: one bar an event through matplotlib, timed for 10,000 of them and, because ten
million would not end, multiplied by how many times as many there are.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.measuring import HEIGHT_PX, WIDTH_PX, compared
from tests.benchmarks.synthetic import story_file
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.store import repository
from timeline_app.store.database import open_story
from timeline_app.work.picture import PictureOptions, picture_scene, write_page

NAIVE_BARS = 10_000


def main() -> None:
    """Export the whole story several times; print the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    times = []
    with tempfile.TemporaryDirectory() as folder, open_story(story_file(options.events)) as story:
        snapshot = repository.load_snapshot(story)
        asked = PictureOptions(size_px=(float(WIDTH_PX), float(HEIGHT_PX)))
        metrics = TextMetrics()
        for _ in range(options.runs + 1):
            begun = time.perf_counter()
            page = picture_scene(story, asked, snapshot=snapshot, metrics=metrics)
            write_page(page, Path(folder) / "view.png", "png")
            times.append(time.perf_counter() - begun)
        timed = _naive_s(snapshot.columns.at_s[:NAIVE_BARS], Path(folder) / "naive.png")
    kept = sorted(times[1:])
    naive = timed * max(options.events / NAIVE_BARS, 1.0)
    compared(
        "export PNG", kept[len(kept) // 2], naive, "s", events=options.events, first=times[0],
        naive_is="scaled from 10,000 bars", naive_timed_s=timed,
    )  # fmt: skip


def _naive_s(at_s: np.ndarray[tuple[int], np.dtype[np.int64]], path: Path) -> float:
    from matplotlib.figure import Figure

    from timeline_app.render import figure  # noqa: F401 - imports matplotlib, so that it is not timed

    begun = time.perf_counter()
    axes = Figure(figsize=(15, 9), dpi=100).subplots()
    axes.broken_barh([(start, 86_400) for start in at_s.tolist()], (0, 1))
    axes.figure.savefig(path)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
