"""Whether two texts are the same article, or nearly, by the words that stand together; stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from timeline_app.core.fold import tokens

#: Words that stand together, and how many of the smallest sums of such are kept (MinHash by bottom sketch:
#: Broder 1997): two texts' shared part is told within about 4 points.
_TOGETHER = 5
_KEPT = 600
#: Texts that share at least this much are nearly the same: one was corrected, or lost its surroundings.
NEARLY = 0.6
_MOST_CHARS = 400_000

Sketch = frozenset[int]


def sketch(text: str) -> Sketch:
    """A small set of numbers that stands for a text; texts alike have sketches alike."""
    words = tokens(text[:_MOST_CHARS])
    if len(words) < _TOGETHER:
        runs = {" ".join(words)}
    else:
        runs = {" ".join(words[place : place + _TOGETHER]) for place in range(len(words) - _TOGETHER + 1)}
    sums = sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return frozenset(sums[:_KEPT])


def likeness(first: Sketch, second: Sketch) -> float:
    """How much of the shorter of two texts stands in the other, from 0 to 1, told from their sketches."""
    if not first or not second:
        return 0.0
    limit = min((max(each) for each in (first, second) if len(each) >= _KEPT), default=None)
    one, other = (
        each if limit is None else {sum_ for sum_ in each if sum_ <= limit} for each in (first, second)
    )
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def nearest(text: str, known: Mapping[int, str]) -> tuple[int, float] | None:
    """The id of the known text most like this one, and how like; None where none is nearly the same."""
    own = sketch(text)
    best: tuple[int, float] | None = None
    for key, other in known.items():
        alike = 1.0 if other == text else likeness(own, sketch(other))
        if alike >= NEARLY and (best is None or alike > best[1]):
            best = key, alike
    return best
