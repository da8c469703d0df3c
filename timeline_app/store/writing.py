"""Putting a story's content into its file: many rows in one transaction; edits of one row are `history`'s.

Rows are written by raw `executemany` (sqlite-utils' `insert_all` is three times slower and would commit every
100 rows), with their worked-out columns already filled in.
"""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import islice

from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import StorySettings, Symbol, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    StoryContent,
    TagRecord,
)
from timeline_app.store.bulk import adding
from timeline_app.store.database import StoryFile
from timeline_app.store.history import Step, step
from timeline_app.store.rows import check_quote
from timeline_app.store.worked_out import bounds_rows, search_text, story_zone

#: Called with (events written, events in all) now and then; what it raises cancels the whole addition.
Progress = Callable[[int, int], None]

_BATCH_ROWS = 5_000
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Added:
    """What `add_story_content` put into a story.

    - `event_ids`: the ids of the new events, in the order of the records;
    - `versions`: each article's key → the id of its version, new or known already;
    - `new_articles`: how many of them are new;
    - `known_events`: how many records were left out, because an event of their `uid` is in the story.
    """

    event_ids: range
    versions: Mapping[str, int]
    new_articles: int
    known_events: int


@dataclass(frozen=True, slots=True)
class _StoredArticle:
    """An article's version in the file, with the text its passages must be found in."""

    version_id: int
    text: str


def add_story_content(
    story: StoryFile, content: StoryContent, *, label: str = "", progress: Progress | None = None
) -> Added:
    """Add a story's content in one transaction: all of it, or, where anything is wrong, nothing.

    `label` names the undoable step ("import of deepwater.time"); empty, it is none. Categories, tags and
    articles (same title and text) that are in the story already are used again. Raises TimelineError that
    names the event where a date cannot be read or a passage's quote is not what stands in the article.
    """
    with step(story, label) as action:
        if content.settings is not None:
            _write_settings(action, content.settings)
        categories = _add_categories(action, content)
        articles, new_articles = _add_articles(action, content.articles)
        _add_periods(action, content.periods)
        records = _unknown(action.conn, content.events)
        event_ids = _add_events(action, records, categories, progress)
        _add_tags(action, records, event_ids)
        _add_passages(action, records, event_ids, articles)
        _add_links(action, records, event_ids)
    versions = {key: article.version_id for key, article in articles.items()}
    return Added(event_ids, versions, new_articles, len(content.events) - len(records))


def set_setting(story: StoryFile, name: str, value: str | bool | Sequence[str], *, label: str = "") -> None:
    """Keep one of the story's own settings, a field of StorySettings; `label` makes it an undoable step."""
    if name not in {field.name for field in fields(StorySettings)}:
        raise ValueError(f"a story has no setting {name}")
    with step(story, label) as action:
        _write_setting(action, name, value)


def set_settings(story: StoryFile, settings: StorySettings, *, label: str = "") -> None:
    """Keep all of the story's own settings in one transaction; `label` makes it an undoable step."""
    with step(story, label) as action:
        _write_settings(action, settings)


def _write_settings(action: Step, settings: StorySettings) -> None:
    for field in fields(settings):
        _write_setting(action, field.name, getattr(settings, field.name))


def _write_setting(action: Step, name: str, value: str | bool | Sequence[str]) -> None:
    if isinstance(value, str):
        value = _clean(value)
    elif not isinstance(value, bool):
        value = [_clean(item) for item in value]
    text = json.dumps(value, ensure_ascii=False)
    row = action.conn.execute("SELECT id FROM setting WHERE key = ?", (name,)).fetchone()
    if row is None:
        action.insert("setting", {"key": name, "value": text})
    else:
        action.update("setting", int(row[0]), {"value": text})


def _clean(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates, one for one, as U+FFFD, so that offsets stay."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    """The id that AUTOINCREMENT would give next."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (int(row[0]) if row else 0) + 1


def _insert_all(
    action: Step, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]], row_count: int
) -> Iterator[int]:
    """Insert about `row_count` rows with ids counted from the next one, as one logged range.

    Yields after each batch how many are written.
    """
    first = written = _next_id(action.conn, table)
    sql = f"INSERT INTO {table}(id, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
    source = iter(rows)
    with adding(action.conn, table, first, row_count):
        while batch := [(written + place, *row) for place, row in enumerate(islice(source, _BATCH_ROWS))]:
            action.conn.executemany(sql, batch)
            written += len(batch)
            yield written - first
    action.added(table, first, written - 1)


def _insert_many(
    action: Step, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]], row_count: int
) -> range:
    """Insert about `row_count` rows and return their ids."""
    first = _next_id(action.conn, table)
    count = 0
    for count in _insert_all(action, table, columns, rows, row_count):  # noqa: B007 - the last count is the one
        pass
    return range(first, first + count)


def _add_categories(action: Step, content: StoryContent) -> dict[str, int]:
    """Name → id of every category that the story and the content hold between them."""
    known = {str(name): int(row_id) for row_id, name in action.conn.execute("SELECT id, name FROM category")}
    used = {int(row[0]) for row in action.conn.execute("SELECT CAST(colour AS INTEGER) FROM category")}
    used |= {record.colour for record in content.categories if record.colour >= 0}
    records = {record.name: record for record in content.categories}
    for event in content.events:
        if event.category and event.category not in records:
            records[event.category] = CategoryRecord(event.category)
    rows = []
    for record in records.values():
        name = _clean(record.name)
        if name in known:
            continue
        colour = record.colour
        if colour < 0:
            colour = next(index for index in range(len(used) + 1) if index not in used)
            used.add(colour)
        symbol = record.symbol if record.symbol is not None else Symbol(colour % len(Symbol))
        rows.append((name, colour, record.own_colour, int(symbol), len(known)))
        known[name] = -1
    ids = _insert_many(
        action, "category", ("name", "colour", "own_colour", "symbol", "position"), rows, len(rows)
    )
    known.update({str(row[0]): row_id for row, row_id in zip(rows, ids, strict=True)})
    return known


def _add_articles(action: Step, records: Sequence[ArticleRecord]) -> tuple[dict[str, _StoredArticle], int]:
    """Each article's key → its version; an article of the same title and text is taken for the same."""
    added = datetime.now(UTC).isoformat(timespec="seconds")
    stored: dict[str, _StoredArticle] = {}
    new = 0
    for record in records:
        title, text = _clean(record.title), _clean(record.text)
        row = action.conn.execute(
            "SELECT article_version.id FROM article JOIN article_version ON article_id = article.id"
            " WHERE title = ? AND text = ?",
            (title, text),
        ).fetchone()
        if row is not None:
            stored[record.key] = _StoredArticle(int(row[0]), text)
            continue
        _check_date(record.published, f"the publication date of “{title}”")
        columns = ("author", "publisher", "published", "url", "archive_url", "language")
        values = {column: _clean(getattr(record, column)) for column in columns}
        article_id = action.insert(
            "article", {"uid": str(uuid.uuid4()), "title": title, **values, "added": added}
        )
        version_id = action.insert(
            "article_version", {"article_id": article_id, "number": 1, "text": text, "added": added}
        )
        stored[record.key] = _StoredArticle(version_id, text)
        new += 1
    return stored, new


def _check_date(edtf: str, what: str) -> None:
    """Raise TimelineError naming `what` where `edtf` is no date."""
    try:
        bounds(edtf)
    except TimelineError as error:
        raise TimelineError(f"The date of {what} cannot be read: {error}") from error


def _add_periods(action: Step, records: Sequence[PeriodRecord]) -> None:
    known = set(action.conn.execute("SELECT name, edtf FROM period").fetchall())
    for record in records:
        _check_date(record.edtf, f"the period “{record.name}”")
    rows = [
        (str(uuid.uuid4()), _clean(record.name), record.edtf, _clean(record.colour))
        for record in records
        if (record.name, record.edtf) not in known
    ]
    _insert_many(action, "period", ("uid", "name", "edtf", "colour"), rows, len(rows))


def _unknown(connection: sqlite3.Connection, records: Sequence[EventRecord]) -> list[EventRecord]:
    """The records whose `uid` no event of the story, and none before them, has."""
    if not any(record.uid for record in records):
        return list(records)
    seen = {str(row[0]) for row in connection.execute("SELECT uid FROM event")}
    unknown = []
    for record in records:
        if not record.uid:
            unknown.append(record)
        elif record.uid not in seen:
            seen.add(record.uid)
            unknown.append(record)
    return unknown


_EVENT_COLUMNS = (
    *("uid", "edtf", "category_id", "status", "importance", "derived", "title", "as_written", "note"),
    *("reason", "origin", "origin_key", "extra", "search_text"),
    *("earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s", "precision", "flags"),
)


def _add_events(
    action: Step,
    records: Sequence[EventRecord],
    categories: Mapping[str, int],
    progress: Progress | None,
) -> range:
    first = _next_id(action.conn, "event")
    rows = _event_rows(action, records, categories)
    for written in _insert_all(action, "event", _EVENT_COLUMNS, rows, len(records)):
        if progress is not None:
            progress(written, len(records))
    return range(first, first + len(records))


def _event_rows(
    action: Step, records: Sequence[EventRecord], categories: Mapping[str, int]
) -> Iterator[tuple[object, ...]]:
    zone = story_zone(action.conn)
    for start in range(0, len(records), _BATCH_ROWS):
        batch = records[start : start + _BATCH_ROWS]
        seconds, refused = bounds_rows([record.edtf for record in batch], zone)
        for place in refused:
            _check_date(batch[place].edtf, f"“{batch[place].title}”")
            raise TimelineError(f"The date of “{batch[place].title}” cannot be read: {batch[place].edtf}")
        for record, bounds_row in zip(batch, seconds, strict=True):
            yield (*_event_row(record, categories), *bounds_row)


def _event_row(record: EventRecord, categories: Mapping[str, int]) -> tuple[object, ...]:
    title, note, as_written = _clean(record.title), _clean(record.note), _clean(record.as_written)
    return (
        _clean(record.uid) or str(uuid.uuid4()),
        record.edtf,
        categories[_clean(record.category)] if record.category else None,
        int(record.status),
        min(max(int(record.importance), 0), 3),
        int(record.derived),
        title,
        as_written,
        note,
        _clean(record.reason),
        _clean(record.origin),
        _clean(record.origin_key),
        _clean(json.dumps(dict(record.extra), ensure_ascii=False)) if record.extra else "{}",
        search_text(title, note, as_written),
    )


def _add_tags(action: Step, records: Sequence[EventRecord], event_ids: range) -> None:
    rows = action.conn.execute("SELECT id, kind, name FROM tag")
    known = {(str(kind), str(name)): int(row_id) for row_id, kind, name in rows}
    wanted = dict.fromkeys(_tag_key(tag) for record in records for tag in record.tags)
    new = [key for key in wanted if key not in known]
    ids = _insert_many(
        action, "tag", ("kind", "name", "search_text"), ((*key, search_text(key[1])) for key in new), len(new)
    )
    known.update(zip(new, ids, strict=True))
    pairs = (
        (event_id, known[key])
        for event_id, record in zip(event_ids, records, strict=True)
        for key in dict.fromkeys(map(_tag_key, record.tags))
    )
    _insert_many(action, "event_tag", ("event_id", "tag_id"), pairs, 2 * len(records))


def _tag_key(tag: TagRecord) -> tuple[str, str]:
    return str(TagKind(tag.kind)), _clean(tag.name)


def _add_passages(
    action: Step,
    records: Sequence[EventRecord],
    event_ids: range,
    articles: Mapping[str, _StoredArticle],
) -> None:
    columns = ("event_id", "version_id", "position", "start_char", "end_char")
    count = sum(len(record.passages) for record in records)
    rows = (
        _passage_row(event_id, place, record, passage, articles)
        for event_id, record in zip(event_ids, records, strict=True)
        for place, passage in enumerate(record.passages)
    )
    _insert_many(action, "passage", (*columns, "quote", "page", "dated", "search_text"), rows, count)


def _passage_row(
    event_id: int,
    place: int,
    record: EventRecord,
    passage: PassageRecord,
    articles: Mapping[str, _StoredArticle],
) -> tuple[object, ...]:
    article = articles.get(passage.article)
    if article is None:
        raise TimelineError(f"“{record.title}” quotes an article “{passage.article}” that is not there.")
    quote = _clean(passage.quote)
    check_quote(article.text, passage.start, passage.end, quote, record.title)
    position = (event_id, article.version_id, place, passage.start, passage.end)
    return (*position, quote, _clean(passage.page), _clean(passage.dated), search_text(quote))


def _add_links(action: Step, records: Sequence[EventRecord], event_ids: range) -> None:
    rows = (
        (event_id, place, _clean(link.url), _clean(link.title))
        for event_id, record in zip(event_ids, records, strict=True)
        for place, link in enumerate(record.links)
    )
    _insert_many(action, "link", ("event_id", "position", "url", "title"), rows, len(records))
