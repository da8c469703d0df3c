"""Single dates as people type them: "Aug 2021", "13/12/2025", "44 BC", "Q3 2010", "late 1980s".

One table of rules, each a pattern over the normal form of `typed.py` and a function that builds the date.
Refuses ranges and sets (`typed_spans.py`), and guessing: a rule that must choose says so and asks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import (
    add_months,
    days_from_civil,
    days_in_month,
    is_leap,
    iso_week_days,
    iso_weeks_in_year,
    weekday,
)
from timeline_app.core.dates.edtf import Interval, Unit, parse_edtf
from timeline_app.core.dates.typed import Reading, Setting
from timeline_app.core.dates.typed_near import NEAR_RULES
from timeline_app.core.dates.typed_parts import (
    DAY,
    MONTH,
    MONTHS,
    ORDINAL,
    SEASONS,
    SHORT_YEAR,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Parts,
    any_of,
    apply,
    century_unit,
    day_at,
    day_exists,
    day_unit,
    decade_unit,
    full_years,
    month_unit,
    near_year,
    rank_of,
    rules,
    year_of,
    year_unit,
)
from timeline_app.core.dates.words import ENGLISH
from timeline_app.core.errors import TimelineError

_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_EDTF_LIKE = re.compile(r"-?[0-9y][0-9tzxy:+-]*[~?%]?")


def read_unit(text: str, setting: Setting) -> Reading | None:
    """The one date a normal text says; None where no rule knows its form.

    Raises TimelineError where the form is known and the date does not exist ("31 February 2025").
    """
    if _EDTF_LIKE.fullmatch(text):
        try:
            date = parse_edtf(text.upper())
        except TimelineError:
            pass
        else:
            return Reading(date) if isinstance(date, Unit) else None
    return apply(_RULES, text, setting) or apply(NEAR_RULES, text, setting)


# Days ---------------------------------------------------------------------------------------------------


def _short(unit_of_near: Unit, unit_of_far: Unit) -> Reading:
    near, far = unit_of_near.year, unit_of_far.year
    return Reading(
        unit_of_near,
        reason=f"two digits of a year, read as {near}",
        question=f"Is the year {near} or {far}?",
        others=(unit_of_far,),
    )


def _named_day(parts: Parts, setting: Setting) -> Reading | None:
    month, day = MONTHS[parts["month"]], int(parts["day"])
    if parts["short"]:
        near, far = full_years(parts["short"], setting)
        reading = _short(
            day_unit(near, month, day), day_unit(far, month, min(day, days_in_month(far, month)))
        )
    elif (year := year_of(parts)) is not None:
        reading = Reading(day_unit(year, month, day))
    else:
        return None
    return _checked_weekday(parts, reading)


def _checked_weekday(parts: Parts, reading: Reading) -> Reading:
    """A reading that asks where the weekday beside the date is another than the date's."""
    unit = reading.date
    if not parts["weekday"] or not isinstance(unit, Unit):
        return reading
    true, written = weekday(days_from_civil(unit.year, unit.month, unit.day)), WEEKDAYS[parts["weekday"]]
    if true == written:
        return reading
    names = ENGLISH.weekdays
    return replace(
        reading, question=f"That day was a {names[true]}, not a {names[written]}. Is the date right?"
    )


def _numeric_day(parts: Parts, setting: Setting) -> Reading:
    first, second = int(parts["first"]), int(parts["second"])
    years = full_years(parts["short"], setting) if parts["short"] else (int(parts["full"]),)
    readings = {True: (second, first), False: (first, second)}  # day first? → (month, day)
    dotted = parts["separator"] == "."
    wanted = setting.day_first
    if wanted is None:
        wanted = True if dotted else setting.style.day_first  # dots are written day first everywhere
    if not day_exists(years[0], *readings[wanted]) and day_exists(years[0], *readings[not wanted]):
        wanted = not wanted
    unit, other = day_unit(years[0], *readings[wanted]), readings[not wanted]
    reading = Reading(unit, reason="day before month" if wanted else "month before day")
    others, question = [], ""
    if len(years) > 1 and day_exists(years[1], *readings[wanted]):
        others.append(day_unit(years[1], *readings[wanted]))
        question = f"Is the year {years[0]} or {years[1]}?"
    asked = setting.day_first is None and not dotted and other != readings[wanted]
    if asked and day_exists(years[0], *other):
        others.insert(0, day_unit(years[0], *other))
        names = ENGLISH.months[0]
        question = f"Is it {unit.day} {names[unit.month - 1]} or {other[1]} {names[other[0] - 1]}?"
    return _checked_weekday(parts, replace(reading, question=question, others=tuple(others)))


def _digits(parts: Parts, setting: Setting) -> Reading:
    year, month = int(parts["year"]), int(parts["month"])
    return Reading(day_unit(year, month, int(parts["day"])) if parts["day"] else month_unit(year, month))


def _day_of_year(parts: Parts, setting: Setting) -> Reading:
    year, number = int(parts["year"]), int(parts["number"])
    if not 1 <= number <= 365 + is_leap(year):
        raise TimelineError(f"The year {year} has no day {number}.")
    return Reading(day_at(days_from_civil(year) + number - 1), reason=f"day {number} of the year")


# Months to centuries ------------------------------------------------------------------------------------


def _month(parts: Parts, setting: Setting) -> Reading | None:
    month = MONTHS[parts["month"]]
    if parts["short"]:
        if parts["short"].isdecimal() and int(parts["short"]) <= 31:
            return None  # a day, as likely
        near, far = full_years(parts["short"], setting)
        return _short(month_unit(near, month), month_unit(far, month))
    year = year_of(parts)
    return None if year is None else Reading(month_unit(year, month))


def _year(parts: Parts, setting: Setting) -> Reading | None:
    year = year_of(parts)
    return None if year is None else Reading(year_unit(year))


def _plain_year(parts: Parts, setting: Setting) -> Reading:
    return Reading(year_unit(int(parts["year"])))


def _season(parts: Parts, setting: Setting) -> Reading | None:
    year, season = year_of(parts), SEASONS[parts["season"]]
    if year is None:
        return None
    if parts["next"] and (season != 24 or int(parts["next"]) % 100 != (year + 1) % 100):
        return None
    reason = "December to February" if season == 24 else ""
    return Reading(Unit(Precision.SEASON, near_year(year), season), reason=reason)


def _quarter(parts: Parts, setting: Setting) -> Reading | None:
    return _part_of_year(parts, 3, "quarter", "quarters")


def _half(parts: Parts, setting: Setting) -> Reading | None:
    return _part_of_year(parts, 6, "half", "halves")


def _part_of_year(parts: Parts, months: int, name: str, names: str) -> Reading | None:
    year = year_of(parts)
    if year is None:
        return None
    rank = int(parts[name]) if parts[name] else rank_of(parts)
    if not 1 <= rank <= 12 // months:
        raise TimelineError(f"A year has {12 // months} {names}.")
    first, last = (rank - 1) * months + 1, rank * months
    return Reading(
        Interval(month_unit(year, first), month_unit(year, last)),
        reason=f"{ENGLISH.months[0][first - 1]} to {ENGLISH.months[0][last - 1]}",
    )


def _week(parts: Parts, setting: Setting) -> Reading:
    year, week = int(parts["year"]), int(parts["week"])
    if not 1 <= week <= iso_weeks_in_year(year):
        raise TimelineError(f"The year {year} has {iso_weeks_in_year(year)} weeks.")
    monday = iso_week_days(year, week)
    if parts["weekday"]:
        return Reading(day_at(monday + int(parts["weekday"]) - 1), reason=f"a day of week {week}")
    return Reading(Interval(day_at(monday), day_at(monday + 6)), reason="Monday to Sunday")


def _decade(parts: Parts, setting: Setting) -> Reading | None:
    digits = parts["digits"]
    first = int(digits)
    if first % 10:
        return None
    if parts["bc"]:
        # the 40s BC are the years 49 to 40 BC, which no EDTF decade holds
        return Reading(Interval(year_unit(-8 - first), year_unit(1 - first)))
    if len(digits) == 2:
        near, far = full_years(digits, setting)
        return Reading(
            decade_unit(near),
            reason=f"read as the {near}s",
            question=f"Are these the {near}s or the {far}s?",
            others=(decade_unit(far),),
        )
    decade, century = decade_unit(first), century_unit(first)
    if first % 100:
        return Reading(decade)
    recent = first == setting.year // 100 * 100
    return Reading(
        decade if recent else century,
        reason="read as ten years" if recent else "read as a hundred years",
        question=f"Are these ten years from {first} on, or a hundred?",
        others=(century if recent else decade,),
    )


def _named_decade(parts: Parts, setting: Setting) -> Reading | None:
    """A decade told by its years: "the decade 1800–1809", "the decade 50–41 BC"."""
    first, last = (int(parts[name].replace(",", "")) for name in ("first", "last"))
    start, end = (1 - first, 1 - last) if parts["bc"] else (first, last)
    aligned = end % 10 == 0 if parts["bc"] else start % 10 == 0
    return Reading(decade_unit(start)) if aligned and end - start == 9 else None


def _first_decade(parts: Parts, setting: Setting) -> Reading:
    return Reading(decade_unit(0))


def _century(parts: Parts, setting: Setting) -> Reading:
    rank, years = rank_of(parts), 1000 if parts["kind"] == "millennium" else 100
    if not 1 <= rank <= 10_000 // years:
        raise TimelineError("Centuries can be told from 10,000 BC to 9999 only.")
    return Reading(century_unit(1 - rank * years if parts["bc"] else (rank - 1) * years, years))


def _third(parts: Parts, setting: Setting) -> Reading | None:
    """The early, middle or late third of a month, a season, a year, a decade or a century."""
    whole = read_unit(parts["whole"], setting)
    if whole is None or not isinstance(whole.date, Unit):
        return None
    unit, part = whole.date, _THIRDS[parts["part"]]
    year, month = unit.year, unit.month
    if unit.precision == Precision.MONTH:
        first, last = ((1, 10), (11, 20), (21, days_in_month(year, month)))[part]
        ends = day_unit(year, month, first), day_unit(year, month, last)
    elif unit.precision == Precision.SEASON:
        months = month_unit(*add_months(year, (month - 20) * 3, part))
        return replace(whole, date=months, reason="one of the three months of the season")
    elif unit.precision == Precision.YEAR and abs(year) <= 9999:
        ends = month_unit(year, part * 4 + 1), month_unit(year, part * 4 + 4)
    elif unit.precision in (Precision.DECADE, Precision.CENTURY):
        cut = {10: (0, 4, 7, 10), 100: (0, 34, 67, 100), 1000: (0, 334, 667, 1000)}[unit.years]
        ends = year_unit(year + cut[part]), year_unit(year + cut[part + 1] - 1)
    else:
        return None
    third = ("first", "middle", "last")[part]
    return Reading(Interval(*ends), f"the {third} third", whole.question, vague=True)


# The first rule that builds a date is taken -------------------------------------------------------------

_TWO = r"[0-9]{1,2}"
_SHORT_OR_FULL = r"(?:(?P<full>[0-9]{4})|(?P<short>[0-9]{2}))"
_RULES = rules(
    (rf"{WEEKDAY}{DAY}[ .-]? ?{MONTH}[ -]{SHORT_YEAR}", _named_day),
    (rf"{WEEKDAY}{DAY}[ .-]? ?{MONTH}[ -](?P<year>[0-9]{{3}})", _named_day),
    (rf"{WEEKDAY}{MONTH}[ -]{DAY}[ -]{SHORT_YEAR}", _named_day),
    (rf"(?P<year>[0-9]{{4}})[ -]{MONTH}[ -]{DAY}", _named_day),
    (
        rf"{WEEKDAY}(?P<first>{_TWO})(?P<separator>[./-])(?P<second>{_TWO})(?P=separator) ?{_SHORT_OR_FULL}",
        _numeric_day,
    ),
    (r"(?P<year>[0-9]{4})(?P<sep>[./-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})", _digits),
    (r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _digits),
    (r"(?P<year>[0-9]{4})-(?P<number>[0-9]{3})", _day_of_year),
    (rf"{MONTH}[ -]{YEAR}", _month),
    (rf"{MONTH}[ -]?(?P<short>'?[0-9]{{2}})", _month),
    (rf"(?P<year>[0-9]{{4}})[ -]{MONTH}", _month),
    (r"(?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4})", _digits),
    (r"(?P<year>[0-9]{4})(?:[./](?P<month>[0-9]{1,2}))", _digits),
    (r"(?P<year>[0-9]{4})-(?P<month>[1-9])", _digits),
    (YEAR, _year),
    (r"year (?P<year>[0-9]{1,4})", _plain_year),
    (rf"(?P<season>{any_of(SEASONS)}) {YEAR}(?:[–/-](?P<next>[0-9]{{4,5}}|[0-9]{{2}}))?", _season),
    (rf"{YEAR} (?P<season>{any_of(SEASONS)})", _season),
    (rf"(?:q(?P<quarter>[0-9])|{ORDINAL} quarter)[ /-]?{YEAR}", _quarter),
    (rf"{YEAR}[ /-]?(?:q(?P<quarter>[0-9])|{ORDINAL} quarter)", _quarter),
    (rf"(?:h(?P<half>[0-9])|{ORDINAL} half)[ /-]?{YEAR}", _half),
    (rf"{YEAR}[ /-]?(?:h(?P<half>[0-9])|{ORDINAL} half)", _half),
    (r"(?:week|wk|w) ?(?P<week>[0-9]{1,2})[ /-]?(?P<year>[0-9]{4})", _week),
    (r"(?P<year>[0-9]{4})[ /-]?(?:week|wk|w) ?(?P<week>[0-9]{1,2})(?:-?(?P<weekday>[1-7]))?", _week),
    (r"'?(?P<digits>[0-9]{2,4})'?s(?P<bc> bc)?", _decade),
    (r"decade (?:ad )?(?P<first>[0-9,]{1,6})–(?P<last>[0-9]{1,4})(?P<bc> bc)?(?: ad)?", _named_decade),
    (r"decade 1 bc–(?:ad 9|9 ad)", _first_decade),
    (rf"{ORDINAL} (?P<kind>century|cent\.?|c\.?|millennium)(?P<bc> bc)?(?: ad)?", _century),
    (rf"(?P<part>{any_of(_THIRDS)})[ -](?P<whole>.+)", _third),
)
