"""The text of an article with its passages marked in place; it shows text as text and fetches nothing.

The article is set with `setPlainText` and marked by extra selections, never by markup: nothing that was
imported can load a file or run away with the layout. Offsets outside are code points, inside UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from timeline_app.core.event import Passage
from timeline_app.core.find import FoldedText, find_all, folded_text
from timeline_app.core.marked import Marked, marked_at, marked_stretches
from timeline_app.core.offsets import Utf16Offsets, shown, utf16_offsets
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import plain_hint, qt_colour, qt_font
from timeline_app.ui.passages.article_setting import coloured, column_width_px, set_paragraphs, wrap_mode

#: Above this many px of text the view need not know its exact height: it scrolls anyway.
_TALL_PX = 20_000
#: Finds marked around the one that is shown; a common letter in a long article has 100,000.
_FINDS_MARKED = 500


class ArticleView(QTextEdit):
    """An article to be read, with its passages.

    The passage at hand has the passage colour; those of other events are softly marked with a dotted
    underline, and a click on one, or Tab to it and Enter, asks for its event.

    Signals: `event_wanted(object)`: the id (int) of the event whose passage was chosen;
    `find_wanted()`: Ctrl+F; `find_step_wanted(int)`: F3 and Shift+F3; `height_changed()`.
    """

    event_wanted = Signal(object)
    find_wanted = Signal()
    find_step_wanted = Signal(int)
    height_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleText")
        self.setAccessibleName(self.tr("Article"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setMinimumHeight(80)
        self.document().setDocumentMargin(0)
        self.viewport().setMouseTracking(True)
        self._text = ""
        self._offsets: Utf16Offsets = utf16_offsets("")
        self._folded: FoldedText | None = None
        self._stops: tuple[Marked, ...] = ()
        self._at_hand: tuple[int, int] | None = None
        self._event_id: int | None = None
        self._stop: int | None = None  # the stop that has the keyboard
        self._finds: list[tuple[int, int]] = []
        self._find_at = -1
        self._titles: dict[int, str] = {}
        self._pressed: QPoint | None = None
        self._follow: tuple[int, int] | None = None  # kept in sight while the view changes its size
        self.apply_theme(theme)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.height_changed.emit())

    # -- what is shown ------------------------------------------------------------------------------------

    def show_article(self, text: str, passages: Sequence[Passage]) -> None:
        """Show a text from its beginning, and mark its passages; none of them is at hand yet."""
        self._text, self._offsets, self._folded = text, utf16_offsets(text), None
        self._at_hand = self._event_id = self._stop = self._follow = None
        self._finds, self._find_at = [], -1
        self.setExtraSelections([])
        self.setWordWrapMode(wrap_mode(text))
        self.setPlainText(shown(text))
        set_paragraphs(self.document())
        self.set_passages(passages)

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Mark these passages of the text at hand."""
        self._stops = marked_stretches(passages, len(self._text))
        self._stop = None
        self.setAccessibleDescription(
            self.tr(
                "Marked passages: %n. Tab goes from one to the next, Enter shows its event.",
                "",
                len(self._stops),
            )
            if self._stops
            else ""
        )
        self._mark()

    def set_titles(self, titles: dict[int, str]) -> None:
        """The titles of events by id, for the hints over their passages."""
        self._titles = titles

    def highlight(self, start: int, end: int, event_id: int | None = None, *, scroll: bool = True) -> None:
        """Make text[start:end] the passage at hand, of `event_id`, and bring it into view."""
        self._at_hand, self._event_id = (start, end), event_id
        self._mark()
        if scroll:
            self._follow = (start, end)
            self._reveal(start, end)

    def highlighted_text(self) -> str:
        """The very characters of the article that are highlighted; "" for none."""
        return self._text[slice(*self._at_hand)] if self._at_hand else ""

    def article_text(self) -> str:
        """The article's text, unchanged."""
        return self._text

    def passage_events(self) -> tuple[int, ...]:
        """The events with a marked passage here, in the order of the text."""
        return tuple(dict.fromkeys(event_id for stop in self._stops for event_id in stop.events))

    def content_height_px(self) -> int:
        """How high the view would be to need no scrolling; beyond some screens just very high."""
        height = self.document().size().height()
        return int(height) + 2 if height < _TALL_PX else _TALL_PX

    def column_px(self) -> int:
        """The width of the lines where there is room for the longest."""
        return column_width_px(self.font())

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(super().sizeHint().width(), self.content_height_px())

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours and fonts of a theme."""
        self._theme = theme
        font = qt_font(theme.fonts.article)
        if font != self.font():
            self.setFont(font)
            self.document().setDefaultFont(font)
        self._set_column()
        self._mark()

    # -- finding ------------------------------------------------------------------------------------------

    def find_words(self, words: str) -> int:
        """Mark every place where the words stand, go to the first from the view's cursor on; how many."""
        if self._folded is None:
            self._folded = folded_text(self._text)
        self._finds = find_all(self._folded, words)
        here = self._offsets.point(self.textCursor().selectionStart())
        after = (place for place, (start, _) in enumerate(self._finds) if start >= here)
        self._find_at = next(after, 0 if self._finds else -1)
        self._show_find()
        return len(self._finds)

    def step_find(self, by: int) -> None:
        """Go to the next find, or with -1 the one before; round at the ends."""
        if self._finds:
            self._find_at = (self._find_at + by) % len(self._finds)
            self._show_find()

    def find_place(self) -> int:
        """Which find is shown, counted from 1; 0 for none."""
        return self._find_at + 1

    def selected_words(self) -> str:
        """What is selected, of the article's own characters."""
        start, end = self.selected_range()
        return self._text[start:end]

    def selected_range(self) -> tuple[int, int]:
        """Where the selection begins and ends, in code points of the article; equal where there is none."""
        cursor = self.textCursor()
        return self._offsets.point(cursor.selectionStart()), self._offsets.point(cursor.selectionEnd())

    def _show_find(self) -> None:
        self._mark()
        if self._find_at >= 0:
            start, end = self._follow = self._finds[self._find_at]
            self.setTextCursor(self._cursor(start, end))
            self._reveal(start, end)

    # -- marks --------------------------------------------------------------------------------------------

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.units(start))
        cursor.setPosition(self._offsets.units(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(start, end)
        selection.format = look
        return selection

    def _mark(self) -> None:
        theme = self._theme
        soft = coloured(theme.other_passages, theme.ink)
        soft.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        soft.setUnderlineColor(qt_colour(theme.soft_ink))
        marks = [
            self._selection(stop.start, stop.end, soft) for stop in self._stops if not self._is_at_hand(stop)
        ]
        if self._at_hand:
            marks.append(self._selection(*self._at_hand, coloured(theme.passage, theme.ink)))
        if self._stop is not None:
            stop = self._stops[self._stop]
            focused = QTextCharFormat()
            focused.setProperty(
                QTextFormat.Property.OutlinePen, QPen(qt_colour(theme.ink), theme.sizes.ring_px)
            )
            marks.append(self._selection(stop.start, stop.end, focused))
        found = QTextCharFormat()
        found.setProperty(QTextFormat.Property.OutlinePen, QPen(qt_colour(theme.accent), 1.5))
        near = max(0, self._find_at - _FINDS_MARKED)
        finds = self._finds[near : near + 2 * _FINDS_MARKED]
        marks.extend(self._selection(start, end, found) for start, end in finds)
        self.setExtraSelections(marks)

    def _is_at_hand(self, stop: Marked) -> bool:
        return self._at_hand == (stop.start, stop.end)

    def _set_column(self) -> None:
        self.setLineWrapColumnOrWidth(max(60, min(self.column_px(), self.viewport().width() - 6)))

    def _reveal(self, start: int, end: int) -> None:
        """Scroll, if need be, so that a stretch is seen whole, or from its beginning; a third down."""
        top = self.cursorRect(self._cursor(start, start)).top()
        foot = self.cursorRect(self._cursor(end, end)).bottom()
        height = self.viewport().height()
        if top < 0 or foot > height:
            bar = self.verticalScrollBar()
            room = max(0, min(height // 3, height - (foot - top) - 8))
            bar.setValue(bar.value() + top - room)

    # -- mouse --------------------------------------------------------------------------------------------

    def _stop_at(self, point: QPoint) -> Marked | None:
        """The shortest marked stretch at a point of the viewport that leads to an event not at hand."""
        place = point + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        units = self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.ExactHit)
        if units < 0:
            return None
        return marked_at(self._stops, self._offsets.point(units), self._event_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        self._follow = None
        self._leave_stop()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a passage can be clicked."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            over = self._stop_at(event.position().toPoint()) is not None
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click (not a drag that selects words) on a passage asks for its event."""
        super().mouseReleaseEvent(event)
        here, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or self.textCursor().hasSelection():
            return
        clicked = (here - pressed).manhattanLength() < QGuiApplication.styleHints().startDragDistance()
        if clicked and (stop := self._stop_at(here)) is not None:
            self._choose(stop)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only: Ctrl+wheel is left to whoever zooms, and letters keep their size."""
        self._follow = None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hints name the events of a passage, as plain text."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            stop = self._stop_at(event.pos())
            titles = [self._titles.get(event_id, "") for event_id in stop.events] if stop else []
            words = "\n".join(shown(title) for title in titles if title)
            if words:
                QToolTip.showText(event.globalPos(), plain_hint(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # -- keys ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys of reading (find in article) before the window's shortcuts take them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_ours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Find) or event.key() == Qt.Key.Key_F3:
            return True
        return self._stop is not None and event.key() == Qt.Key.Key_Escape

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F and F3 find; Enter on a passage asks for its event; the rest moves through the text."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_wanted.emit()
        elif event.key() == Qt.Key.Key_F3:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.find_step_wanted.emit(-1 if back else 1)
        elif enter and self._stop is not None:
            self._choose(self._stops[self._stop])
        elif event.key() == Qt.Key.Key_Escape and self._stop is not None:
            self._leave_stop()
        else:
            self._follow = None
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes through the passages before it leaves the article; Shift+Tab goes back through them."""
        if following:
            place = 0 if self._stop is None else self._stop + 1
        else:
            place = -1 if self._stop is None else self._stop - 1
        if self.hasFocus() and 0 <= place < len(self._stops):
            self._stop, self._follow = place, None
            stop = self._stops[place]
            self.setTextCursor(self._cursor(stop.start, stop.start))
            self._mark()
            self._reveal(stop.start, stop.end)
            return True
        self._leave_stop()
        return super().focusNextPrevChild(following)

    def _leave_stop(self) -> None:
        if self._stop is not None:
            self._stop = None
            self._mark()

    def _choose(self, stop: Marked) -> None:
        if (following := stop.next_event(self._event_id)) is not None:
            self.event_wanted.emit(following)

    # -- the rest -----------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied are the article's own characters, as plain text."""
        data = QMimeData()
        data.setText(self.selected_words().replace("\u2029", "\n"))
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, select all and find."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        menu.addAction(self.tr("Find in article…"), self.find_wanted.emit)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column, and the passage at hand in sight, or the line that was first."""
        top = self.cursorForPosition(QPoint(0, 0))
        self._set_column()
        super().resizeEvent(event)
        if self._follow is not None:
            self._reveal(*self._follow)
        elif top.position():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(top).top())
