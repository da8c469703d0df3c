"""Which expressions of a sentence date an event, and how sure that is; makes no events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline_app.core.columns import Precision
from timeline_app.reading.clauses import is_occurrence, words_of_span
from timeline_app.reading.language import Language
from timeline_app.reading.sentences import Sentence
from timeline_app.reading.values import Expression, Kind

#: Rows of the grammar that tell a time of day without its day: no date of an event.
_TIMES = ("clock", "o'clock", "noon", "part of a day")
#: How sure a date is by its row's meaning: written out, completed, or counted.
_EXPLICIT = {
    Precision.SECOND: 0.95,
    Precision.MINUTE: 0.95,
    Precision.HOUR: 0.95,
    Precision.DAY: 0.95,
    Precision.MONTH: 0.9,
    Precision.SEASON: 0.8,
    Precision.YEAR: 0.75,
    Precision.DECADE: 0.5,
    Precision.CENTURY: 0.4,
}
_COMPLETED = {Precision.DAY: 0.85, Precision.MINUTE: 0.85, Precision.MONTH: 0.75}
_COUNTED = 0.55
_FEWEST_WORDS = 4
_LIFESPAN = re.compile(r"\d{4}/\d{4}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a sentence: where its words stand, and whether they `tell` of an event there.

    A year that only describes (“the 2020 protests”) tells of none where it stands.
    """

    expression: Expression
    edtf: str
    phrase: tuple[int, int]
    tells: bool


def mentions_in(text: str, part: Sentence, held: Sequence[Expression], language: Language) -> list[Mention]:
    """The dates of a sentence, a span counted once."""
    made: list[Mention] = []
    if not held or _is_only_date(text, part, held, language):
        return made
    for expression in held:
        if not expression.edtf or expression.rule in _TIMES or expression.rule.startswith("clock "):
            continue
        if made and made[-1].phrase == expression.phrase:
            continue
        tells = not (
            _only_describes(text, part, expression, language)
            or _only_measures(text, part, expression, language)
        )
        made.append(Mention(expression, expression.edtf, expression.phrase, tells))
    return [mention for mention in made if not _holds_a_finer_one(mention, made)]


def _holds_a_finer_one(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence names a date within this one too: “rose yesterday, 23 percent up this year”."""
    wide = mention.edtf
    return any(
        len(other.edtf) > len(wide) and other.edtf.startswith(f"{wide}-") and "/" not in other.edtf
        for other in mentions
    )


def _is_only_date(text: str, part: Sentence, held: Sequence[Expression], language: Language) -> bool:
    """Whether the sentence is a dateline, a heading or a list of sources rather than something told."""
    words = [word for word in words_of_span(text, part.start, part.end) if word.is_word]
    if not words or words[0].low in language.speech.no_event:
        return True
    spans = [expression.phrase for expression in held]
    rest = [word for word in words if not any(start <= word.start < end for start, end in spans)]
    return len(rest) < _FEWEST_WORDS


def _only_describes(text: str, part: Sentence, expression: Expression, language: Language) -> bool:
    """Whether a year, a season or a holiday stands before a noun as its adjective, with no word that leads to
    a date before it; or years behind a name, as on a gravestone.
    """
    if _LIFESPAN.fullmatch(expression.edtf):
        before = text[max(part.start, expression.phrase[0] - 24) : expression.phrase[0]].split()
        return bool(before) and before[-1][:1].isupper() and before[-1].isalpha()
    alone = expression.phrase == (expression.start, expression.end)
    if not alone or expression.rule not in ("year", "decade", "season", "holiday"):
        return False
    before = text[max(part.start, expression.start - 24) : expression.start].lower().split()
    after = text[expression.end : expression.end + 24]
    follows = (
        after[:1] == " " and after[1:2].isalpha() and after.split()[0].lower() not in language.speech.frequent
    )
    leads = before and before[-1].strip("(,") in language.speech.leading - language.speech.articles
    return bool(follows and not leads and before)


def _only_measures(text: str, part: Sentence, expression: Expression, language: Language) -> bool:
    """Whether a date is one that something is measured at: “as of May”, “compared with 2005”,
    “up from nine months ago”.
    """
    before = text[max(part.start, expression.start - 48) : expression.start].lower().split()
    if before and before[-1] in language.starts and expression.rule in language.measured_from:
        return True
    before = [word for word in before if word not in language.speech.articles]
    return " ".join(before[-2:]).startswith(language.speech.measuring) and len(before) > 1


def confidence_of(text: str, span: tuple[int, int], mention: Mention, language: Language) -> float:
    """From 0 to 1: how likely the clause tells of an event on that date."""
    expression = mention.expression
    if expression.explicit:
        sure = _EXPLICIT.get(expression.precision, 0.5)
    elif expression.rule in language.completed_rules or expression.type is Kind.TIME:
        sure = _COMPLETED.get(expression.precision, 0.6)
    else:
        sure = _COUNTED
    words = [word.low for word in words_of_span(text, *span)]
    if not any(is_occurrence(word, language.speech) for word in words):
        sure -= 0.1 if any(word in language.speech.reporting for word in words) else 0.05
    return round(max(sure, 0.1), 2)
