"""A few edits beside the sorted columns of a large story, so that one more event sorts and copies nothing.

The columns stay as they are (`base`). Beside them stand two small stories: `now`, the changed and new events
as they are, and `was`, what the columns still hold of events changed or gone. Whatever is counted is the
base's count, less that of `was`, plus that of `now`. Rows of `now` are numbered on beyond the base's, so that
one number names an event wherever it is kept: `joined` answers for both, row by row, and is not sorted.

Reads no file. Merging for good is `column_set.patched`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.column_set import rows_after
from timeline_app.core.columns import EventColumns, Int64, Mask
from timeline_app.core.fold import contains, tokens
from timeline_app.core.query import Term
from timeline_app.core.room import room_after
from timeline_app.core.row_set import RowSet, of_rows

if TYPE_CHECKING:
    from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """The edits of a snapshot that its columns do not hold yet.

    - `ids` int64, ascending: the events that have changed, come or gone since the columns were made.
    - `fresh` int64: those of them that have changed since the snapshot before.
    - `gone` int64, ascending: their rows in the columns, none of them valid any more.
    - `was`: a small story of those rows, in their order; `now`: one of the events as they are.
    - `first`: row r of `now` is known as row `first + r`.
    - `joined`: the columns with those of `now` behind, to be asked row by row.
    - `before` int64, ascending: the row of the columns before which each row of `now` stands in time.
    - `words`: the folded words of each row of `now`, field by field: title, note, quotes, tags.
    """

    ids: Int64
    fresh: Int64
    gone: Int64
    was: StorySnapshot
    now: StorySnapshot
    first: int
    joined: EventColumns
    before: Int64
    words: tuple[tuple[tuple[str, ...], ...], ...] = ()

    def hits(self, terms: Iterable[Term]) -> dict[Term, RowSet]:
        """Of each word or phrase the rows of `now` in which it stands, as the full text would find them."""
        return {term: of_rows(self._bearing(term), len(self.now.columns), ordered=True) for term in terms}

    def _bearing(self, term: Term) -> Int64:
        found = [
            row
            for row, fields in enumerate(self.words)
            if any(contains(field, term.tokens, prefix=term.prefix) for field in fields)
        ]
        return np.array(found, np.int64)

    def rows_of(self, base: EventColumns, ids: Int64) -> Int64:
        """The rows of events, in the order given; -1 for one that is not there (any more)."""
        rows = base.rows_of(ids)
        changed = np.isin(ids, self.ids)
        if changed.any():
            now = self.now.columns.rows_of(ids[changed])
            rows[changed] = np.where(now >= 0, now + self.first, -1)
        return rows

    def is_dated(self, base: EventColumns, rows: Int64) -> Mask:
        """Which rows bear a date."""
        late = rows - self.first
        dated: Mask = np.where(late >= 0, late < self.now.columns.dated, rows < base.dated)
        return dated


def pending_edits(
    base: StorySnapshot,
    now: StorySnapshot,
    ids: Int64,
    fresh: Int64,
    texts: Mapping[int, Sequence[str]],
    before: Pending | None = None,
) -> Pending:
    """The events of `ids` (ascending) beside a base without edits; `now` holds those that are there.

    Both with their `groups`. `texts`: of each event of `now` what is searched of it, by id. `before`: what
    was pending until now; `now` replaces it, and the numbers of its rows are not used again.
    """
    columns = base.columns
    gone = columns.rows_of(ids)
    gone = np.sort(gone[gone >= 0])
    was = replace(base, columns=taken(columns, gone), facets=_facets_of(base, gone), groups=None)
    known = columns if before is None else before.joined
    words = tuple(
        tuple(tuple(tokens(text)) for text in texts.get(event_id, ())) for event_id in now.columns.id.tolist()
    )
    after = np.empty(0, np.int64)
    if base.groups is not None and now.groups is not None:
        after = rows_after(base.groups, now.groups)
    return Pending(ids, fresh, gone, was, now, len(known), _extended(known, now.columns), after, words)


def taken(columns: EventColumns, rows: Int64) -> EventColumns:
    """Columns of these rows alone, ascending."""
    dated = rows[: int(np.searchsorted(rows, columns.dated))]
    inner = np.searchsorted(columns.inner_row, dated)
    inner = np.minimum(inner, max(len(columns.inner_row) - 1, 0))
    found = np.flatnonzero(columns.inner_row[inner] == dated) if len(columns.inner_row) else inner[:0]
    return EventColumns(
        id=columns.id[rows],
        at_s=columns.at_s[dated],
        end_s=columns.end_s[dated],
        precision=columns.precision[rows],
        flags=columns.flags[rows],
        category=columns.category[rows],
        priority=columns.priority[rows],
        inner_row=found.astype(np.int64),
        inner_start_s=columns.inner_start_s[inner[found]],
        inner_end_s=columns.inner_end_s[inner[found]],
        long_row=np.flatnonzero(_among(dated, columns.long_row)).astype(np.int64),
    )


def _among(few: Int64, many: NDArray[Any]) -> Mask:
    """Which of a few rows are among many, both ascending."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    # of the same type, or numpy would make a copy of the many
    place = np.minimum(np.searchsorted(many, few.astype(many.dtype)), len(many) - 1)
    found: Mask = many[place] == few
    return found


def _facets_of(base: StorySnapshot, rows: Int64) -> Mapping[FacetKind, tuple[FacetValue, ...]]:
    """The facets of these rows alone, numbered from 0: the same values, whether one bears them or not."""
    return {
        kind: tuple(replace(value, rows=np.flatnonzero(_among(rows, value.rows))) for value in values)
        for kind, values in base.facets.items()
    }


def _extended(known: EventColumns, now: EventColumns) -> EventColumns:
    """Columns with others behind them, made in the room that is left after them where there is some.

    The rows in between that bear no date hold 0 in `at_s` and `end_s`, which nobody asks.
    """
    first = len(known)
    undated = np.zeros(len(now) - now.dated, np.int64)
    at_s, end_s = np.concatenate((now.at_s, undated)), np.concatenate((now.end_s, undated))
    return EventColumns(
        id=_with_more(known.id, first, now.id),
        at_s=_with_more(known.at_s, first, at_s),
        end_s=_with_more(known.end_s, first, end_s),
        precision=_with_more(known.precision, first, now.precision),
        flags=_with_more(known.flags, first, now.flags),
        category=_with_more(known.category, first, now.category),
        priority=_with_more(known.priority, first, now.priority),
        inner_row=_with_more(known.inner_row, len(known.inner_row), now.inner_row + first),
        inner_start_s=_with_more(known.inner_start_s, len(known.inner_row), now.inner_start_s),
        inner_end_s=_with_more(known.inner_end_s, len(known.inner_row), now.inner_end_s),
        long_row=_with_more(known.long_row, len(known.long_row), now.long_row + first),
    )


def _with_more(array: NDArray[T], first: int, more: NDArray[T]) -> NDArray[T]:
    """`array`, and from place `first` on `more`; in the room behind it where that is enough."""
    count = first + len(more)
    buffer = room_after(array, count)
    buffer[len(array) : first] = 0
    buffer[first:count] = more
    return buffer[:count]
