"""What belongs to a part of a story: which periods and views fit the events that leave it; writes nothing.

A period fits where it shares time with one of them, a view where all that it chooses is there and its span
shares time with them. What does not fit is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Int64
from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.records import PeriodRecord, ViewRecord
from timeline_app.core.report import Remarks
from timeline_app.core.snapshot import FacetKind
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.reading import text_of
from timeline_app.store.worked_out import story_zone

_IDS_AT_ONCE = 900


@dataclass(frozen=True, slots=True, eq=False)
class StoryPart:
    """What a part of a story holds.

    - `names`: by kind of facet, the names of categories, tags and sources that its events have;
    - `start_s`, `end_s`: of each dated event the first second and the last + 1, open ends as in the columns;
    - `zone`: the story's.
    """

    names: Mapping[str, frozenset[str]]
    start_s: Int64
    end_s: Int64
    zone: str

    def meets(self, start_s: int, end_s: int) -> bool:
        """Whether one of the events shares a second with [start_s, end_s)."""
        return bool(((self.start_s < end_s) & (self.end_s > start_s)).any())


def portions(ids: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    """Ids in portions that one statement takes, each with its question marks."""
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = [int(one) for one in ids[start : start + _IDS_AT_ONCE]]
        yield some, ", ".join("?" * len(some))


def part_of(story: StoryFile, ids: Sequence[int]) -> StoryPart:
    """What the events of these ids are."""
    names: dict[str, set[str]] = {kind.value: set() for kind in FacetKind}
    spans = [np.empty((0, 2), np.int64)]
    with reading(story) as connection:
        for some, marks in portions(ids):
            rows = connection.execute(
                f"SELECT DISTINCT 'category', name FROM event JOIN category ON category.id = category_id"
                f" WHERE event.id IN ({marks})"
                " UNION SELECT DISTINCT kind, name FROM event_tag JOIN tag ON tag.id = tag_id"
                f" WHERE event_id IN ({marks})"
                " UNION SELECT DISTINCT 'source', CASE publisher WHEN '' THEN title ELSE publisher END"
                " FROM passage JOIN article_version ON article_version.id = version_id"
                f" JOIN article ON article.id = article_id WHERE event_id IN ({marks})",
                (*some, *some, *some),
            )
            for kind, name in rows:
                names.setdefault(text_of(kind), set()).add(text_of(name))
            dated = connection.execute(
                f"SELECT DISTINCT coalesce(earliest_start_s, {OPEN_START_S}),"
                f" coalesce(latest_end_s, {OPEN_END_S}) FROM event WHERE id IN ({marks})"
                " AND (earliest_start_s IS NOT NULL OR latest_end_s IS NOT NULL)",
                some,
            )
            spans.append(np.array(dated.fetchall(), np.int64).reshape(-1, 2))
        zone = story_zone(connection)
    start_s, end_s = np.concatenate(spans).T
    return StoryPart({kind: frozenset(found) for kind, found in names.items()}, start_s, end_s, zone)


def fitting(
    part: StoryPart, periods: Sequence[PeriodRecord], views: Sequence[ViewRecord], remarks: Remarks
) -> tuple[tuple[PeriodRecord, ...], tuple[ViewRecord, ...]]:
    """The periods and views that fit a part; how many do not is told."""
    kept_periods = tuple(one for one in periods if _period_fits(part, one))
    kept_views = tuple(one for one in views if _view_fits(part, one))
    stay = [
        (len(periods) - len(kept_periods), "period"),
        (len(views) - len(kept_views), "saved view"),
    ]
    words = " and ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in stay if number)
    if words:
        remarks.noted(f"Left out, because these events have no part in them: {words}.")
    return kept_periods, kept_views


def _period_fits(part: StoryPart, period: PeriodRecord) -> bool:
    try:
        found = bounds(period.edtf, part.zone)
    except TimelineError:  # another tool has written it
        return False
    return part.meets(found.earliest_start_s, found.latest_end_s)


def _view_fits(part: StoryPart, view: ViewRecord) -> bool:
    for chosen in (view.include, view.exclude):
        for kind, names in chosen.items():
            if not frozenset(names) <= part.names.get(kind, frozenset()):
                return False
    return view.span_s is None or part.meets(*view.span_s)
