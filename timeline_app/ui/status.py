"""The status bar: how many events, the span in view in words, the file and its state. Says, never asks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from timeline_app.core.dates import number_words, span_in_words
from timeline_app.layout.viewport import Viewport
from timeline_app.ui.session import Session

#: Short notices ("Citation copied") stay so long.
NOTICE_MS = 4_000

#: While the view moves its span is told anew this often: with each frame it could not be read.
SPAN_MS = 100


class Status(QStatusBar):
    """Follows the session by itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._session = session
        self._summary = self._label("statusSummary")
        self._span = self._label("statusSpan")
        self._busy = QProgressBar(self)
        self._busy.setObjectName("statusProgress")
        self._busy.setAccessibleName(self.tr("Opening"))
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(120)
        self._busy.hide()
        self._opening = self._label("statusOpening")
        self._file = self._label("statusFile")
        self.addWidget(self._summary)
        self.addWidget(self._span, 1)
        self.addPermanentWidget(self._opening)
        self.addPermanentWidget(self._busy)
        self.addPermanentWidget(self._file)
        session.story_changed.connect(self._tell_file)
        session.filter_changed.connect(self._tell_counts)
        self._moving = QTimer(self, singleShot=True, interval=SPAN_MS)
        self._moving.timeout.connect(self._tell_span)
        session.viewport_changed.connect(self._span_moved)
        session.opening.connect(self._tell_opening)

    def notice(self, words: str) -> None:
        """Show a short notice for some seconds."""
        self.showMessage(words, NOTICE_MS)

    def _tell_counts(self) -> None:
        shown, whole = self._session.shown()
        style = self._session.style
        words = self.tr("{shown} of {whole} events")
        if whole == 1:
            words = self.tr("{shown} of {whole} event")
        self._summary.setText(
            words.format(shown=number_words(shown, style), whole=number_words(whole, style))
        )

    def _span_moved(self) -> None:
        if not self._moving.isActive():
            self._moving.start()

    def _tell_span(self) -> None:
        viewport = self._session.viewport
        self._span.setText(_span_words(viewport, self._session) if viewport else "")

    def _tell_file(self) -> None:
        session = self._session
        name = session.path.name if session.path else ""
        state = self.tr("saved") if session.may_write else self.tr("read only")
        self._file.setText(f"{name}   {state}" if name else "")
        self._file.setToolTip("")
        self._tell_counts()
        self._tell_span()

    def _tell_opening(self, name: str) -> None:
        self._busy.setVisible(bool(name))
        self._opening.setText(self.tr("Opening {}").format(name) if name else "")

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label


def _span_words(viewport: Viewport, session: Session) -> str:
    return span_in_words(viewport.start_s, viewport.end_s, session.style)
