"""A path becomes a story to read: a `.story` as it is, an importable file or the sample in its own store.

The installed package is never written to, and an importable file is never touched: what is built from it
stands in a temporary folder that goes when the story is closed.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from timeline_app import paths
from timeline_app.core.errors import TimelineError
from timeline_app.store.database import StoryFile, connect_scratch, create_story, open_story
from timeline_app.store.failures import told
from timeline_app.store.header import is_story
from timeline_app.work.clock import today

if TYPE_CHECKING:  # a story that is opened needs no records
    from timeline_app.core.records import StoryContent
    from timeline_app.formats import ReadOptions

#: The most an importable file may weigh; a story beyond it belongs in a table or a `.story`.
MOST_BYTES = 512 * 2**20

_HEAD_BYTES = 100
_SQLITE_MAGIC = b"SQLite format 3\x00"


def open_for_reading(path: Path | str, how: ReadOptions | None = None) -> StoryFile:
    """Open a story, or any file that can be imported, to look at; no byte of it is changed.

    `how` says how a file that is imported is to be read; without it the file tells.

    Raises `TimelineError` with one sentence for a file that is missing, foreign, newer or damaged.
    """
    path = Path(path)
    return open_story(path) if holds_story(path) else _open_built(path, read_importable(path, how))


def holds_story(path: Path) -> bool:
    """Whether a file is a story, or claims to be one by its name or as a database; else it is imported.

    Raises `TimelineError` where it cannot be read.
    """
    with told(path):
        if path.is_dir():
            raise TimelineError(f"“{path.resolve().name or path}” is a folder, not a story.")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    return is_story(head) or head.startswith(_SQLITE_MAGIC) or path.suffix.lower() == ".story"


def read_importable(path: Path, how: ReadOptions | None = None) -> StoryContent:
    """What a file of a known format holds; its name plays no part. Raises `TimelineError` naming the file."""
    from timeline_app.core.mapping import DayOrderError  # a story at hand opens without these
    from timeline_app.core.records import StoryContent, gathered
    from timeline_app.core.report import Remarks
    from timeline_app.formats import ReadOptions, recognise

    with told(path), path.open("rb") as file:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TimelineError(f"“{path.name}” is too large to be imported ({size // 2**20:,} MB).")
        try:
            reader = recognise(file).read
            return (
                gathered(reader(file, how or ReadOptions(today()), Remarks())) if reader else StoryContent()
            )
        except DayOrderError as question:
            sentence = f"“{path.name}”: {question} Import it into a story: there it can be said."
            raise TimelineError(sentence) from question
        except TimelineError as trouble:
            raise TimelineError(f"“{path.name}”: {trouble}") from trouble


def build_story(content: StoryContent, path: Path) -> None:
    """A new story at `path` that holds `content`: whole, or not at all."""
    from timeline_app.store.repository import add_story_content

    part = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.story")
    with told(path):
        try:
            with create_story(part) as story:
                add_story_content(story, content)
            part.replace(path)
        finally:
            for ending in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + ending).unlink(missing_ok=True)


def sample_story(folder: Path | None = None) -> Path:
    """The sample story in the person's own data folder (or `folder`), built there if it is not.

    Raises `TimelineError` where the folder cannot be written to; `open_for_reading(paths.sample_json())`
    shows the sample even then.
    """
    target = paths.sample_story() if folder is None else folder / f"{paths.SAMPLE_NAME}.story"
    if not target.exists():
        with told(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        build_story(read_importable(paths.sample_json()), target)
    return target


def _open_built(path: Path, content: StoryContent) -> StoryFile:
    """A temporary story that holds `content`, known under the path it came from, for reading only."""
    scratch: TemporaryDirectory[str] = TemporaryDirectory(prefix="timeline-app-", ignore_cleanup_errors=True)
    target = Path(scratch.name) / "story.story"
    try:
        build_story(content, target)
        with told(path):
            connection = connect_scratch(target.resolve())
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        scratch.cleanup()
        raise
    notice = f"“{path.name}” was imported to be looked at; save it as a story to change it."
    return StoryFile(path, connection, read_only=True, trusted=True, notice=notice, scratch=scratch)
