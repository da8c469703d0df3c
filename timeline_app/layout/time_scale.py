"""Seconds ↔ pixels, relative to an origin; holds no width, no limits and no calendar.

After Perfetto's `base/time_scale.ts`: the origin is subtracted in whole numbers before anything becomes a
float, so that a second is as exact a billion years away as it is today.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64

Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A straight scale of time: x = 0 is the origin, `origin_s` + `origin_fraction` (0 ≤ fraction < 1).

    Seconds are int64 since 1970, within `OPEN_START_S` … `OPEN_END_S`; x is in layout px.
    """

    origin_s: int
    origin_fraction: float
    seconds_per_px: float

    def x_px(self, seconds: Int64) -> Float:
        """The x of each second; subtracted as int64 first."""
        return ((seconds - np.int64(self.origin_s)).astype(np.float64) - self.origin_fraction) / (
            self.seconds_per_px
        )

    def x_of(self, second: int) -> float:
        """The x of one second."""
        return (float(second - self.origin_s) - self.origin_fraction) / self.seconds_per_px

    def seconds_at(self, x_px: float) -> tuple[int, float]:
        """The whole second at x and the fraction (0 ≤ fraction < 1) beyond it; unlimited, a Python int."""
        offset = x_px * self.seconds_per_px + self.origin_fraction
        whole = math.floor(offset)
        fraction = offset - whole
        return (self.origin_s + whole, fraction) if fraction < 1.0 else (self.origin_s + whole + 1, 0.0)

    def second_at(self, x_px: float) -> int:
        """The whole second in which x lies, kept within what the columns can hold."""
        return max(OPEN_START_S, min(OPEN_END_S, self.seconds_at(x_px)[0]))

    def seconds_of(self, x_px: Float) -> Int64:
        """`second_at` of many places at once."""
        whole = np.floor(x_px * self.seconds_per_px + self.origin_fraction)
        whole = np.clip(whole, -(2.0**62), 2.0**62).astype(np.int64)
        return np.clip(whole + np.int64(self.origin_s), OPEN_START_S, OPEN_END_S)
