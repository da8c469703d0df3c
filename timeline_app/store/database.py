"""A story file as an open connection: creating, opening, transactions, closing; knows no event.

The rules of opening: the header is read first (`header`), a newer version is refused, `trusted_schema` is
OFF. Triggers, views and virtual tables are compared, text by text, with what the migrations make; only where
they are equal is `trusted_schema` turned ON for a writing connection, because SQLite 3.40 refuses full text
in triggers otherwise. A file with anything else opens read-only and stays OFF; `StoryFile.notice` says so.

WAL is used only while a file is open for writing. The last connection of this process to close checkpoints
and sets `journal_mode=DELETE`, so that the file at rest is whole and opens everywhere.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from sqlite_utils import Database

from timeline_app.core.errors import TimelineError
from timeline_app.store import schema
from timeline_app.store.failures import told
from timeline_app.store.header import read_header

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
    - `db`: sqlite-utils' Database over the connection `conn`.
    - `read_only`: nothing can be written through it; `notice` says why in a sentence, or is empty.
    - `trusted`: the schema is exactly what this program makes.
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
        self.db = Database(connection, execute_plugins=False)
        self.read_only = read_only
        self.trusted = trusted
        self.notice = notice
        self._scratch = scratch
        self._closed = False
        with _open_lock:
            _open_count[path] += 1
            if not read_only:
                _written.add(path)

    @property
    def conn(self) -> sqlite3.Connection:
        """The connection itself."""
        return self.db.conn

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
        self.db.close()
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

    def data_version(self) -> int:
        """A number that changes when another connection has changed the file."""
        with told(self.path):
            return int(self.conn.execute("PRAGMA data_version").fetchone()[0])

    def require_writable(self) -> None:
        """Raise TimelineError, saying why, where nothing can be written."""
        if self.read_only:
            raise TimelineError(self.notice or f"“{self.path.name}” is open for reading only.")


def create_story(path: Path | str) -> StoryFile:
    """A new, empty story at `path`, open for writing. An existing file is refused, not replaced."""
    path = _absolute(path)
    if path.exists():
        raise TimelineError(f"“{path.name}” exists already; choose another name.")
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    with told(path):
        if not path.parent.is_dir():
            raise TimelineError(f"The folder “{path.parent.name}” for “{path.name}” does not exist.")
        try:
            db = Database(_connect(part, "rwc"), execute_plugins=False)
            try:
                schema.migrate(db)
            finally:
                db.close()
            part.rename(path)  # whole or not at all
        finally:
            part.unlink(missing_ok=True)
    return open_story(path, write=True)


def open_story(path: Path | str, *, write: bool = False) -> StoryFile:
    """Open a story. Without `write` no byte of it is changed, and an older schema is migrated in a copy.

    With `write` the story may still open read-only, where the disk allows no more or its schema holds what
    this program did not make: `StoryFile.notice` tells the person why. Raises TimelineError.
    """
    path = _absolute(path)
    header = read_header(path)
    _refuse_newer(path, header.version)
    if not write:
        return _open_for_reading(path, notice="")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _open_for_reading(path, notice=_read_only_notice(path))
    with told(path):
        try:
            return _open_for_writing(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
    return _open_for_reading(path, notice=_read_only_notice(path))


@contextmanager
def transaction(story: StoryFile) -> Iterator[sqlite3.Connection]:
    """One writing transaction, whole or not at all; within another one, a savepoint of it.

    `history.step` is what changes a story: it also logs, and raises the revision.
    """
    story.require_writable()
    connection = story.conn
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


def connect_scratch(path: Path) -> sqlite3.Connection:
    """A connection that may write, to a private copy that nobody else has open."""
    return _connect(path, "rwc")


def _in_transaction(connection: sqlite3.Connection) -> bool:
    return connection.in_transaction


def _absolute(path: Path | str) -> Path:
    """One name for one file, links followed, so that connections to it are counted together."""
    path = Path(path)
    with told(path):
        return Path(os.path.realpath(path))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
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


def _refuse_newer(path: Path, version: int) -> None:
    if version > schema.schema_version():
        raise TimelineError(
            f"“{path.name}” was made by a newer version of this program; update the program to open it."
        )
    if version < 1:
        raise TimelineError(
            f"“{path.name}” is damaged: it does not say which version of the program made it."
        )


def _read_only_notice(path: Path) -> str:
    return f"“{path.name}” opens for reading only, because the file or its folder is read-only."


def _foreign_notice(path: Path) -> str:
    return (
        f"“{path.name}” opens for reading only, because it holds triggers, views or virtual tables "
        "that this program did not make."
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_trusted(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the schema holds nothing but what the migrations make, extra ordinary tables apart.

    Raises TimelineError where tables or columns are missing: such a file cannot even be read.
    """
    version = _version(connection)
    _refuse_newer(path, version)
    present = schema.columns(connection)
    for table, columns in schema.expected_columns(version).items():
        if not set(columns) <= set(present.get(table, ())):
            raise TimelineError(f"“{path.name}” is damaged: its table “{table}” is missing or incomplete.")
    return schema.objects(connection) == schema.expected_objects(version)


def _open_for_writing(path: Path) -> StoryFile:
    connection = _connect(path, "rw")
    try:
        trusted = _is_trusted(path, connection)
        if trusted:
            connection.execute("PRAGMA trusted_schema=ON")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA journal_mode=WAL")
            if _version(connection) < schema.schema_version():
                schema.migrate(Database(connection, execute_plugins=False))
                trusted = _is_trusted(path, connection)
    except BaseException:
        connection.close()
        raise
    if trusted:
        return StoryFile(path, connection, read_only=False, trusted=True)
    connection.close()
    return _open_for_reading(path, notice=_foreign_notice(path))


def _open_for_reading(path: Path, *, notice: str) -> StoryFile:
    """Open what is at rest as it is; what is not, or is older, in a private copy."""
    scratch: TemporaryDirectory[str] | None = None
    connection: sqlite3.Connection | None = None
    with told(path):
        try:
            target = path
            if _needs_copy(path):
                scratch, target = _scratch_file(path)
                copy_at_rest(path, target)
            connection = _connect(target, "ro")
            trusted = _is_trusted(path, connection)
            if _version(connection) < schema.schema_version():
                if not trusted:
                    raise TimelineError(_older_and_foreign(path))
                previous, old_scratch = connection, scratch
                scratch, target = _scratch_file(path)
                _migrated_copy(previous, target)
                previous.close()
                if old_scratch is not None:
                    old_scratch.cleanup()
                connection = _connect(target, "ro")
                trusted = _is_trusted(path, connection)
            return StoryFile(
                path, connection, read_only=True, trusted=trusted, notice=notice, scratch=scratch
            )
        except BaseException:
            if connection is not None:
                connection.close()
            if scratch is not None:
                scratch.cleanup()
            raise


def _older_and_foreign(path: Path) -> str:
    return (
        f"“{path.name}” was made by an older version of this program and holds triggers, views or virtual "
        "tables that the program did not make, so it cannot be brought up to date."
    )


def _scratch_file(path: Path) -> tuple[TemporaryDirectory[str], Path]:
    scratch = TemporaryDirectory(prefix="timeline-app-", ignore_cleanup_errors=True)
    return scratch, Path(os.path.realpath(scratch.name)) / "story.story"


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _needs_copy(path: Path) -> bool:
    """Whether reading would make SQLite write: a crash left a journal, or WAL lacks its companions."""
    if read_header(path).wal:
        companions = _beside(path, "-wal").exists() and _beside(path, "-shm").exists()
        return not (companions and os.access(path.parent, os.W_OK))
    return _beside(path, "-journal").exists()


def copy_at_rest(path: Path, target: Path) -> None:
    """Copy a story with what stands beside it, byte by byte, and let SQLite recover the copy."""
    for ending in ("", "-wal", "-journal"):
        source = _beside(path, ending)
        if source.exists():
            _beside(target, ending).write_bytes(source.read_bytes())
    connection = _connect(target, "rw")
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _migrated_copy(source: sqlite3.Connection, target: Path) -> None:
    copy = _connect(target, "rwc")
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA trusted_schema=ON")  # the caller has compared the schema
        schema.migrate(Database(copy, execute_plugins=False))
    finally:
        copy.close()


def _bring_to_rest(path: Path) -> None:
    """Checkpoint and leave WAL; where another program has the file open, that one will have to."""

    def rest() -> bool:
        connection = _connect(path, "rw")
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
