"""Two fields for a range of dates that take what people type and say at once how it was understood."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from timeline_app.core.dates import DateStyle, Understood, bounds, in_words, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.ui.parts.elided import ElidedButton
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role
from timeline_app.work import clock

#: A date is taken when nothing has been typed for this long.
PAUSE_MS = 500
_PROBLEM_MARGINS_PX = (8, 4, 8, 5)


class DateField(QLineEdit):
    """One end of the range.

    `edtf` is the date taken last ("" for none); `reading` what stands in the field now, if it is understood;
    `problem` the sentence why it is not.
    """

    settled = Signal()  # Enter, leaving the field, or a pause
    heard = Signal()  # the text, and with it `reading` and `problem`, have changed

    def __init__(self, style: DateStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.edtf = ""
        self.reading: Understood | None = None
        self.problem = ""
        self.setMinimumWidth(56)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.textEdited.connect(self._hear)
        self.editingFinished.connect(self._settle)

    def put(self, edtf: str) -> None:
        """Show a date that was set elsewhere."""
        self.edtf, self.reading, self.problem = edtf, None, ""
        self.setText(in_words(edtf, self._style) if edtf else "")
        self._pause.stop()

    def take(self, edtf: str) -> None:
        """Take one of the readings."""
        self.edtf = edtf
        self._pause.stop()

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.text().strip()

    def _hear(self) -> None:
        self.reading, self.problem = None, ""
        if not self.is_empty():
            try:
                self.reading = read_date(self.text(), today=clock.today(), style=self._style)
            except TimelineError as error:
                self.problem = str(error)
        self.heard.emit()
        self._pause.start()

    def _settle(self) -> None:
        if self._pause.isActive() and self.isVisible():  # not while the window is being closed
            self._pause.stop()
            self.settled.emit()


class DateRange(QWidget):
    """From and to. Signal: `chosen(str, str)`: the range as two EDTF dates, either may be empty."""

    chosen = Signal(str, str)

    def __init__(self, style: DateStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.first = DateField(style, self)
        self.first.setObjectName("dateFrom")
        self.first.setPlaceholderText(self.tr("from"))
        self.first.setAccessibleName(self.tr("From date"))
        self.last = DateField(style, self)
        self.last.setObjectName("dateTo")
        self.last.setPlaceholderText(self.tr("to"))
        self.last.setAccessibleName(self.tr("To date"))
        hint = self.tr("A date as you would say it: Aug 2021, 13/12/2025, 1850s, 44 BC")
        self._note = WrappedLabel("soft", self)
        self._note.setObjectName("dateNote")
        self._note.hide()
        self._readings = QWidget(self)
        self._reading_column = QVBoxLayout(self._readings)
        self._reading_column.setContentsMargins(0, 0, 0, 0)
        self._reading_column.setSpacing(4)
        self._readings.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.first)  # one above the other: beside each other no date has room for its words
        column.addWidget(self.last)
        column.addWidget(self._note)
        column.addWidget(self._readings)
        for field in (self.first, self.last):
            field.setToolTip(hint)
            field.heard.connect(lambda field=field: self._answer(field))
            field.settled.connect(lambda field=field: self._settle(field))
            field.installEventFilter(self)

    def tell(self, from_date: str, to_date: str) -> None:
        """Show the range that is set; a field in which somebody is typing is left alone."""
        for field, edtf in ((self.first, from_date), (self.last, to_date)):
            if field.edtf != edtf:
                field.put(edtf)
                self._say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts back the date that is set."""
        if (
            isinstance(watched, DateField)
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            changed = watched.isModified() and watched.text() != in_words(watched.edtf, self._style)
            if changed and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if changed and event.type() == QEvent.Type.KeyPress:
                watched.put(watched.edtf)
                self._say("")
                return True
        return super().eventFilter(watched, event)

    def _answer(self, field: DateField) -> None:
        """Say at once how a field is understood, and ask where there are several ways."""
        self._offer(field)
        if field.problem:
            self._say(field.problem, problem=True)
        elif field.reading is None:
            self._say("")
        elif field.reading.alternatives:
            self._say(field.reading.question or self.tr("Which date is meant?"))
        else:
            self._say(_end_words(field is self.first, field.reading.words))

    def _settle(self, field: DateField) -> None:
        """Take what is understood; what is not, or may mean two things, changes nothing."""
        if field.is_empty():
            self._take(field, "")
        elif field.reading is not None and not field.reading.alternatives:
            self._take(field, field.reading.edtf)

    def _take(self, field: DateField, edtf: str) -> None:
        first = edtf if field is self.first else self.first.edtf
        last = edtf if field is self.last else self.last.edtf
        if first and last and bounds(first).earliest_start_s >= bounds(last).latest_end_s:
            self._say(
                self.tr("The second date lies before the first: nothing is between them."), problem=True
            )
            return
        changed = edtf != field.edtf
        field.take(edtf)
        self._offer(None)
        if changed:
            self.chosen.emit(first, last)

    def _offer(self, field: DateField | None) -> None:
        """Buttons for the readings of an ambiguous date."""
        while (item := self._reading_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        reading = field.reading if field is not None else None
        ambiguous = reading is not None and bool(reading.alternatives)
        for one in (reading, *reading.alternatives) if reading is not None and ambiguous else ():
            button = ElidedButton(one.words, "chip", self._readings)
            button.clicked.connect(lambda _=False, one=one: self._choose(field, one))
            self._reading_column.addWidget(button)
            button.show()
        self._readings.setVisible(ambiguous)

    def _choose(self, field: DateField | None, reading: Understood) -> None:
        if field is not None:
            field.setText(reading.words)
            field.reading = reading
            self._say("")
            self._take(field, reading.edtf)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        set_role(self._note, "problem" if problem else "soft")
        self._note.setContentsMargins(*(_PROBLEM_MARGINS_PX if problem else (0, 0, 0, 0)))
        self._note.set_words(sentence)


def _end_words(is_first: bool, words: str) -> str:
    return f"from {words}" if is_first else f"to {words}"
