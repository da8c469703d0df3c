"""A scene on a widget, kept as pixels from its second painting on; decides nothing of what is drawn.

While the view moves each scene is painted once, and pixels to keep would cost a third of a frame. While the
pointer moves over a view at rest, the same scene is painted again and again: then its pixels are kept.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from timeline_app.render.qt_painter import paint
from timeline_app.scene.marks import Scene


class PaintedScene:
    """One widget's scene; another scene or another density of pixels makes it forget."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._pixels: QPixmap | None = None

    def draw(self, scene: Scene, painter: QPainter, size: QSize, ratio: float, ground: QColor) -> None:
        """Paint the scene at the painter's origin, as large as the widget, on its ground."""
        if scene is not self._scene:
            self._scene, self._pixels = scene, None
            paint(scene, painter)  # its own ground covers the widget
            return
        if self._pixels is None or self._pixels.devicePixelRatioF() != ratio:
            self._pixels = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
            self._pixels.setDevicePixelRatio(ratio)
            self._pixels.fill(ground)
            kept = QPainter(self._pixels)
            try:
                paint(scene, kept)
            finally:
                kept.end()
        painter.drawPixmap(0, 0, self._pixels)
