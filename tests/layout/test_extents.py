"""A date is drawn as wide as it is known: never smaller or sharper for being vague."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.dates import seconds_from_civil
from timeline_app.layout.extents import CLIP_MARGIN_PX, FADE_PX, Extents, mark_extents
from timeline_app.layout.time_scale import TimeScale

DAY_S = 86_400
FORMS = [
    "2021-08-05T12:30:00Z", "2021-08-05", "2021-08-05~", "2021-08", "2021-08?", "2021-21", "2021", "2021~",
    "202X", "20XX", "[2021-08..2021-10]", "[..2021]", "[2021..]", "2020-01/2021-03", "2020-01-01/2021-03-01",
    "2020-01-01~/2021-03-01", "../2021", "2020/..", "2020-05-03/", "/2021", "2021/2021-06", "Y-66000000",
]  # fmt: skip
scales = st.floats(-9, 50).map(lambda power: 2.0**power)


def extents(
    columns_of, form: str, seconds_per_px: float, at_s: int | None = None, today_s: int | None = None
):
    origin_s = seconds_from_civil(2021) if at_s is None else at_s
    scale = TimeScale(origin_s, 0.0, seconds_per_px)
    return mark_extents(columns_of([form]), np.array([0]), scale, 0.0, 1000.0, today_s)


def width(found: Extents) -> float:
    return float((found.x1 - found.x0)[0])


def core(found: Extents) -> float:
    return float((found.core1 - found.core0)[0])


@pytest.mark.parametrize("form", FORMS)
@given(seconds_per_px=scales, at_s=st.integers(-(2**61), 2**61))
def test_every_mark_is_whole_and_near_the_view(
    columns_of, form: str, seconds_per_px: float, at_s: int
) -> None:
    found = extents(columns_of, form, seconds_per_px, at_s, seconds_from_civil(2025))
    low, x0, core0, core1, x1 = -CLIP_MARGIN_PX, found.x0[0], found.core0[0], found.core1[0], found.x1[0]
    assert low <= x0 <= core0 <= core1 <= x1 <= 1000 + CLIP_MARGIN_PX
    assert low <= found.anchor[0] <= 1000 + CLIP_MARGIN_PX


@given(seconds_per_px=st.floats(12, 36).map(lambda power: 2.0**power))
def test_what_is_known_worse_never_looks_smaller(columns_of, seconds_per_px: float) -> None:
    forms = ["2021-08-15T12:30:00Z", "2021-08-15", "2021-08", "2021-22", "2021", "202X", "20XX"]
    scale = TimeScale(seconds_from_civil(2021), 0.0, seconds_per_px)
    widths = []
    for form in forms:
        found = mark_extents(columns_of([form]), np.array([0]), scale, -1e9, 1e9)
        widths.append(round(width(found), 6))
    assert widths == sorted(widths)


@pytest.mark.parametrize("form", ["2021-08-05", "2021-08", "2021", "202X", "20XX"])
@pytest.mark.parametrize("qualifier", ["~", "?"])
@given(seconds_per_px=scales)
def test_about_and_perhaps_look_wider_and_softer(
    columns_of, form: str, qualifier: str, seconds_per_px: float
) -> None:
    scale = TimeScale(seconds_from_civil(2021), 0.0, seconds_per_px)
    plain = mark_extents(columns_of([form]), np.array([0]), scale, -1e15, 1e15)
    vague = mark_extents(columns_of([form + qualifier]), np.array([0]), scale, -1e15, 1e15)
    assert width(vague) > width(plain)
    assert core(vague) / width(vague) < core(plain) / width(plain)


@pytest.mark.parametrize(
    ("form", "least_px"),
    [("2021-08-05", 8), ("2021-08", 12), ("2021-21", 14), ("2021", 16), ("202X", 20), ("20XX", 24)],
)
def test_the_least_width_grows_with_vagueness(columns_of, form: str, least_px: float) -> None:
    assert width(extents(columns_of, form, 1e12)) == pytest.approx(least_px)


def test_a_day_is_a_day_and_firm(columns_of) -> None:
    found = extents(columns_of, "2021-01-03", DAY_S / 100)
    assert [found.x0[0], found.core0[0], found.core1[0], found.x1[0]] == [200, 200, 300, 300]


def test_a_month_is_a_month_with_soft_ends(columns_of) -> None:
    found = extents(columns_of, "2021-01", DAY_S / 20)
    assert [found.x0[0], found.core0[0], found.core1[0], found.x1[0]] == [0, 155, 465, 620]


def test_one_of_a_set_has_no_firm_core(columns_of) -> None:
    found = extents(columns_of, "[2021-01..2021-03]", DAY_S / 5)
    assert (core(found), width(found)) == (0, 90 * 5)


def test_a_span_is_firm_between_its_inner_bounds(columns_of) -> None:
    found = extents(columns_of, "2021-01/2021-03", DAY_S / 10)
    assert [found.x0[0], found.core0[0], found.core1[0], found.x1[0]] == [0, 310, 590, 900]


def test_a_span_of_days_is_firm_throughout(columns_of) -> None:
    found = extents(columns_of, "2021-01-02/2021-01-05", DAY_S / 10)
    assert [found.x0[0], found.core0[0], found.core1[0], found.x1[0]] == [10, 10, 50, 50]


def test_an_ongoing_span_is_firm_to_today_and_reaches_the_edge(columns_of) -> None:
    found = extents(columns_of, "2021-01-11/..", DAY_S / 10, today_s=seconds_from_civil(2021, 2, 1))
    assert [found.core0[0], found.core1[0], found.x1[0]] == [100, 310, 1000]
    assert (found.open_start[0], found.open_end[0]) == (False, True)


def test_what_lasted_from_nobody_knows_when_fades_at_the_left_edge(columns_of) -> None:
    found = extents(columns_of, "../2021-01-31", DAY_S / 10)
    assert [found.x0[0], found.core0[0], found.core1[0], found.x1[0]] == [0, FADE_PX, 310, 310]
    assert found.open_start[0]


def test_an_unknown_end_has_nothing_firm(columns_of) -> None:
    assert core(extents(columns_of, "2021-01-11/", DAY_S / 10)) == 0


@pytest.mark.parametrize(
    ("form", "expected"),
    [("2021-01-03", 25), ("2021-01-03/2021-01-20", 20), ("../2021-01-31", 310), ("[2021-01-11..]", 100)],
)
def test_a_pole_stands_at_the_date(columns_of, form: str, expected: float) -> None:
    assert extents(columns_of, form, DAY_S / 10).anchor[0] == pytest.approx(expected)
