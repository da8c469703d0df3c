"""Go to a date: a field that says at once how the date was understood, and Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S
from timeline_app.core.dates import DateStyle, bounds, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.ui.parts.popup import Popup
from timeline_app.ui.style import set_role
from timeline_app.work import clock


class GoToDate(Popup):
    """Emits `span_wanted(int, int)`: the first second and the last second + 1 of the date that was typed."""

    span_wanted = Signal(object, object)

    def __init__(self, style: DateStyle, zone: str, parent: QWidget) -> None:
        super().__init__("goToDate", parent)
        self._style = style
        self._zone = zone
        self._span: tuple[int, int] | None = None
        self.setAccessibleName(self.tr("Go to date"))
        self.field.setAccessibleName(self.tr("Date"))
        self.field.setPlaceholderText(self.tr("13 Dec 2025, 1989, circa 1850, 44 BC …"))
        self._understood = QLabel(self.tr("Type a date and press Enter."), self)
        self._understood.setObjectName("understoodDate")
        self._understood.setTextFormat(Qt.TextFormat.PlainText)
        self._understood.setWordWrap(True)
        set_role(self._understood, "soft")
        self._others: list[QPushButton] = []
        self.column.addWidget(self._understood)
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._go)
        self.setFixedWidth(360)

    def _read(self, typed: str) -> None:
        """Say how the date is understood, and offer what else it may mean."""
        for button in self._others:
            button.hide()
            button.deleteLater()
        self._others.clear()
        self._span = None
        if not typed.strip():
            self._say(self.tr("Type a date and press Enter."))
            return
        try:
            understood = read_date(typed, today=clock.today(), style=self._style)
            self._span = self._span_of(understood.edtf)
        except TimelineError as problem:
            self._say(str(problem))
            return
        self._say("\n".join(part for part in (understood.words, understood.question) if part))
        for other in understood.alternatives:
            button = QPushButton(other.words, self)
            set_role(button, "link")
            button.clicked.connect(lambda _=False, edtf=other.edtf: self._take(edtf))
            self.column.addWidget(button)
            self._others.append(button)
        self.adjustSize()

    def _say(self, words: str) -> None:
        self._understood.setText(words)
        self.adjustSize()

    def _span_of(self, edtf: str) -> tuple[int, int]:
        found = bounds(edtf, self._zone)
        if not found.precision:
            raise TimelineError(self.tr("That is no place in time."))
        start_s = found.earliest_start_s if found.earliest_start_s > OPEN_START_S else found.latest_end_s - 1
        end_s = found.latest_end_s if found.latest_end_s < OPEN_END_S else start_s + 1
        return start_s, end_s

    def _take(self, edtf: str) -> None:
        self._span = self._span_of(edtf)
        self._go()

    def _go(self) -> None:
        if self._span is not None:
            self.span_wanted.emit(*self._span)
            self.dismiss()
