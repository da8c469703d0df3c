"""Sizes of pictures for where they will be seen: a final size and the least size of its letters; a table.

What does not fit loses words, never letter size, so a preset says how large the smallest letters are and the
page is laid out around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline_app.core.errors import TimelineError

PX_PER_INCH = 96.0
PX_PER_MM = PX_PER_INCH / 25.4
PX_PER_POINT = PX_PER_INCH / 72.0

#: The least and greatest sides of a picture in layout px: what can still be read, what can still be drawn.
LEAST_SIDE_PX = 240.0
MOST_SIDE_PX = 20_000.0

SCREEN_DPI = 96.0
PRINT_DPI = 300.0
LEAST_DPI, MOST_DPI = 24.0, 2_400.0


@dataclass(frozen=True, slots=True)
class Preset:
    """One row of the table.

    `width_px`, `height_px`: final size in 1/96 inch; 0 takes the size asked for (the window's, one's own).
    `letters_px`: the size of the smallest letters; 0 leaves the theme's. `dpi`: proposed for a PNG.
    `theme`: "" for the one in use.
    """

    name: str
    label: str
    width_px: float
    height_px: float
    letters_px: float
    dpi: float
    theme: str = ""


def _print(name: str, label: str, width_mm: float, height_mm: float, letters_pt: float) -> Preset:
    width, height = width_mm * PX_PER_MM, height_mm * PX_PER_MM
    return Preset(name, label, width, height, letters_pt * PX_PER_POINT, PRINT_DPI, "light")


#: In the order a person is offered them; "screen" and "own" take their size from the options.
PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset("screen", "As on screen", 0.0, 0.0, 0.0, SCREEN_DPI),
        Preset("web", "Web page, 1200 wide", 1200.0, 675.0, 14.0, SCREEN_DPI),
        Preset("social", "Social card, 1200 × 630", 1200.0, 630.0, 28.0, SCREEN_DPI),
        Preset("slide", "Slide, 1920 × 1080, light", 1920.0, 1080.0, 24.0, SCREEN_DPI, "light"),
        Preset("slide-dark", "Slide, 1920 × 1080, dark", 1920.0, 1080.0, 24.0, SCREEN_DPI, "dark"),
        _print("columns", "Two newspaper columns, 92 mm", 92.0, 110.0, 7.0),
        _print("page", "Page width, 190 mm", 190.0, 120.0, 8.0),
        _print("a4", "A4 landscape", 297.0, 210.0, 9.5),
        _print("a3", "A3 landscape", 420.0, 297.0, 12.0),
        Preset("own", "Own size", 0.0, 0.0, 0.0, SCREEN_DPI),
    )
}


def preset_named(name: str) -> Preset:
    """The preset of this name. Raises TimelineError naming all of them."""
    try:
        return PRESETS[name]
    except KeyError:
        names = ", ".join(PRESETS)
        raise TimelineError(f"There is no preset called “{name}”; there are: {names}.") from None


_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(px|mm|cm|in)?\s*", re.IGNORECASE)
_UNIT_PX = {"px": 1.0, "mm": PX_PER_MM, "cm": 10 * PX_PER_MM, "in": PX_PER_INCH}


def parse_size(text: str) -> tuple[float, float]:
    """`1600x900` (layout px) or `297x210mm` as width and height in layout px, within the limits.

    Raises TimelineError for any other text.
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        raise TimelineError(f"“{text}” is no size; write it like 1600x900 or 297x210mm.")
    unit = _UNIT_PX[(found[3] or "px").lower()]
    return checked_size(float(found[1]) * unit, float(found[2]) * unit)


def checked_size(width_px: float, height_px: float) -> tuple[float, float]:
    """The size itself. Raises TimelineError where it is too small to be read or too large to be drawn."""
    if not (width_px >= LEAST_SIDE_PX and height_px >= LEAST_SIDE_PX):
        least = round(LEAST_SIDE_PX / PX_PER_MM)
        raise TimelineError(
            f"A picture is at least {LEAST_SIDE_PX:.0f} × {LEAST_SIDE_PX:.0f} px ({least} × {least} mm)."
        )
    if not (width_px <= MOST_SIDE_PX and height_px <= MOST_SIDE_PX):
        raise TimelineError(f"A picture is at most {MOST_SIDE_PX:.0f} × {MOST_SIDE_PX:.0f} px.")
    return width_px, height_px


def checked_dpi(dpi: float) -> float:
    """The resolution itself. Raises TimelineError beyond the limits."""
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise TimelineError(f"The resolution lies between {LEAST_DPI:.0f} and {MOST_DPI:.0f} dpi.")
    return dpi
