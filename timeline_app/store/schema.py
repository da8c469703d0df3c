"""The tables of a story file and their migrations, which are only ever appended; reads and writes no event.

Tables speak for themselves (docs/store.md tells them to people with another SQLite tool). What is worked out
from other columns is kept beside them: an event's bounds in seconds beside its `edtf`, the folded words of a
row in `search_text`. `search_text IS NULL` marks a row whose worked-out columns are stale: triggers set it
when any tool changes the row, and the next writing transaction of this program works them out anew.

Full text (FTS5, `detail=full` because phrases need it) indexes `search_text`, already cut into folded words,
so its tokeniser parts at blanks only; `|` stands between the fields of one row, so that no phrase runs across
two of them. Triggers in plain SQL keep it in step, whatever tool writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from timeline_app.store.schema_column_cache import column_cache_sql
from timeline_app.store.schema_column_changes import column_changes_sql

if TYPE_CHECKING:  # imported at the first migration: reading a story needs none of it
    from sqlite_utils import Database, Migrations

#: "STOR": what SQLite's header says in bytes 68 to 71 of every story.
APPLICATION_ID = 0x53544F52


class Executes(Protocol):
    """What a migration is given: sqlite-utils' Database or a bare connection."""

    def execute(self, sql: str, /) -> Any:
        """Run one statement."""


Migration = Callable[[Executes], None]

#: By name, in their order; only ever appended to. `user_version` counts how many of them a file has seen.
_steps: dict[str, Migration] = {}

_TABLES = """
CREATE TABLE category (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    colour INTEGER NOT NULL DEFAULT 0,
    own_colour TEXT NOT NULL DEFAULT '',
    symbol INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL DEFAULT 'topic' CHECK (kind IN ('topic', 'person', 'organisation', 'place')),
    name TEXT NOT NULL,
    search_text TEXT,
    UNIQUE (kind, name)
);
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    edtf TEXT NOT NULL DEFAULT '',
    earliest_start_s INTEGER,
    latest_start_s INTEGER,
    earliest_end_s INTEGER,
    latest_end_s INTEGER,
    precision INTEGER NOT NULL DEFAULT 0,
    flags INTEGER NOT NULL DEFAULT 0,
    category_id INTEGER REFERENCES category(id) ON DELETE SET NULL,
    status INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 5),
    importance INTEGER NOT NULL DEFAULT 0 CHECK (importance BETWEEN 0 AND 3),
    derived INTEGER NOT NULL DEFAULT 0 CHECK (derived IN (0, 1)),
    hand_order INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    as_written TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    origin_key TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '{}',
    search_text TEXT
);
CREATE INDEX event_by_start ON event(earliest_start_s);
CREATE INDEX event_by_end ON event(latest_end_s);
CREATE INDEX event_by_category ON event(category_id);
CREATE INDEX event_by_origin ON event(origin, origin_key);
CREATE TABLE event_tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
    UNIQUE (event_id, tag_id)
);
CREATE INDEX event_tag_by_tag ON event_tag(tag_id);
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    publisher TEXT NOT NULL DEFAULT '',
    published TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    archive_url TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}',
    search_text TEXT
);
CREATE TABLE article_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    number INTEGER NOT NULL DEFAULT 1,
    added TEXT NOT NULL DEFAULT '',
    read_at TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL DEFAULT '',
    file_type TEXT NOT NULL DEFAULT '',
    file_path TEXT NOT NULL DEFAULT '',
    file_sha256 TEXT NOT NULL DEFAULT '',
    pages TEXT NOT NULL DEFAULT '[]',
    text TEXT NOT NULL,
    search_text TEXT,
    file BLOB,
    UNIQUE (article_id, number)
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES article_version(id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL CHECK (end_char > start_char),
    lost INTEGER NOT NULL DEFAULT 0 CHECK (lost IN (0, 1)),
    quote TEXT NOT NULL,
    page TEXT NOT NULL DEFAULT '',
    dated TEXT NOT NULL DEFAULT '',
    search_text TEXT
);
CREATE INDEX passage_by_event ON passage(event_id);
CREATE INDEX passage_by_version ON passage(version_id, start_char);
CREATE TABLE proposal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES article_version(id) ON DELETE CASCADE,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    date_start_char INTEGER,
    date_end_char INTEGER,
    edtf TEXT NOT NULL DEFAULT '',
    as_written TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    category_id INTEGER REFERENCES category(id) ON DELETE SET NULL,
    reason TEXT NOT NULL DEFAULT '',
    confidence REAL NOT NULL DEFAULT 0,
    derived INTEGER NOT NULL DEFAULT 0,
    decision TEXT NOT NULL DEFAULT 'open' CHECK (decision IN ('open', 'accepted', 'refused')),
    event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
    extra TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX proposal_by_version ON proposal(version_id, start_char);
CREATE INDEX proposal_by_event ON proposal(event_id);
CREATE INDEX proposal_by_category ON proposal(category_id);
CREATE TABLE period (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    edtf TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    url TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT ''
);
CREATE INDEX link_by_event ON link(event_id);
CREATE TABLE picture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    credit TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    bytes BLOB
);
CREATE INDEX picture_by_event ON picture(event_id);
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    heading TEXT NOT NULL DEFAULT '',
    paragraph TEXT NOT NULL DEFAULT '',
    lanes TEXT NOT NULL DEFAULT '',
    filter TEXT NOT NULL DEFAULT '{}',
    start_s INTEGER,
    end_s INTEGER,
    revision INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);
CREATE TABLE change_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES change_step(id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    last_row_id INTEGER,
    row_count INTEGER,
    before TEXT,
    after TEXT
);
CREATE INDEX change_by_step ON change(step_id);
CREATE TABLE change_kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change_id INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
    row_id INTEGER NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX change_kept_by_change ON change_kept(change_id);
INSERT INTO setting(key, value) VALUES ('revision', '0');
"""

#: Table → the columns whose words can be searched, in the order they stand in its `search_text`.
SEARCHED: Mapping[str, tuple[str, ...]] = {
    "event": ("title", "note", "as_written"),
    "tag": ("name",),
    "passage": ("quote",),
    "article": ("title",),
    "article_version": ("text",),
}

_BOUNDS = ("earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s")
#: Table → columns that are worked out from others: neither logged for undo nor taken from outside.
WORKED_OUT: Mapping[str, frozenset[str]] = {
    "event": frozenset((*_BOUNDS, "precision", "flags", "search_text")),
    **{table: frozenset({"search_text"}) for table in ("tag", "passage", "article", "article_version")},
}


def full_text_sql(table: str, sources: tuple[str, ...]) -> str:
    """The full-text table of `table` and the triggers that keep it in step and mark stale rows.

    `sources` are the columns from which the table's worked-out columns come.
    """
    fts = f"{table}_fts"
    gone = f"INSERT INTO {fts}({fts}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    come = f"INSERT INTO {fts}(rowid, search_text) VALUES (new.id, new.search_text);"
    return f"""
CREATE VIRTUAL TABLE {fts} USING fts5(
    search_text, content='{table}', content_rowid='id', detail=full, prefix='2 3',
    tokenize="ascii tokenchars '|'"
);
CREATE INDEX {table}_stale ON {table}(id) WHERE search_text IS NULL;
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {come} END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {gone} END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF id, search_text ON {table} BEGIN {gone} {come} END;
CREATE TRIGGER {table}_changed AFTER UPDATE OF {", ".join(sources)} ON {table} BEGIN
    UPDATE {table} SET search_text = NULL WHERE id = new.id;
END;
"""


def _run(db: Executes, script: str) -> None:
    """Each statement of a script; `executescript` would commit the transaction a migration runs in."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.execute(statement.strip())
            statement = ""


def migration(function: Migration) -> Migration:
    """Append a migration, called like its function; its place in the file decides its number.

    One that reshapes a table of `SEARCHED` makes its triggers again (sqlite-utils' `transform` drops them);
    one that reshapes any logged table rewrites what `change` and `change_kept` hold of it, or clears them.
    """
    _steps[function.__name__] = function
    return function


@migration
def tables_0001(db: Executes) -> None:
    """All tables of the design, their full text, and the mark of this program in the header."""
    _run(db, _TABLES)
    for table, columns in SEARCHED.items():
        sources = (*columns, "edtf") if table == "event" else columns
        _run(db, full_text_sql(table, sources))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@migration
def column_cache_0002(db: Executes) -> None:
    """A cache of the columns of large stories, so that they open in a second."""
    _run(db, column_cache_sql())


@migration
def column_changes_0003(db: Executes) -> None:
    """Changes are noted anew each time, so that a window need not read all of them after each."""
    _run(db, column_changes_sql())


def schema_version() -> int:
    """The `user_version` of a file that has seen every migration."""
    return len(_steps)


def migrations() -> Migrations:
    """All migrations, as sqlite-utils applies them."""
    from sqlite_utils import Migrations

    made = Migrations("timeline-app")
    for name, step in _steps.items():
        made(name=name)(step)
    return made


def migrate(db: Database, version: int | None = None) -> None:
    """Apply what a file has not seen yet, up to `version` (all), and note it in `user_version`.

    A migration is one transaction; the number follows it, and is corrected at the next call where need be.
    """
    version = len(_steps) if version is None else version
    migrations().apply(db, stop_before=list(_steps)[version:] or None)
    db.execute(f"PRAGMA user_version = {int(version)}")


def objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(type, name) → SQL text of every trigger, view and virtual table of a database."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        (str(kind), str(name)): str(sql)
        for kind, name, sql in found
        if kind in ("trigger", "view") or str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
    }


def columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Ordinary table → its ordinary columns; tables of SQLite and of full text are left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND upper(sql) NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'"
    )
    return {
        str(name): tuple(
            str(row[1])
            for row in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,))
            if not row[6]  # hidden or generated
        )
        for (name,) in names.fetchall()
    }


def fresh(version: int | None = None) -> Database:
    """An empty story in memory, as the first `version` migrations make it (all)."""
    from sqlite_utils import Database

    db = Database(sqlite3.connect(":memory:"), execute_plugins=False)
    migrate(db, version)
    return db


@cache
def _expected(version: int) -> tuple[dict[tuple[str, str], str], dict[str, tuple[str, ...]]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in list(_steps.values())[:version]:
            step(connection)
        return objects(connection), columns(connection)


def expected_objects(version: int) -> Mapping[tuple[str, str], str]:
    """What `objects` says of a story at `version` that nothing but this program has shaped."""
    return _expected(version)[0]


def expected_columns(version: int) -> Mapping[str, tuple[str, ...]]:
    """What `columns` says of such a story."""
    return _expected(version)[1]
