"""The words of one unit of time: a day, a month, a season, a decade, a time with its offset.

Holds which parts a unit names and in which order, its neighbours, and its qualifiers. Refuses intervals and
sets, which join units (`phrases.py`), and single words (`words.py`).
"""

from __future__ import annotations

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import (
    add_months,
    civil_from_days,
    civil_from_seconds,
    days_from_civil,
)
from timeline_app.core.dates.edtf import Unit, unit_span_s
from timeline_app.core.dates.words import (
    PLAIN_STYLE,
    Case,
    DateStyle,
    century_words,
    clock_words,
    decade_words,
    language_of,
    month_name,
    offset_words,
    season_name,
    year_words,
)


def next_unit(unit: Unit) -> Unit:
    """The unit after this one, of the same width and without qualifiers."""
    return _neighbour(unit, 1)


def previous_unit(unit: Unit) -> Unit:
    """The unit before this one, of the same width and without qualifiers."""
    return _neighbour(unit, -1)


def _neighbour(unit: Unit, step: int) -> Unit:
    precision = unit.precision
    if precision < Precision.DAY:
        start_s, end_s = unit_span_s(unit)
        civil = civil_from_seconds(start_s + (end_s - start_s) * step)
        return Unit(precision, *civil, offset_min=unit.offset_min)
    if precision == Precision.DAY:
        days = days_from_civil(unit.year, unit.month, unit.day) + step
        return Unit(precision, *civil_from_days(days))
    if precision == Precision.MONTH:
        return Unit(precision, *add_months(unit.year, unit.month, step))
    if precision == Precision.SEASON:
        count = unit.year * 4 + unit.month - 21 + step
        return Unit(precision, count // 4, count % 4 + 21)
    return Unit(precision, unit.year + step * unit.years, years=unit.years)


def day_words(
    year: int,
    month: int,
    day: int,
    style: DateStyle = PLAIN_STYLE,
    *,
    with_month: bool = True,
    with_year: bool = True,
) -> str:
    """A day in words, without the parts that a neighbour already says."""
    table = language_of(style)
    words = str(day)
    if with_month:
        form = table.day_first if style.day_first else table.month_first
        words = form.format(day=day, month=month_name(month, style, case=Case.GENITIVE))
    if not with_year:
        return words
    return words + (" " if style.day_first else table.year_after_month_first) + year_words(year, style)


def unit_words(unit: Unit, style: DateStyle, case: Case = Case.NOMINATIVE, *, with_year: bool = True) -> str:
    """A unit in words, without its qualifier."""
    phrases = language_of(style).phrases
    precision = unit.precision
    if precision < Precision.DAY:
        day = day_words(unit.year, unit.month, unit.day, style, with_year=with_year)
        return phrases["time"](day, time_words(unit, style))
    if precision == Precision.DAY:
        return day_words(unit.year, unit.month, unit.day, style, with_year=with_year)
    if precision == Precision.MONTH:
        words = month_name(unit.month, style, case=case)
        words = f"{words} {year_words(unit.year, style)}" if with_year else words
        return phrases["day_unknown"](words) if unit.unspecified else words
    if precision == Precision.SEASON:
        words = season_name(unit.month, style, case=case)
        return f"{words} {_season_year(unit, style)}" if with_year else words
    if precision == Precision.DECADE:
        return decade_words(unit.year, style)
    if precision == Precision.CENTURY:
        return century_words(unit.year, style, years=unit.years)
    words = year_words(unit.year, style)
    return (
        phrases[("", "month_unknown", "day_unknown")[unit.unspecified]](words) if unit.unspecified else words
    )


def time_words(unit: Unit, style: DateStyle, *, with_offset: bool = True) -> str:
    """The time of day of a unit in words, with the offset it is written in."""
    words = clock_words(unit.hour, unit.minute, unit.second, style)
    if with_offset and unit.offset_min is not None:
        words = f"{words} {offset_words(unit.offset_min)}"
    return language_of(style).phrases["hour"](words) if unit.precision == Precision.HOUR else words


def _season_year(unit: Unit, style: DateStyle) -> str:
    """The year of a season; "1968–69" for a winter, which runs into the next year."""
    if unit.month != 24 or unit.year < 1000:
        return year_words(unit.year, style)
    following = unit.year + 1
    short = f"{following % 100:02}" if unit.year // 100 == following // 100 else str(following)
    return f"{year_words(unit.year, style)}–{short}"


def qualified_words(
    unit: Unit, style: DateStyle, case: Case = Case.NOMINATIVE, *, with_year: bool = True
) -> str:
    """A unit in words with its qualifiers: "about 1850", "1984 (uncertain)"."""
    inner = language_of(style).phrases["about"].case if unit.approximate else case
    return with_qualifiers(unit_words(unit, style, inner, with_year=with_year), unit, style)


def with_qualifiers(words: str, unit: Unit, style: DateStyle) -> str:
    """Words of a unit, or of a part of one, with what its qualifiers add."""
    phrases = language_of(style).phrases
    words = phrases["about"](words) if unit.approximate else words
    return phrases["uncertain"](words) if unit.uncertain else words
