"""The theme's tokens as Qt's values, and category symbols as icons; names no colour and no font itself."""

from __future__ import annotations

import html
import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from timeline_app.core.event import Category
from timeline_app.render.qt_painter import paint
from timeline_app.scene.marks import Colour, FontStyle, Role, Scene, Style, Symbols
from timeline_app.scene.theme import FAMILY_NAMES, Theme, category_style

#: Icons are drawn once for these densities of the screen.
_DENSITIES = (1.0, 2.0)
_DOT_ROOM_PX = 12
_DOT_PX = 6


def qt_colour(value: Colour) -> QColor:
    """A colour of the theme for Qt."""
    return QColor(*value)


def qt_font(style: FontStyle) -> QFont:
    """A font of the theme for widgets; Qt takes whole px here, halves are rounded up."""
    font = QFont(FAMILY_NAMES[style.family])
    font.setPixelSize(max(1, math.floor(style.size_px + 0.5)))
    font.setWeight(QFont.Weight.DemiBold if style.weight >= 600 else QFont.Weight.Normal)
    font.setItalic(style.italic)
    return font


def plain_hint(text: str) -> str:
    """A text of a story as a tool tip, which would else take `<b>` in it for markup; lines stay lines."""
    return f'<div style="white-space: pre-wrap">{html.escape(text)}</div>' if text else ""


def symbol_pixmap(
    theme: Theme,
    category: Category | None,
    size_px: int,
    density: float = 1.0,
    *,
    fill: Colour | None = None,
) -> QPixmap:
    """A category's symbol on nothing, `size_px` wide, as the picture draws it; `fill` for another colour."""
    look = category_style(theme, category)
    pixmap = QPixmap(math.ceil(size_px * density), math.ceil(size_px * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    middle = np.array([size_px / 2])
    symbols = Symbols(
        x=middle,
        y=middle,
        size=np.array([size_px - 2.0]),
        symbol=np.array([look.symbol], np.int16),
        style=np.zeros(1, np.int16),
        role=np.array([Role.KEY], np.int16),
        event_id=np.zeros(1, np.int64),
        styles=(Style(fill=fill or look.colour),),
    )
    painter = QPainter(pixmap)
    paint(Scene(float(size_px), float(size_px), (symbols,)), painter)
    painter.end()
    return pixmap


@lru_cache(maxsize=1024)
def symbol_icon(theme: Theme, category: Category | None, size_px: int) -> QIcon:
    """A category's symbol as an icon, sharp on screens of one and two device pixels to a px.

    In a selected row, which has the accent's ground, it takes the colour of the words there.
    """
    icon = QIcon()
    for density in _DENSITIES:
        icon.addPixmap(symbol_pixmap(theme, category, size_px, density))
        on_accent = symbol_pixmap(theme, category, size_px, density, fill=theme.on_accent)
        icon.addPixmap(on_accent, QIcon.Mode.Selected)
    return icon


def dot_icon(colour: QColor | None, selected: QColor | None) -> QIcon:
    """A dot, as in a table before the dates in view; nothing, as wide, where there is no colour."""
    icon = QIcon()
    for mode, fill in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Selected, selected)):
        pixmap = QPixmap(_DOT_ROOM_PX * 2, _DOT_ROOM_PX * 2)
        pixmap.setDevicePixelRatio(2.0)
        pixmap.fill(Qt.GlobalColor.transparent)
        if fill is not None:
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            edge_px = (_DOT_ROOM_PX - _DOT_PX) // 2
            painter.drawEllipse(edge_px, edge_px, _DOT_PX, _DOT_PX)
            painter.end()
        icon.addPixmap(pixmap, mode)
    return icon
