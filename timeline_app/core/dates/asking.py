"""The way to reading a typed date: its tables of forms are loaded at the first call, not at the start."""

from __future__ import annotations

from timeline_app.core.dates.understood import Understood
from timeline_app.core.dates.words import PLAIN_STYLE, DateStyle


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
