"""Some rows of the columns, packed so that millions are counted and combined in fractions of a millisecond.

A set of many rows is a bitmap with the number of rows before each word of 64: a count between two rows is two
look-ups (Jacobson's rank, 1989), the k-th row a binary search. A set of few is the ascending list of them.
Which of the two a set is shows in its speed alone. Knows row numbers; no event, no filter.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import Int64, Mask

#: Row r is bit r & 63 of word r >> 6; the bits beyond the last row are 0.
Bits = NDArray[np.uint64]
#: Rows as lists hold them, half as large as int64.
Listed = NDArray[np.int32]

#: A set of less than a row in so many is kept as a list.
LISTED_SHARE = 64

#: A list is merged with one up to so many times as long, and searched for in a longer one.
_MERGED_TIMES = 8

_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


class RowSet:
    """Some of the rows 0 to `size` - 1; never changed: who holds the same object holds the same rows.

    Made by `of_mask`, `of_rows`, `of_ranges`, `every`, and by `&`, `|`, `-`, `~` of sets of one size.
    `listed` holds the rows, ascending, where they are few.
    """

    __slots__ = ("_before", "_bits", "_count", "listed", "size")

    def __init__(self, size: int, bits: Bits | None, listed: Listed | None) -> None:
        """One of the two; see the functions of this module."""
        self.size = size
        self._bits = bits
        self.listed = listed
        self._before: NDArray[np.int32] | None = None
        self._count: int | None = None

    def __len__(self) -> int:
        return self.count

    @property
    def count(self) -> int:
        """How many rows there are in it."""
        if self._count is None:
            few = self.listed
            # without the ranks, which are half as large as the bitmap and seldom needed
            counted = np.bitwise_count(self.bits()).sum(dtype=np.int64) if few is None else len(few)
            self._count = int(counted)
        return self._count

    @property
    def is_listed(self) -> bool:
        """Whether it is kept as a list."""
        return self.listed is not None

    # -- asking -------------------------------------------------------------------------------------------

    def below(self, rows: Listed | Int64) -> Int64:
        """How many of the set's rows stand before each of these rows (0 to `size`), in any order."""
        if self.listed is not None:
            # a needle of another width would copy the whole list
            return np.searchsorted(self.listed, rows.astype(np.int32, copy=False)).astype(np.int64)
        word = rows >> 6
        part = self.bits()[word] & ((_ONE << (rows & 63).astype(np.uint64)) - _ONE)
        found: Int64 = self._ranks()[word] + np.bitwise_count(part).astype(np.int64)
        return found

    def between(self, low: int, high: int) -> int:
        """How many of the rows `low` to `high` - 1 are in the set."""
        first, last = self.below(np.array([low, high], np.int64)).tolist()
        return int(last) - int(first)

    def has(self, rows: Listed | Int64) -> Mask:
        """Which of these rows (0 to `size` - 1), in any order, are in the set."""
        if self.listed is not None:
            if not len(self.listed):
                return np.zeros(len(rows), np.bool_)
            wanted = rows.astype(np.int32, copy=False)
            place = np.minimum(np.searchsorted(self.listed, wanted), len(self.listed) - 1)
            found: Mask = self.listed[place] == wanted
            return found
        part = self.bits()[rows >> 6] >> (rows & 63).astype(np.uint64)
        passes: Mask = (part & _ONE).astype(np.bool_)
        return passes

    def rows(self, first: int = 0, last: int | None = None) -> Int64:
        """The set's rows, ascending: all, or the `first`-th to before the `last`-th; costs what they span."""
        last = self.count if last is None else min(last, self.count)
        first = max(first, 0)
        if last <= first:
            return np.empty(0, np.int64)
        if self.listed is not None:
            return self.listed[first:last].astype(np.int64)
        ranks = self._ranks()
        low, high = (np.searchsorted(ranks, np.array([first, last - 1], np.int32), "right") - 1).tolist()
        found = _rows_of(self.bits()[low : high + 1], low)
        skipped = first - int(ranks[low])
        return found[skipped : skipped + last - first]

    def among(self, low: int, high: int) -> Int64:
        """Those of the rows `low` to `high` - 1 that are in the set, ascending."""
        first, last = self.below(np.array([low, max(low, high)], np.int64)).tolist()
        return self.rows(first, last)

    def at(self, places: Int64) -> Int64:
        """The rows at these places (0 to `count` - 1) of the ascending rows, in any order."""
        if self.listed is not None:
            return self.listed[places].astype(np.int64)
        ranks = self._ranks()
        word = np.searchsorted(ranks, places.astype(np.int32), "right") - 1
        spread = np.unpackbits(
            self.bits()[word].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little"
        )
        passed = np.cumsum(spread, axis=1, dtype=np.uint8)
        bit = np.argmax(passed > (places - ranks[word]).astype(np.uint8)[:, None], axis=1)
        found: Int64 = (word << 6) + bit
        return found

    def mask(self) -> Mask:
        """The set as a mask over all rows."""
        if self.listed is not None:
            mask = np.zeros(self.size, np.bool_)
            mask[self.listed] = True
            return mask
        return _unpacked(self.bits())[: self.size]

    def bits(self) -> Bits:
        """The set as a bitmap, `size // 64 + 1` words; not to be written to."""
        return self._bits if self._bits is not None else _packed(self.mask())

    def count_with(self, other: RowSet) -> int:
        """How many rows are in both."""
        few, many = self._by_length(other)
        if few.listed is not None:
            return int(np.count_nonzero(many.has(few.listed)))
        return int(np.bitwise_count(few.bits() & many.bits()).sum(dtype=np.int64))

    # -- combining ----------------------------------------------------------------------------------------

    def __and__(self, other: RowSet) -> RowSet:
        few, many = self._by_length(other)
        if few.listed is None:
            return RowSet(self.size, few.bits() & many.bits(), None)
        if many.listed is not None and len(many.listed) < _MERGED_TIMES * len(few.listed):
            both = np.concatenate((few.listed, many.listed))
            both.sort(kind="stable")  # which merges what is sorted already
            return RowSet(self.size, None, both[:-1][both[1:] == both[:-1]])
        return RowSet(self.size, None, few.listed[many.has(few.listed)])

    def __or__(self, other: RowSet) -> RowSet:
        return union((self, other), self.size)

    def __sub__(self, other: RowSet) -> RowSet:
        if self.listed is not None:
            return RowSet(self.size, None, self.listed[~other.has(self.listed)])
        return RowSet(self.size, self.bits() & ~other.bits(), None)

    def __invert__(self) -> RowSet:
        return every(self.size) - self

    # -- inside -------------------------------------------------------------------------------------------

    def _by_length(self, other: RowSet) -> tuple[RowSet, RowSet]:
        """The two, first the one to be looked at row by row: the shorter list, where there is one."""
        if self.listed is None or (other.listed is not None and len(other.listed) < len(self.listed)):
            return other, self
        return self, other

    def _ranks(self) -> NDArray[np.int32]:
        """How many rows stand before each word, and all of them last."""
        if self._before is None:
            words = self.bits()
            before = np.zeros(len(words) + 1, np.int32)
            np.cumsum(np.bitwise_count(words), dtype=np.int32, out=before[1:])
            self._before = before
        return self._before


def of_mask(mask: Mask) -> RowSet:
    """The rows where a mask over all rows is true."""
    return RowSet(len(mask), _packed(mask), None)


def of_rows(
    rows: NDArray[np.int32] | Int64, size: int, *, ordered: bool = False, listed_share: int = LISTED_SHARE
) -> RowSet:
    """These rows, in any order, some perhaps more than once; `ordered`: ascending and each once.

    A list where they are less than one in `listed_share` of all `size`.
    """
    if len(rows) * listed_share < size:
        listed = rows.astype(np.int32, copy=False)
        return RowSet(size, None, listed if ordered else _once_each(listed))
    mask = np.zeros(size, np.bool_)
    mask[rows.astype(np.intp, copy=False)] = True  # half the time of a narrower index
    return of_mask(mask)


def _once_each(rows: Listed) -> Listed:
    """Ascending and each once; many times as fast as numpy's `unique`, which hashes them first."""
    found = np.sort(rows)
    return found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found


def of_ranges(ranges: Iterable[tuple[int, int]], size: int) -> RowSet:
    """All rows from `low` to `high` - 1 of each (low, high)."""
    words = np.zeros(size // 64 + 1, np.uint64)
    for low, high in ranges:
        if high <= low:
            continue
        first, last = low >> 6, (high - 1) >> 6
        head = _ALL << np.uint64(low & 63)
        tail = _ALL >> np.uint64(63 - ((high - 1) & 63))
        if first == last:
            words[first] |= head & tail
        else:
            words[first] |= head
            words[first + 1 : last] = _ALL
            words[last] |= tail
    return RowSet(size, words, None)


def every(size: int) -> RowSet:
    """All rows."""
    return of_ranges([(0, size)], size)


def union(sets: Iterable[RowSet], size: int) -> RowSet:
    """The rows that are in any of the sets; none, where there are no sets."""
    sets = list(sets)
    if len(sets) == 1:
        return sets[0]
    few = [one.listed for one in sets if one.listed is not None]
    many = [one.bits() for one in sets if one.listed is None]
    if not many:
        return of_rows(np.concatenate(few) if few else np.empty(0, np.int32), size)
    words = many[0] if len(many) == 1 else np.bitwise_or.reduce(many)
    if few:
        words = words | of_rows(np.concatenate(few), size).bits()
    return RowSet(size, words, None)


def _packed(mask: Mask) -> Bits:
    words = np.zeros(len(mask) // 64 + 1, "<u8")
    packed = np.packbits(mask, bitorder="little")
    words.view(np.uint8)[: len(packed)] = packed
    return words.astype(np.uint64, copy=False)


def _unpacked(words: Bits) -> Mask:
    octets = words.astype("<u8", copy=False).view(np.uint8)
    return np.unpackbits(octets, bitorder="little").view(np.bool_)


def _rows_of(words: Bits, first: int) -> Int64:
    """The rows of some words, the first of which has that number."""
    return np.flatnonzero(_unpacked(words)).astype(np.int64, copy=False) + (first << 6)
