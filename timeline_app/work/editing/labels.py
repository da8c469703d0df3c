"""The words by which the Edit menu names a step: "Undo delete of 3 events"."""

from __future__ import annotations

_MOST_CHARS = 40


def quoted(title: str) -> str:
    """A title between quotation marks, short enough for a menu."""
    words = " ".join(title.split())
    return f"“{words if len(words) <= _MOST_CHARS else words[: _MOST_CHARS - 1].rstrip() + '…'}”"


def counted(number: int, one: str = "event", many: str = "events") -> str:
    """A number with what it counts: "1 event", "1,200 events"."""
    return f"{number:,} {one if number == 1 else many}"
