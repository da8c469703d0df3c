"""Mending a proposal in its place: title, date and category; it says at once how the date is understood."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from timeline_app.core.dates import DateStyle
from timeline_app.ui.fields.date_entry import DateEntry
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work.reviewing import Item


class ProposalEditor(QFrame):
    """Three fields in a card. Tab goes between them, Enter keeps, Esc leaves.

    Signals: `kept(str, str, str)`: title, EDTF date and category; `left()`; `grown()`: it may
    need another height.
    """

    kept = Signal(str, str, str)
    left = Signal()
    grown = Signal()

    def __init__(
        self,
        item: Item,
        categories: Sequence[str],
        style: DateStyle,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("proposalEditor")
        self.setAutoFillBackground(True)
        set_role(self, "card")
        self.title = QLineEdit(item.proposal.title, self)
        self.title.setObjectName("proposalTitle")
        self.title.setAccessibleName(self.tr("Title"))
        self.date = DateEntry(style, "proposalDate", self)
        self.date.put(item.proposal.edtf)
        self.category = QComboBox(self)
        self.category.setObjectName("proposalCategory")
        self.category.setAccessibleName(self.tr("Category"))
        self._category_field = QLineEdit(self.category)
        self._category_field.setAccessibleName(self.tr("Category"))
        self.category.setEditable(True)
        self.category.setLineEdit(self._category_field)
        self.category.addItems(["", *categories])
        self.category.setCurrentText(item.proposal.category)
        self._category_field.setPlaceholderText(self.tr("Category"))
        grid = QGridLayout(self)
        px = appearance.px
        grid.setContentsMargins(px(12), px(10), px(12), px(10))
        grid.setSpacing(px(8))
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.date, 1, 0)
        grid.addWidget(self.category, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for field in (self.title, self.date.field, self.category, self._category_field):
            field.installEventFilter(self)
        self.setTabOrder(self.title, self.date.field)
        self.setTabOrder(self.date.field, self.category)
        self.date.heard.connect(self.grown)

    def begin(self) -> None:
        """Give the title the keyboard."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def keep(self) -> None:
        """Give away what the fields hold; not while the date is not understood."""
        if self.date.problem:
            self.date.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.date.field.selectAll()
            return
        category = " ".join(self.category.currentText().split())
        self.kept.emit(" ".join(self.title.text().split()), self.date.edtf, category)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps and Esc leaves, from each of the fields; Tab stays among them."""
        ours = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.keep()
                return True
            if event.key() == Qt.Key.Key_Tab and watched in (self.category, self._category_field):
                self.title.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Backtab and watched is self.title:
                self.category.setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
        return super().eventFilter(watched, event)
