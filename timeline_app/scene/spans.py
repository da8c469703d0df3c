"""The marks of events: symbols, bars with soft ends, arrows, hollow ones; positions come from layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timeline_app.core.columns import Flag, Int64, Mask, Precision
from timeline_app.core.event import Status
from timeline_app.layout.extents import CLIP_MARGIN_PX, FADE_PX, Extents, mark_extents
from timeline_app.layout.time_scale import Float
from timeline_app.scene.marks import Colour, Role, Style, TextStyle
from timeline_app.scene.pen import Layer, Styles
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import with_alpha

#: How many strips a soft end falls off in, by its width in px: steps too small to be seen.
_STRIPS = ((8.0, 3), (24.0, 5), (80.0, 10), (240.0, 20), (np.inf, 32))

_SNAPPED_FROM = 5


def opacities(strips: int) -> tuple[float, ...]:
    """How solid each strip is, from the firm side outwards."""
    return tuple(0.80 * (1 - (k + 0.5) / strips) ** 1.15 + 0.04 for k in range(strips))


#: An open end points on at the edge of the view.
_ARROW_PX = 8.0

#: A set of dates is one moment within its bounds: all of it is soft.
_ONE_OF_OPACITY = 0.45

HOLLOW = (Status.PLANNED, Status.ALLEGED)
SIGNS = {Status.DISPUTED: "?", Status.DENIED: "×"}


def extents_of(stage: Stage, rows: Int64) -> Extents:
    """Where the marks of these rows stand, cut off a little outside the canvas."""
    return mark_extents(
        stage.columns,
        rows,
        stage.scale,
        0.0,
        stage.width_px,
        stage.picture.today_s,
    )


def extents_of_many(stage: Stage, parts: Sequence[Int64]) -> list[Extents]:
    """The same for several sets of rows, asked for at once: many lanes cost no more than one."""
    if not parts:
        return []
    whole = extents_of(stage, np.concatenate(parts))
    ends = np.cumsum([len(part) for part in parts]).tolist()
    return [some(whole, slice(end - len(part), end)) for part, end in zip(parts, ends, strict=True)]


def some(extents: Extents, at: Int64 | slice) -> Extents:
    """The extents of some places."""
    return Extents(
        extents.x0[at], extents.x1[at], extents.core0[at], extents.core1[at], extents.anchor[at],
        extents.open_start[at], extents.open_end[at],
    )  # fmt: skip


def is_point(stage: Stage, rows: Int64, extents: Extents, size_px: float) -> Mask:
    """Which marks are drawn as their category's symbol: dates to the day or finer, no wider than it."""
    fine = stage.columns.precision[rows] <= Precision.DAY
    lasting = (stage.columns.flags[rows] & (Flag.ONE_OF | Flag.OPEN_START | Flag.OPEN_END)) != 0
    points: Mask = fine & ~lasting & (extents.x1 - extents.x0 <= size_px)
    return points


def draw_marks(
    stage: Stage,
    layer: Layer,
    rows: Int64,
    extents: Extents,
    y_px: ArrayLike,
    bar_px: float,
    point_px: float,
    *,
    radius_px: float = 0.0,
) -> None:
    """Every row's mark, centred on its `y_px`; a bar `bar_px` high or a symbol `point_px` wide."""
    ys = np.broadcast_to(np.asarray(y_px, np.float64), rows.shape)
    hollow = _is_hollow(stage.columns.status(rows))
    points = is_point(stage, rows, extents, point_px)
    at = np.flatnonzero(points)
    if len(at):
        x_px = (extents.x0[at] + extents.x1[at]) / 2
        _draw_points(stage, layer, rows[at], x_px, ys[at], point_px, hollow[at])
    for is_hollow in (False, True):
        at = np.flatnonzero(~points & (hollow == is_hollow))
        if len(at):
            _draw_bars(stage, layer, rows[at], some(extents, at), ys[at], is_hollow, bar_px, radius_px)


def _is_hollow(status: NDArray[np.uint8]) -> Mask:
    hollow: Mask = (status == HOLLOW[0]) | (status == HOLLOW[1])
    return hollow


def _draw_points(
    stage: Stage, layer: Layer, rows: Int64, x_px: Float, y_px: Float, size_px: float, hollow: Mask
) -> None:
    """The symbols of many events, as `draw_point` draws one."""
    used, place = _used_categories(stage, rows)
    looks = [stage.looks()[index] for index in used]
    palette = [point_style(stage, look.colour, status) for status in _FIRM_OR_HOLLOW for look in looks]
    symbol = np.array([int(look.symbol) for look in looks], np.int16)[place]
    styles = Styles(palette, place + len(looks) * hollow)
    stage.pen.symbols(layer, x_px, y_px, size_px, symbol, styles, Role.POINT, stage.columns.id[rows])


#: One status of each kind of symbol.
_FIRM_OR_HOLLOW = (Status.NONE, HOLLOW[0])


def _used_categories(stage: Stage, rows: Int64) -> tuple[list[int], Int64]:
    """The categories of some rows, ascending, and which of them each row is of."""
    category = stage.columns.category[rows]
    used = sorted(set(category.tolist()))
    return used, np.searchsorted(np.array(used), category).astype(np.int64)


def draw_point(
    stage: Stage, layer: Layer, row: int, x: float, y: float, size_px: float, role: Role = Role.POINT
) -> None:
    """The symbol of an event's category at a point, hollow for what is planned or alleged."""
    look = stage.category(row)
    status = stage.status(row)
    event_id = int(stage.columns.id[row])
    stage.pen.symbol(
        layer, x, y, size_px, look.symbol, point_style(stage, look.colour, status), role, event_id
    )


def point_style(stage: Stage, colour: Colour, status: Status) -> Style:
    """The fill of a symbol by its event's status."""
    if status in HOLLOW:
        return Style(fill=stage.theme.canvas, stroke=colour, stroke_px=1.6 * stage.theme.scale)
    return Style(fill=colour)


def sign_of(stage: Stage, row: int) -> str:
    """The sign that a disputed or denied event carries; "" for all others."""
    return SIGNS.get(stage.status(row), "")


def sign_style(stage: Stage) -> TextStyle:
    """Signs stand in ink, never in the colour."""
    return stage.text_style(stage.fonts.more)


def _draw_bars(
    stage: Stage,
    layer: Layer,
    rows: Int64,
    extents: Extents,
    y: Float,
    hollow: bool,
    height: float,
    radius: float,
) -> None:
    """Bars in the colours of their categories: firm cores, soft ends in strips, arrows at open ends."""
    pen, ids = stage.pen, stage.columns.id[rows]
    used, place = _used_categories(stage, rows)
    colours = [stage.looks()[index].colour for index in used]
    x0, x1, core0, core1 = extents.x0, extents.x1, extents.core0, extents.core1
    open_start, open_end = extents.open_start, extents.open_end
    fade, arrow = FADE_PX / 2, _ARROW_PX
    x0, x1 = np.where(open_start, x0 + arrow, x0), np.where(open_end, np.maximum(x1 - arrow, x0), x1)
    fade_left, fade_right = np.where(open_start, fade, 0.0), np.where(open_end, fade, 0.0)
    # an open end fades within its last stretch, an imprecise one between its outer and inner bounds
    firm0 = np.where(open_start, np.minimum(np.maximum(core0, x0 + fade_left), core1), core0)
    firm1 = np.where(open_end, np.maximum(np.minimum(core1, x1 - fade_right), firm0), core1)
    top = y - height / 2
    loose = firm1 - firm0 < 0.5
    firm = ~loose
    line = 1.6 * stage.theme.scale if hollow else 0.0
    inset = line / 2
    # the ends of one that is cut off on both sides are not seen: no need to round them
    cut = (firm0 <= -CLIP_MARGIN_PX) & (firm1 >= stage.width_px + CLIP_MARGIN_PX)
    whole = firm & ~cut & (core0 - x0 < 0.5) & (x1 - core1 < 0.5)
    for at, radius_px in ((np.flatnonzero(whole), radius), (np.flatnonzero(firm & ~whole), 0.0)):
        if len(at):
            palette = [
                Style(fill=stage.theme.canvas, stroke=colour, stroke_px=line, radius_px=radius_px)
                if hollow
                else Style(fill=colour, radius_px=radius_px)
                for colour in colours
            ]
            width = np.maximum(firm1[at] - firm0[at] - 2 * inset, 1.0)
            pen.rects(
                layer, firm0[at] + inset, top[at] + inset, width, height - 2 * inset,
                Styles(palette, place[at]), Role.BAR, ids[at],
            )  # fmt: skip
    plain = loose & ((stage.columns.flags[rows] & Flag.ONE_OF) != 0)
    at = np.flatnonzero(plain)
    if len(at):
        palette = [Style(fill=with_alpha(colour, _ONE_OF_OPACITY)) for colour in colours]
        pen.rects(
            layer, x0[at], top[at], x1[at] - x0[at], height, Styles(palette, place[at]), Role.SOFT, ids[at]
        )
    middle = (firm0 + firm1) / 2
    left_end = np.where(loose, middle, firm0)
    right_end = np.where(loose, middle, firm1)
    for end, outer, chosen in (
        (left_end, x0, (left_end - x0 > 0.5) & ~plain),
        (right_end, x1, (x1 - right_end > 0.5) & ~plain),
    ):
        if not chosen.any():
            continue
        least = 0.0
        for widest, strips in _STRIPS:
            length = np.abs(outer - end)
            at = np.flatnonzero(chosen & (length > least) & (length <= widest))
            least = widest
            if len(at):
                _draw_fade(
                    stage, layer, end[at], outer[at], top[at], height, strips, colours, place[at], ids[at]
                )
    half = height / 2
    for edge, reach_px, chosen in ((x0, -arrow, open_start), (x1, arrow, open_end)):
        for at_edge in np.flatnonzero(chosen).tolist():
            tip = Style(fill=colours[int(place[at_edge])])
            x_px, y_px = float(edge[at_edge]), float(y[at_edge])
            _arrow(stage, layer, x_px, y_px, reach_px, half, tip, int(ids[at_edge]))


def _draw_fade(
    stage: Stage,
    layer: Layer,
    inner: Float,
    outer: Float,
    top: Float,
    height: float,
    strips: int,
    colours: Sequence[Colour],
    colour_of: Int64,
    ids: Int64,
) -> None:
    """Strips of falling opacity from the firm end to the outer one, all marks' in one set of columns."""
    share = np.arange(strips + 1) / strips
    edges = inner[:, None] + (outer - inner)[:, None] * share[None, :]
    if strips > _SNAPPED_FROM:
        # on whole pixels no seam shows between two strips
        edges[:, 1:-1] = np.round(edges[:, 1:-1])
    left, right = np.minimum(edges[:, :-1], edges[:, 1:]), np.maximum(edges[:, :-1], edges[:, 1:])
    palette = [Style(fill=with_alpha(colour, opacity)) for colour in colours for opacity in opacities(strips)]
    index = (colour_of[:, None] * strips + np.arange(strips)[None, :]).ravel()
    stage.pen.rects(
        layer,
        left.ravel(),
        np.repeat(top, strips),
        (right - left).ravel(),
        height,
        Styles(palette, index),
        Role.SOFT,
        np.repeat(ids, strips),
    )


def _arrow(
    stage: Stage, layer: Layer, x: float, y: float, length: float, half: float, style: Style, event_id: int
) -> None:
    """A triangle whose base stands at x and whose tip points away."""
    stage.pen.area(
        layer,
        np.array([x + length, x, x]),
        np.array([y, y - half, y + half]),
        style,
        Role.SOFT,
        event_id,
    )
