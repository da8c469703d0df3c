"""What one import is to do: which files, how each is read, what becomes of known events; its questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from timeline_app.core.dates import DateStyle, read_date
from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import DayOrderError, Mapping, heading
from timeline_app.core.report import ImportReport, Outcome, Remark
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.ui.parts.choice_dialog import Answer
from timeline_app.work import clock

if TYPE_CHECKING:
    from timeline_app.work.first_look import FileLook
    from timeline_app.work.importing import ImportOptions


class ImportPlan:
    """An import on its way.

    `files` are those that can be imported, `refused` the looks at the others; `known` is a value of
    `store.incoming.Known`; `last_id` is the highest id of an event before.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self.files: tuple[Path, ...] = ()
        self.refused: tuple[FileLook, ...] = ()
        self.known = "update"
        self.last_id = 0
        self._tables: list[FileLook] = []
        self._mappings: dict[Path, Mapping] = {}
        self._orders: dict[str, bool] = {}

    @property
    def name(self) -> str:
        """What it is called in a sentence: the file's name, or how many they are."""
        return self.paths[0].name if len(self.paths) == 1 else f"{len(self.paths)} files"

    def take_looks(self, looks: Sequence[FileLook]) -> None:
        """Take note of what the files are; tables with headings of our own are read without a question."""
        self.files = tuple(look.path for look in looks if not look.trouble)
        self.refused = tuple(look for look in looks if look.trouble)
        for look in looks:
            if look.table is not None and look.table.is_own and look.table.mapping.has_header:
                self._mappings[look.path] = look.table.mapping
            elif look.table is not None:
                self._tables.append(look)

    def next_tables(self) -> list[FileLook]:
        """The tables of the same headings that are to be asked about next; none where all are known."""
        waiting = [look for look in self._tables if look.path not in self._mappings]
        return [look for look in waiting if _headings(look) == _headings(waiting[0])]

    def read_so(self, group: Sequence[FileLook], mapping: Mapping) -> None:
        """Read these tables so, each in its own encoding and with its own delimiter.

        The order of day and month holds for the first, which the answer was given for; of the others only
        where their own dates do not tell.
        """
        for place, look in enumerate(group):
            if look.table is None:
                continue
            own = look.table.mapping
            if place == 0:
                self._mappings[look.path] = mapping
                continue
            self._mappings[look.path] = replace(
                mapping,
                delimiter=own.delimiter,
                encoding=own.encoding,
                day_first=own.day_first if own.day_first is not None else mapping.day_first,
            )

    def order_so(self, file: str, day_first: bool) -> None:
        """In that file, 11/12/2025 means this."""
        self._orders[file] = day_first

    def options(self) -> list[ImportOptions]:
        """How each of `files` is imported."""
        from timeline_app.store.incoming import Known
        from timeline_app.work.importing import ImportOptions

        return [
            ImportOptions(
                day_first=self._orders.get(str(path)),
                mapping=self._mappings.get(path),
                known=Known(self.known),
            )
            for path in self.files
        ]

    def refusals(self) -> list[ImportReport]:
        """A report on each file that could not be imported."""
        return [
            ImportReport(look.path.name, "not read", remarks=(Remark(Outcome.NOTED, look.trouble),))
            for look in self.refused
        ]

    def was_empty(self, reports: Sequence[ImportReport], now: StorySnapshot | None) -> bool:
        """Whether all events of the story came with this import."""
        return now is not None and 0 < len(now) == sum(one.added for one in reports)


def _headings(look: FileLook) -> tuple[object, ...]:
    table = look.table
    if table is None or not table.mapping.has_header:
        return (look.path,)  # a table without headings is like no other
    return tuple(map(heading, table.mapping.names))


def known_words(speaker: QObject, name: str, reports: Sequence[ImportReport]) -> str:
    """The question on events that the story has already."""
    updated, known = sum(one.updated for one in reports), sum(one.known for one in reports)
    added = sum(one.added for one in reports)
    tr = speaker.tr
    found = updated + known
    if found == 1:
        first = tr("An event of {} is in this story already").format(name)
    elif added:
        first = tr("{} events of {} are in this story already").format(f"{found:,}", name)
    else:
        first = tr("All {} events of {} are in this story already").format(f"{found:,}", name)
    if found == updated == 1:
        return tr("{}, and differs from what the file says.").format(first)
    if updated == 1:
        return tr("{}, and one of them differs from what the file says.").format(first)
    if updated == found:
        return tr("{}, and all of them differ from what the file says.").format(first)
    if updated:
        return tr("{}, and {} of them differ from what the file says.").format(first, f"{updated:,}")
    return tr("{}, just as the file says.").format(first)


def known_answers(speaker: QObject, *, changed: bool, chosen: Callable[[str], None]) -> list[Answer]:
    """What may become of events that the story has already; none of the answers loses anything."""
    tr = speaker.tr
    update = Answer(
        "knownUpdate",
        tr("Update Them"),
        tr("What differs becomes as the file has it; new events are added. Your own events stay."),
        lambda: chosen("update"),
    )
    keep = Answer(
        "knownKeep",
        tr("Leave Them as They Are"),
        tr("Only events that are new are added."),
        lambda: chosen("keep"),
    )
    again = Answer(
        "knownAdd",
        tr("Add All Once More"),
        tr("Every event of the file is added; those that are here will stand twice."),
        lambda: chosen("add"),
    )
    return [update, keep, again] if changed else [keep, again]


def order_words(speaker: QObject, question: DayOrderError) -> str:
    """The question on a date that reads in two ways."""
    name = Path(question.file).name
    words = speaker.tr("What does {} mean in {} of “{}”? All dates of this file are read the same way.")
    return words.format(question.text, question.place, name)


def order_answers(
    speaker: QObject, text: str, style: DateStyle, chosen: Callable[[bool], None]
) -> list[Answer]:
    """The two ways."""
    said = {True: speaker.tr("The day comes first."), False: speaker.tr("The month comes first.")}
    names = {True: "orderDay", False: "orderMonth"}
    return [
        Answer(names[first], date_words(text, first, style), said[first], partial(chosen, first))
        for first in (True, False)
    ]


def date_words(text: str, day_first: bool, style: DateStyle) -> str:
    """What a date that reads in two ways means in one of them."""
    try:
        return read_date(text, today=clock.today(), day_first=day_first, style=style).words
    except TimelineError:
        return text
