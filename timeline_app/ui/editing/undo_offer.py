"""A sentence that offers to undo what was just done, for as long as that is what undo would take back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session


class UndoOffer(QObject):
    """Tells in the message bar; goes away with the next step, or when the step is undone elsewhere."""

    def __init__(self, session: Session, edits: StoryEdits, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._edits, self._messages = session, edits, messages
        self._label = self._words = ""
        session.story_changed.connect(self._story_changed)

    def tell(self, words: str) -> None:
        """Say what was done last, with a button that undoes it."""
        self._label, self._words = self._session.undo_label, words
        self._messages.tell(words, self.tr("Undo"), self._undo)

    def _undo(self) -> None:
        if self._label and self._label == self._session.undo_label:
            self._edits.undo()

    def _story_changed(self) -> None:
        if self._label and self._session.undo_label != self._label:
            if self._messages.words.text() == self._words:
                self._messages.clear()
            self._label = ""
