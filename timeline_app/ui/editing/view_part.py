"""Saved views in the story's dialog: shown, put in order, given a heading and a paragraph, deleted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from timeline_app.core.dates import span_in_words
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.editing.part_list import Line, PartList
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.filters.saved_views import SavedViews
from timeline_app.ui.parts.alive import while_alive
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance
from timeline_app.work import editing
from timeline_app.work.editing import SavedView

_PARAGRAPH_PX = 72


class ViewPart(PartList):
    """The saved views of a story; without a current one, the form saves what is seen now as a new one."""

    def __init__(
        self,
        session: Session,
        edits: StoryEdits,
        views: SavedViews,
        appearance: Appearance,
        parent: QWidget,
    ) -> None:
        headings = (parent.tr("View"), parent.tr("Shows"))
        super().__init__("viewList", headings, parent, rename=False, pick=False)
        self._session, self._edits, self._views = session, edits, views
        self._new = self.button("viewNew", self.tr("New view"), self.tr("Save what is seen now"))
        self._show_it = self.button("viewShow", self.tr("Show"))
        self._update = self.button("viewUpdate", self.tr("Update"), self.tr("Have it show what is seen now"))
        self._up = self.button("viewUp", self.tr("Move up"))
        self._down = self.button("viewDown", self.tr("Move down"))
        self._delete = self.button("viewDelete", self.tr("Delete"))
        self.buttons.addStretch(1)
        self.name = QLineEdit(self)
        self.name.setObjectName("viewName")
        self.name.setAccessibleName(self.tr("Name"))
        self.heading = QLineEdit(self)
        self.heading.setObjectName("viewHeading")
        self.heading.setAccessibleName(self.tr("Heading"))
        self.heading.setPlaceholderText(self.tr("Stands above it when the story is presented"))
        self.paragraph = QPlainTextEdit(self)
        self.paragraph.setObjectName("viewParagraph")
        self.paragraph.setAccessibleName(self.tr("Paragraph"))
        self.paragraph.setTabChangesFocus(True)
        self.paragraph.setFixedHeight(appearance.px(_PARAGRAPH_PX))
        rows = (
            (self.tr("Name"), self.name),
            (self.tr("Heading"), self.heading),
            (self.tr("Paragraph"), self.paragraph),
        )
        self._keep, self._problem = self.form(rows, "viewKeep")
        self.note.set_words(self.tr("A view is a name for the filter, the span and the lanes that are seen."))
        self._new.clicked.connect(self.begin)
        self._show_it.clicked.connect(self._show_view)
        self._update.clicked.connect(self._update_view)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._delete.clicked.connect(self._remove)
        self._keep.clicked.connect(self._put)
        self.name.returnPressed.connect(self._put)
        self.heading.returnPressed.connect(self._put)
        self.chosen.connect(lambda _: self._fill_form())
        views.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the views as they are now."""
        self.fill([Line(one.id, (one.name, self._words(one))) for one in self._views.views])

    def begin(self) -> None:
        """Begin a new view of what is seen now."""
        self.tree.setCurrentIndex(QModelIndex())
        self._fill_form()
        self.name.setFocus()

    def _words(self, view: SavedView) -> str:
        parts = [
            self.tr("all of time")
            if view.span_s is None
            else span_in_words(*view.span_s, self._session.style)
        ]
        if view.lanes != NO_LANES:
            parts.append(self.tr("lanes: {}").format(view.lanes))
        if not view.filter.is_empty:
            parts.append(self.tr("filtered"))
        return ", ".join(parts)

    def _current(self) -> SavedView | None:
        key = self.key()
        return next((one for one in self._views.views if one.id == key), None)

    def _fill_form(self) -> None:
        view = self._current()
        self._problem.set_words("")
        for button in (self._show_it, self._update, self._up, self._down, self._delete):
            button.setEnabled(view is not None)
        self._keep.setText(self.tr("Save") if view else self.tr("Save this view"))
        self.name.setText(view.name if view else "")
        self.heading.setText(view.heading if view else "")
        self.paragraph.setPlainText(view.paragraph if view else "")

    def _put(self) -> None:
        view = self._current()
        wanted = replace(
            view or self._views.present(),
            name=self.name.text(),
            heading=self.heading.text(),
            paragraph=self.paragraph.toPlainText(),
        )
        self._edits.run(
            lambda story: editing.put_view(story, wanted),
            while_alive(self, lambda _: self.begin() if view is None else None),
            while_alive(self, self._problem.set_words),
        )

    def _show_view(self) -> None:
        if (view := self._current()) is not None:
            self._views.show(view)

    def _update_view(self) -> None:
        if (view := self._current()) is not None:
            wanted = self._views.as_present(view)
            self._edits.run(
                lambda story: editing.put_view(story, wanted),
                failed=while_alive(self, self._problem.set_words),
            )

    def _move(self, by: int) -> None:
        keys = self.moved(by)
        if keys is not None:
            ids = [int(key) for key in keys]
            self._edits.run(lambda story: editing.reorder_views(story, ids))

    def _remove(self) -> None:
        if (view := self._current()) is not None:
            self._edits.run(lambda story: editing.delete_view(story, view))
