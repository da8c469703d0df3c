"""The ways in for articles: dialog, files, folder, clipboard and drop; reads none of them.

What arrives is told apart by its content (`article_sources`); articles are handed on, anything else is
answered in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from timeline_app.ui.articles.article_sources import Came, came, file_source, words_source
from timeline_app.ui.clipboard import EVENTS_TYPE
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

if TYPE_CHECKING:
    from timeline_app.core.draft import EventDraft
    from timeline_app.store.database import StoryFile
    from timeline_app.store.search import ArticleHit


class EnteredWindow(Protocol):
    """What the ways in need of their window."""

    session: Session
    appearance: Appearance

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""


class ArticleWaysIn(QObject):
    """Signals: `articles_came(object)`: sources to be read; `folder_came(object)`: a folder of them;
    `files_came(object)`: files that are no articles; `rows_came(str)`: rows of a table;
    `events_came(object)`: the bytes of events that were copied in a window of this program.
    """

    articles_came = Signal(object)
    folder_came = Signal(object)
    files_came = Signal(object)
    rows_came = Signal(str)
    events_came = Signal(object)

    def __init__(self, window: EnteredWindow, frame: QMainWindow, tell: Callable[[str], None]) -> None:
        super().__init__(frame)
        self._window, self._frame, self._tell = window, frame, tell
        self._link = ""  # an address that was pasted, for the text that is pasted next

    def ask_for_words(self) -> None:
        """Ask for an article: its words, or its file."""
        from timeline_app.ui.articles.add_article import AddArticle

        dialog = AddArticle(self._window.appearance, self._frame)
        dialog.words_given.connect(
            lambda words: self.take(Came(sources=(words_source(words, "", self._take_link()),)))
        )
        dialog.files_wanted.connect(self.ask_for_files)
        dialog.folder_wanted.connect(self.ask_for_folder)
        dialog.given.connect(self.take_data)
        self._window.show_dialog(dialog)

    def ask_for_files(self) -> None:
        """Ask for files with articles in them, and read them."""
        from timeline_app.work.drafting import ARTICLE_SUFFIXES

        tr = self._frame.tr
        offered = " ".join(f"*{suffix}" for suffix in ARTICLE_SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(
            self._frame, tr("Read Articles"), "", f"{tr('Articles')} ({offered});;{tr('All files')} (*)"
        )
        if names:
            self.take(Came(sources=tuple(file_source(Path(name)) for name in names)))

    def ask_for_folder(self) -> None:
        """Ask for a folder, and read the articles in it one after another."""
        name = QFileDialog.getExistingDirectory(self._frame, self._frame.tr("Read the Articles in a Folder"))
        if name:
            self.take(Came(folders=(Path(name),)))

    def paste(self) -> None:
        """Take what is on the clipboard: into a field where one has the keyboard, else by its content."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit) and not focused.isReadOnly():
            focused.paste()
            return
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasFormat(EVENTS_TYPE):
            self.events_came.emit(bytes(data.data(EVENTS_TYPE).data()))
        elif data is not None:
            self.take_data(data)

    def take_data(self, data: QMimeData) -> None:
        """Take what was pasted or dropped, by its content."""
        self.take(came(data, self._link))

    def take(self, arrived: Came) -> None:
        """Read articles, open other files, answer a link."""
        tr = self._frame.tr
        if arrived.link:
            self._link = arrived.link
            self._tell(
                tr(
                    "This program stays offline and does not fetch {}. Paste the article’s text, or save the "
                    "page and drop the file here; the address is kept for the text you paste next."
                ).format(arrived.link)
            )
        elif arrived.rows:
            self.rows_came.emit(arrived.rows)
        elif arrived.is_nothing:
            self._tell(tr("There is nothing here to read: copy the text of an article first."))
        if arrived.sources and not arrived.others:
            self._link = ""
        for folder in arrived.folders:
            self.folder_came.emit(folder)
        if arrived.others and not (arrived.sources or arrived.folders):
            self.files_came.emit(arrived.others)
            return
        if arrived.others:
            name = arrived.others[0].name
            self._tell(tr("“{}” is no article; drop it by itself to open it.").format(name))
        if arrived.sources:
            self.articles_came.emit(arrived.sources)

    def _take_link(self) -> str:
        link, self._link = self._link, ""
        return link

    def draft_from_hit(self, hit: ArticleHit, done: Callable[[EventDraft], None]) -> None:
        """`done` is given a new event from the sentence in which sought words stand."""
        from timeline_app.store.articles import pages_of
        from timeline_app.store.repository import article
        from timeline_app.work.passages import draft_from

        def drafted(story: StoryFile) -> EventDraft | None:
            pages = pages_of(story, hit.version_id)
            return draft_from(article(story, hit.version_id), pages, hit.start, hit.end)

        self._window.session.ask(drafted, lambda draft: done(draft) if draft is not None else None)
