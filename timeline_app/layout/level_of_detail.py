"""Which events are in view, what lies beyond its edges, and where nothing is.

Rows are always rows of the columns, ascending; `rows=None` means every dated row. Numbers only; how wide an
event is drawn is told by `extents`, how many there are by `density`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from timeline_app.core.columns import LONG_SPAN_S, OPEN_END_S, OPEN_START_S, EventColumns, Flag, Int64
from timeline_app.core.row_set import RowSet
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport

_NO_ROWS = np.empty(0, np.int64)
#: Most events last no longer than this: what began earlier is looked at only where it does.
_LASTING_S = 32 * 86_400


@dataclass(frozen=True, slots=True, eq=False)
class InView:
    """The rows that share a moment with the view; the count is exact and free, the rows cost what they are.

    Places `first` to `last` of the rows asked about begin in the view. `before` began earlier and last into
    it, `after` are known to end later and began nobody knows when; both ascending. Of all these `gone` are
    not there any more; `more`, with numbers beyond all others, are in view besides (`core.pending`).
    `covering`: those of `before` and `after` that last throughout the view.
    """

    first: int
    last: int
    before: Int64
    after: Int64
    asked: RowSet | None
    covering: Int64
    gone: Int64 = field(default_factory=lambda: _NO_ROWS)
    more: Int64 = field(default_factory=lambda: _NO_ROWS)

    @property
    def count(self) -> int:
        """How many events are in view."""
        found = self.last - self.first + len(self.before) + len(self.after)
        return found - len(self.gone) + len(self.more)

    def rows(self) -> Int64:
        """Their rows, ascending."""
        begun = (
            np.arange(self.first, self.last, dtype=np.int64)
            if self.asked is None
            else self.asked.rows(self.first, self.last)
        )
        if len(self.before) or len(self.after):
            begun = np.concatenate((self.before, begun, self.after))
        if len(self.gone):
            begun = begun[~np.isin(begun, self.gone)]
        return np.concatenate((begun, self.more)) if len(self.more) else begun


def in_view(columns: EventColumns, viewport: Viewport, rows: RowSet | None = None) -> InView:
    """The events (of dated rows, all if None) that share a moment with the view, found by binary searches.

    Only what began up to a month before the view is looked at one by one, and what lasts longer than one.
    """
    met = _meeting(columns, viewport)
    if rows is None:
        return InView(met.first, met.last, met.before, met.after, None, met.covering)
    first, last = rows.below(np.array([met.first, met.last], np.int64)).tolist()
    before, after, covering = (some[rows.has(some)] for some in (met.before, met.after, met.covering))
    return InView(first, last, before, after, rows, covering)


def throughout(columns: EventColumns, seen: InView, viewport: Viewport) -> Int64:
    """Those of the rows in view that begin before it or with it and end after it or with it.

    `columns` answer row by row, also for what is pending (`InView.more`).
    """
    rows = seen.covering
    if len(seen.gone):
        rows = rows[~np.isin(rows, seen.gone)]
    if not len(seen.more):
        return rows
    more = seen.more[columns.end_s[seen.more] >= viewport.end_s]
    return np.concatenate((rows, more[columns.start_s(more) <= viewport.start_s]))


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """The rows that begin in a span, those before that last into it, those after that have begun."""

    span_s: tuple[int, int]
    first: int
    last: int
    before: Int64
    after: Int64
    covering: Int64


def _meeting(columns: EventColumns, viewport: Viewport) -> _Met:
    """What of all dated rows meets the view; the last answer is kept, since every lane asks the same."""
    span_s = viewport.start_s, viewport.end_s
    kept: _Met | None = columns.derived.get("in view")
    if kept is not None and kept.span_s == span_s:
        return kept
    start_s, end_s = np.int64(viewport.start_s), np.int64(viewport.end_s)
    edges_s = [max(viewport.start_s - reach_s, OPEN_START_S) for reach_s in (LONG_SPAN_S, _LASTING_S)]
    back, near_back, first, last = np.searchsorted(
        columns.at_s, np.array([*edges_s, start_s, end_s], np.int64)
    ).tolist()
    lasting = lasting_rows(columns)
    low, high = np.searchsorted(lasting.row, np.array([back, near_back])).tolist()
    long_back, long_last = np.searchsorted(columns.long_row, np.array([back, last])).tolist()
    # what began long ago can only last into the view if it lasts long: the others are not looked at
    row = np.concatenate((columns.long_row[:long_back], lasting.row[low:high]))
    until_s = np.concatenate((lasting.long_end_s[:long_back], lasting.end_s[low:high]))
    into = np.flatnonzero(until_s > start_s)
    near = np.flatnonzero(columns.end_s[near_back:first] > start_s) + near_back
    before = np.concatenate((row[into], near))
    until_s = np.concatenate((until_s[into], columns.end_s[near]))
    after = columns.long_row[long_last:]
    after = after[(columns.flags[after] & Flag.OPEN_START) != 0]
    covering = np.concatenate((before[until_s >= end_s], after))
    met = columns.derived["in view"] = _Met(span_s, first, last, before, after, covering)
    return met


@dataclass(frozen=True, slots=True)
class Beyond:
    """What lies wholly outside the view; the nearest rows are -1 where there are none."""

    earlier: int
    earlier_row: int
    later: int
    later_row: int


def beyond(columns: EventColumns, seen: InView, gone: Int64 = _NO_ROWS) -> Beyond:
    """How many events lie wholly earlier and later than the view, and of each the one that begins nearest.

    `gone`: of the rows asked about those that are not there any more, ascending.
    """
    asked = seen.asked
    total = columns.dated if asked is None else asked.between(0, columns.dated)
    before = seen.before if asked is None else asked.below(seen.before)
    after = seen.after if asked is None else asked.below(seen.after)
    if len(gone):
        places = gone if asked is None else asked.below(gone)
        before = np.union1d(before, places[places < seen.first])
        after = np.union1d(after, places[places >= seen.last])
    earlier, later = seen.first - len(before), total - seen.last - len(after)
    # Rows that reach into the view stand between it and the nearest one outside: step over those.
    skipped = _leading(before[::-1], seen.first - 1 - np.arange(len(before)))
    earlier_place = seen.first - 1 - skipped
    later_place = seen.last + _leading(after, seen.last + np.arange(len(after)))
    return Beyond(
        earlier,
        _row_at(asked, earlier_place) if earlier else -1,
        later,
        _row_at(asked, later_place) if later else -1,
    )


@dataclass(frozen=True, slots=True, eq=False)
class LastingRows:
    """The dated rows that last longer than a month, ascending, and their ends; the ends of `long_row` too.

    Side by side: to look each end up among ten million costs a frame half a millisecond.
    """

    row: Int64
    end_s: Int64
    long_end_s: Int64


def lasting_rows(columns: EventColumns) -> LastingRows:
    """What `in_view` asks of columns; 50 ms for 10,000,000, once, best before the first picture."""
    found: LastingRows | None = columns.derived.get("lasting rows")
    if found is None:
        row = np.flatnonzero(columns.end_s - columns.at_s > _LASTING_S)
        found = LastingRows(row, columns.end_s[row], columns.end_s[columns.long_row])
        columns.derived["lasting rows"] = found
    return found


def _leading(places: Int64, expected: Int64) -> int:
    """How many of the first places are as expected."""
    differs = np.flatnonzero(places != expected)
    return int(differs[0]) if len(differs) else len(places)


def _row_at(asked: RowSet | None, place: int) -> int:
    return place if asked is None else int(asked.at(np.array([place], np.int64))[0])


def touching(x0: Float, x1: Float, gap_px: float = 0.0) -> Int64:
    """For marks with ascending x0, the number of the group each is in, from 0.

    Marks that are not more than `gap_px` apart share one.
    """
    if not len(x0):
        return np.empty(0, np.int64)
    reach = np.maximum.accumulate(x1)
    apart = x0[1:] > reach[:-1] + gap_px
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(apart, dtype=np.int64)))


def story_span(columns: EventColumns) -> tuple[int, int] | None:
    """From the first known second of all events to the last, [start, end); None where nothing is dated.

    Open ends are left out: fit-all shows what is known. Looks at every event, once a snapshot.
    """
    if not columns.dated:
        return None
    span: tuple[int, int] | None = columns.derived.get("story span")
    if span is None:
        known_s = np.where(columns.end_s < OPEN_END_S, columns.end_s, columns.at_s + 1)
        # an open start sorts at its known end, which is its whole known extent
        span = columns.derived["story span"] = (int(columns.at_s[0]), int(known_s.max()))
    return span


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty stretch between two events in view: px, and whole seconds [start_s, end_s)."""

    x0_px: float
    x1_px: float
    start_s: int
    end_s: int


def gaps(start_s: Int64, end_s: Int64, viewport: Viewport, share: float = 1 / 3) -> tuple[Gap, ...]:
    """The empty stretches between events [start_s, end_s) that are wider than `share` of the view.

    Both neighbours of a stretch are in view, so its length is the true one. The events come in any order;
    open bounds as in the columns (what lasts to today only, the caller ends there).
    """
    if len(start_s) < 2:
        return ()
    order = np.argsort(start_s, kind="stable")
    start_s, reach_s = start_s[order], np.maximum.accumulate(end_s[order])
    scale = viewport.scale
    x0, x1 = scale.x_px(reach_s[:-1]), scale.x_px(start_s[1:])
    wide = (x1 - x0 > share * viewport.width_px) & (x0 >= 0) & (x1 <= viewport.width_px)
    return tuple(
        Gap(float(x0[i]), float(x1[i]), int(reach_s[i]), int(start_s[i + 1])) for i in np.flatnonzero(wide)
    )
