"""Events in transit: one file per format, pure functions between streams and records.

A reader is an iterator: a million rows never stand in memory at once. Which format a file is in is told by
its content, never by its name; which one to write, by the ending asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.event_chunk import EventLists
from timeline_app.core.records import Record, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats import (
    csv_events,
    html_page,
    icalendar_events,
    icalendar_writing,
    json_lines,
    markdown,
    simile_json,
    simile_xml,
    story_json,
    timeflow,
    timeflow_writing,
    timeline_project,
    timeline_project_writing,
    timelinejs_csv,
    timelinejs_json,
    vis_timeline,
    xlsx,
)
from timeline_app.formats.options import ReadOptions, WriteOptions

__all__ = [
    "FORMATS",
    "HEAD_BYTES",
    "Format",
    "ReadOptions",
    "WriteOptions",
    "format_named",
    "format_to_write",
    "readable",
    "recognise",
    "writable",
]

#: How much of a file is looked at to tell its format.
HEAD_BYTES = 65_536

Reader = Callable[[BinaryIO, ReadOptions, Remarks], Iterator[Record]]
Gatherer = Callable[[EventLists, BinaryIO, ReadOptions, Remarks], Iterator[None]]
Writer = Callable[[StoryStream, BinaryIO, WriteOptions, Remarks], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, what people call it, and its functions.

    `recognises` looks at the first `HEAD_BYTES` of a file, never at its name; `read` hands over records one
    by one, tells remarks of rows, and raises `TimelineError` with a sentence where the file as a whole can't
    be read. `write` takes a story whose events come one by one, and tells what the format can't hold. A
    format without `read` or `write` is not read or written. `table` says that its columns are mapped.
    `gather` reads as `read` does, by columns, where events without passages and pictures are all it can hold.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Reader | None = None
    write: Writer | None = None
    table: bool = False
    gather: Gatherer | None = None


def _never(_head: bytes) -> bool:
    return False


#: Every format, the more particular first: the first to recognise a file reads it.
FORMATS: tuple[Format, ...] = (
    Format(
        "story-json",
        "Timeline story (JSON)",
        (".json",),
        story_json.recognises,
        story_json.read_records,
        story_json.write_stream,
    ),
    Format("simile-xml", "SIMILE Timeline (XML)", (".xml",), simile_xml.recognises, simile_xml.read),
    Format(
        "timeline-project",
        "The Timeline Project",
        (".timeline",),
        timeline_project.recognises,
        timeline_project.read,
        timeline_project_writing.write,
    ),
    Format("timeflow", "TimeFlow", (".time",), timeflow.recognises, timeflow.read, timeflow_writing.write),
    Format(
        "icalendar",
        "Calendar (iCalendar)",
        (".ics",),
        icalendar_events.recognises,
        icalendar_events.read,
        icalendar_writing.write,
    ),
    Format(
        "spreadsheet",
        "Spreadsheet (Excel, OpenDocument)",
        (".xlsx", ".ods", ".xlsb", ".xls"),
        xlsx.recognises,
        xlsx.read,
        table=True,
    ),
    Format(
        "json-lines",
        "Events as JSON lines",
        (".jsonl", ".ndjson"),
        json_lines.recognises,
        json_lines.read,
        json_lines.write,
        gather=json_lines.gather,
    ),
    Format(
        "timelinejs-json",
        "TimelineJS (JSON)",
        (".timelinejs.json",),
        timelinejs_json.recognises,
        timelinejs_json.read,
        timelinejs_json.write,
    ),
    Format(
        "vis-timeline",
        "vis-timeline (JSON)",
        (".vis.json",),
        vis_timeline.recognises,
        vis_timeline.read,
        vis_timeline.write,
    ),
    Format("simile-json", "SIMILE Timeline (JSON)", (".json",), simile_json.recognises, simile_json.read),
    Format(
        "timelinejs-csv",
        "TimelineJS spreadsheet (CSV)",
        (".timelinejs.csv",),
        timelinejs_csv.recognises,
        timelinejs_csv.read,
        timelinejs_csv.write,
    ),
    Format(
        "csv",
        "Table (CSV)",
        (".csv",),
        csv_events.recognises,
        csv_events.read,
        csv_events.write,
        table=True,
        gather=csv_events.gather,
    ),
    Format(
        "tsv",
        "Table (tab-separated)",
        (".tsv", ".tab", ".txt"),
        _never,
        csv_events.read,
        csv_events.write_tabs,
        table=True,
        gather=csv_events.gather,
    ),
    Format("markdown", "Chronology (Markdown)", (".md",), _never, write=markdown.write),
    Format("html", "Web page (HTML)", (".html", ".htm"), _never, write=html_page.write),
)


def readable() -> tuple[Format, ...]:
    """The formats that can be read."""
    return tuple(known for known in FORMATS if known.read is not None)


def writable() -> tuple[Format, ...]:
    """The formats that can be written."""
    return tuple(known for known in FORMATS if known.write is not None)


def recognise(stream: BinaryIO) -> Format:
    """The format of a file, told by its content; the stream stands at its beginning before and after.

    Raises `TimelineError` for a file that no format recognises.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise TimelineError("The file is empty.")
    for known in readable():
        try:
            if known.recognises(head):
                return known
        except TimelineError:  # what is no text is none of the formats that are
            continue
    raise TimelineError(
        "The file is neither a story nor in a format that can be imported: tables (CSV, spreadsheets), "
        "calendars, and the files of TimelineJS, SIMILE, The Timeline Project, TimeFlow and vis-timeline can."
    )


def format_named(name: str, formats: tuple[Format, ...] = FORMATS) -> Format:
    """The format of a name, of those given. Raises `TimelineError` naming them."""
    for known in formats:
        if known.name == name:
            return known
    raise TimelineError(f"There is no format “{name}”; there are: {', '.join(one.name for one in formats)}.")


def format_to_write(file_name: str) -> Format:
    """The format that a file's ending asks for, the longest first. Raises `TimelineError` naming them."""
    endings = [(suffix, known) for known in writable() for suffix in known.suffixes]
    for suffix, known in sorted(endings, key=lambda pair: -len(pair[0])):
        if file_name.lower().endswith(suffix):
            return known
    offered = ", ".join(sorted({suffix for suffix, _ in endings} | {".story"}))
    raise TimelineError(f"“{file_name}” must end in one of {offered}: the ending chooses the format.")
