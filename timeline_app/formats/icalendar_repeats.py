"""What a calendar repeats → its single occurrences, within bounds; the second home of dateutil.

Endless rules end a few years from today, and no rule gives more than `MOST_OCCURRENCES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

MOST_OCCURRENCES = 1_000
_YEARS_AHEAD = 5

_EXPANDED = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))


@dataclass(frozen=True, slots=True)
class Repeats:
    """The starts of all occurrences, the first among them, and what was cut off, in words, or empty."""

    starts: tuple[date | datetime, ...]
    cut: str = ""


def occurrences(
    rule: str,
    start: date | datetime,
    *,
    more: tuple[date | datetime, ...] = (),
    but: tuple[date | datetime, ...] = (),
    today: date,
) -> Repeats:
    """The occurrences of an RRULE from `start` on, with RDATEs `more` and without EXDATEs `but`."""
    frequency = re.search(r"FREQ=([A-Z]+)", rule.upper())
    if rule and (frequency is None or frequency[1] not in _EXPANDED):
        return Repeats((start,), "it repeats by a rule that is not followed; only its first time is taken")
    try:
        found = list(islice(_of_rule(rule, start), MOST_OCCURRENCES + 1)) if rule else [start]
    except (ValueError, TypeError, OverflowError, ArithmeticError, AttributeError, IndexError, KeyError):
        return Repeats((start,), "its rule of repetition is malformed; only its first time is taken")
    cut = ""
    endless = rule and not re.search(r"(?:COUNT|UNTIL)=", rule.upper())
    if endless:
        last_year = max(today.year, start.year) + _YEARS_AHEAD
        if any(moment.year > last_year for moment in found):
            found = [moment for moment in found if moment.year <= last_year]
            cut = f"it repeats without end; its times up to {last_year} are taken"
    if len(found) > MOST_OCCURRENCES:
        found = found[:MOST_OCCURRENCES]
        cut = f"it repeats very often; its first {MOST_OCCURRENCES:,} times are taken"
    left_out = {_key(moment) for moment in but}
    kept = [moment for moment in (*found, *more) if _key(moment) not in left_out]
    unique = {_key(moment): moment for moment in reversed(kept)}
    return Repeats(tuple(unique[key] for key in sorted(unique)), cut)


def _of_rule(rule: str, start: date | datetime) -> Iterator[date | datetime]:
    from dateutil.rrule import rrulestr

    whole_days = not isinstance(start, datetime)
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    for moment in rrulestr(_until_like(rule, first), dtstart=first):
        yield moment.date() if whole_days else moment


def _until_like(rule: str, start: datetime) -> str:
    """The rule with its UNTIL in the kind of time that its start has, as dateutil wants it."""
    found = re.search(r"UNTIL=([0-9]{8})(T[0-9]{6})?(Z)?", rule, re.IGNORECASE)
    if found is None:
        return rule
    clock = found[2] or ("T235959" if start.time() != time() or start.tzinfo else "")
    until = f"UNTIL={found[1]}{clock}{'Z' if start.tzinfo else ''}"
    return rule[: found.start()] + until + rule[found.end() :]


def _key(moment: date | datetime) -> tuple[str, str]:
    """By what two moments are the same, and sort."""
    if not isinstance(moment, datetime):
        return moment.isoformat(), ""
    if moment.tzinfo is None:
        return moment.date().isoformat(), moment.time().isoformat()
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        moment = moment.replace(tzinfo=None)
    return moment.date().isoformat(), moment.time().isoformat()
