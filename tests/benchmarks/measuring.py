"""What the benchmarks share: a window on a story, waiting for it, and figures as JSON lines."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from timeline_app.ui.main_window import MainWindow
    from timeline_app.ui.session import Session

#: The picture's size in every benchmark.
WIDTH_PX, HEIGHT_PX = 1500, 900


def at(times: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def tell(what: str, **figures: object) -> None:
    """One JSON line."""
    rounded = {key: round(value, 3) if isinstance(value, float) else value for key, value in figures.items()}
    sys.stdout.write(json.dumps({"what": what, **rounded}) + "\n")
    sys.stdout.flush()


def compared(what: str, figure: float, naive: float, unit: str, **more: object) -> None:
    """One JSON line with a figure, what the naive way takes in the same run, and how many times that is."""
    tell(what, figure=figure, naive=naive, ratio=naive / figure if figure else 0.0, unit=unit, **more)


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000


def resident_mb() -> float:
    """The memory of this process that is in use now."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def open_window(path: Path, home: Path) -> tuple[QApplication, MainWindow]:
    """The program's window with a story, its picture `WIDTH_PX` by `HEIGHT_PX`."""
    os.environ["TIMELINE_APP_HOME"] = str(home)
    from timeline_app import app

    application = app.make_application()
    window = app.make_window(application, path)
    window.resize(WIDTH_PX + 300, HEIGHT_PX + 300)
    window.show()
    wait_for(application, lambda: window.session.snapshot is not None, 300)
    app.resume_collecting()  # as two seconds after a start
    for _ in range(3):
        view = window.view
        window.resize(window.width() + WIDTH_PX - view.width(), window.height() + HEIGHT_PX - view.height())
        application.processEvents()
    return application, window


def wait_for(application: QApplication, done: Callable[[], bool], seconds: float) -> None:
    """Let the window live until something has come."""
    until = time.perf_counter() + seconds
    while not done():
        if time.perf_counter() > until:
            raise TimeoutError(f"nothing came within {seconds} s")
        application.processEvents()
        time.sleep(0.001)


def words_are_in_memory(session: Session) -> bool:
    """Whether the words of a large story have been read; at once true of a small one."""
    answers, snapshot = session.answers, session.snapshot
    return snapshot is not None and (not answers.is_large(snapshot) or answers.event_words is not None)


def live(application: QApplication, seconds: float) -> None:
    """Let the window live for a while."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        application.processEvents()
        time.sleep(0.001)
