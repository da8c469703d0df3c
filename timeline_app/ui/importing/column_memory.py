"""How a person read tables with certain headings, remembered for the next one that has the same headings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from timeline_app.core.mapping import Column, Mapping, heading
from timeline_app.ui.settings import Settings

#: Beyond so many, all are forgotten: a person has not so many kinds of tables.
KEPT = 200

_GROUP = "columns"


def remember(settings: Settings, mapping: Mapping) -> None:
    """Keep what each column is; not the order of day and month, which each file is asked about."""
    if not mapping.has_header:
        return
    key = _key(mapping)
    known = settings.keys(_GROUP)
    if len(known) >= KEPT and key not in known:
        settings.forget(_GROUP)
    settings.put(f"{_GROUP}/{key}", json.dumps([column.value for column in mapping.columns]))


def remembered(settings: Settings, mapping: Mapping) -> Mapping | None:
    """The mapping with the columns as they were read the last time; None where there was no such time."""
    if not mapping.has_header:
        return None
    try:
        kept = json.loads(settings.text(f"{_GROUP}/{_key(mapping)}", "null"))
        columns = tuple(Column(value) for value in kept) if isinstance(kept, list) else ()
    except ValueError:
        return None
    return replace(mapping, columns=columns) if columns and len(columns) == len(mapping.columns) else None


def _key(mapping: Mapping) -> str:
    names = json.dumps([heading(name) for name in mapping.names])
    return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:24]
