"""Backups of stories: when they are made, how many are kept, what they hold, and how one is restored.

They stand beside the person's own data, never beside the story: a folder a story, a file a backup, and what
it holds as JSON next to it. A backup takes its name only once it has been opened and its events counted.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from timeline_app import paths
from timeline_app.core.errors import TimelineError
from timeline_app.store.database import StoryFile, copy_at_rest, create_story, open_story, save_copy
from timeline_app.store.failures import told
from timeline_app.store.header import read_header
from timeline_app.store.schema import schema_version

#: So many backups of a story are kept, and of a large one so many.
KEPT = 10
KEPT_LARGE = 2
#: A story of more bytes is backed up only before it is brought to a newer form.
LARGE_BYTES = 200 * 2**20

#: The moment, since some time to the microsecond, and what parts two of the same moment.
_NAME = re.compile(r"([0-9]{8}T[0-9]{6})(?:\.([0-9]{6}))?Z-[0-9a-f]{4}\.story")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """A story as it was: when and before what it was kept, and what it holds."""

    path: Path
    made_at: datetime
    before: str
    events: int
    articles: int
    size_bytes: int


def open_for_change(path: Path | str, *, why: str = "", make: bool = False) -> StoryFile:
    """Open a story for writing, with the backups that are due.

    `why` names a deed that calls for a backup first ("import"); without it, one is kept at the first change
    of a day. One is kept, too, before the file is brought to a newer form. With `make` a story that is
    missing is made. Raises TimelineError where the file can't be opened, or a backup that is due can't be
    made: then nothing was changed.
    """
    path = Path(path)
    if make and not path.exists():
        return create_story(path)
    if read_header(path).version < schema_version():
        back_up(path, "a newer form of the file")
    elif why:
        back_up(path, why)
    story = open_story(path, write=True)
    if story.read_only:
        try:
            story.require_writable()
        finally:
            story.close()
    story.before_write = _at_first_change
    return story


def _at_first_change(story: StoryFile) -> None:
    """Keep a backup if none was kept today; where that fails, the person's work goes on."""
    with suppress(TimelineError, OSError):
        kept = backups_of(story.path)
        if kept and kept[0].made_at.date() == datetime.now(UTC).date():
            return
        back_up(story.path, "the first change of the day")
        return
    _log.warning("no backup could be made at the first change of the day")


def back_up(path: Path | str, before: str) -> Backup | None:
    """Keep a verified backup of a story, and let go of the oldest.

    None where there is nothing to lose, or the story is large and not about to be reshaped. Raises
    TimelineError where it can't be made.
    """
    path = Path(path).resolve()
    reshaping = read_header(path).version < schema_version()
    with told(path):
        size_bytes = path.stat().st_size
    if size_bytes > LARGE_BYTES and not reshaping:
        return None
    folder = folder_of(path)
    made_at = _moment_after(backups_of(path))
    target = folder / f"{made_at:%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(2)}.story"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if reshaping:
            copy_at_rest(path, part)
        else:
            with open_story(path) as story:
                save_copy(story, part)
        with open_story(part) as copy:
            events, articles = _counts(copy)
        if not events and not articles:
            part.unlink()
            return None
        backup = Backup(target, made_at, before, events, articles, part.stat().st_size)
        target.with_suffix(".json").write_text(
            json.dumps({"story": str(path), "before": before, "events": events, "articles": articles}),
            encoding="utf-8",
        )
        part.replace(target)
    except OSError as trouble:
        raise TimelineError(
            f"No backup of “{path.name}” could be kept in “{folder}” ({trouble.strerror or trouble}), so "
            "nothing was changed. Free some space, or set TIMELINE_APP_HOME to a folder that can be written."
        ) from trouble
    finally:
        part.unlink(missing_ok=True)
    _let_go(path, KEPT_LARGE if size_bytes > LARGE_BYTES else KEPT)
    return backup


def backups_of(path: Path | str) -> tuple[Backup, ...]:
    """The backups of the story at `path`, the newest first."""
    found = []
    for file in folder_of(Path(path).resolve()).glob("*.story"):
        name = _NAME.fullmatch(file.name)
        if name is None:
            continue
        with suppress(OSError):
            about = _about(file)
            second = datetime.strptime(name[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            made_at = second.replace(microsecond=int(name[2] or 0))
            found.append(
                Backup(
                    file,
                    made_at,
                    str(about.get("before", "")),
                    _number(about.get("events")),
                    _number(about.get("articles")),
                    file.stat().st_size,
                )
            )
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True))


def _moment_after(kept: Sequence[Backup]) -> datetime:
    """Now, or just after the newest backup where a coarse clock has not moved on since."""
    now = datetime.now(UTC)
    if kept and timedelta() <= kept[0].made_at - now < timedelta(seconds=1):
        return kept[0].made_at + timedelta(microseconds=1)
    return now


def restore(path: Path | str, backup: Backup) -> None:
    """Put a backup in the story's place; what stands there now is backed up first, if it can be read.

    Raises TimelineError where the story is open elsewhere, or the backup is gone or damaged: then nothing was
    changed.
    """
    path = Path(path).resolve()
    if any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal")):
        raise TimelineError(f"“{path.name}” is open in a window or program; close it there first.")
    with open_story(backup.path) as story:
        _counts(story)
    if path.exists():
        with suppress(TimelineError):  # what is damaged is why one restores
            back_up(path, "a backup was restored")
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    with told(path):
        try:
            shutil.copyfile(backup.path, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def folder_of(path: Path) -> Path:
    """Where the backups of the story at `path`, an absolute path, stand; not made here."""
    mark = blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    name = re.sub(r"[^\w.-]+", "_", path.stem)[:40] or "story"
    return paths.own_data_dir() / "backups" / f"{name}-{mark}"


def _counts(story: StoryFile) -> tuple[int, int]:
    """How many events and articles a story holds, read row by row."""
    with told(story.path):
        events, articles = story.conn.execute(
            "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM article)"
        ).fetchone()
    return int(events), int(articles)


def _about(file: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        about = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        if isinstance(about, dict):
            return about
    return {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _let_go(path: Path, kept: int) -> None:
    """Delete the oldest backups beyond `kept`."""
    for backup in backups_of(path)[kept:]:
        with suppress(OSError):
            backup.path.with_suffix(".json").unlink(missing_ok=True)
            backup.path.unlink()
