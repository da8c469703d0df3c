"""Scene → QPainter: the screen, the clipboard and print; it decides nothing, measures nothing, wraps nothing.

Rows of a batch are painted in their order, runs of one style in one call: rectangles and lines are handed to
Qt as a pointer into a numpy buffer (5,000 rectangles in 1.4 ms against 6.6 ms as a list of objects).
Text is drawn unhinted, from its left end on its baseline, with the font files `text_metrics` measures with.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from timeline_app.render.qt_glyphs import register_fonts
from timeline_app.render.qt_pixels import begin_painting, paint_line, paint_steps, whole_ratio
from timeline_app.render.qt_styles import DRAWN, brush_of, colour_of, pen_of
from timeline_app.scene.marks import Areas, Clip, Lines, Rects, Scene, Symbols, Texts
from timeline_app.scene.symbols import UNIT_POLYGONS


def paint(scene: Scene, painter: QPainter) -> None:
    """Paint the whole scene at the painter's origin, one scene px to one logical unit of the painter.

    The painter's state is as before afterwards. Call `QPainter.scale` first for another size: text keeps its
    proportions, because nothing is hinted.
    """
    register_fonts()
    painter.save()
    painter.setRenderHints(DRAWN, True)
    ratio = whole_ratio(painter)
    begin_painting()
    clipped = False
    for batch in scene.batches:
        match batch:
            case Clip():
                if clipped:
                    painter.restore()
                clipped = math.isfinite(batch.width)
                if clipped:
                    painter.save()
                    painter.setClipRect(
                        QRectF(batch.x, batch.y, batch.width, batch.height), Qt.ClipOperation.IntersectClip
                    )
            case Rects():
                _paint_rects(batch, painter)
            case Lines():
                _paint_lines(batch, painter)
            case Symbols():
                _paint_symbols(batch, painter)
            case Areas():
                _paint_areas(batch, painter, ratio)
            case Texts():
                _paint_texts(batch, painter, ratio)
    if clipped:
        painter.restore()
    painter.restore()


def _runs(style: NDArray[np.int16]) -> Iterator[tuple[int, int, int]]:
    """First row, row after the last and style of each run of rows with one style."""
    if style.size == 0:
        return
    cuts = np.flatnonzero(style[1:] != style[:-1]) + 1
    firsts = [0, *cuts.tolist()]
    lasts = [*cuts.tolist(), int(style.size)]
    for first, last in zip(firsts, lasts, strict=True):
        yield first, last, int(style[first])


def _wrapped(rows: NDArray[np.float64], kind: type[Any]) -> Any:
    """The rows seen by Qt as an array of `kind` (QRectF or QLineF: doubles only), which must outlive it."""
    return shiboken6.wrapInstance(rows.ctypes.data, kind)


def _paint_rects(batch: Rects, painter: QPainter) -> None:
    rows = np.column_stack((batch.x, batch.y, batch.width, batch.height)).astype(np.float64, copy=False)
    for first, last, index in _runs(batch.style):
        style = batch.styles[index]
        if last - first == 1 and style.stroke is None and style.radius_px == 0:
            x, y, width, height = rows[first].tolist()
            painter.fillRect(QRectF(x, y, width, height), brush_of(style))  # half the cost of a call for many
            continue
        painter.setPen(pen_of(style))
        painter.setBrush(brush_of(style))
        if style.radius_px > 0:
            for x, y, width, height in rows[first:last].tolist():
                radius = min(style.radius_px, width / 2, height / 2)
                painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            painter.drawRects(_wrapped(rows[first:last], QRectF), last - first)


def _paint_lines(batch: Lines, painter: QPainter) -> None:
    rows = np.column_stack((batch.x0, batch.y0, batch.x1, batch.y1)).astype(np.float64, copy=False)
    for first, last, index in _runs(batch.style):
        painter.setPen(pen_of(batch.styles[index]))
        painter.drawLines(_wrapped(rows[first:last], QLineF), last - first)


@lru_cache(maxsize=256)
def _symbol(symbol: int, size: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in (UNIT_POLYGONS[symbol] * size).tolist()])


def _paint_symbols(batch: Symbols, painter: QPainter) -> None:
    # small polygons: images of them were slower (0.7 ms against 0.4 for sixty in a frame)
    x, y, size, symbol = batch.x.tolist(), batch.y.tolist(), batch.size.tolist(), batch.symbol.tolist()
    for first, last, index in _runs(batch.style):
        painter.setPen(pen_of(batch.styles[index]))
        painter.setBrush(brush_of(batch.styles[index]))
        for row in range(first, last):
            painter.drawPolygon(_symbol(symbol[row], size[row]).translated(x[row], y[row]))


def _paint_areas(batch: Areas, painter: QPainter, ratio: int) -> None:
    offset = batch.offset.tolist()
    for first, last, index in _runs(batch.style):
        style = batch.styles[index]
        painter.setPen(pen_of(style))
        painter.setBrush(brush_of(style))
        fill = style.fill if style.stroke is None else None
        for row in range(first, last):
            x, y = batch.x[offset[row] : offset[row + 1]], batch.y[offset[row] : offset[row + 1]]
            if ratio and fill is not None and paint_steps(painter, x, y, fill, ratio):
                continue
            polygon = QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
            painter.drawPolygon(polygon, Qt.FillRule.WindingFill)


def _paint_texts(batch: Texts, painter: QPainter, ratio: int) -> None:
    rtl = batch.rtl.tolist()
    whole = ((batch.x * ratio % 1.0 == 0) & (batch.baseline * ratio % 1.0 == 0)).tolist()
    x, baseline = batch.x.tolist(), batch.baseline.tolist()
    for first, last, index in _runs(batch.style):
        style = batch.styles[index]
        painter.setPen(colour_of(style.colour))
        for row in range(first, last):
            copied = ratio if whole[row] else 0
            paint_line(painter, x[row], baseline[row], batch.text[row], style, rtl[row], copied)
