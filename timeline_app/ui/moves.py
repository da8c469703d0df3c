"""How the view moves: fit, centre, reveal, page; and the views it has been through. Paints nothing.

Every move is a function of the session's state, so that keys, menus, links in the picture and the overview
strip do the very same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer

from timeline_app.core.dates import YEAR_S
from timeline_app.layout.viewport import FIT_MARGIN, Viewport, fit_with_room
from timeline_app.scene.edited_lanes import span_of as span_of_story
from timeline_app.ui.session import Session
from timeline_app.ui.story.jobs import span

#: A revealed event keeps at least this share of the width from the edges.
REVEAL_MARGIN = 0.04
#: One key press zooms by this factor, and pans by this share of the width.
ZOOM_STEP = 1.5
PAN_SHARE = 0.2
PAGE_SHARE = 0.9
#: A view counts as one that can be gone back to once it has stood still so long.
SETTLED_MS = 700
HISTORY = 100


def span_of(session: Session, ids: Sequence[int]) -> tuple[int, int] | None:
    """The seconds that dated events cover, an open end counted at its known one; None for no date."""
    if session.snapshot is None:
        return None
    rows = session.snapshot.rows_of(np.array(ids, np.int64))
    rows = rows[rows >= 0]
    return span(session.snapshot, rows[session.snapshot.is_dated(rows)])


def whole_span(session: Session) -> tuple[int, int] | None:
    """The span of all events that pass the filter (of all events, when none does), open ends left out."""
    if session.snapshot is None:
        return None
    if session.mask is None:
        return span_of_story(session.snapshot)
    order = session.order()
    return span(session.snapshot, order[: order.dated]) if order.dated else span_of_story(session.snapshot)


def fitted(seconds: tuple[int, int], width_px: float) -> Viewport:
    """The viewport that shows a span with some room at its sides."""
    return fit_with_room(*seconds, width_px)


def around(second: int, width_px: float) -> Viewport:
    """Some months on either side of a second: what a story shows that has no date yet."""
    return fitted((second - YEAR_S // 2, second + YEAR_S // 2), width_px)


def between(viewport: Viewport, left_px: float, right_px: float) -> Viewport:
    """The span between two x of a viewport, at its width; exact to a fraction of a second."""
    return viewport.pan(left_px).zoom_at(0.0, viewport.width_px / (right_px - left_px))


def at_width(viewport: Viewport, width_px: float) -> Viewport:
    """The same span at another width."""
    if viewport.width_px == width_px:
        return viewport
    scaled = viewport.zoom_at(0.0, width_px / viewport.width_px)
    return Viewport(scaled.start_s, scaled.start_fraction, scaled.seconds_per_px, width_px)


def fit_all(session: Session, width_px: float) -> None:
    """Show every event that passes the filter."""
    found = whole_span(session)
    if found is not None:
        session.set_viewport(fitted(found, width_px))


def zoom(session: Session, factor: float, x_px: float | None = None) -> None:
    """Zoom in by a factor (below 1: out), at an x or in the middle."""
    viewport = session.viewport
    if viewport is not None:
        session.set_viewport(viewport.zoom_at(viewport.width_px / 2 if x_px is None else x_px, factor))


def pan(session: Session, share: float) -> None:
    """Move by a share of the width, to later times where it is positive."""
    viewport = session.viewport
    if viewport is not None:
        session.set_viewport(viewport.pan(share * viewport.width_px))


def go_to(session: Session, second: int) -> None:
    """Bring a second into the middle at the same scale."""
    if session.viewport is not None:
        session.set_viewport(session.viewport.centred(second))


def show_span(session: Session, start_s: int, end_s: int) -> None:
    """Bring a span into the middle; zoom out where it is wider than the view, never in."""
    viewport = session.viewport
    if viewport is None:
        return
    if end_s - start_s > viewport.span_s * (1 - 2 * FIT_MARGIN):
        session.set_viewport(fitted((start_s, end_s), viewport.width_px))
    else:
        session.set_viewport(viewport.centred((start_s + end_s) // 2))


def centre_selection(session: Session) -> None:
    """Centre what is selected; where it is centred already, fit it."""
    viewport, found = session.viewport, span_of(session, session.selected)
    if viewport is None or found is None:
        return
    centred = viewport.centred((found[0] + found[1]) // 2)
    if abs(centred.scale.x_of(viewport.start_s)) < 1.0:
        session.set_viewport(fitted(found, viewport.width_px))
    else:
        session.set_viewport(centred)


def reveal(session: Session, ids: Sequence[int]) -> None:
    """Move no more than must be for the events' beginning to be in view."""
    viewport, found = session.viewport, span_of(session, ids)
    if viewport is None or found is None:
        return
    width = viewport.width_px
    x0, x1 = viewport.scale.x_of(found[0]), viewport.scale.x_of(found[1])
    margin = REVEAL_MARGIN * width
    if x0 < 0 and x1 > width:
        return  # all of the view is within it
    if x0 < margin or x0 > width - margin:
        x_to_hold = min(max(x0, margin), width - margin)
        far = x0 < -width or x0 > 2 * width
        session.set_viewport(viewport.centred(found[0]) if far else viewport.pan(x0 - x_to_hold))


class ViewHistory(QObject):
    """The views a person has rested at in this story, and the way back and forth among them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._views: list[Viewport] = []
        self._place = -1
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MS)
        self._settle.timeout.connect(self.rest)
        session.viewport_changed.connect(self._settle.start)

    def clear(self) -> None:
        """Forget all views: another story is open."""
        self._settle.stop()
        self._views, self._place = [], -1

    def rest(self) -> None:
        """Note the present view as one to come back to."""
        self._settle.stop()
        viewport = self._session.viewport
        if viewport is None or (self._place >= 0 and self._views[self._place] == viewport):
            return
        self._views = [*self._views[: self._place + 1], viewport][-HISTORY:]
        self._place = len(self._views) - 1

    def go(self, by: int) -> None:
        """Show the previous (-1) or next (+1) view."""
        self.rest()
        place = self._place + by
        if 0 <= place < len(self._views):
            self._place = place
            width_px = self._session.viewport.width_px if self._session.viewport else 0.0
            view = self._views[place]
            self._views[place] = view if view.width_px == width_px else view.resized(width_px)
            self._session.set_viewport(self._views[place])
            self._settle.stop()
