"""Events carried from one story to another by the clipboard, with all that hangs on them; knows no clipboard.

What is carried is a story as JSON (docs/story-json.md): the events with their passages, links and pictures,
the versions of articles that they quote, their categories and tags. No setting, period or view of the story
they come from goes along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from timeline_app.core.event import Category, Event
from timeline_app.core.records import CategoryRecord, StoryContent, records_of
from timeline_app.core.report import Remarks
from timeline_app.formats import WriteOptions, story_json
from timeline_app.store import reading
from timeline_app.store.database import StoryFile
from timeline_app.store.history import step
from timeline_app.store.incoming import Known, take_into
from timeline_app.store.outgoing import story_stream
from timeline_app.work.editing.labels import counted, quoted

#: More events than these, or heavier pictures, are not carried: a clipboard is held in memory.
MOST_CARRIED = 20_000
MOST_PICTURE_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Carried:
    """Events on their way; `content` is a story as JSON, or empty where they are too many or too heavy."""

    events: tuple[Event, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: the ids of all events, those known before among them, and how many came new."""

    ids: tuple[int, ...]
    new: int
    new_articles: int


def carry(story: StoryFile, ids: Sequence[int]) -> Carried:
    """The events of these ids that are still there, in this order."""
    found = tuple(reading.events(story, ids))
    heavy = sum(picture.size_bytes for event in found for picture in event.pictures) > MOST_PICTURE_BYTES
    if not found or heavy or len(found) > MOST_CARRIED:
        return Carried(found, b"")
    stream = story_stream(story, [event.id for event in found], Remarks(), whole=False, lost=True)
    out = BytesIO()
    story_json.write_stream(replace(stream, settings=None), out, WriteOptions(), Remarks())
    return Carried(found, out.getvalue())


def paste(story: StoryFile, content: bytes) -> Pasted:
    """Put carried events into a story, as one step that can be undone.

    Events and articles that the story has already stay as they are, and are not doubled. A category that is
    new here gets a colour of its own where another one has its colour. Raises TimelineError for content that
    is not a story as JSON.
    """
    brought = story_json.read(BytesIO(content))
    plain = replace(brought, settings=None, periods=(), views=(), tags=())
    uids = [event.uid for event in plain.events]
    with step(story, f"paste of {_these(plain)}") as action:
        kept = replace(plain, categories=_recoloured(plain.categories, reading.categories(action.conn)))
        taken = take_into(
            action,
            story,
            records_of(kept),
            known=Known.KEEP_SAME,
            reserved_colours=frozenset(one.colour for one in kept.categories),
        )
        ids = [
            int(row[0])
            for uid in uids
            for row in action.conn.execute("SELECT id FROM event WHERE uid = ?", (uid,)).fetchall()
        ]
    return Pasted(tuple(ids), len(taken.event_ids), taken.new_articles)


def _these(content: StoryContent) -> str:
    events = content.events
    return quoted(events[0].title) if len(events) == 1 else counted(len(events))


def _recoloured(brought: Sequence[CategoryRecord], present: Sequence[Category]) -> tuple[CategoryRecord, ...]:
    """Those of another name than any present one, and of a colour that is taken, take the next free one."""
    taken = {category.colour for category in present}
    return tuple(replace(one, colour=-1, symbol=None) if one.colour in taken else one for one in brought)
