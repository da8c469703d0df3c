"""Dates counted from another: today, last week, two years ago; lengths, repetitions, times of day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from timeline_app.core.dates import weekday
from timeline_app.reading.context import Context, Draft, dated, piece_of, unplaced, words_of
from timeline_app.reading.grammar import Match, Meant
from timeline_app.reading.moments import Moment, Unit, duration_value, of_day
from timeline_app.reading.values import Kind

_UNIT_NAMES = {
    Unit.DAY: "day",
    Unit.WEEK: "week",
    Unit.WEEKEND: "weekend",
    Unit.MONTH: "month",
    Unit.SEASON: "season",
    Unit.QUARTER: "quarter",
    Unit.HALF: "half-year",
    Unit.YEAR: "year",
    Unit.DECADE: "decade",
    Unit.CENTURY: "century",
    Unit.HOUR: "hour",
    Unit.MINUTE: "minute",
    Unit.SECOND: "second",
}
#: A count beyond these leads out of any calendar that an article could mean.
_MOST_UNITS = 9_999
_SATURDAY = 5


def _plain(match: Match, kind: Kind, value: str, reason: str) -> Draft:
    """An expression that names no place in time."""
    return Draft(match.start, match.end, kind, value, reason, rule=match.rule.name)


def _count(match: Match) -> int | None:
    """How many units; None where the text does not say."""
    count = match["count"]
    if isinstance(count, str) or count > _MOST_UNITS:
        return None
    if "hundred" in match:
        return int(count * 100)
    return int(count)


def counted(count: int, unit: Unit) -> str:
    """“2 days”, “1 year”."""
    name = _UNIT_NAMES[unit]
    if abs(count) == 1:
        return f"1 {name}"
    return f"{abs(count)} " + ("centuries" if unit is Unit.CENTURY else f"{name}s")


def moved(base: Moment, count: int, unit: Unit) -> Moment | None:
    """`base` so many units on, at the precision of the unit; None where that leaves the years 1 BC and later
    of four digits, or where the base is wider than the unit.
    """
    if base.unit > unit:
        return None
    moment = base.moved(count, unit)
    return moment if -9999 < moment.year < 9999 else None


def _near_day(context: Context, match: Match) -> Sequence[Draft]:
    clock = match.text("clock")
    if context.published is None:
        value = "PRESENT_REF" if not clock else f"XXXX-XX-XX{clock}"
        return (unplaced(match, value, "the day of publication is not known"),)
    offset = match.number("offset")
    moment = replace(of_day(context.published.first_day + offset), clock=clock)
    reason = f"counted from the day of publication, {words_of(context.published)}"
    return (_unnoted_in_history(context, dated(match, moment, reason)),)


def _unnoted_in_history(context: Context, draft: Draft) -> Draft:
    """In a history, today's writer stands outside the story: nothing is counted from “today”."""
    return replace(draft, noted=not context.history)


def _pointing_day(context: Context, match: Match) -> Sequence[Draft]:
    day = context.last_day or (None if context.history else context.published)
    shift = match.number("pointing", 1)
    if day is None:
        return (unplaced(match, f"XXXX-XX-XX{match.text('clock')}", "no day is known to count it from"),)
    moment = replace(of_day(day.first_day + shift), clock=match.text("clock"))
    return (dated(match, moment, f"counted from {words_of(replace(day, clock=''))}"),)


def _near_unit(context: Context, match: Match) -> Sequence[Draft]:
    unit = Unit(match.number("unit"))
    if context.published is None:
        value = "PRESENT_REF" if not match.number("direction") else "XXXX"
        return (unplaced(match, value, "the day of publication is not known"),)
    moment = replace(context.published.moved(match.number("direction"), unit), piece=piece_of(match))
    if unit is Unit.DAY and context.history:
        return ()
    reason = f"counted from the {_UNIT_NAMES[unit]} of {words_of(context.published)}"
    return (_unnoted_in_history(context, dated(match, moment, reason)),)


def _next_unit(context: Context, match: Match) -> Sequence[Draft]:
    """“The next day” follows a date; “the next year” of a news report is a length from now on."""
    unit = Unit(match.number("unit"))
    base = context.last
    if unit >= Unit.DECADE or (unit is not Unit.DAY and not context.history):
        return (_plain(match, Kind.DURATION, duration_value("1", unit), "a length of time"),)
    moment = None if base is None else moved(replace(base, clock=""), 1, unit)
    if base is None or moment is None:
        return (unplaced(match, "XXXX-XX-XX", "no day is known to count it from"),)
    moment = replace(moment, piece=piece_of(match))
    return (dated(match, moment, f"after {words_of(base)}, the date before it"),)


def _unit_at_hand(context: Context, match: Match) -> Sequence[Draft]:
    """“The end of the year”: of the year that the text is in."""
    unit = Unit(match.number("unit"))
    base = context.base
    if base is None or base.unit > unit or (unit is Unit.DAY and not context.history):
        return ()
    moment = replace(base.widened(unit), piece=piece_of(match))
    return (dated(match, moment, f"the {_UNIT_NAMES[unit]} of {words_of(base)}"),)


def _ago(context: Context, match: Match) -> Sequence[Draft]:
    unit, count = Unit(match.number("unit")), _count(match)
    if count is None or context.published is None:
        return (unplaced(match, "PAST_REF", "how long ago is not told"),)
    if unit < Unit.DAY:
        return (_plain(match, Kind.TIME, "PAST_REF", "hours before the report"),)
    moment = moved(context.published, -count, unit)
    if moment is None:
        return ()
    reason = f"{counted(count, unit)} before {words_of(context.published)}"
    return (_unnoted_in_history(context, dated(match, moment, reason)),)


def _half_ago(context: Context, match: Match) -> Sequence[Draft]:
    """“Half a century ago”."""
    halves = {Unit.YEAR: (6, Unit.MONTH), Unit.DECADE: (5, Unit.YEAR), Unit.CENTURY: (50, Unit.YEAR)}
    half = halves.get(Unit(match.number("unit")))
    if half is None or context.published is None:
        return (unplaced(match, "PAST_REF", "how long ago is not told"),)
    moment = context.published.moved(-half[0], half[1])
    reason = f"{counted(*half)} before {words_of(context.published)}"
    return (_unnoted_in_history(context, dated(match, moment, reason)),)


def _weekend(context: Context, match: Match) -> Sequence[Draft]:
    """“The weekend” of a report is the latest that has begun."""
    if context.published is None:
        return ()
    begun = weekday(context.published.first_day) >= _SATURDAY
    moment = context.published.moved(0 if begun else -1, Unit.WEEKEND)
    return (dated(match, moment, f"the latest before {words_of(context.published)}"),)


def _from_now(context: Context, match: Match) -> Sequence[Draft]:
    unit, count = Unit(match.number("unit")), _count(match)
    if count is None or context.published is None or unit < Unit.DAY:
        return (unplaced(match, "FUTURE_REF", "how far ahead is not told"),)
    moment = moved(context.published, count, unit)
    if moment is None:
        return ()
    return (dated(match, moment, f"{counted(count, unit)} after {words_of(context.published)}"),)


def _offset(context: Context, match: Match) -> Sequence[Draft]:
    """“Two days later”, “a year earlier”: from the date before it in the text."""
    unit, count, sign = Unit(match.number("unit")), _count(match), match.number("sign")
    base = context.anchor if unit > Unit.DAY else (context.last or context.published)
    vague = "FUTURE_REF" if sign > 0 else "PAST_REF"
    if count is None or base is None or unit < Unit.DAY:
        return (unplaced(match, vague, "how much later or earlier is not told"),)
    moment = moved(replace(base, clock=""), sign * count, unit)
    if moment is None and not context.history and context.published is not None:
        base = context.last_day if context.last_day is not None and unit is Unit.DAY else context.published
        moment = moved(replace(base, clock=""), sign * count, unit)
    if moment is None:
        return (unplaced(match, vague, f"{words_of(base)} is not known to the {_UNIT_NAMES[unit]}"),)
    way = "after" if sign > 0 else "before"
    return (dated(match, moment, f"{counted(count, unit)} {way} {words_of(base)}, the date before it"),)


def _offset_from(context: Context, match: Match) -> Sequence[Draft]:
    """“One year after the election”: counted from something that may be dated elsewhere."""
    unit, count = Unit(match.number("unit")), _count(match)
    if match.after in ("", ",", ".", ";", ")", "that", "this") or (context.history and unit >= Unit.DAY):
        return _offset(context, match)
    value = duration_value(str(count) if count is not None else "X", unit)
    reason = "counted from an event: a length, unless that event is dated"
    draft = _plain(match, Kind.DURATION, value, reason)
    signed = (count or 0) * match.number("sign")
    return (replace(draft, offset_from=True, count=signed, unit=int(unit)),)


def _pointing_unit(context: Context, match: Match) -> Sequence[Draft]:
    unit, shift = Unit(match.number("unit")), match.number("pointing")
    base = context.last if unit <= Unit.DAY or context.history else context.anchor
    if base is None:
        return ()
    moment = moved(replace(base, clock=""), shift, unit)
    if moment is None:
        return ()
    moment = replace(moment, piece=piece_of(match))
    return (dated(match, moment, f"counted from {words_of(base)}, the date before it"),)


def _length(context: Context, match: Match) -> Sequence[Draft]:
    unit = Unit(match.number("unit"))
    count: Meant = match["count"] if "count" in match else "X"  # noqa: SIM401 - a match is no mapping
    text = (
        str(int(count))
        if isinstance(count, int) or (isinstance(count, float) and count == int(count))
        else str(count)
    )
    value = duration_value(text, unit)
    if "half" in match:
        value = {
            Unit.HOUR: "PT30M",
            Unit.YEAR: "P6M",
            Unit.DAY: "PT12H",
            Unit.DECADE: "P5Y",
            Unit.CENTURY: "P50Y",
        }.get(unit, "P0.5" + value[2:])
    return (_plain(match, Kind.DURATION, value, "a length of time, no date"),)


def _set(context: Context, match: Match) -> Sequence[Draft]:
    if "often" in match:
        value = match.text("often")
    elif "weekday" in match:
        value = f"XXXX-WXX-{match.number('weekday') + 1}"
    else:
        value = duration_value(str(match.number("count", 1)), Unit(match.number("unit", int(Unit.DAY))))
    return (_plain(match, Kind.SET, value, "again and again, no date"),)


def _reference(context: Context, match: Match) -> Sequence[Draft]:
    return (_plain(match, Kind.DATE, match.text("reference"), "too vague for a date"),)


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?")


def _clock(context: Context, match: Match) -> Sequence[Draft]:
    found = _CLOCK.fullmatch(match.text("clock"))
    if found is None:
        return ()
    hour, minute, second = int(found[1]), found[2] or "00", found[3]
    if "half" in match:
        if not 1 <= hour <= 12:
            return ()
        hour = hour % 12 + 12 * match.number("half")
    if hour > 23:
        return ()
    clock = f"T{hour:02}:{minute}" + (f":{second}" if second else "")
    return (_at_clock(context, match, clock),)


def _at_clock(context: Context, match: Match, clock: str) -> Draft:
    """A time of day, on the day that the text is in."""
    day = context.last_day if context.history else (context.published or context.last_day)
    if day is None:
        return Draft(
            match.start, match.end, Kind.TIME, clock, "a time of day", rule=match.rule.name, noted=False
        )
    moment = replace(day, clock=clock)
    draft = dated(match, moment, f"a time of day, on {words_of(replace(day, clock=''))}")
    return replace(draft, type=Kind.TIME, noted=False)


def _daypart(context: Context, match: Match) -> Sequence[Draft]:
    clock = match.text("clock")
    return (
        Draft(
            match.start,
            match.end,
            Kind.TIME,
            f"XXXX-XX-XX{clock}",
            "a part of a day",
            rule=match.rule.name,
            noted=False,
        ),
    )


NEAR: Mapping[str, Callable[[Context, Match], Sequence[Draft]]] = {
    "near day": _near_day,
    "pointing day": _pointing_day,
    "near unit": _near_unit,
    "next unit": _next_unit,
    "unit at hand": _unit_at_hand,
    "ago": _ago,
    "half ago": _half_ago,
    "weekend": _weekend,
    "from now": _from_now,
    "offset": _offset,
    "offset from": _offset_from,
    "pointing unit": _pointing_unit,
    "length": _length,
    "set": _set,
    "reference": _reference,
    "clock": _clock,
    "daypart": _daypart,
}
