"""Titles of events that are pending beside the columns, among the labels that the columns' tiles have placed.

What has just been written is always shown: on the first line that is free in this view, else in place of the
least important labels. Has no memory: once the edits are merged, the tiles decide about them as about all.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.label_settling import label_end
from timeline_app.layout.labels import PlacedLabels, WidthOf
from timeline_app.layout.time_scale import Float
from timeline_app.scene.lane_rows import LaneRows
from timeline_app.scene.spans import extents_of
from timeline_app.scene.stage import Stage

#: So many titles of pending events at most show in one lane and view, the newest of them.
_MOST_SHOWN = 40


def with_edits(
    stage: Stage,
    lane: LaneRows,
    placed: PlacedLabels,
    line_count: int,
    width_of: WidthOf,
    lead_px: float,
    gap_px: float,
) -> PlacedLabels:
    """The labels without those of events that are gone, with those of pending events in view."""
    seen = lane.seen(stage.viewport)
    kept = np.flatnonzero(~np.isin(placed.row, lane.gone()))
    placed = replace(
        placed,
        row=placed.row[kept],
        line=placed.line[kept],
        level=placed.level[kept],
        width_px=placed.width_px[kept],
    )
    rows = seen.more
    rows = rows[np.argsort(-stage.columns.id[rows], kind="stable")][:_MOST_SHOWN]
    if not len(rows) or not line_count:
        return placed
    width_px = np.asarray(width_of(rows), np.float64)
    known = ~np.isnan(width_px)
    stage.wanted.update(stage.columns.id[rows[~known]].tolist())
    return _among(stage, placed, rows[known], width_px[known], line_count, lead_px, gap_px)


def _among(
    stage: Stage,
    placed: PlacedLabels,
    rows: Int64,
    width_px: Float,
    line_count: int,
    lead_px: float,
    gap_px: float,
) -> PlacedLabels:
    """The labels with some more, each on the line where it takes the least from the others."""
    row, width = np.concatenate((placed.row, rows)), np.concatenate((placed.width_px, width_px))
    marks = extents_of(stage, row)
    x0, x1 = marks.x0, label_end(marks.x0, marks.x1, width, lead_px) + gap_px
    over = np.maximum(x1 - stage.width_px, 0.0)  # beyond the right edge words stand left of their mark
    x0 = np.where(marks.x1 - marks.x0 < width, np.minimum(x0, x0 - over), x0)
    line = np.concatenate((placed.line, np.full(len(rows), -1, np.int64)))
    weight = stage.columns.priority[row].astype(np.int64) + 1
    weight[len(placed.row) :] = np.iinfo(np.int32).max
    for place in range(len(placed.row), len(row)):
        meets = (line >= 0) & (line < line_count) & (x0 < x1[place]) & (x1 > x0[place])
        lost = np.bincount(line[meets], weight[meets].astype(np.float64), minlength=line_count)
        chosen = int(np.argmin(lost))
        if lost[chosen] < np.iinfo(np.int32).max:  # never in place of one that is pending itself
            line[meets & (line == chosen)] = -1
            line[place] = chosen
    shown = np.flatnonzero(line >= 0)
    level = np.concatenate((placed.level, np.zeros(len(rows), np.int64)))
    return replace(placed, row=row[shown], line=line[shown], level=level[shown], width_px=width[shown])
