"""Events in transit: one file per format, pure functions between streams and records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import StoryContent
from timeline_app.formats import story_json

#: How much of a file is looked at to tell its format.
HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, what people call it, and its functions.

    `recognises` looks at the first `HEAD_BYTES` of a file, never at its name; `read` takes a stream of bytes
    and raises `TimelineError` with a sentence that names the place in the file; `write` takes a whole story.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO], StoryContent]
    write: Callable[[StoryContent, BinaryIO], None]


#: Every format, the more particular first: the first to recognise a file reads it.
FORMATS: tuple[Format, ...] = (
    Format(
        name="story-json",
        label="Timeline story (JSON)",
        suffixes=(".json",),
        recognises=story_json.recognises,
        read=story_json.read,
        write=story_json.write,
    ),
)


def recognise(stream: BinaryIO) -> Format:
    """The format of a file, told by its content; the stream stands at its beginning before and after.

    Raises `TimelineError` for a file that no format recognises.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    for known in FORMATS:
        if known.recognises(head):
            return known
    if not head:
        raise TimelineError("The file is empty.")
    names = ", ".join(known.label for known in FORMATS)
    raise TimelineError(f"The file is neither a story nor in a format that can be imported ({names}).")
