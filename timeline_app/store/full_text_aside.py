"""A full text made beside the writing of its rows, on a core of its own, and then put into the story whole.

SQLite makes an index of a million titles in six seconds, in which the connection can do nothing else. Here a
thread makes it in a private database (memory, and a file without a name where that is short), by the same
statement that made the story's own; at the end its rows are copied into the story's empty tables, within the
story's transaction. What FTS5 keeps is documented ("FTS5 Data Structures", sqlite.org/fts5.html). Where
SQLite has been built to refuse that (SQLITE_DBCONFIG_DEFENSIVE), the index is made in the story instead.
"""

from __future__ import annotations

import json
import queue
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from timeline_app.store.bulk import insert_rows

#: So many chunks wait for the thread before the writer does.
_MOST_WAITING = 32
#: The tables of an index that hold more than its settings, and their columns.
_PARTS = {"data": ("id", "block"), "idx": ("segid", "term", "pgno"), "docsize": ("id", "sz")}


class FullTextAside:
    """The index of one table while it is being made; a thread lives from `add` to `finish` or `close`."""

    def __init__(self, table: str, sql: str) -> None:
        self._table = table
        self._sql = sql
        self._coming: queue.Queue[tuple[int, list[str]] | None] = queue.Queue(_MOST_WAITING)
        self._error: Exception | None = None
        self._given_up = False
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._thread = threading.Thread(target=self._run, name="full-text-aside", daemon=True)
        self._thread.start()

    def add(self, first_id: int, search_texts: Iterable[str]) -> None:
        """Index rows with ids counted from `first_id`; waits only where the thread is far behind."""
        self._coming.put((first_id, list(search_texts)))

    def finish(self) -> sqlite3.Connection:
        """The database that holds the index, once all that was added is in it; raises what went wrong."""
        self._coming.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._connection

    def close(self) -> None:
        """Leave nothing behind, finished or not."""
        self._given_up = True
        if self._thread.is_alive():
            self._connection.interrupt()
            self._coming.put(None)
            self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        try:
            self._make_table()
        except sqlite3.Error as error:
            self._error = error
        while (some := self._coming.get()) is not None:
            if self._given_up or self._error is not None:
                continue  # so that the writer never waits in vain
            first_id, texts = some
            try:
                self._connection.execute(
                    f"INSERT INTO {self._table}_fts(rowid, search_text)"
                    " SELECT key + ?, value FROM json_each(?)",
                    (first_id, json.dumps(texts, ensure_ascii=False)),
                )
            except sqlite3.Error as error:
                self._error = error
        if self._error is None and not self._given_up:
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._error = error

    def _make_table(self) -> None:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        self._connection.execute(self._sql)


@contextmanager
def indexed_aside(connection: sqlite3.Connection, table: str) -> Iterator[FullTextAside]:
    """Around the insertion of the first rows of a table, whose full text is put into the story at the end."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_fts",)).fetchone()
    with closing(FullTextAside(table, str(sql))) as aside:
        yield aside
        _put_into(connection, table, aside.finish())


def _put_into(connection: sqlite3.Connection, table: str, made: sqlite3.Connection) -> None:
    """Copy an index into the story's, which is empty; its own settings stay."""
    fts = f"{table}_fts"
    connection.execute(f"INSERT INTO {fts}({fts}) VALUES ('delete-all')")  # so that nothing of it is held
    try:
        for part, columns in _PARTS.items():
            connection.execute(f"DELETE FROM {fts}_{part}")
            rows = made.execute(f"SELECT {', '.join(columns)} FROM {fts}_{part} ORDER BY 1")
            insert_rows(connection, f"{fts}_{part}", columns, rows)
    except sqlite3.OperationalError:
        connection.execute(f"INSERT INTO {fts}({fts}) VALUES ('rebuild')")
