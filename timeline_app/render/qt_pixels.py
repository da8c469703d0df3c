"""Where a painter's pixels are one with the scene's: what may be copied there as an image; decides no place.

Two kinds of marks take Qt long to draw: lines of text, which are the same in frame after frame, and the wide
area of a density. On whole pixels of a raster they are copied as images instead. What is drawn for print
or on a turned or stretched painter stays lines, areas and letters.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from timeline_app.render.qt_glyphs import glyph_runs
from timeline_app.render.qt_styles import DRAWN, colour_of
from timeline_app.scene.marks import Colour, TextStyle

#: So many lines are made into images in one painting: where many come at once, the next ones make the rest.
_MOST_MADE = 8
#: Two generations of so many lines of text are kept as images, 17 kB each: more than one picture shows.
MOST_LINES = 320
#: Fewer points than this are as fast as a polygon.
_STEPS_FROM = 16

#: An image, and where its upper left corner stands from the mark's own place, in px of the scene.
_Stamp = tuple[QImage, float, float]


def whole_ratio(painter: QPainter) -> int:
    """How many pixels make a px of the scene, where that is a whole number on a raster; 0 elsewhere."""
    turn = painter.worldTransform()
    ratio = painter.device().devicePixelRatioF() * turn.m11()
    if ratio != int(ratio) or turn.m22() != turn.m11() or turn.m12() or turn.m21():
        return 0
    if turn.dx() != int(turn.dx()) or turn.dy() != int(turn.dy()):
        return 0
    return int(ratio) if painter.paintEngine().type() == QPaintEngine.Type.Raster else 0


# Lines of text ---------------------------------------------------------------------------------------------

_LineKey = tuple[str, TextStyle, bool, int]


class _Lines:
    """Lines drawn more than once, as images; the ones not drawn for long are forgotten."""

    def __init__(self) -> None:
        self._young: dict[_LineKey, _Stamp] = {}
        self._old: dict[_LineKey, _Stamp] = {}
        self._once: set[_LineKey] = set()
        self._may_make = _MOST_MADE

    def begin(self) -> None:
        """Another painting begins."""
        self._may_make = _MOST_MADE

    def find(self, key: _LineKey) -> _Stamp | None:
        """The line's image; None for one that was never drawn: many are drawn only once."""
        stamp = self._young.get(key)
        if stamp is not None:
            return stamp
        stamp = self._old.get(key)
        if stamp is None:
            if key not in self._once:
                if len(self._once) >= 4 * MOST_LINES:
                    self._once.clear()
                self._once.add(key)
                return None
            if not self._may_make:
                return None
            self._may_make -= 1
            self._once.discard(key)
            stamp = _line_stamp(*key)
        if len(self._young) >= MOST_LINES:
            self._young, self._old = {}, self._young
        self._young[key] = stamp
        return stamp

    def __len__(self) -> int:
        return len(self._young) + len(self._old)


_lines = _Lines()


def begin_painting() -> None:
    """Tell that another scene is painted."""
    _lines.begin()


def lines_kept() -> int:
    """How many lines are kept as images."""
    return len(_lines)


def paint_line(
    painter: QPainter, x: float, baseline: float, text: str, style: TextStyle, rtl: bool, ratio: int
) -> None:
    """A line from its left end on its baseline, in the painter's pen; `ratio` 0 between pixels."""
    stamp = _lines.find((text, style, rtl, ratio)) if ratio else None
    if stamp is None:
        for run in glyph_runs(text, style.font, rtl):
            painter.drawGlyphRun(QPointF(x, baseline), run)
        return
    image, dx, dy = stamp
    if ratio == 1:  # half the cost of a point of floats
        painter.drawImage(int(x + dx), int(baseline + dy), image)
    else:
        painter.drawImage(QPointF(x + dx, baseline + dy), image)


def _line_stamp(text: str, style: TextStyle, rtl: bool, ratio: int) -> _Stamp:
    runs = glyph_runs(text, style.font, rtl)
    box = QRectF()
    for run in runs:
        box = box.united(run.boundingRect())

    def draw(painter: QPainter) -> None:
        painter.setPen(colour_of(style.colour))
        for run in runs:
            painter.drawGlyphRun(QPointF(0.0, 0.0), run)

    return _stamp(box, ratio, draw)


def _stamp(box: QRectF, ratio: int, draw: Callable[[QPainter], None]) -> _Stamp:
    """What `draw` draws within the box around (0, 0), as an image with a pixel's room for what moves."""
    left, top = math.floor(box.left() * ratio) - 1, math.floor(box.top() * ratio) - 1
    right, foot = math.ceil(box.right() * ratio) + 1, math.ceil(box.bottom() * ratio) + 1
    image = QImage(max(right - left, 1), max(foot - top, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    try:
        painter.setRenderHints(DRAWN, True)
        painter.translate(-left, -top)
        painter.scale(ratio, ratio)
        draw(painter)
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image, left / ratio, top / ratio


# Density ---------------------------------------------------------------------------------------------------


def paint_steps(
    painter: QPainter, x: NDArray[np.float64], y: NDArray[np.float64], colour: Colour, ratio: int
) -> bool:
    """An area of columns that begin and end on whole pixels, as an image; False where it is none.

    Such a translucent polygon of 500 columns takes Qt 11 ms, its rectangles 7 ms, the image 0.2 (measured).
    """
    if len(x) < _STEPS_FROM or len(x) % 2:
        return False
    steps = (x[::2] == x[1::2]).all() and (y[1:-1:2] == y[2:-1:2]).all() and y[0] == y[-1]
    if not steps or (x != np.floor(x)).any() or (y[1:-1] > y[0]).any() or (np.diff(x) < 0).any():
        return False
    edge = x[1::2].astype(np.int64) * ratio
    top = np.repeat(y[1:-1:2] * ratio, np.diff(edge))
    foot = float(y[0]) * ratio
    if not len(top) or foot - top.min() <= 0:
        return True
    first, last = math.floor(top.min()), math.ceil(foot)
    shade = _shades(colour)
    ceiling = np.ceil(top)
    row = np.arange(last - first, dtype=np.int32)
    within = row[:, None] >= (ceiling - first).astype(np.int32)
    pixels = np.multiply(within, shade[-1], out=_scratch(within.shape), dtype=np.uint32)
    part = ceiling - top  # the pixel in which a column begins is covered in part
    at = np.flatnonzero((part > 0) & (top < last))
    begun = np.floor(top[at]).astype(np.int64) - first
    pixels[begun, at] = shade[np.rint(part[at] * (len(shade) - 1)).astype(np.int64)]
    if foot < last:
        rest = np.minimum(foot - (last - 1), np.maximum(foot - top, 0.0))
        pixels[-1] = shade[np.rint(rest * (len(shade) - 1)).astype(np.int64)]
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(edge[0] / ratio, first / ratio), image)
    return True


_by_thread = threading.local()


def _scratch(shape: tuple[int, ...]) -> NDArray[np.uint32]:
    """Room for an image that is drawn at once: new memory in each frame would cost as much again."""
    size = math.prod(shape)
    kept: NDArray[np.uint32] | None = getattr(_by_thread, "pixels", None)
    if kept is None or kept.size < size:
        kept = _by_thread.pixels = np.empty(size, np.uint32)
    return kept[:size].reshape(shape)


@lru_cache(maxsize=64)
def _shades(colour: Colour) -> NDArray[np.uint32]:
    """A colour covering nothing to all of a pixel in 255 steps, premultiplied as Qt's 32 bits."""
    red, green, blue, alpha = colour
    opacity = np.arange(256) / 255 * alpha / 255
    parts = [np.rint(opacity * part).astype(np.uint32) for part in (255, red, green, blue)]
    packed = (parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]
    return packed.astype(np.uint32)
