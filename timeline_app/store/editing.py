"""Single events written within a step: an event with its tags, passages, links and pictures; labels nothing.

Each function takes the `Step` of the action it is part of, so that what belongs together is undone together.
Only what differs is written: a history of edits stays as small as the edits.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from timeline_app.core.clean_text import clean
from timeline_app.core.dates import bounds
from timeline_app.core.draft import EventDraft, PassageDraft, PictureWords
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, TagKind
from timeline_app.core.records import MOST_PICTURE_BYTES, PictureRecord, TagRecord
from timeline_app.store.history import Step
from timeline_app.store.rows import Value


def add_event(action: Step, draft: EventDraft, *, origin: str = "") -> int:
    """Add an event with all that hangs on it, and return its id. Raises TimelineError for a wrong date."""
    values = {"uid": str(uuid.uuid4()), "origin": origin, **_event_values(action, draft)}
    event_id = action.insert("event", values)
    set_tags(action, event_id, draft.tags)
    set_passages(action, event_id, draft.passages)
    set_links(action, event_id, draft.links)
    return event_id


def change_event(action: Step, event_id: int, draft: EventDraft, *, revision: int | None = None) -> None:
    """Make an event what the draft says. Raises TimelineError where it is gone or has been changed since."""
    action.update("event", event_id, _event_values(action, draft), revision=revision)
    set_tags(action, event_id, draft.tags)
    set_passages(action, event_id, draft.passages)
    set_links(action, event_id, draft.links)
    set_picture_words(action, event_id, draft.pictures)


def _event_values(action: Step, draft: EventDraft) -> dict[str, Value]:
    try:
        bounds(draft.edtf)
    except TimelineError as error:
        raise TimelineError(f"The date of “{draft.title}” cannot be read: {error}") from error
    return {
        "edtf": draft.edtf,
        "category_id": category_id(action, draft.category),
        "status": int(draft.status),
        "importance": min(max(int(draft.importance), 0), 3),
        "derived": int(draft.derived),
        "title": clean(draft.title.strip()),
        "as_written": clean(draft.as_written),
        "note": clean(draft.note),
        "reason": clean(draft.reason),
    }


def category_id(action: Step, name: str) -> int | None:
    """The id of the category of that name, which is made where there is none; None for no name."""
    name = clean(" ".join(name.split()))
    if not name:
        return None
    row = action.conn.execute("SELECT id FROM category WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    used = {
        int(row[0]) for row in action.conn.execute("SELECT CAST(colour AS INTEGER) FROM category").fetchall()
    }
    colour = next(index for index in range(len(used) + 1) if index not in used)
    position = action.conn.execute("SELECT coalesce(max(position), -1) + 1 FROM category").fetchone()[0]
    return action.insert(
        "category", {"name": name, "colour": colour, "symbol": colour % 9, "position": int(position)}
    )


def tag_id(action: Step, tag: TagRecord) -> int:
    """The id of a tag, which is made where there is none. Raises TimelineError for a name of blanks."""
    kind, name = str(TagKind(tag.kind)), clean(" ".join(tag.name.split()))
    if not name:
        raise TimelineError("A tag needs a name.")
    row = action.conn.execute("SELECT id FROM tag WHERE kind = ? AND name = ?", (kind, name)).fetchone()
    return int(row[0]) if row is not None else action.insert("tag", {"kind": kind, "name": name})


def set_tags(action: Step, event_id: int, tags: Iterable[TagRecord]) -> None:
    """Give an event these tags and no others."""
    rows = action.conn.execute("SELECT tag_id, id FROM event_tag WHERE event_id = ?", (event_id,))
    present = {int(one): int(row_id) for one, row_id in rows.fetchall()}
    wanted = dict.fromkeys(tag_id(action, tag) for tag in tags)
    for one, row_id in present.items():
        if one not in wanted:
            action.delete("event_tag", row_id)
    for one in wanted:
        if one not in present:
            action.insert("event_tag", {"event_id": event_id, "tag_id": one})


def set_passages(action: Step, event_id: int, passages: Sequence[PassageDraft]) -> None:
    """Give an event these passages, in this order; raises TimelineError for a quote that is not there.

    A passage that the event has already, found by place and quote, stays the row it is.
    """
    rows = action.conn.execute(
        "SELECT id, version_id, start_char, end_char, quote FROM passage WHERE event_id = ?", (event_id,)
    )
    present = {tuple(key): int(row_id) for row_id, *key in rows.fetchall()}
    wanted = {(one.version_id, one.start, one.end, one.quote): one for one in passages}
    for key, row_id in present.items():
        if key not in wanted:
            action.delete("passage", row_id)
    for position, (key, one) in enumerate(wanted.items()):
        told: dict[str, Value] = {"position": position, "page": clean(one.page), "dated": clean(one.dated)}
        if key in present:
            action.update("passage", present[key], told)
        else:
            place: dict[str, Value] = {
                "event_id": event_id,
                "version_id": one.version_id,
                "start_char": one.start,
                "end_char": one.end,
                "quote": one.quote,
            }
            action.insert("passage", place | told)


def set_links(action: Step, event_id: int, links: Sequence[Link]) -> None:
    """Give an event these links, in this order."""
    rows = action.conn.execute("SELECT id FROM link WHERE event_id = ? ORDER BY position, id", (event_id,))
    present = [int(row[0]) for row in rows.fetchall()]
    for position, link in enumerate(links):
        values: dict[str, Value] = {
            "position": position,
            "url": clean(link.url.strip()),
            "title": clean(link.title.strip()),
        }
        if position < len(present):
            action.update("link", present[position], values)
        else:
            action.insert("link", {"event_id": event_id, **values})
    for row_id in present[len(links) :]:
        action.delete("link", row_id)


def set_picture_words(action: Step, event_id: int, pictures: Sequence[PictureWords]) -> None:
    """Give those of the pictures that the event has these captions and credits."""
    rows = action.conn.execute("SELECT id FROM picture WHERE event_id = ?", (event_id,))
    present = {int(row[0]) for row in rows.fetchall()}
    for one in pictures:
        if one.id in present:
            values = {"caption": clean(one.caption.strip()), "credit": clean(one.credit.strip())}
            action.update("picture", one.id, values)


def picture_values(picture: PictureRecord) -> tuple[str, str, str, str, str, str, bytes | None]:
    """A picture's columns from its name to its bytes: name, caption, credit, url, media type, hash, bytes."""
    words = (picture.name, picture.caption, picture.credit, picture.url, picture.media_type)
    name, caption, credit, url, media_type = map(clean, words)
    digest = hashlib.sha256(picture.content).hexdigest() if picture.content else ""
    return name, caption, credit, url, media_type, digest, picture.content or None


def add_picture(action: Step, event_id: int, name: str, media_type: str, content: bytes) -> int:
    """Keep a picture with an event, after those it has. Raises TimelineError where it is too large."""
    if len(content) > MOST_PICTURE_BYTES:
        raise TimelineError(
            f"“{name}” is too large to be kept in a story ({len(content) // 2**20} MB; "
            f"at most {MOST_PICTURE_BYTES // 2**20} MB)."
        )
    position = action.conn.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM picture WHERE event_id = ?", (event_id,)
    ).fetchone()[0]
    return action.insert(
        "picture",
        {
            "event_id": event_id,
            "position": int(position),
            "name": clean(name),
            "media_type": media_type,
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": content,
        },
    )


def copy_pictures(action: Step, from_id: int, to_id: int) -> None:
    """Give an event copies of another one's pictures."""
    columns = ("position", "name", "caption", "credit", "url", "media_type", "sha256", "bytes")
    rows = action.conn.execute(
        f"SELECT {', '.join(columns)} FROM picture WHERE event_id = ? ORDER BY position, id", (from_id,)
    )
    for row in rows.fetchall():
        action.insert("picture", {"event_id": to_id, **dict(zip(columns, row, strict=True))})
