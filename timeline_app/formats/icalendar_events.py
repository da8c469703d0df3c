"""iCalendar (RFC 5545) → events, through the icalendar package; its writer is `icalendar_writing`.

A DATE is a day and its DTEND exclusive; a DATE-TIME keeps the offset its zone has then. What repeats is
expanded within bounds (`icalendar_repeats`), a changed occurrence takes the place of its original. To-dos
stand at their due date, as planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Unit, format_edtf, known_zone
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, StorySettings, TagKind
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.links import web_host
from timeline_app.core.records import EventRecord, Record, TagRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.html_text import addresses
from timeline_app.formats.icalendar_repeats import occurrences
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.parts import span
from timeline_app.formats.plain_text import decoded, fit, head_text

NAME = "icalendar"

_COMPONENT = re.compile(r"^BEGIN:(VEVENT|VTODO)[ \t]*\r?$.*?^END:\1[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_BEGINS = re.compile(r"^BEGIN:(?:VEVENT|VTODO)[ \t]*\r?$", re.MULTILINE)
_HELD = frozenset(
    (
        *("UID", "SUMMARY", "DTSTART", "DTEND", "DUE", "DURATION", "DESCRIPTION", "LOCATION", "CATEGORIES"),
        *("URL", "STATUS", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DTSTAMP", "SEQUENCE", "CREATED"),
        *("LAST-MODIFIED", "TRANSP"),
    )
)


def recognises(head: bytes) -> bool:
    """Whether a file begins as a calendar does."""
    return head_text(head).lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR")


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The calendar's name and zone, then an event of every occurrence. Raises TimelineError for no text."""
    text = decoded(stream, remarks).removeprefix("\ufeff")
    settings = _settings(text, remarks)
    if settings is not None:
        yield settings
    components = list(_components(text, remarks))
    changed = {
        (str(part.get("UID", "")), _moment_key(moment))
        for part in components
        if (moment := _moment(part, "RECURRENCE-ID")) is not None
    }
    today = date.fromisoformat(options.today)
    for number, part in enumerate(components, 1):
        yield from _events(part, f"entry {number}", changed, today, remarks)


def _settings(text: str, remarks: Remarks) -> StorySettings | None:
    unfolded = re.sub(r"\r?\n[ \t]", "", text[:65_536])
    name = re.search(r"^X-WR-CALNAME[^:\r\n]*:(.+?)\r?$", unfolded, re.MULTILINE)
    zone = re.search(r"^X-WR-TIMEZONE[^:\r\n]*:(.+?)\r?$", unfolded, re.MULTILINE)
    zone = zone or re.search(r"^TZID[^:\r\n]*:(.+?)\r?$", unfolded, re.MULTILINE)
    headline = re.sub(r"\\(.)", r"\1", name[1]).strip() if name else ""
    zone_name = zone[1].strip() if zone else ""
    if zone_name and not known_zone(zone_name):
        remarks.noted(f"The calendar's time zone “{zone_name}” is not known by that name.")
        zone_name = ""
    if not headline and not zone_name:
        return None
    return StorySettings(headline=headline, zone=zone_name or "UTC")


def _components(text: str, remarks: Remarks) -> Iterator[Any]:
    """The entries of a calendar; where the whole can't be parsed, those that can, one by one."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
        yield from (part for part in calendar.walk() if part.name in ("VEVENT", "VTODO"))
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        found = list(_COMPONENT.finditer(text))
        zones = "".join(
            match[0] for match in re.finditer(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r?\n", text, re.DOTALL)
        )
        for number, match in enumerate(found, 1):
            one = f"BEGIN:VCALENDAR\r\n{zones}{match[0]}\r\nEND:VCALENDAR\r\n"
            try:
                parts = [part for part in Calendar.from_ical(one).walk() if part.name == match[1]]
            except (ValueError, IndexError, KeyError, AttributeError, TypeError) as trouble:
                remarks.skipped(f"it is malformed: {str(trouble)[:120]}", f"entry {number}")
                continue
            yield from parts
        if len(_BEGINS.findall(text)) > len(found):
            remarks.skipped("the file breaks off in the middle of it", f"entry {len(found) + 1}")
        if not found and not _BEGINS.search(text):
            raise TimelineError("The calendar holds no events, or its lines are damaged.") from None


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else fit(str(value))


def _moment(part: Any, name: str) -> date | datetime | None:
    """A date or a moment of a property; None where it has none, or none that can be read."""
    value = part.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    found = _dt(value)
    return found if isinstance(found, date) else None


def _dt(value: Any) -> object:
    """What icalendar read a property as; None where it could not."""
    try:
        return getattr(value, "dt", None)
    except ValueError:  # a property that is broken
        return None


def _moments(part: Any, name: str) -> tuple[date | datetime, ...]:
    """All dates of EXDATE or RDATE; of periods, their starts."""
    value = part.get(name)
    lists = value if isinstance(value, list) else [] if value is None else [value]
    found = []
    for one in lists:
        for item in getattr(one, "dts", ()):
            moment = _dt(item)
            moment = moment[0] if isinstance(moment, tuple) else moment
            if isinstance(moment, date):
                found.append(moment)
    return tuple(found)


def _moment_key(moment: date | datetime) -> str:
    return moment.isoformat()


def _events(
    part: Any, place: str, changed: set[tuple[str, str]], today: date, remarks: Remarks
) -> Iterator[EventRecord]:
    title = " ".join(_text(part, "SUMMARY").split())
    start = _moment(part, "DTSTART") or _moment(part, "DUE")
    base = _record(part, title, place, remarks)
    if start is None:
        written = _text(part, "DTSTART") or _text(part, "DUE")
        what = f"its date “{written[:40]}” can't be read" if written else "it has no date"
        remarks.changed(f"taken as undated: {what}", place, title)
        yield replace(base, edtf="", as_written=written)
        return
    lasts = _lasts(part, start)
    rule = part.get("RRULE")
    rule = rule[0] if isinstance(rule, list) else rule
    if rule is None and part.get("RDATE") is None:
        again = _moment(part, "RECURRENCE-ID")
        yield _dated(base, start, lasts, "" if again is None else _moment_key(again))
        return
    repeats = occurrences(
        "" if rule is None else rule.to_ical().decode("utf-8", "replace"),
        start,
        more=_moments(part, "RDATE"),
        but=_moments(part, "EXDATE"),
        today=today,
    )
    if repeats.cut:
        remarks.changed(repeats.cut, place, title)
    uid = _text(part, "UID")
    for number, moment in enumerate(repeats.starts):
        key = _moment_key(moment)
        if (uid, key) not in changed:
            # the first keeps the identity of the whole; the others are told apart by their moment
            yield _dated(base if not number else replace(base, uid=""), moment, lasts, key if number else "")


def _lasts(part: Any, start: date | datetime) -> timedelta | None:
    """How long it lasts; None where that is not said."""
    end = _moment(part, "DTEND") or (_moment(part, "DUE") if part.get("DTSTART") is not None else None)
    if end is not None and isinstance(end, datetime) == isinstance(start, datetime):
        try:
            return end - start
        except TypeError:  # one bears a zone, the other none
            return None
    value = part.get("DURATION")
    duration = _dt(value)
    return duration if isinstance(duration, timedelta) else None


def _dated(base: EventRecord, start: date | datetime, lasts: timedelta | None, again: str) -> EventRecord:
    first = _unit(start)
    edtf = format_edtf(first)
    if lasts is not None and lasts > timedelta():
        try:
            last = start + lasts
            if not isinstance(start, datetime):
                last = start + max(lasts - timedelta(days=1), timedelta())  # DTEND is the day after
            edtf = span(first, _unit(last))
        except (OverflowError, TimelineError):
            edtf = format_edtf(first)
    key = "/".join(part for part in (base.origin_key, again) if part)
    title = base.title or "Untitled"
    return replace(base, title=title, edtf=edtf, origin_key=key or content_key(edtf, title))


def _unit(moment: date | datetime) -> Unit:
    if not isinstance(moment, datetime):
        return Unit(Precision.DAY, moment.year, moment.month, moment.day)
    offset = moment.utcoffset()
    offset_min = None if offset is None else round(offset.total_seconds() / 60)
    precision = Precision.SECOND if moment.second else Precision.MINUTE
    return Unit(
        precision,
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        offset_min,
    )


def _record(part: Any, title: str, place: str, remarks: Remarks) -> EventRecord:
    """All of an entry but its date."""
    note = _text(part, "DESCRIPTION").strip()
    url = _text(part, "URL").strip()
    found = [Link(url)] if web_host(url) else []
    found += map(Link, addresses(note))
    names = _categories(part)
    tags = [TagRecord(name) for name in names[1:]]
    location = " ".join(_text(part, "LOCATION").split())
    if location:
        tags.append(TagRecord(location, TagKind.PLACE))
    status = Status.PLANNED if part.name == "VTODO" else Status.NONE
    said = _text(part, "STATUS").upper()
    if said == "TENTATIVE":
        status = Status.PLANNED
    elif said == "CANCELLED":
        status = Status.TO_CHECK
        remarks.changed("it is cancelled in the calendar, and was marked “to check”", place, title)
    elif said == "COMPLETED":
        status = Status.NONE
    uid = _text(part, "UID").strip()
    extra = {name: _text(part, name) for name in part if name not in _HELD}
    return EventRecord(
        title=title,
        edtf="",
        uid=uid_of(uid),
        note=note,
        category=names[0] if names else "",
        status=status,
        tags=tuple(dict.fromkeys(tags)),
        links=tuple({link.url: link for link in found}.values()),
        origin=NAME,
        origin_key=uid,
        extra={NAME: extra} if extra else {},
    )


def _categories(part: Any) -> list[str]:
    value = part.get("CATEGORIES")
    lists = value if isinstance(value, list) else [] if value is None else [value]
    names = (" ".join(fit(str(name)).split()) for one in lists for name in getattr(one, "cats", ()))
    return list(dict.fromkeys(name for name in names if name))
