"""The greatest of a stretch, found among few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.row_set import LISTED_SHARE, RowSet, of_rows
from timeline_app.layout.ranking import LeftOffError, Ranking, ranking


def ranked(rank: np.ndarray, keep: int, rows: RowSet | None = None) -> Ranking:
    return ranking(rows, len(rank) if rows is None else rows.count, lambda some: rank[some], keep)


@given(st.integers(0, 3000), st.integers(1, 4), st.integers(1, 12), st.integers(0, 2**32), st.data())
def test_the_greatest_of_any_stretch_are_those_that_sorting_finds(
    n: int, keep: int, count: int, seed: int, data: st.DataObject
) -> None:
    chance = np.random.default_rng(seed)
    rank = chance.permutation(n).astype(np.int64)
    chosen = np.flatnonzero(chance.random(n) < data.draw(st.sampled_from([0.02, 0.7, 1.0])))
    listed_share = data.draw(st.sampled_from([0, LISTED_SHARE]))
    rows = of_rows(chosen, n, listed_share=listed_share) if data.draw(st.booleans()) else None
    every = np.arange(n) if rows is None else chosen
    low = data.draw(st.integers(0, len(every)))
    high = data.draw(st.integers(low, len(every)))
    found = ranked(rank, keep, rows).greatest(low, high, count)
    expected = sorted(rank[every[low:high]].tolist())[max(high - low - count, 0) :]
    assert sorted(rank[found].tolist()) == expected


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_long_stretch_is_answered_from_few_rows(share: float) -> None:
    chance = np.random.default_rng(1)
    rank = chance.permutation(1_000_000).astype(np.int64)
    rows = None if share == 1.0 else of_rows(np.flatnonzero(chance.random(len(rank)) < share), len(rank))
    assert len(ranked(rank, 8, rows).among(3, 490_000)) < 2_000


def test_a_ranking_that_nobody_waits_for_is_left_off() -> None:
    rank = np.arange(10_000, dtype=np.int64)
    with pytest.raises(LeftOffError):
        ranking(None, len(rank), lambda some: rank[some], 4, lambda: True)
