"""Flag and pole: where cards stand above the axis line so that nothing passes behind anything.

DESIGN §4. Knows sizes, not words; y counts from the axis line, upwards is negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSize:
    """One size a card may take."""

    width_px: float
    height_px: float


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card: its box from (x_px, y_px), y_px relative to the axis line (negative), and which size it took.

    `flies_right`: its coloured edge is the left one and stands at the mark; else the right one.
    The pole runs from the card's bottom (y_px + height_px) to the axis at the mark's x.
    """

    x_px: float
    y_px: float
    width_px: float
    height_px: float
    flies_right: bool
    size: int


@dataclass(frozen=True, slots=True)
class CardSpace:
    """The room there is: the canvas from `left_px` to `right_px`, `height_px` above the axis line."""

    left_px: float
    right_px: float
    height_px: float
    pole_limit_px: float
    least_pole_px: float = 24.0
    gap_px: float = 12.0


def place(
    mark_x: Sequence[float], sizes: Sequence[Sequence[CardSize]], space: CardSpace
) -> tuple[PlacedCard, ...] | None:
    """One card to each mark (ascending x; sizes from large to small), or None where they cannot all stand.

    None sends the caller to titles.
    """
    raise NotImplementedError


def block_height_px(cards: Sequence[PlacedCard]) -> float:
    """From the top of the highest card to the axis line; the caller centres the block by it."""
    raise NotImplementedError
