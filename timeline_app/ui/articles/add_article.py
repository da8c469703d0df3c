"""Asking for an article: its words in a large field, or its file; a drop on the dialog is taken too."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from timeline_app.ui.articles.article_sources import LEAST_WORDS, is_link, is_table
from timeline_app.ui.look import qt_font
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import Appearance, set_role


class AddArticle(QDialog):
    """Signals: `words_given(str)`; `given(object)`: what was dropped; `files_wanted()`, `folder_wanted()`."""

    words_given = Signal(str)
    given = Signal(object)
    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("addArticle")
        self.setWindowTitle(self.tr("Add an Article"))
        self.setAcceptDrops(True)
        px = appearance.px
        says = QLabel(
            self.tr("Paste the text of an article, or drop its file here: text, web page, PDF or Word."), self
        )
        says.setWordWrap(True)
        set_role(says, "soft")
        self.words = QPlainTextEdit(self)
        self.words.setObjectName("articleWords")
        self.words.setAccessibleName(self.tr("Text of the article"))
        self.words.setPlaceholderText(self.tr("Headline, date and text…"))
        self.words.setFont(qt_font(appearance.theme.fonts.article))
        self.words.setAcceptDrops(False)
        self.words.setTabChangesFocus(True)
        self.answer = WrappedLabel("problem", self)
        self.answer.setObjectName("articleAnswer")
        self.answer.setContentsMargins(8, 4, 8, 5)
        self.answer.hide()
        files = QPushButton(self.tr("Open Files…"), self)
        files.setObjectName("articleFiles")
        files.setAutoDefault(False)
        folder = QPushButton(self.tr("Open a Folder…"), self)
        folder.setObjectName("articleFolder")
        folder.setAutoDefault(False)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        self.read = QPushButton(self.tr("Read It"), self)
        self.read.setObjectName("articleRead")
        self.read.setToolTip(self.tr("Ctrl+Enter"))
        self.read.setDefault(True)
        set_role(self.read, "primary")
        row = QHBoxLayout()
        row.addWidget(files)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(10))
        column.addWidget(says)
        column.addWidget(self.words, 1)
        column.addWidget(self.answer)
        column.addLayout(row)
        files.clicked.connect(lambda: self._leave_for(self.files_wanted))
        folder.clicked.connect(lambda: self._leave_for(self.folder_wanted))
        cancel.clicked.connect(self.reject)
        self.read.clicked.connect(self._give)
        self.words.textChanged.connect(self._tell)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._give)
        self._take_clipboard()
        self._tell()
        self.resize(QSize(px(640), px(460)))
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_clipboard(self) -> None:
        """Offer the words on the clipboard, where they may well be an article."""
        data = QGuiApplication.clipboard().mimeData()
        words = data.text() if data is not None and data.hasText() and not data.hasUrls() else ""
        if (
            len(words.split()) >= 10 * LEAST_WORDS
            and not is_table(words.strip())
            and not is_link(words.strip())
        ):
            self.words.setPlainText(words)
            self.words.selectAll()

    def _tell(self) -> None:
        """Answer what is no article, and let the rest be read."""
        words = self.words.toPlainText().strip()
        answer = ""
        if is_link(words):
            answer = self.tr(
                "This program stays offline: paste the article’s text, or save the page and drop it."
            )
        elif is_table(words):
            answer = self.tr("These are rows of a table: close this and paste them over the timeline.")
        self.answer.set_words(answer)
        self.read.setEnabled(not answer and len(words.split()) >= LEAST_WORDS)

    def _give(self) -> None:
        if self.read.isEnabled():
            words = self.words.toPlainText()
            self.accept()
            self.words_given.emit(words)

    def _leave_for(self, signal: object) -> None:
        self.accept()
        signal.emit()  # type: ignore[attr-defined]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and selections are taken."""
        data: QMimeData = event.mimeData()
        if data.hasUrls() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Give away what was dropped."""
        event.acceptProposedAction()
        self.given.emit(event.mimeData())
        self.accept()
