"""Dates of SIMILE Timeline → EDTF: free Gregorian text or ISO 8601, one to four of them an event.

`latestStart` and `earliestEnd` make sets of the ends of a span. An event that lasts no time and yet has an
end happened at one moment between the two
(https://www.simile-widgets.org/wiki/Timeline_EventSources).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline_app.core.dates import OneOf, Unit, format_edtf, parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.parts import astronomical, between, from_full_clock, from_iso, span, unit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GREGORIAN = re.compile(
    r"""\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?
    (?P<month>[a-z]{3})[a-z]*\.?\s+(?P<day>[0-9]{1,2}),?\s+(?P<year>-?[0-9]{1,6})(?:\s+(?P<era>bce?))?
    (?:\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?
    (?:\s*(?:GMT|UTC|Z)?\s*(?P<offset>[+-][0-9]{2}:?[0-9]{2})?)?(?:\s*\(.*\))?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = re.compile(
    r"\s*(?P<month>[a-z]{3})[a-z]*\.?,?\s+(?P<year>-?[0-9]{3,6})(?:\s+(?P<era>bce?))?\s*", re.IGNORECASE
)
_YEAR = re.compile(
    r"\s*(?P<year>-?[0-9]{1,9})\s*(?P<era>bce?|b\.c\.(?:e\.)?|ce|ad|a\.d\.)?\s*", re.IGNORECASE
)


def date_of(text: str, dates: FreeDates, place: str) -> Unit:
    """One date. Raises TimelineError where it is none."""
    if found := _YEAR.fullmatch(text):
        year = int(found["year"])
        before = (found["era"] or "").lower().startswith("b") or year < 0
        return unit(astronomical(-abs(year)) if before else year)
    if found := _GREGORIAN.fullmatch(text):
        month = found["month"].lower()
        if month in _MONTHS:
            return _of_parts(found, _MONTHS.index(month) + 1)
    if (found := _MONTH.fullmatch(text)) and found["month"].lower() in _MONTHS:
        year = int(found["year"])
        month_number = _MONTHS.index(found["month"].lower()) + 1
        return unit(astronomical(-abs(year) if found["era"] else year), month_number)
    iso = from_iso(text)
    if iso is not None:
        return iso
    read = parse_edtf(dates.read(text, place).edtf)
    if not isinstance(read, Unit):
        raise TimelineError(f"“{text.strip()}” is no single date")
    return read


def _of_parts(found: re.Match[str], month: int) -> Unit:
    year, day = int(found["year"]), int(found["day"])
    year = astronomical(-abs(year) if found["era"] else year)
    if found["hour"] is None:
        return unit(year, month, day)
    offset_min = 0 if re.search(r"GMT|UTC|Z\s*$", found[0], re.IGNORECASE) else None
    if found["offset"]:
        sign = -1 if found["offset"][0] == "-" else 1
        offset_min = sign * (int(found["offset"][1:3]) * 60 + int(found["offset"][-2:]))
    clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return from_full_clock(year, month, day, *clock, offset_min)


def edtf_of(given: Mapping[str, str], *, lasts: bool, dates: FreeDates, place: str) -> str:
    """The EDTF text of `start`, `latestStart`, `earliestEnd` and `end`, as far as there are; "" for none.

    `lasts` says that the event is a duration. Raises TimelineError with a sentence.
    """
    read = {
        name: date_of(given[name], dates, place)
        for name in ("start", "latestStart", "earliestEnd", "end")
        if given.get(name, "").strip()
    }
    start, latest_start = read.get("start"), read.get("latestStart")
    earliest_end, end = read.get("earliestEnd"), read.get("end")
    first = start or latest_start
    if first is None:
        first = earliest_end or end
        if first is None:
            return ""
        earliest_end = None
    last = end or earliest_end
    if not lasts:
        return format_edtf(between(first, last or (latest_start if start else None)))
    opening: Unit | OneOf = between(first, latest_start)
    closing: Unit | OneOf | None = None
    if last is not None:
        closing = between(earliest_end or last, last)
    return span(opening, closing)
