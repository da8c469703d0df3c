"""Parts of the event editor: the choice of a category, of status and importance, and the list of passages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from timeline_app.core.draft import PassageDraft
from timeline_app.core.event import STATUS_WORDS, Category, Link, Status
from timeline_app.core.offsets import shown
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import symbol_icon
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role

_SYMBOL_PX = 12
_QUOTE_CHARS = 240


class CategoryChoice(QComboBox):
    """A category by its name, with its symbol; a new name makes a new category. `keep`: what "" is called."""

    def __init__(self, name: str, theme: Theme, parent: QWidget, *, keep: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Category"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._theme = theme
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(keep or self.tr("None; type a new name to make one"))
        size = round(_SYMBOL_PX * theme.scale)
        self.setIconSize(QSize(size, size))

    def offer(self, categories: Sequence[Category]) -> None:
        """The categories there are."""
        present = self.currentText()
        self.clear()
        self.addItem("")
        for category in categories:
            self.addItem(symbol_icon(self._theme, category, self.iconSize().width()), category.name)
        completer = self.completer()
        if isinstance(completer, QCompleter):
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.put(present)

    def put(self, name: str) -> None:
        """Show a category."""
        place = self.findText(name, Qt.MatchFlag.MatchExactly)
        self.setCurrentIndex(max(place, 0))
        self.setEditText(name)

    def name(self) -> str:
        """The name that was chosen or typed; one that differs only in case is the category there is."""
        typed = " ".join(self.currentText().split())
        place = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self.itemText(place) if typed and place >= 0 else typed


def status_choice(parent: QWidget, keep: str = "") -> QComboBox:
    """A box of the states an event may be in; their data are the numbers, `keep` stands for none of them."""
    box = QComboBox(parent)
    if keep:
        box.addItem(keep, -1)
    box.addItem(box.tr("None"), int(Status.NONE))
    for status, words in STATUS_WORDS.items():
        box.addItem(words[:1].upper() + words[1:], int(status))
    return box


def importance_choice(parent: QWidget, keep: str = "") -> QComboBox:
    """A box of the four degrees of importance; their data are the numbers."""
    box = QComboBox(parent)
    if keep:
        box.addItem(keep, -1)
    for number, words in enumerate((box.tr("Usual"), box.tr("★"), box.tr("★★"), box.tr("★★★"))):
        box.addItem(words, number)
    return box


def choose(box: QComboBox, number: int) -> None:
    """Show the item whose data is this number."""
    box.setCurrentIndex(max(box.findData(number), 0))


class Rows(QWidget):
    """Lines of words, each with a button that takes it away. Signal `removed(int)`: the place of one."""

    removed = Signal(int)

    def __init__(self, empty: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._empty = empty
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_quotes(self, passages: Sequence[PassageDraft], lost: Sequence[bool]) -> None:
        """The sentences that support the event."""
        flagged = self.tr("No longer in its article: “{}”")
        self._fill(
            [
                flagged.format(_cut(one.quote)) if gone else f"“{_cut(one.quote)}”"
                for one, gone in zip(passages, lost, strict=True)
            ],
            self.tr("Take this passage away from the event"),
        )

    def _fill(self, texts: Sequence[str], hint: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, words in enumerate(texts):
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            label = WrappedLabel("", self)
            label.set_words(words)
            row.addWidget(label, 1)
            button = QToolButton(line)
            button.setText("×")
            button.setAccessibleName(hint)
            button.setToolTip(hint)
            set_role(button, "flat")
            button.clicked.connect(lambda _=False, place=place: self.removed.emit(place))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(line)
            line.show()
        if not texts and self._empty:
            words_label = WrappedLabel("soft", self)
            words_label.set_words(self._empty)
            self._column.addWidget(words_label)
            words_label.show()


def link_lines(links: Sequence[Link]) -> str:
    """Links as a person edits them: one a line, its address and then its title."""
    return "\n".join(f"{link.url} {link.title}".strip() for link in links)


def links_of(text: str) -> tuple[Link, ...]:
    """The links that such lines name."""
    found = []
    for line in text.splitlines():
        url, _, title = line.strip().partition(" ")
        if url:
            found.append(Link(url, title.strip()))
    return tuple(found)


def _cut(quote: str) -> str:
    words = shown(" ".join(quote.split()))
    return words if len(words) <= _QUOTE_CHARS else words[: _QUOTE_CHARS - 1].rstrip() + "…"
