"""Which events stand in which lane, found once a filter and kept between frames; draws nothing.

Kept by the identity of columns, facet and mask, which are never changed in place but replaced whole. What is
pending beside the columns is left to `edited_lanes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from weakref import ref

import numpy as np

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.facet_sets import rows_of_value, rows_without
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot
from timeline_app.layout.density import DensityIndex, density_index
from timeline_app.layout.label_spans import MadeSpans, SpanLines, length_classes
from timeline_app.layout.labels import LabelTiles, MadeTiles, WidthOf, label_ranking
from timeline_app.layout.level_of_detail import Beyond, InView, beyond, in_view, story_span
from timeline_app.layout.ranking import Ranking, Stopped, never
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.picture import NO_LANES
from timeline_app.scene.recent import Recent

#: The key of the lane of events that bear none of the others' values, and of the one without dates.
OTHER_LANE = ""
UNDATED_LANE = "undated"

#: How many filters are kept ready: the one shown, the one before, an export, a preview.
_MOST_KEPT = 4
#: Lanes of more events are made ready for labels in a thread of their own, before they are placed.
PREPARED_FROM = 200_000
_OTHER_NAMES = {
    FacetKind.CATEGORY: "No category",
    FacetKind.TOPIC: "No topic",
    FacetKind.PERSON: "No person",
    FacetKind.ORGANISATION: "No organisation",
    FacetKind.PLACE: "No place",
    FacetKind.SOURCE: "No source",
}


@dataclass(frozen=True, slots=True, eq=False)
class MadeLabels:
    """The labels and spans of a lane that one thread has placed so far, for others to show."""

    labels: MadeTiles
    spans: MadeSpans


class LaneLabels:
    """The labels of a lane placed so far; `width_of` and `wanted` are of the frame that asks now.

    Belongs to the thread that places them; any other reads `made` only, which is replaced whole.
    """

    def __init__(self, make: Callable[[WidthOf], tuple[LabelTiles, SpanLines]]) -> None:
        self.width_of: WidthOf = _unknown
        self.wanted: Int64 = np.empty(0, np.int64)
        self.made: MadeLabels | None = None
        me = ref(self)  # or the two would keep each other, and the columns, until somebody collects garbage

        def ask(rows: Int64) -> Float:
            labels = me()
            return _unknown(rows) if labels is None else labels.width_of(rows)

        self.tiles, self.spans = make(ask)


def _unknown(rows: Int64) -> Float:
    """No words are at hand."""
    return np.full(len(rows), np.nan)


@dataclass(slots=True, eq=False)
class LaneRows:
    """The dated events of one lane that pass the filter: the dated ones of `rows`, None for every dated row.

    `total` says how many. `category` is the index of the lane's category, -1 for lanes of another kind. The
    indexes for counting and for labels are made when first asked for.
    """

    key: str
    name: str
    rows: RowSet | None
    total: int
    category: int
    snapshot: StorySnapshot
    _listed: Int64 | None = None
    _density: DensityIndex | None = None
    _ranking: Ranking | None = None
    _long_spans: bool | None = None
    _labels: dict[tuple[object, ...], LaneLabels] = field(default_factory=dict)

    @property
    def has_edits(self) -> bool:
        """Whether edits stand beside the columns (`edited_lanes`)."""
        return False

    def gone(self) -> Int64:
        """The rows of the columns that are not there any more, ascending."""
        return np.empty(0, np.int64)

    def listed(self) -> Int64 | None:
        """The rows one by one, ascending; None for every dated row. Costs what they are, once."""
        if self._listed is None and self.rows is not None:
            self._listed = self.rows.rows(0, self.total)
        return self._listed

    def at_s(self) -> Int64:
        """Where the lane's events count, ascending."""
        at_s, rows = self.snapshot.columns.at_s, self.listed()
        return at_s if rows is None else at_s[rows]

    def starts(self, edge_s: Int64) -> Int64:
        """How many of the lane's events count from each of these seconds to the next, one less than edges."""
        edge_row = np.searchsorted(self.snapshot.columns.at_s, edge_s).astype(np.int64)
        return np.diff(edge_row if self.rows is None else self.rows.below(edge_row))

    def seen(self, viewport: Viewport) -> InView:
        """What of the lane is in view."""
        return in_view(self.snapshot.columns, viewport, self.rows)

    def outside(self, viewport: Viewport, seen: InView) -> Beyond:
        """What of the lane lies beyond the view; `seen` is what is in it."""
        return beyond(self.snapshot.columns, seen)

    def density(self) -> DensityIndex:
        """The index for exact counts."""
        if self._density is None:
            self._density = density_index(self.snapshot.columns, self.rows)
        return self._density

    def has_long_spans(self) -> bool:
        """Whether some of the lane's events last longer than a year, or have no end."""
        if self._long_spans is None:
            long_row = self.snapshot.columns.long_row
            if self.rows is None:
                self._long_spans = bool(len(long_row))
            else:
                self._long_spans = bool(self.rows.has(long_row).any())
        return self._long_spans

    def ranking(self, stopped: Stopped = never) -> Ranking:
        """Who is labelled first; 50 ms for 1,000,000 events, once."""
        if self._ranking is None:
            self._ranking = label_ranking(self.snapshot.columns, self.rows, stopped)
        return self._ranking

    @property
    def is_prepared(self) -> bool:
        """Whether labels can be placed without a long look at all events."""
        return self._ranking is not None or self.total < PREPARED_FROM

    def prepare(self, stopped: Stopped = never) -> None:
        """Take that long look, in a thread of its own; raises LeftOffError as soon as `stopped()`."""
        self.ranking(stopped)
        length_classes(self.snapshot.columns)

    def made_labels(self, key: tuple[object, ...]) -> MadeLabels | None:
        """What has been placed so far under this key by the thread that places labels."""
        labels = self._labels.get(key)
        return labels.made if labels is not None else None

    def labels(
        self, key: tuple[object, ...], make: Callable[[WidthOf], tuple[LabelTiles, SpanLines]]
    ) -> LaneLabels:
        """The labels placed so far under this key (lines, fonts, today); a few are kept."""
        labels = self._labels.get(key)
        if labels is None:
            if len(self._labels) >= _MOST_KEPT:
                self._labels.pop(next(iter(self._labels)))
            labels = self._labels[key] = LaneLabels(make)
        return labels


@dataclass(slots=True, eq=False)
class StoryLanes:
    """All lanes of a picture, in their order, and the events without a date."""

    snapshot: StorySnapshot
    mask: RowSet | None
    lanes: tuple[LaneRows, ...]
    whole: LaneRows
    undated: Int64
    passing: int
    values: tuple[FacetValue, ...] | None = None


_kept: Recent[tuple[int, int, int, str], StoryLanes] = Recent(_MOST_KEPT)


def column_lanes(snapshot: StorySnapshot, mask: RowSet | None, lanes: str) -> StoryLanes:
    """The lanes of a snapshot's columns under a filter, edits that are pending left aside.

    Asked again with the same columns, facet and mask it costs nothing.
    """
    values = None if lanes == NO_LANES else snapshot.facets.get(FacetKind(lanes))
    key = (id(snapshot.columns), id(mask), id(values), lanes)
    found = _kept.get(key, lambda lanes: _is_of(lanes, snapshot, mask, values))
    if found is None:
        found = _build(replace(snapshot, pending=None), mask, lanes)
        _kept.put(key, found)
    return found


def forget(columns: EventColumns) -> None:
    """Keep no lanes of these columns any more: they are not shown again, and weigh hundreds of MB."""
    _kept.forget(lambda lanes: lanes.snapshot.columns is columns)


def _is_of(
    found: StoryLanes, snapshot: StorySnapshot, mask: RowSet | None, values: tuple[FacetValue, ...] | None
) -> bool:
    """Whether lanes that were kept are those asked for: an address may have been used again."""
    return (
        found.snapshot.columns is snapshot.columns
        and found.mask is mask
        and found.values is values
        and found.snapshot.settings.lane_order == snapshot.settings.lane_order
    )


def span_of(columns: EventColumns) -> tuple[int, int] | None:
    """The `story_span`, which looks at every event: found once, since columns never change."""
    return story_span(columns)


def empty_other(snapshot: StorySnapshot, lanes: str) -> LaneRows:
    """A lane of events that bear none of the others' values, before there is one."""
    none = of_rows(np.empty(0, np.int64), len(snapshot.columns), ordered=True)
    return LaneRows(OTHER_LANE, _OTHER_NAMES[FacetKind(lanes)], none, 0, -1, snapshot)


def _build(snapshot: StorySnapshot, mask: RowSet | None, lanes: str) -> StoryLanes:
    columns = snapshot.columns
    dated = columns.dated
    if mask is None:
        rows, undated, total = None, np.arange(dated, len(columns), dtype=np.int64), dated
    else:
        rows, undated, total = mask, mask.among(dated, len(columns)), mask.between(0, dated)
    whole = LaneRows("all", "", rows, total, -1, snapshot)
    made = (whole,) if lanes == NO_LANES else _lanes_of(snapshot, mask, FacetKind(lanes))
    values = None if lanes == NO_LANES else snapshot.facets.get(FacetKind(lanes))
    return StoryLanes(snapshot, mask, made, whole, undated, total + len(undated), values)


def _lanes_of(snapshot: StorySnapshot, mask: RowSet | None, kind: FacetKind) -> tuple[LaneRows, ...]:
    """A lane for each value of the facet in the story's order, then one for events that bear none."""
    dated = snapshot.columns.dated
    order = {key: place for place, key in enumerate(snapshot.settings.lane_order.get(kind.value, ()))}
    values = sorted(
        enumerate(snapshot.facets.get(kind, ())),
        key=lambda pair: (order.get(pair[1].key, len(order)), pair[0]),
    )
    lanes: list[LaneRows] = []
    for _place, value in values:
        mine = rows_of_value(snapshot, value)
        mine = mine if mask is None else mine & mask
        total = mine.between(0, dated)
        lanes.append(LaneRows(value.key, value.name, mine, total, value.category, snapshot))
    other = rows_without(snapshot, kind)
    other = other if mask is None else other & mask
    total = other.between(0, dated)
    if total or not lanes:
        lanes.append(LaneRows(OTHER_LANE, _OTHER_NAMES[kind], other, total, -1, snapshot))
    return tuple(lanes)
