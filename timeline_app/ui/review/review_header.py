"""What stands around a review: the bar with the counts and the day of publication, notes, category keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from timeline_app.core.dates import DateStyle, in_words, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Category
from timeline_app.core.offsets import shown
from timeline_app.ui.look import qt_font, symbol_icon
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work import clock
from timeline_app.work.keeping_reviews import Sheet
from timeline_app.work.reviewing import Review

_PUBLISHED_PX = 170


class ReviewHeader(QFrame):
    """The bar above a review. Signal: `published_typed(str)`: another day of publication, as EDTF."""

    published_typed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewHeader")
        set_role(self, "bar")
        self._appearance = appearance
        self._style = DateStyle()
        self._published = ""
        heading = QLabel(self.tr("Read an article"), self)
        self._heading = heading
        self.counts = QLabel(self)
        self.counts.setObjectName("reviewCounts")
        set_role(self.counts, "soft")
        label = QLabel(self.tr("Published"), self)
        set_role(label, "soft")
        self.published = QLineEdit(self)
        self.published.setObjectName("reviewPublished")
        self.published.setAccessibleName(self.tr("Day of publication"))
        self.published.setPlaceholderText(self.tr("e.g. 13 Dec 2025"))
        self.published.setToolTip(
            self.tr("Words such as “yesterday” and “in March” are counted from this day. Enter reads anew.")
        )
        self.offer = QPushButton(self)
        self.offer.setObjectName("reviewOffered")
        self.offer.setToolTip(
            self.tr(
                "The day on which something in the text was said; press to take it as that of publication"
            )
        )
        set_role(self.offer, "chip")
        self.offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # pressed, it leaves the keyboard to the proposals
        self.offer.hide()
        self._offered = ""
        self.problem = QLabel(self)
        self.problem.setObjectName("reviewPublishedProblem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.problem, "problem")
        self.problem.hide()
        self.rest = QPushButton(self)
        self.rest.setObjectName("reviewRest")
        self.rest.setToolTip(
            self.tr(
                "Adds every event whose date the text itself names, from this article and those that wait"
            )
        )
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setObjectName("reviewClose")
        self.close_button.setToolTip(
            self.tr("Leave it for later: the article and every decision are kept (Esc)")
        )
        self.add = QPushButton(self)
        self.add.setObjectName("reviewAdd")
        self.add.setToolTip(self.tr("Ctrl+Enter"))
        set_role(self.add, "primary")
        self._row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (heading, self.counts)
        right: tuple[QWidget, ...] = (
            *(self.problem, label, self.published, self.offer),
            *(self.rest, self.close_button, self.add),
        )
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        self.offer.clicked.connect(self._take_offer)
        self.published.returnPressed.connect(self._read)
        self.published.editingFinished.connect(self._read)
        self.published.textEdited.connect(lambda _: self.problem.hide())
        appearance.changed.connect(self._wear)
        self._wear()

    def set_article(self, style: DateStyle, published: str, waiting: int, offered: str | None = None) -> None:
        """Another article is reviewed; `waiting` come after it.

        `offered` is the day that its text makes likely, as EDTF or empty: one press takes it. None: as ever.
        """
        self._style = style
        self._offered = self._offered if offered is None else offered
        self.set_published(published)
        self.rest.setVisible(waiting > 0)
        self.rest.setText(self.tr("Add explicit ones of all {}").format(waiting + 1))
        self.close_button.setText(self.tr("Later") if waiting else self.tr("Close"))

    def set_published(self, published: str) -> None:
        """Show the day of publication, unless it is being typed."""
        if published != self._published or not self.published.hasFocus():
            self._published = published
            self.published.setText(in_words(published, self._style) if published else "")
            set_role(self.published, "" if published else "wanted")
            self.problem.hide()
        self._show_offer()

    def show_counts(self, review: Review) -> None:
        """Say how many are proposed and ticked, and on the button what it will do."""
        total, ticked = len(review.items), len(review.ticked)
        proposed = self.tr("1 event proposed") if total == 1 else self.tr("{} events proposed").format(total)
        accepted = self.tr("{} accepted").format(ticked)
        self.counts.setText(f"{proposed} · {accepted}" if total else self.tr("No event proposed"))
        new = sum(not item.to_twin for item in review.ticked)
        if new:
            words = self.tr("Add 1 event") if new == 1 else self.tr("Add {} events").format(new)
        elif ticked:
            words = self.tr("Add 1 passage") if ticked == 1 else self.tr("Add {} passages").format(ticked)
        else:
            words = self.tr("Add the article only")
        self.add.setText(words)

    def _show_offer(self) -> None:
        """Offer the day for as long as there is none."""
        self.offer.setVisible(bool(self._offered) and not self._published)
        if self._offered:
            self.offer.setText(self.tr("{}?").format(in_words(self._offered, self._style)))

    def _take_offer(self) -> None:
        if self._offered and not self._published:
            self.published.setText(in_words(self._offered, self._style))
            self._take(self._offered)

    def _read(self) -> None:
        """Understand the day that was typed, and ask for a new reading where it is another one."""
        typed = self.published.text().strip()
        current = in_words(self._published, self._style) if self._published else ""
        if typed in (current, self._published):
            return
        try:
            edtf = read_date(typed, today=clock.today(), style=self._style).edtf if typed else ""
        except TimelineError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        self.problem.hide()
        self._take(edtf)

    def _take(self, edtf: str) -> None:
        """Have the article read anew, if this is another day of publication."""
        if edtf != self._published:
            self._published = edtf
            self.published.setText(in_words(edtf, self._style) if edtf else "")
            self._show_offer()
            self.published_typed.emit(edtf)

    def _wear(self) -> None:
        px = self._appearance.px
        self._row.setContentsMargins(px(14), px(6), px(14), px(6))
        self._row.setSpacing(px(10))
        self.published.setFixedWidth(px(_PUBLISHED_PX))
        self._heading.setFont(qt_font(self._appearance.theme.fonts.title))


class ReviewNote(QFrame):
    """What a person should know of the article under review; hidden without anything to say.

    Signal: `apart_wanted()`: it shall not be a version of the article it is nearly the same as.
    """

    apart_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewNote")
        set_role(self, "message")
        self.words = WrappedLabel("", self)
        self.words.setObjectName("reviewNoteWords")
        self.apart = QPushButton(self.tr("Keep it as an article of its own"), self)
        self.apart.setObjectName("reviewApart")
        set_role(self.apart, "link")
        self.apart.clicked.connect(self.apart_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.addWidget(self.words, 1)
        row.addWidget(self.apart)
        self._sentences: list[str] = []
        self.hide()

    def tell_sheet(self, sheet: Sheet) -> None:
        """Say what is known of an article before it is reviewed."""
        said = list(sheet.notes)
        if sheet.version_id:
            said.insert(
                0, self.tr("This article is in the story already; its review goes on as it was left.")
            )
        elif sheet.nearly is not None and sheet.article_id:
            title = shown(sheet.nearly.title)
            said.insert(
                0, self.tr("Nearly the same as “{}”: it becomes a second version of it.").format(title)
            )
        if sheet.question and not sheet.record.published:
            said.append(sheet.question)
        self._sentences = [sentence for sentence in said if sentence]
        self.apart.setVisible(bool(sheet.nearly and sheet.article_id and not sheet.version_id))
        self._say(self._sentences)

    def tell_moved(self, words: str) -> None:
        """Say what a new day of publication has moved."""
        self._say([words + self.tr(". What you had decided or changed stays as it was.")])

    def tell_problem(self, sentence: str) -> None:
        """Say why something could not be done."""
        self._say([sentence])

    def _say(self, sentences: Sequence[str]) -> None:
        self.words.set_words(" ".join(sentences), composed=True)
        self.setVisible(bool(sentences))


class SourceLine(QLabel):
    """Where the article comes from and how long it is, in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewSource")
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "soft")

    def show_source(self, sheet: Sheet, review: Review) -> None:
        """Tell of another article."""
        words = len(review.text.split())
        record = sheet.record
        came = sheet.file.name or record.url or ("" if sheet.version_id else self.tr("Pasted text"))
        by = ", ".join(part for part in (record.author, record.publisher) if part)
        count = self.tr("1 word") if words == 1 else self.tr("{} words").format(f"{words:,}")
        dated = (
            self.tr("day of publication from {}").format(sheet.published_from) if sheet.published_from else ""
        )
        self.setText(shown(" · ".join(part for part in (by, came, count, dated) if part)))


class CategoryKeys(QWidget):
    """The first nine categories with their keys. Signal: `category_wanted(str)`."""

    category_wanted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewCategories")
        self.setAccessibleName(self.tr("Categories"))
        self._appearance = appearance
        self._shown: tuple[object, ...] = ()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)

    def show_categories(self, categories: Sequence[Category]) -> None:
        """Offer these; nothing is made anew where they are the same."""
        theme = self._appearance.theme
        wanted = (*categories, theme.name, theme.scale)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        side = self._appearance.px(12)
        for number, category in enumerate(categories, 1):
            button = QPushButton(f"{number}  {shown(category.name)}".replace("&", "&&"), self)
            button.setIcon(symbol_icon(theme, category, side))
            button.setIconSize(QSize(side, side))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(self.tr("Key {}").format(number))
            set_role(button, "chip")
            button.clicked.connect(lambda _=False, name=category.name: self.category_wanted.emit(name))
            self._flow.addWidget(button)
            button.show()
