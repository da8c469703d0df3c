"""What a language is to the reader of articles: its table of dates and its lists of words; holds no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from timeline_app.reading.grammar import Table


class Side(IntEnum):
    """What a word before a date says of the event's place in time."""

    SINCE = 1
    UNTIL = 2
    BEFORE = 3
    AFTER = 4
    BY = 5


@dataclass(frozen=True, slots=True)
class Speech:
    """The words by which sentences, clauses and titles are told apart; all in lower case.

    - `abbreviations`: words whose full stop ends no sentence;
    - `reporting`: verbs of saying; `plans`: words of what is still to come; `frequent`: words too common to
      name a topic; `pronouns`: words that point back, with which no title begins;
    - `happened`: verbs of things that happen, by which a sentence is worth more; a `*` ends a beginning;
    - `titles_drop`: words that a title may lose at its ends; `joints`: words at which a clause may end.
    """

    abbreviations: frozenset[str]
    reporting: frozenset[str]
    plans: frozenset[str]
    frequent: frozenset[str]
    pronouns: frozenset[str]
    happened: tuple[str, ...]
    prepositions: frozenset[str]
    joints: frozenset[str]
    articles: frozenset[str]
    auxiliaries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code: the table of its dates, the words around them, the words of its sentences.

    - `sides`: a word before a date → what it says; `starts` and `ends`: what may stand before and between
      the two dates of a span (“from … to …”), `choices` likewise of “between … and …”;
    - `approximate`: words before a date that make it “about”; `denials`: words that turn “until” round;
    - `guides`: words after which a month name or a number is a date; `shy` and `shy_seasons`: numbers of the
      months and seasons that are common words too and need one;
    - `counted`, and words ending in `plural` but for `not_counted`: what a number counts that is no year;
      `no_year_after`: words whose number is a name; `ages`: words of people's ages;
    - `time_joints`: what may stand between a time of day and its day;
    - `owning`: words after which “the fall” is somebody's; `opening`: what a first half is called;
    - `categories`: the word list to begin with, a word or its beginning ending in `*` → a category.
    """

    code: str
    table: Table
    sides: Mapping[str, Side]
    starts: frozenset[str]
    ends: frozenset[str]
    choices: Mapping[str, str]
    approximate: frozenset[str]
    denials: frozenset[str]
    guides: frozenset[str]
    shy: frozenset[int]
    shy_seasons: frozenset[int]
    counted: frozenset[str]
    plural: str
    not_counted: frozenset[str]
    no_year_after: frozenset[str]
    ages: frozenset[str]
    time_joints: frozenset[str]
    opening: str
    owning: frozenset[str]
    speech: Speech
    categories: Mapping[str, str]
