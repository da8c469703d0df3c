"""Keeping full text in step when rows come or go by the thousand.

A trigger that writes to an FTS5 table makes SQLite flush the index once a row (measured: 6.6 s for 100,000
titles, against 0.4 s for one statement over all of them). So many rows are written with the table's triggers
dropped, and indexed at once; the triggers are made again, text for text, in the same transaction, so that
neither a fault nor a crash can leave a file without them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from timeline_app.store import schema
from timeline_app.store.worked_out import refresh

#: From so many rows on it is worth while: other connections have to read the schema again.
BULK_ROWS = 500
#: The page cache while many rows are written.
_ROOM_KIB = 256 * 1024


@contextmanager
def adding(connection: sqlite3.Connection, table: str, first_id: int, row_count: int) -> Iterator[None]:
    """Around the insertion of about `row_count` rows, with ids from `first_id` to its highest; any table."""
    if table not in schema.SEARCHED or row_count < BULK_ROWS:
        yield
        return
    triggers = _drop_triggers(connection, table)
    yield
    refresh(connection, table)
    connection.execute(
        f"INSERT INTO {table}_fts(rowid, search_text) SELECT id, search_text FROM {table} WHERE id >= ?",
        (first_id,),
    )
    _make_triggers(connection, triggers)


@contextmanager
def changing_range(connection: sqlite3.Connection, table: str, first_id: int, last_id: int) -> Iterator[None]:
    """Around the deletion, or the putting back, of the rows first_id to last_id; any table."""
    if table not in schema.SEARCHED or last_id - first_id + 1 < BULK_ROWS:
        yield
        return
    triggers = _drop_triggers(connection, table)
    where = f"FROM {table} WHERE id BETWEEN ? AND ?"
    connection.execute(
        f"INSERT INTO {table}_fts({table}_fts, rowid, search_text) SELECT 'delete', id, search_text {where}",
        (first_id, last_id),
    )
    yield
    refresh(connection, table)
    connection.execute(
        f"INSERT INTO {table}_fts(rowid, search_text) SELECT id, search_text {where}", (first_id, last_id)
    )
    _make_triggers(connection, triggers)


def _drop_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    """Drop a table's triggers and return the SQL that makes them again."""
    # without triggers nothing tells the column cache what changes
    connection.execute("DELETE FROM column_cache")
    connection.execute("DELETE FROM column_changed")
    refresh(connection, table)  # what is stale and stays would be forgotten by the index
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid", (table,)
    ).fetchall()
    for name, _ in rows:
        connection.execute(f'DROP TRIGGER "{name}"')
    return [str(sql) for _, sql in rows]


def _make_triggers(connection: sqlite3.Connection, triggers: list[str]) -> None:
    for sql in triggers:
        connection.execute(sql)


@contextmanager
def without_indexes(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Around the insertion of most of the rows of some tables: their indexes are made again at its end.

    Sorting once is faster than finding each row its place (measured at 1,000,000 events: 4 s against 11 s).
    Those that keep a column unique, or mark stale rows, stay.
    """
    marks = ", ".join("?" * len(tables))
    rows = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({marks})"
        " AND sql NOT NULL AND name NOT LIKE '%\\_stale' ESCAPE '\\' ORDER BY rowid",
        tuple(tables),
    ).fetchall()
    for name, _ in rows:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in rows:
        connection.execute(str(sql))


@contextmanager
def with_room(connection: sqlite3.Connection) -> Iterator[None]:
    """Around the writing of many rows: a page cache in which they find room.

    SQLite's own is 2 MB; what does not fit is written to the log and read back, again and again.
    """
    before = int(connection.execute("PRAGMA cache_size").fetchone()[0])
    connection.execute(f"PRAGMA cache_size = -{_ROOM_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")
