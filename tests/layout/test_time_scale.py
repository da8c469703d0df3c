"""Seconds and pixels: exact wherever in time the origin stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.layout.time_scale import TimeScale

seconds = st.integers(-(2**61), 2**61)
scales = st.floats(-9, 40).map(lambda power: 2.0**power)


@given(seconds, st.floats(0, 0.999), scales, st.floats(-5000, 5000))
def test_a_pixel_comes_back_from_its_second(
    origin_s: int, fraction: float, seconds_per_px: float, x_px: float
) -> None:
    scale = TimeScale(origin_s, fraction, seconds_per_px)
    second, rest = scale.seconds_at(x_px)
    assert 0 <= rest < 1
    assert (second - origin_s + rest - fraction) / seconds_per_px == pytest.approx(x_px, abs=1e-6, rel=1e-9)


@given(seconds, st.integers(0, 10_000))
def test_neighbouring_seconds_stay_apart_however_far_away(origin_s: int, offset_s: int) -> None:
    scale = TimeScale(origin_s, 0.25, 0.5)
    x = scale.x_px(np.array([origin_s + offset_s, origin_s + offset_s + 1], np.int64))
    assert x.tolist() == [(offset_s - 0.25) * 2, (offset_s + 0.75) * 2]


@given(seconds, seconds, scales)
def test_the_column_and_the_single_second_agree(origin_s: int, second: int, seconds_per_px: float) -> None:
    scale = TimeScale(origin_s, 0.5, seconds_per_px)
    assert scale.x_px(np.array([second], np.int64))[0] == scale.x_of(second)


def test_a_second_asked_for_stays_within_what_columns_hold() -> None:
    scale = TimeScale(2**61 - 5, 0.0, 1.0)
    assert scale.second_at(100) == 2**61
