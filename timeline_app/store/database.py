"""Creating, opening and copying story files by the rules; the connection itself is `connection`.

The rules of opening: the header is read first (`header`), a newer version is refused, `trusted_schema` is
OFF. Triggers, views and virtual tables are compared, text by text, with what the migrations make; only where
they are equal is `trusted_schema` turned ON for a writing connection, because SQLite 3.40 refuses full text
in triggers otherwise. A file with anything else opens read-only and stays OFF; `StoryFile.notice` says so.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline_app.core.errors import TimelineError
from timeline_app.store import schema
from timeline_app.store.connection import StoryFile, connect, connect_scratch, reading, transaction
from timeline_app.store.copying import save_copy
from timeline_app.store.failures import told
from timeline_app.store.header import read_header
from timeline_app.store.places import is_on_network

__all__ = [
    "StoryFile",
    "connect_scratch",
    "create_story",
    "open_story",
    "reading",
    "save_copy",
    "transaction",
]


#: What the -wal file shrinks to after a large import has been checkpointed.
_LOG_LIMIT_BYTES = 8 * 2**20


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
            from sqlite_utils import Database

            db = Database(connect(part, "rwc"), execute_plugins=False)
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


def _absolute(path: Path | str) -> Path:
    """One name for one file, links followed, so that connections to it are counted together."""
    path = Path(path)
    with told(path):
        return Path(os.path.realpath(path))


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
    connection = connect(path, "rw")
    try:
        trusted = _is_trusted(path, connection)
        if trusted:
            connection.execute("PRAGMA trusted_schema=ON")
            # no commit waits for the disk; `StoryFile.make_durable` follows, and so does closing
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(f"PRAGMA journal_mode={_journal_mode(path)}")
            connection.execute(f"PRAGMA journal_size_limit={_LOG_LIMIT_BYTES}")
            if _version(connection) < schema.schema_version():
                from sqlite_utils import Database

                schema.migrate(Database(connection, execute_plugins=False))
                trusted = _is_trusted(path, connection)
    except BaseException:
        connection.close()
        raise
    if trusted:
        return StoryFile(path, connection, read_only=False, trusted=True)
    connection.close()
    return _open_for_reading(path, notice=_foreign_notice(path))


def _journal_mode(path: Path) -> str:
    """WAL keeps readers and the writer apart; its shared memory does not work across a network."""
    return "DELETE" if is_on_network(path) else "WAL"


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
            connection = connect(target, "ro")
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
                connection = connect(target, "ro")
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
    connection = connect(target, "rw")
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _migrated_copy(source: sqlite3.Connection, target: Path) -> None:
    from sqlite_utils import Database

    copy = connect(target, "rwc")
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA trusted_schema=ON")  # the caller has compared the schema
        schema.migrate(Database(copy, execute_plugins=False))
    finally:
        copy.close()
