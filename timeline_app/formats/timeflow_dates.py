"""EDTF → the four date fields of TimeFlow, in forms it reads: `2004`, `Apr 2010`, `Apr 20 2010 18:00:00`."""

from __future__ import annotations

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Interval, OneOf, Unit, parse_edtf
from timeline_app.formats.parts import ends_of, historical, on_clock

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dates_written(edtf: str, zone: str) -> dict[str, str]:
    """`start`, `latestStart`, `earliestEnd` and `end`, as far as the date has them; none for the undated."""
    date = parse_edtf(edtf)
    ends = ends_of(edtf)
    if ends.start is None:
        return {}
    found = {"start": ends.start}
    if isinstance(date, OneOf) and ends.end is not None:
        found["latestStart"] = ends.end
    elif ends.end is not None:
        found["end"] = ends.end
        if isinstance(date, Interval):
            if (latest := _inner(date.start, 1)) is not None:
                found["latestStart"] = latest
            if (earliest := _inner(date.end, 0)) is not None:
                found["earliestEnd"] = earliest
    return {name: _text(on_clock(unit, zone)) for name, unit in found.items()}


def _inner(end: object, side: int) -> Unit | None:
    """The latest start, or the earliest end, of a set that ends an interval."""
    if isinstance(end, OneOf):
        return end.ranges[-side][side]
    return None


def _text(date: Unit) -> str:
    year = f"{date.year:04}" if date.year > 0 else f"{-historical(date.year):04} BC"
    if date.precision is Precision.YEAR:
        return year
    words = f"{_MONTHS[date.month - 1]} {f'{date.day} ' if date.day else ''}{year}"
    if date.precision < Precision.DAY:
        words += f" {date.hour:02}:{date.minute:02}:{date.second:02}"
    return words
