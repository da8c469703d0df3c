"""Sets of rows, packed or listed, against Python's own sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.row_set import RowSet, every, of_mask, of_ranges, of_rows, union

SIZES = st.sampled_from([0, 1, 63, 64, 65, 200, 1000])


def made(rows: set[int], size: int, how: str) -> RowSet:
    """The same rows as a list, as a bitmap of rows, or as one of a mask."""
    if how == "mask":
        mask = np.zeros(size, bool)
        mask[list(rows)] = True
        return of_mask(mask)
    listed_share = 0 if how == "listed" else size + 1
    shuffled = np.array([*rows, *list(rows)[:3]], np.int64)[::-1]
    return of_rows(shuffled, size, listed_share=listed_share)


@st.composite
def sets(draw: st.DrawFn, size: int) -> tuple[set[int], RowSet]:
    rows = draw(st.sets(st.integers(0, size - 1), max_size=40)) if size else set()
    return rows, made(rows, size, draw(st.sampled_from(["listed", "packed", "mask"])))


@given(st.data(), SIZES)
def test_a_set_knows_its_rows(data: st.DataObject, size: int) -> None:
    rows, packed = data.draw(sets(size))
    assert packed.count == len(packed) == len(rows)
    assert packed.rows().tolist() == sorted(rows)
    assert np.flatnonzero(packed.mask()).tolist() == sorted(rows)
    assert packed.has(np.arange(size)).tolist() == [row in rows for row in range(size)]
    assert of_mask(packed.mask()).bits().tolist() == packed.bits().tolist()


@given(st.data(), SIZES)
def test_a_set_counts_between_any_two_rows(data: st.DataObject, size: int) -> None:
    rows, packed = data.draw(sets(size))
    edges = np.arange(size + 1, dtype=np.int64)
    assert packed.below(edges).tolist() == [sum(row < edge for row in rows) for edge in range(size + 1)]
    low, high = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
    inside = sorted(row for row in rows if low <= row < high)
    assert packed.between(low, high) == len(inside)
    assert packed.among(low, high).tolist() == inside


@given(st.data(), SIZES)
def test_a_set_gives_the_rows_at_its_places(data: st.DataObject, size: int) -> None:
    rows, packed = data.draw(sets(size))
    ordered = sorted(rows)
    first, last = data.draw(st.tuples(st.integers(0, 50), st.integers(0, 50)))
    assert packed.rows(first, last).tolist() == ordered[first:last]
    places = np.array(data.draw(st.permutations(range(len(ordered)))), np.int64)
    assert packed.at(places).tolist() == [ordered[place] for place in places.tolist()]


@given(st.data(), SIZES)
def test_sets_combine_as_sets_do(data: st.DataObject, size: int) -> None:
    (one, first), (other, second) = data.draw(sets(size)), data.draw(sets(size))
    assert (first & second).rows().tolist() == sorted(one & other)
    assert (first | second).rows().tolist() == sorted(one | other)
    assert (first - second).rows().tolist() == sorted(one - other)
    assert (~first).rows().tolist() == sorted(set(range(size)) - one)
    assert first.count_with(second) == len(one & other)
    assert union([first, second, first], size).count == len(one | other)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4))
def test_ranges_hold_every_row_within_them(ranges: list[tuple[int, int]]) -> None:
    rows = {row for low, high in ranges for row in range(low, high)}
    assert of_ranges(ranges, 300).rows().tolist() == sorted(rows)


@pytest.mark.parametrize("size", [0, 1, 64, 130])
def test_all_rows_and_none(size: int) -> None:
    assert every(size).rows().tolist() == list(range(size))
    assert (~every(size)).count == 0
    assert union([], size).count == 0


def test_few_rows_are_listed_and_many_packed() -> None:
    assert of_rows(np.array([5]), 1000).is_listed
    assert not of_rows(np.arange(100), 1000).is_listed
