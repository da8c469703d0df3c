"""What a typed date was understood as, and the way to reading one; its rules are loaded at the first call."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.dates.words import PLAIN_STYLE, DateStyle


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


def read_date(
    text: str, *, today: str, style: DateStyle = PLAIN_STYLE, day_first: bool | None = None
) -> Understood:
    """What a person means by a text, `today` being an EDTF day.

    EDTF itself is understood too. With `day_first` given, the order of 11/12/2025 is not asked about; without
    it the style's order is taken and the other offered. Raises TimelineError with a sentence for the person.
    """
    # at the first date that is typed: who only looks starts without the tables of forms
    from timeline_app.core.dates.human import read

    return read(text, today, style, day_first)
