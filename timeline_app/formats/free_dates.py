"""Dates as people wrote them in a foreign file → EDTF, each text understood once; asks about day order."""

from __future__ import annotations

from functools import lru_cache

from timeline_app.core.dates import Understood, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import DayOrderError, ambiguous
from timeline_app.formats.options import ReadOptions

_KEPT_TEXTS = 100_000


class FreeDates:
    """The reader of one file's dates; `day_first` None raises at the first date that needs it."""

    def __init__(self, options: ReadOptions, day_first: bool | None) -> None:
        self._today = options.today
        self._day_first = day_first
        self._read = lru_cache(maxsize=_KEPT_TEXTS)(self._understood)

    def read(self, text: str, place: str) -> Understood:
        """What a text means. Raises TimelineError with a sentence, DayOrderError where the order matters."""
        if self._day_first is None and ambiguous(text):
            raise DayOrderError(text.strip(), place)
        found = self._read(text)
        if isinstance(found, str):
            raise TimelineError(found)
        return found

    def _understood(self, text: str) -> Understood | str:
        try:
            return read_date(text, today=self._today, day_first=self._day_first)
        except TimelineError as trouble:
            return str(trouble)
