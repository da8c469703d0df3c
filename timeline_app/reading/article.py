"""A file, a saved page or pasted words become an article: text and particulars; renders, fetches nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from timeline_app.core.dates import in_words
from timeline_app.core.errors import TimelineError
from timeline_app.reading.documents import is_word, read_pdf, read_word
from timeline_app.reading.encodings import decoded
from timeline_app.reading.languages import guess_language
from timeline_app.reading.publication import offered_in, published_in, written_day
from timeline_app.reading.values import Asked, Cancelled, ReadArticle, never
from timeline_app.reading.web_archive import page_in_archive
from timeline_app.reading.web_page import Page, read_page

__all__ = ["QUESTION", "Cancelled", "ReadArticle", "is_bare_link", "read_article"]

#: What a person is asked where no day of publication is found.
QUESTION = (
    "On which day was this article published? “Friday”, “last month” and dates without a year are counted "
    "from that day; without it they stay open."
)
#: A file beyond this is no article.
MOST_BYTES = 96 * 2**20
_MOST_CHARS = 20_000_000
_HEAD_CHARS = 4_000
_LONGEST_TITLE = 200
_TITLE_WORDS = 12
_HTML_SIGNS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|span|table|title)\b", re.IGNORECASE
)
_MHTML_SIGNS = re.compile(
    rb"^(?:mime-version|content-type|from|snapshot-content-location)\s*:", re.IGNORECASE | re.MULTILINE
)
_LINK = re.compile(r"(?:https?://|www\.)\S{1,4000}", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|von|par|автор:?)\s+([^\n,|]{3,60})", re.IGNORECASE)
_DATE_LINE = re.compile(r"\W*(?:date|published|posted|updated|дата|опубликовано)\b", re.IGNORECASE)


def read_article(
    source: bytes | str, name: str = "", *, url: str = "", today: str = "", cancelled: Asked = never
) -> ReadArticle:
    """Read an article from the bytes of a file called `name`, or from pasted words.

    Plain text, Markdown, saved web pages (`.html`, `.mhtml`), PDF and Word files are told apart by their
    content. `url` is where it came from, `today` an EDTF day beyond which no publication date lies. Raises
    `TimelineError` with a sentence where nothing can be read, and `Cancelled` soon after `cancelled` answers
    true.
    """
    if len(source) > MOST_BYTES:
        raise TimelineError(f"This is no article: it is larger than {MOST_BYTES // 2**20} MB.")
    article = (
        _from_text(source, "", name) if isinstance(source, str) else _from_bytes(source, name, cancelled)
    )
    if not article.text.strip():
        raise TimelineError("There is no text in this to read.")
    return _dated(replace(article, url=url or article.url), today)


def is_bare_link(words: str) -> bool:
    """Whether pasted words are an address and nothing else, which a program that is offline cannot read."""
    return _LINK.fullmatch(words.strip()) is not None


def _from_bytes(content: bytes, name: str, cancelled: Asked) -> ReadArticle:
    suffix = PurePath(name).suffix.lower()
    head = content[:_HEAD_CHARS].lstrip()
    if content[:1024].find(b"%PDF-") >= 0:
        pdf = read_pdf(content, cancelled)
        return ReadArticle(
            _title(pdf.title, pdf.text, name),
            pdf.text,
            pdf.author,
            language=guess_language(pdf.text),
            media="application/pdf",
            page_starts=pdf.starts,
            page_names=pdf.names,
            notes=pdf.notes,
        )
    if is_word(content):
        word = read_word(content, cancelled)
        media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return ReadArticle(
            _title(word.title, word.text, name),
            word.text,
            word.author,
            language=guess_language(word.text),
            media=media,
        )
    if suffix in (".mhtml", ".mht") or (
        _MHTML_SIGNS.match(head) and b"multipart/related" in content[:65_536]
    ):
        part = page_in_archive(content, cancelled)
        page = read_page(part.content, cancelled, part.url, part.encoding)
        return _from_page(page, name, "multipart/related")
    plain = suffix in (".txt", ".md", ".markdown", ".text")
    if suffix in (".html", ".htm", ".xhtml") or (not plain and _HTML_SIGNS.search(head)):
        return _from_page(read_page(content, cancelled), name, "text/html")
    text, encoding = decoded(content)
    return _from_text(text, encoding, name)


def _from_page(page: Page, name: str, media: str) -> ReadArticle:
    text = page.text[:_MOST_CHARS]
    return ReadArticle(
        _title(_without_site(page.title, page.publisher), text, name),
        text,
        page.author,
        page.publisher,
        published=written_day(page.date),
        published_from="the page’s own particulars" if written_day(page.date) else "",
        language=page.language.partition("-")[0].partition("_")[0].lower() or guess_language(text),
        url=page.url,
        encoding=page.encoding,
        media=media,
        notes=page.notes,
    )


def _from_text(text: str, encoding: str, name: str) -> ReadArticle:
    """An article of plain text, which is kept as it is."""
    notes: tuple[str, ...] = ()
    if len(text) > _MOST_CHARS:
        text = text[:_MOST_CHARS]
        notes = (f"Only the first {_MOST_CHARS:,} characters were read.",)
    markdown = PurePath(name).suffix.lower() in (".md", ".markdown")
    author = next(
        (found[1].strip() for line in _head_lines(text) if (found := _BYLINE.fullmatch(line))),
        "",
    )
    return ReadArticle(
        _title("", text, name),
        text,
        author,
        language=guess_language(text),
        encoding=encoding,
        media="text/markdown" if markdown else "text/plain",
        notes=notes,
    )


def _head_lines(text: str) -> list[str]:
    """The first lines that hold anything, without their blanks."""
    return [line.strip() for line in text[:_HEAD_CHARS].splitlines() if line.strip()][:6]


def _title(told: str, text: str, name: str) -> str:
    """The title that a file tells, else its first line if that looks like one, else its first words."""
    if told:
        return told[:_LONGEST_TITLE]
    for line in _head_lines(text)[:3]:
        plain = line.lstrip("#").strip()
        if not plain or _DATE_LINE.match(plain) or written_day(plain) or _BYLINE.fullmatch(plain):
            continue
        if (
            len(plain) <= _LONGEST_TITLE
            and not plain.endswith((".", ",", ";", "…"))
            and len(plain.split()) > 1
        ):
            return plain
        break
    stem = PurePath(name).stem.replace("_", " ").replace("-", " ").strip()
    if stem:
        return stem[:_LONGEST_TITLE]
    words = " ".join(text[:_HEAD_CHARS].split()).split(" ")
    title = " ".join(words[:_TITLE_WORDS])
    return title[:_LONGEST_TITLE] + ("…" if len(words) > _TITLE_WORDS else "")


def _without_site(title: str, publisher: str) -> str:
    """A page's title without the name of its site behind a sign."""
    for sign in (" | ", " – ", " — ", " - ", " :: "):
        head, _, tail = title.rpartition(sign)
        if head and (tail == publisher or (publisher and tail.lower() in publisher.lower())):
            return head.strip()
    return title


def _dated(article: ReadArticle, today: str) -> ReadArticle:
    """The article with its day of publication: as it tells it, else as its first lines do, else asked for."""
    published, place = article.published, article.published_from
    if not published:
        published, place = published_in(article.text, article.language)
    if published and today and published > today:
        published = place = ""
    if not published:
        offered = offered_in(article.text, article.language)
        if not offered or (today and offered > today):
            return replace(article, published="", published_from="", question=QUESTION)
        question = f"{QUESTION} Perhaps on {in_words(offered)}, when something in it was said?"
        return replace(article, published="", published_from="", question=question, offered=offered)
    return replace(article, published=published, published_from=place)
