"""Presenting a story: full screen, saved views as chapters, event after event, the passage large beside it.

The window itself is what is shown, without its bars: what was seen before comes back as it was. Nothing is
written, and no key changes the story meanwhile.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.filters import EventFilter
from timeline_app.layout.viewport import Viewport
from timeline_app.ui.filters.chips import FilterChips
from timeline_app.ui.filters.saved_views import SavedViews
from timeline_app.ui.moves import at_width
from timeline_app.ui.overview_strip import OverviewStrip
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.sides import Sides
from timeline_app.ui.status import Status
from timeline_app.ui.style import Appearance, set_role
from timeline_app.ui.timeline_view import TimelineView
from timeline_app.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from timeline_app.work.editing import SavedView

#: All text grows by this much, as it is read from farther away.
TEXT_FACTOR = 1.3
#: The passage takes this share of the screen's width.
PASSAGE_SHARE = 0.36
#: How long a flight takes, ms.
FLIGHT_MS = 650
#: Where the setting is kept.
FLIGHT_KEY = "present/flight"
#: Commands that would change the story; they rest while it is presented.
_RESTING = (
    *("new-event", "edit-event", "duplicate-event", "delete-event", "toggle-to-check", "cycle-importance"),
    *("undo", "redo", "add-article", "import", "event-from-words", "words-as-passage", "edit-article"),
    *("paste", "open-articles", "open-article-folder", "review-article", "restore", "clear-history"),
    *("story-categories", "story-tags", "story-lanes", "story-periods", "story-views", "story-notes"),
)


class PresentedWindow(Protocol):
    """What presenting needs of its window."""

    session: Session
    appearance: Appearance
    settings: Settings
    view: TimelineView
    overview: OverviewStrip
    chips: FilterChips
    passage: PassagePanel
    sides: Sides
    status: Status
    toolbar: Toolbar
    actions_by_id: dict[str, QAction]


@dataclass(frozen=True, slots=True)
class _Before:
    """How the window stood before it was presented."""

    state: Qt.WindowState
    filter_wanted: bool
    passage_wanted: bool
    passage_px: int
    docks: tuple[QDockWidget, ...]
    text_percent: int
    viewport: Viewport | None
    filter: EventFilter
    lanes: str
    selected: tuple[int, ...]


class PresentBar(QFrame):
    """The chapter's heading and paragraph, and how far the story has come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("presentBar")
        set_role(self, "bar")
        self.heading = WrappedLabel("title", self)
        self.heading.setObjectName("presentHeading")
        self.paragraph = WrappedLabel("soft", self)
        self.paragraph.setObjectName("presentParagraph")
        self.place = QLabel(self)
        self.place.setObjectName("presentPlace")
        set_role(self.place, "soft")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.paragraph)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()


class Presenting(QObject):
    """Presents the story of one window; `bar` stands above the picture meanwhile."""

    def __init__(self, window: PresentedWindow, frame: QMainWindow, views: SavedViews) -> None:
        super().__init__(frame)
        self._window, self._frame, self._views = window, frame, views
        self._session = window.session
        self.bar = PresentBar(frame)
        self._before: _Before | None = None
        self._chapters: tuple[SavedView, ...] = ()
        self._chapter = 0
        self._events: list[int] = []
        self._place = 0  # 0 is the chapter's beginning, n its nth event
        self._at_end = False  # the chapter is entered from behind
        self._entering = False
        self._flight = QVariantAnimation(self)
        self._flight.setDuration(FLIGHT_MS)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._flight.valueChanged.connect(self._fly_on)
        self._from: Viewport | None = None
        self._to: Viewport | None = None
        window.session.filter_changed.connect(self._narrowed)

    @property
    def active(self) -> bool:
        """Whether the story is being presented."""
        return self._before is not None

    def table(self, usual: Mapping[str, Callable[[], None]]) -> Mapping[str, Callable[[], None]]:
        """What presenting makes of commands; what they usually do, they do when nothing is presented."""

        def instead(name: str, does: Callable[[], None]) -> Callable[[], None]:
            return lambda: does() if self.active else usual[name]()

        return {
            "present": self.toggle,
            "present-flight": self.toggle_flight,
            "next-event": instead("next-event", lambda: self.step(1)),
            "previous-event": instead("previous-event", lambda: self.step(-1)),
            "page-later": instead("page-later", lambda: self.step(1)),
            "page-earlier": instead("page-earlier", lambda: self.step(-1)),
            "dismiss": instead("dismiss", self.leave),
            "full-screen": instead("full-screen", self.leave),
            **{name: instead(name, lambda: None) for name in _RESTING if name in usual},
        }

    # -- beginning and leaving ----------------------------------------------------------------------------

    def toggle(self) -> None:
        """Begin, or leave."""
        if self.active:
            self.leave()
        elif self._session.snapshot is not None and self._session.viewport is not None:
            self._begin()

    def toggle_flight(self) -> None:
        """Have the view fly from place to place, or be there at once."""
        wanted = not self.flies()
        self._window.settings.put(FLIGHT_KEY, wanted)
        self._window.actions_by_id["present-flight"].setChecked(wanted)

    def flies(self) -> bool:
        """Whether the person wants the view to fly."""
        return self._window.settings.flag(FLIGHT_KEY, True)

    def leave(self) -> None:
        """Put everything back as it was."""
        before, window, session = self._before, self._window, self._session
        if before is None:
            return
        self._flight.stop()
        self._before = None
        self._entering = False
        self.bar.hide()
        self._frame.menuBar().show()
        for part in (window.toolbar, window.status, window.overview):
            part.show()
        for dock in before.docks:
            dock.show()
        window.sides.filter_wanted, window.sides.passage_wanted = before.filter_wanted, before.passage_wanted
        window.sides.passage_px = before.passage_px
        window.sides.arrange()
        window.appearance.set_text_percent(before.text_percent)
        self._frame.setWindowState(before.state)
        session.show_lanes(before.lanes)
        session.set_filter(before.filter)
        session.select(before.selected)
        window.view.pointing.locked = False
        window.passage.quote_bar.set_resting(False)
        window.chips.set_resting(False)
        if before.viewport is not None:
            window.view.show_as_left(before.viewport)

    def _begin(self) -> None:
        window, session, sides = self._window, self._session, self._window.sides
        docks = tuple(one for one in self._frame.findChildren(QDockWidget) if one.isVisible())
        self._before = _Before(
            self._frame.windowState(),
            sides.filter_wanted,
            sides.passage_wanted,
            sides.passage_px,
            docks,
            window.appearance.text_percent,
            session.viewport,
            session.filter,
            session.lanes,
            session.selected,
        )
        for part in (*docks, window.toolbar, window.status, window.overview, self._frame.menuBar()):
            part.hide()
        sides.filter_wanted, sides.passage_wanted = False, True
        sides.passage_px = round(self._frame.screen().size().width() * PASSAGE_SHARE / TEXT_FACTOR)
        window.view.pointing.locked = True
        window.passage.quote_bar.set_resting(True)
        window.chips.set_resting(True)
        self.bar.show()
        self._frame.setWindowState(self._frame.windowState() | Qt.WindowState.WindowFullScreen)
        window.appearance.set_text_percent(round(window.appearance.text_percent * TEXT_FACTOR))
        sides.arrange()
        window.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chapters = self._views.views or (self._whole(),)
        self._enter(0)

    def _whole(self) -> SavedView:
        """The one chapter of a story without saved views: what is seen now."""
        from timeline_app.work.editing import SavedView

        snapshot, path = self._session.snapshot, self._session.path
        headline = snapshot.settings.headline if snapshot else ""
        heading = headline or (path.stem if path else "")
        return SavedView(heading, heading, "", self._session.lanes, self._session.filter)

    # -- going through it ---------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The next event (+1) or the one before; beyond a chapter's end, its neighbour."""
        if self._entering:
            return
        place = self._place + by
        if place > len(self._events):
            if self._chapter + 1 < len(self._chapters):
                self._enter(self._chapter + 1)
        elif place < 0:
            if self._chapter > 0:
                self._enter(self._chapter - 1, at_end=True)
        else:
            self._go_to(place)

    def _enter(self, chapter: int, *, at_end: bool = False) -> None:
        """Show a chapter; its events follow when its filter has been answered."""
        self._chapter, self._at_end, self._entering = chapter, at_end, True
        view = self._chapters[chapter]
        self._session.select(())
        self._session.show_lanes(view.lanes)
        self._session.set_filter(view.filter)

    def _narrowed(self) -> None:
        """The chapter's filter has been answered: fly there, and list its events."""
        if not self.active or not self._entering:
            return
        self._entering = False
        session, view = self._session, self._chapters[self._chapter]
        snapshot, target = session.snapshot, self._views.viewport_of(view)
        if snapshot is None or target is None:
            return
        order = session.order()
        rows = order[: order.dated]
        if view.span_s is not None:
            rows = session.passing.overlapping(*view.span_s)
        self._events = snapshot.by_row.id[rows].tolist()
        self._fly(target)
        self._go_to(len(self._events) if self._at_end else 0)

    def _go_to(self, place: int) -> None:
        """Show the chapter's beginning, or one of its events with its passage."""
        session = self._session
        self._place = place
        self._tell()
        if place == 0:
            session.select(())
            target = self._views.viewport_of(self._chapters[self._chapter])
            if target is not None:
                self._fly(target)
            return
        event_id = self._events[place - 1]
        session.select((event_id,), event_id)
        row, snapshot = session.row_of(event_id), session.snapshot
        flown = self._to or session.viewport
        if snapshot is None or flown is None or row < 0:
            return
        if snapshot.is_dated(np.array([row], np.int64)).all():
            self._fly(flown.centred(int(snapshot.by_row.at_s[row])))

    def _tell(self) -> None:
        view, bar = self._chapters[self._chapter], self.bar
        bar.heading.set_words(view.heading or view.name)
        bar.paragraph.set_words(view.paragraph)
        parts = []
        if len(self._chapters) > 1:
            parts.append(self.tr("Chapter {} of {}").format(self._chapter + 1, len(self._chapters)))
        if self._events:
            parts.append(self.tr("{} of {}").format(self._place, len(self._events)))
        parts.append(self.tr("Esc leaves"))
        bar.place.setText(" · ".join(parts))

    # -- flying -------------------------------------------------------------------------------------------

    def _fly(self, target: Viewport) -> None:
        """Show a viewport, by way of what lies between, where that is wanted."""
        self._flight.stop()
        self._to = target
        self._from = self._session.viewport
        if self._from is None or not self.flies() or motion_is_reduced():
            self._session.set_viewport(target)
        else:
            self._flight.start()

    def _fly_on(self, share: float) -> None:
        if self.active and self._from is not None and self._to is not None:
            width_px = self._session.viewport.width_px if self._session.viewport else self._to.width_px
            self._session.set_viewport(
                on_the_way(at_width(self._from, width_px), at_width(self._to, width_px), share)
            )

    def is_flying(self) -> bool:
        """Whether a flight is under way."""
        return self._flight.state() is QAbstractAnimation.State.Running


def on_the_way(start: Viewport, end: Viewport, share: float) -> Viewport:
    """The viewport a share (0 to 1) of the way along: the middle moves evenly, the scale by ratio."""
    if share >= 1.0:
        return end
    middle = start.start_s + (start.end_s - start.start_s) // 2
    to_middle = end.start_s + (end.end_s - end.start_s) // 2
    at_s = middle + int((to_middle - middle) * share)
    ratio = math.log(end.seconds_per_px / start.seconds_per_px)
    seconds_per_px = start.seconds_per_px * math.exp(ratio * share)
    half_s = int(seconds_per_px * start.width_px / 2)
    return Viewport(at_s - half_s, 0.0, seconds_per_px, start.width_px)


def motion_is_reduced() -> bool:
    """Whether the system asks for less motion: where it says so, and where its style animates nothing."""
    hints = QApplication.styleHints()
    accessibility = getattr(hints, "accessibility", lambda: None)()
    preference = getattr(accessibility, "motionPreference", lambda: None)()
    if preference is not None and getattr(preference, "name", "") == "ReducedMotion":
        return True
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
