"""A small bar beside words selected in an article: a new event from them, or a passage of the one at hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from timeline_app.ui.passages.article_view import ArticleView
from timeline_app.ui.style import set_role

_GAP_PX = 6
_PAUSE_MS = 150
_TITLE_CHARS = 24


class QuoteBar(QFrame):
    """Stands by the selection of an article view, for as long as there is one.

    Signals: `event_wanted()`: a new event from the selected words; `passage_wanted()`: the words as a passage
    of the event at hand.
    """

    event_wanted = Signal()
    passage_wanted = Signal()

    def __init__(self, article: ArticleView) -> None:
        super().__init__(article.viewport())
        self.setObjectName("quoteBar")
        self.setAutoFillBackground(True)
        set_role(self, "card")
        self._article = article
        self._new = QPushButton(self.tr("New event"), self)
        self._new.setObjectName("quoteNewEvent")
        self._new.setToolTip(self.tr("New event from this passage"))
        self._add = QPushButton(self)
        self._add.setObjectName("quoteAddPassage")
        for button in (self._new, self._add):
            set_role(button, "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(6)
        row.addWidget(self._new)
        row.addWidget(self._add)
        self._new.clicked.connect(self.event_wanted)
        self._add.clicked.connect(self.passage_wanted)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._place)
        article.selectionChanged.connect(self._follow)
        article.verticalScrollBar().valueChanged.connect(
            lambda _: self._place() if self.isVisible() else None
        )
        article.viewport().installEventFilter(self)
        self._rests = False
        self.set_event("")
        self.hide()

    def set_resting(self, rests: bool) -> None:
        """Stay away, as while a story is presented and nothing of it may change."""
        self._rests = rests
        if rests:
            self._pause.stop()
            self.hide()

    def set_event(self, title: str) -> None:
        """The event at hand, of which the words may become a passage; "" for none."""
        words = " ".join(title.split())
        cut = words if len(words) <= _TITLE_CHARS else words[: _TITLE_CHARS - 1].rstrip() + "…"
        self._add.setText(self.tr("Add to “{}”").format(cut).replace("&", "&&"))
        self._add.setToolTip(self.tr("Add as a passage of “{}”").format(words))
        self._add.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show itself when the button is released, not while words are still being chosen."""
        if watched is self._article.viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            self._pause.start()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self._article.textCursor().hasSelection():
            self._pause.start()
        else:
            self._pause.stop()
            self.hide()

    def _place(self) -> None:
        """Under the last selected word, or above the first, within the view."""
        article, cursor = self._article, self._article.textCursor()
        if self._rests or not article.selected_words().strip():
            self.hide()
            return
        self.adjustSize()
        room = article.viewport().rect()
        cursor.setPosition(article.textCursor().selectionEnd())
        end = article.cursorRect(cursor)
        y = end.bottom() + _GAP_PX
        if y + self.height() > room.height():
            cursor.setPosition(article.textCursor().selectionStart())
            y = article.cursorRect(cursor).top() - _GAP_PX - self.height()
        y = min(max(y, 0), max(room.height() - self.height(), 0))
        x = min(max(end.left() - self.width() // 2, 0), max(room.width() - self.width(), 0))
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
