"""Lines of their own for spans that found none among the other labels: wars and terms longer than a tile.

A tile of time labels what lies wholly within it, so a span that found no line by the last level at which one
tile holds all of it never will. Such spans get one of a second set, again with no memory: tile by tile from
coarse to fine, by priority, each the lowest line that is free over all of its time. So panning and zooming
never change a line. Knows seconds and widths, not words; the tiles of `label_levels` and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from timeline_app.core.columns import OPEN_END_S, EventColumns, Flag, Int64, Mask, Precision
from timeline_app.core.dates import approximate_margin_s
from timeline_app.core.memberships import Memberships, Rows, of_places
from timeline_app.core.row_set import RowSet
from timeline_app.layout.label_levels import (
    FINEST_LEVEL,
    TILE_PX,
    finest_filled,
    level_of,
    root_level,
    tile_at,
    tile_start_s,
)
from timeline_app.layout.labels import LabelTiles, WidthOf
from timeline_app.layout.level_of_detail import story_span
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport

#: A span is given a line once it is about so wide: borders of two levels are a third of the finer tile apart,
#: so of two tiles of about six times a span's length one holds all of it.
_LEAST_PX = 128
_CLASSES = range(_LEAST_PX.bit_length() - 1, TILE_PX.bit_length())

#: Of the spans that begin in a tile so many for each line are asked for their words, the most important.
_ASKED_PER_LINE = 8
#: Beyond so many tiles the oldest are forgotten; they can always be made again, the same.
_TILES_KEPT = 512

_MARGIN_S = np.array([approximate_margin_s(precision) for precision in Precision], np.int64)
_NO_ROWS = np.empty(0, np.int64)
_NO_PX = np.empty(0, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedSpans:
    """The spans with a line of their own that reach into a stretch of time; columns of one length.

    They take their line from `start_s` to `end_s`. `wanted`: rows whose widths were not known. Where not
    `settled`, more may come with words or time.
    """

    row: Int64
    line: Int64
    width_px: Float
    start_s: Int64
    end_s: Int64
    wanted: Int64
    settled: bool = True

    def where(self, chosen: Int64 | Mask) -> PlacedSpans:
        """Some of them."""
        return replace(
            self,
            row=self.row[chosen],
            line=self.line[chosen],
            width_px=self.width_px[chosen],
            start_s=self.start_s[chosen],
            end_s=self.end_s[chosen],
        )


NO_SPANS = PlacedSpans(_NO_ROWS, _NO_ROWS, _NO_PX, _NO_ROWS, _NO_ROWS, _NO_ROWS)


@dataclass(frozen=True, slots=True, eq=False)
class MadeSpans:
    """The tiles that have been filled so far, by level and number; `root` is the coarsest level."""

    tiles: Mapping[tuple[int, int], PlacedSpans]
    root: int

    def seen(self, viewport: Viewport) -> PlacedSpans:
        """What they show of a view: of the finest level needed that is filled throughout."""
        level = max(FINEST_LEVEL, level_of(viewport.seconds_per_px))
        found = finest_filled(self.tiles, level, self.root, viewport.start_s, viewport.end_s)
        if found is None:
            return replace(NO_SPANS, settled=level > self.root)
        ready, _first, parts = found
        spans = _joined(parts)
        spans = spans.where((spans.end_s > viewport.start_s) & (spans.start_s < viewport.end_s))
        return replace(spans, settled=ready == level)


class SpanLines:
    """The spans of one lane that its `labels` have no line for, in at most `line_count` lines more."""

    def __init__(
        self,
        columns: EventColumns,
        rows: RowSet | None,
        labels: LabelTiles,
        line_count: int,
        width_of: WidthOf,
        *,
        lead_px: float = 6.0,
        gap_px: float = 12.0,
    ) -> None:
        """For the dated ones of these rows (all, if None), the very ones that `labels` are for."""
        self._labels, self._line_count, self._width_of = labels, line_count, width_of
        self._lead_px, self._gap_px = lead_px, gap_px
        self._columns = columns
        span_s = story_span(columns) or (0, 1)
        self._root = root_level(*span_s)
        self._spans = _SpanIndex(columns, rows, span_s)
        self._tiles: dict[tuple[int, int], PlacedSpans] = {}
        self._unsettled: dict[tuple[int, int], PlacedSpans] = {}  # of the call that is under way

    def place(self, viewport: Viewport) -> PlacedSpans:
        """The spans that reach into the view; asked after `labels` have placed theirs in it."""
        level = max(FINEST_LEVEL, level_of(viewport.seconds_per_px))
        if level > self._root or not self._line_count:
            return NO_SPANS
        first, last = tile_at(level, viewport.start_s), tile_at(level, viewport.end_s)
        self._unsettled.clear()
        placed = _joined([self._tile(level, number) for number in range(first, last + 1)])
        return placed.where((placed.end_s > viewport.start_s) & (placed.start_s < viewport.end_s))

    def made(self) -> MadeSpans:
        """All that is placed so far."""
        return MadeSpans(dict(self._tiles), self._root)

    def _tile(self, level: int, number: int) -> PlacedSpans:
        known = self._tiles.get((level, number)) or self._unsettled.get((level, number))
        if known is not None:
            return known
        start_s, end_s = tile_start_s(level, number), tile_start_s(level, number + 1)
        inherited = NO_SPANS
        if level < self._root:
            numbers = range(tile_at(level + 1, start_s), tile_at(level + 1, end_s - 1) + 1)
            coarser = _joined([self._tile(level + 1, coarse) for coarse in numbers])
            inherited = coarser.where((coarser.end_s > start_s) & (coarser.start_s < end_s))
        tile = self._filled(level, number, start_s, end_s, inherited)
        if tile.settled:
            if len(self._tiles) >= _TILES_KEPT:
                for key in list(self._tiles)[: _TILES_KEPT // 2]:
                    del self._tiles[key]
            self._tiles[level, number] = tile
        else:
            self._unsettled[level, number] = tile
        return tile

    def _filled(
        self, level: int, number: int, start_s: int, end_s: int, inherited: PlacedSpans
    ) -> PlacedSpans:
        """The tile with the spans that it holds and that no label shows, by priority."""
        if not inherited.settled:
            return inherited
        rows = self._spans.beginning(level, start_s, end_s)
        if not len(rows):
            return inherited
        labelled = self._labels.rows_in_tile(level, number)
        if labelled is None:
            return replace(inherited, settled=False)
        rows = np.setdiff1d(rows, labelled, assume_unique=True)
        mark0_s, mark1_s = self._spans.ends_s(rows)
        places = np.flatnonzero((mark0_s >= start_s) & (mark1_s <= end_s))
        priority = self._columns.priority[rows[places]].astype(np.int64)
        places = places[np.lexsort((self._columns.id[rows[places]], -priority))]
        places = places[: _ASKED_PER_LINE * self._line_count]
        if not len(places):
            return inherited
        rows, mark0_s, mark1_s = rows[places], mark0_s[places], mark1_s[places]
        width_px = np.asarray(self._width_of(rows), np.float64)
        if np.isnan(width_px).any():
            return replace(inherited, wanted=rows[np.isnan(width_px)], settled=False)
        reach_s = self._reach_s(mark0_s, mark1_s, width_px, level)
        fits = reach_s <= end_s
        rows, width_px, mark0_s, reach_s = rows[fits], width_px[fits], mark0_s[fits], reach_s[fits]
        return self._lined(inherited, rows, width_px, mark0_s, reach_s)

    def _reach_s(self, start_s: Int64, end_s: Int64, width_px: Float, level: int) -> Int64:
        """Where a mark's words and the gap behind them end; within the mark where that is wide enough."""
        scale = 2.0**level
        inside = (end_s - start_s) / scale >= width_px + 2 * self._lead_px
        beyond_px = np.where(inside, 0.0, self._lead_px + width_px) + self._gap_px
        reach_s: Int64 = end_s + np.ceil(beyond_px * scale).astype(np.int64)
        return reach_s

    def _lined(
        self, inherited: PlacedSpans, rows: Int64, width_px: Float, start_s: Int64, end_s: Int64
    ) -> PlacedSpans:
        """Each, in the order given, on the lowest line free over its time; those without are left out."""
        taken: list[list[tuple[int, int]]] = [[] for _ in range(self._line_count)]
        for line, low, high in zip(
            inherited.line.tolist(), inherited.start_s.tolist(), inherited.end_s.tolist(), strict=True
        ):
            taken[line].append((low, high))
        lines = np.full(len(rows), -1, np.int64)
        for place, (low, high) in enumerate(zip(start_s.tolist(), end_s.tolist(), strict=True)):
            for line, busy in enumerate(taken):
                if all(high <= first or low >= last for first, last in busy):
                    busy.append((low, high))
                    lines[place] = line
                    break
        found = np.flatnonzero(lines >= 0)
        own = PlacedSpans(rows[found], lines[found], width_px[found], start_s[found], end_s[found], _NO_ROWS)
        return _joined([inherited, own])


class _SpanIndex:
    """The rows of a lane by the power of two of their length in seconds."""

    def __init__(self, columns: EventColumns, rows: RowSet | None, span_s: tuple[int, int]) -> None:
        self._columns, self._rows, self._span_s = columns, rows, span_s

    def beginning(self, level: int, start_s: int, end_s: int) -> Int64:
        """The rows that count in [start_s, end_s) and are `_LEAST_PX` to a tile long here, ascending."""
        found = []
        edges = np.searchsorted(self._columns.at_s, np.array([start_s, end_s], np.int64)).astype(np.int32)
        for number in _CLASSES:
            rows = self._of(level + number)
            if len(rows):
                low, high = np.searchsorted(rows, edges).tolist()
                if high > low:
                    found.append(rows[low:high])
        if not found:
            return _NO_ROWS
        begun: Int64 = np.sort(np.concatenate(found)).astype(np.int64)
        return begun if self._rows is None else begun[self._rows.has(begun)]

    def ends_s(self, rows: Int64) -> tuple[Int64, Int64]:
        """From where to where these are drawn, as in `LabelTiles`: open ends reach to the story's own."""
        return _ends_s(self._columns, rows, self._span_s)

    def _of(self, number: int) -> Rows:
        """The rows of all lanes whose length is 2**number seconds to twice that, ascending."""
        classes = length_classes(self._columns)
        if not 0 <= number < _LENGTHS:
            return classes.row[:0]
        return classes.row[classes.first[number] : classes.first[number + 1]]


#: Lengths are told apart by their power of two, in seconds.
_LENGTHS = 63
_AT_ONCE = 100_000


def length_classes(columns: EventColumns) -> Memberships:
    """The dated rows by the power of two of their length; 60 ms for 1,000,000, once."""
    made: Memberships | None = columns.derived.get("length classes")
    if made is None:
        span_s = story_span(columns) or (0, 1)
        number = np.zeros(columns.dated, np.int16)
        for first in range(0, columns.dated, _AT_ONCE):
            rows = np.arange(first, min(first + _AT_ONCE, columns.dated), dtype=np.int64)
            start_s, end_s = _ends_s(columns, rows, span_s)
            length_s = np.maximum(end_s - start_s, 1)
            power = np.frexp(length_s.astype(np.float64))[1].astype(np.int64) - 1
            power -= (np.int64(1) << power) > length_s  # a float may have rounded up to the next power
            number[rows] = power
        made = columns.derived["length classes"] = of_places(number, _LENGTHS)
    return made


def _ends_s(columns: EventColumns, rows: Int64, span_s: tuple[int, int]) -> tuple[Int64, Int64]:
    flags, end_s = columns.flags[rows], columns.end_s[rows]
    start_s = np.where((flags & Flag.OPEN_START) != 0, np.int64(span_s[0]), columns.at_s[rows])
    end_s = np.where(end_s >= OPEN_END_S, np.int64(span_s[1]), end_s)
    vague = (flags & (Flag.APPROXIMATE | Flag.UNCERTAIN)) != 0
    if vague.any():
        margin_s = np.where(vague, _MARGIN_S[columns.precision[rows]], 0)
        start_s, end_s = start_s - margin_s, end_s + margin_s
    return start_s, end_s


def _joined(parts: list[PlacedSpans]) -> PlacedSpans:
    """Several tiles' spans, each once."""
    parts = [part for part in parts if len(part.row) or not part.settled]
    if len(parts) < 2:
        return parts[0] if parts else NO_SPANS
    row = np.concatenate([part.row for part in parts])
    _rows, place = np.unique(row, return_index=True)
    return PlacedSpans(
        row[place],
        np.concatenate([part.line for part in parts])[place],
        np.concatenate([part.width_px for part in parts])[place],
        np.concatenate([part.start_s for part in parts])[place],
        np.concatenate([part.end_s for part in parts])[place],
        np.unique(np.concatenate([part.wanted for part in parts])),
        all(part.settled for part in parts),
    )
