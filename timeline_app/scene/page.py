"""A picture made into a page for print and the web: headline, picture, key, credit and sources."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.layout.viewport import Viewport
from timeline_app.scene.picture import Composed, Picture, TextSource
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import Theme


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words around an exported picture; what is empty takes no room."""

    headline: str = ""
    credit: str = ""
    sources: str = ""
    filter_words: str = ""
    exported: str = ""

    @property
    def footer(self) -> str:
        """The line of credit, sources, filter and date of export."""
        return " · ".join(
            part for part in (self.credit, self.sources, self.filter_words, self.exported) if part
        )


def compose_page(
    picture: Picture,
    viewport: Viewport,
    width_px: float,
    height_px: float,
    theme: Theme,
    metrics: TextMetrics,
    texts: TextSource,
    words: PageWords,
    least_letters_px: float = 0.0,
) -> Composed:
    """The page; `viewport` says the span, its width is made the picture's.

    `least_letters_px` enlarges all letters until the smallest has that size; what does not fit then loses
    words: passages first, then lesser events into counts, never letter size.
    """
    raise NotImplementedError
