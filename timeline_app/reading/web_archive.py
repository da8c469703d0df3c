"""Pages saved in one file with their pictures (MHTML, RFC 2557): the page among the parts; reads no picture.

Read by hand: the standard library's mail parser takes minutes for parts nested on purpose.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass

from timeline_app.core.errors import TimelineError
from timeline_app.reading.values import Asked, Cancelled

_HEAD_BYTES = 64_000
_MOST_PARTS = 2_000
_DEEPEST = 3
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]{1,64}")
_PARAMETER = re.compile(
    r";\s{0,8}([a-z]{1,20})\s{0,4}=\s{0,4}(?:\"([^\"]{0,400})\"|([^\s;]{1,400}))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The bytes of the page, the address it was saved from, and the encoding it names; `""` where untold."""

    content: bytes
    url: str
    encoding: str


def page_in_archive(content: bytes, cancelled: Asked) -> ArchivedPage:
    """The first page of an archive. Raises `TimelineError` where it holds none."""
    head, body = _head(content, 0, len(content))
    page = _page(content, head, body, len(content), 0, cancelled)
    if page is None:
        raise TimelineError("This file was saved as a web page but holds none.")
    url = page.url or head.get("snapshot-content-location", "") or head.get("content-location", "")
    return ArchivedPage(page.content, url, page.encoding)


def _head(content: bytes, start: int, end: int) -> tuple[dict[str, str], int]:
    """The header fields of a part by their names in lower case, and where its body begins."""
    blank = _BLANK_LINE.search(content, start, min(end, start + _HEAD_BYTES))
    stop, body = (blank.start(), blank.end()) if blank else (min(end, start + _HEAD_BYTES), end)
    fields: dict[str, str] = {}
    for line in _FOLDED.sub(b" ", content[start:stop]).splitlines():
        name, sign, value = line.decode("latin-1").partition(":")
        if sign:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields, body


def _page(
    content: bytes, head: dict[str, str], start: int, end: int, depth: int, cancelled: Asked
) -> ArchivedPage | None:
    """The page that a part is or holds."""
    kind = head.get("content-type", "text/plain")
    told = {found[1].lower(): found[2] or found[3] or "" for found in _PARAMETER.finditer(kind)}
    if kind.lower().startswith("text/html"):
        body = _unpacked(content[start:end], head.get("content-transfer-encoding", "").lower())
        return ArchivedPage(body, head.get("content-location", ""), told.get("charset", ""))
    if not kind.lower().startswith("multipart/") or not told.get("boundary") or depth >= _DEEPEST:
        return None
    sign = b"--" + told["boundary"].encode("latin-1", "replace")
    place = content.find(sign, start, end)
    for _ in range(_MOST_PARTS):
        if place < 0:
            return None
        if cancelled():
            raise Cancelled
        following = content.find(sign, place + len(sign), end)
        stop = end if following < 0 else following
        fields, begin = _head(content, place + len(sign), stop)
        page = _page(content, fields, begin, stop, depth + 1, cancelled)
        if page is not None:
            return page
        place = following
    return None


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return base64.b64decode(body)
        except (binascii.Error, ValueError) as trouble:
            raise TimelineError("This saved page is damaged and cannot be read.") from trouble
    return body
