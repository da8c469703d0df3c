"""Whether a text that was read in a guessed encoding is likely: by its letters and where they stand.

A table of a few hundred bytes holds too few letters for the statistics by which charset-normalizer tells a
language; what is left is which letters one language writes side by side. Knows no encoding and reads no file.
"""

from __future__ import annotations

import re

#: Letters beyond ASCII, small, of the languages that Windows-1252 is made for.
_WESTERN = tuple(
    map(
        frozenset,
        (
            *("äöüßéèêàçñô", "àâæçéèêëîïôœùûüÿäö", "áéíñóúüç", "áâãàçéêíóôõúü", "àèéìíîòóùú"),
            *("åäöæøéüèáàóô", "áéíóúýþæðö", "ëïéèöüóê", "àçèéíïòóúü"),
        ),
    )
)
#: The same of central Europe, the Baltic, Turkish, and what is written in Cyrillic and Greek.
_OTHERS = tuple(
    map(
        frozenset,
        (
            *("áčďéěíňóřšťúůýžäöü", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșțşţé", "čćđšž"),
            *("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž", "çğıöşüâîû"),
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџђ",
            "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        ),
    )
)
_EVERYWHERE = frozenset("\xa0“”‘’„‚«»‹›–—…•·€£§°©®™¿¡ºª½²³\xad")
_LETTERS_OF_WEST = frozenset().union(*_WESTERN)
_BEYOND = re.compile(r"[^\x00-\x7f]")
#: What no western word holds: a mark within it, a capital after a small letter, three such letters in a row.
_MISPLACED = re.compile(
    r"(?<=[^\W\d_])[“”„‚«»‹›…•€£§°©®™¿¡ºª½²³](?=[a-zà-öø-ÿ])"
    r"|(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞŒŠŽŸ]"
    r"|[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3,}"
)
_LIKELY = 0.98


def is_western(text: str, other: str) -> bool:
    """Whether a text is rather one of western Europe than `other`, the same bytes read in another way."""
    beyond = _BEYOND.findall(text)
    if not beyond:
        return True
    likely = sum(char in _EVERYWHERE or char.lower() in _LETTERS_OF_WEST for char in beyond)
    likely -= sum(len(found) for found in _MISPLACED.findall(text))
    return likely >= _LIKELY * len(beyond) and _share(beyond, _WESTERN) >= _share(
        _BEYOND.findall(other), _OTHERS
    )


def is_of_others(text: str) -> bool:
    """Whether all that a text holds beyond ASCII is written in one language of those that are not western."""
    return _share(_BEYOND.findall(text), _OTHERS) >= _LIKELY


def _share(beyond: list[str], alphabets: tuple[frozenset[str], ...]) -> float:
    """Which share of characters beyond ASCII the alphabet holds that holds most of them; marks are in all."""
    if not beyond:
        return 0.0
    letters = [char.lower() for char in beyond if char not in _EVERYWHERE]
    most = max(sum(map(alphabet.__contains__, letters)) for alphabet in alphabets)
    return (most + len(beyond) - len(letters)) / len(beyond)
