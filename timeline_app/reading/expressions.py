"""The temporal expressions of a text: found by a language's table, resolved in one pass; knows no events."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Unit as EdtfUnit
from timeline_app.core.dates import parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.reading.context import Context, Draft
from timeline_app.reading.grammar import Grammar, Match
from timeline_app.reading.joining import joined
from timeline_app.reading.languages import LANGUAGES, language_for
from timeline_app.reading.moments import Moment, Unit
from timeline_app.reading.resolve import resolve
from timeline_app.reading.values import Asked, Cancelled, Expression, never

__all__ = ["Cancelled", "Expression", "expressions"]

#: A text is a history rather than news if it names so many years, of which more than this share lies over a
#: year from its publication; with many years a smaller share will do.
_HISTORY = ((5, 0.8), (20, 0.6))
_ASKED_EVERY = 512
#: A text that names more dates is no article; the rest of it is not read, so that memory stays small.
MOST_EXPRESSIONS = 20_000


def expressions(
    text: str, published: str = "", language: str = "", *, cancelled: Asked = never
) -> tuple[Expression, ...]:
    """Every temporal expression of `text`, in its order, resolved against the EDTF day of publication.

    `language` is a code of `reading.languages`, guessed where empty. A `published` that is no single day
    counts as unknown; after `MOST_EXPRESSIONS` the rest is not read.
    Raises `Cancelled` soon after `cancelled` answers true.
    """
    spoken = language_for(language, text)
    matches = list(islice(_grammar(spoken.code).find(text, cancelled), MOST_EXPRESSIONS))
    day = published_day(published)
    context = Context(spoken, day, _is_history(matches, day))
    drafts: list[Draft] = []
    for place, match in enumerate(matches):
        if place % _ASKED_EVERY == 0 and cancelled():
            raise Cancelled
        drafts.extend(resolve(context, match))
    return joined(text, drafts, spoken, cancelled)


def published_day(published: str) -> Moment | None:
    """The day of an EDTF text; None where it names no single day."""
    try:
        date = parse_edtf(published)
    except TimelineError:
        return None
    if not isinstance(date, EdtfUnit) or date.precision > Precision.DAY or date.unspecified:
        return None
    return Moment(Unit.DAY, date.year, date.month, date.day) if 0 < date.year < 9999 else None


@cache
def _grammar(code: str) -> Grammar:
    return Grammar(LANGUAGES[code].table)


def _is_history(matches: Sequence[Match], published: Moment | None) -> bool:
    """Whether most years that the text names lie away from its publication."""
    if published is None:
        return True
    years = [match.number("year") for match in matches if "year" in match]
    far = sum(abs(year - published.year) > 1 for year in years)
    return any(len(years) >= least and far > share * len(years) for least, share in _HISTORY)
