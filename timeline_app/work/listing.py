"""The events of a story as lines: for people, aligned; for programs, one JSON object a line; prints none."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import Event, Status, TagKind
from timeline_app.core.filters import EventFilter
from timeline_app.core.offsets import shown
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.store import repository
from timeline_app.store.database import StoryFile
from timeline_app.work.selecting import passing

#: Events fetched at a time, so that a long list begins at once and takes little memory.
_BATCH = 1_000

#: The widest a column is made, in character cells; longer texts run on.
_WIDEST_DATE = 44
_WIDEST_TITLE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The events that pass a filter, in time order, the undated last, fetched as they are asked for."""

    snapshot: StorySnapshot
    passing: int
    events: Iterator[Event]


def listing(story: StoryFile, event_filter: EventFilter) -> Listing:
    """List a story under a filter; raises `TimelineError` for a malformed query or a damaged file."""
    snapshot = repository.load_snapshot(story)
    ids = snapshot.columns.id[passing(story, snapshot, event_filter).rows()]

    def events() -> Iterator[Event]:
        for start in range(0, len(ids), _BATCH):
            yield from repository.events(story, ids[start : start + _BATCH].tolist())

    return Listing(snapshot, len(ids), events())


def json_lines(listed: Listing) -> Iterator[str]:
    """One JSON object an event, without line ends; `article` is its title, offsets count code points."""
    categories = {category.id: category.name for category in listed.snapshot.categories}
    articles = {article.id: article.title for article in listed.snapshot.articles}
    for event in listed.events:
        yield json.dumps(_row(event, categories, articles), ensure_ascii=False, allow_nan=False)


def _row(event: Event, categories: Mapping[int, str], articles: Mapping[int, str]) -> dict[str, object]:
    return {
        "id": event.id,
        "when": event.edtf,
        "title": event.title,
        "category": _category(event, categories),
        "tags": [tag.name for tag in event.tags if tag.kind is not TagKind.PLACE],
        "place": event.place,
        "note": event.note,
        "importance": event.importance,
        "passages": [
            {
                "article": articles.get(passage.article_id, ""),
                "start": passage.start,
                "end": passage.end,
                "quote": passage.quote,
            }
            for passage in event.passages
        ],
    }


def lines_for_people(listed: Listing, style: DateStyle | None = None) -> Iterator[str]:
    """Date, title and category in columns, and how many events these are of how many."""
    style = style or DateStyle()
    categories = {category.id: category.name for category in listed.snapshot.categories}
    batch: list[tuple[str, str, str]] = []
    for event in listed.events:
        batch.append((_when(event, style), _one_line(event.title), _one_line(_category(event, categories))))
        if len(batch) == _BATCH:
            yield from _aligned(batch)
            batch.clear()
    yield from _aligned(batch)
    total = len(listed.snapshot.columns)
    counted = f"{listed.passing:,} of {total:,} event{'' if total == 1 else 's'}"
    yield counted if not listed.passing else f"\n{counted}"


def _category(event: Event, categories: Mapping[int, str]) -> str:
    return "" if event.category_id is None else categories.get(event.category_id, "")


def _when(event: Event, style: DateStyle) -> str:
    words = in_words(event.edtf or "XXXX", style, event.as_written)
    status = "" if event.status is Status.NONE else event.status.name.lower().replace("_", " ")
    remarks = [remark for remark in ("derived" if event.derived else "", status) if remark]
    return _one_line(", ".join([words[:1].upper() + words[1:], *remarks]))


def _one_line(text: str) -> str:
    """Text that can do a terminal no harm: control characters as pictures, every gap a single blank."""
    return " ".join(shown(" ".join(text.split())).split())


def _cells(text: str) -> int:
    """How many character cells a terminal gives a text."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    none = sum(unicodedata.combining(character) != 0 for character in text)
    return len(text) + wide - none


def _aligned(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    date_cells, title_cells = (
        min(int(np.max([_cells(row[column]) for row in rows], initial=0)), widest)
        for column, widest in ((0, _WIDEST_DATE), (1, _WIDEST_TITLE))
    )
    for when, title, category in rows:
        after_when = " " * (max(date_cells - _cells(when), 0) + 2)
        after_title = " " * (max(title_cells - _cells(title), 0) + 2)
        yield f"{when}{after_when}{title}{after_title}{category}".rstrip()
