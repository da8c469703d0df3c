"""Dates moved by hand: by whole units of their own, precision kept, ends never past each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.dates import (
    bounds,
    date_at,
    ends_of,
    moved_near,
    moved_to,
    seconds_from_civil,
    stretched_near,
    stretched_to,
)
from timeline_app.core.errors import TimelineError

MARCH_2022_S = seconds_from_civil(2022, 3, 17, 15, 30, 5)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("year", "2022"),
        ("month", "2022-03"),
        ("day", "2022-03-17"),
        ("hour", "2022-03-17T15"),
        ("minute", "2022-03-17T15:30"),
        ("second", "2022-03-17T15:30:05"),
    ],
)
def test_a_place_in_time_is_told_by_the_unit_of_the_ticks(unit: str, expected: str) -> None:
    assert expected == date_at(MARCH_2022_S, unit)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2021-08", "2022-03"),
        ("2021-08~", "2022-03~"),
        ("2021", "2022"),
        ("202X", "202X"),
        ("199X?", "202X?"),
        ("19XX", "20XX"),
        ("2021-08-31", "2022-03-17"),
        ("2021-22", "2022-21"),
        ("2021-24", "2022-21"),
        ("2021-08-31T10:00", "2022-03-17T15:30"),
        ("2021-08-31T10:00:00+02:00", "2022-03-17T15:30:05"),
        ("2020-08/2021-01", "2022-03/2022-08"),
        ("2025-12-12~/2025-12-13", "2022-03-17~/2022-03-18"),
        ("2020/..", "2022/.."),
        ("../1945", "../2022"),
        ("2020-01-30/2020-03", "2022-03-17/2022-04"),
        ("[2020-01,2020-03]", "[2022-03,2022-05]"),
        ("-012X", "202X"),
    ],
)
def test_a_date_moves_by_units_of_its_own(date: str, expected: str) -> None:
    assert expected == moved_to(date, MARCH_2022_S)


def test_an_undated_event_has_no_place_to_move_from() -> None:
    with pytest.raises(TimelineError, match="undated"):
        moved_to("", MARCH_2022_S)


def test_an_end_is_moved_and_the_other_stays() -> None:
    assert "2022-03-17/2025-01-01" == stretched_to("2020-01-01/2025-01-01", MARCH_2022_S, start=True)
    assert "2020-01-01/2022-03-17" == stretched_to("2020-01-01/2025-01-01", MARCH_2022_S, start=False)


def test_an_end_does_not_pass_the_other() -> None:
    assert "2021-01/2021-01" == stretched_to("2020-01/2021-01", MARCH_2022_S, start=True)
    assert "2024-05-01/2024-05-01" == stretched_to("2024-05-01/2025-01-01", MARCH_2022_S, start=False)


def test_what_does_not_last_or_is_open_has_no_such_end() -> None:
    assert (False, False) == ends_of("2021-08")
    assert (True, False) == ends_of("2021-08/..")
    for date in ("2021-08", "2021-08/.."):
        with pytest.raises(TimelineError):
            stretched_to(date, MARCH_2022_S, start=False)


@pytest.mark.parametrize(
    ("date", "to", "expected"),
    [
        ("2021-08", (2022, 3, 17), "2022-04"),
        ("2021-08", (2022, 3, 9), "2022-03"),
        ("2021-08-09", (2022, 3, 17, 13), "2022-03-18"),
        ("2020-08/2021-01", (2022, 3, 20), "2022-04/2022-09"),
    ],
)
def test_a_date_that_is_dragged_begins_as_near_as_may_be(
    date: str, to: tuple[int, ...], expected: str
) -> None:
    assert expected == moved_near(date, seconds_from_civil(*to))


def test_an_end_that_is_dragged_ends_as_near_as_may_be() -> None:
    to_s = seconds_from_civil(2022, 3, 20)
    assert "2020-01/2022-03" == stretched_near("2020-01/2021-01", to_s, start=False)
    assert "2020-01/2022-02" == stretched_near("2020-01/2021-01", to_s - 10 * 86_400, start=False)
    assert "2020-04/2021-01" == stretched_near("2020-01/2021-01", to_s - 2 * 31_536_000, start=True)


@given(
    year=st.integers(-3000, 5000),
    to_s=st.integers(-200_000_000_000, 200_000_000_000),
    form=st.sampled_from(["{}", "{}-08", "{}-08-09", "{}-23", "{}-08-09T10:11", "{}~"]),
)
def test_wherever_a_date_is_moved_it_holds_that_moment_at_its_precision(
    year: int, to_s: int, form: str
) -> None:
    edtf = form.format(f"{year:04d}" if year >= 0 else f"-{-year:04d}")
    moved = bounds(moved_to(edtf, to_s))
    assert bounds(edtf).precision == moved.precision
    assert moved.earliest_start_s <= to_s < moved.latest_end_s
