"""The picture on paper: a preview that composes anew for each paper, and what it draws there.

The print module of Qt is imported at first use: it needs a system library that others do not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from timeline_app.render.qt_painter import paint
from timeline_app.scene.marks import Scene
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.exporting import picture_jobs
from timeline_app.ui.session import Session
from timeline_app.work.picture import Page, PictureOptions
from timeline_app.work.presets import LEAST_SIDE_PX, PX_PER_INCH

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

#: The margin that is asked of the paper.
MARGIN_MM = 12.0


def print_view(window: QWidget, session: Session) -> None:
    """Open the preview of the session's view; from there it is printed. Problems go to `session.failed`."""
    viewport = session.viewport
    options = PictureOptions(
        lanes=session.lanes,
        filter=session.filter,
        span_s=(viewport.start_s, viewport.end_s) if viewport else None,
    )
    try:
        Printing(session, options, window).open()
    except ImportError:
        session.failed.emit(
            window.tr("Printing needs a library that is missing here; on Debian: apt install libcups2.")
        )


class Printing(QObject):
    """One picture on its way to the printer; goes with its preview."""

    def __init__(self, session: Session, options: PictureOptions, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._options = options
        self._window = window
        self._metrics = TextMetrics()
        self._page: Page | None = None
        self._asked: tuple[float, float] | None = None
        self._printer: QPrinter | None = None
        self.dialog: QPrintPreviewDialog | None = None

    def open(self) -> None:
        """Show the preview, with paper in landscape. Raises ImportError where Qt cannot print."""
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        # the dialog does not keep it
        printer = self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        path = self._session.path
        printer.setDocName(path.stem if path else self.tr("Timeline"))
        dialog = self.dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setObjectName("printPreview")
        dialog.setWindowTitle(self.tr("Print the Picture"))
        dialog.resize(960, 720)
        dialog.paintRequested.connect(self._requested)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.deleteLater()

    def _requested(self, printer: QPrinter) -> None:
        """Draw what is there; where it was made for another paper, have it composed and draw again."""
        size = paper_px(printer)
        if self._asked != size:
            self._asked = size
            wished = replace(self._options, size_px=size, theme="light")
            picture_jobs.compose(
                self._session,
                wished,
                self._metrics,
                self._composed,
                self._session.failed.emit,
                key="picture-print",
            )
        if self._page is not None:
            paint_on_paper(self._page.scene, printer)

    def _composed(self, page: Page) -> None:
        from PySide6.QtPrintSupport import QPrintPreviewWidget

        self._page = page
        if self.dialog is not None:
            for shown in self.dialog.findChildren(QPrintPreviewWidget):
                shown.updatePreview()


def paper_px(printer: QPrinter) -> tuple[float, float]:
    """The printable part of the paper in layout px, at least what can be read."""
    inches = printer.pageRect(printer.Unit.Inch)
    return (
        max(LEAST_SIDE_PX, round(inches.width() * PX_PER_INCH, 2)),
        max(LEAST_SIDE_PX, round(inches.height() * PX_PER_INCH, 2)),
    )


def paint_on_paper(scene: Scene, printer: QPrinter) -> None:
    """Draw the Scene as large as the printable part of the paper allows, in its middle."""
    room = printer.pageRect(printer.Unit.DevicePixel)
    scale = min(room.width() / scene.width_px, room.height() / scene.height_px)
    with QPainter(printer) as painter:
        painter.translate(
            (room.width() - scene.width_px * scale) / 2, (room.height() - scene.height_px * scale) / 2
        )
        painter.scale(scale, scale)
        paint(scene, painter)
