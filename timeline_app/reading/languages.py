"""The languages that articles are read in, and which one a text is in; holds no words of its own."""

from __future__ import annotations

import re

from timeline_app.reading.english import ENGLISH
from timeline_app.reading.language import Language
from timeline_app.reading.russian import RUSSIAN

#: By their codes; the first is taken where nothing speaks for another.
LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH, RUSSIAN)}

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_SAMPLE_CHARS = 20_000


def guess_language(text: str) -> str:
    """The code of the language that a text is most likely in, of those that are read; by its letters."""
    sample = text[:_SAMPLE_CHARS]
    return "ru" if len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample)) else "en"


def language_for(code: str, text: str) -> Language:
    """The language of a code such as `ru` or `en-GB`; where we have none of that code, of the letters."""
    known = LANGUAGES.get(code.partition("-")[0].partition("_")[0].lower())
    return known or LANGUAGES.get(guess_language(text), ENGLISH)
