"""The longest time that the window's thread was busy at one go, action by action, and what it did then.

    python -m tests.benchmarks.watchdog --events 10000000 [--edit]

A turn is one round of the event loop: all that was waiting is answered, then the window is free again. Told
are its time on the processor and on the clock; on a loaded machine the two differ. A second thread looks at
the window's thread every few milliseconds, so that a long turn can be told by the function it was in.
Beside the table's turns stands the naive way: the window's thread sorts all rows. --edit edits a copy.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.measuring import HEIGHT_PX, WIDTH_PX, tell, words_are_in_memory
from tests.benchmarks.synthetic import story_file
from timeline_app.core.fold import fold

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from timeline_app.ui.main_window import MainWindow

#: A frame at 60 a second.
LIMIT_MS = 16.0
_LOOK_S = 0.004
#: More titles than these are not sorted the naive way: they would take gigabytes.
_MOST_LISTED = 1_000_000


@dataclass
class Watchdog:
    """Turns the event loop, and keeps the longest turn and what the window's thread was seen doing in it."""

    application: QApplication
    longest_cpu_ms: float = 0.0
    longest_ms: float = 0.0
    doing: str = ""
    turns: int = 0
    over: int = 0
    _seen: Counter[str] = field(default_factory=Counter)
    _turning: threading.Event = field(default_factory=threading.Event)
    _done: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Watchdog:
        self._window = threading.get_ident()
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._turning.set()
        self._thread.join()

    def forget(self) -> None:
        """Begin anew."""
        self.longest_cpu_ms = self.longest_ms = 0.0
        self.doing, self.turns, self.over = "", 0, 0

    def turn(self, work: Callable[[], object] | None = None) -> None:
        """One round of the event loop, or one piece of work as an event would bring it."""
        self._seen.clear()
        self._turning.set()
        begun, begun_cpu = time.perf_counter(), time.thread_time()
        if work is None:
            self.application.processEvents()
        else:
            work()
        cpu_ms = (time.thread_time() - begun_cpu) * 1_000
        took_ms = (time.perf_counter() - begun) * 1_000
        self._turning.clear()
        self.turns += 1
        self.over += cpu_ms > LIMIT_MS
        self.longest_ms = max(self.longest_ms, took_ms)
        if cpu_ms > self.longest_cpu_ms:
            self.longest_cpu_ms = cpu_ms
            self.doing = self._seen.most_common(1)[0][0] if self._seen else ""

    def turn_until(self, done: Callable[[], bool], seconds: float) -> None:
        """Rounds until something has come; gives up silently after some time."""
        until = time.perf_counter() + seconds
        while not done() and time.perf_counter() < until:
            self.turn()
            time.sleep(0.001)

    def turn_for(self, seconds: float) -> None:
        """Rounds for a while."""
        self.turn_until(lambda: False, seconds)

    def _look(self) -> None:
        while not self._done.is_set():
            self._turning.wait()
            frame = sys._current_frames().get(self._window)
            for at in reversed(traceback.extract_stack(frame)) if frame else ():
                if "timeline_app" in at.filename:
                    self._seen[f"{Path(at.filename).name}:{at.name}"] += 1
                    break
            time.sleep(_LOOK_S)


def actions(
    dog: Watchdog, window: MainWindow, path: Path, *, edits: bool = False
) -> dict[str, Callable[[], None]]:
    """What a person does, each by its name; `edits`: the story at `path` may be written to."""
    session, view = window.session, window.view

    def open_story() -> None:
        dog.turn(lambda: session.open(path))
        dog.turn_until(lambda: session.path == path, 300)
        dog.turn_for(2.0)

    def read_words() -> None:
        dog.turn_until(lambda: words_are_in_memory(session), 300)
        dog.turn_for(1.0)

    def move() -> None:
        for step in range(120):
            viewport = session.viewport
            if viewport is None:
                return
            moved = viewport.zoom_at(700.0, 1.12) if step % 2 else viewport.pan(23.0)
            dog.turn(lambda moved=moved: (session.set_viewport(moved), view.repaint()))
            dog.turn()
            time.sleep(0.006)

    def search() -> None:
        for typed in ("b", "ba", "bad", "bade", ""):
            dog.turn(lambda typed=typed: (session.set_query(typed), view.repaint()))
            dog.turn_for(0.4)

    def read_event() -> None:
        composed = view.composed
        for event_id in (composed.info.labelled if composed else ())[:3]:
            dog.turn(lambda event_id=event_id: session.select((event_id,)))
            dog.turn_for(0.3)

    def lanes() -> None:
        for kind in ("category", "none"):
            dog.turn(lambda kind=kind: (session.show_lanes(kind), view.repaint()))
            dog.turn_until(lambda kind=kind: session.lanes == kind, 30)
            dog.turn_for(0.6)

    def show_table() -> None:
        dog.turn(window.toggle_table)
        dog.turn_for(0.5)

    def sort_by(column: int, *, backwards: bool = False) -> None:
        from timeline_app.ui.table.model import Column

        table = window.table
        assert table is not None
        dog.turn(lambda: table.sort_by(Column(column), backwards=backwards))
        dog.turn_until(lambda: not table.is_sorting, 300)
        dog.turn_for(0.3)
        dog.turn(lambda: table.sort_by(None))
        dog.turn_for(0.3)

    def edit() -> None:
        from timeline_app.core.draft import EventDraft
        from timeline_app.work import editing

        for number in range(3):
            draft = EventDraft(f"One more {number}", "2024-02-03")
            before = session.snapshot
            window.editing.edits.run(lambda story, draft=draft: editing.add_event(story, draft))
            dog.turn_until(lambda before=before: session.snapshot is not before, 30)
            dog.turn_for(0.5)

    done = {
        "open": open_story, "words into memory": read_words, "pan and zoom": move, "search": search,
        "read an event": read_event, "lanes": lanes, "show the table": show_table,
        "table by time backwards": lambda: sort_by(0, backwards=True),
        "table by category": lambda: sort_by(2), "table by title": lambda: sort_by(1),
    }  # fmt: skip
    return {**done, "edit with the table open": edit} if edits else done


def main() -> None:
    """Do it all; print a line for each action."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--edit", action="store_true", help="edit as well, a copy of the story")
    options = parser.parse_args()
    path = story_file(options.events)
    if not options.edit:
        _watch(path, options.events)
        return
    copy = path.with_name(f"copy-of-{path.name}")
    try:
        shutil.copyfile(path, copy)
        _watch(copy, options.events, edits=True)
    finally:
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _naive_ms(action: str, window: MainWindow, path: Path) -> float | None:
    """An action's longest turn if the window's thread sorted all rows itself; None for other actions."""
    from timeline_app.core.facet_names import names_of_all
    from timeline_app.core.snapshot import FacetKind
    from timeline_app.store.database import open_story

    snapshot = window.session.snapshot
    begun = time.thread_time()
    if snapshot is None or not action.startswith("table by"):
        return None
    if action == "table by category":
        names = names_of_all(snapshot, (FacetKind.CATEGORY,))
        bears = np.diff(names.first) > 0
        rank = np.full(len(bears), len(names.names), np.int64)
        rank[bears] = names.value[names.first[:-1][bears]]
        np.argsort(rank, kind="stable")
    elif action == "table by title":
        if len(snapshot) > _MOST_LISTED:
            return None
        with open_story(path) as story:
            found = story.conn.execute("SELECT id, title FROM event").fetchall()
        sorted(found, key=lambda row: (fold(row[1]), row[0]))
    else:
        window.session.order()[:][::-1].copy()
    return (time.thread_time() - begun) * 1_000


def _watch(path: Path, events: int, *, edits: bool = False) -> None:
    with tempfile.TemporaryDirectory() as home:
        from tests.benchmarks.measuring import open_window

        small = story_file(10_000)
        application, window = open_window(small, Path(home))
        window.resize(WIDTH_PX + 300, HEIGHT_PX + 300)
        with Watchdog(application) as dog:
            dog.turn_for(1.0)
            for name, act in actions(dog, window, path, edits=edits).items():
                dog.forget()
                act()
                naive_ms = _naive_ms(name, window, path)
                beside = {} if naive_ms is None else {"naive_ms": naive_ms}
                tell(
                    "longest turn", action=name, events=events, cpu_ms=dog.longest_cpu_ms,
                    ms=dog.longest_ms, over_16_ms=dog.over, turns=dog.turns, doing=dog.doing, **beside,
                )  # fmt: skip
        window.close()


if __name__ == "__main__":
    main()
