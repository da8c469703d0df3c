"""Lanes, periods and notes in the story's dialog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dates import in_words
from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.editing.part_list import Line, PartList
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.fields.date_entry import DateEntry
from timeline_app.ui.fields.zone_field import ZoneField
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.session import Session
from timeline_app.work import editing
from timeline_app.work.editing import PeriodRow


class LanePart(PartList):
    """The lanes as they are made now, in the order in which they stand."""

    def __init__(self, session: Session, edits: StoryEdits, parent: QWidget) -> None:
        super().__init__("laneList", (parent.tr("Lane"), parent.tr("Events")), parent, rename=False)
        self._session, self._edits = session, edits
        self._up = self.button("laneUp", self.tr("Move up"))
        self._down = self.button("laneDown", self.tr("Move down"))
        self.buttons.addStretch(1)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        session.story_changed.connect(self.refresh)
        session.lanes_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the lanes as they stand now."""
        session = self._session
        snapshot = session.snapshot
        if snapshot is None or session.lanes == NO_LANES:
            self.fill([])
            self.note.set_words(
                self.tr("There are no lanes now: choose what to make them of in View, Lanes.")
            )
            return
        self.note.set_words(self.tr("Their order is kept in the story, for the picture and its exports."))
        values = snapshot.facets.get(FacetKind(session.lanes), ())
        keys = snapshot.settings.lane_order.get(session.lanes, ())
        order = {key: place for place, key in enumerate(keys)}
        placed = sorted(enumerate(values), key=lambda pair: (order.get(pair[1].key, len(order)), pair[0]))
        self.fill([Line(value.key, (value.name, f"{len(value.rows):,}")) for _, value in placed])

    def _move(self, by: int) -> None:
        keys = self.moved(by)
        if keys is not None:
            order, kind = [str(key) for key in keys], FacetKind(self._session.lanes)
            self._edits.run(lambda story: editing.set_lane_order(story, kind, order))


class PeriodPart(PartList):
    """The periods of a story, and a form for the current one or a new one."""

    def __init__(self, session: Session, edits: StoryEdits, parent: QWidget) -> None:
        super().__init__(
            "periodList", (parent.tr("Period"), parent.tr("When")), parent, rename=False, pick=False
        )
        self._session, self._edits = session, edits
        self._rows: dict[int, PeriodRow] = {}
        self._shown: PeriodRow | None = None
        self._new = self.button("periodNew", self.tr("New period"))
        self._delete = self.button("periodDelete", self.tr("Delete"))
        self.buttons.addStretch(1)
        self.name = QLineEdit(self)
        self.name.setObjectName("periodName")
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("The war, her term of office, the drought …"))
        self.date = DateEntry(session.style, "periodDate", self)
        rows = (
            (self.tr("Name"), self.name),
            (self.tr("When"), self.date),
        )
        self._keep, self._problem = self.form(rows, "periodKeep")
        self.note.set_words(self.tr("Quiet named bands behind the lanes; they are never counted as events."))
        self._new.clicked.connect(self._begin)
        self._delete.clicked.connect(self._remove)
        self._keep.clicked.connect(self._put)
        self.name.returnPressed.connect(self._put)
        self.date.field.returnPressed.connect(self._put)
        self.chosen.connect(lambda _: self._follow())
        session.story_changed.connect(self.refresh)
        self._show()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the periods as they are now."""
        self._session.ask(editing.periods, while_alive(self, self._take), key="periods")

    def _take(self, rows: list[PeriodRow]) -> None:
        self._rows = {row.id: row for row in rows}
        style = self._session.style
        self.fill([Line(row.id, (row.name, capitalised(in_words(row.edtf, style)))) for row in rows])

    def _current(self) -> PeriodRow | None:
        key = self.key()
        return self._rows.get(key) if isinstance(key, int) else None

    def _follow(self) -> None:
        """Show another period when another is chosen; a list that comes anew wipes nothing half typed."""
        if self._current() != self._shown:
            self._show()

    def _show(self) -> None:
        """The current period in the form; none: a new one."""
        row = self._shown = self._current()
        self._problem.set_words("")
        self._delete.setEnabled(row is not None)
        self._keep.setText(self.tr("Save") if row else self.tr("Add period"))
        self.name.setText(row.name if row else "")
        self.date.put(row.edtf if row else "")

    def _begin(self) -> None:
        self.tree.setCurrentIndex(QModelIndex())
        self._show()
        self.name.setFocus()

    def _put(self) -> None:
        if self.date.problem:
            self._problem.set_words(self.date.problem)
            return
        row = self._current() or PeriodRow("", "")
        wanted = replace(row, name=self.name.text(), edtf=self.date.edtf)
        self._edits.run(
            lambda story: editing.put_period(story, wanted),
            while_alive(self, lambda _: self._begin() if not row.id else None),
            while_alive(self, self._problem.set_words),
        )

    def _remove(self) -> None:
        row = self._current()
        if row is not None:
            self._edits.run(lambda story: editing.delete_period(story, row))


class NotesPart(QWidget):
    """The story's headline, credit, zone and the person's notes; kept when the dialog or a field is left."""

    def __init__(self, session: Session, edits: StoryEdits, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._edits = session, edits
        self.headline = QLineEdit(self)
        self.headline.setObjectName("storyHeadline")
        self.credit = QLineEdit(self)
        self.credit.setObjectName("storyCredit")
        self.notes = QPlainTextEdit(self)
        self.notes.setObjectName("storyNotes")
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText(
            self.tr("What is still to be asked, whom to call, where the papers are …")
        )
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Headline"), self.headline)
        form.addRow(self.tr("Credit"), self.credit)
        self.zone = ZoneField(session, edits, self)
        form.addRow(self.tr("Time zone"), self.zone)
        form.addRow(self.tr("Notes"), self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.addLayout(form, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(900)
        self._pause.timeout.connect(self.keep)
        self.headline.textEdited.connect(lambda _: self._pause.start())
        self.credit.textEdited.connect(lambda _: self._pause.start())
        self.notes.textChanged.connect(self._typed)
        session.story_changed.connect(self.refresh)
        self._showing = False
        self.refresh()

    def refresh(self) -> None:
        """Show what the story says, unless something is being written."""
        snapshot = self._session.snapshot
        if snapshot is None or self._pause.isActive():
            return
        self._showing = True
        settings = snapshot.settings
        for field, words in ((self.headline, settings.headline), (self.credit, settings.credit)):
            if field.text() != words:
                field.setText(words)
        if self.notes.toPlainText() != settings.notes:
            self.notes.setPlainText(settings.notes)
        self._showing = False

    def keep(self) -> None:
        """Keep what has been written."""
        self._pause.stop()
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        notes = self.notes.toPlainText()
        if notes != snapshot.settings.notes:
            self._edits.run(lambda story: editing.set_notes(story, notes))
        headline, credit = self.headline.text().strip(), self.credit.text().strip()
        if (headline, credit) != (snapshot.settings.headline, snapshot.settings.credit):
            self._edits.run(lambda story: editing.set_headline(story, headline, credit))

    def _typed(self) -> None:
        if not self._showing:
            self._pause.start()
