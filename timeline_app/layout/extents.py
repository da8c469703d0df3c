"""How wide each date is drawn, how much of it firm: a date is as wide as it is known, never sharper.

Knows pixels and the meaning of a date's flags (DESIGN, section 3); no rows, no lanes, no colours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, EventColumns, Flag, Int64, Precision
from timeline_app.core.dates import approximate_margin_s
from timeline_app.layout.time_scale import Float, TimeScale

#: Least widths in px by precision, growing: what is known worse never looks smaller.
LEAST_WIDTH_PX = np.zeros(len(Precision))
for _precision, _width_px in {
    Precision.UNDATED: 8,
    Precision.SECOND: 8,
    Precision.MINUTE: 8,
    Precision.HOUR: 8,
    Precision.DAY: 8,
    Precision.MONTH: 12,
    Precision.SEASON: 14,
    Precision.YEAR: 16,
    Precision.DECADE: 20,
    Precision.CENTURY: 24,
}.items():
    LEAST_WIDTH_PX[_precision] = _width_px

#: A date with ~ or ? is at least so many times as wide as one without.
_APPROXIMATE_WIDER = 1.5
#: The share of a month or anything coarser that is firm: its middle; its ends are soft.
_FIRM_SHARE = 0.5
#: A date that is not one of a set keeps a firm heart of this width, however vague.
_LEAST_CORE_PX = 2.0
#: An end that is not known to the day is soft over at least so much.
_LEAST_SOFT_PX = 3.0
#: An open end fades over so much before the view's edge.
FADE_PX = 48.0
#: Marks reach so far beyond the view's edge at most, so that no float grows without bounds.
CLIP_MARGIN_PX = 64.0

_SPAN, _ONE_OF = int(Flag.SPAN), int(Flag.ONE_OF)
_VAGUE = int(Flag.APPROXIMATE | Flag.UNCERTAIN)
_DAY = int(Precision.DAY)
_MARGIN_S = np.array([approximate_margin_s(precision) for precision in Precision], np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Extents:
    """Where each mark is drawn, in px; all columns of one length, x0 ≤ core0 ≤ core1 ≤ x1.

    - `x0`, `x1`: the outer ends. `core0`, `core1`: the firm part, empty (equal) where nothing is firm; what
      lies between is soft.
    - `anchor`: where a pole stands: the middle of a date or set, the start of a span, the known end of an
      open start.
    - `open_start`, `open_end`: that end fades into an arrow at the view's edge.
    - `true0`, `true1`: the outer ends wherever they are.

    All other x lie within the view's edges ± `CLIP_MARGIN_PX`; open ends stand at the edge itself.
    """

    x0: Float
    x1: Float
    core0: Float
    core1: Float
    anchor: Float
    open_start: NDArray[np.bool_]
    open_end: NDArray[np.bool_]
    true0: Float
    true1: Float


def mark_extents(
    columns: EventColumns,
    rows: Int64,
    scale: TimeScale,
    left_px: float,
    right_px: float,
    today_s: int | None = None,
) -> Extents:
    """How wide each date is drawn at this scale, in a view from `left_px` to `right_px`.

    An ongoing span is firm to `today_s`, then fades; without it, firm to the edge's fade.
    """
    start_s, end_s = columns.start_s(rows), columns.end_s[rows]
    inner_start_s, inner_end_s = columns.inner_s(rows)
    precision, flags = columns.precision[rows], columns.flags[rows]
    span, one_of = (flags & _SPAN) != 0, (flags & _ONE_OF) != 0
    vague = (flags & _VAGUE) != 0
    open_start, open_end = start_s <= OPEN_START_S, end_s >= OPEN_END_S
    is_open = open_start | open_end

    date_x0, date_x1 = scale.x_px(start_s), scale.x_px(end_s)
    x0, x1, widened_px = date_x0, date_x1, np.zeros(len(rows))
    least_px = LEAST_WIDTH_PX[precision]
    if vague.any():
        widened_px = np.where(vague, _MARGIN_S[precision], 0) / scale.seconds_per_px
        x0, x1 = x0 - widened_px, x1 + widened_px
        least_px = np.where(vague, least_px * _APPROXIMATE_WIDER, least_px)
    if is_open.any():
        x0, x1 = np.where(open_start, left_px, x0), np.where(open_end, right_px, x1)
    middle = (x0 + x1) / 2
    narrow = (x1 - x0 < least_px) & ~is_open
    grown = np.where(narrow, least_px / np.maximum(x1 - x0, 1e-300), 1.0)
    x0 = np.where(narrow, middle - least_px / 2, x0)
    x1 = np.where(narrow, middle + least_px / 2, x1)

    ends = _SpanEnds(
        start_px=np.where(inner_start_s <= OPEN_START_S, left_px + FADE_PX, scale.x_px(inner_start_s)),
        end_px=np.where(
            inner_end_s >= OPEN_END_S,
            right_px - FADE_PX if today_s is None else scale.x_of(today_s),
            scale.x_px(inner_end_s),
        ),
        soft_start=vague | (inner_start_s != start_s),
        soft_end=(vague | (inner_end_s != end_s)) & ~open_end,
    )
    core0, core1 = _span_core(x0, x1, ends, middle, grown)
    date_core0, date_core1 = _date_core(x0, x1, (date_x1 - date_x0), precision, widened_px)
    core0, core1 = np.where(span, core0, date_core0), np.where(span, core1, date_core1)
    none = one_of | (is_open & ~span) | (core1 <= core0)
    heart = np.where(open_start, x1, np.where(open_end, x0, (x0 + x1) / 2))
    core0, core1 = np.where(none, heart, core0), np.where(none, heart, core1)

    anchor = np.where(open_start, date_x1, np.where(span | open_end, date_x0, (date_x0 + date_x1) / 2))
    low, high = left_px - CLIP_MARGIN_PX, right_px + CLIP_MARGIN_PX
    true0, true1 = x0, np.maximum(x0, x1)
    x0, x1 = np.clip(true0, low, high), np.clip(true1, low, high)
    return Extents(
        x0=x0,
        x1=x1,
        core0=np.clip(core0, x0, x1),
        core1=np.clip(core1, x0, x1),
        anchor=np.clip(anchor, low, high),
        open_start=open_start,
        open_end=open_end,
        true0=true0,
        true1=true1,
    )


def _date_core(
    x0: Float, x1: Float, date_px: Float, precision: NDArray[np.uint8], widened_px: Float
) -> tuple[Float, Float]:
    """The firm part of a date that is no span: all of a plain day, the middle of anything vaguer."""
    share = np.where(precision > _DAY, _FIRM_SHARE, 1.0)
    share = share * date_px / np.maximum(date_px + 2 * widened_px, 1e-300)
    half = np.minimum(np.maximum(share * (x1 - x0), _LEAST_CORE_PX), x1 - x0) / 2
    middle = (x0 + x1) / 2
    # all of it is all of it: no rounding may leave a hair of softness
    whole = share >= 1.0
    return np.where(whole, x0, middle - half), np.where(whole, x1, middle + half)


@dataclass(frozen=True, slots=True, eq=False)
class _SpanEnds:
    """The inner bounds of spans in px, and which of them are not known exactly."""

    start_px: Float
    end_px: Float
    soft_start: NDArray[np.bool_]
    soft_end: NDArray[np.bool_]


def _span_core(x0: Float, x1: Float, ends: _SpanEnds, middle: Float, grown: Float) -> tuple[Float, Float]:
    """The firm part of a span: between its inner bounds, grown with the mark, soft where it is not known."""
    core0 = np.where(grown == 1.0, ends.start_px, middle + (ends.start_px - middle) * grown)
    core1 = np.where(grown == 1.0, ends.end_px, middle + (ends.end_px - middle) * grown)
    soft_px = np.minimum(_LEAST_SOFT_PX, (x1 - x0) / 4)
    core0 = np.maximum(core0, np.where(ends.soft_start, x0 + soft_px, x0))
    core1 = np.minimum(core1, np.where(ends.soft_end, x1 - soft_px, x1))
    return core0, core1
