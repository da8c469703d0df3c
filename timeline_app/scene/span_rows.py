"""Rows for long spans above the rows of the other titles, so that each that has room is named."""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.free_rows import first_free
from timeline_app.layout.label_spans import PlacedSpans
from timeline_app.layout.labels import PlacedLabels
from timeline_app.layout.time_scale import Float

#: One row in so many is kept for long spans in a lane that holds some.
_KEPT_SHARE = 8


def kept_rows(most_rows: int, has_long_spans: bool) -> int:
    """How many of a lane's rows the other titles leave to its long spans, wherever one looks."""
    return most_rows // _KEPT_SHARE if has_long_spans else 0


def with_spans(placed: PlacedLabels, spans: PlacedSpans, line_count: int) -> PlacedLabels:
    """Labels and spans together, rows ascending; the spans' lines begin at `line_count`."""
    if not len(spans.row) and not len(spans.wanted):
        return placed
    # a deeper level may have found one a line as well
    at = np.minimum(np.searchsorted(spans.row, placed.row), max(len(spans.row) - 1, 0))
    others = np.flatnonzero(spans.row[at] != placed.row) if len(spans.row) else np.arange(len(placed.row))
    row = np.concatenate((placed.row[others], spans.row))
    order = np.argsort(row, kind="stable")
    return PlacedLabels(
        row[order],
        np.concatenate((placed.line[others], line_count + spans.line))[order],
        np.concatenate((placed.level[others], np.zeros_like(spans.line)))[order],
        np.concatenate((placed.width_px[others], spans.width_px))[order],
        np.union1d(placed.wanted, spans.wanted) if len(spans.wanted) else placed.wanted,
        placed.late,
    )


def arranged(line: Int64, line_count: int, most_rows: int, steps: tuple[int, ...]) -> tuple[Int64, int]:
    """The row of each label from the top, -1 for spans without room, and how many rows there are.

    Spans stand above the others, in the order of their lines; where rows run out, the empty ones between them
    close up and the last are left out. The others' rows are counted in `steps`, so that they rarely change.
    """
    if not len(line):
        return line, 0
    is_span = line >= line_count
    used = int(line[~is_span].max()) + 1 if not is_span.all() else 0
    room = most_rows - used
    own = line[is_span] - line_count
    count = int(own.max()) + 1 if len(own) else 0
    if count > room:
        lines, own = np.unique(own, return_inverse=True)
        own = np.where(own < room, own, -1)
        count = min(len(lines), room)
    row = np.empty_like(line)
    row[is_span] = own
    row[~is_span] = line[~is_span] + count
    stepped = next((step for step in steps if step >= used), used) if used else 0
    return row, count + min(stepped, most_rows - count)


def squeezed(row: Int64, start: Float, end: Float, row_count: int, gap_px: float) -> Int64:
    """The rows again, with those that were left out (-1) in whichever row has room for them in this view.

    `start` and `end` are where each label with its mark begins and ends. What finds none stays left out.
    """
    lost = np.flatnonzero(row < 0)
    if not len(lost) or not row_count:
        return row
    row = row.copy()
    held = np.flatnonzero(row >= 0)
    start, end, low, high = start - gap_px, end + gap_px, start[lost], end[lost]
    row[lost] = first_free(row[held], start[held], end[held], low, high, row_count, gap_px)
    return row
