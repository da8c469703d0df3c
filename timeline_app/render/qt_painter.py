"""Scene → QPainter: the screen, the clipboard and print; it decides nothing, measures nothing, wraps nothing.

Rows of a batch are painted in their order, runs of one style in one call: rectangles and lines are handed to
Qt as a pointer into a numpy buffer (5,000 rectangles in 1.4 ms against 6.6 ms as a list of objects).
Text is drawn unhinted, from its left end on its baseline, with the font files `text_metrics` measures with.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QGlyphRun,
    QImage,
    QPaintEngine,
    QPainter,
    QPen,
    QPolygonF,
    QRawFont,
    QTextLayout,
    QTextOption,
)

from timeline_app.core.errors import TimelineError
from timeline_app.scene.marks import (
    Areas,
    Clip,
    Colour,
    Family,
    FontStyle,
    Lines,
    Rects,
    Scene,
    Style,
    Symbols,
    Texts,
)
from timeline_app.scene.symbols import UNIT_POLYGONS
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.unicode_rules import fit_to_draw

_DRAWN = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
_SHAPED_AT_PX = 256


def paint(scene: Scene, painter: QPainter) -> None:
    """Paint the whole scene at the painter's origin, one scene px to one logical unit of the painter.

    The painter's state is as before afterwards. Call `QPainter.scale` first for another size: text keeps its
    proportions, because nothing is hinted.
    """
    register_fonts()
    painter.save()
    painter.setRenderHints(_DRAWN, True)
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
                _paint_areas(batch, painter)
            case Texts():
                _paint_texts(batch, painter)
    if clipped:
        painter.restore()
    painter.restore()


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Hand the program's font files to Qt, once a process; needs a QGuiApplication.

    Raises TimelineError when a file cannot be used, because text measured with another font would overlap.
    """
    for family in Family:
        for weight in (400, 600):
            for italic in (False, True):
                _registered(_metrics().font_path(family, weight, italic))


@lru_cache(maxsize=1)
def _metrics() -> TextMetrics:
    """Asked only which font file draws which piece of a text, never for a width."""
    return TextMetrics()


@lru_cache(maxsize=256)
def _registered(path: Path) -> str:
    """The family that Qt knows the file's font by."""
    number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise TimelineError(f"The font file {path} cannot be used; reinstall the program.")
    return families[0]


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


@lru_cache(maxsize=512)
def _colour(colour: Colour) -> QColor:
    return QColor(*colour)


@lru_cache(maxsize=512)
def _brush(style: Style) -> QBrush:
    return QBrush(_colour(style.fill)) if style.fill is not None else QBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=512)
def _pen(style: Style) -> QPen:
    if style.stroke is None or style.stroke_px <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(
        QBrush(_colour(style.stroke)),
        style.stroke_px,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.FlatCap,
        Qt.PenJoinStyle.MiterJoin,
    )
    if style.dash_px:
        # Qt counts dashes in pen widths
        pen.setDashPattern([length / style.stroke_px for length in style.dash_px])
    return pen


def _paint_rects(batch: Rects, painter: QPainter) -> None:
    rows = np.column_stack((batch.x, batch.y, batch.width, batch.height)).astype(np.float64, copy=False)
    for first, last, index in _runs(batch.style):
        style = batch.styles[index]
        if last - first == 1 and style.stroke is None and style.radius_px == 0:
            x, y, width, height = rows[first].tolist()
            painter.fillRect(QRectF(x, y, width, height), _brush(style))  # half the cost of a call for many
            continue
        painter.setPen(_pen(style))
        painter.setBrush(_brush(style))
        if style.radius_px > 0:
            for x, y, width, height in rows[first:last].tolist():
                radius = min(style.radius_px, width / 2, height / 2)
                painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            painter.drawRects(_wrapped(rows[first:last], QRectF), last - first)


def _paint_lines(batch: Lines, painter: QPainter) -> None:
    rows = np.column_stack((batch.x0, batch.y0, batch.x1, batch.y1)).astype(np.float64, copy=False)
    for first, last, index in _runs(batch.style):
        painter.setPen(_pen(batch.styles[index]))
        painter.drawLines(_wrapped(rows[first:last], QLineF), last - first)


@lru_cache(maxsize=256)
def _symbol(symbol: int, size: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in (UNIT_POLYGONS[symbol] * size).tolist()])


def _paint_symbols(batch: Symbols, painter: QPainter) -> None:
    x, y, size, symbol = batch.x.tolist(), batch.y.tolist(), batch.size.tolist(), batch.symbol.tolist()
    for first, last, index in _runs(batch.style):
        painter.setPen(_pen(batch.styles[index]))
        painter.setBrush(_brush(batch.styles[index]))
        for row in range(first, last):
            painter.drawPolygon(_symbol(symbol[row], size[row]).translated(x[row], y[row]))


def _paint_areas(batch: Areas, painter: QPainter) -> None:
    offset = batch.offset.tolist()
    for first, last, index in _runs(batch.style):
        painter.setPen(_pen(batch.styles[index]))
        painter.setBrush(_brush(batch.styles[index]))
        style = batch.styles[index]
        fill = style.fill if style.stroke is None else None
        for row in range(first, last):
            x, y = batch.x[offset[row] : offset[row + 1]], batch.y[offset[row] : offset[row + 1]]
            if fill is not None and _paint_steps(x, y, fill, painter):
                continue
            polygon = QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
            painter.drawPolygon(polygon, Qt.FillRule.WindingFill)


#: Fewer points than this are as fast as a polygon.
_STEPS_FROM = 16


def _paint_steps(x: NDArray[np.float64], y: NDArray[np.float64], colour: Colour, painter: QPainter) -> bool:
    """An area of columns that begin and end on whole pixels, as an image; False where it is none.

    Such a translucent polygon of 500 columns takes Qt 11 ms, its rectangles 7 ms, the image 0.2 (measured).
    Only on pixels: what is drawn for print stays lines and areas.
    """
    turn = painter.worldTransform()
    scale = painter.device().devicePixelRatioF() * turn.m11()
    whole = scale == int(scale) and turn.dx() == int(turn.dx()) and turn.dy() == int(turn.dy())
    if len(x) < _STEPS_FROM or len(x) % 2 or not whole or turn.m12() or turn.m21():
        return False
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        return False
    steps = (x[::2] == x[1::2]).all() and (y[1:-1:2] == y[2:-1:2]).all() and y[0] == y[-1]
    if not steps or (x != np.floor(x)).any() or (y[1:-1] > y[0]).any() or (np.diff(x) < 0).any():
        return False
    ratio = int(scale)
    edge = x[1::2].astype(np.int64) * ratio
    top = np.repeat(y[1:-1:2] * ratio, np.diff(edge))
    foot = float(y[0]) * ratio
    if not len(top) or foot - top.min() <= 0:
        return True
    first, last = math.floor(top.min()), math.ceil(foot)
    shade = _shades(colour)
    row = np.arange(first, last)
    pixels = np.where(row[:, None] >= np.ceil(top), shade[-1], np.uint32(0))
    begun = np.floor(top).astype(np.int64) - first  # the pixel in which a column begins is covered in part
    part = np.ceil(top) - top
    at = np.flatnonzero((part > 0) & (begun < len(row)))
    pixels[begun[at], at] = shade[np.rint(part[at] * (len(shade) - 1)).astype(np.int64)]
    if foot < last:
        rest = np.minimum(foot - (last - 1), np.maximum(foot - top, 0.0))
        pixels[-1] = shade[np.rint(rest * (len(shade) - 1)).astype(np.int64)]
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(edge[0] / ratio, first / ratio), image)
    return True


@lru_cache(maxsize=64)
def _shades(colour: Colour) -> NDArray[np.uint32]:
    """A colour covering nothing to all of a pixel in 255 steps, premultiplied as Qt's 32 bits."""
    red, green, blue, alpha = colour
    opacity = np.arange(256) / 255 * alpha / 255
    parts = [np.rint(opacity * part).astype(np.uint32) for part in (255, red, green, blue)]
    packed = (parts[0] << 24) | (parts[1] << 16) | (parts[2] << 8) | parts[3]
    return packed.astype(np.uint32)


@lru_cache(maxsize=256)
def _shaping_font(family: Family, weight: int, italic: bool, files: tuple[Path, ...]) -> QFont:
    """The typeface at `_SHAPED_AT_PX`, looked for in `files` in their order."""
    font = QFont()
    font.setFamilies([_registered(file) for file in files])
    font.setPixelSize(_SHAPED_AT_PX)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


#: Labels share a font's cache of drawn glyphs only if they share the object. Known by its `head` table, which
#: holds a checksum of the file: two files may bear one name and number their glyphs differently.
_sized_fonts: dict[tuple[bytes, float], QRawFont] = {}


def _at_size(font: QRawFont, size_px: float) -> QRawFont:
    key = bytes(font.fontTable("head").data()), size_px
    if key not in _sized_fonts:
        sized = QRawFont(font)
        sized.setPixelSize(size_px)
        _sized_fonts[key] = sized
    return _sized_fonts[key]


@lru_cache(maxsize=4096)
def _glyphs(text: str, style: FontStyle, rtl: bool) -> tuple[QGlyphRun, ...]:
    """The shaped line, its glyphs placed from the line's left end on its baseline."""
    shaped = () if rtl or not text else _metrics().glyphs(text, style)
    if text and not shaped:
        return _laid_out(text, style, rtl)
    placed = []
    for part in shaped:
        run = QGlyphRun()
        run.setRawFont(_raw_font(part.path, style.size_px))
        run.setGlyphIndexes(list(part.glyph))
        run.setPositions([QPointF(x * style.size_px, y * style.size_px) for x, y in part.place_em])
        placed.append(run)
    return tuple(placed)


@lru_cache(maxsize=256)
def _raw_font(path: Path, size_px: float) -> QRawFont:
    """A font file at a size; labels share its cache of drawn glyphs because they share the object."""
    return QRawFont(str(path), size_px, QFont.HintingPreference.PreferNoHinting)


def _laid_out(text: str, style: FontStyle, rtl: bool) -> tuple[QGlyphRun, ...]:
    """A line of any script, shaped by Qt.

    Qt rounds a font's size to whole pixels and its advances to 1/64 px, so a line is shaped large and its
    places are scaled down; the glyphs themselves are drawn at the very size.
    """
    text = fit_to_draw(text)
    own = _metrics().font_path(style.family, style.weight, style.italic)
    files = dict.fromkeys((own, *(file for _, file in _metrics().runs(text, style))))
    layout = QTextLayout(text, _shaping_font(style.family, style.weight, style.italic, tuple(files)))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # absolute: a line that runs from the right begins at its left end too
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setPosition(QPointF(0.0, 0.0))
    layout.endLayout()
    scale = style.size_px / _SHAPED_AT_PX
    ascent = line.ascent()
    placed = []
    for run in layout.glyphRuns():
        run.setPositions([QPointF(at.x() * scale, (at.y() - ascent) * scale) for at in run.positions()])
        run.setRawFont(_at_size(run.rawFont(), style.size_px))
        placed.append(run)
    return tuple(placed)


def _paint_texts(batch: Texts, painter: QPainter) -> None:
    x, baseline, rtl = batch.x.tolist(), batch.baseline.tolist(), batch.rtl.tolist()
    for first, last, index in _runs(batch.style):
        style = batch.styles[index]
        painter.setPen(_colour(style.colour))
        for row in range(first, last):
            origin = QPointF(x[row], baseline[row])
            for run in _glyphs(batch.text[row], style.font, rtl[row]):
                painter.drawGlyphRun(origin, run)
