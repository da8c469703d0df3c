"""The passage panel: an event in words, and the article with the passage that says so; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.citation import citation
from timeline_app.core.event import Article, Event, Passage
from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.messages import announce
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.passages.article_view import ArticleView
from timeline_app.ui.passages.find_bar import FindBar
from timeline_app.ui.passages.passage_header import PassageHeader
from timeline_app.ui.passages.passage_parts import (
    MissingLetters,
    PassageStepper,
    SourceFooter,
    fit_height,
    lost_words,
    open_in_browser,
    published_s,
    source_url,
)
from timeline_app.ui.passages.picture_strip import PictureStrip
from timeline_app.ui.passages.quote_bar import QuoteBar
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

if TYPE_CHECKING:
    from timeline_app.store.search import ArticleHit

#: The head takes at most this share of the panel's height, and scrolls beyond it.
_HEAD_SHARE = 0.45
#: In a lower panel the source stands on one line, in the lowest nowhere.
COMPACT_BELOW_PX = 620
LOW_BELOW_PX = 360
#: The head never takes less: the date, and the title's first line.
HEAD_LEAST_PX = 52


class PassagePanel(QWidget):
    """What is known of the current event, and the article that says so with its passage highlighted.

    `open_url` opens an address that was found harmless and shown. Signals: `told(str)`: a short sentence for
    the status bar ("Citation copied"); `published(object)`: the second (int) at which the open article's day
    of publication begins, None for none. `quote_bar` stands by selected words.
    """

    told = Signal(str)
    published = Signal(object)

    article: ArticleView
    find_bar: FindBar

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        metrics: TextMetrics,
        *,
        open_url: Callable[[str], None] = open_in_browser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("passagePanel")
        self.setAccessibleName(self.tr("Passage"))
        self._session = session
        self._appearance, self._metrics = appearance, metrics
        self._open_url = open_url
        self._event: Event | None = None
        self._place = 0
        self._article: Article | None = None
        self._hit: ArticleHit | None = None
        self._wanted_version: int | None = None  # the article being fetched
        self._prefer_version: int | None = None  # of an event chosen in the article: stay in that article
        self._build()
        session.selection_changed.connect(self._follow_selection)
        session.story_changed.connect(self._reload)
        session.texts_arrived.connect(self._set_titles)
        appearance.changed.connect(self._wear)
        self._show_nothing()

    # -- for the window's commands ------------------------------------------------------------------------

    def find_in_article(self) -> None:
        """Open the search in the article, with what is selected there."""
        if self._article is not None and self.article.isVisible():
            self.find_bar.show()
            self.find_bar.begin(" ".join(self.article.selected_words().split()))
            self._find(self.find_bar.words())

    def find_next(self, by: int = 1) -> None:
        """Go to the next find in the article; with -1 to the one before."""
        if not self.find_bar.isVisible():
            self.find_in_article()
            return
        self.article.step_find(by)
        self.find_bar.tell(self.article.find_place(), self._finds)

    def step_passage(self, by: int) -> None:
        """Show the event's next passage, or with -1 the one before; it stays at the ends."""
        passages = self._event.passages if self._event else ()
        place = min(max(self._place + by, 0), len(passages) - 1)
        if passages and place != self._place:
            self._place = place
            self._show_passage()

    def show_article_hit(self, hit: ArticleHit) -> None:
        """Open an article at a place where the search's words stand, though no event is told there."""
        self._session.select(())
        self.quote_bar.set_event("")
        self._hit, self._event, self._place = hit, None, 0
        self._fetch(hit.version_id)

    def open_source(self) -> None:
        """Open the article's address in the browser; only http and https, and only as it is shown."""
        if url := source_url(self._article):
            self._open_url(url)

    def copy_citation(self) -> None:
        """Put the citation of the article at hand on the clipboard."""
        if self._article is not None:
            passage = self._passage()
            page = passage.page if passage else ""
            words = citation(self._article.head, self._session.style, page=page)
            QGuiApplication.clipboard().setText(words)
            self.told.emit(self.tr("Citation copied"))

    def article_at_hand(self) -> Article | None:
        """The article that is shown."""
        return self._article

    def read(self) -> None:
        """Take the keyboard, in the article where there is one."""
        target = self.article if self.article.isVisible() else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- following the session ----------------------------------------------------------------------------

    def _follow_selection(self) -> None:
        current = self._session.current
        if current is None:
            self._show_nothing()
        elif self._event is None or self._event.id != current:
            self._session.fetch_event(current, self._take_event)

    def _reload(self) -> None:
        """Another story, or a newer revision: what is shown is asked for again."""
        self._article = self._wanted_version = None
        current = self._session.current
        if current is None:
            self._show_nothing()
        else:
            self._session.fetch_event(current, self._take_event)

    def _take_event(self, event: Event | None) -> None:
        if event is None or event.id != self._session.current:
            if event is None:
                self._show_nothing(self.tr("This event is no longer in the story."))
            return
        same = self._event is not None and self._event.id == event.id
        self._event, self._hit = event, None
        self._place = min(self._place, max(0, len(event.passages) - 1)) if same else 0
        if self._prefer_version is not None:
            here = [n for n, one in enumerate(event.passages) if one.version_id == self._prefer_version]
            self._place = here[0] if here else self._place
            self._prefer_version = None
        self._show_event_head()
        self._show_passage()

    def _choose_in_article(self, event_id: int) -> None:
        if self._article is not None:
            self._prefer_version = self._article.head.version_id
        self._session.select([event_id], event_id)

    def _filter_to(self, kind: FacetKind, key: str) -> None:
        chosen = self._session.filter.include.get(kind, frozenset())
        if chosen != frozenset([key]):
            self._session.set_filter(self._session.filter.only(kind, key))

    # -- what is shown ------------------------------------------------------------------------------------

    def _passage(self) -> Passage | None:
        return self._event.passages[self._place] if self._event and self._event.passages else None

    def _show_nothing(self, sentence: str = "") -> None:
        self._event = self._article = self._hit = self._wanted_version = None
        self._sentence.set_words(sentence or self.tr("Click an event to read where it comes from."))
        self._head_scroll.hide()
        self._show_article_parts(False)

    def _show_event_head(self) -> None:
        event, snapshot = self._event, self._session.snapshot
        if event is None or snapshot is None:
            return
        self.quote_bar.set_event(event.title)
        category = next((one for one in snapshot.categories if one.id == event.category_id), None)
        self._head.show_event(event, category, self._session.style)
        self._head_scroll.show()
        self._head_scroll.verticalScrollBar().setValue(0)
        self._fit_head()

    def _show_passage(self) -> None:
        passage = self._passage()
        if passage is None:
            self._article = self._wanted_version = None
            self._show_article_parts(False)
            self._sentence.set_words(
                self.tr("No article tells of this event yet: no passage is marked for it.")
            )
        elif self._article is not None and self._article.head.version_id == passage.version_id:
            self._show_place()
        else:
            self._fetch(passage.version_id)

    def _fetch(self, version_id: int) -> None:
        self._wanted_version = version_id
        self._session.fetch_article(version_id, self._take_article)

    def _take_article(self, article: Article, passages: Sequence[Passage]) -> None:
        if self._wanted_version != article.head.version_id:
            return
        self._wanted_version, self._article = None, article
        self._close_find()
        self.article.show_article(article.text, passages)
        self._set_titles()
        self._show_article_parts(True)
        self._footer.show_source(article.head, source_url(self._article), self._session.style)
        self._show_place()
        QTimer.singleShot(0, self._look_for_missing_letters)

    def _show_place(self) -> None:
        """The passage at hand, or the article hit, highlighted in the article that is shown."""
        passage = self._passage()
        self._sentence.set_words("")
        if self._hit is not None:
            self._head.show_words(self.tr("Article"), self._hit.title)
            self._head_scroll.show()
            self._stepper.hide()
            self.article.highlight(self._hit.start, self._hit.end)
        elif passage is not None and self._event is not None:
            self._stepper.tell(self._place, len(self._event.passages))
            self._stepper.show()
            if passage.lost:
                self.article.highlight(0, 0, scroll=False)
                self._sentence.set_words(lost_words(passage))
            else:
                self.article.highlight(passage.start, passage.end, passage.event_id)
            announce(self, f"{self._event.title}. {passage.quote}")
        self._fit_head()
        self._fit_article()

    def _show_article_parts(self, there: bool) -> None:
        self._stepper.setVisible(there)
        self.article.setVisible(there)
        self._fit_edges()
        head = self._article.head if self._article is not None else None
        self.published.emit(published_s(head, self._session.snapshot) if head else None)
        if not there:
            self._missing.hide()
            self._close_find()

    def _set_titles(self) -> None:
        ids = self.article.passage_events()
        if ids and self._article is not None:
            texts = self._session.texts(ids)
            self.article.set_titles({event_id: text.title for event_id, text in texts.items()})

    def _look_for_missing_letters(self) -> None:
        if self._article is not None:
            title = self._event.title if self._event else ""
            self._missing.look(self._metrics, title, self._article.text)

    # -- finding in the article ---------------------------------------------------------------------------

    def _find(self, words: str) -> None:
        self._finds = self.article.find_words(words)
        self.find_bar.tell(self.article.find_place(), self._finds)

    def _close_find(self) -> None:
        if self.find_bar.isVisible():
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.find_bar.isAncestorOf(focused)
            self.find_bar.hide()
            self.article.find_words("")
            if had_focus:
                self.article.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- making and fitting -------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._appearance.theme
        self._finds = 0
        self._head = PassageHeader(theme, self)
        self._head.tag_wanted.connect(self._filter_to)
        self._head.link_wanted.connect(self._open_url)
        self._head_scroll = QScrollArea(self)
        self._head_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._head_scroll.setWidgetResizable(True)
        self._head_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head_scroll.setWidget(self._head)
        for part in (self._head_scroll.viewport(), self._head):
            part.setAutoFillBackground(False)
        self._head.installEventFilter(self)
        self._sentence = WrappedLabel("soft", self)
        self._sentence.setObjectName("passageSentence")
        self._stepper = PassageStepper(self)
        self._stepper.step_wanted.connect(self.step_passage)
        self.find_bar = FindBar(self)
        self.find_bar.hide()
        self.find_bar.words_changed.connect(self._find)
        self.find_bar.step_wanted.connect(self.find_next)
        self.find_bar.closed.connect(self._close_find)
        self.article = ArticleView(theme, self)
        self.article.viewport().setAutoFillBackground(False)
        self.article.event_wanted.connect(self._choose_in_article)
        self.article.find_wanted.connect(self.find_in_article)
        self.article.find_step_wanted.connect(self.find_next)
        self.article.height_changed.connect(self._fit_article)
        self.quote_bar = QuoteBar(self.article)
        self._missing = MissingLetters(self)
        self._footer = SourceFooter(self)
        self._footer.open_wanted.connect(self.open_source)
        self._footer.citation_wanted.connect(self.copy_citation)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # its parts fit themselves
        self._pictures = PictureStrip(self._session, self)
        for part in (self._head_scroll, self._pictures, self._sentence, self._stepper, self.find_bar):
            column.addWidget(part)
        column.addWidget(self.article, 1000)
        column.addWidget(self._missing)
        column.addWidget(self._footer)
        column.addStretch(1)
        self.setMinimumWidth(260)

    def _wear(self) -> None:
        for part in (self._head, self.article):
            part.apply_theme(self._appearance.theme)
        self._fit_head()
        self._fit_article()

    def _fit_head(self) -> None:
        """As high as its words, up to a share of the panel and what the article leaves; it scrolls then."""
        width = max(self._head_scroll.viewport().width(), 60)
        needed = max(self._head.heightForWidth(width), 0)
        most = round(self.height() * _HEAD_SHARE)
        if self.article.isVisible() and (column := self.layout()) is not None:
            edges = column.contentsMargins()
            taken = edges.top() + edges.bottom() + self.article.minimumHeight()
            for part in (self._pictures, self._stepper, self.find_bar, self._missing, self._footer):
                if not part.isHidden():
                    taken += part.sizeHint().height() + column.spacing()
            most = min(most, self.height() - taken - 2 * column.spacing())
        fit_height(self._head_scroll, needed, max(most, HEAD_LEAST_PX))

    def _fit_edges(self) -> None:
        """A low panel gives the source one line, a very low one none; a wide one stands in the middle."""
        scale = self._appearance.theme.scale
        self._footer.set_compact(self.height() < COMPACT_BELOW_PX * scale)
        low = self.height() < LOW_BELOW_PX * scale
        self._footer.setVisible(self._article is not None and not low)
        column = self.layout()
        if column is not None:
            spare = self.width() - self.article.column_px() - 20
            side = spare // 2 if spare > 120 * scale else 0
            column.setContentsMargins(side or 22, 8 if low else 18, side or 18, 8 if low else 14)
            column.setSpacing(6 if low else 10)

    def _fit_article(self) -> None:
        """The footer follows a short article; a long one scrolls above it."""
        self.article.setMaximumHeight(max(self.article.content_height_px(), self.article.minimumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts to the panel."""
        super().resizeEvent(event)
        self._fit_edges()
        self._fit_head()
        self._fit_article()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the head when its words have changed their size."""
        if watched is self._head and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit_head)
        return super().eventFilter(watched, event)
