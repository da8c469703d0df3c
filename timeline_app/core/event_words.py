"""The words of all events in memory, so that a keystroke is answered in milliseconds; keeps no text.

Sorted words, each with the rows that bear it: a word or the beginning of one is a stretch of the words, and
its rows are a stretch of the postings. A word that very many bear is a set of rows instead, which is smaller,
and so is, besides, each beginning that would take long to gather. The words come from the full text's own
index, so that both give the same answer; phrases are the full text's alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.query import Term
from timeline_app.core.row_set import Listed, RowSet, of_rows, union

#: After every word that begins with another.
_LAST = "\U0010ffff"
#: A word of more than one row in so many takes less room as a set, whose bits are a 32nd of a list's entries.
PACKED_SHARE = 32
#: Beginnings of more than one posting to so many rows are kept ready, and in any story those of more than …
FREQUENT_SHARE = 10
FREQUENT_LEAST = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """Word `words[w]` (ascending) stands in the rows `row[first[w]:first[w + 1]]` of `columns`.

    `packed`: by their numbers the words that stand in no such list but in a set of rows. `beginnings`: the
    sets of rows of the beginnings of words that stand most often.
    """

    columns: EventColumns
    words: tuple[str, ...]
    first: Int64
    row: Listed
    packed: Mapping[int, RowSet]
    beginnings: Mapping[str, RowSet]

    @staticmethod
    def answers(term: Term) -> bool:
        """Whether a term can be answered here: one word, or the beginning of one."""
        return len(term.tokens) == 1

    def cost(self, term: Term) -> int:
        """How many postings an answer has to look at."""
        if term.prefix and term.tokens[0] in self.beginnings:
            return 0
        low, high = self.stretch(term)
        return int(self.first[high] - self.first[low])

    def rows(self, term: Term) -> RowSet:
        """The rows in which the term's word stands."""
        kept = self.beginnings.get(term.tokens[0]) if term.prefix else None
        return self.gathered(*self.stretch(term)) if kept is None else kept

    def gathered(self, low: int, high: int) -> RowSet:
        """The rows in which any of the words from `low` to before `high` stands."""
        size = len(self.columns)
        listed = of_rows(self.row[self.first[low] : self.first[high]], size)
        packed = [rows for number, rows in self.packed.items() if low <= number < high]
        return union([listed, *packed], size) if packed else listed

    def stretch(self, term: Term) -> tuple[int, int]:
        """The words that a term stands for, [low, high)."""
        word = term.tokens[0]
        low = bisect_left(self.words, word)
        if term.prefix:
            return low, bisect_left(self.words, word + _LAST)
        return low, low + (low < len(self.words) and self.words[low] == word)


def event_words(
    columns: EventColumns,
    words: tuple[str, ...],
    first: Int64,
    row: Listed,
    packed: Mapping[int, RowSet],
    *,
    share: int = FREQUENT_SHARE,
    least: int = FREQUENT_LEAST,
) -> EventWords:
    """The words, with the set of each beginning that has very many postings.

    Many are more than one to `share` rows, and more than `least`: fewer are gathered in a few milliseconds.
    """
    most = max(len(columns) // share, least)
    bare = EventWords(columns, words, first, row, packed, {})
    postings = np.diff(first)
    postings[list(packed)] = [rows.count for rows in packed.values()]
    before = np.concatenate(([0], np.cumsum(postings)))
    found: dict[str, RowSet] = {}
    length, places = 1, list(range(len(words)))
    while places:
        beginnings = dict.fromkeys(words[place][:length] for place in places if len(words[place]) >= length)
        places = []
        for beginning in beginnings:
            low, high = bare.stretch(Term((beginning,), prefix=True))
            if before[high] - before[low] > most:
                found[beginning] = bare.gathered(low, high)
                places.extend(range(low, high))
        length += 1
    return EventWords(columns, words, first, row, packed, found)
