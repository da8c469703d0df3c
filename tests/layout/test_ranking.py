"""The greatest of a stretch, found among few."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.layout.ranking import ranking


@given(st.integers(0, 3000), st.integers(1, 4), st.integers(1, 12), st.integers(0, 2**32), st.data())
def test_the_greatest_of_any_stretch_are_those_that_sorting_finds(
    n: int, keep: int, count: int, seed: int, data: st.DataObject
) -> None:
    rank = np.random.default_rng(seed).permutation(n).astype(np.int64)
    low = data.draw(st.integers(0, n))
    high = data.draw(st.integers(low, n))
    found = ranking(rank, keep).greatest(low, high, count)
    assert sorted(rank[found].tolist()) == sorted(rank[low:high].tolist())[max(high - low - count, 0) :]


def test_a_long_stretch_is_answered_from_few_places() -> None:
    rank = np.random.default_rng(1).permutation(1_000_000).astype(np.int64)
    assert len(ranking(rank, 8).among(3, 999_000)) < 2_000
