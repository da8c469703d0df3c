"""The visible span of time and its width: pan, zoom, fit and their limits; knows no height and no events."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S
from timeline_app.layout.time_scale import TimeScale

#: The deepest zoom: one second is 512 px. A power of two, so that it is a level of the label tiles.
LEAST_SECONDS_PER_PX = 2.0**-9
#: Room left and right of what is fitted, as a share of the width.
FIT_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Viewport:
    """What is seen: from `start_s` + `start_fraction`, `width_px` wide; values that compare.

    `start_s` is a whole second within ±2⁶¹, `start_fraction` 0 ≤ fraction < 1, so that the deepest zoom pans
    smoothly. Every method gives a viewport within the limits: never deeper than `LEAST_SECONDS_PER_PX`, never
    wider than ±2⁶¹ s, never beyond it.
    """

    start_s: int
    start_fraction: float
    seconds_per_px: float
    width_px: float

    @property
    def scale(self) -> TimeScale:
        """Seconds ↔ pixels with x = 0 at the left edge."""
        return _scale_of(self)

    @property
    def end_s(self) -> int:
        """The first whole second at or after the right edge."""
        return _end_of(self)

    @property
    def span_s(self) -> float:
        """How many seconds are seen."""
        return self.width_px * self.seconds_per_px

    def pan(self, dx_px: float) -> Viewport:
        """Moved `dx_px` to later times (a drag to the left is a positive pan)."""
        start_s, fraction = self.scale.seconds_at(dx_px)
        return _limited(start_s, fraction, self.seconds_per_px, self.width_px)

    def zoom_at(self, x_px: float, factor: float) -> Viewport:
        """Zoomed in by `factor` (below 1: out); the time under x stays there, unless a limit forbids."""
        seconds_per_px = _limited_scale(self.seconds_per_px / factor, self.width_px)
        held_s, held_fraction = self.scale.seconds_at(x_px)
        start_s, fraction = TimeScale(held_s, held_fraction, seconds_per_px).seconds_at(-x_px)
        return _limited(start_s, fraction, seconds_per_px, self.width_px)

    def resized(self, width_px: float) -> Viewport:
        """Another width at the same scale; the time in the middle stays there."""
        start_s, fraction = self.scale.seconds_at((self.width_px - width_px) / 2)
        return _limited(start_s, fraction, self.seconds_per_px, width_px)

    def centred(self, second: int) -> Viewport:
        """At the same scale, with `second` in the middle."""
        start_s, fraction = TimeScale(second, 0.0, self.seconds_per_px).seconds_at(-self.width_px / 2)
        return _limited(start_s, fraction, self.seconds_per_px, self.width_px)

    def to_span(self, start_s: int, end_s: int) -> Viewport:
        """At the same width, exactly [start_s, end_s), as far as the limits allow."""
        return fit(start_s, end_s, self.width_px)

    def intersects(self, start_s: int, end_s: int) -> bool:
        """Whether [start_s, end_s) shares a moment with the view."""
        return start_s < self.end_s and end_s > self.start_s

    def contains(self, start_s: int, end_s: int) -> bool:
        """Whether [start_s, end_s) lies wholly in the view."""
        return (
            start_s >= self.start_s + (self.start_fraction > 0)
            and end_s <= self.scale.seconds_at(self.width_px)[0]
        )


def fit(
    start_s: int, end_s: int, width_px: float, left_margin_px: float = 0.0, right_margin_px: float = 0.0
) -> Viewport:
    """The viewport that shows [start_s, end_s) between its margins.

    A span too short for the deepest zoom stands in the middle. Margins that leave nothing are ignored.
    """
    inner_px = width_px - left_margin_px - right_margin_px
    if inner_px <= 0:
        left_margin_px, inner_px = 0.0, width_px
    span_s = max(end_s - start_s, 0)
    seconds_per_px = _limited_scale(span_s / inner_px, width_px)
    slack_px = (inner_px - span_s / seconds_per_px) / 2
    scale = TimeScale(start_s, 0.0, seconds_per_px)
    first_s, fraction = scale.seconds_at(-left_margin_px - slack_px)
    return _limited(first_s, fraction, seconds_per_px, width_px)


def fit_with_room(
    start_s: int, end_s: int, width_px: float, *, left: bool = True, right: bool = True
) -> Viewport:
    """The viewport that shows a span with the usual room at its sides, or none where a side is named exactly.

    The one fit of window, export and command line, so that what is shown whole is the same in each.
    """
    room_px = FIT_MARGIN * width_px
    return fit(start_s, end_s, width_px, room_px if left else 0.0, room_px if right else 0.0)


def _limited_scale(seconds_per_px: float, width_px: float) -> float:
    widest = float(OPEN_END_S - OPEN_START_S) / width_px
    return min(max(seconds_per_px, LEAST_SECONDS_PER_PX), widest)


def _limited(start_s: int, fraction: float, seconds_per_px: float, width_px: float) -> Viewport:
    if width_px <= 0:
        raise ValueError(f"a viewport is wider than nothing, not {width_px} px")
    seconds_per_px = _limited_scale(seconds_per_px, width_px)
    last_start_s = max(OPEN_START_S, OPEN_END_S - math.ceil(width_px * seconds_per_px))
    if start_s < OPEN_START_S:
        start_s, fraction = OPEN_START_S, 0.0
    elif start_s >= last_start_s:
        start_s, fraction = last_start_s, 0.0
    return Viewport(start_s, fraction, seconds_per_px, width_px)


# A frame asks each of these twenty times of the same view.
@lru_cache(maxsize=16)
def _scale_of(viewport: Viewport) -> TimeScale:
    return TimeScale(viewport.start_s, viewport.start_fraction, viewport.seconds_per_px)


@lru_cache(maxsize=16)
def _end_of(viewport: Viewport) -> int:
    whole, fraction = _scale_of(viewport).seconds_at(viewport.width_px)
    return min(OPEN_END_S, whole + (1 if fraction > 0 else 0))
