"""Any table as CSV or TSV → events by its columns; and a story's events as a table with headings of our own.

What is written comes back equal: dates as EDTF, lists in one cell parted by semicolons, links one a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from timeline_app.core.event import TagKind
from timeline_app.core.event_chunk import EventLists
from timeline_app.core.mapping import Mapping
from timeline_app.core.records import EventRecord, Record, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.csv_table import csv_rows, csv_writer, list_cell, looks_like_rows
from timeline_app.formats.html_text import addresses
from timeline_app.formats.json_text import object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.spool import spool
from timeline_app.formats.status_words import status_words
from timeline_app.formats.table_records import gather_rows, mapped, records_of_rows

NAME = "csv"
HOLDS = frozenset(
    (
        *("as_written", "note", "category", "status", "importance", "derived", "tags", "links"),
        *("reason",),
    )
)

#: Our own headings; `propose_mapping` knows each of them, and no dialog need be shown for them.
HEADINGS = (
    *("when", "title", "category", "topics", "persons", "organisations", "places", "note", "status"),
    *("importance", "date as written", "links", "derived", "reason", "uid"),
)
_LISTS = {
    "topics": TagKind.TOPIC,
    "persons": TagKind.PERSON,
    "organisations": TagKind.ORGANISATION,
    "places": TagKind.PLACE,
}


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a table: most of its rows have as many cells as the first one."""
    rows = looks_like_rows(head)
    if not rows or (width := len(rows[0])) < 2:
        return False
    return sum(len(row) == width for row in rows) * 2 >= len(rows)


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """An event a row. Raises TimelineError for what is no table, DayOrderError where the order is unknown."""
    mapping, rows = _table(stream, options, remarks)
    yield from records_of_rows(rows, mapping, options, remarks, NAME)


def gather(lists: EventLists, stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[None]:
    """The same by columns, into `lists`; pauses now and then, so that they can be taken. Raises alike."""
    mapping, rows = _table(stream, options, remarks)
    yield from gather_rows(lists, rows, mapping, options, remarks, NAME)


def _table(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> tuple[Mapping, Iterator[list[str]]]:
    told = options.mapping
    delimiter, encoding = (told.delimiter, told.encoding) if told is not None else ("", "")
    rows = csv_rows(stream, delimiter, encoding, remarks)
    return mapped(rows, options)


def cells_of(record: EventRecord) -> dict[str, str]:
    """An event's cells by their headings; columns that came with it under their own."""
    in_note = addresses(record.note) if "http" in record.note else ()
    cells = {
        "when": record.edtf,
        "title": record.title,
        "category": record.category,
        "note": record.note,
        "status": status_words(record.status),
        "importance": str(record.importance or ""),
        "date as written": record.as_written,
        "links": "\n".join(
            f"{link.url} {link.title}".rstrip()
            for link in record.links
            if link.title or link.url not in in_note
        ),
        "derived": "yes" if record.derived else "",
        "reason": record.reason,
        "uid": record.uid,
    }
    for heading, kind in _LISTS.items():
        cells[heading] = list_cell([tag.name for tag in record.tags if tag.kind is kind])
    kept = object_of(object_of(record.extra.get(NAME)).get("columns"))
    return cells | {name: text_of(cell) for name, cell in kept.items() if name not in cells}


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write an event a row under our own headings, then those of columns the events came with."""
    losses = Losses(remarks, NAME, HOLDS)
    with spool() as rows:
        for record in story.events:
            losses.see(record)
            rows.put({name: cell for name, cell in cells_of(record).items() if cell})
        names = [*HEADINGS, *(name for name in rows.names if name not in HEADINGS)]
        with csv_writer(out, neutral=options.neutral, delimiter="\t" if options.tabs else ",") as put:
            put(names)
            for row in rows.rows():
                put([row.get(name, "") for name in names])
    losses.tell()
    tell_of_parts(story, remarks, periods=False, articles=False)


def write_tabs(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """The same with tabs between the cells."""
    write(story, out, replace(options, tabs=True), remarks)
