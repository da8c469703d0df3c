"""Events on the clipboard into the story: one step that can be undone; nothing known is doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from timeline_app.ui import moves
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.status import Status

if TYPE_CHECKING:
    from timeline_app.work.carrying import Pasted


class PastedWindow(Protocol):
    """What pasting needs of its window."""

    session: Session
    messages: MessageBar
    status: Status


class EventPasting(QObject):
    """Pastes events that were copied in this or another window of the program."""

    def __init__(self, window: PastedWindow, edits: StoryEdits, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._edits, self._session = window, edits, window.session

    def paste(self, content: bytes) -> None:
        """Put carried events (`clipboard.EVENTS_TYPE`) into the story, once it can be changed."""
        from timeline_app.work import carrying

        tell = self._window.messages.tell
        self._edits.when_writable(
            lambda: self._edits.run(lambda story: carrying.paste(story, content), self._pasted, tell)
        )

    def _pasted(self, pasted: Pasted) -> None:
        """Select them, the new and the known ones, and say what came."""
        self._session.select(pasted.ids, pasted.ids[0] if pasted.ids else None)
        moves.reveal(self._session, pasted.ids)
        self._window.status.notice(self._words(pasted))
        self._edits.touched.emit(pasted.ids)

    def _words(self, pasted: Pasted) -> str:
        tr, known = self.tr, len(pasted.ids) - pasted.new
        here = tr("1 event is here already") if known == 1 else tr("{} events are here already").format(known)
        if not pasted.new:
            return here
        words = tr("1 event pasted") if pasted.new == 1 else tr("{} events pasted").format(f"{pasted.new:,}")
        if pasted.new_articles:
            one, many = tr("with 1 article"), tr("with {} articles")
            words += " " + (one if pasted.new_articles == 1 else many.format(f"{pasted.new_articles:,}"))
        return f"{words}; {here}" if known else words
