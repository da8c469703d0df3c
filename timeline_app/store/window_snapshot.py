"""The snapshot of a window: the columns of a large story as they were read, what has changed since beside.

One event more costs a look at that event: nothing of ten million is read, copied or sorted. Small stories are
read whole; so is what this module cannot tell exactly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from timeline_app.core.column_set import ColumnSet, recategorised
from timeline_app.core.columns import Int64
from timeline_app.core.event import ArticleHead, Category
from timeline_app.core.memberships import Rows
from timeline_app.core.pending import pending_edits
from timeline_app.core.snapshot import FacetKind, FacetRows, FacetValue, StorySnapshot
from timeline_app.store import column_cache
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import revision_of
from timeline_app.store.reading import article_heads, categories, settings_of, text_of
from timeline_app.store.snapshot import (
    columns_from_rows,
    ids_of,
    load_snapshot,
    periods,
    snapshot_around,
    source_values,
    stale_ids,
    tags_by_name,
    updated_snapshot,
)

#: So many changed events at most stand beside the columns; more are put into them.
MOST_PENDING = 2_000
_TAG_KINDS = (FacetKind.TOPIC, FacetKind.PERSON, FacetKind.ORGANISATION, FacetKind.PLACE)
_NO_ROWS: Rows = np.empty(0, np.int32)

Facets = Mapping[FacetKind, tuple[FacetValue, ...]]


def window_snapshot(story: StoryFile, before: StorySnapshot | None = None) -> StorySnapshot:
    """The snapshot of now; from the columns of `before`, or of the cache, with what has changed pending."""
    with reading(story) as connection:
        if before is None:
            base, changed = _cached_base(connection), column_cache.changed_since(connection, 0)
        else:
            base, changed = before, column_cache.changed_since(connection, before.changes_seen)
        if base is None or not _told_all(connection, base):
            return load_snapshot(story)
        changed = np.union1d(changed, stale_ids(connection))
        if len(changed) > MOST_PENDING:
            return load_snapshot(story) if before is None else updated_snapshot(story, before, changed)
        found = _with_pending(connection, base, changed)
        return load_snapshot(story) if found is None else found


def merged_snapshot(story: StoryFile, before: StorySnapshot) -> StorySnapshot:
    """The snapshot of now with nothing pending."""
    with reading(story) as connection:
        if not _told_all(connection, before):
            return load_snapshot(story)
        changed = column_cache.changed_since(connection, before.changes_seen)
        return updated_snapshot(story, before, np.union1d(changed, stale_ids(connection)))


def is_whole(story: StoryFile, snapshot: StorySnapshot) -> bool:
    """Whether there are as many events as the snapshot has; takes a tenth of a second for ten million."""
    with reading(story) as connection:
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
        return int(count) == len(snapshot) or revision_of(connection) != snapshot.revision


def _told_all(connection: sqlite3.Connection, base: StorySnapshot) -> bool:
    """Whether the file has noted every change since the columns of `base` were taken."""
    made_at = column_cache.made_at(connection)
    return base.groups is not None and made_at is not None and made_at == base.cache_revision


def _cached_base(connection: sqlite3.Connection) -> StorySnapshot | None:
    """The columns of the cache, as they were when it was made."""
    given = column_cache.read_cache(connection)
    if given is None:
        return None
    there_are = categories(connection)
    base = snapshot_around(connection, recategorised(given, ids_of(there_are)), there_are)
    return replace(base, changes_seen=0)


def _with_pending(
    connection: sqlite3.Connection, base: StorySnapshot, changed: Int64
) -> StorySnapshot | None:
    """The snapshot of now around the columns of `base`; None where they count other categories."""
    groups, there_are = base.groups, tuple(categories(connection))
    if groups is None or not np.array_equal(
        groups.category_ids, ids_of(there_are)[: len(groups.category_ids)]
    ):
        return None
    articles = article_heads(connection)
    coming = columns_from_rows(connection, there_are, changed)
    facets = _renamed(connection, base, coming, there_are, articles)
    fresh = column_cache.changed_since(connection, base.noted)
    shell = replace(
        base,
        noted=column_cache.changes_seen(connection),
        settings=settings_of(connection),
        categories=there_are,
        articles=articles,
        facets=facets,
        periods=periods(connection),
        revision=revision_of(connection),
        pending=None,
    )
    if not len(changed):
        return shell
    now = replace(
        shell, columns=coming.columns, facets=_facets_of(facets, coming, there_are, articles), groups=coming
    )
    texts = _texts_of(connection, changed)
    return replace(shell, pending=pending_edits(shell, now, changed, fresh, texts, base.pending))


def _texts_of(connection: sqlite3.Connection, ids: Int64) -> Mapping[int, Sequence[str]]:
    """What of each event is searched: its own texts, its passages' quotes, the names of its tags."""
    among = f"IN ({', '.join(str(event_id) for event_id in ids.tolist())})"
    texts: dict[int, list[str]] = {}
    for event_id, *fields in chain(
        connection.execute(f"SELECT id, title, note, as_written FROM event WHERE id {among}"),
        connection.execute(f"SELECT event_id, quote FROM passage WHERE event_id {among}"),
        connection.execute(
            f"SELECT event_id, name FROM event_tag JOIN tag ON tag.id = tag_id WHERE event_id {among}"
        ),
    ):
        texts.setdefault(int(event_id), []).extend(map(text_of, fields))
    return texts


def _renamed(
    connection: sqlite3.Connection,
    base: StorySnapshot,
    coming: ColumnSet,
    there_are: tuple[Category, ...],
    articles: tuple[ArticleHead, ...],
) -> Facets:
    """The facets of the columns as they are called now, with values that no row of theirs bears yet.

    A facet in which nothing has another name or is new stays the very object it was.
    """
    made: dict[FacetKind, list[FacetValue]] = {kind: [] for kind in FacetKind}
    rows_of = {value.key: value.rows for value in base.facets.get(FacetKind.CATEGORY, ())}
    for place, category in enumerate(there_are):
        key = str(category.id)
        rows = rows_of.get(key, _NO_ROWS)
        made[FacetKind.CATEGORY].append(FacetValue(FacetKind.CATEGORY, key, category.name, rows, place))
    rows_of = {value.key: value.rows for kind in _TAG_KINDS for value in base.facets.get(kind, ())}
    borne = {str(tag_id) for tag_id in coming.tags.key.tolist()}
    for kind, key, name in tags_by_name(connection):
        if key in rows_of or key in borne:
            made[kind].append(FacetValue(kind, key, name, rows_of.get(key, _NO_ROWS)))
    made[FacetKind.SOURCE] = list(base.facets.get(FacetKind.SOURCE, ()))
    if articles != base.articles and base.groups is not None:
        rows_by_article = dict.fromkeys(coming.articles.key.tolist(), _NO_ROWS)
        made[FacetKind.SOURCE] = list(
            source_values({**rows_by_article, **dict(base.groups.articles.groups())}, articles)
        )
    return {kind: _same_if_same(base.facets.get(kind, ()), values) for kind, values in made.items()}


def _same_if_same(before: tuple[FacetValue, ...], values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """The values of before where the new ones say the same."""
    if len(before) == len(values) and all(
        (one.key, one.name, one.category) == (other.key, other.name, other.category)
        and one.rows is other.rows
        for one, other in zip(before, values, strict=True)
    ):
        return before
    return tuple(values)


def _facets_of(
    facets: Facets, coming: ColumnSet, there_are: tuple[Category, ...], articles: tuple[ArticleHead, ...]
) -> Facets:
    """The same values, in the same order, with the rows of the coming events alone."""
    of_tags: dict[str, FacetRows] = {str(key): rows for key, rows in coming.tags.groups()}
    of_categories: dict[str, FacetRows] = {
        str(there_are[place].id): rows for place, rows in coming.categories.groups()
    }
    of_sources = {value.key: value.rows for value in source_values(dict(coming.articles.groups()), articles)}
    rows_of: dict[FacetKind, Mapping[str, FacetRows]]
    rows_of = {FacetKind.CATEGORY: of_categories, FacetKind.SOURCE: of_sources}
    return {
        kind: tuple(
            replace(value, rows=rows_of.get(kind, of_tags).get(value.key, _NO_ROWS)) for value in values
        )
        for kind, values in facets.items()
    }
