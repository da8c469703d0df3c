"""Where the words of the search stand in articles, though no event is told there: a short list to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from timeline_app.ui.parts.elided import ElidedButton, ElidedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.style import set_role

if TYPE_CHECKING:
    from timeline_app.store.search import ArticleHit

#: So many are listed at first, the others on demand.
FIRST = 3


class ArticleHits(QWidget):
    """The hits of the search within articles; hidden without any.

    Signals: `hit_wanted(ArticleHit)`; `event_wanted(ArticleHit)`: a new event from the passage it stands in.
    """

    hit_wanted = Signal(object)
    event_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleHits")
        self.setAccessibleName(self.tr("In articles"))
        self._session = session
        self._all = False
        self._shown: tuple[ArticleHit, ...] = ()
        heading = QLabel(self.tr("In articles").upper(), self)
        set_role(heading, "heading")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._more = ElidedButton("", "link", self)
        self._more.setObjectName("moreArticleHits")
        self._more.clicked.connect(self._show_all)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(heading)
        outer.addLayout(self._column)
        outer.addWidget(self._more)
        session.hits_changed.connect(self._take)
        session.story_changed.connect(self._take)
        self._fill()

    def _take(self) -> None:
        if self._shown != tuple(self._session.article_hits):
            self._shown, self._all = tuple(self._session.article_hits), False
            self._fill()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        listed = self._shown if self._all else self._shown[:FIRST]
        article = 0
        for hit in listed:
            if hit.article_id != article:
                article = hit.article_id
                title = ElidedLabel(hit.title, "faint", self)
                self._column.addWidget(title)
                title.show()
            button = ElidedButton(_from_the_hit(hit), "facet", self)
            button.setAccessibleName(f"{hit.title}: {hit.snippet}")
            button.set_hint(hit.snippet)
            button.clicked.connect(lambda _=False, hit=hit: self.hit_wanted.emit(hit))
            self._column.addWidget(self._with_plus(button, hit))
        rest = len(self._shown) - len(listed)
        self._more.setVisible(rest > 0)
        self._more.set_words(self.tr("Show {number} more").format(number=rest))
        self.setVisible(bool(self._shown))

    def _with_plus(self, button: ElidedButton, hit: ArticleHit) -> QWidget:
        """A hit's line with the button that makes an event of its passage."""
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(button, 1)
        button.show()
        if hit.end > hit.start:
            plus = QToolButton(line)
            plus.setObjectName("eventFromHit")
            plus.setText("+")
            plus.setToolTip(self.tr("New event from this passage"))
            plus.setAccessibleName(self.tr("New event from this passage"))
            set_role(plus, "flat")
            plus.clicked.connect(lambda _=False: self.event_wanted.emit(hit))
            row.addWidget(plus)
        line.show()
        return line


def _from_the_hit(hit: ArticleHit) -> str:
    """The snippet from a word before those that were found, for a line that has room for few."""
    before = hit.snippet[: hit.snippet_start].split()[-1:]
    after = hit.snippet[hit.snippet_start :]
    return " ".join(["…", *before, after])
