"""From dated sentences to proposed events, each tied to the characters that support it; accepts nothing.

What is proposed, the surest first: sentences that bear a date; events dated by their distance from one; the
news of the report itself, whose sentences bear none, on the day that the report last spoke of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from timeline_app.reading.clauses import clause_around, words_of_span
from timeline_app.reading.clauses import title as title_of
from timeline_app.reading.derived import Derived, counted_back, lasting
from timeline_app.reading.expressions import expressions, published_day
from timeline_app.reading.language import Language
from timeline_app.reading.languages import language_for
from timeline_app.reading.mentions import Mention, confidence_of, mentions_in
from timeline_app.reading.merging import merged
from timeline_app.reading.moments import Moment
from timeline_app.reading.names import Names, WordList, article_names, category_for, names_in, tags_for
from timeline_app.reading.sentences import Sentence, sentences
from timeline_app.reading.told_at import told_at
from timeline_app.reading.undated import undated_news
from timeline_app.reading.values import Asked, Cancelled, Expression, Proposal, Reading, Span, never

__all__ = ["Cancelled", "Proposal", "Reading", "Span", "propose"]

#: A proposal surer than this is ticked beforehand, unless it is derived.
_TICKED = 0.6
#: How sure an event is that follows from another one's date.
_DERIVED = 0.5
#: A sentence of more dates than these is a table; the first are read.
_MOST_OF_ONE = 16
#: A name that begins within so many characters of a sentence is likely its subject.
_SUBJECT_CHARS = 40
#: Pronouns are followed back over so many sentences.
_MOST_BACK = 6


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article on its way to proposals."""

    text: str
    language: Language
    published: Moment | None
    sentences: Sequence[Sentence]
    names: Names
    categories: WordList


def propose(
    text: str,
    published: str = "",
    language: str = "",
    *,
    title: str = "",
    words: Mapping[str, str] | None = None,
    cancelled: Asked = never,
) -> tuple[Proposal, ...]:
    """The events that `text` speaks of, in the order of the text.

    `published` is the day of publication as EDTF, `language` a code of `reading.languages` (guessed where
    empty), `title` the article's headline, which is not proposed where it stands in the text, `words` the
    person's word list: a word, or its beginning ending in `*`, → the category it speaks for.
    Raises `Cancelled` soon after `cancelled` answers true.
    """
    spoken = language_for(language, text)
    found = expressions(text, published, spoken.code, cancelled=cancelled)
    parts = sentences(text, spoken, cancelled)
    if cancelled():
        raise Cancelled
    names = article_names(text, frozenset(part.start for part in parts), spoken)
    if cancelled():
        raise Cancelled
    day = published_day(published)
    read = _Reading(text, spoken, day, parts, names, WordList(spoken.categories if words is None else words))
    held = _by_sentence(found, parts)
    proposals: list[Proposal] = []
    dated: set[int] = set()
    for place, part in enumerate(parts):
        if cancelled():
            raise Cancelled
        if text[part.start : part.end] == title:
            dated.add(place)
            continue
        mentions = mentions_in(text, part, held.get(place, ()), spoken)
        if mentions:
            dated.add(place)
        derived = [
            *counted_back(text, part, held.get(place, ()), mentions, spoken),
            *lasting(text, part, held.get(place, ()), mentions, day, spoken),
        ]
        asides = [each.aside for each in derived]
        proposals += [_dated(read, place, mention, mentions, asides) for mention in mentions if mention.tells]
        proposals += [_derived(read, place, each) for each in derived]
        if any(each.alone for each in derived):
            dated.add(place)
    if day is not None:
        proposals += [
            _undated(read, place, news.edtf, news.reason, news.confidence)
            for place, news in undated_news(text, parts, held, dated, len(proposals), day, spoken, cancelled)
        ]
    proposals.sort(key=lambda proposal: (proposal.start, proposal.date_start))
    return merged(text, proposals, spoken)


def _by_sentence(found: Sequence[Expression], parts: Sequence[Sentence]) -> dict[int, list[Expression]]:
    """The expressions of each sentence, by its index."""
    starts = [part.start for part in parts]
    held: dict[int, list[Expression]] = {}
    for expression in found:
        place = bisect_right(starts, expression.start) - 1
        if place < 0 or expression.end > parts[place].end:
            continue
        own = held.setdefault(place, [])
        if len(own) < _MOST_OF_ONE:
            own.append(expression)
    return held


def _subject(read: _Reading, place: int, back: int = _MOST_BACK) -> str:
    """The first name of the sentence before, which a pronoun is likely to stand for; where that begins with
    a pronoun as well, what that one stands for.
    """
    if not place or not back or read.sentences[place - 1].paragraph < read.sentences[place].paragraph - 1:
        return ""
    before = read.sentences[place - 1]
    first_word = read.text[before.start : before.end].split(maxsplit=1)[0].lower()
    if first_word in read.language.speech.persons:
        return _subject(read, place - 1, back - 1)
    named = names_in(read.text, before.start, before.end, read.language)
    first = named[0] if named else None
    near = first is not None and first.start - before.start < _SUBJECT_CHARS
    return first.name if first is not None and near and first.name in read.names.kinds else ""


def _dated(
    read: _Reading,
    place: int,
    mention: Mention,
    mentions: Sequence[Mention],
    asides: Sequence[tuple[int, int]],
) -> Proposal:
    """The event of a sentence, or of its clause, that bears a date."""
    part = read.sentences[place]
    others = [each.phrase for each in mentions if each.edtf != mention.edtf]
    start, end = part.start, part.end
    if others:
        start, end = clause_around(read.text, start, end, mention.phrase, others, read.language)
    dates = [each.phrase for each in mentions if start <= each.phrase[0] < end and each.edtf == mention.edtf]
    inside = [each for each in others if start <= each[0] < end]
    told, shared = told_at(read.text, (start, end), mention.phrase, inside, read.language)
    subject = _subject(read, place)
    headline = title_of(read.text, told, [*dates, *shared, *asides], subject, read.language)
    expression = mention.expression
    sure = confidence_of(read.text, (start, end), mention, read.language)
    return _finished(
        read,
        Proposal(
            headline,
            mention.edtf,
            read.text[slice(*mention.phrase)],
            start,
            end,
            read.text[start:end],
            *mention.phrase,
            expression.reason,
            sure,
            ticked=sure > _TICKED,
            second=expression.second,
        ),
    )


def _derived(read: _Reading, place: int, derived: Derived) -> Proposal:
    """An event that a sentence dates by a distance or a length."""
    part = read.sentences[place]
    headline = title_of(read.text, [derived.span], [], "", read.language)
    as_written = read.text[slice(*derived.dates)]
    quote = read.text[part.start : part.end]
    return _finished(
        read,
        Proposal(
            headline,
            derived.edtf,
            as_written,
            part.start,
            part.end,
            quote,
            *derived.dates,
            derived.reason,
            _DERIVED,
            derived=True,
        ),
    )


def _undated(read: _Reading, place: int, edtf: str, reason: str, confidence: float) -> Proposal:
    """The news of a sentence that bears no date."""
    part = read.sentences[place]
    headline = title_of(read.text, [(part.start, part.end)], [], _subject(read, place), read.language)
    quote = read.text[part.start : part.end]
    return _finished(
        read,
        Proposal(
            headline,
            edtf,
            "",
            part.start,
            part.end,
            quote,
            part.start,
            part.start,
            reason,
            confidence,
            derived=True,
        ),
    )


def _finished(read: _Reading, proposal: Proposal) -> Proposal:
    """A proposal with its tags and its category."""
    words = [word.low for word in words_of_span(read.text, proposal.start, proposal.end)]
    words += 2 * proposal.title.lower().split()  # the title's words weigh more
    return replace(
        proposal,
        tags=tags_for(read.text, [(proposal.start, proposal.end)], read.names),
        category=category_for(words, read.categories),
    )
