"""A saved page read tag by tag in one pass: its particulars and its plain text; renders and fetches nothing.

Made for pages of any kind, hostile ones too: every step goes forward, so the cost is the page's length.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline_app.reading.language import words_in
from timeline_app.reading.values import Asked, Cancelled

#: Elements whose content is no text of the page.
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select"))
#: Elements that end a line of text.
_BLOCKS = words_in(
    """
    address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table td th tr ul body html
    """
)
_VOID = words_in("area base br col embed hr img input link meta param source track wbr")
_OPENING = re.compile(r"<(?:(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})|!--|!|\?)")
_ATTRIBUTE = re.compile(
    r"([A-Za-z:_-]{1,40})\s{0,8}=\s{0,8}"
    r"(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))"
)
_LONGEST_TAG = 20_000
_MOST_JSON = 200_000
_MOST_DEPTH_OF_JSON = 12
_ASKED_EVERY = 4096
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class PageParts:
    """What one pass over a page found: named particulars, the plain text, and how deep its elements nest."""

    particulars: dict[str, str] = field(default_factory=dict)
    text: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Piece:
    """A tag with its attributes as written, or (without a name) a stretch of text."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    attributes: str = ""


def page_parts(page: str, cancelled: Asked) -> PageParts:
    """A page's particulars and its plain text. Raises `Cancelled` soon after `cancelled` answers true."""
    parts = PageParts()
    told = parts.particulars
    lines: list[str] = []
    depth = unseen = 0
    within = ""
    kept: list[str] = []
    for count, piece in enumerate(_pieces(page, cancelled)):
        if count % _ASKED_EVERY == 0 and cancelled():
            raise Cancelled
        if not piece.name:
            words = page[piece.start : piece.end]
            if within:
                kept.append(words)
            if not unseen:
                lines.append(words)
            continue
        if piece.closing:
            depth = max(depth - 1, 0)
            if piece.name == within:
                _note(told, within, "".join(kept))
                within = ""
            unseen = max(unseen - 1, 0) if piece.name in _UNSEEN else unseen
        else:
            depth += piece.name not in _VOID
            parts.depth = max(parts.depth, depth)
            unseen += piece.name in _UNSEEN
            _read_tag(told, piece)
            if not within and (piece.name in ("title", "h1") or _holds_data(piece)):
                within, kept = piece.name, []
        if piece.name in _BLOCKS and not unseen:
            lines.append("\n")
    plain = _BLANKS.sub(" ", html.unescape("".join(lines)))
    parts.text = _LINE_ENDS.sub("\n\n", plain).strip()
    return parts


def _pieces(page: str, cancelled: Asked) -> Iterator[_Piece]:
    """Tags and the texts between them; what a script or a style holds comes as one text."""
    place, length, count = 0, len(page), 0
    ends: dict[str, bool] = {}  # what is known not to come again, so that nothing is looked for twice
    while place < length:
        count += 1
        if count % _ASKED_EVERY == 0 and cancelled():
            raise Cancelled
        found = _OPENING.search(page, place)
        if found is None:
            yield _Piece(place, length)
            return
        if found.start() > place:
            yield _Piece(place, found.start())
        if found["name"] is None:
            place = _after_sign(page, found, ends)
            continue
        closing = page.find(">", found.end(), found.end() + _LONGEST_TAG)
        end = closing + 1 if closing >= 0 else found.end()
        name = found["name"].lower()
        attributes = page[found.end() : max(end - 1, found.end())]
        yield _Piece(found.start(), end, name, bool(found["close"]), attributes)
        place = end
        if name in ("script", "style") and not found["close"] and not ends.get(name):
            stop = page.find(f"</{name}", place)
            if stop < 0:
                ends[name] = True
                continue
            yield _Piece(place, stop)
            place = stop


def _after_sign(page: str, found: re.Match[str], ends: dict[str, bool]) -> int:
    """Where to go on after a comment or a declaration: behind it, or where it never ends behind its sign."""
    end = "-->" if found[0] == "<!--" else ">"
    if not ends.get(end):
        close = page.find(end, found.end())
        if close >= 0:
            return close + len(end)
        ends[end] = True
    return found.end()


def _holds_data(piece: _Piece) -> bool:
    return piece.name == "script" and "ld+json" in piece.attributes


def _attributes(piece: _Piece) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(piece.attributes)
    }


def _read_tag(told: dict[str, str], piece: _Piece) -> None:
    """Keep what a `meta`, `link`, `time` or `html` tag says of the page; what stands first counts."""
    if piece.name not in ("meta", "link", "time", "html"):
        return
    read = _attributes(piece)
    if piece.name == "meta":
        name = (read.get("property") or read.get("name") or read.get("itemprop") or "").lower()
        if name and read.get("content"):
            told.setdefault(name, read["content"].strip())
    elif piece.name == "link" and read.get("rel", "").lower() == "canonical":
        told.setdefault("canonical", read.get("href", ""))
    elif piece.name == "time" and read.get("datetime"):
        told.setdefault("time", read["datetime"])
    elif piece.name == "html" and read.get("lang"):
        told.setdefault("lang", read["lang"])


def _note(told: dict[str, str], name: str, content: str) -> None:
    """Keep a title, a first heading, or the particulars of an article in JSON."""
    if name != "script":
        words = " ".join(html.unescape(content).split())
        if words:
            told.setdefault(f"<{name}>", words)
        return
    if len(content) > _MOST_JSON:
        return
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return
    for item in _objects(data, 0):
        for key in ("datePublished", "headline", "author", "publisher"):
            value = _name_of(item.get(key), 0)
            if value:
                told.setdefault(f"json:{key}", value)


def _objects(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _MOST_DEPTH_OF_JSON:
        return
    if isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for item in data[:200]:
            yield from _objects(item, depth + 1)


def _name_of(value: object, depth: int) -> str:
    """A text, or the name of a person or organisation, or of several."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and depth < 3:
        return _name_of(value.get("name"), depth + 1)
    if isinstance(value, list) and depth < 3:
        return ", ".join(filter(None, (_name_of(item, depth + 1) for item in value[:8])))
    return ""
