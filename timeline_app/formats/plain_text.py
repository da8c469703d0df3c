"""Bytes → text: byte order marks, UTF-8, and a guess where neither holds; the home of charset-normalizer."""

from __future__ import annotations

import codecs
import io
import re
from contextlib import suppress
from typing import BinaryIO

from timeline_app.core.errors import TimelineError

#: What no text may hold: NUL ends it in many tools, half of a surrogate pair is no character.
UNFIT = re.compile("[\x00\ud800-\udfff]")

_CHUNK_BYTES = 2**20
_GUESS_BYTES = 256 * 1024

_LIKE_CP1252 = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_15", "cp437", "cp850"))

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def fit(text: str) -> str:
    """The text with characters that no text may hold as U+FFFD, one for one."""
    return text if text.isascii() and "\x00" not in text else UNFIT.sub("\ufffd", text)


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of a whole file; the stream stands at its beginning before and after.

    Raises TimelineError for what is no text in any encoding.
    """
    head = stream.read(_CHUNK_BYTES)
    found = _by_mark(head) or _without_mark(head)
    if not found:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(_CHUNK_BYTES)
            decoder.decode(b"", True)
            found = "utf-8"
        except UnicodeDecodeError as trouble:
            where = max(trouble.start - _GUESS_BYTES // 2, 0)
            found = _guess(head[:_GUESS_BYTES] + chunk[where : where + _GUESS_BYTES])
    stream.seek(0)
    return found


def head_text(head: bytes) -> str:
    """The beginning of a file as text, as well as it can be told; never raises."""
    encoding = _by_mark(head) or _without_mark(head) or "utf-8"
    return codecs.decode(head, encoding, "replace")


def open_text(stream: BinaryIO, encoding: str = "") -> tuple[io.TextIOWrapper, str]:
    """The stream as text, line ends untouched, and the name of its encoding, found out if it is empty.

    `let_go` of the wrapper when done, so that the stream stays open.
    """
    encoding = encoding or encoding_of(stream)
    return io.TextIOWrapper(stream, encoding, errors="replace", newline=""), encoding


def let_go(text: io.TextIOWrapper) -> None:
    """Leave the stream as it is; one that was closed meanwhile, under a reader that was given up, too."""
    with suppress(ValueError):
        text.detach()


def decoded(stream: BinaryIO) -> str:
    """All of a file's text. Raises TimelineError for what is no text."""
    encoding = encoding_of(stream)
    return fit(codecs.decode(stream.read(), encoding, "replace"))


def _by_mark(head: bytes) -> str:
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def _without_mark(head: bytes) -> str:
    """UTF-16 without its mark, told by where the zeros stand. Raises TimelineError for other binary files."""
    sample = head[:4096]
    zeros = sample.count(0)
    if not zeros:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros > len(sample) // 4 and min(even, odd) * 20 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    if zeros * 20 > len(sample):
        raise TimelineError("The file is not text.")
    return ""


def _guess(sample: bytes) -> str:
    """The likeliest encoding; of those of western and central Europe that fit as well, the commonest."""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, enable_fallback=False)
    best = found.best()
    if best is None:
        return "cp1252"
    for match in found:
        if match.encoding == "cp1252" and best.encoding in _LIKE_CP1252 and match.chaos <= best.chaos + 0.02:
            return "cp1252"
    return best.encoding
