"""The story's time zone in its dialog: says how many events would move before it is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.style import set_role
from timeline_app.work import editing

_WIDTH_CHARS = 24


class ZoneField(QWidget):
    """Follows the session; the zone is changed by a button of its own, in one step that can be undone."""

    def __init__(self, session: Session, edits: StoryEdits, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._edits = session, edits
        self.box = QComboBox(self)
        self.box.setObjectName("storyZone")
        self.box.setAccessibleName(self.tr("Time zone"))
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_WIDTH_CHARS)
        self.box.addItems(editing.zone_names())
        completer = self.box.completer()
        if isinstance(completer, QCompleter):
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._change = QPushButton(self.tr("Change the zone"), self)
        self._change.setObjectName("changeZone")
        self._change.setAutoDefault(False)
        self._note = WrappedLabel("soft", self)
        self._note.setObjectName("storyZoneNote")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._note)
        self.setFocusProxy(self.box)
        self.box.currentTextChanged.connect(lambda _: self._look())
        self._change.clicked.connect(self._set)
        session.story_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the zone the story has now."""
        self.box.setCurrentText(self._present())
        self._look()

    def _present(self) -> str:
        snapshot = self._session.snapshot
        return snapshot.settings.zone if snapshot is not None else "UTC"

    def _look(self) -> None:
        """Find out how many events would move."""
        zone = self.box.currentText().strip()
        self._change.setEnabled(False)
        if zone == self._present():
            self._say(
                self.tr("Times with an offset, such as 18:00 UTC−5, are placed in it; dates never move.")
            )
            return
        self._session.ask(
            lambda story: editing.moved_by_zone(story, zone),
            while_alive(self, self._tell),
            while_alive(self, lambda sentence: self._say(sentence, problem=True)),
            key="zone",
        )

    def _tell(self, number: int) -> None:
        if number == 0:
            words = self.tr("No event would move: none has a time with an offset.")
        elif number == 1:
            words = self.tr("1 event with a time and an offset would move.")
        else:
            words = self.tr("{} events with a time and an offset would move.").format(f"{number:,}")
        self._say(words)
        self._change.setEnabled(True)

    def _set(self) -> None:
        zone = self.box.currentText().strip()

        def moved(number: int) -> None:
            words = (
                self.tr("1 event moved") if number == 1 else self.tr("{} events moved").format(f"{number:,}")
            )
            self._edits.told.emit(f"{self.tr('Time zone')}: {zone}; {words}")

        self._change.setEnabled(False)
        self._edits.run(
            lambda story: editing.set_zone(story, zone),
            moved,
            while_alive(self, lambda sentence: self._say(sentence, problem=True)),
        )

    def _say(self, words: str, *, problem: bool = False) -> None:
        set_role(self._note, "problem" if problem else "soft")
        self._note.set_words(words)
