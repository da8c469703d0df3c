"""The marks of events: symbols, bars with soft ends, arrows, hollow ones; positions come from layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import Flag, Int64, Mask, Precision
from timeline_app.core.event import Status
from timeline_app.layout.extents import CLIP_MARGIN_PX, FADE_PX, Extents, mark_extents
from timeline_app.layout.time_scale import Float
from timeline_app.scene.marks import Colour, Role, Style, TextStyle
from timeline_app.scene.pen import Layer, Styles
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import with_alpha

#: How many strips a soft end falls off in, by its width in px up to these: steps too small to be seen.
_STRIPS_UNTIL_PX = np.array((8.0, 24.0, 80.0, 240.0))
_STRIPS = (3, 5, 10, 20, 32)

_SNAPPED_FROM = 5


def opacities(strips: int) -> tuple[float, ...]:
    """How solid each strip is, from the firm side outwards."""
    return tuple(0.80 * (1 - (k + 0.5) / strips) ** 1.15 + 0.04 for k in range(strips))


#: An open end points on at the edge of the view.
_ARROW_PX = 8.0

#: A set of dates is one moment within its bounds: all of it is soft.
_ONE_OF_OPACITY = 0.45

_LASTING = int(Flag.ONE_OF | Flag.OPEN_START | Flag.OPEN_END)
_ONE_OF = int(Flag.ONE_OF)
_FINE = int(Precision.DAY)

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
        extents.open_start[at], extents.open_end[at], extents.true0[at], extents.true1[at],
    )  # fmt: skip


def is_point(stage: Stage, rows: Int64, extents: Extents, size_px: float | Float) -> Mask:
    """Which marks are drawn as their category's symbol: dates to the day or finer, no wider than it."""
    fine = stage.columns.precision[rows] <= _FINE
    lasting = (stage.columns.flags[rows] & _LASTING) != 0
    points: Mask = fine & ~lasting & (extents.x1 - extents.x0 <= size_px)
    return points


def draw_marks(
    stage: Stage,
    layer: Layer,
    rows: Int64,
    extents: Extents,
    y_px: NDArray[np.floating[Any]],
    bar_px: float | Float,
    point_px: float | Float,
    rounded_px: float | Float = 0.0,
) -> None:
    """Every row's mark, centred on its `y_px`: a symbol `point_px` wide, or a bar `bar_px` high.

    The ends of a bar that is firm to both are rounded by `rounded_px`. Sizes are of all marks or of each.
    """
    ys = np.asarray(y_px, np.float64)
    hollow = _is_hollow(stage.columns.status(rows))
    points = is_point(stage, rows, extents, point_px)
    at = np.flatnonzero(points)
    if len(at):
        x_px = (extents.x0[at] + extents.x1[at]) / 2
        _draw_points(stage, layer, rows[at], x_px, ys[at], _of(point_px, at), hollow[at])
    if len(at) < len(rows):
        at = np.flatnonzero(~points)
        sizes = _of(bar_px, at), _of(rounded_px, at)
        _draw_bars(stage, layer, rows[at], some(extents, at), ys[at], hollow[at], *sizes)


def _of(size_px: float | Float, at: Int64) -> float | Float:
    """The sizes of some marks, or the one of all."""
    return size_px[at] if isinstance(size_px, np.ndarray) else size_px


def _is_hollow(status: NDArray[np.uint8]) -> Mask:
    hollow: Mask = (status == HOLLOW[0]) | (status == HOLLOW[1])
    return hollow


def _draw_points(
    stage: Stage, layer: Layer, rows: Int64, x_px: Float, y_px: Float, size_px: float | Float, hollow: Mask
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
    hollow: Mask,
    height: float | Float,
    rounded_px: float | Float,
) -> None:
    """Bars in the colours of their categories: firm cores, soft ends in strips, arrows at open ends."""
    ids = stage.columns.id[rows]
    used, place = _used_categories(stage, rows)
    colours = [stage.looks()[index].colour for index in used]
    x0, x1, core0, core1 = extents.x0, extents.x1, extents.core0, extents.core1
    open_start, open_end = extents.open_start, extents.open_end
    pointed = bool(open_start.any() or open_end.any())
    firm0, firm1 = core0, core1
    if pointed:
        fade, arrow = FADE_PX / 2, _ARROW_PX
        x0, x1 = np.where(open_start, x0 + arrow, x0), np.where(open_end, np.maximum(x1 - arrow, x0), x1)
        fade_left, fade_right = np.where(open_start, fade, 0.0), np.where(open_end, fade, 0.0)
        # an open end fades within its last stretch, an imprecise one between its outer and inner bounds
        firm0 = np.where(open_start, np.minimum(np.maximum(core0, x0 + fade_left), core1), core0)
        firm1 = np.where(open_end, np.maximum(np.minimum(core1, x1 - fade_right), firm0), core1)
    heights: Float = height if isinstance(height, np.ndarray) else np.full(len(rows), height)
    top = y - heights / 2
    loose = firm1 - firm0 < 0.5
    # the ends of one that is cut off on both sides are not seen: no need to round them
    cut = (firm0 <= -CLIP_MARGIN_PX) & (firm1 >= stage.width_px + CLIP_MARGIN_PX)
    whole = ~cut & (core0 - x0 < 0.5) & (x1 - core1 < 0.5)
    radius = np.where(whole, rounded_px, 0.0)
    at = np.flatnonzero(~loose)
    if len(at):
        firm = firm0[at], firm1[at], top[at], heights[at], radius[at]
        _draw_firm(stage, layer, *firm, hollow[at], colours, place[at], ids[at])
    plain = loose & ((stage.columns.flags[rows] & _ONE_OF) != 0)
    at = np.flatnonzero(plain)
    if len(at):
        palette = [Style(fill=with_alpha(colour, _ONE_OF_OPACITY)) for colour in colours]
        stage.pen.rects(
            layer,
            x0[at],
            top[at],
            x1[at] - x0[at],
            heights[at],
            Styles(palette, place[at]),
            Role.SOFT,
            ids[at],
        )
    middle = (firm0 + firm1) / 2
    left_end, right_end = np.where(loose, middle, firm0), np.where(loose, middle, firm1)
    at_left = np.flatnonzero((left_end - x0 > 0.5) & ~plain)
    at_right = np.flatnonzero((x1 - right_end > 0.5) & ~plain)
    if len(at_left) or len(at_right):
        at = np.concatenate((at_left, at_right))
        inner = np.concatenate((left_end[at_left], right_end[at_right]))
        outer = np.concatenate((x0[at_left], x1[at_right]))
        kind = np.searchsorted(_STRIPS_UNTIL_PX, np.abs(outer - inner))
        for number in sorted(set(kind.tolist())):
            one = np.flatnonzero(kind == number)
            mark = at[one]
            _draw_fade(
                stage, layer, inner[one], outer[one], top[mark], heights[mark], _STRIPS[number], colours,
                place[mark], ids[mark],
            )  # fmt: skip
    if not pointed:
        return
    for edge, reach_px, chosen in ((x0, -arrow, open_start), (x1, arrow, open_end)):
        for at_edge in np.flatnonzero(chosen).tolist():
            tip = Style(fill=colours[int(place[at_edge])])
            x_px, y_px, half = float(edge[at_edge]), float(y[at_edge]), float(heights[at_edge]) / 2
            _arrow(stage, layer, x_px, y_px, reach_px, half, tip, int(ids[at_edge]))


def _draw_firm(
    stage: Stage,
    layer: Layer,
    left: Float,
    right: Float,
    top: Float,
    height: Float,
    radius: Float,
    hollow: Mask,
    colours: Sequence[Colour],
    colour_of: Int64,
    ids: Int64,
) -> None:
    """The firm parts: full, or hollow ones in outline, which stands within the bar."""
    line = 1.6 * stage.theme.scale
    inset = np.where(hollow, line / 2, 0.0)
    radii = sorted(set(radius.tolist()))
    palette = [Style(fill=colour, radius_px=radius_px) for radius_px in radii for colour in colours]
    if hollow.any():
        canvas = stage.theme.canvas
        palette += [
            Style(fill=canvas, stroke=colour, stroke_px=line, radius_px=radius_px)
            for radius_px in radii
            for colour in colours
        ]
    index = colour_of + len(colours) * (np.searchsorted(radii, radius) + len(radii) * hollow)
    width = np.maximum(right - left - 2 * inset, 1.0)
    stage.pen.rects(
        layer, left + inset, top + inset, width, height - 2 * inset, Styles(palette, index), Role.BAR, ids
    )


def _draw_fade(
    stage: Stage,
    layer: Layer,
    inner: Float,
    outer: Float,
    top: Float,
    height: Float,
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
        np.repeat(height, strips),
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
