"""The Scene: a few batches of marks in painting order, each a set of columns; knows no toolkit and no story.

Styles and fonts are named tuples: they are looked up some hundred times a frame, and a tuple's hash takes a
tenth of a dataclass's.

Positions are layout pixels (1/96 inch), x to the right, y down, floats. Renderers draw what stands here and
decide nothing: no measuring, no wrapping, no eliding, no gradients.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Small = NDArray[np.int16]

#: Red, green, blue, alpha, each 0 to 255.
Colour = tuple[int, int, int, int]


class Role(IntEnum):
    """What a mark is for: hit-testing, tests and SVG groups ask this, never the colour."""

    GROUND = 0
    STRIPE = 1
    GRID = 2
    PERIOD = 3
    PERIOD_LABEL = 4
    AXIS = 5
    TICK = 6
    TICK_LABEL = 7
    TODAY = 8
    TODAY_LABEL = 9
    LANE_HEADER = 10
    LANE_LINE = 11
    DENSITY = 12
    DENSITY_LABEL = 13
    BAR = 14  # the firm part of a span or date
    SOFT = 15  # the strips of falling opacity at its ends
    POINT = 16  # the symbol of a short date
    POLE = 17  # the leader from a card to its mark
    CARD = 18
    CARD_EDGE = 19
    CARD_DATE = 20
    TITLE = 21  # a title, on a card or as a label
    TITLE_SYMBOL = 22
    PASSAGE = 23
    MORE = 24  # "+37"
    GAP = 25  # "more than 4 years"
    EDGE_NOTE = 26  # "3 later →"
    STATUS_SIGN = 27
    RING = 28  # selection, hover, focus
    HEADLINE = 29
    FOOTER = 30
    KEY = 31
    EMPTY = 32  # why a view is empty
    BRUSH = 33


class Family(IntEnum):
    """The typefaces of the theme; files and fallbacks are known to `text_metrics`."""

    SANS = 0
    SERIF = 1


class FontStyle(NamedTuple):
    """A typeface at a size; weight is 400 or 600."""

    family: Family
    size_px: float
    weight: int = 400
    italic: bool = False


class Style(NamedTuple):
    """How shapes are filled and stroked; None leaves that part out. Dashes in px, on and off."""

    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_px: float = 0.0
    dash_px: tuple[float, ...] = ()
    radius_px: float = 0.0


class TextStyle(NamedTuple):
    """A font and its colour."""

    font: FontStyle
    colour: Colour


@dataclass(frozen=True, slots=True, eq=False)
class Rects:
    """Rectangles, all columns of one length; a style with a radius rounds them. `style` indexes `styles`."""

    x: Float
    y: Float
    width: Float
    height: Float
    style: Small
    role: Small
    event_id: Int  # 0: nothing stands behind the mark; negative: a target, see `picture.Target`
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Straight strokes from (x0, y0) to (x1, y1)."""

    x0: Float
    y0: Float
    x1: Float
    y1: Float
    style: Small
    role: Small
    event_id: Int
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Symbols:
    """Category symbols centred at (x, y); `symbol` is a `core.event.Symbol`, `size` its full width in px."""

    x: Float
    y: Float
    size: Float
    symbol: Small
    style: Small
    role: Small
    event_id: Int
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """Closed polygons: area i has the points `offset[i]` to `offset[i + 1]` of x and y."""

    x: Float
    y: Float
    offset: Int
    style: Small
    role: Small
    event_id: Int
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Lines of text, each drawn from its left end `x` on its `baseline`, as wide as `width` says.

    Lines of one wrapped text share a `block` (0: stands alone); `rtl` says the line's direction, and `x` is
    the left end all the same. `style` indexes `styles`.
    """

    x: Float
    baseline: Float
    width: Float
    text: tuple[str, ...]
    rtl: NDArray[np.bool_]
    block: Int
    style: Small
    role: Small
    event_id: Int
    styles: tuple[TextStyle, ...]


Batch = Rects | Lines | Symbols | Areas | Texts


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Until the next Clip, batches are drawn within this rectangle; an infinite width ends clipping."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture, whole: what is painted on the screen is what is exported."""

    width_px: float
    height_px: float
    batches: tuple[Batch | Clip, ...]
