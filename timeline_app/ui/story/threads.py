"""The threads of one window's story: one that reads and searches, one that writes, and one on its way.

The reading thread of the story at hand stays until another story has been read whole; the writing one begins
with the first change. Knows connections, no widget, and nothing of what is asked of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from timeline_app.ui.background import Worker
from timeline_app.ui.story import jobs
from timeline_app.ui.story.jobs import Opened

if TYPE_CHECKING:  # the store is imported in the worker's thread, while the window is being built
    from timeline_app.formats import ReadOptions
    from timeline_app.store.database import StoryFile

T = TypeVar("T")


class StoryThreads:
    """Opens, changes and ends the threads; every answer comes in the thread that made this object."""

    def __init__(self) -> None:
        self._reader: Worker[StoryFile] | None = None
        self._coming: Worker[StoryFile] | None = None
        self._writer: Worker[StoryFile] | None = None
        self._aside: dict[str, Worker[StoryFile]] = {}
        self._unfinished: dict[str, Callable[[], None]] = {}  # how what is read aside begins again
        self._columns: dict[str, Worker[threading.Event]] = {}
        self._placer: Worker[StoryFile] | None = None
        self._file: Path | None = None  # what the reading thread reads, which may be a copy of its own

    def open(
        self,
        path: Path | None,
        arrived: Callable[[Opened], None],
        refused: Callable[[str], None],
        how: ReadOptions | None = None,
    ) -> None:
        """Read a story whole (None: the sample), then let its threads take the place of those at hand.

        `arrived(opened)` follows, or `refused(sentence)`; a newer call gives an older one up. `how` says how
        a file that is imported is to be read.
        """
        self._give_up_coming()
        coming = self._coming = jobs.reading_worker(path, how)

        def take(opened: Opened) -> None:
            self._close_current()
            self._reader, self._coming, self._file = coming, None, opened.file
            arrived(opened)

        def give_up(sentence: str) -> None:
            self._give_up_coming()
            refused(sentence)

        coming.run(jobs.read_all, take, give_up)

    def read(
        self,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None] | None,
        failed: Callable[[str], None],
        key: str = "",
    ) -> None:
        """Do `work` with the reading connection (`background.Worker.run`), once a story is open."""
        if self._reader is not None:
            self._reader.run(work, done, failed, key=key)

    def drop(self, key: str) -> None:
        """Forget the reading jobs of a key."""
        if self._reader is not None:
            self._reader.drop(key)

    def write(
        self,
        path: Path,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None] | None,
        failed: Callable[[str], None],
    ) -> None:
        """Do `work` with the writing connection to the story at `path`, opened at the first call."""
        if self._writer is None:
            self._begin_writing(path)
        if self._writer is not None:
            self._writer.run(work, done, failed)
            self._writer.run(lambda story: story.make_durable(), key="durable")

    def read_aside(
        self,
        name: str,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do long `work` in a thread and with a connection of its own; a newer call of a name gives it up.

        Without `failed`, what goes wrong is not told: nothing waits for it.
        """
        self._close_aside(name)
        if self._file is None:
            return
        worker = self._aside[name] = jobs.aside_worker(self._file, f"story-{name}")

        def arrived(found: T) -> None:
            self._unfinished.pop(name, None)
            done(found)

        def begin() -> None:
            worker.run(work, arrived, failed, key=name)

        self._unfinished[name] = begin
        begin()

    def _begin_writing(self, path: Path) -> None:
        """Open the writing connection, while nothing reads for long: what reads aside begins again."""

        def opened(_: object) -> None:
            for name in waiting:
                if name in self._unfinished:
                    self._unfinished[name]()

        waiting = [name for name in self._aside if name in self._unfinished]
        for name in waiting:
            self._aside[name].drop(name)
        self._writer = jobs.writing_worker(path)
        self._writer.run(lambda _: None, opened, opened)

    def work_out(
        self,
        work: Callable[[threading.Event], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
        key: str,
        thread: str = "columns",
    ) -> None:
        """Do `work` on columns alone in a thread that nothing else waits for; a newer call of a key drops it.

        The event it is given is set where it may leave off, because nobody waits for the answer any more.
        What somebody waits for after all goes in a `thread` of its own, not behind what takes seconds.
        """
        if thread not in self._columns:
            self._columns[thread] = jobs.columns_worker(f"story-{thread}")

        def begun(stopped: threading.Event) -> T:
            stopped.clear()
            return work(stopped)

        self._columns[thread].run(begun, done, failed, key=key)

    def leave_off(self, key: str, thread: str = "columns") -> None:
        """Forget what is being worked out under a key."""
        if thread in self._columns:
            self._columns[thread].drop(key)

    def place(
        self,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
    ) -> None:
        """Do `work` in the thread that places labels, which reads with a connection of its own."""
        if self._file is None:
            return
        if self._placer is None:
            self._placer = jobs.aside_worker(self._file, "story-labels")
        self._placer.run(work, done, failed)

    def close(self) -> None:
        """End every thread; what waits to be written is written first."""
        self._give_up_coming()
        self._close_current()

    def _give_up_coming(self) -> None:
        if self._coming is not None:
            self._coming.close()
            self._coming = None

    def _close_aside(self, name: str) -> None:
        self._unfinished.pop(name, None)
        worker = self._aside.pop(name, None)
        if worker is not None:
            worker.close()

    def _close_current(self) -> None:
        for name in tuple(self._aside):
            self._close_aside(name)
        while self._columns:
            self._columns.popitem()[1].close()
        if self._placer is not None:
            self._placer.close()
            self._placer = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._writer is not None:  # last, so that the file at rest is whole
            self._writer.close(finish=True)
            self._writer = None
