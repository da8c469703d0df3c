"""Changes of one window's story: each is done by the writing worker, and then shown; the window never waits.

A story that can only be read becomes one of the person's own first, at a place that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from timeline_app.ui.session import Session

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile

T = TypeVar("T")

#: Asks the person where the story shall be kept, and calls back with the place; not at all if there is none.
AskPlace = Callable[[Callable[[Path], None]], None]


class StoryEdits(QObject):
    """What changes the story of a session.

    Signals: `told(str)`: a short sentence for the status bar. `busy(bool)`: whether a change is under way.
    `touched(object)`: the ids of events that a person has just made or changed, and looks for now.
    """

    told = Signal(str)
    touched = Signal(object)
    busy = Signal(bool)

    def __init__(self, session: Session, ask_place: AskPlace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ask_place = ask_place
        self._arriving: list[Callable[[], None]] = []
        self._under_way = 0
        session.story_changed.connect(self._arrived)

    def when_writable(self, then: Callable[[], None]) -> None:
        """Do `then` once the story can be changed; a story only looked at is saved as one's own first."""
        session = self._session
        if session.snapshot is None:
            return
        if session.may_write:
            then()
            return
        self._ask_place(lambda path: self._become(path, then))

    def run(
        self,
        work: Callable[[StoryFile], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Change the story; `done(answer)` follows once it is shown, `failed(sentence)` where it cannot be.

        Without `failed`, the sentence goes where the session's go. Only where the story can be changed: see
        `when_writable`.
        """
        session = self._session

        def written(answer: T) -> None:
            self._count(-1)
            if done is not None:
                self._arriving.append(lambda: done(answer))
            session.reload()

        def refused(sentence: str) -> None:
            self._count(-1)
            (failed or session.failed.emit)(sentence)
            session.reload()  # what was refused may have been changed by another window

        self._count(1)
        session.tell(work, written, refused)

    @property
    def under_way(self) -> int:
        """How many changes are being written or wait for it."""
        return self._under_way

    def undo(self) -> None:
        """Take the last step back."""
        from timeline_app.work import editing

        if self._session.undo_label:
            said = self.tr("Undone: {}")
            self._go_back(editing.undo, said)

    def redo(self) -> None:
        """Make the step that was undone last once more."""
        from timeline_app.work import editing

        if self._session.redo_label:
            said = self.tr("Redone: {}")
            self._go_back(editing.redo, said)

    def _go_back(self, does: Callable[[StoryFile], str], said: str) -> None:
        def tell(label: str) -> None:
            if label:
                self.told.emit(said.format(label))

        self.when_writable(lambda: self.run(does, tell))

    def _become(self, path: Path, then: Callable[[], None]) -> None:
        """Save what is only looked at as a story, open it as it was seen, and do what was wanted."""
        from timeline_app.work import editing

        session = self._session
        kept = session.viewport, session.filter, session.selected, session.current, session.lanes

        def saved(made: Path) -> None:
            self._arriving = [again]
            session.open(made)

        def again() -> None:
            viewport, event_filter, selected, current, lanes = kept
            session.set_filter(event_filter)
            if viewport is not None:
                session.set_viewport(viewport)
            session.set_lanes(lanes)
            session.select(selected, current)
            then()

        session.ask(lambda story: editing.become_story(story, path), saved)

    def _arrived(self) -> None:
        """A newer revision is shown: go on with what waited for it, after those that show it."""
        waiting, self._arriving = self._arriving, []
        for goes_on in waiting:
            QTimer.singleShot(0, self, goes_on)

    def _count(self, by: int) -> None:
        self._under_way += by
        self.busy.emit(self._under_way > 0)
