"""The proposals of a review in text order, as cards; decides nothing: keys and clicks are told on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from timeline_app.core.dates import DateStyle
from timeline_app.core.event import Category
from timeline_app.ui.review.proposal_card import ITEM_ROLE, ProposalDelegate, spoken
from timeline_app.ui.review.proposal_editor import ProposalEditor
from timeline_app.ui.style import Appearance
from timeline_app.work.reviewing import Item, Review


class ProposalModel(QAbstractListModel):
    """The proposals as rows; their words are what a screen reader says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()
        self.style_of_dates = DateStyle()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many proposals there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The proposal, or its words."""
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(item, self.style_of_dates)
        return None

    def take(self, items: tuple[Item, ...]) -> None:
        """Show other proposals, or the same ones changed."""
        if [item.key for item in items] != [item.key for item in self.items]:
            self.beginResetModel()
            self.items = items
            self.endResetModel()
            return
        before, self.items = self.items, items
        for row, (old, new) in enumerate(zip(before, items, strict=True)):
            if old is not new:
                index = self.index(row)
                self.dataChanged.emit(index, index)


class ProposalList(QListView):
    """The list itself.

    `keys` is asked first for every key. Signals: `item_wanted(int)` (a click), `toggled(int)` (its box),
    `twin_wanted(int)` (its offer), `edit_wanted(int)` (a double click), `mended(str, str, str)`.
    """

    item_wanted = Signal(int)
    toggled = Signal(int)
    twin_wanted = Signal(int)
    edit_wanted = Signal(int)
    mended = Signal(str, str, str)

    def __init__(
        self, appearance: Appearance, keys: Callable[[QKeyEvent], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("proposalList")
        self.setAccessibleName(self.tr("Proposed events"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self._appearance = appearance
        self._keys = keys
        self._model = ProposalModel(self)
        self._delegate = ProposalDelegate(appearance, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.editor: ProposalEditor | None = None
        appearance.changed.connect(self.scheduleDelayedItemsLayout)

    def show_review(
        self, review: Review, categories: Mapping[str, Category], style: DateStyle, *, follow: bool
    ) -> None:
        """Show the proposals; with `follow` the one at hand is brought into view."""
        delegate = self._delegate
        delegate.categories, delegate.style_of_dates = categories, style
        self._model.style_of_dates = style
        key = review.item.key if review.item else 0
        if self.editor is not None and delegate.editing != key:
            self.close_editor()
        delegate.at_hand = key
        self._model.take(review.items)
        self.scheduleDelayedItemsLayout()
        index = self._model.index(review.current)
        if index.isValid():
            self.setCurrentIndex(index)
            if follow:
                self.executeDelayedItemsLayout()
                self.scrollTo(index)
        self.viewport().update()

    def edit_in_place(self, item: Item, categories: Sequence[str], style: DateStyle) -> None:
        """Put fields where the card of a proposal stands."""
        self.close_editor()
        index = self._model.index(next(row for row, one in enumerate(self._model.items) if one is item))
        place = QWidget()
        editor = ProposalEditor(item, categories, style, self._appearance, place)
        px = self._appearance.px
        room = QVBoxLayout(place)
        room.setContentsMargins(px(2), px(5), px(6), px(5))
        room.addWidget(editor)
        self._delegate.editing = item.key
        self.setIndexWidget(index, place)
        self.editor = editor
        self._fit_editor()
        editor.kept.connect(self._kept)
        editor.left.connect(self.close_editor)
        editor.grown.connect(self._fit_editor)
        self.executeDelayedItemsLayout()
        self.scheduleDelayedItemsLayout()
        self.scrollTo(index)
        editor.begin()

    def _fit_editor(self) -> None:
        """Make the row as high as its fields."""
        if self.editor is not None:
            px = self._appearance.px
            width = max(self.viewport().width() - px(8), 200)
            layout = self.editor.layout()
            higher = layout is not None and layout.hasHeightForWidth()
            height = (
                layout.totalHeightForWidth(width) if layout and higher else self.editor.sizeHint().height()
            )
            self._delegate.editor_px = height + px(12)
            self.scheduleDelayedItemsLayout()

    def close_editor(self) -> None:
        """Take the fields away; what they hold is forgotten."""
        if self.editor is None:
            return
        self.editor = None
        row = next((at for at, one in enumerate(self._model.items) if one.key == self._delegate.editing), -1)
        self._delegate.editing = 0
        if row >= 0:
            self.setIndexWidget(self._model.index(row), None)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kept(self, title: str, edtf: str, category: str) -> None:
        self.close_editor()
        self.mended.emit(title, edtf, category)

    def item_at(self, row: int) -> Item:
        """The proposal in a row."""
        return self._model.items[row]

    # -- keys and mouse -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the review, then those of a list."""
        if not self._keys(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are the review's keys."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The box ticks, the offer is taken, the rest of a card brings it to hand."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        item = self._model.items[index.row()]
        parts = self._delegate.parts(item, self.visualRect(index))
        grow = self._appearance.px(8)
        at = event.position().toPoint()
        if parts.box.adjusted(-grow, -grow, grow // 2, grow).contains(at):
            self.toggled.emit(item.key)
        elif parts.twin.height() and parts.twin.contains(at):
            self.twin_wanted.emit(item.key)
        else:
            self.item_wanted.emit(item.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing: a press has done it."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged from here."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the card in place."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            item = self._model.items[index.row()]
            parts = self._delegate.parts(item, self.visualRect(index))
            grow = self._appearance.px(8)
            if parts.box.adjusted(-grow, -grow, grow // 2, grow).contains(event.position().toPoint()):
                self.toggled.emit(item.key)
            else:
                self.edit_wanted.emit(item.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring around the one at hand shows where the keys go."""
        self._delegate.has_focus = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring is ink while the keys go elsewhere."""
        self._delegate.has_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
