"""The text of an article, to be changed; it says how many passages no longer stand in it afterwards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.event import Article
from timeline_app.store.revising import Revised
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role
from timeline_app.work import editing

_SIZE = QSize(640, 640)


class ArticleEditor(QDialog):
    """Changes the text of one article; what another window has changed meanwhile is told, not overwritten."""

    def __init__(self, edits: StoryEdits, article: Article, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articleEditor")
        self.setWindowTitle(self.tr("Edit the Text of “{}”").format(article.head.title))
        self._edits, self._article = edits, article
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("articleSource")
        self.text.setAccessibleName(self.tr("Text of the article"))
        self.text.setPlainText(article.text)
        self._shown = self.text.toPlainText()  # as Qt gives it back: some signs come back as others
        words = WrappedLabel("soft", self)
        words.set_words(
            self.tr("Passages move with the text. One whose words no longer occur is kept and flagged.")
        )
        self._problem = WrappedLabel("problem", self)
        self._problem.setContentsMargins(8, 4, 8, 5)
        self._problem.hide()
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        keep = QPushButton(self.tr("Save"), self)
        keep.setObjectName("keepArticle")
        set_role(keep, "primary")
        keep.clicked.connect(self.keep)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(words)
        column.addWidget(self.text, 1)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.resize(_SIZE.boundedTo(QSize(_SIZE.width(), max(parent.height() - 24, 320))))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep the text as it now is."""
        text, article = self.text.toPlainText(), self._article
        if text == self._shown:
            self.accept()
            return
        self.setEnabled(False)  # until the answer comes
        self._edits.run(
            lambda story: editing.revise_article(
                story, article.head.version_id, text, before=article.text, title=article.head.title
            ),
            self._kept,
            self._refused,
        )

    def reject(self) -> None:
        """Leave the text as it is; not while it is being kept."""
        if self.isEnabled():
            super().reject()

    def _kept(self, revised: Revised) -> None:
        if revised.lost:
            lost = self.tr("1 passage no longer stands in the article: it is kept, and flagged.")
            many = self.tr("{} passages no longer stand in the article: they are kept, and flagged.")
            self._edits.told.emit(lost if revised.lost == 1 else many.format(revised.lost))
        else:
            self._edits.told.emit(self.tr("Article changed"))
        self.accept()

    def _refused(self, sentence: str) -> None:
        self.setEnabled(True)
        self._problem.set_words(sentence)
