"""One date with what may stand around it: a time of day, "about", "(uncertain)", "O.S.", a double year.

Holds these over the units of `typed_units.py`. Refuses ranges and sets (`typed_spans.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import days_from_julian, days_in_julian_month
from timeline_app.core.dates.edtf import EdtfDate, Interval, Undated, Unit
from timeline_app.core.dates.typed import Reading, Setting, marked
from timeline_app.core.dates.typed_parts import day_at, day_exists, day_unit, year_unit
from timeline_app.core.dates.typed_units import read_unit
from timeline_app.core.errors import TimelineError

_UNCERTAIN = re.compile(
    r"(?:probably|possibly|perhaps|maybe|presumably) (?P<before>.+)"
    r"|(?P<after>.+?) ?(?:\(uncertain\)|\(\?\)|\?)"
)
_ABOUT = re.compile(
    r"(?:(?:about|around|circa|approximately|approx\.?|roughly|sometime around) |(?:ca|c)(?:\. ?| |(?=[0-9]))"
    r"|~ ?)(?P<before>.+)|(?P<after>.+) (?:or so|approximately|approx\.?)"
)
_JULIAN = re.compile(r"(?P<before>.+?) ?\(?\bos\b\)?|\(?os\b\)? (?P<after>.+)")
_GREGORIAN = re.compile(r"(?P<date>.+?) (?:\(?ns\)?|\(.+ os\))")
_OPEN_PART = re.compile(r"(?P<date>.+) (?P<part>month|day|year) unknown")
_DOUBLE_YEAR = re.compile(r"(?P<before>.*?)(?P<year>[0-9]{3,4})[/–-](?P<next>[0-9]{1,4})")
_ZONE = r"(?: ?(?P<zone>z|(?:utc|gmt)? ?[+-][0-9]{1,2}(?::?[0-9]{2})?|utc|gmt))?"
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?: ?(?P<half>[ap]m))?| ?(?P<bare>[ap]m))|(?P<name>noon|midnight))"
)
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<date>.+?)(?:t| (?:at |t)?)(?P<within>in hour from )?{_CLOCK}{_ZONE}",
        rf"{_CLOCK}{_ZONE}(?: on)? (?P<date>.+)",
    )
)
#: Countries kept the Julian calendar, and began their years in March, until this one at the latest (Britain).
_LAST_DOUBLE_YEAR = 1752


def read_one(text: str, setting: Setting) -> Reading | None:
    """The one date of a normal text with its qualifiers; None where no rule knows its form.

    Raises TimelineError where the form is known and the date does not exist.
    """
    for read in (_double_year, read_unit, _qualified, _julian, _timed, _open_part):
        if (reading := read(text, setting)) is not None:
            return reading
    return None


def same(reading: Reading | None, change: Callable[[EdtfDate], EdtfDate | None]) -> Reading | None:
    """A reading with its date, and the others it may mean, changed alike; None where its own cannot be."""
    if reading is None or (date := change(reading.date)) is None:
        return None
    others = [change(other) for other in reading.others]
    return replace(reading, date=date, others=tuple(other for other in others if other is not None))


def _qualified(text: str, setting: Setting) -> Reading | None:
    if (found := _UNCERTAIN.fullmatch(text)) is not None:
        inner = read_one(found["before"] or found["after"], setting)
        return same(inner, lambda date: marked(date, uncertain=True))
    if (found := _ABOUT.fullmatch(text)) is not None:
        inner = read_one(found["before"] or found["after"], setting)
        return same(inner, lambda date: marked(date, approximate=True))
    if (found := _GREGORIAN.fullmatch(text)) is not None:
        return read_one(found["date"], setting)
    return None


def _open_part(text: str, setting: Setting) -> Reading | None:
    """What EDTF writes with XX: "1999, month unknown"."""
    if (found := _OPEN_PART.fullmatch(text)) is None:
        return None
    part = found["part"]
    if part == "year":
        # 2000 lends its months, of which the reading keeps the number alone
        lent = read_one(f"{found['date']} 2000", setting)
        unit = lent.date if lent is not None else None
        if isinstance(unit, Unit) and unit.precision in (Precision.DAY, Precision.MONTH):
            return Reading(Undated(unit.month, unit.day))
        return None

    def opened(date: EdtfDate) -> EdtfDate | None:
        if not isinstance(date, Unit):
            return None
        if date.precision == Precision.MONTH and part == "day":
            return replace(date, unspecified=1)
        return replace(date, unspecified=1 + (part == "day")) if date.precision == Precision.YEAR else None

    return same(read_one(found["date"], setting), opened)


# Times of day -------------------------------------------------------------------------------------------


def _timed(text: str, setting: Setting) -> Reading | None:
    for pattern in _TIMES:
        if (found := pattern.fullmatch(text)) is None:
            continue
        day = read_one(found["date"].strip(), setting)
        if day is None or not isinstance(day.date, Unit) or day.date.precision != Precision.DAY:
            continue
        moment = replace(_clock(found), offset_min=_offset_min(found["zone"]))
        reading = same(day, partial(_at, moment))
        if reading is not None and found["name"] == "midnight":
            return replace(reading, reason="midnight, with which the day begins")
        return reading
    return None


def _at(moment: Unit, date: EdtfDate) -> EdtfDate | None:
    """A moment of a day without a date, on a day."""
    if not isinstance(date, Unit):
        return None
    placed = replace(moment, year=date.year, month=date.month, day=date.day)
    return replace(placed, approximate=date.approximate, uncertain=date.uncertain)


def _clock(found: re.Match[str]) -> Unit:
    """A time of day without a date; raises TimelineError for what no clock shows."""
    if found["name"]:
        return Unit(Precision.MINUTE, 0, hour=12 if found["name"] == "noon" else 0)
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    half = found["half"] or found["bare"]
    if half:
        if not 1 <= hour <= 12:
            raise TimelineError(f"There is no {hour} {half}; with a.m. and p.m. hours go from 1 to 12.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise TimelineError("There is no such time of day: hours go to 23, minutes and seconds to 59.")
    if found.groupdict().get("within"):
        return Unit(Precision.HOUR, 0, hour=hour)
    precision = Precision.SECOND if found["second"] else Precision.MINUTE
    return Unit(precision, 0, hour=hour, minute=minute, second=second)


def _offset_min(zone: str | None) -> int | None:
    if zone is None:
        return None
    found = re.search(r"([+-])([0-9]{1,2}):?([0-9]{2})?", zone)
    if found is None:
        return 0
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 18 or minutes > 59:
        raise TimelineError("Offsets from UTC go from −18:00 to +18:00.")
    return (hours * 60 + minutes) * (-1 if found[1] == "-" else 1)


# The Julian calendar ------------------------------------------------------------------------------------


def _julian(text: str, setting: Setting) -> Reading | None:
    if (found := _JULIAN.fullmatch(text)) is None:
        return None
    written = found["before"] or found["after"]
    later_days = 0
    if re.search(r"\b29(?:th)?\b", written) and re.search(r"\bfeb", written):
        # the Julian calendar has 29 February in years in which ours has none
        written, later_days = re.sub(r"\b29(?:th)?\b", "28", written, count=1), 1
    return same(read_one(written, setting), lambda date: _from_julian(date, later_days))


def _from_julian(date: EdtfDate, later_days: int) -> EdtfDate | None:
    """A date read as if it were ours, taken as Julian: a month or a year becomes the days it covers."""
    if not isinstance(date, Unit):
        return None
    year, month = date.year, date.month
    if date.precision == Precision.DAY:
        if later_days and year % 4:
            day_unit(year, month, 29)  # says that this year has none in either calendar
        placed = day_at(days_from_julian(year, month, date.day) + later_days)
        return replace(placed, approximate=date.approximate, uncertain=date.uncertain)
    if date.precision == Precision.MONTH:
        first, last = (month, 1), (month, days_in_julian_month(year, month))
    elif date.precision == Precision.YEAR:
        first, last = (1, 1), (12, 31)
    else:
        return None
    days = Interval(day_at(days_from_julian(year, *first)), day_at(days_from_julian(year, *last)))
    return marked(days, approximate=date.approximate, uncertain=date.uncertain)


def _double_year(text: str, setting: Setting) -> Reading | None:
    """Two years at once, which the calendars of old England tell apart: "30 January 1648/9"."""
    found = _DOUBLE_YEAR.fullmatch(text)
    if found is None:
        return None
    year, following = int(found["year"]), int(found["next"])
    if (year + 1) % 10 ** len(found["next"]) != following or re.search(r"[0-9]/$|winter ", found["before"]):
        return None
    slash = "/" in found[0][found.end("year") :]
    if not found["before"]:
        if found["next"] == str(year + 1)[-2:] and not slash and following in (21, 22, 23, 24):
            return None  # 2021-22 is EDTF's summer of 2021, asked about where EDTF is read
        both = Interval(year_unit(year), year_unit(year + 1))
        if not slash or year >= _LAST_DOUBLE_YEAR:
            return Reading(both) if len(found["next"]) > 1 else None
        return Reading(
            both,
            reason="read as two years",
            question=f"Does it last from {year} to {year + 1}, or is it the early months of {year + 1}?",
            others=(year_unit(year + 1),),
        )
    if not slash or year >= _LAST_DOUBLE_YEAR:
        return None
    inner = read_one(f"{found['before']}{year + 1}", setting)
    if inner is None or not isinstance(inner.date, Unit) or inner.date.precision != Precision.DAY:
        return inner
    unit = inner.date
    ours = day_at(days_from_julian(unit.year, unit.month, unit.day))
    if not day_exists(ours.year, ours.month, ours.day):
        return None
    return Reading(
        ours,
        reason=f"a double year, so {year + 1} by the Julian calendar",
        question="A double year belongs to the old calendar. Was the day converted already?",
        others=(unit,),
    )
