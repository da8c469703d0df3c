"""The ways in for files that are no articles: the menu, drops, rows on the clipboard; reads none of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMainWindow, QWidget

from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings

#: What pasted rows are called in the history and in the report.
PASTED = "pasted rows"


class EnteredWindow(Protocol):
    """What the ways in need of their window."""

    session: Session
    messages: MessageBar

    def open_file(self, path: Path | None) -> None:
        """Open a story or an importable file, or the sample (None)."""

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class ImportWaysIn(QObject):
    """Hands files over to `bring`, which brings them into the story."""

    def __init__(
        self,
        window: EnteredWindow,
        frame: QMainWindow,
        settings: Settings,
        bring: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(frame)
        self._window, self._frame, self._settings, self._bring = window, frame, settings, bring
        self._rows: list[tempfile.TemporaryDirectory[str]] = []

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        return {"import": self.ask_for_files}

    def ask_for_files(self) -> None:
        """Ask for files, and bring them into the story."""
        from timeline_app.formats import readable

        tr = self._frame.tr
        suffixes = dict.fromkeys([".story", *(suffix for one in readable() for suffix in one.suffixes)])
        offered = " ".join(f"*{suffix}" for suffix in suffixes)
        names, _ = QFileDialog.getOpenFileNames(
            self._frame,
            tr("Import into This Story"),
            self._settings.text("import/folder"),
            f"{tr('What can be imported')} ({offered});;{tr('All files')} (*)",
        )
        if names:
            self._settings.put("import/folder", str(Path(names[0]).parent))
            self._bring([Path(name) for name in names])

    def offer(self, paths: Sequence[Path]) -> None:
        """Files were dropped: a story is opened; of others it is asked whether they belong into this one."""
        session = self._window.session
        is_story = len(paths) == 1 and paths[0].suffix.lower() == ".story"
        if session.path is None or is_story:
            self._window.open_file(paths[0])
            return
        from timeline_app.ui.parts.choice_dialog import Answer, ChoiceDialog

        tr = self._frame.tr
        name = f"“{paths[0].name}”" if len(paths) == 1 else tr("{} files").format(len(paths))
        answers = [
            Answer(
                "bringIn",
                tr("Bring Into “{}”").format(session.path.stem),
                tr("Its events join those that are here, in one step that can be undone."),
                lambda: self._bring(paths),
            )
        ]
        if len(paths) == 1:
            answers.append(
                Answer(
                    "openAlone",
                    tr("Open as a New Story"),
                    tr("It is shown by itself; this story stays as it is."),
                    lambda: self._window.open_file(paths[0]),
                )
            )
        question = tr("What shall become of {}?").format(name)
        self._window.show_dialog(ChoiceDialog(tr("Files Dropped"), question, answers, self._frame))

    def bring_rows(self, text: str) -> None:
        """Bring in rows that were copied from a spreadsheet."""
        try:
            folder = tempfile.TemporaryDirectory(prefix="timeline-app-", ignore_cleanup_errors=True)
            self._rows.append(folder)
            path = Path(folder.name) / PASTED
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
        except OSError as trouble:
            self._window.messages.tell(
                self._frame.tr("The rows could not be taken: {}.").format(trouble.strerror or trouble)
            )
            return
        self._bring([path])

    def close(self) -> None:
        """Let go of the rows that were pasted."""
        for folder in self._rows:
            folder.cleanup()
        self._rows.clear()
