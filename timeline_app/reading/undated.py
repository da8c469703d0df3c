"""The news of a report: sentences without a date that tell of something on the day the report speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_app.core.dates import days_from_civil, in_words
from timeline_app.reading.background import is_background, outside_quotations, tells_of_earlier
from timeline_app.reading.clauses import is_occurrence, tells_past, words_of_span
from timeline_app.reading.language import Language
from timeline_app.reading.moments import Moment, of_day
from timeline_app.reading.sentences import Sentence
from timeline_app.reading.values import Asked, Cancelled, Expression

#: With what is dated, proposals are made of no more than this share of a report's sentences, nor of so many.
_SHARE = 0.58
_MOST = 20
#: What a sentence is worth for each thing it does (chosen on the articles of ../shared/timex).
_HAPPENS, _REPORTS, _PLANS, _NAMES, _LATE = 0.5, 1.0, -0.3, 1.0, -0.3
#: A report speaks of days no further back than this.
_NEWS_DAYS = 10
#: The news of a report stands near its beginning.
_LOOKED_AT = 400
_FEWEST_WORDS = 6
_PLAIN_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_QUOTE = ("“", '"', "«", "‘", "'")


@dataclass(frozen=True, slots=True)
class News:
    """The day of an undated sentence, and why."""

    edtf: str
    reason: str
    confidence: float


def undated_news(
    text: str,
    parts: Sequence[Sentence],
    held: Mapping[int, Sequence[Expression]],
    dated: set[int],
    made: int,
    published: Moment,
    language: Language,
    cancelled: Asked,
) -> list[tuple[int, News]]:
    """Sentences by their index, with the day that each carries on; the best of them, in the text's order.

    The day is the last one named before the sentence that the report could be of, else that of publication.
    """
    room = min(int(_SHARE * len(parts)) + 1, _MOST) - made
    if room <= 0:
        return []
    carried: Moment | None = None
    behind = False
    ranked: list[tuple[float, int, News]] = []
    for place, part in enumerate(parts[:_LOOKED_AT]):
        if cancelled():
            raise Cancelled
        day = _day_of(held.get(place, ()), published)
        carried = day or carried
        behind = _goes_back(text, part, held.get(place, ()), behind, published, language)
        if place in dated or behind:
            continue
        worth = _worth(text, part, place, len(parts), language)
        if worth <= 0:
            continue
        if carried is None or carried.first_day == published.first_day:
            reason = "no date of its own: the day of publication"
            news = News(published.edtf(), reason, 0.4)
        else:
            reason = f"no date of its own: the day told before it, {in_words(carried.edtf())}"
            news = News(carried.edtf(), reason, 0.35)
        ranked.append((worth, place, news))
    ranked.sort(key=lambda each: (-each[0], each[1]))
    return sorted(((place, news) for _, place, news in ranked[:room]), key=lambda each: each[0])


def _goes_back(
    text: str,
    part: Sentence,
    held: Sequence[Expression],
    behind: bool,
    published: Moment,
    language: Language,
) -> bool:
    """Whether a sentence tells of a time before the report's: by its own words or dates, or, if it begins
    with a pronoun, as the one before it does.
    """
    days = [expression.value for expression in held if expression.edtf and expression.value[:4].isdigit()]
    if days:
        return _day_of(held, published) is None and max(days) < published.value()
    words = words_of_span(text, part.start, part.end)
    if tells_of_earlier(words, language.speech):
        return True
    return behind and (words[0].low in language.speech.persons or not tells_past(words, language.speech))


def _day_of(held: Sequence[Expression], published: Moment) -> Moment | None:
    """The last day of a sentence that the report could be of."""
    for expression in reversed(held):
        found = _PLAIN_DAY.fullmatch(expression.value)
        if found is not None and expression.edtf:
            day = days_from_civil(int(found[1]), int(found[2]), int(found[3]))
            if 0 <= published.first_day - day <= _NEWS_DAYS:
                return of_day(day)
    return None


def _worth(text: str, part: Sentence, place: int, count: int, language: Language) -> float:
    """How much an undated sentence tells; nothing where it only comments, asks or quotes."""
    if text[part.start] in _QUOTE or text[part.end - 1] == "?":
        return 0
    told = outside_quotations(words_of_span(text, part.start, part.end))
    words = [word for word in told if word.is_word]
    if len(words) < _FEWEST_WORDS or words[0].low in language.speech.no_event:
        return 0
    if not tells_past(words, language.speech) or is_background(told, language.speech):
        return 0
    occurrences = sum(is_occurrence(word.low, language.speech) for word in words)
    reports = sum(word.low in language.speech.reporting for word in words)
    if not occurrences and not reports:
        return 0
    plans = sum(word.low in language.speech.plans for word in words)
    first = words[0]
    named = first.low in language.speech.persons or (
        first.text[:1].isupper() and first.low not in language.speech.frequent
    )
    worth = 1 + _HAPPENS * min(occurrences, 2) + _REPORTS * min(reports, 1) + _PLANS * min(plans, 2)
    return worth + _NAMES * named + _LATE * place / max(count, 1)
