"""A review as a small story of its own, so that the timeline's one picture draws its proposals too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from timeline_app.core.columns import OPEN_END_S, STATUS_SHIFT, Flag, Mask, Precision, build_columns
from timeline_app.core.dates import bounds_of_many
from timeline_app.core.event import Category, EventText, Status, StorySettings, Symbol
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.work.reviewing import Item, Mark, Review

#: Importance stands above these bits of `EventColumns.priority`.
_IMPORTANCE_SHIFT = 14


def review_categories(story: Sequence[Category], names: Sequence[str]) -> tuple[Category, ...]:
    """The story's categories, and after them those of `names` that it has not yet, with the next colours."""
    known = {category.name for category in story}
    used = {category.colour for category in story}
    made = list(story)
    for name in dict.fromkeys(names):
        if name and name not in known:
            colour = next(index for index in range(len(used) + 1) if index not in used)
            used.add(colour)
            made.append(Category(-len(made) - 1, name, colour, Symbol(colour % len(Symbol))))
    return tuple(made)


def review_snapshot(review: Review, categories: Sequence[Category], zone: str = "UTC") -> StorySnapshot:
    """The proposals as events, their keys for ids; unticked ones are hollow."""
    items = review.items
    found = bounds_of_many([item.proposal.edtf for item in items], zone)
    precision = found.precision.astype(np.uint8)
    precision[found.refused] = Precision.UNDATED
    places = {category.name: place for place, category in enumerate(categories)}
    columns = build_columns(
        id=np.array([item.key for item in items], np.int64),
        start_s=found.earliest_start_s,
        latest_start_s=found.latest_start_s,
        earliest_end_s=found.earliest_end_s,
        end_s=found.latest_end_s,
        precision=precision,
        flags=found.flags.astype(np.uint16) | np.array([_flags(item) for item in items], np.uint16),
        category=np.array([places.get(item.proposal.category, -1) for item in items], np.int16),
        priority=np.array([(item.mark is Mark.TICKED) << _IMPORTANCE_SHIFT for item in items], np.uint16),
        hand_order=np.zeros(len(items), np.int64),
    )
    return StorySnapshot(StorySettings(zone=zone), columns, tuple(categories), ())


def not_refused(review: Review, snapshot: StorySnapshot) -> Mask:
    """Which rows of a review's snapshot are to be seen: refused ones keep their place, but are not drawn."""
    refused = [item.key for item in review.items if item.mark is Mark.REFUSED]
    return ~np.isin(snapshot.columns.id, np.array(refused, np.int64))


def review_texts(review: Review) -> Mapping[int, EventText]:
    """The words of the proposals by their keys."""
    return {
        item.key: EventText(
            item.key,
            item.proposal.title,
            item.proposal.edtf,
            item.proposal.as_written,
            item.proposal.quote,
            item.proposal.derived,
            _status(item),
        )
        for item in review.items
    }


def whole_span_s(snapshot: StorySnapshot) -> tuple[int, int] | None:
    """The seconds from the first proposal to the last; None where none is dated."""
    columns = snapshot.columns
    if not columns.dated:
        return None
    end_s = np.where(columns.end_s >= OPEN_END_S, columns.at_s + 1, columns.end_s)
    return int(columns.at_s[0]), int(end_s.max())


def _status(item: Item) -> Status:
    """Hollow marks are those of what is only planned: here, to be added."""
    return Status.NONE if item.mark is Mark.TICKED else Status.PLANNED


def _flags(item: Item) -> int:
    derived = int(Flag.DERIVED) if item.proposal.derived else 0
    return int(_status(item)) << STATUS_SHIFT | derived
