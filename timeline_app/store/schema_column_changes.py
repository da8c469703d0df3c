"""The triggers that note which events have changed since the column cache was made, as their migration makes
them; never changed.

An event that changes again is noted again, with a greater number: so a window that has seen the notes up to
one number asks for those beyond it. Its words count as well: they stand in the picture.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Table → columns whose change is seen in the picture, and the column that names the event.
_SEEN: Mapping[str, tuple[tuple[str, ...], str]] = {
    "event": (
        (
            *("id", "edtf", "earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s"),
            *("precision", "flags", "category_id", "status", "importance", "derived", "hand_order"),
            *("title", "note", "as_written"),
        ),
        "id",
    ),
    "event_tag": (("event_id", "tag_id"), "event_id"),
    "passage": (("event_id", "version_id"), "event_id"),
}


def column_changes_sql() -> str:
    """The nine triggers, in place of those that noted an event once."""
    script = ""
    for table, (columns, event) in _SEEN.items():
        for name, when, rows in (
            ("insert", "INSERT", ("new",)),
            ("delete", "DELETE", ("old",)),
            ("update", f"UPDATE OF {', '.join(columns)}", ("old", "new")),
        ):
            notes = " ".join(
                f"DELETE FROM column_changed WHERE event_id = {row}.{event};"
                f" INSERT INTO column_changed(event_id) VALUES ({row}.{event});"
                for row in rows
            )
            script += (
                f"DROP TRIGGER IF EXISTS {table}_columns_{name};\n"
                f"CREATE TRIGGER {table}_columns_{name} AFTER {when} ON {table}"
                f" WHEN EXISTS (SELECT 1 FROM column_cache) BEGIN {notes} END;\n"
            )
    return script
