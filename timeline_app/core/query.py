"""The query language of the search box: text → Query; holds no events and answers nothing itself.

    potash sanctions      both words, in any text of an event, in any order
    "lifting sanctions"   a phrase, within one text
    pota*                 words that begin so (the last word does, while it is being typed)
    -talks                not this
    potash OR talks       either of the two neighbours (OR binds closer than the space)
    tag:prisoners category:"Foreign policy" source:reuters
    before:2021 after:"13 Dec 2025" on:2025-12-13

A name after `tag:`, `category:` or `source:` fits where its words stand in the name, one after the other.
Dates are what people type, and must be quoted where they hold spaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline_app.core.errors import TimelineError


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
