"""Periods: quiet named bands behind everything, in up to three rows of names; never counted as events."""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64
from timeline_app.layout.lanes import pack
from timeline_app.layout.time_scale import Float
from timeline_app.scene.marks import Colour, Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import colour, with_alpha

_MOST_ROWS = 3
#: A narrower period is a band without a name.
_LEAST_NAMED_PX = 16.0
_BAND_OPACITY = 0.055
_NAME_OPACITY = 0.16
_EDGE_OPACITY = 0.35
#: The count of the periods without a name stands so far beside them, unless they take more of the width.
_BESIDE_PX = 6.0
_TOGETHER_SHARE = 0.3


def draw_periods(stage: Stage, top_px: float, foot_px: float) -> float:
    """The bands from `top_px` to `foot_px`, their names in rows below the axis; gives where the names end."""
    periods = [
        period
        for period in stage.picture.snapshot.periods
        if period.start_s < stage.viewport.end_s and period.end_s > stage.viewport.start_s
    ]
    if not periods:
        return top_px
    periods.sort(key=lambda period: (period.start_s, -period.end_s, period.id))
    limits = np.array([(period.start_s, period.end_s) for period in periods], np.int64)
    x0 = np.clip(stage.scale.x_px(np.maximum(limits[:, 0], OPEN_START_S)), 0.0, stage.width_px)
    x1 = np.clip(stage.scale.x_px(np.minimum(limits[:, 1], OPEN_END_S)), 0.0, stage.width_px)
    height, font, pad = stage.sizes.period_px, stage.fonts.note, 6.0
    named = np.flatnonzero(x1 - x0 >= _LEAST_NAMED_PX)
    rows = np.full(len(periods), _MOST_ROWS, np.int64)
    rows[named] = pack(x0[named], x1[named], 1.0)
    shown = [place for place in named.tolist() if rows[place] < _MOST_ROWS]
    count = max((int(rows[place]) for place in shown), default=-1) + 1
    end = top_px + count * height
    style = stage.text_style(font, soft=True)
    opacity = _BAND_OPACITY * min(1.0, _MOST_ROWS / _depth(x0, x1))
    for place, period in enumerate(periods):
        own = _colour(stage, period.colour)
        left, width = float(x0[place]), max(float(x1[place] - x0[place]), 1.0)
        in_row = place in shown
        y = top_px + int(rows[place]) * height if in_row else end
        band = Style(fill=with_alpha(own, opacity))
        stage.pen.rect(Layer.PERIODS, left, end, width, foot_px - end, band, Role.PERIOD)
        if not in_row:
            continue
        head = Style(fill=with_alpha(own, _NAME_OPACITY))
        stage.pen.rect(Layer.PERIODS, left, y + 1.0, width, height - 1.0, head, Role.PERIOD)
        edge = Style(stroke=with_alpha(own, _EDGE_OPACITY), stroke_px=1.0)
        for x, second, open_s in (
            (left, period.start_s, OPEN_START_S),
            (left + width, period.end_s, OPEN_END_S),
        ):
            if second != open_s and 0 < x < stage.width_px:
                stage.pen.line(Layer.PERIODS, x, y + 1.0, x, foot_px, edge, Role.PERIOD)
        line = stage.metrics.elide(period.name, font, max(width - 2 * pad, 0.0))
        if line.text and line.text != "…":
            x = left + width - pad - line.width_px if line.rtl else left + pad
            baseline = stage.centred_baseline(y + height / 2, font)
            stage.pen.text(Layer.PERIODS, x, baseline, line, style, Role.PERIOD_LABEL)
    hidden = np.setdiff1d(np.arange(len(periods)), np.array(shown, np.int64))
    return end + _more(stage, x0, x1, hidden, len(shown), end)


def _depth(x0: Float, x1: Float) -> int:
    """How many bands lie upon one another at the most: the more, the fainter is each, and all stay quiet."""
    edges = np.concatenate((x0, x1))
    steps = np.concatenate((np.ones(len(x0), np.int64), -np.ones(len(x1), np.int64)))
    order = np.lexsort((steps, edges))
    return max(int(np.cumsum(steps[order]).max()), 1)


def _more(stage: Stage, x0: Float, x1: Float, hidden: Int64, named: int, y_px: float) -> float:
    """Count the periods without a name in a line, beside them where they stand together; gives its height."""
    if not len(hidden):
        return 0.0
    font, edge = stage.fonts.density, stage.sizes.edge_px
    words = f"{len(hidden)} {'period' if len(hidden) == 1 else 'periods'}"
    line = stage.metrics.line(f"+{words}" if named else words, font)
    height = stage.metrics.line_height(font) + 2.0
    first, last = float(x0[hidden].min()), float(x1[hidden].max())
    left = last + _BESIDE_PX
    if last - first > _TOGETHER_SHARE * stage.width_px:  # within them, where they begin
        left = max(first, 0.0) + _BESIDE_PX
    if left + line.width_px > stage.width_px - edge:
        left = first - _BESIDE_PX - line.width_px
    left = min(max(left, edge), stage.width_px - edge - line.width_px)
    baseline = y_px + stage.metrics.ascent(font)
    stage.pen.text(Layer.PERIODS, left, baseline, line, stage.text_style(font, soft=True), Role.PERIOD_LABEL)
    return height


def _colour(stage: Stage, text: str) -> Colour:
    try:
        return colour(text) if text else stage.theme.soft_ink
    except ValueError:
        return stage.theme.soft_ink
