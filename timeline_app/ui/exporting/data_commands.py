"""What leaves the story and what brings it back: Save Data As…, Restore…, and a word on where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from timeline_app.ui.background import Worker
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.status import Status
from timeline_app.ui.timeline_view import TimelineView

if TYPE_CHECKING:
    from timeline_app.work.backups import Backup


class KeepingWindow(Protocol):
    """What these commands need of their window."""

    session: Session
    view: TimelineView
    messages: MessageBar
    status: Status

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class DataCommands(QObject):
    """The commands of one window that write data out and put backups back."""

    def __init__(self, window: KeepingWindow, frame: QMainWindow, settings: Settings) -> None:
        super().__init__(frame)
        self._window, self._frame = window, frame
        self._session, self._settings = window.session, settings
        self._worker: Worker[None] | None = None
        self._looked_at: Path | None = None
        self._session.story_changed.connect(self._look_at_place)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {"save-data": self.save_data, "restore": self.restore}

    def save_data(self) -> None:
        """Ask which events are saved, and in which format."""
        if self._session.snapshot is None:
            return
        from timeline_app.ui.exporting.save_data import SaveDataDialog

        self._window.show_dialog(SaveDataDialog(self._session, self._settings, self._frame))

    # -- backups ------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """List the story's backups, and put one in its place if that is wanted."""
        path = self._session.path
        if path is None or path.suffix.lower() != ".story":
            self._window.status.notice(self._frame.tr("Only a story of your own has backups"))
            return
        from timeline_app.work.backups import backups_of

        self._thread().run(
            lambda _: backups_of(path), partial(self._show_backups, path), self._window.messages.tell
        )

    def _show_backups(self, path: Path, backups: Sequence[Backup]) -> None:
        from timeline_app.ui.exporting.restore_dialog import RestoreDialog

        if self._session.path != path:
            return
        dialog = RestoreDialog(path.name, backups, self._session.style, self._frame)
        dialog.restore_wanted.connect(partial(self._restore, path))
        self._window.show_dialog(dialog)

    def _restore(self, path: Path, backup: Backup) -> None:
        """Let go of the story, have the backup take its place, and open it again as it was seen."""
        from timeline_app.ui.exporting.restore_dialog import when_words
        from timeline_app.work.backups import restore

        session = self._session
        if session.path != path:
            return
        viewport, event_filter, lanes = session.viewport, session.filter, session.lanes
        said = self._frame.tr("Restored as it was on {}; what it held before is kept under Restore…").format(
            when_words(backup.made_at, session.style)
        )

        def reopened(words: str) -> None:
            if not event_filter.is_empty:
                session.set_filter(event_filter)
            if viewport is not None:
                session.set_viewport(viewport)
            session.set_lanes(lanes)
            self._window.messages.tell(words)

        def open_again(words: str) -> None:
            session.story_changed.connect(partial(reopened, words), Qt.ConnectionType.SingleShotConnection)
            session.open(path)

        session.close()
        self._thread().run(lambda _: restore(path, backup), lambda _: open_again(said), open_again)

    # -- where it lies ------------------------------------------------------------------------------------

    def _look_at_place(self) -> None:
        """Warn once of a folder that is synchronised or on the network."""
        path = self._session.path
        if path is None or path == self._looked_at or not self._session.may_write:
            return
        self._looked_at = path
        if str(path) in self._warned():
            return
        from timeline_app.store.places import warning_of

        self._thread().run(lambda _: warning_of(path), partial(self._warn, path), lambda _: None)

    def _warn(self, path: Path, sentence: str) -> None:
        if sentence and self._session.path == path:
            self._settings.put("told/places", "\n".join([*self._warned()[-199:], str(path)]))
            self._window.messages.tell(sentence)

    def _warned(self) -> list[str]:
        """The stories that were warned of."""
        return [line for line in self._settings.text("told/places").split("\n") if line]

    # -- inside -------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the thread; a restore that is under way is finished first."""
        if self._worker is not None:
            self._worker.close(finish=True)
            self._worker = None

    def _thread(self) -> Worker[None]:
        if self._worker is None:
            self._worker = Worker("backups", lambda: None, lambda _: None)
        return self._worker
