"""The labels of a stretch of time at a level of zoom, as values; how they are placed is told by `labels`.

What one thread has placed another may show: nothing here is ever changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.label_levels import FINEST_LEVEL, finest_filled, level_of, tile_start_s
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLabels:
    """The labels that reach into a view, rows ascending; all columns of one length.

    - `line`: 0 is the lowest number, at most one less than the lines there are.
    - `level`: placed at 2**level seconds a px; shown at that zoom and at every deeper one.
    - `width_px`: as given by the caller.
    - `wanted`: rows whose widths were not known; the picture is settled when it is empty.
    - `late`: the labels are those of a coarser level, because the deeper ones are not placed yet.
    """

    row: Int64
    line: Int64
    level: Int64
    width_px: Float
    wanted: Int64
    late: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """The labels that reach into a tile; `x0` and `x1` in px of its level from the tile's start."""

    row: Int64
    line: Int64
    level: Int64
    width_px: Float
    x0: Float
    x1: Float
    wanted: Int64

    def where(self, chosen: Int64) -> Tile:
        """Some of them."""
        return Tile(
            self.row[chosen],
            self.line[chosen],
            self.level[chosen],
            self.width_px[chosen],
            self.x0[chosen],
            self.x1[chosen],
            self.wanted,
        )


NO_ROWS = np.empty(0, np.int64)
_NO_PX = np.empty(0, np.float64)
NOTHING = Tile(NO_ROWS, NO_ROWS, NO_ROWS, _NO_PX, _NO_PX, _NO_PX, NO_ROWS)


#: What is placed where nothing can be.
NO_LABELS = PlacedLabels(NO_ROWS, NO_ROWS, NO_ROWS, _NO_PX, NO_ROWS)


@dataclass(frozen=True, slots=True, eq=False)
class MadeTiles:
    """The tiles of a lane that have been filled so far: by level and number, and by level the coarser ones.

    `root` is the coarsest level that is filled; `start_s` where the story begins.
    """

    tiles: Mapping[tuple[int, int], Tile]
    coarse: Mapping[int, Tile]
    root: int
    start_s: int

    def seen(self, viewport: Viewport) -> PlacedLabels:
        """What they show of a view: of the finest level needed that is filled throughout."""
        level = max(FINEST_LEVEL, level_of(viewport.seconds_per_px))
        if level > self.root:
            known = self.coarse.get(level)
            if known is None:
                return placed(NOTHING, late=True)
            return placed(seen(known, level, self.start_s, viewport))
        found = finest_filled(self.tiles, level, self.root, viewport.start_s, viewport.end_s)
        if found is None:
            return placed(NOTHING, late=True)
        ready, first, parts = found
        shown = [
            seen(part, ready, tile_start_s(ready, first + place), viewport)
            for place, part in enumerate(parts)
        ]
        return placed(joined(shown), late=ready > level)


def seen(tile: Tile, level: int, start_s: int, viewport: Viewport) -> Tile:
    """Those of the tile's labels that reach into the view."""
    low_px, high_px = ((second - start_s) / 2.0**level for second in (viewport.start_s, viewport.end_s))
    return tile.where(np.flatnonzero((tile.x1 > low_px) & (tile.x0 < high_px)))


def joined(parts: list[Tile]) -> Tile:
    """Several tiles' labels, each once, rows ascending (tile-relative x are those of its first tile)."""
    parts = [part for part in parts if len(part.row) or len(part.wanted)]
    if not parts:
        return NOTHING
    every = np.concatenate([part.row for part in parts])
    place = first_of_each(every)
    wanted = np.concatenate([part.wanted for part in parts])
    return Tile(
        every[place],
        np.concatenate([part.line for part in parts])[place],
        np.concatenate([part.level for part in parts])[place],
        np.concatenate([part.width_px for part in parts])[place],
        np.concatenate([part.x0 for part in parts])[place],
        np.concatenate([part.x1 for part in parts])[place],
        wanted[first_of_each(wanted)],
    )


def first_of_each(values: Int64) -> Int64:
    """The place of the first of each value, values ascending: np.unique without its late imports."""
    order = np.argsort(values, kind="stable")
    new = np.ones(len(order), np.bool_)
    new[1:] = values[order[1:]] != values[order[:-1]]
    return order[new]


def placed(tile: Tile, *, late: bool = False) -> PlacedLabels:
    """A tile's labels as those of a view."""
    return PlacedLabels(tile.row, tile.line, tile.level, tile.width_px, tile.wanted, late)
