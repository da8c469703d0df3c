"""By what a re-import knows an event again: the format's own id, else a hash of its date and title."""

from __future__ import annotations

import re
from hashlib import blake2b

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def content_key(edtf: str, title: str) -> str:
    """Sixteen hexadecimal digits that stand for a date and a title."""
    return blake2b(f"{edtf}\x00{title}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def uid_of(text: str) -> str:
    """The text, if it is a UUID, in small letters; else empty."""
    return text.lower() if _UUID.fullmatch(text) else ""
