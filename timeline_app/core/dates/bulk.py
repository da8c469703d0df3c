"""Bounds of many EDTF texts at once: plain ones by numpy columns, every other by the scalar path.

Holds the fast path of imports (days, months, years and UTC seconds). Refuses nothing: what cannot be read is
listed by row, and the caller tells the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64, Precision
from timeline_app.core.dates.bounds import bounds
from timeline_app.core.dates.calendar import seconds_columns
from timeline_app.core.errors import TimelineError

#: Texts of up to this many characters are looked at as columns; "2020-08-09T20:00:00Z" has 20.
_WIDEST = 20
_CHUNK = 32_768  # rows whose characters fit a processor's cache

_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class BoundsColumns:
    """`Bounds` as columns of one length: seconds int64, `precision` uint8, `flags` uint16.

    `refused` lists, ascending, the rows whose text is not EDTF; they stand as undated.
    """

    earliest_start_s: Int64
    latest_start_s: Int64
    earliest_end_s: Int64
    latest_end_s: Int64
    precision: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    refused: Int64


def bounds_of_many(texts: Sequence[str], zone: str = "UTC") -> BoundsColumns:
    """The bounds of n EDTF texts; a row that is not EDTF is listed, never raised.

    Raises TimelineError for a zone that is not known.
    """
    bounds("2000-01-01T00:00:00Z", zone)  # an unknown zone is the caller's fault, not each row's
    n = len(texts)
    outer = np.empty((2, n), np.int64)
    inner: dict[int, tuple[int, int]] = {}
    precision = np.zeros(n, np.uint8)
    flags = np.zeros(n, np.uint16)
    refused: list[int] = []
    for first in range(0, n, _CHUNK):
        chunk = texts[first : first + _CHUNK]
        rows = slice(first, first + len(chunk))
        done = _read_chunk(chunk, outer[:, rows], precision[rows], zone)
        for row in np.flatnonzero(~done).tolist():
            place = first + row
            try:
                found = bounds(chunk[row], zone)
            except TimelineError:
                refused.append(place)
                outer[:, place] = OPEN_START_S, OPEN_END_S
                continue
            outer[:, place] = found.earliest_start_s, found.latest_end_s
            precision[place], flags[place] = found.precision, found.flags
            if (found.latest_start_s, found.earliest_end_s) != (found.earliest_start_s, found.latest_end_s):
                inner[place] = found.latest_start_s, found.earliest_end_s
    latest_start_s, earliest_end_s = outer[0].copy(), outer[1].copy()
    if inner:
        inner_rows = np.fromiter(inner, np.int64, len(inner))
        latest_start_s[inner_rows], earliest_end_s[inner_rows] = np.array(list(inner.values()), np.int64).T
    return BoundsColumns(
        outer[0], latest_start_s, earliest_end_s, outer[1], precision, flags, np.array(refused, np.int64)
    )


def _read_chunk(
    texts: Sequence[str], outer: Int64, precision: NDArray[np.uint8], zone: str
) -> NDArray[np.bool_]:
    """Write the bounds of the plain texts; the mask of the rows that were plain."""
    # one column more than the widest, so that a longer text is seen to be longer; a NUL ends a text early,
    # but no text with one in its middle keeps a plain length
    raw = np.array(texts, dtype=f"U{_WIDEST + 1}")
    code = raw.view(np.uint32).reshape(len(raw), _WIDEST + 1)
    digit = code - np.uint32(48)  # wraps around for what lies below, so one comparison tells a digit
    is_digit = digit <= 9
    length = np.count_nonzero(code, axis=1)
    year_ok = is_digit[:, :4].all(axis=1)
    year_form = year_ok & (length == 4)
    month_ok = year_ok & (code[:, 4] == 45) & is_digit[:, 5:7].all(axis=1)
    month_form = month_ok & (length == 7)
    day_ok = month_ok & (code[:, 7] == 45) & is_digit[:, 8:10].all(axis=1)
    day_form = day_ok & (length == 10)
    clock_form = day_ok & _is_clock(code, is_digit, length, zone) if (length > 18).any() else None

    number = digit.astype(np.int64)
    year = number[:, 0] * 1000 + number[:, 1] * 100 + number[:, 2] * 10 + number[:, 3]
    month = np.where(year_form, 1, number[:, 5] * 10 + number[:, 6])
    day = number[:, 8] * 10 + number[:, 9]
    month_valid = (month >= 1) & (month <= 12)
    month_days = _MONTH_DAYS[np.where(month_valid, month, 1)]
    month_days = month_days + ((month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)))
    day_valid = month_valid & (day >= 1) & (day <= month_days)
    month_form &= month_valid
    day_form &= day_valid
    done = year_form | month_form | day_form
    if clock_form is not None:
        done |= clock_form & day_valid
    with_day = day_ok & day_valid & done
    start_s = seconds_columns(
        np.where(done, year, 1970), np.where(done, month, 1), np.where(with_day, day, 1)
    )
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = np.where(year_form, 365 + leap, np.where(month_form, month_days, 1))
    end_s = start_s + days * 86_400
    unit = np.where(year_form, Precision.YEAR, np.where(month_form, Precision.MONTH, Precision.DAY))
    if clock_form is not None and (timed := clock_form & done).any():
        hour, minute, second = (number[:, at] * 10 + number[:, at + 1] for at in (11, 14, 17))
        start_s = np.where(timed, start_s + hour * 3600 + minute * 60 + second, start_s)
        end_s = np.where(timed, start_s + 1, end_s)
        unit = np.where(timed, Precision.SECOND, unit)
    outer[0], outer[1], precision[:] = start_s, end_s, np.where(done, unit, 0)
    return np.asarray(done, np.bool_)


def _is_clock(
    code: NDArray[np.uint32], is_digit: NDArray[np.bool_], length: NDArray[np.intp], zone: str
) -> NDArray[np.bool_]:
    """Rows with a time to the second that passes through no zone: without an offset, or Z in a UTC story."""
    form = (code[:, 10] == 84) & (code[:, 13] == 58) & (code[:, 16] == 58)
    for at, most in ((11, 2), (14, 5), (17, 5)):
        form &= is_digit[:, at : at + 2].all(axis=1) & (code[:, at] <= 48 + most)
    form &= (code[:, 11] < 50) | (code[:, 12] < 52)  # hours up to 23
    # Z in the years 0, 1 and 9999 takes the scalar path, which knows where zones end
    inner_years = ~((code[:, :3] == 48).all(axis=1) | (code[:, :4] == 57).all(axis=1))
    zulu = (length == 20) & (code[:, 19] == 90) & inner_years
    return np.asarray(form & ((length == 19) | (zulu & (zone == "UTC"))), np.bool_)
