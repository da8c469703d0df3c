"""Nothing holds the window's thread for long in a story of very many events: a watchdog over its turns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.synthetic import write_story
from tests.benchmarks.watchdog import Watchdog, actions
from timeline_app.store.database import open_story
from timeline_app.store.snapshot import keep_columns
from timeline_app.ui.main_window import MainWindow

pytestmark = [pytest.mark.qt, pytest.mark.slow]

#: A turn takes 5 to 20 ms of the processor on a quiet machine (`tests.benchmarks.watchdog` tells). Whatever
#: reads the disk, or looks at all events, takes a multiple of this.
MOST_MS = 60.0
EVENTS = 250_000


def test_no_turn_of_the_window_s_thread_is_long(
    qapp: QApplication, tmp_path: Path, sample_file: Path, make_window: Callable[..., MainWindow]
) -> None:
    path = tmp_path / "many.story"
    write_story(path, EVENTS)
    with open_story(path, write=True) as story:
        assert keep_columns(story)
    window = make_window(sample_file)
    longest: dict[str, tuple[float, str]] = {}
    with Watchdog(qapp) as dog:
        for name, act in actions(dog, window, path, edits=True).items():
            dog.forget()
            act()
            longest[name] = dog.longest_cpu_ms, dog.doing
    assert len(window.session.snapshot) == EVENTS + 3
    assert {} == {name: turn for name, turn in longest.items() if turn[0] > MOST_MS}
