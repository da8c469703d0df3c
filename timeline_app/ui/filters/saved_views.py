"""The saved views of a story: shown, stepped through, and saved from what is seen; looking writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from timeline_app.layout.viewport import Viewport
from timeline_app.ui import moves
from timeline_app.ui.session import Session

if TYPE_CHECKING:  # what is written is imported when something is, not at the start
    from timeline_app.store.database import StoryFile
    from timeline_app.work.editing import SavedView


class SavedViews(QObject):
    """Follows the views of a session's story.

    Signals: `changed()`: `views` holds others now; `told(str)`: a short sentence for the status bar.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.views: tuple[SavedView, ...] = ()
        self._shown_id = 0
        session.story_changed.connect(self.refresh)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {
            "previous-saved-view": lambda: self.step(-1),
            "next-saved-view": lambda: self.step(1),
        }

    def refresh(self) -> None:
        """Ask for the views as they are now."""
        self._session.ask(_views_of, self._take, key="saved-views")

    def step(self, by: int) -> None:
        """Show the next saved view, or with -1 the one before; the first where none was shown."""
        if not self.views:
            self.told.emit(self.tr("There are no saved views yet: Ctrl+B saves what is seen"))
            return
        places = [place for place, one in enumerate(self.views) if one.id == self._shown_id]
        place = places[0] + by if places else (0 if by > 0 else len(self.views) - 1)
        self.show(self.views[min(max(place, 0), len(self.views) - 1)])

    def show(self, view: SavedView) -> None:
        """Show what a view holds: its lanes, its filter, its span."""
        session = self._session
        self._shown_id = view.id
        session.show_lanes(view.lanes)
        session.set_filter(view.filter)
        target = self.viewport_of(view)
        if target is not None:
            session.set_viewport(target)
        place = next((at for at, one in enumerate(self.views, start=1) if one.id == view.id), 0)
        self.told.emit(self.tr("View {} of {}: {}").format(place, len(self.views), view.name))

    def viewport_of(self, view: SavedView) -> Viewport | None:
        """Where a view looks, at the present width; None without a picture."""
        viewport = self._session.viewport
        if viewport is None:
            return None
        if view.span_s is None:
            whole = moves.whole_span(self._session)
            return moves.fitted(whole, viewport.width_px) if whole else viewport
        start_s, end_s = view.span_s
        return Viewport(start_s, 0.0, (end_s - start_s) / viewport.width_px, viewport.width_px)

    def present(self, name: str = "") -> SavedView:
        """What is seen now, as a view to be saved."""
        session = self._session
        viewport = session.viewport
        span_s = (viewport.start_s, viewport.end_s) if viewport is not None else None
        from timeline_app.work.editing import SavedView

        return SavedView(name, lanes=session.lanes, filter=session.filter, span_s=span_s)

    def as_present(self, view: SavedView) -> SavedView:
        """A view that shows what is seen now, under its old name and words."""
        now = self.present()
        return replace(view, lanes=now.lanes, filter=now.filter, span_s=now.span_s)

    def _take(self, views: list[SavedView]) -> None:
        self.views = tuple(views)
        self.changed.emit()


def _views_of(story: StoryFile) -> list[SavedView]:
    from timeline_app.work import editing

    return editing.saved_views(story)
