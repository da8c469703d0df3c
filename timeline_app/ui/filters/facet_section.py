"""One facet of the filter panel: its fullest values with symbols and counts, and a search for the others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from timeline_app.core.columns import Int64
from timeline_app.core.event import Category
from timeline_app.core.filters import EventFilter
from timeline_app.core.fold import fold
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot
from timeline_app.scene.theme import Theme
from timeline_app.ui.look import symbol_icon
from timeline_app.ui.parts.elided import ElidedButton
from timeline_app.ui.parts.tick_box import bare_box
from timeline_app.ui.style import set_role

#: A facet shows this many values, its fullest, before it is searched.
FULLEST = 8
#: A search shows at most this many; who seeks more types on.
SEARCHED = 12
#: So many rows are made in one turn of the window's thread, a millisecond and more each; the rest follow.
MADE_AT_ONCE = 4
_SYMBOL_PX = 12


class FacetRow(QWidget):
    """A value: a box that adds it, its name that shows it alone, its count.

    Signals: `added()`, `alone()`, `left_out()` (Alt+click on either, or the row's menu).
    """

    added = Signal()
    alone = Signal()
    left_out = Signal()

    def __init__(self, value: FacetValue, category: Category | None, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self._category = category
        self._told: tuple[int, Qt.CheckState] | None = None
        self.box = bare_box(self)
        self.box.setToolTip(self.tr("Add to what is shown; Alt+click leaves it out"))
        self.name = ElidedButton("", "facet", self)
        self._symbol = QLabel(self)
        self._count = QLabel(self)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._count, "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box)
        row.addSpacing(2)
        row.addWidget(self._symbol)
        row.addWidget(self.name, 1)
        row.addWidget(self._count)
        self.box.clicked.connect(lambda: self._say(self.added))
        self.name.clicked.connect(lambda: self._say(self.alone))
        self.show_value(value, category, theme)

    def show_value(self, value: FacetValue, category: Category | None, theme: Theme) -> None:
        """Stand for another value: a row is dear to make."""
        self.value, self._category, self._told = value, category, None
        self.name.set_words(value.name, self.tr("Show only this; Alt+click leaves it out"))
        self.name.setAccessibleName(self.tr("Only {name}").format(name=value.name))
        self._symbol.setVisible(category is not None)
        self.apply_theme(theme)

    def tell(self, count: int, state: Qt.CheckState) -> None:
        """Show the count under the other facets, and whether the value is ticked (half: left out)."""
        if self._told == (count, state) and self.box.checkState() is state:  # a click turns the box by itself
            return
        self._told = count, state
        out = state is Qt.CheckState.PartiallyChecked
        self.box.setCheckState(state)
        number = f"{count:,}"
        self._count.setText(number)
        font = self.name.font()
        if font.strikeOut() != out:
            font.setStrikeOut(out)
            self.name.setFont(font)
        name = self.value.name
        events = self.tr("1 event") if count == 1 else self.tr("{number} events").format(number=number)
        said = self.tr("{name}, left out") if out else "{name}, {events}"
        self.box.setAccessibleName(said.format(name=name, events=events))

    def _say(self, wanted: SignalInstance) -> None:
        alt = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier
        (self.left_out if alt else wanted).emit()

    def apply_theme(self, theme: Theme) -> None:
        """Draw the symbol anew."""
        if self._category is not None:
            size_px = round(_SYMBOL_PX * theme.scale)
            icon = symbol_icon(theme, self._category, size_px)
            self._symbol.setPixmap(icon.pixmap(QSize(size_px, size_px), self.devicePixelRatioF()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same three choices for who has no mouse, or a window system that keeps Alt+click."""
        out = self.box.checkState() is Qt.CheckState.PartiallyChecked
        ticked = self.box.checkState() is Qt.CheckState.Checked
        menu = QMenu(self)
        menu.addAction(self.tr("Show only this"), self.alone.emit)
        menu.addAction(self.tr("Take it away") if ticked else self.tr("Add it"), self.added.emit)
        menu.addAction(self.tr("Let it back in") if out else self.tr("Leave it out"), self.left_out.emit)
        menu.exec(event.globalPos())
        menu.deleteLater()


class FacetSection(QWidget):
    """A facet with its heading; hidden while the story has no value of it.

    Signals: `chosen(EventFilter)`: the filter a person has made by it; `lacking()`: rows are yet to be made.
    """

    chosen = Signal(object)
    lacking = Signal()

    def __init__(self, kind: FacetKind, heading: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"facet-{kind.value}")
        self.setAccessibleName(heading)
        self.kind = kind
        self.rows: list[FacetRow] = []
        self._spare: list[FacetRow] = []  # hidden, until there is a value for them
        self._theme = theme
        self._snapshot: StorySnapshot | None = None
        self._filter = EventFilter()
        self._counts: Int64 | None = None
        self._values: tuple[FacetValue, ...] = ()
        self._fullest: list[int] = []
        self._told = False
        self._folded: list[str] | None = None
        label = QLabel(heading.upper(), self)
        set_role(label, "heading")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.more = ElidedButton("", "link", self)
        self.more.setObjectName(f"more-{kind.value}")
        self.more.clicked.connect(self._begin_search)
        self.search = QLineEdit(self)
        self.search.setObjectName(f"search-{kind.value}")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search in {facet}").format(facet=heading))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.installEventFilter(self)
        self.search.hide()
        self._note = QLabel(self)
        set_role(self._note, "faint")
        self._note.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(label)
        outer.addSpacing(2)
        outer.addWidget(self.search)
        outer.addLayout(self._column)
        outer.addWidget(self.more)
        outer.addWidget(self._note)

    def show_story(self, snapshot: StorySnapshot | None) -> None:
        """Take the values of a story, or of its newer revision; `tell` shows them."""
        before, values = self._snapshot, snapshot.facets.get(self.kind, ()) if snapshot else ()
        self._snapshot = snapshot
        same = before is not None and snapshot is not None and before.categories == snapshot.categories
        if same and values is self._values:
            return  # an edit: the counts alone are others
        self._values = values
        sizes = [len(value.rows) for value in self._values]
        self._fullest = sorted(range(len(sizes)), key=lambda at: -sizes[at])
        self._folded = None
        self._told = False
        self.setVisible(bool(self._values))

    def tell(self, event_filter: EventFilter, counts: Int64 | None) -> None:
        """Show what is ticked, and the counts under the other facets; while words are typed both stay."""
        before = self._ticks(self._filter), self._counts
        self._filter, self._counts = event_filter, counts
        if before[0] != self._ticks(event_filter) or before[1] is not counts or not self._told:
            at_once, self._told = MADE_AT_ONCE if self._told else 0, True
            self._fill(at_once)

    def lacks(self) -> bool:
        """Whether rows are still to be made."""
        return len(self.rows) < len(self._wanted()[0])

    def make_more(self) -> bool:
        """Make some of the rows that are lacking; False where none is."""
        if not self.lacks():
            return False
        self._fill()
        return True

    def apply_theme(self, theme: Theme) -> None:
        """Draw the symbols anew."""
        self._theme = theme
        for row in (*self.rows, *self._spare):
            row.apply_theme(theme)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Esc ends the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._end_search()
                return True
        return False

    # -- inside -------------------------------------------------------------------------------------------

    def _begin_search(self) -> None:
        self.search.show()
        self.more.hide()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def _end_search(self) -> None:
        self.search.hide()
        self.search.clear()
        self._fill()
        if self.rows:
            self.rows[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ticks(self, event_filter: EventFilter) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of its values that are ticked, and those left out."""
        nothing: frozenset[str] = frozenset()
        return event_filter.include.get(self.kind, nothing), event_filter.exclude.get(self.kind, nothing)

    def _ticked(self) -> frozenset[str]:
        included, excluded = self._ticks(self._filter)
        return included | excluded

    def _wanted(self) -> tuple[list[int], int]:
        """Which values to show, and how many more there are: those ticked, then the fullest (that match)."""
        searching = not self.search.isHidden()
        ticked = self._ticked()
        if searching and (words := fold(self.search.text()).split()):
            if self._folded is None:
                self._folded = [fold(value.name) for value in self._values]
            folded = self._folded
            found = [at for at in self._fullest if all(word in folded[at] for word in words)]
            return found[:SEARCHED], len(found) - len(found[:SEARCHED])
        most = SEARCHED if searching else FULLEST
        shown = self._fullest[:most]
        shown += [at for at in self._fullest[most:] if self._values[at].key in ticked] if ticked else []
        return shown, len(self._values) - len(shown)

    def _fill(self, at_once: int = MADE_AT_ONCE) -> None:
        """Show what is wanted; rows beyond `at_once` that have to be made are left for `make_more`."""
        wanted, more = self._wanted()
        values = [self._values[at] for at in wanted]
        if [row.value for row in self.rows] != values:
            self._make_rows(values, at_once)
            if len(self.rows) < len(values):
                self.lacking.emit()
        counts = self._counts
        included, excluded = self._ticks(self._filter)
        for row, at in zip(self.rows, wanted, strict=False):  # some may follow
            key = row.value.key
            state = Qt.CheckState.Checked if key in included else Qt.CheckState.Unchecked
            state = Qt.CheckState.PartiallyChecked if key in excluded else state
            known = counts is not None and at < len(counts)
            row.tell(int(counts[at]) if counts is not None and known else len(row.value.rows), state)
        searching = not self.search.isHidden()
        self.more.setVisible(more > 0 and not searching)
        self.more.set_words(self.tr("Search {number} more…").format(number=f"{more:,}"))
        nothing = searching and not self.rows
        self._note.setVisible(nothing or (searching and more > 0))
        rest = self.tr("{number} more: type on").format(number=f"{more:,}")
        self._note.setText(self.tr("None has this name") if nothing else rest)

    def _make_rows(self, values: list[FacetValue], at_once: int) -> None:
        """Put the rows anew: those whose value stays may hold the keyboard, the others take another's.

        At most `at_once` are made; `rows` may then be shorter than `values`.
        """
        kept = {row.value.key: row for row in self.rows if row.value in values}
        free = {row.value.key: row for row in self.rows if row.value.key not in kept}
        for before in self.rows:
            self._column.removeWidget(before)
        spare = [*self._spare, *reversed(free.values())]
        self.rows = []
        previous: QWidget = self.search
        made = 0
        for value in values:
            row = kept.get(value.key)
            if row is None and spare:
                own = free.get(value.key)
                row = own if own in spare else spare[-1]
                spare.remove(row)
                row.show_value(value, self._category_of(value), self._theme)
            elif row is None:
                if made == at_once:
                    break
                row = self._make_row(value)
                made += 1
            self._column.addWidget(row)
            row.show()
            QWidget.setTabOrder(previous, row.box)
            QWidget.setTabOrder(row.box, row.name)
            previous = row.name
            self.rows.append(row)
        QWidget.setTabOrder(previous, self.more)
        self._spare = spare
        for unused in spare:
            unused.hide()

    def _category_of(self, value: FacetValue) -> Category | None:
        categories = self._snapshot.categories if self._snapshot else ()
        return categories[value.category] if 0 <= value.category < len(categories) else None

    def _make_row(self, value: FacetValue) -> FacetRow:
        row = FacetRow(value, self._category_of(value), self._theme, self)
        row.added.connect(lambda: self._choose(self._filter.toggled(self.kind, row.value.key)))
        row.alone.connect(lambda: self._choose(self._filter.only(self.kind, row.value.key)))
        row.left_out.connect(lambda: self._choose(self._filter.excluding(self.kind, row.value.key)))
        return row

    def _choose(self, event_filter: EventFilter) -> None:
        self._filter = event_filter
        self._fill()  # the tick is seen at once, the counts follow
        self.chosen.emit(event_filter)
