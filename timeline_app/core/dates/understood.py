"""What a typed date was understood as; a value, which reads nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Understood:
    """A typed text as it was understood.

    `edtf` is canonical ("" for undated) and `words` tells it back. `reason` names a decision that was made,
    `question` asks one that is the person's, and `alternatives` are the other answers.
    """

    edtf: str
    words: str
    reason: str = ""
    alternatives: tuple[Understood, ...] = ()
    question: str = ""
