"""Articles on their way into the story: read in a worker, reviewed on a page of their own, kept by the edits.

Decides nothing about dates and writes nothing itself. One article is reviewed at a time; others wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui import moves
from timeline_app.ui.articles.article_reader import ArticleReader
from timeline_app.ui.articles.article_shelf import ArticleShelf
from timeline_app.ui.articles.article_sources import Source, file_source
from timeline_app.ui.articles.article_ways_in import ArticleWaysIn
from timeline_app.ui.editing.undo_offer import UndoOffer
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.session import Session
from timeline_app.ui.status import Status
from timeline_app.ui.style import Appearance
from timeline_app.ui.tabs_aside import TabsAside
from timeline_app.ui.timeline_view import TimelineView

if TYPE_CHECKING:
    from timeline_app.core.draft import EventDraft
    from timeline_app.reading.values import Proposal
    from timeline_app.store.database import StoryFile
    from timeline_app.store.search import ArticleHit
    from timeline_app.ui.article_review import ArticleReview
    from timeline_app.work.drafting import Draft
    from timeline_app.work.keeping_reviews import Kept, Sheet
    from timeline_app.work.reviewing import Review

_TITLE_CHARS = 60


class ReadingWindow(Protocol):
    """What these commands need of their window."""

    session: Session
    appearance: Appearance
    view: TimelineView
    messages: MessageBar
    status: Status
    passage: PassagePanel
    pages: QStackedWidget

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class ArticleCommands(QObject):
    """The ways in for articles, and the review of each."""

    def __init__(
        self,
        window: ReadingWindow,
        frame: QMainWindow,
        edits: StoryEdits,
        metrics: TextMetrics,
        new_event: Callable[[EventDraft], None],
    ) -> None:
        super().__init__(frame)
        self._window, self._frame, self._edits = window, frame, edits
        self._session = window.session
        self._metrics = metrics
        self._new_event = new_event
        self.review: ArticleReview | None = None
        self.reader = ArticleReader(self)
        self.ways_in = ArticleWaysIn(window, frame, self._tell)
        self.ways_in.articles_came.connect(self._queue)
        self.ways_in.folder_came.connect(self._read_folder)
        self._tabs = TabsAside(frame)
        self._offer = UndoOffer(window.session, edits, window.messages, self)
        self._busy = False  # what is decided is being written
        self.reader.slow.connect(self._say_reading)
        self.reader.finished.connect(window.messages.clear)
        self.shelf = ArticleShelf(window, frame, edits)
        self.shelf.review_wanted.connect(self.open_version)
        self.shelf.add_wanted.connect(self.ways_in.ask_for_words)
        self._session.opening.connect(lambda name: self._leave_story() if name else None)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {
            "add-article": self.ways_in.ask_for_words,
            "open-articles": self.ways_in.ask_for_files,
            "open-article-folder": self.ways_in.ask_for_folder,
            "paste": self.ways_in.paste,
            "toggle-articles": self.shelf.toggle,
            "review-article": self.review_at_hand,
            "category-words": self._ask_for_category_words,
        }

    def _ask_for_category_words(self) -> None:
        from timeline_app.ui.review.category_words import CategoryWords

        window = self._window
        window.show_dialog(CategoryWords(window.appearance, window.status.notice, self._frame))

    # -- what came ----------------------------------------------------------------------------------------

    def take_data(self, data: QMimeData) -> None:
        """Take what was dropped on the window."""
        self.ways_in.take_data(data)

    def _tell(self, sentence: str) -> None:
        """Say something where it can be seen."""
        if self.is_reviewing() and self.review is not None:
            self.review.note.tell_problem(sentence)
        else:
            self._window.messages.tell(sentence)

    def _read_folder(self, folder: Path) -> None:
        def found(paths: Sequence[Path]) -> None:
            if paths:
                self._queue(tuple(map(file_source, paths)))
            else:
                self._tell(self._frame.tr("There is no article in the folder “{}”.").format(folder.name))

        self.reader.look_into(folder, found, self._tell)

    def _queue(self, sources: Sequence[Source]) -> None:
        if not sources or self._session.snapshot is None:
            return
        self.reader.waiting.extend(sources)
        if self.is_reviewing():
            words = self._frame.tr("“{}” waits until this review is done").format(sources[0].name)
            self._window.status.notice(words)
            self._show_waiting()
        elif not self.reader.name:
            self._next()

    def event_from_hit(self, hit: ArticleHit) -> None:
        """Open the editor on a new event from the sentence in which sought words stand."""
        self.ways_in.draft_from_hit(hit, self._new_event)

    # -- reading ------------------------------------------------------------------------------------------

    def _next(self) -> None:
        """Read the article that waits longest; without one, the timeline is shown."""
        if not self.reader.read_next(self._was_read, self._not_read):
            self._show_timeline()
        elif self.review is not None:
            self.review.setEnabled(False)  # what it shows is done with

    def _say_reading(self, name: str) -> None:
        tr = self._frame.tr
        if self.is_reviewing() and self.review is not None and not self.review.isEnabled():
            self._show_timeline()
        self._window.messages.tell(tr("Reading “{}”…").format(name), tr("Cancel"), self._cancel)

    def _cancel(self) -> None:
        """Stop reading, and forget what waits."""
        self.reader.cancel()
        self._show_timeline()
        self._window.status.notice(self._frame.tr("Reading cancelled; nothing was changed"))

    def _not_read(self, sentence: str) -> None:
        self._next()
        self._window.messages.tell(sentence)

    def _was_read(self, draft: Draft) -> None:
        from timeline_app.work.keeping_reviews import open_draft

        if not draft.article.text.strip():
            name = draft.file.name or self._frame.tr("What was pasted")
            self._not_read(self._frame.tr("“{}” holds no text that can be read.").format(name))
            return
        self._session.ask(
            lambda story: open_draft(story, draft), lambda found: self._begin(*found), self._not_read
        )

    def review_at_hand(self) -> None:
        """Go on with the review of the article that is read in the passage panel."""
        article = self._window.passage.article_at_hand()
        if article is None:
            self._window.status.notice(self._frame.tr("Select an event, or open an article, to review it"))
        else:
            self.open_version(article.head.version_id)

    def open_version(self, version_id: int) -> None:
        """Go on with the review of an article of the story; one that was never read is read now."""
        from timeline_app.work.drafting import propose_again
        from timeline_app.work.keeping_reviews import open_known

        if self.is_reviewing() or self.reader.name:
            self._window.status.notice(self._frame.tr("Finish the review at hand first"))
            return

        def proposed(proposals: tuple[Proposal, ...]) -> None:
            self._session.ask(
                lambda story: open_known(story, version_id, proposals),
                lambda found: self._begin(*found),
                self._not_read,
            )

        def opened(found: tuple[Sheet, Review]) -> None:
            sheet, review = found
            if review.items or review.settled:
                self._begin(sheet, review)
                return
            record = sheet.record
            self.reader.run(
                sheet.title,
                lambda cancelled: propose_again(record, record.published, cancelled),
                proposed,
                self._not_read,
            )

        self._session.ask(lambda story: open_known(story, version_id), opened)

    # -- reviewing ----------------------------------------------------------------------------------------

    def is_reviewing(self) -> bool:
        """Whether the page of a review is shown."""
        return self.review is not None and self._window.pages.currentWidget() is self.review

    def _page(self) -> ArticleReview:
        if self.review is None:
            from timeline_app.ui.article_review import ArticleReview

            page = self.review = ArticleReview(self._window.appearance, self._metrics)
            page.add_wanted.connect(self.add)
            page.close_wanted.connect(self.close_review)
            page.redate_wanted.connect(self._redate)
            page.rest_wanted.connect(self.add_rest)
            page.told.connect(self._window.status.notice)
            self._window.pages.addWidget(page)
        return self.review

    def _begin(self, sheet: Sheet, review: Review) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        page = self._page()
        page.setEnabled(True)
        self._tabs.put()
        self._window.pages.setCurrentWidget(page)
        zone, waiting = snapshot.settings.zone, len(self.reader.waiting)
        page.begin(sheet, review, snapshot.categories, self._session.style, zone, waiting)

    def _show_waiting(self) -> None:
        if self.review is not None:
            self.review.header.set_article(
                self._session.style, self.review.review.published, len(self.reader.waiting)
            )

    def _redate(self, published: str) -> None:
        """Propose anew with another day of publication, in the worker."""
        from timeline_app.work.drafting import propose_again
        from timeline_app.work.keeping_reviews import with_candidates

        page = self.review
        if page is None or page.sheet is None:
            return
        sheet, record = page.sheet, page.sheet.record

        def proposed(proposals: tuple[Proposal, ...]) -> None:
            if page.sheet is not sheet:
                return
            page.take_proposals(published, proposals)
            review = page.review
            self._session.ask(lambda story: with_candidates(story, review), page.take_twins)

        self.reader.run(
            sheet.title,
            lambda cancelled: propose_again(record, published, cancelled),
            proposed,
            self._window.status.notice,
        )

    # -- keeping ------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add what is ticked, in one step, and show it; then the next article, if one waits."""
        from timeline_app.work import keeping_reviews

        page = self.review
        if page is None or page.sheet is None or self._busy:
            return
        sheet, review = page.sheet, page.review

        def added(kept: Kept) -> None:
            self._busy = False
            self._next()
            self._tell_added(sheet.title, kept)

        self._write(lambda story: keeping_reviews.add(story, sheet, review), added)

    def close_review(self) -> None:
        """Leave the review; the article and every decision are kept where the story can be changed."""
        from timeline_app.work import keeping_reviews

        page = self.review
        if page is None or page.sheet is None or self._busy:
            return
        sheet, review, tr = page.sheet, page.review, self._frame.tr
        if not self._session.may_write:
            self._next()
            self._window.status.notice(tr("Not kept: this story can only be read"))
            return

        def kept(found: Kept) -> None:
            self._busy = False
            self._next()
            number = review.to_review
            words = tr("“{}” is kept with {} to review") if number else tr("“{}” is kept without events")
            undone = "" if sheet.version_id else tr("; Ctrl+Z takes it out again")
            words = words.format(_short(sheet.title), number) + undone
            if not self.reader.name and not self.is_reviewing():
                self._window.messages.tell(
                    words, tr("Go on with its review"), lambda: self.open_version(found.version_id)
                )

        self._write(lambda story: keeping_reviews.keep(story, sheet, review), kept)

    def add_rest(self) -> None:
        """By rule: add all explicit ones of this article and of those that wait, without looking at each."""
        from timeline_app.work import keeping_reviews
        from timeline_app.work.reviewing import only_explicit

        page = self.review
        if page is None or page.sheet is None or self._busy:
            return
        sheet, review = page.sheet, only_explicit(page.review)

        def were_read(drafts: list[Draft], problems: list[str]) -> None:
            def added(kept: Kept) -> None:
                self._busy = False
                self._next()
                name = self._frame.tr("{} articles").format(len(drafts) + 1)
                self._tell_added(name, kept, " ".join(problems))

            self._write(lambda story: keeping_reviews.add_all(story, (sheet, review), drafts), added)

        self.reader.read_all(sheet.title, were_read)

    def _write(self, work: Callable[[StoryFile], Kept], done: Callable[[Kept], None]) -> None:
        def refused(sentence: str) -> None:
            self._busy = False
            if self.review is not None:
                self.review.note.tell_problem(sentence)

        def run() -> None:
            self._busy = True
            self._edits.run(work, done, refused)

        self._edits.when_writable(run)

    def _tell_added(self, title: str, kept: Kept, problems: str = "") -> None:
        tr, ids = self._frame.tr, kept.event_ids
        if ids and not self.is_reviewing():
            self._session.select(ids, ids[0])
            moves.reveal(self._session, ids)
        count = tr("1 event added") if len(ids) == 1 else tr("{} events added").format(len(ids))
        count = count if ids else tr("Passages added") if kept.passages else tr("Added")
        words = tr("{count} from “{title}”.").format(count=count, title=_short(title))
        if self.is_reviewing() or self.reader.name:
            self._window.status.notice(words)
        else:
            self._offer.tell(f"{words} {problems}".strip())

    def _show_timeline(self) -> None:
        self._tabs.bring_back()
        self._window.pages.setCurrentIndex(0)
        self._window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_story(self) -> None:
        """Another story is being opened: what was read for this one is kept in it, or forgotten."""
        self.reader.cancel()
        if self.is_reviewing() and not self._busy:
            self.keep_now()
            self._show_timeline()

    def keep_now(self) -> None:
        """Keep the review at hand without waiting for it to be shown: story or window are closing."""
        from timeline_app.work import keeping_reviews

        page = self.review
        if self.is_reviewing() and page is not None and page.sheet is not None and not self._busy:
            sheet, review = page.sheet, page.review
            self._session.tell(lambda story: keeping_reviews.keep(story, sheet, review))

    def close(self) -> None:
        """Keep the review at hand, and end the reading thread."""
        self.keep_now()
        self._tabs.bring_back()
        self.reader.close()


def _short(title: str) -> str:
    return title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1].rstrip() + "…"
