"""Where the sentences of a text begin and end; changes no character of it.

Written for this program: on the rows of tests/reading/test_sentences.py it does as well as pysbd and a row
better than syntok, at a hundredth and a fifth of their time (docs/reading.md tells the figures).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline_app.reading.language import Language
from timeline_app.reading.values import Asked, Cancelled

#: A sign that may end a sentence, with the quotation marks and brackets that close after it; or a line's end.
#: Nothing is given back once it is taken, so that a run of signs costs its length.
_END = re.compile(r"(?<![.!?…])(?P<sign>[.!?…]++)(?:\s?[\"”’»)\]']{1,3})?(?=\s|$)|\n\s*+")
_OPENS = re.compile(r"\s*[\"“”‘«(\[—–-]*\s*(\S)")
_WRAPPED_SHARE = 0.3
_LONGEST_WORD = 24
_LINES_LOOKED_AT = 4_000
_LONGEST_SENTENCE = 2_000
_ASKED_EVERY = 2048


@dataclass(frozen=True, slots=True)
class Sentence:
    """The code points [start, end) of one sentence without blanks at its ends; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


def sentences(text: str, language: Language, cancelled: Asked) -> list[Sentence]:
    """The sentences of a text, in its order. Raises `Cancelled` soon after `cancelled` answers true.

    A line's end ends a sentence, unless the text is wrapped at a width (many lines begin in lower case).
    """
    wrapped = _is_wrapped(text)
    made: list[Sentence] = []
    start = paragraph = 0
    for count, found in enumerate(_END.finditer(text)):
        if count % _ASKED_EVERY == 0 and cancelled():
            raise Cancelled
        place = found.end()
        if found["sign"] is None:
            if wrapped and text.count("\n", found.start(), place) < 2:
                continue
            _add(made, text, start, found.start(), paragraph)
            paragraph += 1 if made and made[-1].paragraph == paragraph else 0
            start = place
        elif _ends(text, found, language):
            _add(made, text, start, place, paragraph)
            start = place
    _add(made, text, start, len(text), paragraph)
    return made


def _is_wrapped(text: str) -> bool:
    """Whether lines end where a width ends rather than a sentence."""
    lines = low = 0
    place = text.find("\n")
    for _ in range(_LINES_LOOKED_AT):
        if not 0 <= place < len(text) - 1:
            break
        letter = text[place + 1]
        lines += letter.isalpha()
        low += letter.islower()
        place = text.find("\n", place + 1)
    return lines > 0 and low > _WRAPPED_SHARE * lines


def _add(made: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """Add a sentence; one longer than any that people write is cut at blanks."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        cut = end
        if end - start > _LONGEST_SENTENCE:
            blank = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
            cut = blank if blank > start else start + _LONGEST_SENTENCE
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop - start > 1 or (start < stop and text[start].isalnum()):
            made.append(Sentence(start, stop, paragraph))
        start = cut


def _ends(text: str, found: re.Match[str], language: Language) -> bool:
    """Whether a sign ends its sentence."""
    sign = found["sign"]
    after = _OPENS.match(text, found.end(), found.end() + _LONGEST_WORD)
    following = after[1] if after else ""
    if sign != ".":
        return not following.islower()
    if not following:
        return True
    if following.islower():
        return False
    before = text[max(0, found.start() - _LONGEST_WORD) : found.start()]
    word = "" if not before or before[-1].isspace() else before.split()[-1].lstrip('([“"«')
    if word.lower() in language.speech.abbreviations:
        return word.lower() in language.speech.ending and _starts_anew(text, found.end(), language)
    if len(word) == 1 and word.isupper():  # an initial, as in “J. F. Kennedy”
        return False
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):  # “U.S.”
        return _starts_anew(text, found.end(), language)
    return not (word.isdigit() and len(word) <= 2 and following.isdigit())


def _starts_anew(text: str, place: int, language: Language) -> bool:
    """Whether what follows begins as sentences do, with a word that no name begins with."""
    word = re.match(r"\s*[\"“«(]?([^\W\d_]+)", text[place : place + _LONGEST_WORD])
    return word is not None and word[1].lower() in language.speech.frequent
