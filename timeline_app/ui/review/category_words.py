"""The words by which a category is proposed, as lines to be edited; kept with the person, not in a story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.errors import TimelineError
from timeline_app.core.offsets import utf16_offsets
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work import word_list


class CategoryWords(QDialog):
    """One line a category; `tell` is given what was done, in a sentence."""

    def __init__(
        self, appearance: Appearance, tell: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._told = tell
        self.setObjectName("categoryWords")
        self.setWindowTitle(self.tr("Words for Categories"))
        px = appearance.px
        says = WrappedLabel("soft", self)
        says.set_words(
            self.tr(
                "An event is proposed in the category that most of its words speak for. One line a category: "
                "its name, a colon, its words. “sanction*” also stands for sanctions and sanctioned."
            )
        )
        self.lines = QPlainTextEdit(self)
        self.lines.setObjectName("categoryLines")
        self.lines.setAccessibleName(self.tr("Categories and their words"))
        self.lines.setPlaceholderText(self.tr("Sanctions: sanction*, embargo, tariff*"))
        self.lines.setTabChangesFocus(True)
        self.problem = WrappedLabel("problem", self)
        self.problem.setObjectName("categoryWordsProblem")
        self.problem.setContentsMargins(8, 4, 8, 5)
        self.problem.hide()
        reset = self._button(self.tr("Reset to Defaults"), "resetCategoryWords")
        reset.setToolTip(self.tr("The list that the program came with; nothing is kept before you save"))
        cancel = self._button(self.tr("Cancel"), "leaveCategoryWords")
        keep = self._button(self.tr("Save"), "keepCategoryWords")
        keep.setToolTip(self.tr("Ctrl+Enter"))
        set_role(keep, "primary")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(reset)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(14))
        column.setSpacing(px(10))
        column.addWidget(says)
        column.addWidget(self.lines, 1)
        column.addWidget(self.problem)
        column.addLayout(row)
        reset.clicked.connect(self._reset)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.keep)
        self._fill()
        self.lines.textChanged.connect(lambda: self.problem.set_words(""))
        size = QSize(px(640), px(460))
        room = parent.size() - QSize(24, 24) if parent is not None else size
        self.resize(size.boundedTo(room.expandedTo(QSize(320, 280))))
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep the list as it now is; a line that cannot be read is told, and the cursor set into it."""
        try:
            words = word_list.keep_text(self.lines.toPlainText())
        except word_list.WordListError as problem:
            self._tell(str(problem))
            self._show_line(problem.line)
        except TimelineError as problem:
            self._tell(str(problem))
        else:
            self._told(
                self.tr("Words for categories kept; articles are read with them from now on")
                if words
                else self.tr("No words kept: no category is proposed from now on")
            )
            self.accept()

    def _fill(self) -> None:
        try:
            self.lines.setPlainText(word_list.own_text())
        except TimelineError as problem:
            self.lines.setPlainText(word_list.default_text())
            self._tell(self.tr("{} These are the defaults.").format(problem))

    def _reset(self) -> None:
        """Put the default list in place of the text, as one step that Ctrl+Z takes back."""
        cursor = QTextCursor(self.lines.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(word_list.default_text())
        self.lines.moveCursor(QTextCursor.MoveOperation.Start)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_line(self, number: int) -> None:
        text = self.lines.toPlainText()
        lines = text.splitlines(keepends=True)
        start = len("".join(lines[: number - 1]))
        end = start + len(lines[number - 1].splitlines()[0])
        offsets = utf16_offsets(text)
        cursor = self.lines.textCursor()
        cursor.setPosition(offsets.units(start))
        cursor.setPosition(offsets.units(end), QTextCursor.MoveMode.KeepAnchor)
        self.lines.setTextCursor(cursor)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, sentence: str) -> None:
        self.problem.set_words(sentence)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button
