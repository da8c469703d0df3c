"""What is known while dates are resolved one after another: the day of publication, the last date."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.dates import in_words
from timeline_app.reading.grammar import Match
from timeline_app.reading.language import Language
from timeline_app.reading.moments import Moment, Piece, Unit
from timeline_app.reading.values import Kind, Reading

#: Two-digit years from here on belong to the last century, where no date is known to count from.
_PIVOT = 40


@dataclass(slots=True)
class Context:
    """The state of one pass through an article.

    - `published`: the day of publication, None where it is not known;
    - `history`: whether years that are left out follow the dates before them, as in a history, rather than
      the day of publication, as in news;
    - `last`, `last_day`: the last dated mention, and the last one known to the day.
    """

    language: Language
    published: Moment | None
    history: bool
    last: Moment | None = None
    last_day: Moment | None = None

    @property
    def anchor(self) -> Moment | None:
        """What “that year” and “two days later” count from: the last date, else the day of publication."""
        return self.last or self.published

    @property
    def base(self) -> Moment | None:
        """What an incomplete date is completed from: the last date in a history, the publication in news."""
        return (self.last or self.published) if self.history else (self.published or self.last)

    def note(self, moment: Moment) -> None:
        """Remember a date that was mentioned."""
        self.last = moment
        if moment.day and moment.unit is Unit.DAY:
            self.last_day = moment


@dataclass(frozen=True, slots=True)
class Draft:
    """One expression as it was resolved, before its neighbours are looked at.

    `moment` is None for lengths, repetitions and vague words; `edtf` where the text itself is EDTF.
    `noted` is whether later expressions may count from it.
    """

    start: int
    end: int
    type: Kind
    value: str
    reason: str
    moment: Moment | None = None
    second: Reading | None = None
    edtf: str = ""
    explicit: bool = False
    offset_from: bool = False
    noted: bool = True
    rule: str = ""
    count: int = 0
    unit: int = 0


def words_of(moment: Moment) -> str:
    """A moment in words, for reasons shown to people."""
    return in_words(moment.edtf())


def reading_of(moment: Moment, reason: str) -> Reading:
    """A moment as the second-best reading."""
    return Reading(moment.value(), moment.edtf(), reason)


def dated(
    match: Match,
    moment: Moment,
    reason: str,
    *,
    start: int = -1,
    end: int = -1,
    explicit: bool = False,
    second: tuple[Moment, str] | None = None,
) -> Draft:
    """A draft of a date."""
    return Draft(
        match.start if start < 0 else start,
        match.end if end < 0 else end,
        Kind.TIME if moment.clock else Kind.DATE,
        moment.value(),
        reason,
        moment,
        second=None if second is None else reading_of(*second),
        explicit=explicit,
        rule=match.rule.name,
    )


def piece_of(match: Match) -> Piece:
    """Which third of it is meant."""
    return Piece(match.number("piece"))


def full_year(short: int, context: Context) -> int:
    """The year that two digits mean: in the century that brings it nearest to the day of publication."""
    if context.base is not None and context.base.year > 0:
        base = context.base.year
        near = base // 100 * 100 + short
        return near - 100 if near > base + 20 else near
    return (1900 if short >= _PIVOT else 2000) + short


def named_year(context: Context, match: Match) -> tuple[int, str] | None:
    """The year that an expression names: by its number, or as “last year”, “the following year”."""
    if "year" in match:
        year = match.number("year")
        return (1 - year if match.number("era", 1) < 0 else year), ""
    if "short" in match:
        return full_year(match.number("short"), context), "two digits of a year"
    if "direction" in match and context.published is not None:
        year = context.published.year + match.number("direction")
        return year, f"counted from the year of publication, {context.published.year}"
    if "pointing" in match and context.anchor is not None:
        return context.anchor.year + match.number("pointing"), f"counted from {words_of(context.anchor)}"
    return None


def unplaced(match: Match, value: str, reason: str) -> Draft:
    """A date that cannot be drawn, and why."""
    return Draft(match.start, match.end, Kind.DATE, value, reason, rule=match.rule.name)
