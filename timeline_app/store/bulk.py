"""Writing rows by the thousand: many to a statement, full text and indexes made at the end; knows no event.

A trigger that writes to an FTS5 table makes SQLite flush the index once a row (measured: 6.6 s for 100,000
titles, against 0.4 s for one statement over all of them). So many rows are added without the triggers of
adding, and indexed at once; the triggers are made again, text for text, in the same transaction, so that
neither a fault nor a crash can leave a file without them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, islice

from timeline_app.store import schema
from timeline_app.store.connection import BUSY_TIMEOUT_MS, StoryFile
from timeline_app.store.worked_out import refresh

#: From so many rows on it is worth while: other connections have to read the schema again.
BULK_ROWS = 500
#: From so many rows on indexes are better made again than kept in step, where there are no others.
_MANY_ROWS = 20_000
#: The page cache while many rows are written.
_ROOM_KIB = 128 * 1024
#: The page cache while an index is made, which is also what SQLite sorts at once: as much as a processor's
#: own cache holds is sorted in half the time of all at once (measured at 2,000,000 rows: 0.7 against 1.7 s).
_SORTING_KIB = 2 * 1024
#: So many values are bound to one statement that adds rows. Half of what a row costs is the statement's
#: (measured at 100,000: 22 columns 0.42 → 0.22 s, 3 columns 0.61 → 0.17 s), and between two of them other
#: threads may take Python.
_BOUND_VALUES = 4_000
#: So many rows are held at once, where they come one by one.
_ROWS_AT_ONCE = 10_000
#: After so many steps of SQLite's own it is looked whether a long statement is still wanted: some 10 ms.
_LOOK_STEPS = 100_000
#: Of more new rows than these the column cache is made anew, instead of noting them one by one.
_MOST_NOTED = 50_000
#: Table whose rows stand in the column cache → its column that names the event.
_EVENT_OF = {"event": "id", "event_tag": "event_id", "passage": "event_id"}


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Insert rows, each as long as `columns`, as they come, many to a statement; how many there were."""
    count, coming = 0, iter(rows)
    while some := list(islice(coming, _ROWS_AT_ONCE)):
        insert_flat(connection, table, columns, list(chain.from_iterable(some)))
        count += len(some)
    return count


def insert_flat(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], values: Sequence[object]
) -> None:
    """Insert rows whose values stand one after another in one list; ValueError for half a row."""
    width = len(columns)
    if len(values) % width:
        raise ValueError(f"{len(values)} values do not make rows of {width}.")
    names, one = ", ".join(columns), f"({', '.join('?' * width)})"
    rows = max(_BOUND_VALUES // width, 1)
    while values:
        step, end = rows * width, len(values) // (rows * width) * rows * width
        if end:
            connection.executemany(
                f"INSERT INTO {table}({names}) VALUES {', '.join([one] * rows)}",
                (values[start : start + step] for start in range(0, end, step)),
            )
            values = values[end:]
        rows = max(rows // 8, 1)  # what is left fills fewer, shorter statements


def flat(columns: Sequence[Iterable[object]], count: int) -> list[object]:
    """Columns of `count` values each → the values row by row, in one list."""
    width = len(columns)
    values: list[object] = [None] * (width * count)
    for place, column in enumerate(columns):
        values[place::width] = column
    return values


@contextmanager
def adding(
    connection: sqlite3.Connection, table: str, first_id: int, row_count: int, *, indexed: bool = True
) -> Iterator[None]:
    """Around the insertion of about `row_count` rows, with ids from `first_id` to the table's highest.

    Without `indexed` the caller puts them into the full text. Other rows may be changed meanwhile.
    """
    if row_count < BULK_ROWS:
        yield
        return
    triggers = _drop_triggers(connection, table, "INSERT")
    yield
    if table in schema.SEARCHED:
        _refresh_added(connection, table, first_id)
        if indexed:
            connection.execute(
                f"INSERT INTO {table}_fts(rowid, search_text)"
                f" SELECT id, search_text FROM {table} WHERE id >= ?",
                (first_id,),
            )
    if table in _EVENT_OF:
        _note_added(connection, table, first_id)
    _make_triggers(connection, triggers)


def _refresh_added(connection: sqlite3.Connection, table: str, first_id: int) -> None:
    """Work out what is stale of the rows that were added, which the full text does not know yet."""
    triggers = _drop_triggers(connection, table, "UPDATE")
    refresh(connection, table, from_id=first_id)
    _make_triggers(connection, triggers)


def _note_added(connection: sqlite3.Connection, table: str, first_id: int) -> None:
    """Tell the column cache, if there is one, of rows added without triggers; of many, it is forgotten."""
    if connection.execute("SELECT 1 FROM column_cache LIMIT 1").fetchone() is None:
        return
    where = f"FROM {table} WHERE id >= ?"
    (count,) = connection.execute(f"SELECT count(*) {where}", (first_id,)).fetchone()
    if count > _MOST_NOTED:
        _forget_cache(connection)
    else:
        connection.execute(
            f"INSERT OR REPLACE INTO column_changed(event_id) SELECT DISTINCT {_EVENT_OF[table]} {where}",
            (first_id,),
        )


def _forget_cache(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM column_cache")
    connection.execute("DELETE FROM column_changed")


@contextmanager
def changing_range(connection: sqlite3.Connection, table: str, first_id: int, last_id: int) -> Iterator[None]:
    """Around the deletion, or the putting back, of the rows first_id to last_id; any table."""
    if table not in (*schema.SEARCHED, *_EVENT_OF) or last_id - first_id + 1 < BULK_ROWS:
        yield
        return
    if table in _EVENT_OF:
        _forget_cache(connection)  # without triggers nothing tells it what changes
    if table not in schema.SEARCHED:
        triggers = _drop_triggers(connection, table)
        yield
        _make_triggers(connection, triggers)
        return
    refresh(connection, table)  # what is stale and stays would be forgotten by the index
    triggers = _drop_triggers(connection, table)
    where = f"FROM {table} WHERE id BETWEEN ? AND ?"
    if _has_others(connection, table, first_id, last_id):
        connection.execute(
            f"INSERT INTO {table}_fts({table}_fts, rowid, search_text)"
            f" SELECT 'delete', id, search_text {where}",
            (first_id, last_id),
        )
    else:
        connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('delete-all')")
    yield
    refresh(connection, table)
    connection.execute(
        f"INSERT INTO {table}_fts(rowid, search_text) SELECT id, search_text {where}", (first_id, last_id)
    )
    _make_triggers(connection, triggers)


def _has_others(connection: sqlite3.Connection, table: str, first_id: int, last_id: int) -> bool:
    """Whether a table has rows beside a range."""
    sql = f"SELECT 1 FROM {table} WHERE id < ? OR id > ? LIMIT 1"
    return connection.execute(sql, (first_id, last_id)).fetchone() is not None


@contextmanager
def changing_most(connection: sqlite3.Connection, table: str, first_id: int, last_id: int) -> Iterator[None]:
    """Around the deletion, or the putting back, of a large range; without indexes where it is all."""
    if last_id - first_id + 1 < _MANY_ROWS:
        yield
        return
    with ExitStack() as ready:
        ready.enter_context(with_room(connection))
        if not _has_others(connection, table, first_id, last_id):
            ready.enter_context(without_indexes(connection, (table,)))
        yield


def _drop_triggers(connection: sqlite3.Connection, table: str, when: str = "") -> list[str]:
    """Drop a table's triggers, or those of one kind of change, and return the SQL that makes them again."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        " AND sql LIKE ? ORDER BY rowid",
        (table, f"% AFTER {when}%"),
    ).fetchall()
    for name, _ in rows:
        connection.execute(f'DROP TRIGGER "{name}"')
    return [str(sql) for _, sql in rows]


def _make_triggers(connection: sqlite3.Connection, triggers: list[str]) -> None:
    for sql in triggers:
        connection.execute(sql)


@contextmanager
def looked_after(connection: sqlite3.Connection, look: Callable[[], None]) -> Iterator[None]:
    """Call `look` now and then while long statements run; what it raises ends them, and is raised here."""
    raised: list[Exception] = []

    def watch() -> int:
        try:
            look()
        except Exception as error:  # it can't pass through SQLite: it is raised below
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(watch, _LOOK_STEPS)
    try:
        yield
    except Exception as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def written_once(story: StoryFile) -> Iterator[None]:
    """Around the transaction that fills an empty story: its pages go to their places at once.

    In a write-ahead log they would be written twice. A rollback journal holds only what stood there before,
    which is next to nothing; a crash is undone from it. Where anybody else has the file open, or it holds
    events already, all stays as it is.
    """
    connection = story.conn
    if not _alone_and_empty(story):
        yield
        return
    try:
        yield
    finally:
        with suppress(sqlite3.OperationalError):  # another has opened it meanwhile, and does it in turn
            connection.execute("PRAGMA journal_mode = WAL")


def _alone_and_empty(story: StoryFile) -> bool:
    """Leave the write-ahead log of an empty story, if that can be done at once; whether it was."""
    connection = story.conn
    if story.read_only or connection.in_transaction:
        return False
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return False
    if connection.execute("SELECT 1 FROM event LIMIT 1").fetchone() is not None:
        return False
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        return str(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]) == "delete"
    except sqlite3.OperationalError:  # another connection has it open
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


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
    with with_room(connection, _SORTING_KIB):
        for _, sql in rows:
            connection.execute(str(sql))


@contextmanager
def with_room(connection: sqlite3.Connection, room_kib: int = _ROOM_KIB) -> Iterator[None]:
    """Around the writing of many rows: a page cache in which they find room.

    SQLite's own is 2 MB; what does not fit is written to the log and read back, again and again.
    """
    before = int(connection.execute("PRAGMA cache_size").fetchone()[0])
    connection.execute(f"PRAGMA cache_size = -{room_kib}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")
