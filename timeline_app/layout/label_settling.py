"""Where the words of placed labels stand in one view; which labels are placed is told by `labels`."""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.time_scale import Float


def label_end(x0: Float, x1: Float, width_px: Float, lead_px: float) -> Float:
    """Where a mark and its words end: with the mark, if they fit within it, else with the words beside it."""
    return np.where(x1 - x0 >= width_px + 2 * lead_px, x1, x1 + lead_px + width_px)


def settle(
    x0: Float,
    x1: Float,
    line: Int64,
    width_px: Float,
    view_width_px: float,
    lead_px: float = 6.0,
    gap_px: float = 12.0,
) -> Float:
    """Where the words of each placed label begin in a view [0, view_width_px]; NaN where they cannot stand.

    `x0`, `x1` are its mark's extents in this view. Words that fit within their mark slide along its visible
    part; others stand beside it, and at the right edge turn to its left side if that is free. Words never
    leave the view, nor meet another label or mark of their line.
    """
    seen0, seen1 = np.maximum(x0, 0.0), np.minimum(x1, view_width_px)
    inside = x1 - x0 >= width_px + 2 * lead_px
    x = np.where(inside, seen0 + lead_px, x1 + lead_px)
    x = np.where(seen1 <= seen0, np.nan, x)
    room = np.where(inside, seen1 - lead_px, view_width_px)
    over = np.flatnonzero(x + width_px > room)
    if not len(over):
        return x
    turned = seen0[over] - lead_px - width_px[over]
    # what can stand on neither side stands nowhere, and is in nobody's way
    may = (x1[over] > x0[over]) & (x0[over] >= 0) & (turned >= 0)
    x[over[~may]] = np.nan
    for place, left in zip(over[may].tolist(), turned[may].tolist(), strict=True):
        same = line == line[place]
        same[place] = False
        others = np.flatnonzero(same)
        low, high = left - gap_px, left + float(width_px[place]) + gap_px
        words0 = x[others]
        meets = (words0 < high) & (words0 + width_px[others] > low) | (x0[others] < high) & (x1[others] > low)
        x[place] = np.nan if meets.any() else left
    return x
