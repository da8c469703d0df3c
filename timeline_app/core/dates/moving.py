"""Dates from places in time, and dates moved along it: by whole units of their own, so that precision stays.

A month moves by months, a decade by decades; what is approximate stays so. A time of day with an offset is
told by the story's own clock once it has been moved by hand.
"""

from __future__ import annotations

from dataclasses import replace

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import (
    civil_from_days,
    civil_from_seconds,
    days_from_civil,
    seconds_from_civil,
)
from timeline_app.core.dates.edtf import (
    EdtfDate,
    End,
    Interval,
    OneOf,
    Undated,
    Unit,
    format_edtf,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.errors import TimelineError

_UNITS = {
    "second": Precision.SECOND,
    "minute": Precision.MINUTE,
    "hour": Precision.HOUR,
    "day": Precision.DAY,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
}
_CLOCK_S = {Precision.SECOND: 1, Precision.MINUTE: 60, Precision.HOUR: 3_600}
_FIRST_SEASON = 21


def date_at(second: int, unit: str) -> str:
    """The EDTF of the unit (`year`, `month`, `day`, `hour`, `minute`, `second`) that a second lies in."""
    return format_edtf(_like(Unit(_UNITS[unit], 1970, 1, 1), second))


def moved_near(edtf: str, second: int) -> str:
    """The date moved as a whole, so that its beginning is as near to a second as its precision lets it be.

    Raises TimelineError for an undated event, which has no place to be moved from.
    """
    date = parse_edtf(edtf)
    first = date.start if isinstance(date, Interval) else date
    return moved_to(edtf, second + _half_s(first, second))


def stretched_near(edtf: str, second: int, *, start: bool) -> str:
    """An interval whose start begins, or whose end ends, as near to a second as may be: `stretched_to`."""
    date = parse_edtf(edtf)
    if isinstance(date, Interval):
        end = date.start if start else date.end
        half_s = _half_s(end, second)
        return stretched_to(edtf, second + half_s if start else second - 1 - half_s, start=start)
    return stretched_to(edtf, second, start=start)


def _half_s(unit: EdtfDate | End, second: int) -> int:
    """Half the length of such a unit there."""
    if not isinstance(unit, Unit):
        return 0
    first_s, end_s = unit_span_s(_like(unit, second))
    return (end_s - first_s) // 2


def moved_to(edtf: str, second: int) -> str:
    """The date moved as a whole, so that its beginning (its end, where it has none) lies at a second.

    Raises TimelineError for an undated event, which has no place to be moved from.
    """
    date = parse_edtf(edtf)
    if isinstance(date, Unit):
        return format_edtf(_like(date, second))
    if isinstance(date, Interval):
        return format_edtf(_moved_interval(date, second))
    if isinstance(date, OneOf):
        return format_edtf(_moved_set(date, second))
    raise TimelineError("An undated event has no date that could be moved; give it one first.")


def stretched_to(edtf: str, second: int, *, start: bool) -> str:
    """An interval with its start, or its end, at a second; neither passes the other.

    Raises TimelineError for a date that does not last, or that has no date at that end.
    """
    date = parse_edtf(edtf)
    if not isinstance(date, Interval):
        raise TimelineError("Only what lasts has ends that can be moved apart.")
    end = date.start if start else date.end
    other = date.end if start else date.start
    if not isinstance(end, Unit):
        raise TimelineError("This end has no date that could be moved.")
    if isinstance(other, Unit):
        first_s, last_s = unit_span_s(other)
        second = min(second, last_s - 1) if start else max(second, first_s)
    moved = _like(end, second)
    return format_edtf(replace(date, start=moved) if start else replace(date, end=moved))


def ends_of(edtf: str) -> tuple[bool, bool]:
    """Whether the start and the end of a date can be moved apart from each other."""
    date: EdtfDate = parse_edtf(edtf)
    if not isinstance(date, Interval):
        return False, False
    return isinstance(date.start, Unit), isinstance(date.end, Unit)


def is_placed(edtf: str) -> bool:
    """Whether a date has a place that it could be moved from."""
    return not isinstance(parse_edtf(edtf), Undated)


def _moved_interval(date: Interval, second: int) -> Interval:
    if isinstance(date.start, Unit):
        start = _like(date.start, second)
        steps = _index(start) - _index(date.start)
        shift_s = unit_span_s(start)[0] - unit_span_s(date.start)[0]
        return replace(date, start=start, end=_along(date.end, date.start, steps, shift_s))
    if isinstance(date.end, Unit):
        return replace(date, end=_like(date.end, second))
    raise TimelineError("This date has no end that could be moved.")


def _along(end: Unit | OneOf | End, start: Unit, steps: int, shift_s: int) -> Unit | OneOf | End:
    """The other end, moved as far as the start was."""
    if isinstance(end, Unit):
        if end.precision is start.precision and end.years == start.years:
            return _at_index(end, _index(end) + steps)
        return _like(end, unit_span_s(end)[0] + shift_s)
    return _shifted_set(end, shift_s) if isinstance(end, OneOf) else end


def _moved_set(date: OneOf, second: int) -> OneOf:
    known = [unit for ends in date.ranges for unit in ends if unit is not None]
    if not known:
        raise TimelineError("This date has no place that it could be moved from.")
    first = min(known, key=lambda unit: unit_span_s(unit)[0])
    return _shifted_set(date, unit_span_s(_like(first, second))[0] - unit_span_s(first)[0])


def _shifted_set(date: OneOf, shift_s: int) -> OneOf:
    def shifted(unit: Unit | None) -> Unit | None:
        if unit is None:
            return None
        first_s, end_s = unit_span_s(unit)
        return _like(unit, (first_s + end_s) // 2 + shift_s)  # its middle: months differ in length

    return OneOf(tuple((shifted(first), shifted(last)) for first, last in date.ranges))


def _like(unit: Unit, second: int) -> Unit:
    """A unit as wide and as sure as this one, in which a second lies."""
    if unit.precision is Precision.SEASON:
        year = civil_from_seconds(second).year
        for index in range((year - 1) * 4, (year + 2) * 4):
            season = _at_index(unit, index)
            first_s, end_s = unit_span_s(season)
            if first_s <= second < end_s:
                return season
    civil = civil_from_seconds(second)
    clock = unit.precision < Precision.DAY
    at = replace(
        unit,
        year=civil.year,
        month=civil.month,
        day=civil.day,
        hour=civil.hour if clock else 0,
        minute=civil.minute if unit.precision <= Precision.MINUTE else 0,
        second=civil.second if unit.precision is Precision.SECOND else 0,
        offset_min=None,
    )
    return _at_index(at, _index(at))


def _index(unit: Unit) -> int:
    """Which one it is, counted in units of its own."""
    precision = unit.precision
    if precision in _CLOCK_S:
        moment = seconds_from_civil(unit.year, unit.month, unit.day, unit.hour, unit.minute, unit.second)
        return moment // _CLOCK_S[precision]
    if precision is Precision.DAY:
        return days_from_civil(unit.year, unit.month, unit.day)
    if precision is Precision.MONTH:
        return unit.year * 12 + unit.month - 1
    if precision is Precision.SEASON:
        return unit.year * 4 + unit.month - _FIRST_SEASON
    return _years_index(unit.year, unit.years)


def _years_index(year: int, years: int) -> int:
    """Decades and centuries are those of the digits: -012X is ten years that end in -0129."""
    return year // years if year >= 0 else -(-year // years) - 1


def _at_index(unit: Unit, index: int) -> Unit:
    """The unit of that number."""
    precision = unit.precision
    if precision in _CLOCK_S:
        return replace(unit, **civil_from_seconds(index * _CLOCK_S[precision])._asdict(), offset_min=None)
    if precision is Precision.DAY:
        year, month, day = civil_from_days(index)
        return replace(unit, year=year, month=month, day=day)
    if precision is Precision.MONTH:
        return replace(unit, year=index // 12, month=index % 12 + 1, day=0)
    if precision is Precision.SEASON:
        return replace(unit, year=index // 4, month=index % 4 + _FIRST_SEASON, day=0)
    first = index * unit.years if index >= 0 else -(-(index + 1) * unit.years + unit.years - 1)
    return replace(unit, year=first, month=0, day=0)
