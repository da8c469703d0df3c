"""Rings of selection, hover and keyboard focus, drawn over a Scene and computed from its marks alone."""

from __future__ import annotations

from collections.abc import Collection

from timeline_app.scene.marks import Scene
from timeline_app.scene.theme import Theme


def rings(
    scene: Scene,
    theme: Theme,
    selected: Collection[int] = (),
    hovered: int = 0,
    focused: int = 0,
) -> Scene:
    """A scene of rings only: around the events' titles where they stand, else around their marks.

    A selected event has a ring of ink with a halo of the ground's colour, a hovered one a thin ring, the one
    with the keyboard's focus a dashed one outside it. `hovered` may be a target (negative).
    """
    raise NotImplementedError
