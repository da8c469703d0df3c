"""Files into the story: asks what must be asked, and leaves the rest to `work`.

An import goes: look at the files (in a thread) → ask how tables are read → see what is known already (in the
writing thread, taken back) → ask what becomes of it → import, one undoable step → report. Whatever is
cancelled on the way leaves nothing behind.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from timeline_app.core.time_order import time_order
from timeline_app.ui import moves
from timeline_app.ui.background import Worker
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.importing.import_bar import ImportBar
from timeline_app.ui.importing.import_ways_in import ImportWaysIn
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.status import Status
from timeline_app.ui.story.jobs import span
from timeline_app.ui.timeline_view import TimelineView

if TYPE_CHECKING:
    from timeline_app.core.mapping import DayOrderError
    from timeline_app.core.report import ImportReport
    from timeline_app.store.database import StoryFile
    from timeline_app.ui.importing.import_plan import ImportPlan
    from timeline_app.work.first_look import FileLook
    from timeline_app.work.importing import ImportProgress

#: Of each file so many records are looked up in the story, to see whether it was imported before.
SURVEYED = 2_000
#: Fewer new events than these are selected when they are shown.
MOST_SELECTED = 1_000


class ImportingWindow(Protocol):
    """What these commands need of their window."""

    session: Session
    view: TimelineView
    messages: MessageBar
    status: Status
    imports: ImportBar

    def open_file(self, path: Path | None) -> None:
        """Open a story or an importable file, or the sample (None)."""

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class ImportCommands(QObject):
    """The imports of one window, one at a time."""

    _told = Signal(object)

    def __init__(
        self, window: ImportingWindow, frame: QMainWindow, edits: StoryEdits, settings: Settings
    ) -> None:
        super().__init__(frame)
        self._window, self._frame, self._edits = window, frame, edits
        self._session, self._settings = window.session, settings
        self._looker: Worker[None] | None = None
        self._plan: ImportPlan | None = None
        self._cancel = threading.Event()
        self._running = False
        self.ways_in = ImportWaysIn(window, frame, settings, self.bring)
        self._told.connect(self._tell)
        window.imports.cancelled.connect(self._cancel_running)
        self._session.opening.connect(lambda name: self.stop() if name else None)

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return self.ways_in.table()

    def bring(self, paths: Sequence[Path]) -> None:
        """Bring files into the story, once it can be changed."""
        if self._plan is not None:
            self._window.status.notice(self._frame.tr("One import at a time: another is under way"))
            return
        self._edits.when_writable(lambda: self._begin(paths))

    # -- looking ------------------------------------------------------------------------------------------

    def _begin(self, paths: Sequence[Path]) -> None:
        from timeline_app.ui.importing.import_plan import ImportPlan
        from timeline_app.work.first_look import look_at

        if self._plan is not None:
            return
        plan = self._plan = ImportPlan(paths)
        self._window.imports.begin(plan.name, self._frame.tr("Looking at {}…").format(plan.name))
        self._thread().run(
            lambda _: [look_at(path) for path in paths],
            lambda looks: self._looked(plan, looks),
            self._give_up,
        )

    def _looked(self, plan: ImportPlan, looks: list[FileLook]) -> None:
        if self._plan is not plan:
            return
        plan.take_looks(looks)
        if not plan.files:
            self._give_up(" ".join(look.trouble for look in plan.refused[:3]))
            return
        self._ask_tables()

    def _ask_tables(self) -> None:
        """Ask how the next table is read that nobody has been asked about; then go on."""
        from timeline_app.ui.importing import column_memory
        from timeline_app.ui.importing.mapping_dialog import MappingDialog

        plan = self._plan
        if plan is None:
            return
        group = plan.next_tables()
        if not group:
            self._survey()
            return
        self._window.imports.finish()
        first = group[0]
        table = first.table
        if table is None:
            return

        def mapped(mapping: object) -> None:
            from timeline_app.core.mapping import Mapping as Columns

            if isinstance(mapping, Columns):
                column_memory.remember(self._settings, mapping)
                plan.read_so(group, mapping)
                self._ask_tables()

        def reread(delimiter: str, encoding: str, done: Callable[[FileLook], None]) -> None:
            from timeline_app.work.first_look import look_at

            self._thread().run(lambda _: look_at(first.path, delimiter, encoding), done, self._give_up)

        dialog = MappingDialog(
            first.path.name,
            table,
            reread,
            self._session.style,
            self._frame,
            known=column_memory.remembered(self._settings, table.mapping),
            others=len(group) - 1,
        )
        dialog.mapped.connect(mapped)
        dialog.given_up.connect(self._given_up)
        self._window.show_dialog(dialog)

    # -- what is known already ----------------------------------------------------------------------------

    def _survey(self) -> None:
        """See what of it the story holds already, and ask what becomes of that."""
        from timeline_app.core.mapping import DayOrderError
        from timeline_app.work.importing import survey

        plan, snapshot = self._plan, self._session.snapshot
        if plan is None:
            return
        if snapshot is None or not len(snapshot):
            self._import()
            return
        words = self._frame.tr("Looking whether {} is here already…").format(plan.name)
        self._start(words)
        files, options, watch = plan.files, plan.options(), self._watcher(tell=False)

        def work(story: StoryFile) -> tuple[ImportReport, ...] | DayOrderError:
            try:
                return survey(story, files, options, watch, most=SURVEYED)
            except DayOrderError as question:
                return question

        def surveyed(found: tuple[ImportReport, ...] | DayOrderError) -> None:
            if self._plan is not plan:
                return
            self._running = False
            self._window.imports.finish()
            if isinstance(found, DayOrderError):
                self._ask_order(found)
            else:
                self._ask_known(found)

        self._session.tell(work, surveyed, self._give_up)

    def _ask_known(self, reports: Sequence[ImportReport]) -> None:
        from timeline_app.ui.importing.import_plan import known_answers, known_words
        from timeline_app.ui.parts.choice_dialog import ChoiceDialog

        plan = self._plan
        if plan is None:
            return
        updated, known = sum(one.updated for one in reports), sum(one.known for one in reports)
        if not updated + known:
            self._import()
            return

        def chosen(becomes: str) -> None:
            plan.known = becomes
            self._import()

        self._window.show_dialog(
            ChoiceDialog(
                self._frame.tr("Imported Before"),
                known_words(self._frame, plan.name, reports),
                known_answers(self._frame, changed=bool(updated), chosen=chosen),
                self._frame,
                self._given_up,
            )
        )

    def _ask_order(self, question: DayOrderError) -> None:
        """Ask what a date means that stands further down than the rows the dialog has seen."""
        from timeline_app.ui.importing.import_plan import order_answers, order_words
        from timeline_app.ui.parts.choice_dialog import ChoiceDialog

        plan = self._plan
        if plan is None:
            return

        def chosen(day_first: bool) -> None:
            plan.order_so(question.file, day_first)
            self._survey()

        self._window.show_dialog(
            ChoiceDialog(
                self._frame.tr("Day or Month First"),
                order_words(self._frame, question),
                order_answers(self._frame, question.text, self._session.style, chosen),
                self._frame,
                self._given_up,
            )
        )

    # -- importing ----------------------------------------------------------------------------------------

    def _import(self) -> None:
        from timeline_app.core.mapping import DayOrderError
        from timeline_app.work.backups import back_up
        from timeline_app.work.importing import import_files

        plan = self._plan
        if plan is None:
            return
        self._start(self._frame.tr("Importing {}…").format(plan.name))
        snapshot = self._session.snapshot
        plan.last_id = int(snapshot.by_row.id.max(initial=0)) if snapshot is not None else 0
        files, options, watch = plan.files, plan.options(), self._watcher(tell=True)
        before = self._frame.tr("import of {}").format(plan.name)

        def work(story: StoryFile) -> tuple[ImportReport, ...] | DayOrderError:
            back_up(story.path, before)
            try:
                return import_files(story, files, options, watch)
            except DayOrderError as question:
                return question

        self._edits.run(work, self._imported, self._give_up)

    def _imported(self, found: tuple[ImportReport, ...] | DayOrderError) -> None:
        from timeline_app.core.mapping import DayOrderError

        plan = self._plan
        self._running = False
        self._window.imports.finish()
        if plan is None:
            return
        if isinstance(found, DayOrderError):
            self._ask_order(found)
            return
        self._plan = None
        if plan.was_empty(found, self._session.snapshot):
            self._window.view.fit_all()
        from timeline_app.ui.importing.import_report import ImportReportDialog

        dialog = ImportReportDialog((*found, *plan.refusals()), self._frame)
        dialog.undo_wanted.connect(self._edits.undo)
        dialog.show_wanted.connect(partial(self._show_new, plan.last_id))
        self._window.show_dialog(dialog)

    def _show_new(self, last_id: int) -> None:
        """Bring the events that came into view, and select them where they are not too many."""
        session, snapshot = self._session, self._session.snapshot
        if snapshot is None:
            return
        rows = time_order(snapshot, None)[:]
        rows = rows[snapshot.by_row.id[rows] > last_id]
        if session.mask is not None:
            session.clear_filter()
        found = span(snapshot, rows[snapshot.is_dated(rows)])
        if found is not None:
            moves.show_span(session, *found)
        if 0 < len(rows) <= MOST_SELECTED:
            new = snapshot.by_row.id[rows].tolist()
            session.select(new, new[0])

    # -- giving up ----------------------------------------------------------------------------------------

    def _cancel_running(self) -> None:
        """Stop what runs: a running import is taken back, and says so when it is."""
        self._cancel.set()
        if not self._running:
            self._given_up()

    def _give_up(self, sentence: str) -> None:
        """It can't be done, or was cancelled: nothing of it is left."""
        self._end()
        self._window.messages.tell(sentence)

    def _given_up(self) -> None:
        self._end()
        self._window.status.notice(self._frame.tr("Nothing was imported"))

    def _end(self) -> None:
        self._running = False
        self._window.imports.finish()
        self._plan = None

    def stop(self) -> None:
        """Take back what is coming in: the story is being left."""
        if self._plan is not None:
            self._cancel.set()
            self._end()
            self._window.status.notice(self._frame.tr("The import was cancelled; nothing was taken"))

    def close(self) -> None:
        """Stop, and end the looking thread."""
        self._cancel.set()
        self._plan = None
        if self._looker is not None:
            self._looker.close()
            self._looker = None
        self.ways_in.close()

    def _start(self, words: str) -> None:
        self._cancel = threading.Event()
        self._running = True
        if self._plan is not None:
            self._window.imports.begin(self._plan.name, words)

    def _watcher(self, *, tell: bool) -> Callable[[ImportProgress], None]:
        """Called in the writing thread: tells the window how far it is, and raises once it is cancelled."""
        from timeline_app.work.importing import ImportCancelledError

        cancel, told = self._cancel, self._told

        def watch(course: ImportProgress) -> None:
            if cancel.is_set():
                raise ImportCancelledError
            if tell:
                told.emit(course)

        return watch

    def _tell(self, course: ImportProgress) -> None:
        """Show how far it is, and how many changes wait behind it."""
        self._window.imports.tell(course, self._edits.under_way - 1)

    def _thread(self) -> Worker[None]:
        if self._looker is None:
            self._looker = Worker("import-looker", lambda: None, lambda _: None)
        return self._looker
