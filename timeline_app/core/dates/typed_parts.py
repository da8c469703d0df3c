"""The parts that rules for typed dates are made of: names, patterns, and units that are checked to exist.

Holds what `typed_units.py` and `typed_near.py` share. Refuses dates that no calendar has, with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import civil_from_days, days_in_month
from timeline_app.core.dates.edtf import Unit, parse_edtf
from timeline_app.core.dates.typed import Reading, Setting
from timeline_app.core.dates.words import ENGLISH
from timeline_app.core.errors import TimelineError


def _numbered(names: str) -> dict[str, int]:
    return {name: at for at, name in enumerate(names.split(), 1)}


MONTHS = {name.lower(): at for at, name in enumerate(ENGLISH.months[0], 1)}
MONTHS |= {name.lower(): at for at, name in enumerate(ENGLISH.months_short, 1)} | {"sept": 9}
WEEKDAYS = {name.lower(): at for at, name in enumerate(ENGLISH.weekdays)}
WEEKDAYS |= {name.lower(): at for at, name in enumerate(ENGLISH.weekdays_short)}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
NUMBERS = _numbered("one two three four five six seven eight nine ten eleven twelve") | {"a": 1, "an": 1}


def any_of(names: dict[str, int]) -> str:
    """A pattern of names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


MONTH = rf"(?P<month>{any_of(MONTHS)})\b\.?"
WEEKDAY = rf"(?:(?P<weekday>{any_of(WEEKDAYS)})\b\.? )?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<ad>ad )?(?P<year>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?P<era> (?:bc|ad))?"
#: Two digits alone, with or without an apostrophe, or a year.
SHORT_YEAR = rf"(?:(?P<short>'?[0-9]{{2}})|{YEAR})"
ORDINAL = rf"(?:(?P<rank>[0-9]{{1,3}})(?:st|nd|rd|th)|(?P<ordinal>{any_of(ORDINALS)}))"
COUNT = rf"(?P<count>[0-9][0-9,]*|{any_of(NUMBERS)})"


_PART_OF_A_YEAR = re.compile(rf"\b(?:{any_of(MONTHS | SEASONS)}|q[1-4]|h[12]|quarter|half|week|w[0-9]+)\b")


def names_a_part_of_a_year(text: str) -> bool:
    """Whether a normal text names a month, a season, a quarter, a half or a week."""
    return _PART_OF_A_YEAR.search(text) is not None


class Parts(dict[str, str]):
    """The named parts of a matched text; a part that is not there is empty."""

    def __missing__(self, name: str) -> str:
        return ""


Build = Callable[[Parts, Setting], Reading | None]
Rule = tuple[re.Pattern[str], Build]


def rules(*rows: tuple[str, Build]) -> tuple[Rule, ...]:
    """A table of rules, its patterns compiled."""
    return tuple((re.compile(pattern), build) for pattern, build in rows)


def apply(table: tuple[Rule, ...], text: str, setting: Setting) -> Reading | None:
    """What the first rule of the table makes of the whole text; None where none fits."""
    for pattern, build in table:
        if (found := pattern.fullmatch(text)) is not None:
            parts = Parts({name: part for name, part in found.groupdict().items() if part is not None})
            if (reading := build(parts, setting)) is not None:
                return reading
    return None


def year_of(parts: Parts) -> int | None:
    """The astronomical year of a match; None where the digits are no year by themselves."""
    digits, era = parts["year"], (parts["era"] or parts["ad"]).strip()
    number = int(digits.replace(",", ""))
    if not digits or (not era and (len(digits) < 3 or (len(digits) > 4 and "," not in digits))):
        return None
    if not number:
        return None if era else 0
    return 1 - number if era == "bc" else number


def rank_of(parts: Parts) -> int:
    """The number of an ordinal, in digits or in words."""
    return int(parts["rank"]) if parts["rank"] else ORDINALS[parts["ordinal"]]


def count_of(parts: Parts) -> int:
    """A whole count, in digits or in words."""
    written = parts["count"]
    return NUMBERS[written] if written in NUMBERS else int(written.replace(",", ""))


def full_years(short: str, setting: Setting) -> tuple[int, int]:
    """The likelier and the other year of two digits: up to ten years ahead, else the century before."""
    near = setting.year // 100 * 100 + int(short.lstrip("'"))
    if near > setting.year + 10:
        near -= 100
    return near, near - 100


def day_exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def day_unit(year: int, month: int, day: int) -> Unit:
    """A day, checked."""
    month_unit(year, month)
    if not day_exists(year, month, day):
        last = days_in_month(year, month)
        raise TimelineError(f"There is no day {day}: {ENGLISH.months[0][month - 1]} {year} has {last} days.")
    return Unit(Precision.DAY, year, month, day)


def month_unit(year: int, month: int) -> Unit:
    """A month, checked."""
    if not 1 <= month <= 12:
        raise TimelineError(f"There is no month {month}; months go from 1 to 12.")
    return Unit(Precision.MONTH, near_year(year), month)


def near_year(year: int) -> int:
    """A year that may bear days, months and seasons; others are told by the year alone."""
    if not -9999 <= year <= 9999:
        raise TimelineError("Only years from 10,000 BC to 9999 can be told by months and days.")
    return year


def year_unit(year: int) -> Unit:
    """A year, within what the program counts."""
    unit = parse_edtf(f"Y{year}")  # which refuses what lies too far away
    return unit if isinstance(unit, Unit) else Unit(Precision.YEAR, year)


def decade_unit(first_year: int) -> Unit:
    """The decade that begins with a year."""
    return Unit(Precision.DECADE, first_year, years=10)


def century_unit(first_year: int, years: int = 100) -> Unit:
    """The century, or millennium, that begins with a year."""
    return Unit(Precision.CENTURY, first_year, years=years)


def day_at(days: int) -> Unit:
    """The day so many days after 1970-01-01."""
    return Unit(Precision.DAY, *civil_from_days(days))
