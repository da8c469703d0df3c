"""The head of the passage panel: what an event is, in words; it holds no article and fetches nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.citation import joined
from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import DERIVED_WORD, STATUS_WORDS, Category, Event, Link, TagKind
from timeline_app.core.links import web_host
from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.spans import SIGNS
from timeline_app.scene.theme import Theme
from timeline_app.ui.filters.chips import ChipButton
from timeline_app.ui.look import plain_hint, symbol_icon
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role

_SYMBOL_PX = 13
#: The reason of a date that an article spells out; it tells nothing that the date does not.
_PLAIN_REASON = "as written"


def capitalised(words: str) -> str:
    """Words with their first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]


def date_notes(event: Event, style: DateStyle) -> str:
    """What there is to say of an event's date beside its words: as it was written, where it comes from.

    That a date stands so in the article is no news.
    """
    told = in_words(event.edtf, style, event.as_written)
    notes: list[str] = []
    if event.as_written and event.as_written.casefold().strip() not in (
        told.casefold(),
        event.edtf.casefold(),
    ):
        notes.append(f"written “{event.as_written.strip()}”")
    if event.derived:
        notes.append(f"{DERIVED_WORD}. {event.reason}" if event.reason else DERIVED_WORD)
    elif event.reason and event.reason != _PLAIN_REASON:
        notes.append(event.reason)
    return joined([capitalised(note) for note in notes])


def status_words(event: Event) -> str:
    """An event's status with its sign; "" for none."""
    words = STATUS_WORDS.get(event.status, "")
    return f"{SIGNS.get(event.status, '')} {capitalised(words)}".strip() if words else ""


class PassageHeader(QWidget):
    """Category, date, title, place, tags, status and note of one event.

    Signals: `tag_wanted(FacetKind, str)`: a tag's chip was clicked, with its facet and key;
    `link_wanted(str)`: one of the event's own addresses was clicked.
    """

    tag_wanted = Signal(object, str)
    link_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._category: Category | None = None
        self._symbol = QLabel(self)
        self._symbol.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._when = self._label("passageWhen", "soft")
        self._notes = self._label("passageDateNotes", "faint")
        self._title = self._label("passageTitle", "title")
        self._status = self._label("passageStatus", "")
        self._note = self._label("passageNote", "soft")
        self._chips = QWidget(self)
        self._chip_row = FlowLayout(self._chips)
        self._links = QWidget(self)
        self._link_column = QVBoxLayout(self._links)
        self._link_column.setContentsMargins(0, 0, 0, 0)
        self._link_column.setSpacing(2)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(7)
        first.addWidget(self._symbol)
        first.addWidget(self._when, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._notes)
        column.addWidget(self._title)
        column.addSpacing(3)
        for widget in (self._status, self._chips, self._note, self._links):
            column.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Its height goes with its width alone; its labels' hints are for a narrower one."""
        return QSize(super().minimumSizeHint().width(), 0)

    def show_event(self, event: Event, category: Category | None, style: DateStyle) -> None:
        """Show an event; what it lacks takes no room."""
        self._category = category
        when = capitalised(in_words(event.edtf, style, event.as_written))
        self._when.set_words(joined([category.name if category else "", when]), composed=True)
        self._notes.set_words(date_notes(event, style), composed=True)
        self._title.set_words(" ".join(event.title.split()) or self.tr("(no title)"))
        self._status.set_words(status_words(event), composed=True)
        self._note.set_words(event.note.strip())
        _clear(self._chip_row)
        for tag in sorted(event.tags, key=lambda tag: tag.kind is not TagKind.PLACE):  # places first
            chip = ChipButton(tag.name, parent=self._chips)
            if tag.kind is TagKind.PLACE:
                set_role(chip, "name")
            chip.setAccessibleDescription(
                self.tr("{kind}. Shows only its events.").format(kind=_kind_words(tag.kind))
            )
            kind, key = FacetKind(tag.kind.value), str(tag.id)
            chip.clicked.connect(lambda _=False, kind=kind, key=key: self.tag_wanted.emit(kind, key))
            self._chip_row.addWidget(chip)
        self._chips.setVisible(bool(event.tags))
        self._show_links(event.links)
        self.apply_theme(self._theme)

    def show_words(self, above: str, title: str) -> None:
        """Show no event but a title (an article's) with a line above it."""
        self._category = None
        self._when.set_words(above)
        self._title.set_words(title)
        for label in (self._notes, self._status, self._note):
            label.set_words("")
        self._chips.hide()
        self._links.hide()
        self._symbol.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Draw the symbol anew in the theme's colours and size."""
        self._theme = theme
        size_px = round(_SYMBOL_PX * theme.scale)
        self._symbol.setVisible(self._category is not None)
        if self._category is not None:
            icon = symbol_icon(theme, self._category, size_px)
            self._symbol.setPixmap(icon.pixmap(QSize(size_px, size_px), self.devicePixelRatioF()))
            drop = max(0, (self._when.fontMetrics().height() - size_px) // 2)
            self._symbol.setContentsMargins(0, drop, 0, 0)

    def _label(self, name: str, role: str) -> WrappedLabel:
        label = WrappedLabel(role, self)
        label.setObjectName(name)
        label.hide()
        return label

    def _show_links(self, links: tuple[Link, ...]) -> None:
        _clear(self._link_column)
        openable = [(link, host) for link in links if (host := web_host(link.url))]
        for link, host in openable:
            words = f"{link.title} ({host})" if link.title else host
            button: QPushButton = ChipButton(words, parent=self._links)
            set_role(button, "link")
            button.setToolTip(plain_hint(link.url))
            button.clicked.connect(lambda _=False, url=link.url: self.link_wanted.emit(url))
            self._link_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._links.setVisible(bool(openable))


def _kind_words(kind: TagKind) -> str:
    return kind.value.capitalize()


def _clear(layout: FlowLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
