"""The articles of the story: sorted, searched, opened, reviewed, mended, deleted; beside the event table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.fold import fold
from timeline_app.store.articles import ArticleRow, article_rows, articles_with
from timeline_app.store.search import ArticleHit
from timeline_app.ui.articles.article_list_model import SORT_ROLE, ArticleColumn, ArticleModel
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance, set_role

_WIDTHS_PX = {
    ArticleColumn.TITLE: 380,
    ArticleColumn.PUBLISHER: 160,
    ArticleColumn.AUTHOR: 160,
    ArticleColumn.PUBLISHED: 150,
    ArticleColumn.ADDED: 150,
    ArticleColumn.EVENTS: 70,
}
_SEARCH_PX = 240


class _Found(QSortFilterProxyModel):
    """The rows in which all words that are sought stand somewhere, or in whose articles they do."""

    words: tuple[str, ...] = ()
    told: frozenset[int] = frozenset()

    def seek(self, text: str) -> None:
        """Show only rows with these words."""
        self.beginResetModel()
        self.words, self.told = tuple(fold(text).split()), frozenset()
        self.endResetModel()

    def also(self, articles: frozenset[int]) -> None:
        """Show these too: the words stand in their texts."""
        self.beginResetModel()
        self.told = articles
        self.endResetModel()

    def filterAcceptsRow(self, row: int, parent: object) -> bool:
        """Whether the words stand in the row."""
        if not self.words:
            return True
        source = self.sourceModel()
        if isinstance(source, ArticleModel) and source.rows[row].head.id in self.told:
            return True
        cells = (str(source.index(row, column).data()) for column in range(source.columnCount()))
        line = fold(" ".join(cells))
        return all(word in line for word in self.words)


class ArticleTable(QTableView):
    """The table itself. Signals: `open_wanted()` (Enter), `delete_wanted()`, `edit_wanted()` (F2)."""

    open_wanted = Signal()
    delete_wanted = Signal()
    edit_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 edits, Delete deletes."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class ArticleList(QWidget):
    """The list with its bar.

    Signals: `opened(object)`: an `ArticleHit` to be shown in the passage panel; `review_wanted(int)`: the id
    of a version; `edit_wanted(object)` and `delete_wanted(object)`: an `ArticleRow`; `add_wanted()`.
    """

    opened = Signal(object)
    review_wanted = Signal(int)
    edit_wanted = Signal(object)
    delete_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleList")
        self._session, self._appearance = session, appearance
        self.model = ArticleModel(self)
        self.found = _Found(self)
        self.found.setSourceModel(self.model)
        self.found.setSortRole(SORT_ROLE)
        self.view = ArticleTable(self)
        self.view.setObjectName("articleTable")
        self.view.setAccessibleName(self.tr("Articles"))
        self.view.setModel(self.found)
        self._lay_out()
        self._connect()
        self._wear()
        self.refresh()

    # -- what is chosen -----------------------------------------------------------------------------------

    def chosen(self) -> ArticleRow | None:
        """The article that is selected."""
        index = self.view.currentIndex()
        if not index.isValid():
            return None
        return self.model.rows[self.found.mapToSource(index).row()]

    def choose(self, article_id: int) -> None:
        """Select an article."""
        for place, row in enumerate(self.model.rows):
            if row.head.id == article_id:
                self.view.setCurrentIndex(self.found.mapFromSource(self.model.index(place, 0)))

    def refresh(self) -> None:
        """Ask for the articles as they stand now."""
        if self._session.snapshot is not None:
            self._session.ask(article_rows, self._take, key="articles")

    def _take(self, rows: list[ArticleRow]) -> None:
        chosen = self.chosen()
        self.model.take(rows, self._session.style)
        if chosen is not None:
            self.choose(chosen.head.id)
        self._tell()

    # -- putting together ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        view = self.view
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSortingEnabled(True)
        view.sortByColumn(ArticleColumn.ADDED, Qt.SortOrder.DescendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        view.horizontalHeader().setStretchLastSection(True)
        self._count = QLabel(self)
        self._count.setObjectName("articleCount")
        set_role(self._count, "soft")
        self.search = QLineEdit(self)
        self.search.setObjectName("articleSearch")
        self.search.setAccessibleName(self.tr("Search articles"))
        self.search.setPlaceholderText(self.tr("Search articles"))
        self.search.setClearButtonEnabled(False)
        self.open_button = self._button("articleOpen", self.tr("Open"), self._open)
        self.review_button = self._button("articleReviewButton", self.tr("Review"), self._review)
        self.edit_button = self._button("articleEdit", self.tr("Edit particulars…"), self._edit)
        self.delete_button = self._button("articleDelete", self.tr("Delete"), self._delete)
        add = self._button("articleAdd", self.tr("+ Article"), self.add_wanted.emit)
        self.bar = QWidget(self)
        self._bar = QHBoxLayout(self.bar)
        self._bar.addWidget(self._count)
        self._bar.addWidget(self.search)
        for button in (self.open_button, self.review_button, self.edit_button, self.delete_button):
            self._bar.addWidget(button)
        self._bar.addStretch(1)
        self._bar.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(view, 1)

    def _button(self, name: str, words: str, does: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        set_role(button, "chip")
        button.clicked.connect(lambda _=False: does())  # type: ignore[operator]
        return button

    def _connect(self) -> None:
        self._session.story_changed.connect(self.refresh)
        self._appearance.changed.connect(self._wear)
        self.search.textChanged.connect(self._seek)
        self.view.doubleClicked.connect(lambda _: self._open())
        self.view.open_wanted.connect(self._open)
        self.view.edit_wanted.connect(self._edit)
        self.view.delete_wanted.connect(self._delete)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._tell())

    def _wear(self) -> None:
        px = self._appearance.px
        self._bar.setContentsMargins(px(12), px(5), px(12), px(5))
        self._bar.setSpacing(px(10))
        self.search.setFixedWidth(px(_SEARCH_PX))
        self.view.verticalHeader().setDefaultSectionSize(px(28))
        for column, width in _WIDTHS_PX.items():
            self.view.setColumnWidth(column, px(width))

    def _seek(self, text: str) -> None:
        self._keeping_chosen(lambda: self.found.seek(text))
        self._session.ask(
            lambda story: articles_with(story, text),
            lambda ids: self._keeping_chosen(lambda: self.found.also(ids)),
            key="articles-sought",
        )

    def _keeping_chosen(self, change: Callable[[], None]) -> None:
        chosen = self.chosen()
        change()
        if chosen is not None:
            self.choose(chosen.head.id)
        self._tell()

    def _tell(self) -> None:
        whole, listed = len(self.model.rows), self.found.rowCount()
        words = self.tr("1 article") if whole == 1 else self.tr("{} articles").format(f"{whole:,}")
        if listed != whole:
            words = self.tr("{listed} of {whole}").format(listed=listed, whole=words)
        self._count.setText(words)
        chosen = self.chosen()
        for button in (self.open_button, self.review_button, self.edit_button, self.delete_button):
            button.setEnabled(chosen is not None)
        waiting = chosen.to_review if chosen else 0
        self.review_button.setText(self.tr("Review {}").format(waiting) if waiting else self.tr("Review"))

    # -- doing --------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if row := self.chosen():
            head = row.head
            self.opened.emit(ArticleHit(head.id, head.version_id, head.title, 0, 0, ""))

    def _review(self) -> None:
        if row := self.chosen():
            self.review_wanted.emit(row.head.version_id)

    def _edit(self) -> None:
        if row := self.chosen():
            self.edit_wanted.emit(row)

    def _delete(self) -> None:
        if row := self.chosen():
            self.delete_wanted.emit(row)

    def _show_menu(self, at: QPoint) -> None:
        if self.chosen() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), self._open)
        menu.addAction(self.tr("Review its proposals"), self._review)
        menu.addAction(self.tr("Edit particulars…"), self._edit)
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), self._delete)
        menu.popup(self.view.viewport().mapToGlobal(at))
