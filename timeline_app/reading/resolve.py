"""From what an expression says to the date that is meant: one pass in document order, with a context.

Which rule is right how often was measured on TimeBank and AQUAINT: a bare weekday is the latest one on or
before the day of publication (89.8 %), a day or month without its year the nearest one (93.8 and 84.6 %), and
in a history it takes the year of the date before it (91.7 %). Reads no tenses: cue words make it worse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from timeline_app.core.dates import days_from_civil, days_in_month
from timeline_app.core.dates import parse_edtf as parse
from timeline_app.core.errors import TimelineError
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
from timeline_app.reading.holidays import holiday_day
from timeline_app.reading.moments import Moment, Piece, Unit, is_day
from timeline_app.reading.resolve_near import NEAR
from timeline_app.reading.resolve_weekdays import WEEKDAYS
from timeline_app.reading.resolve_years import YEARS

Handler = Callable[[Context, Match], Sequence[Draft]]


def resolve(context: Context, match: Match) -> Sequence[Draft]:
    """What a row of the grammar means here: no draft where it is no date after all, two for a pair."""
    drafts = _HANDLERS[match.rule.meaning](context, match)
    for draft in drafts:
        if draft.moment is not None and draft.noted and draft.moment.unit <= Unit.YEAR:
            context.note(draft.moment)
    return drafts


def _year_left_out(context: Context) -> tuple[int, str, int] | None:
    """Year, reason and second-best year of a day or month that bears none, in a history.

    To take a step from December to January for the next year was tried: it does not pay (WikiWars, 90.2 %
    with and without).
    """
    last = context.last
    if last is None:
        return None
    return last.year, f"the year of the date before it, {words_of(last)}", last.year + 1


# -- days ---------------------------------------------------------------------------------------------------


def _day(context: Context, match: Match) -> Sequence[Draft]:
    named = named_year(context, match)
    month, day = match.number("month"), match.number("day")
    if named is None or not is_day(named[0], month, day):
        return ()
    return (dated(match, Moment(Unit.DAY, named[0], month, day), named[1] or "as written", explicit=True),)


def _iso(context: Context, match: Match) -> Sequence[Draft]:
    text = match.text("text")
    year, month, day = (int(part) for part in text.replace("/", "-").replace(".", "-").split("-"))
    if not is_day(year, month, day):
        return ()
    return (dated(match, Moment(Unit.DAY, year, month, day), "as written", explicit=True),)


def _year_and_month(context: Context, match: Match) -> Sequence[Draft]:
    """`2021-08`; but `2007-08` is more often a pair of years than a month."""
    year, month = (int(part) for part in match.text("text").split("-"))
    moment = Moment(Unit.MONTH, year, month)
    if month != (year + 1) % 100:
        return (dated(match, moment, "as written", explicit=True),)
    second = moment, "a month"
    return (
        dated(
            match,
            Moment(Unit.YEAR, year),
            "a pair of years",
            end=match.start + 4,
            explicit=True,
            second=second,
        ),
        dated(match, Moment(Unit.YEAR, year + 1), "a pair of years", start=match.start + 5, explicit=True),
    )


def _moment(context: Context, match: Match) -> Sequence[Draft]:
    text = match.text("text")
    year, month, day = (int(part) for part in text[:10].split("-"))
    clock = text[10:]
    if "." in clock:  # parts of a second are finer than a timeline's second
        head, _, rest = clock.partition(".")
        clock = head + rest.lstrip("0123456789")
    if not is_day(year, month, day) or not _is_edtf(text[:10] + clock):
        return ()
    moment = Moment(Unit.DAY, year, month, day, clock=clock)
    return (dated(match, moment, "as written", explicit=True),)


def _is_edtf(text: str) -> bool:
    try:
        parse(text)
    except TimelineError:
        return False
    return True


def _edtf(context: Context, match: Match) -> Sequence[Draft]:
    text = match.text("text")
    if not _is_edtf(text):
        return ()
    plain = text.rstrip("~?%")
    value = plain.replace("X", "")
    unit = {2: Unit.CENTURY, 3: Unit.DECADE, 4: Unit.YEAR, 7: Unit.MONTH}.get(len(value), Unit.DAY)
    parts = [int(part) for part in value.split("-")]
    year = parts[0] * {Unit.CENTURY: 100, Unit.DECADE: 10}.get(unit, 1)
    month, day = [*parts[1:], 0, 0][:2]
    moment = Moment(unit, year, month, day)
    return (replace(dated(match, moment, "as written", explicit=True), edtf=text),)


def _numbers(context: Context, match: Match) -> Sequence[Draft]:
    text = match.text("text")
    first, second, third = (int(part) for part in text.replace(".", "/").split("/"))
    year = third if third > 99 else full_year(third, context)
    day_first = is_day(year, second, first)
    month_first = is_day(year, first, second)
    if not day_first and not month_first:
        return ()
    one = Moment(Unit.DAY, year, second, first) if day_first else Moment(Unit.DAY, year, first, second)
    if not (day_first and month_first) or first == second:
        return (dated(match, one, "as written", explicit=True),)
    other = Moment(Unit.DAY, year, first, second)
    likely, unlikely = (
        (one, other) if "." in text or context.language.code != "en" else _nearer(context, one, other)
    )
    day = "the day first" if likely is one else "the month first"
    return (dated(match, likely, f"{day}", explicit=True, second=(unlikely, f"not {day}")),)


def _nearer(context: Context, one: Moment, other: Moment) -> tuple[Moment, Moment]:
    """Two readings, the one nearer to the day of publication first."""
    if context.published is None:
        return one, other
    today = context.published.first_day
    if abs(other.first_day - today) < abs(one.first_day - today):
        return other, one
    return one, other


def _days(context: Context, match: Match) -> Sequence[Draft]:
    first, last, month = match.number("first"), match.number("day"), match.number("month")
    named = named_year(context, match)
    if named is None:
        near = _near_day(context, month, last)
        if near is None or not is_day(near[0].year, month, first):
            return ()
        year, reason, explicit = near[0].year, near[1], False
    else:
        year, reason, explicit = named[0], "as written", True
    if not is_day(year, month, first) or not is_day(year, month, last):
        return ()
    part = match.parts["day"]
    month_part = match.parts["month"]
    first_part = match.parts["first"]
    start = min(first_part.start, match.start)
    cut = first_part.end
    drafts = (
        dated(match, Moment(Unit.DAY, year, month, first), reason, start=start, end=cut, explicit=explicit),
        dated(match, Moment(Unit.DAY, year, month, last), reason, start=part.start, explicit=explicit),
    )
    return drafts if month_part.start > part.start or month_part.start < first_part.start else drafts[:1]


def _near_day(context: Context, month: int, day: int) -> tuple[Moment, str, Moment] | None:
    """Day, reason and second-best day of a month and day without a year."""
    if context.history or context.published is None:
        left_out = _year_left_out(context)
        if left_out is not None:
            year, reason, after = left_out
            if is_day(year, month, day):
                second = after if is_day(after, month, day) else year
                return Moment(Unit.DAY, year, month, day), reason, Moment(Unit.DAY, second, month, day)
        if context.published is None:
            return None
    today = context.published.first_day
    years = [
        year
        for year in range(context.published.year - 4, context.published.year + 5)
        if is_day(year, month, day)
    ]
    years.sort(key=lambda year: (abs(days_from_civil(year, month, day) - today), year))
    if len(years) < 2:
        return None
    best, other = (Moment(Unit.DAY, year, month, day) for year in years[:2])
    return best, f"the one nearest to {words_of(context.published)}", other


def _month_and_day(context: Context, match: Match) -> Sequence[Draft]:
    month, day = match.number("month"), match.number("day")
    named = named_year(context, match)
    if named is not None:
        if not is_day(named[0], month, day):
            return ()
        return (dated(match, Moment(Unit.DAY, named[0], month, day), named[1]),)
    if not 1 <= day <= days_in_month(2000, month):
        return ()
    near = _near_day(context, month, day)
    if near is None:
        value = f"XXXX-{month:02}-{day:02}"
        return (unplaced(match, value, "its year is not told, and no day of publication is known"),)
    return (dated(match, near[0], near[1], second=(near[2], "another year")),)


def _day_of_month(context: Context, match: Match) -> Sequence[Draft]:
    base = context.anchor
    if base is None or (match.rule.name == "day of the month" and match.after[:1].isalpha()):
        return ()
    if match.rule.name == "day of the month" and match.before not in context.language.guides:
        return ()
    base = base.widened(Unit.MONTH)
    if "direction" in match and context.published is not None:
        base = context.published.moved(match.number("direction"), Unit.MONTH)
    elif "pointing" in match:
        base = base.moved(match.number("pointing"), Unit.MONTH)
    day = match.number("day")
    if not is_day(base.year, base.month, day):
        return ()
    return (dated(match, Moment(Unit.DAY, base.year, base.month, day), f"a day of {words_of(base)}"),)


def _holiday(context: Context, match: Match) -> Sequence[Draft]:
    rule = match.text("holiday")
    if "year" in match:
        return (
            dated(match, holiday_day(rule, match.number("year")), "the day of the holiday", explicit=True),
        )
    base = context.base
    if base is None:
        return (unplaced(match, f"XXXX-{rule}", "its year is not told"),) if rule[2] == "-" else ()
    if context.history and context.last is not None:
        return (dated(match, holiday_day(rule, base.year), f"in the year of {words_of(base)}"),)
    days = [holiday_day(rule, base.year + shift) for shift in (-1, 0, 1)]
    if "direction" in match:
        days = [
            day for day in days if (day.first_day - base.first_day) * match.number("direction") >= 0
        ] or days
    days.sort(key=lambda day: abs(day.first_day - base.first_day))
    second = (days[1], "another year") if len(days) > 1 else None
    return (dated(match, days[0], f"the one nearest to {words_of(base)}", second=second),)


# -- months -------------------------------------------------------------------------------------------------


def _month(context: Context, match: Match) -> Sequence[Draft]:
    month, piece = match.number("month"), piece_of(match)
    if "year" in match or "short" in match or match.rule.name == "month of that year":
        named = named_year(context, match)
        if named is None:
            return ()
        moment = Moment(Unit.MONTH, named[0], month, piece=piece)
        return (dated(match, moment, named[1] or "as written", explicit="year" in match),)
    if "direction" in match and context.published is not None:
        today = context.published
        direction = match.number("direction")
        year = today.year
        if direction < 0 and month >= today.month:
            year -= 1
        elif direction > 0 and month <= today.month:
            year += 1
        reason = f"counted from {words_of(today.widened(Unit.MONTH))}"
        return (dated(match, Moment(Unit.MONTH, year, month, piece=piece), reason),)
    if "pointing" in match and context.anchor is not None:
        anchor, pointing = context.anchor, match.number("pointing")
        year = anchor.year
        if pointing > 0 and month <= anchor.month:
            year += 1
        elif pointing < 0 and month >= max(anchor.month, 1):
            year -= 1
        return (dated(match, Moment(Unit.MONTH, year, month, piece=piece), f"from {words_of(anchor)}"),)
    return _month_alone(context, match, month, piece)


def _month_alone(context: Context, match: Match, month: int, piece: Piece) -> Sequence[Draft]:
    surface = match.parts["month"]
    if month in context.language.shy and not piece and match.before not in context.language.guides:
        return ()
    if not piece and surface.start == match.start and match.after in ("’", "'") and match.before == "":
        return ()
    if context.history or context.published is None:
        left_out = _year_left_out(context)
        if left_out is None:
            return (unplaced(match, f"XXXX-{month:02}", "its year is not told"),)
        year, reason, other = left_out
    else:
        today = context.published
        years = sorted(
            (today.year - 1, today.year, today.year + 1),
            key=lambda year: (abs(year * 12 + month - today.year * 12 - today.month), year),
        )
        year, other = years[:2]
        reason = f"the one nearest to {words_of(today)}"
    second = Moment(Unit.MONTH, other, month, piece=piece), "another year"
    return (dated(match, Moment(Unit.MONTH, year, month, piece=piece), reason, second=second),)


def _months(context: Context, match: Match) -> Sequence[Draft]:
    year, first, last = match.number("year"), match.number("first"), match.number("month")
    before = year - 1 if first > last else year
    return (
        dated(
            match,
            Moment(Unit.MONTH, before, first),
            "the year stands after it",
            end=match.parts["first"].end,
            explicit=True,
        ),
        dated(
            match,
            Moment(Unit.MONTH, year, last),
            "as written",
            start=match.parts["month"].start,
            explicit=True,
        ),
    )


_HANDLERS: Mapping[str, Handler] = {
    "day": _day,
    "iso": _iso,
    "year and month": _year_and_month,
    "moment": _moment,
    "edtf": _edtf,
    "numbers": _numbers,
    "days": _days,
    "month and day": _month_and_day,
    "day of month": _day_of_month,
    "holiday": _holiday,
    "month": _month,
    "months": _months,
    **YEARS,
    **NEAR,
    **WEEKDAYS,
}
