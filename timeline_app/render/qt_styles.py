"""How a scene is drawn with Qt: its colours and styles as pens and brushes, each made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from timeline_app.scene.marks import Colour, Style

#: How everything is drawn.
DRAWN = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


@lru_cache(maxsize=512)
def colour_of(colour: Colour) -> QColor:
    """A colour of the scene."""
    return QColor(*colour)


@lru_cache(maxsize=512)
def brush_of(style: Style) -> QBrush:
    """What a style fills with."""
    return QBrush(colour_of(style.fill)) if style.fill is not None else QBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=512)
def pen_of(style: Style) -> QPen:
    """What a style strokes with."""
    if style.stroke is None or style.stroke_px <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(
        QBrush(colour_of(style.stroke)),
        style.stroke_px,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.FlatCap,
        Qt.PenJoinStyle.MiterJoin,
    )
    if style.dash_px:
        # Qt counts dashes in pen widths
        pen.setDashPattern([length / style.stroke_px for length in style.dash_px])
    return pen
