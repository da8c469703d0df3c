"""A stretch of the calendar as articles name it, its TIMEX3 value and its EDTF text; reads no words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from timeline_app.core.columns import Precision
from timeline_app.core.dates import add_months, civil_from_days, days_from_civil, days_in_month, weekday


class Unit(IntEnum):
    """What an expression counts in, from fine to coarse."""

    SECOND = 1
    MINUTE = 2
    HOUR = 3
    DAY = 4
    WEEKEND = 5
    WEEK = 6
    MONTH = 7
    SEASON = 8
    QUARTER = 9
    HALF = 10
    YEAR = 11
    DECADE = 12
    CENTURY = 13


class Piece(IntEnum):
    """Which third of it is meant."""

    WHOLE = 0
    EARLY = 1
    MID = 2
    LATE = 3


#: TIMEX3's letters for spring, summer, autumn and winter.
_SEASONS = ("SP", "SU", "FA", "WI")
_LETTERS = {
    Unit.SECOND: "TS",
    Unit.MINUTE: "TM",
    Unit.HOUR: "TH",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.HALF: "H",
    Unit.YEAR: "Y",
    Unit.DECADE: "DE",
    Unit.CENTURY: "CE",
}
_PRECISIONS = {
    Unit.DAY: Precision.DAY,
    Unit.WEEKEND: Precision.DAY,
    Unit.WEEK: Precision.DAY,
    Unit.MONTH: Precision.MONTH,
    Unit.SEASON: Precision.SEASON,
    Unit.QUARTER: Precision.MONTH,
    Unit.HALF: Precision.MONTH,
    Unit.YEAR: Precision.YEAR,
    Unit.DECADE: Precision.DECADE,
    Unit.CENTURY: Precision.CENTURY,
}
#: The last month of each third of a year; the last day of the first two of a month; likewise of years.
_MONTH_THIRDS = ((1, 12), (1, 4), (5, 8), (9, 12))
_DAY_THIRDS = ((1, 31), (1, 10), (11, 20), (21, 31))
_DECADE_THIRDS = ((0, 9), (0, 3), (4, 6), (7, 9))
_CENTURY_THIRDS = ((0, 99), (0, 33), (34, 66), (67, 99))


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the proleptic Gregorian calendar, as wide as its unit.

    `year` is astronomical (1 BC is 0), but of a decade or century before Christ it is minus the years that
    its name says (the 470s BC: -470). `number` is the season (1–4), quarter or half. `day` of a week is its
    Monday's. `clock` is TIMEX3's time (`T20:00`, `TMO`), `""` without.
    """

    unit: Unit
    year: int
    month: int = 0
    day: int = 0
    number: int = 0
    piece: Piece = Piece.WHOLE
    approximate: bool = False
    clock: str = ""

    @property
    def first_day(self) -> int:
        """The first of its days, counted from 1970-01-01."""
        if self.unit <= Unit.WEEK:
            return days_from_civil(self.year, self.month, self.day)
        if self.unit is Unit.SEASON:
            return days_from_civil(self.year, 3 * self.number)
        if self.unit is Unit.QUARTER:
            return days_from_civil(self.year, 3 * self.number - 2)
        if self.unit is Unit.HALF:
            return days_from_civil(self.year, 6 * self.number - 5)
        return days_from_civil(self.year, self.month or 1)

    @property
    def precision(self) -> Precision:
        """How wide the unit is."""
        if len(self.clock) > 3:
            return Precision.MINUTE
        return _PRECISIONS[self.unit]

    def value(self) -> str:
        """The TIMEX3 value."""
        if self.unit >= Unit.DECADE and self.year < 0:
            digits = 3 if self.unit is Unit.DECADE else 2
            return "BC" + f"{-self.year:04}"[:digits]
        year = f"BC{1 - self.year:04}" if self.year <= 0 else f"{self.year:04}"
        match self.unit:
            case Unit.CENTURY:
                return year[:2]
            case Unit.DECADE:
                return year[:3]
            case Unit.YEAR:
                return year
            case Unit.MONTH:
                return f"{year}-{self.month:02}"
            case Unit.SEASON:
                return f"{year}-{_SEASONS[self.number - 1]}"
            case Unit.QUARTER | Unit.HALF:
                return f"{year}-{'Q' if self.unit is Unit.QUARTER else 'H'}{self.number}"
            case Unit.WEEK | Unit.WEEKEND:
                return self._week_value() + ("-WE" if self.unit is Unit.WEEKEND else "")
        return f"{year}-{self.month:02}-{self.day:02}{self.clock}"

    def _week_value(self) -> str:
        monday = self.first_day - weekday(self.first_day)
        year = civil_from_days(monday + 3)[0]
        fourth = days_from_civil(year, 1, 4)
        return f"{year:04}-W{(monday - fourth + weekday(fourth)) // 7 + 1:02}"

    def edtf(self) -> str:
        """The EDTF text as `core.dates` writes such dates: thirds, weeks and quarters as intervals."""
        text = self._edtf()
        return text + "~" if self.approximate and "/" not in text and "T" not in text else text

    def _edtf(self) -> str:
        match self.unit:
            case Unit.CENTURY | Unit.DECADE:
                return self._long_edtf()
            case Unit.YEAR if self.piece:
                first, last = _MONTH_THIRDS[self.piece]
                return f"{_year(self.year)}-{first:02}/{_year(self.year)}-{last:02}"
            case Unit.YEAR:
                return _year(self.year)
            case Unit.MONTH if self.piece:
                first, last = _DAY_THIRDS[self.piece]
                last = min(last, days_in_month(self.year, self.month))
                month = f"{_year(self.year)}-{self.month:02}"
                return f"{month}-{first:02}/{month}-{last:02}"
            case Unit.MONTH:
                return f"{_year(self.year)}-{self.month:02}"
            case Unit.SEASON:
                return f"{_year(self.year)}-{20 + self.number}"
            case Unit.QUARTER | Unit.HALF:
                months = 3 if self.unit is Unit.QUARTER else 6
                year, last = _year(self.year), months * self.number
                return f"{year}-{last - months + 1:02}/{year}-{last:02}"
            case Unit.WEEK:
                return f"{_day(self.first_day)}/{_day(self.first_day + 6)}"
            case Unit.WEEKEND:
                return f"{_day(self.first_day + 5)}/{_day(self.first_day + 6)}"
        return _day(self.first_day) + (self.clock if self.clock[1:2].isdigit() else "")

    def _long_edtf(self) -> str:
        thirds = _DECADE_THIRDS if self.unit is Unit.DECADE else _CENTURY_THIRDS
        (first, last), length = thirds[self.piece], thirds[0][1]
        if self.year < 0:
            if self.unit is Unit.CENTURY and not self.piece:
                return f"-{-self.year // 100:02}XX"
            newest = 1 + self.year  # the 470s BC: 470 BC, the last of them, is the year -469
            return f"{_year(newest - length + first)}/{_year(newest - length + last)}"
        if self.piece:
            return f"{_year(self.year + first)}/{_year(self.year + last)}"
        return f"{self.year // 10:03}X" if self.unit is Unit.DECADE else f"{self.year // 100:02}XX"

    def widened(self, unit: Unit) -> Moment:
        """The stretch of the coarser `unit` in which it lies (itself where that is no coarser)."""
        if unit is self.unit and not self.piece and not self.clock:
            return self
        if unit <= Unit.WEEK:
            day = self.first_day
            if unit is not Unit.DAY:
                day -= weekday(day)
            return of_day(day, unit)
        year, month = self.year, self.month or civil_from_days(self.first_day)[1]
        match unit:
            case Unit.MONTH:
                return Moment(unit, year, month)
            case Unit.SEASON:
                return season_of(year, month)
            case Unit.QUARTER:
                return Moment(unit, year, number=(month + 2) // 3)
            case Unit.HALF:
                return Moment(unit, year, number=1 if month <= 6 else 2)
            case Unit.DECADE | Unit.CENTURY:
                length = 10 if unit is Unit.DECADE else 100
                if self.unit >= Unit.DECADE and year < 0:
                    return Moment(unit, -(-year // length * length))
                return Moment(unit, year // length * length if year > 0 else -((1 - year) // length * length))
        return Moment(Unit.YEAR, 1 + year if self.unit >= Unit.DECADE and year < 0 else year)

    def moved(self, count: int, unit: Unit) -> Moment:
        """The stretch of `unit` that lies so many units later, earlier when negative."""
        start = self.widened(unit)
        match unit:
            case Unit.DAY | Unit.WEEK | Unit.WEEKEND:
                return of_day(start.first_day + count * (1 if unit is Unit.DAY else 7), unit)
            case Unit.MONTH:
                return Moment(unit, *add_months(start.year, start.month, count))
            case Unit.SEASON | Unit.QUARTER | Unit.HALF:
                parts = 2 if unit is Unit.HALF else 4
                steps = start.year * parts + start.number - 1 + count
                return Moment(unit, steps // parts, number=steps % parts + 1)
            case Unit.DECADE | Unit.CENTURY:
                length = 10 if unit is Unit.DECADE else 100
                return replace(start, year=start.year + count * length)
        return Moment(Unit.YEAR, start.year + count)


def of_day(days: int, unit: Unit = Unit.DAY) -> Moment:
    """The day (or the week that begins with it) so many days after 1970-01-01."""
    return Moment(unit, *civil_from_days(days))


def season_of(year: int, month: int) -> Moment:
    """The season in which a month lies; January and February belong to the winter of the year before."""
    if month <= 2:
        return Moment(Unit.SEASON, year - 1, number=4)
    return Moment(Unit.SEASON, year, number=month // 3)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def duration_value(count: str, unit: Unit) -> str:
    """TIMEX3's value of a length: `P2D`, `PXY`, `PT3H`."""
    if unit is Unit.SEASON:
        return f"P{count}M" if not count.isdigit() else f"P{int(count) * 3}M"
    letters = _LETTERS[unit]
    return f"P{'T' if letters[0] == 'T' else ''}{count}{letters.removeprefix('T')}"


def _year(year: int) -> str:
    """A year as EDTF writes it."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def _day(days: int) -> str:
    year, month, day = civil_from_days(days)
    return f"{_year(year)}-{month:02}-{day:02}"
