"""The columns worked out from others: bounds beside a date, folded words beside a text; decides nothing else.

`search_text IS NULL` marks what is stale (see `schema`). Every writing transaction ends with `refresh`; a
reader that meets stale rows works them out for itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Precision
from timeline_app.core.dates import bounds_of_many, known_zone
from timeline_app.core.fold import search_texts
from timeline_app.store.schema import SEARCHED

#: (earliest start, latest start, earliest end, latest end, precision, flags); open bounds and undated: None.
BoundsRow = tuple[int | None, int | None, int | None, int | None, int, int]

_UNDATED: BoundsRow = (None, None, None, None, int(Precision.UNDATED), 0)
_BATCH_ROWS = 20_000
_BOUNDS = ("earliest_start_s", "latest_start_s", "earliest_end_s", "latest_end_s", "precision", "flags")


def bounds_rows(texts: Sequence[str], zone: str) -> tuple[list[BoundsRow], list[int]]:
    """The bounds columns of each EDTF text, and which places hold no date that can be read (kept undated)."""
    if not texts:
        return [], []
    found = bounds_of_many(texts, zone)
    rows = [
        _UNDATED
        if precision == Precision.UNDATED
        else (
            None if start <= OPEN_START_S else start,
            None if latest_start <= OPEN_START_S else latest_start,
            None if earliest_end >= OPEN_END_S else earliest_end,
            None if end >= OPEN_END_S else end,
            precision,
            flags,
        )
        for start, latest_start, earliest_end, end, precision, flags in zip(
            found.earliest_start_s.tolist(),
            found.latest_start_s.tolist(),
            found.earliest_end_s.tolist(),
            found.latest_end_s.tolist(),
            found.precision.tolist(),
            found.flags.tolist(),
            strict=True,
        )
    ]
    refused = found.refused.tolist()
    for place in refused:
        rows[place] = _UNDATED
    return rows, refused


def story_zone(connection: sqlite3.Connection) -> str:
    """The story's time zone, from its settings; UTC where none is set."""
    row = connection.execute("SELECT value FROM setting WHERE key = 'zone'").fetchone()
    zone = json_of(row[0]) if row else None
    return zone if isinstance(zone, str) and known_zone(zone) else "UTC"


def json_of(text: object) -> object:
    """What a JSON text holds; None where it is none, or nested beyond measure."""
    try:
        value: object = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    return value


def refresh(connection: sqlite3.Connection, *tables: str, from_id: int = 0) -> None:
    """Work out what is stale from an id on, in some tables or all; within the caller's transaction."""
    for table in tables or SEARCHED:
        columns, is_event = SEARCHED[table], table == "event"
        asked = (*columns, "edtf") if is_event else columns
        set_ = ", ".join(f"{name} = ?" for name in ("search_text", *(_BOUNDS if is_event else ())))
        while rows := connection.execute(
            f"SELECT id, {', '.join(asked)} FROM {table} WHERE search_text IS NULL AND id >= ?"
            f" LIMIT {_BATCH_ROWS}",
            (from_id,),
        ).fetchall():
            ids, *texts = zip(*rows, strict=True)
            fields = [list(map(_text, column)) for column in texts]
            words = search_texts(fields[: len(columns)])
            found: Iterable[tuple[object, ...]] = zip(words, ids, strict=True)
            if is_event:
                bounds, _ = bounds_rows(fields[-1], story_zone(connection))
                found = ((word, *row, row_id) for word, row, row_id in zip(words, bounds, ids, strict=True))
            connection.executemany(f"UPDATE {table} SET {set_} WHERE id = ?", found)


def mark_zoned_stale(connection: sqlite3.Connection) -> None:
    """Mark the events whose bounds depend on the story's zone: those whose date holds a time of day."""
    connection.execute("UPDATE event SET search_text = NULL WHERE edtf LIKE '%T%'")


def _text(value: object) -> str:
    """A value that should be a text, in a file that another tool may have written."""
    return value if isinstance(value, str) else ""
