"""Undo, kept in the file as rows of data: step, table, row, columns before and after; never SQL text.

Every change of a story is made through a `Step`: it writes, logs what it wrote, and at its end works out the
stale columns and raises the story's `revision`. A bulk import logs the id ranges it added; undoing it keeps
those rows, as data, for redo, until history is cleared. One history a file: a step whose rows have changed
since (through another tool) is refused with a sentence. Counters (`revision`) and worked-out columns are not
logged: the first only ever rise, the second follow.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from timeline_app.core.errors import TimelineError
from timeline_app.store.database import StoryFile, reading, transaction
from timeline_app.store.failures import told
from timeline_app.store.history_ranges import put_back, take_out
from timeline_app.store.rows import (
    Row,
    Value,
    check_columns,
    check_passage_row,
    insert_row,
    logged_columns,
    packed,
    read_row,
    require_revision,
    require_row,
    unpacked,
    update_row,
)
from timeline_app.store.worked_out import mark_zoned_stale, refresh, story_zone

#: Table → (child table, its column, whether the child goes with it or is only parted from it).
_CHILDREN: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "event": (
        ("passage", "event_id", True),
        ("event_tag", "event_id", True),
        ("link", "event_id", True),
        ("picture", "event_id", True),
        ("proposal", "event_id", False),
    ),
    "article": (("article_version", "article_id", True),),
    "article_version": (("passage", "version_id", True), ("proposal", "version_id", True)),
    "category": (("event", "category_id", False), ("proposal", "category_id", False)),
    "tag": (("event_tag", "tag_id", True),),
}


class Step:
    """One undoable action while it is being made; handed out by `step`, and dead after its block.

    `conn` is for reading within the action; what is written past the step is not undone.
    """

    def __init__(self, connection: sqlite3.Connection, label: str) -> None:
        self.conn = connection
        self._label = label
        self._step_id = 0
        self._ranges: dict[str, tuple[int, range]] = {}  # table → the row of its last range, if it can grow

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Add a row and return its id. A passage must be what stands in its article, else TimelineError."""
        check_columns(table, values)
        row_id = insert_row(self.conn, table, values)
        if table == "passage":
            check_passage_row(self.conn, row_id)
        self._log(table, row_id, None, read_row(self.conn, table, row_id))
        return row_id

    def update(
        self, table: str, row_id: int, values: Mapping[str, Value], *, revision: int | None = None
    ) -> None:
        """Change columns of a row; columns that stay equal are not written.

        `revision` is that of the copy the person edited. Raises TimelineError where the row is gone, or has
        been changed since that copy was read; and for a passage, as `insert` does.
        """
        check_columns(table, values)
        present = require_row(self.conn, table, row_id)
        if revision is not None:
            require_revision(self.conn, table, row_id, revision)
        changed = {column: value for column, value in values.items() if present[column] != value}
        if changed:
            update_row(self.conn, table, row_id, changed)
            if table == "passage":
                check_passage_row(self.conn, row_id)
            self._log(table, row_id, {column: present[column] for column in changed}, changed)

    def delete(self, table: str, row_id: int) -> None:
        """Take out a row with what hangs on it, each logged; a row that is gone is refused."""
        present = require_row(self.conn, table, row_id)
        for child, column, goes_along in _CHILDREN.get(table, ()):
            ids = self.conn.execute(f"SELECT id FROM {child} WHERE {column} = ? ORDER BY id", (row_id,))
            for (child_id,) in ids.fetchall():
                if goes_along:
                    self.delete(child, child_id)
                else:
                    self.update(child, child_id, {column: None})
        self.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._log(table, row_id, present, None)

    def added(self, table: str, first_id: int, last_id: int) -> None:
        """Log that the rows first_id to last_id, all of them, were added in bulk by `conn`."""
        logged_columns(table)
        if last_id < first_id or not self._label:
            return
        change_id, present = self._ranges.get(table, (0, range(0)))
        if present.stop == first_id:
            present = range(present.start, last_id + 1)
            self.conn.execute(
                "UPDATE change SET last_row_id = ?, row_count = ? WHERE id = ?",
                (last_id, len(present), change_id),
            )
        else:
            present = range(first_id, last_id + 1)
            cursor = self.conn.execute(
                "INSERT INTO change(step_id, table_name, row_id, last_row_id, row_count)"
                " VALUES (?, ?, ?, ?, ?)",
                (self._open(), table, first_id, last_id, len(present)),
            )
            change_id = int(cursor.lastrowid or 0)
            for child, _, _ in _CHILDREN.get(table, ()):
                self._ranges.pop(child, None)  # undone before what hangs on these, it must not grow any more
        self._ranges[table] = change_id, present

    def _log(self, table: str, row_id: int, before: Row | None, after: Row | None) -> None:
        self._ranges.clear()  # what is added next may hang on this, and must go before it
        if self._label:
            self.conn.execute(
                "INSERT INTO change(step_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
                (self._open(), table, row_id, packed(before), packed(after)),
            )

    def _open(self) -> int:
        """The id of the step's row, made at its first change; what was undone can then not be redone."""
        if not self._step_id:
            self.conn.execute("DELETE FROM change_step WHERE undone = 1")
            made_at = datetime.now(UTC).isoformat(timespec="seconds")
            cursor = self.conn.execute(
                "INSERT INTO change_step(label, made_at) VALUES (?, ?)", (self._label, made_at)
            )
            self._step_id = int(cursor.lastrowid or 0)
        return self._step_id


@contextmanager
def step(story: StoryFile, label: str) -> Iterator[Step]:
    """One action in one transaction, undone as a whole under `label` ("import of deepwater.time").

    An empty label logs nothing: for what is no action of the person, as building the sample.
    """
    with _changing(story) as connection:
        yield Step(connection, label)


def revision(story: StoryFile) -> int:
    """The counter that rises with every transaction of this program."""
    with told(story.path):
        return revision_of(story.conn)


def revision_of(connection: sqlite3.Connection) -> int:
    """The story's revision as a connection sees it; 0 where a damaged file has none."""
    row = connection.execute("SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'revision'").fetchone()
    return int(row[0] or 0) if row else 0


@dataclass(frozen=True, slots=True)
class History:
    """What can be undone and redone next (labels, empty where nothing), and the bytes that history takes."""

    undo: str
    redo: str
    steps: int
    size_bytes: int


def next_labels(story: StoryFile) -> tuple[str, str]:
    """What can be undone and what redone next; empty where nothing. Cheap, unlike `history`."""
    with reading(story) as connection:
        undo_row, redo_row = _next_step(connection, undone=False), _next_step(connection, undone=True)
    return undo_row[1] if undo_row else "", redo_row[1] if redo_row else ""


def history(story: StoryFile) -> History:
    """Where the story's history stands."""
    with reading(story) as connection:
        undo_row = _next_step(connection, undone=False)
        redo_row = _next_step(connection, undone=True)
        steps = int(connection.execute("SELECT count(*) FROM change_step").fetchone()[0])
        size = connection.execute(
            "SELECT (SELECT coalesce(sum(coalesce(length(before), 0) + coalesce(length(after), 0)), 0)"
            " FROM change) + (SELECT coalesce(sum(length(content)), 0) FROM change_kept)"
        ).fetchone()[0]
    return History(undo_row[1] if undo_row else "", redo_row[1] if redo_row else "", steps, int(size))


def undo(story: StoryFile) -> str:
    """Take back the last step that stands, and return its label; empty where there is none.

    Raises TimelineError where its rows have changed since: then nothing is taken back.
    """
    with _changing(story) as connection:
        found = _next_step(connection, undone=False)
        if found is None:
            return ""
        step_id, label = found
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change in _changes(connection, step_id, "DESC"):
            if change.last_row_id is not None:
                if not take_out(connection, change.id, change.table, change.span, change.row_count):
                    raise _changed_since(label)
            else:
                _replace(connection, change, change.after, change.before, label)
        connection.execute("UPDATE change_step SET undone = 1 WHERE id = ?", (step_id,))
    return label


def redo(story: StoryFile) -> str:
    """Make the step undone last once more, and return its label; empty where there is none.

    Raises TimelineError where its rows have changed since: then nothing is made.
    """
    with _changing(story) as connection:
        found = _next_step(connection, undone=True)
        if found is None:
            return ""
        step_id, label = found
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change in _changes(connection, step_id, "ASC"):
            if change.last_row_id is not None:
                put_back(connection, change.id, change.table, change.span)
            else:
                _replace(connection, change, change.before, change.after, label)
        connection.execute("UPDATE change_step SET undone = 0 WHERE id = ?", (step_id,))
    return label


def clear_history(story: StoryFile) -> int:
    """Forget all steps for good and give their space back; the bytes the file shrank by."""
    with transaction(story) as connection:
        for table in ("change_kept", "change", "change_step"):
            connection.execute(f"DELETE FROM {table}")
    with told(story.path):
        before = _size_bytes(story)
        limit = story.conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM attaches its scratch file
        try:
            story.conn.execute("VACUUM")
            story.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            story.conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, limit)
        return max(before - _size_bytes(story), 0)


def _size_bytes(story: StoryFile) -> int:
    story.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return os.stat(story.path).st_size


@contextmanager
def _changing(story: StoryFile) -> Iterator[sqlite3.Connection]:
    """A writing transaction at whose end all is worked out anew that its changes made stale."""
    with transaction(story) as connection:
        zone = story_zone(connection)
        yield connection
        if story_zone(connection) != zone:
            mark_zoned_stale(connection)
        refresh(connection)
        connection.execute(
            "INSERT INTO setting(key, value) VALUES ('revision', '1')"
            " ON CONFLICT(key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
        )


@dataclass(frozen=True, slots=True)
class _Change:
    """A row of `change`, unpacked."""

    id: int
    table: str
    row_id: int
    last_row_id: int | None
    row_count: int
    before: Row | None
    after: Row | None

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last id of a range."""
        return self.row_id, self.last_row_id or self.row_id


def _next_step(connection: sqlite3.Connection, *, undone: bool) -> tuple[int, str] | None:
    """The step to undo (the newest that stands) or to redo (the oldest undone)."""
    order = "ASC" if undone else "DESC"
    row = connection.execute(
        f"SELECT id, label FROM change_step WHERE undone = ? ORDER BY id {order} LIMIT 1", (int(undone),)
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def _changes(connection: sqlite3.Connection, step_id: int, order: str) -> list[_Change]:
    rows = connection.execute(
        "SELECT id, table_name, row_id, last_row_id, row_count, before, after FROM change"
        f" WHERE step_id = ? ORDER BY id {order}",
        (step_id,),
    )
    return [
        _Change(
            change_id, str(table), row_id, last, count or 0, unpacked(table, before), unpacked(table, after)
        )
        for change_id, table, row_id, last, count, before, after in rows.fetchall()
    ]


def _replace(
    connection: sqlite3.Connection, change: _Change, present: Row | None, wanted: Row | None, label: str
) -> None:
    """Bring one row from the state a step left it in (or found it in) to the other; None is "no row"."""
    row = read_row(connection, change.table, change.row_id)
    fits = row is None if present is None else row is not None and present.items() <= row.items()
    if not fits:
        raise _changed_since(label)
    if wanted is None:
        connection.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.row_id,))
    elif present is None:
        insert_row(connection, change.table, {"id": change.row_id, **wanted})
    else:
        update_row(connection, change.table, change.row_id, wanted)


def _changed_since(label: str) -> TimelineError:
    return TimelineError(
        f"“{label}” cannot be undone or redone: what it changed has been changed since by another program."
    )
