"""Years, decades, centuries, seasons, quarters and halves: what they mean in their context."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline_app.reading.context import (
    Context,
    Draft,
    dated,
    full_year,
    named_year,
    piece_of,
    unplaced,
    words_of,
)
from timeline_app.reading.grammar import Match
from timeline_app.reading.moments import Moment, Piece, Unit, is_day, season_of

#: Numbers below this are years only where a word before them says so.
_SURE_YEAR = 1800
#: In a history that has come this far, “the sixties” are those of the century that its reader lives in.
_SURE_CENTURY = 1900
_MONEY = frozenset("$€£¥#")


def _is_year(context: Context, match: Match) -> bool:
    """Whether a bare number of four digits is a year rather than a count, a price or a name."""
    before, after = match.before, match.after
    if before in _MONEY or after in ("%", "percent") or before in context.language.no_year_after:
        return False
    if len(match.parts) > 1 or match.start < match.parts["year"].start:
        return True  # “late 1990”, “the year 2000”
    guided = before in context.language.guides
    year = match.number("year")
    counted = (after.isalpha() and after in context.language.counted) or (
        after.endswith(context.language.plural)
        and after.isalpha()
        and after not in context.language.not_counted
    )
    if counted and (not guided or year < _SURE_YEAR or year % 100 == 0):
        return False
    return guided or year >= _SURE_YEAR


def _year(context: Context, match: Match) -> Sequence[Draft]:
    if not _is_year(context, match):
        return ()
    moment = Moment(Unit.YEAR, match.number("year"), piece=piece_of(match))
    return (dated(match, moment, "as written", explicit=True),)


def _before_christ(year: int, era: int) -> int:
    return 1 - year if era < 0 else year


def _year_with_era(context: Context, match: Match) -> Sequence[Draft]:
    year = _before_christ(match.number("year"), match.number("era"))
    return (dated(match, Moment(Unit.YEAR, year, piece=piece_of(match)), "as written", explicit=True),)


def _years_with_era(context: Context, match: Match) -> Sequence[Draft]:
    era = match.number("era")
    first = Moment(Unit.YEAR, _before_christ(match.number("first"), era))
    last = Moment(Unit.YEAR, _before_christ(match.number("year"), era))
    return (
        dated(match, first, "the era stands after it", end=match.parts["first"].end, explicit=True),
        dated(match, last, "as written", start=match.parts["year"].start, explicit=True),
    )


def _day_with_era(context: Context, match: Match) -> Sequence[Draft]:
    year = _before_christ(match.number("year"), match.number("era"))
    month, day = match.number("month"), match.number("day")
    if not is_day(year, month, day):
        return ()
    return (dated(match, Moment(Unit.DAY, year, month, day), "as written", explicit=True),)


def _month_with_era(context: Context, match: Match) -> Sequence[Draft]:
    year = _before_christ(match.number("year"), match.number("era"))
    moment = Moment(Unit.MONTH, year, match.number("month"), piece=piece_of(match))
    return (dated(match, moment, "as written", explicit=True),)


def _old_year(context: Context, match: Match) -> Sequence[Draft]:
    """Three digits are a year among years before Christ, or before 1000, and after a word such as “in”."""
    last = context.last
    guided = match.before in context.language.guides or match.start < match.parts["year"].start
    if last is None or last.year >= 1000 or not guided or match.after == "%":
        return ()
    if match.after in context.language.counted or match.after.endswith(context.language.plural):
        return ()
    year = match.number("year")
    moment = Moment(Unit.YEAR, 1 - year if last.year <= 0 else year, piece=piece_of(match))
    return (dated(match, moment, f"of the era of {words_of(last)}"),)


def _years(context: Context, match: Match) -> Sequence[Draft]:
    """`1939–45`: two years, the second by its last digits."""
    first = match.number("first")
    last = first // 100 * 100 + match.number("short")
    if last <= first:
        return ()
    return (
        dated(match, Moment(Unit.YEAR, first), "as written", end=match.parts["first"].end, explicit=True),
        dated(
            match,
            Moment(Unit.YEAR, last),
            "two digits of a year",
            start=match.parts["short"].start,
            explicit=True,
        ),
    )


def _year_pair(context: Context, match: Match) -> Sequence[Draft]:
    """`1939/45`, `1998-99`: two years in one word."""
    text = match.text("text")
    first, last = int(text[:4]), text[5:]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if second < first:
        second += 100
    cut = match.start + 4
    return (
        dated(match, Moment(Unit.YEAR, first), "as written", end=cut, explicit=True),
        dated(match, Moment(Unit.YEAR, second), "two digits of a year", start=cut + 1, explicit=True),
    )


def _short_year(context: Context, match: Match) -> Sequence[Draft]:
    if match.before not in context.language.guides:  # “iLife ’11” is a name, “5'10” a height
        return ()
    year = full_year(match.number("short"), context)
    return (dated(match, Moment(Unit.YEAR, year), "two digits of a year", explicit=True),)


def _decade(context: Context, match: Match) -> Sequence[Draft]:
    moment = Moment(Unit.DECADE, match.number("decade"), piece=piece_of(match))
    return (dated(match, moment, "as written", explicit=True),)


def _decade_with_era(context: Context, match: Match) -> Sequence[Draft]:
    year = match.number("decade") * match.number("era")
    return (dated(match, Moment(Unit.DECADE, year, piece=piece_of(match)), "as written", explicit=True),)


def _short_decade(context: Context, match: Match) -> Sequence[Draft]:
    if match.after in context.language.ages or match.before in context.language.ages:
        return ()
    last = context.last
    old = last is not None and context.history and 0 < last.year < _SURE_CENTURY
    near = last if old else (context.published or last)
    base = near.year if near is not None and near.year > 0 else 2000
    decade = base // 100 * 100 + match.number("decade")
    decade -= 100 if decade > base else 0
    moment = Moment(Unit.DECADE, decade, piece=piece_of(match))
    return (dated(match, moment, "the latest decade of this name", explicit=True),)


def _century_moment(number: int, era: int, piece: Piece) -> Moment:
    return Moment(Unit.CENTURY, (number - 1) * 100 * era or (0 if era > 0 else -1), piece=piece)


def _century(context: Context, match: Match) -> Sequence[Draft]:
    number = match.number("century")
    if not 1 <= number <= 22:
        return ()
    moment = _century_moment(number, match.number("era", 1), piece_of(match))
    return (dated(match, moment, "as written", explicit=True),)


def _centuries(context: Context, match: Match) -> Sequence[Draft]:
    first, last = match.number("first"), match.number("century")
    if not 1 <= first < last <= 22:
        return ()
    return (
        dated(
            match,
            _century_moment(first, 1, Piece.WHOLE),
            "as written",
            end=match.parts["first"].end,
            explicit=True,
        ),
        dated(
            match,
            _century_moment(last, 1, Piece.WHOLE),
            "as written",
            start=match.parts["century"].start,
            explicit=True,
        ),
    )


# -- parts of years -----------------------------------------------------------------------------------------


def _season_alone(context: Context, match: Match) -> Sequence[Draft]:
    """“Summer” with nothing but an article beside it.

    “Spring” and “fall” need a word that leads to a date; “the fall of Saigon” is none.
    """
    if match.number("season") in context.language.shy_seasons:
        bare = match.start == match.parts["season"].start
        if match.after in context.language.owning or (bare and match.before not in context.language.guides):
            return ()
    return _season(context, match)


def _season(context: Context, match: Match) -> Sequence[Draft]:
    number, piece = match.number("season"), piece_of(match)
    if "text" in match:
        year = int(match.text("text")[:4])
        return (dated(match, Moment(Unit.SEASON, year, number=number), "as written", explicit=True),)
    if "year" in match or "short" in match or match.rule.name == "season of that year":
        named = named_year(context, match)
        if named is None:
            return ()
        moment = Moment(Unit.SEASON, named[0], number=number, piece=piece)
        return (dated(match, moment, named[1] or "as written", explicit="year" in match),)
    return _season_near(context, match, number, piece)


def _season_near(context: Context, match: Match, number: int, piece: Piece) -> Sequence[Draft]:
    base = context.base
    if "pointing" in match:
        base = context.anchor
    elif "direction" in match:
        base = context.published or context.base
    if base is None:
        return (unplaced(match, f"XXXX-{('SP', 'SU', 'FA', 'WI')[number - 1]}", "its year is not told"),)
    at_hand = season_of(base.year, base.month) if base.month and (base is context.published) else None
    direction = match.number("direction") if "direction" in match else match.number("pointing")
    year = base.year
    if direction > 0 and (at_hand is None or number <= at_hand.number or at_hand.year < base.year):
        year += 1 if at_hand is None or (at_hand.year == base.year and number <= at_hand.number) else 0
    elif direction < 0 and (at_hand is None or (at_hand.year == base.year and number >= at_hand.number)):
        year -= 1
    elif direction < 0 and number == 4:
        year -= 2 if at_hand is not None and at_hand.year < base.year else 1
    elif direction == 0 and number == 4 and at_hand is not None and at_hand.year < base.year:
        year -= 1
    elif "direction" not in match and "pointing" not in match and not context.history and base.month:
        # the nearest one: half a year ahead is last year's
        year -= 1 if 3 * number - base.month > 6 else 0
    moment = Moment(Unit.SEASON, year, number=number, piece=piece)
    other = Moment(Unit.SEASON, year + 1, number=number, piece=piece)
    return (dated(match, moment, f"counted from {words_of(base)}", second=(other, "a year later")),)


def _quarter(context: Context, match: Match) -> Sequence[Draft]:
    return _part_of_year(context, match, Unit.QUARTER, match.number("quarter"), 4)


def _half(context: Context, match: Match) -> Sequence[Draft]:
    number = match.number("half") or (1 if context.language.opening in match.rule.name else 2)
    return _part_of_year(context, match, Unit.HALF, number, 2)


def _part_of_year(context: Context, match: Match, unit: Unit, number: int, parts: int) -> Sequence[Draft]:
    if not 1 <= number <= parts:
        return ()
    named = named_year(context, match)
    if named is not None:
        moment = Moment(unit, named[0], number=number)
        return (dated(match, moment, named[1] or "as written", explicit="year" in match),)
    base = context.base
    if base is None:
        return (
            unplaced(match, f"XXXX-{'Q' if unit is Unit.QUARTER else 'H'}{number}", "its year is not told"),
        )
    year = base.year
    if not context.history and base.month:
        at_hand = base.widened(unit)
        year -= 1 if number - at_hand.number >= parts // 2 else 0
    moment, other = (Moment(unit, each, number=number) for each in (year, year + 1))
    return (dated(match, moment, f"the one nearest to {words_of(base)}", second=(other, "a year later")),)


YEARS: Mapping[str, Callable[[Context, Match], Sequence[Draft]]] = {
    "year": _year,
    "year with era": _year_with_era,
    "years with era": _years_with_era,
    "day with era": _day_with_era,
    "month with era": _month_with_era,
    "old year": _old_year,
    "years": _years,
    "year pair": _year_pair,
    "short year": _short_year,
    "decade": _decade,
    "decade with era": _decade_with_era,
    "short decade": _short_decade,
    "century": _century,
    "centuries": _centuries,
    "season": _season,
    "season alone": _season_alone,
    "quarter": _quarter,
    "half": _half,
}
