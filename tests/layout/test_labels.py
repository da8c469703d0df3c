"""Labels have no memory: no overlap, panning keeps lines, zooming in drops nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.columns import EventColumns, Flag, Precision, build_columns
from timeline_app.core.row_set import RowSet, every, of_rows
from timeline_app.layout.extents import mark_extents
from timeline_app.layout.labels import LabelTiles, label_end, settle
from timeline_app.layout.viewport import Viewport, fit

LEAD_PX, GAP_PX = 6.0, 12.0


@st.composite
def stories(draw: st.DrawFn) -> EventColumns:
    """Clumped dates of every width, some vague, some without an end."""
    n = draw(st.integers(1, 60))
    seed = draw(st.integers(0, 2**32))
    rng = np.random.default_rng(seed)
    centres = rng.integers(-4_000_000_000, 2_000_000_000, draw(st.integers(1, 4)))
    reach = 10.0 ** draw(st.integers(0, 9))
    start_s = (rng.choice(centres, n) + rng.normal(0, reach, n)).astype(np.int64)
    length_s = rng.choice(np.array([1, 86_400, 30 * 86_400, 365 * 86_400, 10**9]), n).astype(np.int64)
    open_end = rng.random(n) < 0.05
    end_s = np.where(open_end, np.int64(2**61), start_s + length_s)
    span = rng.random(n) < 0.5
    flags = np.where(span | open_end, int(Flag.SPAN), 0) | np.where(
        rng.random(n) < 0.2, int(Flag.APPROXIMATE), 0
    )
    return build_columns(
        id=np.arange(1, n + 1, dtype=np.int64),
        start_s=start_s,
        latest_start_s=start_s,
        earliest_end_s=end_s,
        end_s=end_s,
        precision=rng.integers(Precision.SECOND, Precision.CENTURY + 1, n).astype(np.uint8),
        flags=flags.astype(np.uint16),
        category=np.full(n, -1, np.int16),
        priority=rng.integers(0, 2**16, n).astype(np.uint16),
        hand_order=np.zeros(n, np.int64),
    )


def width_of(rows: np.ndarray) -> np.ndarray:
    return 30.0 + (rows * 37) % 170


def tiles(columns: EventColumns, lines: int = 4, rows: RowSet | None = None) -> LabelTiles:
    return LabelTiles(columns, rows, lines, width_of, lead_px=LEAD_PX, gap_px=GAP_PX)


@st.composite
def views(draw: st.DrawFn, columns: EventColumns) -> Viewport:
    """A view somewhere on the story, at any zoom."""
    row = draw(st.integers(0, columns.dated - 1))
    width_px = draw(st.integers(300, 2000))
    seconds_per_px = 2.0 ** draw(st.floats(-9, 36))
    whole = fit(int(columns.at_s[row]), int(columns.at_s[row]) + 1, width_px)
    return whole.zoom_at(width_px / 2, whole.seconds_per_px / seconds_per_px).pan(
        draw(st.floats(-width_px, width_px))
    )


def lines_of(labels: LabelTiles, view: Viewport) -> dict[int, int]:
    placed = labels.place(view)
    return dict(zip(placed.row.tolist(), placed.line.tolist(), strict=True))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_labels_of_a_line_never_overlap(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    placed = tiles(columns).place(view)
    marks = mark_extents(columns, placed.row, view.scale, -1e9, 1e9)
    end = label_end(marks.x0, marks.x1, placed.width_px, LEAD_PX)
    for line in set(placed.line.tolist()):
        on = np.flatnonzero(placed.line == line)
        on = on[np.argsort(marks.x0[on], kind="stable")]
        closed = on[:-1][~marks.open_end[on[:-1]]]
        following = on[1:][~marks.open_end[on[:-1]]]
        assert (end[closed] + GAP_PX <= marks.x0[following] + 0.01).all()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_panning_keeps_every_label_and_its_line(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    panned = view.pan(data.draw(st.floats(-400, 400)))
    # a label seen by both views: its mark lies well inside both
    before, after = lines_of(tiles(columns), view), lines_of(tiles(columns), panned)
    for row, line in before.items():
        marks = [mark_extents(columns, np.array([row]), v.scale, -1e9, 1e9).x0[0] for v in (view, panned)]
        if all(1 < x < v.width_px - 1 for x, v in zip(marks, (view, panned), strict=True)):
            assert after.get(row) == line


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_zooming_in_drops_nothing_and_keeps_lines(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    deeper = view.zoom_at(data.draw(st.floats(0, view.width_px)), data.draw(st.floats(1, 1000)))
    labels = tiles(columns)
    before, after = lines_of(labels, view), lines_of(labels, deeper)
    rows = np.array(sorted(before), np.int64)
    x0 = mark_extents(columns, rows, deeper.scale, -1e9, 1e9).x0
    for row, x in zip(rows.tolist(), x0.tolist(), strict=True):
        if 1 < x < deeper.width_px - 1:
            assert after.get(row) == before[row]


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_what_was_looked_at_before_changes_nothing(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    used = tiles(columns)
    for _ in range(3):
        used.place(data.draw(views(columns)))
    assert lines_of(used, view) == lines_of(tiles(columns), view)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_settled_words_stay_in_the_view_and_apart(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    placed = tiles(columns).place(view)
    marks = mark_extents(columns, placed.row, view.scale, 0, view.width_px)
    x = settle(marks.x0, marks.x1, placed.line, placed.width_px, view.width_px, LEAD_PX, GAP_PX)
    shown = np.flatnonzero(~np.isnan(x))
    assert (x[shown] >= 0).all()
    assert (x[shown] + placed.width_px[shown] <= view.width_px + 1e-6).all()
    for line in set(placed.line[shown].tolist()):
        on = shown[placed.line[shown] == line]
        on = on[np.argsort(x[on])]
        assert (x[on][:-1] + placed.width_px[on][:-1] <= x[on][1:] + 1e-6).all()


def test_five_events_far_apart_are_all_labelled(columns_of) -> None:
    columns = columns_of(["2020-08", "2021-08", "2025-12-12/2025-12-13", "2025-12-13", "2025-12-13"])
    view = fit(int(columns.at_s[0]), int(columns.end_s[-1]), 1200, 60, 200)
    assert tiles(columns, 5).place(view).row.tolist() == [0, 1, 2, 3, 4]


def test_the_more_important_is_labelled_where_one_must_go(columns_of) -> None:
    columns = columns_of(["2020-01-01", "2020-01-02", "2020-01-03"], [1, 900, 5])
    view = fit(int(columns.at_s[0]) - 10**8, int(columns.at_s[0]) + 10**8, 1200)
    assert tiles(columns, 1).place(view).row.tolist() == [1]


def test_of_equals_the_lower_id_is_labelled(columns_of) -> None:
    columns = columns_of(["2020-01-03", "2020-01-02"])
    view = fit(int(columns.at_s[0]) - 10**8, int(columns.at_s[0]) + 10**8, 1200)
    placed = tiles(columns, 1).place(view)
    assert columns.id[placed.row].tolist() == [1]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_one_thread_has_placed_another_shows_just_so(data: st.DataObject) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    labels = tiles(columns)
    placed = labels.place(view)
    shown = labels.made().seen(view)
    assert (shown.row.tolist(), shown.line.tolist()) == (placed.row.tolist(), placed.line.tolist())
    assert not shown.late


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_where_the_finest_labels_are_not_placed_yet_coarser_ones_stand_in_their_lines(
    data: st.DataObject,
) -> None:
    columns = data.draw(stories())
    view = data.draw(views(columns))
    labels = tiles(columns)
    labels.place(view.zoom_at(view.width_px / 2, 1 / 8))
    shown = labels.made().seen(view)
    whole = lines_of(labels, view)
    # a coarser level's words reach further: what only they bring into view is not there at the finer one
    lines = dict(zip(shown.row.tolist(), shown.line.tolist(), strict=True))
    assert {row: line for row, line in lines.items() if row in whole} == {
        row: whole[row] for row in lines if row in whole
    }
    assert shown.late or len(shown.row) == len(whole)


def test_placing_leaves_off_when_time_is_out_and_goes_on_where_it_was(columns_of) -> None:
    columns = columns_of([f"2020-01-{day:02}" for day in range(1, 29)])
    view = fit(int(columns.at_s[3]), int(columns.at_s[5]), 1200)
    labels, whole = tiles(columns), lines_of(tiles(columns), view)
    asked: list[int] = []
    for _slice in range(200):
        asked.clear()
        placed = labels.place(view, lambda: len(asked) > 1 or asked.append(1) is not None)
        if not placed.late:
            break
    assert not placed.late
    assert _slice > 0
    assert dict(zip(placed.row.tolist(), placed.line.tolist(), strict=True)) == whole


def test_words_that_have_not_come_are_asked_for_and_placed_when_they_have(columns_of) -> None:
    columns = columns_of(["2020", "2021"])
    known: dict[int, float] = {0: 50.0}
    labels = LabelTiles(columns, None, 3, lambda rows: np.array([known.get(int(r), np.nan) for r in rows]))
    view = fit(int(columns.at_s[0]), int(columns.end_s[-1]), 1000, 20, 200)
    first = labels.place(view)
    assert (first.row.tolist(), first.wanted.tolist()) == ([0], [1])
    known[1] = 60.0
    labels.words_came()
    second = labels.place(view)
    assert (second.row.tolist(), second.wanted.tolist()) == ([0, 1], [])


@given(st.integers(-9, 52))
@settings(max_examples=20, deadline=None)
def test_all_of_time_can_be_labelled(columns_of, power: int) -> None:
    columns = columns_of(
        ["Y-70000000000", "Y-66000000", "2020-08-09T20:00:01Z", "2020/..", "../1945", "Y70000000000"]
    )
    view = fit(int(columns.at_s[3]), int(columns.at_s[3]) + 1, 1000)
    view = view.zoom_at(500, view.seconds_per_px / 2.0**power)
    placed = tiles(columns).place(view)
    assert set(placed.line.tolist()) <= {0, 1, 2, 3}
    if power == 52:
        assert placed.row.tolist() == [0, 1, 4, 5]  # but for the two without an end: they fill all of time


def test_no_events_and_no_lines_place_nothing(columns_of) -> None:
    view = fit(0, 1000, 500)
    assert len(tiles(columns_of([])).place(view).row) == 0
    assert len(tiles(columns_of(["1970"]), 0).place(view).row) == 0


@given(st.data(), stories(), st.sets(st.integers(0, 59)))
@settings(max_examples=40, deadline=None)
def test_only_rows_that_pass_are_labelled_the_same_however_they_are_kept(
    data: st.DataObject, columns: EventColumns, chosen: set[int]
) -> None:
    view = data.draw(views(columns))
    rows = np.array(sorted(row for row in chosen if row < len(columns)), np.int64)
    listed, packed = (of_rows(rows, len(columns), listed_share=share) for share in (0, 10**9))
    found = lines_of(tiles(columns, rows=listed), view)
    assert set(found) <= set(rows.tolist())
    assert found == lines_of(tiles(columns, rows=packed), view)
    assert lines_of(tiles(columns, rows=every(len(columns))), view) == lines_of(tiles(columns), view)
