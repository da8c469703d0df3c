"""Saved views and the order of lanes in transit: what the store keeps by id is named, and found by name.

A chosen key whose category or tag is gone matches nothing in the story; in transit it is `?` and the number,
so that it matches nothing there either.
"""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from timeline_app.core.clean_text import clean
from timeline_app.core.event import TagKind
from timeline_app.core.records import CategoryRecord, TagRecord, ViewRecord
from timeline_app.core.snapshot import FacetKind
from timeline_app.store.history import Step
from timeline_app.store.reading import int_of, text_of
from timeline_app.store.worked_out import json_of

_GONE = re.compile(r"\?[0-9]+")

#: (kind of facet, name) → the key that the story keeps for it.
KeyOf = Callable[[str, str], str]


def names_by_key(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(kind of facet, key) → name, for every category and tag."""
    found = {
        (FacetKind.CATEGORY.value, str(row_id)): text_of(name)
        for row_id, name in connection.execute("SELECT id, name FROM category")
    }
    for row_id, kind, name in connection.execute("SELECT id, kind, name FROM tag"):
        found[text_of(kind), str(row_id)] = text_of(name)
    return found


def named(names: Mapping[tuple[str, str], str], kind: str, key: str) -> str:
    """The name behind a key; the key itself for a source, and for what is no number."""
    if kind == FacetKind.SOURCE or ((kind, key) not in names and not key.isdecimal()):
        return key
    return names.get((kind, key), f"?{key}")


def named_order(
    names: Mapping[tuple[str, str], str], order: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """The order of lanes with names in place of keys."""
    return {kind: tuple(named(names, kind, key) for key in keys) for kind, keys in order.items()}


def view_records(connection: sqlite3.Connection) -> tuple[ViewRecord, ...]:
    """All saved views in their order, with names in place of keys."""
    names = names_by_key(connection)
    rows = connection.execute(
        "SELECT uid, name, heading, paragraph, lanes, filter, start_s, end_s, extra FROM saved_view"
        " ORDER BY position, id"
    )
    found = []
    for uid, name, heading, paragraph, lanes, packed, start_s, end_s, extra in rows.fetchall():
        value = json_of(packed)
        plain = value if isinstance(value, dict) else {}
        whole = isinstance(start_s, int) and isinstance(end_s, int) and start_s < end_s
        found.append(
            ViewRecord(
                name=text_of(name),
                uid=text_of(uid),
                heading=text_of(heading),
                paragraph=text_of(paragraph),
                lanes=text_of(lanes),
                query=_word(plain.get("query")),
                include=_chosen(names, plain.get("include")),
                exclude=_chosen(names, plain.get("exclude")),
                from_date=_word(plain.get("from")),
                to_date=_word(plain.get("to")),
                span_s=(int_of(start_s), int_of(end_s)) if whole else None,
                extra=object_of(extra),
            )
        )
    return tuple(found)


def object_of(text: object) -> dict[str, object]:
    """What a column of JSON holds, where it is an object."""
    value = json_of(text)
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _chosen(names: Mapping[tuple[str, str], str], value: object) -> dict[str, tuple[str, ...]]:
    known = {kind.value for kind in FacetKind}
    return {
        kind: tuple(sorted(named(names, kind, key) for key in keys if isinstance(key, str)))
        for kind, keys in (value.items() if isinstance(value, dict) else ())
        if kind in known and isinstance(keys, list) and keys
    }


def order_keys(
    connection: sqlite3.Connection, order: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """The keys of lanes by their names; what is no name (a key of an older file) stays as it is."""
    keys = {(kind, name): key for (kind, key), name in names_by_key(connection).items()}
    return {kind: tuple(keys.get((kind, name), name) for name in names) for kind, names in order.items()}


def keys_by_name(
    action: Step, category: Callable[[CategoryRecord], int], tag: Callable[[TagRecord], int]
) -> KeyOf:
    """What finds the key of a name; a category or tag that is missing is made by the functions given."""
    present = {(kind, name): key for (kind, key), name in names_by_key(action.conn).items()}

    def key_of(kind: str, name: str) -> str:
        if kind == FacetKind.SOURCE:
            return name
        found = present.get((kind, name))
        if found is None and not _GONE.fullmatch(name):
            row_id = (
                category(CategoryRecord(name))
                if kind == FacetKind.CATEGORY
                else tag(TagRecord(name, TagKind(kind)))
            )
            found = present[kind, name] = str(row_id)
        return name if found is None else found

    return key_of


def keep_views(action: Step, views: Iterable[ViewRecord], key_of: KeyOf) -> None:
    """Add saved views after the others, unless one of their uid, or of their very content, is there."""
    for view in views:
        plain = {
            "query": view.query,
            "include": _keys(view.include, key_of),
            "exclude": _keys(view.exclude, key_of),
            "from": view.from_date,
            "to": view.to_date,
        }
        kept = {name: value for name, value in plain.items() if value}
        start_s, end_s = view.span_s if view.span_s is not None else (None, None)
        values = {
            "name": clean(view.name),
            "heading": clean(view.heading),
            "paragraph": clean(view.paragraph),
            "lanes": clean(view.lanes),
            "filter": clean(json.dumps(kept, ensure_ascii=False)),
            "start_s": start_s,
            "end_s": end_s,
            "extra": clean(json.dumps(dict(view.extra), ensure_ascii=False)),
        }
        same = " AND ".join(f"{column} IS ?" for column in values)
        uid = clean(view.uid)
        present = action.conn.execute(
            f"SELECT 1 FROM saved_view WHERE (uid = ? AND uid <> '') OR (? = '' AND {same})",
            (uid, uid, *values.values()),
        ).fetchone()
        if present is None:
            row = action.conn.execute("SELECT coalesce(max(position), -1) + 1 FROM saved_view").fetchone()
            uid = uid or str(uuid.uuid4())
            action.insert("saved_view", {"uid": uid, "position": int(row[0]), **values})


def _keys(chosen: Mapping[str, tuple[str, ...]], key_of: KeyOf) -> dict[str, list[str]]:
    return {kind: sorted(key_of(kind, name) for name in names) for kind, names in chosen.items() if names}
