"""What the commands that change a story do: new, edit, duplicate, delete, undo; lays out nothing.

Each of them waits until the story can be changed (`StoryEdits.when_writable`) and leaves the writing to
`work.editing` in the writing worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QMessageBox, QWidget
from shiboken6 import isValid

from timeline_app.core.dates import date_at, in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import SET_BY_HAND, Event, Status
from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.lane_rows import UNDATED_LANE
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.filters.saved_views import SavedViews
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.session import Session
from timeline_app.ui.status import Status as StatusBar
from timeline_app.ui.style import Appearance
from timeline_app.ui.timeline_view import TimelineView

if TYPE_CHECKING:
    from timeline_app.core.draft import EventDraft, ManyChange
    from timeline_app.store.history import History

#: The parts of a story that have a place in its dialog.
STORY_PARTS = ("categories", "tags", "lanes", "periods", "views", "notes")
#: A menu's line is not wider than this.
_LABEL_CHARS = 60
_SUFFIX = ".story"


class EditedWindow(Protocol):
    """What these commands need of their window."""

    session: Session
    appearance: Appearance
    view: TimelineView
    messages: MessageBar
    status: StatusBar

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class EditCommands:
    """The commands of one window that change its story, by their ids."""

    def __init__(self, window: EditedWindow, frame: QMainWindow) -> None:
        self._window = window
        self._frame = frame  # the same window, as Qt knows it
        self._session = window.session
        self.edits = StoryEdits(window.session, self._ask_place, frame)
        self.edits.told.connect(window.status.notice)
        self.views = SavedViews(window.session, frame)
        self.views.told.connect(window.status.notice)
        self._dialogs: list[QDialog] = []
        self._path = window.session.path
        window.session.story_changed.connect(self._leave_other_story)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {
            "new-story": self.new_story,
            "new-story-like": lambda: self.new_story(like_this=True),
            "undo": self.edits.undo,
            "redo": self.edits.redo,
            "clear-history": self.clear_history,
            "new-event": self.new_event,
            "edit-event": self.edit_event,
            "duplicate-event": self.duplicate,
            "delete-event": self.delete,
            "toggle-to-check": self.toggle_to_check,
            "cycle-importance": self.cycle_importance,
            **self.views.table(),
            **{f"story-{part}": partial(self.show_part, part) for part in STORY_PARTS},
        }

    def tell_state(self, actions: Mapping[str, QAction]) -> None:
        """Undo and redo are named by what they do, and off where there is nothing."""
        tr, session = self._frame.tr, self._session
        for name, words, label in (
            ("undo", tr("&Undo"), session.undo_label),
            ("redo", tr("&Redo"), session.redo_label),
        ):
            cut = label if len(label) <= _LABEL_CHARS else label[: _LABEL_CHARS - 1].rstrip() + "…"
            actions[name].setText(f"{words} {cut}".strip().replace("&", "&&").replace("&&", "&", 1))
            actions[name].setEnabled(bool(label))
        one = bool(session.selected)
        for name in ("edit-event", "duplicate-event", "delete-event", "toggle-to-check", "cycle-importance"):
            actions[name].setEnabled(one)

    # -- stories ------------------------------------------------------------------------------------------

    def new_story(self, *, like_this: bool = False) -> None:
        """Ask for a place, and open a new story there; one like this has its categories, lanes and styles."""
        from timeline_app.work import editing

        session = self._session
        name = self._place(self._frame.tr("New Story"), self._frame.tr("New story"))
        if name is None:
            return
        if session.snapshot is not None:
            session.ask(
                lambda story: editing.new_story(name, like=story if like_this else None), session.open
            )
            return
        try:  # no story is open, so there is no thread of its own
            session.open(editing.new_story(name))
        except TimelineError as problem:
            self._window.messages.tell(str(problem))

    def _ask_place(self, then: Callable[[Path], None]) -> None:
        """Where a story that was only looked at shall be kept from now on."""
        path = self._session.path
        place = self._place(self._frame.tr("Save as a Story to Change It"), path.stem if path else "")
        if place is not None:
            then(place)

    def _place(self, title: str, suggested: str) -> Path | None:
        path = self._session.path
        from timeline_app import paths

        folder = path.parent if path is not None and path.parent != paths.own_data_dir() else Path.home()
        if not os.access(folder, os.W_OK):  # a story looked at in a place that nothing can be written to
            folder = Path.home()
        name, _ = QFileDialog.getSaveFileName(
            self._frame,
            title,
            str(folder / f"{suggested}{_SUFFIX}"),
            f"{self._frame.tr('Stories')} (*{_SUFFIX})",
        )
        if not name:
            return None
        return Path(name) if Path(name).suffix.lower() == _SUFFIX else Path(name + _SUFFIX)

    def clear_history(self) -> None:
        """Say what clearing would free, and clear it only if that is wanted."""
        from timeline_app.work import editing

        self._session.ask(editing.history, self._offer_to_clear)

    def _offer_to_clear(self, history: History) -> None:
        from timeline_app.work import editing

        window, tr = self._window, self._frame.tr
        if not history.steps:
            window.status.notice(tr("There is nothing to undo or redo."))
            return
        sentence = tr("Clearing the history frees about {}; the {} then can no longer be undone or redone.")
        steps = tr("1 step") if history.steps == 1 else tr("{} steps").format(f"{history.steps:,}")
        freed = tr("History cleared; the file is {} smaller.")

        def clear() -> None:
            self.edits.when_writable(lambda: self.edits.run(editing.clear_history, told))

        def told(size_bytes: int) -> None:
            window.status.notice(freed.format(size_words(size_bytes)))

        window.messages.tell(
            sentence.format(size_words(history.size_bytes), steps), tr("Clear the history"), clear
        )

    def show_part(self, part: str) -> None:
        """Open the dialog of the story's parts at one of them."""
        from timeline_app.ui.editing.story_dialog import StoryDialog

        window = self._window
        self.edits.when_writable(
            lambda: self._show(
                StoryDialog(self._session, self.edits, self.views, window.appearance, part, self._frame)
            )
        )

    # -- events -------------------------------------------------------------------------------------------

    def new_event(self, draft: EventDraft | None = None) -> None:
        """Open the editor on a new event."""
        self.edits.when_writable(lambda: self._open_editor(None, draft))

    def new_event_at(self, second: int, lane: str = "") -> None:
        """Open the editor on a new event at a place of the picture; its date is the ticks' unit there."""
        when = "" if lane == UNDATED_LANE else date_at(second, self._window.view.tick_unit())
        from timeline_app.core.draft import EventDraft

        self.new_event(EventDraft("", when, category=self._category_of_lane(lane)))

    def edit_event(self) -> None:
        """Open the editor on the selected event; on several, the one for many."""
        ids = self._session.selected
        if not ids:
            self._window.status.notice(self._frame.tr("Select an event to edit"))
        elif len(ids) > 1:
            self.edits.when_writable(self._open_many)
        else:
            self.edits.when_writable(lambda: self._session.fetch_events(ids, self._edit_fetched))

    def duplicate(self) -> None:
        """Copy the selected events and select the copies."""
        from timeline_app.work import editing

        if ids := self._session.selected:
            self.edits.when_writable(
                lambda: self.edits.run(
                    lambda story: editing.duplicate_events(story, ids),
                    self._show_copies,
                )
            )

    def _show_copies(self, ids: list[int]) -> None:
        self._session.select(ids)
        self.edits.touched.emit(ids)

    def delete(self) -> None:
        """Delete the selected events; the next one is selected, and undo brings them back."""
        from timeline_app.work import editing

        ids, tr = self._session.selected, self._frame.tr
        if not ids:
            return
        neighbour = self._neighbour(ids)

        def deleted(number: int) -> None:
            words = tr("1 event deleted") if number == 1 else tr("{} events deleted").format(f"{number:,}")
            self._window.status.notice(f"{words}; {tr('Ctrl+Z brings back what was deleted')}")
            if neighbour is not None:
                self._session.select((neighbour,))

        self.edits.when_writable(
            lambda: self.edits.run(lambda story: editing.delete_events(story, ids), deleted)
        )

    def move_date(self, event_id: int, old: str, new: str) -> None:
        """Give an event the date that its handle was dragged to; one that came from a passage asks first."""
        from timeline_app.work import editing

        def change(event: Event) -> None:
            self.edits.run(lambda story: editing.set_date(story, event, new), lambda _: told(event))

        def told(event: Event) -> None:
            self._window.status.notice(f"{event.title}: {capitalised(in_words(new, self._session.style))}")
            self.edits.touched.emit((event.id,))

        def fetched(found: list[Event]) -> None:
            if not found or found[0].edtf != old:
                self._window.messages.tell(editing.CONFLICT)
            elif found[0].passages and found[0].reason != SET_BY_HAND:
                self._ask_by_hand(found[0], new, lambda: change(found[0]))
            else:
                change(found[0])

        self._session.fetch_events((event_id,), fetched)

    def _ask_by_hand(self, event: Event, new: str, then: Callable[[], None]) -> None:
        """Ask once before a date that came from a passage is set by hand."""
        tr, style = self._frame.tr, self._session.style
        box = QMessageBox(self._frame)
        box.setObjectName("setByHand")
        box.setWindowTitle(tr("Set the Date by Hand"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("The date of “{}” came from its passage.").format(event.title))
        box.setInformativeText(
            tr("{} will be marked as set by hand; what the passage says of its date stays.").format(
                capitalised(in_words(new, style))
            )
        )
        set_it = box.addButton(tr("Set by Hand"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(set_it)
        box.buttonClicked.connect(lambda pressed: then() if pressed is set_it else None)
        self._show(box)

    def toggle_to_check(self) -> None:
        """Mark the selected events as to be checked, or, where all are, as checked."""
        from timeline_app.core.draft import ManyChange

        snapshot = self._session.snapshot
        if snapshot is None or not self._session.selected:
            return
        rows = [self._session.row_of(event_id) for event_id in self._session.selected]
        states = snapshot.by_row.status(np.array(rows, np.int64))
        checked = bool((states == int(Status.TO_CHECK)).all())
        wanted = Status.NONE if checked else Status.TO_CHECK
        self._change(ManyChange(status=wanted))

    def cycle_importance(self) -> None:
        """Make the selected events one degree more important than the one that is read; after ★★★ usual."""
        from timeline_app.core.draft import ManyChange

        current = self._session.current

        def cycle(event: Event | None) -> None:
            if event is not None:
                self._change(ManyChange(importance=(event.importance + 1) % 4))

        if current is not None:
            self._session.fetch_events((current,), lambda found: cycle(found[0] if found else None))

    # -- inside -------------------------------------------------------------------------------------------

    def _change(self, change: ManyChange) -> None:
        from timeline_app.work import editing

        ids, tr = self._session.selected, self._frame.tr
        if change.importance is not None:
            words = tr("Importance: {}").format("★" * change.importance or tr("usual"))
        else:
            words = tr("To check") if change.status is Status.TO_CHECK else tr("Checked")

        def changed(_: object) -> None:
            self._window.status.notice(words)
            self.edits.touched.emit(ids)

        self.edits.when_writable(
            lambda: self.edits.run(lambda story: editing.change_many(story, ids, change), changed)
        )

    def _open_editor(self, event: Event | None, draft: EventDraft | None) -> None:
        from timeline_app.ui.event_editor import EventEditor

        window = self._window
        self._show(
            EventEditor(self._session, self.edits, window.appearance, self._frame, event=event, draft=draft)
        )

    def _edit_fetched(self, found: list[Event]) -> None:
        if found:
            self._open_editor(found[0], None)

    def _open_many(self) -> None:
        from timeline_app.ui.editing.many_editor import ManyEditor

        window = self._window
        self._show(
            ManyEditor(self._session, self.edits, window.appearance, self._frame, self._session.selected)
        )

    def _show(self, dialog: QDialog) -> None:
        """Show a dialog on this story; it closes when another story is opened."""
        self._dialogs = [one for one in self._dialogs if isValid(one)]
        self._dialogs.append(dialog)
        self._window.show_dialog(dialog)

    def _leave_other_story(self) -> None:
        if self._session.path != self._path:
            self._path = self._session.path
            for dialog in self._dialogs:
                if isValid(dialog):
                    dialog.close()
            self._dialogs.clear()

    def _neighbour(self, ids: tuple[int, ...]) -> int | None:
        """The event that stands after those (before them, at the end), among what passes the filter."""
        snapshot, order = self._session.snapshot, self._session.order()
        if snapshot is None:
            return None
        gone = {order.place_for(self._session.row_of(event_id)) for event_id in ids}
        last = max(gone)
        after = next((place for place in range(last + 1, len(order)) if place not in gone), None)
        before = next((place for place in range(last - 1, -1, -1) if place not in gone), None)
        place = after if after is not None else before
        return int(snapshot.by_row.id[order[place]]) if place is not None else None

    def _category_of_lane(self, lane: str) -> str:
        snapshot = self._session.snapshot
        if snapshot is None or self._session.lanes != FacetKind.CATEGORY.value:
            return ""
        return next((one.name for one in snapshot.categories if str(one.id) == lane), "")


def size_words(size_bytes: int) -> str:
    """A size as people read it: "3.2 MB"."""
    if size_bytes >= 100_000:
        return f"{size_bytes / 1_000_000:,.1f} MB"
    return f"{max(size_bytes, 0) / 1_000:,.0f} kB"
