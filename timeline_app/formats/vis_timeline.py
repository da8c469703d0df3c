"""vis-timeline JSON, in and out: an array of items, or an object with `items` and `groups`.

Items of the type `background` are periods. The content's markup is read as text; what an item has besides
(class, style, type, subgroup …) stays in `extra["vis-timeline"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from timeline_app.core.dates import Unit, in_words, parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.links import web_host
from timeline_app.core.records import CategoryRecord, EventRecord, PeriodRecord, Record, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.html_text import addresses, escaped, plain
from timeline_app.formats.json_text import Object, clean, dumped, list_of, load, object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.parts import ends_of, from_epoch_ms, from_iso, iso_text, on_clock, span
from timeline_app.formats.plain_text import head_text

NAME = "vis-timeline"
_HOLDS = frozenset(("note", "category", "links"))
#: `links` is ours: vis-timeline shows it nowhere and minds it nowhere.
_HELD = frozenset(("id", "content", "start", "end", "group", "title", "links"))

_ITEM = re.compile(r'"content"\s*:')
_START = re.compile(r'"start"\s*:\s*(?:"|-?[0-9])')


def recognises(head: bytes) -> bool:
    """Whether a file that begins so has items with a `content` and a `start`."""
    text = head_text(head).lstrip("\ufeff \t\r\n")
    listed = text.startswith("[") or (
        text.startswith("{") and re.search(r'"items"\s*:\s*\[', text) is not None
    )
    return listed and bool(_ITEM.search(text)) and bool(_START.search(text))


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """Groups as categories, background items as periods, the others as events."""
    document = clean(load(stream))
    items = document if isinstance(document, list) else list_of(object_of(document).get("items"))
    groups = list_of(object_of(document).get("groups"))
    names: dict[str, str] = {}
    for group in map(object_of, groups):
        key = text_of(group.get("id"))
        names[key] = " ".join(plain(text_of(group.get("content"))).text.split()) or key
        rest = {name: part for name, part in group.items() if name not in ("id", "content")}
        if names[key]:
            yield CategoryRecord(names[key], extra={NAME: rest} if rest else {})
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    for number, value in enumerate(items, 1):
        place = f"item {number}"
        if not isinstance(value, dict):
            remarks.skipped("it is no object", place)
            continue
        item: Object = value
        if item.get("type") == "background":
            period = _period(item, dates, place, remarks)
            if period is not None:
                yield period
        else:
            yield _event(item, names, dates, place, remarks)


def _date(value: object, dates: FreeDates, place: str) -> Unit | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) > 8.64e15:
            raise TimelineError("it lies further away than JavaScript counts")
        return from_epoch_ms(value)
    text = text_of(value).strip()
    if not text:
        return None
    iso = from_iso(text)
    if iso is not None:
        return iso
    read = parse_edtf(dates.read(text, place).edtf)
    if not isinstance(read, Unit):
        raise TimelineError(f"“{text[:40]}” is no single date")
    return read


def _edtf(item: Object, dates: FreeDates, place: str) -> str:
    start, end = _date(item.get("start"), dates, place), _date(item.get("end"), dates, place)
    if start is None:
        return "" if end is None else span(end, None)
    return span(start, end)


def _event(
    item: Object, names: Mapping[str, str], dates: FreeDates, place: str, remarks: Remarks
) -> EventRecord:
    content, tip = plain(text_of(item.get("content"))), plain(text_of(item.get("title")))
    title = " ".join(content.text.split())
    as_written = ""
    try:
        edtf = _edtf(item, dates, place)
        if not edtf:
            remarks.changed("it has no date, and was taken as undated", place, title)
    except TimelineError as trouble:
        edtf = ""
        as_written = " – ".join(text_of(item[end]) for end in ("start", "end") if text_of(item.get(end)))
        remarks.changed(f"taken as undated: {str(trouble).rstrip('.')}", place, title)
    title = title or tip.text.partition("\n")[0][:100] or in_words(edtf)
    group = text_of(item.get("group"))
    own_id = text_of(item.get("id"))
    listed = [
        Link(text_of(part.get("url")), text_of(part.get("title")))
        for part in map(object_of, list_of(item.get("links")))
    ]
    found = [*(link for link in listed if web_host(link.url)), *content.links, *tip.links]
    found += map(Link, addresses(tip.text))
    links = {link.url: link for link in reversed(found)}
    extra = {name: part for name, part in item.items() if name not in _HELD and part not in (None, "")}
    return EventRecord(
        title=title,
        edtf=edtf,
        uid=uid_of(own_id),
        as_written=as_written,
        note=tip.text,
        category=names.get(group, group),
        links=tuple(links[url] for url in dict.fromkeys(link.url for link in found)),
        origin=NAME,
        origin_key=own_id or content_key(edtf, title),
        extra={NAME: extra} if extra else {},
    )


def _period(item: Object, dates: FreeDates, place: str, remarks: Remarks) -> PeriodRecord | None:
    name = " ".join(plain(text_of(item.get("content"))).text.split())
    try:
        edtf = _edtf(item, dates, place)
    except TimelineError as trouble:
        remarks.skipped(f"the background has no readable dates: {str(trouble).rstrip('.')}", place, name)
        return None
    if not edtf:
        remarks.skipped("the background has no date", place, name)
        return None
    rest = {key: part for key, part in item.items() if key not in (*_HELD, "type")}
    return PeriodRecord(name or in_words(edtf), edtf, extra={NAME: rest} if rest else {})


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write groups of the categories, background items of the periods, and an item of every dated event."""
    losses = Losses(remarks, NAME, _HOLDS)
    groups = [
        {"id": category.name, "content": escaped(category.name), **object_of(category.extra.get(NAME))}
        for category in story.categories
    ]
    lines = ",\n".join(f"    {dumped(group)}" for group in groups)
    out.write(f'{{\n  "groups": [\n{lines}\n  ],\n  "items": ['.encode())
    comma = "\n"
    for number, period in enumerate(story.periods, 1):
        item = _background(period, number, options, remarks)
        if item is not None:
            out.write(f"{comma}    {dumped(item)}".encode())
            comma = ",\n"
    for number, record in enumerate(story.events, 1):
        item = _item(record, number, options, losses)
        if item is not None:
            out.write(f"{comma}    {dumped(item)}".encode())
            comma = ",\n"
    out.write(b"\n  ]\n}\n")
    losses.tell()
    tell_of_parts(story, remarks, periods=True, articles=False)


def _background(
    record: PeriodRecord, number: int, options: WriteOptions, remarks: Remarks
) -> dict[str, object] | None:
    ends = ends_of(record.edtf)
    if ends.start is None or ends.open_start or ends.open_end:
        remarks.skipped("a background needs a start and an end", title=record.name)
        return None
    start = on_clock(ends.start, options.zone)
    end = start if ends.end is None else on_clock(ends.end, options.zone)
    return {
        "id": f"period-{number}",
        "content": escaped(record.name),
        "start": iso_text(start),
        "end": iso_text(end),
        "type": "background",
        **object_of(record.extra.get(NAME)),
    }


def _item(
    record: EventRecord, number: int, options: WriteOptions, losses: Losses
) -> dict[str, object] | None:
    ends = ends_of(record.edtf)
    if ends.start is None:
        losses.skip(record, "an undated event has no place in vis-timeline")
        return None
    try:
        start = iso_text(ends.start)
        end = None if ends.end is None else iso_text(ends.end)
    except TimelineError as trouble:
        losses.skip(record, str(trouble).rstrip("."))
        return None
    losses.see(record)
    if not ends.exact or ends.open_start or ends.open_end:
        written = f"{start} to {end}" if end else start
        losses.date(record, f"its date, {in_words(record.edtf)}, is written as {written}")
    item: dict[str, object] = {
        "id": record.uid or (record.origin_key if record.origin == NAME else "") or f"event-{number}",
        "content": escaped(record.title),
        "start": start,
    }
    if end is not None:
        item["end"] = end
    if record.category:
        item["group"] = record.category
    said = {link.url for link in map(Link, addresses(record.note))}
    own = [link for link in record.links if link.url not in said or link.title]
    if record.note:
        item["title"] = escaped(record.note)
    if own:
        item["links"] = [{"url": link.url, "title": link.title} for link in own]
    return item | dict(object_of(record.extra.get(NAME)))
