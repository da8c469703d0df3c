"""The lanes of a story with the edits that are pending beside its columns; no lane is made anew for them.

What is dear to make (ranking, labels, density of the columns) stays the lane's own; what has gone is taken
off and what has come is added whenever something is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.pending import Pending
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.layout.density import DensityIndex, density_index
from timeline_app.layout.label_spans import SpanLines
from timeline_app.layout.labels import LabelTiles, WidthOf
from timeline_app.layout.level_of_detail import Beyond, InView, beyond, in_view
from timeline_app.layout.ranking import Ranking, Stopped, never
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.lane_rows import (
    OTHER_LANE,
    LaneLabels,
    LaneRows,
    MadeLabels,
    StoryLanes,
    column_lanes,
    empty_other,
    forget,
)
from timeline_app.scene.lane_rows import span_of as column_span_of
from timeline_app.scene.picture import NO_LANES
from timeline_app.scene.recent import Recent


def span_of(snapshot: StorySnapshot) -> tuple[int, int] | None:
    """The `story_span`, with what is pending; it may reach to what has gone until that is merged."""
    span = column_span_of(snapshot.columns)
    more = None if snapshot.pending is None else column_span_of(snapshot.pending.now.columns)
    if span is None or more is None:
        return span or more
    return min(span[0], more[0]), max(span[1], more[1])


#: How many revisions and filters are kept ready.
_MOST_KEPT = 4


@dataclass(slots=True, eq=False, kw_only=True)
class EditedLane(LaneRows):
    """A lane of the columns with the edits that are pending beside them; what is dear to make is `base`'s.

    `was` are rows of `pending.was`, `now` rows of `pending.now`: what of them is in the lane, ascending.
    """

    base: LaneRows
    pending: Pending
    was: Int64
    now: Int64

    @property
    def has_edits(self) -> bool:
        """Yes."""
        return True

    def gone(self) -> Int64:
        """The lane's rows of the columns that are not there any more, ascending."""
        return self.pending.gone[self.was]

    def at_s(self) -> Int64:
        """Where the lane's events count, ascending; a copy, so for lanes of few events."""
        rows, gone = self.base.rows, self.pending.gone[self.was]
        at_s = np.delete(self.base.at_s(), gone if rows is None else rows.below(gone))
        return np.sort(np.concatenate((at_s, self.pending.now.columns.at_s[self.now])))

    def starts(self, edge_s: Int64) -> Int64:
        """How many of the lane's events count from each of these seconds to the next, one less than edges."""
        was, now = self.pending.was.columns.at_s[self.was], self.pending.now.columns.at_s[self.now]
        return self.base.starts(edge_s) + np.diff(np.searchsorted(now, edge_s) - np.searchsorted(was, edge_s))

    def seen(self, viewport: Viewport) -> InView:
        """What of the lane is in view, without what is gone, with what has come."""
        was = in_view(self.pending.was.columns, viewport, self._set_of_was()).rows()
        now = in_view(self.pending.now.columns, viewport, self._set_of_now()).rows()
        return replace(self.base.seen(viewport), gone=self.pending.gone[was], more=now + self.pending.first)

    def outside(self, viewport: Viewport, seen: InView) -> Beyond:
        """What of the lane lies beyond the view; nearest is what begins nearest, wherever it is kept."""
        columns = self.pending.now.columns
        kept = beyond(self.snapshot.columns, seen, self.pending.gone[self.was])
        come = beyond(columns, in_view(columns, viewport, self._set_of_now()))
        at_s, first = self.pending.joined.at_s, self.pending.first
        earlier, later = kept.earlier_row, kept.later_row
        if come.earlier and (earlier < 0 or at_s[come.earlier_row + first] > at_s[earlier]):
            earlier = come.earlier_row + first
        if come.later and (later < 0 or at_s[come.later_row + first] < at_s[later]):
            later = come.later_row + first
        return Beyond(kept.earlier + come.earlier, earlier, kept.later + come.later, later)

    def density(self) -> DensityIndex:
        """The index for exact counts, of the columns and of what is pending."""
        if self._density is None:
            more = density_index(self.pending.now.columns, self._set_of_now()) if len(self.now) else None
            less = density_index(self.pending.was.columns, self._set_of_was()) if len(self.was) else None
            self._density = replace(self.base.density(), total=self.total, more=more, less=less)
        return self._density

    def _set_of_was(self) -> RowSet:
        return of_rows(self.was, len(self.pending.was.columns), ordered=True)

    def _set_of_now(self) -> RowSet:
        return of_rows(self.now, len(self.pending.now.columns), ordered=True)

    def has_long_spans(self) -> bool:
        """Whether some of the lane's events last longer than a year; those pending need no row of theirs."""
        return self.base.has_long_spans()

    def ranking(self, stopped: Stopped = never) -> Ranking:
        """Who of the columns is labelled first; what is pending comes before all."""
        return self.base.ranking(stopped)

    @property
    def is_prepared(self) -> bool:
        """Whether labels can be placed without a long look at all events."""
        return self.base.is_prepared

    def prepare(self, stopped: Stopped = never) -> None:
        """Take that long look, in a thread of its own; raises LeftOffError as soon as `stopped()`."""
        self.base.prepare(stopped)

    def made_labels(self, key: tuple[object, ...]) -> MadeLabels | None:
        """What of the columns has been placed so far under this key."""
        return self.base.made_labels(key)

    def labels(
        self, key: tuple[object, ...], make: Callable[[WidthOf], tuple[LabelTiles, SpanLines]]
    ) -> LaneLabels:
        """The labels of the columns placed so far under this key."""
        return self.base.labels(key, make)


@dataclass(slots=True, eq=False)
class _Kept:
    """Lanes that were made, and what of."""

    columns: StoryLanes
    pending: Pending
    edited: RowSet | None
    lanes: StoryLanes


_kept: Recent[tuple[int, int, int], _Kept] = Recent(_MOST_KEPT)


def forget_lanes(before: StorySnapshot | None, now: StorySnapshot) -> None:
    """Keep no lanes of columns that others follow: they are not shown again, and weigh hundreds of MB."""
    if before is None or before.columns is now.columns:
        return
    columns = before.columns
    _kept.forget(lambda kept: kept.columns.snapshot.columns is columns)
    forget(columns)


def story_lanes(
    snapshot: StorySnapshot, mask: RowSet | None, lanes: str, edited: RowSet | None = None
) -> StoryLanes:
    """The lanes of a snapshot under a filter; asked again with the same objects it costs nothing.

    `mask` holds the rows of the columns that pass, `edited` those of `snapshot.pending.now`; all, if None.
    """
    columns = column_lanes(snapshot, mask, lanes)
    pending = snapshot.pending
    if pending is None:
        return columns
    key = (id(columns), id(pending), id(edited))
    kept = _kept.get(
        key, lambda kept: kept.columns is columns and kept.pending is pending and kept.edited is edited
    )
    if kept is None:
        kept = _Kept(columns, pending, edited, _with_edits(columns, snapshot, pending, lanes, edited))
        _kept.put(key, kept)
    return kept.lanes


def _with_edits(
    base: StoryLanes, snapshot: StorySnapshot, pending: Pending, lanes: str, edited: RowSet | None
) -> StoryLanes:
    """The lanes with what is pending beside their columns."""
    was = np.arange(len(pending.gone), dtype=np.int64)
    if base.mask is not None:
        was = was[base.mask.has(pending.gone)]
    now = np.arange(len(pending.now.columns), dtype=np.int64)
    if edited is not None:
        now = edited.rows()
    was_dated, now_dated = was[was < pending.was.columns.dated], now[now < pending.now.columns.dated]
    of_columns = base.lanes
    if lanes != NO_LANES and of_columns[-1].key != OTHER_LANE:
        of_columns = (*of_columns, empty_other(base.snapshot, lanes))
    made = [
        _edited(lane, pending, mine_was, mine_now)
        for lane, mine_was, mine_now in zip(
            of_columns,
            _parted(of_columns, pending.was, was_dated, lanes),
            _parted(of_columns, pending.now, now_dated, lanes),
            strict=True,
        )
    ]
    if of_columns is not base.lanes and not made[-1].total:
        made.pop()
    whole = made[0] if lanes == NO_LANES else _edited(base.whole, pending, was_dated, now_dated)
    undated = base.undated[~np.isin(base.undated, pending.gone)]
    undated = np.concatenate((undated, now[now >= pending.now.columns.dated] + pending.first))
    passing = base.passing - len(was) + len(now)
    return StoryLanes(snapshot, base.mask, tuple(made), whole, undated, passing, base.values)


def _edited(lane: LaneRows, pending: Pending, was: Int64, now: Int64) -> EditedLane:
    return EditedLane(
        key=lane.key,
        name=lane.name,
        rows=lane.rows,
        total=lane.total - len(was) + len(now),
        category=lane.category,
        snapshot=lane.snapshot,
        base=lane,
        pending=pending,
        was=was,
        now=now,
    )


def _parted(lanes: tuple[LaneRows, ...], part: StorySnapshot, rows: Int64, kind: str) -> list[Int64]:
    """Which of some rows of a small story are in each lane."""
    if kind == NO_LANES:
        return [rows for _lane in lanes]
    values = {value.key: value.rows for value in part.facets.get(FacetKind(kind), ())}
    mine = {lane.key: np.intersect1d(rows, values.get(lane.key, rows[:0])) for lane in lanes}
    taken = [mine[lane.key] for lane in lanes if lane.key != OTHER_LANE]
    mine[OTHER_LANE] = np.setdiff1d(rows, np.concatenate(taken) if taken else rows[:0])
    return [mine[lane.key] for lane in lanes]
