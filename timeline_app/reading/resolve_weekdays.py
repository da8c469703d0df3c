"""Weekdays: which one is meant, counted from the publication, in a history from the day before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline_app.core.dates import weekday
from timeline_app.reading.context import Context, Draft, dated, unplaced, words_of
from timeline_app.reading.grammar import Match
from timeline_app.reading.moments import Unit, of_day

#: A text that has come within so many days of its own publication tells news, even in a history.
_NEWS_DAYS = 10


def _within_history(context: Context) -> bool:
    """Whether a weekday follows the day before it in the text: that of a history, unless it has come to the
    days of its own publication.
    """
    if not context.history or context.last_day is None:
        return False
    day = context.last_day.first_day
    return context.published is None or not 0 <= context.published.first_day - day < _NEWS_DAYS


def _weekday(context: Context, match: Match) -> Sequence[Draft]:
    wanted = match.number("weekday")
    if "pointing" in match or ("direction" not in match and _within_history(context)):
        base = context.last_day or context.published
        if base is None:
            return (unplaced(match, f"XXXX-WXX-{wanted + 1}", "no day is known to count it from"),)
        shift = (wanted - weekday(base.first_day)) % 7
        moment = of_day(base.first_day + shift)
        return (dated(match, moment, f"on or after {words_of(base)}, the day before it in the text"),)
    if context.published is None:
        return (unplaced(match, f"XXXX-WXX-{wanted + 1}", "the day of publication is not known"),)
    today = context.published.first_day
    back = (weekday(today) - wanted) % 7
    name = words_of(context.published)
    if "direction" not in match:
        second = of_day(today - back + 7), f"the next one after {name}"
        return (dated(match, of_day(today - back), f"weekday → latest on or before {name}", second=second),)
    if (direction := match.number("direction")) < 0:
        day, reason, other = today - (back or 7), f"the last one before {name}", today - (back or 7) - 7
    elif direction > 0:
        day, reason, other = today - back + 7, f"the next one after {name}", today - back + 14
    else:
        day, reason = today - weekday(today) + wanted, f"of the week of {name}"
        other = day + (7 if day < today else -7)
    return (dated(match, of_day(day), reason, second=(of_day(other), "a week from there")),)


def _weekday_of_week(context: Context, match: Match) -> Sequence[Draft]:
    direction = match.number("direction") if "direction" in match else match.number("pointing")
    base = context.published if "direction" in match else context.anchor
    if base is None:
        return ()
    week = base.moved(direction, Unit.WEEK)
    moment = of_day(week.first_day + match.number("weekday"))
    return (dated(match, moment, f"of the week {words_of(week)}"),)


WEEKDAYS: Mapping[str, Callable[[Context, Match], Sequence[Draft]]] = {
    "weekday": _weekday,
    "weekday of week": _weekday_of_week,
}
