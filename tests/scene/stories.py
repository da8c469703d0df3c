"""Stories of a few lines for the scene's tests, without a store, and scenes as lists of what is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import STATUS_SHIFT, build_columns
from timeline_app.core.dates import bounds_of_many
from timeline_app.core.event import Category, EventText, Status, StorySettings
from timeline_app.core.snapshot import FacetKind, FacetValue, Period, StorySnapshot
from timeline_app.scene.marks import Batch, Clip, Lines, Rects, Role, Scene, Symbols, Texts
from timeline_app.scene.theme import symbol_of


@dataclass(frozen=True)
class Given:
    """An event of a test: its date, its title, and what may matter."""

    when: str
    title: str
    category: int = -1
    passage: str = ""
    derived: bool = False
    status: Status = Status.NONE
    importance: int = 0


@dataclass(frozen=True)
class Story:
    """A snapshot and the words of its events."""

    snapshot: StorySnapshot
    words: Mapping[int, EventText]

    def texts(self, ids: Sequence[int]) -> dict[int, EventText]:
        """The words of these events, all at hand."""
        return {event_id: self.words[event_id] for event_id in ids}


def story_of(
    events: Sequence[Given],
    categories: Sequence[str] = ("Politics", "Sanctions", "Release"),
    periods: Sequence[Period] = (),
) -> Story:
    """A story of these events, ids from 1 in the order given."""
    read = bounds_of_many([event.when for event in events])
    count = len(events)
    flags = read.flags.astype(np.uint16) | np.array(
        [int(event.status) << STATUS_SHIFT for event in events], np.uint16
    )
    columns = build_columns(
        id=np.arange(1, count + 1, dtype=np.int64),
        start_s=read.earliest_start_s,
        latest_start_s=read.latest_start_s,
        earliest_end_s=read.earliest_end_s,
        end_s=read.latest_end_s,
        precision=read.precision,
        flags=flags,
        category=np.array([event.category for event in events], np.int16),
        priority=np.array([event.importance << 14 for event in events], np.uint16),
        hand_order=np.zeros(count, np.int64),
    )
    made = tuple(Category(i + 1, name, i % 7, symbol_of(i)) for i, name in enumerate(categories))
    facet = tuple(
        FacetValue(
            FacetKind.CATEGORY, str(category.id), category.name,
            np.flatnonzero(columns.category == i).astype(np.int64), i,
        )
        for i, category in enumerate(made)
    )  # fmt: skip
    words = {
        i + 1: EventText(i + 1, event.title, event.when, "", event.passage, event.derived, event.status)
        for i, event in enumerate(events)
    }
    snapshot = StorySnapshot(
        StorySettings(), columns, made, (), {FacetKind.CATEGORY: facet}, tuple(periods), 1
    )
    return Story(snapshot, words)


SAMPLE = (
    Given(
        "2020-08", "Disputed presidential election", 0,
        "In August 2021, one year after the disputed presidential election, the US Treasury imposed broad "
        "sanctions on Minsk.", derived=True, importance=2,
    ),
    Given(
        "2021-08", "US Treasury imposes wide-ranging sanctions on Minsk", 1,
        "They targeted Belaruskali, the country’s largest fertiliser producer, as a source of tax revenue "
        "and foreign currency for the government.", importance=2,
    ),
    Given(
        "2025-12-12~/2025-12-13", "US envoy John Coale holds two days of talks in Minsk", 0,
        "Coale had just held two days of talks in Minsk, where potash, prisoners, the war in Ukraine, "
        "Venezuela and closer relations were discussed.", derived=True, importance=1,
    ),
    Given(
        "2025-12-13", "The United States says it is lifting sanctions on potash", 1,
        "On Saturday the United States said that it was lifting its sanctions on Belarusian potash.",
        importance=3,
    ),
    Given(
        "2025-12-13", "123 prisoners pardoned and freed", 2,
        "On 13 December 2025 Belarus pardoned and freed 123 prisoners, among them Maria Kolesnikova, a "
        "leader of the 2020 protests, and the Nobel peace laureate Ales Bialiatski.", importance=3,
    ),
)  # fmt: skip


Box = tuple[float, float, float, float]

#: Roles of texts that must never touch one another.
LABELS = (
    Role.TITLE, Role.CARD_DATE, Role.PASSAGE, Role.MORE, Role.GAP, Role.EDGE_NOTE, Role.TODAY_LABEL,
    Role.DENSITY_LABEL, Role.LANE_HEADER, Role.PERIOD_LABEL, Role.TICK_LABEL, Role.STATUS_SIGN, Role.EMPTY,
    Role.HEADLINE, Role.FOOTER, Role.KEY,
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One mark as a test sees it: what it is, whose, its box (x0, y0, x1, y1) cut to its clip, its words."""

    kind: str
    role: Role
    event_id: int
    box: Box
    words: str = ""

    def __str__(self) -> str:
        x0, y0, x1, y1 = (round(value) for value in self.box)
        what = f"{self.kind:<6} {self.role.name:<13} {self.event_id:>3}"
        return f"{what} {x0},{y0} {x1},{y1} {self.words}".rstrip()


def drawn(scene: Scene, *roles: Role) -> list[Drawn]:
    """The visible marks of a scene, of these roles or of all, in painting order."""
    found: list[Drawn] = []
    top, foot = -math.inf, math.inf
    for batch in scene.batches:
        if isinstance(batch, Clip):
            ends = not math.isfinite(batch.width)
            top, foot = (-math.inf, math.inf) if ends else (batch.y, batch.y + batch.height)
            continue
        for place, role in enumerate(batch.role.tolist()):
            if roles and role not in roles:
                continue
            x0, y0, x1, y1 = _box(batch, place)
            box = (x0, max(y0, top), x1, min(y1, foot))
            if box[3] < box[1]:
                continue
            words = batch.text[place] if isinstance(batch, Texts) else ""
            kind = type(batch).__name__[:-1].lower()
            found.append(Drawn(kind, Role(role), int(batch.event_id[place]), box, words))
    return found


def _box(batch: Batch, place: int) -> Box:
    if isinstance(batch, Texts):
        size = batch.styles[batch.style[place]].font.size_px
        x, baseline = float(batch.x[place]), float(batch.baseline[place])
        return x, baseline - 0.68 * size, x + float(batch.width[place]), baseline + 0.18 * size
    if isinstance(batch, Rects):
        x, y = float(batch.x[place]), float(batch.y[place])
        return x, y, x + float(batch.width[place]), y + float(batch.height[place])
    if isinstance(batch, Symbols):
        half, x, y = float(batch.size[place]) / 2, float(batch.x[place]), float(batch.y[place])
        return x - half, y - half, x + half, y + half
    if isinstance(batch, Lines):
        xs = float(batch.x0[place]), float(batch.x1[place])
        ys = float(batch.y0[place]), float(batch.y1[place])
        return min(xs), min(ys), max(xs), max(ys)
    first, last = int(batch.offset[place]), int(batch.offset[place + 1])
    x, y = batch.x[first:last], batch.y[first:last]
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def overlap(one: Box, other: Box, slack: float = 0.25) -> bool:
    """Whether two boxes share more than a hair."""
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )
