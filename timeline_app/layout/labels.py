"""Which titles show, and on which line, with no memory: Been, Daiches and Yap (2006), dynamic map labelling.

From coarse to fine power-of-two zoom, over tiles of time, each label gets a line and the zoom from which it
is shown, by priority. So panning keeps lines, zooming in drops nothing, and every caller sees the same.

Holds the tiles and their cache; knows widths, not words. Where a label stands in one view tells `settle`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.row_set import RowSet
from timeline_app.layout.extents import mark_extents
from timeline_app.layout.label_levels import (
    FINEST_LEVEL,
    TILE_PX,
    bucket_edges,
    finest_filled,
    level_of,
    root_level,
    tile_at,
    tile_start_s,
)
from timeline_app.layout.label_settling import label_end, settle
from timeline_app.layout.label_tiles import (
    NO_LABELS,
    NO_ROWS,
    NOTHING,
    MadeTiles,
    PlacedLabels,
    Tile,
    joined,
    placed,
    seen,
)
from timeline_app.layout.level_of_detail import story_span
from timeline_app.layout.ranking import Ranking, Stopped, never, ranking
from timeline_app.layout.time_scale import Float, TimeScale
from timeline_app.layout.viewport import Viewport

__all__ = [
    "NO_LABELS", "LabelTiles", "MadeTiles", "PlacedLabels", "WidthOf", "label_end", "label_ranking", "settle",
]  # fmt: skip

#: The label width in px of each row asked for; NaN where the words have not come yet.
WidthOf = Callable[[Int64], Float]

#: Lines are bitsets of this many px a bit (the occupancy method of the performance notes).
_BIT_PX = 2
#: Beyond so many tiles the oldest are forgotten; they can always be made again, the same.
_TILES_KEPT = 1024
#: Of each bucket so many candidates are asked for at the least, and at most a share of the lines: a label is
#: wider than a bucket, so the others would find no line anyway, and deeper levels ask again.
_LEAST_CANDIDATES = 16
_CANDIDATES_PER_LINE = 0.35
#: As many and as many again, for sixty lines: so many of a bucket may be labelled already.
_KEPT_OF_GROUP = 48


class _OutOfTimeError(Exception):
    """The next tile would begin too late."""


class LabelTiles:
    """The labels of one lane, cached by level and tile: one object to a lane, filter, line count and font.

    A label occupies its line from its mark's left end to the end of its words, which stand beside the mark
    (`lead_px` after it) or, where the mark is wider than they are, within it, and may slide along it. Two
    labels of a line are `gap_px` apart. What is placed at one level never meets at a deeper one, because
    marks move apart and words keep their width.

    A level's tiles do not share their borders with the next levels', so a label that a border keeps out of
    one level finds its place in the next.
    """

    def __init__(
        self,
        columns: EventColumns,
        rows: RowSet | None,
        line_count: int,
        width_of: WidthOf,
        *,
        lead_px: float = 6.0,
        gap_px: float = 12.0,
        today_s: int | None = None,
        given: Ranking | None = None,
    ) -> None:
        """For the dated ones of these rows (all, if None); an ongoing mark is as firm as `today_s` makes it.

        `given` is their `label_ranking`, where it is at hand.
        """
        self._columns = columns
        self._rows = rows
        self._count = columns.dated if rows is None else rows.between(0, columns.dated)
        share = math.ceil(line_count * _CANDIDATES_PER_LINE)
        self._per_bucket = min(max(share, _LEAST_CANDIDATES), max(line_count, 1))
        self._ranking = label_ranking(columns, rows) if given is None else given
        self._line_count = line_count
        self._width_of = width_of
        self._lead_px, self._gap_px, self._today_s = lead_px, gap_px, today_s
        self._span_s = story_span(columns) or (0, 1)
        self._root = root_level(*self._span_s)
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._coarse: dict[int, Tile] = {}
        self._out_of_time: Callable[[], bool] | None = None

    def place(self, viewport: Viewport, out_of_time: Callable[[], bool] | None = None) -> PlacedLabels:
        """The labels that reach into the view; a few ms cold, a fraction of one once its tiles are known.

        No tile is begun when `out_of_time()`, which is asked before each: what coarser levels have placed
        stands meanwhile (all of it stays at the deeper ones), and `late` says so.
        """
        level = max(FINEST_LEVEL, level_of(viewport.seconds_per_px))
        self._out_of_time = None  # the coarsest level is always filled
        if not self._count or not self._line_count:
            return placed(NOTHING)
        if level > self._root:
            return placed(seen(self._coarser(level), level, self._span_s[0], viewport))
        if out_of_time is None:
            return placed(self._in_view(level, viewport))
        known = finest_filled(self._tiles, level, self._root, viewport.start_s, viewport.end_s)
        ready = self._root if known is None else known[0]
        found = self._in_view(ready, viewport)
        self._out_of_time = out_of_time
        try:
            while ready > level:
                found = self._in_view(ready - 1, viewport)
                ready -= 1
        except _OutOfTimeError:
            return placed(found, late=True)
        return placed(found)

    def _in_view(self, level: int, viewport: Viewport) -> Tile:
        """What a level's tiles show of the view."""
        numbers = range(tile_at(level, viewport.start_s), tile_at(level, viewport.end_s) + 1)
        return joined(
            [seen(self._tile(level, at), level, tile_start_s(level, at), viewport) for at in numbers]
        )

    def words_came(self) -> None:
        """Forget the tiles that were made while widths were missing."""
        self._tiles = {key: tile for key, tile in self._tiles.items() if not len(tile.wanted)}
        self._coarse = {key: tile for key, tile in self._coarse.items() if not len(tile.wanted)}

    def made(self) -> MadeTiles:
        """All that is placed so far, except where words are missing."""
        whole = {key: tile for key, tile in self._tiles.items() if not len(tile.wanted)}
        return MadeTiles(whole, dict(self._coarse), self._root, self._span_s[0])

    def rows_in_tile(self, level: int, number: int) -> Int64 | None:
        """The rows that a tile has labelled, ascending; None while their words, or time, are missing."""
        try:
            tile = self._tile(level, number)
        except _OutOfTimeError:
            return None
        return None if len(tile.wanted) else tile.row

    # Tiles --------------------------------------------------------------------------------------------

    def _tile(self, level: int, number: int) -> Tile:
        known = self._tiles.get((level, number))
        if known is not None:
            return known
        start_s, end_s = tile_start_s(level, number), tile_start_s(level, number + 1)
        inherited = self._inherited(level, start_s, end_s)
        if self._out_of_time is not None and self._out_of_time():
            raise _OutOfTimeError
        tile = self._filled(level, start_s, end_s, inherited)
        if len(self._tiles) >= _TILES_KEPT:
            for key in list(self._tiles)[: _TILES_KEPT // 2]:
                del self._tiles[key]
        self._tiles[level, number] = tile
        return tile

    def _inherited(self, level: int, start_s: int, end_s: int) -> Tile:
        """What coarser levels have placed, as it stands in this tile."""
        if level >= self._root:
            return NOTHING
        numbers = range(tile_at(level + 1, start_s), tile_at(level + 1, end_s - 1) + 1)
        coarser = joined([self._tile(level + 1, number) for number in numbers])
        if not len(coarser.row):
            return coarser
        x0, x1 = self._reach(coarser.row, coarser.width_px, level, start_s)
        here = np.flatnonzero((x1 > 0) & (x0 < TILE_PX))
        return replace(coarser, x0=x0, x1=x1).where(here)

    def _filled(self, level: int, start_s: int, end_s: int, inherited: Tile) -> Tile:
        """The tile with as many more labels as find a line, by priority."""
        rows = self._candidates(start_s, end_s, inherited.row)
        if len(rows):
            rows = rows[self._has_room(inherited, *self._reach(rows, np.zeros(len(rows)), level, start_s))]
        if not len(rows):
            return inherited
        width_px = np.asarray(self._width_of(rows), np.float64)
        known = ~np.isnan(width_px)
        wanted = np.concatenate((inherited.wanted, rows[~known])) if not known.all() else inherited.wanted
        if len(inherited.wanted):  # made again when their words have come: until then all are only asked for
            return replace(inherited, wanted=wanted)
        x0, x1 = self._reach(rows, np.nan_to_num(width_px), level, start_s)
        within = np.flatnonzero(known & (x0 >= 0) & (x1 <= TILE_PX))
        lines = self._fill(inherited, x0[within], x1[within])
        placed = np.flatnonzero(lines >= 0)
        chosen = within[placed]
        own = Tile(
            rows[chosen],
            lines[placed],
            np.full(len(chosen), level, np.int64),
            width_px[chosen],
            x0[chosen],
            x1[chosen],
            wanted,
        )
        return joined([inherited, own])

    def _candidates(self, start_s: int, end_s: int, inherited: Int64) -> Int64:
        """The rows that count in the tile and are not labelled yet, the most important of each bucket first.

        A bucket is hardly wider than a label and holds no more than there are lines: no more are asked for.
        """
        edges = np.searchsorted(self._columns.at_s, bucket_edges(start_s, end_s)).astype(np.int64)
        counts = np.diff(np.searchsorted(inherited, edges)) + self._per_bucket
        edges = edges if self._rows is None else self._rows.below(edges)
        chosen = [
            self._ranking.greatest(low, high, count)
            for (low, high), count in zip(pairwise(edges.tolist()), counts.tolist(), strict=True)
            if high > low
        ]
        if not chosen:
            return NO_ROWS
        found = np.concatenate(chosen)
        if len(inherited):
            place = np.minimum(np.searchsorted(inherited, found), len(inherited) - 1)
            found = found[inherited[place] != found]
        return found[np.argsort(-_rank(self._columns, found))]

    def _has_room(self, inherited: Tile, x0: Float, x1: Float) -> Int64:
        """The places of those that have a free line as far as they reach without words.

        The others are not worth asking for their words: where tiles are crowded, nearly all.
        """
        taken = self._taken(inherited)
        bits = [(1 << stop) - (1 << start) for start, stop in zip(*_bits(x0, x1), strict=True)]
        free = (any(not occupied & needed for occupied in taken) for needed in bits)
        return np.flatnonzero(np.fromiter(free, np.bool_, len(bits)))

    def _taken(self, inherited: Tile) -> list[int]:
        """What of each line is occupied, as bits."""
        taken = [0] * self._line_count
        for line, start, stop in zip(
            inherited.line.tolist(), *_bits(inherited.x0, inherited.x1), strict=True
        ):
            taken[line] |= (1 << stop) - (1 << start)
        return taken

    def _fill(self, inherited: Tile, x0: Float, x1: Float) -> Int64:
        """The lowest free line of each label, in the order given; -1 where there is none."""
        taken = self._taken(inherited)
        lines = []
        everywhere = _common(taken)
        for start, stop in zip(*_bits(x0, x1), strict=True):
            bits = (1 << stop) - (1 << start)
            found = -1
            if not everywhere & bits:
                for line, occupied in enumerate(taken):
                    if not occupied & bits:
                        taken[line] = occupied | bits
                        found = line
                        break
                if found == self._line_count - 1:
                    everywhere = _common(taken)
            lines.append(found)
        return np.array(lines, np.int64)

    def _reach(self, rows: Int64, width_px: Float, level: int, start_s: int) -> tuple[Float, Float]:
        """From the mark's left end to the end of the words and the gap, in px of the level from `start_s`."""
        scale = TimeScale(start_s, 0.0, 2.0**level)
        left_px, right_px = scale.x_of(self._span_s[0]), scale.x_of(self._span_s[1])
        marks = mark_extents(self._columns, rows, scale, left_px, right_px, self._today_s)
        return marks.x0, label_end(marks.x0, marks.x1, width_px, self._lead_px) + self._gap_px

    # Coarser than the story ---------------------------------------------------------------------------

    def _coarser(self, level: int) -> Tile:
        """Zoomed out until the story is a dot: of the next deeper level's labels those that still fit."""
        known = self._coarse.get(level)
        if known is not None:
            return known
        start_s = self._span_s[0]
        if level - 1 > self._root:
            deeper = self._coarser(level - 1)
        else:
            first, last = tile_at(self._root, start_s), tile_at(self._root, self._span_s[1])
            deeper = joined([self._tile(self._root, number) for number in range(first, last + 1)])
        x0, x1 = self._reach(deeper.row, deeper.width_px, level, start_s)
        rank = _rank(self._columns, deeper.row)
        kept: list[int] = []
        lines: dict[int, list[tuple[float, float]]] = {}
        for place in np.argsort(-rank, kind="stable").tolist():
            line = lines.setdefault(int(deeper.line[place]), [])
            if all(x1[place] <= low or x0[place] >= high for low, high in line):
                line.append((float(x0[place]), float(x1[place])))
                kept.append(place)
        chosen = np.sort(np.array(kept, np.int64))
        moved = replace(deeper, level=np.full_like(deeper.level, level), x0=x0, x1=x1).where(chosen)
        self._coarse[level] = moved
        return moved


def label_ranking(columns: EventColumns, rows: RowSet | None, stopped: Stopped = never) -> Ranking:
    """The order in which the dated ones of these rows (all, if None) are labelled; see `ranking`."""
    count = columns.dated if rows is None else rows.between(0, columns.dated)
    return ranking(rows, count, lambda some: _rank(columns, some), _KEPT_OF_GROUP, stopped)


def _rank(columns: EventColumns, rows: Int64) -> Int64:
    """Who is labelled first, the greater the earlier: by priority, then by the lower id; all different."""
    return (columns.priority[rows].astype(np.int64) << 46) - columns.id[rows]


def _bits(x0: Float, x1: Float) -> tuple[list[int], list[int]]:
    """The bits a stretch touches, within the tile; rounded outwards."""
    start = np.floor(np.clip(x0, 0, TILE_PX) / _BIT_PX).astype(np.int64)
    stop = np.ceil(np.clip(x1, 0, TILE_PX) / _BIT_PX).astype(np.int64)
    return start.tolist(), stop.tolist()


def _common(taken: list[int]) -> int:
    everywhere = taken[0]
    for line in taken[1:]:
        everywhere &= line
    return everywhere
