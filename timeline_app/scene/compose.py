"""Events + viewport + theme + text metrics → the Scene of the timeline; decides what is drawn where."""

from __future__ import annotations

from timeline_app.layout.viewport import Viewport
from timeline_app.scene.picture import Composed, Picture, TextSource
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import Theme


def compose(
    picture: Picture,
    viewport: Viewport,
    height_px: float,
    theme: Theme,
    metrics: TextMetrics,
    texts: TextSource,
) -> Composed:
    """The picture of the visible span, `viewport.width_px` wide and `height_px` high."""
    raise NotImplementedError
