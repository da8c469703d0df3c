"""One fold and one tokeniser, for full text in the store and for words in memory alike; keeps no index.

What is searched and what is searched for go through the same two steps, so that both places give the same
answer. The store indexes `" ".join(tokens(text))` with FTS5's `ascii` tokeniser: it parts at ASCII characters
that are neither letter nor digit, and our tokens hold none of those, so FTS5 sees exactly these tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: Letters that Unicode does not decompose, and what people type for them.
_PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "ĸ": "k",
        "ƒ": "f",
        "ɨ": "i",
        "ʉ": "u",
        "ƶ": "z",
        "ә": "а",  # Cyrillic, from here on
        "ғ": "г",
        "қ": "к",
        "ң": "н",
        "ө": "о",
        "ұ": "у",
        "ү": "у",
        "һ": "х",
        "ў": "у",
        "ґ": "г",
        "ـ": None,  # Arabic tatweel only stretches a word
    }
)

#: First and last code points of scripts written without spaces: there each character is a token of its own,
#: and a word of several is a phrase.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3041, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def _is_diacritic(character: str) -> bool:
    """Whether a mark only shades a letter: accents, Hebrew points, Arabic vowels; not Indic signs."""
    place = unicodedata.combining(character)
    return place == 1 or 10 <= place <= 36 or 200 <= place <= 240


class _Strip(dict[int, int | None]):
    """A translation table that drops diacritics and invisible characters, filled as characters turn up."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        dropped = _is_diacritic(character) or unicodedata.category(character) in ("Cf", "Cs")
        self[code] = None if dropped else code
        return self[code]


class _Part(dict[int, str]):
    """A translation table that leaves word characters, and puts spaces for and around all others."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        unspaced = any(first <= code <= last for first, last in _UNSPACED)
        if character.isalnum() or unicodedata.category(character).startswith("M"):
            self[code] = f" {character} " if unspaced else character
        else:
            self[code] = " "
        return self[code]


_STRIP = _Strip()
_PART = _Part()


def fold(text: str) -> str:
    """Text without case, diacritics and other differences that a person searching does not mean.

    Compatibility forms become plain ones (NFKC), ł ø ß đ æ and their like become what people type for them,
    soft hyphens and direction marks vanish. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    for _ in range(8):  # a fold may bare another letter to fold; two rounds do, but for a few odd ones
        plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN_LETTERS)
        plain = unicodedata.normalize("NFKD", plain).translate(_STRIP)
        plain = unicodedata.normalize("NFKC", plain)
        if plain == text:
            break
        text = plain
    return text


#: Stands between the fields of a `search_text`; no word holds it.
FIELD_MARK = " | "

#: Stands between the texts that `folded_words` folds together; kept by its table, parted at by no other one.
_BETWEEN = "\x1e"


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order: runs of letters, digits and their marks.

    In scripts without spaces (Chinese, Japanese, Thai …) every character is a token of its own.
    """
    return fold(text).translate(_PART).split()


def search_text(*fields: str) -> str:
    """The folded words of a row's fields; no phrase runs across two of them."""
    return FIELD_MARK.join([" ".join(tokens(field)) if field else "" for field in fields])


def search_texts(columns: Sequence[Sequence[str]]) -> list[str]:
    """`search_text` of many rows, whose fields come as columns."""
    return [FIELD_MARK.join(row) for row in zip(*map(folded_words, columns), strict=True)]


def folded_words(texts: Sequence[str]) -> list[str]:
    """The folded words of each text, parted by blanks; texts of ASCII alone are folded all at once."""
    joined = _BETWEEN.join(texts)
    if not joined.isascii() or joined.count(_BETWEEN) != len(texts) - 1:
        return [" ".join(tokens(text)) for text in texts]
    parted = joined.lower().translate(_ASCII_PART).split(_BETWEEN)
    return [" ".join(text.split()) for text in parted]


#: What `_PART` does to ASCII, but for the mark between texts.
_ASCII_PART = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)} | {
    ord(_BETWEEN): _BETWEEN
}


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A token and where it stands in the unfolded text: code points [start, end)."""

    token: str
    start: int
    end: int


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each character with the marks that follow it begins and ends."""
    start = 0
    for place, character in enumerate(text):
        if place == start:
            continue
        head = unicodedata.normalize("NFKD", character)[0]
        joins = (
            unicodedata.category(head).startswith("M")
            or unicodedata.category(head) == "Cf"
            or "\u1160" <= head <= "\u11ff"  # the later parts of a Korean syllable
        )
        if not joins:
            yield start, place
            start = place
    if text:
        yield start, len(text)


def token_spans(text: str) -> list[TokenSpan]:
    """The tokens of a text with their places in it, for highlighting; the tokens are those of `tokens`."""
    found: list[TokenSpan] = []
    word: list[str] = []
    word_start = word_end = 0

    def close() -> None:
        if word:
            found.append(TokenSpan("".join(word), word_start, word_end))
            word.clear()

    for start, end in _clusters(text):
        for character in fold(text[start:end]).translate(_PART):
            if character == " ":
                close()
                continue
            if not word:
                word_start = start
            word.append(character)
            word_end = end
    close()
    return found


def contains(words: Iterable[str], sought: tuple[str, ...], *, prefix: bool = False) -> bool:
    """Whether `sought` stands in `words` without a gap; with `prefix` its last may be a beginning only."""
    words = words if isinstance(words, (list, tuple)) else list(words)
    if not sought:
        return False
    head, last = sought[:-1], sought[-1]
    for place in range(len(words) - len(sought) + 1):
        end = words[place + len(head)]
        fits = end.startswith(last) if prefix else end == last
        if fits and tuple(words[place : place + len(head)]) == head:
            return True
    return False
