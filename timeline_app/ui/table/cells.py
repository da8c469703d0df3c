"""Writing into a cell of the event table: dates are read as in the event editor, names complete themselves.

Enter keeps what is written and moves down, Tab moves on, Esc leaves the cell as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLabel,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from timeline_app.core.dates import DateStyle, Understood, in_words, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.ui.passages.passage_header import capitalised
from timeline_app.ui.style import set_role
from timeline_app.ui.table.model import Column
from timeline_app.work import clock

Index = QModelIndex | QPersistentModelIndex


class CellEdit(QLineEdit):
    """What is written in a cell. Signal `chosen()`: one of the readings of an ambiguous date was taken."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEdit")
        self.setFrame(False)
        set_role(self, "cell")

    def is_ready(self) -> bool:
        """Whether what is written can be taken; otherwise it says why not."""
        return True


class DateCell(CellEdit):
    """A date in a cell, with a note under it that says how it is understood."""

    chosen = Signal()

    def __init__(self, style: DateStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._reading: Understood | None = None
        self._problem = ""
        self._note = QLabel(parent)
        self._note.setObjectName("cellNote")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._note, "problem")
        self.textEdited.connect(self._hear)
        self.destroyed.connect(self._note.deleteLater)

    def is_ready(self) -> bool:
        """Ask which date is meant, where there are several."""
        reading = self._reading
        if reading is not None and reading.alternatives:
            self._ask(reading)
            return False
        return not self._problem

    def _hear(self, typed: str) -> None:
        self._reading, self._problem = None, ""
        if typed.strip():
            try:
                self._reading = read_date(typed, today=clock.today(), style=self._style)
            except TimelineError as error:
                self._problem = str(error)
        self._say()

    def _say(self) -> None:
        reading = self._reading
        words = self._problem
        if reading is not None:
            told = capitalised(in_words(reading.edtf, self._style)) if reading.edtf else reading.words
            asked = reading.question if reading.alternatives else ""
            words = " · ".join(part for part in (told, reading.edtf, asked or reading.reason) if part)
        self._note.setText(words or self.tr("Undated"))
        self._note.adjustSize()
        parent = self.parentWidget()
        below = self.y() + self.height() + 2
        if parent is not None and below + self._note.height() > parent.height():
            below = self.y() - self._note.height() - 2
        self._note.move(QPoint(max(self.x(), 0), below))
        self._note.show()
        self._note.raise_()
        self.setAccessibleDescription(words)

    def _ask(self, reading: Understood) -> None:
        menu = QMenu(self)
        menu.setObjectName("whichDate")
        for one in (reading, *reading.alternatives):
            menu.addAction(one.words).triggered.connect(lambda _=False, one=one: self._choose(one))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, reading: Understood) -> None:
        self._reading = Understood(reading.edtf, reading.words)
        self.setText(reading.edtf)
        self.chosen.emit()


class CellDelegate(QStyledItemDelegate):
    """Makes the editors of cells.

    Signals: `moved_on(int, int)`: how many rows and columns to go on by; `left()`: an editor has closed,
    whatever became of it.
    """

    moved_on = Signal(int, int)
    left = Signal()

    def __init__(
        self, style: Callable[[], DateStyle], known: Callable[[Column], Iterable[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._known = known
        self.closeEditor.connect(lambda *_: self.left.emit())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the cell's words."""
        column = Column(index.column())
        if column is Column.WHEN:
            date = DateCell(self._style(), parent)
            date.chosen.connect(lambda: self._finish(date, 1, 0))
            return date
        field = CellEdit(parent)
        if column is not Column.TITLE:
            completer = QCompleter(sorted(set(self._known(column)), key=str.casefold), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The cell's words as they are edited."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.setModified(False)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was written, where anything was."""
        changed = isinstance(editor, CellEdit) and editor.text() != index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, CellEdit) and changed and editor.is_ready():
            index.model().setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The whole cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves down, Tab moves on; a date that is not understood stays until it is mended."""
        if isinstance(watched, CellEdit) and isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()  # to leave the cell, not the selection
                return True
            if event.type() == QEvent.Type.KeyPress:
                completer = watched.completer()
                popup = completer.popup() if completer is not None else None
                listing = popup is not None and popup.isVisible()
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not listing:
                    return self._finish(watched, 1, 0)
                if key == Qt.Key.Key_Tab:
                    return self._finish(watched, 0, 1)
                if key == Qt.Key.Key_Backtab:
                    return self._finish(watched, 0, -1)
                if key == Qt.Key.Key_Escape:
                    self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.RevertModelCache)
                    return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: CellEdit, down: int, right: int) -> bool:
        if editor.is_ready():
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.moved_on.emit(down, right)
        return True
