"""On which day a holiday falls: fixed days, a weekday of a month, days around Easter; names none."""

from __future__ import annotations

from timeline_app.core.dates import days_from_civil, days_in_month, weekday
from timeline_app.reading.moments import Moment, Unit, of_day


def holiday_day(rule: str, year: int) -> Moment:
    """The day in `year` of a rule.

    `12-25` is month and day, `11-4-3` the fourth Thursday of November, `05-L-0` the last Monday of May and
    `E-2` two days before Easter Sunday.
    """
    if rule.startswith("E"):
        return of_day(_easter(year) + int(rule[1:]))
    parts = rule.split("-")
    month = int(parts[0])
    if len(parts) == 2:
        return Moment(Unit.DAY, year, month, int(parts[1]))
    wanted = int(parts[2])
    if parts[1] == "L":
        last = days_from_civil(year, month, days_in_month(year, month))
        return of_day(last - (weekday(last) - wanted) % 7)
    first = days_from_civil(year, month, 1)
    return of_day(first + (wanted - weekday(first)) % 7 + 7 * (int(parts[1]) - 1))


def _easter(year: int) -> int:
    """Western Easter Sunday as days since 1970 (the anonymous Gregorian computus, Nature 1876)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * (21 - golden) // 11)
    sunday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    shift = epact - sunday
    month = 3 + (shift + 40) // 44
    return days_from_civil(year, month, shift + 28 - 31 * (month // 4))
