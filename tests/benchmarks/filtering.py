"""How long from a keystroke to the filtered frame, words of titles, letter by letter.

    python -m tests.benchmarks.filtering --events 10000000

The answer, the mask and what the frame needs are made in the reading thread; the frame is painted by
`TimelineView.paintEvent`. Beside it what full text alone takes to hand over the same events.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import compared, live, open_window, resident_mb, tell, wait_for
from tests.benchmarks.synthetic import story_file
from timeline_app.core.query import parse_query
from timeline_app.store.database import open_story
from timeline_app.store.search import matching_ids

TYPED = ("b", "ba", "bad")


def main() -> None:
    """Type each beginning of a word several times; print the median of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    path = story_file(options.events)
    with tempfile.TemporaryDirectory() as home:
        application, window = open_window(path, Path(home))
        session, view = window.session, window.view
        ready: list[float] = []
        begun = time.perf_counter()
        session.words_ready.connect(lambda: ready.append(time.perf_counter() - begun))
        if options.events > 200_000:
            wait_for(application, lambda: bool(ready), 600)
            tell("words in memory", events=options.events, seconds=ready[0], resident_mb=resident_mb())
        live(application, 1.0)
        for typed in TYPED:
            times: list[float] = []
            for _ in range(options.runs):
                session.clear_filter()
                live(application, 1.0 if options.events > 1_000_000 else 0.3)
                done: list[int] = []
                link = session.filter_changed.connect(lambda seen=done: seen.append(1))
                begun_at = time.perf_counter()
                session.set_query(typed)
                while not done:
                    application.processEvents()
                view.repaint()
                times.append((time.perf_counter() - begun_at) * 1_000)
                session.filter_changed.disconnect(link)
            with open_story(path) as story:
                terms = parse_query(typed, today="2026-01-01").terms
                begun_at = time.perf_counter()
                matching_ids(story, terms)
                naive = (time.perf_counter() - begun_at) * 1_000
            compared(
                "keystroke to frame", sorted(times)[len(times) // 2], naive, "ms", events=options.events,
                letters=len(typed), hits=len(session.order()), most=max(times),
            )  # fmt: skip
        tell("memory", events=options.events, resident_mb=resident_mb())
        window.close()


if __name__ == "__main__":
    main()
