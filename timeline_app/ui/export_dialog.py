"""The export dialog: what, how large, in which format; a live preview; the words that go with the picture.

It decides nothing about the picture: it fills `PictureOptions`, and the preview is the very Scene that is
written. What is said of the story (headline, credit) is kept with it, where it may be written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.exporting import picture_jobs
from timeline_app.ui.exporting.export_form import ExportForm
from timeline_app.ui.exporting.picture_clipboard import PictureClipboard
from timeline_app.ui.exporting.picture_preview import PicturePreview
from timeline_app.ui.messages import announce
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.story import jobs as story_jobs
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work.picture import Page, Written
from timeline_app.work.presets import PX_PER_INCH, PX_PER_MM, PX_PER_POINT

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile

#: How long typing rests before the preview is composed anew.
_REST_MS = 150

_FORMAT_FILTERS = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "pdf": "PDF (*.pdf)"}

#: Asks for a file: window, suggested path, filter → path, or None where the person gave up.
ChooseFile = Callable[[QWidget, Path, str], Path | None]


def choose_file(parent: QWidget, suggested: Path, kinds: str) -> Path | None:
    """The system's dialog for a file to write, which asks before it replaces one."""
    name, _ = QFileDialog.getSaveFileName(parent, parent.tr("Export the Picture"), str(suggested), kinds)
    return Path(name) if name else None


def _set_setting(name: str, value: str, story: StoryFile) -> None:
    story_jobs.set_setting(story, name, value)


class ExportDialog(QDialog):
    """Exports the picture of the session's story.

    `view_px` is the size of the picture in the window, for “as on screen”. `choose` may stand in for the
    system's file dialog.
    """

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        settings: Settings,
        view_px: QSize,
        parent: QWidget | None = None,
        choose: ChooseFile = choose_file,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export the Picture"))
        self._session = session
        self._appearance = appearance
        self._settings = settings
        self._choose = choose
        self._metrics = TextMetrics()
        self._page: Page | None = None
        self._written: Path | None = None
        self._busy = False
        self._writer = picture_jobs.writing_worker()
        self._clipboard = PictureClipboard(session, self)
        self.preview = PicturePreview(appearance, self)
        self.form = ExportForm(session, appearance, settings, view_px, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._compose)
        self._build()
        self.form.changed.connect(self._rest.start)
        self.form.format_changed.connect(self._tell_size)
        session.filter_changed.connect(self._rest.start)
        self.resize(1080, 700)
        self._compose()

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.size_words = QLabel(self)
        self.size_words.setObjectName("exportSize")
        set_role(self.size_words, "soft")
        self.result_line = QLabel(self)
        self.result_line.setObjectName("exportResult")
        self.result_line.setWordWrap(True)
        self.show_folder = QPushButton(self.tr("Show in folder"), self)
        self.show_folder.setObjectName("exportShowFolder")
        set_role(self.show_folder, "link")
        self.show_folder.clicked.connect(self._show_folder)
        self.show_folder.hide()
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Writing the picture"))
        self.progress.hide()
        self.copy = QPushButton(self.tr("&Copy Picture"), self)
        self.copy.setObjectName("exportCopy")
        self.copy.setToolTip(self.tr("Put the picture on the clipboard, as PNG and SVG"))
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.clicked.connect(self.reject)
        self.export = QPushButton(self.tr("&Export…"), self)
        self.export.setObjectName("exportButton")
        self.export.setDefault(True)
        set_role(self.export, "primary")
        self.export.clicked.connect(self._export)

        scroll = QScrollArea(self)
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(self.form.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width() + 8)

        seen = QVBoxLayout()
        seen.addWidget(self.preview, 1)
        seen.addWidget(self.size_words)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(seen, 1)
        top.addWidget(scroll)
        told = QHBoxLayout()
        told.addWidget(self.result_line, 1)
        told.addWidget(self.show_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(top, 1)
        column.addWidget(self.progress)
        column.addLayout(told)
        column.addLayout(buttons)
        self.export.setEnabled(False)
        self.copy.setEnabled(False)

    # -- the preview --------------------------------------------------------------------------------------

    def _compose(self) -> None:
        picture_jobs.compose(self._session, self.form.options(), self._metrics, self._composed, self._refused)

    def _composed(self, page: Page) -> None:
        self._page = page
        self.form.show_draft(page.metadata.description)
        self.preview.show_scene(page.scene, page.metadata.description)
        self.export.setEnabled(not self._busy)
        self.copy.setEnabled(not self._busy)
        self._tell_size()
        if not self._busy and self._written is None:
            self._tell(" ".join(page.notes))

    def _refused(self, sentence: str) -> None:
        self._page = None
        self.preview.show_scene(None)
        self.export.setEnabled(False)
        self.copy.setEnabled(False)
        self._tell(sentence, problem=True)

    def _tell_size(self) -> None:
        page = self._page
        if page is None:
            self.size_words.clear()
            return
        width_px, height_px = page.scene.width_px, page.scene.height_px
        on_screens = self.form.on_screens()
        parts = [f"{width_px:,.0f} × {height_px:,.0f} px"]
        if not on_screens:
            parts = [f"{width_px / PX_PER_MM:.0f} × {height_px / PX_PER_MM:.0f} mm"]
        if self.form.format() == "png" and (page.dpi != PX_PER_INCH or not on_screens):
            scale = page.dpi / PX_PER_INCH
            pixels = f"{round(width_px * scale):,} × {round(height_px * scale):,}"
            parts.append(self.tr("%1 pixels").replace("%1", pixels))
        least_px = self.form.least_letters_px()
        letters = f"{least_px:.3g} px" if on_screens else f"{least_px / PX_PER_POINT:.2g} pt"
        parts.append(self.tr("letters from %1").replace("%1", letters))
        self.size_words.setText("  ·  ".join(parts))

    # -- writing ------------------------------------------------------------------------------------------

    def _export(self) -> None:
        page = self._page
        if page is None or self._busy:
            return
        kind = self.form.format()
        path = self._choose(self, self._suggested(kind), _FORMAT_FILTERS[kind])
        if path is None:
            return
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        self._settings.put("export/folder", str(path.parent))
        self.form.remember()
        self._keep_with_story()
        self._set_busy(True)
        self._tell(self.tr("Writing %1 …").replace("%1", path.name))
        self._writer.run(
            picture_jobs.write(page, path, self.form.alternative_text()), self._done, self._failed
        )

    def _suggested(self, kind: str) -> Path:
        folder = Path(self._settings.text("export/folder") or Path.home())
        stem = self._session.path.stem if self._session.path else "timeline"
        path, number = folder / f"{stem}.{kind}", 1
        while path.exists():
            number += 1
            path = folder / f"{stem}-{number}.{kind}"
        return path

    def _done(self, written: Written) -> None:
        self._set_busy(False)
        self._written = written.path
        said = self.tr("%1 is written.").replace("%1", written.path.name)
        self._tell(" ".join([said, *written.notes]))
        self.show_folder.show()

    def _failed(self, sentence: str) -> None:
        self._set_busy(False)
        self._tell(sentence, problem=True)

    def _copy(self) -> None:
        if self._page is None or self._busy:
            return
        self._set_busy(True)

        def copied() -> None:
            self._set_busy(False)
            self._tell(self.tr("The picture is on the clipboard."))

        self._clipboard.copy_page(self._page, copied, self._failed)

    def _keep_with_story(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is None or not self._session.may_write:
            return
        for name, value, kept in (
            ("headline", self.form.headline(), snapshot.settings.headline),
            ("credit", self.form.credit(), snapshot.settings.credit),
        ):
            if value != kept:
                self._session.tell(partial(_set_setting, name, value))

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.progress.setVisible(busy)
        self.show_folder.hide()
        for button in (self.export, self.copy):
            button.setEnabled(not busy and self._page is not None)
        self.close_button.setEnabled(not busy)

    def _tell(self, sentence: str, *, problem: bool = False) -> None:
        set_role(self.result_line, "problem" if problem else "soft")
        self.result_line.setText(sentence)
        self.show_folder.hide()
        announce(self.result_line, sentence)

    # -- Qt's ---------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close, unless a picture is just being written."""
        if not self._busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The whole window is closing, perhaps: what is being written is finished first."""
        if self._busy:
            self._writer.close(finish=True)
            self._busy = False
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """End the threads with the dialog."""
        self._rest.stop()
        self._writer.close()
        self._clipboard.close()
        super().done(result)
