"""What is in view, what lies beyond it, and where nothing is: against looking at every event."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import EventColumns, Flag, Precision, build_columns
from timeline_app.core.dates import seconds_from_civil
from timeline_app.core.row_set import LISTED_SHARE, RowSet, of_rows
from timeline_app.layout.level_of_detail import beyond, gaps, in_view, story_span, throughout, touching
from timeline_app.layout.viewport import Viewport, fit

YEAR_S = 365 * 86_400
moments = st.integers(-50 * YEAR_S, 50 * YEAR_S)


@st.composite
def stories(draw: st.DrawFn) -> EventColumns:
    n = draw(st.integers(0, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    start_s = rng.integers(-50 * YEAR_S, 50 * YEAR_S, n)
    end_s = start_s + rng.choice(np.array([1, 86_400, 31 * 86_400, 40 * 86_400, 10 * YEAR_S]), n)
    start_s = np.where(rng.random(n) < 0.1, -(2**61), start_s)
    end_s = np.where((rng.random(n) < 0.1) & (start_s > -(2**61)), 2**61, end_s)
    return build_columns(
        id=np.arange(1, n + 1, dtype=np.int64),
        start_s=start_s,
        latest_start_s=start_s,
        earliest_end_s=end_s,
        end_s=end_s,
        precision=np.full(n, Precision.DAY, np.uint8),
        flags=np.zeros(n, np.uint16),
        category=np.full(n, -1, np.int16),
        priority=np.zeros(n, np.uint16),
        hand_order=np.zeros(n, np.int64),
    )


@st.composite
def asked(draw: st.DrawFn, columns: EventColumns) -> RowSet | None:
    if draw(st.booleans()):
        return None
    chosen = draw(st.sets(st.integers(0, max(columns.dated - 1, 0))))
    rows = np.array(sorted(row for row in chosen if row < columns.dated), np.int64)
    return of_rows(rows, len(columns), listed_share=draw(st.sampled_from([0, LISTED_SHARE])))


def view_at(start_s: int, span_s: int) -> Viewport:
    return fit(start_s, start_s + span_s, 1000)


@given(st.data(), moments, st.sampled_from([10, 86_400, YEAR_S, 120 * YEAR_S]))
def test_exactly_what_shares_a_moment_with_the_view_is_in_view(
    data: st.DataObject, at_s: int, span_s: int
) -> None:
    columns = data.draw(stories())
    rows = data.draw(asked(columns))
    view = view_at(at_s, span_s)
    every = np.arange(columns.dated) if rows is None else rows.rows()
    meets = (columns.start_s(every) < view.end_s) & (columns.end_s[every] > view.start_s)
    seen = in_view(columns, view, rows)
    assert seen.rows().tolist() == every[meets].tolist()
    assert seen.count == int(meets.sum())


@given(st.data(), moments, st.sampled_from([10, 86_400, YEAR_S, 120 * YEAR_S]))
def test_what_lasts_throughout_the_view_begins_with_it_at_the_latest_and_ends_no_earlier(
    data: st.DataObject, at_s: int, span_s: int
) -> None:
    columns = data.draw(stories())
    rows = data.draw(asked(columns))
    view = view_at(at_s, span_s)
    every = np.arange(columns.dated) if rows is None else rows.rows()
    covers = (columns.start_s(every) <= view.start_s) & (columns.end_s[every] >= view.end_s)
    # one that begins with the view's first second is counted as beginning in it
    begins = (columns.flags[every] & Flag.OPEN_START) == 0
    covers &= ~(begins & (columns.at_s[every] == view.start_s))
    found = throughout(columns, in_view(columns, view, rows), view)
    assert sorted(found.tolist()) == every[covers].tolist()


@given(st.data(), moments, st.sampled_from([10, 86_400, YEAR_S, 120 * YEAR_S]))
def test_what_lies_beyond_is_counted_and_the_nearest_named(
    data: st.DataObject, at_s: int, span_s: int
) -> None:
    columns = data.draw(stories())
    rows = data.draw(asked(columns))
    view = view_at(at_s, span_s)
    every = np.arange(columns.dated) if rows is None else rows.rows()
    earlier = every[columns.end_s[every] <= view.start_s]
    later = every[columns.start_s(every) >= view.end_s]
    found = beyond(columns, in_view(columns, view, rows))
    assert (found.earlier, found.later) == (len(earlier), len(later))
    assert found.earlier_row == (earlier[-1] if len(earlier) else -1)
    assert found.later_row == (later[0] if len(later) else -1)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 40)), min_size=1, max_size=30), st.integers(0, 9)
)
def test_marks_share_a_group_exactly_if_a_chain_of_touching_marks_joins_them(
    drawn: list[tuple[int, int]], gap_px: int
) -> None:
    drawn.sort()
    x0 = np.array([x for x, _ in drawn], float)
    x1 = x0 + np.array([width for _, width in drawn], float)
    group = touching(x0, x1, gap_px)
    for i in range(1, len(drawn)):
        joined = (x1[:i] + gap_px >= x0[i]).any()
        assert (group[i] == group[i - 1]) == joined


def test_an_empty_stretch_of_years_is_found_between_its_neighbours() -> None:
    view = fit(0, 1000, 1000)
    found = gaps(np.array([100, 600, 620]), np.array([150, 610, 990]), view)
    assert [(gap.start_s, gap.end_s, gap.x0_px, gap.x1_px) for gap in found] == [(150, 600, 150, 600)]


def test_a_stretch_that_something_spans_is_not_empty() -> None:
    assert gaps(np.array([0, 100, 800]), np.array([900, 150, 810]), fit(0, 1000, 1000)) == ()


def test_a_stretch_that_leaves_the_view_is_not_told() -> None:
    assert gaps(np.array([100, 5000]), np.array([150, 5010]), fit(0, 1000, 1000)) == ()


def test_one_event_has_no_stretch_beside_it() -> None:
    assert gaps(np.array([100]), np.array([150]), fit(0, 1000, 1000)) == ()


def test_open_ends_are_left_out_of_the_storys_span(columns_of) -> None:
    columns = columns_of(["../1945", "1950", "2020/..", "XXXX"])
    assert story_span(columns) == (seconds_from_civil(1946) - 1, seconds_from_civil(2020) + 1)


def test_a_story_without_dates_has_no_span(columns_of) -> None:
    assert story_span(columns_of(["XXXX"])) is None
