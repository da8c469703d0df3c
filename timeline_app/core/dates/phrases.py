"""Dates told in words: an EDTF text → "about 12 to 13 December 2025", "before 1945", "the 1980s".

Holds how words are joined, shortened where two dates share a part, and doubled for Julian dates. Refuses to
know a single word itself (`words.py`) and to read any (`human.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_app.core.columns import Precision
from timeline_app.core.dates.calendar import (
    DAY_S,
    days_from_civil,
    days_in_julian_month,
    julian_from_days,
)
from timeline_app.core.dates.edtf import (
    EdtfDate,
    End,
    Interval,
    OneOf,
    Undated,
    Unit,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.dates.unit_words import (
    day_words,
    next_unit,
    previous_unit,
    qualified_words,
    time_words,
    unit_words,
    with_qualifiers,
)
from timeline_app.core.dates.words import (
    PLAIN_STYLE,
    DateStyle,
    century_words,
    language_of,
    month_name,
    shares_era,
    year_words,
)
from timeline_app.core.errors import TimelineError

#: Marks in a date as written that say it was told by the Julian calendar.
JULIAN_MARK = re.compile(r"\bO\. ?S\.?(?!\w)|(?-i:\bOS)\)?$|\bold style\b|\bjulian\b", re.IGNORECASE)


@lru_cache(maxsize=32_768)
def in_words(edtf_text: str, style: DateStyle = PLAIN_STYLE, as_written: str = "") -> str:
    """An EDTF text in words that may stand in a sentence; the caller capitalises the first letter.

    With an `as_written` that names the Julian calendar the words say both: "7 November 1917 (25 October
    O.S.)". A text that is not EDTF comes back as it was written, so that a label is never missing.
    """
    try:
        date = parse_edtf(edtf_text)
    except TimelineError:
        return as_written or edtf_text
    words = date_words(date, style)
    if as_written and JULIAN_MARK.search(as_written) and (julian := _julian_words(date, style)):
        return language_of(style).phrases["aside"](words, julian)
    return words


def date_words(date: EdtfDate, style: DateStyle = PLAIN_STYLE) -> str:
    """A parsed date in words."""
    if isinstance(date, Undated):
        return _undated_words(date, style)
    if isinstance(date, Unit):
        return qualified_words(date, style)
    if isinstance(date, OneOf):
        return _set_words(date, style)
    return _interval_words(date, style)


def _undated_words(date: Undated, style: DateStyle) -> str:
    table = language_of(style)
    if not date.month:
        return table.phrases["undated"]()
    words = month_name(date.month, style)
    if date.day:
        # 2000 only lends its months; its year is not told
        words = day_words(2000, date.month, date.day, style, with_year=False)
    return table.phrases["year_unknown"](words)


# Sets ---------------------------------------------------------------------------------------------------


def _set_words(choice: OneOf, style: DateStyle) -> str:
    words = [_choice_words(first, last, style) for first, last in choice.ranges]
    joined = words[0]
    for other in words[1:]:
        joined = language_of(style).phrases["or"](joined, other)
    return joined


def _choice_words(first: Unit | None, last: Unit | None, style: DateStyle) -> str:
    phrases = language_of(style).phrases
    if first is None:
        if last is None:
            return phrases["undated"]()
        if _is_plain(last):
            return phrases["before"](unit_words(next_unit(last), style, phrases["before"].case))
        return phrases["or_earlier"](qualified_words(last, style))
    if last is None:
        if _is_plain(first):
            return phrases["after"](unit_words(previous_unit(first), style, phrases["after"].case))
        return phrases["or_later"](qualified_words(first, style))
    if first == last:
        return qualified_words(first, style)
    if (aside := _aside_words(first, last, style)) is not None:
        return aside
    joiner = phrases["or" if _is_plain(first) and next_unit(first) == last else "between"]
    start = qualified_words(first, style, joiner.case, with_year=not _shares_year(first, last))
    return joiner(start, qualified_words(last, style, joiner.case))


def _aside_words(first: Unit, last: Unit, style: DateStyle) -> str | None:
    """A wide approximate date cut by a finer one within it: "about 1850, before March 1850"."""
    phrases = language_of(style).phrases
    (first_s, first_end_s), (last_s, last_end_s) = unit_span_s(first), unit_span_s(last)
    within = first_s <= last_s and last_end_s < first_end_s
    if within and first.approximate and first.precision > last.precision and _is_plain(last):
        wide = qualified_words(first, style)
        return phrases["aside_before"](wide, unit_words(next_unit(last), style, phrases["before"].case))
    within = last_s < first_s and first_end_s <= last_end_s
    if within and last.approximate and last.precision > first.precision and _is_plain(first):
        wide = qualified_words(last, style)
        return phrases["aside_after"](wide, unit_words(previous_unit(first), style, phrases["after"].case))
    return None


def _is_plain(unit: Unit) -> bool:
    """Whether "before" and "after" may name its neighbour: nothing doubtful, and no odd second."""
    return not _is_marked(unit) and unit.precision >= Precision.MINUTE


# Intervals ----------------------------------------------------------------------------------------------


def _interval_words(date: Interval, style: DateStyle) -> str:
    phrases = language_of(style).phrases
    start, end = date.start, date.end
    if isinstance(start, End) and not isinstance(end, End):
        phrase = phrases["until" if start is End.OPEN else "to_unknown_start"]
        return phrase(_end_words(end, style))
    if isinstance(end, End) and not isinstance(start, End):
        phrase = phrases["since" if end is End.OPEN else "from_unknown_end"]
        return phrase(_end_words(start, style))
    if isinstance(start, Unit) and isinstance(end, Unit):
        return _from_to_words(start, end, style)
    return phrases["from_to"](_end_words(start, style), _end_words(end, style))


def _end_words(end: Unit | OneOf | End, style: DateStyle) -> str:
    phrases = language_of(style).phrases
    if isinstance(end, End):
        return end.value
    if isinstance(end, Unit):
        return qualified_words(end, style, phrases["from_to"].case)
    if len(end.ranges) == 1:
        first, last = end.ranges[0]
        if isinstance(first, Unit) and isinstance(last, Unit) and first != last:
            return phrases["within"](_from_to_words(first, last, style))
    return _set_words(end, style)


def _from_to_words(start: Unit, end: Unit, style: DateStyle) -> str:
    """Two units joined: by a dash where both are plain, by "to" where a word stands beside them."""
    phrases = language_of(style).phrases
    plain = start.precision == end.precision and not any(
        unit.approximate or unit.uncertain or unit.unspecified for unit in (start, end)
    )
    clocks = start.precision < Precision.DAY and end.precision < Precision.DAY
    if clocks and (start.year, start.month, start.day) == (end.year, end.month, end.day):
        same_offset = start.offset_min == end.offset_min
        first = time_words(start, style, with_offset=not same_offset)
        dash = "–" if plain and " " not in first else " – "
        day = day_words(start.year, start.month, start.day, style)
        first, last = (
            with_qualifiers(first, start, style),
            with_qualifiers(time_words(end, style), end, style),
        )
        return phrases["time"](day, f"{first}{dash}{last}")
    first, last, tight = _shortened(start, end, style)
    first, last = with_qualifiers(first, start, style), with_qualifiers(last, end, style)
    if plain and start.precision == Precision.YEAR and (deep := _deep_range(first, last, style)) is not None:
        return deep
    worded = (Precision.SEASON, Precision.DECADE, Precision.CENTURY)
    if start.precision in worded or end.precision in worded or _is_marked(start) or _is_marked(end):
        return phrases["to"](first, last)
    return f"{first}–{last}" if tight and plain else f"{first} – {last}"


def _is_marked(unit: Unit) -> bool:
    return unit.approximate or unit.uncertain or bool(unit.unspecified)


def _shortened(start: Unit, end: Unit, style: DateStyle) -> tuple[str, str, bool]:
    """The words of two units without what they share, and whether a bare dash may join them."""
    if start.precision == end.precision == Precision.DAY:
        same_year = start.year == end.year
        same_month = same_year and start.month == end.month
        if same_month and not style.day_first:
            first = day_words(start.year, start.month, start.day, style, with_year=False)
            return first, day_words(end.year, end.month, end.day, style, with_month=False), True
        first = day_words(
            start.year, start.month, start.day, style, with_month=not same_month, with_year=not same_year
        )
        return first, unit_words(end, style), same_month
    if start.precision == end.precision == Precision.YEAR and shares_era(start.year, end.year):
        before = start.year < 1
        # "49–44 BC" and "AD 14–37": the era stands at the outer side
        at_front = not before and style.era == "BC"
        first = year_words(start.year, style, era=at_front)
        last = year_words(end.year, style, era=not at_front)
        if not start.unspecified and not end.unspecified:
            return first, last, " " not in first or at_front
    if start.precision == end.precision == Precision.CENTURY and shares_era(start.year, end.year):
        whole = start.years != end.years
        return century_words(start.year, style, years=start.years, name=whole), unit_words(end, style), False
    first = unit_words(start, style, with_year=not _shares_year(start, end))
    return first, unit_words(end, style), " " not in first


def _shares_year(start: Unit, end: Unit) -> bool:
    """Whether the first of two units may leave its year to the second."""
    named = (Precision.DAY, Precision.MONTH, Precision.SEASON)
    if start.precision != end.precision or start.precision not in named or start.year != end.year:
        return False  # "January 1 – January 1 BC" would leave the first in doubt
    return start.unspecified == 0 and 24 not in (start.month, end.month)


def _deep_range(first: str, last: str, style: DateStyle) -> str | None:
    """Two deep years with one "years ago": "66 million – 56 million years ago"."""
    phrases = language_of(style).phrases
    for name in ("ago", "from_now"):
        ending = phrases[name]("")
        if first.endswith(ending) and last.endswith(ending):
            return phrases[name](f"{first.removesuffix(ending)} – {last.removesuffix(ending)}")
    return None


# Julian dates -------------------------------------------------------------------------------------------


def _julian_words(date: EdtfDate, style: DateStyle) -> str | None:
    """The Julian words of a day, or of the days of one Julian month; None for anything else."""
    old_style = language_of(style).phrases["old_style"]
    if isinstance(date, Unit) and date.precision == Precision.DAY:
        year, month, day = julian_from_days(days_from_civil(date.year, date.month, date.day))
        return old_style(day_words(year, month, day, style, with_year=year != date.year))
    if isinstance(date, Interval) and isinstance(date.start, Unit) and isinstance(date.end, Unit):
        if date.start.precision != Precision.DAY or date.end.precision != Precision.DAY:
            return None
        first = julian_from_days(unit_span_s(date.start)[0] // DAY_S)
        last = julian_from_days(unit_span_s(date.end)[0] // DAY_S)
        if first[:2] == last[:2] and first[2] == 1 and last[2] == days_in_julian_month(*last[:2]):
            return old_style(f"{month_name(first[1], style)} {year_words(first[0], style)}")
        ends = (
            day_words(*day, style, with_year=day[0] != unit.year)
            for day, unit in zip((first, last), (date.start, date.end), strict=True)
        )
        return old_style(" – ".join(ends))
    return None
