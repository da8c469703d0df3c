"""The axis at the top, the stripes below it, and the named lines of today and of an article's day."""

from __future__ import annotations

import math

import numpy as np

from timeline_app.layout.ticks import TickRows, tick_rows
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import Line
from timeline_app.scene.theme import with_alpha

_MAJOR_TICK = 0.22  # shares of the axis' height
_NAMED_TICK = 0.17
_MINOR_TICK = 0.10


def rows_of(stage: Stage) -> TickRows:
    """The ticks of the view, with labels where the theme's fonts let them fit."""
    metrics, fonts = stage.metrics, stage.fonts
    return tick_rows(
        stage.viewport,
        stage.picture.style,
        metrics.measure(fonts.tick_major),
        _without_room if stage.is_compact else metrics.measure(fonts.tick_minor),
    )


def _without_room(_text: str) -> float:
    """The small ticks of a compact picture bear no labels."""
    return math.inf


def draw_axis(stage: Stage, foot_px: float) -> None:
    """The ground, the stripes of every other major unit down to `foot_px`, ticks and their labels."""
    theme, pen, width = stage.theme, stage.pen, stage.width_px
    height = stage.sizes.axis_px
    hair = Style(stroke=theme.line, stroke_px=1.0)
    ticks = rows_of(stage)
    pen.rect(Layer.GROUND, 0.0, 0.0, width, stage.height_px, Style(fill=theme.canvas), Role.GROUND)
    for x0, x1 in ticks.stripe:
        # on whole px a painter fills a stripe in a third of the time, and its edge is one with the grid's
        left, right = max(math.floor(x0), 0.0), min(math.floor(x1), width)
        if right > left:
            pen.rect(
                Layer.GROUND,
                left,
                height,
                right - left,
                foot_px - height,
                Style(fill=theme.stripe),
                Role.STRIPE,
            )
    pen.rect(Layer.AXIS, 0.0, 0.0, width, height, Style(fill=theme.ground), Role.AXIS)
    major = np.array([tick.x_px for tick in ticks.major])
    major, minor = _sharp(major[(major >= 0) & (major <= width)]), _sharp(ticks.minor_x_px)
    strong = Style(stroke=theme.faint_ink, stroke_px=1.0)
    if len(major):
        pen.lines(Layer.GRID, major, height, major, foot_px, hair, Role.GRID)
        pen.lines(Layer.AXIS, major, height * (1 - _MAJOR_TICK), major, height, strong, Role.TICK)
    if len(minor):
        pen.lines(Layer.AXIS, minor, height * (1 - _MINOR_TICK), minor, height, strong, Role.TICK)
    if ticks.named:
        named = _sharp(np.array([tick.x_px for tick in ticks.named]))
        pen.lines(Layer.AXIS, named, height * (1 - _NAMED_TICK), named, height, strong, Role.TICK)
    pen.line(Layer.AXIS, 0.0, height, width, height, hair, Role.AXIS)

    two_rows = not stage.is_compact and bool(ticks.named)
    major_y = height * (0.27 if two_rows else 0.42)
    minor_y = height * 0.64
    for row, font, y, soft in (
        (ticks.major, stage.fonts.tick_major, major_y, False),
        (ticks.named, stage.fonts.tick_minor, minor_y, True),
    ):
        style = stage.text_style(font, soft=soft)
        for tick in row:
            if tick.label and tick.label_x_px >= 0 and tick.label_x_px + tick.label_width_px <= width:
                line = Line(tick.label, tick.label_width_px)
                left = float(math.floor(tick.label_x_px))
                pen.text(Layer.AXIS, left, stage.centred_baseline(y, font), line, style, Role.TICK_LABEL)


def _sharp(x: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Moved to the middle of a pixel, so that hairlines are hairlines at scale 1."""
    return np.floor(x) + 0.5


def draw_named_lines(
    stage: Stage, top_px: float, foot_px: float, note_y_px: float, taken: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Today and the day of publication; gives the x ranges that are taken in the row of notes."""
    picture, theme = stage.picture, stage.theme
    taken = list(taken)
    lines = (
        (picture.today_line_s, "Today", Style(stroke=with_alpha(theme.soft_ink, 0.7), stroke_px=1.0)),
        (
            picture.publication_s,
            "Article published",
            Style(stroke=theme.soft_ink, stroke_px=1.2, dash_px=(1.5, 3.0)),
        ),
    )
    for second, name, style in lines:
        if second is None:
            continue
        x = stage.scale.x_of(second)
        if not 0 <= x <= stage.width_px:
            continue
        x = float(np.floor(x)) + 0.5
        stage.pen.line(Layer.GRID, x, top_px, x, foot_px, style, Role.TODAY)
        font = stage.fonts.note
        line = stage.metrics.line(name, font)
        gap = 5.0 * stage.theme.scale
        for left in (x + gap, x - gap - line.width_px):
            right = left + line.width_px
            clear = all(right + gap <= start or left - gap >= end for start, end in taken)
            if left >= stage.sizes.edge_px and right <= stage.width_px - stage.sizes.edge_px and clear:
                taken.append((left - gap, right + gap))
                stage.pen.text(
                    Layer.NOTES,
                    left,
                    stage.centred_baseline(note_y_px, font),
                    line,
                    stage.text_style(font, soft=True),
                    Role.TODAY_LABEL,
                )
                break
    return taken
