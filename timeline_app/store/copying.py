"""Save a copy: a whole, verified story under another name, or nothing."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from timeline_app.core.errors import TimelineError
from timeline_app.store.connection import StoryFile, connect_scratch
from timeline_app.store.failures import told


def save_copy(story: StoryFile, path: Path | str) -> None:
    """Write a whole copy of the story to `path`, replacing a file that is there.

    Through SQLite's backup, so that another window may write meanwhile; checked before it takes its name;
    the old file or the whole new one is at `path`, never half of one. Raises TimelineError.
    """
    path = Path(os.path.realpath(path))
    if path == story.path:
        raise TimelineError(f"“{path.name}” is the story itself; choose another name for the copy.")
    if path.is_dir():
        raise TimelineError(f"“{path.name}” is a folder; choose a name for the copy.")
    if any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal")):
        raise TimelineError(f"“{path.name}” is open in another window or program; choose another name.")
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    with told(path):
        if not path.parent.is_dir():
            raise TimelineError(f"The folder “{path.parent.name}” for “{path.name}” does not exist.")
        try:
            with closing(connect_scratch(part)) as copy:
                story.conn.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                _verify(copy, story)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _verify(copy: sqlite3.Connection, story: StoryFile) -> None:
    if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise TimelineError(f"“{story.path.name}” is damaged, so no copy of it was made.")
