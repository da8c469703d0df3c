"""A filter with edits pending: the columns' answer, less that of what is gone, plus that of what has come.

Every part is asked the same by `core.filters`; texts are the store's, as there.
"""

from __future__ import annotations

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.filters import EventFilter, WordHits, evaluate, facet_counts
from timeline_app.core.pending import Pending
from timeline_app.core.query import Query
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot


def edits_passing(event_filter: EventFilter, query: Query, snapshot: StorySnapshot) -> RowSet | None:
    """The rows of `snapshot.pending.now` that pass; None where all do, or nothing is pending."""
    pending = snapshot.pending
    if pending is None or event_filter.is_empty:
        return None
    return evaluate(event_filter, query, pending.now, pending.hits(query.terms))


def all_facet_counts(
    event_filter: EventFilter, query: Query, snapshot: StorySnapshot, hits: WordHits
) -> dict[FacetKind, Int64]:
    """`facet_counts` with what is pending; `hits` answers for the columns, as they were or as they are."""
    counts = facet_counts(event_filter, query, snapshot, hits)
    pending = snapshot.pending
    if pending is None:
        return counts
    was = facet_counts(event_filter, query, pending.was, _hits_of_gone(pending, hits))
    now = facet_counts(event_filter, query, pending.now, pending.hits(query.terms))
    return {kind: counts[kind] - was[kind] + now[kind] for kind in counts}


def passing_count(snapshot: StorySnapshot, mask: RowSet | None, edited: RowSet | None) -> int:
    """How many events pass, of the columns `mask` and of the pending ones `edited`; all, if None."""
    pending = snapshot.pending
    if pending is None:
        return len(snapshot) if mask is None else mask.count
    kept = len(snapshot.columns) - len(pending.gone)
    if mask is not None:
        kept = mask.count - int(np.count_nonzero(mask.has(pending.gone)))
    return kept + (len(pending.now.columns) if edited is None else edited.count)


def _hits_of_gone(pending: Pending, hits: WordHits) -> WordHits:
    """What words have found, row by row, among the rows that are gone: the very answers the columns got."""
    size = len(pending.gone)
    return {
        term: of_rows(np.flatnonzero(found.has(pending.gone)), size, ordered=True)
        if isinstance(found, RowSet)
        else found
        for term, found in hits.items()
    }
