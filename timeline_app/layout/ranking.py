"""The greatest of any stretch of very many rows without looking at all of them; knows numbers only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.row_set import Listed, RowSet

#: Each level keeps the greatest of so many groups of the level below: a sixteenth of it.
_FAN = 16
#: So many groups are looked at in one go: their columns stay in the processor's cache.
_GROUPS_AT_ONCE = 128

#: The rank of each of some rows: distinct numbers, the greater the sooner.
RankOf = Callable[[Int64], Int64]
#: Whether nobody waits for what is being made any more.
Stopped = Callable[[], bool]


def never() -> bool:
    """Somebody waits."""
    return False


class LeftOffError(Exception):
    """What was being made is not wanted any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The rows of a set by their rank: the `keep` greatest of every group of its places, level upon level.

    `kept[0]` int32 (groups, keep): rows of each `_FAN * keep` places; `kept[1]` of each `_FAN` such groups;
    and so on. The greatest of a whole are among those of its parts: a stretch is answered from few rows.
    """

    rows: RowSet | None  # None: every row is at its own place
    rank_of: RankOf
    keep: int
    kept: tuple[Listed, ...]

    def among(self, low: int, high: int) -> Int64:
        """Some rows of the places [low, high), not in order, that hold the `keep` greatest."""
        group = _FAN * self.keep
        first, last = -(-low // group), high // group
        if not self.kept or last <= first:
            return _rows_at(self.rows, low, high)
        parts: list[Int64 | Listed] = [
            _rows_at(self.rows, low, first * group),
            _rows_at(self.rows, last * group, high),
        ]
        for level, rows in enumerate(self.kept):
            up_first, up_last = -(-first // _FAN), last // _FAN
            if level + 1 == len(self.kept) or up_last <= up_first:
                parts.append(rows[first:last].ravel())
                break
            parts.append(rows[first : up_first * _FAN].ravel())
            parts.append(rows[up_last * _FAN : last].ravel())
            first, last = up_first, up_last
        return np.concatenate(parts).astype(np.int64, copy=False)

    def greatest(self, low: int, high: int, count: int) -> Int64:
        """The rows of the `count` greatest of the places [low, high), in no order."""
        if high - low <= count:
            return _rows_at(self.rows, low, high)
        rows = self.among(low, high) if count <= self.keep else _rows_at(self.rows, low, high)
        return rows[np.argpartition(self.rank_of(rows), len(rows) - count)[len(rows) - count :]]


def ranking(
    rows: RowSet | None,
    count: int,
    rank_of: RankOf,
    keep: int,
    stopped: Stopped = never,
) -> Ranking:
    """The first `count` rows of a set (of all rows, if None); 20 ms for 1,000,000.

    Raises LeftOffError as soon as `stopped()`.
    """
    group = _FAN * keep
    whole = count // group
    kept: list[Listed] = []
    if whole:
        kept.append(np.empty((whole, keep), np.int32))
    for first in range(0, whole, _GROUPS_AT_ONCE):
        if stopped():
            raise LeftOffError
        last = min(first + _GROUPS_AT_ONCE, whole)
        some = _rows_at(rows, first * group, last * group)
        kept[0][first:last] = _greatest_of_each(some.reshape(last - first, group), rank_of, keep)
    while kept and len(kept[-1]) >= _FAN:
        groups = len(kept[-1]) // _FAN
        below = kept[-1][: groups * _FAN].reshape(groups, group).astype(np.int64)
        kept.append(_greatest_of_each(below, rank_of, keep).astype(np.int32))
    return Ranking(rows, rank_of, keep, tuple(kept))


def _greatest_of_each(rows: Int64, rank_of: RankOf, keep: int) -> Int64:
    """The rows of the greatest of each line."""
    rank = rank_of(rows.ravel()).reshape(rows.shape)
    places = np.argpartition(rank, rows.shape[1] - keep, axis=1)[:, rows.shape[1] - keep :]
    return np.take_along_axis(rows, places, axis=1)


def _rows_at(rows: RowSet | None, first: int, last: int) -> Int64:
    return np.arange(first, last, dtype=np.int64) if rows is None else rows.rows(first, last)
