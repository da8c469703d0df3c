"""Periods: quiet named bands behind everything, in up to three rows of names; never counted as events."""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S
from timeline_app.layout.lanes import pack
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
    for place, period in enumerate(periods):
        own = _colour(stage, period.colour)
        left, width = float(x0[place]), max(float(x1[place] - x0[place]), 1.0)
        in_row = place in shown
        y = top_px + int(rows[place]) * height if in_row else end
        band = Style(fill=with_alpha(own, _BAND_OPACITY))
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
    return end + _more(stage, len(periods) - len(shown), end)


def _more(stage: Stage, hidden: int, y_px: float) -> float:
    """A line that counts the periods that no row has room for; gives its height."""
    if not hidden:
        return 0.0
    font = stage.fonts.density
    line = stage.metrics.line(
        f"+{hidden} {'period' if hidden == 1 else 'periods'} without room for a name", font
    )
    height = stage.metrics.line_height(font) + 2.0
    left = stage.width_px - stage.sizes.edge_px - line.width_px
    baseline = y_px + stage.metrics.ascent(font)
    stage.pen.text(Layer.PERIODS, left, baseline, line, stage.text_style(font, soft=True), Role.PERIOD_LABEL)
    return height


def _colour(stage: Stage, text: str) -> Colour:
    try:
        return colour(text) if text else stage.theme.soft_ink
    except ValueError:
        return stage.theme.soft_ink
