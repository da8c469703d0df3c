"""The marks of events: symbols, bars with soft ends, arrows, hollow ones; positions come from layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from timeline_app.core.columns import Flag, Int64, Mask, Precision
from timeline_app.core.event import Status
from timeline_app.layout.extents import FADE_PX, Extents, mark_extents
from timeline_app.layout.time_scale import Float
from timeline_app.scene.marks import Colour, Role, Style, TextStyle
from timeline_app.scene.pen import Layer
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
    points = is_point(stage, rows, extents, point_px)
    status = stage.columns.status(rows)
    for place in np.flatnonzero(points).tolist():
        draw_point(stage, layer, int(rows[place]), _middle(extents, place), float(ys[place]), point_px)
    bars = np.flatnonzero(~points)
    by_look: dict[tuple[Colour, bool], list[int]] = {}
    for place in bars.tolist():
        colour = stage.category(int(rows[place])).colour
        by_look.setdefault((colour, int(status[place]) in HOLLOW), []).append(place)
    for (colour, hollow), places in by_look.items():
        _draw_bars(stage, layer, rows, extents, ys, np.array(places), colour, hollow, bar_px, radius_px)


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


def _middle(extents: Extents, place: int) -> float:
    return float(extents.x0[place] + extents.x1[place]) / 2


def _draw_bars(
    stage: Stage,
    layer: Layer,
    rows: Int64,
    extents: Extents,
    ys: Float,
    at: Int64,
    colour: Colour,
    hollow: bool,
    height: float,
    radius: float,
) -> None:
    """Bars of one colour: firm cores, soft ends in strips, arrows at open ends."""
    pen, ids = stage.pen, stage.columns.id[rows[at]]
    x0, x1, core0, core1, y = extents.x0[at], extents.x1[at], extents.core0[at], extents.core1[at], ys[at]
    open_start, open_end = extents.open_start[at], extents.open_end[at]
    fade, arrow = FADE_PX / 2, _ARROW_PX
    x0, x1 = np.where(open_start, x0 + arrow, x0), np.where(open_end, np.maximum(x1 - arrow, x0), x1)
    fade_left, fade_right = np.where(open_start, fade, 0.0), np.where(open_end, fade, 0.0)
    # an open end fades within its last stretch, an imprecise one between its outer and inner bounds
    firm0 = np.where(open_start, np.minimum(np.maximum(core0, x0 + fade_left), core1), core0)
    firm1 = np.where(open_end, np.maximum(np.minimum(core1, x1 - fade_right), firm0), core1)
    top = y - height / 2
    loose = firm1 - firm0 < 0.5
    firm = ~loose
    if hollow:
        line = 1.6 * stage.theme.scale
        look = Style(fill=stage.theme.canvas, stroke=colour, stroke_px=line, radius_px=radius)
        inset = line / 2
    else:
        look, inset = Style(fill=colour, radius_px=radius), 0.0
    whole = firm & (core0 - x0 < 0.5) & (x1 - core1 < 0.5)
    square = Style(look.fill, look.stroke, look.stroke_px)
    for chosen, style in ((whole, look), (firm & ~whole, square)):
        if chosen.any():
            pen.rects(
                layer,
                firm0[chosen] + inset,
                top[chosen] + inset,
                np.maximum(firm1[chosen] - firm0[chosen] - 2 * inset, 1.0),
                height - 2 * inset,
                style,
                Role.BAR,
                ids[chosen],
            )
    soft_of = (stage.columns.flags[rows[at]] & Flag.ONE_OF) != 0
    plain = loose & soft_of
    if plain.any():
        pen.rects(
            layer, x0[plain], top[plain], x1[plain] - x0[plain], height,
            Style(fill=with_alpha(colour, _ONE_OF_OPACITY)), Role.SOFT, ids[plain],
        )  # fmt: skip
    middle = (firm0 + firm1) / 2
    left_end = np.where(loose, middle, firm0)
    right_end = np.where(loose, middle, firm1)
    for end, outer, chosen in (
        (left_end, x0, (left_end - x0 > 0.5) & ~plain),
        (right_end, x1, (x1 - right_end > 0.5) & ~plain),
    ):
        least = 0.0
        for widest, strips in _STRIPS:
            length = np.abs(outer - end)
            at_once = np.flatnonzero(chosen & (length > least) & (length <= widest))
            least = widest
            if len(at_once):
                _draw_fade(
                    stage,
                    layer,
                    end[at_once],
                    outer[at_once],
                    top[at_once],
                    height,
                    strips,
                    colour,
                    ids[at_once],
                )
    half = height / 2
    tip = Style(fill=colour)
    for place in np.flatnonzero(open_start).tolist():
        _arrow(stage, layer, float(x0[place]), float(y[place]), -arrow, half, tip, int(ids[place]))
    for place in np.flatnonzero(open_end).tolist():
        _arrow(stage, layer, float(x1[place]), float(y[place]), arrow, half, tip, int(ids[place]))


def _draw_fade(
    stage: Stage,
    layer: Layer,
    inner: Float,
    outer: Float,
    top: Float,
    height: float,
    strips: int,
    colour: Colour,
    ids: Int64,
) -> None:
    """Strips of falling opacity from the firm end to the outer one, all marks' in one set of columns."""
    share = np.arange(strips + 1) / strips
    edges = inner[:, None] + (outer - inner)[:, None] * share[None, :]
    if strips > _SNAPPED_FROM:
        # on whole pixels no seam shows between two strips
        edges[:, 1:-1] = np.round(edges[:, 1:-1])
    left, right = np.minimum(edges[:, :-1], edges[:, 1:]), np.maximum(edges[:, :-1], edges[:, 1:])
    styles = [Style(fill=with_alpha(colour, opacity)) for opacity in opacities(strips)]
    stage.pen.rects(
        layer,
        left.ravel(),
        np.repeat(top, strips),
        (right - left).ravel(),
        height,
        styles * len(inner),
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
