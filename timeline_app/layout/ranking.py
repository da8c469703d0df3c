"""The greatest of any stretch of a long column without looking at all of it; knows numbers only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64

#: Each level keeps the greatest of so many groups of the level below: a sixteenth of it.
_FAN = 16


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Distinct numbers, and the places of the `keep` greatest of every group of places, level upon level.

    `kept[0]` int64 (groups, keep): of each `_FAN * keep` places in a row; `kept[1]` of `_FAN` such groups …
    The greatest of a whole are among the greatest of its parts, so a stretch is answered from few places.
    """

    rank: Int64
    keep: int
    kept: tuple[Int64, ...]

    def among(self, low: int, high: int) -> Int64:
        """Some places of [low, high), not in order, that hold its `keep` greatest."""
        group = _FAN * self.keep
        first, last = -(-low // group), high // group
        if not self.kept or last <= first:
            return np.arange(low, high, dtype=np.int64)
        parts = [
            np.arange(low, first * group, dtype=np.int64),
            np.arange(last * group, high, dtype=np.int64),
        ]
        for level, places in enumerate(self.kept):
            up_first, up_last = -(-first // _FAN), last // _FAN
            if level + 1 == len(self.kept) or up_last <= up_first:
                parts.append(places[first:last].ravel())
                break
            parts.append(places[first : up_first * _FAN].ravel())
            parts.append(places[up_last * _FAN : last].ravel())
            first, last = up_first, up_last
        return np.concatenate(parts)

    def greatest(self, low: int, high: int, count: int) -> Int64:
        """The places of the `count` greatest of [low, high), in no order."""
        if high - low <= count:
            return np.arange(low, high, dtype=np.int64)
        places = self.among(low, high) if count <= self.keep else np.arange(low, high, dtype=np.int64)
        rank = self.rank[places]
        return places[np.argpartition(rank, len(rank) - count)[len(rank) - count :]]


def ranking(rank: Int64, keep: int) -> Ranking:
    """Groups of a column of distinct numbers; 20 ms for 1,000,000."""
    kept: list[Int64] = []
    group = _FAN * keep
    whole = len(rank) // group
    places = np.arange(whole * group, dtype=np.int64).reshape(whole, group)
    while len(places):
        values = rank[places]
        greatest = np.argpartition(values, group - keep, axis=1)[:, group - keep :]
        kept.append(np.take_along_axis(places, greatest, axis=1))
        groups = len(kept[-1]) // _FAN
        places = kept[-1][: groups * _FAN].reshape(groups, group)
    return Ranking(rank, keep, tuple(kept))
