"""The columns of a large story kept as blobs in its own file, so that ten million events open in a second.

Reading ten million rows through SQLite takes 20 seconds, the same columns as blobs a fraction of one. The
cache is never the truth: it is used only where its lengths agree with one another and with the story, and
what has changed since it was made (`column_changed`, kept by triggers, so that any tool's changes count) is
read from the rows and put in its place. Made after an import and with the next edit, never by looking.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.column_set import ColumnSet
from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.memberships import Memberships
from timeline_app.core.room import roomy
from timeline_app.store.database import StoryFile, transaction
from timeline_app.store.history import revision_of

#: Smaller stories are read from their rows in no time.
CACHED_FROM = 200_000
#: More changed events than this since the cache was made, and the rows are read instead.
MOST_CHANGED = 50_000
_PART_BYTES = 4 * 2**20

#: Name in the file → the type it is kept in, the same on every machine.
_COLUMNS: Mapping[str, str] = {
    "id": "<i8",
    "at_s": "<i8",
    "end_s": "<i8",
    "precision": "<u1",
    "flags": "<u2",
    "category": "<i2",
    "priority": "<u2",
    "inner_row": "<i8",
    "inner_start_s": "<i8",
    "inner_end_s": "<i8",
    "long_row": "<i8",
}
_OTHERS: Mapping[str, str] = {
    "id_order": "<i4",
    "hand_row": "<i4",
    "hand_order": "<i8",
    "category_id": "<i8",
}
_MEMBERSHIPS = ("tag", "article", "category_rows")


def write_cache(story: StoryFile, cached: ColumnSet) -> None:
    """Keep the columns in the file, in place of older ones; one transaction, no step of its history."""
    arrays: dict[str, NDArray[np.generic]] = {
        field.name: getattr(cached.columns, field.name)
        for field in fields(EventColumns)
        if field.name in _COLUMNS
    }
    arrays["id_order"] = cached.columns.id_order()
    arrays["hand_row"], arrays["hand_order"] = cached.hand_row, cached.hand_order
    arrays["category_id"] = cached.category_ids
    for name, members in zip(_MEMBERSHIPS, (cached.tags, cached.articles, cached.categories), strict=True):
        arrays[f"{name}_key"], arrays[f"{name}_first"] = members.key, members.first
        arrays[f"{name}_row"] = members.row
    types = _types()
    with transaction(story) as connection:
        clear_cache(connection)
        revision = revision_of(connection)
        for name, array in arrays.items():
            content = np.ascontiguousarray(array, dtype=types[name]).view(np.uint8)
            starts = range(0, max(len(content), 1), _PART_BYTES)
            connection.executemany(
                "INSERT INTO column_cache(name, part, revision, row_count, content) VALUES (?, ?, ?, ?, ?)",
                (
                    (name, part, revision, len(array), content[start : start + _PART_BYTES].tobytes())
                    for part, start in enumerate(starts)
                ),
            )


def clear_cache(connection: sqlite3.Connection) -> None:
    """Forget the cache, within the caller's transaction."""
    connection.execute("DELETE FROM column_cache")
    connection.execute("DELETE FROM column_changed")


def is_cached(connection: sqlite3.Connection) -> bool:
    """Whether there is a cache, fresh or not."""
    return connection.execute("SELECT 1 FROM column_cache LIMIT 1").fetchone() is not None


def made_at(connection: sqlite3.Connection) -> int | None:
    """The revision of the story that the cache was made of, None where there is no cache."""
    row = connection.execute("SELECT revision FROM column_cache ORDER BY name, part LIMIT 1").fetchone()
    return int(row[0]) if row else None


def changes_seen(connection: sqlite3.Connection) -> int:
    """The number of the last change that was noted, which never falls."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'column_changed'").fetchone()
    return int(row[0]) if row else 0


def changed_since(connection: sqlite3.Connection, seen: int) -> Int64:
    """The events that have changed since `changes_seen` was that, ascending."""
    rows = connection.execute(
        "SELECT event_id FROM column_changed WHERE id > ? ORDER BY event_id", (seen,)
    ).fetchall()
    return np.array([row[0] for row in rows], np.int64)


def read_cache(connection: sqlite3.Connection) -> ColumnSet | None:
    """The cache, None where there is none or where it does not hold together."""
    lengths = connection.execute(
        "SELECT name, min(row_count), max(row_count), min(revision), max(revision), count(*), max(part),"
        " sum(length(content)) FROM column_cache GROUP BY name"
    ).fetchall()
    types = _types()
    if {row[0] for row in lengths} != set(types):
        return None
    if len({revision for row in lengths for revision in row[3:5]}) != 1 or lengths[0][3] > revision_of(
        connection
    ):
        return None
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, least, most, _low, _high, parts, last, size in lengths:
        dtype = np.dtype(types[name])
        if least != most or parts != last + 1 or size != most * dtype.itemsize:
            return None
        arrays[name] = roomy(most, dtype)
    for name, array in arrays.items():
        view, at = array.view(np.uint8), 0
        for (content,) in connection.execute(
            "SELECT content FROM column_cache WHERE name = ? ORDER BY part", (name,)
        ):
            view[at : at + len(content)] = np.frombuffer(content, np.uint8)
            at += len(content)
    return _checked(arrays)


def _types() -> dict[str, str]:
    types = {**_COLUMNS, **_OTHERS}
    for name in _MEMBERSHIPS:
        types |= {f"{name}_key": "<i8", f"{name}_first": "<i8", f"{name}_row": "<i4"}
    return types


def _checked(arrays: Mapping[str, NDArray[np.generic]]) -> ColumnSet | None:
    """The arrays as columns, None where their lengths or places cannot be."""
    found = {name: np.asarray(array) for name, array in arrays.items()}
    n, d = len(found["id"]), len(found["at_s"])
    whole = all(len(found[name]) == n for name in ("precision", "flags", "category", "priority", "id_order"))
    inner = len(found["inner_row"]) == len(found["inner_start_s"]) == len(found["inner_end_s"])
    if not (
        whole
        and inner
        and len(found["end_s"]) == d <= n
        and len(found["hand_row"]) == len(found["hand_order"])
    ):
        return None
    for name, limit in (("inner_row", d), ("long_row", d), ("hand_row", n), ("id_order", n)):
        if len(found[name]) and not (int(found[name].min()) >= 0 and int(found[name].max()) < limit):
            return None
    members = []
    for name in _MEMBERSHIPS:
        key, first, row = (found[f"{name}_{part}"] for part in ("key", "first", "row"))
        if len(first) != len(key) + 1 or first[0] != 0 or first[-1] != len(row) or (np.diff(first) < 0).any():
            return None
        if len(row) and not (int(row.min()) >= 0 and int(row.max()) < n):
            return None
        members.append(Memberships(key, first, row))
    given: dict[str, Any] = {name: found[name] for name in _COLUMNS}
    columns = EventColumns(**given)
    columns.derived["id_order"] = found["id_order"]
    return ColumnSet(
        columns, found["category_id"], found["hand_row"].astype(np.int64), found["hand_order"], *members
    )
