"""Events dated by a distance or a length: “one year after the election”, “two days of talks”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline_app.core.dates import in_words
from timeline_app.reading.clauses import words_of_span
from timeline_app.reading.language import Language
from timeline_app.reading.mentions import Mention
from timeline_app.reading.moments import Moment, Unit, of_day
from timeline_app.reading.resolve_near import counted
from timeline_app.reading.sentences import Sentence
from timeline_app.reading.values import Expression, Kind

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAYS = re.compile(r"P(\d{1,2})D")
_LONGEST_NAME = 12
_MOST_DAYS = 21
#: With no more words than these before a length, the sentence tells of what lasted and of nothing else.
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Derived:
    """An event by the words [span) that name it, its date and why; `dates` is where that stands.

    `aside` is the part of the sentence that tells of it alone; `alone` whether the sentence tells of no more.
    """

    span: tuple[int, int]
    edtf: str
    reason: str
    dates: tuple[int, int]
    aside: tuple[int, int]
    alone: bool = False


def counted_back(
    text: str, part: Sentence, held: Sequence[Expression], mentions: Sequence[Mention], language: Language
) -> Iterator[Derived]:
    """The election, of “one year after the election, the Treasury acted in August 2021”.

    The date is as wide as the one it is counted from, and for months and years no finer than a month.
    """
    for expression in held:
        if not expression.offset_from or not expression.count:
            continue
        base = next((_moment(mention) for mention in mentions if _moment(mention) is not None), None)
        name = _name_after(text, expression.end, part.end, language)
        if base is None or name is None:
            continue
        unit = Unit[expression.unit.upper()]
        moment = _moved(base, -expression.count, unit)
        if moment is None:
            continue
        way = "before" if expression.count > 0 else "after"
        reason = f"{counted(expression.count, unit)} {way} {in_words(base.edtf())}"
        yield Derived(
            name, moment.edtf(), reason, (expression.start, expression.end), (expression.start, name[1])
        )


def lasting(
    text: str,
    part: Sentence,
    held: Sequence[Expression],
    mentions: Sequence[Mention],
    published: Moment | None,
    language: Language,
) -> Iterator[Derived]:
    """Talks of two days, reported on their last: about the day before, and that day."""
    for expression in held:
        days = _DAYS.fullmatch(expression.value) if expression.type is Kind.DURATION else None
        following = text[expression.end : expression.end + 24].split()
        if days is None or expression.offset_from or following[:1] != [language.speech.of]:
            continue
        if len(following) < 2 or following[1].lower() in language.speech.frequent:
            continue
        count = int(days[1])
        last = next((each for each in map(_moment, mentions) if each is not None and each.day), published)
        if last is None or not 2 <= count <= _MOST_DAYS:
            continue
        first = of_day(last.first_day - count + 1)
        told = of_day(last.first_day).edtf()
        reason = f"the first day follows from “{expression.surface}”, told on {in_words(told)}"
        edtf = f"{first.edtf()}~/{told}"
        end = expression.end + len(language.speech.of) + 1
        noun = text.find(following[1], end)
        stop = noun + len(following[1].rstrip(".,;"))
        before = len(text[part.start : expression.start].split())
        yield Derived(
            (expression.start, part.end),
            edtf,
            reason,
            (expression.start, stop),
            (expression.start, stop),
            before < _FEW_WORDS,
        )


def _moment(mention: Mention) -> Moment | None:
    """The moment of a plain date; None for spans, sets and vague dates."""
    found = _PLAIN.fullmatch(mention.expression.value)
    if found is None or not mention.tells:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    return Moment(Unit.DAY if day else Unit.MONTH if month else Unit.YEAR, year, month, day)


def _moved(base: Moment, count: int, unit: Unit) -> Moment | None:
    if unit < Unit.DAY:
        return None
    if unit <= Unit.WEEK:
        days = count * (1 if unit is Unit.DAY else 7)
        return of_day(base.first_day + days) if base.day else None
    months = count * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120}.get(unit, 1200)
    if base.unit is Unit.YEAR:
        return base.moved(months // 12, Unit.YEAR) if months % 12 == 0 else None
    return base.moved(months, Unit.MONTH)


def _name_after(text: str, start: int, end: int, language: Language) -> tuple[int, int] | None:
    """The words that name an event after “one year after”: up to a comma; None where they tell more."""
    words = words_of_span(text, start, end)
    stop = next((place for place, word in enumerate(words) if word.text in ",;:–—()"), len(words))
    if words and not words[-1].is_word:
        stop = min(stop, len(words) - 1)
    name = words[:stop]
    told = any(
        word.low in language.speech.auxiliaries or word.low in language.speech.reporting for word in name
    )
    if len(name) > _LONGEST_NAME or not name or told:
        return None
    if name[0].low in language.speech.pronouns and name[0].low not in language.speech.articles:
        return None
    while name and name[0].low in language.speech.articles:
        name = name[1:]
    return (name[0].start, name[-1].end) if name else None
