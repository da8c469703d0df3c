"""The words of events that are at hand in the window, and the fetching of those that are not yet.

Keeps the ones used last; asks for one batch at a time, the latest wish first, so that a search never waits
long behind words that have been scrolled away. Draws nothing and opens nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence

from timeline_app.core.event import EventText

#: Words of events kept; a screen shows some hundreds.
KEPT = 60_000
#: The most words fetched at one go.
AT_ONCE = 1_000
#: Wishes beyond this many are forgotten; who still needs them asks again.
WISHES = 4_000

Texts = Mapping[int, EventText]
#: Fetches the words of ids and calls the first callback with them, or the second when that failed.
Fetch = Callable[[Sequence[int], Callable[[Texts], None], Callable[[str], None]], None]


class EventTexts:
    """A cache in front of `fetch`; `arrived` is called whenever it knows more."""

    def __init__(self, fetch: Fetch, arrived: Callable[[], None], failed: Callable[[str], None]) -> None:
        self._fetch = fetch
        self._arrived = arrived
        self._failed = failed
        self._kept: OrderedDict[int, EventText] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._fetching = False
        self._round = 0

    def clear(self) -> None:
        """Forget all: another story, or another revision."""
        self._kept.clear()
        self._wanted.clear()
        self._fetching = False
        self._round += 1

    def forget(self, ids: Iterable[int]) -> None:
        """Forget some words, which have changed."""
        for event_id in ids:
            self._kept.pop(event_id, None)

    def keep(self, texts: Texts) -> None:
        """Take words in."""
        self._kept.update(texts)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def get(self, ids: Sequence[int]) -> Texts:
        """Those at hand; the others are fetched."""
        at_hand = {event_id: text for event_id in ids if (text := self._kept.get(event_id)) is not None}
        for event_id in at_hand:
            self._kept.move_to_end(event_id)
        missing = [event_id for event_id in ids if event_id not in at_hand]
        if missing:
            self._wanted = dict.fromkeys([*missing, *self._wanted][:WISHES])
            self._next()
        return at_hand

    def _next(self) -> None:
        if self._fetching or not self._wanted:
            return
        self._fetching = True
        ids = list(self._wanted)[:AT_ONCE]
        asked_in = self._round

        def arrived(texts: Texts) -> None:
            if asked_in != self._round:
                return
            self._fetching = False
            for event_id in ids:
                self._wanted.pop(event_id, None)
            self.keep(texts)
            if texts:
                self._arrived()
            self._next()

        def failed(sentence: str) -> None:
            if asked_in == self._round:
                self._fetching = False
                self._wanted.clear()
                self._failed(sentence)

        self._fetch(ids, arrived, failed)
