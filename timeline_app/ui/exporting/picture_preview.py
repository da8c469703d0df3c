"""A page as it will be exported, made small enough to be seen whole; composes nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from timeline_app.render.qt_painter import paint
from timeline_app.scene.marks import Scene
from timeline_app.ui.look import qt_colour
from timeline_app.ui.style import Appearance

_MARGIN_PX = 16.0


class PicturePreview(QWidget):
    """Shows a Scene in the middle of the room there is, never larger than it is."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picturePreview")
        self.setAccessibleName(self.tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self._appearance = appearance
        self._scene: Scene | None = None
        self._pixmap: QPixmap | None = None

    @property
    def scene(self) -> Scene | None:
        """The Scene that is shown."""
        return self._scene

    def show_scene(self, scene: Scene | None, description: str = "") -> None:
        """Show another Scene; `description` is what a screen reader tells of it."""
        self._scene = scene
        self._pixmap = None
        self.setAccessibleDescription(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a page in landscape."""
        return QSize(640, 460)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page on the panel's ground, with a hairline around it."""
        theme = self._appearance.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), qt_colour(theme.panel))
            scene = self._scene
            if scene is None:
                return
            place = self._place(scene)
            painter.drawPixmap(place.topLeft(), self._painted(scene, place))
            painter.setPen(QPen(qt_colour(theme.line), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)

    def _place(self, scene: Scene) -> QRectF:
        width, height = self.width() - 2 * _MARGIN_PX, self.height() - 2 * _MARGIN_PX
        scale = max(0.01, min(width / scene.width_px, height / scene.height_px, 1.0))
        shown_width, shown_height = round(scene.width_px * scale), round(scene.height_px * scale)
        return QRectF(
            round((self.width() - shown_width) / 2),
            round((self.height() - shown_height) / 2),
            shown_width,
            shown_height,
        )

    def _painted(self, scene: Scene, place: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(round(place.width() * ratio), round(place.height() * ratio))
        if self._pixmap is None or self._pixmap.size() != size:
            pixmap = QPixmap(size)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                painter.scale(place.width() / scene.width_px, place.height() / scene.height_px)
                paint(scene, painter)
            self._pixmap = pixmap
        return self._pixmap


def image_of(scene: Scene, pixels_per_px: float) -> QImage:
    """The Scene as an image of `pixels_per_px` pixels to a layout px."""
    image = QImage(
        max(1, round(scene.width_px * pixels_per_px)),
        max(1, round(scene.height_px * pixels_per_px)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.scale(image.width() / scene.width_px, image.height() / scene.height_px)
        paint(scene, painter)
    return image
