"""The words of a large story's events, read from its full-text index into memory; answers no query itself.

One question a word, its ids handed over as texts of moderate length, so that no step holds up another thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import numpy as np

from timeline_app.core.carried_words import carried
from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.event_words import PACKED_SHARE, EventWords, event_words
from timeline_app.core.memberships import Rows
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.store import column_cache
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.failures import told
from timeline_app.store.reading import text_of
from timeline_app.store.snapshot import stale_ids

#: So many hits are handed over at once, about, and so many characters parsed: half a millisecond's work.
#: (As hexadecimal digits they need no parsing, but SQLite takes a third longer to write them.)
_HITS = 60_000
_CHARACTERS = 60_000
#: More changed events than these are not put in one by one.
_MOST_CARRIED = 10_000


def read_event_words(
    story: StoryFile, columns: EventColumns, pause: Callable[[], object] = lambda: None
) -> EventWords | None:
    """The words of titles, notes and dates as written; None where the full text cannot be relied on.

    Half a minute for ten million events, and no lock is held for long: what is changed meanwhile is told
    apart from the columns anyhow, by those who keep what is pending. `pause` is called before each question,
    and may wait until others have done what is more urgent. Raises SearchInterrupted where
    `StoryFile.interrupt` was called.
    """
    if not story.trusted:
        return None
    connection = story.conn
    with told(story.path):
        stale = connection.execute("SELECT 1 FROM event WHERE search_text IS NULL LIMIT 1").fetchone()
        if stale is not None:
            return None
        _make_vocabulary(connection)
        found = connection.execute("SELECT term, doc FROM temp.event_vocabulary").fetchall()
        counts = sorted((str(term), int(count)) for term, count in found if term != "|")
        size = len(columns)
        many = {place for place, (_term, count) in enumerate(counts) if count * PACKED_SHARE > size}
        packed: dict[int, RowSet] = {}
        row = np.empty(sum(count for _term, count in counts if count * PACKED_SHARE <= size), np.int32)
        first = np.zeros(len(counts) + 1, np.int64)
        last_id = int(columns.id.max()) if size else 0
        at = 0
        for place, (term, count) in enumerate(counts):
            pause()
            parts = _in_steps(connection, columns, last_id, term, max(1, -(-count // _HITS)))
            if place in many:
                packed[place] = of_rows(np.concatenate(list(parts)), size)
            else:
                for rows in parts:
                    if at + len(rows) > len(row):  # words that have come since they were counted
                        row = np.concatenate((row, np.empty(len(rows) + _HITS, np.int32)))
                    row[at : at + len(rows)] = rows
                    at += len(rows)
            first[place + 1] = at
        return event_words(columns, tuple(term for term, _count in counts), first, row[:at], packed)


def carried_words(
    story: StoryFile, known: EventWords, before: StorySnapshot, now: StorySnapshot
) -> EventWords | None:
    """The words of `now`, from those of `before` and what has changed in the same file since.

    None where the file has not noted every change, or too many have been: they are to be read anew.
    """
    if not story.trusted or before.cache_revision is None or before.cache_revision != now.cache_revision:
        return None
    with reading(story) as connection:
        if column_cache.made_at(connection) != before.cache_revision:
            return None
        noted = column_cache.changed_since(connection, before.changes_seen)
        changed = np.union1d(noted, stale_ids(connection)).astype(np.int64)
        if len(changed) > _MOST_CARRIED:
            return None
        among = ", ".join(map(str, changed.tolist()))
        rows = connection.execute(f"SELECT id, title, note, as_written FROM event WHERE id IN ({among})")
        texts = {int(event_id): [text_of(field) for field in own] for event_id, *own in rows}
    return carried(known, now.columns, changed, texts)


def _make_vocabulary(connection: sqlite3.Connection) -> None:
    """A temporary table of the index's words; a reading connection lets none be made, but for this moment."""
    (reads_only,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.event_vocabulary USING fts5vocab(main, event_fts, row)"
        )
    finally:
        connection.execute(f"PRAGMA query_only = {int(reads_only)}")


def _in_steps(
    connection: sqlite3.Connection, columns: EventColumns, last_id: int, term: str, steps: int
) -> Iterator[Rows]:
    """The rows of the events that bear a word, in portions by their ids."""
    for step in range(steps):
        yield _rows(connection, columns, term, last_id * step // steps + 1, last_id * (step + 1) // steps)


def _rows(connection: sqlite3.Connection, columns: EventColumns, term: str, low: int, high: int) -> Rows:
    """The rows of the events with ids from low to high that bear a word."""
    joined = connection.execute(
        "SELECT group_concat(rowid) FROM event_fts WHERE event_fts MATCH ? AND rowid BETWEEN ? AND ?",
        (f'"{term}"', low, high),
    ).fetchone()[0]
    rows = columns.rows_of(_numbers(joined or ""))
    return rows[rows >= 0].astype(np.int32)


def _numbers(joined: str) -> Int64:
    """Whole numbers parted by commas, parsed piece by piece: a parser holds up every other thread."""
    parts = []
    at = 0
    while at < len(joined):
        end = joined.find(",", at + _CHARACTERS)
        end = len(joined) if end < 0 else end
        parts.append(np.fromstring(joined[at:end], dtype=np.int64, sep=","))
        at = end + 1
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
