"""The person's own word list, by which categories are proposed; a plain text file in their folder.

A line holds a category and its words: `Sanctions: sanction*, embargo, tariff*`. A word counts as it stands,
one that ends in `*` as a beginning; `#` begins a remark. Without the file the lists of the languages count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline_app import paths
from timeline_app.core.errors import TimelineError
from timeline_app.reading.languages import LANGUAGES
from timeline_app.work.whole_file import replace_file

FILE_NAME = "category-words.txt"
_MOST_BYTES = 500_000
_LONGEST_NAME = 80
#: One word as articles are split into words, or its beginning and a `*`.
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*-?\*?")
_PARTED = re.compile("[,;،、]")


class WordListError(TimelineError):
    """A line that cannot be read; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What `reading.propose` is given: `words`, None for the languages' own; `note` tells why it is these."""

    words: Mapping[str, str] | None = None
    note: str = ""


def parse_words(text: str) -> dict[str, str]:
    """Word, or its beginning ending in `*` → its category, in the order of the lines.

    Raises `WordListError` with a sentence for the first line that cannot be read.
    """
    words: dict[str, str] = {}
    stood: dict[str, int] = {}
    names: dict[str, str] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name = _category(number, line)
        name = names.setdefault(name.casefold(), name)
        for word in _words(number, name, line.partition(":")[2]):
            if words.setdefault(word, name) != name:
                raise WordListError(
                    number,
                    f"Line {number}: “{word}” stands for “{words[word]}” in line {stood[word]} already; "
                    "a word can speak for one category only.",
                )
            stood.setdefault(word, number)
    return words


def _category(number: int, line: str) -> str:
    """What stands before the colon."""
    before, colon, _ = line.partition(":")
    name = " ".join(before.split())
    if not colon:
        raise WordListError(
            number,
            f"Line {number} has no colon: write a category, a colon and its words, "
            "as in “Sanctions: sanction*, embargo”.",
        )
    if not name:
        raise WordListError(number, f"Line {number} names no category before its colon.")
    if len(name) > _LONGEST_NAME:
        raise WordListError(
            number, f"Line {number}: a category’s name is at most {_LONGEST_NAME} characters long."
        )
    return name


def _words(number: int, name: str, listed: str) -> list[str]:
    """The words after the colon as articles hold them: in lower case, `’` as `'`."""
    found = []
    for part in _PARTED.split(listed):
        word = unicodedata.normalize("NFC", part).strip().lower().replace("’", "'")
        if not word:
            continue
        if len(word.split()) > 1:
            raise WordListError(
                number,
                f"Line {number}: “{_short(word)}” is more than one word; put a comma between its words.",
            )
        if not _WORD.fullmatch(word):
            raise WordListError(
                number,
                f"Line {number}: “{_short(word)}” is no word; use letters and digits, “*” only at its end.",
            )
        found.append(word)
    if not found:
        raise WordListError(
            number, f"Line {number}: “{name}” has no words; write them after the colon, parted by commas."
        )
    return found


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"


def words_text(words: Mapping[str, str]) -> str:
    """The list as text, one line a category, in the order in which they first stand."""
    lines: dict[str, list[str]] = {}
    for word, name in words.items():
        lines.setdefault(name, []).append(word)
    return "".join(f"{name}: {', '.join(own)}\n" for name, own in lines.items())


def default_text() -> str:
    """The lists of all languages, as a person begins to change them."""
    return words_text(
        {word: name for language in LANGUAGES.values() for word, name in language.categories.items()}
    )


def list_path() -> Path:
    """Where the person's list stands, once it is kept."""
    return paths.own_config_dir() / FILE_NAME


def own_text() -> str:
    """The list as the person wrote it, else the default one. Raises `TimelineError` if it cannot be read."""
    kept = _kept()
    return default_text() if kept is None else kept


def keep_text(text: str) -> dict[str, str]:
    """Keep a list with the person; the default one is kept by having none. Gives what it says.

    Raises `WordListError` for a malformed line and `TimelineError` with what the disk refuses.
    """
    words = parse_words(text)
    content = text.encode("utf-8", "replace")
    if len(content) > _MOST_BYTES:
        raise TimelineError(f"The list is too long: at most {_MOST_BYTES // 1000:,} kB are kept.")
    path = list_path()
    try:
        if text.strip() == default_text().strip():
            path.unlink(missing_ok=True)
            return words
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TimelineError(f"“{path}” cannot be written: {error.strerror or error}.") from error
    replace_file(path, content)
    return words


def own_words() -> OwnWords:
    """The list that articles are read with; one that cannot be read stops no article, but is told."""
    try:
        kept = _kept()
        return OwnWords(None if kept is None else parse_words(kept))
    except TimelineError as problem:
        return OwnWords(note=f"Your words for categories were not used. {problem}")


def _kept() -> str | None:
    """The file's text; None where there is none."""
    path = list_path()
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise TimelineError(f"“{path}” is too long for a word list.")
        return content.decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise TimelineError(f"“{path}” is not text in UTF-8.") from error
    except OSError as error:
        raise TimelineError(f"“{path}” cannot be read: {error.strerror or error}.") from error
