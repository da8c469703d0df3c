"""What Unicode says of a text: its direction, where a line may end, what cannot be drawn.

Refuses to know fonts and widths; `text_metrics` measures.
"""

from __future__ import annotations

import unicodedata

#: Letters that a line may not begin with, in scripts that break anywhere (a short form of JIS X 4051).
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}’”…"
)
#: Spaces that no line breaks at.
_KEPT_TOGETHER = "\u00a0\u202f\u2007"


def fit_to_draw(text: str) -> str:
    """The text with what cannot be drawn replaced, one character for one.

    Line ends and tabs become spaces, other control characters and lone surrogates the replacement character.
    """
    if text.isprintable():  # spaces are, line ends and controls are not
        return text
    return "".join(character if character.isprintable() else _drawn(character) for character in text)


def _drawn(character: str) -> str:
    kind = unicodedata.category(character)
    if character in _KEPT_TOGETHER:
        return character
    if character in "\t\n\r\v\f\x85" or kind in ("Zs", "Zl", "Zp"):
        return " "
    return "\ufffd" if kind in ("Cc", "Cs") else character


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: by its first strong character (UAX #9, P2 and P3)."""
    if text.isascii():
        return False
    isolated = 0  # what stands between an isolate's marks says nothing of the line around it
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            isolated += 1
        elif kind == "PDI":
            isolated = max(0, isolated - 1)
        elif not isolated and kind == "L":
            return False
        elif not isolated and kind in ("R", "AL"):
            return True
    return False


def break_into_pieces(text: str) -> list[tuple[str, bool]]:
    """What a line may be broken between: (piece, whether a space stands before it)."""
    found: list[tuple[str, bool]] = []
    for word in filter(None, text.split(" ")):
        if word.isascii():
            found.append((word, True))
            continue
        start = 0
        for place in range(1, len(word)):
            if _may_break(word, place):
                found.append((word[start:place], start == 0))
                start = place
        found.append((word[start:], start == 0))
    return found


def _may_break(word: str, place: int) -> bool:
    """Whether a line may end before `word[place]`."""
    before, after = word[place - 1], word[place]
    if after in _NEVER_FIRST or unicodedata.category(after)[0] == "M":
        return False
    if before in "「『（［｛【〈《〔“‘([{":
        return False
    return _breaks_anywhere(before) or _breaks_anywhere(after)


def _breaks_anywhere(character: str) -> bool:
    """Whether this is a letter of a script that is written without spaces (Han, kana, their punctuation)."""
    return unicodedata.east_asian_width(character) in ("W", "F") and not "\uac00" <= character <= "\ud7a3"


def joined(pieces: list[tuple[str, bool]], start: int, end: int) -> str:
    """The text of pieces start to end, spaced as they were."""
    return "".join(
        (" " if spaced and place else "") + word for place, (word, spaced) in enumerate(pieces[start:end])
    )
