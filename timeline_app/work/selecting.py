"""A filter's text and dates, asked of an open story: which of its events pass. Ticks come from the window."""

from __future__ import annotations

from timeline_app.core.filters import EventFilter, evaluate
from timeline_app.core.query import Query, parse_query
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.store import search
from timeline_app.store.database import StoryFile
from timeline_app.work.clock import today


def read_query(text: str) -> Query:
    """The query that a text asks for today; raises `QueryError` with a sentence."""
    return parse_query(text, today=today())


def passing(story: StoryFile, snapshot: StorySnapshot, event_filter: EventFilter) -> RowSet:
    """The rows of the snapshot that pass; raises `QueryError` for a malformed query."""
    query = read_query(event_filter.query)
    return evaluate(event_filter, query, snapshot, search.matching_ids(story, query.terms))
