"""The clause of a sentence that holds a date, and a title made of it: only words that stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from timeline_app.reading.language import Language, Speech

_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*|[^\w\s]|_", re.UNICODE)
#: A title's length in words: no more than this, and a cut leaves no fewer than that.
MOST_WORDS = 12
_LEAST_WORDS = 4
_ENOUGH_WORDS = 7
_QUOTES = {"“": "”", "«": "»", "(": ")", "[": "]"}
_BEFORE_COMMA = (",", "—", "–", "(", "“", '"')
#: What “today’s” leaves behind, in texts that part it too.
_POSSESSIVE = ("'", "’", "s", "'s")
_TRAILING = " \t\n,;:–—-.…/&"
#: A sentence is parted at one of its first signs, or not at all.
_MOST_SIGNS = 12
_LONGEST_SENTENCE = 4_000
_LONGEST_SUBJECT = 40


class Word(NamedTuple):
    """A word or sign of a sentence at the code points [start, end) of the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number rather than a sign."""
        return self.text[0].isalnum()


def words_of_span(text: str, start: int, end: int) -> list[Word]:
    """The words and signs of a span, in its order."""
    return list(_words(text, start, min(end, start + _LONGEST_SENTENCE)))


@lru_cache(maxsize=32)  # a sentence is asked about some six times for each of its dates
def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(
        Word(found.start(), found.end(), found[0], found[0].lower().replace("’", "'"))
        for found in _WORD.finditer(text, start, end)
    )


def is_past(word: str, speech: Speech) -> bool:
    """Whether a word is a verb of the past, by its look."""
    return word in speech.irregular or (len(word) > 4 and word.endswith(speech.past))


def tells_past(words: Sequence[Word], speech: Speech) -> bool:
    """Whether a sentence has a verb of the past, or a perfect, that no “will”, “to” or “is” governs."""
    for place, word in enumerate(words):
        if not is_past(word.low, speech):
            continue
        before = [each.low for each in words[max(0, place - 2) : place]]
        describes = bool(before) and before[-1] in speech.articles
        if not describes and not speech.ungoverned.intersection(before):
            return True
    return False


def has_verb(words: Sequence[Word], speech: Speech) -> bool:
    """Whether something like a verb is among the words."""
    return any(
        word.low in speech.auxiliaries
        or word.low in speech.reporting
        or is_occurrence(word.low, speech)
        or is_past(word.low, speech)
        for word in words
    )


def is_occurrence(word: str, speech: Speech) -> bool:
    """Whether a word tells of something that happens."""
    return word in speech.happened or any(word.startswith(stem) for stem in speech.stems.get(word[:2], ()))


def clause_around(
    text: str,
    start: int,
    end: int,
    date: tuple[int, int],
    others: Sequence[tuple[int, int]],
    language: Language,
) -> tuple[int, int]:
    """The part of a sentence that holds `date` and none of the `others`, as [start, end).

    A sentence is parted at “;” and at a comma before “and” or “but”, and only where both halves have a
    subject and a verb; else it is kept whole.
    """
    words = words_of_span(text, start, end)
    signs = [place for place, word in enumerate(words) if word.text in (";", ",")][:_MOST_SIGNS]
    cuts = [place for place in signs if _may_part(words, place, language.speech)]
    parts: list[tuple[int, int]] = []
    begin = 0
    for cut in [*cuts, len(words)]:
        if cut > begin:
            parts.append((words[begin].start, words[cut - 1].end))
        begin = cut + 1
        if begin < len(words) and words[begin].low in language.speech.conjunctions:
            begin += 1
    for low, high in parts:
        held = low <= date[0] and date[1] <= high
        if held and not any(low <= other[0] < high for other in others if other != date):
            return low, high
    return start, end


def _may_part(words: Sequence[Word], place: int, speech: Speech) -> bool:
    """Whether a clause may end at this sign."""
    sign = words[place].text
    if sign not in (";", ",") or place + 2 >= len(words):
        return False
    left, right = words[:place], words[place + 1 :]
    if sign == "," and right[0].low not in speech.conjunctions:
        return False
    if not has_verb(left, speech) or not has_verb(right, speech):
        return False
    subject = right[1:] if right[0].low in speech.conjunctions else right
    return bool(subject) and not has_verb(subject[:1], speech)


def title(
    text: str,
    spans: Sequence[tuple[int, int]],
    dates: Sequence[tuple[int, int]],
    subject: str,
    language: Language,
) -> str:
    """A title of at most twelve words for what the parts of a sentence tell: their words without date and
    attribution.

    `subject` is the last name before the clause, put in brackets for a pronoun at its beginning.
    """
    speech = language.speech
    words = [word for span in spans for word in words_of_span(text, *span)]
    kept = _without_dates(words, dates, speech)
    kept = _without_attribution(kept, speech)
    kept = _without_setting(_without_opening(kept, speech), speech)
    if not any(word.is_word for word in kept):
        kept = [word for word in words if word.is_word] or words
    kept = _cut(_with_verb_near(kept, speech), speech)
    made = _joined(text, kept).strip(_TRAILING)
    first = kept[0].low if kept else ""
    if subject and first in speech.persons:
        made = f"[{subject}]{made[len(kept[0].text) :]}"
    return made if kept and _has_capital(kept[0].text) else made[:1].upper() + made[1:]


def _has_capital(word: str) -> bool:
    """Whether a word such as “iPhone” begins small on purpose."""
    return any(letter.isupper() for letter in word[1:])


def _without_dates(words: list[Word], dates: Sequence[tuple[int, int]], speech: Speech) -> list[Word]:
    """The words but for dates, the prepositions that lead to them and a comma left over."""
    dropped: set[int] = set()
    for start, end in dates:
        inside = [place for place, word in enumerate(words) if word.start < end and word.end > start]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if not first and last + 1 < len(words) and words[last + 1].low in speech.auxiliaries:
            continue  # “2007 was the year of …”
        dropped.update(inside)
        while first and words[first - 1].low in speech.leading:
            first -= 1
            dropped.add(first)
        before = words[first - 1].text if first else ""
        while last + 1 < len(words) and words[last + 1].low in _POSSESSIVE:
            last += 1
            dropped.add(last)
        after = words[last + 1].text if last + 1 < len(words) else ""
        if after == "," and (not first or before in _BEFORE_COMMA):
            dropped.add(last + 1)
        if before == "(" and after == ")":
            dropped.update((first - 1, last + 1))
    return [word for place, word in enumerate(words) if place not in dropped]


def _without_attribution(words: list[Word], speech: Speech) -> list[Word]:
    """The words but for “officials said” at an end, “according to X,” and “X said that” at the beginning."""
    if words and words[0].low in speech.according:
        comma = next((place for place, word in enumerate(words) if word.text == ","), 0)
        words = words[comma + 1 :] if comma else words
    for place, word in enumerate(words[:-3]):
        if word.low in speech.reporting and words[place + 1].low in speech.that:
            rest = words[place + 2 :]
            if rest[0].low not in speech.pronouns and has_verb(rest, speech):
                words = rest
            break
    for place in range(len(words) - 1, max(len(words) - 9, 2), -1):
        if words[place].text != ",":
            continue
        tail = words[place + 1 :]
        if any(word.text == "," for word in tail):  # “…, he said, …”: the sentence goes on
            break
        if tail and (tail[0].low in speech.according or any(word.low in speech.saying for word in tail[:5])):
            words = words[:place]
    return words


def _without_opening(words: list[Word], speech: Speech) -> list[Word]:
    """The words but for signs and joining words at the beginning."""
    place = 0
    while place < len(words) - 2:
        word = words[place]
        if word.is_word and word.low not in speech.openings:
            break
        if word.text in _QUOTES or word.text == '"':
            break
        place += 1
    return words[place:]


def _without_setting(words: list[Word], speech: Speech) -> list[Word]:
    """The words but for a place or time before the first comma: “At the conference, Jobs unveiled …”."""
    comma = next((place for place, word in enumerate(words[:20]) if word.text == ","), 0)
    if not comma or words[0].low not in speech.leading | speech.weak_joints:
        return words
    rest = words[comma + 1 :]
    told = has_verb(rest, speech) and not has_verb(rest[:1], speech)
    return rest if told and not has_verb(words[:comma], speech) else words


def _with_verb_near(words: list[Word], speech: Speech) -> list[Word]:
    """The words with a shorter subject, where the first verb would not get into a title: only the name before
    the verb, or what stands before “, the head of …,”.
    """
    verb = next(
        (
            place
            for place, word in enumerate(words[:_LONGEST_SUBJECT])
            if word.low in speech.auxiliaries or word.low in speech.reporting or is_past(word.low, speech)
        ),
        0,
    )
    if sum(word.is_word for word in words[:verb]) < MOST_WORDS - 1:
        return words
    if words[verb - 1].text == ",":
        comma = next(place for place, word in enumerate(words) if word.text == ",")
        return words[:comma] + words[verb:] if 0 < comma < verb - 1 else words
    first = verb
    while first and words[first - 1].is_word and words[first - 1].text[:1].isupper():
        first -= 1
    return words[first:] if verb - first > 1 else words


def _cut(words: list[Word], speech: Speech) -> list[Word]:
    """At most twelve words, cut at a sign or a joint where one is far enough along, outside quotations."""
    count = strong = weak = opened = 0
    closing = ""
    limit = len(words)
    for place, word in enumerate(words):
        if closing:
            closing = "" if word.text == closing else closing
        elif word.text in _QUOTES or word.text == '"':
            closing, opened = _QUOTES.get(word.text, '"'), place
        elif count >= _LEAST_WORDS and (word.text in ",;:–—" or word.low in speech.joints):
            strong = place
        elif count >= _ENOUGH_WORDS and word.low in speech.weak_joints:
            weak = place
        if word.is_word:
            count += 1
            if count > MOST_WORDS:
                limit = place
                break
    else:
        return words
    if strong and has_verb(words[:strong], speech):
        limit = strong
    elif weak and has_verb(words[:weak], speech):
        limit = weak
    elif closing and opened > _LEAST_WORDS:
        limit = opened
    while limit > _LEAST_WORDS and words[limit - 1].low in speech.dangling:
        limit -= 1
    return words[:limit]


def _joined(text: str, words: Sequence[Word]) -> str:
    """The words as they stand, with a single blank where the text has any or where something was left out."""
    made: list[str] = []
    for place, word in enumerate(words):
        if place:
            before = words[place - 1]
            gap = text[before.end : word.start]
            closes = word.text in ",.;:!?)]”’»"
            made.append("" if not gap or (closes and not word.is_word) or before.text in "([“«" else " ")
        made.append(word.text)
    return " ".join("".join(made).split())
