"""Names and topics of an article, for tags and categories: found by capital letters and by being repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_app.core.event import TagKind
from timeline_app.core.records import TagRecord
from timeline_app.reading.clauses import starts_with_any
from timeline_app.reading.language import Language

#: Capitalised words in a row; “of” and “the” may stand between them, as in “Bank of England”.
_NAME = re.compile(
    r"[^\W\d_a-zа-яё][\w’'.-]{0,30}(?:\s(?:(?:of|the|de|von|van|al)\s){0,2}[^\W\d_a-zа-яё][\w’'.-]{0,30}){0,4}"
)
_TOPIC = re.compile(r"\b[^\W\d_A-ZА-ЯЁ]{5,30}\b")
_MOST_TAGS = 5
_TOPIC_TIMES = 3
_MOST_TOPICS = 12
#: No more of a text is looked at for names and topics; the rest repeats them.
_MOST_CHARS = 400_000


@dataclass(frozen=True, slots=True)
class Names:
    """What an article is about: its names with their `kinds`, the commonest first, and its `topics`."""

    kinds: Mapping[str, TagKind]
    topics: Sequence[str]


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
    return Names(kinds, topics[:_MOST_TOPICS])


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
    present = frozenset(re.findall(r"[^\W_]+", passages))
    made: dict[str, TagRecord] = {}
    for name, kind in names.kinds.items():
        if len(made) >= _MOST_TAGS:
            break
        if (
            present.issuperset(re.findall(r"[^\W_]+", name))
            and name in passages
            and not any(name in other for other in made)
        ):
            made[name] = TagRecord(name, kind)
    for topic in names.topics:
        if len(made) >= _MOST_TAGS:
            break
        if topic in present:
            made[topic] = TagRecord(topic)
    return tuple(made.values())


def category_for(words: Sequence[str], categories: Mapping[str, str]) -> str:
    """The category that most words of an event speak for; `""` where none does."""
    votes: Counter[str] = Counter()
    for pattern, category in categories.items():
        votes[category] += sum(starts_with_any(word, (pattern,)) for word in words)
    best = max(votes.values(), default=0)
    return next((category for category, count in votes.items() if count == best), "") if best else ""
