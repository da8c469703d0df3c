"""A field for the date of an event or a period: it says at once how it was understood, with its EDTF."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from timeline_app.core.dates import JULIAN_MARK, DateStyle, Understood, in_words, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.ui.parts.elided import ElidedButton
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.style import set_role
from timeline_app.work import clock


class DateEntry(QWidget):
    """A date as a person writes it. Signal `heard()`: what stands in the field has changed.

    `field` has the keyboard. `problem` is why the text cannot be taken, or which answer is still wanted; ""
    when all is well.
    """

    heard = Signal()

    def __init__(self, style: DateStyle, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._edtf = self._as_written = self._given = ""
        self.problem = ""
        self.field = QLineEdit(self)
        self.field.setObjectName(name)
        self.field.setPlaceholderText(self.tr("Aug 2021, 13/12/2025, circa 1850, 44 BC …"))
        self.field.setAccessibleName(self.tr("Date"))
        self.setFocusProxy(self.field)
        self._note = WrappedLabel("soft", self)
        self._note.setObjectName(f"{name}Note")
        self._chips = QWidget(self)
        self._chip_row = QHBoxLayout(self._chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self._chips.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self._note)
        column.addWidget(self._chips)
        self.field.textEdited.connect(self._hear)
        self._say(self._told(""))

    @property
    def edtf(self) -> str:
        """The date understood last; "" for none."""
        return self._edtf

    @property
    def as_written(self) -> str:
        """The text, where its words must be kept beside the date; else ""."""
        return self._as_written

    @property
    def changed(self) -> bool:
        """Whether the date is another than the one that was put in."""
        return self._edtf != self._given

    def put(self, edtf: str, as_written: str = "") -> None:
        """Show a date."""
        self._edtf = self._given = edtf
        self._as_written = as_written
        self.problem = ""
        self._offer(None)
        self.field.setText(capitalised(in_words(edtf, self._style, as_written)) if edtf else "")
        self._say(self._told(edtf))

    def _hear(self, typed: str) -> None:
        self.problem = ""
        reading: Understood | None = None
        if typed.strip():
            try:
                reading = read_date(typed, today=clock.today(), style=self._style)
            except TimelineError as error:
                self.problem = str(error)
        if reading is not None and reading.alternatives:
            self.problem = reading.question or self.tr("Which date is meant?")
        self._offer(reading if reading is not None and reading.alternatives else None)
        if self.problem:
            self._say(self.problem, problem=True)
        else:
            self._take(reading.edtf if reading else "", typed)
            self._say(self._told(self._edtf, reading.reason if reading else ""))
        self.heard.emit()

    def _take(self, edtf: str, typed: str) -> None:
        self._edtf = edtf
        self._as_written = typed.strip() if JULIAN_MARK.search(typed) else ""

    def _told(self, edtf: str, reason: str = "") -> str:
        if not edtf:
            return self.tr("Undated: it waits in a lane of its own.")
        words = capitalised(in_words(edtf, self._style, self._as_written))
        return " · ".join(part for part in (words, edtf, reason) if part)

    def _offer(self, reading: Understood | None) -> None:
        """Buttons for the readings of an ambiguous date."""
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in (reading, *reading.alternatives) if reading is not None else ():
            button = ElidedButton(one.words, "chip", self._chips)
            button.clicked.connect(lambda _=False, one=one: self._choose(one))
            self._chip_row.addWidget(button)
            button.show()
        self._chips.setVisible(reading is not None)

    def _choose(self, reading: Understood) -> None:
        self.problem = ""
        self._take(reading.edtf, self.field.text())
        self.field.setText(reading.words)
        self._offer(None)
        self._say(self._told(self._edtf))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heard.emit()

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        set_role(self._note, "problem" if problem else "soft")
        self._note.setContentsMargins(*((8, 4, 8, 5) if problem else (0, 0, 0, 0)))
        self._note.set_words(sentence)
        self.field.setAccessibleDescription(sentence)
