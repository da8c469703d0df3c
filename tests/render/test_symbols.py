"""The unit polygons that both renderers draw category symbols from."""

from __future__ import annotations

import numpy as np
import pytest

from timeline_app.core.event import Symbol
from timeline_app.scene.symbols import UNIT_POLYGONS


def area(corners: np.ndarray) -> float:
    x, y = corners.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def test_every_symbol_has_a_shape_of_its_own():
    assert len(Symbol) == len(UNIT_POLYGONS)
    assert len(Symbol) == len({corners.tobytes() for corners in UNIT_POLYGONS})


@pytest.mark.parametrize("symbol", list(Symbol))
def test_a_symbol_stands_about_its_unit_box_and_cannot_be_changed(symbol):
    corners = UNIT_POLYGONS[symbol]

    assert np.abs(corners).max() < 0.7
    assert np.abs(corners).max() > 0.42
    assert not corners.flags.writeable


@pytest.mark.parametrize("symbol", [symbol for symbol in Symbol if symbol not in (Symbol.CROSS, Symbol.STAR)])
def test_full_symbols_weigh_about_the_same(symbol):
    assert pytest.approx(area(UNIT_POLYGONS[Symbol.DISC]), rel=0.45) == area(UNIT_POLYGONS[symbol])
