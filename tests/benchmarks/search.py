"""How long from a keystroke in the search box to the filtered picture, on a story of 10,000 events.

    python tests/benchmarks/search.py [--events 10000] [--limit]

Types a phrase letter by letter into the window (offscreen) and times each letter to the answer (mask, counts)
and to the end of the paint that shows it. `--limit` leaves 1 where the median answer takes over 50 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from timeline_app.core.records import CategoryRecord, EventRecord, StoryContent, TagRecord

MOST_MS = 50.0
TYPED = ("potash sanc", "minsk talks -envoy", "treaty OR embargo", '"central bank"')
WORDS = (
    *("potash", "sanctions", "minsk", "talks", "envoy", "treaty", "embargo"),
    *("central", "bank", "prisoners", "freed", "court", "ruling"),
)


def story(count: int) -> StoryContent:
    """Events with titles of common words, dated over thirty years."""
    chance = random.Random(7)
    events = tuple(
        EventRecord(
            title=" ".join(chance.choices(WORDS, k=6)),
            edtf=f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            category=chance.choice(("Politics", "Sanctions", "Release")),
            tags=(TagRecord(chance.choice(WORDS)),),
        )
        for _ in range(count)
    )
    categories = tuple(CategoryRecord(name) for name in ("Politics", "Sanctions", "Release"))
    return StoryContent(events=events, categories=categories)


def main() -> int:
    """Build, type, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--limit", action="store_true", help="fail where the target is missed")
    options = parser.parse_args()
    answers_ms, paints_ms = [], []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TIMELINE_APP_HOME"] = folder
        from PySide6.QtCore import QEventLoop
        from PySide6.QtTest import QTest

        from timeline_app import app
        from timeline_app.work.opening import build_story

        path = Path(folder) / "many.story"
        build_story(story(options.events), path)
        application = app.make_application()
        window = app.make_window(application, path)
        window.resize(1280, 800)
        window.show()
        session = window.session
        while session.snapshot is None:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QTest.qWait(300)
        arrived: list[float] = []
        session.filter_changed.connect(lambda: arrived.append(time.perf_counter()))
        for words in TYPED:
            for end in range(1, len(words) + 1):
                arrived.clear()
                start = time.perf_counter()
                window.toolbar.search.setText(words[:end])
                while (
                    not arrived and time.perf_counter() - start < 2 and not window.toolbar.problem.isVisible()
                ):
                    application.processEvents()
                if arrived:
                    answers_ms.append((arrived[-1] - start) * 1000)
                    window.view.repaint()
                    paints_ms.append((time.perf_counter() - start) * 1000)
                QTest.qWait(30)
            window.toolbar.search.clear()
            QTest.qWait(50)
        window.close()
    for name, times in (("answer", answers_ms), ("painted", paints_ms)):
        worst = sorted(times)[int(0.95 * len(times))]
        sys.stdout.write(f"{name:8} median {statistics.median(times):6.1f} ms   95 % {worst:6.1f} ms\n")
    return 1 if options.limit and statistics.median(answers_ms) > MOST_MS else 0


if __name__ == "__main__":
    sys.exit(main())
