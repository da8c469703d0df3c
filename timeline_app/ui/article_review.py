"""Reviewing an article: the text, what it proposes, a small timeline; every decision by one key.

The state is a `work.reviewing.Review`, changed by pure functions; this widget asks them and shows the answer.
It reads no file and writes to no story: the desk does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from timeline_app.core.dates import DateStyle
from timeline_app.core.event import Category
from timeline_app.reading.values import Proposal
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.messages import announce
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.review.proposal_card import spoken
from timeline_app.ui.review.proposal_list import ProposalList
from timeline_app.ui.review.proposal_timeline import HEIGHT_PX as TIMELINE_PX
from timeline_app.ui.review.proposal_timeline import ProposalTimeline
from timeline_app.ui.review.review_header import CategoryKeys, ReviewHeader, ReviewNote, SourceLine
from timeline_app.ui.review.review_keys import is_kept_from_window, meaning
from timeline_app.ui.review.review_look import by_name
from timeline_app.ui.review.review_text import ReviewText
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work import reviewing
from timeline_app.work.keeping_reviews import Sheet, as_separate
from timeline_app.work.passages import propose_from
from timeline_app.work.review_matching import moved, redate
from timeline_app.work.review_picture import review_categories
from timeline_app.work.reviewing import Review, ReviewLog

#: The timeline takes this share of a low window, and no more than its usual height.
_TIMELINE_SHARE, _TIMELINE_LEAST_PX = 0.2, 104
#: In a window lower than this the keys are not listed below the cards.
_HINTED_PX = 640


class ArticleReview(QWidget):
    """The page of a review.

    Signals: `add_wanted()`: add what is ticked; `close_wanted()`: keep the decisions and leave;
    `redate_wanted(str)`: propose anew with another day of publication; `rest_wanted()`: take the articles
    that wait by rule; `told(str)`: a short sentence for the status bar.
    """

    add_wanted = Signal()
    close_wanted = Signal()
    redate_wanted = Signal(str)
    rest_wanted = Signal()
    told = Signal(str)

    def __init__(self, appearance: Appearance, metrics: TextMetrics, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleReview")
        self.setAccessibleName(self.tr("Read an article"))
        self._appearance = appearance
        self.sheet: Sheet | None = None
        self.log = ReviewLog(Review(""))
        self._story_categories: tuple[Category, ...] = ()
        self.categories: tuple[Category, ...] = ()
        self._style, self._zone = DateStyle(), "UTC"
        self.header = ReviewHeader(appearance, self)
        self.note = ReviewNote(self)
        self.text = ReviewText(appearance, self.handle_key, self)
        self.list = ProposalList(appearance, self.handle_key, self)
        self.timeline = ProposalTimeline(appearance, metrics, self)
        self.keys = CategoryKeys(appearance, self)
        self._source = SourceLine(self)
        self._title = WrappedLabel("title", self)
        self._hint = WrappedLabel("soft", self)
        self._nothing = WrappedLabel("soft", self)
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()
        appearance.changed.connect(self._wear)
        self._wear()

    # -- what is reviewed ---------------------------------------------------------------------------------

    @property
    def review(self) -> Review:
        """The review as it stands."""
        return self.log.now

    def begin(
        self,
        sheet: Sheet,
        review: Review,
        categories: Sequence[Category],
        style: DateStyle,
        zone: str,
        waiting: int = 0,
    ) -> None:
        """Review another article; `waiting` is how many come after it."""
        self.sheet, self.log = sheet, ReviewLog(review)
        self._story_categories, self._style, self._zone = tuple(categories), style, zone
        self.list.close_editor()
        self.text.show_text(review.text, sheet.record.title)
        heading = "" if self.text.begins_with_title() else sheet.record.title
        self._title.set_words(heading)
        self._source.show_source(sheet, review)
        self.header.set_article(style, review.published, waiting, sheet.offered)
        self.note.tell_sheet(sheet)
        self._show(follow=True)
        (self.list if review.items else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_proposals(self, published: str, proposals: Sequence[Proposal]) -> None:
        """What the article proposes with another day of publication: only the untouched is resolved anew."""
        review = redate(self.review, published, proposals)
        self.log = self.log.did(review)
        number = moved(review)
        words = {0: self.tr("No date has moved"), 1: self.tr("1 date has moved")}.get(
            number, self.tr("{} dates have moved").format(number)
        )
        self.note.tell_moved(words)
        self.told.emit(words)
        self._show(follow=True)

    def take_twins(self, review: Review) -> None:
        """The same review with the equal events of the story; no step of its own."""
        known = {item.key: item for item in review.items}
        items = tuple(
            replace(item, twin=found.twin, mark=item.mark if item.touched else found.mark)
            for item in self.review.items
            for found in (known.get(item.key, item),)
        )
        self.log = replace(self.log, now=replace(self.review, items=items))
        self._show(follow=False)

    # -- putting together ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._paper = QWidget(self)
        self._paper.setObjectName("reviewPaper")
        self._paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left = QVBoxLayout(self._paper)
        self._left.setSpacing(4)
        self._left.addWidget(self._title)
        self._left.addWidget(self._source)
        self._left.addSpacing(6)
        self._left.addWidget(self.text, 1)
        side = QWidget(self)
        self._right = QVBoxLayout(side)
        self._right.setSpacing(6)
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.list, 1)
        self._right.addWidget(self.keys)
        self._right.addWidget(self._hint)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self._paper)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([860, 560])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self.note)
        rows.addWidget(self.splitter, 1)
        self._rule = QFrame(self)
        set_role(self._rule, "rule")
        rows.addWidget(self._rule)
        rows.addWidget(self.timeline)

    def _connect(self) -> None:
        self.header.add.clicked.connect(self.add_wanted)
        self.header.close_button.clicked.connect(self.close_wanted)
        self.header.rest.clicked.connect(self.rest_wanted)
        self.header.published_typed.connect(self.redate_wanted)
        self.note.apart_wanted.connect(self._keep_apart)
        self.text.item_wanted.connect(self._to_hand)
        self.text.passage_dragged.connect(lambda start, end: self._do(reviewing.resize, start, end))
        self.list.item_wanted.connect(self._to_hand)
        self.list.toggled.connect(lambda key: self._do(reviewing.toggle, key))
        self.list.twin_wanted.connect(self._to_twin)
        self.list.edit_wanted.connect(self._edit)
        self.list.mended.connect(self._mend)
        self.timeline.item_wanted.connect(self._to_hand)
        self.keys.category_wanted.connect(lambda name: self._do(reviewing.set_category, name))

    def _wear(self) -> None:
        px = self._appearance.px
        self._left.setContentsMargins(px(44), px(26), px(20), 0)
        self._right.setContentsMargins(px(18), px(14), px(12), px(10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the timeline and the hint leave their room to the cards."""
        super().resizeEvent(event)
        px = self._appearance.px
        share = round(event.size().height() * _TIMELINE_SHARE)
        self.timeline.setFixedHeight(min(max(share, px(_TIMELINE_LEAST_PX)), px(TIMELINE_PX)))
        self._hint.setHidden(event.size().height() < px(_HINTED_PX) or not self._hint.text())

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, *, follow: bool) -> None:
        review = self.review
        names = [item.proposal.category for item in (*review.items, *review.settled)]
        self.categories = review_categories(self._story_categories, names)
        named = by_name(self.categories)
        self.text.show_review(review, named, follow=follow)
        self.list.show_review(review, named, self._style, follow=follow)
        self.timeline.show_review(review, self.categories, self._style, self._zone)
        self.keys.show_categories(self.categories[:9])
        self.header.show_counts(review)
        self.header.set_published(review.published)
        anything = bool(review.items)
        self._nothing.set_words("" if anything else self._nothing_words())
        self.list.setVisible(anything)
        self.keys.setVisible(anything and bool(self.categories))
        self.timeline.setVisible(anything)
        self._rule.setVisible(anything)
        self._hint.set_words(self._hint_words())
        self._hint.setHidden(self.height() < self._appearance.px(_HINTED_PX) or not self._hint.text())
        if not anything:
            self._right.addStretch(1)

    def _nothing_words(self) -> str:
        if self.review.settled:
            return self.tr(
                "Everything that was proposed here has been decided. Select words in the article and press N"
                " to make another event of them."
            )
        return self.tr(
            "No dated event was found in this article. Select the words that tell of one and press N to make"
            " an event of them, or add the article as it is: it can be searched and quoted."
        )

    def _hint_words(self) -> str:
        if not self.review.items:
            return ""
        keys = [
            self.tr("Space accept"),
            self.tr("X refuse"),
            self.tr("↑↓ next"),
            self.tr("Enter edit"),
            self.tr("A tick all explicit"),
            self.tr("J join with the one above"),
            self.tr("select words + N new event"),
            self.tr("Ctrl+Z undo"),
            self.tr("Ctrl+Enter add"),
        ]
        return " · ".join(keys)

    # -- deciding -----------------------------------------------------------------------------------------

    def _do(self, action: Callable[..., Review], *arguments: object) -> None:
        """Do one thing with the review, and show it."""
        before = self.review.item
        self.log = self.log.did(action(self.review, *arguments))
        self._show(follow=True)
        item = self.review.item
        if item is not None and item is not before:
            announce(self.list, spoken(item, self._style))

    def _to_hand(self, key: int) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._do(reviewing.go_to, key)

    def _to_twin(self, key: int) -> None:
        place = self.review.find(key)
        if place >= 0 and self.review.items[place].twin is not None:
            wanted = not self.review.items[place].to_twin
            self.log = self.log.did(reviewing.to_twin(self.review, key, wanted=wanted))
            self._show(follow=True)

    def _edit(self, key: int) -> None:
        self._do(reviewing.go_to, key)
        item = self.review.item
        if item is not None:
            self.list.edit_in_place(item, [one.name for one in self.categories], self._style)

    def _mend(self, title: str, edtf: str, category: str) -> None:
        changed = reviewing.mend(self.review, title=title, edtf=edtf, category=category)
        self.log = self.log.did(changed)
        self._show(follow=True)

    def _keep_apart(self) -> None:
        if self.sheet is not None:
            self.sheet = as_separate(self.sheet)
            self.note.tell_sheet(self.sheet)

    def undo(self) -> None:
        """One step back within the review."""
        if not self.log.past:
            self.told.emit(self.tr("Nothing to undo in this review"))
        self.log = self.log.undone()
        self._show(follow=True)

    def redo(self) -> None:
        """One step forward again."""
        self.log = self.log.redone()
        self._show(follow=True)

    def _read_otherwise(self) -> None:
        """The second reading of the date at hand, where there is one."""
        before = self.review
        self._do(reviewing.second_reading)
        if self.review == before:
            self.told.emit(self.tr("There is no second reading of this date"))

    def _leave(self) -> None:
        """Let go of selected words, else leave the review."""
        if self.text.hasFocus() and self.text.selected_span() is not None:
            self.text.drop_selection()
        else:
            self.close_wanted.emit()

    def propose_selection(self) -> None:
        """Make a proposal of the words that are selected in the article."""
        span = self.text.selected_span()
        if span is None:
            self.told.emit(self.tr("Select words in the article first, then press N"))
            return
        record = self.sheet.record if self.sheet else None
        language = record.language if record else ""
        proposal = propose_from(self.review.text, *span, self.review.published, language)
        if proposal is None:
            self.told.emit(self.tr("Select words in the article first, then press N"))
            return
        self.text.drop_selection()
        self._do(reviewing.put_in, proposal)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the review's keys before the window's shortcuts take them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (meaning(event) or is_kept_from_window(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field has taken."""
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key means in a review; False for one that means nothing here."""
        told = meaning(event)
        if told.isdigit():
            place = int(told) - 1
            if place < len(self.categories):
                self._do(reviewing.set_category, self.categories[place].name)
        elif told:
            self._actions[told]()
        return bool(told)

    def _make_actions(self) -> dict[str, Callable[[], None]]:
        return {
            "accept": lambda: self._do(reviewing.accept),
            "refuse": lambda: self._do(reviewing.refuse),
            "before": lambda: self._do(reviewing.move, -1),
            "after": lambda: self._do(reviewing.move, 1),
            "edit": lambda: self._edit(self._key_at_hand()),
            "second": self._read_otherwise,
            "join": lambda: self._do(reviewing.join),
            "explicit": lambda: self._do(reviewing.tick_explicit),
            "twin": lambda: self._to_twin(self._key_at_hand()),
            "words": self.propose_selection,
            "leave": self._leave,
            "undo": self.undo,
            "redo": self.redo,
            "add": self.add_wanted.emit,
        }

    def _key_at_hand(self) -> int:
        return self.review.item.key if self.review.item else 0
