"""The handles of the selected event's date: where they stand, and the drag that moves it; changes no story.

Only the one event that is selected has handles, so that no date changes by accident: a drag elsewhere pans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S
from timeline_app.core.dates import (
    Bounds,
    bounds,
    date_at,
    ends_of,
    in_words,
    is_placed,
    moved_near,
    stretched_near,
)
from timeline_app.core.errors import TimelineError
from timeline_app.layout.ticks import fitting_row
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.hit_test import mark_boxes
from timeline_app.scene.picture import Composed
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import qt_colour, qt_font
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.session import Session

#: The handle's radius, the reach of the pointer around its middle, and how far it hangs below its mark, px.
RADIUS_PX = 5.0
REACH_PX = 12.0
BELOW_PX = 11.0
#: A date snaps to a tick that is no farther than this.
SNAP_PX = 7.0
_TIP_PAD_PX = 7.0


class Part(Enum):
    """What of a date a handle moves."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Handle:
    """A handle at a point of the picture, and the second that it stands for."""

    part: Part
    x_px: float
    y_px: float
    second: int


@dataclass(frozen=True, slots=True)
class Held:
    """The one selected event that can be moved: its id, date and the story's zone."""

    event_id: int
    edtf: str
    as_written: str
    zone: str


def tick_unit(session: Session, theme: Theme, metrics: TextMetrics) -> str:
    """The unit of the small ticks in a view: `year`, `month`, `day`, `hour`, `minute` or `second`."""
    viewport = session.viewport
    if viewport is None:
        return "day"
    return fitting_row(viewport, session.style, metrics.measure(theme.fonts.tick_major)).minor.unit


def held_event(session: Session) -> Held | None:
    """The event whose date has handles now: the only one selected, dated, in a story that can be changed."""
    snapshot, ids = session.snapshot, session.selected
    if snapshot is None or not session.may_write or len(ids) != 1:
        return None
    text = session.texts(ids).get(ids[0])
    try:
        if text is None or not text.edtf or not is_placed(text.edtf):
            return None
    except TimelineError:  # another tool wrote what is no date
        return None
    return Held(ids[0], text.edtf, text.as_written, snapshot.settings.zone)


def handles_of(session: Session, composed: Composed | None) -> list[Handle]:
    """The handles in the picture: one below a date, three for what lasts."""
    held, viewport = held_event(session), session.viewport
    if held is None or composed is None or viewport is None:
        return []
    span = bounds(held.edtf, held.zone)
    starts, ends = ends_of(held.edtf)
    found: list[Handle] = []
    for x, y, width, height in mark_boxes(composed.scene, held.event_id):
        begin_s = span.earliest_start_s if span.earliest_start_s > OPEN_START_S else span.latest_end_s - 1
        middle = Handle(Part.WHOLE, _seen(x + width / 2, viewport), y + height + BELOW_PX, begin_s)
        found.append(middle)
        if starts:
            start_x = viewport.scale.x_of(span.earliest_start_s)
            found.append(Handle(Part.START, start_x, y + height / 2, span.earliest_start_s))
        if ends and span.latest_end_s < OPEN_END_S:
            end_x = viewport.scale.x_of(span.latest_end_s)
            found.append(Handle(Part.END, end_x, y + height / 2, span.latest_end_s))
    return [one for one in found if -REACH_PX <= one.x_px <= viewport.width_px + REACH_PX]


def handle_at(handles: list[Handle], at: QPointF) -> Handle | None:
    """The handle under the pointer."""
    near = [(abs(one.x_px - at.x()) + abs(one.y_px - at.y()), one) for one in handles]
    reached = [pair for pair in near if abs(pair[1].x_px - at.x()) <= REACH_PX >= abs(pair[1].y_px - at.y())]
    return min(reached, key=lambda pair: pair[0])[1] if reached else None


def paint_handles(painter: QPainter, theme: Theme, handles: list[Handle]) -> None:
    """Draw the handles: grounds with an edge of the accent, so that they are controls to the eye."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(qt_colour(theme.canvas))
    painter.setPen(QPen(qt_colour(theme.accent), 2.0))
    radius = RADIUS_PX * theme.scale
    for one in handles:
        painter.drawEllipse(QPointF(one.x_px, one.y_px), radius, radius)


class MoveDate:
    """Drags a handle: the date moves by units of its own, snapping to ticks; the tip says old → new."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(
        self,
        session: Session,
        viewport: Viewport,
        held: Held,
        handle: Handle,
        start: QPointF,
        unit: str,
        wanted: Callable[[int, str, str], None],
    ) -> None:
        self._session, self._viewport = session, viewport
        self._held, self._handle, self._start = held, handle, start
        self._unit, self._wanted = unit, wanted
        self._at = start
        self.edtf = held.edtf

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""
        self._at = at
        x = self._viewport.scale.x_of(self._handle.second) + at.x() - self._start.x()
        second = self._snapped(x)
        part, held = self._handle.part, self._held
        try:
            if part is Part.WHOLE:
                self.edtf = moved_near(held.edtf, second)
            else:
                self.edtf = stretched_near(held.edtf, second, start=part is Part.START)
        except TimelineError:  # beyond the years that are counted
            self.edtf = held.edtf

    def end(self, at: QPointF) -> None:
        """Ask for the date to be changed, where it is another one."""
        self.move(at)
        if self.edtf != self._held.edtf:
            self._wanted(self._held.event_id, self._held.edtf, self.edtf)

    def cancel(self) -> None:
        """Nothing was changed yet."""

    def words(self) -> str:
        """The old date and the new one."""
        style = self._session.style
        old = capitalised(in_words(self._held.edtf, style, self._held.as_written))
        return f"{old} → {capitalised(in_words(self.edtf, style))}"

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Where the date would be, and the tip."""
        span = bounds(self.edtf, self._held.zone)
        left, right = self._edges(span)
        accent = qt_colour(theme.accent)
        fill = QColor(accent)
        fill.setAlphaF(0.16)
        top = float(theme.sizes.axis_px)
        whole = QRectF(left, top, max(right - left, 2.0), painter.device().height() - top)
        painter.fillRect(whole, fill)
        painter.setPen(QPen(accent, 1.0))
        painter.drawLine(whole.topLeft(), whole.bottomLeft())
        painter.drawLine(whole.topRight(), whole.bottomRight())
        font = qt_font(theme.fonts.ui)
        painter.setFont(font)
        measured, words = QFontMetricsF(font), self.words()
        width = measured.horizontalAdvance(words) + 2 * _TIP_PAD_PX
        height = measured.height() + _TIP_PAD_PX
        x = min(max(self._at.x() - width / 2, 4.0), max(self._viewport.width_px - width - 4.0, 4.0))
        y = max(self._at.y() - height - 18.0, top + 4.0)
        box = QRectF(x, y, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(qt_colour(theme.control_line), 1.0))
        painter.setBrush(qt_colour(theme.panel))
        painter.drawRoundedRect(box, 4.0, 4.0)
        painter.setPen(qt_colour(theme.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _edges(self, span: Bounds) -> tuple[float, float]:
        scale, width = self._viewport.scale, self._viewport.width_px
        left = scale.x_of(span.earliest_start_s) if span.earliest_start_s > OPEN_START_S else 0.0
        right = scale.x_of(span.latest_end_s) if span.latest_end_s < OPEN_END_S else width
        return min(max(left, -2.0), width + 2.0), min(max(right, -2.0), width + 2.0)

    def _snapped(self, x: float) -> int:
        """The second at an x, or that of the tick beside it."""
        scale = self._viewport.scale
        second = scale.second_at(x)
        here = bounds(date_at(second, self._unit))
        ticks = (here.earliest_start_s, here.latest_end_s)
        nearest = min(ticks, key=lambda tick: abs(scale.x_of(tick) - x))
        return nearest if abs(scale.x_of(nearest) - x) <= SNAP_PX else second


def _seen(x: float, viewport: Viewport) -> float:
    """The middle of what is in view of a long span."""
    return min(max(x, 4 * RADIUS_PX), viewport.width_px - 4 * RADIUS_PX)
