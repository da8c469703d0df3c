"""A question with a few answers, each a button that says what it does; what was not asked for is not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from timeline_app.ui.parts.elided import ElidedButton
from timeline_app.ui.parts.wrapped_label import WrappedLabel

_WIDTH_PX = 480


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its button's words and object name, one sentence on what follows, and what is done."""

    name: str
    words: str
    sentence: str
    does: Callable[[], None]


class ChoiceDialog(QDialog):
    """Asks; the first answer is the one that Enter gives. Esc gives none: `given_up` is done then."""

    def __init__(
        self,
        title: str,
        question: str,
        answers: Sequence[Answer],
        parent: QWidget,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choiceDialog")
        self.setWindowTitle(title)
        self._given_up = given_up
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(6)
        asked = WrappedLabel("", self)
        asked.setObjectName("choiceQuestion")
        asked.set_words(question, composed=True)
        column.addWidget(asked)
        column.addSpacing(8)
        for place, answer in enumerate(answers):
            button = ElidedButton(answer.words, "primary" if place == 0 else "", self)
            button.setObjectName(answer.name)
            button.setAccessibleDescription(answer.sentence)
            button.setAutoDefault(place == 0)
            button.setDefault(place == 0)
            button.clicked.connect(lambda _=False, answer=answer: self._give(answer))
            said = WrappedLabel("soft", self)
            said.set_words(answer.sentence, composed=True)
            column.addWidget(button)
            column.addWidget(said)
            column.addSpacing(6)
        column.addStretch(1)
        leave = QPushButton(self.tr("Cancel"), self)
        leave.setObjectName("choiceCancel")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        column.addLayout(row)
        self.setFixedSize(_WIDTH_PX, column.totalHeightForWidth(_WIDTH_PX))
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def _give(self, answer: Answer) -> None:
        self._given_up = None
        self.accept()
        answer.does()

    def done(self, result: int) -> None:
        """Say so where no answer was given."""
        given_up, self._given_up = self._given_up, None
        super().done(result)
        if given_up is not None:
            given_up()
