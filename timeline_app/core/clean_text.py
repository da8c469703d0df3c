"""Text as a story file can hold it; knows no field and no format."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates, one for one, as U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
