"""What became of each row of a file on its way in or out: taken, changed, skipped and why; reads no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

#: So many remarks are kept one by one; beyond it they are only counted, so that no file fills the memory.
MOST_REMARKS = 20_000


class Outcome(StrEnum):
    """What is told of a row, or (`NOTED`) of the file as a whole."""

    CHANGED = "changed"
    SKIPPED = "skipped"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Remark:
    """One row's fate: where it stands in the file ("row 12"), what it is called, what was done and why."""

    outcome: Outcome
    what: str
    place: str = ""
    title: str = ""

    def __str__(self) -> str:
        title = f"“{self.title}”" if self.title else ""
        where = ", ".join(part for part in (self.place, title) if part)
        return f"{where}: {self.what}" if where else self.what


@dataclass(slots=True)
class Remarks:
    """Gathers remarks while a file is read or written; the same note on the file is kept once."""

    kept: list[Remark] = field(default_factory=list)
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    _noted: set[str] = field(default_factory=set)

    def changed(self, what: str, place: str = "", title: str = "") -> None:
        """The row was taken, but not quite as it stands."""
        self._keep(Remark(Outcome.CHANGED, what, place, _short(title)))

    def skipped(self, what: str, place: str = "", title: str = "") -> None:
        """The row was left out."""
        self._keep(Remark(Outcome.SKIPPED, what, place, _short(title)))

    def noted(self, what: str) -> None:
        """Something holds for the file as a whole."""
        if what not in self._noted and len(self._noted) < MOST_REMARKS:
            self._noted.add(what)
            self._keep(Remark(Outcome.NOTED, what))

    def merge(self, kept: Iterable[Remark], counts: Mapping[Outcome, int]) -> None:
        """Take over what others have gathered: the remarks they kept, and how many they made of each kind."""
        for outcome, count in counts.items():
            self.counts[outcome] += count
        self.kept.extend(islice(kept, max(MOST_REMARKS - len(self.kept), 0)))

    def _keep(self, remark: Remark) -> None:
        self.counts[remark.outcome] += 1
        if len(self.kept) < MOST_REMARKS:
            self.kept.append(remark)


def _short(title: str) -> str:
    title = " ".join(title[:200].split())
    return f"{title[:79]}…" if len(title) > 80 else title


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `added`, `updated` and `known` (equal already) count events, the others rows."""

    source: str
    format: str
    added: int = 0
    updated: int = 0
    known: int = 0
    articles: int = 0
    periods: int = 0
    changed: int = 0
    skipped: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def summary(self) -> str:
        """One sentence."""
        parts = [_counted(self.added, "event", "taken")]
        if self.updated:
            parts.append(_counted(self.updated, "event", "updated"))
        if self.known:
            parts.append(f"{self.known:,} known already")
        if self.articles:
            parts.append(_counted(self.articles, "article", "added"))
        if self.periods:
            parts.append(_counted(self.periods, "period", "added"))
        if self.changed:
            parts.append(f"{self.changed:,} taken with a change")
        if self.skipped:
            parts.append(f"{self.skipped:,} skipped")
        return f"{self.source} – {self.format}: {', '.join(parts)}."

    def lines(self) -> Iterator[str]:
        """The whole report as text to read or copy: the summary, notes, then row by row."""
        yield self.summary
        for outcome, heading in (
            (Outcome.NOTED, ""),
            (Outcome.SKIPPED, "Skipped"),
            (Outcome.CHANGED, "Changed"),
        ):
            found = [remark for remark in self.remarks if remark.outcome is outcome]
            if found and heading:
                yield f"{heading}:"
            for remark in found:
                yield f"  {remark}" if heading else str(remark)
            total = {Outcome.SKIPPED: self.skipped, Outcome.CHANGED: self.changed}.get(outcome, 0)
            if total > len(found) and heading:
                yield f"  and {total - len(found):,} more"


def _counted(count: int, noun: str, verb: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'} {verb}"
