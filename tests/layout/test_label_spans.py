"""Lines of their own for long spans: no overlap, no memory, and a title for each that has room."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline_app.core.columns import OPEN_END_S, EventColumns, Flag, Precision, build_columns
from timeline_app.layout.label_spans import PlacedSpans, SpanLines
from timeline_app.layout.labels import LabelTiles
from timeline_app.layout.viewport import Viewport, fit

LEAD_PX, GAP_PX = 6.0, 12.0
DAY_S = 86_400


def width_of(rows: np.ndarray) -> np.ndarray:
    return 30.0 + (rows * 37) % 170


def made_of(start_s: np.ndarray, length_s: np.ndarray, open_end: np.ndarray) -> EventColumns:
    count = len(start_s)
    end_s = np.where(open_end, np.int64(2**61), start_s + length_s)
    return build_columns(
        id=np.arange(1, count + 1, dtype=np.int64),
        start_s=start_s,
        latest_start_s=start_s,
        earliest_end_s=end_s,
        end_s=end_s,
        precision=np.full(count, Precision.DAY, np.uint8),
        flags=np.full(count, int(Flag.SPAN), np.uint16),
        category=np.full(count, -1, np.int16),
        priority=np.zeros(count, np.uint16),
        hand_order=np.zeros(count, np.int64),
    )


@st.composite
def crowded(draw: st.DrawFn) -> EventColumns:
    """A crowd of days that fills every line, and spans of all lengths through it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    days, spans = draw(st.integers(50, 150)), draw(st.integers(1, 12))
    start_s = np.concatenate((rng.integers(0, 3 * DAY_S, days), rng.integers(-(10**9), DAY_S, spans)))
    length_s = np.concatenate(
        (np.full(days, DAY_S), (10.0 ** rng.uniform(5, 9.5, spans)).astype(np.int64))
    ).astype(np.int64)
    open_end = np.concatenate((np.zeros(days, bool), rng.random(spans) < 0.2))
    return made_of(start_s.astype(np.int64), length_s, open_end)


def lined(columns: EventColumns, view: Viewport, lines: int = 30) -> tuple[set[int], PlacedSpans]:
    """The rows labelled in the view, and the spans that have a line of their own."""
    labels = LabelTiles(columns, None, 4, width_of, lead_px=LEAD_PX, gap_px=GAP_PX)
    spans = SpanLines(columns, None, labels, lines, width_of, lead_px=LEAD_PX, gap_px=GAP_PX)
    return set(labels.place(view).row.tolist()), spans.place(view)


@st.composite
def views(draw: st.DrawFn, columns: EventColumns) -> Viewport:
    row = draw(st.integers(0, columns.dated - 1))
    centre_s = int(columns.at_s[row]) + draw(st.integers(-DAY_S, 3 * DAY_S))
    whole = fit(centre_s, centre_s + 1, 1000)
    return whole.zoom_at(500, whole.seconds_per_px / 2.0 ** draw(st.floats(0, 24)))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_span_longer_than_the_view_has_a_line(data: st.DataObject) -> None:
    columns = data.draw(crowded())
    view = data.draw(views(columns))
    labelled, spans = lined(columns, view)
    through = (columns.at_s <= view.start_s) & (columns.end_s > view.end_s)
    known_end_s = int(columns.end_s[columns.end_s < OPEN_END_S].max())
    assume(view.start_s < known_end_s)
    long = np.flatnonzero(through & (columns.end_s - columns.at_s > 5 * DAY_S))
    expected = [row for row in long.tolist() if row not in labelled]
    if len(expected) <= 12:
        assert set(expected) <= set(spans.row.tolist())


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_spans_of_one_line_never_overlap(data: st.DataObject) -> None:
    columns = data.draw(crowded())
    _labelled, spans = lined(columns, data.draw(views(columns)))
    for line in set(spans.line.tolist()):
        on = np.flatnonzero(spans.line == line)
        on = on[np.argsort(spans.start_s[on])]
        assert (spans.end_s[on][:-1] <= spans.start_s[on][1:]).all()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_span_keeps_its_line_wherever_one_looks_from(data: st.DataObject) -> None:
    columns = data.draw(crowded())
    view = data.draw(views(columns))
    deeper = view.zoom_at(500, data.draw(st.floats(1, 50))).pan(data.draw(st.floats(-400, 400)))
    _labelled, before = lined(columns, view)
    _labelled, after = lined(columns, deeper)
    lines = dict(zip(after.row.tolist(), after.line.tolist(), strict=True))
    for row, line, start_s, end_s in zip(
        before.row.tolist(), before.line.tolist(), before.start_s.tolist(), before.end_s.tolist(), strict=True
    ):
        if end_s > deeper.end_s and start_s < deeper.start_s:
            assert line == lines.get(row)


def test_words_that_have_not_come_are_asked_for_and_nothing_is_kept_without_them() -> None:
    starts = np.append(np.arange(60) * 600, -200 * DAY_S).astype(np.int64)
    lengths = np.append(np.full(60, DAY_S), 500 * DAY_S).astype(np.int64)
    columns = made_of(starts, lengths, np.zeros(61, bool))  # row 0 is the span
    known = False

    def widths(rows: np.ndarray) -> np.ndarray:
        return width_of(rows) if known else np.where(rows == 0, np.nan, width_of(rows))

    labels = LabelTiles(columns, None, 1, width_of)
    spans = SpanLines(columns, None, labels, 4, widths)
    view = fit(0, 10 * DAY_S, 1000)
    first = spans.place(view)
    known = True
    second = spans.place(view)
    assert ([], [0]) == (first.row.tolist(), first.wanted.tolist())
    assert 0 in second.row.tolist()
