"""A bar above the picture while files come in: how far, how fast, how long still, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from timeline_app.core.dates import count_words
from timeline_app.ui.messages import announce
from timeline_app.ui.session import Session
from timeline_app.ui.style import set_role

if TYPE_CHECKING:
    from timeline_app.work.importing import ImportProgress

_BAR_PX = 160
_STEPS = 1_000


class ImportBar(QFrame):
    """Hidden while nothing comes in. Signal `cancelled()`."""

    cancelled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importBar")
        set_role(self, "message")
        self._session = session
        self._name = ""
        self.words = QLabel(self)
        self.words.setObjectName("importWords")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("importProgress")
        self.progress.setAccessibleName(self.tr("Import"))
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_BAR_PX)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName("cancelImport")
        set_role(self.cancel, "link")
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self, name: str, words: str) -> None:
        """Show that something has begun with a file, or some; how far it is, is not known yet."""
        self._name = name
        self.words.setText(words)
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        announce(self, words)

    def tell(self, course: ImportProgress, waiting: int = 0) -> None:
        """Show how far it is; `waiting` is how many of the person's changes come after it."""
        if not self.isVisible() or not self.cancel.isEnabled():
            return
        style = self._session.style
        parts = [self.tr("Importing {}").format(self._name)]
        if course.events:
            events = self.tr("1 event") if course.events == 1 else self.tr("{} events")
            parts.append(events.format(count_words(course.events, style)))
            parts.append(self.tr("{} a second").format(count_words(round(course.rate), style)))
        if course.left_s >= 1:
            parts.append(self.tr("{} left").format(left_words(course.left_s)))
        if waiting > 0:
            parts.append(
                self.tr("1 change waits") if waiting == 1 else self.tr("{} changes wait").format(waiting)
            )
        self.words.setText("   ·   ".join(parts))
        if course.events and 0 < course.share < 1:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(round(course.share * _STEPS))
        else:  # all is read and being written, or the file is read as a whole first
            self.progress.setRange(0, 0)

    def finish(self) -> None:
        """Nothing comes in any more."""
        self.hide()
        self.progress.setRange(0, 1)  # a bar without an end would go on moving unseen

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.words.setText(self.tr("Cancelling the import of {}…").format(self._name))
        self.cancelled.emit()


def left_words(seconds: float) -> str:
    """A time that is left, as people say it: "40 s", "3 min"."""
    if seconds < 60:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min"
