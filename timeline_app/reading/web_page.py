"""Saved web pages: the main text by trafilatura, the particulars by our own pass; fetches nothing.

The home of trafilatura. It is given no page that is large or deeply nested; such a page gives its plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline_app.core.errors import TimelineError
from timeline_app.reading.encodings import decoded
from timeline_app.reading.page_parts import PageParts, page_parts
from timeline_app.reading.values import Asked, Cancelled

#: Pages beyond these give their plain text: finding the main text cannot be stopped half-way, and takes about
#: half a second for a page of this size.
_MOST_CHARS = 800_000
_MOST_DEPTH = 250
#: The main text counts as found if it is no less than this share of the plain text, or so many characters.
_LEAST_SHARE = 0.02
_LEAST_CHARS = 200
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and what it says of itself; `date` as it is written there, `notes` for the person."""

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    url: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()


def read_page(content: bytes, cancelled: Asked, url: str = "", encoding: str = "") -> Page:
    """Read a saved page. Raises `TimelineError` where it holds no text."""
    named = encoding or _named_charset(content)
    page, used = decoded(content, named)
    parts = page_parts(page, cancelled)
    text, notes = _main_text(page, parts, cancelled)
    told = parts.particulars
    if not text.strip():
        raise TimelineError("This page holds no text: what it shows is loaded or drawn by a program in it.")
    return Page(
        text,
        _first(told, "og:title", "json:headline", "twitter:title", "<h1>", "<title>"),
        _person(_first(told, "author", "article:author", "json:author", "parsely-author", "dc.creator")),
        _first(told, "og:site_name", "json:publisher", "application-name", "dc.publisher"),
        _first(
            told,
            *("article:published_time", "json:datePublished", "datepublished", "date", "dc.date", "pubdate"),
            *("publish-date", "parsely-pub-date", "dc.date.issued", "sailthru.date", "time"),
        ),
        _first(told, "lang", "og:locale"),
        address_in(url) or address_in(_first(told, "og:url", "canonical")),
        used,
        notes,
    )


def _main_text(page: str, parts: PageParts, cancelled: Asked) -> tuple[str, tuple[str, ...]]:
    """The article of a page without its surroundings, or the page's plain text where that is not found."""
    if len(page) > _MOST_CHARS or parts.depth > _MOST_DEPTH:
        return parts.text, ("The page is very large or tangled, so all of its text was taken.",)
    if cancelled():
        raise Cancelled
    import trafilatura

    try:
        found = trafilatura.extract(
            page,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
            deduplicate=False,
            favor_precision=False,
        )
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        found = None  # a page that the library cannot take still has its words
    text = "\n\n".join(line.strip() for line in (found or "").splitlines() if line.strip())
    if len(text) < min(_LEAST_CHARS, _LEAST_SHARE * len(parts.text)) or not text:
        return parts.text, ("The article could not be told from the page around it, so all was taken.",)
    return text, ()


def _named_charset(content: bytes) -> str:
    found = _CHARSET.search(content[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else ""


def _first(told: dict[str, str], *names: str) -> str:
    return next((" ".join(told[name].split())[:1_000] for name in names if told.get(name)), "")


def _person(text: str) -> str:
    """An author's name; an address in its place is none."""
    return "" if text.startswith(("http:", "https:")) else text


def address_in(text: str) -> str:
    """A web address as it is told, or nothing where it is none."""
    return text if text.startswith(("http://", "https://")) and len(text) < 4_000 else ""
