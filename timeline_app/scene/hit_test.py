"""Which event is at this point, and where an event can be clicked; reads only the Scene's columns."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.scene.marks import Role, Scene


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point: an event's id, or minus the number of a target in `Composed.targets`."""

    event_id: int
    role: Role


def hit(scene: Scene, x: float, y: float) -> Hit | None:
    """What is at this point of the scene, in layout px; targets are at least 24 px high and wide."""
    raise NotImplementedError


def position_of(scene: Scene, event_id: int) -> tuple[float, float] | None:
    """A point where a click selects that very event, or None where it is not drawn as one."""
    raise NotImplementedError


def box_of(scene: Scene, event_id: int) -> tuple[float, float, float, float] | None:
    """The box (x, y, width, height) of an event's title, else of its mark; None where it is not drawn."""
    raise NotImplementedError
