"""What can be made of an article that is read: events and passages of its words, and another text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.session import Session
from timeline_app.ui.status import Status

if TYPE_CHECKING:
    from timeline_app.core.draft import EventDraft


class ReadingWindow(Protocol):
    """What these commands need of their window."""

    session: Session
    passage: PassagePanel
    status: Status

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class PassageEdits(QObject):
    """The commands on the words selected in the article at hand; `new_event` opens the editor on a draft."""

    def __init__(
        self,
        window: ReadingWindow,
        frame: QWidget,
        edits: StoryEdits,
        new_event: Callable[[EventDraft], None],
    ) -> None:
        super().__init__(frame)
        self._window, self._frame = window, frame
        self._session, self._panel = window.session, window.passage
        self._edits, self._new_event = edits, new_event
        bar = window.passage.quote_bar
        bar.event_wanted.connect(self.event_from_words)
        bar.passage_wanted.connect(self.words_as_passage)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {
            "event-from-words": self.event_from_words,
            "words-as-passage": self.words_as_passage,
            "edit-article": self.edit_article,
        }

    def event_from_words(self) -> None:
        """Open the editor on an event that the selected words support, dated as they say."""
        from timeline_app.work import editing

        found = self._selected()
        if found is not None:
            self._session.ask(
                lambda story: editing.draft_from_quote(story, *found), self._new_event, key="quote"
            )

    def words_as_passage(self) -> None:
        """Support the event at hand by the selected words too."""
        from timeline_app.work import editing

        found, event_id = self._selected(), self._session.current
        if found is None:
            return
        if event_id is None:
            self._window.status.notice(self.tr("Select an event, then words in an article"))
            return

        def add() -> None:
            self._edits.run(
                lambda story: editing.add_passages(story, event_id, [editing.passage_at(story, *found)]),
                lambda _: self._window.status.notice(self.tr("Passage added")),
            )

        self._edits.when_writable(add)

    def edit_article(self) -> None:
        """Open the text of the article at hand to be changed."""
        article = self._panel.article_at_hand()
        if article is None:
            self._window.status.notice(self.tr("Open an article first: click an event"))
            return
        from timeline_app.ui.articles.article_editor import ArticleEditor

        self._edits.when_writable(
            lambda: self._window.show_dialog(ArticleEditor(self._edits, article, self._frame))
        )

    def _selected(self) -> tuple[int, int, int] | None:
        """The article's version, and where the selected words begin and end in it."""
        article = self._panel.article_at_hand()
        start, end = self._panel.article.selected_range()
        if article is None or start >= end:
            self._window.status.notice(self.tr("Select words in an article first"))
            return None
        return article.head.version_id, start, end
