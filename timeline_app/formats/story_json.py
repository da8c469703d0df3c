"""A story as JSON that a person can read and a diff can show, without loss; see docs/story-json.md.

Reading checks everything the store relies on (fields, kinds of values, dates, quotes at their places) and
says where in the file something is wrong. A field it does not know is an error, so that nothing is lost in
silence.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import IntEnum
from typing import BinaryIO

from timeline_app.core.event import StorySettings, Symbol
from timeline_app.core.records import (
    NO_FILE,
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    FileRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    Record,
    StoryContent,
    StoryStream,
    TagRecord,
    ViewRecord,
    records_of,
    stream_of,
    whole_articles,
)
from timeline_app.core.report import Remarks
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.story_json_reading import read_content

#: What the field `format` says, and the newest `version` known here.
FORMAT_NAME = "timeline-story"
VERSION = 1

_SIGNATURE = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{.*?"format"\s*:\s*"timeline-story"', re.DOTALL)


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a story as JSON: an object that names the format early on."""
    return _SIGNATURE.match(head) is not None


def read(stream: BinaryIO) -> StoryContent:
    """The story in a stream of JSON in UTF-8.

    Raises `TimelineError` with the place (`events[3].when`) for anything that does not fit the schema.
    Characters that no text may hold (NUL, half of a surrogate pair) come back as U+FFFD, one for one.
    """
    return read_content(stream.read(), FORMAT_NAME, VERSION)


def read_records(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The records of a story, as `read` checks them."""
    return records_of(read(stream))


def write(content: StoryContent, stream: BinaryIO) -> None:
    """Write a story as JSON, in the order given; fields at their default are left out."""
    write_stream(stream_of(content), stream, WriteOptions(), Remarks())


def write_stream(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write a story as JSON, event by event; nothing of it is lost."""
    out.write(f'{{\n  "format": "{FORMAT_NAME}",\n  "version": {VERSION}'.encode())
    if story.settings is not None:
        settings = _dumped(_settings(story.settings), 2)
        out.write(f',\n  "settings": {settings}'.encode())
    parts: tuple[tuple[str, Iterator[dict[str, object]]], ...] = (
        ("categories", map(_category, story.categories)),
        ("tags", map(_tag, story.tags)),
        ("articles", map(_article, whole_articles(story))),
        ("events", map(_event, story.events)),
        ("periods", map(_period, story.periods)),
        ("views", map(_view, story.views)),
    )
    for name, rows in parts:
        before = f',\n  "{name}": [\n    '
        for row in rows:
            out.write(f"{before}{_dumped(row, 4)}".encode())
            before = ",\n    "
        if before.startswith(",\n    "):
            out.write(b"\n  ]")
    out.write(b"\n}\n")


def _dumped(value: object, indent: int) -> str:
    """JSON over several lines, all but the first set in by `indent` blanks."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return text.replace("\n", "\n" + " " * indent)


def _word(member: IntEnum) -> str:
    """`Status.TO_CHECK` → `to-check`."""
    return member.name.lower().replace("_", "-")


def _plain(record: object, default: object) -> dict[str, object]:
    """The fields of a flat record that differ from `default`."""
    found: dict[str, object] = {}
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if value != getattr(default, field.name):
            found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def _settings(settings: StorySettings) -> dict[str, object]:
    found = _plain(settings, StorySettings())
    if settings.lane_order:
        found["lane_order"] = {kind: list(names) for kind, names in settings.lane_order.items()}
    return found


def _category(record: CategoryRecord) -> dict[str, object]:
    found: dict[str, object] = {"name": record.name}
    if record.colour >= 0:
        found["colour"] = record.colour
    if record.own_colour:
        found["own_colour"] = record.own_colour
    if record.symbol is not None:
        found["symbol"] = _word(Symbol(record.symbol))
    return found | ({"extra": dict(record.extra)} if record.extra else {})


def _article(record: ArticleRecord) -> dict[str, object]:
    found = {"key": record.key, "title": record.title} | _plain(record, ArticleRecord("", "", ""))
    # A list of lines keeps a long text readable, and a change to it short.
    found["text"] = record.text.split("\n") if "\n" in record.text else record.text
    if record.pages:
        found["pages"] = [{"start": start, "name": name} for start, name in record.pages]
    for name in ("extra", "file"):  # last: what a person can read stands before the bytes
        if name in found:
            del found[name]
    if record.extra:
        found["extra"] = dict(record.extra)
    return found | ({"file": _file(record.file)} if record.file != NO_FILE else {})


def _file(record: FileRecord) -> dict[str, object]:
    found = _plain(record, NO_FILE)
    if record.content is not None:
        found["content"] = b64encode(record.content).decode("ascii")
    return found


def _period(record: PeriodRecord) -> dict[str, object]:
    found: dict[str, object] = {"name": record.name, "when": record.edtf}
    found |= {"colour": record.colour} if record.colour else {}
    found |= {"note": record.note} if record.note else {}
    found |= {"uid": record.uid} if record.uid else {}
    return found | ({"extra": dict(record.extra)} if record.extra else {})


def _passage(record: PassageRecord) -> dict[str, object]:
    place = {"article": record.article, "start": record.start, "end": record.end, "quote": record.quote}
    return place | _plain(record, PassageRecord(record.article, record.start, record.end, record.quote))


def _tag(record: TagRecord) -> dict[str, object]:
    return {"kind": record.kind.value, "name": record.name}


def _picture(record: PictureRecord) -> dict[str, object]:
    found = _plain(record, PictureRecord())
    # In base64, last, so that what a person can read of the picture stands together before it.
    content = found.pop("content", b"")
    return found | ({"content": b64encode(record.content).decode("ascii")} if content else {})


def _view(record: ViewRecord) -> dict[str, object]:
    found: dict[str, object] = {"name": record.name} | _plain(record, ViewRecord(record.name))
    for name in ("include", "exclude"):
        if name in found:
            chosen: Mapping[str, tuple[str, ...]] = getattr(record, name)
            found[name] = {kind: list(names) for kind, names in chosen.items()}
    if record.extra:
        found["extra"] = dict(record.extra)
    return found


def _event(record: EventRecord) -> dict[str, object]:
    found: dict[str, object] = {}
    if record.uid:
        found["uid"] = record.uid
    found |= {"when": record.edtf, "title": record.title}
    default = EventRecord(title=record.title, edtf=record.edtf, uid=record.uid)
    for name, value in _plain(record, default).items():
        if name == "status":
            found[name] = _word(record.status)
        elif name == "tags":
            found[name] = [_tag(tag) for tag in record.tags]
        elif name == "pictures":
            found[name] = [_picture(picture) for picture in record.pictures]
        elif name == "passages":
            found[name] = [_passage(passage) for passage in record.passages]
        elif name == "links":
            found[name] = [
                {"url": link.url} | ({"title": link.title} if link.title else {}) for link in record.links
            ]
        elif name == "extra":
            found[name] = dict(record.extra)
        else:
            found[name] = value
    return found
