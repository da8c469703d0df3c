"""Rows of spans: no overlap, as few rows as possible, always the lowest."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.layout.lanes import pack

spans = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=60)


def packed(drawn: list[tuple[int, int]], gap_px: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    start = np.array([start for start, _ in drawn], float)
    end = start + np.array([length for _, length in drawn], float)
    return start, end, pack(start, end, gap_px)


@given(spans, st.integers(0, 10))
def test_spans_of_a_row_are_a_gap_apart(drawn: list[tuple[int, int]], gap_px: int) -> None:
    start, end, rows = packed(drawn, gap_px)
    for row in set(rows.tolist()):
        order = np.flatnonzero(rows == row)
        order = order[np.argsort(start[order], kind="stable")]
        assert (end[order][:-1] + gap_px <= start[order][1:]).all()


@given(spans)
def test_no_more_rows_are_used_than_overlap_at_once(drawn: list[tuple[int, int]]) -> None:
    start, end, rows = packed(drawn)
    most = max((int(((start <= x) & (end > x)).sum()) for x in start), default=0)
    assert rows.max(initial=-1) + 1 == most


@given(spans)
def test_each_span_takes_the_lowest_row_that_is_free(drawn: list[tuple[int, int]]) -> None:
    start, end, rows = packed(drawn)
    order = np.argsort(start, kind="stable")
    for place, i in enumerate(order):
        earlier = order[:place]
        busy = set(rows[earlier][end[earlier] > start[i]].tolist())
        assert rows[i] == min(set(range(len(drawn))) - busy)
