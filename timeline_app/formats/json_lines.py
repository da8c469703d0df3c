"""One event a line as JSON, in and out: the fields of an event in a story's JSON, or of `list --json`.

Reads and writes line by line, so that a file of any length stands in memory an event at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, TagKind
from timeline_app.core.event_chunk import EventLists
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.mapping import DayOrderError
from timeline_app.core.records import EventRecord, Record, StoryStream, TagRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.json_text import Object, clean, dumped, list_of, object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.plain_text import head_text, let_go, open_text
from timeline_app.formats.status_words import importance_of, status_of, status_words

NAME = "json-lines"
_HOLDS = frozenset(
    ("as_written", "note", "category", "status", "importance", "derived", "tags", "links", "extra")
)
_HELD = frozenset(
    (
        *("id", "uid", "when", "title", "as_written", "note", "category", "status", "importance", "derived"),
        *("reason", "tags", "place", "links", "extra", "passages", "origin", "origin_key"),
    )
)
#: So many lines are put into lists before a pause.
_GATHERED = 1_000
#: Where a line has none of our own names, these are looked for, in this order.
_TITLES = ("title", "headline", "event", "name", "label")
_DATES = ("when", "date", "start")
_KINDS = {kind.value: kind for kind in TagKind}


def recognises(head: bytes) -> bool:
    """Whether the first line is a whole object with a title or a date, and no parts of parts unless `title`
    and `when` are both there, or another object, perhaps cut off, begins on the next line.
    """
    line, _, rest = head_text(head).lstrip("\ufeff \t\r\n").partition("\n")
    if not line.startswith("{"):
        return False
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    if "title" in value and "when" in value:
        return True
    if not any(name in value for name in (*_TITLES, *_DATES)):
        return False
    flat = not any(isinstance(part, dict | list) for part in value.values())
    return rest.lstrip().startswith("{") or (flat and not rest.strip())


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """An event a line; a line that is none is told and left out."""
    dates = FreeDates(options, options.day_first)
    for place, value in _objects(stream, remarks):
        yield _event(value, dates, place, remarks)


def gather(lists: EventLists, stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[None]:
    """The same by columns, put into `lists`; pauses now and then, so that they can be taken."""
    dates = FreeDates(options, options.day_first)
    for number, (place, value) in enumerate(_objects(stream, remarks), 1):
        lists.add(_event(value, dates, place, remarks))
        if number % _GATHERED == 0:
            yield
    yield


def _objects(stream: BinaryIO, remarks: Remarks) -> Iterator[tuple[str, Object]]:
    """Each line's place in words, and its object."""
    text, _ = open_text(stream, remarks=remarks)
    try:
        for number, line in enumerate(text, 1):
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                value = json.loads(line.removeprefix("\ufeff"))
            except (ValueError, RecursionError):
                remarks.skipped("it is not whole JSON", place)
                continue
            if not isinstance(value, dict):
                remarks.skipped("it is no object in braces", place)
                continue
            yield place, value if line.isascii() else object_of(clean(value))
    finally:
        let_go(text)


def _event(value: Object, dates: FreeDates, place: str, remarks: Remarks) -> EventRecord:
    named = _name_of(value, _TITLES)
    dated = _name_of(value, _DATES)
    title = " ".join(text_of(value.get(named)).split())
    written = text_of(value.get(dated)).strip()
    as_written = text_of(value.get("as_written"))
    try:
        edtf = dates.read(written, place).edtf if written else ""
    except DayOrderError:
        raise
    except TimelineError as trouble:
        edtf, as_written = "", as_written or written
        remarks.changed(f"taken as undated: {str(trouble).rstrip('.')}", place, title)
    title = title or written or "Untitled"
    extra = dict(object_of(value.get("extra")))
    rest = {name: part for name, part in value.items() if name not in _HELD and name not in (named, dated)}
    if rest:
        extra[NAME] = rest
    if list_of(value.get("passages")):
        remarks.noted("Passages are left out, because the lines hold no articles.")
    uid = uid_of(text_of(value.get("uid")))
    return EventRecord(
        title=title,
        edtf=edtf,
        uid=uid,
        as_written=as_written,
        note=text_of(value.get("note")),
        category=text_of(value.get("category")).strip(),
        status=status_of(text_of(value.get("status"))) or Status.NONE,
        importance=importance_of(text_of(value.get("importance"))),
        derived=value.get("derived") is True,
        reason=text_of(value.get("reason")),
        tags=_tags(value),
        links=_links(value),
        origin=NAME,
        origin_key=uid or content_key(edtf, title),
        extra=extra,
    )


def _name_of(value: Object, names: tuple[str, ...]) -> str:
    """The first of some names that a line has; a number or a text must stand under another than our own."""
    if names[0] in value:
        return names[0]
    return next((name for name in names if isinstance(value.get(name), str | int)), names[0])


def _tags(value: Object) -> tuple[TagRecord, ...]:
    tags = []
    for tag in list_of(value.get("tags")):
        if isinstance(tag, dict):
            tags.append(
                TagRecord(text_of(tag.get("name")), _KINDS.get(text_of(tag.get("kind")), TagKind.TOPIC))
            )
        else:
            tags.append(TagRecord(text_of(tag)))
    place = text_of(value.get("place"))
    tags += [TagRecord(name.strip(), TagKind.PLACE) for name in place.split(",") if name.strip()]
    return tuple(dict.fromkeys(tag for tag in tags if tag.name))


def _links(value: Object) -> tuple[Link, ...]:
    found = [
        Link(text_of(link.get("url")), text_of(link.get("title")))
        if isinstance(link, dict)
        else Link(text_of(link))
        for link in list_of(value.get("links"))
    ]
    return tuple({link.url: link for link in found if link.url}.values())


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write an event a line; fields at their default are left out."""
    losses = Losses(remarks, NAME, _HOLDS)
    for record in story.events:
        losses.see(record)
        fields: dict[str, object] = {
            "uid": record.uid,
            "as_written": record.as_written,
            "note": record.note,
            "category": record.category,
            "status": status_words(record.status).replace(" ", "-"),
            "importance": record.importance,
            "derived": record.derived,
            "reason": record.reason,
            "tags": [{"kind": tag.kind.value, "name": tag.name} for tag in record.tags],
            "links": [{"url": link.url, "title": link.title} for link in record.links],
            "extra": {name: part for name, part in record.extra.items() if name != NAME},
        }
        line: dict[str, object] = {"when": record.edtf, "title": record.title}
        line |= {name: value for name, value in fields.items() if value}
        out.write(dumped(line | dict(object_of(record.extra.get(NAME)))).encode() + b"\n")
    losses.tell()
    tell_of_parts(story, remarks, periods=False, articles=False)
