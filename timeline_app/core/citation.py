"""A source in words: the citation of an article, and the short line under it; follows no one style guide."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import bidirectional

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import ArticleHead

_PLAIN_STYLE = DateStyle()


def published_words(head: ArticleHead, style: DateStyle = _PLAIN_STYLE) -> str:
    """The article's day of publication in words; as it stands where it is no date we read, "" for none."""
    return in_words(head.published, style) if head.published else ""


def citation(head: ArticleHead, style: DateStyle = _PLAIN_STYLE, *, quote: str = "", page: str = "") -> str:
    """The article as a note would name it: author, title in quotation marks, publisher, date, page, address.

    What is not known is left out. With `quote` the passage comes first: “…” — Author, “Title”, … A citation
    is one line: line ends within a quote become blanks.
    """
    parts = [
        head.author,
        f"“{_one_line(head.title)}”" if head.title else "",
        head.publisher,
        published_words(head, style),
        f"p. {page}" if page else "",
        head.url or head.archive_url,
    ]
    source = ", ".join(_one_line(part) for part in parts if part.strip())
    if not quote:
        return source
    words = f"“{_one_line(quote)}”"
    return f"{words} — {source}" if source else words


def source_line(head: ArticleHead, style: DateStyle = _PLAIN_STYLE) -> str:
    """Publisher and date, parted by a middle dot: what stands under the article's title."""
    return joined([_one_line(head.publisher), published_words(head, style)])


def joined(parts: Iterable[str]) -> str:
    """What there is of the parts, with middle dots between them.

    A part in letters that run from right to left is isolated (Unicode UAX #9, FSI and PDI), so that it does
    not turn the order of the others about.
    """
    return " · ".join(isolated(part) for part in parts if part.strip())


def isolated(part: str) -> str:
    """A part of a line, marked so that its letters do not turn the order of the other parts about."""
    return f"\u2068{part}\u2069" if _turns(part) else part


def _turns(part: str) -> bool:
    return not part.isascii() and any(bidirectional(letter) in ("R", "AL", "AN") for letter in part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
