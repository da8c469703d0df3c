"""Which events are in view and how wide each is drawn; counts what lies beyond the edges, finds empty stretches.

Rows are always rows of the columns, ascending; `rows=None` means every dated row. Numbers only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import EventColumns, Int64, Mask
from timeline_app.layout.time_scale import Float, TimeScale
from timeline_app.layout.viewport import Viewport


@dataclass(frozen=True, slots=True, eq=False)
class InView:
    """The rows that share a moment with the view: the exact count always, the rows themselves when asked.

    `first` to `last` (positions in the rows asked about) begin in view; `carried` are the few others that began
    before or have an open start.
    """

    first: int
    last: int
    carried: Int64
    asked: Int64 | None

    @property
    def count(self) -> int:
        """How many events are in view."""
        raise NotImplementedError

    def rows(self) -> Int64:
        """Their rows, ascending; costs as much as there are."""
        raise NotImplementedError


def in_view(columns: EventColumns, viewport: Viewport, rows: Int64 | None = None) -> InView:
    """The events that share a moment with the view, found by binary searches."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Beyond:
    """What lies wholly outside the view; the nearest rows are -1 where there are none."""

    earlier: int
    earlier_row: int
    later: int
    later_row: int


def beyond(columns: EventColumns, viewport: Viewport, rows: Int64 | None = None) -> Beyond:
    """How many events lie wholly earlier and later than the view, and the nearest row of each."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Extents:
    """Where each mark is drawn, in px; all columns of one length, x0 ≤ core0 ≤ core1 ≤ x1.

    `x0`, `x1`: the outer, soft ends. `core0`, `core1`: the firm part, empty (equal) where there is none.
    `anchor`: where a pole stands: the middle of a date, the start of a span, the known end of an open start.
    `open_start`, `open_end`: that end fades into an arrow. All x are clipped to the bounds given.
    """

    x0: Float
    x1: Float
    core0: Float
    core1: Float
    anchor: Float
    open_start: NDArray[np.bool_]
    open_end: NDArray[np.bool_]


def mark_extents(
    columns: EventColumns,
    rows: Int64,
    scale: TimeScale,
    left_px: float,
    right_px: float,
    today_s: int | None = None,
) -> Extents:
    """How wide each date is drawn at this scale, between `left_px` and `right_px` (the view and some margin)."""
    raise NotImplementedError


def touching(x0: Float, x1: Float, gap_px: float = 0.0) -> Int64:
    """For marks sorted by x0, the number of the group each is in; marks nearer than `gap_px` share one."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty stretch between two marks in view: px and whole seconds [start_s, end_s)."""

    x0_px: float
    x1_px: float
    start_s: int
    end_s: int


def gaps(start_s: Int64, end_s: Int64, viewport: Viewport, share: float = 1 / 3) -> tuple[Gap, ...]:
    """The empty stretches between events in view that are wider than `share` of it; starts ascending."""
    raise NotImplementedError
