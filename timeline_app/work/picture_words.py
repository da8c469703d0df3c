"""The words about a picture: its sources, its filter, its date and the alternative text drafted for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from timeline_app.core.citation import isolated
from timeline_app.core.columns import Int64
from timeline_app.core.dates import DateStyle, in_words, number_words, span_in_words
from timeline_app.core.event import STATUS_WORDS, EventText
from timeline_app.core.facet_sets import counts_of_values
from timeline_app.core.filters import EventFilter, words_of
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot

#: How many sources the footer names before it counts.
_SOURCES_NAMED = 3
#: How many events an alternative text tells one by one: it is listened to, and cannot be skimmed.
EVENTS_TOLD = 10


def sources_words(snapshot: StorySnapshot, rows: Int64, mask: RowSet | None) -> str:
    """The sources behind the rows in view, the fullest first; "" where there are none."""
    if not snapshot.facets.get(FacetKind.SOURCE):
        return ""
    seen = of_rows(rows, len(snapshot.columns))
    counts = counts_of_values(snapshot, FacetKind.SOURCE, seen if mask is None else seen & mask).tolist()
    values = snapshot.facets.get(FacetKind.SOURCE, ())
    counted = [(count, value.name) for count, value in zip(counts, values, strict=True)]
    names = [name for count, name in sorted(counted, key=lambda pair: (-pair[0], pair[1])) if count]
    if not names:
        return ""
    named, rest = [isolated(name) for name in names[:_SOURCES_NAMED]], len(names) - _SOURCES_NAMED
    listed = ", ".join(named) + (f" and {number_words(rest)} more" if rest > 0 else "")
    return f"Source: {listed}" if len(names) == 1 else f"Sources: {listed}"


def filter_sentence(event_filter: EventFilter, snapshot: StorySnapshot, mask: RowSet | None) -> str:
    """What was filtered for and how much it let through; "" without a filter."""
    words = words_of(event_filter, snapshot)
    if not words or mask is None:
        return ""
    passing = number_words(mask.count)
    return f"Filter: {words} ({passing} of {number_words(mask.size)} events)"


def exported_words(day: str, style: DateStyle) -> str:
    """The date of export; `day` is EDTF."""
    return f"Exported {in_words(day, style)}"


def told_rows(snapshot: StorySnapshot, rows: Int64) -> Int64:
    """The rows an alternative text tells one by one: the weightiest, in order of time."""
    if len(rows) <= EVENTS_TOLD:
        return rows
    weight = snapshot.columns.priority[rows]
    as_weighty_or_more = np.cumsum(np.bincount(weight)[::-1])[::-1]  # sorting ten million takes a second
    least = int(np.flatnonzero(as_weighty_or_more >= EVENTS_TOLD)[-1])
    weightier = np.flatnonzero(weight > least)
    as_weighty = np.flatnonzero(weight == least)[: EVENTS_TOLD - len(weightier)]
    return np.sort(rows[np.concatenate((weightier, as_weighty))])


def alternative_text(
    headline: str,
    snapshot: StorySnapshot,
    rows: Int64,
    span_s: tuple[int, int] | None,
    texts: Mapping[int, EventText],
    style: DateStyle,
) -> str:
    """What the picture shows, for those who cannot see it.

    `rows` are the rows in view that pass the filter, `span_s` what they cover, `texts` the words of
    `told_rows`. Every event is told with its date, up to `EVENTS_TOLD`; the rest is counted.
    """
    count = len(rows)
    head = f"Timeline: {headline.rstrip('.')}." if headline else "Timeline."
    if not count or span_s is None:
        return f"{head} It shows no events."
    events = "1 event" if count == 1 else f"{number_words(count)} events"
    parts = [f"{head} It shows {events}, {span_in_words(*span_s, style)}."]
    told = [
        texts[event_id]
        for event_id in snapshot.columns.id[told_rows(snapshot, rows)].tolist()
        if event_id in texts
    ]
    if len(told) < count:
        parts.append("Among them:")
    parts.extend(_told(text, style) for text in told)
    return " ".join(parts)


def _told(text: EventText, style: DateStyle) -> str:
    when = in_words(text.edtf, style, text.as_written) if text.edtf else "undated"
    status = STATUS_WORDS.get(text.status, "")
    title = " ".join(text.title.split()).rstrip(".")
    beside = f" ({status})" if status else ""
    return f"{when[:1].upper()}{when[1:]}: {title}{beside}."
