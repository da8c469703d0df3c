"""The window's own small line drawings, in the theme's soft ink; no files, no icon theme of the desktop."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from timeline_app.scene.theme import Theme
from timeline_app.ui.look import qt_colour


def icon(name: str, theme: Theme) -> QIcon:
    """A small line drawing in soft ink, sharp at one and two pixels to a px."""
    made = QIcon()
    side = round(theme.sizes.ui_icon_px)
    for ratio in (1.0, 2.0):
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(
                qt_colour(theme.soft_ink),
                1.5 * side / 18,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.scale(side / 18, side / 18)
        _DRAWINGS[name](painter)
        painter.end()
        made.addPixmap(pixmap)
    return made


def _draw_search(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(3.0, 3.0, 8.5, 8.5))
    painter.drawLine(QPointF(10.4, 10.4), QPointF(15.0, 15.0))


def _draw_clear(painter: QPainter) -> None:
    painter.drawLine(QPointF(5.0, 5.0), QPointF(13.0, 13.0))
    painter.drawLine(QPointF(13.0, 5.0), QPointF(5.0, 13.0))


def _draw_fit(painter: QPainter) -> None:
    painter.drawLine(QPointF(4.0, 14.0), QPointF(14.0, 4.0))
    for x, y, dx, dy in ((4.0, 14.0, 4.5, -4.5), (14.0, 4.0, -4.5, 4.5)):
        painter.drawLine(QPointF(x, y), QPointF(x + dx, y))
        painter.drawLine(QPointF(x, y), QPointF(x, y + dy))


_DRAWINGS = {"search": _draw_search, "clear": _draw_clear, "fit": _draw_fit}
