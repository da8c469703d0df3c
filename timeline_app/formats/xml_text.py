"""Text as XML may hold it, whatever characters it has; writes no document."""

from __future__ import annotations

import re

# https://www.w3.org/TR/xml/#charsets: all but these may stand in a document
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", '"': "&quot;"}


def escape(text: str) -> str:
    """A text within an element or a quoted attribute; characters that XML forbids become U+FFFD."""
    return re.sub('[&<>\r"]', lambda found: _ESCAPES[found[0]], _FORBIDDEN.sub("\ufffd", text))


def element(name: str, text: str) -> str:
    """An element that holds nothing but a text."""
    return f"<{name}>{escape(text)}</{name}>"
