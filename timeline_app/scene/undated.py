"""The lane of the events without a date, at the foot of the picture: title behind title."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import count_words
from timeline_app.core.event import EventText
from timeline_app.scene.lane_rows import UNDATED_LANE
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Target, TargetInfo
from timeline_app.scene.spans import draw_point
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import Line
from timeline_app.scene.titles import label_line

_MOST_ROWS = 2
#: The lane takes no more than this share of the canvas' height, if need be only its header.
_MOST_SHARE = 0.36
_FOOT_PX = 8.0
#: No more titles than this are looked at: two rows never hold so many.
_MOST_LOOKED_AT = 200
_SYMBOL_GAP_PX = 6.0
_TITLE_GAP_PX = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class UndatedPlan:
    """The titles that fit: (row of the columns, title, x, line), and what the count stands for."""

    undated: Int64
    shown: tuple[tuple[int, Line, float, int], ...]
    hidden: Int64
    more_x_px: float
    row_count: int
    height_px: float


def plan_undated(stage: Stage, undated: Int64, canvas_px: float) -> UndatedPlan:
    """Which titles stand in at most two rows, the most important first; fewer on a low canvas."""
    sizes, fonts = stage.sizes, stage.fonts
    if not len(undated):
        return UndatedPlan(undated, (), undated, 0.0, 0, 0.0)
    room_px = _MOST_SHARE * canvas_px - sizes.lane_header_px - _FOOT_PX
    most_rows = min(_MOST_ROWS, int(room_px / sizes.label_row_px))
    if most_rows < 1:
        return UndatedPlan(undated, (), undated[:0], 0.0, 0, sizes.lane_header_px + 4.0)
    looked_at = undated[:_MOST_LOOKED_AT]
    rows = looked_at[np.argsort(-stage.columns.priority[looked_at].astype(np.int64), kind="stable")]
    texts = stage.words_of_rows(rows)
    mark = sizes.label_symbol_px + _SYMBOL_GAP_PX
    more = stage.metrics.width(_more_words(stage, len(undated)), fonts.more) + _TITLE_GAP_PX
    right = stage.width_px - sizes.edge_px
    shown: list[tuple[int, Line, float, int]] = []
    x, line = sizes.edge_px, 0
    for row in rows.tolist():
        text: EventText | None = texts.get(int(stage.columns.id[row]))
        if text is None:
            continue
        title = label_line(stage, text, right - sizes.edge_px - mark - more)
        last = line == most_rows - 1
        others = len(shown) + 1 < len(undated)
        if x + mark + title.width_px > right - (more if last and others else 0.0):
            if last:
                break
            line, x = line + 1, sizes.edge_px
        shown.append((row, title, x, line))
        x += mark + title.width_px + _TITLE_GAP_PX
    hidden = np.setdiff1d(undated, np.array([row for row, *_ in shown], np.int64))
    height = sizes.lane_header_px + (line + 1) * sizes.label_row_px + _FOOT_PX
    return UndatedPlan(undated, tuple(shown), hidden, x, line + 1, height)


def draw_undated(stage: Stage, plan: UndatedPlan, y: float) -> None:
    """The header, the titles, and "+37" for those that do not fit, which opens the whole list."""
    sizes, fonts, pen = stage.sizes, stage.fonts, stage.pen
    pen.rect(
        Layer.LANES, 0.0, y, stage.width_px, plan.height_px, Style(fill=stage.theme.ground), Role.LANE_LINE
    )
    line_style = Style(stroke=stage.theme.line, stroke_px=1.0)
    pen.line(Layer.LANES, 0.0, y, stage.width_px, y, line_style, Role.LANE_LINE)
    middle = y + sizes.lane_header_px / 2 + 2.0
    head = stage.metrics.line("Undated", fonts.lane_header)
    target = stage.target(TargetInfo(Target.LANE, plan.undated, UNDATED_LANE))
    baseline = stage.centred_baseline(middle, fonts.lane_header)
    style = stage.text_style(fonts.lane_header)
    pen.text(Layer.HEADERS, sizes.edge_px, baseline, head, style, Role.LANE_HEADER, target)
    count = stage.metrics.line(count_words(len(plan.undated), stage.picture.style), fonts.lane_count)
    x = sizes.edge_px + head.width_px + sizes.symbol_gap_px
    soft = stage.text_style(fonts.lane_count, soft=True)
    pen.text(Layer.HEADERS, x, baseline, count, soft, Role.LANE_HEADER, target)
    style, mark = stage.text_style(fonts.label), sizes.label_symbol_px
    top = y + sizes.lane_header_px
    for row, title, x, line in plan.shown:
        row_y = top + (line + 0.5) * sizes.label_row_px
        event_id = int(stage.columns.id[row])
        draw_point(stage, Layer.MARKS, row, x + mark / 2, row_y, mark)
        baseline = stage.centred_baseline(row_y, fonts.label)
        pen.text(
            Layer.LABELS, x + mark + _SYMBOL_GAP_PX, baseline, title, style, Role.TITLE, event_id, pen.block()
        )
        stage.labelled.add(event_id)
    if len(plan.hidden):
        words = stage.metrics.line(_more_words(stage, len(plan.hidden)), fonts.more)
        target = stage.target(TargetInfo(Target.MORE, plan.hidden, UNDATED_LANE))
        row_y = top + (plan.row_count - 0.5) * sizes.label_row_px
        baseline = stage.centred_baseline(row_y, fonts.more)
        pen.text(
            Layer.LABELS, plan.more_x_px, baseline, words, stage.text_style(fonts.more), Role.MORE, target
        )


def _more_words(stage: Stage, count: int) -> str:
    return f"+{count_words(count, stage.picture.style)}"
