"""The timeline: composes the Scene when something changed, paints it, and turns the mouse into moves.

Measures and places nothing: `scene.compose` does, `render.qt_painter` draws. Keys are actions of the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from timeline_app.core.filters import words_of
from timeline_app.layout.viewport import Viewport
from timeline_app.render.qt_painter import paint
from timeline_app.scene.compose import compose
from timeline_app.scene.hit_test import position_of
from timeline_app.scene.marks import Scene
from timeline_app.scene.overlay import rings
from timeline_app.scene.picture import Composed, Picture
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui import moves
from timeline_app.ui.look import plain_hint, qt_colour
from timeline_app.ui.messages import announce
from timeline_app.ui.picture import hints
from timeline_app.ui.picture.date_handles import paint_handles, tick_unit
from timeline_app.ui.picture.painted_scene import PaintedScene
from timeline_app.ui.picture.pointing import Pointing
from timeline_app.ui.picture.wheel import Meaning, WheelRules
from timeline_app.ui.session import Session
from timeline_app.ui.story.label_placing import PLACED_FROM
from timeline_app.ui.style import Appearance
from timeline_app.work.clock import now_s


class TimelineView(QWidget):
    """The picture of the session's story; `pointing` tells what the mouse asks for.

    Signals:
    - `menu_wanted(QPoint)`: a context menu, at a global position.
    - `composed_anew()`: `composed` was replaced.
    """

    menu_wanted = Signal(QPoint)
    composed_anew = Signal()

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        metrics: TextMetrics,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timelineView")
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self._session = session
        self._appearance = appearance
        self._metrics = metrics
        self._composed: Composed | None = None
        self._painted = PaintedScene()
        self._by_keyboard = False
        self.scroll_px = 0.0
        self._given: Viewport | None = None  # as fitted or as left, until the person moves it
        self._left: Viewport | None = None  # what it is made of: None fits all
        self._publication_s: int | None = None
        self._filter_of: tuple[object, object, object] = None, None, None
        self._filter_words = ""  # of that filter, story and style
        self.pointing = Pointing(
            self, session, lambda: self._composed, lambda: self.scroll_px, self.scroll_to, self.tick_unit
        )
        self.wheel = WheelRules()
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName(self.tr("Scroll the lanes"))
        self._bar.setCursor(Qt.CursorShape.ArrowCursor)
        self._bar.hide()
        self._bar.valueChanged.connect(self.scroll_to)
        session.story_changed.connect(self.refresh)
        session.filter_changed.connect(self.refresh)
        session.viewport_changed.connect(self.refresh)
        session.lanes_changed.connect(self._relane)
        session.texts_arrived.connect(self._texts_arrived)
        session.selection_changed.connect(self._selection_changed)
        appearance.changed.connect(self.refresh)

    # -- what is shown ------------------------------------------------------------------------------------

    @property
    def composed(self) -> Composed | None:
        """The picture with what is known of it; None until a story is open and there is room to paint."""
        session = self._session
        if session.snapshot is None or self.width() <= 0:
            return None
        if session.viewport is None:
            self.fit_all()
        if session.viewport is None:
            session.set_viewport(moves.around(now_s(), float(self.width())))
        viewport = session.viewport
        if self._composed is None and viewport is not None:
            picture, height_px, theme = self._asked(viewport), float(self.height()), self._appearance.theme
            self._composed = compose(picture, viewport, height_px, theme, self._metrics, session.texts)
            if self._composed.late or self._session.labels.is_due(picture, viewport):
                self._have_labels_placed(picture, viewport)
            self._fit_bar()
            self.composed_anew.emit()
        return self._composed

    def scene_shown(self) -> Scene | None:
        """The Scene last painted, without rings; None before the first."""
        composed = self.composed
        return composed.scene if composed else None

    def position_of(self, event_id: int) -> QPoint | None:
        """A point in widget px where a click selects that very event; None where it is not drawn as one."""
        scene = self.scene_shown()
        at = position_of(scene, event_id) if scene else None
        return QPointF(*at).toPoint() if at else None

    def refresh(self) -> None:
        """Compose again before the next frame."""
        self._composed = None
        self.update()

    def tick_unit(self) -> str:
        """The unit of the small ticks: `year`, `month`, `day`, `hour`, `minute` or `second`."""
        return tick_unit(self._session, self._appearance.theme, self._metrics)

    def set_publication(self, second: int | None) -> None:
        """Show the open article's publication day as a dotted line."""
        if second != self._publication_s:
            self._publication_s = second
            self.refresh()

    def image(self, scale: float = 2.0) -> QImage:
        """The picture as it stands, without rings and cursor, at `scale` pixels to a px."""
        made = QImage(
            round(self.width() * scale),
            round(self.height() * scale),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        made.setDevicePixelRatio(scale)
        made.fill(qt_colour(self._appearance.theme.canvas))
        scene = self.scene_shown()
        if scene is not None:
            painter = QPainter(made)
            try:
                paint(scene, painter)
            finally:
                painter.end()
        return made

    # -- moving -------------------------------------------------------------------------------------------

    def fit_all(self) -> None:
        """Show every event that passes the filter; stays so while the window changes its size."""
        moves.fit_all(self._session, float(self.width()))
        self._given, self._left = self._session.viewport, None

    def show_as_left(self, viewport: Viewport) -> None:
        """Show the span of a viewport that was kept; stays so while the window changes its size."""
        self._session.set_viewport(moves.at_width(viewport, float(max(self.width(), 1))))
        self._given, self._left = self._session.viewport, viewport

    def keyboard_moved(self) -> None:
        """The keyboard has moved the selection: its focus is shown."""
        self._by_keyboard = True
        self.update()

    def scroll_to(self, scroll_px: float) -> None:
        """Scroll the lanes, as far as they go."""
        reach = self._reach_px()
        scroll_px = min(max(float(scroll_px), 0.0), reach)
        if scroll_px != self.scroll_px:
            self.scroll_px = scroll_px
            self.refresh()

    # -- Qt's events --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then rings and gesture."""
        with self._session.labels.frame():
            painter = QPainter(self)
            try:
                self._paint(painter)
            finally:
                painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale and the middle; what was fitted whole, or left as it is, keeps its span."""
        viewport = self._session.viewport
        width_px = float(self.width())
        if viewport is not None and width_px > 0 and viewport.width_px != width_px:
            if viewport == self._given:
                self.fit_all() if self._left is None else self.show_as_left(self._left)
            else:
                self._session.set_viewport(viewport.resized(width_px))
        thickness = self._bar.sizeHint().width()
        axis_px = round(self._appearance.theme.sizes.axis_px)
        self._bar.setGeometry(
            QRect(self.width() - thickness, axis_px, thickness, max(self.height() - axis_px, 0))
        )
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click or a gesture."""
        self._by_keyboard = False
        if event.button() is Qt.MouseButton.LeftButton:
            QToolTip.hideText()
            self.pointing.dragging.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A gesture goes on, or something else is under the pointer."""
        self.pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a gesture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """An event's passage full size; density comes nearer."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pointing.double_click(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.pointing.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, pan or scroll, as the rules say."""
        turn = self.wheel.read(event)
        event.accept()
        if turn is None:
            return
        if turn.meaning is Meaning.ZOOM:
            moves.zoom(self._session, turn.amount, event.position().x())
        elif turn.meaning is Meaning.PAN:
            moves.pan(self._session, turn.amount / max(self.width(), 1))
        else:
            self.scroll_to(self.scroll_px + turn.amount)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard's focus is shown where the keyboard brought it."""
        self._by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus ring goes."""
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu of what can be done here; what is under the pointer is selected first."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            found = self.pointing.under(QPointF(event.pos()))
            if found is not None and found.event_id > 0 and found.event_id not in self._session.selected:
                self._session.select((found.event_id,))
        self.menu_wanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Hints and the touchpad's pinch, which have no handler of their own."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.pointing.hint(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_hint(words), self)
            return True
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is pinch:
            moves.zoom(self._session, max(1.0 + event.value(), 0.1), event.position().x())
            return True
        return super().event(event)

    # -- inside -------------------------------------------------------------------------------------------

    def _asked(self, viewport: Viewport) -> Picture:
        session = self._session
        assert session.snapshot is not None  # noqa: S101 - `composed` has looked
        of = session.filter, session.snapshot, session.style
        if any(one is not other for one, other in zip(of, self._filter_of, strict=True)):
            self._filter_of, self._filter_words = of, words_of(*of)
        asked = Picture(
            snapshot=session.snapshot,
            mask=session.mask,
            edited=session.passing.edited,
            lanes=session.lanes,
            style=session.style,
            today_s=now_s(),
            publication_s=self._publication_s,
            scroll_px=self.scroll_px,
            filter_words=self._filter_words,
            labels_elsewhere=len(session.snapshot.columns) > PLACED_FROM,
        )
        if asked.labels_elsewhere and session.labels.writes(asked, viewport):
            return replace(asked, cards_elsewhere=True)
        return asked

    def _selection_changed(self) -> None:
        session = self._session
        if session.current is not None:
            text = session.texts((session.current,)).get(session.current)
            if text is not None:
                words = hints.event_words(text, session.style)
                self.setAccessibleDescription(words)
                announce(self, words)
        else:
            self.setAccessibleDescription("")
        self.update()

    def _paint(self, painter: QPainter) -> None:
        composed, theme = self.composed, self._appearance.theme
        ground = qt_colour(theme.canvas)
        if composed is None:
            painter.fillRect(self.rect(), ground)
            return
        self._painted.draw(composed.scene, painter, self.size(), self.devicePixelRatioF(), ground)
        several = len(self._session.selected) > 1  # one alone wears the ring of the selection
        shows_focus = self._by_keyboard and self.hasFocus() and several
        focused = self._session.current if shows_focus else None
        over = rings(composed.scene, theme, self._session.selected, self.pointing.hovered, focused or 0)
        paint(over, painter)
        paint_handles(painter, theme, self.pointing.handles())
        if self.pointing.dragging.gesture is not None:
            self.pointing.dragging.gesture.paint(painter, theme)
        if self._by_keyboard and self.hasFocus() and not self._session.selected:
            painter.setPen(QPen(qt_colour(theme.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _labels_came(self, unfinished: bool, written: Mapping[object, object]) -> None:
        for key, cards in written.items():
            self._metrics.kept[key] = cards
        if self._composed is not None and self._composed.late:
            self.refresh()
        elif unfinished and self._composed is not None and self._session.viewport is not None:
            self._have_labels_placed(self._asked(self._session.viewport), self._session.viewport)

    def _have_labels_placed(self, picture: Picture, viewport: Viewport) -> None:
        if picture.labels_elsewhere:
            height_px, theme = float(self.height()), self._appearance.theme
            self._session.labels.ask(picture, viewport, height_px, theme, self._labels_came)

    def _texts_arrived(self) -> None:
        if self._composed is not None and (self._composed.wanted or self._composed.unready):
            self.refresh()

    def _relane(self) -> None:
        self.scroll_px = 0.0
        self.refresh()

    def _reach_px(self) -> float:
        """How far the lanes can be scrolled."""
        content_px = self._composed.content_height_px if self._composed else 0.0
        return max(content_px - self.height(), 0.0)

    def _fit_bar(self) -> None:
        reach = round(self._reach_px())
        if reach == 0 and self._bar.maximum() == 0 and self._bar.isHidden():
            return
        self._bar.blockSignals(True)
        self._bar.setRange(0, reach)
        self._bar.setPageStep(self.height())
        self._bar.setSingleStep(40)
        self._bar.setValue(round(self.scroll_px))
        self._bar.blockSignals(False)
        self._bar.setVisible(reach > 0)
