"""One proposal as a card: box, date, title, reason, category, offers; it paints, and edits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Category
from timeline_app.core.offsets import shown
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import qt_colour, qt_font, symbol_pixmap
from timeline_app.ui.review.review_look import colour_of
from timeline_app.ui.style import Appearance
from timeline_app.work.reviewing import Item, Mark

#: What the model answers with the proposal itself, and whether it is being edited.
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TITLE_LINES, _NOTE_LINES = 3, 3


def tr(text: str) -> str:
    """The words of a card in the person's language."""
    return QCoreApplication.translate("ProposalCard", text)


def date_words(edtf: str, style: DateStyle) -> str:
    """A date in words; what cannot be read is told as it stands."""
    if not edtf:
        return tr("no date")
    try:
        return in_words(edtf, style)
    except TimelineError:
        return edtf


def reason_words(item: Item) -> str:
    """What the article says of the date, and how it was understood."""
    proposal = item.proposal
    surface = f"“{' '.join(proposal.as_written.split())}”" if proposal.as_written else ""
    return " — ".join(part for part in (surface, proposal.reason) if part)


def note_lines(item: Item, style: DateStyle, *, at_hand: bool) -> list[str]:
    """What else is to be said of a proposal, a line each; the offer to add to an equal event stands last."""
    proposal, lines = item.proposal, []
    if item.moved_from:
        lines.append(tr("moved from {}").format(date_words(item.moved_from, style)))
    if len(proposal.more) == 1:
        lines.append(tr("and one further passage"))
    elif proposal.more:
        lines.append(tr("and {} further passages").format(len(proposal.more)))
    if at_hand and proposal.second is not None and proposal.second.edtf:
        lines.append(
            tr("R reads it as {date}: {reason}").format(
                date=date_words(proposal.second.edtf, style), reason=proposal.second.reason
            )
        )
    return lines


def twin_words(item: Item) -> str:
    """The offer that goes with an equal event of the story; empty without one."""
    if item.twin is None:
        return ""
    title = shown(item.twin.title)
    if item.to_twin:
        return tr("T: its passage goes to “{}”, which is in the story").format(title)
    return tr("T: “{}” is in the story already; add this passage there").format(title)


def spoken(item: Item, style: DateStyle) -> str:
    """The whole card in words, for a screen reader."""
    state = {Mark.TICKED: tr("ticked"), Mark.OPEN: tr("not ticked"), Mark.REFUSED: tr("refused")}[item.mark]
    parts = [
        state,
        date_words(item.proposal.edtf, style),
        shown(item.proposal.title),
        item.proposal.category,
        reason_words(item),
        *note_lines(item, style, at_hand=True),
        twin_words(item),
    ]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class CardParts:
    """Where everything stands on a card, in px from its corner of the list."""

    card: QRect
    box: QRect
    date: QRect
    category: QRect
    title: QRect
    reason: QRect
    notes: QRect
    twin: QRect
    height: int


class ProposalDelegate(QStyledItemDelegate):
    """Paints cards. `at_hand` is the key of the one at hand, `editing` of the one that is edited (0)."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.categories: Mapping[str, Category] = {}
        self.style_of_dates = DateStyle()
        self.at_hand = 0
        self.editing = 0
        self.editor_px = 0
        self.has_focus = False
        self._heights: dict[int, tuple[Item, int, bool, float, int]] = {}

    # -- measuring ----------------------------------------------------------------------------------------

    def parts(self, item: Item, row: QRect) -> CardParts:
        """The places of a card in its row."""
        px = self._appearance.px
        card = row.adjusted(px(2), px(5), -px(6), -px(5))
        left = card.left() + px(16)
        box = QRect(left, card.top() + px(12), px(18), px(18))
        x = box.right() + px(11)
        right = card.right() - px(14)
        small, bold = self._fonts()
        date_text = date_words(item.proposal.edtf, self.style_of_dates)
        date_px = min(small.horizontalAdvance(date_text) + px(18), right - x)
        date = QRect(x, card.top() + px(9), date_px, px(24))
        name = item.proposal.category
        category_px = min(small.horizontalAdvance(name) + px(22), px(150)) if name else 0
        category = QRect(right - category_px, date.top(), category_px, date.height())
        title_text = shown(item.proposal.title)
        beside_px = category.left() - px(10) - (date.right() + px(11))
        if bold.horizontalAdvance(title_text) + px(2) <= beside_px:
            title = QRect(date.right() + px(11), date.top(), beside_px, date.height())
            y = date.bottom() + px(5)
        else:
            height = _height(bold, title_text, right - x, _TITLE_LINES)
            title = QRect(x, date.bottom() + px(6), right - x, height)
            y = title.bottom() + px(4)
        reason = QRect(x, y, right - x, _height(small, reason_words(item), right - x, _NOTE_LINES))
        y = reason.bottom() + 1 if reason.height() else y
        words = "\n".join(note_lines(item, self.style_of_dates, at_hand=item.key == self.at_hand))
        notes = QRect(x, y + px(2), right - x, _height(small, words, right - x, 2 * _NOTE_LINES))
        y = notes.bottom() + 1 if words else y
        offer = twin_words(item)
        twin = QRect(
            x, y + px(3), right - x, _height(small, offer, right - x, 2 * _NOTE_LINES) if offer else 0
        )
        y = twin.bottom() + 1 if offer else y
        return CardParts(card, box, date, category, title, reason, notes, twin, y + px(15) - row.top())

    def _fonts(self) -> tuple[QFontMetrics, QFontMetrics]:
        fonts = self._appearance.theme.fonts
        return QFontMetrics(qt_font(fonts.ui_small)), QFontMetrics(qt_font(fonts.title))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the card's words need at the list's width."""
        item = index.data(ITEM_ROLE)
        width = option.rect.width() or option.widget.width()
        if not isinstance(item, Item):
            return QSize(width, self._appearance.px(40))
        if item.key == self.editing:
            return QSize(width, self.editor_px)
        at_hand, scale = item.key == self.at_hand, self._appearance.theme.scale
        known = self._heights.get(item.key)
        if known is None or known[0] is not item or known[1:4] != (width, at_hand, scale):
            height = self.parts(item, QRect(0, 0, max(width, 200), 0)).height
            known = self._heights[item.key] = (item, width, at_hand, scale, height)
        return QSize(width, known[4])

    # -- painting -----------------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the card; nothing while it is being edited."""
        item = index.data(ITEM_ROLE)
        if not isinstance(item, Item) or item.key == self.editing:
            return
        theme = self._appearance.theme
        parts = self.parts(item, option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, theme, item, parts)
        self._paint_box(painter, theme, item, parts.box)
        self._paint_words(painter, theme, item, parts)
        painter.restore()

    def _paint_frame(self, painter: QPainter, theme: Theme, item: Item, parts: CardParts) -> None:
        radius = theme.sizes.ui_radius_px
        frame = QRectF(parts.card).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, radius, radius)
        at_hand = item.key == self.at_hand
        painter.fillPath(path, qt_colour(theme.canvas))
        edge = colour_of(theme, self.categories, item.proposal.category)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(
            QRectF(frame.left(), frame.top(), 5 * theme.scale, frame.height()),
            qt_colour(edge if item.mark is Mark.TICKED else theme.control_line),
        )
        painter.restore()
        width = 2.0 * theme.scale if at_hand else 1.0
        ring = theme.accent if at_hand and self.has_focus else theme.ink if at_hand else theme.line
        painter.setPen(QPen(qt_colour(ring), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_box(self, painter: QPainter, theme: Theme, item: Item, box: QRect) -> None:
        px = self._appearance.px
        ticked = item.mark is Mark.TICKED
        painter.setPen(QPen(qt_colour(theme.accent if ticked else theme.control_line), 1.2 * theme.scale))
        painter.setBrush(qt_colour(theme.accent if ticked else theme.canvas))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        pen = QPen(qt_colour(theme.on_accent if ticked else theme.soft_ink), 2.0 * theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y, side = float(box.x()), float(box.y()), float(box.width())
        sign = QPainterPath()
        if ticked:
            sign.moveTo(x + 0.24 * side, y + 0.52 * side)
            sign.lineTo(x + 0.43 * side, y + 0.71 * side)
            sign.lineTo(x + 0.76 * side, y + 0.30 * side)
        elif item.mark is Mark.REFUSED:
            sign.moveTo(x + 0.30 * side, y + 0.30 * side)
            sign.lineTo(x + 0.70 * side, y + 0.70 * side)
            sign.moveTo(x + 0.70 * side, y + 0.30 * side)
            sign.lineTo(x + 0.30 * side, y + 0.70 * side)
        painter.drawPath(sign)

    def _paint_words(self, painter: QPainter, theme: Theme, item: Item, parts: CardParts) -> None:
        px, fonts = self._appearance.px, theme.fonts
        refused = item.mark is Mark.REFUSED
        small, bold = qt_font(fonts.ui_small), qt_font(fonts.title)
        small_metrics = QFontMetrics(small)
        painter.setPen(QPen(qt_colour(theme.control_line), 1.0))
        painter.drawRoundedRect(QRectF(parts.date).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        ink, soft = qt_colour(theme.soft_ink if refused else theme.ink), qt_colour(theme.soft_ink)
        painter.setPen(ink)
        painter.setFont(small)
        date = date_words(item.proposal.edtf, self.style_of_dates)
        inner = parts.date.adjusted(px(8), 0, -px(8), 0)
        elided = small_metrics.elidedText(date, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter), elided)
        if item.proposal.category:
            self._paint_category(painter, theme, item, parts.category, small_metrics)
        bold.setStrikeOut(refused)
        painter.setFont(bold)
        painter.setPen(ink)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        title = shown(item.proposal.title)
        painter.drawText(parts.title, align | _WRAP, _cut(QFontMetrics(bold), title, parts.title))
        painter.setFont(small)
        painter.setPen(soft)
        top = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(
            parts.reason, top | _WRAP, _cut(small_metrics, shown(reason_words(item)), parts.reason)
        )
        notes = "\n".join(note_lines(item, self.style_of_dates, at_hand=item.key == self.at_hand))
        painter.drawText(parts.notes, top | _WRAP, shown(notes))
        if offer := twin_words(item):
            painter.setPen(qt_colour(theme.accent))
            painter.drawText(parts.twin, top | _WRAP, offer)

    def _paint_category(
        self, painter: QPainter, theme: Theme, item: Item, place: QRect, metrics: QFontMetrics
    ) -> None:
        px = self._appearance.px
        side = px(12)
        density = painter.device().devicePixelRatio()
        symbol = symbol_pixmap(theme, self.categories.get(item.proposal.category), side, density)
        painter.drawPixmap(place.left(), place.center().y() - side // 2, symbol)
        words = metrics.elidedText(
            item.proposal.category, Qt.TextElideMode.ElideRight, place.width() - px(18)
        )
        painter.setPen(qt_colour(theme.soft_ink))
        painter.drawText(place.adjusted(px(18), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)


def _height(metrics: QFontMetrics, words: str, width: int, most_lines: int) -> int:
    """The height of words broken into lines of a width, at most so many of them."""
    if not words:
        return 0
    rect = metrics.boundingRect(QRect(0, 0, max(width, 40), 10_000), _WRAP, words)
    return min(rect.height(), most_lines * metrics.lineSpacing() + 1)


def _cut(metrics: QFontMetrics, words: str, place: QRect) -> str:
    """As many words as fit a place, with "…" where some do not."""
    one_line = metrics.horizontalAdvance(words) <= place.width()
    if one_line or _height(metrics, words, place.width(), 10_000) <= place.height() + 1:
        return words
    parts = words.split(" ")
    while len(parts) > 1:
        parts.pop()
        shorter = " ".join(parts) + "…"
        if _height(metrics, shorter, place.width(), 10_000) <= place.height() + 1:
            return shorter
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
