"""Lengths and spans in words, from bare seconds: "more than 4 years", "August 2020 – 13 December 2025".

Holds what the empty stretch of an axis and the status bar say. Refuses EDTF: see `phrases.py`.
"""

from __future__ import annotations

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import DAY_S, MONTH_S, YEAR_S, civil_from_seconds
from timeline_app.core.dates.edtf import Interval, Unit, unit_span_s
from timeline_app.core.dates.phrases import date_words
from timeline_app.core.dates.words import PLAIN_STYLE, DateStyle, language_of, number_words

_UNITS = (
    ("year", YEAR_S),
    ("month", MONTH_S),
    ("day", DAY_S),
    ("hour", 3600),
    ("minute", 60),
    ("second", 1),
)

#: The visible span is told to the day up to this length, to the month up to the next, then to the year.
_TOLD_TO = (
    (120, Precision.SECOND),
    (2 * DAY_S, Precision.MINUTE),
    (10 * YEAR_S, Precision.DAY),
    (100 * YEAR_S, Precision.MONTH),
)


def duration_in_words(seconds: int, style: DateStyle = PLAIN_STYLE) -> str:
    """A length in words, in its largest unit: "3 days", "more than 4 years", "almost a month".

    Within a fiftieth of a whole number it is that number; the last tenth before one is "almost".
    """
    table = language_of(style)
    seconds = abs(seconds)
    # a length just short of a unit is told as that unit: 364 days are almost a year
    name, unit_s = next((unit for unit in _UNITS if seconds * 10 >= unit[1] * 9), _UNITS[-1])
    count, rest = divmod(seconds, unit_s)
    phrase = ""
    if rest * 10 >= unit_s * 9:
        count += 1
        # months and years are mean ones: 3,652 days are ten years
        near_s = unit_s // 100 if unit_s >= MONTH_S else 0
        phrase = "almost" if unit_s - rest > near_s else ""
    elif rest * 50 > unit_s:
        phrase = "more_than"
    words = _count_words(count, name, style)
    return table.phrases[phrase](words) if phrase else words


def _count_words(count: int, name: str, style: DateStyle) -> str:
    table = language_of(style)
    if count == 1:
        return table.one[name]
    if name == "year" and count >= 1_000_000:
        size, unit = ("billion", 10**9) if count >= 10**9 else ("million", 10**6)
        return (
            f"{table.phrases[size](number_words(count // unit, style))} {table.units[name][table.plural(5)]}"
        )
    return f"{number_words(count, style)} {table.units[name][table.plural(count)]}"


def span_in_words(start_s: int, end_s: int, style: DateStyle = PLAIN_STYLE) -> str:
    """A stretch of time [start_s, end_s) in words, as finely as its length asks for.

    An end that falls on the edge of a month or a year is told by that month or year: "August 2020 –
    13 December 2025".
    """
    length_s = max(end_s - start_s, 1)
    precision = next((unit for limit_s, unit in _TOLD_TO if length_s <= limit_s), Precision.YEAR)
    if precision < Precision.DAY:
        return date_words(Interval(_unit_at(start_s, precision), _unit_at(end_s, precision)), style)
    last_s = start_s + length_s - 1
    if length_s > 10_000 * YEAR_S:
        step = 10 ** (len(str(length_s // YEAR_S)) - 4)
        ends = (_round_year(civil_from_seconds(second).year, step) for second in (start_s, last_s))
        return date_words(Interval(*(Unit(Precision.YEAR, year) for year in ends)), style)
    first = _coarsest(start_s, precision, at_start=True)
    last = _coarsest(last_s, precision, at_start=False)
    if first == last:
        return date_words(first, style)
    if unit_span_s(last)[0] < unit_span_s(first)[1]:
        # one would swallow the other (2020 – 13 March 2020): tell both as finely as the length asks for
        first, last = _unit_at(start_s, precision), _unit_at(last_s, precision)
    return date_words(Interval(first, last), style)


def _round_year(year: int, step: int) -> int:
    """A year rounded as it is told: before year 1 the count of years BC is round, save in deep time."""
    if abs(year) >= 1_000_000:
        return _round_half_up(year, step)
    return 1 - _round_half_up(1 - year, step) if year < 1 else _round_half_up(year, step)


def _round_half_up(number: int, step: int) -> int:
    return (number + step // 2) // step * step


def _coarsest(second: int, precision: Precision, *, at_start: bool) -> Unit:
    """The unit a second belongs to; a coarser one of which it is the very first (or last) second."""
    for coarser in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        if coarser <= precision:
            break
        unit = _unit_at(second, coarser)
        start_s, end_s = unit_span_s(unit)
        if second == (start_s if at_start else end_s - 1):
            return unit
    return _unit_at(second, precision)


def _unit_at(second: int, precision: Precision) -> Unit:
    civil = civil_from_seconds(second)
    if precision == Precision.YEAR:
        return Unit(precision, civil.year)
    if precision == Precision.MONTH:
        return Unit(precision, civil.year, civil.month)
    if precision == Precision.DAY:
        return Unit(precision, civil.year, civil.month, civil.day)
    if precision == Precision.MINUTE:
        return Unit(precision, civil.year, civil.month, civil.day, civil.hour, civil.minute)
    return Unit(precision, *civil)
