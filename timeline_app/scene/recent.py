"""The newest few of what was made, kept for who asks again; from any thread."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most `most` values by their keys; the one asked for longest ago gives way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, fits: Callable[[V], bool]) -> V | None:
        """What is kept under a key, where it `fits`: an address that is a key may have been used again."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or not fits(found):
                return None
            self._kept.move_to_end(key)
            return found

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, chosen: Callable[[V], bool]) -> None:
        """Keep some no longer."""
        with self._lock:
            for key in [key for key, value in self._kept.items() if chosen(value)]:
                del self._kept[key]
