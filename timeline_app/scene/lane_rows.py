"""Which events stand in which lane, found once a filter and kept between frames; draws nothing.

Kept by the identity of snapshot and mask, which are never changed in place but replaced whole.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from timeline_app.core.columns import EventColumns, Int64, Mask
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.layout.density import DensityIndex, density_index
from timeline_app.layout.label_spans import SpanLines, length_classes
from timeline_app.layout.labels import LabelTiles, WidthOf, label_ranking
from timeline_app.layout.level_of_detail import story_span
from timeline_app.layout.ranking import Ranking
from timeline_app.layout.time_scale import Float
from timeline_app.scene.picture import NO_LANES

#: The key of the lane of events that bear none of the others' values, and of the one without dates.
OTHER_LANE = ""
UNDATED_LANE = "undated"

#: How many filters are kept ready: the one shown, the one before, an export, a preview.
_MOST_KEPT = 4
#: Lanes of more events are made ready for labels off the window's thread.
PREPARED_FROM = 100_000
_OTHER_NAMES = {
    FacetKind.CATEGORY: "No category",
    FacetKind.TOPIC: "No topic",
    FacetKind.PERSON: "No person",
    FacetKind.ORGANISATION: "No organisation",
    FacetKind.PLACE: "No place",
    FacetKind.SOURCE: "No source",
}


class LaneLabels:
    """The labels of a lane placed so far; `width_of` and `wanted` are of the frame that asks now."""

    def __init__(self, make: Callable[[WidthOf], tuple[LabelTiles, SpanLines]]) -> None:
        self.width_of: WidthOf = _unknown
        self.wanted: Int64 = np.empty(0, np.int64)
        self.tiles, self.spans = make(self._ask)

    def _ask(self, rows: Int64) -> Float:
        return self.width_of(rows)


def _unknown(rows: Int64) -> Float:
    """No words are at hand."""
    return np.full(len(rows), np.nan)


@dataclass(slots=True, eq=False)
class LaneRows:
    """The dated events of one lane that pass the filter: ascending rows, None for every dated row.

    `category` is the index of the lane's category, -1 for lanes of another kind. The indexes for counting and
    for labels are made when first asked for.
    """

    key: str
    name: str
    rows: Int64 | None
    total: int
    category: int
    snapshot: StorySnapshot
    _at_s: Int64 | None = None
    _density: DensityIndex | None = None
    _ranking: Ranking | None = None
    _long_spans: bool | None = None
    _labels: dict[tuple[object, ...], LaneLabels] = field(default_factory=dict)

    def at_s(self) -> Int64:
        """Where the lane's events count, ascending."""
        if self._at_s is None:
            at_s = self.snapshot.columns.at_s
            self._at_s = at_s if self.rows is None else at_s[self.rows]
        return self._at_s

    def density(self) -> DensityIndex:
        """The index for exact counts."""
        if self._density is None:
            self._density = density_index(self.snapshot.columns, self.rows)
        return self._density

    def has_long_spans(self) -> bool:
        """Whether some of the lane's events last longer than a year, or have no end."""
        if self._long_spans is None:
            long_row = self.snapshot.columns.long_row
            rows = self.rows
            if rows is None or not len(long_row) or not len(rows):
                self._long_spans = bool(len(long_row)) and rows is None
            else:
                place = np.minimum(np.searchsorted(rows, long_row), len(rows) - 1)
                self._long_spans = bool((rows[place] == long_row).any())
        return self._long_spans

    def ranking(self) -> Ranking:
        """Who is labelled first; 50 ms for 1,000,000 events, once."""
        if self._ranking is None:
            self._ranking = label_ranking(self.snapshot.columns, self.rows)
        return self._ranking

    @property
    def is_prepared(self) -> bool:
        """Whether labels can be placed without a long look at all events."""
        return self._ranking is not None or self.total < PREPARED_FROM

    def prepare(self) -> None:
        """Take that long look; in a thread of its own."""
        self.density()
        self.ranking()
        length_classes(self.snapshot.columns)

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
    mask: Mask | None
    lanes: tuple[LaneRows, ...]
    whole: LaneRows
    undated: Int64
    passing: int


_kept: OrderedDict[tuple[int, int, str], StoryLanes] = OrderedDict()


def story_lanes(snapshot: StorySnapshot, mask: Mask | None, lanes: str) -> StoryLanes:
    """The lanes of a snapshot under a filter; asked again with the same objects it costs nothing."""
    key = (id(snapshot), id(mask), lanes)
    found = _kept.get(key)
    if found is None or found.snapshot is not snapshot or found.mask is not mask:
        found = _build(snapshot, mask, lanes)
        _kept[key] = found
    _kept.move_to_end(key)
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found


def span_of(columns: EventColumns) -> tuple[int, int] | None:
    """The `story_span`, which looks at every event: found once, since columns never change."""
    return story_span(columns)


def _build(snapshot: StorySnapshot, mask: Mask | None, lanes: str) -> StoryLanes:
    columns = snapshot.columns
    dated = columns.dated
    if mask is None:
        rows, undated, total = None, np.arange(dated, len(columns), dtype=np.int64), dated
    else:
        rows = np.flatnonzero(mask[:dated]).astype(np.int64)
        undated = (np.flatnonzero(mask[dated:]) + dated).astype(np.int64)
        total = len(rows)
    whole = LaneRows("all", "", rows, total, -1, snapshot)
    made = (whole,) if lanes == NO_LANES else _lanes_of(snapshot, mask, FacetKind(lanes))
    return StoryLanes(snapshot, mask, made, whole, undated, total + len(undated))


def _lanes_of(snapshot: StorySnapshot, mask: Mask | None, kind: FacetKind) -> tuple[LaneRows, ...]:
    """A lane for each value of the facet in the story's order, then one for events that bear none."""
    dated = snapshot.columns.dated
    passing = np.ones(dated, np.bool_) if mask is None else mask[:dated]
    order = {key: place for place, key in enumerate(snapshot.settings.lane_order)}
    values = sorted(
        enumerate(snapshot.facets.get(kind, ())),
        key=lambda pair: (order.get(pair[1].key, len(order)), pair[0]),
    )
    lanes: list[LaneRows] = []
    left = passing.copy()
    for _place, value in values:
        mine = value.rows[: int(np.searchsorted(value.rows, dated))]
        mine = mine[passing[mine]].astype(np.int64)
        left[mine] = False
        lanes.append(LaneRows(value.key, value.name, mine, len(mine), value.category, snapshot))
    other = np.flatnonzero(left).astype(np.int64)
    if len(other) or not lanes:
        lanes.append(LaneRows(OTHER_LANE, _OTHER_NAMES[kind], other, len(other), -1, snapshot))
    return tuple(lanes)
