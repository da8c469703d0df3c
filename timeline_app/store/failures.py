"""What SQLite and the file system complain of, as sentences for the person, in this one place."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline_app.core.errors import TimelineError

#: SQLite's primary result code (https://sqlite.org/rescode.html) → what it means for the person.
_SENTENCES = {
    sqlite3.SQLITE_PERM: "“{name}” cannot be opened: this account has no permission to.",
    sqlite3.SQLITE_AUTH: "“{name}” cannot be opened: this account has no permission to.",
    sqlite3.SQLITE_BUSY: "“{name}” is being changed by another window or program; try again in a moment.",
    sqlite3.SQLITE_LOCKED: "“{name}” is being changed by another window or program; try again in a moment.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory to work with “{name}”.",
    sqlite3.SQLITE_READONLY: "“{name}” cannot be changed: the file or its folder is read-only.",
    sqlite3.SQLITE_IOERR: "“{name}” could not be read or written: the disk reports an error.",
    sqlite3.SQLITE_CORRUPT: "“{name}” is damaged: parts of it cannot be read. Restore it from a backup.",
    sqlite3.SQLITE_NOTADB: "“{name}” is not a story file, or its beginning is damaged.",
    sqlite3.SQLITE_FULL: "The disk is full: nothing was changed in “{name}”. Free some space and try again.",
    sqlite3.SQLITE_CANTOPEN: "“{name}” cannot be opened, or its folder cannot be written to.",
    sqlite3.SQLITE_TOOBIG: "A text or file is too large to be kept in “{name}”.",
    sqlite3.SQLITE_CONSTRAINT: "“{name}” refuses this change: it would contradict what is in it ({why}).",
    sqlite3.SQLITE_MISMATCH: "“{name}” is damaged: a value in it is of the wrong kind.",
    sqlite3.SQLITE_PROTOCOL: "“{name}” is being changed by another window or program; try again in a moment.",
    sqlite3.SQLITE_NOLFS: "“{name}” is too large for this disk.",
}

_OS_SENTENCES = {
    errno.ENOENT: "“{name}” does not exist.",
    errno.EACCES: "“{name}” cannot be opened: this account has no permission to.",
    errno.EPERM: "“{name}” cannot be opened: this account has no permission to.",
    errno.ENOSPC: "The disk is full: “{name}” was not written. Free some space and try again.",
    errno.EDQUOT: "The disk is full: “{name}” was not written. Free some space and try again.",
    errno.EROFS: "“{name}” cannot be written: its folder is read-only.",
    errno.EISDIR: "“{name}” is a folder, not a story file.",
    errno.ENOTDIR: "“{name}” cannot be opened: what should be its folder is a file.",
    errno.ENAMETOOLONG: "The name “{name}” is too long for this disk.",
}


class SearchInterrupted(Exception):  # noqa: N818 - it tells of a wish, not of a fault
    """A search was given up because `StoryFile.interrupt` asked for it; its answer is not wanted any more."""


def sentence_of(error: sqlite3.Error | OSError, path: Path) -> str:
    """What went wrong with the file at `path`, in one sentence."""
    if isinstance(error, OSError):
        known = _OS_SENTENCES.get(error.errno or 0)
        return (
            known.format(name=path.name)
            if known
            else f"“{path.name}” cannot be used: {error.strerror or error}."
        )
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _SENTENCES.get(code & 0xFF)
    if known is None:
        return f"“{path.name}” cannot be read as a story, or is damaged ({error})."
    return known.format(name=path.name, why=error)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise within the block into TimelineError.

    Raises SearchInterrupted where the connection was interrupted on purpose.
    """
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise SearchInterrupted from error
        if isinstance(error, sqlite3.ProgrammingError) and not hasattr(error, "sqlite_errorcode"):
            raise  # a connection used wrongly is our own fault
        raise TimelineError(sentence_of(error, path)) from error
    except UnicodeDecodeError as error:  # a complaint of SQLite's that quotes what is damaged
        raise TimelineError(_SENTENCES[sqlite3.SQLITE_CORRUPT].format(name=path.name)) from error
    except OSError as error:
        raise TimelineError(sentence_of(error, path)) from error
