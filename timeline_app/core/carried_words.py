"""Words in memory, carried over to the next revision of a large story: what is the same is not read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

import numpy as np

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.event_words import EventWords, event_words
from timeline_app.core.fold import tokens
from timeline_app.core.row_set import Listed, RowSet, of_rows

#: So many rows are looked at in one go, so that no other thread is held up.
_AT_ONCE = 200_000


def carried(
    known: EventWords, columns: EventColumns, changed: Int64, texts: Mapping[int, Iterable[str]]
) -> EventWords:
    """The words of the events of `columns`, where all but those of `changed` bear what they bore in `known`.

    `texts`: what those bear now, by id, of those that are there. Three seconds for ten million events, and
    twice the memory meanwhile.
    """
    new_row = _new_rows(known.columns, columns, changed)
    come = _postings(columns, texts)
    words = sorted({*known.words, *come})
    place = {word: number for number, word in enumerate(words)}
    of_known = np.array([place[word] for word in known.words], np.int64)
    packed: dict[int, RowSet] = {}
    for number, rows in known.packed.items():
        moved = new_row[rows.rows()]
        more = come.pop(known.words[number], np.empty(0, np.int32))
        packed[place[known.words[number]]] = of_rows(np.concatenate((moved[moved >= 0], more)), len(columns))
    lost = _places_without(known.row, new_row)
    counts = np.zeros(len(words), np.int64)
    counts[of_known] = np.diff(known.first)
    np.subtract.at(counts, of_known[np.searchsorted(known.first, lost, "right") - 1], 1)
    # new postings of a word stand behind its old ones, those of a new word before the next one's
    before: list[Int64] = []
    for word in sorted(come):
        counts[place[word]] += len(come[word])
        before.append(np.full(len(come[word]), known.first[bisect_right(known.words, word)]))
    more = np.concatenate([come[word] for word in sorted(come)]) if come else np.empty(0, np.int32)
    row = _spliced(known.row, new_row, lost, np.concatenate(before) if before else lost[:0], more)
    bears = counts > 0
    bears[[number for number, rows in packed.items() if rows.count]] = True
    held = np.flatnonzero(bears)
    number_of = np.cumsum(bears) - 1
    first = np.concatenate(([0], np.cumsum(counts[held]))).astype(np.int64)
    return event_words(
        columns,
        tuple(words[number] for number in held.tolist()),
        first,
        row,
        {int(number_of[number]): rows for number, rows in packed.items() if rows.count},
    )


def _postings(columns: EventColumns, texts: Mapping[int, Iterable[str]]) -> dict[str, Listed]:
    """Of each word in the texts of events that are in the columns the rows that bear it, ascending."""
    found: dict[str, set[int]] = {}
    rows = columns.rows_of(np.array(list(texts), np.int64)).tolist()
    for own, row in zip(texts.values(), rows, strict=True):
        for word in (word for text in own for word in tokens(text)) if row >= 0 else ():
            found.setdefault(word, set()).add(row)
    return {word: np.array(sorted(bearing), np.int32) for word, bearing in found.items()}


def _new_rows(before: EventColumns, columns: EventColumns, changed: Int64) -> Listed:
    """Where each row of the columns before stands now; -1 for events that are gone or have changed."""
    new_row = np.empty(len(before), np.int32)
    for first in range(0, len(before), _AT_ONCE):
        new_row[first : first + _AT_ONCE] = columns.rows_of(before.id[first : first + _AT_ONCE])
    rows = before.rows_of(changed)
    new_row[rows[rows >= 0]] = -1
    return new_row


def _places_without(row: Listed, new_row: Listed) -> Int64:
    """The places of the postings whose event stands nowhere, ascending."""
    found = [
        np.flatnonzero(new_row[row[first : first + _AT_ONCE]] < 0) + first
        for first in range(0, len(row), _AT_ONCE)
    ]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _spliced(row: Listed, new_row: Listed, lost: Int64, before: Int64, come: Listed) -> Listed:
    """The postings at their new rows without the places `lost`, and each of `come` before place `before`.

    Both ascending; copied stretch by stretch, so that there is never more than one copy.
    """
    made = np.empty(len(row) - len(lost) + len(come), np.int32)
    starts = np.concatenate((before, lost))
    done = at = 0
    for turn in (
        *np.argsort(starts, kind="stable").tolist(),
        -1,
    ):  # at one place what comes precedes what goes
        until = len(row) if turn < 0 else int(starts[turn])
        for first in range(done, until, _AT_ONCE):
            some = new_row[row[first : min(first + _AT_ONCE, until)]]
            made[at : at + len(some)] = some
            at += len(some)
        done = until
        if 0 <= turn < len(before):
            made[at] = come[turn]
            at += 1
        elif turn >= 0:
            done += 1
    return made
