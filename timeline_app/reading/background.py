"""Sentences that a report tells beside its news: states, habits, what was before, opinions; dates nothing."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_app.reading.clauses import Word, is_past
from timeline_app.reading.language import Speech

#: A quotation of no more words than these is a name or a term.
_TERM_WORDS = 3
_CLOSING = {"“": "”", "«": "»", '"': '"'}
#: Someone who comments stands no further before the verb of saying than this.
_SPEAKER_WORDS = 8


def outside_quotations(words: Sequence[Word]) -> list[Word]:
    """The words of a sentence but for those that somebody is quoted with; short terms in quotes are kept."""
    kept: list[Word] = []
    quoted: list[Word] = []
    closing = ""
    for word in words:
        if not closing:
            kept.append(word)
            closing = _CLOSING.get(word.text, "")
        elif word.text != closing:
            quoted.append(word)
        else:
            if len(quoted) <= _TERM_WORDS:
                kept += quoted
            kept.append(word)
            quoted, closing = [], ""
    return kept


def is_background(words: Sequence[Word], speech: Speech) -> bool:
    """Whether a sentence tells no news: its first verb is of a state, a habit, a plan or an earlier past,
    it denies, or it only gives the opinion of somebody who watches.

    What somebody reports (“X said that …”) is news whatever its verb is.
    """
    if words[0].low in speech.nobody | speech.backward or any(word.low in speech.habits for word in words):
        return True
    told = next((place for place in range(len(words)) if _reports(words, place, speech)), len(words))
    if told < len(words) and (
        words[told].low in speech.opinions
        or any(word.low in speech.observers for word in words[max(0, told - _SPEAKER_WORDS) : told + 4])
    ):
        return True
    place = _first_verb(words, speech)
    if place < 0 or words[place].low in speech.earlier:
        return True
    if place and words[place - 1].low in speech.at_first:
        return True
    return told == len(words) and words[place].low in speech.auxiliaries and _is_state(words, place, speech)


def tells_of_earlier(words: Sequence[Word], speech: Speech) -> bool:
    """Whether a sentence goes back behind the news: “Before his post there, …”, “He had worked …”."""
    place = _first_verb(words, speech)
    return words[0].low in speech.backward or (place >= 0 and words[place].low in speech.earlier)


def _first_verb(words: Sequence[Word], speech: Speech) -> int:
    """Where the first verb of a main clause stands, as far as its look tells; -1 for none."""
    for place, word in enumerate(words):
        before = words[place - 1].low if place else ""
        if word.low in speech.auxiliaries:
            if before not in speech.joints and before not in speech.that:
                return place
        elif _reports(words, place, speech) or (
            is_past(word.low, speech) and not _describes(words, place, speech)
        ):
            return place
    return -1


def _reports(words: Sequence[Word], place: int, speech: Speech) -> bool:
    """Whether a word is a verb of saying, and not a noun of the same look: “reports of”, “sticky notes,”."""
    following = words[place + 1] if place + 1 < len(words) else None
    noun = following is None or following.low == speech.of or following.text in (",", ".")
    return words[place].low in speech.reporting and not (
        noun and words[place].low.endswith(speech.plural_nouns)
    )


def _describes(words: Sequence[Word], place: int, speech: Speech) -> bool:
    """Whether what looks like a verb of the past belongs to the noun beside it."""
    before = words[place - 1] if place else None
    return before is not None and (
        before.low in speech.articles or before.low in speech.auxiliaries or before.text == ","
    )


def _is_state(words: Sequence[Word], place: int, speech: Speech) -> bool:
    """Whether an auxiliary is followed by no verb of the past or of what goes on."""
    if words[place].low in speech.ungoverned:
        following = words[place + 1].low if place + 1 < len(words) else ""
        return not following.endswith(speech.going_on)
    after = [
        word.low
        for word in words[place + 1 : place + 6]
        if word.is_word and word.low not in speech.auxiliaries and not word.low.endswith(speech.manner)
    ]
    after = [word for word in after if word not in speech.between]
    first = after[0] if after else ""
    return not (is_past(first, speech) and "-" not in first) and not (
        len(first) > 4 and first.endswith(speech.going_on)
    )
