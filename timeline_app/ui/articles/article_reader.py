"""Reading articles one after another in a thread of its own: what waits, progress, cancel; shows nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from timeline_app.core.errors import TimelineError
from timeline_app.ui.articles.article_sources import Source
from timeline_app.ui.background import Worker
from timeline_app.work import clock

if TYPE_CHECKING:
    from timeline_app.reading.values import Asked
    from timeline_app.work.drafting import Draft

T = TypeVar("T")

#: Reading that takes longer than this says so, and can be cancelled.
SLOW_MS = 300


class ArticleReader(QObject):
    """Reads what waits, one article at a time.

    Signals: `slow(str)`: this has been read for a while; `finished()`: nothing is being read any more.
    `name` is what is being read, "" for nothing; `waiting` is what comes after it.
    """

    slow = Signal(str)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.waiting: list[Source] = []
        self._worker: Worker[None] | None = None
        self._cancel = threading.Event()
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self.slow.emit(self.name))

    def run(
        self,
        name: str,
        work: Callable[[Asked], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
    ) -> None:
        """Do `work` in the thread, asking whether it is cancelled; then nothing follows."""
        self._begin(name)
        cancel = self._cancel

        def job(_: None) -> tuple[T] | None:
            from timeline_app.reading.values import Cancelled

            try:
                return (work(cancel.is_set),)
            except Cancelled:
                return None

        def answered(answer: tuple[T] | None) -> None:
            if not cancel.is_set():
                self._end()
                if answer is not None:
                    done(answer[0])

        def refused(sentence: str) -> None:
            if not cancel.is_set():
                self._end()
                failed(sentence)

        self._thread().run(job, answered, refused)

    def read_next(self, done: Callable[[Draft], None], failed: Callable[[str], None]) -> bool:
        """Read the article that waits longest; False where none does."""
        if not self.waiting:
            return False
        source, today = self.waiting.pop(0), clock.today()
        self.run(source.name, lambda cancelled: source.read(today, cancelled), done, failed)
        return True

    def read_all(self, name: str, done: Callable[[list[Draft], list[str]], None]) -> None:
        """Read all that waits; `done` is given the drafts, and a sentence for each that cannot be read."""
        sources, today = tuple(self.waiting), clock.today()
        self.waiting.clear()

        def work(cancelled: Asked) -> tuple[list[Draft], list[str]]:
            drafts: list[Draft] = []
            problems: list[str] = []
            for source in sources:
                try:
                    drafts.append(source.read(today, cancelled))
                except TimelineError as problem:
                    problems.append(str(problem))
            return drafts, problems

        self.run(name, work, lambda found: done(*found), lambda sentence: done([], [sentence]))

    def look_into(
        self, folder: Path, done: Callable[[Sequence[Path]], None], failed: Callable[[str], None]
    ) -> None:
        """The articles in a folder and below."""
        from timeline_app.work.drafting import articles_in

        self.run(folder.name, lambda _: articles_in([folder]), done, failed)

    def cancel(self) -> None:
        """Stop reading at once, and forget what waits."""
        self._cancel.set()
        self.waiting.clear()
        self._end()

    def close(self) -> None:
        """Stop reading, and end the thread."""
        self.cancel()
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _thread(self) -> Worker[None]:
        if self._worker is None:
            self._worker = Worker("article-reader", lambda: None, lambda _: None)
        return self._worker

    def _begin(self, name: str) -> None:
        self.name, self._cancel = name, threading.Event()
        self._slow.start()

    def _end(self) -> None:
        self._slow.stop()
        if self.name:
            self.name = ""
            self.finished.emit()
