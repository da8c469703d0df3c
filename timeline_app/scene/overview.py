"""The strip below the picture: the whole story in greys, at the picture's left and right edges."""

from __future__ import annotations

from collections.abc import Collection

from timeline_app.core.columns import Mask
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.marks import Scene
from timeline_app.scene.theme import Theme


def compose_overview(
    snapshot: StorySnapshot,
    mask: Mask | None,
    viewport: Viewport,
    width_px: float,
    height_px: float,
    theme: Theme,
    selected: Collection[int] = (),
    today_s: int | None = None,
    whole: Viewport | None = None,
) -> Scene:
    """All events faint, those that pass solid, selection and today as ticks, and the brush of the view.

    `viewport` is the picture's; `whole` is the strip's own, by default `whole_story(...)`.
    """
    raise NotImplementedError


def whole_story(snapshot: StorySnapshot, viewport: Viewport, width_px: float) -> Viewport:
    """The strip's own viewport: every dated event, and at least all of the picture's span."""
    raise NotImplementedError
