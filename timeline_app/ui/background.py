"""Threads that own one resource each (a database connection), and bring answers back to the window's thread.

A worker opens its resource in its own thread, does jobs one after another, and delivers each answer in the
thread that made the worker. A job with a key supersedes the earlier ones of that key: those waiting are
dropped, the one running is interrupted, and its late answer is never delivered. Knows no story and no widget.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from timeline_app.core.errors import TimelineError

R = TypeVar("R")
T = TypeVar("T")

#: How long `Worker.close` waits for the job that is running, in seconds.
CLOSE_WAIT_S = 10.0
_CUT_SHORT_S = 0.02


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    key: str
    work: Callable[[Any], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[str], None] | None


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    value: Any = None
    error: BaseException | None = None


class _Post(QObject):
    """Carries answers across threads: emitted in the worker's, received in the one that made it."""

    answered = Signal(object)


class Worker(Generic[R]):
    """One thread that owns one resource.

    - `open_resource` is called in the worker's thread, before its first job, and again after it failed.
    - `close_resource` is called there at the end.
    - `interrupt` may be called from any thread to cut the running job short (its answer is then dropped).
    """

    def __init__(
        self,
        name: str,
        open_resource: Callable[[], R],
        close_resource: Callable[[R], None],
        interrupt: Callable[[R], None] | None = None,
    ) -> None:
        self._open = open_resource
        self._close = close_resource
        self._interrupt = interrupt
        self._resource: R | None = None
        self._jobs: deque[_Job] = deque()
        self._running: _Job | None = None
        self._newest: dict[str, int] = {}
        self._number = 0
        self._closing = False
        self._wake = threading.Condition()
        self._post = _Post()
        self._post.answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[R], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Do `work(resource)` in the thread; `done(value)` or `failed(sentence)` follow in the caller's.

        A `TimelineError` reaches `failed`; any other exception is a bug and is raised in the caller's event
        loop, where the report dialog takes it. A non-empty `key` supersedes earlier jobs of that key.
        """
        with self._wake:
            if self._closing:
                return
            self._number += 1
            job = _Job(self._number, key, work, done, failed)
            if key:
                self._newest[key] = job.number
                self._jobs = deque(waiting for waiting in self._jobs if waiting.key != key)
                if self._running is not None and self._running.key == key:
                    self._cut_short()
            self._jobs.append(job)
            self._wake.notify()

    def drop(self, key: str) -> None:
        """Forget the jobs of a key: those waiting are not done, the running one's answer is dropped."""
        with self._wake:
            self._number += 1
            self._newest[key] = self._number
            self._jobs = deque(waiting for waiting in self._jobs if waiting.key != key)
            if self._running is not None and self._running.key == key:
                self._cut_short()

    def close(self, *, finish: bool = False) -> None:
        """End the thread and close its resource; `finish` does the waiting jobs first, else they are dropped.

        No answer is delivered after this returns.
        """
        with self._wake:
            self._closing = True
            if not finish:
                self._jobs.clear()
            self._wake.notify()
        until = time.monotonic() + CLOSE_WAIT_S
        while self._thread.is_alive() and time.monotonic() < until:
            if not finish:  # again and again: between two queries nothing hears it
                with self._wake:
                    if self._running is not None:
                        self._cut_short()
            self._thread.join(_CUT_SHORT_S)
        with contextlib.suppress(RuntimeError):
            self._post.answered.disconnect(self._deliver)

    def _cut_short(self) -> None:
        if self._interrupt is not None and self._resource is not None:
            self._interrupt(self._resource)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._running = None
                while not self._jobs and not self._closing:
                    self._wake.wait()
                if not self._jobs:
                    break
                job = self._running = self._jobs.popleft()
            try:
                if self._resource is None:
                    self._resource = self._open()
                answer = _Answer(job, value=job.work(self._resource))
            except Exception as error:  # every kind is carried to the window's thread, which tells them apart
                answer = _Answer(job, error=error)
            with contextlib.suppress(RuntimeError):  # the window may be gone already
                self._post.answered.emit(answer)
            del answer, job  # an error would hold this frame, and the frame the error, with all that was read
        if self._resource is not None:
            self._close(self._resource)
            self._resource = None

    def _deliver(self, answer: _Answer) -> None:
        job = answer.job
        if self._closing or (job.key and self._newest.get(job.key) != job.number):
            return
        if answer.error is None:
            if job.done is not None:
                job.done(answer.value)
        elif isinstance(answer.error, TimelineError):
            if job.failed is not None:
                job.failed(str(answer.error))
        else:
            raise answer.error
