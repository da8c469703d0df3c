"""Ticks: calendar-correct wherever one looks, labels apart, the enclosing unit always readable."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.dates import DateStyle, civil_from_seconds, seconds_from_civil
from timeline_app.layout.tick_table import TICK_TABLE, Step, number_at, second_of
from timeline_app.layout.ticks import LEAST_MINOR_PX, TickRows, tick_rows
from timeline_app.layout.viewport import Viewport, fit

STYLE = DateStyle()
STEPS = sorted({step for row in TICK_TABLE for step in (row.minor, row.major, *row.labels)}, key=repr)


def width_of(text: str) -> float:
    return 6.5 * len(text)


def ticks(view: Viewport) -> TickRows:
    return tick_rows(view, STYLE, width_of, width_of)


def around(second: int, seconds_per_px: float, width_px: float = 1000) -> Viewport:
    view = fit(second, second, width_px)
    return view.zoom_at(width_px / 2, view.seconds_per_px / seconds_per_px)


@st.composite
def views(draw: st.DrawFn) -> Viewport:
    reach = draw(st.sampled_from([10**6, 10**10, 10**13, 2**61]))
    return around(
        draw(st.integers(-reach, reach)), 2.0 ** draw(st.floats(-9, 51)), draw(st.integers(200, 3000))
    )


@given(views())
@settings(deadline=None)
def test_labels_of_a_row_never_overlap(view: Viewport) -> None:
    rows = ticks(view)
    for row in (rows.major, rows.named):
        labelled = [tick for tick in row if tick.label]
        for tick, following in pairwise(labelled):
            assert tick.label_x_px + tick.label_width_px <= following.label_x_px


@given(views())
@settings(deadline=None)
def test_labels_never_leave_the_right_edge(view: Viewport) -> None:
    rows = ticks(view)
    for tick in (*rows.major[1:], *rows.named):
        if tick.label:
            assert tick.label_x_px + tick.label_width_px <= view.width_px


@given(views())
@settings(deadline=None)
def test_the_enclosing_unit_is_told_at_the_left_edge(view: Viewport) -> None:
    first, *rest = ticks(view).major
    assert first.label
    assert first.second <= view.start_s
    assert all(tick.second > view.start_s for tick in rest)
    assert first.label_x_px + first.label_width_px <= min((tick.x_px for tick in rest), default=1e9)


@given(views())
@settings(deadline=None)
def test_small_ticks_stand_far_enough_apart_and_are_few(view: Viewport) -> None:
    xs = ticks(view).minor_x_px.tolist()
    # the shortest of a unit (February, a year without a leap day) may be a tenth below the usual
    assert all(b - a >= 0.9 * LEAST_MINOR_PX - 1e-6 for a, b in pairwise(xs))
    assert all(0 <= x <= view.width_px for x in xs)


@given(views(), st.floats(-2000, 2000))
@settings(deadline=None)
def test_panning_never_flips_a_stripe(view: Viewport, dx_px: float) -> None:
    panned = view.pan(dx_px)
    first, second = ticks(view), ticks(panned)
    if first.major_step == second.major_step:
        for x in (0.1, 0.37, 0.73):
            second_seen, _ = view.scale.seconds_at(x * view.width_px)
            x1, x2 = view.scale.x_of(second_seen), panned.scale.x_of(second_seen)
            if 0 < x1 < view.width_px and 0 < x2 < view.width_px and view.seconds_per_px < 1e9:
                assert striped(first, x1) == striped(second, x2)


def striped(rows: TickRows, x_px: float) -> bool:
    return any(x0 - 1e-6 <= x_px < x1 - 1e-6 for x0, x1 in rows.stripe)


@given(st.sampled_from(STEPS), st.integers(-(2**61), 2**61))
def test_every_second_lies_in_the_step_of_its_number(step: Step, second: int) -> None:
    number = number_at(step, second)
    assert second_of(step, number) <= second < second_of(step, number + 1)


@given(
    st.sampled_from([step for step in STEPS if step.unit != "year" or step.count < 10**9]),
    st.integers(-50, 50),
)
def test_a_step_begins_with_its_own_number(step: Step, number: int) -> None:
    assert number_at(step, second_of(step, number)) == number


@pytest.mark.parametrize(
    ("when", "seconds_per_px", "major", "minor"),
    [
        ((2025, 12, 13, 14, 5), 0.1, "13 December 2025, 14:04", "14:04:15"),
        ((2025, 12, 13, 14, 5), 6.0, "13 December 2025, 13:00", "13:15"),
        ((2025, 12, 13), 300.0, "11 December 2025", "12:00"),
        ((2025, 12, 13), 4000.0, "November 2025", "21"),
        ((2023, 1, 1), 200_000.0, "2019", "Jan"),
        ((1985, 1, 1), 1_500_000.0, "the 1960s", "1962"),
        ((1500, 1, 1), 40_000_000.0, "AD 800–999", "AD 900"),
        ((-43, 3, 15), 1_000_000.0, "60–51 BC", "58 BC"),
        ((-66_000_000, 1, 1), 10.0**13, "300 million – 200 million years ago", ""),
    ],
)  # fmt: skip
def test_ticks_read_as_people_write_dates(
    when: tuple[int, ...], seconds_per_px: float, major: str, minor: str
) -> None:
    rows = ticks(around(seconds_from_civil(*when), seconds_per_px))
    assert rows.major[0].label == major
    assert next((tick.label for tick in rows.named), "") == minor


def test_ticks_before_our_era_stand_where_they_read_round() -> None:
    rows = ticks(around(seconds_from_civil(-300), 20_000_000.0))
    years = [civil_from_seconds(tick.second).year for tick in rows.major[1:]]
    assert all((1 - year) % rows.major_step.count == 0 for year in years if year < 1)
    assert 1 in [civil_from_seconds(tick.second).year for tick in ticks(around(0, 10**8)).major]


def test_leap_days_stand_on_the_calendar() -> None:
    view = around(seconds_from_civil(2024, 3, 1), 2000.0)
    rows = ticks(view)
    seconds = view.scale.seconds_of(rows.minor_x_px + 1e-6).tolist()
    assert (2, 29) in [civil_from_seconds(second)[1:3] for second in seconds]


def test_the_sticking_label_is_pushed_out_by_the_next() -> None:
    january = seconds_from_civil(2025)
    view = fit(january, january + 10**8, 1000)
    pushed = ticks(view.pan(-10)).major
    assert pushed[0].label == "2024"
    assert pushed[0].label_x_px + pushed[0].label_width_px <= pushed[1].x_px


def test_months_come_first_for_those_who_write_them_first() -> None:
    view = around(seconds_from_civil(2025, 12, 13), 300.0)
    rows = tick_rows(view, DateStyle(day_first=False, hours24=False), width_of)
    assert rows.major[0].label == "December 11, 2025"
    assert rows.named[2].label.endswith(("a.m.", "p.m."))
