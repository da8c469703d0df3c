"""Files written whole or not at all, and what the disk refuses told in a sentence."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from timeline_app.core.errors import TimelineError


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in place of the file in one step; a link stays a link, a device is written to.

    Raises TimelineError with what the disk refuses.
    """
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the file's place when the block ends well, and leaves nothing otherwise.

    Raises TimelineError with what the disk refuses.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as device:
                yield device
            return
        part = target.with_name(f".timeline-app-{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TimelineError(_refusal(error, path)) from error


def _refusal(error: OSError, path: Path) -> str:
    folder = path.parent.resolve().name or str(path.parent)
    match error.errno:
        case errno.ENOENT:
            return f"“{path.name}” cannot be written: there is no folder “{path.parent}”."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                f"“{path.name}” cannot be written: the folder “{folder}” is read-only. Choose another folder."
            )
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f"The disk is full: “{path.name}” was not written. Free some space and try again."
        case errno.EISDIR:
            return f"“{path.name}” is a folder; choose another name."
        case errno.ENOTDIR:
            return f"“{path.name}” cannot be written: “{path.parent}” is a file, not a folder."
        case errno.ENAMETOOLONG:
            return f"The name “{path.name[:40]}…” is too long for this disk."
        case _:
            return f"“{path.name}” cannot be written: {error.strerror or error}."
