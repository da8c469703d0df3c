"""The viewport: what stays under the cursor stays, and no limit is ever passed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S
from timeline_app.layout.viewport import LEAST_SECONDS_PER_PX, Viewport, fit, fit_with_room

widths = st.floats(50, 4000)


@st.composite
def views(draw: st.DrawFn) -> Viewport:
    start_s = draw(st.integers(-(2**61), 2**61))
    return fit(start_s, start_s + draw(st.integers(0, 2 ** draw(st.integers(0, 61)))), draw(widths))


def whole(view: Viewport, x_px: float) -> float:
    """The time at x relative to the view's whole start, in seconds."""
    second, fraction = view.scale.seconds_at(x_px)
    return second + fraction


@given(views(), st.floats(-(10**9), 10**9))
def test_panning_never_leaves_the_limits(view: Viewport, dx_px: float) -> None:
    moved = view.pan(dx_px)
    assert moved.start_s >= OPEN_START_S
    assert moved.end_s <= OPEN_END_S
    assert (moved.seconds_per_px, moved.width_px) == (view.seconds_per_px, view.width_px)


@given(st.integers(-(10**12), 10**12), st.floats(-8, 25), st.floats(0, 1000), st.floats(0.01, 100))
def test_the_time_under_the_cursor_stays_when_zooming(
    start_s: int, power: float, x_px: float, factor: float
) -> None:
    view = Viewport(start_s, 0.25, 2.0**power, 1000)
    zoomed = view.zoom_at(x_px, factor)
    held_s, fraction = view.scale.seconds_at(x_px)
    after = ((held_s - zoomed.start_s) + fraction - zoomed.start_fraction) / zoomed.seconds_per_px
    assert after == pytest.approx(x_px, abs=1e-3)


@given(views(), st.floats(0, 1), st.floats(1e-12, 1e12))
def test_zooming_never_passes_the_limits(view: Viewport, share: float, factor: float) -> None:
    zoomed = view.zoom_at(share * view.width_px, factor)
    assert zoomed.seconds_per_px >= LEAST_SECONDS_PER_PX
    assert OPEN_START_S <= zoomed.start_s
    assert zoomed.end_s <= OPEN_END_S
    assert 0 <= zoomed.start_fraction < 1


@given(st.integers(-(10**12), 10**12), st.integers(1000, 10**9), widths, widths)
def test_resizing_keeps_the_middle_and_the_scale(
    start_s: int, span_s: int, before: float, after: float
) -> None:
    view = fit(start_s, start_s + span_s, before)
    resized = view.resized(after)
    assert resized.seconds_per_px == view.seconds_per_px
    assert whole(resized, after / 2) == pytest.approx(whole(view, before / 2), rel=1e-12, abs=1e-3)


@given(st.integers(-(10**12), 10**12), st.integers(1000, 10**12), st.floats(0, 200), st.floats(0, 200))
def test_fitting_puts_the_span_between_its_margins(
    start_s: int, span_s: int, left: float, right: float
) -> None:
    view = fit(start_s, start_s + span_s, 1000, left, right)
    assert view.scale.x_of(start_s) == pytest.approx(left, abs=1e-3)
    assert view.scale.x_of(start_s + span_s) == pytest.approx(1000 - right, abs=1e-3)


def test_a_moment_too_short_to_fill_the_view_stands_in_its_middle() -> None:
    view = fit(100, 101, 2000)
    assert view.seconds_per_px == LEAST_SECONDS_PER_PX
    assert (view.scale.x_of(100) + view.scale.x_of(101)) / 2 == pytest.approx(1000)


def test_all_of_time_can_be_seen_at_once() -> None:
    view = fit(OPEN_START_S, OPEN_END_S, 1000)
    assert (view.start_s, view.end_s) == (OPEN_START_S, OPEN_END_S)
    assert view.zoom_at(300, 0.5) == view


def test_margins_wider_than_the_view_are_ignored() -> None:
    assert fit(0, 1000, 100, 80, 80) == fit(0, 1000, 100)


def test_a_span_meets_the_view_if_it_shares_a_moment_with_it() -> None:
    view = fit(100, 200, 1000)
    met = [view.intersects(*span) for span in ((0, 100), (0, 101), (150, 160), (199, 300), (200, 300))]
    assert met == [False, True, True, True, False]


def test_a_span_is_contained_if_all_of_it_is_seen() -> None:
    view = fit(100, 200, 1000)
    assert [view.contains(*span) for span in ((100, 200), (99, 150), (150, 201))] == [True, False, False]


def test_equal_views_are_equal_values() -> None:
    assert fit(0, 1000, 500).pan(10).pan(-10) == fit(0, 1000, 500)


def test_going_to_a_span_keeps_the_width() -> None:
    assert fit(0, 1000, 500).to_span(5000, 9000) == fit(5000, 9000, 500)


def test_centring_puts_the_second_in_the_middle() -> None:
    view = fit(0, 1000, 500).centred(7000)
    assert (view.scale.x_of(7000), view.seconds_per_px) == (250, 2)


def test_a_view_of_no_width_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="wider than nothing"):
        fit(0, 1000, 500).resized(0)


def test_what_is_fitted_has_a_tenth_of_room_at_each_side_that_is_not_named() -> None:
    seen = [
        [round(view.scale.x_of(second)) for second in (0, 1000)]
        for view in (
            fit_with_room(0, 1000, 500),
            fit_with_room(0, 1000, 500, left=False),
            fit_with_room(0, 1000, 500, right=False),
        )
    ]
    assert seen == [[50, 450], [0, 450], [50, 500]]
