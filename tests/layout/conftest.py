"""Builders shared by the layout's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from timeline_app.core.columns import EventColumns, build_columns
from timeline_app.core.dates import bounds

ColumnsOf = Callable[..., EventColumns]


def columns_of(dates: Sequence[str], priority: Sequence[int] | None = None) -> EventColumns:
    """Columns of events with these EDTF dates; ids from 1 in the order given."""
    known = [bounds(date) for date in dates]
    n = len(dates)
    return build_columns(
        id=np.arange(1, n + 1, dtype=np.int64),
        start_s=np.array([b.earliest_start_s for b in known], np.int64),
        latest_start_s=np.array([b.latest_start_s for b in known], np.int64),
        earliest_end_s=np.array([b.earliest_end_s for b in known], np.int64),
        end_s=np.array([b.latest_end_s for b in known], np.int64),
        precision=np.array([b.precision for b in known], np.uint8),
        flags=np.array([b.flags for b in known], np.uint16),
        category=np.full(n, -1, np.int16),
        priority=np.array(priority if priority is not None else [0] * n, np.uint16),
        hand_order=np.zeros(n, np.int64),
    )


@pytest.fixture(name="columns_of", scope="session")
def columns_of_fixture() -> ColumnsOf:
    return columns_of
