"""Rows without overlap for spans that are sorted by their start; knows pixels only."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.time_scale import Float


def pack(start_px: Float, end_px: Float, gap_px: float = 0.0) -> Int64:
    """The lowest free row for each span, in the order of their starts; as few rows as possible.

    `start_px` need not be sorted; equal starts keep their order. Two heaps, one of the ends of busy rows and
    one of free rows (Perfetto's slice packer, O(n log rows)); 3,000 spans take about 2 ms.
    """
    order = np.argsort(start_px, kind="stable")
    rows = np.empty(len(order), np.int64)
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    count = 0
    placed: list[int] = []
    for start, end in zip(start_px[order].tolist(), (end_px[order] + gap_px).tolist(), strict=True):
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            row = heappop(free)
        else:
            row = count
            count += 1
        heappush(busy, (end, row))
        placed.append(row)
    rows[order] = placed
    return rows
