"""Records → iCalendar, event by event; what a calendar can't say is told. See `icalendar_events`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Unit, civil_from_seconds, in_words, unit_span_s
from timeline_app.core.event import Status, TagKind
from timeline_app.core.records import EventRecord, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.icalendar_events import NAME
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import WriteOptions
from timeline_app.formats.parts import Ends, ends_of, last_day

_HOLDS = frozenset(("note", "category", "tags", "links"))


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write the story's dated events of the years 1 to 9999 as a calendar."""
    from icalendar import Calendar

    losses = Losses(remarks, NAME, _HOLDS)
    head = Calendar()
    head.add("PRODID", "-//timeline-app//timeline-app//EN")
    head.add("VERSION", "2.0")
    if story.settings is not None and story.settings.headline:
        head.add("X-WR-CALNAME", story.settings.headline)
    if options.zone != "UTC":
        head.add("X-WR-TIMEZONE", options.zone)
    beginning, ending = head.to_ical().split(b"END:VCALENDAR")
    out.write(beginning)
    stamp = datetime.fromisoformat(options.today or "1970-01-01").replace(tzinfo=UTC)
    for record in story.events:
        entry = _entry(record, stamp, options.zone, losses)
        if entry is not None:
            out.write(entry)
    out.write(b"END:VCALENDAR" + ending)
    losses.tell()
    tell_of_parts(story, remarks, periods=False, articles=False)


def _entry(record: EventRecord, stamp: datetime, zone: str, losses: Losses) -> bytes | None:
    from icalendar import Event

    ends = ends_of(record.edtf)
    if ends.start is None:
        losses.skip(record, "an undated event has no place in a calendar")
        return None
    if ends.open_start:
        losses.skip(record, "a calendar has no place for an event without a start")
        return None
    if not all(1 <= part.year <= 9998 for part in (ends.start, ends.end) if part is not None):
        losses.skip(record, "a calendar counts from the year 1 to the year 9999")
        return None
    _see(record, ends, losses)
    first, last = _moments(ends, zone)
    _tell_of_date(record, ends, first, last, losses)
    entry = Event()
    entry.add("UID", record.uid or str(uuid5(NAMESPACE_URL, f"{record.edtf} {record.title}")))
    entry.add("DTSTAMP", stamp)
    entry.add("SUMMARY", record.title)
    entry.add("DTSTART", first)
    if last is not None:
        entry.add("DTEND", last)
    if record.note:
        entry.add("DESCRIPTION", record.note)
    names = [record.category] if record.category else []
    names += [tag.name for tag in record.tags if tag.kind is not TagKind.PLACE]
    if names:
        entry.add("CATEGORIES", names)
    places = [tag.name for tag in record.tags if tag.kind is TagKind.PLACE]
    if places:
        entry.add("LOCATION", ", ".join(places))
    if record.links:
        entry.add("URL", record.links[0].url)
        if len(record.links) > 1:
            losses.date(record, "only the first of its links is written, because a calendar's event has one")
    if record.status is Status.PLANNED:
        entry.add("STATUS", "TENTATIVE")
    made: Callable[[], bytes] = entry.to_ical
    return made()


def _see(record: EventRecord, ends: Ends, losses: Losses) -> None:
    """Count what a calendar cannot say of it, or says in another way."""
    planned = record.status is Status.PLANNED  # a calendar calls it tentative
    losses.see(replace(record, status=Status.NONE) if planned else record)
    if any(tag.kind in (TagKind.PERSON, TagKind.ORGANISATION) for tag in record.tags):
        losses.also("that a tag names a person or an organisation; it becomes a topic")
    if not record.category and any(tag.kind is not TagKind.PLACE for tag in record.tags):
        losses.also("that an event has tags and no category; the first tag becomes its category")
    if sum(tag.kind is TagKind.PLACE for tag in record.tags) > 1:
        losses.also("that places are several; they become one")
    if any(link.title for link in record.links[:1]):
        losses.also("the titles of links")
    if any(part is not None and part.offset_min for part in (ends.start, ends.end)):
        losses.also("the offset of a time; the moment is written in UTC")


def _moments(ends: Ends, zone: str) -> tuple[date | datetime, date | datetime | None]:
    """DTSTART and DTEND: whole days with an exclusive end where both are a day or wider, else moments."""
    start, end = ends.start, ends.end
    assert start is not None  # noqa: S101 - the undated were left out before
    clocks = start.precision < Precision.DAY or (end is not None and end.precision < Precision.DAY)
    if clocks:
        first = _moment(start, zone)
        return first, None if end is None else _moment(end, zone)
    first_day = date(*civil_from_seconds(unit_span_s(start)[0])[:3])
    closing = last_day(start if end is None else end)
    last = date(closing.year, closing.month, closing.day)
    return first_day, None if last == first_day else last + timedelta(days=1)


def _moment(unit: Unit, zone: str) -> datetime:
    """A moment in UTC where its offset, or the story's zone, is known; else one of no zone."""
    from zoneinfo import ZoneInfo

    civil = civil_from_seconds(unit_span_s(unit)[0])
    moment = datetime(*civil)
    if unit.offset_min is not None:
        return (moment - timedelta(minutes=unit.offset_min)).replace(tzinfo=UTC)
    return moment if zone == "UTC" else moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _tell_of_date(record: EventRecord, ends: Ends, first: date, last: date | None, losses: Losses) -> None:
    """Say where the calendar shows another date than the story."""
    written = f"{first} to {last} (exclusive)" if last is not None else f"{first}"
    wide = any(part is not None and part.precision > Precision.DAY for part in (ends.start, ends.end))
    if not ends.exact or wide or ends.open_end:
        losses.date(record, f"its date, {in_words(record.edtf)}, is written as {written}")
