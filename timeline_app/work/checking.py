"""Is a file whole, and does every quote stand where it says? A report in sentences; changes no byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline_app.store import repository
from timeline_app.store.check import check as findings_in
from timeline_app.work.opening import build_story, holds_story, open_for_reading, read_importable


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: a sentence for each fault, and one for the whole."""

    findings: tuple[str, ...]
    summary: str


def check(path: Path) -> Report:
    """Check a story, or what an importable file makes of one.

    Raises `TimelineError` for a file that cannot be opened at all, or whose own format has a fault.
    """
    with _as_story(path) as story_path:
        findings = tuple(str(finding) for finding in findings_in(story_path))
        if findings:
            faults = "one fault" if len(findings) == 1 else f"{len(findings):,} faults"
            return Report(findings, f"“{path.name}” has {faults}, listed above.")
        with open_for_reading(story_path) as story:
            snapshot = repository.load_snapshot(story)
    events, articles = len(snapshot.columns), len(snapshot.articles)
    return Report(
        (),
        f"“{path.name}” is whole: {_counted(events, 'event')}, {_counted(articles, 'article')}, "
        "every quote stands where it says.",
    )


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


@contextmanager
def _as_story(path: Path) -> Iterator[Path]:
    """The path of a story that holds what the file holds: its own, or that of a temporary one."""
    if holds_story(path):
        yield path
        return
    with TemporaryDirectory(prefix="timeline-app-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "story.story"
        build_story(read_importable(path), target)
        yield target
