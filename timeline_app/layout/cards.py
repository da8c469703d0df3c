"""Flag and pole: where cards stand above the axis line so that nothing passes behind anything.

DESIGN §4. Knows sizes, not words; y counts from the axis line, upwards is negative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: With so many cards each gain is weighed against all others; with more, each takes what it can, from left to
#: right.
_CAREFUL_WITH = 6
#: With so many cards every size to begin with is tried.
_SEARCHED_WITH = 4


@dataclass(frozen=True, slots=True)
class CardSize:
    """One size a card may take; the greater its `worth`, the more is read on it."""

    width_px: float
    height_px: float
    worth: float = 0.0


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
    """One card to each mark (ascending x; each with its sizes from the best to the least), or None.

    All take a size that they can take together; then the card that gains the most takes a better one, until
    none can, so that spare height goes to words. Few cards try every common size to begin with, more only the
    first. None, where they cannot all stand at their least sizes, sends the caller to titles.

    Cards never overlap, no pole passes behind a card, nothing leaves the space, no pole is longer than the
    limit. A card flies right, or left where the space ends or where two would each cover the other's pole.
    """
    if not mark_x:
        return ()
    if not all(sizes):
        raise ValueError("every card needs at least one size")
    least_px2 = sum(options[-1].width_px * options[-1].height_px for options in sizes)
    if least_px2 > (space.right_px - space.left_px) * space.height_px:
        return None
    best: tuple[PlacedCard, ...] | None = None
    tried: dict[tuple[int, ...], tuple[PlacedCard, ...] | None] = {}

    def stand(choice: Sequence[int]) -> tuple[PlacedCard, ...] | None:
        key = tuple(choice)
        if key not in tried:
            tried[key] = _stand(mark_x, sizes, choice, space)
        return tried[key]

    for size in range(max(len(options) for options in sizes)):
        choice = [min(size, len(options) - 1) for options in sizes]
        placed = stand(choice)
        if placed is None:
            continue
        placed = _enlarged(sizes, choice, placed, stand)
        if best is None or _worth(placed, sizes) > _worth(best, sizes):
            best = placed
        if len(sizes) > _SEARCHED_WITH:
            break
    return best


def _worth(placed: tuple[PlacedCard, ...], sizes: Sequence[Sequence[CardSize]]) -> float:
    """How much is read on all cards together."""
    return sum(options[card.size].worth for options, card in zip(sizes, placed, strict=True))


def block_height_px(cards: Sequence[PlacedCard]) -> float:
    """From the top of the highest card to the axis line; the caller centres the block by it."""
    return max((-card.y_px for card in cards), default=0.0)


def _enlarged(
    sizes: Sequence[Sequence[CardSize]],
    choice: list[int],
    placed: tuple[PlacedCard, ...],
    stand: Callable[[Sequence[int]], tuple[PlacedCard, ...] | None],
) -> tuple[PlacedCard, ...]:
    """The same cards, each as good as the others, as they stand by then, let it be."""
    while len(choice) <= _CAREFUL_WITH:
        gains = [
            (options[choice[card]].worth - option.worth, card, better)
            for card, options in enumerate(sizes)
            for better, option in enumerate(options[: choice[card]])
            if option.worth > options[choice[card]].worth
        ]
        for _loss, card, better in sorted(gains):
            tried = stand([*choice[:card], better, *choice[card + 1 :]])
            if tried is not None:
                choice[card], placed = better, tried
                break
        else:
            break
    for card, size in enumerate(choice):
        for better in range(size):
            tried = stand([*choice[:card], better, *choice[card + 1 :]])
            if tried is not None:
                choice[card], placed = better, tried
                break
    return placed


@dataclass(frozen=True, slots=True)
class _Flag:
    """A card that has its size and side: it covers (`x0_px`, `x1_px`), a gap beyond its free end included."""

    pole_px: float
    size: CardSize
    flies_right: bool
    gap_px: float

    @property
    def x0_px(self) -> float:
        return self.pole_px if self.flies_right else self.pole_px - self.size.width_px - self.gap_px

    @property
    def x1_px(self) -> float:
        return self.pole_px + self.size.width_px + self.gap_px if self.flies_right else self.pole_px

    def covers(self, x_px: float) -> bool:
        return self.x0_px < x_px < self.x1_px

    def beside(self, other: _Flag) -> bool:
        return self.x1_px <= other.x0_px or other.x1_px <= self.x0_px


def _stand(
    mark_x: Sequence[float], sizes: Sequence[Sequence[CardSize]], choice: Sequence[int], space: CardSpace
) -> tuple[PlacedCard, ...] | None:
    """All cards at the chosen sizes, or None."""
    chosen = [options[size] for options, size in zip(sizes, choice, strict=True)]
    flags = _sides(mark_x, chosen, space)
    bottoms = None if flags is None else _heights(flags, space)
    if flags is None or bottoms is None:
        return None
    return tuple(
        PlacedCard(
            x_px=flag.pole_px if flag.flies_right else flag.pole_px - flag.size.width_px,
            y_px=-(bottom_px + flag.size.height_px),
            width_px=flag.size.width_px,
            height_px=flag.size.height_px,
            flies_right=flag.flies_right,
            size=size,
        )
        for flag, bottom_px, size in zip(flags, bottoms, choice, strict=True)
    )


def _sides(mark_x: Sequence[float], chosen: Sequence[CardSize], space: CardSpace) -> list[_Flag] | None:
    """Right wherever the space allows; left at its end, and left where two would cover each other's poles.

    From right to left, so that whoever turns left is seen by all before it.
    """
    later: list[_Flag] = []
    for x_px, size in zip(reversed(mark_x), reversed(chosen), strict=True):
        flag = _Flag(x_px, size, True, space.gap_px)
        blocked = x_px + size.width_px > space.right_px or any(
            flag.covers(other.pole_px) and other.covers(x_px) for other in later
        )
        if blocked or x_px < space.left_px:
            flag = _Flag(x_px, size, False, space.gap_px)
            if x_px - size.width_px < space.left_px or x_px > space.right_px:
                return None
        later.append(flag)
    return later[::-1]


def _heights(flags: Sequence[_Flag], space: CardSpace) -> list[float] | None:
    """How far above the axis line each card's bottom stands, as low as it can; None if one stands too high.

    A card that covers a pole stands above that pole's card: of two that fly right the earlier, of two that
    fly left the later. Lower cards are placed first; of those whose turn it is, the one that can stand
    lowest.
    """
    limit_px = max(space.pole_limit_px, space.least_pole_px)
    waits_for = [{other for other, pole in enumerate(flags) if flag.covers(pole.pole_px)} for flag in flags]
    bottoms: dict[int, float] = {}
    while len(bottoms) < len(flags):
        ready = [
            card for card in range(len(flags)) if card not in bottoms and not waits_for[card] - bottoms.keys()
        ]
        if not ready:
            return None
        bottom_px, card = min((_lowest(card, flags, bottoms, space), card) for card in ready)
        if bottom_px > limit_px or bottom_px + flags[card].size.height_px > space.height_px:
            return None
        bottoms[card] = bottom_px
    return [bottoms[card] for card in range(len(flags))]


def _lowest(card: int, flags: Sequence[_Flag], bottoms: dict[int, float], space: CardSpace) -> float:
    return max(
        (
            bottom_px + flags[other].size.height_px + space.gap_px
            for other, bottom_px in bottoms.items()
            if not flags[card].beside(flags[other])
        ),
        default=space.least_pole_px,
    )
