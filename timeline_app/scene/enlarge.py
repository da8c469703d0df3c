"""A Scene larger or smaller, moved, or laid over another; knows no meaning of its marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from timeline_app.scene.marks import Areas, Batch, Clip, Lines, Rects, Scene, Style, Symbols, Texts, TextStyle


def enlarged(scene: Scene, factor: float) -> Scene:
    """Every place, length and letter times `factor`."""
    if factor == 1.0:
        return scene
    batches = tuple(_enlarged(batch, factor) for batch in scene.batches)
    return Scene(scene.width_px * factor, scene.height_px * factor, batches)


def moved(scene: Scene, dx_px: float, dy_px: float) -> tuple[Batch | Clip, ...]:
    """The scene's batches, moved."""
    return tuple(_moved(batch, dx_px, dy_px) for batch in scene.batches)


def stacked(width_px: float, height_px: float, parts: Sequence[Sequence[Batch | Clip]]) -> Scene:
    """One scene of several parts, the first at the bottom; a clip ends with its part."""
    batches: list[Batch | Clip] = []
    for part in parts:
        batches.extend(part)
        clips = [batch for batch in part if isinstance(batch, Clip)]
        if clips and math.isfinite(clips[-1].width):
            batches.append(Clip(0.0, 0.0, math.inf, math.inf))
    return Scene(width_px, height_px, tuple(batches))


def _style(style: Style, factor: float) -> Style:
    return style._replace(
        stroke_px=style.stroke_px * factor,
        dash_px=tuple(length * factor for length in style.dash_px),
        radius_px=style.radius_px * factor,
    )


def _text_style(style: TextStyle, factor: float) -> TextStyle:
    return style._replace(font=style.font._replace(size_px=style.font.size_px * factor))


def _enlarged(batch: Batch | Clip, factor: float) -> Batch | Clip:
    match batch:
        case Clip():
            return Clip(batch.x * factor, batch.y * factor, batch.width * factor, batch.height * factor)
        case Rects():
            return replace(
                batch,
                x=batch.x * factor,
                y=batch.y * factor,
                width=batch.width * factor,
                height=batch.height * factor,
                styles=tuple(_style(style, factor) for style in batch.styles),
            )
        case Lines():
            return replace(
                batch,
                x0=batch.x0 * factor,
                y0=batch.y0 * factor,
                x1=batch.x1 * factor,
                y1=batch.y1 * factor,
                styles=tuple(_style(style, factor) for style in batch.styles),
            )
        case Symbols():
            return replace(
                batch,
                x=batch.x * factor,
                y=batch.y * factor,
                size=batch.size * factor,
                styles=tuple(_style(style, factor) for style in batch.styles),
            )
        case Areas():
            return replace(
                batch,
                x=batch.x * factor,
                y=batch.y * factor,
                styles=tuple(_style(style, factor) for style in batch.styles),
            )
        case Texts():
            return replace(
                batch,
                x=batch.x * factor,
                baseline=batch.baseline * factor,
                width=batch.width * factor,
                styles=tuple(_text_style(style, factor) for style in batch.styles),
            )


def _moved(batch: Batch | Clip, dx: float, dy: float) -> Batch | Clip:
    match batch:
        case Clip():
            return replace(batch, x=batch.x + dx, y=batch.y + dy) if math.isfinite(batch.width) else batch
        case Lines():
            return replace(batch, x0=batch.x0 + dx, y0=batch.y0 + dy, x1=batch.x1 + dx, y1=batch.y1 + dy)
        case Texts():
            return replace(batch, x=batch.x + dx, baseline=batch.baseline + dy)
        case _:
            return replace(batch, x=batch.x + dx, y=batch.y + dy)


def renumbered(batches: Sequence[Batch | Clip], from_block: int) -> tuple[Batch | Clip, ...]:
    """The batches with their text blocks counted from another number, so that two scenes' never meet."""
    return tuple(
        replace(batch, block=np.where(batch.block != 0, batch.block + from_block, 0))
        if isinstance(batch, Texts)
        else batch
        for batch in batches
    )
