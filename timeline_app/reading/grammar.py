"""Grammars as data: rows of patterns over words become matchers over symbols; knows no language and no dates.

A text is cut into tokens, each token becomes one character that stands for all the classes the token belongs
to (“May” is a month; “5” is a day, an hour and a number), and a row of the grammar becomes a regular
expression over these characters. A row is written as

    the? @nth=day of? @month=month ,? @year=year

where a bare word stands for itself, `@class` for any word of a class, `=name` keeps it, `?` makes it optional
and `( … | … )` chooses. There is no repetition: every row has a longest match of some twenty tokens, so that
reading costs the length of the text times a constant, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from timeline_app.reading.values import Asked, Cancelled

#: What a word or number stands for: 8 for “August”, -1 for “last”.
Meant = int | float | str
#: The class of everything a token may be, and what it means there.
Classes = Mapping[str, Meant]

#: A number with what is written onto it (`1990s`, `13th`, `10:30`, `12.12.2025`, `2025-12-13T20:00Z`,
#: `198X`); a word; an empty line, which no expression crosses; any other sign. Longer numbers are no dates.
_TOKENS = (
    r"\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d){0,2}(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?:[~?%](?![\w~?%]))?(?![\d-])",
    r"\d{4}-\d\d(?:[~?%](?![\w~?%]))?(?![\w-])",
    r"\d{2,3}X{1,2}(?!\w)",
    r"\d{1,32}(?:[.,:/]\d{1,8}){0,4}[^\W\d_]{0,8}",
    r"[^\W\d_]+",
    r"\n[^\S\n]*\n",
    r"[^\w\s]|\d+|_",
)
_OTHER, _BREAK = ".", "\n"
_FIRST_SYMBOL = 0x4E00
_ISLAND = re.compile(rf"[^{_OTHER}{_BREAK}]+")
#: How much is read at a time: memory stays small and a wish to stop is heard.
_BLOCK_CHARS = 1 << 16
_LONGEST_TOKEN = 40
_SIGNS = ("(", ")", "|", "?")
_PIECE = re.compile(r"\(|\)|\||[^\s()|?]+\??|\?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the grammar: its name, its pattern, what it means, and what is always meant with it."""

    name: str
    pattern: str
    meaning: str
    fixed: Mapping[str, Meant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A token that a row kept: where it stands and what it means."""

    start: int
    end: int
    meant: Meant


@dataclass(frozen=True, slots=True)
class Match:
    """A row found at [start, end); `before` and `after` are the neighbouring tokens, in lower case."""

    rule: Rule
    start: int
    end: int
    parts: Mapping[str, Part]
    before: str
    after: str

    def __getitem__(self, name: str) -> Meant:
        part = self.parts.get(name)
        return self.rule.fixed[name] if part is None else part.meant

    def __contains__(self, name: object) -> bool:
        return name in self.parts or name in self.rule.fixed

    def number(self, name: str, default: int = 0) -> int:
        """What was kept under `name`, as a whole number."""
        return int(self[name]) if name in self else default

    def text(self, name: str) -> str:
        """What was kept under `name`, as a text; `""` where nothing was."""
        return str(self[name]) if name in self else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A language's grammar as it is written down.

    - `words`: class → word → what it means; words stand in lower case and are found in any case, unless they
      begin with a capital letter: then only as they stand, or all in capitals;
    - `compounds`: regular expressions of words that count as one token (“twenty-first”);
    - `numbers`: the classes of a token that begins with a digit;
    - `samples`: tokens that between them show every combination of classes that numbers can have;
    - `triggers`: classes of which at least one must stand in whatever is found.
    """

    words: Mapping[str, Mapping[str, Meant]]
    compounds: tuple[str, ...]
    numbers: Callable[[str], Classes]
    samples: tuple[str, ...]
    rules: tuple[Rule, ...]
    triggers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A rule ready to be tried: its groups' names and classes, and the symbols it may begin with."""

    rule: Rule
    regex: re.Pattern[str]
    kept: Mapping[str, tuple[str, tuple[str, ...]]]
    first: frozenset[str]


def rules(rows: str, short: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules that a text holds, one a line: `name :: meaning | key=value … :: pattern`.

    A line that is indented goes on with the one before, a line that begins with `#` is a heading; `short` are
    pieces of patterns that rows (and later pieces) write as `{name}`.
    """
    pieces: dict[str, str] = {}
    for name, piece in short.items():
        pieces[name] = piece.format(**pieces)
    made = []
    for line in rows.strip().replace("\n    ", " ").splitlines():
        if not line or line.startswith("#"):
            continue
        name, told, pattern = (part.strip() for part in line.split("::"))
        meaning, _, always = told.partition("|")
        fixed = dict(each.split("=", 1) for each in always.split())
        made.append(
            Rule(name, pattern.format(**pieces), meaning.strip(), {k: _number(v) for k, v in fixed.items()})
        )
    return tuple(made)


def _number(text: str) -> Meant:
    return int(text) if text.removeprefix("-").isdigit() else text


class Grammar:
    """A table made ready to find its rows in texts; holds no state of any text."""

    def __init__(self, table: Table) -> None:
        self._numbers = table.numbers
        self._token = re.compile("|".join((*table.compounds, *_TOKENS)), re.IGNORECASE)
        self._words: dict[str, dict[str, Meant]] = {}
        for name, words in table.words.items():
            for word, meant in words.items():
                for form in {word, word.upper()} if word[:1].isupper() else {word}:
                    self._words.setdefault(form, {})[name] = meant
        patterns = [_PIECE.findall(rule.pattern) for rule in table.rules]
        for literal in {piece for pieces in patterns for piece in map(_literal, pieces) if piece}:
            self._words.setdefault(literal, {})[f"“{literal}”"] = literal
        self._symbols: dict[frozenset[str], str] = {}
        forms = {form for word in self._words for form in (word, word.capitalize(), word.upper())}
        for classes in [*map(self.classes, forms), *map(table.numbers, table.samples)]:
            self._symbols.setdefault(frozenset(classes), chr(_FIRST_SYMBOL + len(self._symbols)))
        self._symbols[frozenset()] = _OTHER
        self._triggers = re.compile(f"[{self._of(*table.triggers)}]")
        rows = [self._row(rule, pieces) for rule, pieces in zip(table.rules, patterns, strict=True)]
        self._starting = {
            symbol: [row for row in rows if symbol in row.first] for symbol in self._symbols.values()
        }

    def find(self, text: str, cancelled: Asked) -> Iterator[Match]:
        """Every row in the text, leftmost first and longest there; the earlier row where two are as long."""
        seen: dict[str, str] = {"\n\n": _BREAK}
        for start, end in blocks(text):
            if cancelled():
                raise Cancelled
            tokens = [found.span() for found in self._token.finditer(text, start, end)]
            words = [text[a:b] for a, b in tokens]
            for word in set(words).difference(seen):
                seen[word] = self._symbol(word)
            symbols = "".join([seen[word] for word in words])
            if len(seen) > _BLOCK_CHARS:
                seen = {"\n\n": _BREAK}
            for island in _ISLAND.finditer(symbols):
                if self._triggers.search(symbols, island.start(), island.end()):
                    yield from self._in_island(symbols, island.span(), words, tokens)

    def classes(self, word: str) -> Classes:
        """All that a token may be."""
        if len(word) > _LONGEST_TOKEN:
            return {}
        if word[0].isdigit():
            return self._numbers(word)
        exact = self._words.get(word)
        lower = self._words.get(word.lower())
        return {**lower, **exact} if exact is not None and lower is not None else exact or lower or {}

    def _symbol(self, word: str) -> str:
        if word[0] == "\n":
            return _BREAK
        return self._symbols.get(frozenset(self.classes(word)), _OTHER)

    def _in_island(
        self, symbols: str, island: tuple[int, int], words: list[str], tokens: list[tuple[int, int]]
    ) -> Iterator[Match]:
        place, end = island
        while place < end:
            best: re.Match[str] | None = None
            best_row: _Row | None = None
            for row in self._starting[symbols[place]]:
                found = row.regex.match(symbols, place)
                if found is not None and (best is None or found.end() > best.end()):
                    best, best_row = found, row
            if best is None or best_row is None:
                place += 1
                continue
            parts = {}
            for group, (name, classes) in best_row.kept.items():
                at = best.start(group)
                if at >= 0:
                    meant = self.classes(words[at])
                    parts[name] = Part(*tokens[at], next(meant[each] for each in classes if each in meant))
            last = best.end()
            before = words[place - 1].lower() if place else ""
            after = words[last].lower() if last < len(words) else ""
            yield Match(best_row.rule, tokens[place][0], tokens[last - 1][1], parts, before, after)
            place = last

    def _row(self, rule: Rule, pieces: list[str]) -> _Row:
        """A row as a regular expression over symbols."""
        made = []
        kept: dict[str, tuple[str, tuple[str, ...]]] = {}
        for piece in pieces:
            if piece in _SIGNS:
                made.append("(?:" if piece == "(" else piece)
                continue
            core, optional = (piece[:-1], "?") if piece.endswith("?") else (piece, "")
            if not core.startswith("@"):
                made.append(f"[{self._of(f'“{core}”')}]{optional}")
                continue
            named, _, name = core[1:].partition("=")
            classes = tuple(named.split("+"))
            symbols = f"[{self._of(*classes)}]"
            if name:
                kept[group := f"g{len(kept)}"] = (name, classes)
                symbols = f"(?P<{group}>{symbols})"
            made.append(symbols + optional)
        pattern = "".join(made)
        return _Row(rule, re.compile(pattern), kept, frozenset(_choices(pattern, 0)[0]))

    def _of(self, *classes: str) -> str:
        """The symbols of every token that belongs to one of the classes."""
        symbols = "".join(symbol for known, symbol in self._symbols.items() if not known.isdisjoint(classes))
        if not symbols:
            raise ValueError(f"no word is in the class {' or '.join(classes)}")
        return symbols


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces of bounded length, cut at line ends or blanks where there are any."""
    start = 0
    while len(text) - start > _BLOCK_CHARS:
        limit = start + _BLOCK_CHARS
        cut = text.rfind("\n", start + 1, limit)
        if cut < 0:
            cut = text.rfind(" ", start + 1, limit)
        end = cut + 1 if cut > 0 else limit
        yield start, end
        start = end
    yield start, len(text)


def _literal(piece: str) -> str:
    """The bare word of a piece of a pattern, `""` where it is none."""
    return "" if piece.startswith("@") or piece in _SIGNS else piece.removesuffix("?")


def _choices(pattern: str, place: int) -> tuple[set[str], int]:
    """First symbols of the choice that begins at `place`, and where it ends (at its bracket or the end).

    The empty match is told by "" among the symbols.
    """
    result: set[str] = set()
    here: set[str] = {""}
    while place < len(pattern) and pattern[place] != ")":
        if pattern[place] == "|":
            result |= here
            here = {""}
            place += 1
            continue
        if pattern.startswith("(?P<", place):
            place = pattern.index(">", place) + 1
            end = pattern.index("]", place)
            item = set(pattern[place + 1 : end])
            place = end + 2
        elif pattern.startswith("(?:", place):
            item, place = _choices(pattern, place + 3)
            place += 1
        else:
            end = pattern.index("]", place)
            item = set(pattern[place + 1 : end])
            place = end + 1
        if place < len(pattern) and pattern[place] == "?":
            item = item | {""}
            place += 1
        if "" in here:
            here = (here - {""}) | item
    return result | here, place
