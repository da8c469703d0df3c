"""From an EDTF date to four whole seconds, its precision and its flags, which store and picture build on.

Holds the placing of times with an offset in the story's zone. Refuses to pass a pure date, or a time
without an offset, through any zone: those are the story's own wall clock already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Flag, Precision
from timeline_app.core.dates.calendar import DAY_S, MONTH_S, YEAR_S, civil_from_seconds
from timeline_app.core.dates.edtf import (
    EdtfDate,
    End,
    Interval,
    OneOf,
    Undated,
    Unit,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.errors import TimelineError

#: How far ~ and ? widen the drawing, each side, in seconds; the bounds themselves never move.
_MARGIN_S = {
    Precision.UNDATED: 0,
    Precision.SECOND: 60,
    Precision.MINUTE: 15 * 60,
    Precision.HOUR: 3600,
    Precision.DAY: DAY_S,
    Precision.MONTH: MONTH_S,
    Precision.SEASON: 3 * MONTH_S,
    Precision.YEAR: 2 * YEAR_S,
    Precision.DECADE: 5 * YEAR_S,
    Precision.CENTURY: 25 * YEAR_S,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a date lies, in seconds since 1970 of the story's wall clock; ends are last second + 1.

    A single unit has its inner bounds equal to the outer ones. An interval's inner bounds are the latest
    start and the earliest end; where those cross (`2020/2020-06`) nothing of it is firm. Open ends are
    `OPEN_START_S` and `OPEN_END_S`, and so is everything of an undated one.
    """

    earliest_start_s: int
    latest_start_s: int
    earliest_end_s: int
    latest_end_s: int
    precision: Precision
    flags: Flag


_UNDATED = Bounds(OPEN_START_S, OPEN_START_S, OPEN_END_S, OPEN_END_S, Precision.UNDATED, Flag.NONE)


def bounds(date: str | EdtfDate, zone: str = "UTC") -> Bounds:
    """The bounds of an EDTF text or date in a story of the given IANA zone.

    Raises TimelineError for a text that is not EDTF, a zone that is not known, a date too far away.
    """
    return _bounds_of_text(date, zone) if isinstance(date, str) else _bounds_of_date(date, zone)


def approximate_margin_s(precision: Precision) -> int:
    """How far ~ and ? soften the drawing of a date of this precision, in seconds each side."""
    return _MARGIN_S[precision]


def known_zone(name: str) -> bool:
    """Whether an IANA zone of this name is at hand."""
    try:
        _zone(name)
    except TimelineError:
        return False
    return True


@lru_cache(maxsize=65_536)
def _bounds_of_text(text: str, zone: str) -> Bounds:
    return _bounds_of_date(parse_edtf(text), zone)


def _bounds_of_date(date: EdtfDate, zone: str) -> Bounds:
    if isinstance(date, Undated):
        return _UNDATED
    if isinstance(date, Unit):
        start_s, end_s = _placed(date, zone)
        return Bounds(start_s, start_s, end_s, end_s, date.precision, _unit_flags(date))
    if isinstance(date, OneOf):
        start_s, end_s = _set_span(date, zone)
        return Bounds(start_s, start_s, end_s, end_s, _set_precision(date), _set_flags(date) | Flag.ONE_OF)
    return _bounds_of_interval(date, zone)


def _bounds_of_interval(date: Interval, zone: str) -> Bounds:
    start, end = date.start, date.end
    flags = Flag.SPAN
    precision = Precision.UNDATED
    earliest_start_s = latest_start_s = OPEN_START_S
    earliest_end_s = latest_end_s = OPEN_END_S
    if isinstance(start, End):
        flags |= Flag.OPEN_START
    else:
        earliest_start_s, latest_start_s = _start_bounds(start, zone)
        flags |= _end_flags(start)
        precision = _end_precision(start)
    if isinstance(end, End):
        flags |= Flag.OPEN_END
    else:
        earliest_end_s, latest_end_s = _end_bounds(end, zone)
        flags |= _end_flags(end)
        precision = precision or _end_precision(end)
    if start is End.UNKNOWN:  # it began, nobody knows when: nothing before its known end is firm
        latest_start_s = earliest_end_s
    if end is End.UNKNOWN:
        earliest_end_s = latest_start_s
    if latest_end_s <= earliest_start_s:
        latest_end_s = earliest_end_s = _after_a_turned_clock(start, end, earliest_start_s, zone)
    return Bounds(
        earliest_start_s,
        min(latest_start_s, latest_end_s),
        max(earliest_end_s, earliest_start_s),
        latest_end_s,
        precision,
        flags,
    )


def _start_bounds(start: Unit | OneOf, zone: str) -> tuple[int, int]:
    """Earliest and latest start. A day or finer begins at its first second, wherever else it may lie."""
    if isinstance(start, Unit):
        first_s, end_s = _placed(start, zone)
        return first_s, first_s if start.precision <= Precision.DAY else end_s
    first_s, end_s = _set_span(start, zone)
    last = start.ranges[-1][1]
    if last is not None and last.precision <= Precision.DAY:
        end_s = _placed(last, zone)[0]
    return first_s, end_s


def _end_bounds(end: Unit | OneOf, zone: str) -> tuple[int, int]:
    """Earliest and latest end, as last second + 1; a day or finer ends with its last second."""
    if isinstance(end, Unit):
        first_s, end_s = _placed(end, zone)
        return end_s if end.precision <= Precision.DAY else first_s, end_s
    first_s, end_s = _set_span(end, zone)
    first = end.ranges[0][0]
    if first is not None and first.precision <= Precision.DAY:
        first_s = _placed(first, zone)[1]
    return first_s, end_s


def _after_a_turned_clock(start: object, end: object, start_s: int, zone: str) -> int:
    """The end of a span that the turning back of the clock would set before its start.

    Its two offsets tell how long it lasted, so the end takes the offset of the start.
    """
    if isinstance(start, Unit) and isinstance(end, Unit):
        if start.offset_min is not None and end.offset_min is not None:
            lasted_s = unit_span_s(end)[1] - unit_span_s(start)[0] - (end.offset_min - start.offset_min) * 60
            return start_s + lasted_s
        return _placed(start, zone)[1]
    return start_s + 1


def _set_span(choice: OneOf, zone: str) -> tuple[int, int]:
    starts = [OPEN_START_S if first is None else _placed(first, zone)[0] for first, _ in choice.ranges]
    ends = [OPEN_END_S if last is None else _placed(last, zone)[1] for _, last in choice.ranges]
    return min(starts), max(ends)


def _set_precision(choice: OneOf) -> Precision:
    """That of its first known date."""
    first, last = choice.ranges[0]
    known = first or last
    return known.precision if known is not None else Precision.UNDATED


def _set_flags(choice: OneOf) -> Flag:
    flags = Flag.NONE
    for first, last in choice.ranges:
        for unit, open_flag in ((first, Flag.OPEN_START), (last, Flag.OPEN_END)):
            flags |= open_flag if unit is None else _unit_flags(unit)
    return flags


def _unit_flags(unit: Unit) -> Flag:
    approximate = Flag.APPROXIMATE if unit.approximate else Flag.NONE
    return approximate | (Flag.UNCERTAIN if unit.uncertain else Flag.NONE)


def _end_flags(end: Unit | OneOf) -> Flag:
    return _unit_flags(end) if isinstance(end, Unit) else _set_flags(end)


def _end_precision(end: Unit | OneOf) -> Precision:
    return end.precision if isinstance(end, Unit) else _set_precision(end)


def _placed(unit: Unit, zone: str) -> tuple[int, int]:
    """The unit's span on the story's wall clock."""
    start_s, end_s = unit_span_s(unit)
    if unit.offset_min is None:
        return start_s, end_s
    # Only the start passes through the zone: a clock that turns back within the unit must not reverse it.
    placed_s = _in_zone(start_s, unit.offset_min, zone)
    return placed_s, placed_s + (end_s - start_s)


def _in_zone(written_s: int, offset_min: int, zone: str) -> int:
    """A second of the written clock on the story's clock; as written where the zone cannot say."""
    utc_s = written_s - offset_min * 60
    civil = civil_from_seconds(utc_s)
    if not 1 < civil.year < 9999:  # zoneinfo knows years 1 to 9999, and the shift may cross a year
        return written_s
    if zone == "UTC":
        return utc_s
    info = _zone(zone)
    # Not date arithmetic: the only way to ask a zone for its offset at a moment of UTC.
    offset = info.fromutc(datetime(*civil, tzinfo=info)).utcoffset()
    return utc_s if offset is None else utc_s + offset.days * DAY_S + offset.seconds


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise TimelineError(
            f"“{name}” is not a time zone; zones have names like Europe/Berlin or UTC."
        ) from fault
