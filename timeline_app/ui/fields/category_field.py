"""The category of an event with the button for its colour, which is kept at once, for all its events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from timeline_app.core.event import Category
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.fields.category_colours import colour_menu
from timeline_app.ui.fields.editor_parts import CategoryChoice
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance
from timeline_app.work import editing


class CategoryField(QWidget):
    """`choice` holds the name. Signal `refused(str)`: why the colour could not be changed."""

    refused = Signal(str)

    def __init__(self, session: Session, edits: StoryEdits, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._edits, self._theme = session, edits, appearance.theme
        self.choice = CategoryChoice("eventCategory", appearance.theme, self)
        self._colour = QPushButton(self.tr("Colour…"), self)
        self._colour.setObjectName("eventColour")
        self._colour.setAccessibleName(self.tr("Colour of the category"))
        self._colour.setAutoDefault(False)
        self._colour.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self._colour)
        self.setFocusProxy(self.choice)
        self.choice.editTextChanged.connect(lambda _: self._tell())
        self._offer()
        self._tell()

    def _category(self) -> Category | None:
        """The category that is named, where the story has it."""
        name, snapshot = self.choice.name(), self._session.snapshot
        return next((one for one in snapshot.categories if one.name == name), None) if snapshot else None

    def _tell(self) -> None:
        known = self._category() is not None
        self._colour.setEnabled(known)
        new = self.tr("A new category gets a colour of its own; it can be changed once it is there")
        self._colour.setToolTip(self.tr("For all events of this category") if known else new)

    def _choose(self) -> None:
        category = self._category()
        if category is not None:
            menu = colour_menu(self, self._theme, category, self._give)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._colour.mapToGlobal(QPoint(0, self._colour.height())))

    def _give(self, one: Category) -> None:
        self._edits.run(
            lambda story: editing.recolour_category(story, one.id, one.colour, one.symbol, one.own_colour),
            while_alive(self, lambda _: self._offer()),
            while_alive(self, self.refused.emit),
        )

    def _offer(self) -> None:
        snapshot = self._session.snapshot
        self.choice.offer(snapshot.categories if snapshot else ())
