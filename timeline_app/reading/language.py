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

    - of sentences: `abbreviations`, whose full stop ends none, and `ending`, those of them that may stand
      last; `frequent`, words too common to name a topic, with which a sentence may begin anew;
    - of verbs: `reporting` (verbs of saying), `saying` (those that follow a quotation), `auxiliaries`,
      `past` and `irregular` (how past tenses end), `happened` and `stems` (verbs of things that happen:
      whole, and by their first two letters their beginnings), `plans` (words of what is still to come);
    - of clauses: `conjunctions`, `joints` (words before which a title may end), `dangling` (words with
      which none ends), `leading` (words dropped with the date behind them), `openings` (words dropped at a
      beginning), `that`, `according`;
    - of what is no news: `nobody` (with which a sentence begins that denies), `habits` (“often”, “later”: on
      no one day), `observers` (who only comment), `opinions` (verbs of thinking), `backward` (with which a
      sentence goes back in time), `at_first` (words before a verb that do so), `earlier` (auxiliaries of a
      past before the past), `between` (words between an auxiliary and its verb), `plural_nouns`, `going_on`
      and `manner` (endings of nouns that look like verbs of saying, of verbs that go on, of adverbs);
    - of names: `pronouns`, of them `persons` that stand for a name, `honorifics`, `bodies` (words in the
      names of organisations), `places` (words that lead to a place), `articles`, `no_event` (with which a
      line begins that tells of no event).
    """

    abbreviations: frozenset[str]
    ending: frozenset[str]
    frequent: frozenset[str]
    reporting: frozenset[str]
    saying: frozenset[str]
    auxiliaries: frozenset[str]
    past: tuple[str, ...]
    irregular: frozenset[str]
    ungoverned: frozenset[str]
    happened: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    plans: frozenset[str]
    conjunctions: frozenset[str]
    joints: frozenset[str]
    weak_joints: frozenset[str]
    dangling: frozenset[str]
    leading: frozenset[str]
    openings: frozenset[str]
    that: frozenset[str]
    according: frozenset[str]
    pronouns: frozenset[str]
    persons: frozenset[str]
    honorifics: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    articles: frozenset[str]
    measuring: tuple[str, ...]
    peoples: tuple[str, ...]
    no_event: frozenset[str]
    of: str
    nobody: frozenset[str]
    habits: frozenset[str]
    observers: frozenset[str]
    opinions: frozenset[str]
    backward: frozenset[str]
    at_first: frozenset[str]
    earlier: frozenset[str]
    between: frozenset[str]
    plural_nouns: tuple[str, ...]
    going_on: tuple[str, ...]
    manner: tuple[str, ...]


def words_in(text: str) -> frozenset[str]:
    """The words of a text written for readers of the code."""
    return frozenset(text.split())


def whole_and_stems(text: str) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Words as they stand, and those that end in `*` by their first two letters."""
    words = text.split()
    stems: dict[str, tuple[str, ...]] = {}
    for word in words:
        if word.endswith("*"):
            stems[word[:2]] = (*stems.get(word[:2], ()), word[:-1])
    return frozenset(word for word in words if not word.endswith("*")), stems


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
    - `completed_rules`: rows of the table whose dates lack only what the day of publication tells;
    - `measured_from`: rows whose dates, after one of `starts`, are what something is compared with;
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
    completed_rules: frozenset[str]
    measured_from: frozenset[str]
    speech: Speech
    categories: Mapping[str, str]

    def is_date_word(self, word: str) -> bool:
        """Whether a capitalised word is the name of a month or a weekday."""
        low = word.lower()
        words = self.table.words
        return low in words.get("mlow", {}) or low in words.get("weekday", {})
