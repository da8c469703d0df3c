"""The EDTF notation (ISO 8601-2) as this program writes it: a text ↔ a frozen value.

Holds the grammar: levels 0 and 1, level 2's one-of-a-set, and the extensions of docs/dates.md (sets as ends
of an interval, `~ ? %` inside sets, times to the hour and minute). Refuses what people type
(`human.read_date`), and what EDTF can write but a timeline cannot place, each with a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Precision
from timeline_app.core.dates.calendar import DAY_S, add_months, days_in_month, seconds_from_civil
from timeline_app.core.errors import TimelineError

#: First month of each season and how many months it lasts; winter runs into the next year.
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}

_UNIT = re.compile(
    r"""(?:
      (?P<year>-?[0-9]{4})
        (?:-(?P<month>[0-9]{2}|XX)
          (?:-(?P<day>[0-9]{2}|XX)
            (?:T(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?
               (?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?
    | Y(?P<long>-?[0-9]+)
    | (?P<mask>-?[0-9]{3}X|-?[0-9]{2}XX|-?[0-9]XXX)
    )(?P<qualifier>[~?%])?""",
    re.VERBOSE,
)
_NO_YEAR = re.compile(r"XXXX(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?")


@dataclass(frozen=True, slots=True)
class Undated:
    """No year is known; perhaps a month (1–12) and a day, else 0."""

    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """One date, as wide as its precision.

    `year` is the first year of a decade or century (`years` is how many it holds), astronomical. `month` is
    1–12, or 21–24 for a season. `unspecified` counts trailing parts written XX. `offset_min` is minutes east
    of UTC, None where the text bears no offset.
    """

    precision: Precision
    year: int
    month: int = 0
    day: int = 0
    hour: int = 0
    minute: int = 0
    second: int = 0
    offset_min: int | None = None
    years: int = 1
    unspecified: int = 0
    approximate: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A set of which one moment is true: ranges (first, last), both ends included, None where open.

    A lone member has the same unit twice.
    """

    ranges: tuple[tuple[Unit | None, Unit | None], ...]


class End(Enum):
    """An end of an interval that bears no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Something that lasts, from one date to another, both included."""

    start: Unit | OneOf | End
    end: Unit | OneOf | End


EdtfDate: TypeAlias = Undated | Unit | OneOf | Interval


def parse_edtf(text: str) -> EdtfDate:
    """The date an EDTF text says; "" and XXXX are undated.

    Raises TimelineError with a sentence for anything that is not such a text, or no date of the calendar.
    """
    if (unit := _unit(text)) is not None:
        return unit
    if text in ("", "XXXX"):
        return Undated()
    if text.count("/") == 1:
        return _interval(text)
    if text.startswith("["):
        return _one_of(text)
    if (found := _NO_YEAR.fullmatch(text)) is not None:
        return _undated(text, found)
    raise TimelineError(_why_not(text))


def format_edtf(date: EdtfDate) -> str:
    """The canonical EDTF text of a date; `parse_edtf` gives the same date back."""
    if isinstance(date, Unit):
        return _unit_text(date)
    if isinstance(date, OneOf):
        return "[" + ",".join(_range_text(first, last) for first, last in date.ranges) + "]"
    if isinstance(date, Interval):
        return f"{_end_text(date.start)}/{_end_text(date.end)}"
    if not date.month and not date.day:
        return "XXXX"
    return f"XXXX-{date.month or 'XX':0>2}" + (f"-{date.day:02}" if date.day else "")


def unit_span_s(unit: Unit) -> tuple[int, int]:
    """First second and last second + 1 of a unit by the clock it is written in, whatever its offset."""
    year, month, precision = unit.year, unit.month, unit.precision
    if precision <= Precision.DAY:
        start_s = seconds_from_civil(year, month, unit.day, unit.hour, unit.minute, unit.second)
        return start_s, start_s + _CLOCK_S[precision]
    if precision == Precision.MONTH:
        return seconds_from_civil(year, month), seconds_from_civil(*add_months(year, month, 1))
    if precision == Precision.SEASON:
        first = SEASON_MONTHS[month]
        return seconds_from_civil(year, first), seconds_from_civil(*add_months(year, first, 3))
    return seconds_from_civil(year), seconds_from_civil(year + unit.years)


_CLOCK_S = {Precision.SECOND: 1, Precision.MINUTE: 60, Precision.HOUR: 3600, Precision.DAY: DAY_S}


def _unit(text: str) -> Unit | None:
    """The unit a text says; None where it does not have a unit's form."""
    found = _UNIT.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    qualifier = part["qualifier"]
    approximate = qualifier is not None and qualifier in "~%"
    uncertain = qualifier is not None and qualifier in "?%"
    if part["mask"]:
        return _mask_unit(part["mask"], approximate, uncertain)
    if part["long"]:
        return _year_unit(text, part["long"], approximate, uncertain)
    if part["year"] == "-0000":
        raise TimelineError(f"“{text}” has the year -0000, which does not exist: 1 BC is written 0000.")
    year, month, day = int(part["year"]), part["month"], part["day"]
    if month is None:
        return Unit(Precision.YEAR, year, approximate=approximate, uncertain=uncertain)
    if month == "XX":
        if day not in (None, "XX"):
            raise TimelineError(
                f"“{text}” names a day of an unknown month, which has no place on a timeline."
            )
        missing = 2 if day else 1
        return Unit(Precision.YEAR, year, unspecified=missing, approximate=approximate, uncertain=uncertain)
    month_number = int(month)
    if month_number in SEASON_MONTHS and day is None:
        return Unit(Precision.SEASON, year, month_number, approximate=approximate, uncertain=uncertain)
    if not 1 <= month_number <= 12:
        raise TimelineError(
            f"“{text}” has the month {month}: months are 01 to 12, and 21 to 24 are spring to winter."
        )
    if day is None or day == "XX":
        return Unit(
            Precision.MONTH,
            year,
            month_number,
            unspecified=0 if day is None else 1,
            approximate=approximate,
            uncertain=uncertain,
        )
    day_number = int(day)
    if not 1 <= day_number <= days_in_month(year, month_number):
        raise TimelineError(
            f"“{text}” has the day {day}, but that month has {days_in_month(year, month_number)} days."
        )
    if part["hour"] is None:
        return Unit(
            Precision.DAY, year, month_number, day_number, approximate=approximate, uncertain=uncertain
        )
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise TimelineError(f"“{text}” has no time of the clock: hours go to 23, minutes and seconds to 59.")
    precision = Precision.SECOND if part["second"] else Precision.MINUTE if part["minute"] else Precision.HOUR
    return Unit(
        precision,
        year,
        month_number,
        day_number,
        hour,
        minute,
        second,
        _offset_min(text, part["offset"]),
        approximate=approximate,
        uncertain=uncertain,
    )


def _offset_min(text: str, offset: str | None) -> int | None:
    if offset is None:
        return None
    if offset == "Z":
        return 0
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 18 or minutes > 59:
        raise TimelineError(f"“{text}” has the offset {offset}; offsets go from -18:00 to +18:00.")
    return (hours * 60 + minutes) * (-1 if offset[0] == "-" else 1)


def _year_unit(text: str, digits: str, approximate: bool, uncertain: bool) -> Unit:
    if len(digits) > 12:
        raise TimelineError(_too_far(text))
    unit = Unit(Precision.YEAR, int(digits), approximate=approximate, uncertain=uncertain)
    start_s, end_s = unit_span_s(unit)
    if start_s <= OPEN_START_S or end_s >= OPEN_END_S:
        raise TimelineError(_too_far(text))
    return unit


def _mask_unit(mask: str, approximate: bool, uncertain: bool) -> Unit:
    digits = mask.lstrip("-").rstrip("X")
    width = 10 ** mask.count("X")
    first = int(digits) * width
    if mask.startswith("-"):
        first = -first - width + 1
    precision = Precision.DECADE if width == 10 else Precision.CENTURY
    return Unit(precision, first, years=width, approximate=approximate, uncertain=uncertain)


def _undated(text: str, found: re.Match[str]) -> Undated:
    month = int(found["month"]) if found["month"] not in (None, "XX") else 0
    day = int(found["day"]) if found["day"] not in (None, "XX") else 0
    # 2000 stands for a leap year: 29 February of an unknown year is possible
    if month > 12 or (found["month"] == "00") or day > (days_in_month(2000, month) if month else 31):
        raise TimelineError(f"“{text}” is no day of any year.")
    return Undated(month, day)


def _interval(text: str) -> Interval:
    written_start, written_end = text.split("/")
    start, end = _end(text, written_start), _end(text, written_end)
    if isinstance(start, End) and isinstance(end, End):
        raise TimelineError(f"“{text}” says neither when it begins nor when it ends.")
    first, last = _comparable(start, first=True), _comparable(end, first=False)
    if first is not None and last is not None and _runs_backwards(first, last):
        raise TimelineError(f"“{text}” ends before it begins.")
    return Interval(start, end)


def _end(text: str, written: str) -> Unit | OneOf | End:
    if written in ("..", ""):
        return End(written)
    if written.startswith("["):
        return _one_of(written)
    unit = _unit(written)
    if unit is None:
        raise TimelineError(_why_not(written) if written else _why_not(text))
    return unit


def _one_of(text: str) -> OneOf:
    if not text.endswith("]") or text.count("[") != 1 or text.count("]") != 1:
        raise TimelineError(f"“{text}” opens a set with “[”, which must be closed once, by “]”.")
    members = [member.strip() for member in text[1:-1].split(",")]
    ranges: list[tuple[Unit | None, Unit | None]] = []
    for place, member in enumerate(members):
        first_text, dots, last_text = member.partition("..")
        if not dots:
            unit = _member(text, member)
            ranges.append((unit, unit))
            continue
        first = _member(text, first_text) if first_text else None
        last = _member(text, last_text) if last_text else None
        if first is None and last is None:
            raise TimelineError(f"“{text}” has a range with no date in it.")
        if (first is None and place > 0) or (last is None and place < len(members) - 1):
            raise TimelineError(f"“{text}” may be open only before its first or after its last date.")
        if first is not None and last is not None and _runs_backwards(first, last):
            raise TimelineError(f"“{text}” has a range that ends before it begins.")
        ranges.append((first, last))
    return OneOf(tuple(ranges))


def _member(text: str, written: str) -> Unit:
    unit = _unit(written)
    if unit is None:
        raise TimelineError(f"“{text}” holds “{written}”, which is not an EDTF date.")
    return unit


def _comparable(end: Unit | OneOf | End, *, first: bool) -> Unit | None:
    """The outermost unit of an interval's end; None where it is open or unknown."""
    if isinstance(end, Unit):
        return end
    if isinstance(end, End):
        return None
    units = [member[0] if first else member[1] for member in end.ranges]
    known = [unit for unit in units if unit is not None]
    if len(known) < len(units):
        return None
    return min(known, key=unit_span_s) if first else max(known, key=lambda unit: unit_span_s(unit)[1])


def _runs_backwards(first: Unit, last: Unit) -> bool:
    start_s, end_s = unit_span_s(first)[0], unit_span_s(last)[1]
    if first.offset_min is not None and last.offset_min is not None:
        return end_s - last.offset_min * 60 <= start_s - first.offset_min * 60
    # with one offset unknown to the text, the story's zone decides; a day covers every pair of zones
    slack_s = 2 * DAY_S if (first.offset_min is None) != (last.offset_min is None) else 0
    both_clocks = first.precision < Precision.DAY and last.precision < Precision.DAY
    return end_s + (slack_s if both_clocks or slack_s else 0) <= start_s


def _unit_text(unit: Unit) -> str:
    mark = "%" if unit.approximate and unit.uncertain else "~" if unit.approximate else ""
    mark = mark or ("?" if unit.uncertain else "")
    if unit.precision >= Precision.DECADE:
        size = len(str(unit.years)) - 1
        first = unit.year if unit.year >= 0 else -(unit.year + unit.years - 1)
        sign = "-" if unit.year < 0 else ""
        return f"{sign}{first // unit.years:0{4 - size}}{'X' * size}{mark}"
    if not -9999 <= unit.year <= 9999:
        return f"Y{unit.year}{mark}"
    text = f"-{-unit.year:04}" if unit.year < 0 else f"{unit.year:04}"
    if unit.month:
        text += f"-{unit.month:02}"
    text += "-XX" * unit.unspecified
    if unit.day:
        text += f"-{unit.day:02}"
    if unit.precision < Precision.DAY:
        text += f"T{unit.hour:02}"
        if unit.precision <= Precision.MINUTE:
            text += f":{unit.minute:02}"
        if unit.precision == Precision.SECOND:
            text += f":{unit.second:02}"
        text += _offset_text(unit.offset_min)
    return text + mark


def _offset_text(offset_min: int | None) -> str:
    if offset_min is None:
        return ""
    if offset_min == 0:
        return "Z"
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{'-' if offset_min < 0 else '+'}{hours:02}:{minutes:02}"


def _range_text(first: Unit | None, last: Unit | None) -> str:
    if first is not None and first is last:
        return _unit_text(first)
    if first is not None and first == last:
        return _unit_text(first)
    return f"{_unit_text(first) if first else ''}..{_unit_text(last) if last else ''}"


def _end_text(end: Unit | OneOf | End) -> str:
    return end.value if isinstance(end, End) else format_edtf(end)


def _too_far(text: str) -> str:
    return f"“{text}” lies more than 73 billion years away, which is further than this program counts."


def _why_not(text: str) -> str:
    """One sentence on why a text is not EDTF as we read it."""
    if text.startswith("{"):
        return f"“{text}” names several dates at once; make one event of each."
    if "/" in text:
        return f"“{text}” has more than one “/”; an interval has one start and one end."
    if re.fullmatch(r"-?[0-9]{5,}", text):
        return f"“{text}” has more than four digits; such a year is written Y{text}."
    if re.fullmatch(r"-?[0-9]{1,3}", text):
        digits = text.lstrip("-")
        return f"“{text}” has too few digits; the year is written {'-' * ('-' in text)}{digits:0>4}."
    if re.fullmatch(r"Y?-?[0-9]+(E[0-9]+)?(S[0-9]+)?", text):
        return f"“{text}” gives a year by its exponent or significant digits; write the year out."
    if re.fullmatch(r"[0-9X]{4}(-[0-9X]{2}){0,2}", text):
        return f"“{text}” leaves open digits that a timeline cannot place; only the last ones may be X."
    if re.search(r"[~?%].", text):
        return f"“{text}” marks a part of a date; ~ ? and % stand at its end, for the whole."
    return f"“{text}” is not an EDTF date; write it like 2021, 2021-08, 2021-08-09 or 2020/2021."
