"""Exact counts of events over calendar columns; every event counts once, panning never shifts a column.

Columns are whole calendar units (a month, five years …) on an absolute grid, so that a peak can be named
("1,204 a month") and a column holds the same count wherever the view stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport


@dataclass(frozen=True, slots=True)
class GridUnit:
    """A column's length: `step` times `unit` ("second" … "year"), nominally `longest_s` seconds at most."""

    unit: str
    step: int
    longest_s: int


@dataclass(frozen=True, slots=True, eq=False)
class DensityIndex:
    """The events of one lane made ready for counting; build once a filter, ask every frame."""

    total: int


def density_index(columns: EventColumns, rows: Int64 | None = None) -> DensityIndex:
    """The index of these dated rows (all, if None)."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """Counts of m columns: `edge_s` int64 (m + 1), `x_px` float (m + 1), `count` float (m).

    The outermost columns may reach beyond the view; theirs are whole counts too.
    """

    unit: GridUnit
    edge_s: Int64
    x_px: Float
    count: Float

    @property
    def peak(self) -> float:
        """The greatest count, 0 where there is none."""
        raise NotImplementedError

    def column_at(self, x_px: float) -> int:
        """The column under x; -1 outside."""
        raise NotImplementedError


def density(index: DensityIndex, viewport: Viewport, least_column_px: float = 3.0) -> Density:
    """The counts over the view, in the finest calendar unit whose columns are at least so wide."""
    raise NotImplementedError
