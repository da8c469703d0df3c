"""The tables and triggers of the column cache, as their migration makes them; never changed."""

from __future__ import annotations

from collections.abc import Mapping

#: What the columns of a snapshot are made of: table → columns whose change changes them, and whose event.
_IN_COLUMNS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "event": (
        (
            *("id", "edtf", "earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s"),
            *("precision", "flags", "category_id", "status", "importance", "derived", "hand_order"),
        ),
        "id",
    ),
    "event_tag": (("event_id", "tag_id"), "event_id"),
    "passage": (("event_id", "version_id"), "event_id"),
}


def column_cache_sql() -> str:
    """The columns of a large story as blobs, and which events have changed since, by triggers."""
    script = """
CREATE TABLE column_cache (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    part INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (name, part)
);
CREATE TABLE column_changed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL UNIQUE
);
"""
    for table, (columns, event) in _IN_COLUMNS.items():
        for name, when, rows in (
            ("insert", "INSERT", ("new",)),
            ("delete", "DELETE", ("old",)),
            ("update", f"UPDATE OF {', '.join(columns)}", ("old", "new")),
        ):
            notes = " ".join(
                f"INSERT OR IGNORE INTO column_changed(event_id) VALUES ({row}.{event});" for row in rows
            )
            script += (
                f"CREATE TRIGGER {table}_columns_{name} AFTER {when} ON {table}"
                f" WHEN EXISTS (SELECT 1 FROM column_cache) BEGIN {notes} END;\n"
            )
    return script
