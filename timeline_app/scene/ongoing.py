"""The strip that stands for all that lasts throughout the view and has no row of its own: "412 more ongoing".

Zoomed in among very many events hundreds of spans cover the whole view; drawn one by one they would fill it
and say nothing. They are counted in one strip instead, and a click lists them.
"""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import count_words
from timeline_app.layout.level_of_detail import InView, throughout
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Target, TargetInfo
from timeline_app.scene.stage import Stage

#: Fewer than this are no crowd: each is drawn as it is.
_LEAST_ONGOING = 3
_BAR_PX = 4.0


def ongoing_rows(stage: Stage, seen: InView, titled: Int64) -> Int64:
    """The rows, ascending, that last throughout the view and bear no title; none where they are few."""
    rows = throughout(stage.columns, seen, stage.viewport)
    if len(rows) and len(titled):  # few among many
        at = np.minimum(np.searchsorted(rows, titled), len(rows) - 1)
        rows = np.delete(rows, at[rows[at] == titled])
    return rows if len(rows) >= _LEAST_ONGOING else rows[:0]


def draw_ongoing(stage: Stage, rows: Int64, top_px: float, lane: str, *, titled: bool) -> None:
    """The strip, one row of titles high, from `top_px`: a bar across the view and how many it stands for.

    `titled`: others that last as long have rows of their own.
    """
    height, font, width = stage.sizes.label_row_px, stage.fonts.label, stage.width_px
    target = stage.target(TargetInfo(Target.MORE, rows, lane))
    number = count_words(len(rows), stage.picture.style)
    line = stage.metrics.line(f"{number} more ongoing" if titled else f"{number} ongoing", font)
    foot = top_px + height / 2 + stage.metrics.line_height(font) / 2
    bar = Style(fill=stage.theme.control_line)
    stage.pen.rect(Layer.MARKS, 0.0, foot - _BAR_PX / 2, width, _BAR_PX, bar, Role.MORE, target)
    baseline = stage.centred_baseline(top_px + height / 2 - _BAR_PX / 2, font)
    ink = stage.text_style(font, soft=True)
    stage.pen.text(Layer.LABELS, stage.sizes.edge_px, baseline, line, ink, Role.MORE, target)
