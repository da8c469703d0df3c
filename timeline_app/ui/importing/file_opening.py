"""Files that are opened: a story at once; a table that reads in several ways is asked about first.

Asks what must be asked, as an import does, and leaves the reading to the session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from timeline_app.ui.background import Worker
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.status import Status

if TYPE_CHECKING:
    from timeline_app.core.mapping import DayOrderError, Mapping
    from timeline_app.formats import ReadOptions
    from timeline_app.work.first_look import FileLook, TableLook

_STORY = ".story"


class OpeningWindow(Protocol):
    """What opening needs of its window."""

    session: Session
    status: Status

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class FileOpening(QObject):
    """Opens files in one window; a newer call gives an older one up."""

    def __init__(self, window: OpeningWindow, frame: QMainWindow, settings: Settings) -> None:
        super().__init__(frame)
        self._window, self._frame, self._settings = window, frame, settings
        self._session = window.session
        self._looker: Worker[None] | None = None
        self._call = 0

    def open(self, path: Path | None) -> None:
        """Open a story or an importable file, or the sample (None)."""
        self._call += 1
        if path is None or path.suffix.lower() == _STORY:
            self._session.open(path)
            return
        call = self._call

        def looked(found: tuple[FileLook, bool, DayOrderError | None]) -> None:
            look, unclear, question = found
            if call != self._call:
                return
            if unclear and look.table is not None:
                self._ask_mapping(path, look.table)
            elif question is not None:
                self._ask_order(path, look.table.mapping if look.table is not None else None, question)
            else:
                self._session.open(path)

        self._thread().run(lambda _: _look(path), looked, lambda _: self._session.open(path))

    def close(self) -> None:
        """End the looking thread."""
        self._call += 1
        if self._looker is not None:
            self._looker.close()
            self._looker = None

    # -- asking -------------------------------------------------------------------------------------------

    def _ask_mapping(self, path: Path, table: TableLook) -> None:
        """Ask which column is what, and what comes first in 11/12/2025."""
        from timeline_app.ui.importing import column_memory
        from timeline_app.ui.importing.mapping_dialog import MappingDialog
        from timeline_app.work.first_look import look_at, order_question

        def mapped(mapping: Mapping) -> None:
            column_memory.remember(self._settings, mapping)
            self._thread().run(
                lambda _: order_question(path, mapping),
                lambda question: self._read_so(path, mapping, question),
                lambda _: self._session.open(path),
            )

        def reread(delimiter: str, encoding: str, done: Callable[[FileLook], None]) -> None:
            self._thread().run(lambda _: look_at(path, delimiter, encoding), done)

        dialog = MappingDialog(
            path.name,
            table,
            reread,
            self._session.style,
            self._frame,
            known=column_memory.remembered(self._settings, table.mapping),
            opens=True,
        )
        dialog.mapped.connect(mapped)
        dialog.given_up.connect(self._given_up)
        self._window.show_dialog(dialog)

    def _read_so(self, path: Path, mapping: Mapping, question: DayOrderError | None) -> None:
        if question is None:
            self._open_so(path, mapping, mapping.day_first)
        else:
            self._ask_order(path, mapping, question)

    def _ask_order(self, path: Path, mapping: Mapping | None, question: DayOrderError) -> None:
        """Ask what a date means that stands further down than the rows the dialog has seen."""
        from timeline_app.ui.importing.import_plan import order_answers, order_words
        from timeline_app.ui.parts.choice_dialog import ChoiceDialog

        question.file = str(path)
        style = self._session.style

        def chosen(day_first: bool) -> None:
            told = None if mapping is None else replace(mapping, day_first=day_first)
            self._open_so(path, told, day_first)

        self._window.show_dialog(
            ChoiceDialog(
                self._frame.tr("Day or Month First"),
                order_words(self._frame, question),
                order_answers(self._frame, question.text, style, chosen),
                self._frame,
                self._given_up,
            )
        )

    def _open_so(self, path: Path, mapping: Mapping | None, day_first: bool | None) -> None:
        self._session.open(path, _options(mapping, day_first))

    def _given_up(self) -> None:
        """Nothing is opened; a window that has no story yet shows the sample."""
        if self._session.snapshot is None:
            self._session.open(None)
        self._window.status.notice(self._frame.tr("Nothing was opened"))

    def _thread(self) -> Worker[None]:
        if self._looker is None:
            self._looker = Worker("opening-looker", lambda: None, lambda _: None)
        return self._looker


def _look(path: Path) -> tuple[FileLook, bool, DayOrderError | None]:
    """In the worker: what a file is, whether its table is to be asked about, or only one of its dates."""
    from timeline_app.work.first_look import is_unclear, look_at, order_question

    look = look_at(path)
    if look.trouble or (look.table is not None and is_unclear(look.table)):
        return look, look.table is not None, None
    return look, False, order_question(path, look.table.mapping if look.table is not None else None)


def _options(mapping: Mapping | None, day_first: bool | None) -> ReadOptions:
    from timeline_app.formats import ReadOptions
    from timeline_app.work import clock

    return ReadOptions(clock.today(), day_first, mapping)
