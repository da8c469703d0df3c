"""One open story for one window: what is shown, narrowed and selected, and the texts that have arrived.

Widgets read its properties and listen to its signals; they never touch the disk. All reading happens in a
worker that owns its connection; answers that come too late (another story, a newer query) are dropped.
Looking never writes to the story.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from timeline_app.core.columns import Int64, Mask
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Article, Event, EventText, Passage
from timeline_app.core.filters import EventFilter, evaluate, facet_counts, text_terms
from timeline_app.core.query import Query, parse_query
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.layout.viewport import Viewport
from timeline_app.store.database import StoryFile
from timeline_app.store.search import ArticleHit
from timeline_app.ui.background import Worker

#: Words of events kept at hand; a screen shows some hundreds.
TEXTS_KEPT = 20_000
#: Article hits listed beside the events found.
ARTICLE_HITS = 50

EventCallback = Callable[[Event | None], None]
ArticleCallback = Callable[[Article, Sequence[Passage]], None]


class Session(QObject):
    """One open story for one window.

    Signals:
    - `story_changed()`: another story is open, or a newer revision of this one: `snapshot` was replaced.
    - `filter_changed()`: `filter`, `mask`, `counts` and `article_hits` hold a new, finished answer.
    - `query_refused(str)`: the search text is malformed, told in a sentence (empty: it is fine again);
      the last good result stays.
    - `selection_changed()`: `selected` or `current`.
    - `viewport_changed()`: the span in view.
    - `lanes_changed()`: what the lanes are made of.
    - `texts_arrived()`: `texts` knows more than before.
    - `opening(str)`: a file is being opened, under this name (empty: opened, or given up).
    - `failed(str)`: a problem of the world, in a sentence for the person.
    """

    story_changed = Signal()
    filter_changed = Signal()
    query_refused = Signal(str)
    selection_changed = Signal()
    viewport_changed = Signal()
    lanes_changed = Signal()
    texts_arrived = Signal()
    opening = Signal(str)
    failed = Signal(str)

    # What is shown; None, empty or 0 until a story is open.
    path: Path | None
    name: str
    snapshot: StorySnapshot | None
    filter: EventFilter
    mask: Mask | None  # rows that pass the filter; None where nothing is filtered out
    counts: Mapping[FacetKind, Int64]  # aligned with snapshot.facets[kind], under the other facets
    article_hits: tuple[ArticleHit, ...]
    selected: tuple[int, ...]
    current: int | None  # the selected event that is read; the last one chosen
    viewport: Viewport | None
    lanes: str  # "none" or a FacetKind value

    def open(self, path: Path) -> None:
        """Open a story or an importable file; the story at hand stays until the new one is read."""

    def close(self) -> None:
        """Close the story and end its threads."""

    def set_filter(self, event_filter: EventFilter) -> None:
        """Narrow to a filter; `filter_changed` follows, at once where no word needs the store."""

    def set_query(self, text: str) -> None:
        """Set the filter's words; a malformed text changes nothing but `query_refused`."""

    def clear_filter(self) -> None:
        """Let every event through again."""

    def select(self, ids: Sequence[int], current: int | None = None) -> None:
        """Select events; `current` is the one that is read (by default the last of them)."""

    def step(self, by: int) -> None:
        """Select the event `by` places on in `order()`; from nothing, the first or last in view."""

    def order(self) -> Int64:
        """Rows passing the filter in time order, the undated ones last."""

    def shown(self) -> tuple[int, int]:
        """How many events pass the filter, and how many there are."""

    def in_view(self) -> Int64:
        """Rows passing the filter that share a second with the span in view."""

    def row_of(self, event_id: int) -> int:
        """The row of an event in the columns, or -1."""

    def set_viewport(self, viewport: Viewport) -> None:
        """Show a span."""

    def set_lanes(self, lanes: str) -> None:
        """Make lanes of a facet, or "none"; kept in the story where it may be written."""

    def texts(self, ids: Sequence[int]) -> Mapping[int, EventText]:
        """The words of those events that are at hand; the rest are fetched and announced."""

    def fetch_event(self, event_id: int, callback: EventCallback) -> None:
        """The whole event, with passages; None when it is gone. A newer call drops this one."""

    def fetch_article(self, version_id: int, callback: ArticleCallback) -> None:
        """An article and all passages marked in it. A newer call drops this one."""
