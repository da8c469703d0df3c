"""The tick table, a row for each zoom from one second to billions of years, and the calendar behind it.

Holds where ticks fall and their absolute numbers; knows no view, no words and no pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import (
    DAY_S,
    MONTH_S,
    YEAR_S,
    civil_from_days,
    civil_from_seconds,
    seconds_from_civil,
)

_CLOCK_S = {"second": 1, "minute": 60, "hour": 3600}
_NOMINAL_S = {**_CLOCK_S, "day": DAY_S, "month": MONTH_S, "year": YEAR_S}

#: Years are told as "66 million years ago" from here on, and counted from the year 0, not from 1 BC.
_DEEP_YEARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """So many units: "15 minutes", "10 days" (of a month: 1st, 11th, 21st), "100 years"."""

    unit: str
    count: int = 1

    @property
    def nominal_s(self) -> int:
        """Its usual length in seconds."""
        return _NOMINAL_S[self.unit] * self.count


@dataclass(frozen=True, slots=True)
class TickRow:
    """A row of the table: ticks at `minor`, labelled at the first of `labels` that fits, over `major`."""

    minor: Step
    labels: tuple[Step, ...]
    major: Step


def _row(minor: Step, major: Step, *labels: Step) -> TickRow:
    return TickRow(minor, labels, major)


_S, _M, _H, _D, _MO, _Y = "second", "minute", "hour", "day", "month", "year"

_CLOCK_AND_CALENDAR = (
    _row(Step(_S), Step(_M), Step(_S), Step(_S, 5), Step(_S, 15)),
    _row(Step(_S, 5), Step(_M), Step(_S, 5), Step(_S, 15), Step(_S, 30)),
    _row(Step(_S, 15), Step(_H), Step(_S, 15), Step(_M), Step(_M, 5)),
    _row(Step(_M), Step(_H), Step(_M), Step(_M, 5), Step(_M, 15)),
    _row(Step(_M, 5), Step(_H), Step(_M, 5), Step(_M, 15), Step(_M, 30)),
    _row(Step(_M, 15), Step(_D), Step(_M, 15), Step(_H), Step(_H, 3), Step(_H, 6)),
    _row(Step(_H), Step(_D), Step(_H), Step(_H, 3), Step(_H, 6), Step(_H, 12)),
    _row(Step(_H, 3), Step(_D), Step(_H, 3), Step(_H, 6), Step(_H, 12)),
    _row(Step(_H, 6), Step(_MO), Step(_D), Step(_D, 5), Step(_D, 10)),
    _row(Step(_D), Step(_MO), Step(_D), Step(_D, 5), Step(_D, 10)),
    _row(Step(_D, 5), Step(_MO), Step(_D, 5), Step(_D, 10)),
    _row(Step(_D, 10), Step(_Y), Step(_MO), Step(_MO, 3)),
    _row(Step(_MO), Step(_Y), Step(_MO), Step(_MO, 3), Step(_MO, 6)),
    _row(Step(_MO, 3), Step(_Y), Step(_MO, 3), Step(_MO, 6)),
)


def _years() -> Iterator[TickRow]:
    """Years by 1, 2 and 5 and their powers of ten, over ten times as many."""
    power = 1
    while power <= 10**11:
        yield _row(
            Step(_Y, power), Step(_Y, 10 * power), Step(_Y, power), Step(_Y, 2 * power), Step(_Y, 5 * power)
        )
        yield _row(Step(_Y, 2 * power), Step(_Y, 20 * power), Step(_Y, 2 * power), Step(_Y, 10 * power))
        yield _row(Step(_Y, 5 * power), Step(_Y, 50 * power), Step(_Y, 5 * power), Step(_Y, 10 * power))
        power *= 10


#: The same seconds come with every frame while the view moves.
_MOST_KEPT = 4_096

#: From fine to coarse.
TICK_TABLE: tuple[TickRow, ...] = _CLOCK_AND_CALENDAR + tuple(_years())


def number_at(step: Step, second: int) -> int:
    """The absolute number of the step that holds a second; consecutive steps differ by one."""
    if step.unit in _CLOCK_S:
        return second // step.nominal_s
    if step.unit == "day":
        if step.count == 1:
            return second // DAY_S
        year, month, day = civil_from_days(second // DAY_S)
        per_month = _parts_of_month(step.count)
        return (year * 12 + month - 1) * per_month + min((day - 1) // step.count, per_month - 1)
    civil = civil_from_seconds(second)
    if step.unit == "month":
        return (civil.year * 12 + civil.month - 1) // step.count
    number = civil.year // step.count
    # the first second of a year may stand a year off the multiple: see `_year_of`
    return next(
        n for n in (number + 1, number, number - 1, number - 2) if _year_of(n, step.count) <= civil.year
    )


def second_of(step: Step, number: int) -> int:
    """The first second of the step of this number, the inverse of `number_at`."""
    if step.unit in _CLOCK_S:
        return number * step.nominal_s
    if step.unit == "day":
        if step.count == 1:
            return number * DAY_S
        months, part = divmod(number, _parts_of_month(step.count))
        return seconds_from_civil(months // 12, months % 12 + 1, 1 + part * step.count)
    if step.unit == "month":
        year, month = divmod(number * step.count, 12)
        return seconds_from_civil(year, month + 1)
    return seconds_from_civil(_year_of(number, step.count))


def seconds_of_steps(step: Step, first: int, last: int) -> Int64:
    """The first seconds of the steps numbered `first` to `last`, both included; the calendar's are kept."""
    if step.unit in _CLOCK_S or step == Step("day"):
        return np.arange(first, last + 1, dtype=np.int64) * step.nominal_s
    known = _begun_at(step)
    if len(known) > _MOST_KEPT:
        known.clear()
    for number in range(first, last + 1):
        if number not in known:
            known[number] = second_of(step, number)
    return np.array([known[number] for number in range(first, last + 1)], np.int64)


@cache
def _begun_at(_step: Step) -> dict[int, int]:
    """The first seconds of a step's numbers, as far as they were asked for."""
    return {}


def last_year_of(step: Step, number: int) -> int:
    """The last astronomical year of a step of years."""
    return _year_of(number + 1, step.count) - 1


def _year_of(number: int, count: int) -> int:
    """The astronomical year where a step of years begins, so that it reads round: 500 BC, AD 1, AD 500.

    500 BC is the year -499; there is no year 0 to read, so the step around it begins at 1 BC's end. Deep time
    counts from today, and there a multiple is a multiple.
    """
    year = number * count
    if count == 1 or (abs(year) >= _DEEP_YEARS and count >= 10_000):
        return year
    return year if number > 0 else year + 1


def _parts_of_month(days: int) -> int:
    """Steps of 5 days begin on the 1st, 6th … 26th, of 10 days on the 1st, 11th and 21st: none is a stump."""
    return 30 // days
