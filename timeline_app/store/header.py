"""What the first hundred bytes of a file say, before SQLite is let near it; changes no byte.

SQLite takes an empty file for an empty database and any database for a good one, so a story is recognised
here: by SQLite's magic, and by the `application_id` of this program (https://sqlite.org/fileformat.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline_app.core.errors import TimelineError
from timeline_app.store.failures import told
from timeline_app.store.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


@dataclass(frozen=True, slots=True)
class Header:
    """`version` is the file's `user_version`; `wal` says that it was left, or is open, in WAL mode."""

    version: int
    wal: bool


def read_header(path: Path) -> Header:
    """The header of the story at `path`.

    Raises TimelineError where there is no file, it cannot be read, or it is not a story.
    """
    name = path.name
    with told(path):
        if path.is_dir():
            raise TimelineError(f"“{name}” is a folder, not a story file.")
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    if not head:
        raise TimelineError(f"“{name}” is empty: it holds no story.")
    if not head.startswith(_MAGIC):
        raise TimelineError(f"“{name}” is not a story file.")
    if len(head) < _HEADER_BYTES:
        raise TimelineError(f"“{name}” is damaged: it ends in the middle of its beginning.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise TimelineError(f"“{name}” is an SQLite database of another program, not a story.")
    return Header(version=int.from_bytes(head[60:64], "big"), wal=head[18:20] == b"\x02\x02")


def is_story(head: bytes) -> bool:
    """Whether a file that begins with `head` (100 bytes or more) calls itself a story of this program."""
    return head.startswith(_MAGIC) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
