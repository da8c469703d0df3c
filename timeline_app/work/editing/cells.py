"""The table as a spreadsheet: one cell of one event changed, or a cell's value filled down into others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline_app.core.draft import EventDraft, draft_of
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import TagKind
from timeline_app.core.records import TagRecord
from timeline_app.store import editing, reading
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.work.editing.events import CONFLICT, dated_by_hand, set_cells
from timeline_app.work.editing.labels import counted, quoted


class Cell(StrEnum):
    """What of an event stands in a cell that can be changed; the value is its name in the Edit menu."""

    WHEN = "the date"
    TITLE = "the title"
    CATEGORY = "the category"
    TAGS = "the tags"
    PLACE = "the place"


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell holds: a title or a category's name in `text`, tags in `tags`, a date in the other two."""

    text: str = ""
    tags: tuple[TagRecord, ...] = ()
    edtf: str = ""
    as_written: str = ""


def value_of(draft: EventDraft, cell: Cell) -> CellValue:
    """What an event's cell holds."""
    if cell is Cell.WHEN:
        return CellValue(edtf=draft.edtf, as_written=draft.as_written)
    if cell is Cell.TITLE:
        return CellValue(draft.title)
    if cell is Cell.CATEGORY:
        return CellValue(draft.category)
    return CellValue(tags=tuple(tag for tag in draft.tags if _belongs(tag, cell)))


def with_value(draft: EventDraft, cell: Cell, value: CellValue) -> EventDraft:
    """An event whose cell holds something else; a date is set by hand then."""
    if cell is Cell.WHEN:
        return draft if value.edtf == draft.edtf else dated_by_hand(draft, value.edtf, value.as_written)
    if cell is Cell.TITLE:
        return replace(draft, title=value.text)
    if cell is Cell.CATEGORY:
        return replace(draft, category=value.text)
    others = tuple(tag for tag in draft.tags if not _belongs(tag, cell))
    return replace(draft, tags=(*others, *value.tags))


def change_cell(
    story: StoryFile, event_id: int, cell: Cell, value: CellValue, *, shown: Callable[[CellValue], bool]
) -> None:
    """Change one cell; `shown` tells whether what the file holds is still what the person saw.

    Raises TimelineError (`CONFLICT`) where it is not: nothing is overwritten.
    """
    title = reading.event(story, event_id).title

    def changed(draft: EventDraft) -> EventDraft:
        if not shown(value_of(draft, cell)):
            raise TimelineError(CONFLICT)
        return with_value(draft, cell, value)

    set_cells(story, {event_id: changed}, f"change of {cell} of {quoted(title)}")


def fill_down(story: StoryFile, from_id: int, ids: Sequence[int], cell: Cell) -> int:
    """Give the cell of one event to others, and return how many they were."""
    with step(story, f"fill of {cell} in {counted(len(ids))}") as action:
        names = {one.id: one.name for one in reading.categories(action.conn)}
        source = reading.event(story, from_id)
        value = value_of(draft_of(source, names.get(source.category_id or 0, "")), cell)
        found = reading.events(story, [event_id for event_id in ids if event_id != from_id])
        for event in found:
            draft = draft_of(event, names.get(event.category_id or 0, ""))
            editing.change_event(action, event.id, with_value(draft, cell, value))
    return len(found)


def tags_of(text: str, cell: Cell, present: Sequence[str], kinds: Mapping[str, TagKind]) -> CellValue:
    """Tags from a cell's text, parted by commas or semicolons; `present` are names that may hold a comma.

    `kinds` tells the kind of a known name; a new one in the tags' column is a topic.
    """
    rest, names = text, []
    for name in sorted((one for one in present if "," in one or ";" in one), key=len, reverse=True):
        if name in rest:
            rest = rest.replace(name, ",", 1)
            names.append(name)
    names += [" ".join(part.split()) for part in rest.replace(";", ",").split(",")]
    default = TagKind.PLACE if cell is Cell.PLACE else TagKind.TOPIC
    return CellValue(
        tags=tuple(
            TagRecord(name, default if cell is Cell.PLACE else kinds.get(name, default))
            for name in dict.fromkeys(names)
            if name
        )
    )


def _belongs(tag: TagRecord, cell: Cell) -> bool:
    return (tag.kind is TagKind.PLACE) == (cell is Cell.PLACE)
