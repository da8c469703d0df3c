"""Names and topics of an article, for tags and categories: found by capital letters and by being repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_app.core.event import TagKind
from timeline_app.core.records import TagRecord
from timeline_app.reading.language import Language

#: Capitalised words in a row; “of” and “the” may stand between them, as in “Bank of England”;
#: a small letter may lead the first, as in “iPhone”.
_NAME = re.compile(
    r"(?<!\w)[a-z]?[^\W\d_a-zа-яё][\w’'.-]{0,30}(?:\s(?:(?:of|the|de|von|van|al)\s){0,2}[^\W\d_a-zа-яё][\w’'.-]{0,30}){0,4}"
)
_TOPIC = re.compile(r"\b[^\W\d_A-ZА-ЯЁ]{5,30}\b")
_WORD = re.compile(r"[^\W_]+")
_MOST_TAGS = 5
_TOPIC_TIMES = 3
_MOST_TOPICS = 12
#: No more of a text is looked at for names and topics; the rest repeats them.
_MOST_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class Names:
    """What an article is about: its names with their `kinds`, the commonest first, and its `topics`.

    `ranks` is the order of the names, `by_word` finds them by their first words.
    """

    kinds: Mapping[str, TagKind]
    topics: Sequence[str]
    ranks: Mapping[str, int]
    by_word: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands at [start, end)."""

    start: int
    end: int
    name: str


def names_in(text: str, start: int, end: int, language: Language) -> list[Named]:
    """The capitalised names of a span, but for words that stand first and are common ones."""
    made = []
    for found in _NAME.finditer(text, start, min(end, start + _MOST_CHARS)):
        begin, name = found.start(), found[0]
        head, _, rest = name.partition(" ")
        while rest and head.lower().strip(".") in language.speech.frequent | language.speech.honorifics:
            begin += len(head) + 1
            name = rest.lstrip()
            head, _, rest = name.partition(" ")
        name = re.sub(r"[’']s?$", "", name.rstrip(".,-")).strip()
        low = name.lower()
        common = low in language.speech.frequent or low in language.speech.pronouns
        if len(name) < 2 or (common and not name.isupper()) or low.endswith(language.speech.peoples):
            continue
        if language.is_date_word(name) or any(language.is_date_word(word) for word in name.split()[:1]):
            continue
        made.append(Named(begin, begin + len(name), name))
    return made


def article_names(text: str, firsts: frozenset[int], language: Language) -> Names:
    """The names and topics of an article; `firsts` are the places where its sentences begin."""
    speech = language.speech
    found = names_in(text, 0, len(text), language)
    certain = {each.name for each in found if each.start not in firsts}
    counts = Counter(each.name for each in found if each.name in certain or " " in each.name)
    kinds: dict[str, TagKind] = {}
    for name, _ in counts.most_common(200):
        kinds[name] = TagKind.TOPIC
    for each in found:
        if each.name in kinds:
            kind = _kind(text, each, counts, speech.bodies, speech.honorifics, speech.saying, speech.places)
            if kind is not TagKind.TOPIC and kinds[each.name] is TagKind.TOPIC:
                kinds[each.name] = kind
    low = Counter(word for word in _TOPIC.findall(text[:_MOST_CHARS]) if word not in speech.frequent)
    topics = [
        word
        for word, times in low.most_common(60)
        if times >= _TOPIC_TIMES and word not in speech.reporting and not word.endswith(("ly", "ing", "ed"))
    ]
    by_word: dict[str, list[str]] = {}
    for name in kinds:
        for word in _WORD.findall(name)[:1]:
            by_word.setdefault(word, []).append(name)
    return Names(kinds, topics[:_MOST_TOPICS], {name: place for place, name in enumerate(kinds)}, by_word)


def _kind(
    text: str,
    named: Named,
    counts: Mapping[str, int],
    bodies: frozenset[str],
    honorifics: frozenset[str],
    saying: frozenset[str],
    places: frozenset[str],
) -> TagKind:
    words = named.name.split()
    low = [word.lower().strip(".") for word in words]
    if bodies.intersection(low) or (len(words) == 1 and named.name.isupper() and len(named.name) > 2):
        return TagKind.ORGANISATION
    before = text[max(0, named.start - 24) : named.start].lower().split()
    after = text[named.end : named.end + 16].lower().strip(" ,").split()
    if before and before[-1].strip(".,") in honorifics:
        return TagKind.PERSON
    apposition = text[named.end : named.end + 5].startswith((", a ", ", an ", ", the"))
    if len(words) in (2, 3) and apposition:
        return TagKind.PERSON
    if len(words) in (2, 3) and (counts.get(words[-1], 0) or (after and after[0] in saying)):
        return TagKind.PERSON
    if len(words) == 1 and before and before[-1] == "in":
        return TagKind.PLACE
    return TagKind.TOPIC


def tags_for(text: str, spans: Sequence[tuple[int, int]], names: Names) -> tuple[TagRecord, ...]:
    """Tags of an event from the names and topics that its passages hold; the article's commonest first."""
    passages = " ".join(text[start:end] for start, end in spans)
    present = frozenset(_WORD.findall(passages))
    made: dict[str, TagRecord] = {}
    for name in sorted(
        {each for word in present for each in names.by_word.get(word, ())}, key=names.ranks.__getitem__
    ):
        if len(made) >= _MOST_TAGS:
            break
        if (
            present.issuperset(_WORD.findall(name))
            and name in passages
            and not any(name in other for other in made)
        ):
            made[name] = TagRecord(name, names.kinds[name])
    for topic in names.topics:
        if len(made) >= _MOST_TAGS:
            break
        if topic in present:
            made[topic] = TagRecord(topic)
    return tuple(made.values())


def category_for(words: Sequence[str], categories: WordList) -> str:
    """The category that most words of an event speak for; `""` where none does."""
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(categories.spoken_for(word))
    best = max(votes.values(), default=0)
    return min(
        (name for name, count in votes.items() if count == best), key=categories.order.index, default=""
    )


class WordList:
    """A person's word list made ready to be asked of many words; changes nothing of it."""

    def __init__(self, categories: Mapping[str, str]) -> None:
        """`categories`: a word, or its beginning ending in `*`, → its category; the first wins a tie."""
        self.order = list(dict.fromkeys(categories.values()))
        self._whole = {word: name for word, name in categories.items() if not word.endswith("*")}
        self._stems = {word[:-1]: name for word, name in categories.items() if word.endswith("*")}
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known: dict[str, tuple[str, ...]] = {}

    def spoken_for(self, word: str) -> tuple[str, ...]:
        """The categories that a word in lower case speaks for."""
        known = self._known.get(word)
        if known is None:
            found = [self._whole.get(word), *(self._stems.get(word[:length]) for length in self._lengths)]
            known = self._known[word] = tuple(dict.fromkeys(filter(None, found)))
        return known
