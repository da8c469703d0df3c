"""Arrays with free places behind them, so that a few rows more are not a copy of ten million.

Only arrays made here are ever written behind; a slice of anything else is copied.
"""

from __future__ import annotations

from typing import Any, TypeVar
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import DTypeLike, NDArray

T = TypeVar("T", bound=np.generic)

#: So many places are kept free behind arrays of at least so many; pages never written to cost nothing.
ROOM = 1 << 16
ROOM_FROM = 100_000

_made: WeakValueDictionary[int, NDArray[Any]] = WeakValueDictionary()


def roomy(length: int, dtype: DTypeLike) -> NDArray[Any]:
    """An empty array; a large one with room behind it."""
    if length < ROOM_FROM:
        return np.empty(length, dtype)
    buffer = np.empty(length + ROOM, dtype)
    _made[id(buffer)] = buffer
    return buffer[:length]


def gathered(array: NDArray[T], rows: NDArray[np.int64]) -> NDArray[T]:
    """`array[rows]`, a large one with room behind it."""
    made: NDArray[T] = roomy(len(rows), array.dtype)
    np.take(array, rows, out=made, mode="clip")  # any other mode would need a buffer; rows are within
    return made


def room_after(array: NDArray[T], length: int) -> NDArray[T]:
    """An array of at least `length` that begins with `array`: its own memory where there is room enough."""
    buffer: Any = array.base
    own = (
        isinstance(buffer, np.ndarray)
        and _made.get(id(buffer)) is buffer
        and buffer.dtype == array.dtype
        and buffer.ctypes.data == array.ctypes.data
        and len(buffer) >= length
    )
    if own:
        room: NDArray[T] = buffer
        return room
    made: NDArray[T] = roomy(length, array.dtype)
    made[: len(array)] = array
    whole: Any = made if made.base is None else made.base
    return whole  # type: ignore[no-any-return]
