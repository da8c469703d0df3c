"""Dates of foreign formats ↔ EDTF: from parts that exist or not, from clocks that are always full, and back.

Years here are those people write: -44 is 44 BC and there is no year 0; EDTF counts 1 BC as 0000. Formats that
count astronomically say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from timeline_app.core.columns import Precision
from timeline_app.core.dates import (
    EdtfDate,
    End,
    Interval,
    OneOf,
    Undated,
    Unit,
    bounds,
    civil_from_seconds,
    format_edtf,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.errors import TimelineError

#: `2013-04-20`, `2013-04-20T18:00:00.000Z`, `-000199-01-01`, `+012345`: ISO 8601 as JavaScript has it.
_ISO = re.compile(
    r"\s*(?P<year>[+-]?[0-9]{4,6})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2})"
    r"(?:[T ](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?\s*"
)


def astronomical(year: int) -> int:
    """-44 (44 BC) → -43; there is no year 0, which is taken for 1 BC."""
    return year + 1 if year < 0 else year


def historical(year: int) -> int:
    """-43 → -44 (44 BC)."""
    return year - 1 if year <= 0 else year


def unit(
    year: int,
    month: int | None = None,
    day: int | None = None,
    clock: tuple[int, int | None, int | None] | None = None,
    offset_min: int | None = None,
) -> Unit:
    """The date of the parts there are; `year` is astronomical. Raises TimelineError where it is no date."""
    precision = Precision.YEAR
    hour = minute = second = 0
    if month is not None:
        precision = Precision.MONTH
        if day is not None:
            precision = Precision.DAY
            if clock is not None:
                hour, minute, second = clock[0], clock[1] or 0, clock[2] or 0
                precision = (
                    Precision.SECOND
                    if clock[2] is not None
                    else Precision.MINUTE
                    if clock[1] is not None
                    else Precision.HOUR
                )
    if not -9999 <= year <= 9999 and precision is not Precision.YEAR:
        precision, month, day, hour, minute, second, offset_min = Precision.YEAR, 0, 0, 0, 0, 0, None
    if precision >= Precision.DAY:
        offset_min = None
    made = Unit(precision, year, month or 0, day or 0, hour, minute, second, offset_min)
    read = parse_edtf(format_edtf(made))  # which knows what days a month has
    if not isinstance(read, Unit) or read.precision is Precision.SEASON:
        raise TimelineError(f"There is no month {month}.")
    return made


def from_full_clock(
    year: int, month: int, day: int, hour: int, minute: int, second: int, offset_min: int | None = None
) -> Unit:
    """A date of a format whose clock is always full: midnight means the day, no seconds mean the minute.

    A pure date passes through no zone, so a midnight's offset is dropped.
    """
    if not (hour or minute or second):
        return unit(year, month, day)
    clock = (hour, minute, second or None)
    return unit(year, month, day, clock, offset_min)


@lru_cache(maxsize=4096)
def from_iso(text: str) -> Unit | None:
    """A date in ISO 8601, whose years are astronomical; None where it is in another form.

    Raises TimelineError where it has the form and is no date. A clock counts as full where it shows seconds.
    """
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
    if found["hour"] is None:
        return unit(year, month, day)
    offset_min = _offset_min(found["offset"])
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["second"] is None:
        return unit(year, month, day, (hour, minute, None), offset_min)
    return from_full_clock(year, month or 1, day or 1, hour, minute, int(found["second"]), offset_min)


def from_epoch_ms(moment_ms: float) -> Unit:
    """Milliseconds since 1970 in UTC, as JavaScript counts them."""
    civil = civil_from_seconds(int(moment_ms // 1000))
    return from_full_clock(*civil, offset_min=0)


def _offset_min(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return -minutes if text[0] == "-" else minutes


def span(start: Unit | OneOf, end: Unit | OneOf | None) -> str:
    """The EDTF text from `start` to `end`; of equal ones, or without an end, the one date.

    Raises TimelineError where it ends before it begins.
    """
    if end is None or end == start:
        return format_edtf(start)
    text = format_edtf(Interval(start, end))
    parse_edtf(text)
    return text


def between(first: Unit, last: Unit | None) -> Unit | OneOf:
    """One moment from `first` to `last`; where they are equal, or there is no last, the one date."""
    if last is None or last == first:
        return first
    made = OneOf(((first, last),))
    parse_edtf(format_edtf(made))
    return made


@dataclass(frozen=True, slots=True)
class Ends:
    """A date as formats hold it that know only two dates: `end` is None for a single one.

    `start` is None for the undated. `open_start` and `open_end` say that an end bears no date. `exact` says
    that nothing of the EDTF text was lost so far: not approximate, not uncertain, no set, no wider unit than
    a year. `approximate` and `uncertain` are those of any part.
    """

    start: Unit | None
    end: Unit | None
    open_start: bool = False
    open_end: bool = False
    approximate: bool = False
    uncertain: bool = False
    exact: bool = True


@lru_cache(maxsize=4096)
def ends_of(edtf: str) -> Ends:
    """The two dates nearest to an EDTF text, without marks of doubt: units of a year or finer.

    Raises TimelineError for a text that is no EDTF.
    """
    date = parse_edtf(edtf)
    if isinstance(date, Undated):
        return Ends(None, None, exact=not (date.month or date.day))
    doubts = list(_units(date))
    approximate = any(part.approximate for part in doubts)
    uncertain = any(part.uncertain for part in doubts)
    exact = not (approximate or uncertain)
    if isinstance(date, Unit):
        start, end = _plain_unit(date)
        single = start == end
        plain = date.precision <= Precision.YEAR and date.precision is not Precision.SEASON
        return Ends(
            start,
            None if single else end,
            approximate=approximate,
            uncertain=uncertain,
            exact=exact and plain and not date.unspecified,
        )
    if isinstance(date, OneOf):
        first, last = date.ranges[0][0], date.ranges[-1][1]
        return _ends(first, last, approximate, uncertain, exact=False)
    first_end, last_end = date.start, date.end
    exact = exact and all(map(_plain_end, (first_end, last_end)))
    return _ends(_outer(first_end, 0), _outer(last_end, 1), approximate, uncertain, exact)


def _plain_end(end: Unit | OneOf | End) -> bool:
    """Whether an end of an interval is open, or a unit of a year or finer that is no season."""
    if not isinstance(end, Unit):
        return end is End.OPEN
    return end.precision <= Precision.YEAR and end.precision is not Precision.SEASON and not end.unspecified


def _ends(first: Unit | None, last: Unit | None, approximate: bool, uncertain: bool, exact: bool) -> Ends:
    start = _plain_unit(first)[0] if first is not None else None
    end = _plain_unit(last)[1] if last is not None else None
    return Ends(
        start if start is not None else end,
        end if start is not None else None,
        open_start=first is None,
        open_end=last is None,
        approximate=approximate,
        uncertain=uncertain,
        exact=exact,
    )


def _outer(end: Unit | OneOf | End, side: int) -> Unit | None:
    if isinstance(end, Unit):
        return end
    if isinstance(end, End):
        return None
    return end.ranges[-side][side]


def _units(date: EdtfDate | End) -> list[Unit]:
    if isinstance(date, Unit):
        return [date]
    if isinstance(date, OneOf):
        return [part for pair in date.ranges for part in pair if part is not None]
    if isinstance(date, Interval):
        return [*_units(date.start), *_units(date.end)]
    return []


def _plain_unit(date: Unit) -> tuple[Unit, Unit]:
    """The first and last units, of a year or finer, that a unit of any width consists of."""
    plain = replace(date, approximate=False, uncertain=False, unspecified=0)
    if date.precision >= Precision.DECADE:
        first = Unit(Precision.YEAR, date.year)
        return first, Unit(Precision.YEAR, date.year + date.years - 1)
    if date.precision is Precision.SEASON:
        start_s, end_s = unit_span_s(plain)
        first_month, last_month = civil_from_seconds(start_s), civil_from_seconds(end_s - 1)
        return (
            Unit(Precision.MONTH, first_month.year, first_month.month),
            Unit(Precision.MONTH, last_month.year, last_month.month),
        )
    return plain, plain


def on_clock(date: Unit, zone: str) -> Unit:
    """A unit without its offset, as the clock of the story's zone shows it."""
    if date.offset_min is None:
        return date
    civil = civil_from_seconds(bounds(date, zone).earliest_start_s)
    clock = (civil.hour, civil.minute, civil.second)
    return Unit(date.precision, civil.year, civil.month, civil.day, *clock)


def first_moment(date: Unit) -> tuple[int, int, int, int, int, int]:
    """Year (astronomical), month, day, hour, minute, second of a unit's first second, by its own clock."""
    return civil_from_seconds(unit_span_s(date)[0])


def last_day(date: Unit) -> Unit:
    """The last day of a unit of a day or wider; a finer one is unchanged."""
    if date.precision < Precision.DAY:
        return date
    civil = civil_from_seconds(unit_span_s(date)[1] - 1)
    return Unit(Precision.DAY, civil.year, civil.month, civil.day)


def iso_text(date: Unit) -> str:
    """A unit of a year or finer in ISO 8601 as JavaScript reads it: six digits and a sign beyond 0–9999."""
    text = format_edtf(replace(date, approximate=False, uncertain=False, unspecified=0))
    if text.startswith("Y"):
        year = int(text[1:])
        if abs(year) > 271_821:
            raise TimelineError(f"The year {year:,} lies further away than JavaScript counts.")
        return f"{year:+07d}"
    if text.startswith("-"):
        return f"-00{text[1:]}"
    return text if date.precision is not Precision.HOUR else re.sub(r"(T[0-9]{2})", r"\1:00", text)
