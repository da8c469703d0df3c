"""The strip below the picture: the whole story in greys, at the picture's left and right edges."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport, fit
from timeline_app.scene.edited_lanes import span_of, story_lanes
from timeline_app.scene.lane_rows import LaneRows
from timeline_app.scene.marks import Role, Scene, Style
from timeline_app.scene.pen import Layer, Pen
from timeline_app.scene.picture import NO_LANES
from timeline_app.scene.theme import Theme, with_alpha

#: Events are counted over columns of this width.
COLUMN_PX = 3.0

#: Up to so many events stand as squares of their own; more are columns as high as their count.
_MOST_SQUARES = 60

#: Of more events than this it is asked px by px whether there is one.
_MOST_ONE_BY_ONE = 5_000

_SQUARE_PX = 8.0
_LEAST_COLUMN_HEIGHT_PX = 2.0
_PAD_PX = 6.0
_TICK_PX = 3.0
_HANDLE_PX = (4.0, 16.0)
_LEAST_BRUSH_PX = 6.0
_MARGIN_PX = 12.0


def whole_story(snapshot: StorySnapshot, viewport: Viewport, width_px: float) -> Viewport:
    """The strip's own viewport: every dated event, and at least all of the picture's span.

    Where the picture shows everything it is the picture's own, so that marks stand below marks.
    """
    span = span_of(snapshot)
    if span is None:
        return viewport.resized(width_px) if viewport.width_px != width_px else viewport
    if viewport.contains(*span):
        return fit(viewport.start_s, viewport.end_s, width_px)
    whole = fit(span[0], span[1], width_px, _MARGIN_PX, _MARGIN_PX)
    if viewport.start_s < whole.start_s or viewport.end_s > whole.end_s:
        start_s, end_s = min(viewport.start_s, whole.start_s), max(viewport.end_s, whole.end_s)
        whole = fit(start_s, end_s, width_px, 2.0, 2.0)
    return whole


def shows_everything(snapshot: StorySnapshot, viewport: Viewport) -> bool:
    """Whether every dated event is in view, so that the strip is a thin line without a brush."""
    span = span_of(snapshot)
    return span is None or viewport.contains(*span)


def compose_overview(
    snapshot: StorySnapshot,
    mask: RowSet | None,
    whole: Viewport,
    height_px: float,
    theme: Theme,
    selected: Collection[int] = (),
    today_s: int | None = None,
    *,
    thin: bool = False,
    edited: RowSet | None = None,
) -> Scene:
    """All events faint, those that pass solid, selection and today as ticks; `whole` is the strip's viewport.

    `mask` and `edited` as in `Picture`. `thin`: the picture shows everything, so the strip is a line. What
    moves with the view is `compose_brush`.
    """
    pen = Pen()
    width_px = whole.width_px
    pen.rect(Layer.GROUND, 0.0, 0.0, width_px, height_px, Style(fill=theme.ground), Role.GROUND)
    edge = Style(stroke=theme.line, stroke_px=1.0)
    pen.line(Layer.GROUND, 0.0, 0.5, width_px, 0.5, edge, Role.AXIS)
    base_y = height_px / 2 if thin else height_px - _PAD_PX
    pen.line(Layer.GRID, 0.0, base_y, width_px, base_y, Style(stroke=theme.line, stroke_px=1.2), Role.AXIS)

    everyone = story_lanes(snapshot, None, NO_LANES).whole
    passing = story_lanes(snapshot, mask, NO_LANES, edited).whole
    faint, solid = Style(fill=theme.overview_faint), Style(fill=theme.overview)
    if everyone.total <= _MOST_SQUARES or thin:
        size = min(_SQUARE_PX, height_px * 0.4)
        y = base_y if thin else base_y - size / 2 - 1.0
        for lane, style in ((everyone, faint), (passing, solid)):
            if style is faint and passing.total == everyone.total:
                continue
            x = _seen(lane, whole, width_px)
            pen.rects(Layer.MARKS, x - size / 2, y - size / 2, size, size, style, Role.DENSITY)
    else:
        room = base_y - _PAD_PX
        edges = _edges(whole, width_px)
        all_counts = everyone.starts(edges)
        greatest = float(all_counts.max(initial=1))
        for lane, style in ((everyone, faint), (passing, solid)):
            if style is faint and passing.total == everyone.total:
                continue
            counts = all_counts if lane is everyone else passing.starts(edges)
            at = np.flatnonzero(counts)
            height = np.maximum(room * counts[at] / greatest, _LEAST_COLUMN_HEIGHT_PX)
            pen.rects(
                Layer.MARKS, at * COLUMN_PX, base_y - height, COLUMN_PX - 0.5, height, style, Role.DENSITY
            )
    if today_s is not None:
        today_x = float(math.floor(whole.scale.x_of(today_s))) + 0.5
        if 0 <= today_x <= width_px:
            line = Style(stroke=theme.soft_ink, stroke_px=1.0)
            pen.line(Layer.LABELS, today_x, 1.0, today_x, height_px, line, Role.TODAY)
    _draw_selection(pen, snapshot, whole, selected, base_y if thin else height_px / 2, height_px, theme)
    return pen.scene(width_px, height_px)


def compose_brush(whole: Viewport, viewport: Viewport, height_px: float, theme: Theme) -> Scene:
    """What the picture shows of the strip's whole, as a frame to be drawn over the strip."""
    pen = Pen()
    _draw_brush(pen, whole, viewport, height_px, theme)
    return pen.scene(whole.width_px, height_px)


def brush_span(whole: Viewport, viewport: Viewport) -> tuple[float, float]:
    """Where the brush is drawn, on whole px: zoomed in, a view moves far before its brush does."""
    left = float(round(whole.scale.x_of(viewport.start_s)))
    right = float(round(whole.scale.x_of(viewport.end_s)))
    if right - left < _LEAST_BRUSH_PX:
        left = float(round((left + right - _LEAST_BRUSH_PX) / 2))
        right = left + _LEAST_BRUSH_PX
    return left, right


def _seen(lane: LaneRows, whole: Viewport, width_px: float) -> Float:
    """Where those within the strip stand, in whole px, thinned out where they stand on one another."""
    if lane.total > _MOST_ONE_BY_ONE:
        px = np.arange(math.floor(width_px) + 1, dtype=np.float64)
        edges = whole.scale.seconds_of(np.append(px, px[-1] + 1.0) - 0.5)
        return px[lane.starts(edges) > 0]
    x = whole.scale.x_px(lane.at_s())
    inside = x[(x >= 0) & (x <= width_px)]
    return np.unique(np.round(inside))


def _edges(whole: Viewport, width_px: float) -> Int64:
    """The first second of each column, and of the one after the last."""
    count = int(np.ceil(width_px / COLUMN_PX))
    return whole.scale.seconds_of(np.arange(count + 1, dtype=np.float64) * COLUMN_PX)


def _draw_selection(
    pen: Pen,
    snapshot: StorySnapshot,
    whole: Viewport,
    selected: Collection[int],
    y: float,
    height_px: float,
    theme: Theme,
) -> None:
    """A tick of ink for each selected event."""
    if not selected:
        return
    rows = snapshot.rows_of(np.array(sorted(selected), np.int64))
    rows = rows[(rows >= 0) & snapshot.is_dated(rows)]
    x = whole.scale.x_px(snapshot.by_row.at_s[rows])
    tick = min(height_px * 0.6, 18.0)
    halo = Style(fill=theme.ground)
    ink = Style(fill=theme.ink)
    ids = snapshot.by_row.id[rows]
    pen.rects(
        Layer.LABELS,
        x - _TICK_PX / 2 - 1.5,
        y - tick / 2 - 1.5,
        _TICK_PX + 3.0,
        tick + 3.0,
        halo,
        Role.RING,
        ids,
    )
    pen.rects(Layer.LABELS, x - _TICK_PX / 2, y - tick / 2, _TICK_PX, tick, ink, Role.RING, ids)


def _draw_brush(pen: Pen, whole: Viewport, viewport: Viewport, height_px: float, theme: Theme) -> None:
    """What the picture shows, as a frame with a handle at either side."""
    left, right = brush_span(whole, viewport)
    frame = Style(fill=with_alpha(theme.accent, 0.10), stroke=theme.accent, stroke_px=1.5, radius_px=3.0)
    pen.rect(Layer.NOTES, left, 2.0, right - left, height_px - 4.0, frame, Role.BRUSH)
    handle = Style(fill=theme.accent, radius_px=2.0)
    width, tall = _HANDLE_PX
    tall = min(tall, height_px - 10.0)
    if right - left > 4 * width:
        for x in (left, right):
            pen.rect(Layer.NOTES, x - width / 2, (height_px - tall) / 2, width, tall, handle, Role.BRUSH)
