"""A story file as an open connection: its limits, transactions, and how it comes to rest; knows no event.

WAL is used only while a file is open for writing. The last connection of this process to close checkpoints
and sets `journal_mode=DELETE`, so that the file at rest is whole and opens everywhere.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING

from timeline_app.core.errors import TimelineError
from timeline_app.store.failures import told

if TYPE_CHECKING:
    from sqlite_utils import Database

#: How long a connection waits for another one's lock before it says that the file is being changed.
BUSY_TIMEOUT_MS = 2_000
#: The most a text, a kept file or a row may weigh; SQLite refuses more.
LENGTH_LIMIT_BYTES = 256 * 2**20
#: How long the last connection to close tries to bring the file to rest while another program reads it.
_REST_TIMEOUT_S = 0.5

_open_count: Counter[Path] = Counter()
_written: set[Path] = set()
_open_lock = threading.Lock()


class StoryFile:
    """One connection to a story, owned by one thread at a time; a context manager that closes it.

    - `path`: the file as the person knows it, even where a private copy of it is read.
    - `conn`: the connection itself; `db`: sqlite-utils' Database over it.
    - `read_only`: nothing can be written through it; `notice` says why in a sentence, or is empty.
    - `trusted`: the schema is exactly what this program makes.
    - `before_write`: called once, before the first writing transaction; what it raises prevents that.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        read_only: bool,
        trusted: bool,
        notice: str = "",
        scratch: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.path = path
        self.conn = connection
        self.read_only = read_only
        self.trusted = trusted
        self.notice = notice
        self.before_write: Callable[[StoryFile], None] | None = None
        self._scratch = scratch
        self._closed = False
        with _open_lock:
            _open_count[path] += 1
            if not read_only:
                _written.add(path)

    @property
    def file(self) -> Path:
        """The database itself: `path`, or the copy of it that is read."""
        return Path(self.conn.execute("PRAGMA database_list").fetchone()[2])

    @cached_property
    def db(self) -> Database:
        """sqlite-utils' Database; imported when a story is first written to, because reading needs none."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def __enter__(self) -> StoryFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the last one of this process brings a written file to rest. Twice is fine."""
        if self._closed:
            return
        self._closed = True
        self.conn.close()
        if self._scratch is not None:
            self._scratch.cleanup()
        with _open_lock:
            _open_count[self.path] -= 1
            last = _open_count[self.path] <= 0
            if last:
                del _open_count[self.path]
            if last and self.path in _written:
                _written.discard(self.path)
                _bring_to_rest(self.path)

    def interrupt(self) -> None:
        """Make a query that runs in another thread raise SearchInterrupted; nothing runs: nothing happens."""
        if not self._closed:
            with suppress(sqlite3.ProgrammingError):  # closed just now, in its own thread
                self.conn.interrupt()

    def make_durable(self) -> None:
        """See what was committed onto the disk, so that not even a power cut takes it back.

        A commit itself waits for no disk (`synchronous=NORMAL`: the file stays whole, whatever happens).
        """
        with suppress(OSError), self.path.with_name(self.path.name + "-wal").open("r+b") as log:
            os.fsync(log.fileno())

    def data_version(self) -> int:
        """A number that changes when another connection has changed the file."""
        with told(self.path):
            return int(self.conn.execute("PRAGMA data_version").fetchone()[0])

    def require_writable(self) -> None:
        """Raise TimelineError, saying why, where nothing can be written."""
        if self.read_only:
            raise TimelineError(self.notice or f"“{self.path.name}” is open for reading only.")


@contextmanager
def transaction(story: StoryFile) -> Iterator[sqlite3.Connection]:
    """One writing transaction, whole or not at all; within another one, a savepoint of it.

    `history.step` is what changes a story: it also logs, and raises the revision.
    """
    story.require_writable()
    connection = story.conn
    first, story.before_write = story.before_write, None
    if first is not None:
        first(story)
    with told(story.path):
        if _in_transaction(connection):
            with story.db.atomic():
                yield connection
            return
        connection.execute("BEGIN IMMEDIATE")  # to wait for the lock here, not to fail at the first write
        try:
            with story.db.atomic():
                yield connection
            connection.execute("COMMIT")
        except BaseException:
            if _in_transaction(connection):  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            with suppress(sqlite3.Error):  # on a full disk, the log of what failed would keep the space
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise


@contextmanager
def reading(story: StoryFile) -> Iterator[sqlite3.Connection]:
    """Several queries that see the file as it stands at one moment."""
    connection = story.conn
    with told(story.path):
        if _in_transaction(connection):
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if _in_transaction(connection):
                connection.execute("ROLLBACK")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that believes nothing the file says of itself; `mode` as in SQLite's URIs."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,  # one worker owns it; `interrupt` and closing may come from elsewhere
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LENGTH_LIMIT_BYTES)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if mode == "ro":
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_scratch(path: Path) -> sqlite3.Connection:
    """A connection that may write, to a private copy that nobody else has open."""
    return connect(path, "rwc")


def _in_transaction(connection: sqlite3.Connection) -> bool:
    return connection.in_transaction


def _bring_to_rest(path: Path) -> None:
    """Checkpoint and leave WAL; where another program has the file open, that one will have to."""

    def rest() -> bool:
        connection = connect(path, "rw")
        try:
            return str(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]) == "delete"
        finally:
            connection.close()

    _try_for(rest, _REST_TIMEOUT_S)


def _try_for(attempt: Callable[[], bool], timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while True:
        with suppress(sqlite3.Error):  # locked, or the file is gone: it stays as it is
            if attempt():
                return
        if time.monotonic() > deadline:
            return
        time.sleep(0.02)
