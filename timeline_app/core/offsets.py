"""Where characters stand: code points, as stored, and the UTF-16 units a toolkit counts; draws nothing.

Passages count code points of the article's text, unchanged. A toolkit that keeps text as UTF-16 counts a
character beyond the Basic Multilingual Plane (most emoji, historic scripts) twice, so every offset that goes
to a text widget or comes from one passes through `Utf16Offsets`, and every text it shows through `shown`,
which keeps the number of characters.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

#: The first code point that takes two UTF-16 units.
_FIRST_ASTRAL = 0x1_0000

#: Stands for a character that has no shape, as it does in the picture.
_REPLACEMENT = 0xFFFD


@dataclass(frozen=True, slots=True)
class Utf16Offsets:
    """The two ways to count the characters of one text.

    `astral` holds the code-point offsets, ascending, of the characters that take two units.
    """

    astral: tuple[int, ...]
    length: int

    def units(self, point: int) -> int:
        """The UTF-16 offset of a code-point offset; beyond the ends it is the nearest end."""
        point = min(max(point, 0), self.length)
        return point + bisect_left(self.astral, point)

    def point(self, units: int) -> int:
        """The code-point offset of a UTF-16 offset; within a pair it is the start of that character."""
        low, high = 0, self.length
        while low < high:  # the greatest point whose units do not pass those asked for
            middle = (low + high + 1) // 2
            if self.units(middle) <= units:
                low = middle
            else:
                high = middle - 1
        return low


def utf16_offsets(text: str) -> Utf16Offsets:
    """How code points and UTF-16 units of `text` correspond; reads the text once."""
    if text.isascii():
        return Utf16Offsets((), len(text))
    astral = tuple(place for place, letter in enumerate(text) if ord(letter) >= _FIRST_ASTRAL)
    return Utf16Offsets(astral, len(text))


def _shapes() -> dict[int, int]:
    """What each character that a text widget would swallow or take as markup of its own is shown as."""
    table = {code: _REPLACEMENT for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
    table[0x85] = ord("\n")  # NEXT LINE
    table[0x2029] = ord("\n")  # PARAGRAPH SEPARATOR
    table[0x2028] = ord("\n")  # LINE SEPARATOR
    table.update(dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT))  # lone surrogates
    table.update(dict.fromkeys(range(0xFDD0, 0xFDF0), _REPLACEMENT))  # Qt frames its documents with these
    table.update(dict.fromkeys((0xFFFC, 0xFFFE, 0xFFFF), _REPLACEMENT))
    return table


_SHAPES = _shapes()
#: Stands for the carriage return of a "\r\n": it takes a place of its own and shows nothing.
_NO_SHAPE = "\u200b"


def shown(text: str) -> str:
    r"""`text` as a widget may show it, one character for one, so that offsets hold for both.

    Control characters, lone surrogates and characters that a document keeps for itself become "�"; a "\r"
    alone ends a line, and before a "\n" it shows nothing.
    """
    if "\r" in text:
        text = text.replace("\r\n", _NO_SHAPE + "\n").replace("\r", "\n")
    return text.translate(_SHAPES)
