"""Exact counts of events over calendar columns; every event counts once, panning never shifts a column.

Columns are whole calendar units (an hour, a month, five years) on an absolute grid, not pixels: so a peak
has a name ("1,204 a month"), and a column holds the same count wherever the view stands.

An event counts at its start. One that is known only to a unit longer than a column is spread evenly over
that unit: a date over itself, a span over the time in which it may have begun, an open start over the time
in which it may have ended. Over all time the counts add up to the number of events.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import EventColumns, Flag, Int64, Precision
from timeline_app.core.dates import DAY_S, civil_columns, civil_from_seconds, seconds_columns
from timeline_app.core.row_set import Listed, RowSet, of_rows
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport


@dataclass(frozen=True, slots=True)
class GridUnit:
    """The length of a column: `count` times `unit` ("second", "minute", "hour", "day", "month", "year").

    Weeks are 7 days and begin on Mondays. `longest_s` is the longest such column.
    """

    unit: str
    count: int
    longest_s: int


_CLOCK_S = {"second": 1, "minute": 60, "hour": 3600, "day": DAY_S}


def _grid() -> tuple[GridUnit, ...]:
    """From one second to all time, each at most seven times the one before."""
    units = [
        GridUnit(unit, count, count * _CLOCK_S[unit])
        for unit, counts in (
            ("second", (1, 5, 15)),
            ("minute", (1, 5, 15)),
            ("hour", (1, 3, 6)),
            ("day", (1, 7)),
        )
        for count in counts
    ]
    units += [GridUnit("month", 1, 31 * DAY_S), GridUnit("month", 3, 92 * DAY_S)]
    for power in range(12):
        for digit in (1, 2, 5) if power < 11 else (1, 2):  # the last holds all time, and still fits an int64
            count = digit * 10**power
            leap_days = -(-count // 4)
            units.append(GridUnit("year", count, (365 * count + leap_days) * DAY_S))
    return tuple(units)


#: The columns there are, from fine to coarse.
GRID: tuple[GridUnit, ...] = _grid()
_LONGEST_S = np.array([unit.longest_s for unit in GRID], np.int64)
#: What is less than this is a trace of counts taken off each other.
_ROUNDING = 1e-9
_NO_ROWS = np.empty(0, np.int64)
#: 1970 began on a Thursday; the Monday before begins the week that holds it.
_FIRST_MONDAY_S = -3 * DAY_S


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Events known to within one length of the grid, `GRID[grid]`, but not to a shorter one.

    They count where they stand while columns are as long, and are spread while columns are shorter: the
    `rows` from `first_row[k]` to before `first_row[k + 1]` (int32, one more than the others, ascending) over
    [`start_s[k]`, `end_s[k]`), by ascending start. Rows that begin to count elsewhere than at `at_s` are not
    among them but each for itself in `odd_row`, `odd_start_s`, `odd_end_s`, by ascending start.
    """

    grid: int
    rows: RowSet
    first_row: Listed
    start_s: Int64
    end_s: Int64
    odd_row: Int64
    odd_start_s: Int64
    odd_end_s: Int64


@dataclass(frozen=True, slots=True, eq=False)
class DensityIndex:
    """The events of one lane made ready for counting: costs next to nothing, ask every frame.

    `passing`: the rows that count, None for all; of each vaguely known kind those are found when first asked
    for, and kept in `found`. `more` are counted besides, `less` taken off: the edits that are not among the
    columns yet.
    """

    total: int
    at_s: Int64
    known: tuple[_Known, ...]
    passing: RowSet | None
    found: dict[int, RowSet] = field(default_factory=dict)
    more: DensityIndex | None = None
    less: DensityIndex | None = None

    def rows_known_to(self, known: _Known) -> RowSet:
        """Those of the rows that count which are known to this length of the grid."""
        if self.passing is None:
            return known.rows
        rows = self.found.get(known.grid)
        if rows is None:
            rows = self.found[known.grid] = known.rows & self.passing
        return rows


#: So many rows are looked at in one go: their columns stay in the processor's cache.
_AT_ONCE = 100_000


def density_index(columns: EventColumns, passing: RowSet | None = None) -> DensityIndex:
    """The index of the dated rows that pass (all, if None)."""
    total = columns.dated if passing is None else passing.between(0, columns.dated)
    return DensityIndex(total, columns.at_s, _known(columns), passing)


def _known(columns: EventColumns) -> tuple[_Known, ...]:
    """What is spread in some columns, of all dated rows; 15 ms for 1,000,000, once.

    What is known to the second is never spread: no column is shorter.
    """
    made: tuple[_Known, ...] | None = columns.derived.get("density known")
    if made is None:
        parts = [_vague(columns, first) for first in range(0, columns.dated, _AT_ONCE)]
        joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
        row, start_s, end_s, grid = joined or [_NO_ROWS] * 4
        found = []
        for number in np.flatnonzero(np.bincount(grid, minlength=1)).tolist():
            if number:
                chosen = np.flatnonzero(grid == number)
                found.append(_known_to(number, columns, row[chosen], start_s[chosen], end_s[chosen]))
        made = columns.derived["density known"] = tuple(found)
    return made


def _vague(columns: EventColumns, first: int) -> tuple[Int64, Int64, Int64, Int64]:
    """Of some dated rows from `first` on those that are not known to the second.

    Gives the rows, start and end of what each may count in, and the length of the grid to which it is known.
    """
    last = min(first + _AT_ONCE, columns.dated)
    bits = columns.flags[first:last] & (Flag.SPAN | Flag.OPEN_START | Flag.OPEN_END)
    vague = columns.end_s[first:last] - columns.at_s[first:last] > 1
    # a span to the second begins in one
    vague &= (bits != Flag.SPAN) | (columns.precision[first:last] > Precision.SECOND)
    vague |= (bits & (Flag.OPEN_START | Flag.OPEN_END)) != 0
    inner = np.searchsorted(columns.inner_row, np.array([first, last]))
    vague[columns.inner_row[inner[0] : inner[1]] - first] = True
    rows = np.flatnonzero(vague).astype(np.int64) + first
    start_s, end_s = _stretches(columns, rows)
    return rows, start_s, end_s, np.searchsorted(_LONGEST_S, end_s - start_s).astype(np.int64)


def _known_to(number: int, columns: EventColumns, every: Int64, start_s: Int64, end_s: Int64) -> _Known:
    """What is known to one length of the grid: all rows of it, and where each may count."""
    odd = start_s != columns.at_s[every]
    order = np.flatnonzero(odd)[np.argsort(start_s[odd], kind="stable")]
    odd_row, odd_start_s, odd_end_s = every[order], start_s[order], end_s[order]
    rows, start_s, end_s = every[~odd], start_s[~odd], end_s[~odd]
    new = np.ones(len(rows), np.bool_)
    new[1:] = (start_s[1:] != start_s[:-1]) | (end_s[1:] != end_s[:-1])
    first = np.flatnonzero(new)
    return _Known(
        number,
        of_rows(every, len(columns), ordered=True),
        np.append(rows[first], columns.dated).astype(np.int32),
        start_s[first],
        end_s[first],
        odd_row,
        odd_start_s,
        odd_end_s,
    )


def _stretches(columns: EventColumns, rows: Int64) -> tuple[Int64, Int64]:
    """The time in which each of these dated events may count, [start, end)."""
    at_s = columns.at_s[rows]
    flags, precision = columns.flags[rows], columns.precision[rows]
    start_s, end_s = at_s.copy(), columns.end_s[rows]
    # A span begins within its first day, hour …; only inner bounds tell of more.
    odd = np.flatnonzero(flags & (Flag.SPAN | Flag.OPEN_START | Flag.OPEN_END))
    if not len(odd):
        return start_s, end_s
    span = (flags[odd] & Flag.SPAN) != 0
    open_start = (flags[odd] & Flag.OPEN_START) != 0
    unit_start_s, unit_end_s = _unit_around(at_s[odd], precision[odd])
    first_s = np.where(open_start | ~span, unit_start_s, at_s[odd])
    last_s = np.where(span & ~open_start, at_s[odd] + (unit_end_s - unit_start_s), unit_end_s)
    last_s = np.where(open_start, end_s[odd], np.minimum(last_s, end_s[odd]))
    inner_start_s, inner_end_s = columns.inner_s(rows[odd])
    begins = span & ~open_start & (inner_start_s > at_s[odd])
    last_s = np.where(begins, np.minimum(inner_start_s, end_s[odd]), last_s)
    ends = span & open_start & (inner_end_s < end_s[odd])
    first_s = np.where(ends, inner_end_s, first_s)
    start_s[odd] = first_s
    end_s[odd] = np.maximum(last_s, first_s + 1)
    return start_s, end_s


def _unit_around(second: Int64, precision: NDArray[np.uint8]) -> tuple[Int64, Int64]:
    """The calendar unit of each precision that holds a second, [start, end)."""
    length_s = np.ones(len(second), np.int64)
    for unit, seconds in ((Precision.MINUTE, 60), (Precision.HOUR, 3600), (Precision.DAY, DAY_S)):
        length_s[precision == unit] = seconds
    start_s = second // length_s * length_s
    end_s = start_s + length_s
    months = np.zeros(len(second), np.int64)
    for unit, count in (
        (Precision.MONTH, 1),
        (Precision.SEASON, 3),
        (Precision.YEAR, 12),
        (Precision.DECADE, 120),
        (Precision.CENTURY, 1200),
    ):
        months[precision == unit] = count
    long = np.flatnonzero(months)
    if len(long):
        year, month, *_ = civil_columns(second[long])
        # a season begins in March, June, September or December
        shift = np.where(months[long] == 3, 1, 0)
        number = (year * 12 + month - 1 + shift) // months[long] * months[long] - shift
        start_s[long], end_s[long] = _month_start(number), _month_start(number + months[long])
    return start_s, end_s


def _month_start(number: Int64) -> Int64:
    """The first second of a month counted from the year 0."""
    return seconds_columns(number // 12, number % 12 + 1, np.ones_like(number))


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """The counts of m columns, left to right.

    `edge_s` int64 (m + 1), `x_px` float (m + 1) the same in the view, `count` float (m). The outermost
    columns may reach beyond the view; theirs are whole counts too.
    """

    unit: GridUnit
    edge_s: Int64
    x_px: Float
    count: Float

    @property
    def peak(self) -> float:
        """The greatest count, 0 where there is none."""
        return float(self.count.max(initial=0.0))

    def column_at(self, x_px: float) -> int:
        """The column under x, -1 outside."""
        column = int(np.searchsorted(self.x_px, x_px, "right")) - 1
        return column if 0 <= column < len(self.count) else -1


def grid_unit(viewport: Viewport, least_column_px: float = 3.0) -> GridUnit:
    """The finest unit whose longest column is at least so wide; it hangs on the zoom alone."""
    least_s = least_column_px * viewport.seconds_per_px
    return next((unit for unit in GRID if unit.longest_s >= least_s), GRID[-1])


def density(index: DensityIndex, viewport: Viewport, least_column_px: float = 3.0) -> Density:
    """The counts over the view; under a millisecond, however many events there are."""
    unit = grid_unit(viewport, least_column_px)
    edge_s = grid_edges(unit, viewport.start_s, viewport.end_s)
    return Density(unit, edge_s, viewport.scale.x_px(edge_s), counts(index, unit, edge_s))


def counts(index: DensityIndex, unit: GridUnit, edge_s: Int64) -> Float:
    """The number of events in each column [edge_s[i], edge_s[i + 1]) of the unit's grid, float (m).

    All where they stand, less those known only to longer columns, and these again as far as they reach.
    """
    edge_row = np.searchsorted(index.at_s, edge_s)
    below = edge_row if index.passing is None else index.passing.below(edge_row)
    counted = np.diff(below).astype(np.float64)
    grid = GRID.index(unit)
    for known in index.known:
        if known.grid > grid:
            rows = index.rows_known_to(known)
            counted -= np.diff(rows.below(edge_row))
            _add_runs(counted, known, rows, edge_s)
            if len(known.odd_row):
                _add_odd(counted, known, rows, edge_s)
    if index.more is not None:
        counted += counts(index.more, unit, edge_s)
    if index.less is not None:
        counted -= counts(index.less, unit, edge_s)
        counted[counted < _ROUNDING] = 0.0
    return counted


def _reaching(start_s: Int64, grid: int, edge_s: Int64) -> tuple[int, int]:
    """Which of the stretches of a length of the grid, by ascending start, may reach between the edges."""
    first = int(np.searchsorted(start_s, edge_s[0] - np.int64(_LONGEST_S[grid]), "left"))
    return first, int(np.searchsorted(start_s, edge_s[-1], "left"))


def _add_runs(counted: Float, known: _Known, rows: RowSet, edge_s: Int64) -> None:
    """Adds what is spread from where it stands, by how many of each run of equal stretches count."""
    first, last = _reaching(known.start_s, known.grid, edge_s)
    if last > first:
        odd = known.odd_row
        events = np.diff(rows.below(known.first_row[first : last + 1]))
        if len(odd):  # they stand among the others
            here = np.sort(odd[rows.has(odd)])
            events -= np.diff(np.searchsorted(here, known.first_row[first : last + 1].astype(np.int64)))
        _add_spread(counted, known.start_s[first:last], known.end_s[first:last], events, edge_s)


def _add_odd(counted: Float, known: _Known, rows: RowSet, edge_s: Int64) -> None:
    """Adds what is spread over other times than where it stands."""
    first, last = _reaching(known.odd_start_s, known.grid, edge_s)
    events = rows.has(known.odd_row[first:last]).astype(np.int64)
    _add_spread(counted, known.odd_start_s[first:last], known.odd_end_s[first:last], events, edge_s)


def _add_spread(counted: Float, start_s: Int64, end_s: Int64, events: Int64, edge_s: Int64) -> None:
    """Adds the share of each stretch that lies in each column."""
    seen = (end_s > edge_s[0]) & (events > 0)
    start_s, end_s, events = start_s[seen], end_s[seen], events[seen]
    if not len(start_s):
        return
    rate = events / (end_s - start_s)
    columns = len(counted)
    left_s, right_s = np.maximum(start_s, edge_s[0]), np.minimum(end_s, edge_s[-1])
    left = np.searchsorted(edge_s, left_s, "right") - 1
    right = np.searchsorted(edge_s, right_s, "left") - 1
    # in the first and the last column a part, in those between all of their length
    whole = right > left
    counted += np.bincount(
        left, rate * (np.where(whole, edge_s[left + 1], right_s) - left_s), minlength=columns
    )
    counted += np.bincount(right[whole], rate[whole] * (right_s - edge_s[right])[whole], minlength=columns)
    step = np.bincount(left[whole] + 1, rate[whole], minlength=columns + 1)
    step -= np.bincount(right[whole], rate[whole], minlength=columns + 1)
    between = np.cumsum(step)[:columns]
    # where no stretch lies between, no rounding may leave a trace of one
    covered = np.cumsum(
        np.bincount(left[whole] + 1, minlength=columns + 1) - np.bincount(right[whole], minlength=columns + 1)
    )[:columns]
    counted += np.where(covered > 0, between * np.diff(edge_s), 0.0)


def grid_edges(unit: GridUnit, start_s: int, end_s: int) -> Int64:
    """The edges, ascending, of the columns that cover [start_s, end_s); the outer ones may lie beyond it."""
    end_s = max(end_s, start_s + 1)
    if unit.unit in _CLOCK_S:
        origin_s = _FIRST_MONDAY_S if unit.longest_s == 7 * DAY_S else 0
        first, last = (start_s - origin_s) // unit.longest_s, -(-(end_s - origin_s) // unit.longest_s)
        return origin_s + np.arange(first, last + 1, dtype=np.int64) * unit.longest_s
    months = unit.count * (12 if unit.unit == "year" else 1)
    first_civil, last_civil = civil_from_seconds(start_s), civil_from_seconds(end_s - 1)
    first = (first_civil.year * 12 + first_civil.month - 1) // months
    last = (last_civil.year * 12 + last_civil.month - 1) // months + 1
    return _month_start(np.arange(first, last + 1, dtype=np.int64) * months)
