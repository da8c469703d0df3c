"""Gestures of the mouse: small objects of one shape; each knows what it changes and how to take it back.

A press is a click until it has moved; then the surface (picture or strip) chooses the gesture. Gestures work
from the state at the press, so that nothing drifts and cancelling restores it exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPainter, QPen

from timeline_app.layout.viewport import Viewport
from timeline_app.scene.hit_test import events_within
from timeline_app.scene.marks import Scene
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import qt_colour
from timeline_app.ui.moves import at_width, between
from timeline_app.ui.session import Session

#: A box or a brush narrower than this is taken for a click that slipped.
LEAST_DRAG_PX = 4.0
#: The brush is never dragged narrower than this; the wheel zooms deeper.
LEAST_BRUSH_PX = 1.0


class Gesture(Protocol):
    """What every gesture can do, between a press that moved and its release."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF) -> None:
        """The pointer is here now."""

    def end(self, at: QPointF) -> None:
        """The button was released here."""

    def cancel(self) -> None:
        """Take everything back."""

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw what the gesture shows over the surface."""


class Dragging:
    """A press from button down to button up: a click, or the gesture that `begin` makes once it has moved."""

    def __init__(
        self,
        begin: Callable[[QPointF, Qt.KeyboardModifier], Gesture | None],
        click: Callable[[QPointF, Qt.KeyboardModifier], None],
    ) -> None:
        self._begin = begin
        self._click = click
        self._pressed: tuple[QPointF, Qt.KeyboardModifier] | None = None
        self.gesture: Gesture | None = None

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        self._pressed = event.position(), event.modifiers()

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved; True while a press is under way."""
        if self._pressed is None:
            return False
        start, modifiers = self._pressed
        if self.gesture is None:
            far = (event.position() - start).manhattanLength()
            if far >= QGuiApplication.styleHints().startDragDistance():
                self.gesture = self._begin(start, modifiers)
        if self.gesture is not None:
            self.gesture.move(event.position())
        return True

    def release(self, event: QMouseEvent) -> None:
        """The button went up: the end of the gesture, or a click."""
        gesture, pressed = self.gesture, self._pressed
        self.gesture = self._pressed = None
        if gesture is not None:
            gesture.end(event.position())
        elif pressed is not None:
            self._click(*pressed)

    def cancel(self) -> bool:
        """Give the gesture up; True where there was one."""
        gesture, self.gesture, self._pressed = self.gesture, None, None
        if gesture is None:
            return False
        gesture.cancel()
        return True


class Pan:
    """Drags time under the hand, and the lanes where they scroll."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self,
        session: Session,
        viewport: Viewport,
        start: QPointF,
        scroll_px: float,
        scroll_to: Callable[[float], None],
    ) -> None:
        self._session = session
        self._viewport = viewport
        self._start = start
        self._scroll_px = scroll_px
        self._scroll_to = scroll_to

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        self._session.set_viewport(self._viewport.pan(self._start.x() - at.x()))
        self._scroll_to(self._scroll_px + self._start.y() - at.y())

    def end(self, at: QPointF) -> None:
        """The last place of the pointer counts."""
        self.move(at)

    def cancel(self) -> None:
        """Put back what was."""
        self._session.set_viewport(self._viewport)
        self._scroll_to(self._scroll_px)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Nothing: the picture itself moves."""


class BoxZoom:
    """Draws a box and shows its span."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, viewport: Viewport, start: QPointF, height_px: float) -> None:
        self._session = session
        self._viewport = viewport
        self._start = self._at = start
        self._height_px = height_px

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        self._at = at

    def end(self, at: QPointF) -> None:
        """The last place of the pointer counts."""
        left, right = sorted((self._start.x(), at.x()))
        if right - left >= LEAST_DRAG_PX:
            self._session.set_viewport(between(self._viewport, left, right))

    def cancel(self) -> None:
        """Nothing was changed yet."""

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the box."""
        left, right = sorted((self._start.x(), self._at.x()))
        _paint_box(painter, theme, QRectF(left, 0.0, right - left, self._height_px))


class BoxSelect:
    """Draws a box and selects what it touches, beside what was selected."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, scene: Scene, start: QPointF) -> None:
        self._session = session
        self._scene = scene
        self._start = self._at = start
        self._before = session.selected, session.current

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        self._at = at
        found = events_within(self._scene, self._start.x(), self._start.y(), at.x(), at.y())
        self._session.select((*self._before[0], *found))

    def end(self, at: QPointF) -> None:
        """The last place of the pointer counts."""
        self.move(at)

    def cancel(self) -> None:
        """Put back what was."""
        self._session.select(*self._before)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the box."""
        _paint_box(painter, theme, QRectF(self._start, self._at).normalized())


class Brush:
    """Moves the brush of the overview strip, or one of its edges; `whole` stays still meanwhile."""

    def __init__(
        self,
        session: Session,
        whole: Viewport,
        viewport: Viewport,
        start: QPointF,
        *,
        left: bool,
        right: bool,
    ) -> None:
        self._session = session
        self._whole = whole
        self._viewport = viewport
        self._start = start
        self._left = left
        self._right = right
        self.cursor = Qt.CursorShape.ClosedHandCursor if left and right else Qt.CursorShape.SizeHorCursor

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        dx_px = at.x() - self._start.x()
        if self._left and self._right:
            ratio = self._whole.seconds_per_px / self._viewport.seconds_per_px
            self._session.set_viewport(self._viewport.pan(dx_px * ratio))
            return
        x0, x1 = brush_edges(self._whole, self._viewport)
        x0, x1 = x0 + (dx_px if self._left else 0.0), x1 + (dx_px if self._right else 0.0)
        left, right = sorted((x0, x1))
        shown = between(self._whole, left, max(right, left + LEAST_BRUSH_PX))
        self._session.set_viewport(at_width(shown, self._viewport.width_px))

    def end(self, at: QPointF) -> None:
        """The last place of the pointer counts."""
        self.move(at)

    def cancel(self) -> None:
        """Put back what was."""
        self._session.set_viewport(self._viewport)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Nothing: the brush itself moves."""


class NewBrush:
    """Draws a new brush on the overview strip."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, whole: Viewport, viewport: Viewport, start: QPointF) -> None:
        self._session = session
        self._whole = whole
        self._viewport = viewport
        self._start = start

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        left, right = sorted((self._start.x(), at.x()))
        if right - left >= LEAST_DRAG_PX:
            self._session.set_viewport(at_width(between(self._whole, left, right), self._viewport.width_px))

    def end(self, at: QPointF) -> None:
        """The last place of the pointer counts."""
        self.move(at)

    def cancel(self) -> None:
        """Put back what was."""
        self._session.set_viewport(self._viewport)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Nothing: the brush itself is drawn."""


def brush_edges(whole: Viewport, viewport: Viewport) -> tuple[float, float]:
    """The x of the view's first and last moment on the overview strip."""
    left = whole.scale.x_of(viewport.start_s) + viewport.start_fraction / whole.seconds_per_px
    return left, left + viewport.span_s / whole.seconds_per_px


def _paint_box(painter: QPainter, theme: Theme, box: QRectF) -> None:
    accent = qt_colour(theme.accent)
    fill = QColor(accent)
    fill.setAlphaF(0.12)
    painter.setPen(QPen(accent, 1.0))
    painter.setBrush(fill)
    painter.drawRect(box)
