"""The civil calendar as whole numbers: proleptic Gregorian and Julian days, seconds since 1970.

Holds exact integer arithmetic for Python numbers and for numpy columns alike, over ±73 billion years.
Refuses floats, `datetime` (years 1–9999 only) and time zones; year 0 is 1 BC.

The algorithms are Howard Hinnant's `days_from_civil` and `civil_from_days`
(https://howardhinnant.github.io/date_algorithms.html): years begin in March, so that the leap day is last.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from timeline_app.core.columns import Int64

DAY_S = 86_400
#: The mean Gregorian year and month, for lengths only, never to place a date.
YEAR_S = 31_556_952
MONTH_S = 2_629_746

_EPOCH_SHIFT = 719_468  # days from 0000-03-01 to 1970-01-01, Gregorian
_JULIAN_SHIFT = 719_470  # the same from 0000-03-01 of the Julian calendar
_ERA_DAYS = 146_097  # days in 400 Gregorian years
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Civil(NamedTuple):
    """A moment of the wall clock; `year` is astronomical (0 is 1 BC), the rest counts as usual."""

    year: int
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0


# The four below take Python ints and int64 arrays alike: one algorithm, so the two can never disagree.
def _days(year: Any, month: Any, day: Any) -> Any:
    year = year - (month <= 2)
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _ERA_DAYS + day_of_era - _EPOCH_SHIFT


def _civil(days: Any) -> tuple[Any, Any, Any]:
    days = days + _EPOCH_SHIFT
    era = days // _ERA_DAYS
    day_of_era = days - era * _ERA_DAYS
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = (month_from_march + 2) % 12 + 1
    return year_of_era + era * 400 + (month <= 2), month, day


def _seconds(year: Any, month: Any, day: Any, hour: Any, minute: Any, second: Any) -> Any:
    return _days(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second


def _clock(seconds: Any) -> tuple[Any, Any, Any, Any]:
    days = seconds // DAY_S
    rest = seconds - days * DAY_S
    return days, rest // 3600, rest // 60 % 60, rest % 60


def days_from_civil(year: int, month: int = 1, day: int = 1) -> int:
    """Days since 1970-01-01 of a Gregorian day; the parts are taken as valid."""
    return int(_days(year, month, day))


def civil_from_days(days: int) -> tuple[int, int, int]:
    """The Gregorian (year, month, day) of a number of days since 1970-01-01."""
    year, month, day = _civil(days)
    return int(year), month, day


def seconds_from_civil(
    year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0
) -> int:
    """Seconds since 1970 of a moment of the wall clock; the parts are taken as valid."""
    return int(_seconds(year, month, day, hour, minute, second))


def civil_from_seconds(seconds: int) -> Civil:
    """The moment of the wall clock at a whole number of seconds since 1970."""
    days, hour, minute, second = _clock(seconds)
    return Civil(*civil_from_days(days), hour, minute, second)


def seconds_columns(
    year: Int64,
    month: Int64,
    day: Int64,
    hour: Int64 | int = 0,
    minute: Int64 | int = 0,
    second: Int64 | int = 0,
) -> Int64:
    """`seconds_from_civil` over int64 columns of one length (the clock parts may be plain numbers)."""
    return np.asarray(_seconds(year, month, day, hour, minute, second), np.int64)


def civil_columns(seconds: Int64) -> tuple[Int64, Int64, Int64, Int64, Int64, Int64]:
    """`civil_from_seconds` over an int64 column: year, month, day, hour, minute, second, each int64."""
    days, hour, minute, second = _clock(np.asarray(seconds, np.int64))
    year, month, day = _civil(days)
    return year, month, day, hour, minute, second


def is_leap(year: int) -> bool:
    """Whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The (year, month) so many months later, or earlier when negative."""
    count = year * 12 + (month - 1) + months
    return count // 12, count % 12 + 1


def weekday(days: int) -> int:
    """0 for Monday to 6 for Sunday, of a number of days since 1970-01-01 (a Thursday)."""
    return (days + 3) % 7


def iso_week_days(year: int, week: int) -> int:
    """The Monday of an ISO 8601 week, as days since 1970; week 1 holds 4 January."""
    fourth = days_from_civil(year, 1, 4)
    return fourth - weekday(fourth) + (week - 1) * 7


def iso_weeks_in_year(year: int) -> int:
    """52 or 53."""
    return (iso_week_days(year + 1, 1) - iso_week_days(year, 1)) // 7


def days_from_julian(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (Gregorian) of a day of the Julian calendar."""
    shifted = year - (month <= 2)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 + day_of_year - _JULIAN_SHIFT


def julian_from_days(days: int) -> tuple[int, int, int]:
    """The Julian (year, month, day) of a number of days since 1970-01-01."""
    days += _JULIAN_SHIFT
    cycle, day_of_cycle = divmod(days, 1461)
    year_of_cycle = (day_of_cycle - day_of_cycle // 1460) // 365
    day_of_year = day_of_cycle - 365 * year_of_cycle
    month_from_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = (month_from_march + 2) % 12 + 1
    return cycle * 4 + year_of_cycle + (month <= 2), month, day


def days_in_julian_month(year: int, month: int) -> int:
    """28 to 31; every fourth year is a leap year."""
    return 29 if month == 2 and year % 4 == 0 else _MONTH_DAYS[month - 1]
