"""An article on its way into a story: read from a file, a selection or pasted words, with its proposals.

Reads files and proposes; writes nothing. It takes as long as the text is long, and asks `cancelled`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import MOST_FILE_BYTES, NO_FILE, ArticleRecord, FileRecord
from timeline_app.reading.article import read_article
from timeline_app.reading.propose import propose
from timeline_app.reading.values import Asked, Proposal, ReadArticle, never
from timeline_app.work.word_list import own_words

#: Files larger than this are not read at all.
MOST_READ_BYTES = 200 * 2**20
#: What a folder is searched for.
ARTICLE_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is not in the story yet, what it proposes, and the file it came from."""

    article: ReadArticle
    proposals: tuple[Proposal, ...]
    file: FileRecord = NO_FILE


def draft_from_file(path: Path, today: str, cancelled: Asked = never) -> Draft:
    """Read an article from a file. Raises TimelineError with a sentence, or `Cancelled`."""
    try:
        size = path.stat().st_size
        if size > MOST_READ_BYTES:
            raise TimelineError(
                f"“{path.name}” is too large to be read as an article ({size // 2**20} MB; "
                f"at most {MOST_READ_BYTES // 2**20} MB)."
            )
        content = path.read_bytes()
    except OSError as error:
        raise TimelineError(f"“{path.name}” cannot be read: {error.strerror or error}.") from error
    article = read_article(content, path.name, today=today, cancelled=cancelled)
    file = FileRecord(
        path.name,
        article.media,
        str(path),
        hashlib.sha256(content).hexdigest(),
        content if len(content) <= MOST_FILE_BYTES else None,
    )
    return _drafted(article, cancelled, file)


def draft_from_words(words: str, today: str, cancelled: Asked = never, *, url: str = "") -> Draft:
    """An article from pasted text; `url` is the page it stands on, where that is known."""
    article = read_article(words, url=url, today=today, cancelled=cancelled)
    return _drafted(article, cancelled)


def draft_from_page(html: str, url: str, today: str, cancelled: Asked = never) -> Draft:
    """An article from a selection of a web page; `url` is where it stands, where the browser says so."""
    content = html.encode("utf-8", "replace")
    article = read_article(content, "selection.html", url=url, today=today, cancelled=cancelled)
    file = FileRecord("selection.html", article.media, "", hashlib.sha256(content).hexdigest(), content)
    return _drafted(article, cancelled, file)


def _drafted(article: ReadArticle, cancelled: Asked, file: FileRecord = NO_FILE) -> Draft:
    """An article with its proposals; it notes where the person's word list could not be used."""
    problem = own_words().note
    if problem:
        article = replace(article, notes=(*article.notes, problem))
    return Draft(article, propose_in(article, cancelled), file)


def propose_in(article: ReadArticle, cancelled: Asked = never) -> tuple[Proposal, ...]:
    """What an article proposes, as it is dated; categories by the person's word list."""
    return propose(
        article.text,
        article.published,
        article.language,
        title=article.title,
        words=own_words().words,
        cancelled=cancelled,
    )


def propose_again(record: ArticleRecord, published: str, cancelled: Asked = never) -> tuple[Proposal, ...]:
    """What an article of the story proposes with a day of publication."""
    return propose(
        record.text,
        published,
        record.language,
        title=record.title,
        words=own_words().words,
        cancelled=cancelled,
    )


def articles_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as they are, folders as the articles in them and below, by name; hidden ones are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(
                one
                for one in sorted(path.rglob("*"))
                if one.suffix.lower() in ARTICLE_SUFFIXES
                and one.is_file()
                and not any(part.startswith(".") for part in one.relative_to(path).parts)
            )
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))
