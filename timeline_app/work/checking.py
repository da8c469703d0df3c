"""Is a file whole, and does every quote stand where it says? A report in sentences; changes no byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline_app.store import repository
from timeline_app.store.check import check as faults_in
from timeline_app.work.opening import open_for_reading


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: a sentence for each fault, and one for the whole."""

    findings: tuple[str, ...]
    summary: str


def check(path: Path) -> Report:
    """Check a story, or what an importable file makes of one.

    Raises `TimelineError` for a file that cannot be opened at all, or whose own format has a fault.
    """
    with open_for_reading(path) as story:
        findings = tuple(str(finding) for finding in faults_in(story))
        if findings:
            faults = "one fault" if len(findings) == 1 else f"{len(findings):,} faults"
            return Report(findings, f"“{path.name}” has {faults}, listed above.")
        snapshot = repository.load_snapshot(story)
    events, articles = len(snapshot.columns), len(snapshot.articles)
    return Report(
        (),
        f"“{path.name}” is whole: {_counted(events, 'event')}, {_counted(articles, 'article')}, "
        "every quote stands where it says.",
    )


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
