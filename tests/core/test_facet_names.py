"""The facets turned round tell each row's names."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import build_columns
from timeline_app.core.facet_names import facet_names, names_of_all, names_of_some
from timeline_app.core.facet_sets import rows_of_value
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySettings, StorySnapshot


def value(name: str, *rows: int) -> FacetValue:
    return FacetValue(FacetKind.TOPIC, name, name, np.array(rows, np.int64))


def test_a_row_has_its_names_in_order() -> None:
    names = facet_names([value("potash", 0, 2), value("Élection", 2), value("aid", 2)], 3)
    assert names.of(2) == ("aid", "Élection", "potash")


def test_a_row_without_a_name_has_none() -> None:
    assert facet_names([value("potash", 0)], 2).of(1) == ()


def test_no_values_leave_every_row_without_names() -> None:
    names = facet_names([], 2)
    assert names.of(0) == ()
    assert names.of(1) == ()


def story(row_count: int, borne: list[set[int]], dtype: type[np.int32] | type[np.int64]) -> StorySnapshot:
    """A story whose topics are borne by these rows."""
    day = np.arange(row_count, dtype=np.int64) * 86_400
    plain = np.zeros(row_count, np.int64)
    columns = build_columns(
        id=np.arange(1, row_count + 1, dtype=np.int64),
        start_s=day,
        latest_start_s=day,
        earliest_end_s=day + 86_400,
        end_s=day + 86_400,
        precision=plain.astype(np.uint8),
        flags=plain.astype(np.uint16),
        category=plain.astype(np.int16) - 1,
        priority=plain.astype(np.uint16),
        hand_order=plain,
    )
    topics = tuple(
        FacetValue(FacetKind.TOPIC, f"t{number}", f"Topic {number}", np.array(sorted(rows), dtype))
        for number, rows in enumerate(borne)
    )
    return StorySnapshot(StorySettings(), columns, (), (), {FacetKind.TOPIC: topics})


@given(st.data(), st.sampled_from([np.int32, np.int64]), st.booleans())
def test_the_names_of_some_rows_are_those_they_have_among_all(
    data: st.DataObject, dtype: type[np.int32] | type[np.int64], as_sets: bool
) -> None:
    row_count = data.draw(st.integers(1, 60))
    rows = st.sets(st.integers(0, row_count - 1))
    snapshot = story(row_count, data.draw(st.lists(rows, max_size=4)), dtype)
    if as_sets:  # as a filter has left them
        for value in snapshot.facets[FacetKind.TOPIC]:
            rows_of_value(snapshot, value)
    asked = data.draw(st.lists(st.integers(0, row_count - 1), max_size=20))
    every = names_of_all(snapshot, (FacetKind.TOPIC,))

    found = names_of_some(snapshot, (FacetKind.TOPIC,), np.array(asked, np.int64))

    assert found == [every.of(row) for row in asked]
