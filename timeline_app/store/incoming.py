"""Records of any format → rows, as they come: chunk by chunk within one step, so that a million rows never
stand in memory, and a fault or a cancel leaves nothing.

An event the story has already, known by its `uid`, or by `origin` and `origin_key` (and then its title or its
date, because ids such as 1, 2, 3 are not one file's alone), is brought up to date, kept, or added once more,
as the caller says. Rows are written by raw `executemany` (sqlite-utils' `insert_all` is three times slower
and would commit every 100 rows), with their worked-out columns filled in; many rows, with triggers and
indexes dropped meanwhile and made again in the same transaction.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from timeline_app.core.clean_text import clean
from timeline_app.core.columns import Int64
from timeline_app.core.errors import TimelineError
from timeline_app.core.event_chunk import CHUNK_EVENTS, EventChunk, cells, chunk_of
from timeline_app.core.fold import search_text
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    Record,
    TagRecord,
    ViewRecord,
)
from timeline_app.core.report import Remarks
from timeline_app.store.bulk import adding, insert_flat, insert_rows, with_room, without_indexes
from timeline_app.store.database import StoryFile
from timeline_app.store.editing import picture_values
from timeline_app.store.full_text_aside import FullTextAside, indexed_aside
from timeline_app.store.history import Step, step
from timeline_app.store.incoming_rows import event_rows, numbers_of
from timeline_app.store.incoming_shared import SharedParts
from timeline_app.store.known_events import KnownEvents
from timeline_app.store.rows import check_quote

#: Called with the number of events taken so far, now and then; what it raises cancels it all.
Progress = Callable[[int], None]

#: Of more events than these the numbers for the columns are not held, but read from the rows.
_MOST_NUMBERS = 2_000_000
#: Into a story of more events, rows are added with its indexes in place: making them again would cost more.
_MOST_INDEXED_ANEW = 200_000

_PASSAGE_COLUMNS = (
    *("event_id", "version_id", "position", "start_char", "end_char", "quote", "page", "dated"),
    *("lost", "search_text"),
)
_PICTURE_COLUMNS = (
    *("event_id", "position", "name", "caption", "credit", "url", "media_type", "sha256", "bytes"),
)
#: Events wait for their chunk only while their pictures weigh less.
_MOST_WAITING_BYTES = 64 * 2**20


class Known(StrEnum):
    """What becomes of an event that the story has already."""

    UPDATE = "update"
    KEEP = "keep"
    ADD = "add"
    #: As KEEP, but known by `uid` alone: for content of this program's own.
    KEEP_SAME = "keep same"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was put into a story.

    - `event_ids`: the ids of the new events, in the order of their records;
    - `updated`, `known`: how many events were brought up to date, and how many were there already;
    - `versions`: each article's key → the id of its version, new or known already;
    - `new_articles`: how many of them are new; `new_periods`: how many periods are;
    - `numbers`: what the columns of all events are made of, for `snapshot.keep_columns_of`; None where there
      were others before, where they are too many, or where there are passages.
    """

    event_ids: range
    updated: int
    known: int
    versions: Mapping[str, int]
    new_articles: int
    new_periods: int = 0
    numbers: tuple[Int64, Int64] | None = None


def take_records(
    story: StoryFile,
    records: Iterable[Record],
    *,
    label: str = "",
    known: Known = Known.UPDATE,
    remarks: Remarks | None = None,
    progress: Progress | None = None,
    settings_win: bool = False,
    reserved_colours: frozenset[int] = frozenset(),
) -> Taken:
    """Put records into a story in one transaction: all of them, or, where anything is wrong, nothing.

    `label` names the undoable step; empty, it is none. Categories, tags and articles (same title and text)
    that are in the story already are used again. With `remarks`, a date that can't be read makes its event
    undated and is told; without, it raises TimelineError, as a passage's wrong quote always does. Settings
    among the records are kept where the story has none of its own, or all of them if `settings_win`. Colours
    that are reserved are given to no category that brings none.
    """
    with step(story, label) as action:
        return take_into(
            action,
            story,
            records,
            known=known,
            remarks=remarks,
            progress=progress,
            settings_win=settings_win,
            reserved_colours=reserved_colours,
        )


def take_into(
    action: Step,
    story: StoryFile,
    records: Iterable[Record | EventChunk],
    *,
    known: Known = Known.UPDATE,
    remarks: Remarks | None = None,
    progress: Progress | None = None,
    settings_win: bool = False,
    reserved_colours: frozenset[int] = frozenset(),
) -> Taken:
    """`take_records` as a part of an action, so that several files are one step.

    Events may also come in chunks, made for the story's zone.
    """
    with ExitStack() as bulk:
        incoming = _Incoming(story, action, bulk, known, remarks, settings_win, reserved_colours)
        for record in records:
            if isinstance(record, EventChunk):
                incoming.take_chunk(record)
            else:
                incoming.take(record)
                if len(incoming.waiting) < CHUNK_EVENTS and incoming.waiting_bytes < _MOST_WAITING_BYTES:
                    continue
                incoming.flush(more=True)
            if progress is not None:
                progress(incoming.seen)
        incoming.flush(more=False)
        incoming.finish()
        if progress is not None:
            progress(incoming.seen)
    return incoming.taken()


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    """The id that AUTOINCREMENT would give next."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (int(row[0]) if row else 0) + 1


class _Incoming:
    """The state of one import: what is known by name, what waits to be written, what was done."""

    def __init__(
        self,
        story: StoryFile,
        action: Step,
        bulk: ExitStack,
        known: Known,
        remarks: Remarks | None,
        settings_win: bool,
        reserved_colours: frozenset[int],
    ) -> None:
        self.waiting: list[EventRecord] = []
        self.waiting_bytes = 0
        self.seen = 0
        self._story = story
        self._action = action
        self._conn = action.conn
        self._bulk = bulk
        self._in_bulk = False
        self._full_text: FullTextAside | None = None
        self._remarks = remarks
        self._shared = SharedParts(action, settings_win=settings_win, reserved_colours=reserved_colours)
        self._first_event = self._next_event = _next_id(self._conn, "event")
        is_empty = self._conn.execute("SELECT 1 FROM event LIMIT 1").fetchone() is None
        self._numbers: list[tuple[Int64, Int64]] | None = [] if is_empty else None
        self._known = KnownEvents(
            story,
            action,
            update=known is Known.UPDATE,
            by_origin=known is not Known.KEEP_SAME,
            first_new=self._first_event,
            category_id=self._shared.category_id,
            tag_id=self._shared.tag_id,
        )
        self._add_all = known is Known.ADD
        # The uids of one import share a random head and count up: an index of random ones is built in random
        # order, which costs more than all else (measured at 1,000,000 rows).
        self._uid_head = str(uuid.uuid4())[:24]

    def take(self, record: Record) -> None:
        """Write what is small at once; let events wait for their chunk."""
        if isinstance(record, EventRecord):
            self.waiting.append(record)
            if record.pictures:
                self.waiting_bytes += sum(len(picture.content) for picture in record.pictures)
        elif isinstance(record, CategoryRecord):
            self._shared.category(record)
        elif isinstance(record, ArticleRecord):
            self._shared.article(record)
        elif isinstance(record, PeriodRecord):
            self._shared.period(record)
        elif isinstance(record, TagRecord):
            self._shared.tag_id(record)
        elif isinstance(record, ViewRecord):
            self._shared.views.append(record)
        else:
            self._shared.settings(record)

    def take_chunk(self, chunk: EventChunk) -> None:
        """Write a chunk, after what waits; as records where the story may know some of its events."""
        if self.waiting:
            self.flush(more=False)
        if self._known.all_new(chunk):
            self.seen += chunk.count
            self._make_ready(chunk.count)
            self._write(chunk)
        else:
            self.waiting.extend(chunk.records())
            self.flush(more=chunk.count >= CHUNK_EVENTS)

    def flush(self, *, more: bool) -> None:
        """Write the events that wait; `more` says that this may be the first of many chunks."""
        records, self.waiting, self.waiting_bytes = self.waiting, [], 0
        self.seen += len(records)
        versions = {key: article.version_id for key, article in self._shared.articles.items()}
        new = self._known.sort_out(records, versions, sees_uids_only=self._add_all)
        self._make_ready(CHUNK_EVENTS if more else 0)
        if not new:
            return
        ids = self._write(chunk_of(new, self._shared.zone, self._remarks))
        passages = (
            self._passage_row(event_id, place, record, passage)
            for event_id, record in zip(ids, new, strict=True)
            for place, passage in enumerate(record.passages)
        )
        if self._append("passage", _PASSAGE_COLUMNS, passages):
            self._numbers = None
        pictures = (
            (event_id, place, *picture_values(picture))
            for event_id, record in zip(ids, new, strict=True)
            for place, picture in enumerate(record.pictures)
        )
        self._append("picture", _PICTURE_COLUMNS, pictures)

    def _write(self, chunk: EventChunk) -> range:
        """Write new events with their tags and links; their ids."""
        first = self._next_event
        self._next_event += chunk.count
        categories = [self._shared.category_id(name) for name in chunk.categories]
        columns, values = event_rows(chunk, self._uid_head, first, categories)
        insert_flat(self._conn, "event", columns, values)
        self._action.added("event", first, self._next_event - 1)
        tags = self._tag(chunk, first)
        if self._next_event - self._first_event > _MOST_NUMBERS:
            self._numbers = None
        if self._numbers is not None:
            self._numbers.append((numbers_of(chunk, first, categories), tags))
        links = ((first + event, place, url, title) for event, place, url, title in chunk.links)
        self._append("link", ("event_id", "position", "url", "title"), links)
        if self._full_text is not None:
            self._full_text.add(first, cells(chunk.search_text, chunk.count))
        return range(first, self._next_event)

    def _tag(self, chunk: EventChunk, first_event: int) -> Int64:
        """Write the tags of new events; the ids of event and tag of each row, (k, 2)."""
        count = len(chunk.tag_event)
        tag_ids = np.array([self._shared.tag_id(tag) for tag in chunk.tags], np.int64)
        first = _next_id(self._conn, "event_tag")
        rows = np.empty((count, 3), np.int64)
        rows[:, 0] = np.arange(first, first + count)
        rows[:, 1] = chunk.tag_event
        rows[:, 1] += first_event
        rows[:, 2] = tag_ids[chunk.tag_place]
        insert_flat(self._conn, "event_tag", ("id", "event_id", "tag_id"), rows.reshape(-1).tolist())
        self._action.added("event_tag", first, first + count - 1)
        return rows[:, 1:]

    def finish(self) -> None:
        """Keep what had to wait for all events."""
        self._shared.finish()

    def _append(self, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> int:
        """Append rows with ids that follow the table's highest, as one logged range; how many there were."""
        first = _next_id(self._conn, table)
        numbered = ((row_id, *row) for row_id, row in enumerate(rows, first))
        count = insert_rows(self._conn, table, ("id", *columns), numbered)
        self._action.added(table, first, first + count - 1)
        return count

    def taken(self) -> Taken:
        """What was done."""
        return Taken(
            range(self._first_event, self._next_event),
            self._known.updated,
            self._known.known,
            {key: article.version_id for key, article in self._shared.articles.items()},
            self._shared.new_articles,
            self._shared.new_periods,
            None
            if not self._numbers
            else (
                np.concatenate([events for events, _ in self._numbers]),
                np.concatenate([tags for _, tags in self._numbers]),
            ),
        )

    def _make_ready(self, coming: int) -> None:
        """Get ready for many rows, once a whole chunk has come: more may follow."""
        if self._in_bulk or coming < CHUNK_EVENTS:
            return
        self._in_bulk = True
        self._bulk.enter_context(with_room(self._conn))
        present = int(self._conn.execute("SELECT count(*) FROM event").fetchone()[0])
        if not present:
            self._full_text = self._bulk.enter_context(indexed_aside(self._conn, "event"))
        many = 10 * CHUNK_EVENTS
        for table in ("event", "event_tag", "passage"):
            first = _next_id(self._conn, table)
            indexed = table != "event" or self._full_text is None
            self._bulk.enter_context(adding(self._conn, table, first, many, indexed=indexed))
        if present <= _MOST_INDEXED_ANEW and not self._known.looks_up_origins:
            tables = ("event", "event_tag", "passage", "link")
            self._bulk.enter_context(without_indexes(self._conn, tables))

    # -- events -------------------------------------------------------------------------------------------

    def _passage_row(
        self, event_id: int, place: int, record: EventRecord, passage: PassageRecord
    ) -> tuple[object, ...]:
        article = self._shared.articles.get(passage.article)
        if article is None:
            raise TimelineError(f"“{record.title}” quotes an article “{passage.article}” that is not there.")
        quote = clean(passage.quote)
        if not passage.lost:
            check_quote(article.text, passage.start, passage.end, quote, record.title)
        position = (event_id, article.version_id, place, passage.start, passage.end)
        words = (quote, clean(passage.page), clean(passage.dated))
        return (*position, *words, int(passage.lost), search_text(quote))
