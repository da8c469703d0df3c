"""How a filter is answered: which rows pass, what the words sought have found, how many bear each value.

Functions of values; those that take a story ask its full text, and run in the thread that owns it. In a story
of very many events an answer comes in parts: first what memory knows, which takes a few milliseconds, then
the passages and articles in which the words stand, then the counts of the facets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timeline_app.core.columns import Int64
from timeline_app.core.dates import DateStyle
from timeline_app.core.event_words import EventWords
from timeline_app.core.facet_sets import cost_of_value
from timeline_app.core.filters import (
    EventFilter,
    WordHits,
    evaluate,
    hit_rows,
    rows_of_values,
    values_meant,
)
from timeline_app.core.pending_filters import all_facet_counts, edits_passing
from timeline_app.core.query import NameTerm, Query, Term, parse_query
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.story.passing import Passing
from timeline_app.work import clock

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile
    from timeline_app.store.search import ArticleHit

#: Article hits listed beside the events found.
ARTICLE_HITS = 50
#: So many rows are looked at in the window's thread at the most: a millisecond's work; a frame follows it.
AT_ONCE = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The answer to the words of a search text.

    `lacks_passages`, `lacks_articles`: these have not been asked yet; see `completed`.
    """

    query: str
    hits: WordHits = field(default_factory=dict)
    article_hits: tuple[ArticleHit, ...] = ()
    lacks_passages: bool = False
    lacks_articles: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything has been asked."""
        return not (self.lacks_passages or self.lacks_articles)


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """An answer to a filter; `mask` is None where all pass, `counts` where they are to come."""

    filter: EventFilter
    mask: RowSet | None
    counts: Mapping[FacetKind, Int64] | None
    words: Words


def narrow(snapshot: StorySnapshot, event_filter: EventFilter, query: Query, words: Words) -> Narrowed:
    """A filter worked out on the columns, from words that are already answered, with all counts.

    Touches no disk. Raises TimelineError where a date of the filter cannot be understood.
    """
    narrowed = narrow_uncounted(snapshot, event_filter, query, words)
    return replace(narrowed, counts=all_facet_counts(event_filter, query, snapshot, words.hits))


def narrow_uncounted(
    snapshot: StorySnapshot, event_filter: EventFilter, query: Query, words: Words
) -> Narrowed:
    """The same without the counts, which `counted` makes up for."""
    if event_filter.is_empty:
        counts = all_facet_counts(event_filter, query, snapshot, words.hits)  # how long lists are
        return Narrowed(event_filter, None, counts, words)
    return Narrowed(event_filter, evaluate(event_filter, query, snapshot, words.hits), None, words)


def searched(story: StoryFile, snapshot: StorySnapshot, event_filter: EventFilter, query: Query) -> Narrowed:
    """The whole answer at once, for a story of few events."""
    narrowed = narrow(snapshot, event_filter, query, words_by_full_text(story, query, event_filter.query))
    return completed(story, snapshot, narrowed, query)


def passing(
    snapshot: StorySnapshot | None, mask: RowSet | None, event_filter: EventFilter, style: DateStyle
) -> Passing:
    """What passes a filter: of the columns `mask`; of the edits beside them what is found here, at once."""
    if snapshot is None or snapshot.pending is None or event_filter.is_empty:
        return Passing(snapshot, mask, None, event_filter)
    query = parse_query(event_filter.query, today=clock.today(), style=style)
    return Passing(snapshot, mask, edits_passing(event_filter, query, snapshot), event_filter)


def counted(snapshot: StorySnapshot, narrowed: Narrowed, query: Query) -> Mapping[FacetKind, Int64]:
    """The counts that were left for later."""
    return all_facet_counts(narrowed.filter, query, snapshot, narrowed.words.hits)


def unfiltered(snapshot: StorySnapshot) -> Narrowed:
    """The answer to the empty filter."""
    return narrow(snapshot, EventFilter(), Query(), Words(""))


# Words ---------------------------------------------------------------------------------------------------


def cost(
    snapshot: StorySnapshot,
    event_filter: EventFilter,
    query: Query,
    event_words: EventWords | None,
    lanes: str = NO_LANES,
) -> int:
    """How many rows an answer has to look at, about, and parting it into lanes."""
    values = list(snapshot.facets.get(FacetKind(lanes), ())) if lanes != NO_LANES else []
    values += [
        value
        for ticks in (event_filter.include, event_filter.exclude)
        for kind, keys in ticks.items()
        for value in snapshot.facets.get(kind, ())
        if value.key in keys
    ]
    looked_at = 0
    if event_words is not None:
        for term in filter(event_words.answers, query.terms):
            looked_at += event_words.cost(term)
            values += values_meant(snapshot, term)
    for condition in (clause.condition for group in query.groups for clause in group):
        if isinstance(condition, NameTerm):
            values += values_meant(snapshot, condition)
    return looked_at + sum(cost_of_value(snapshot, value) for value in values)


def words_at_hand(snapshot: StorySnapshot, query: Query, text: str, event_words: EventWords) -> Words | None:
    """What memory knows of a query's words, by events' own words and tags; None where it cannot tell."""
    if event_words.columns is not snapshot.columns or not all(map(event_words.answers, query.terms)):
        return None
    hits: dict[Term, RowSet] = {}
    for term in query.terms:
        hits[term] = event_words.rows(term)
        if tags := values_meant(snapshot, term):
            hits[term] |= rows_of_values(snapshot, tags)
    return Words(text, hits, lacks_passages=True, lacks_articles=True)


def words_by_full_text(story: StoryFile, query: Query, text: str) -> Words:
    """What the file's full text knows of them; articles are still to be asked."""
    from timeline_app.store.search import matching_ids

    return Words(text, matching_ids(story, query.terms), lacks_articles=True)


def completed(story: StoryFile, snapshot: StorySnapshot, narrowed: Narrowed, query: Query) -> Narrowed:
    """The answer with what passages and articles add; `mask` is the same object where they add no event."""
    from timeline_app.store.search import article_hits, matching_ids

    words, columns = narrowed.words, snapshot.columns
    hits: dict[Term, Int64 | RowSet] = dict(words.hits)
    added = False
    if words.lacks_passages:
        for term, ids in matching_ids(story, query.terms, among=("passage",)).items():
            known, found = hit_rows(columns, hits[term]), hit_rows(columns, ids)
            if (found - known).count:
                hits[term], added = known | found, True
    listed = tuple(article_hits(story, query, ARTICLE_HITS)) if words.lacks_articles else words.article_hits
    words = Words(words.query, hits, listed)
    if not added:
        return replace(narrowed, words=words)
    return narrow_uncounted(snapshot, narrowed.filter, query, words)
