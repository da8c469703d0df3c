"""Single rows as data: read, written and packed as JSON, with only the tables and columns a step may touch.

Names that reach SQL text are compared with the schema first, because a history may come from a stranger's
file; values are always bound.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from functools import cache

from timeline_app.core.errors import TimelineError
from timeline_app.store import schema

Value = str | int | float | bytes | None
Row = dict[str, Value]

#: Tables that are not part of the story itself: history is not logged in history.
_UNLOGGED_TABLES = frozenset({"change_step", "change", "change_kept", "_sqlite_migrations"})


@cache
def logged_columns(table: str) -> tuple[str, ...]:
    """The columns of `table` that a step logs: all but its id, counters and worked-out columns.

    Raises TimelineError for a table that no step may touch, as a damaged history may name one.
    """
    columns = schema.expected_columns(schema.schema_version()).get(table)
    if columns is None or table in _UNLOGGED_TABLES:
        raise TimelineError(f"The history of this story is damaged: it names a table “{table}”.")
    left_out = schema.WORKED_OUT.get(table, frozenset()) | {"id", "revision"}
    return tuple(column for column in columns if column not in left_out)


def check_columns(table: str, values: Mapping[str, Value]) -> None:
    """Raise ValueError, as for any fault of our own, where a step would write another column."""
    unknown = set(values) - set(logged_columns(table))
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))} that a step may write")


def quoted(column: str) -> str:
    """A column's name as SQL takes it, even where it is a keyword."""
    return f'"{column}"'


def read_row(connection: sqlite3.Connection, table: str, row_id: int) -> Row | None:
    """The logged columns of a row, or None where there is no such row."""
    columns = logged_columns(table)
    names = ", ".join(map(quoted, columns))
    row = connection.execute(f"SELECT {names} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return None if row is None else dict(zip(columns, row, strict=True))


def require_row(connection: sqlite3.Connection, table: str, row_id: int) -> Row:
    """The logged columns of a row. Raises TimelineError where it has been deleted meanwhile."""
    row = read_row(connection, table, row_id)
    if row is None:
        raise TimelineError("This is no longer in the story: it has been deleted meanwhile.")
    return row


def require_revision(connection: sqlite3.Connection, table: str, row_id: int, revision: int) -> None:
    """Raise TimelineError where a row has been changed since a copy of it at `revision` was read."""
    logged_columns(table)
    present = connection.execute(f"SELECT revision FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if present is not None and present[0] != revision:
        raise TimelineError(
            "This has been changed meanwhile in another window; look at it again before you change it."
        )


def insert_row(connection: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> int:
    """Add a row, whose columns have been checked, and return its id."""
    names = ", ".join(map(quoted, values))
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", tuple(values.values()))
    return int(cursor.lastrowid or 0)


def update_row(connection: sqlite3.Connection, table: str, row_id: int, values: Mapping[str, Value]) -> None:
    """Change columns, which have been checked, of one row, and raise its `revision` if it has one."""
    sets = [f"{quoted(column)} = ?" for column in values]
    if "revision" in schema.expected_columns(schema.schema_version())[table]:
        sets.append("revision = revision + 1")  # it only ever rises: a stale copy is told from a fresh one
    connection.execute(f"UPDATE {table} SET {', '.join(sets)} WHERE id = ?", (*values.values(), row_id))


def packed(row: Mapping[str, Value] | None) -> str | None:
    """A row as JSON; bytes, which JSON lacks, as `{"hex": …}`."""
    if row is None:
        return None
    plain = {
        column: {"hex": value.hex()} if isinstance(value, bytes) else value for column, value in row.items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def unpacked(table: str, text: str | None) -> Row | None:
    """A row from its JSON, holding only columns that a step may write."""
    if text is None:
        return None
    allowed = set(logged_columns(table))
    try:
        plain = json.loads(text)
        row = {
            column: bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
            for column, value in plain.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise TimelineError("The history of this story is damaged: one of its rows is no data.") from error
    if not set(row) <= allowed:
        raise TimelineError("The history of this story is damaged: it names columns that no step writes.")
    return row


def check_quote(text: str, start: int, end: int, quote: str, title: str) -> None:
    """Raise TimelineError naming the event where `quote` is not what stands at [start, end) of `text`."""
    if not 0 <= start < end <= len(text) or text[start:end] != quote:
        raise TimelineError(
            f"The passage of “{title}” is not what stands in its article at characters {start} to {end}."
        )


def check_passage_row(connection: sqlite3.Connection, row_id: int) -> None:
    """`check_quote` of a passage as it now stands in the file; one that is marked as lost may differ."""
    row = connection.execute(
        "SELECT article_version.text, start_char, end_char, quote, event.title, lost FROM passage"
        " JOIN article_version ON article_version.id = version_id JOIN event ON event.id = event_id"
        " WHERE passage.id = ?",
        (row_id,),
    ).fetchone()
    if row is not None and not row[5]:
        check_quote(*row[:5])
