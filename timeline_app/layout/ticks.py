"""The ticks of the axis: one table from seconds to billions of years, two levels, calendar-correct; no drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline_app.layout.viewport import Viewport

#: The width in px of a tick label.
WidthOf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: where, and its label from `label_x_px` (left end), `""` where there is none or it does not fit."""

    second: int
    x_px: float
    label: str
    label_x_px: float
    label_width_px: float


@dataclass(frozen=True, slots=True)
class TickRows:
    """Two rows of ticks. The first of `major` is the unit that encloses the left edge; its label sticks there.

    `stripe` are the x ranges of every other major unit, the same ones wherever the view stands.
    `unit`, `step` name the minor row, `major_unit`, `major_step` the other.
    """

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    stripe: tuple[tuple[float, float], ...]
    unit: str
    step: int
    major_unit: str
    major_step: int


# tick_rows(viewport, style: DateStyle, major_width_of: WidthOf, minor_width_of: WidthOf, *, pad_px=7) -> TickRows
