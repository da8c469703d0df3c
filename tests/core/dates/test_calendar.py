"""The civil calendar: known days of both calendars, weeks, and the far ends of what is counted."""

from __future__ import annotations

import calendar

import numpy as np
import pytest

from timeline_app.core.dates import (
    Civil,
    add_months,
    civil_columns,
    civil_from_days,
    civil_from_seconds,
    days_from_civil,
    days_from_julian,
    days_in_month,
    is_leap,
    iso_week_days,
    julian_from_days,
    seconds_columns,
    seconds_from_civil,
    weekday,
)


@pytest.mark.parametrize(
    ("second", "civil"),
    [
        (0, Civil(1970, 1, 1)),
        (-1, Civil(1969, 12, 31, 23, 59, 59)),
        (1_596_999_845, Civil(2020, 8, 9, 19, 4, 5)),
        (-62_167_219_200, Civil(0, 1, 1)),
        (253_402_300_799, Civil(9999, 12, 31, 23, 59, 59)),
    ],
)
def test_known_seconds_are_known_moments(second: int, civil: Civil) -> None:
    assert civil == civil_from_seconds(second)
    assert second == seconds_from_civil(*civil)


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1917, 10, 25), (1917, 11, 7)),
        ((1582, 10, 5), (1582, 10, 15)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((-43, 3, 15), (-43, 3, 13)),
        ((200, 3, 1), (200, 3, 1)),
        ((1752, 9, 2), (1752, 9, 13)),
    ],
)
def test_julian_days_are_their_gregorian_days(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    days = days_from_julian(*julian)
    assert gregorian == civil_from_days(days)
    assert julian == julian_from_days(days)


def test_leap_years_and_months_are_those_of_the_standard_library() -> None:
    for year in (1600, 1700, 1900, 2000, 2023, 2024):
        assert calendar.isleap(year) == is_leap(year)
        for month in range(1, 13):
            assert calendar.monthrange(year, month) == (
                weekday(days_from_civil(year, month)),
                days_in_month(year, month),
            )


def test_the_first_week_holds_the_fourth_of_january() -> None:
    assert (2019, 12, 30) == civil_from_days(iso_week_days(2020, 1))
    assert (2021, 1, 4) == civil_from_days(iso_week_days(2021, 1))


def test_months_are_added_across_year_zero() -> None:
    assert (-1, 12) == add_months(0, 1, -1)
    assert (1, 1) == add_months(0, 12, 1)


def test_columns_hold_the_far_ends_of_what_is_counted() -> None:
    seconds = np.array([-(2**61) + 1, 0, 2**61 - 1], np.int64)
    assert seconds.tolist() == seconds_columns(*civil_columns(seconds)).tolist()
