"""Dates joined as people type them: "before March 1850", "since 2020", "12–13 December 2025".

Holds sets and intervals over `typed_one.py`, and how two dates lend each other what they share. Refuses to
fill in a year that nothing in the text gives; `human.py` asks for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from timeline_app.core.columns import Precision
from timeline_app.core.dates.edtf import EdtfDate, End, Interval, OneOf, Unit, format_edtf, parse_edtf
from timeline_app.core.dates.typed import Reading, Setting
from timeline_app.core.dates.typed_one import read_one, same
from timeline_app.core.dates.unit_words import next_unit, previous_unit
from timeline_app.core.errors import TimelineError

_SET_FORMS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:before|prior to|earlier than) (?P<date>.+)", "before"),
        (r"(?:after|later than) (?P<date>.+)", "after"),
        (r"(?:by|no later than|not later than|not after|on or before) (?P<date>.+)", "up to"),
        (r"(?P<date>.+) (?:or earlier|or before|at latest)", "up to"),
        (r"(?:not before|no earlier than|not earlier than|on or after) (?P<date>.+)", "from"),
        (r"(?P<date>.+) (?:or later|or after|at earliest)", "from"),
    )
)
_BETWEEN = re.compile(r"(?:sometime )?between (?P<first>.+?) and (?P<last>.+)")
_WITHIN = re.compile(r"sometime (?P<first>.+?)(?: to | – |–| - |-)(?P<last>.+)")
_ASIDE = re.compile(r"(?P<wide>.+) (?P<side>before|after) (?P<cut>.+)")
_NOW = r"(?:present|now|today|ongoing|to date|\.\.\.?)"
_OPEN_FORMS = tuple(
    (re.compile(pattern), start, end)
    for pattern, start, end in (
        (r"from (?P<date>.+) end unknown", None, End.UNKNOWN),
        (r"(?:until|to) (?P<date>.+) start unknown", End.UNKNOWN, None),
        (r"(?:ever )?since (?P<date>.+)", None, End.OPEN),
        (r"(?:from )?(?P<date>.+?) (?:on|onwards?|to this day)", None, End.OPEN),
        (rf"(?:from )?(?P<date>.+?)(?: ?– ?| ?- ?| to | until | till ){_NOW}", None, End.OPEN),
        (r"(?P<date>.+?) ?[–-]", None, End.OPEN),
        (r"from (?P<date>.+)", None, End.OPEN),
        (r"(?:until|till|up to|to) (?P<date>.+)", End.OPEN, None),
        (r"– ?(?P<date>.+)", End.OPEN, None),
    )
)
_JOINTS = tuple(
    re.compile(joint)
    for joint in (r" (?:to|until|till|through|thru) ", r" – ", r" - ", r"–", r"(?<=[0-9a-z.])-(?=[0-9a-z])")
)
_QUALIFIER = re.compile(r"^(?:about|around|circa|ca?\.?|approximately|roughly|probably|possibly|perhaps) ")


def read_any(text: str, setting: Setting) -> Reading | None:
    """What a normal text says: one date, a set or an interval; None where no rule knows its form.

    Raises TimelineError where a form is known and its date does not exist, or a span ends before it begins.
    """
    fault: TimelineError | None = None
    for read in (read_one, _read_set, _read_open, _read_span):
        try:
            if (reading := read(text, setting)) is not None:
                return reading
        except TimelineError as found:
            fault = fault or found
    if fault is not None:
        raise fault
    return None


# Sets: one moment among several -------------------------------------------------------------------------


def _read_set(text: str, setting: Setting) -> Reading | None:
    for pattern, form in _SET_FORMS:
        if (found := pattern.fullmatch(text)) is not None:
            reading = _read_limit(found["date"], form, setting)
            if reading is not None:
                return reading
    for pattern in (_BETWEEN, _WITHIN):
        if (found := pattern.fullmatch(text)) is not None:
            return _read_range(found["first"], found["last"], setting, one_of=True)
    if (found := _ASIDE.fullmatch(text)) is not None:
        return _read_aside(found["wide"], found["side"], found["cut"], setting)
    return _read_choice(text, setting) if " or " in text else None


def _read_limit(text: str, form: str, setting: Setting) -> Reading | None:
    def limited(date: EdtfDate) -> EdtfDate | None:
        if isinstance(date, Interval):
            end = date.start if form in ("before", "from") else date.end
        elif isinstance(date, Unit):
            end = date
        else:
            return None
        if not isinstance(end, Unit):
            return None
        if form == "before":
            return OneOf(((None, previous_unit(end) if is_plain(end) else end),))
        if form == "after":
            return OneOf(((next_unit(end) if is_plain(end) else end, None),))
        return OneOf(((None, end),)) if form == "up to" else OneOf(((end, None),))

    return same(read_one(text, setting), limited)


def is_plain(unit: Unit) -> bool:
    """Whether the unit has exact edges: no qualifier and no part left open."""
    return not (unit.approximate or unit.uncertain or unit.unspecified)


def _read_choice(text: str, setting: Setting) -> Reading | None:
    """A list, "1871 or 1873 or 1880"; a range where two are neighbours."""
    written = text.split(" or ")
    units: list[Unit] = []
    for part in written:
        reading = next((found for _, found in _with_end_of(part, written[-1], setting)), None)
        if reading is None or not isinstance(reading.date, Unit):
            return None
        units.append(reading.date)
    if len(units) == 2 and is_plain(units[0]) and next_unit(units[0]) == units[1]:
        return Reading(OneOf(((units[0], units[1]),)))
    return Reading(OneOf(tuple((unit, unit) for unit in units)))


def _read_aside(wide: str, side: str, cut: str, setting: Setting) -> Reading | None:
    """A wide date narrowed on one side: "about 1850, before March"."""
    whole = read_one(wide, setting)
    narrow = next((found for _, found in _with_end_of(cut, wide, setting)), None)
    if whole is None or narrow is None:
        return None
    unit, limit = whole.date, narrow.date
    if not isinstance(unit, Unit) or not isinstance(limit, Unit) or limit.precision >= unit.precision:
        return None
    if side == "before":
        return _checked(OneOf(((unit, previous_unit(limit)),)), whole)
    return _checked(OneOf(((next_unit(limit), unit),)), whole)


# Intervals ----------------------------------------------------------------------------------------------


def _read_open(text: str, setting: Setting) -> Reading | None:
    for pattern, start, end in _OPEN_FORMS:
        found = pattern.fullmatch(text)
        reading = None if found is None else _read_end(found["date"], setting)
        if reading is None:
            continue
        return same(reading, partial(_opened, vague=reading.vague, start=start, end=end))
    return None


def _opened(date: EdtfDate, *, vague: bool, start: End | None, end: End | None) -> EdtfDate | None:
    """An interval open on one side, the other end given by a date."""
    return _interval(
        start or _edge(date, vague, first=True),
        end or _edge(date, vague, first=False),
    )


def _read_span(text: str, setting: Setting) -> Reading | None:
    fault: TimelineError | None = None
    text = text.removeprefix("from ")
    for joint in _JOINTS:
        for found in joint.finditer(text):
            try:
                reading = _read_range(text[: found.start()], text[found.end() :], setting)
            except TimelineError as wrong:
                fault = fault or wrong
                continue
            if reading is not None:
                return reading
    if fault is not None:
        raise fault
    return None


def _read_range(start: str, end: str, setting: Setting, *, one_of: bool = False) -> Reading | None:
    """Two dates, of which either may leave to the other what they share.

    Every way of lending is tried: none first, then those that give both one precision ("January 1–2, 1 BC"
    begins on a day, not in January of 1 BC). The first span that runs forward is taken.
    """
    whole: list[tuple[Reading, Reading]] = []
    lent: list[tuple[Reading, Reading]] = []
    for end_text, last in _with_start_of(start, end, setting):
        for start_text, found in _with_end_of(start, end_text, setting):
            first = replace(found, date=_with_offset_of(found.date, last.date, lent=end_text != end))
            (whole if (start_text, end_text) == (start, end) else lent).append((first, last))
    lent.sort(key=lambda pair: _precision(pair[0].date) != _precision(pair[1].date))
    fault: TimelineError | None = None
    for first, last in whole + lent:
        try:
            made = _span(first, last, one_of=one_of)
        except TimelineError as wrong:
            fault = fault or wrong
            continue
        if made is not None:
            return made
    if fault is not None:
        raise fault
    return None


def _precision(date: EdtfDate) -> Precision:
    return date.precision if isinstance(date, Unit) else Precision.UNDATED


def _with_end_of(text: str, end: str, setting: Setting) -> Iterator[tuple[str, Reading]]:
    """Readings of a text as it stands, then with more and more of the last words of another date."""
    words = end.split(" ")
    for count in range(len(words)):
        candidate = f"{text} {' '.join(words[-count:])}" if count else text
        if (reading := _tried(candidate, setting)) is not None:
            yield candidate, reading


def _with_start_of(start: str, text: str, setting: Setting) -> Iterator[tuple[str, Reading]]:
    """Readings of a text as it stands, then with the first words of another date before it."""
    if (reading := _tried(text, setting)) is not None:
        yield text, reading
    if re.fullmatch(r"[0-9]{2}", text) and re.search(r"(?:^|\D)[0-9]{4}$", start):
        text = start[-4:-2] + text  # 1914–18
        if (reading := _tried(text, setting)) is not None:
            yield text, reading
    words = _QUALIFIER.sub("", start).split(" ")
    for count in range(len(words) - 1, 0, -1):
        candidate = f"{' '.join(words[:count])} {text}"
        if (reading := _tried(candidate, setting)) is not None:
            yield candidate, reading


def _tried(text: str, setting: Setting) -> Reading | None:
    try:
        return _read_end(text, setting)
    except TimelineError:
        return None


def _read_end(text: str, setting: Setting) -> Reading | None:
    """A date that may be the end of an interval: one date, or a set."""
    return read_one(text, setting) or _read_set(text, setting)


def _span(first: Reading, last: Reading, *, one_of: bool) -> Reading | None:
    start, end = _edge(first.date, first.vague, first=True), _edge(last.date, last.vague, first=False)
    if start is None or end is None:
        return None
    question, reason = first.question or last.question, first.reason or last.reason
    if not one_of:
        made = _interval(start, end)
        return None if made is None else Reading(made, reason, question)
    if not isinstance(start, Unit) or not isinstance(end, Unit):
        return None
    return _checked(OneOf(((start, end),)), Reading(end, reason, question))


def _edge(date: EdtfDate, vague: bool, *, first: bool) -> Unit | OneOf | None:
    """The start or the end that a date lends to an interval."""
    if isinstance(date, Unit | OneOf):
        return date
    if not isinstance(date, Interval) or not isinstance(date.start, Unit) or not isinstance(date.end, Unit):
        return None
    if vague:
        return OneOf(((date.start, date.end),))
    return date.start if first else date.end


def _interval(start: Unit | OneOf | End | None, end: Unit | OneOf | End | None) -> EdtfDate | None:
    """The interval between two ends; raises TimelineError where it runs backwards."""
    if start is None or end is None:
        return None
    return parse_edtf(format_edtf(Interval(start, end)))


def _checked(date: OneOf, like: Reading) -> Reading:
    """A reading of a set; raises TimelineError where a range of it runs backwards."""
    return replace(like, date=parse_edtf(format_edtf(date)), others=())


def _with_offset_of(first: EdtfDate, last: EdtfDate, *, lent: bool) -> EdtfDate:
    """A start without an offset beside a bare time with one ("20:00–22:00 UTC") has the same."""
    if not lent or not isinstance(first, Unit) or not isinstance(last, Unit):
        return first
    if first.precision < Precision.DAY and first.offset_min is None:
        return replace(first, offset_min=last.offset_min)
    return first
