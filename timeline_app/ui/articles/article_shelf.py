"""The tab of articles beside the event table, and what is done from it; made at its first showing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from timeline_app.core.offsets import shown
from timeline_app.ui.dock_bar import give_bar
from timeline_app.ui.editing.undo_offer import UndoOffer
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

if TYPE_CHECKING:
    from timeline_app.store.articles import ArticleRow, Touched
    from timeline_app.ui.articles.article_list import ArticleList

HEIGHT_PX = 240


class ShelfWindow(Protocol):
    """What the tab needs of its window."""

    session: Session
    appearance: Appearance
    messages: MessageBar

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class ArticleShelf(QObject):
    """The dock with the list.

    Signals: `opened(object)`: an `ArticleHit` for the passage panel; `review_wanted(int)`: a version's id;
    `add_wanted()`; `toggled(bool)`: whether it can be seen.
    """

    opened = Signal(object)
    review_wanted = Signal(int)
    add_wanted = Signal()
    toggled = Signal(bool)

    def __init__(self, window: ShelfWindow, frame: QMainWindow, edits: StoryEdits) -> None:
        super().__init__(frame)
        self._window, self._frame, self._edits = window, frame, edits
        self._offer = UndoOffer(window.session, edits, window.messages, self)
        self.list: ArticleList | None = None
        self._dock: QDockWidget | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the tab can be seen."""
        return self._dock is not None and self._dock.isVisible()

    def toggle(self) -> None:
        """Show or hide the articles."""
        if self._dock is None:
            self._make()
        elif self._dock.isVisible() and not self._dock.visibleRegion().isEmpty():
            self._dock.hide()
            return
        if self._dock is not None:
            self._dock.show()
            self._dock.raise_()
        if self.list is not None:
            self.list.refresh()
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_beside(self, table: QDockWidget) -> None:
        """Be a tab beside the event table."""
        if self._dock is not None:
            self._frame.tabifyDockWidget(table, self._dock)

    def _make(self) -> None:
        from timeline_app.ui.articles.article_list import ArticleList

        self.list = ArticleList(self._window.session, self._window.appearance)
        self.list.opened.connect(self.opened)
        self.list.review_wanted.connect(self.review_wanted)
        self.list.add_wanted.connect(self.add_wanted)
        self.list.edit_wanted.connect(self._edit)
        self.list.delete_wanted.connect(self._delete)
        dock = self._dock = QDockWidget(self._frame.tr("Articles"), self._frame)
        dock.setObjectName("articleDock")
        dock.setWidget(self.list)
        give_bar(dock, self.list.bar)
        below, above = Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.TopDockWidgetArea
        dock.setAllowedAreas(below | above)
        self._frame.addDockWidget(below, dock)
        table = self._frame.findChild(QDockWidget, "tableDock")
        if table is not None:
            self.stand_beside(table)
        height = min(HEIGHT_PX, self._frame.height() // 3)
        self._frame.resizeDocks([dock], [height], Qt.Orientation.Vertical)
        dock.visibilityChanged.connect(self.toggled)

    def _edit(self, row: ArticleRow) -> None:
        def open_dialog() -> None:
            from timeline_app.ui.articles.article_particulars import ArticleParticulars

            dialog = ArticleParticulars(
                row.head, self._window.session.style, self._window.appearance, self._frame
            )
            dialog.changed.connect(lambda values: self._change(row, values))
            self._window.show_dialog(dialog)

        self._edits.when_writable(open_dialog)

    def _change(self, row: ArticleRow, values: Mapping[str, str]) -> None:
        from timeline_app.work import editing

        self._edits.run(lambda story: editing.change_article(story, row.head.id, values))

    def _delete(self, row: ArticleRow) -> None:
        """Delete an article; what went along is told, and can be undone."""
        from timeline_app.store.database import StoryFile
        from timeline_app.work import editing

        def work(story: StoryFile) -> Touched:
            from timeline_app.store.articles import touched_by_deletion

            touched = touched_by_deletion(story, row.head.id)
            editing.delete_article(story, row.head.id, row.head.title)
            return touched

        def deleted(touched: Touched) -> None:
            tr = self._frame.tr
            words = tr("“{}” deleted").format(shown(row.head.title))
            if touched.passages:
                number = touched.passages
                words += ", " + (
                    tr("with 1 passage") if number == 1 else tr("with {} passages").format(number)
                )
            if touched.events:
                number = touched.events
                words += "; " + (
                    tr("1 event stays without a source")
                    if number == 1
                    else tr("{} events stay without a source").format(number)
                )
            self._offer.tell(words + ".")

        self._edits.when_writable(lambda: self._edits.run(work, deleted))
