"""Events made, changed, copied and deleted, one or many, each action one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from timeline_app.core.draft import EventDraft, ManyChange, PassageDraft, draft_of
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import SET_BY_HAND, Event, Status
from timeline_app.core.records import MOST_PICTURE_BYTES, TagRecord
from timeline_app.store import editing, reading
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.work.editing.labels import counted, quoted

#: What a person is told whose copy of an event is stale.
CONFLICT = (
    "This event has been changed meanwhile in another window; nothing was overwritten. Look at it again "
    "before you change it."
)
#: The suffixes of the pictures that can be kept, with their media types.
PICTURE_TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_MAGIC: Mapping[str, bytes] = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}


def add_event(story: StoryFile, draft: EventDraft) -> int:
    """Add an event and return its id. Raises TimelineError without a title."""
    with step(story, f"new event {quoted(draft.title)}") as action:
        return editing.add_event(action, _titled(draft))


def change_event(story: StoryFile, before: Event, draft: EventDraft, *, label: str = "") -> None:
    """Make an event what the draft says; `before` is the copy the person has edited.

    Raises TimelineError (`CONFLICT`) where the event is no longer that copy.
    """
    with step(story, label or f"change of {quoted(draft.title)}") as action:
        _unchanged(story, before)
        editing.change_event(action, before.id, _titled(draft), revision=before.revision)


def set_date(story: StoryFile, before: Event, edtf: str, *, as_written: str = "") -> None:
    """Give an event another date; what its passages say of theirs stays with them.

    A date that came from a passage is marked as set by hand from now on.
    """
    draft = dated_by_hand(draft_of(before, _category_name(story, before)), edtf, as_written)
    change_event(story, before, draft, label=f"change of the date of {quoted(before.title)}")


def dated_by_hand(draft: EventDraft, edtf: str, as_written: str = "") -> EventDraft:
    """A draft with another date, marked as set by hand where a passage supports the event."""
    told = draft.as_written
    passages = tuple(one if one.dated else replace(one, dated=told) for one in draft.passages)
    return replace(
        draft,
        edtf=edtf,
        as_written=as_written,
        derived=False,
        reason=SET_BY_HAND if draft.passages else "",
        passages=passages,
    )


def set_cells(story: StoryFile, changes: Mapping[int, Callable[[EventDraft], EventDraft]], label: str) -> int:
    """Change several events, each in its own way (as filling down does), and return how many were there."""
    with step(story, label) as action:
        found = reading.events(story, list(changes))
        names = _category_names(story)
        for event in found:
            draft = changes[event.id](draft_of(event, names.get(event.category_id, "")))
            editing.change_event(action, event.id, _titled(draft))
    return len(found)


def delete_events(story: StoryFile, ids: Sequence[int]) -> int:
    """Delete those of the events that are still there, and return how many they were."""
    found = _present(story, ids)
    with step(story, f"delete of {_these(story, found)}") as action:
        for event_id in found:
            action.delete("event", event_id)
    return len(found)


def duplicate_events(story: StoryFile, ids: Sequence[int]) -> list[int]:
    """Copy events with all that hangs on them, and return the ids of the copies."""
    found = reading.events(story, ids)
    with step(story, f"duplicate of {_these(story, ids)}") as action:
        names = _category_names(story)
        copies = []
        for event in found:
            draft = draft_of(event, names.get(event.category_id, ""))
            lost = {(one.version_id, one.start, one.end, one.quote) for one in event.passages if one.lost}
            kept = [
                one for one in draft.passages if (one.version_id, one.start, one.end, one.quote) not in lost
            ]
            copy = replace(draft, title=f"{draft.title} (copy)", passages=tuple(kept))
            copies.append(editing.add_event(action, copy))
            editing.copy_pictures(action, event.id, copies[-1])
    return copies


def change_many(story: StoryFile, ids: Sequence[int], change: ManyChange) -> int:
    """Change the same things in many events at once, and return how many they were."""
    found = _present(story, ids)
    if change.is_empty or not found:
        return 0
    with step(story, f"{_what(change)} of {_these(story, found)}") as action:
        values: dict[str, str | int | float | bytes | None] = {}
        if change.category is not None:
            values["category_id"] = editing.category_id(action, change.category)
        if change.status is not None:
            values["status"] = int(change.status)
        if change.importance is not None:
            values["importance"] = change.importance
        for event_id in found:
            action.update("event", event_id, values)
        if change.add_tags or change.remove_tags:
            for event in reading.events(story, found):
                tags = [TagRecord(tag.name, tag.kind) for tag in event.tags]
                kept = [tag for tag in tags if tag not in change.remove_tags]
                editing.set_tags(action, event.id, (*kept, *change.add_tags))
    return len(found)


def add_passages(story: StoryFile, event_id: int, passages: Sequence[PassageDraft]) -> None:
    """Support an event by further passages. Raises TimelineError where a quote is not in its article."""
    event = reading.event(story, event_id)
    with step(story, f"new passage of {quoted(event.title)}") as action:
        present = draft_of(event, "").passages
        editing.set_passages(action, event_id, (*present, *passages))


def order_by_hand(story: StoryFile, ids: Sequence[int]) -> None:
    """Have events of equal dates stand in this order, in the table, the picture and all exports."""
    with step(story, f"order of {counted(len(ids))}") as action:
        for place, event_id in enumerate(ids, start=1):
            action.update("event", event_id, {"hand_order": place})


def add_picture(story: StoryFile, event_id: int, path: Path) -> int:
    """Keep a copy of a picture file with an event. Raises TimelineError for a file that is no picture."""
    media_type = PICTURE_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise TimelineError(f"“{path.name}” is no picture that can be kept: PNG, JPEG, GIF and WebP are.")
    try:
        if path.stat().st_size > MOST_PICTURE_BYTES:
            most_mb = MOST_PICTURE_BYTES // 2**20
            raise TimelineError(f"“{path.name}” is too large to be kept in a story (at most {most_mb} MB).")
        content = path.read_bytes()
    except OSError as error:
        raise TimelineError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    if not content.startswith(_MAGIC.get(media_type, b"RIFF")):
        raise TimelineError(f"“{path.name}” is not what its name says: it holds no picture of that kind.")
    title = reading.event(story, event_id).title
    with step(story, f"new picture of {quoted(title)}") as action:
        return editing.add_picture(action, event_id, path.name, media_type, content)


def delete_picture(story: StoryFile, picture_id: int) -> None:
    """Take a picture out of the story."""
    with step(story, "delete of a picture") as action:
        action.delete("picture", picture_id)


def _titled(draft: EventDraft) -> EventDraft:
    if not draft.title.strip():
        raise TimelineError("An event needs a title.")
    return draft


def _unchanged(story: StoryFile, before: Event) -> None:
    """Raise TimelineError where an event, or anything that hangs on it, is no longer the copy `before`."""
    found = reading.events(story, [before.id])
    if not found:
        raise TimelineError("This event is no longer in the story: it has been deleted meanwhile.")
    if found[0] != before:
        raise TimelineError(CONFLICT)


def _present(story: StoryFile, ids: Sequence[int]) -> list[int]:
    return list(reading.event_texts(story, list(dict.fromkeys(ids))))


def _these(story: StoryFile, ids: Sequence[int]) -> str:
    """“Title” of one event, or how many they are."""
    if len(ids) == 1 and (texts := reading.event_texts(story, ids)):
        return quoted(next(iter(texts.values())).title)
    return counted(len(ids))


def _what(change: ManyChange) -> str:
    if change.category is not None:
        return "change of category"
    if change.status is not None:
        return "“to check”" if change.status is Status.TO_CHECK else "change of status"
    if change.importance is not None:
        return "change of importance"
    return "change of tags"


def _category_names(story: StoryFile) -> dict[int | None, str]:
    return {category.id: category.name for category in reading.categories(story.conn)}


def _category_name(story: StoryFile, event: Event) -> str:
    return _category_names(story).get(event.category_id, "")
