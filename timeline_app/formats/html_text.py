"""HTML in foreign texts → plain text and the links in it; keeps no markup and fetches nothing.

Linear in the length of the text, whatever is nested in what (html.parser keeps no tree).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from timeline_app.core.event import Link
from timeline_app.core.links import web_host

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figure"),
        *("figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    )
)
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"))
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head"))
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);|<!--")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without markup, and the addresses that its links led to."""

    text: str
    links: tuple[Link, ...] = ()


def plain(markup: str) -> PlainText:
    """What a browser would show of `markup`, paragraphs parted by line ends; a text without any is unchanged.

    A `<` or `&` that begins no markup stands for itself.
    """
    if not _MARKUP.search(markup):
        return PlainText(markup.strip())
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return PlainText(reader.text(), tuple(reader.links.values()))


def escaped(text: str) -> str:
    """Plain text as markup that `plain` takes back unchanged; paragraphs and lines as `<br>`."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def addresses(text: str) -> tuple[str, ...]:
    """The web addresses that stand in a plain text, in their order, each once."""
    found = (address.rstrip(".,;:!?)]}'") for address in _ADDRESS.findall(text))
    return tuple(dict.fromkeys(address for address in found if web_host(address)))


class _Reader(HTMLParser):
    """Gathers text and links; blocks begin new lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: dict[str, Link] = {}
        self._parts: list[str] = []
        self._unseen = 0
        self._address = ""
        self._anchor: list[str] = []
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block breaks the line; a link's address is kept; pictures and frames count as links."""
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "pre":
            self._verbatim += 1
        self._break(tag)
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self._address, self._anchor = (given["href"] or "").strip(), []
        source = given.get("src")
        if tag in ("img", "iframe", "video", "audio", "source", "embed") and source:
            self._keep(source.strip(), given.get("alt") or given.get("title") or "")

    def handle_endtag(self, tag: str) -> None:
        """Ends what `handle_starttag` began."""
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag == "pre" and self._verbatim:
            self._verbatim -= 1
        self._break(tag if tag != "br" else "")
        if tag == "a" and self._address:
            self._keep(self._address, " ".join("".join(self._anchor).split()))
            self._address = ""

    def handle_data(self, data: str) -> None:
        """Text between tags: blanks as a browser shows them."""
        if self._unseen:
            return
        words = data if self._verbatim else re.sub(r"[ \t\r\n\f]+", " ", data)
        self._parts.append(words)
        if self._address:
            self._anchor.append(words)

    def text(self) -> str:
        """All that was gathered; no line begins or ends with blanks, no more than one empty one in a row."""
        joined = re.sub(r" ?\n ?", "\n", "".join(self._parts))
        return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", joined)).strip()

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._parts.append("\n\n" if any(part.strip() for part in self._parts[-1:]) else "\n")
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def _keep(self, address: str, title: str) -> None:
        if address.startswith("//"):
            address = f"https:{address}"
        if web_host(address) and address not in self.links:
            self.links[address] = Link(address, title if title != address else "")
