"""The levels of zoom and the tiles of time over which labels are placed; whole numbers, no labels.

At a level, 2**level seconds are a px. Tiles are `TILE_PX` wide at their level.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64
from timeline_app.layout.viewport import LEAST_SECONDS_PER_PX

T = TypeVar("T")

#: A tile is so wide at its level, which draws 2**level seconds a px; a label lies wholly within one.
TILE_PX = 2048
#: Candidates are chosen by bucket, so that a crowd in one place leaves no other place without labels.
BUCKET_PX = 64
#: At the coarsest level that is filled the whole story is at most so wide.
_ROOT_PX = 512
#: A tile of this level is half of all time; the borders of a longer one would leave int64.
_COARSEST_ROOT = 50
#: The level of the deepest zoom.
FINEST_LEVEL = round(math.log2(LEAST_SECONDS_PER_PX))


def level_of(seconds_per_px: float) -> int:
    """The least whole level with 2**level ≥ seconds_per_px, exact at powers of two."""
    if seconds_per_px <= 0:
        return FINEST_LEVEL
    mantissa, exponent = math.frexp(seconds_per_px)
    return exponent - 1 if mantissa == 0.5 else exponent


def root_level(start_s: int, end_s: int) -> int:
    """The level where filling begins: the story is small there, and no border cuts it or its last label."""
    level = min(_COARSEST_ROOT, max(FINEST_LEVEL, level_of((end_s - start_s) / _ROOT_PX)))
    low_s, high_s = start_s - math.ceil(24 * 2.0**level), end_s + math.ceil(160 * 2.0**level)
    whole = tile_at(level, low_s) == tile_at(level, high_s)
    return level if whole else min(_COARSEST_ROOT, level + 1)


def finest_filled(
    tiles: Mapping[tuple[int, int], T], level: int, root: int, start_s: int, end_s: int
) -> tuple[int, int, list[T]] | None:
    """The finest level from `level` to `root` that has every tile from one second to another.

    With the number of the first of these tiles, and the tiles; None where no level has all.
    """
    for ready in range(level, root + 1):
        first, last = tile_at(ready, start_s), tile_at(ready, end_s)
        found = [tiles[ready, number] for number in range(first, last + 1) if (ready, number) in tiles]
        if len(found) == last + 1 - first:
            return ready, first, found
    return None


def tile_s(level: int) -> int:
    """The length of a tile in seconds: `TILE_PX` times 2**level."""
    return TILE_PX << level if level >= 0 else TILE_PX >> -level


def tile_start_s(level: int, number: int) -> int:
    """Tiles of every level begin a third of a tile after 1970, so that two levels share no border."""
    return number * tile_s(level) + tile_s(level) // 3


def tile_at(level: int, second: int) -> int:
    """The number of the tile that holds a second."""
    return (second - tile_s(level) // 3) // tile_s(level)


def bucket_edges(start_s: int, end_s: int) -> Int64:
    """The borders of a tile's buckets in time, as whole seconds that the columns can hold."""
    buckets = TILE_PX // BUCKET_PX
    edges = (start_s + (end_s - start_s) * place // buckets for place in range(buckets + 1))
    return np.array([max(OPEN_START_S, min(OPEN_END_S, edge)) for edge in edges], np.int64)
