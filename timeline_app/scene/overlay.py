"""Rings of selection, hover and keyboard focus, drawn over a Scene and computed from its marks alone."""

from __future__ import annotations

import math
from collections.abc import Collection

from timeline_app.scene.hit_test import outlines_of
from timeline_app.scene.marks import Clip, Role, Scene, Style
from timeline_app.scene.pen import Layer, Pen
from timeline_app.scene.theme import Theme

#: How far a ring stands from what it goes around, px: beside, above, below. The box of words has room
#: above its letters, and what stands above and below it must stay readable.
_WORDS_MARGIN_PX = (6.0, 0.5, 1.5)
_MARK_MARGIN_PX = (3.5, 3.5, 3.5)


def rings(
    scene: Scene,
    theme: Theme,
    selected: Collection[int] = (),
    hovered: int = 0,
    focused: int = 0,
) -> Scene:
    """A scene of rings only: around the events' titles where they stand, else around their marks.

    A selected event has a ring of ink with a halo of the ground's colour, a hovered one a thin ring, the one
    with the keyboard's focus a dashed one. Each has one ring, stronger where it is both selected and focused.
    `hovered` may be a target (negative).
    """
    pen = Pen()
    width, radius = theme.sizes.ring_px, 4.0 * theme.scale
    if hovered and hovered not in selected and hovered != focused:
        _ring(pen, scene, theme, hovered, Style(stroke=theme.soft_ink, stroke_px=width / 2, radius_px=radius))
    for event_id in selected:
        stroke = 1.5 * width if event_id == focused else width
        _ring(pen, scene, theme, event_id, Style(stroke=theme.ink, stroke_px=stroke, radius_px=radius))
    if focused and focused not in selected:
        dashes = (2 * width, 2 * width)
        dashed = Style(stroke=theme.ink, stroke_px=width, dash_px=dashes, radius_px=radius)
        _ring(pen, scene, theme, focused, dashed)
    return pen.scene(scene.width_px, scene.height_px)


def _ring(pen: Pen, scene: Scene, theme: Theme, event_id: int, style: Style) -> None:
    """A ring around every place where the event stands, within the canvas."""
    halo_px = style.stroke_px + 2 * theme.sizes.halo_px
    halo = Style(stroke=theme.canvas, stroke_px=halo_px, radius_px=style.radius_px)
    top, foot = _clip(scene)
    for outline in outlines_of(scene, event_id):
        margins = _WORDS_MARGIN_PX if outline.is_words else _MARK_MARGIN_PX
        beside, above, below = (margin * theme.scale for margin in margins)
        x, y, width, height = outline.box
        x0, x1 = max(x - beside, style.stroke_px), min(x + width + beside, scene.width_px - style.stroke_px)
        y0, y1 = max(y - above, top + style.stroke_px), min(y + height + below, foot - style.stroke_px)
        if x1 > x0 and y1 > y0:
            pen.rect(Layer.NOTES, x0, y0, x1 - x0, y1 - y0, halo, Role.RING, event_id)
            pen.rect(Layer.NOTES, x0, y0, x1 - x0, y1 - y0, style, Role.RING, event_id)


def _clip(scene: Scene) -> tuple[float, float]:
    """From where to where the scene draws what scrolls."""
    for batch in scene.batches:
        if isinstance(batch, Clip) and math.isfinite(batch.height):
            return batch.y, batch.y + batch.height
    return 0.0, scene.height_px
