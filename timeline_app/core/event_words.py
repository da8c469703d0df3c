"""The words of all events in memory, so that a keystroke is answered in milliseconds; keeps no text.

Sorted words, each with the rows that bear it: a word or the beginning of one is a stretch of the words, and
its rows are a stretch of the postings. The words come from the full text's own index, so that both give the
same answer; phrases are the full text's alone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import EventColumns, Int64, Mask
from timeline_app.core.memberships import Rows
from timeline_app.core.query import Term

#: After every word that begins with another.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """Word `words[w]` (ascending) stands in the rows `row[first[w]:first[w + 1]]` of `columns`."""

    columns: EventColumns
    words: tuple[str, ...]
    first: Int64
    row: Rows

    @staticmethod
    def answers(term: Term) -> bool:
        """Whether a term can be answered here: one word, or the beginning of one."""
        return len(term.tokens) == 1

    def mask(self, term: Term) -> Mask:
        """The rows in which the term's word stands."""
        word = term.tokens[0]
        low = bisect_left(self.words, word)
        if term.prefix:
            high = bisect_left(self.words, word + _LAST)
        else:
            high = low + (low < len(self.words) and self.words[low] == word)
        mask = np.zeros(len(self.columns), bool)
        mask[self.row[self.first[low] : self.first[high]]] = True
        return mask
