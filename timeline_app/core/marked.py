"""The marked stretches of an article: its passages by place, and which event each leads to; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline_app.core.event import Passage


@dataclass(frozen=True, slots=True)
class Marked:
    """One stretch `text[start:end]` in code points, and the events whose passage it is, in their order."""

    start: int
    end: int
    events: tuple[int, ...]

    def next_event(self, current: int | None) -> int | None:
        """The event that choosing the stretch leads to: the one after `current`, in turn.

        None where `current` is the only one: the stretch leads nowhere else.
        """
        if current not in self.events:
            return self.events[0]
        following = self.events[(self.events.index(current) + 1) % len(self.events)]
        return following if following != current else None


def marked_stretches(passages: Iterable[Passage], length: int) -> tuple[Marked, ...]:
    """The stretches of a text of `length` code points, by start and end; not lost ones, nor any beyond it."""
    events: dict[tuple[int, int], list[int]] = {}
    for passage in passages:
        if not passage.lost and 0 <= passage.start < passage.end <= length:
            events.setdefault((passage.start, passage.end), []).append(passage.event_id)
    return tuple(
        Marked(start, end, tuple(dict.fromkeys(ids))) for (start, end), ids in sorted(events.items())
    )


def marked_at(stretches: Sequence[Marked], at: int, current: int | None) -> Marked | None:
    """The shortest stretch around an offset that leads to an event other than `current`."""
    under = [one for one in stretches if one.start <= at <= one.end and one.next_event(current) is not None]
    return min(under, key=lambda one: (one.end - one.start, one.start), default=None)
