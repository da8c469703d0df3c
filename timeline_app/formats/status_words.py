"""The status and importance of an event as words and numbers in the cells of a table."""

from __future__ import annotations

from timeline_app.core.event import Status
from timeline_app.core.mapping import heading

_WORDS = {heading(status.name): status for status in Status if status is not Status.NONE}


def status_words(status: Status) -> str:
    """`to check`; empty for none."""
    return "" if status is Status.NONE else heading(Status(status).name)


def status_of(text: str) -> Status | None:
    """The status a cell names; None where it names none."""
    return _WORDS.get(heading(text))


def importance_of(text: str) -> int:
    """0 to 3; 0 for anything else."""
    text = text.strip()
    return int(text) if text in ("1", "2", "3") else 0
