"""The event editor: one event, new or as it stands, in words; what it keeps is one undoable step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.draft import EventDraft, draft_of
from timeline_app.core.event import Event, Status, TagKind
from timeline_app.core.records import TagRecord
from timeline_app.core.snapshot import FacetKind
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.fields.category_field import CategoryField
from timeline_app.ui.fields.date_entry import DateEntry
from timeline_app.ui.fields.editor_parts import (
    Rows,
    choose,
    importance_choice,
    link_lines,
    links_of,
    status_choice,
)
from timeline_app.ui.fields.picture_rows import PictureRows
from timeline_app.ui.fields.tag_field import TagField
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work import editing
from timeline_app.work.editing.events import PICTURE_TYPES, dated_by_hand

FIRST_SIZE = QSize(540, 680)
_NOTE_PX, _LINKS_PX = 76, 52


class EventEditor(QDialog):
    """Edits `event`, or makes a new one from `draft`; closes itself once it is kept.

    Enter in a line, or Ctrl+Enter anywhere, keeps it; Esc leaves it as it was.
    """

    def __init__(
        self,
        session: Session,
        edits: StoryEdits,
        appearance: Appearance,
        parent: QWidget,
        *,
        event: Event | None = None,
        draft: EventDraft | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("eventEditor")
        self._session, self._edits = session, edits
        self._event = event
        self._lost: tuple[bool, ...] = ()
        self._passages = draft.passages if draft is not None else ()
        self._make(appearance)
        self._lay_out()
        self._show(draft_of(event, self._category_of(event)) if event else draft or EventDraft(""))
        self.setWindowTitle(self.tr("Edit Event") if event else self.tr("New Event"))
        self.resize(FIRST_SIZE.boundedTo(QSize(FIRST_SIZE.width(), max(parent.height() - 24, 360))))
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        if event is not None:
            self.title.selectAll()

    # -- what it says -------------------------------------------------------------------------------------

    def draft(self) -> EventDraft:
        """The event as it stands in the fields."""
        tags = tuple(TagRecord(name, kind) for kind, field in self._tags.items() for name in field.names())
        before = self._before
        made = replace(
            before,
            title=self.title.text().strip(),
            note=self.note.toPlainText(),
            category=self.category.name(),
            status=Status(self.status.currentData()),
            importance=int(self.importance.currentData()),
            tags=tags,
            passages=self._passages,
            links=links_of(self.links.toPlainText()),
            pictures=self._pictures.words(),
        )
        if self.date.changed and self._event is not None:
            return dated_by_hand(made, self.date.edtf, self.date.as_written)
        return replace(made, edtf=self.date.edtf, as_written=self.date.as_written or before.as_written)

    def keep(self) -> None:
        """Keep what the fields say, unless something is still wanting."""
        draft = self.draft()
        if not draft.title:
            self._tell(self.tr("The event needs a title."), self.title)
            return
        if self.date.problem:
            self._tell(self.date.problem, self.date.field)
            return
        self._tell("")
        event = self._event
        if event is not None and draft == self._before:
            self.accept()
            return
        self.setEnabled(False)  # until the answer comes
        if event is None:
            self._edits.run(lambda story: editing.add_event(story, draft), self._added, self._refused)
        else:
            self._edits.run(
                lambda story: editing.change_event(story, event, draft),
                lambda _: self._changed(event.id),
                self._refused,
            )

    def reject(self) -> None:
        """Leave the event as it is; not while it is being kept."""
        if self.isEnabled():
            super().reject()

    def _added(self, event_id: int) -> None:
        from timeline_app.ui import moves

        self._session.select((event_id,), event_id)
        moves.reveal(self._session, (event_id,))
        self._edits.touched.emit((event_id,))
        self.accept()

    def _changed(self, event_id: int) -> None:
        self._edits.touched.emit((event_id,))
        self.accept()

    def _refused(self, sentence: str) -> None:
        self.setEnabled(True)
        self._tell(sentence)
        self._again.setVisible(self._event is not None and sentence == editing.CONFLICT)

    def _show_again(self) -> None:
        """The event as it now stands, in place of what was typed."""
        if self._event is not None:
            self._session.fetch_events((self._event.id,), while_alive(self, self._take_again))

    def _take_again(self, found: list[Event]) -> None:
        if not found:
            self.reject()
            return
        self._event = found[0]
        self._show(draft_of(found[0], self._category_of(found[0])))
        self._tell("")

    # -- the fields ---------------------------------------------------------------------------------------

    def _make(self, appearance: Appearance) -> None:
        session = self._session
        self.title = QLineEdit(self)
        self.title.setObjectName("eventTitle")
        self.title.setAccessibleName(self.tr("Title"))
        self.date = DateEntry(session.style, "eventDate", self)
        self.date.heard.connect(self._tell_by_hand)
        self._by_hand = WrappedLabel("soft", self)
        self._category_field = CategoryField(session, self._edits, appearance, self)
        self._category_field.refused.connect(self._tell)
        self.category = self._category_field.choice
        self._tags = {
            kind: TagField(name, words, self._known(kind), self)
            for kind, name, words in (
                (TagKind.TOPIC, "eventTopics", self.tr("Topics")),
                (TagKind.PERSON, "eventPeople", self.tr("People")),
                (TagKind.ORGANISATION, "eventOrganisations", self.tr("Organisations")),
                (TagKind.PLACE, "eventPlaces", self.tr("Places")),
            )
        }
        self.note = QPlainTextEdit(self)
        self.note.setObjectName("eventNote")
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(appearance.px(_NOTE_PX))
        self.status = status_choice(self)
        self.status.setObjectName("eventStatus")
        self.status.setAccessibleName(self.tr("Status"))
        self.importance = importance_choice(self)
        self.importance.setObjectName("eventImportance")
        self.importance.setAccessibleName(self.tr("Importance"))
        self.links = QPlainTextEdit(self)
        self.links.setObjectName("eventLinks")
        self.links.setAccessibleName(self.tr("Links"))
        self.links.setPlaceholderText(self.tr("https://… and its title, one a line"))
        self.links.setTabChangesFocus(True)
        self.links.setFixedHeight(appearance.px(_LINKS_PX))
        self._quotes = Rows(self.tr("None yet: select words in an article to add one."), self)
        self._quotes.removed.connect(self._take_passage_away)
        self._pictures = PictureRows(self)
        self._pictures.removed.connect(self._delete_picture)
        self._add_picture = QPushButton(self.tr("Add a picture…"), self)
        self._add_picture.setObjectName("addPicture")
        set_role(self._add_picture, "link")
        self._add_picture.clicked.connect(self._ask_picture)
        self._problem = WrappedLabel("problem", self)
        self._problem.setObjectName("eventProblem")
        self._problem.setContentsMargins(8, 4, 8, 5)
        self._problem.hide()
        self._again = QPushButton(self.tr("Show it as it is now"), self)
        self._again.setObjectName("showAgain")
        set_role(self._again, "link")
        self._again.clicked.connect(self._show_again)
        self._again.hide()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(18, 16, 18, 12)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        state = QHBoxLayout()
        state.setSpacing(10)
        state.addWidget(self.status, 1)
        state.addWidget(QLabel(self.tr("Importance"), self))
        state.addWidget(self.importance, 1)
        pictures = QVBoxLayout()
        pictures.setSpacing(4)
        pictures.addWidget(self._pictures)
        pictures.addWidget(self._add_picture, 0, Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Date"), self.date)
        form.addRow("", self._by_hand)
        form.addRow(self.tr("Category"), self._category_field)
        for field, words in zip(
            self._tags.values(),
            (self.tr("Topics"), self.tr("People"), self.tr("Organisations"), self.tr("Places")),
            strict=True,
        ):
            form.addRow(words, field)
        form.addRow(self.tr("Note"), self.note)
        form.addRow(self.tr("Status"), state)
        form.addRow(self.tr("Passages"), self._quotes)
        form.addRow(self.tr("Links"), self.links)
        if self._event is not None:
            form.addRow(self.tr("Pictures"), pictures)
        else:
            self._pictures.hide()
            self._add_picture.hide()
        inner = QWidget(self)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(form)
        whole.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._keep_button = QPushButton(self.tr("Save") if self._event else self.tr("Add Event"), self)
        self._keep_button.setObjectName("keepEvent")
        set_role(self._keep_button, "primary")
        self._keep_button.setDefault(True)
        self._keep_button.clicked.connect(self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(18, 8, 18, 14)
        buttons.setSpacing(8)
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._keep_button)
        problem = QVBoxLayout()
        problem.setContentsMargins(18, 4, 18, 0)
        problem.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(problem)
        column.addLayout(buttons)

    def _show(self, draft: EventDraft) -> None:
        """Fill the fields."""
        self._before = draft
        self._passages = draft.passages
        self._lost = (
            tuple(one.lost for one in self._event.passages) if self._event else (False,) * len(draft.passages)
        )
        self.title.setText(draft.title)
        self.date.put(draft.edtf, draft.as_written)
        self.category.put(draft.category)
        for kind, field in self._tags.items():
            field.put(draft.names(kind))
        self.note.setPlainText(draft.note)
        choose(self.status, int(draft.status))
        choose(self.importance, draft.importance)
        self.links.setPlainText(link_lines(draft.links))
        self._quotes.show_quotes(self._passages, self._lost)
        self._pictures.show_pictures(self._event.pictures if self._event else (), afresh=True)
        self._again.hide()
        self._tell_by_hand()

    def _known(self, kind: TagKind) -> list[str]:
        snapshot = self._session.snapshot
        return [value.name for value in snapshot.facets.get(FacetKind(kind.value), ())] if snapshot else []

    def _category_of(self, event: Event) -> str:
        snapshot = self._session.snapshot
        found = snapshot.categories if snapshot else ()
        return next((one.name for one in found if one.id == event.category_id), "")

    def _tell_by_hand(self) -> None:
        """Say what becomes of a date that came from a passage."""
        event = self._event
        if event is None or not event.passages or not self.date.changed:
            self._by_hand.set_words("")
            return
        told = next((one.dated for one in event.passages if one.dated), event.as_written)
        words = self.tr("The date came from a passage; it will be marked as set by hand.")
        if told:
            words += " " + self.tr("The passage's own “{}” stays.").format(told)
        self._by_hand.set_words(words)

    def _take_passage_away(self, place: int) -> None:
        self._passages = tuple(one for at, one in enumerate(self._passages) if at != place)
        self._lost = tuple(one for at, one in enumerate(self._lost) if at != place)
        self._quotes.show_quotes(self._passages, self._lost)

    # -- pictures are kept at once ------------------------------------------------------------------------

    def _ask_picture(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in PICTURE_TYPES)
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a Picture"), "", f"{self.tr('Pictures')} ({endings})"
        )
        event = self._event
        if name and event is not None:
            self._edits.run(
                lambda story: editing.add_picture(story, event.id, Path(name)),
                while_alive(self, lambda _: self._fetch_pictures()),
                while_alive(self, self._tell),
            )

    def _delete_picture(self, picture_id: int) -> None:
        self._edits.run(
            lambda story: editing.delete_picture(story, picture_id),
            while_alive(self, lambda _: self._fetch_pictures()),
            while_alive(self, self._tell),
        )

    def _fetch_pictures(self) -> None:
        if self._event is not None:
            self._session.fetch_events((self._event.id,), while_alive(self, self._take_pictures))

    def _take_pictures(self, found: list[Event]) -> None:
        if found and self._event is not None:
            self._event = replace(self._event, pictures=found[0].pictures)
            self._before = replace(self._before, pictures=draft_of(found[0], "").pictures)
            self._pictures.show_pictures(found[0].pictures)

    def _tell(self, sentence: str, field: QWidget | None = None) -> None:
        self._problem.set_words(sentence)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
