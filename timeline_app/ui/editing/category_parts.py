"""Categories and tags in the story's dialog: renamed, merged, recoloured, put in order, deleted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from timeline_app.core.event import Category, Symbol, TagKind
from timeline_app.core.fold import fold
from timeline_app.core.snapshot import FacetKind
from timeline_app.ui.editing.part_list import Line, PartList
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.fields.category_colours import colour_menu
from timeline_app.ui.look import symbol_icon
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance
from timeline_app.work import editing
from timeline_app.work.editing import TagUse

_SYMBOL_PX = 14


class CategoryPart(PartList):
    """The categories of a story."""

    def __init__(self, session: Session, edits: StoryEdits, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("categoryList", (parent.tr("Category"), parent.tr("Events")), parent)
        self._session, self._edits, self._appearance = session, edits, appearance
        self._up = self.button("categoryUp", self.tr("Move up"))
        self._down = self.button("categoryDown", self.tr("Move down"))
        self._colour = self.button("categoryColour", self.tr("Colour…"))
        self._symbol = self.button("categorySymbol", self.tr("Symbol…"))
        self._merge = self.button("categoryMerge", self.tr("Merge into…"))
        self._delete = self.button("categoryDelete", self.tr("Delete"))
        self.buttons.addStretch(1)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._colour.clicked.connect(self._choose_colour)
        self._symbol.clicked.connect(self._choose_symbol)
        self._merge.clicked.connect(self._choose_merge)
        self._delete.clicked.connect(self._remove)
        self.renamed.connect(self._rename_to)
        self.chosen.connect(lambda _: self._tell())
        session.story_changed.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the categories as they are now."""
        snapshot = self._session.snapshot
        counts = {
            value.key: len(value.rows)
            for value in (snapshot.facets if snapshot else {}).get(FacetKind.CATEGORY, ())
        }
        self.fill(
            [
                Line(
                    one.id,
                    (one.name, f"{counts.get(str(one.id), 0):,}"),
                    symbol_icon(self._appearance.theme, one, _SYMBOL_PX),
                )
                for one in (snapshot.categories if snapshot else ())
            ]
        )

    def _current(self) -> Category | None:
        snapshot, key = self._session.snapshot, self.key()
        return next((one for one in snapshot.categories if one.id == key), None) if snapshot else None

    def _events(self, category: Category) -> int:
        snapshot = self._session.snapshot
        values = snapshot.facets.get(FacetKind.CATEGORY, ()) if snapshot else ()
        return next((len(value.rows) for value in values if value.key == str(category.id)), 0)

    def _tell(self) -> None:
        """What a deletion would touch, and which buttons mean anything now."""
        category = self._current()
        for button in (self._up, self._down, self._colour, self._symbol, self._merge, self._delete):
            button.setEnabled(category is not None)
        self._merge.setEnabled(category is not None and len(self.keys()) > 1)
        if category is None:
            self.note.set_words(self.tr("Double-click a name, or press F2, to change it."))
            return
        number = self._events(category)
        if not number:
            self.note.set_words(self.tr("No event is in this category."))
        elif number == 1:
            self.note.set_words(self.tr("Deleting it leaves 1 event without a category."))
        else:
            words = self.tr("Deleting it leaves {} events without a category.")
            self.note.set_words(words.format(f"{number:,}"))

    def _rename_to(self, key: int, name: str) -> None:
        self._edits.run(
            lambda story: editing.rename_category(story, key, name), failed=while_alive(self, self._refused)
        )

    def _refused(self, sentence: str) -> None:
        self.refresh()
        self.note.set_words(sentence)

    def _move(self, by: int) -> None:
        keys = self.moved(by)
        if keys is not None:
            ids = [int(key) for key in keys]
            self._edits.run(lambda story: editing.reorder_categories(story, ids))

    def _give(self, category: Category) -> None:
        self._edits.run(
            lambda story: editing.recolour_category(
                story, category.id, category.colour, category.symbol, category.own_colour
            )
        )

    def _choose_colour(self) -> None:
        category, theme = self._current(), self._appearance.theme
        if category is None:
            return
        _popup(colour_menu(self, theme, category, self._give), self._colour)

    def _choose_symbol(self) -> None:
        category = self._current()
        if category is None:
            return
        menu = QMenu(self)
        for symbol in Symbol:
            one = replace(category, symbol=symbol)
            words = symbol.name.capitalize().replace("_", " ")
            action = menu.addAction(symbol_icon(self._appearance.theme, one, _SYMBOL_PX), words)
            action.triggered.connect(lambda _=False, one=one: self._give(one))
        _popup(menu, self._symbol)

    def _choose_merge(self) -> None:
        category, snapshot = self._current(), self._session.snapshot
        if category is None or snapshot is None:
            return
        menu = QMenu(self)
        for other in snapshot.categories:
            if other.id != category.id:
                icon = symbol_icon(self._appearance.theme, other, _SYMBOL_PX)
                action = menu.addAction(icon, other.name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, into=other.id: self._merge_into(category, into))
        _popup(menu, self._merge)

    def _merge_into(self, category: Category, into_id: int) -> None:
        self._edits.run(
            lambda story: editing.merge_categories(story, category.id, into_id, name=category.name),
            failed=while_alive(self, self._refused),
        )

    def _remove(self) -> None:
        category = self._current()
        if category is not None:
            self._edits.run(lambda story: editing.delete_categories(story, [category.id]))


class TagPart(PartList):
    """The tags of a story, of all kinds."""

    def __init__(self, session: Session, edits: StoryEdits, parent: QWidget) -> None:
        super().__init__("tagList", (parent.tr("Tag"), parent.tr("Kind"), parent.tr("Events")), parent)
        self._session, self._edits = session, edits
        self._uses: dict[int, TagUse] = {}
        self._find = QLineEdit(self)
        self._find.setObjectName("tagFind")
        self._find.setPlaceholderText(self.tr("Type to find"))
        self._find.setAccessibleName(self.tr("Find among the tags"))
        self._find.textChanged.connect(lambda _: self._show())
        self.buttons.addWidget(self._find)
        self._kind = self.button("tagKind", self.tr("Kind…"))
        self._merge = self.button("tagMerge", self.tr("Merge into…"))
        self._delete = self.button("tagDelete", self.tr("Delete"))
        self.buttons.addStretch(1)
        self._kind.clicked.connect(self._choose_kind)
        self._merge.clicked.connect(self._choose_merge)
        self._delete.clicked.connect(self._remove)
        self.renamed.connect(self._rename_to)
        self.chosen.connect(lambda _: self._tell())
        session.story_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the tags as they are now."""
        self._session.ask(editing.tags_in_use, while_alive(self, self._take), key="tags-in-use")

    def _take(self, uses: list[TagUse]) -> None:
        self._uses = {one.tag.id: one for one in uses}
        self._show()

    def _show(self) -> None:
        wanted = fold(self._find.text()).strip()
        self.fill(
            [
                Line(one.tag.id, (one.tag.name, one.tag.kind.value.capitalize(), f"{one.events:,}"))
                for one in self._uses.values()
                if wanted in fold(one.tag.name)
            ]
        )

    def _current(self) -> TagUse | None:
        key = self.key()
        return self._uses.get(key) if isinstance(key, int) else None

    def _tell(self) -> None:
        use = self._current()
        for button in (self._kind, self._merge, self._delete):
            button.setEnabled(use is not None)
        if use is None:
            self.note.set_words(self.tr("Double-click a name, or press F2, to change it."))
        elif use.events == 1:
            self.note.set_words(self.tr("Deleting it takes it from 1 event."))
        else:
            self.note.set_words(self.tr("Deleting it takes it from {} events.").format(f"{use.events:,}"))

    def _rename_to(self, key: int, name: str) -> None:
        use = self._uses.get(key)
        if use is not None:
            self._edits.run(
                lambda story: editing.rename_tag(story, key, name, use.tag.kind),
                failed=while_alive(self, self._refused),
            )

    def _refused(self, sentence: str) -> None:
        self._show()
        self.note.set_words(sentence)

    def _choose_kind(self) -> None:
        use = self._current()
        if use is None:
            return
        menu = QMenu(self)
        for kind in TagKind:
            action = menu.addAction(kind.value.capitalize())
            action.setCheckable(True)
            action.setChecked(kind is use.tag.kind)
            action.triggered.connect(lambda _=False, kind=kind: self._give(use, kind))
        _popup(menu, self._kind)

    def _give(self, use: TagUse, kind: TagKind) -> None:
        self._edits.run(
            lambda story: editing.rename_tag(story, use.tag.id, use.tag.name, kind),
            failed=while_alive(self, self._refused),
        )

    def _choose_merge(self) -> None:
        use = self._current()
        if use is None:
            return
        menu = QMenu(self)
        for kind in TagKind:
            others = [one for one in self._uses.values() if one.tag.kind is kind and one.tag.id != use.tag.id]
            inner = menu.addMenu(kind.value.capitalize())
            inner.setEnabled(bool(others))
            for other in others:
                action = inner.addAction(other.tag.name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, into=other.tag.id: self._merge_into(use, into))
        _popup(menu, self._merge)

    def _merge_into(self, use: TagUse, into_id: int) -> None:
        self._edits.run(
            lambda story: editing.merge_tags(story, use.tag.id, into_id, name=use.tag.name),
            failed=while_alive(self, self._refused),
        )

    def _remove(self) -> None:
        use = self._current()
        if use is not None:
            self._edits.run(lambda story: editing.delete_tags(story, [use.tag.id]))


def _popup(menu: QMenu, button: QPushButton) -> None:
    """Open a menu below a button; it goes when it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
