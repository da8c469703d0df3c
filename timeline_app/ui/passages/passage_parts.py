"""Small parts of the passage panel: stepping through passages, and the foot that names the source."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.citation import joined, source_line
from timeline_app.core.columns import OPEN_START_S
from timeline_app.core.dates import DateStyle, bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Article, ArticleHead, Passage
from timeline_app.core.links import web_host
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.scene.text_metrics import TextMetrics, font_package
from timeline_app.ui.look import plain_hint
from timeline_app.ui.parts.elided import ElidedLabel
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import set_role

#: Letters of a text looked at for missing fonts.
_LETTERS_LOOKED_AT = 200_000


def fit_height(scroll: QScrollArea, needed_px: int, most_px: int) -> None:
    """As high as is needed, up to the most; a bar that is not needed would narrow the words until it is."""
    scrolls = needed_px > most_px
    bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    scroll.setVerticalScrollBarPolicy(bar)
    scroll.setFixedHeight(min(needed_px, most_px))


def open_in_browser(url: str) -> None:
    """Hand an address to the person's browser."""
    QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.TolerantMode))


def source_url(article: Article | None) -> str:
    """The address of an article that may be opened; "" for none."""
    if article is None:
        return ""
    return next((url for url in (article.head.url, article.head.archive_url) if web_host(url)), "")


def lost_words(passage: Passage) -> str:
    """What is said of a passage whose quote no longer occurs in its article."""
    words = " ".join(passage.quote.split())
    return QCoreApplication.translate(
        "PassagePanel", "This passage no longer stands in its article: “{}”"
    ).format(words)


def published_s(head: ArticleHead, snapshot: StorySnapshot | None) -> int | None:
    """The first second of an article's date of publication, by the story's clock; None where it has none."""
    try:
        span = bounds(head.published, snapshot.settings.zone if snapshot else "UTC")
    except TimelineError:
        return None
    return span.earliest_start_s if span.precision and span.earliest_start_s > OPEN_START_S else None


class PassageStepper(QWidget):
    """Which passage of how many, and arrows where there are several. Signal: `step_wanted(int)`, +1 or -1."""

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        self._count = QLabel(self)
        self._count.setObjectName("passageCount")
        set_role(self._count, "heading")
        self._previous = self._button("previousPassage", "‹", self.tr("Previous passage (Ctrl+←)"), -1)
        self._next = self._button("nextPassage", "›", self.tr("Next passage (Ctrl+→)"), 1)
        for widget in (self._count, self._previous, self._next):
            row.addWidget(widget)
        row.addStretch(1)

    def tell(self, place: int, number: int) -> None:
        """Show which of how many passages is at hand; `place` counts from 0."""
        self._count.setText(self.tr("PASSAGE {place} OF {number}").format(place=place + 1, number=number))
        for button, there in ((self._previous, place > 0), (self._next, place < number - 1)):
            button.setVisible(number > 1)
            button.setEnabled(there)

    def _button(self, name: str, sign: str, words: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(sign)
        button.setToolTip(words)
        button.setAccessibleName(words)
        set_role(button, "flat")
        button.clicked.connect(lambda: self.step_wanted.emit(by))
        return button


class SourceFooter(QWidget):
    """The article's title, publisher and date, and what can be done with it.

    Signals: `open_wanted()`, `citation_wanted()`.
    """

    open_wanted = Signal()
    citation_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        rule = QFrame(self)
        set_role(rule, "rule")
        self._title = WrappedLabel("soft", self)
        self._title.setObjectName("sourceTitle")
        self._source = WrappedLabel("soft", self)
        self._source.setObjectName("sourceLine")
        self._open = QPushButton(self.tr("Open source"), self)
        self._open.setObjectName("openSource")
        self._open.hide()
        cite = QPushButton(self.tr("Copy citation"), self)
        cite.setObjectName("copyCitation")
        buttons = QWidget(self)
        row = FlowLayout(buttons, 10)
        for button, wanted in ((self._open, self.open_wanted), (cite, self.citation_wanted)):
            set_role(button, "link")
            button.clicked.connect(wanted)
            row.addWidget(button)
        column.addWidget(rule)
        column.addSpacing(6)
        self._short = ElidedLabel("", "soft", self)
        self._short.setObjectName("sourceShort")
        self._short.hide()
        for widget in (self._title, self._source, self._short, buttons):
            column.addWidget(widget)
        self._words = ("", "")
        self._compact = False

    def show_source(self, head: ArticleHead, url: str, style: DateStyle) -> None:
        """Name an article; `url` is what "Open source" would open, its host is shown before it does."""
        self._words = (head.title, source_line(head, style))
        self._tell()
        host = web_host(url)
        self._open.setVisible(bool(host))
        self._open.setText(self.tr("Open source ({host})").format(host=host))
        self._open.setToolTip(plain_hint(url))

    def set_compact(self, compact: bool) -> None:
        """Name the article on one line, cut where it must be, to leave its text the height."""
        if compact != self._compact:
            self._compact = compact
            self._tell()

    def _tell(self) -> None:
        title, source = self._words
        self._title.set_words("" if self._compact else title)
        self._source.set_words("" if self._compact else source, composed=True)
        self._short.set_words(joined([title, source]))
        self._short.setVisible(self._compact)


class MissingLetters(WrappedLabel):
    """A quiet line that names the fonts to install for scripts that none here has letters for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("faint", parent)
        self.setObjectName("missingLetters")
        self.hide()

    def look(self, metrics: TextMetrics, *texts: str) -> None:
        """Ask which of the texts' letters no font has; an article's scripts show early."""
        letters = set().union(*(text[:_LETTERS_LOOKED_AT] for text in texts))
        self.tell(metrics.missing("".join(sorted(letters))))

    def tell(self, scripts: tuple[str, ...]) -> None:
        """Name them, or hide where none is missing."""
        words = self.tr("No font here has letters for {scripts}. To see them, install {package}.")
        package = font_package(scripts)
        self.set_words(words.format(scripts=", ".join(scripts), package=package) if scripts else "")
