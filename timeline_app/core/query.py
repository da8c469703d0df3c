"""The query language of the search box: text → Query; holds no events and answers nothing itself.

    potash sanctions      both words, in any text of an event, in any order
    "lifting sanctions"   a phrase, within one text
    pota*                 words that begin so; the last word of a query is taken so by itself, because it may
                          still be being typed, unless a blank or a quotation mark ends it, or a minus
                          stands before it
    -talks                not this
    potash OR talks       either of the two neighbours (OR binds closer than the space)
    tag:prisoners category:"Foreign policy" source:reuters
    before:2021 after:"13 Dec 2025" on:2025-12-13

A name after `tag:`, `category:` or `source:` fits where its words stand in the name, one after the other.
Dates are what people type, and must be quoted where they hold spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from timeline_app.core.dates import DateStyle, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.core.fold import tokens


class QueryError(TimelineError):
    """A query that cannot be understood; `position` is the code point (from 0) where it goes wrong."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.position = position


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after the other within one text.

    `tokens` are folded (`core.fold.tokens`) and never empty; with `prefix` the last of them may be only the
    beginning of a word; `phrase` says that it was quoted or is more than one token.
    """

    tokens: tuple[str, ...]
    prefix: bool = False
    phrase: bool = False


class NameField(StrEnum):
    """What a name is looked for in."""

    TAG = "tag"
    CATEGORY = "category"
    SOURCE = "source"


class DateRelation(StrEnum):
    """How an event stands to a date: overlaps it, ends before its first second, begins after its last."""

    ON = "on"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class NameTerm:
    """`tag:`, `category:` or `source:` and the words of a name."""

    field: NameField
    term: Term


@dataclass(frozen=True, slots=True)
class DateTerm:
    """`before:`, `after:` or `on:` a date, understood as `edtf`."""

    relation: DateRelation
    edtf: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition, or its opposite."""

    condition: Term | NameTerm | DateTerm
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Groups of alternatives: of every group one clause must hold; no group lets all through."""

    groups: tuple[tuple[Clause, ...], ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases that the store must answer, each once, in the order they were typed."""
        found = (clause.condition for group in self.groups for clause in group)
        return tuple(dict.fromkeys(term for term in found if isinstance(term, Term)))


def text_terms(query: Query) -> tuple[Term, ...]:
    """The words and phrases of a query that the store must answer."""
    return query.terms


#: Quotation marks as they are typed and pasted; any closing one ends what any opening one began.
_OPENING = '"“„«'
_CLOSING = '"”“»'

#: Names that people try, and the one that works.
_MEANT = {
    "tags": "tag",
    "topic": "tag",
    "person": "tag",
    "organisation": "tag",
    "organization": "tag",
    "place": "tag",
    "categories": "category",
    "sources": "source",
    "publisher": "source",
    "date": "on",
    "since": "after",
    "until": "before",
}

_FIELD = re.compile(r"([A-Za-z]+):")
_OR = re.compile(r"OR(?=\s|$)")
_BLANK = re.compile(r"\s*")
_WORD = re.compile(r"\S+")

_NAME_FIELDS = frozenset(field.value for field in NameField)
_DATE_RELATIONS = frozenset(relation.value for relation in DateRelation)
_EXAMPLES = {"tag": "potash", "category": "Sanctions", "source": "Reuters"}


@dataclass(slots=True)
class _Parser:
    """Reads one query from left to right; `at` is the place reached."""

    text: str
    today: str
    style: DateStyle
    day_first: bool | None
    at: int = 0

    def query(self) -> Query:
        groups: list[tuple[Clause, ...]] = []
        alternatives: list[Clause] = []
        or_at = -1  # where the OR stands that still waits for what comes after it
        self._skip_blanks()
        while self.at < len(self.text):
            start = self.at
            if self._take_or():
                if or_at >= 0 or not alternatives:
                    raise QueryError("OR stands between two things: something is missing before it.", start)
                or_at = start
                continue
            clause = self._clause()
            self._skip_blanks()
            if clause is None:  # punctuation alone asks for nothing
                continue
            if or_at < 0 and alternatives:
                groups.append(tuple(alternatives))
                alternatives = []
            alternatives.append(clause)
            or_at = -1
        if or_at >= 0:
            raise QueryError("OR stands between two things: something is missing after it.", or_at)
        if alternatives:
            groups.append(tuple(alternatives))
        return Query(tuple(groups))

    def _skip_blanks(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take_or(self) -> bool:
        if _OR.match(self.text, self.at) is None:
            return False
        self.at += len("OR")
        self._skip_blanks()
        return True

    def _clause(self) -> Clause | None:
        start = self.at
        negated = self.text[start] in "-−"
        if negated:
            self.at += 1
            if self.at == len(self.text) or self.text[self.at].isspace():
                raise QueryError(
                    "A minus stands right before what it leaves out, with no space between.", start
                )
        condition = self._field(negated) or self._words(negated)
        return None if condition is None else Clause(condition, negated)

    def _field(self, negated: bool) -> NameTerm | DateTerm | None:
        """`tag:…` and its like; None where no known name stands before a colon."""
        found = _FIELD.match(self.text, self.at)
        if found is None:
            return None
        start, name = self.at, found[1].lower()
        if name in _MEANT:
            raise QueryError(
                f"There is no “{name}:”; write {_MEANT[name]}: instead, or quotation marks around it.",
                start,
            )
        if name in _NAME_FIELDS:
            self.at = found.end()
            term = self._words(negated)
            if term is None:
                raise QueryError(
                    f"A name is missing after {name}: (such as {name}:{_EXAMPLES[name]}).", start
                )
            return NameTerm(NameField(name), term)
        if name in _DATE_RELATIONS:
            self.at = found.end()
            return DateTerm(DateRelation(name), self._date(name, start))
        return None

    def _value(self) -> tuple[str, bool, int]:
        """A quoted text or a run without blanks: it, whether it was quoted, and where it begins."""
        start = self.at
        if start < len(self.text) and self.text[start] in _OPENING:
            ends = [place for mark in _CLOSING if (place := self.text.find(mark, start + 1)) >= 0]
            if not ends:
                raise QueryError("A quotation mark is not closed: put another one after the phrase.", start)
            self.at = min(ends) + 1
            return self.text[start + 1 : min(ends)], True, start + 1
        found = _WORD.match(self.text, start)
        self.at = found.end() if found else start
        return self.text[start : self.at], False, start

    def _words(self, negated: bool) -> Term | None:
        """A word or phrase; None where it holds neither letter nor digit. What is left out does not grow."""
        value, quoted, start = self._value()
        starred = value.endswith("*") and not quoted
        if quoted and self.text[self.at : self.at + 1] == "*":
            starred = True
            self.at += 1
        found = tuple(tokens(value))
        if not found:
            if starred:
                raise QueryError("A * needs the beginning of a word before it.", start)
            return None
        growing = not (quoted or negated) and self.at == len(self.text) and bool(tokens(value[-1]))
        return Term(found, prefix=starred or growing, phrase=quoted or len(found) > 1)

    def _date(self, name: str, start: int) -> str:
        value, _, at = self._value()
        if not value.strip():
            raise QueryError(
                f'A date is missing after {name}: (such as {name}:2021 or {name}:"13 Dec 2025").', start
            )
        try:
            understood = read_date(value, today=self.today, style=self.style, day_first=self.day_first)
        except TimelineError as trouble:
            raise QueryError(str(trouble), at) from trouble
        if understood.question:
            raise QueryError(understood.question, at)
        if understood.edtf in ("", "XXXX"):
            raise QueryError(f"{name}: needs a date, and “{value}” is none.", at)
        return understood.edtf


def parse_query(
    text: str, *, today: str, style: DateStyle | None = None, day_first: bool | None = None
) -> Query:
    """The query that a text asks for; an empty text asks for nothing and lets every event through.

    `today` is an EDTF day, for dates such as `after:yesterday`. Raises `QueryError` with its position.
    """
    return _Parser(text, today, style or DateStyle(), day_first).query()
