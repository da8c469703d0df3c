"""The two rows of ticks on the axis: which row of the table fits a view, and where its labels stand.

Holds no table (`tick_table`), no word of its own (`core.dates`), draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Precision
from timeline_app.core.dates import (
    DateStyle,
    Interval,
    Unit,
    century_words,
    civil_from_seconds,
    clock_words,
    date_words,
    decade_words,
    month_name,
    year_words,
)
from timeline_app.layout.tick_table import (
    TICK_TABLE,
    Step,
    TickRow,
    last_year_of,
    number_at,
    second_of,
    seconds_of_steps,
)
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport

#: The width in px of a tick label.
WidthOf = Callable[[str], float]

#: Small ticks never stand closer.
LEAST_MINOR_PX = 8.0
#: A label stands so far right of its tick, and so far from the next tick.
LABEL_PAD_PX = 7.0


class Tick(NamedTuple):
    """A tick, and its label from `label_x_px` (left end); `""` where there is none or it does not fit."""

    second: int
    x_px: float
    label: str
    label_x_px: float
    label_width_px: float


@dataclass(frozen=True, slots=True)
class TickRows:
    """Two rows of ticks, left to right.

    The first of `major` is the unit that encloses the left edge (its tick may lie left of it); its label
    sticks to the edge and is pushed out by the next. Labels never overlap in a row and never leave the view
    but by that push. `stripe` are the x ranges of every other major unit, clipped to the view, the same ones
    wherever it stands. Of the small ticks, of which there are many, `minor_x_px` tells where they stand in
    the view, and `named` are those that bear a label. `minor_step` and `major_step` name the units.
    """

    major: tuple[Tick, ...]
    minor_x_px: Float
    named: tuple[Tick, ...]
    stripe: tuple[tuple[float, float], ...]
    minor_step: Step
    major_step: Step


def tick_rows(
    viewport: Viewport, style: DateStyle, major_width_of: WidthOf, minor_width_of: WidthOf | None = None
) -> TickRows:
    """The ticks of a view; the two callables measure labels in the fonts of the two rows.

    What they measure is kept by the callables themselves: give the same ones for the same fonts.
    """
    row = fitting_row(viewport, style, major_width_of)
    minor_x_px, named = _minor_ticks(viewport, row, style, minor_width_of or major_width_of)
    return TickRows(
        major=_major_ticks(viewport, row.major, style, major_width_of),
        minor_x_px=minor_x_px,
        named=named,
        stripe=_stripes(viewport, row.major),
        minor_step=row.minor,
        major_step=row.major,
    )


def fitting_row(viewport: Viewport, style: DateStyle, major_width_of: WidthOf) -> TickRow:
    """The finest row whose small ticks are far enough apart and whose enclosing unit holds its label.

    The label measured is that of the unit in the middle of the widest one it may meet: the view's own start,
    told in full, so that the choice hardly depends on where the view stands.
    """
    for row in TICK_TABLE:
        if row.minor.nominal_s / viewport.seconds_per_px < LEAST_MINOR_PX:
            continue
        room_px = row.major.nominal_s * _SHORTEST_SHARE[row.major.unit] / viewport.seconds_per_px
        if room_px < _LEAST_MAJOR_PX:
            continue
        if room_px >= _widest_label_px(row.major, viewport, style, major_width_of) + 2 * LABEL_PAD_PX:
            return row
    return TICK_TABLE[-1]


#: Nothing is labelled below this; spares the measuring.
_LEAST_MAJOR_PX = 32.0
#: The shortest month and year beside the usual one.
_SHORTEST_SHARE = {"second": 1.0, "minute": 1.0, "hour": 1.0, "day": 1.0, "month": 0.92, "year": 0.99}


def _widest_label_px(step: Step, viewport: Viewport, style: DateStyle, width_of: WidthOf) -> float:
    """The width a label of this step needs near the view: the longest month, the years at either edge."""
    if step.unit == "year":
        edges = (number_at(step, _inside(viewport.start_s)), number_at(step, _inside(viewport.end_s)))
        return max(width_of(_major_label(step, number, style)) for number in edges)
    years = {civil_from_seconds(edge_s).year for edge_s in (viewport.start_s, viewport.end_s)}
    return max(_widest_in_year_px(step.unit, year, style, width_of) for year in years)


@lru_cache(maxsize=1_024)
def _widest_in_year_px(unit: str, year: int, style: DateStyle, width_of: WidthOf) -> float:
    name_month = max(range(1, 13), key=lambda month: len(month_name(month, style)))
    date = Unit(_PRECISION[unit], year, name_month, 28 if unit != "month" else 1, 20, 58)
    return width_of(date_words(date, style))


_PRECISION = {
    "minute": Precision.MINUTE,
    "hour": Precision.MINUTE,
    "day": Precision.DAY,
    "month": Precision.MONTH,
}


def major_label(step: Step, number: int, style: DateStyle) -> str:
    """The words of an enclosing unit in full: "13 December 2025, 14:00", "December 2025", "the 2020s"."""
    if step.unit != "year":
        civil = civil_from_seconds(second_of(step, number))
        hour, minute = (civil.hour, civil.minute) if step.unit in ("hour", "minute") else (0, 0)
        day = 1 if step.unit == "month" else civil.day
        return date_words(Unit(_PRECISION[step.unit], civil.year, civil.month, day, hour, minute), style)
    first = civil_from_seconds(second_of(step, number)).year
    if step.count == 1:
        return year_words(first, style)
    if step.count == 10 and first >= 1000:
        return decade_words(first, style)
    if step.count in (100, 1000) and abs(first) < _CENTURIES_UNTIL:
        return century_words(first, style, years=step.count)
    return _years_label(first, last_year_of(step, number), style)


#: Beyond this year "the 103rd century" says less than its years.
_CENTURIES_UNTIL = 10_000


def _years_label(first: int, last: int, style: DateStyle) -> str:
    """The words of many years: 1980–1999, 500–1 BC; in deep time where they begin and where they end."""
    if max(abs(first), abs(last)) >= 1_000_000:
        last = last + 1 if (last + 1) % 10_000 == 0 else last
    return date_words(Interval(Unit(Precision.YEAR, first), Unit(Precision.YEAR, last)), style)


def minor_label(step: Step, second: int, style: DateStyle) -> str:
    """The words of a small tick, without what the enclosing unit says: "14:05", "13", "Aug", "1984"."""
    civil = civil_from_seconds(second)
    if step.unit == "second":
        return clock_words(civil.hour, civil.minute, civil.second, style)
    if step.unit in ("minute", "hour"):
        return clock_words(civil.hour, civil.minute, 0, style)
    if step.unit == "day":
        return str(civil.day)
    if step.unit == "month":
        return month_name(civil.month, style, short=True)
    return year_words(civil.year, style)


def _inside(second: int) -> int:
    return max(OPEN_START_S, min(OPEN_END_S, second))


def _major_ticks(viewport: Viewport, step: Step, style: DateStyle, width_of: WidthOf) -> tuple[Tick, ...]:
    first, last = number_at(step, viewport.start_s), number_at(step, viewport.end_s)
    seconds = seconds_of_steps(step, first, last + 1)
    begun, xs = seconds.tolist(), viewport.scale.x_px(seconds).tolist()
    ticks = []
    for place, number in enumerate(range(first, last + 1)):
        x_px, next_px = xs[place], xs[place + 1]
        if x_px >= viewport.width_px:
            break
        label = _major_label(step, number, style)
        width_px = width_of(label)
        label_x_px = max(x_px, 0.0) + LABEL_PAD_PX
        if place == 0:  # pushed out by the next
            label_x_px = min(label_x_px, next_px - width_px - LABEL_PAD_PX)
        elif label_x_px + width_px > min(viewport.width_px, next_px):
            label, width_px = "", 0.0
        ticks.append(Tick(begun[place], x_px, label, label_x_px, width_px))
    return tuple(ticks)


def _minor_ticks(
    viewport: Viewport, row: TickRow, style: DateStyle, width_of: WidthOf
) -> tuple[Float, tuple[Tick, ...]]:
    """Where the small ticks stand, and those of them that bear a label."""
    step = row.minor
    first, last = number_at(step, viewport.start_s), number_at(step, viewport.end_s)
    xs = viewport.scale.x_px(seconds_of_steps(step, first, last))
    xs = xs[(xs >= 0.0) & (xs <= viewport.width_px)]
    for candidate in row.labels:
        if _has_room(viewport, candidate, style, width_of):
            named = _named(viewport, candidate, style, width_of)
            if named:
                return xs, named
    return xs, ()


_major_label = lru_cache(maxsize=4_096)(major_label)


@lru_cache(maxsize=256)
def _minor_labels(_step: Step, _style: DateStyle) -> dict[int, str]:
    """The labels of a step's first seconds, as far as they were asked for."""
    return {}


#: So many labels of a step are kept: more than any view shows.
_MOST_KEPT = 4_096


def _has_room(viewport: Viewport, step: Step, style: DateStyle, width_of: WidthOf) -> bool:
    """Whether all labels of a step fit.

    By the step's usual distance, not by the ticks in view: so panning never changes it.
    """
    room_px = step.nominal_s * _SHORTEST_SHARE[step.unit] / viewport.seconds_per_px - 2 * LABEL_PAD_PX
    if step.unit == "year":
        edges = (viewport.start_s, viewport.end_s)
        years = [second_of(step, number_at(step, edge_s)) for edge_s in edges]
        return room_px >= max(width_of(minor_label(step, second, style)) for second in years)
    return room_px >= _widest_minor_px(step.unit, style, width_of)


def _named(viewport: Viewport, step: Step, style: DateStyle, width_of: WidthOf) -> tuple[Tick, ...]:
    """The ticks of one step with their labels; one that would cross the right edge is left out."""
    first, last = number_at(step, viewport.start_s), number_at(step, viewport.end_s)
    seconds = seconds_of_steps(step, first, last)
    known = _minor_labels(step, style)
    if len(known) > _MOST_KEPT:
        known.clear()
    named = []
    for second, x_px in zip(seconds.tolist(), viewport.scale.x_px(seconds).tolist(), strict=True):
        label = known.get(second)
        if label is None:
            label = known[second] = minor_label(step, second, style)
        width_px = width_of(label)
        if x_px >= 0.0 and x_px + LABEL_PAD_PX + width_px <= viewport.width_px:
            named.append(Tick(second, x_px, label, x_px + LABEL_PAD_PX, width_px))
    return tuple(named)


@lru_cache(maxsize=256)
def _widest_minor_px(unit: str, style: DateStyle, width_of: WidthOf) -> float:
    if unit == "month":
        return max(width_of(month_name(month, style, short=True)) for month in range(1, 13))
    if unit == "day":
        return width_of("28")
    return width_of(clock_words(22, 58, 58 if unit == "second" else 0, style))


def _stripes(viewport: Viewport, step: Step) -> tuple[tuple[float, float], ...]:
    first, last = number_at(step, viewport.start_s), number_at(step, viewport.end_s)
    edges = viewport.scale.x_px(seconds_of_steps(step, first, last + 1))
    edges = np.clip(edges, 0.0, viewport.width_px).tolist()
    return tuple(
        (x0_px, x1_px)
        for number, (x0_px, x1_px) in enumerate(pairwise(edges), first)
        if number % 2 and x1_px > x0_px
    )
