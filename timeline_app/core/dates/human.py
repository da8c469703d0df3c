"""What people type into a date field, understood: "Aug 2021", "13/12/2025", "circa 1850", "yesterday".

The home of dateutil, which is asked last and twice, with different defaults, so that what it filled in is
seen and never taken for what was written. Refuses to guess in silence: a form with two readings comes back
with both and a question. Refuses to know what day it is; the caller says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import DAY_S, days_from_civil
from timeline_app.core.dates.edtf import (
    EdtfDate,
    Interval,
    OneOf,
    Undated,
    Unit,
    format_edtf,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.dates.phrases import in_words
from timeline_app.core.dates.typed import LONGEST_TEXT, Reading, Setting, plain_text
from timeline_app.core.dates.understood import Understood
from timeline_app.core.dates.words import DateStyle
from timeline_app.core.errors import TimelineError

_UNDATED = frozenset(("", "undated", "unknown", "no date", "n.d.", "nd", "?", "date unknown"))
_MEANT_AS_EDTF = re.compile(r"[\[{]|Y-?[0-9]|-?[0-9]{4}-[0-9]{2}|[0-9]{5,}$")
_HALF_A_YEAR_S = 183 * DAY_S


def read(text: str, today: str, style: DateStyle, day_first: bool | None) -> Understood:
    """What `read_date` answers; it says how."""
    written = text.strip()
    if len(written) > LONGEST_TEXT:
        raise TimelineError(f"A date has at most {LONGEST_TEXT} characters; this looks like a text.")
    reading = _read(written, _setting(today, style, day_first))
    alternatives = tuple(_understood(other, written, style) for other in reading.others)
    main = _understood(reading.date, written, style)
    return replace(main, reason=reading.reason, alternatives=alternatives, question=reading.question)


def _understood(date: EdtfDate, written: str, style: DateStyle) -> Understood:
    edtf = "" if date == Undated() else format_edtf(date)
    return Understood(edtf, in_words(edtf, style, written))


@lru_cache(maxsize=64)
def _setting(today: str, style: DateStyle, day_first: bool | None) -> Setting:
    day = parse_edtf(today)
    if not isinstance(day, Unit) or day.precision > Precision.DAY:
        raise TimelineError(f"“{today}” is not a day.")
    return Setting(day.year, day.month, day.day, style, day_first)


def _read(written: str, setting: Setting) -> Reading:
    if (reading := _read_edtf(written)) is not None:
        return reading
    plain = plain_text(written)
    if plain in _UNDATED:
        return Reading(Undated())
    fault: TimelineError | None = None
    try:
        reading = _by_rules(plain, setting)
    except TimelineError as found:
        fault = found
    if reading is None and fault is None:
        reading = _without_a_year(plain, setting) or _by_dateutil(written, setting)
    if reading is None and _MEANT_AS_EDTF.match(written):
        parse_edtf(written)  # which says what is wrong with it
    if reading is None:
        raise fault or TimelineError(
            f"“{written}” could not be read as a date. Forms like 13 December 2025, Aug 2021, about 1850, "
            "before 1945 or 44 BC are understood."
        )
    return reading


def _by_rules(plain: str, setting: Setting) -> Reading | None:
    # imported with the first text that is typed: compiling the rules costs a start 20 ms
    from timeline_app.core.dates.typed_spans import read_any

    return read_any(plain, setting)


def _read_edtf(written: str) -> Reading | None:
    for spelling in (written, written.upper()):
        try:
            date = parse_edtf(spelling)
        except TimelineError:
            continue
        if (
            isinstance(date, Unit)
            and date.precision == Precision.SEASON
            and _may_be_two_years(date, spelling)
        ):
            years = (Unit(Precision.YEAR, year) for year in (date.year, date.year + 1))
            season = in_words(spelling)
            return Reading(
                date,
                reason="read as EDTF writes a season",
                question=f"Is it {season}, or {date.year} to {date.year + 1}?",
                others=(Interval(*years),),
            )
        return Reading(date)
    return None


def _may_be_two_years(season: Unit, spelling: str) -> bool:
    """2021-22 is a summer in EDTF and two years to most people."""
    return spelling[-2:] == f"{(season.year + 1) % 100:02}"


def _without_a_year(plain: str, setting: Setting) -> Reading | None:
    """A date that leaves out its year: the nearest, this year's or the last one's, and a question."""
    from timeline_app.core.dates.typed_parts import names_a_part_of_a_year

    numeric = re.fullmatch(r"[0-9]{1,2}([./-])[0-9]{1,2}\1?", plain)
    if re.search(r"[0-9]{3}", plain) or not (numeric or names_a_part_of_a_year(plain)):
        return None
    start = plain.rstrip("./-") + numeric[1] if numeric else f"{plain} "
    found: list[Reading] = []
    for year in (setting.year, setting.year - 1):
        try:
            reading = _by_rules(f"{start}{year}", setting)
        except TimelineError:
            reading = None
        if reading is not None:
            found.append(reading)
    if not found:
        return None
    if len(found) > 1 and _start_s(found[0].date) > _today_s(setting) + _HALF_A_YEAR_S:
        found.reverse()
    years = " or ".join(str(_year(reading.date, setting)) for reading in found)
    return replace(
        found[0],
        reason="no year is written",
        question=found[0].question or f"Which year is meant, {years}?",
        others=(
            *found[0].others,
            *(reading.date for reading in found[1:]),
            *_month_of_two_digits(plain, setting),
        ),
    )


def _month_of_two_digits(plain: str, setting: Setting) -> tuple[EdtfDate, ...]:
    """What "Aug 21" also may be: a month of a year told by two digits."""
    if (found := re.fullmatch(r"([a-z]+\.?) ([0-9]{2})", plain)) is None:
        return ()
    reading = _by_rules(f"{found[1]} '{found[2]}", setting)
    return () if reading is None else (reading.date,)


def _first_unit(date: EdtfDate) -> Unit | None:
    """The first dated unit of a date; None where it has none."""
    if isinstance(date, OneOf):
        return date.ranges[0][0] or date.ranges[0][1]
    if isinstance(date, Interval):
        ends = [end for end in (date.start, date.end) if isinstance(end, Unit | OneOf)]
        return _first_unit(ends[0]) if ends else None
    return date if isinstance(date, Unit) else None


def _start_s(date: EdtfDate) -> int:
    unit = _first_unit(date)
    return unit_span_s(unit)[0] if unit is not None else 0


def _year(date: EdtfDate, setting: Setting) -> int:
    unit = _first_unit(date)
    return unit.year if unit is not None else setting.year


def _today_s(setting: Setting) -> int:
    return days_from_civil(setting.year, setting.month, setting.day) * DAY_S


# dateutil -----------------------------------------------------------------------------------------------

# They differ in every part, and both have all the days that a month may have.
_DEFAULTS = (datetime(2000, 1, 1, 0, 0, 0), datetime(1996, 3, 31, 1, 1, 1))
_PARTS = ("year", "month", "day", "hour", "minute", "second")


def _by_dateutil(written: str, setting: Setting) -> Reading | None:
    """A day, or a time of one, in a form only dateutil knows; None where a part of it was filled in."""
    if not re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", written):
        return None  # it takes 44 BC for 2044
    preferred = setting.style.day_first if setting.day_first is None else setting.day_first
    main = _dateutil_unit(written, preferred)
    other = _dateutil_unit(written, not preferred)
    if main is None:
        return None
    if other is None or other == main or setting.day_first is not None:
        return Reading(main)
    return Reading(main, question="Which is the day and which the month?", others=(other,))


def _dateutil_unit(written: str, day_first: bool) -> Unit | None:
    from dateutil import parser

    unknown_zones: list[str] = []

    def zone(name: str | None, offset_s: int | None) -> int | None:
        if offset_s is None and name is not None:
            unknown_zones.append(name)
        return offset_s

    readings: list[datetime] = []
    for default in _DEFAULTS:
        try:
            readings.append(parser.parse(written, default=default, dayfirst=day_first, tzinfos=zone))
        except (ValueError, OverflowError, ArithmeticError, TypeError, AttributeError, IndexError):
            return None
    first, second = readings
    explicit = [getattr(first, part) == getattr(second, part) for part in _PARTS]
    known = explicit.index(False) if False in explicit else len(_PARTS)
    if known < 3 or any(explicit[known:]) or f"{first.year:04}" not in written or unknown_zones:
        return None
    precision = {3: Precision.DAY, 4: Precision.HOUR, 5: Precision.MINUTE, 6: Precision.SECOND}[known]
    offset_min = None
    if known > 3 and (offset := first.utcoffset()) is not None:
        offset_min = offset.days * 1440 + offset.seconds // 60
    clock = (first.hour, first.minute, first.second)
    hour, minute, second_ = (part if at < known - 3 else 0 for at, part in enumerate(clock))
    return Unit(precision, first.year, first.month, first.day, hour, minute, second_, offset_min)
