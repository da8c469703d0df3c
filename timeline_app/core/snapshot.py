"""A story as it stands at one revision: columns, categories, facets, articles; what every reader shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.column_set import ColumnSet
from timeline_app.core.columns import EventColumns, Int64, Mask
from timeline_app.core.event import ArticleHead, Category, StorySettings
from timeline_app.core.pending import Pending

#: Rows as a snapshot keeps them by the million (int32), or as others hand them in (int64).
FacetRows = NDArray[np.int32] | NDArray[np.int64]


class FacetKind(StrEnum):
    """What events can be narrowed or laned by."""

    CATEGORY = "category"
    TOPIC = "topic"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, eq=False)
class FacetValue:
    """One value of a facet. `key` is stable across revisions (a category's or tag's id, a source's name)."""

    kind: FacetKind
    key: str
    name: str
    rows: FacetRows  # ascending rows of the columns that bear it
    category: int = -1  # index into the snapshot's categories, for `FacetKind.CATEGORY`


@dataclass(frozen=True, slots=True)
class Period:
    """A named band behind the lanes: whole seconds [start_s, end_s), open ends as in the columns."""

    id: int
    name: str
    start_s: int
    end_s: int
    colour: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class StorySnapshot:
    """Everything of a story but its texts, frozen at `revision`; replaced whole after each change.

    In a large story `columns` and the rows of `facets` may be those of an earlier revision, with what has
    changed since in `pending`. A row is then one of `columns`, or one beyond them: ask `by_row` for what
    stands in it, and `rows_of` for where an event is. `changes_seen`: the last change
    in the file's own list of changes that `columns` hold, `noted` the last that the snapshot holds;
    `cache_revision`: the revision of the column cache that the list began with, None where there is none.
    """

    settings: StorySettings
    columns: EventColumns
    categories: tuple[Category, ...]
    articles: tuple[ArticleHead, ...]
    facets: Mapping[FacetKind, tuple[FacetValue, ...]] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    revision: int = 0
    groups: ColumnSet | None = field(default=None, repr=False)  # what the facets are made of
    pending: Pending | None = field(default=None, repr=False)
    changes_seen: int = 0
    noted: int = 0
    cache_revision: int | None = None

    def __len__(self) -> int:
        """How many events there are."""
        if self.pending is None:
            return len(self.columns)
        return len(self.columns) - len(self.pending.gone) + len(self.pending.now.columns)

    def __bool__(self) -> bool:
        """A story without events is a story all the same."""
        return True

    @property
    def by_row(self) -> EventColumns:
        """The columns of every row there is, to be asked row by row; not sorted where edits are pending."""
        return self.columns if self.pending is None else self.pending.joined

    def rows_of(self, ids: Int64) -> Int64:
        """The rows of events, in the order given; -1 for one that is not there."""
        if self.pending is None:
            return self.columns.rows_of(ids)
        return self.pending.rows_of(self.columns, ids)

    def is_dated(self, rows: Int64) -> Mask:
        """Which rows bear a date."""
        if self.pending is None:
            dated: Mask = rows < self.columns.dated
            return dated
        return self.pending.is_dated(self.columns, rows)
