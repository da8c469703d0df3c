"""A story as it stands at one revision: columns, categories, facets, articles; what every reader shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.column_set import ColumnSet
from timeline_app.core.columns import EventColumns
from timeline_app.core.event import ArticleHead, Category, StorySettings

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
    """Everything of a story but its texts, frozen at `revision`; replaced whole after each change."""

    settings: StorySettings
    columns: EventColumns
    categories: tuple[Category, ...]
    articles: tuple[ArticleHead, ...]
    facets: Mapping[FacetKind, tuple[FacetValue, ...]] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    revision: int = 0
    groups: ColumnSet | None = field(default=None, repr=False)  # what the facets are made of
