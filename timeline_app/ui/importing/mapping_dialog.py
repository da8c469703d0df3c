"""How a table is read: its delimiter, encoding and headings, which column is what, and which comes first in
11/12/2025; with the first rows as they would come in. Guesses stand already; decides nothing else.

The file is read again in the caller's thread of its own (`reread`), never here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dates import DateStyle
from timeline_app.core.mapping import SINGLE, Column, Mapping
from timeline_app.ui.importing.import_plan import date_words
from timeline_app.ui.importing.mapping_words import DELIMITERS, ENCODINGS, column_words
from timeline_app.ui.importing.row_preview import RowPreview
from timeline_app.ui.parts.elided import ElidedLabel
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role
from timeline_app.work.first_look import FileLook, TableLook, asks_day_order, preview, with_header

FIRST_SIZE = QSize(980, 640)
#: So many rows are shown as they would be read.
PREVIEW_ROWS = 10
_EXAMPLES = 3
_CHOICE_CHARS = 12
_EXAMPLE_CHARS = 40

#: Reads the file's beginning again with a delimiter and an encoding, and calls back with what it is then.
Reread = Callable[[str, str, Callable[[FileLook], None]], None]


class MappingDialog(QDialog):
    """Asks how a table is read. Signals: `mapped(object)`: the `Mapping`; `given_up()`: there is none.

    `name` is the file's; `known` the mapping by which a table with these headings was read the last time;
    `others` says how many more files are read the same way; `opens` that the table is opened by itself.
    """

    mapped = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        name: str,
        table: TableLook,
        reread: Reread,
        style: DateStyle,
        parent: QWidget,
        *,
        known: Mapping | None = None,
        others: int = 0,
        opens: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mappingDialog")
        self.setWindowTitle(self.tr("Open a Table") if opens else self.tr("Import a Table"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._table, self._name = table, name
        self._reread, self._style = reread, style
        self._mapping = known or table.mapping
        self._boxes: list[QComboBox] = []
        self._others, self._opens = others, opens
        self._done = False
        self._build()
        self._tell_known(known)
        self._show_table()
        self.resize(
            FIRST_SIZE.boundedTo(QSize(max(parent.width() - 20, 700), max(parent.height() - 24, 440)))
        )

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        title = WrappedLabel("title", self)
        title.setObjectName("mappingTitle")
        title.set_words(self.tr("How is “{}” to be read?").format(self._name), composed=True)
        self.about = WrappedLabel("soft", self)
        self.about.setObjectName("mappingAbout")
        self._listed = QScrollArea(self)
        self._listed.setObjectName("mappingColumns")
        self._listed.setWidgetResizable(True)
        self._listed.setFrameShape(QFrame.Shape.NoFrame)
        self._listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = RowPreview(self)
        self.problem = QLabel(self)
        self.problem.setObjectName("mappingProblem")
        self.problem.setWordWrap(True)
        set_role(self.problem, "problem")
        self.accept_button = QPushButton(self.tr("&Open") if self._opens else self.tr("&Import"), self)
        self.accept_button.setObjectName("mappingAccept")
        self.accept_button.setDefault(True)
        set_role(self.accept_button, "primary")
        self.accept_button.clicked.connect(self._accept)
        leave = QPushButton(self.tr("Cancel"), self)
        leave.setObjectName("mappingCancel")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)

        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._heading(self.tr("COLUMNS")))
        left.addWidget(self._listed, 1)
        right.addWidget(self._heading(self.tr("THE FIRST ROWS, AS THEY WOULD COME IN")))
        right.addWidget(self.preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(left, 11)
        middle.addLayout(right, 10)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(0)
        buttons.addWidget(leave)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(self.about)
        column.addLayout(self._text_row())
        column.addWidget(self._order_row())
        column.addLayout(middle, 1)
        column.addLayout(buttons)

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        set_role(label, "heading")
        return label

    def _text_row(self) -> QHBoxLayout:
        """Delimiter, encoding, headings."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.delimiter = self._text_choice("mappingDelimiter", self.tr("Delimiter"), row)
        for sign, words in DELIMITERS:
            self.delimiter.addItem(self.tr(words), sign)
        self.encoding = self._text_choice("mappingEncoding", self.tr("Encoding"), row)
        for name, words in ENCODINGS:
            self.encoding.addItem(words, name)
        self.has_header = QCheckBox(self.tr("The first &row names the columns"), self)
        self.has_header.setObjectName("mappingHeader")
        self.has_header.toggled.connect(self._set_header)
        row.addWidget(self.has_header)
        row.addStretch(1)
        return row

    def _text_choice(self, name: str, words: str, row: QHBoxLayout) -> QComboBox:
        label, box = QLabel(words, self), QComboBox(self)
        set_role(label, "soft")
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_CHOICE_CHARS)
        box.activated.connect(self._read_again)
        for widget in (label, box):
            widget.setVisible(self._table.is_text)
            row.addWidget(widget)
        row.addSpacing(8 if self._table.is_text else 0)
        return box

    def _order_row(self) -> QWidget:
        """Which of day and month comes first; shown where it cannot be told."""
        self.order = QFrame(self)
        self.order.setObjectName("mappingOrder")
        set_role(self.order, "card")
        self._order_words = QLabel(self.order)
        self._order_words.setTextFormat(Qt.TextFormat.PlainText)
        self.day_first = QRadioButton(self.order)
        self.day_first.setObjectName("mappingDayFirst")
        self.month_first = QRadioButton(self.order)
        self.month_first.setObjectName("mappingMonthFirst")
        for button, is_day in ((self.day_first, True), (self.month_first, False)):
            button.clicked.connect(partial(self._set_order, is_day))
        row = QHBoxLayout(self.order)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(18)
        row.addWidget(self._order_words)
        row.addWidget(self.day_first)
        row.addWidget(self.month_first)
        row.addStretch(1)
        return self.order

    # -- what stands there --------------------------------------------------------------------------------

    def _tell_known(self, known: Mapping | None) -> None:
        parts = []
        if known is not None:
            parts.append(self.tr("Columns as you read a table with these headings the last time."))
        else:
            parts.append(self.tr("Guessed from its headings and first rows; change what is wrong."))
        if self._others == 1:
            parts.append(self.tr("Another file with the same headings is read the same way."))
        elif self._others:
            parts.append(
                self.tr("{} more files with the same headings are read the same way.").format(self._others)
            )
        self.about.set_words(" ".join(parts))

    def _show_table(self) -> None:
        """Everything anew, from the table and the mapping."""
        mapping = self._mapping
        _show_choice(self.delimiter, mapping.delimiter, repr(mapping.delimiter))
        _show_choice(self.encoding, mapping.encoding, mapping.encoding.upper())
        self.has_header.blockSignals(True)
        self.has_header.setChecked(mapping.has_header)
        self.has_header.blockSignals(False)
        self._show_columns()
        self._ask_order()
        self._show_preview()

    def _show_columns(self) -> None:
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._boxes = []
        rows = self._table.rows[1:] if self._mapping.has_header else self._table.rows
        for place, column in enumerate(self._mapping.columns):
            name = self._mapping.names[place].strip() if place < len(self._mapping.names) else ""
            words = name or self.tr("Column {}").format(place + 1)
            title = ElidedLabel(words, "", inner)
            cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
            examples = "  ·  ".join(dict.fromkeys(_cut(cell) for cell in cells[:_EXAMPLES])) or "–"
            shown = ElidedLabel(examples, "faint", inner)
            box = QComboBox(inner)
            box.setObjectName(f"mappingColumn{place}")
            box.setAccessibleName(self.tr("What the column “{}” holds").format(words))
            for kind, kind_words in column_words():
                if kind is None:
                    box.insertSeparator(box.count())
                else:
                    box.addItem(kind_words, kind.value)
            box.setCurrentIndex(box.findData(column.value))
            box.activated.connect(partial(self._set_column, place))
            self._boxes.append(box)
            for at, widget in enumerate((title, shown, box)):
                grid.addWidget(widget, place, at)
        grid.setRowStretch(len(self._mapping.columns), 1)
        self._listed.setWidget(inner)

    def _ask_order(self) -> None:
        """Ask for the order of day and month where a date among the first rows needs it."""
        asked = asks_day_order(self._table, replace(self._mapping, day_first=None))
        told = self._table.mapping.day_first is not None
        self.order.setVisible(bool(asked) and not told)
        if not asked or told:
            return
        self._order_words.setText(self.tr("Is {} …").format(_cut(asked)))
        for button, is_day, order in (
            (self.day_first, True, self.tr("day first")),
            (self.month_first, False, self.tr("month first")),
        ):
            button.setText(f"{date_words(asked, is_day, self._style)} ({order})")
            if self._mapping.day_first is None:
                button.setAutoExclusive(False)
                button.setChecked(False)
                button.setAutoExclusive(True)

    def _show_preview(self) -> None:
        rows = preview(self._table, self._mapping, PREVIEW_ROWS, self._style)
        self.preview.show_rows(rows)
        self._judge()

    def _judge(self) -> None:
        """Whether it can be imported like this; if not, why."""
        problem = ""
        if Column.TITLE not in self._mapping.columns and Column.WHEN not in self._mapping.columns:
            problem = self.tr("Say which column holds the title, or the date.")
        elif asks_day_order(self._table, self._mapping):
            problem = self.tr("Say above whether the day or the month comes first.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.accept_button.setEnabled(not problem)

    # -- what is changed ----------------------------------------------------------------------------------

    def _set_column(self, place: int, _at: int) -> None:
        kind = Column(self._boxes[place].currentData())
        columns = list(self._mapping.columns)
        for other, column in enumerate(columns):
            if other != place and column is kind and kind in SINGLE:
                columns[other] = Column.KEEP  # there is one such column: the one just chosen
                self._boxes[other].setCurrentIndex(self._boxes[other].findData(Column.KEEP.value))
        columns[place] = kind
        self._mapping = replace(self._mapping, columns=tuple(columns))
        self._ask_order()
        self._show_preview()

    def _set_header(self, has_header: bool) -> None:
        self._mapping = with_header(self._table, has_header=has_header)
        self._show_table()

    def _set_order(self, day_first: bool) -> None:
        self._mapping = replace(self._mapping, day_first=day_first)
        self._show_preview()

    def _read_again(self) -> None:
        self.setEnabled(False)
        self._reread(str(self.delimiter.currentData()), str(self.encoding.currentData()), self._take_again)

    def _take_again(self, look: FileLook) -> None:
        if self._done:
            return
        self.setEnabled(True)
        if look.table is None:
            self.problem.setText(look.trouble)
            self.problem.setVisible(True)
            self.accept_button.setEnabled(False)
            return
        same = look.table.mapping.names == self._mapping.names
        kept = replace(
            self._mapping, delimiter=look.table.mapping.delimiter, encoding=look.table.mapping.encoding
        )
        self._table = look.table
        self._mapping = kept if same else look.table.mapping
        self._show_table()

    def _accept(self) -> None:
        self._done = True
        self.accept()
        self.mapped.emit(self._mapping)

    def reject(self) -> None:
        """Leave without importing."""
        self._done = True
        super().reject()
        self.given_up.emit()


def _show_choice(box: QComboBox, value: str, words: str) -> None:
    """Show a value, which is added where the list lacks it."""
    if value and box.findData(value) < 0:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(value), 0))


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _EXAMPLE_CHARS else words[: _EXAMPLE_CHARS - 1].rstrip() + "…"
