"""The words of all events in memory, so that a keystroke is answered in milliseconds; keeps no text.

Sorted words, each with the rows that bear it: a word or the beginning of one is a stretch of the words, and
its rows are a stretch of the postings. What very many bear is kept as a set of rows besides, so that no
answer takes long. The words come from the full text's own index, so that both give the same answer; phrases
are the full text's alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.core.query import Term
from timeline_app.core.row_set import Listed, RowSet, of_rows

#: After every word that begins with another.
_LAST = "\U0010ffff"
#: What more than one event in so many bears is kept as a set, and in any story what more than so many bear.
FREQUENT_SHARE = 10
FREQUENT_LEAST = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """Word `words[w]` (ascending) stands in the rows `row[first[w]:first[w + 1]]` of `columns`.

    `frequent`: the sets of rows of the words, and of their beginnings, that stand most often.
    """

    columns: EventColumns
    words: tuple[str, ...]
    first: Int64
    row: Listed
    frequent: Mapping[Term, RowSet]

    @staticmethod
    def answers(term: Term) -> bool:
        """Whether a term can be answered here: one word, or the beginning of one."""
        return len(term.tokens) == 1

    def cost(self, term: Term) -> int:
        """How many postings an answer has to look at."""
        if _plain(term) in self.frequent:
            return 0
        low, high = self.stretch(term)
        return int(self.first[high] - self.first[low])

    def rows(self, term: Term) -> RowSet:
        """The rows in which the term's word stands."""
        kept = self.frequent.get(_plain(term))
        if kept is not None:
            return kept
        low, high = self.stretch(term)
        return of_rows(self.row[self.first[low] : self.first[high]], len(self.columns))

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
    *,
    share: int = FREQUENT_SHARE,
    least: int = FREQUENT_LEAST,
) -> EventWords:
    """The words, with the set of each word and each beginning that has very many postings.

    Many are more than one to `share` rows, and more than `least`: fewer are gathered in a few milliseconds.
    """
    most = max(len(columns) // share, least)
    bare = EventWords(columns, words, first, row, {})
    found: dict[Term, RowSet] = {}
    length, places = 1, list(range(len(words)))
    while places:
        beginnings = dict.fromkeys(words[place][:length] for place in places if len(words[place]) >= length)
        deeper: list[int] = []
        for beginning in beginnings:
            term = Term((beginning,), prefix=True)
            if bare.cost(term) > most:
                found[term] = bare.rows(term)
                deeper.extend(range(*bare.stretch(term)))
        places = deeper
        length += 1
    often = np.flatnonzero(np.diff(first) > most).tolist()
    for word in (words[place] for place in often):
        term = Term((word,))
        found[term] = bare.rows(term)
    return EventWords(columns, words, first, row, found)


def _plain(term: Term) -> Term:
    """The term without what does not change its answer."""
    return Term(term.tokens, term.prefix)
