"""What is pasted or dropped, told apart by its content: files, words, a page's selection, a link, rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from timeline_app.core.links import web_host

if TYPE_CHECKING:  # what reads articles is imported when one comes, not at the start
    from timeline_app.reading.values import Asked
    from timeline_app.work.drafting import Draft

#: Fewer words than these are no article.
LEAST_WORDS = 4
#: A page's selection that gives less of its words than this was not understood: its plain text is taken.
_LEAST_SHARE = 0.6
#: Where browsers say which page a selection is from.
_URL_FORMATS = ("text/x-moz-url-priv", "text/x-moz-url", "chromium/x-source-url", "text/x-source-url")


@dataclass(frozen=True, slots=True)
class Source:
    """An article to be read: what it is called, and how it is read (in a worker)."""

    name: str
    read: Callable[[str, Asked], Draft]


@dataclass(frozen=True, slots=True)
class Came:
    """What was pasted or dropped: articles, or other files, or a link, or rows of a table, or nothing."""

    sources: tuple[Source, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    link: str = ""
    rows: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing that can be taken."""
        return not (self.sources or self.folders or self.others or self.link or self.rows)


def came(data: QMimeData, link: str = "") -> Came:
    """What is on the clipboard or in a drag; `link` is the address of a page that was pasted before."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return came_as_files(files)
    words = data.text().strip()
    if not words and data.urls():
        words = data.urls()[0].toString()
    if is_link(words):
        return Came(link=words)
    if is_table(words):
        return Came(rows=data.text())
    html = data.html() if data.hasHtml() else ""
    if len(words.split()) < LEAST_WORDS and len(html.split()) < LEAST_WORDS:
        return Came()
    return Came(sources=(words_source(data.text(), html, _page_of(data) or link),))


def came_as_files(files: list[Path]) -> Came:
    """Files as articles where their names say so, folders, and all other files."""
    folders = tuple(path for path in files if path.is_dir())
    articles = tuple(path for path in files if path not in folders and is_article_name(path))
    others = tuple(path for path in files if path not in folders and path not in articles)
    return Came(tuple(map(file_source, articles)), folders, others)


def is_article_name(path: Path) -> bool:
    """Whether a file is an article by its name."""
    from timeline_app.work.drafting import ARTICLE_SUFFIXES

    return path.suffix.lower() in ARTICLE_SUFFIXES


def file_source(path: Path) -> Source:
    """An article in a file."""

    def read(today: str, cancelled: Asked) -> Draft:
        from timeline_app.work.drafting import draft_from_file

        return draft_from_file(path, today, cancelled)

    return Source(path.name, read)


def words_source(words: str, html: str = "", url: str = "") -> Source:
    """An article that was pasted or dragged from a page; `html` where it came with its markup."""
    first = words.strip().partition("\n")[0]
    name = first if len(first) <= 40 else first[:39].rstrip() + "…"

    def read(today: str, cancelled: Asked) -> Draft:
        from timeline_app.work.drafting import draft_from_page, draft_from_words

        if html and (url or not words.strip()):
            page = draft_from_page(html, url, today, cancelled)
            if not words.strip() or len(page.article.text.split()) >= _LEAST_SHARE * len(words.split()):
                return page
        return draft_from_words(words, today, cancelled, url=url)

    return Source(name, read)


def is_link(words: str) -> bool:
    """Whether a text is one web address and nothing else."""
    return len(words.split()) == 1 and bool(web_host(words))


def is_table(words: str) -> bool:
    """Whether a text is rows of a table: two lines or more, each with as many tabs, at least one."""
    lines = [line for line in words.splitlines() if line.strip()]
    tabs = {line.count("\t") for line in lines}
    return len(lines) > 1 and len(tabs) == 1 and tabs != {0}


def _page_of(data: QMimeData) -> str:
    """The address of the page that a selection is from; empty where the browser does not say."""
    for url in data.urls():
        if web_host(url.toString()):
            return url.toString()
    for name in _URL_FORMATS:
        if data.hasFormat(name):
            raw = bytes(data.data(name).data())
            wide = raw[1:2] == b"\0"
            text = raw.decode("utf-16-le" if wide else "utf-8", "replace").replace("\0", "")
            first = text.strip().splitlines()[0].strip() if text.strip() else ""
            if web_host(first):
                return first
    found = re.search(r"^SourceURL:(\S+)", data.html() if data.hasHtml() else "", re.MULTILINE)
    return found[1] if found and web_host(found[1]) else ""
