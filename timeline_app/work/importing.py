"""Files of any format → an existing story, as one step that can be undone; shows nothing.

A file is read as it is written: rows go from the reader to the store chunk by chunk; a large one is read in a
process of its own. What a progress callback raises cancels it all, and nothing is left behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.event_chunk import EventChunk
from timeline_app.core.mapping import DayOrderError, Mapping
from timeline_app.core.records import Record, records_of_stream
from timeline_app.core.report import ImportReport, Outcome, Remarks
from timeline_app.formats import Format, ReadOptions, format_named, readable, recognise
from timeline_app.store.bulk import looked_after, written_once
from timeline_app.store.database import StoryFile, open_story
from timeline_app.store.failures import told
from timeline_app.store.history import Step, step
from timeline_app.store.incoming import Known, Taken, take_into
from timeline_app.store.outgoing import all_ids, story_stream
from timeline_app.store.snapshot import keep_columns, keep_columns_of
from timeline_app.store.worked_out import story_zone
from timeline_app.work.clock import today
from timeline_app.work.opening import holds_story
from timeline_app.work.reading_portions import Portion, portions_of

__all__ = [
    "ImportCancelledError",
    "ImportOptions",
    "ImportProgress",
    "Known",
    "import_files",
    "survey",
]

#: The most a file that must be read whole may weigh; tables and JSON lines are read as they come.
MOST_BYTES = 512 * 2**20
#: A smaller file is read before a process of its own has started, which takes a third of a second.
APART_BYTES = 2 * 2**20
#: After so many records the progress is told.
_TOLD_EVERY = 1_000
#: Where nothing new can be told for so long, the same is told again.
_REPEATED_S = 0.1
_STREAMED = frozenset(("csv", "tsv", "timelinejs-csv", "json-lines", "timeflow"))


class ImportCancelledError(TimelineError):
    """What a progress callback raises to cancel an import; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__("The import was cancelled; nothing was taken.")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are brought in.

    - `format`: a format's name; empty lets the content tell;
    - `day_first`, `mapping`: as in `ReadOptions`;
    - `known`: what becomes of events that the story has already.
    """

    format: str = ""
    day_first: bool | None = None
    mapping: Mapping | None = None
    known: Known = Known.UPDATE


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is: events so far, the share of the files read (0 to 1), events a second."""

    events: int
    share: float
    rate: float

    @property
    def left_s(self) -> float:
        """Seconds that are left, if it goes on as it went; 0 where that can't be told yet."""
        if self.rate <= 0 or self.share <= 0:
            return 0.0
        return self.events / self.rate * (1 - self.share) / self.share


ProgressCall = Callable[[ImportProgress], None]


def import_files(
    story: StoryFile,
    paths: Sequence[Path | str],
    options: ImportOptions | Sequence[ImportOptions] | None = None,
    progress: ProgressCall | None = None,
) -> tuple[ImportReport, ...]:
    """Bring files into a story in one step, and report on each. `options` are for all, or for each of them.

    Raises TimelineError with one sentence, naming the file, where one can't be read at all;
    `DayOrderError` where only a person can tell the day from the month; and what `progress` raises. Then
    nothing was taken, of any of them.
    """
    files = [Path(path) for path in paths]
    names = files[0].name if len(files) == 1 else f"{len(files)} files"
    course = _Course(progress)
    with (
        told(story.path),
        _written_once_if_large(story, files),
        looked_after(story.conn, course.repeat),
        step(story, f"import of {names}") as action,
    ):
        done = _take_all(action, story, files, _each(options, files), course)
        numbers = done[0][1].numbers if len(done) == 1 else None
        kept = numbers is not None and keep_columns_of(story, *numbers)
    if not kept:
        keep_columns(story)
    return tuple(report for report, _ in done)


def _written_once_if_large(story: StoryFile, files: Sequence[Path]) -> AbstractContextManager[None]:
    large = sum(_size(path) for path in files) >= APART_BYTES
    return written_once(story) if large else nullcontext()


class _SurveyedError(Exception):
    """Ends a survey: what it did is rolled back."""


def survey(
    story: StoryFile,
    paths: Sequence[Path | str],
    options: ImportOptions | Sequence[ImportOptions] | None = None,
    progress: ProgressCall | None = None,
    *,
    most: int | None = None,
) -> tuple[ImportReport, ...]:
    """What `import_files` would do, done and taken back: to propose it before it is done.

    Of each file the first `most` records, or all of them. The story must be open for writing; nothing of it
    changes. Raises as `import_files` does.
    """
    reports: tuple[ImportReport, ...] = ()
    files = [Path(path) for path in paths]
    course = _Course(progress)
    try:
        with looked_after(story.conn, course.repeat), step(story, "") as action:
            done = _take_all(action, story, files, _each(options, files), course, most)
            reports = tuple(report for report, _ in done)
            raise _SurveyedError
    except _SurveyedError:
        return reports


def _each(
    options: ImportOptions | Sequence[ImportOptions] | None, files: Sequence[Path]
) -> Sequence[ImportOptions]:
    if options is None or isinstance(options, ImportOptions):
        return [options or ImportOptions()] * len(files)
    return options


def _take_all(
    action: Step,
    story: StoryFile,
    files: Sequence[Path],
    options: Sequence[ImportOptions],
    course: _Course,
    most: int | None = None,
) -> list[tuple[ImportReport, Taken]]:
    with told(story.path):
        sizes = [_size(path) for path in files]
    course.total_bytes = max(sum(sizes), 1)
    reports = []
    for path, size, told_of_it in zip(files, sizes, options, strict=True):
        try:
            report, taken = _take(action, story, path, told_of_it, course, most)
        except DayOrderError as question:
            question.file = str(path)
            raise
        except ImportCancelledError:
            raise
        except TimelineError as trouble:
            if path.name in str(trouble):
                raise
            raise TimelineError(f"“{path.name}”: {trouble}") from trouble
        course.end_file(size, taken)
        reports.append((report, taken))
    return reports


def _size(path: Path) -> int:
    with told(path):
        return path.stat().st_size


class _Course:
    """Tells the progress of several files as one."""

    def __init__(self, call: ProgressCall | None) -> None:
        self.total_bytes = 1
        self.done_bytes = 0
        self.events = 0
        self._call = call
        self._last = (0, 0)
        self._began_s = self._told_s = time.monotonic()

    def tell(self, seen: int, place_bytes: int) -> None:
        """`seen` events of the present file, which is read up to `place_bytes`."""
        if self._call is not None:
            events = self.events + seen
            share = min((self.done_bytes + place_bytes) / self.total_bytes, 1.0)
            self._last, self._told_s = (seen, place_bytes), time.monotonic()
            seconds = max(self._told_s - self._began_s, 1e-6)
            self._call(ImportProgress(events, share, events / seconds))

    def end_file(self, size_bytes: int, taken: Taken) -> None:
        """The present file is done."""
        self.done_bytes += size_bytes
        self.events += len(taken.event_ids) + taken.updated + taken.known
        self._last = (0, 0)

    def repeat(self) -> None:
        """Tell the same again, if that was a while ago: a cancel is heard, and the rate stays true."""
        if time.monotonic() - self._told_s > _REPEATED_S:
            self.tell(*self._last)

    def watched(self, records: Iterator[Record]) -> Iterator[Record]:
        """Records as they pass: a cancel is heard between some of them, not only after a chunk."""
        for number, record in enumerate(records):
            if number % _TOLD_EVERY == 0:
                self.tell(number, 0)
            yield record


def _take(
    action: Step, story: StoryFile, path: Path, options: ImportOptions, course: _Course, most: int | None
) -> tuple[ImportReport, Taken]:
    if not options.format and holds_story(path):
        if path.resolve() == story.path:
            raise TimelineError("A story can't be imported into itself.")
        remarks = Remarks()
        with open_story(path) as other:
            brought = story_stream(other, all_ids(other), remarks, whole=True, lost=True)
            found = replace(brought, settings=None)
            records = course.watched(islice(records_of_stream(found), most))
            return _taken(action, story, records, options, remarks, path, "story")
    with told(path), path.open("rb") as file:
        known = format_named(options.format, readable()) if options.format else recognise(file)
        if known.name not in _STREAMED and _size(path) > MOST_BYTES:
            raise TimelineError(f"it is too large to be imported ({_size(path) // 2**20:,} MB).")
        remarks = Remarks()
        with _portions(action, path, file, known, options, most) as portions:
            content = _content(portions, remarks, course)
            return _taken(action, story, content, options, remarks, path, known.label)


@contextmanager
def _portions(
    action: Step, path: Path, file: BinaryIO, known: Format, options: ImportOptions, most: int | None
) -> Iterator[Iterator[Portion]]:
    """What the file holds: of a large one, read in a process of its own."""
    if known.read is None:
        raise TimelineError(f"The format “{known.name}” can only be written.")
    read_options = ReadOptions(today(), options.day_first, options.mapping)
    zone = story_zone(action.conn)
    if most is None and _size(path) >= APART_BYTES:
        from timeline_app.work.reading_apart import read_apart

        with read_apart(path, known.name, read_options, zone) as portions:
            yield portions
    else:
        yield portions_of(file, known, read_options, zone, most)


def _content(portions: Iterator[Portion], remarks: Remarks, course: _Course) -> Iterator[Record | EventChunk]:
    """What portions hold, as they come; a cancel is heard between two of them."""
    for portion in portions:
        remarks.merge(portion.remarks, dict(portion.counts))
        course.tell(portion.events, portion.place_bytes)
        yield from portion.content


def _taken(
    action: Step,
    story: StoryFile,
    content: Iterator[Record | EventChunk],
    options: ImportOptions,
    remarks: Remarks,
    path: Path,
    label: str,
) -> tuple[ImportReport, Taken]:
    taken = take_into(action, story, content, known=options.known, remarks=remarks)
    report = ImportReport(
        source=path.name,
        format=label,
        added=len(taken.event_ids),
        updated=taken.updated,
        known=taken.known,
        articles=taken.new_articles,
        periods=taken.new_periods,
        changed=remarks.counts[Outcome.CHANGED],
        skipped=remarks.counts[Outcome.SKIPPED],
        remarks=tuple(remarks.kept),
    )
    return report, taken
