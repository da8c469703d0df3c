"""The columns of a story with the groups of their rows, and how a few changed events are put into them.

A few events among millions are inserted where they belong, without sorting the others again; the answer is
the very same as if all had been sorted (a test compares the two). Reads nothing and knows no names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.columns import OPEN_END_S, EventColumns, Flag, Int64, Mask
from timeline_app.core.memberships import Memberships, of_places
from timeline_app.core.room import roomy


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSet:
    """Columns and what groups their rows.

    - `category_ids`: the ids that `columns.category` counts through;
    - `hand_row`, `hand_order`: the rows whose place among equals was set by hand (not 0), ascending;
    - `tags`, `articles`, `categories`: which rows bear each tag's id, have passages from each article, are of
      each category (its place in `category_ids`).
    """

    columns: EventColumns
    category_ids: Int64
    hand_row: Int64
    hand_order: Int64
    tags: Memberships
    articles: Memberships
    categories: Memberships


def patched(base: ColumnSet, changed: ColumnSet, changed_ids: Int64) -> ColumnSet:
    """`base` without the events of `changed_ids`, with those of `changed`; both count the same categories."""
    old, new = base.columns, changed.columns
    gone = old.rows_of(changed_ids)
    gone = np.unique(gone[gone >= 0])
    kept = np.ones(len(old), bool)
    kept[gone] = False
    before = _places(base, kept, changed)
    dated = old.dated - int(np.searchsorted(gone, old.dated))
    count = dated + len(old) - old.dated - (len(gone) - int(np.searchsorted(gone, old.dated))) + len(new)
    added = before + np.arange(len(new))  # where the changed ones stand in the end
    is_new = np.zeros(count, bool)
    is_new[added] = True
    new_row = np.full(len(old), -1, np.int32)  # old row → its row in the end
    new_row[kept] = np.flatnonzero(~is_new)

    def merged(one: NDArray[Any], other: NDArray[Any], length: int) -> NDArray[Any]:
        made = roomy(length, one.dtype)
        made[:length][~is_new[:length]] = one[kept[: len(one)]]
        made[added[: len(other)]] = other
        return made

    dated_count = dated + new.dated
    inner = _sparse(new_row, added, old.inner_row, new.inner_row)
    hand = _sparse(new_row, added, base.hand_row, changed.hand_row)
    long_row = _sparse(new_row, added, old.long_row, new.long_row)
    columns = EventColumns(
        id=merged(old.id, new.id, count),
        at_s=merged(old.at_s, new.at_s, dated_count),
        end_s=merged(old.end_s, new.end_s, dated_count),
        precision=merged(old.precision, new.precision, count),
        flags=merged(old.flags, new.flags, count),
        category=merged(old.category, new.category, count),
        priority=merged(old.priority, new.priority, count),
        inner_row=inner.row,
        inner_start_s=inner.of(old.inner_start_s, new.inner_start_s),
        inner_end_s=inner.of(old.inner_end_s, new.inner_end_s),
        long_row=long_row.row,
    )
    columns.derived["id_order"] = _id_order(old, columns, new_row, added)
    return ColumnSet(
        columns,
        base.category_ids,
        hand.row,
        hand.of(base.hand_order, changed.hand_order),
        _regrouped(base.tags, changed.tags, new_row, added),
        _regrouped(base.articles, changed.articles, new_row, added),
        _regrouped(base.categories, changed.categories, new_row, added),
    )


def recategorised(base: ColumnSet, category_ids: Int64) -> ColumnSet:
    """The same columns counted through these categories; rows of one that is gone have none."""
    count = len(base.category_ids)
    if np.array_equal(base.category_ids, category_ids[:count]):
        return base if count == len(category_ids) else replace(base, category_ids=category_ids)
    place = {category_id: at for at, category_id in enumerate(category_ids.tolist())}
    moved = np.array([*(place.get(one, -1) for one in base.category_ids.tolist()), -1], np.int16)
    category = roomy(len(base.columns), np.int16)
    np.take(moved, base.columns.category, out=category, mode="wrap")  # -1, no category, is the last
    columns = replace(base.columns, category=category, derived={"id_order": base.columns.id_order()})
    return replace(
        base, columns=columns, category_ids=category_ids, categories=of_places(category, len(category_ids))
    )


def _places(base: ColumnSet, kept: Mask, changed: ColumnSet) -> Int64:
    """Before which of the kept rows each changed one belongs; ascending, as the changed ones are sorted."""
    kept_before = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
    return kept_before[rows_after(base, changed)]


def rows_after(base: ColumnSet, changed: ColumnSet) -> Int64:
    """Before which row of `base` each of the changed ones belongs, ascending; `len(base)`: after all."""
    old, new = base.columns, changed.columns
    places = np.empty(len(new), np.int64)
    low = np.searchsorted(old.at_s, new.at_s, "left").tolist()
    high = np.searchsorted(old.at_s, new.at_s, "right").tolist()
    hand = _hand(changed, np.arange(len(new), dtype=np.int64)).tolist()
    width = _width(new, np.arange(new.dated, dtype=np.int64)).tolist()
    for row, event_id in enumerate(new.id.tolist()):
        if row < new.dated:
            first, last = low[row], high[row]
        else:
            first, last = old.dated, len(old)
        if last > first:
            rows = np.arange(first, last, dtype=np.int64)
            its_hand, its_id = _hand(base, rows), old.id[rows]
            precedes = (its_hand < hand[row]) | ((its_hand == hand[row]) & (its_id < event_id))
            if row < new.dated:
                its_width = _width(old, rows)
                precedes = (its_width > width[row]) | ((its_width == width[row]) & precedes)
            first += int(np.count_nonzero(precedes))
        places[row] = first
    return places


def _width(columns: EventColumns, rows: Int64) -> Int64:
    """What equal starts are sorted by, the wider first; as `build_columns` does."""
    is_open = (columns.flags[rows] & (Flag.OPEN_START | Flag.OPEN_END)) != 0
    return np.where(is_open, np.int64(OPEN_END_S), columns.end_s[rows] - columns.at_s[rows])


def _hand(given: ColumnSet, rows: Int64) -> Int64:
    """The order set by hand of each row, 0 where none was."""
    found = np.zeros(len(rows), np.int64)
    if len(given.hand_row):
        place = np.minimum(np.searchsorted(given.hand_row, rows), len(given.hand_row) - 1)
        here = given.hand_row[place] == rows
        found[here] = given.hand_order[place[here]]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Sparse:
    """The rows of a sparse column in the end, and where each came from."""

    row: Int64
    old: Mask
    order: Int64

    def of(self, one: Int64, other: Int64) -> Int64:
        """A column of theirs."""
        return np.concatenate((one[self.old], other))[self.order]


def _sparse(new_row: NDArray[np.int32], added: Int64, old: Int64, new: Int64) -> _Sparse:
    moved = new_row[old]
    stays = moved >= 0
    rows = np.concatenate((moved[stays].astype(np.int64), added[new]))
    order = np.argsort(rows, kind="stable")
    return _Sparse(rows[order], stays, order)


def _id_order(
    old: EventColumns, columns: EventColumns, new_row: NDArray[np.int32], added: Int64
) -> NDArray[np.int32]:
    moved = new_row[old.id_order()]
    moved = moved[moved >= 0]
    mine = added[np.argsort(columns.id[added], kind="stable")]
    place = np.searchsorted(columns.id[moved], columns.id[mine])
    return np.insert(moved, place, mine).astype(np.int32)


def _regrouped(old: Memberships, new: Memberships, new_row: NDArray[np.int32], added: Int64) -> Memberships:
    """The groups in the end; groups that have lost all their rows are gone."""
    more = {key: added[rows].astype(np.int32) for key, rows in new.groups()}
    moved = new_row[old.row]
    stays = moved >= 0
    first = np.concatenate(([0], np.cumsum(stays)))[old.first]
    moved = moved[stays]
    keys: list[int] = []
    parts: list[NDArray[np.int32]] = []
    ends = first.tolist()
    for place, key in enumerate(old.key.tolist()):
        rows = moved[ends[place] : ends[place + 1]]
        mine = more.pop(key, None)
        if mine is not None:
            rows = np.insert(rows, np.searchsorted(rows, mine), mine)
        if len(rows):
            keys.append(key)
            parts.append(rows)
    for key, rows in more.items():
        if len(rows):
            keys.append(key)
            parts.append(rows)
    order = np.argsort(np.array(keys, np.int64), kind="stable")
    parts = [parts[place] for place in order.tolist()]
    lengths = np.array([len(part) for part in parts], np.int64)
    return Memberships(
        np.array(keys, np.int64)[order],
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        np.concatenate(parts) if parts else np.empty(0, np.int32),
    )
