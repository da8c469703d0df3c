"""The shapes of category symbols as unit polygons, shared by both renderers and by legends; numbers only.

A unit polygon stands in a box of width 1 centred on (0, 0), y down. The shapes are sized for equal weight to
the eye, not for equal boxes: a square is smaller than a disc, a star larger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from timeline_app.core.event import Symbol
from timeline_app.scene.marks import Float

Point = tuple[float, float]


def _regular(corners: int, radius: float, start_deg: float = -90.0) -> tuple[Point, ...]:
    """A regular polygon; the first corner points to `start_deg`, measured clockwise from the right."""
    return tuple(
        (
            radius * math.cos(math.radians(start_deg + 360.0 * i / corners)),
            radius * math.sin(math.radians(start_deg + 360.0 * i / corners)),
        )
        for i in range(corners)
    )


def _star(points: int, outer: float, inner: float) -> tuple[Point, ...]:
    """A star standing on its lower points."""
    return tuple(
        (
            (outer if i % 2 == 0 else inner) * math.cos(math.radians(-90.0 + 180.0 * i / points)),
            (outer if i % 2 == 0 else inner) * math.sin(math.radians(-90.0 + 180.0 * i / points)),
        )
        for i in range(2 * points)
    )


def _shifted(points: Sequence[Point], dy: float) -> tuple[Point, ...]:
    return tuple((x, y + dy) for x, y in points)


_ARM = 0.17  # half the thickness of the cross's arms
_SQUARE = 0.44
_DIAMOND = 0.54
_TRIANGLE = 0.58

_POINTS: dict[Symbol, tuple[Point, ...]] = {
    # 32 corners keep a disc round to a tenth of a pixel up to 40 px
    Symbol.DISC: _regular(32, 0.5),
    Symbol.SQUARE: ((-_SQUARE, -_SQUARE), (_SQUARE, -_SQUARE), (_SQUARE, _SQUARE), (-_SQUARE, _SQUARE)),
    # triangles hang lower than their corners' circle, so that they look centred on the line
    Symbol.TRIANGLE: _shifted(_regular(3, _TRIANGLE), 0.10),
    Symbol.DIAMOND: ((0.0, -_DIAMOND), (_DIAMOND, 0.0), (0.0, _DIAMOND), (-_DIAMOND, 0.0)),
    Symbol.PENTAGON: _shifted(_regular(5, 0.52), 0.03),
    Symbol.STAR: _shifted(_star(5, 0.58, 0.26), 0.03),
    Symbol.CROSS: (
        (-_ARM, -0.5),
        (_ARM, -0.5),
        (_ARM, -_ARM),
        (0.5, -_ARM),
        (0.5, _ARM),
        (_ARM, _ARM),
        (_ARM, 0.5),
        (-_ARM, 0.5),
        (-_ARM, _ARM),
        (-0.5, _ARM),
        (-0.5, -_ARM),
        (-_ARM, -_ARM),
    ),
    Symbol.TRIANGLE_DOWN: _shifted(_regular(3, _TRIANGLE, 90.0), -0.10),
    Symbol.HEXAGON: _regular(6, 0.51, 0.0),
}


def _frozen(points: tuple[Point, ...]) -> Float:
    polygon = np.array(points, dtype=np.float64)
    polygon.setflags(write=False)
    return polygon


#: The corners of each symbol, shape (corners, 2), read-only, indexed by `Symbol`.
UNIT_POLYGONS: tuple[Float, ...] = tuple(_frozen(_POINTS[symbol]) for symbol in Symbol)
