"""The facets turned round tell each row's names."""

from __future__ import annotations

import numpy as np

from timeline_app.core.facet_names import facet_names
from timeline_app.core.snapshot import FacetKind, FacetValue


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
