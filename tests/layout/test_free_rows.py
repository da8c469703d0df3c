"""Free rows, against looking at each row and each thing in it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.layout.free_rows import first_free

Span = tuple[float, float]
spans = st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def looked_at_one_by_one(
    standing: list[tuple[int, Span]], asked: list[Span], row_count: int, gap_px: float
) -> list[int]:
    """The first row in which nothing is in the way, for one stretch after the other."""
    rows = [[span for row, span in standing if row == number] for number in range(row_count)]
    found = []
    for low, high in asked:
        free = [
            number
            for number, row in enumerate(rows)
            if all(not (start < high and end > low) for start, end in row)
        ]
        found.append(free[0] if free else -1)
        if free:
            rows[free[0]].append((low - gap_px, high + gap_px))
    return found


@given(
    st.integers(0, 63),
    st.lists(st.tuples(st.integers(0, 62), spans), max_size=40),
    st.lists(spans, max_size=20),
    st.sampled_from([0.0, 14.0]),
)
def test_each_stretch_takes_the_first_row_where_nothing_is_in_its_way(
    row_count: int, standing: list[tuple[int, Span]], asked: list[Span], gap_px: float
) -> None:
    standing = [(row % max(row_count, 1), span) for row, span in standing]
    row = np.array([row for row, _span in standing], np.int64)
    start, end = (np.array([span[side] for _row, span in standing], np.float64) for side in (0, 1))
    low, high = (np.array([span[side] for span in asked], np.float64) for side in (0, 1))
    found = first_free(row, start, end, low, high, row_count, gap_px)
    assert found.tolist() == looked_at_one_by_one(standing, asked, row_count, gap_px)
