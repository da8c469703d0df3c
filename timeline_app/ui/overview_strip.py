"""The strip below the picture: the whole story, and a brush that shows and moves what is in view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from timeline_app.layout.viewport import Viewport
from timeline_app.render.qt_painter import paint
from timeline_app.scene.marks import Scene
from timeline_app.scene.overview import (
    brush_span,
    compose_brush,
    compose_overview,
    shows_everything,
    whole_story,
)
from timeline_app.ui import moves
from timeline_app.ui.gestures import Brush, Dragging, Gesture, NewBrush, brush_edges
from timeline_app.ui.look import qt_colour
from timeline_app.ui.picture.painted_scene import PaintedScene
from timeline_app.ui.picture.wheel import Meaning, WheelRules
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance
from timeline_app.work.clock import now_s

#: So near to an edge of the brush (px) a press takes hold of it; half a target.
EDGE_PX = 9.0
#: A brush narrower than this is taken by its middle only.
NARROW_PX = 12.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the strip's scene hangs on beside story, filter and selection."""

    whole: Viewport
    thin: bool
    today_px: int
    height_px: int


class OverviewStrip(QWidget):
    """Shares the edges of the picture. Drag the brush or its edges, or draw a new one; click to go there."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overviewStrip")
        self.setAccessibleName(self.tr("Overview of the whole story"))
        self.setToolTip(self.tr("The whole story. Drag the frame or its edges to move and zoom."))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._session = session
        self._appearance = appearance
        self._scene: Scene | None = None
        self._shown: _Shown | None = None
        self._painted = PaintedScene()
        self._whole: Viewport | None = None
        self._brushed: tuple[float, float] | None = None  # where the brush was painted last
        self._dragging = Dragging(self._begin, self._click)
        self._wheel = WheelRules()
        for changed in (
            session.story_changed,
            session.filter_changed,
            session.selection_changed,
        ):
            changed.connect(self.refresh)
        session.viewport_changed.connect(self._view_moved)
        appearance.changed.connect(self._resize)

    def scene_shown(self) -> Scene | None:
        """The Scene last painted, without the brush; None before the first. Made anew where it differs."""
        session = self._session
        snapshot, viewport = session.snapshot, session.viewport
        if snapshot is None or viewport is None or self.width() <= 0:
            return None
        if self._whole is None or self._dragging.gesture is None:
            self._whole = whole_story(snapshot, viewport, float(self.width()))
        thin = shows_everything(snapshot, viewport)
        today_s = now_s()
        today_px = round(self._whole.scale.x_of(today_s))
        shown = _Shown(self._whole, thin, today_px, self.height())
        if self._scene is None or shown != self._shown:
            self._scene = compose_overview(
                snapshot, session.mask, self._whole, float(self.height()), self._appearance.theme,
                session.selected, today_s, thin=thin, edited=session.passing.edited,
            )  # fmt: skip
            self._shown = shown
        return self._scene

    def brush(self) -> tuple[float, float] | None:
        """The brush's left and right edge, in widget px; None until a story is shown."""
        if self.scene_shown() is None or self._whole is None or self._session.viewport is None:
            return None
        return brush_edges(self._whole, self._session.viewport)

    def refresh(self) -> None:
        """Compose again before the next frame."""
        self._scene = None
        self.update()

    def _view_moved(self) -> None:
        """Paint again, where the strip would look any different."""
        shown, viewport = self._shown, self._session.viewport
        if self._scene is not None and shown is not None and viewport is not None and not shown.thin:
            self.scene_shown()
            if self._shown == shown and brush_span(shown.whole, viewport) == self._brushed:
                return
        self.update()

    def cancel_gesture(self) -> bool:
        """Give up a drag that is under way; True where there was one."""
        return self._dragging.cancel()

    def sizeHint(self) -> QSize:
        """As high as the theme says."""
        return QSize(200, round(self._appearance.theme.sizes.overview_px))

    def minimumSizeHint(self) -> QSize:
        """The same height; any width."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strip from its pixels, and the brush over it: all that moves with the view."""
        scene, viewport = self.scene_shown(), self._session.viewport
        theme = self._appearance.theme
        painter = QPainter(self)
        try:
            if scene is None or self._whole is None or viewport is None:
                painter.fillRect(self.rect(), qt_colour(theme.ground))
                return
            self._painted.draw(scene, painter, self.size(), self.devicePixelRatioF(), qt_colour(theme.ground))
            self._brushed = None
            if self._shown is not None and not self._shown.thin:
                self._brushed = brush_span(self._whole, viewport)
                paint(compose_brush(self._whole, viewport, float(self.height()), theme), painter)
        finally:
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another scene."""
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click or a gesture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A gesture goes on, or the cursor says what can be taken hold of."""
        if self._dragging.move(event):
            if self._dragging.gesture is not None:
                self.setCursor(self._dragging.gesture.cursor)
            return
        left, right = self._edges_at(event.position().x())
        if left and right:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif left or right:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a gesture; the strip may show more or less again."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging.release(event)
            self.unsetCursor()
            self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As over the picture; it zooms in the middle of the view."""
        turn = self._wheel.read(event)
        event.accept()
        if turn is None or turn.meaning is Meaning.SCROLL:
            return
        if turn.meaning is Meaning.ZOOM:
            moves.zoom(self._session, turn.amount)
        else:
            moves.pan(self._session, turn.amount / max(self.width(), 1))

    def _edges_at(self, x_px: float) -> tuple[bool, bool]:
        """Which edges of the brush a press at x takes hold of: both move it, none draws a new one."""
        brush = self.brush()
        if brush is None:
            return False, False
        left, right = brush
        if right - left < NARROW_PX:
            near = left - EDGE_PX <= x_px <= right + EDGE_PX
            return near, near
        inner = min(EDGE_PX, (right - left) / 4)
        if left - EDGE_PX <= x_px <= left + inner:
            return True, False
        if right - inner <= x_px <= right + EDGE_PX:
            return False, True
        inside = left < x_px < right
        return inside, inside

    def _begin(self, start: QPointF, _modifiers: Qt.KeyboardModifier) -> Gesture | None:
        viewport = self._session.viewport
        if self.scene_shown() is None or self._whole is None or viewport is None:
            return None
        left, right = self._edges_at(start.x())
        if left or right:
            return Brush(self._session, self._whole, viewport, start, left=left, right=right)
        return NewBrush(self._session, self._whole, viewport, start)

    def _click(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        if self.scene_shown() is not None and self._whole is not None:
            moves.go_to(self._session, self._whole.scale.second_at(at.x()))

    def _resize(self) -> None:
        self.updateGeometry()
        self.refresh()
