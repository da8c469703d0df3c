"""A story's snapshot, read from its file in one go: columns, categories, facets, articles; no texts.

SQL hands over plain whole numbers; numpy does the counting and grouping, a tenth of the time it takes in SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from timeline_app.core.column_set import ColumnSet, patched, recategorised
from timeline_app.core.columns import (
    OPEN_END_S,
    OPEN_START_S,
    STATUS_SHIFT,
    EventColumns,
    Flag,
    Int64,
    Precision,
    build_columns,
)
from timeline_app.core.event import ArticleHead, Category, Status, TagKind
from timeline_app.core.memberships import Memberships, Rows, memberships, of_places
from timeline_app.core.snapshot import FacetKind, FacetValue, Period, StorySnapshot
from timeline_app.store import column_cache
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import revision_of
from timeline_app.store.reading import article_heads, categories, int_of, settings_of, text_of
from timeline_app.store.worked_out import bounds_rows, story_zone

_EVENT_SQL = f"""
    SELECT id,
           CAST(coalesce(earliest_start_s, {OPEN_START_S}) AS INTEGER),
           CAST(coalesce(latest_start_s, {OPEN_START_S}) AS INTEGER),
           CAST(coalesce(earliest_end_s, {OPEN_END_S}) AS INTEGER),
           CAST(coalesce(latest_end_s, {OPEN_END_S}) AS INTEGER),
           CAST(coalesce(precision, 0) AS INTEGER), CAST(coalesce(flags, 0) AS INTEGER),
           CAST(coalesce(category_id, -1) AS INTEGER), CAST(coalesce(status, 0) AS INTEGER),
           CAST(coalesce(importance, 0) AS INTEGER), CAST(coalesce(derived, 0) AS INTEGER),
           CAST(coalesce(hand_order, 0) AS INTEGER), search_text IS NULL
    FROM event
"""
#: How many numbers of an event that reads, in that order; the last says that the others must be worked out.
EVENT_WIDTH = 13
#: The bits that `EventColumns.priority` gives to articles and to passages.
_COUNT_BITS = 7
_COUNT_MAX = 2**_COUNT_BITS - 1
_NO_ROWS: Rows = np.empty(0, np.int32)


def load_snapshot(story: StoryFile) -> StorySnapshot:
    """Everything of a story but its texts, as it stands at one moment."""
    with reading(story) as connection:
        categories_ = categories(connection)
        given = cached_columns(connection, categories_)
        if given is None:
            given = columns_from_rows(connection, categories_)
        return snapshot_around(connection, given, categories_)


def updated_snapshot(story: StoryFile, before: StorySnapshot, changed_ids: Int64) -> StorySnapshot:
    """The snapshot of now, from one of before and the ids of all events that have changed since.

    Costs a copy of the columns, not their sorting. Events whose tags or passages have changed are changed.
    """
    with reading(story) as connection:
        categories_ = categories(connection)
        if before.groups is None:
            given = columns_from_rows(connection, categories_)
        else:
            base = recategorised(before.groups, ids_of(categories_))
            given = patched(base, columns_from_rows(connection, categories_, changed_ids), changed_ids)
        return snapshot_around(connection, given, categories_)


def keep_columns(story: StoryFile) -> bool:
    """See that a large story has a column cache; False where it is too small, or cannot be written."""
    if story.read_only or not story.trusted:
        return False
    with reading(story) as connection:
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
        if count < column_cache.CACHED_FROM:
            return False
        categories_ = categories(connection)
        if cached_columns(connection, categories_) is not None:
            return True
        made = columns_from_rows(connection, categories_)
    column_cache.write_cache(story, made)
    return True


def keep_columns_of(story: StoryFile, events: Int64, tag_pairs: Int64) -> bool:
    """The same from the numbers of all events, as an import has them at hand; within its transaction.

    `events` (n, EVENT_WIDTH) are what the table would tell of them, none to be worked out; `tag_pairs` (k, 2)
    event and tag ids. There is no passage.
    """
    if len(events) < column_cache.CACHED_FROM or not story.trusted:
        return False
    categories_ = categories(story.conn)
    no_passages = np.empty((0, 2), np.int64)
    column_cache.write_cache(story, _column_set(events, tag_pairs, no_passages, categories_))
    return True


def cached_columns(connection: sqlite3.Connection, categories_: Sequence[Category]) -> ColumnSet | None:
    """The columns from the cache, with what has changed since put in; None where the rows must be read."""
    base = column_cache.read_cache(connection)
    if base is None:
        return None
    changed = np.union1d(column_cache.changed_since(connection, 0), stale_ids(connection))
    if len(changed) > column_cache.MOST_CHANGED:
        return None
    given = base = recategorised(base, ids_of(categories_))
    if len(changed):
        given = patched(base, columns_from_rows(connection, categories_, changed), changed)
    (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return given if len(given.columns) == count else None


def stale_ids(connection: sqlite3.Connection) -> Int64:
    """The events that another tool has changed and this program has not yet worked out anew, ascending."""
    rows = connection.execute("SELECT id FROM event WHERE search_text IS NULL ORDER BY id").fetchall()
    return np.array([row[0] for row in rows], np.int64)


def ids_of(categories_: Sequence[Category]) -> Int64:
    """The ids that the columns' `category` counts through."""
    return np.array([category.id for category in categories_], np.int64)


def columns_from_rows(
    connection: sqlite3.Connection, categories_: Sequence[Category], ids: Int64 | None = None
) -> ColumnSet:
    """Columns and groups of all events, or of some ids (those that are there), read from their rows."""
    events = passage_of = tag_of = ""
    if ids is not None:  # whole numbers, so that nothing foreign can be among them
        among = f"IN ({', '.join(str(event_id) for event_id in ids.tolist())})"
        events, passage_of, tag_of = f" WHERE id {among}", *2 * (f" WHERE event_id {among}",)
    table = _numbers(connection, _EVENT_SQL + events, EVENT_WIDTH)
    _work_out_stale(connection, table)
    passages = _numbers(
        connection,
        "SELECT CAST(coalesce(event_id, 0) AS INTEGER), CAST(coalesce(article_id, 0) AS INTEGER)"
        f" FROM passage JOIN article_version ON article_version.id = version_id{passage_of}",
        2,
    )
    tag_pairs = _numbers(
        connection,
        "SELECT CAST(coalesce(event_id, 0) AS INTEGER), CAST(coalesce(tag_id, 0) AS INTEGER)"
        f" FROM event_tag{tag_of}",
        2,
    )
    return _column_set(table, tag_pairs, passages, categories_)


def _column_set(
    table: Int64, tag_pairs: Int64, passages: Int64, categories_: Sequence[Category]
) -> ColumnSet:
    columns = _columns(table, passages, categories_)
    by_hand = np.flatnonzero(table[:, 11])
    hand_row = columns.rows_of(table[by_hand, 0])
    order = np.argsort(hand_row, kind="stable")
    return ColumnSet(
        columns,
        ids_of(categories_),
        hand_row[order],
        table[by_hand[order], 11],
        _grouped_rows(columns, tag_pairs),
        _grouped_rows(columns, passages),
        of_places(columns.category, len(categories_)),
    )


def snapshot_around(
    connection: sqlite3.Connection, given: ColumnSet, categories_: Sequence[Category]
) -> StorySnapshot:
    """The snapshot around columns and groups: names and all that is small."""
    articles = article_heads(connection)
    return StorySnapshot(
        settings=settings_of(connection),
        columns=given.columns,
        categories=tuple(categories_),
        articles=articles,
        facets={
            FacetKind.CATEGORY: _category_values(given, categories_),
            **_tag_values(dict(given.tags.groups()), tags_by_name(connection)),
            FacetKind.SOURCE: source_values(dict(given.articles.groups()), articles),
        },
        periods=periods(connection),
        revision=revision_of(connection),
        groups=given,
        changes_seen=(seen := column_cache.changes_seen(connection)),
        noted=seen,
        cache_revision=column_cache.made_at(connection),
    )


def _numbers(connection: sqlite3.Connection, sql: str, width: int) -> Int64:
    """A query's rows of whole numbers, as an array (rows, width)."""
    cells = chain.from_iterable(connection.execute(sql))
    return np.fromiter(cells, dtype=np.int64).reshape(-1, width)


def _work_out_stale(connection: sqlite3.Connection, table: Int64) -> None:
    """Fill in the bounds of events that another tool has changed and this program has not yet written."""
    stale = np.flatnonzero(table[:, 12])
    if not len(stale):
        return
    ids = table[stale, 0].tolist()
    dates = [
        text_of(connection.execute("SELECT edtf FROM event WHERE id = ?", (event_id,)).fetchone()[0])
        for event_id in ids
    ]
    rows, _ = bounds_rows(dates, story_zone(connection))
    opens = (OPEN_START_S, OPEN_START_S, OPEN_END_S, OPEN_END_S)
    for place, row in zip(stale.tolist(), rows, strict=True):
        seconds = [end if value is None else value for value, end in zip(row[:4], opens, strict=True)]
        table[place, 1:7] = (*seconds, row[4], row[5])


def _columns(table: Int64, passages: Int64, categories_: Sequence[Category]) -> EventColumns:
    """The sorted columns; what a damaged file holds out of range is brought into it."""
    ids = table[:, 0]
    seconds = np.clip(table[:, 1:5], OPEN_START_S, OPEN_END_S)
    start_s, end_s = seconds[:, 0], np.maximum(seconds[:, 3], seconds[:, 0] + 1)
    latest_start_s = np.clip(seconds[:, 1], start_s, end_s)
    earliest_end_s = np.clip(seconds[:, 2], start_s, end_s)
    precision = np.clip(table[:, 5], Precision.UNDATED, max(Precision)).astype(np.uint8)
    both_open = (start_s <= OPEN_START_S) & (end_s >= OPEN_END_S)
    precision[both_open] = Precision.UNDATED
    status = np.where((table[:, 8] >= 0) & (table[:, 8] <= max(Status)), table[:, 8], 0)
    flags = (table[:, 6] & ((1 << STATUS_SHIFT) - 1)) | (status << STATUS_SHIFT)
    flags = np.where(table[:, 10] != 0, flags | int(Flag.DERIVED), flags & ~int(Flag.DERIVED))
    places = {category.id: place for place, category in enumerate(categories_)}
    category_ids, inverse = np.unique(table[:, 7], return_inverse=True)
    place_of = np.array([places.get(category_id, -1) for category_id in category_ids.tolist()], np.int16)
    return build_columns(
        id=ids,
        start_s=start_s,
        latest_start_s=latest_start_s,
        earliest_end_s=earliest_end_s,
        end_s=end_s,
        precision=precision,
        flags=flags.astype(np.uint16),
        category=place_of[inverse] if len(ids) else np.empty(0, np.int16),
        priority=_priority(ids, np.clip(table[:, 9], 0, 3), passages),
        hand_order=table[:, 11],
    )


def _priority(ids: Int64, importance: Int64, passages: Int64) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    """Importance (2 bits), articles (7), passages (7) of each event, in one number."""
    passage_count = _count_of(ids, passages[:, 0])
    article_count = _count_of(ids, np.unique(passages, axis=0)[:, 0])
    bits = (importance << (2 * _COUNT_BITS)) | (article_count << _COUNT_BITS) | passage_count
    return bits.astype(np.uint16)


def _count_of(ids: Int64, found: Int64) -> Int64:
    """How often each of `ids` is in `found`, at most `_COUNT_MAX`."""
    sorted_found = np.sort(found)
    count = np.searchsorted(sorted_found, ids, "right") - np.searchsorted(sorted_found, ids, "left")
    capped: Int64 = np.minimum(count, _COUNT_MAX).astype(np.int64)
    return capped


def _category_values(given: ColumnSet, categories_: Sequence[Category]) -> tuple[FacetValue, ...]:
    rows = dict(given.categories.groups())
    return tuple(
        FacetValue(FacetKind.CATEGORY, str(category.id), category.name, rows.get(place, _NO_ROWS), place)
        for place, category in enumerate(categories_)
    )


def tags_by_name(connection: sqlite3.Connection) -> list[tuple[FacetKind, str, str]]:
    """The facet, key and name of every tag, by name."""
    known = {kind.value for kind in TagKind}
    tags = connection.execute("SELECT id, kind, name FROM tag ORDER BY id").fetchall()
    return [
        (FacetKind(str(kind)) if str(kind) in known else FacetKind.TOPIC, str(tag_id), text_of(name))
        for tag_id, kind, name in sorted(tags, key=lambda tag: text_of(tag[2]).casefold())
    ]


def _tag_values(
    rows_of: Mapping[int, Rows], tags: Sequence[tuple[FacetKind, str, str]]
) -> Mapping[FacetKind, tuple[FacetValue, ...]]:
    """The tags that events bear, by kind and name."""
    values: dict[FacetKind, list[FacetValue]] = {FacetKind(kind.value): [] for kind in TagKind}
    for facet, key, name in tags:
        rows = rows_of.get(int(key))
        if rows is not None:
            values[facet].append(FacetValue(facet, key, name, rows))
    return {facet: tuple(found) for facet, found in values.items()}


def source_values(rows_of: Mapping[int, Rows], articles: Sequence[ArticleHead]) -> tuple[FacetValue, ...]:
    """The sources of events' passages: publishers, or titles where there is none."""
    by_source: dict[str, list[Rows]] = {}
    for article in articles:
        rows = rows_of.get(article.id)
        if rows is not None:
            by_source.setdefault(article.source, []).append(rows)
    return tuple(
        FacetValue(
            FacetKind.SOURCE, name, name, parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
        )
        for name, parts in sorted(by_source.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    )


def _grouped_rows(columns: EventColumns, pairs: Int64) -> Memberships:
    """(event id, group) pairs → the rows of each group."""
    rows = columns.rows_of(pairs[:, 0])
    here = rows >= 0
    return memberships(pairs[here, 1], rows[here])


def periods(connection: sqlite3.Connection) -> tuple[Period, ...]:
    """The periods that bear a date, in the order of their beginnings."""
    found = connection.execute("SELECT id, name, edtf, colour FROM period ORDER BY id").fetchall()
    bounds, _ = bounds_rows([text_of(row[2]) for row in found], story_zone(connection))
    periods = [
        Period(
            int_of(row[0]),
            text_of(row[1]),
            OPEN_START_S if seconds[0] is None else seconds[0],
            OPEN_END_S if seconds[3] is None else seconds[3],
            text_of(row[3]),
        )
        for row, seconds in zip(found, bounds, strict=True)
        if seconds[4] != Precision.UNDATED
    ]
    return tuple(sorted(periods, key=lambda period: (period.start_s, period.id)))
