"""Bytes → text: byte order marks, UTF-8, and a guess where neither holds; the home of charset-normalizer."""

from __future__ import annotations

import codecs
import io
import re
from contextlib import suppress
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.report import Remarks
from timeline_app.formats.western import is_of_others, is_western

#: What no text may hold: NUL ends it in many tools, half of a surrogate pair is no character.
UNFIT = re.compile("[\x00\ud800-\udfff]")

_CHUNK_BYTES = 2**20
_GUESS_BYTES = 256 * 1024

_LIKE_CP1252 = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_15", "cp437", "cp850"))

_NAMES = {
    "cp1252": "Western European (Windows-1252)",
    "latin_1": "Western European (ISO 8859-1)",
    "iso8859_15": "Western European (ISO 8859-15)",
    "mac_roman": "Western European (Macintosh)",
    "cp437": "Western European (DOS 437)",
    "cp850": "Western European (DOS 850)",
    "cp1250": "Central European (Windows-1250)",
    "cp852": "Central European (DOS 852)",
    "iso8859_2": "Central European (ISO 8859-2)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp866": "Cyrillic (DOS 866)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1257": "Baltic (Windows-1257)",
}

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
            found = _guess(head[:_GUESS_BYTES], chunk[where : where + _GUESS_BYTES])
    stream.seek(0)
    return found


def head_text(head: bytes) -> str:
    """The beginning of a file as text, as well as it can be told; never raises."""
    encoding = _by_mark(head) or _without_mark(head) or "utf-8"
    return codecs.decode(head, encoding, "replace")


def open_text(
    stream: BinaryIO, encoding: str = "", remarks: Remarks | None = None
) -> tuple[io.TextIOWrapper, str]:
    """The stream as text, line ends untouched, and the name of its encoding, found out if it is empty.

    An encoding in which a file cannot say that it is, so that it may be mistaken, is told to `remarks`.
    `let_go` of the wrapper when done, so that the stream stays open.
    """
    encoding = encoding or encoding_of(stream)
    tell_encoding(encoding, remarks)
    return io.TextIOWrapper(stream, encoding, errors="replace", newline=""), encoding


def tell_encoding(encoding: str, remarks: Remarks | None) -> None:
    """Say which encoding a file was read in, where it is not one of Unicode's."""
    if remarks is not None and not encoding.lower().startswith(("utf", "ascii")):
        remarks.noted(f"Read as {_NAMES.get(encoding, encoding.upper())}.")


def let_go(text: io.TextIOWrapper) -> None:
    """Leave the stream as it is; one that was closed meanwhile, under a reader that was given up, too."""
    with suppress(ValueError):
        text.detach()


def decoded(stream: BinaryIO, remarks: Remarks | None = None) -> str:
    """All of a file's text; the encoding told as by `open_text`. Raises TimelineError for no text."""
    encoding = encoding_of(stream)
    tell_encoding(encoding, remarks)
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


def _guess(head: bytes, trouble: bytes) -> str:
    """The likeliest encoding of a file's beginning and of where it is not UTF-8; of those of western and
    central Europe that fit as well, the commonest.
    """
    from charset_normalizer import from_bytes

    sample = head + trouble
    found = from_bytes(sample, enable_fallback=False)
    best = found.best() or from_bytes(trouble, enable_fallback=False).best()
    if best is None:
        return "cp1252"
    read = sample.decode(best.encoding, "replace")
    with suppress(UnicodeDecodeError):
        if is_western(sample.decode("cp1252"), read):
            return "cp1252"
    if is_of_others(read):
        return best.encoding
    for match in found:
        if match.encoding == "cp1252" and best.encoding in _LIKE_CP1252 and match.chaos <= best.chaos + 0.02:
            return "cp1252"
    return best.encoding
