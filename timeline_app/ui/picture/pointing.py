"""The pointer over the picture: what is under it, what a click does there, and which gesture a drag begins.

Reads the picture last composed; changes the session, never the picture. The view passes it the mouse.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from timeline_app.scene.bands import Reading, reading_at
from timeline_app.scene.hit_test import Hit, hit
from timeline_app.scene.picture import Composed, Picture, Target, TargetInfo, WayOut
from timeline_app.ui import moves
from timeline_app.ui.gestures import BoxSelect, BoxZoom, Dragging, Gesture, Pan
from timeline_app.ui.picture import hints
from timeline_app.ui.picture.date_handles import Handle, MoveDate, handle_at, handles_of, held_event
from timeline_app.ui.session import Session

#: A double click on density zooms in by this factor.
DOUBLE_CLICK_ZOOM = 4.0
#: Targets that are ground rather than something to press.
_GROUND = (Target.DENSITY, Target.LANE)


class Pointing(QObject):
    """What the mouse means over one view.

    `shown` gives the picture last composed, `scrolled` how far its lanes are scrolled, `scroll_to` scrolls,
    `tick_unit` names the unit of the small ticks.

    Signals:
    - `event_clicked(object)`: the id (int) of an event that a plain click selected.
    - `passage_wanted(object)`: the id (int) of a double-clicked event, to be read full size.
    - `list_wanted(object, QPoint)`: a `TargetInfo` whose events did not fit, and where it stands.
    - `command_wanted(str)`: the id of a command that an empty picture offers.
    - `date_wanted(object, str, str)`: an event (int) whose date was dragged, from one EDTF to another.
    - `event_wanted_at(object, str)`: a second (int) whose empty space was double-clicked, and its lane's key.
    """

    event_clicked = Signal(object)
    passage_wanted = Signal(object)
    list_wanted = Signal(object, QPoint)
    command_wanted = Signal(str)
    event_wanted_at = Signal(object, str)
    date_wanted = Signal(object, str, str)

    def __init__(
        self,
        view: QWidget,
        session: Session,
        shown: Callable[[], Composed | None],
        scrolled: Callable[[], float],
        scroll_to: Callable[[float], None],
        tick_unit: Callable[[], str],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._shown = shown
        self._scrolled = scrolled
        self._scroll_to = scroll_to
        self._tick_unit = tick_unit
        self.hovered = 0  # an event's id or minus a target's number; 0 for neither
        self.locked = False  # nothing of the story can be changed here for now
        self._over_handle = False
        self.dragging = Dragging(self._begin, self._click)

    # -- the mouse ----------------------------------------------------------------------------------------

    def move(self, event: QMouseEvent) -> None:
        """A gesture goes on, or something else is under the pointer."""
        if self.dragging.move(event):
            self._show_cursor()
            self._view.update()
        else:
            self.hover(event.position())

    def release(self, event: QMouseEvent) -> None:
        """The end of a click or a gesture."""
        self.dragging.release(event)
        self.hover(event.position())
        self._view.update()

    def cancel(self) -> bool:
        """Give up the gesture under way; True where there was one."""
        cancelled = self.dragging.cancel()
        self._show_cursor()
        self._view.update()
        return cancelled

    def hover(self, at: QPointF | None) -> None:
        """The pointer is here, or (None) nowhere."""
        found = self.under(at) if at is not None else None
        target = self.target(found)
        pressable = found is not None and (
            found.event_id > 0 or (target is not None and target.kind not in _GROUND)
        )
        hovered = found.event_id if found is not None and pressable else 0
        self._over_handle = at is not None and handle_at(self.handles(), at) is not None
        if hovered != self.hovered:
            self.hovered = hovered
            self._view.update()
        self._show_cursor()

    def double_click(self, at: QPointF) -> None:
        """An event's passage full size; density comes nearer; on empty space an event is proposed there."""
        found = self.under(at)
        if found is not None and found.event_id > 0:
            self._session.select((found.event_id,))
            self.passage_wanted.emit(found.event_id)
            return
        target, viewport = self.target(found), self._session.viewport
        if target is not None and target.kind is Target.DENSITY:
            moves.zoom(self._session, DOUBLE_CLICK_ZOOM, at.x())
        elif not self.locked and viewport is not None and (target is None or target.kind is Target.LANE):
            self.event_wanted_at.emit(viewport.scale.second_at(at.x()), self._lane_at(at.y()))

    def handles(self) -> list[Handle]:
        """The handles of the selected event's date."""
        return [] if self.locked else handles_of(self._session, self._shown())

    # -- what is there ------------------------------------------------------------------------------------

    def under(self, at: QPointF) -> Hit | None:
        """What is at a point."""
        composed = self._shown()
        return hit(composed.scene, at.x(), at.y()) if composed else None

    def target(self, found: Hit | None) -> TargetInfo | None:
        """The target that a hit stands for; None for an event and for nothing."""
        composed = self._shown()
        if found is None or found.event_id >= 0 or composed is None:
            return None
        return composed.targets.get(-found.event_id)

    def hint(self, at: QPointF) -> str:
        """What is at a point, in words."""
        session, found = self._session, self.under(at)
        snapshot = session.snapshot
        if found is None or snapshot is None or session.viewport is None:
            return ""
        if found.event_id > 0:
            text = session.texts((found.event_id,)).get(found.event_id)
            return hints.event_words(text, session.style) if text else ""
        target = self.target(found)
        if target is None:
            return ""
        if target.kind is Target.DENSITY:
            reading = self._reading_at(target.lane, at.x())
            return hints.density_words(reading, session.style) if reading else ""
        first_id = int(snapshot.by_row.id[target.rows[0]]) if len(target.rows) else 0
        return hints.target_words(target, session.texts((first_id,)).get(first_id), session.style)

    def _reading_at(self, lane: str, x_px: float) -> Reading | None:
        """What a lane's density says at x, of the very columns that are drawn."""
        session, composed = self._session, self._shown()
        if session.snapshot is None or session.viewport is None or composed is None:
            return None
        picture = Picture(
            session.snapshot, session.mask, session.passing.edited, lanes=session.lanes, style=session.style
        )
        return reading_at(picture, session.viewport, lane, x_px, composed.scale)

    def _lane_at(self, y_px: float) -> str:
        """The key of the lane at a height, or ""."""
        composed = self._shown()
        lanes = composed.info.lanes if composed else ()
        return next((one.key for one in lanes if one.y_px <= y_px < one.y_px + one.height_px), "")

    # -- what it does -------------------------------------------------------------------------------------

    def _begin(self, start: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        session, composed = self._session, self._shown()
        if composed is None or session.viewport is None:
            return None
        self.hover(None)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return BoxZoom(session, session.viewport, start, float(self._view.height()))
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return BoxSelect(session, composed.scene, start)
        held, handle = held_event(session), handle_at(self.handles(), start)
        if held is not None and handle is not None:
            wanted = self.date_wanted.emit
            return MoveDate(session, session.viewport, held, handle, start, self._tick_unit(), wanted)
        return Pan(session, session.viewport, start, self._scrolled(), self._scroll_to)

    def _click(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not modifiers and handle_at(self.handles(), at) is not None:
            return  # it is there to be dragged
        found = self.under(at)
        if found is not None and found.event_id > 0:
            self._choose(found.event_id, modifiers)
            return
        target = self.target(found)
        if target is not None and target.kind not in _GROUND:
            self._follow(target, at)
        elif not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self._session.select(())

    def _choose(self, event_id: int, modifiers: Qt.KeyboardModifier) -> None:
        """A click selects; with Ctrl it adds or takes away, with Shift it selects all up to there."""
        session = self._session
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            others = tuple(one for one in session.selected if one != event_id)
            session.select(others if event_id in session.selected else (*others, event_id))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and session.current is not None:
            session.select_range(session.current, event_id)
        else:
            session.select((event_id,))
            self.event_clicked.emit(event_id)

    def _follow(self, target: TargetInfo, at: QPointF) -> None:
        """Go where a mark that is no event leads."""
        session, composed = self._session, self._shown()
        if target.kind in (Target.EARLIER, Target.LATER) and session.snapshot and len(target.rows):
            row = int(target.rows[0])
            if session.snapshot.is_dated(target.rows[:1]).all():
                moves.go_to(session, int(session.snapshot.by_row.at_s[row]))
        elif target.kind is Target.MORE:
            self.list_wanted.emit(target, at.toPoint())
        elif composed is not None and composed.info.way_out is not WayOut.NONE:
            self.command_wanted.emit(composed.info.way_out.value)

    def _show_cursor(self) -> None:
        if self.dragging.gesture is not None:
            self._view.setCursor(self.dragging.gesture.cursor)
        elif self._over_handle:
            self._view.setCursor(Qt.CursorShape.SizeHorCursor)
        elif self.hovered:
            self._view.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._view.unsetCursor()
