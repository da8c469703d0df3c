"""From bytes to text, and what the bytes were taken for; the home of charset-normalizer."""

from __future__ import annotations

import codecs

from timeline_app.core.errors import TimelineError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: As many bytes tell an encoding as well as all do.
_SAMPLE_BYTES = 64_000
_NUL_SHARE = 0.02
_FEW_NULS = 3


def decoded(content: bytes, named: str = "") -> tuple[str, str]:
    """The text of some bytes and the encoding they were taken for; `named` is what they say of themselves.

    A byte-order mark decides, then the name, then UTF-8 if the bytes are that, then a guess. Bytes that do
    not fit become U+FFFD. Raises `TimelineError` where they are no text at all.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding.removesuffix("-sig").upper()
    if named:
        try:
            return content.decode(named), codecs.lookup(named).name.upper()
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    if _is_binary(content):
        raise TimelineError("This file holds no text that could be read.")
    return text, "UTF-8"


def _is_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE_BYTES]
    return sample.count(0) > max(_NUL_SHARE * len(sample), _FEW_NULS)


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    if content[:_SAMPLE_BYTES].count(0) > 0.2 * len(content[:_SAMPLE_BYTES]):  # UTF-16 without its mark
        best = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return content.decode(best, "replace"), best.upper()
    if _is_binary(content):
        raise TimelineError("This file holds no text that could be read.")
    guess = from_bytes(content[:_SAMPLE_BYTES]).best()
    encoding = guess.encoding if guess is not None else "utf-8"
    return content.decode(encoding, "replace"), codecs.lookup(encoding).name.upper()
