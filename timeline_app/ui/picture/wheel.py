"""What a turn of the wheel, two fingers or a pinch mean over the picture; moves nothing itself.

The rules: the wheel zooms at the cursor, and so it does with Ctrl; with Shift, or sideways, it pans in time;
with Alt it scrolls lanes. Two fingers on a touchpad pan sideways and scroll lanes up and down, where the
system tells a touchpad from a wheel, and keep the direction they began with. A setting turns the plain wheel
into scrolling.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputDevice, QWheelEvent

#: One notch of a wheel, in Qt's eighths of a degree.
NOTCH = 120.0
#: One notch zooms by this factor.
NOTCH_ZOOM = 1.25
#: One notch pans or scrolls so far.
NOTCH_PX = 80.0


class Meaning(Enum):
    """What is to be done."""

    ZOOM = "zoom"
    PAN = "pan"
    SCROLL = "scroll"


@dataclass(frozen=True, slots=True)
class Turn:
    """A meaning and its amount: a factor for ZOOM, px to later times for PAN, px downwards for SCROLL."""

    meaning: Meaning
    amount: float


class WheelRules:
    """Reads wheel events one after the other; remembers the direction that two fingers began with."""

    def __init__(self) -> None:
        self.scrolls = False  # the setting: the plain wheel scrolls lanes
        self._sideways: bool | None = None

    def read(self, event: QWheelEvent) -> Turn | None:
        """The meaning of an event, or None for one that turns nothing."""
        degrees, pixels = event.angleDelta(), event.pixelDelta()
        modifiers = event.modifiers()
        if event.phase() in (Qt.ScrollPhase.ScrollBegin, Qt.ScrollPhase.NoScrollPhase):
            self._sideways = None
        x_px, y_px = _pixels(pixels.x(), degrees.x()), _pixels(pixels.y(), degrees.y())
        if not x_px and not y_px:
            return None
        if modifiers & Qt.KeyboardModifier.AltModifier:  # some systems turn the wheel sideways with Alt
            return Turn(Meaning.SCROLL, -(y_px or x_px))
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return Turn(Meaning.PAN, -(y_px or x_px))
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return Turn(Meaning.ZOOM, NOTCH_ZOOM ** ((degrees.y() or degrees.x()) / NOTCH))
        if self._sideways is None:
            self._sideways = abs(x_px) > abs(y_px)
        if self._sideways:
            return Turn(Meaning.PAN, -x_px) if x_px else None
        if not y_px:
            return None
        touchpad = event.device() is not None and event.device().type() is QInputDevice.DeviceType.TouchPad
        if touchpad or self.scrolls:
            return Turn(Meaning.SCROLL, -y_px)
        return Turn(Meaning.ZOOM, NOTCH_ZOOM ** (degrees.y() / NOTCH))


def _pixels(pixels: int, degrees: int) -> float:
    """The way in px: as the system says, or by notches."""
    return float(pixels) if pixels else degrees / NOTCH * NOTCH_PX
