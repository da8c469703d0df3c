"""Which words of a sentence with several dates tell what happened at one of them; cuts, never rewords."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_app.reading.clauses import Word, clause_around, has_verb, is_past, words_of_span
from timeline_app.reading.language import Language, Speech

_Place = tuple[int, int]
_SIGNS = (",", ";", "–", "—")
#: A subject of more words than these is none.
_MOST_OF_SUBJECT = 9
_OPENING_WORDS = 6
_FEWEST_OF_CLAUSE = 3


def told_at(
    text: str, span: _Place, date: _Place, others: Sequence[_Place], language: Language
) -> tuple[list[_Place], list[_Place]]:
    """The parts of `span` that tell of `date`, and the words of dates among `others` that share them.

    “Apple tripled in 2004, doubled in 2005 and grew in 2006” tells of 2005 in “Apple” and “doubled in 2005”.
    The whole span where it cannot be parted.
    """
    speech = language.speech
    if not others:
        opening = _opening_clause(words_of_span(text, *span), date, language)
        if opening is not None:
            return [opening], []
        part = clause_around(text, *span, date, (), language)
        if part == span:
            part = (_verb_after_comma(words_of_span(text, span[0], date[0]), speech) or span[0], span[1])
        return _with_subject(text, span, part, [date], speech) or [span], []
    words = words_of_span(text, *span)
    shared = [other for other in others if _is_beside(words, date, other, speech)]
    apart = [other for other in others if other not in shared]
    low, high = span
    before = max((other for other in apart if other[1] <= date[0]), default=None)
    after = min((other for other in apart if other[0] >= date[1]), default=None)
    if before is not None:
        cut = _cut_between(words, before[1], date[0], speech)
        if cut is None:
            return [span], []
        low = words[cut].start
    if after is not None:
        cut = _cut_between(words, date[1], after[0], speech)
        if cut is None:
            return [span], []
        high = words[cut].start
    between = [(min(date[0], other[0]), max(date[1], other[1])) for other in shared]
    return _with_subject(text, span, (low, high), [date, *others], speech) or [span], between


def _opening_clause(words: Sequence[Word], date: _Place, language: Language) -> _Place | None:
    """The clause that holds the date, of “Since it was released in 2007, …”, without its first word."""
    speech = language.speech
    if not words or words[0].low not in speech.openings | frozenset(language.sides):
        return None
    comma = next((word.start for word in words if word.text == ","), 0)
    clause = [word for word in words[1:] if word.start < comma]
    told = [word for word in clause if word.is_word and not _in(word, [date])]
    if date[1] > comma or len(told) < _FEWEST_OF_CLAUSE or _is_verb(told[0], speech):
        return None
    return (clause[0].start, comma) if any(_is_verb(word, speech) for word in told) else None


def _verb_after_comma(words: Sequence[Word], speech: Speech) -> int | None:
    """Where “, but will be free until …” begins, of the words before a date."""
    for place in range(len(words) - 3, 0, -1):
        sign, joint, verb = words[place : place + 3]
        if sign.text == "," and joint.low in speech.conjunctions:
            return sign.start if _is_verb(verb, speech) else None
    return None


def _is_beside(words: Sequence[Word], date: _Place, other: _Place, speech: Speech) -> bool:
    """Whether nothing is told between two dates: “in March and June”."""
    low, high = min(date[1], other[1]), max(date[0], other[0])
    between = [word for word in words if low <= word.start < high]
    return all(not word.is_word or word.low in speech.conjunctions | speech.leading for word in between)


def _cut_between(words: Sequence[Word], low: int, high: int, speech: Speech) -> int | None:
    """Where a new part begins between two dates: at a comma before a joint, else a joint, else a comma."""
    best: tuple[int, int] | None = None
    for place, word in enumerate(words):
        if not low <= word.start < high:
            continue
        sign = word.text in _SIGNS
        joint = word.low in speech.joints
        following = words[place + 1].low if place + 1 < len(words) else ""
        rank = 3 if sign and following in speech.joints else 2 if joint else 1 if sign else 0
        if rank and (best is None or rank > best[0] or (rank == best[0] and rank != 2)):
            best = rank, place
    return None if best is None else best[1]


def _with_subject(
    text: str, span: _Place, part: _Place, dates: Sequence[_Place], speech: Speech
) -> list[_Place]:
    """A part with the subject it shares with the words before it; nothing where none is found."""
    if part[0] == span[0]:
        return [part]
    words = words_of_span(text, *part)
    joint = ""
    while words and (not words[0].is_word or words[0].low in speech.joints):
        joint = words[0].low if words[0].is_word else joint
        words = words[1:]
    told = [word for word in words if word.is_word and not _in(word, dates)]
    while told and told[0].low in speech.leading:
        told = told[1:]
    if not told:
        return []
    own = (words[0].start, part[1])
    goes_on = _is_verb(told[0], speech) or told[0].low.endswith(speech.going_on or ("\0",))
    if not goes_on and has_verb(told, speech):
        return [own]
    earlier = words_of_span(text, span[0], part[0])
    if goes_on and joint and joint not in speech.conjunctions:
        named = _name_at_end(earlier)
        return [named, own] if named else []
    subject = _subject(earlier, dates, speech, with_verb=not goes_on)
    return [subject, own] if subject else []


def _in(word: Word, dates: Sequence[_Place]) -> bool:
    return any(start <= word.start < end for start, end in dates)


def _is_verb(word: Word, speech: Speech) -> bool:
    return word.low in speech.auxiliaries or word.low in speech.reporting or is_past(word.low, speech)


def _name_at_end(words: Sequence[Word]) -> _Place | None:
    """The name that “which” and “who” speak of."""
    last = len(words) - 1
    while last >= 0 and not words[last].is_word:
        last -= 1
    first = last
    while first >= 0 and words[first].is_word and words[first].text[:1].isupper():
        first -= 1
    return (words[first + 1].start, words[last].end) if first < last else None


def _subject(
    words: Sequence[Word], dates: Sequence[_Place], speech: Speech, *, with_verb: bool
) -> _Place | None:
    """The words before the first verb, after “It was said that” and a date at the beginning."""
    begin = 0
    for place, word in enumerate(words[:-2]):
        told = word.low in speech.reporting or (words[0].low in speech.pronouns and place < _OPENING_WORDS)
        if told and words[place + 1].low in speech.that:
            begin = place + 2  # “Officials said that …”, “It should be noted that …”
            break
    while begin < len(words) and (
        _in(words[begin], dates)
        or not words[begin].is_word
        or words[begin].low in speech.leading - speech.articles
    ):
        begin += 1
    verb = next(
        (place for place in range(begin, len(words)) if _is_verb(words[place], speech)),
        len(words),
    )
    if not begin < verb < len(words) or verb - begin > _MOST_OF_SUBJECT:
        return None
    if any(not word.is_word and word.text in _SIGNS for word in words[begin:verb]):
        return None
    while with_verb and verb + 1 < len(words) and _is_verb(words[verb + 1], speech):
        verb += 1
    return words[begin].start, words[verb].end if with_verb else words[verb - 1].end
