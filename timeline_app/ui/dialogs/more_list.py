"""The whole list behind a "+37": every event that did not fit, to type through and pick from, in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLabel, QWidget

from timeline_app.core.dates import in_words, number_words
from timeline_app.core.event import EventText
from timeline_app.core.fold import tokens
from timeline_app.ui.parts.picking import PickList
from timeline_app.ui.session import Session

#: Words are asked for in such lots, so that the first screen is there at once.
LOT = 400

_Index = QModelIndex | QPersistentModelIndex


class EventsModel(QAbstractListModel):
    """Events by id, a line each; those whose words contain what is typed."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        super().__init__()
        self._session = session
        self._all = tuple(ids)
        self._shown = self._all
        self._texts: dict[int, EventText] = {}
        self._typed: tuple[str, ...] = ()
        session.texts_arrived.connect(self.fetch)
        self.fetch()

    def fetch(self) -> None:
        """Take what has arrived, and ask for the next lot."""
        missing = [event_id for event_id in self._all if event_id not in self._texts]
        came = False
        for start in range(0, len(missing), LOT):
            lot = missing[start : start + LOT]
            arrived = self._session.texts(lot)
            self._texts.update(arrived)
            came = came or bool(arrived)
            if len(arrived) < len(lot):
                break
        if came:
            self.find(" ".join(self._typed))

    def find(self, typed: str) -> None:
        """Show only events in whose title every word typed begins one."""
        self._typed = tuple(tokens(typed))
        self.beginResetModel()
        self._shown = tuple(event_id for event_id in self._all if self._fits(event_id))
        self.endResetModel()

    def id_at(self, index: _Index) -> int:
        """The event of a row."""
        return self._shown[index.row()]

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Date and title on one line."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        text = self._texts.get(self._shown[index.row()])
        if text is None:
            return "…"
        return f"{in_words(text.edtf, self._session.style, text.as_written)}   {text.title}"

    def _fits(self, event_id: int) -> bool:
        if not self._typed:
            return True
        text = self._texts.get(event_id)
        words = tokens(text.title) if text else []
        return all(any(word.startswith(typed) for word in words) for typed in self._typed)


class MoreList(PickList):
    """Opens over a "+37"; picking an event selects it."""

    def __init__(self, session: Session, ids: Sequence[int], parent: QWidget) -> None:
        self._events = EventsModel(session, ids)
        super().__init__("moreList", self._events, parent)
        self._events.setParent(self)
        self._session = session
        self.setAccessibleName(self.tr("Events that share this place"))
        self.field.setPlaceholderText(self.tr("Type to find"))
        self.field.setAccessibleName(self.tr("Find among these events"))
        self.field.textChanged.connect(self._find)
        self._number = QLabel(self)
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self.column.insertWidget(0, self._number)
        self._count()
        self.setFixedSize(400, min(150 + 30 * len(ids), 420))
        self.picked.connect(lambda index: session.select((self._events.id_at(index),)))

    def _find(self, typed: str) -> None:
        self._events.find(typed)
        self._count()
        self.choose_first()

    def _count(self) -> None:
        number = self._events.rowCount()
        words = number_words(number, self._session.style)
        self._number.setText(self.tr("1 event") if number == 1 else self.tr("{} events").format(words))
