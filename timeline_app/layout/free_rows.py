"""The first row of several that has room for one more; numbers only.

Each row is a bit of a whole number, so that what is taken along a stretch is one look at all that stands
there, and what finds no room at all costs no more than that look.
"""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.time_scale import Float


def first_free(
    row: Int64, start: Float, end: Float, low: Float, high: Float, row_count: int, gap_px: float
) -> Int64:
    """The first free row for each stretch [low, high), in their order, -1 where none is; at most 63 rows.

    `row` (0 …), `start` and `end` are what stands there already. A stretch that has found its row is in the
    way of those that follow, by `gap_px` more on either side.
    """
    found = np.full(len(low), -1, np.int64)
    if not len(low) or row_count <= 0:
        return found
    every = (1 << row_count) - 1
    meets = (start[None, :] < high[:, None]) & (end[None, :] > low[:, None])
    bits = np.where(meets, np.int64(1) << row, 0)
    taken = np.bitwise_or.reduce(bits, axis=1).tolist()
    lows, highs = low.tolist(), high.tolist()
    came: list[tuple[float, float, int]] = []
    for place, bits_taken in enumerate(taken):
        free = ~bits_taken & every
        if free:
            for other_low, other_high, bit in came:
                if other_low - gap_px < highs[place] and other_high + gap_px > lows[place]:
                    free &= ~bit
        if free:
            bit = free & -free
            found[place] = bit.bit_length() - 1
            came.append((lows[place], highs[place], bit))
    return found
