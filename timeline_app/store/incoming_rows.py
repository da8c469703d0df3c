"""A chunk of events → rows of the event table; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64, Precision
from timeline_app.core.dates import BoundsColumns
from timeline_app.core.event_chunk import EventChunk, cells
from timeline_app.store.bulk import flat
from timeline_app.store.snapshot import EVENT_WIDTH

#: What the table itself puts into a column that is not told.
_DEFAULTS = {
    **dict.fromkeys(("edtf", "as_written", "note", "reason", "origin", "origin_key"), ""),
    **dict.fromkeys(("status", "importance", "derived", "hand_order"), 0),
    "extra": "{}",
    "category_id": None,
}


def event_rows(
    chunk: EventChunk, uid_head: str, first_id: int, category_ids: Sequence[int]
) -> tuple[tuple[str, ...], list[object]]:
    """The columns that say anything, `id` first, and the values of all rows, one row after another.

    `category_ids` are those of the chunk's categories.

    An event without a uid gets `uid_head` and twelve hexadecimal digits of its id, counted from `first_id`.
    """
    ids = (*category_ids, None)  # -1 is the last of them
    category = chunk.category
    columns: dict[str, object] = {
        "id": list(range(first_id, first_id + chunk.count)),
        "uid": _uids(chunk, uid_head, first_id),
        "edtf": chunk.edtf,
        "category_id": [ids[place] for place in category] if isinstance(category, list) else ids[category],
        "status": chunk.status,
        "importance": chunk.importance,
        "derived": chunk.derived,
        "title": chunk.title,
        "as_written": chunk.as_written,
        "note": chunk.note,
        "reason": chunk.reason,
        "origin": chunk.origin,
        "origin_key": chunk.origin_key,
        "extra": chunk.extra,
        "hand_order": chunk.hand_order,
        "search_text": chunk.search_text,
        **_bounds_columns(chunk.bounds),
    }
    told = {
        name: column for name, column in columns.items() if name not in _DEFAULTS or column != _DEFAULTS[name]
    }
    return tuple(told), flat([cells(column, chunk.count) for column in told.values()], chunk.count)


def numbers_of(chunk: EventChunk, first_id: int, category_ids: Sequence[int]) -> Int64:
    """What the columns of a snapshot are made of, (count, EVENT_WIDTH), as the table tells it of these."""
    bounds = chunk.bounds
    undated = bounds.precision == Precision.UNDATED
    categories = np.array([*category_ids, -1], np.int64)  # -1 is the last of them
    columns = (
        np.arange(first_id, first_id + chunk.count),
        np.where(undated, OPEN_START_S, bounds.earliest_start_s),
        np.where(undated, OPEN_START_S, bounds.latest_start_s),
        np.where(undated, OPEN_END_S, bounds.earliest_end_s),
        np.where(undated, OPEN_END_S, bounds.latest_end_s),
        *(bounds.precision, bounds.flags, categories[np.asarray(chunk.category)]),
        *(chunk.status, chunk.importance, chunk.derived, chunk.hand_order),
    )
    found = np.zeros((chunk.count, EVENT_WIDTH), np.int64)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found


def _uids(chunk: EventChunk, head: str, first_id: int) -> list[str]:
    numbers = range(first_id, first_id + chunk.count)
    if chunk.uid == "":
        return [f"{head}{number:012x}" for number in numbers]
    uids = cells(chunk.uid, chunk.count)
    return [uid or f"{head}{number:012x}" for uid, number in zip(uids, numbers, strict=True)]


def _bounds_columns(bounds: BoundsColumns) -> dict[str, object]:
    """The bounds as the table holds them: open ones and those of the undated as NULL."""
    undated = bounds.precision == Precision.UNDATED

    def seconds(values: Int64, is_start: bool) -> list[int | None]:
        given: list[int | None] = values.tolist()
        is_open = undated | (values <= OPEN_START_S if is_start else values >= OPEN_END_S)
        for place in is_open.nonzero()[0].tolist():
            given[place] = None
        return given

    return {
        "earliest_start_s": seconds(bounds.earliest_start_s, True),
        "latest_start_s": seconds(bounds.latest_start_s, True),
        "earliest_end_s": seconds(bounds.earliest_end_s, False),
        "latest_end_s": seconds(bounds.latest_end_s, False),
        "precision": bounds.precision.tolist(),
        "flags": bounds.flags.tolist(),
    }
