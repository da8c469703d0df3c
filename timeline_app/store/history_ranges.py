"""Ranges of rows that a step has added, taken out when it is undone and put back when it is redone.

What is taken out is kept in `change_kept`, a row of JSON each, as `rows.packed` writes it. SQLite does that
itself, without a Python object a row (measured at 100,000 events: 6 → 2 s); only rows that hold bytes, which
its JSON cannot, go through Python.
"""

from __future__ import annotations

import sqlite3

from timeline_app.store.bulk import changing_most, changing_range
from timeline_app.store.rows import logged_columns, packed, quoted, unpacked

Span = tuple[int, int]


def take_out(connection: sqlite3.Connection, change_id: int, table: str, span: Span, count: int) -> bool:
    """Move the rows from the first to the last id of `span` into `change_kept`; False where some are gone."""
    where = f"FROM {table} WHERE id BETWEEN ? AND ?"
    if connection.execute(f"SELECT count(*) {where}", span).fetchone()[0] != count:
        return False
    columns = logged_columns(table)
    names = ", ".join(map(quoted, columns))
    kinds = ", ".join(f"typeof({quoted(column)})" for column in columns)
    if connection.execute(f"SELECT 1 {where} AND 'blob' IN ({kinds}) LIMIT 1", span).fetchone() is None:
        pairs = ", ".join(f"'{column}', {quoted(column)}" for column in columns)
        connection.execute(
            "INSERT INTO change_kept(change_id, row_id, content)"
            f" SELECT ?, id, json_object({pairs}) {where} ORDER BY id",
            (change_id, *span),
        )
    else:
        rows = connection.execute(f"SELECT id, {names} {where} ORDER BY id", span)
        connection.executemany(
            "INSERT INTO change_kept(change_id, row_id, content) VALUES (?, ?, ?)",
            (
                (change_id, row_id, packed(dict(zip(columns, values, strict=True))))
                for row_id, *values in rows
            ),
        )
    with changing_most(connection, table, *span), changing_range(connection, table, *span):
        connection.execute(f"DELETE {where}", span)
    return True


def put_back(connection: sqlite3.Connection, change_id: int, table: str, span: Span) -> None:
    """Put the rows back that `take_out` has kept. Raises TimelineError where they are no data."""
    columns = logged_columns(table)
    names = ", ".join(map(quoted, columns))
    odd = connection.execute(
        "SELECT 1 FROM change_kept WHERE change_id = ?"
        " AND (NOT json_valid(content) OR instr(content, '{\"hex\":') > 0) LIMIT 1",
        (change_id,),
    ).fetchone()
    with changing_most(connection, table, *span), changing_range(connection, table, *span):
        if odd is None:
            values = ", ".join(f"json_extract(content, '$.{column}')" for column in columns)
            connection.execute(
                f"INSERT INTO {table}(id, {names}) SELECT row_id, {values}"
                " FROM change_kept WHERE change_id = ? ORDER BY id",
                (change_id,),
            )
        else:
            kept = connection.execute(
                "SELECT row_id, content FROM change_kept WHERE change_id = ? ORDER BY id", (change_id,)
            )
            contents = ((row_id, unpacked(table, content) or {}) for row_id, content in kept)
            connection.executemany(
                f"INSERT INTO {table}(id, {names}) VALUES (?{', ?' * len(columns)})",
                ((row_id, *(content.get(column) for column in columns)) for row_id, content in contents),
            )
    connection.execute("DELETE FROM change_kept WHERE change_id = ?", (change_id,))
