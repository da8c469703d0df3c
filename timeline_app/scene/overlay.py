"""Rings of selection, hover and keyboard focus, drawn over a Scene and computed from its marks alone."""

from __future__ import annotations

import math
from collections.abc import Collection

from timeline_app.scene.hit_test import Box, boxes_of
from timeline_app.scene.marks import Clip, Role, Scene, Style
from timeline_app.scene.pen import Layer, Pen
from timeline_app.scene.theme import Theme


def rings(
    scene: Scene,
    theme: Theme,
    selected: Collection[int] = (),
    hovered: int = 0,
    focused: int = 0,
) -> Scene:
    """A scene of rings only: around the events' titles where they stand, else around their marks.

    A selected event has a ring of ink with a halo of the ground's colour, a hovered one a thin ring, the one
    with the keyboard's focus a dashed one outside it. `hovered` may be a target (negative).
    """
    pen = Pen()
    width = theme.sizes.ring_px
    halo = theme.sizes.halo_px
    radius = 4.0 * theme.scale
    if hovered and hovered not in selected:
        thin = Style(stroke=theme.soft_ink, stroke_px=width / 2, radius_px=radius)
        _ring(pen, scene, theme, hovered, 4.0, thin, halo)
    for event_id in selected:
        _ring(
            pen, scene, theme, event_id, 5.0, Style(stroke=theme.ink, stroke_px=width, radius_px=radius), halo
        )
    if focused:
        dashed = Style(
            stroke=theme.ink, stroke_px=width, dash_px=(2 * width, 2 * width), radius_px=radius + halo
        )
        _ring(pen, scene, theme, focused, 5.0 + width + halo, dashed, halo)
    return pen.scene(scene.width_px, scene.height_px)


def _ring(
    pen: Pen, scene: Scene, theme: Theme, event_id: int, margin_px: float, style: Style, halo_px: float
) -> None:
    """A ring around every place where the event stands, within the canvas."""
    halo = Style(stroke=theme.canvas, stroke_px=style.stroke_px + 2 * halo_px, radius_px=style.radius_px)
    top, foot = _clip(scene)
    for box in boxes_of(scene, event_id):
        x, y, ring_width, height = _within(box, margin_px * theme.scale, style.stroke_px, scene, top, foot)
        if ring_width > 0 and height > 0:
            pen.rect(Layer.NOTES, x, y, ring_width, height, halo, Role.RING, event_id)
            pen.rect(Layer.NOTES, x, y, ring_width, height, style, Role.RING, event_id)


def _clip(scene: Scene) -> tuple[float, float]:
    """From where to where the scene draws what scrolls."""
    for batch in scene.batches:
        if isinstance(batch, Clip) and math.isfinite(batch.height):
            return batch.y, batch.y + batch.height
    return 0.0, scene.height_px


def _within(box: Box, margin: float, stroke: float, scene: Scene, top: float, foot: float) -> Box:
    """The box with a margin around it, kept on the canvas."""
    x, y, width, height = box
    x0 = max(x - margin, stroke)
    x1 = min(x + width + margin, scene.width_px - stroke)
    y0 = max(y - 0.6 * margin, top + stroke)
    y1 = min(y + height + 0.6 * margin, foot - stroke)
    return x0, y0, x1 - x0, y1 - y0
