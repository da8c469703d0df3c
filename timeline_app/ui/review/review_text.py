"""The article under review: dates in their events' colours, the passage at hand with ends to drag.

It shows text as text, marked by extra selections; offsets outside are code points, inside UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from timeline_app.core.event import Category
from timeline_app.core.offsets import Utf16Offsets, shown, utf16_offsets
from timeline_app.ui.look import plain_hint, qt_colour, qt_font
from timeline_app.ui.passages.article_setting import coloured, column_width_px, set_paragraphs
from timeline_app.ui.review.review_look import colour_of, tint
from timeline_app.ui.style import Appearance
from timeline_app.work.passages import word_edge
from timeline_app.work.reviewing import Item, Mark, Review

#: So near to an end of the passage (px) a press takes hold of it.
_HOLD_PX = 12
_KNOB_PX = 4.5
#: Qt's search for a place to break within such a word takes the square of its length.
_ENDLESS_WORD = re.compile(r"\S{4000}")
#: Marked at once around the proposal at hand: a very long article has thousands.
_MARKED_AROUND = 300


class ReviewText(QTextEdit):
    """The article beside its proposals.

    `keys` is asked first for every key, and answers whether it has used it. Signals: `item_wanted(int)`: the
    key of a proposal whose mark was clicked; `passage_dragged(int, int)`: its new start and end, in code
    points.
    """

    item_wanted = Signal(int)
    passage_dragged = Signal(object, object)

    def __init__(
        self, appearance: Appearance, keys: Callable[[QKeyEvent], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewText")
        self.setAccessibleName(self.tr("Article under review"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(0)
        self.viewport().setMouseTracking(True)
        self._appearance = appearance
        self._keys = keys
        self._text = ""
        self._title = ""
        self._offsets: Utf16Offsets = utf16_offsets("")
        self._review: Review | None = None
        self._categories: Mapping[str, Category] = {}
        self._dragged: tuple[str, int, int] | None = None  # which end, and start and end as dragged
        self._pressed: QPoint | None = None
        self._follow: tuple[int, int] | None = None  # kept in sight while the view changes its size
        appearance.changed.connect(self.wear)
        self.wear()

    # -- what is shown ------------------------------------------------------------------------------------

    def show_text(self, text: str, title: str) -> None:
        """Show another article, from its beginning; where it begins with its title, that is set as one."""
        self._text, self._title, self._offsets = text, title, utf16_offsets(text)
        self._review, self._dragged, self._follow = None, None, None
        self.setExtraSelections([])
        self.setWordWrapMode(
            QTextOption.WrapMode.WrapAnywhere
            if _ENDLESS_WORD.search(text)
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        self.setPlainText(shown(text))
        set_paragraphs(self.document())
        self._set_title()

    def begins_with_title(self) -> bool:
        """Whether the first line of the text is the article's title."""
        first = self._text.lstrip().partition("\n")[0].strip(" #\t\r")
        return bool(self._title) and first == self._title.strip()

    def show_review(self, review: Review, categories: Mapping[str, Category], *, follow: bool) -> None:
        """Mark the proposals; with `follow` the passage at hand is brought into view."""
        self._review, self._categories = review, categories
        self._mark()
        item = review.item
        if follow and item is not None:
            self._follow = (item.proposal.start, item.proposal.end)
            self._reveal(*self._follow)

    def selected_span(self) -> tuple[int, int] | None:
        """Which characters are selected, in code points; None for none."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._offsets.point(cursor.selectionStart()), self._offsets.point(cursor.selectionEnd())

    def drop_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def end_points(self) -> tuple[QPoint, QPoint] | None:
        """Where the ends of the passage at hand can be taken hold of, in px of the viewport."""
        item = self._review.item if self._review else None
        if item is None:
            return None
        span = self._span_at_hand(item)
        first, last = (self.cursorRect(self._cursor(at, at)) for at in span)
        return QPoint(first.left(), first.center().y()), QPoint(last.left(), last.center().y())

    def wear(self) -> None:
        """Take the theme's colours and fonts."""
        font = qt_font(self._appearance.theme.fonts.article)
        if font != self.font():
            self.setFont(font)
            self.document().setDefaultFont(font)
        self._set_column()
        self._set_title()
        self._mark()

    def _set_title(self) -> None:
        if self._text and self.begins_with_title():
            block = self.document().begin()
            while block.isValid() and not block.text().strip():
                block = block.next()
            look = QTextCharFormat()
            style = qt_font(self._appearance.theme.fonts.article_title)
            look.setFont(style, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
            look.setFontWeight(QFont.Weight.DemiBold)
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(look)

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

    def _span_at_hand(self, item: Item) -> tuple[int, int]:
        if self._dragged is not None:
            return self._dragged[1], self._dragged[2]
        return item.proposal.start, item.proposal.end

    def _mark(self) -> None:
        review, theme = self._review, self._appearance.theme
        if review is None:
            return
        marks: list[QTextEdit.ExtraSelection] = []
        at_hand = review.item
        if at_hand is not None:
            soft = coloured(theme.other_passages, theme.ink)
            marks.extend(self._selection(one.start, one.end, soft) for one in at_hand.proposal.more)
            ground = coloured(theme.passage, theme.ink)
            marks.append(self._selection(*self._span_at_hand(at_hand), ground))
        around = review.items[max(review.current - _MARKED_AROUND, 0) : review.current + _MARKED_AROUND]
        marks.extend(
            mark for item in around if item is not at_hand and (mark := self._mark_of(item)) is not None
        )
        if at_hand is not None and (mark := self._mark_of(at_hand)) is not None:
            marks.append(mark)
        self.setExtraSelections(marks)
        self.viewport().update()

    def _mark_of(self, item: Item) -> QTextEdit.ExtraSelection | None:
        """The date of a proposal in its colour; one that is not ticked is only underlined in it."""
        theme, proposal = self._appearance.theme, item.proposal
        colour = colour_of(theme, self._categories, proposal.category)
        at_hand = self._review is not None and item is self._review.item
        dated = proposal.date_end > proposal.date_start
        start, end = (proposal.date_start, proposal.date_end) if dated else (proposal.start, proposal.end)
        if at_hand and not dated:
            return None
        look = QTextCharFormat()
        look.setForeground(qt_colour(theme.ink))
        if at_hand:
            look.setBackground(qt_colour(tint(theme, colour, theme.passage, strong=True)))
        elif item.mark is Mark.TICKED and dated:
            look.setBackground(qt_colour(tint(theme, colour, theme.canvas)))
        elif item.mark is Mark.REFUSED:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(qt_colour(theme.faint_ink))
            return self._selection(start, end, look)
        if not at_hand:
            style = QTextCharFormat.UnderlineStyle
            look.setUnderlineStyle(style.SingleUnderline if dated else style.DashUnderline)
            look.setUnderlineColor(qt_colour(colour))
        return self._selection(start, end, look)

    def _set_column(self) -> None:
        self.setLineWrapColumnOrWidth(max(60, min(column_width_px(self.font()), self.viewport().width() - 6)))

    def _reveal(self, start: int, end: int) -> None:
        top = self.cursorRect(self._cursor(start, start)).top()
        foot = self.cursorRect(self._cursor(end, end)).bottom()
        height = self.viewport().height()
        if top < 0 or foot > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - max(0, min(height // 3, height - (foot - top) - 8)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the two ends of the passage at hand."""
        super().paintEvent(event)
        item = self._review.item if self._review else None
        if item is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._appearance.theme
        painter.setPen(QPen(qt_colour(theme.ink), 2 * theme.scale))
        painter.setBrush(qt_colour(theme.ink))
        start, end = self._span_at_hand(item)
        knob = _KNOB_PX * theme.scale
        for at, upper in ((start, True), (end, False)):
            rect = self.cursorRect(self._cursor(at, at))
            x = float(max(rect.left(), 1))
            painter.drawLine(QPointF(x, rect.top() + 1), QPointF(x, rect.bottom() - 1))
            y = rect.top() - knob / 2 if upper else rect.bottom() + knob / 2
            painter.drawEllipse(QPointF(max(x, knob), y), knob, knob)
        painter.end()

    # -- mouse --------------------------------------------------------------------------------------------

    def _end_at(self, point: QPoint) -> str:
        """Which end of the passage at hand a press takes hold of: "start", "end" or ""."""
        item = self._review.item if self._review else None
        if item is None:
            return ""
        hold = self._appearance.px(_HOLD_PX)
        for name, at in (("end", item.proposal.end), ("start", item.proposal.start)):
            rect = self.cursorRect(self._cursor(at, at))
            if QRect(rect.left() - hold, rect.top() - hold // 2, 2 * hold, rect.height() + hold).contains(
                point
            ):
                knob_y = rect.top() if name == "start" else rect.bottom()
                near_knob = abs(point.y() - knob_y) <= hold and abs(point.x() - rect.left()) <= hold
                if abs(point.x() - rect.left()) <= hold // 2 or near_knob:
                    return name
        return ""

    def _point_at(self, point: QPoint) -> int:
        return self._offsets.point(self.cursorForPosition(point).position())

    def _item_at(self, point: QPoint) -> Item | None:
        """The proposal whose date, or else whose passage, is under a point; the shortest of them."""
        if self._review is None:
            return None
        place = QPointF(
            point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value()
        )
        units = self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.ExactHit)
        if units < 0:
            return None
        at = self._offsets.point(units)
        dated = [
            item for item in self._review.items if item.proposal.date_start <= at < item.proposal.date_end
        ]
        if dated:
            return min(dated, key=lambda item: item.proposal.date_end - item.proposal.date_start)
        within = [
            item
            for item in self._review.items
            if item.proposal.start <= at < item.proposal.end
            or any(one.start <= at < one.end for one in item.proposal.more)
        ]
        return min(within, key=lambda item: item.proposal.end - item.proposal.start, default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on an end of the passage takes hold of it."""
        self._follow = None
        at = event.position().toPoint()
        end = self._end_at(at) if event.button() is Qt.MouseButton.LeftButton else ""
        item = self._review.item if self._review else None
        if end and item is not None:
            self._dragged = (end, item.proposal.start, item.proposal.end)
            return
        self._pressed = at if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an end from word to word, or show what can be taken hold of."""
        at = event.position().toPoint()
        if self._dragged is not None:
            name, start, end = self._dragged
            place = word_edge(self._text, self._point_at(at), at_start=name == "start")
            self._dragged = (
                (name, min(place, end - 1), end) if name == "start" else (name, start, max(place, start + 1))
            )
            self._mark()
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            if self._end_at(at):
                shape = Qt.CursorShape.SizeHorCursor
            elif self._item_at(at) is not None:
                shape = Qt.CursorShape.PointingHandCursor
            else:
                shape = Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of an end; a click on a mark finds its proposal."""
        if self._dragged is not None:
            _, start, end = self._dragged
            self._dragged = None
            self.passage_dragged.emit(start, end)
            self._mark()
            return
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.textCursor().hasSelection():
            return
        item = self._item_at(event.position().toPoint())
        if item is not None:
            self.item_wanted.emit(item.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only: letters keep their size."""
        self._follow = None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hints name the proposal under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self._item_at(event.pos())
            if item is not None:
                QToolTip.showText(event.globalPos(), plain_hint(shown(item.proposal.title)), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # -- the rest -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the review, then those of a text."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or not self._keys(event):
            self._follow = None
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column, and the passage at hand in sight."""
        self._set_column()
        super().resizeEvent(event)
        if self._follow is not None:
            self._reveal(*self._follow)
