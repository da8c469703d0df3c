"""Collects marks by layer and makes them into the batches of a Scene; decides no position and no colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timeline_app.core.event import Symbol
from timeline_app.scene.marks import (
    Areas,
    Batch,
    Clip,
    Lines,
    Rects,
    Role,
    Scene,
    Style,
    Symbols,
    Texts,
    TextStyle,
)
from timeline_app.scene.text_metrics import Line


class Layer(IntEnum):
    """Painting order. Layers from LANES to LABELS scroll with the lanes and are clipped to them."""

    GROUND = 0
    GRID = 1
    PERIODS = 2
    LANES = 3
    DENSITY = 4
    MARKS = 5
    POLES = 6
    CARDS = 7
    LABELS = 8
    HEADERS = 9
    AXIS = 10
    NOTES = 11


@dataclass(frozen=True, slots=True, eq=False)
class Styles:
    """The style of each of many marks: `palette[index[i]]`."""

    palette: Sequence[Style]
    index: NDArray[np.int64]


#: Within a layer, kinds are painted in this order.
_KINDS = ("rects", "areas", "lines", "symbols", "texts")
_CLIPPED = range(Layer.LANES, Layer.AXIS)


class Pen:
    """Takes marks one by one or as columns; `scene` gives them back in painting order."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Layer, str], list[tuple[Any, ...]]] = {}
        self._chunks: dict[tuple[Layer, str], list[tuple[NDArray[Any], ...]]] = {}
        self._styles: dict[str, dict[Style | TextStyle, int]] = {}
        # the same objects come again and again; held here, so that no other takes their place in memory
        self._by_object: dict[int, tuple[Style | TextStyle, int]] = {}
        self._blocks = 0

    def block(self) -> int:
        """A new number for the lines of one wrapped text."""
        self._blocks += 1
        return self._blocks

    def rect(
        self,
        layer: Layer,
        x: float,
        y: float,
        width: float,
        height: float,
        style: Style,
        role: Role,
        event_id: int = 0,
    ) -> None:
        """One rectangle."""
        self._put(layer, "rects", (x, y, width, height, self._style("shape", style), role, event_id))

    def rects(
        self,
        layer: Layer,
        x: ArrayLike,
        y: ArrayLike,
        width: ArrayLike,
        height: ArrayLike,
        style: Style | Styles,
        role: Role,
        event_id: ArrayLike = 0,
    ) -> None:
        """Many rectangles; every column is an array of one length or one value for all."""
        self._put_many(layer, "rects", (x, y, width, height), style, role, event_id)

    def line(
        self,
        layer: Layer,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        style: Style,
        role: Role,
        event_id: int = 0,
    ) -> None:
        """One straight stroke."""
        self._put(layer, "lines", (x0, y0, x1, y1, self._style("shape", style), role, event_id))

    def lines(
        self,
        layer: Layer,
        x0: ArrayLike,
        y0: ArrayLike,
        x1: ArrayLike,
        y1: ArrayLike,
        style: Style | Styles,
        role: Role,
        event_id: ArrayLike = 0,
    ) -> None:
        """Many straight strokes."""
        self._put_many(layer, "lines", (x0, y0, x1, y1), style, role, event_id)

    def symbol(
        self,
        layer: Layer,
        x: float,
        y: float,
        size: float,
        symbol: Symbol,
        style: Style,
        role: Role,
        event_id: int = 0,
    ) -> None:
        """One category symbol, centred."""
        self._put(layer, "symbols", (x, y, size, symbol, self._style("shape", style), role, event_id))

    def symbols(
        self,
        layer: Layer,
        x: ArrayLike,
        y: ArrayLike,
        size: ArrayLike,
        symbol: ArrayLike,
        style: Style | Styles,
        role: Role,
        event_id: ArrayLike = 0,
    ) -> None:
        """Many category symbols."""
        self._put_many(layer, "symbols", (x, y, size, symbol), style, role, event_id)

    def area(
        self,
        layer: Layer,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        style: Style,
        role: Role,
        event_id: int = 0,
    ) -> None:
        """One closed polygon; at least three points."""
        self._put(layer, "areas", (x, y, self._style("shape", style), role, event_id))

    def text(
        self,
        layer: Layer,
        x: float,
        baseline: float,
        line: Line,
        style: TextStyle,
        role: Role,
        event_id: int = 0,
        block: int = 0,
    ) -> None:
        """One line of text from its left end; an empty one is left out."""
        if line.text:
            row = (
                x,
                baseline,
                line.width_px,
                line.text,
                line.rtl,
                block,
                self._style("text", style),
                role,
                event_id,
            )
            self._put(layer, "texts", row)

    def labels(
        self,
        layer: Layer,
        x: Sequence[float],
        baseline: Sequence[float],
        lines: Sequence[Line],
        style: TextStyle,
        role: Role,
        event_id: Sequence[int],
    ) -> None:
        """Many lines of text in one style, each a text of its own; none is empty."""
        number, first = self._style("text", style), self._blocks + 1
        self._blocks += len(lines)
        rows = self._rows.setdefault((layer, "texts"), [])
        rows.extend(
            (left, foot, line.width_px, line.text, line.rtl, block, number, role, one)
            for block, (left, foot, line, one) in enumerate(
                zip(x, baseline, lines, event_id, strict=True), first
            )
        )

    def scene(self, width_px: float, height_px: float, clip: Clip | None = None) -> Scene:
        """Everything taken so far; `clip` is set around the layers that scroll with the lanes."""
        batches: list[Batch | Clip] = []
        shapes = tuple(self._styles.get("shape", {}))
        letters = tuple(self._styles.get("text", {}))
        clipping = False
        for layer in Layer:
            if clip is not None and (layer in _CLIPPED) != clipping:
                clipping = not clipping
                batches.append(clip if clipping else Clip(0.0, 0.0, math.inf, math.inf))
            for kind in _KINDS:
                rows = self._rows.get((layer, kind), [])
                chunks = self._chunks.get((layer, kind), [])
                if rows or chunks:
                    batches.append(_batch(kind, rows, chunks, shapes, letters))
        return Scene(width_px, height_px, tuple(batches))

    def _style(self, kind: str, style: Style | TextStyle) -> int:
        at_hand = self._by_object.get(id(style))
        if at_hand is None:
            known = self._styles.setdefault(kind, {})
            at_hand = self._by_object[id(style)] = style, known.setdefault(style, len(known))
        return at_hand[1]

    def _put(self, layer: Layer, kind: str, row: tuple[Any, ...]) -> None:
        self._rows.setdefault((layer, kind), []).append(row)

    def _put_many(
        self,
        layer: Layer,
        kind: str,
        places: tuple[ArrayLike, ...],
        style: Style | Styles,
        role: Role,
        event_id: ArrayLike,
    ) -> None:
        styles: ArrayLike
        if isinstance(style, Style):
            styles = self._style("shape", style)
        else:
            styles = np.array([self._style("shape", one) for one in style.palette], np.int16)[style.index]
        values = (*places, styles, int(role), event_id)
        length = next((len(value) for value in values if isinstance(value, np.ndarray)), 1)
        if length:
            columns = tuple(
                value if isinstance(value, np.ndarray) else np.full(length, value) for value in values
            )
            self._chunks.setdefault((layer, kind), []).append(columns)


def _batch(
    kind: str,
    rows: list[tuple[Any, ...]],
    chunks: list[tuple[NDArray[Any], ...]],
    shapes: tuple[Any, ...],
    letters: tuple[Any, ...],
) -> Batch:
    """The rows, then the chunks, as one batch."""
    if kind == "texts":
        x, baseline, width, text, rtl, block, style, role, event_id = zip(*rows, strict=True)
        return Texts(
            _floats(x),
            _floats(baseline),
            _floats(width),
            tuple(text),
            np.array(rtl, np.bool_),
            np.array(block, np.int64),
            np.array(style, np.int16),
            np.array(role, np.int16),
            np.array(event_id, np.int64),
            letters,
        )
    if kind == "areas":
        xs, ys, style, role, event_id = zip(*rows, strict=True)
        return Areas(
            np.concatenate(xs),
            np.concatenate(ys),
            np.concatenate(([0], np.cumsum([len(part) for part in xs]))).astype(np.int64),
            np.array(style, np.int16),
            np.array(role, np.int16),
            np.array(event_id, np.int64),
            shapes,
        )
    parts: list[tuple[Any, ...]] = [*([tuple(zip(*rows, strict=True))] if rows else []), *chunks]
    whole: Sequence[Any] = (
        parts[0] if len(parts) == 1 else [np.concatenate(column) for column in zip(*parts, strict=True)]
    )
    a, b, c, d, style, role, event_id = whole
    last = (_small(style), _small(role), np.asarray(event_id, np.int64), shapes)
    if kind == "rects":
        return Rects(_floats(a), _floats(b), _floats(c), _floats(d), *last)
    if kind == "lines":
        return Lines(_floats(a), _floats(b), _floats(c), _floats(d), *last)
    return Symbols(_floats(a), _floats(b), _floats(c), _small(d), *last)


def _small(values: Any) -> NDArray[np.int16]:
    return np.asarray(values, np.int16)


def _floats(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, np.float64)
