"""The one measure of text: widths, line breaks, ellipses and directions, from the font files themselves.

Refuses to draw and to know a toolkit. Renderers never measure: they draw unhinted what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline_app.scene.marks import Family, FontStyle


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it is drawn: `text` in reading order, its width, and its direction."""

    text: str
    width_px: float
    rtl: bool = False


class TextMetrics:
    """Measures text in the program's fonts; keeps what it has measured, so share one object."""

    def width(self, text: str, font: FontStyle) -> float:
        """The advance width of one line in px, in the fonts that draw it."""
        raise NotImplementedError

    def line(self, text: str, font: FontStyle) -> Line:
        """The text on one line, made fit to draw: control characters and lone surrogates replaced."""
        raise NotImplementedError

    def elide(self, text: str, font: FontStyle, width_px: float) -> Line:
        """The text on one line no wider than `width_px`, cut between words with '…' where it must be."""
        raise NotImplementedError

    def wrap(self, text: str, font: FontStyle, width_px: float, max_lines: int) -> tuple[Line, ...]:
        """The text in at most `max_lines` lines, each no wider than `width_px`; the last ends in '…' if cut."""
        raise NotImplementedError

    def ascent(self, font: FontStyle) -> float:
        """From the baseline up to the top of the line, px."""
        raise NotImplementedError

    def descent(self, font: FontStyle) -> float:
        """From the baseline down to the foot of the line, px, positive."""
        raise NotImplementedError

    def line_height(self, font: FontStyle) -> float:
        """From one baseline to the next in running text, px."""
        raise NotImplementedError

    def missing(self, text: str) -> tuple[str, ...]:
        """The scripts of the text that no font here has letters for, e.g. ("Han",)."""
        raise NotImplementedError

    def font_path(self, family: Family, weight: int = 400, italic: bool = False) -> Path:
        """The font file that a style is drawn from; register it with the renderer."""
        raise NotImplementedError

    def runs(self, text: str, font: FontStyle) -> tuple[tuple[str, Path], ...]:
        """The text in pieces, each with the font file that draws it, in reading order."""
        raise NotImplementedError

    def fallback_paths(self) -> tuple[Path, ...]:
        """The font files beside the program's own, in the order they are asked for missing letters."""
        raise NotImplementedError


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: by its first strong character (Unicode UAX #9, P2 and P3)."""
    raise NotImplementedError
