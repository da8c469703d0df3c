"""The words of dates: one table per language, and the style a person reads them in.

Holds month, weekday and season names, the templates of every phrase, and the words of a year. Refuses to
join them into phrases (`phrases.py`) and to read them (`human.py`); no other module writes a date word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from timeline_app.core.errors import TimelineError


class Case(IntEnum):
    """The form a name takes after a preposition; English has one form for all."""

    NOMINATIVE = 0
    GENITIVE = 1
    INSTRUMENTAL = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template with `{}` places, and the case its dates stand in."""

    template: str
    case: Case = Case.NOMINATIVE

    def __call__(self, *parts: str) -> str:
        """The phrase with its places filled."""
        return self.template.format(*parts)


@dataclass(frozen=True, slots=True)
class Language:
    """Every word that a date is told in.

    Names come by case, then by number; `plural` picks which form of a unit goes with a number.
    """

    months: tuple[tuple[str, ...], ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]  # from Monday
    weekdays_short: tuple[str, ...]
    seasons: tuple[tuple[str, ...], ...]  # spring, summer, autumn, winter
    eras: Mapping[str, tuple[str, str]]  # style → (before year 1, years 1 to 999), templates
    ordinal: Callable[[int], str]
    plural: Callable[[int], int]
    units: Mapping[str, tuple[str, ...]]
    one: Mapping[str, str]  # "a year", "an hour"
    phrases: Mapping[str, Phrase]
    half_days: tuple[str, str] = ("a.m.", "p.m.")
    thousands: str = ","
    decimal: str = "."
    day_first: str = "{day} {month}"
    month_first: str = "{month} {day}"
    year_after_month_first: str = ", "


def _english_ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ENGLISH = Language(
    months=(_ENGLISH_MONTHS,) * 3,
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    seasons=(("spring", "summer", "autumn", "winter"),) * 3,
    eras={"BC": ("{} BC", "AD {}"), "BCE": ("{} BCE", "{} CE")},
    ordinal=_english_ordinal,
    plural=lambda number: 0 if number == 1 else 1,
    units={
        "second": ("second", "seconds"),
        "minute": ("minute", "minutes"),
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
    one={
        "second": "a second",
        "minute": "a minute",
        "hour": "an hour",
        "day": "a day",
        "month": "a month",
        "year": "a year",
    },
    phrases={
        "about": Phrase("about {}", Case.GENITIVE),
        "uncertain": Phrase("{} (uncertain)"),
        "before": Phrase("before {}", Case.GENITIVE),
        "or_earlier": Phrase("{} or earlier"),
        "after": Phrase("after {}", Case.GENITIVE),
        "or_later": Phrase("{} or later"),
        "between": Phrase("between {} and {}", Case.INSTRUMENTAL),
        "within": Phrase("some time in {}"),
        "aside_before": Phrase("{}, before {}", Case.GENITIVE),
        "aside_after": Phrase("{}, after {}", Case.GENITIVE),
        "or": Phrase("{} or {}"),
        "until": Phrase("until {}", Case.GENITIVE),
        "since": Phrase("since {}", Case.GENITIVE),
        "from_unknown_end": Phrase("from {}, end unknown", Case.GENITIVE),
        "to_unknown_start": Phrase("until {}, start unknown", Case.GENITIVE),
        "to": Phrase("{} to {}"),
        "from_to": Phrase("from {} to {}", Case.GENITIVE),
        "decade": Phrase("the {}s"),
        "decade_years": Phrase("the decade {}–{}"),
        "century": Phrase("{} century"),
        "millennium": Phrase("{} millennium"),
        "month_unknown": Phrase("{}, month unknown"),
        "day_unknown": Phrase("{}, day unknown"),
        "year_unknown": Phrase("{}, year unknown"),
        "undated": Phrase("undated"),
        "time": Phrase("{}, {}"),
        "hour": Phrase("in the hour from {}"),
        "ago": Phrase("{} years ago"),
        "from_now": Phrase("{} years from now"),
        "million": Phrase("{} million"),
        "billion": Phrase("{} billion"),
        "old_style": Phrase("{} O.S."),
        "aside": Phrase("{} ({})"),
        "more_than": Phrase("more than {}"),
        "almost": Phrase("almost {}"),
    },
)

LANGUAGES: dict[str, Language] = {"en": ENGLISH}


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a person likes dates told: `language` a key of `LANGUAGES`, `era` "BC" or "BCE"."""

    language: str = "en"
    day_first: bool = True
    hours24: bool = True
    era: str = "BC"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise TimelineError(f"There is no table of date words for the language “{self.language}”.")
        if self.era not in LANGUAGES[self.language].eras:
            raise TimelineError(f"“{self.era}” is no way to count years; use BC or BCE.")


PLAIN_STYLE = DateStyle()


def language_of(style: DateStyle) -> Language:
    """The table of the style's language."""
    return LANGUAGES[style.language]


def month_name(
    month: int, style: DateStyle = PLAIN_STYLE, *, short: bool = False, case: Case = Case.NOMINATIVE
) -> str:
    """The name of a month, 1 to 12: "August", or "Aug"."""
    table = language_of(style)
    return table.months_short[month - 1] if short else table.months[case][month - 1]


def weekday_name(weekday: int, style: DateStyle = PLAIN_STYLE, *, short: bool = False) -> str:
    """The name of a weekday, 0 for Monday to 6: "Monday", or "Mon"."""
    table = language_of(style)
    return (table.weekdays_short if short else table.weekdays)[weekday]


def season_name(season: int, style: DateStyle = PLAIN_STYLE, *, case: Case = Case.NOMINATIVE) -> str:
    """The name of an EDTF season, 21 to 24: "spring" to "winter"."""
    return language_of(style).seasons[case][season - 21]


def number_words(number: int, style: DateStyle = PLAIN_STYLE) -> str:
    """A whole number with its thousands set apart from five digits on: "1945", "12,001"."""
    return f"{number:,}".replace(",", language_of(style).thousands) if abs(number) > 9999 else str(number)


def count_words(number: int, style: DateStyle = PLAIN_STYLE) -> str:
    """How many, with every thousand set apart, as counts are read: "37", "1,204", "1,000,000"."""
    return f"{number:,}".replace(",", language_of(style).thousands)


def year_words(year: int, style: DateStyle = PLAIN_STYLE, *, era: bool = True) -> str:
    """The words of an astronomical year: "1945", "AD 79", "44 BC" (year -43), "66 million years ago".

    Round years beyond a million count in millions from today, as deep time is told. With `era` false the
    bare number, for the first of two years that share an era. Ticks before year 1 that should read round
    ("500 BC") stand at 1 - 500.
    """
    table = language_of(style)
    if (count := _deep_count(year, style)) is not None:
        return count if not era else table.phrases["ago" if year < 0 else "from_now"](count)
    before, after = table.eras[style.era]
    number = number_words(1 - year if year < 1 else year, style)
    if not era or year >= 1000:
        return number
    return (before if year < 1 else after).format(number)


def shares_era(first: int, second: int) -> bool:
    """Whether two years are told with the same era words, so that one of them may go without."""
    return _era_of(first) == _era_of(second)


def century_words(
    first_year: int, style: DateStyle = PLAIN_STYLE, *, years: int = 100, name: bool = True
) -> str:
    """The words of the century (or, with `years` 1000, millennium) that begins with an astronomical year.

    With `name` false the ordinal alone, for the first of two: "18th to 19th century".
    """
    table = language_of(style)
    number = first_year // years + 1 if first_year >= 0 else -(first_year // years)
    if not name:
        return table.ordinal(number)
    words = table.phrases["century" if years == 100 else "millennium"](table.ordinal(number))
    return table.eras[style.era][0].format(words) if first_year < 0 else words


def decade_words(first_year: int, style: DateStyle = PLAIN_STYLE) -> str:
    """The words of the decade that begins with an astronomical year: "the 1980s", "the decade 50–41 BC"."""
    table = language_of(style)
    last_year = first_year + 9
    if first_year == 2000 or (first_year >= 100 and first_year % 100):
        return table.phrases["decade"](number_words(first_year, style))
    # "the 10s" and "the 1800s" would be read otherwise, and decades BC end in odd places: name the years
    shared = shares_era(first_year, last_year)
    at_front = first_year > 0 and style.era == "BC"
    first = year_words(first_year, style, era=not shared or at_front)
    last = year_words(last_year, style, era=not shared or not at_front)
    return table.phrases["decade_years"](first, last)


def clock_words(hour: int, minute: int, second: int = 0, style: DateStyle = PLAIN_STYLE) -> str:
    """The words of a time of day: "20:00", "20:00:05", "8:00 p.m."; seconds only where there are some."""
    seconds = f":{second:02}" if second else ""
    if style.hours24:
        return f"{hour:02}:{minute:02}{seconds}"
    half = language_of(style).half_days[hour // 12]
    return f"{(hour + 11) % 12 + 1}:{minute:02}{seconds} {half}"


def offset_words(offset_min: int) -> str:
    """The words of an offset from UTC in minutes: "UTC", "UTC−5", "UTC+5:30"."""
    if offset_min == 0:
        return "UTC"
    hours, minutes = divmod(abs(offset_min), 60)
    return f"UTC{'−' if offset_min < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def _era_of(year: int) -> int:
    if _deep_count(year, PLAIN_STYLE) is not None:
        return -2 if year < 0 else 3
    return 0 if year < 1 else 1 if year < 1000 else 2


def _deep_count(year: int, style: DateStyle) -> str | None:
    """The count of a round year beyond a million either way, as "66 million"; None for every other."""
    table = language_of(style)
    size = abs(year)
    for name, unit in (("billion", 1_000_000_000), ("million", 1_000_000)):
        if size >= unit and size % (unit // 100) == 0:
            whole, hundredths = divmod(size // (unit // 100), 100)
            decimals = f"{hundredths:02}".rstrip("0")
            number = number_words(whole, style) + (table.decimal + decimals if decimals else "")
            return table.phrases[name](number)
    return None
