"""Records of any format → rows, as they come: chunk by chunk within one step, so that a million rows never
stand in memory, and a fault or a cancel leaves nothing.

An event the story has already, known by its `uid`, or by `origin` and `origin_key` (and then its title or its
date, because ids such as 1, 2, 3 are not one file's alone), is brought up to date, kept, or added once more,
as the caller says. Rows are written by raw `executemany` (sqlite-utils' `insert_all` is three times slower
and would commit every 100 rows), with their worked-out columns filled in; many rows, with triggers and
indexes dropped meanwhile and made again in the same transaction.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline_app.core.clean_text import clean
from timeline_app.core.errors import TimelineError
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
from timeline_app.store.bulk import adding, with_room, without_indexes
from timeline_app.store.database import StoryFile
from timeline_app.store.editing import picture_values
from timeline_app.store.history import Step, step
from timeline_app.store.incoming_shared import SharedParts, check_date
from timeline_app.store.known_events import KnownEvents
from timeline_app.store.rows import check_quote
from timeline_app.store.worked_out import bounds_rows

#: Called with the number of events taken so far, now and then; what it raises cancels it all.
Progress = Callable[[int], None]

_BATCH_ROWS = 10_000
#: Into a story of more events, rows are added with its indexes in place: making them again would cost more.
_MOST_INDEXED_ANEW = 200_000

_EVENT_COLUMNS = (
    *("uid", "edtf", "category_id", "status", "importance", "derived", "title", "as_written", "note"),
    *("reason", "origin", "origin_key", "extra", "hand_order", "search_text"),
    *("earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s", "precision", "flags"),
)
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
    - `new_articles`: how many of them are new.
    """

    event_ids: range
    updated: int
    known: int
    versions: Mapping[str, int]
    new_articles: int


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
    records: Iterable[Record],
    *,
    known: Known = Known.UPDATE,
    remarks: Remarks | None = None,
    progress: Progress | None = None,
    settings_win: bool = False,
    reserved_colours: frozenset[int] = frozenset(),
) -> Taken:
    """`take_records` as a part of an action, so that several files are one step."""
    with ExitStack() as bulk:
        incoming = _Incoming(story, action, bulk, known, remarks, settings_win, reserved_colours)
        for record in records:
            incoming.take(record)
            if len(incoming.waiting) >= _BATCH_ROWS or incoming.waiting_bytes >= _MOST_WAITING_BYTES:
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


def _append(
    action: Step, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]], first: int
) -> None:
    """Append rows with ids counted from `first`, the next one, as one logged range."""
    numbered = [(row_id, *row) for row_id, row in enumerate(rows, first)]
    if numbered:
        names, marks = ", ".join(columns), ", ?" * len(columns)
        action.conn.executemany(f"INSERT INTO {table}(id, {names}) VALUES (?{marks})", numbered)
        action.added(table, first, first + len(numbered) - 1)


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
        self._remarks = remarks
        self._shared = SharedParts(action, settings_win=settings_win, reserved_colours=reserved_colours)
        self._first_event = self._next_event = _next_id(self._conn, "event")
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

    def flush(self, *, more: bool) -> None:
        """Write the events that wait; `more` says that this may be the first of many chunks."""
        records, self.waiting, self.waiting_bytes = self.waiting, [], 0
        self.seen += len(records)
        versions = {key: article.version_id for key, article in self._shared.articles.items()}
        new = self._known.sort_out(records, versions, sees_uids_only=self._add_all)
        if more and not self._in_bulk:
            self._begin_bulk()
        if not new:
            return
        first = self._next_event
        ids = range(first, first + len(new))
        _append(self._action, "event", _EVENT_COLUMNS, self._event_rows(new), first)
        self._next_event += len(new)
        pairs = (
            (event_id, tag_id)
            for event_id, record in zip(ids, new, strict=True)
            if record.tags
            for tag_id in dict.fromkeys(map(self._shared.tag_id, record.tags))
        )
        self._append("event_tag", ("event_id", "tag_id"), pairs)
        passages = (
            self._passage_row(event_id, place, record, passage)
            for event_id, record in zip(ids, new, strict=True)
            for place, passage in enumerate(record.passages)
        )
        self._append("passage", _PASSAGE_COLUMNS, passages)
        links = (
            (event_id, place, clean(link.url), clean(link.title))
            for event_id, record in zip(ids, new, strict=True)
            for place, link in enumerate(record.links)
        )
        self._append("link", ("event_id", "position", "url", "title"), links)
        pictures = (
            (event_id, place, *picture_values(picture))
            for event_id, record in zip(ids, new, strict=True)
            for place, picture in enumerate(record.pictures)
        )
        self._append("picture", _PICTURE_COLUMNS, pictures)

    def finish(self) -> None:
        """Keep what had to wait for all events."""
        self._shared.finish()

    def _append(self, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        _append(self._action, table, columns, rows, _next_id(self._conn, table))

    def taken(self) -> Taken:
        """What was done."""
        return Taken(
            range(self._first_event, self._next_event),
            self._known.updated,
            self._known.known,
            {key: article.version_id for key, article in self._shared.articles.items()},
            self._shared.new_articles,
        )

    def _begin_bulk(self) -> None:
        self._in_bulk = True
        self._bulk.enter_context(with_room(self._conn))
        many = 10 * _BATCH_ROWS
        for table in ("event", "passage"):
            first = _next_id(self._conn, table)
            self._bulk.enter_context(adding(self._conn, table, first, many))
        present = int(self._conn.execute("SELECT count(*) FROM event").fetchone()[0])
        if present <= _MOST_INDEXED_ANEW and not self._known.looks_up_origins:
            tables = ("event", "event_tag", "passage", "link")
            self._bulk.enter_context(without_indexes(self._conn, tables))

    # -- events -------------------------------------------------------------------------------------------

    def _event_rows(self, records: list[EventRecord]) -> Iterator[tuple[object, ...]]:
        seconds, refused = bounds_rows([record.edtf for record in records], self._shared.zone)
        for place in refused:
            records[place] = self._undated(records[place])
        for number, (record, bounds_row) in enumerate(zip(records, seconds, strict=True), self._next_event):
            yield (*self._event_row(record, number), *bounds_row)

    def _undated(self, record: EventRecord) -> EventRecord:
        """An event whose date can't be read, without it; raises where nobody gathers remarks."""
        if self._remarks is None:
            check_date(record.edtf, f"“{record.title}”")
            raise TimelineError(f"The date of “{record.title}” cannot be read: {record.edtf}")
        self._remarks.changed(f"taken as undated: “{record.edtf[:40]}” is no date", title=record.title)
        return replace(record, edtf="", as_written=record.as_written or record.edtf)

    def _event_row(self, record: EventRecord, number: int) -> tuple[object, ...]:
        title, note, as_written = record.title, record.note, record.as_written
        uid, reason, origin, key = record.uid, record.reason, record.origin, record.origin_key
        extra = json.dumps(dict(record.extra), ensure_ascii=False) if record.extra else "{}"
        if not f"{title}{note}{as_written}{uid}{reason}{origin}{key}{extra}".isascii():
            title, note, as_written, uid = clean(title), clean(note), clean(as_written), clean(uid)
            reason, origin, key, extra = clean(reason), clean(origin), clean(key), clean(extra)
        return (
            uid or f"{self._uid_head}{number:012x}",
            record.edtf,
            self._shared.category_id(record.category) if record.category else None,
            int(record.status),
            min(max(int(record.importance), 0), 3),
            int(record.derived),
            title,
            as_written,
            note,
            reason,
            origin,
            key,
            extra,
            record.hand_order,
            search_text(title, note, as_written),
        )

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
