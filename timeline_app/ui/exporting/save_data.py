"""Save data as…: which events, in which format, what that format can't hold; a thread of its own writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dates import count_words
from timeline_app.core.offsets import shown
from timeline_app.core.report import Outcome, Remark
from timeline_app.ui.background import Worker
from timeline_app.ui.messages import announce
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.style import set_role
from timeline_app.work.opening import open_for_reading
from timeline_app.work.taking import MOST_TRIED, SaveOptions, SaveReport, losses, save_events

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile

SIZE = QSize(620, 520)
#: A story is a format, too; it alone is no matter of `formats`.
STORY = "story"
#: Cells of these are run as formulas by spreadsheets, where they begin like one.
_CELLS = frozenset(("csv", "tsv", "timelinejs-csv"))
#: These hold articles with the files they came from.
_WITH_FILES = frozenset((STORY, "story-json"))
#: So many remarks on single events are listed.
_LISTED = 200

#: What each format is good for, by its name, in the order they are offered.
_GOOD_FOR = {
    STORY: "A story of its own, with the articles and passages of these events, to pass on or to split.",
    "story-json": "Everything there is, as text: it comes back without any loss.",
    "csv": "For spreadsheets and databases; what is changed there can be imported again.",
    "tsv": "For spreadsheets, with tabs between the cells.",
    "html": "One page to read and print anywhere, with the picture, the events and their passages.",
    "markdown": "A chronology to read: one line an event, sources as footnotes.",
    "icalendar": "For calendars of any kind.",
    "timelinejs-json": "For a page with TimelineJS.",
    "timelinejs-csv": "The spreadsheet that TimelineJS is fed from.",
    "timeline-project": "For The Timeline Project.",
    "timeflow": "For TimeFlow.",
    "vis-timeline": "For a page with vis-timeline.",
    "json-lines": "One event a line, for programs.",
}


class SaveDataDialog(QDialog):
    """Saves events of the session's story in a format of choice."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("saveDataDialog")
        self.setWindowTitle(self.tr("Save Data As"))
        self._session, self._settings = session, settings
        self._writer: Worker[StoryFile] | None = None
        self._written: Path | None = None
        self._build()
        self._offer()
        self.resize(SIZE.boundedTo(QSize(SIZE.width(), max(parent.height() - 24, 400))))
        session.filter_changed.connect(self._count)
        session.selection_changed.connect(self._count)
        self._look()

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addWidget(self._heading(self.tr("WHICH EVENTS")))
        self.every, self.filtered, self.selected = (QRadioButton(self) for _ in range(3))
        for name, button in (("All", self.every), ("Filtered", self.filtered), ("Selected", self.selected)):
            button.setObjectName(f"save{name}")
            button.toggled.connect(lambda on: self._look() if on else None)
            column.addWidget(button)
        column.addSpacing(6)
        column.addWidget(self._heading(self.tr("FORMAT")))
        self.format = QComboBox(self)
        self.format.setObjectName("saveFormat")
        self.format.setAccessibleName(self.tr("Format"))
        self.format.activated.connect(lambda _: self._look())
        column.addWidget(self.format)
        self.good_for = WrappedLabel("soft", self)
        column.addWidget(self.good_for)
        self.neutral = QCheckBox(self.tr("Keep spreadsheets from &running cells as formulas"), self)
        self.neutral.setObjectName("saveNeutral")
        self.neutral.setChecked(True)
        self.neutral.setToolTip(
            self.tr(
                "Cells that begin with =, +, - or @ get an apostrophe in front; importing takes it off again"
            )
        )
        column.addWidget(self.neutral)
        self.originals = QCheckBox(self.tr("With the original files of &articles, where they are kept"), self)
        self.originals.setObjectName("saveOriginals")
        self.originals.setChecked(True)
        self.originals.setToolTip(self.tr("The PDFs, pages and documents that the articles came from"))
        self.originals.toggled.connect(lambda _: self._look())
        column.addWidget(self.originals)
        column.addSpacing(6)
        column.addWidget(self._heading(self.tr("WHAT THIS FORMAT CAN’T HOLD")))
        self.lost = QPlainTextEdit(self)
        self.lost.setObjectName("saveLosses")
        self.lost.setAccessibleName(self.tr("What this format can’t hold of these events"))
        self.lost.setReadOnly(True)
        self.lost.setTabChangesFocus(True)
        column.addWidget(self.lost, 1)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 1)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Saving"))
        self.progress.hide()
        column.addWidget(self.progress)
        self.result_line = QLabel(self)
        self.result_line.setObjectName("saveResult")
        self.result_line.setTextFormat(Qt.TextFormat.PlainText)
        self.result_line.setWordWrap(True)
        set_role(self.result_line, "soft")
        column.addWidget(self.result_line)
        column.addLayout(self._buttons())

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        set_role(label, "heading")
        return label

    def _buttons(self) -> QHBoxLayout:
        self.show_folder = QPushButton(self.tr("Show in Folder"), self)
        self.show_folder.setObjectName("saveShowFolder")
        set_role(self.show_folder, "link")
        self.show_folder.clicked.connect(self._show_folder)
        self.show_folder.hide()
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.save = QPushButton(self.tr("&Save…"), self)
        self.save.setObjectName("saveData")
        self.save.setDefault(True)
        set_role(self.save, "primary")
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.show_folder)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save)
        return row

    def _offer(self) -> None:
        """The formats, and which events: what is narrowed down is meant, if anything is."""
        from timeline_app.formats import writable

        self.format.addItem(f"{self.tr('Timeline story')}   ·   .story", STORY)
        order = list(_GOOD_FOR)
        for known in sorted(
            writable(), key=lambda one: order.index(one.name) if one.name in order else len(order)
        ):
            self.format.addItem(f"{known.label}   ·   {known.suffixes[0]}", known.name)
        kept = self.format.findData(self._settings.text("save/format", "csv"))
        self.format.setCurrentIndex(max(kept, 0))
        self._count()
        passing, whole = self._session.shown()
        (self.filtered if passing < whole else self.every).setChecked(True)

    def _count(self) -> None:
        """How many events there are of each sort."""
        session = self._session
        passing, whole = session.shown()
        numbers = (whole, passing, len(session.selected))
        one = (
            self.tr("The only event"),
            self.tr("The event that passes the filter"),
            self.tr("The selected event"),
        )
        many = (
            self.tr("&All {} events"),
            self.tr("The {} that pass the &filter"),
            self.tr("The {} se&lected"),
        )
        for place, button in enumerate((self.every, self.filtered, self.selected)):
            words = one[place] if numbers[place] == 1 else many[place]
            button.setText(words.format(count_words(numbers[place], session.style)))
            button.setEnabled(bool(numbers[place]))
        self.filtered.setVisible(session.mask is not None)
        self.selected.setVisible(bool(session.selected))
        hidden = (self.filtered.isChecked() and session.mask is None) or (
            self.selected.isChecked() and not session.selected
        )
        if hidden:
            self.every.setChecked(True)
        self.save.setEnabled(bool(whole) and not self._is_busy)

    # -- what is chosen -----------------------------------------------------------------------------------

    def options(self) -> SaveOptions:
        """What is chosen."""
        session = self._session
        name = str(self.format.currentData())
        chosen = "" if name == STORY else name
        options = SaveOptions(
            format=chosen, neutral=self.neutral.isChecked(), originals=self.originals.isChecked()
        )
        if self.selected.isChecked():
            return replace(options, ids=session.selected)
        return replace(options, filter=session.filter) if self.filtered.isChecked() else options

    def _look(self) -> None:
        """Say what the format is good for, and find out what it can't hold of these events."""
        name = str(self.format.currentData())
        self.good_for.set_words(QCoreApplication.translate("Format", _GOOD_FOR.get(name, "")))
        self.neutral.setVisible(name in _CELLS)
        self.originals.setVisible(name in _WITH_FILES)
        options = self.options()
        if self.filtered.isChecked():  # they are at hand: the filter need not be asked of the file again
            options = replace(options, ids=self._passing(MOST_TRIED))
        self.lost.setPlainText(self.tr("Looking…"))
        self._session.ask(
            lambda story: losses(story, options), self._tell_losses, self.lost.setPlainText, key="losses"
        )

    def _passing(self, most: int) -> list[int]:
        """The first events that pass the filter."""
        snapshot = self._session.snapshot
        if snapshot is None:
            return []
        found: list[int] = snapshot.by_row.id[self._session.order()[:most]].tolist()
        return found

    def _tell_losses(self, remarks: Sequence[Remark]) -> None:
        self.lost.setPlainText(
            shown("\n".join(self._lines(remarks))) or self.tr("Nothing: it holds all of it.")
        )

    def _lines(self, remarks: Sequence[Remark]) -> list[str]:
        """What holds for all, then event by event."""
        lines = [remark.what for remark in remarks if remark.outcome is Outcome.NOTED]
        single = [remark for remark in remarks if remark.outcome is not Outcome.NOTED]
        lines += [str(remark) for remark in single[:_LISTED]]
        if len(single) > _LISTED:
            lines.append(
                self.tr("and {} more").format(count_words(len(single) - _LISTED, self._session.style))
            )
        return lines

    # -- saving -------------------------------------------------------------------------------------------

    @property
    def _is_busy(self) -> bool:
        return self._writer is not None

    def _save(self) -> None:
        path, story_path = self._ask_place(), self._session.path
        if path is None or story_path is None or self._is_busy:
            return
        options, how = self.options(), self._session.how
        self._settings.put("save/folder", str(path.parent))
        self._settings.put("save/format", str(self.format.currentData()))
        self._tell(self.tr("Saving {}…").format(path.name))
        self._writer = Worker(
            "data-writer", lambda: open_for_reading(story_path, how), lambda story: story.close()
        )
        self._show_busy()
        self._writer.run(lambda story: save_events(story, path, options), self._saved, self._failed)

    def _ask_place(self) -> Path | None:
        from timeline_app.formats import format_named

        name = str(self.format.currentData())
        suffix = ".story" if name == STORY else format_named(name).suffixes[0]
        stem = self._session.path.stem if self._session.path else "timeline"
        folder = Path(self._settings.text("save/folder") or Path.home())
        suggested, number = folder / f"{stem}{suffix}", 1
        while suggested.exists():
            number += 1
            suggested = folder / f"{stem}-{number}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save Data As"), str(suggested), f"{self.format.currentText()} (*{suffix})"
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.name.lower().endswith(suffix) else path.with_name(path.name + suffix)

    def _saved(self, report: SaveReport) -> None:
        self._end()
        self._written = report.path
        self._tell(report.summary)
        self._tell_losses(report.remarks)
        self.show_folder.show()

    def _failed(self, sentence: str) -> None:
        self._end()
        self._tell(sentence, problem=True)

    def _end(self) -> None:
        if self._writer is not None:
            self._writer.close(finish=True)
            self._writer = None
        self._show_busy()

    def _show_busy(self) -> None:
        busy = self._is_busy
        self.progress.setRange(0, 0 if busy else 1)
        self.progress.setVisible(busy)
        self.show_folder.hide()
        for widget in (self.save, self.close_button, self.format, self.every, self.filtered, self.selected):
            widget.setEnabled(not busy)
        if not busy:
            self._count()

    def _tell(self, sentence: str, *, problem: bool = False) -> None:
        set_role(self.result_line, "problem" if problem else "soft")
        self.result_line.setText(shown(sentence))
        announce(self.result_line, sentence)

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    # -- Qt's ---------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close, unless something is just being saved."""
        if not self._is_busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The whole window is closing, perhaps: what is being saved is finished first."""
        self._end()
        super().closeEvent(event)
