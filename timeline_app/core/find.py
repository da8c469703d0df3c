"""Finding words within one text: letters compared folded, places told in the text's own code points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from timeline_app.core.fold import fold


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return " " if letter.isspace() else fold(letter)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text made ready to be searched: its folded letters, and which code point each of them came from."""

    letters: str
    origin: tuple[int, ...] | None  # None: one folded letter to each code point
    length: int


def folded_text(text: str) -> FoldedText:
    """`text` with each letter folded by itself (ß is two letters, an accent none); line ends are blanks."""
    pieces = [_fold_letter(letter) for letter in text]
    letters = "".join(pieces)
    if all(len(piece) == 1 for piece in pieces):
        return FoldedText(letters, None, len(text))
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    return FoldedText(letters, tuple(origin), len(text))


def find_all(text: FoldedText, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`: (start, end) in code points, ascending, none overlapping.

    Case, accents and the kind of blank do not matter; blanks around the words do not count.
    """
    needle = "".join(_fold_letter(letter) for letter in " ".join(words.split()))
    if not needle:
        return []
    places: list[tuple[int, int]] = []
    at = text.letters.find(needle)
    while at >= 0:
        last = at + len(needle) - 1
        if text.origin is None:
            places.append((at, last + 1))
        else:
            end = text.origin[last + 1] if last + 1 < len(text.origin) else text.length
            places.append((text.origin[at], max(end, text.origin[last] + 1)))
        at = text.letters.find(needle, last + 1)
    return places
