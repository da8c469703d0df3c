"""The picture on the clipboard, as PNG for most programs and as SVG for those that draw."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.exporting import picture_jobs
from timeline_app.ui.exporting.picture_preview import image_of
from timeline_app.ui.session import Session
from timeline_app.work.picture import Page, PictureOptions
from timeline_app.work.presets import PX_PER_INCH

SVG_TYPE = "image/svg+xml"


class PictureClipboard(QObject):
    """Copies pictures; keeps the thread that SVG is written in."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._metrics = TextMetrics()
        self._writer = picture_jobs.writing_worker()

    def copy(self, options: PictureOptions, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Compose the picture and put it on the clipboard; `done()` or `failed(sentence)` follows."""

        def composed(page: Page) -> None:
            self.copy_page(page, done, failed)

        picture_jobs.compose(self._session, options, self._metrics, composed, failed, key="picture-copy")

    def copy_page(self, page: Page, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Put a page that is composed already on the clipboard."""

        def written(svg: bytes) -> None:
            QGuiApplication.clipboard().setMimeData(mime_of(page, svg))
            done()

        self._writer.run(picture_jobs.svg_of(page), written, failed, key="copy")

    def close(self) -> None:
        """End the thread."""
        self._writer.close()


def mime_of(page: Page, svg: bytes) -> QMimeData:
    """What goes on the clipboard."""
    data = QMimeData()
    data.setData(SVG_TYPE, svg)
    data.setImageData(image_of(page.scene, page.dpi / PX_PER_INCH))
    return data
