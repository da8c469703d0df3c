"""Periods and saved views as whole rows: read, added, changed; what they mean is said elsewhere."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline_app.core.clean_text import clean
from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import Step
from timeline_app.store.reading import int_of, text_of
from timeline_app.store.rows import Value
from timeline_app.store.worked_out import json_of


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as it is edited; `id` 0 is a new one."""

    name: str
    edtf: str
    colour: str = ""
    note: str = ""
    id: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class SavedView:
    """A name for a filter, a visible span and lanes, with a heading and a paragraph; `id` 0 is a new one.

    `span_s` is the visible span in whole seconds, None for all of time.
    """

    name: str
    heading: str = ""
    paragraph: str = ""
    lanes: str = "none"
    filter: EventFilter = field(default_factory=EventFilter)
    span_s: tuple[int, int] | None = None
    id: int = 0
    revision: int = 0


def periods(story: StoryFile) -> list[PeriodRow]:
    """All periods, in the order they were made."""
    with reading(story) as connection:
        rows = connection.execute(
            "SELECT name, edtf, colour, note, id, revision FROM period ORDER BY id"
        ).fetchall()
    return [
        PeriodRow(
            name=text_of(row[0]),
            edtf=text_of(row[1]),
            colour=text_of(row[2]),
            note=text_of(row[3]),
            id=int_of(row[4]),
            revision=int_of(row[5]),
        )
        for row in rows
    ]


def put_period(action: Step, period: PeriodRow) -> int:
    """Add or change a period, and return its id. Raises TimelineError for a missing name or a wrong date."""
    name = clean(" ".join(period.name.split()))
    if not name:
        raise TimelineError("A period needs a name.")
    if not period.edtf:
        raise TimelineError(f"The period “{name}” needs a date.")
    bounds(period.edtf)
    values: dict[str, Value] = {
        "name": name,
        "edtf": period.edtf,
        "colour": period.colour,
        "note": clean(period.note),
    }
    if not period.id:
        return action.insert("period", {"uid": str(uuid.uuid4()), **values})
    action.update("period", period.id, values, revision=period.revision)
    return period.id


def saved_views(story: StoryFile) -> list[SavedView]:
    """All saved views in their order."""
    with reading(story) as connection:
        rows = connection.execute(
            "SELECT name, heading, paragraph, lanes, filter, start_s, end_s, id, revision FROM saved_view"
            " ORDER BY position, id"
        ).fetchall()
    return [_view_of(row) for row in rows]


def put_view(action: Step, view: SavedView) -> int:
    """Add a saved view after the others, or change one, and return its id."""
    name = clean(" ".join(view.name.split()))
    if not name:
        raise TimelineError("A saved view needs a name.")
    start_s, end_s = view.span_s if view.span_s is not None else (None, None)
    values: dict[str, Value] = {
        "name": name,
        "heading": clean(view.heading.strip()),
        "paragraph": clean(view.paragraph.strip()),
        "lanes": view.lanes,
        "filter": _packed(view.filter),
        "start_s": start_s,
        "end_s": end_s,
    }
    if view.id:
        action.update("saved_view", view.id, values, revision=view.revision)
        return view.id
    position = action.conn.execute("SELECT coalesce(max(position), -1) + 1 FROM saved_view").fetchone()[0]
    return action.insert("saved_view", {"uid": str(uuid.uuid4()), "position": int(position), **values})


def reorder_views(action: Step, ids: Sequence[int]) -> None:
    """Put saved views in this order."""
    for position, view_id in enumerate(ids):
        action.update("saved_view", view_id, {"position": position})


def _packed(event_filter: EventFilter) -> str:
    plain = {
        "query": event_filter.query,
        "include": {kind.value: sorted(keys) for kind, keys in event_filter.include.items() if keys},
        "exclude": {kind.value: sorted(keys) for kind, keys in event_filter.exclude.items() if keys},
        "from": event_filter.from_date,
        "to": event_filter.to_date,
    }
    return clean(json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False))


def _unpacked(text: object) -> EventFilter:
    """The filter that a text holds; what of it is damaged is as if it were not set."""
    plain = json_of(text)
    if not isinstance(plain, dict):
        return EventFilter()

    def word(name: str) -> str:
        return text_of(plain.get(name, "")) if isinstance(plain.get(name, ""), str) else ""

    def facets(name: str) -> dict[FacetKind, frozenset[str]]:
        found = plain.get(name)
        known = {kind.value for kind in FacetKind}
        return {
            FacetKind(kind): frozenset(key for key in keys if isinstance(key, str))
            for kind, keys in (found.items() if isinstance(found, dict) else ())
            if kind in known and isinstance(keys, list)
        }

    return EventFilter(word("query"), facets("include"), facets("exclude"), word("from"), word("to"))


def _view_of(row: Sequence[object]) -> SavedView:
    start_s, end_s = row[5], row[6]
    whole = isinstance(start_s, int) and isinstance(end_s, int) and start_s < end_s
    lanes = text_of(row[3])
    return SavedView(
        name=text_of(row[0]),
        heading=text_of(row[1]),
        paragraph=text_of(row[2]),
        lanes=lanes if lanes in {kind.value for kind in FacetKind} else "none",
        filter=_unpacked(row[4]),
        span_s=(int_of(start_s), int_of(end_s)) if whole else None,
        id=int_of(row[7]),
        revision=int_of(row[8]),
    )
