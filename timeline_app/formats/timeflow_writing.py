"""Records → TimeFlow `.time` text; see `timeflow` for the format.

The header must name every field before the first row, so the rows wait in a spool on disk.
"""

from __future__ import annotations

from typing import BinaryIO

from timeline_app.core.dates import in_words
from timeline_app.core.event import TagKind
from timeline_app.core.records import EventRecord, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.csv_table import csv_writer
from timeline_app.formats.html_text import addresses
from timeline_app.formats.json_text import object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import WriteOptions
from timeline_app.formats.parts import ends_of
from timeline_app.formats.spool import spool
from timeline_app.formats.status_words import status_words
from timeline_app.formats.timeflow import MARK, NAME
from timeline_app.formats.timeflow_dates import dates_written

_HOLDS = frozenset(("as_written", "note", "category", "status", "importance", "tags", "links"))

#: Our fields in their order, with their types; only those that some event fills are written.
_FIELDS = {
    "ID": "Text",
    "Start": "Date/Time",
    "Latest Start": "Date/Time",
    "Earliest End": "Date/Time",
    "End": "Date/Time",
    "Label": "Text",
    "Category": "Text",
    "Description": "Text",
    "Topics": "List",
    "Persons": "List",
    "Organisations": "List",
    "Places": "List",
    "Date as Written": "Text",
    "EDTF": "Text",
    "Status": "Text",
    "Importance": "Number",
    "Source": "Text",
    "Link": "URL",
}
_POINTS = {"start": "Start", "latestStart": "Latest Start", "earliestEnd": "Earliest End", "end": "End"}
_LISTS = {
    TagKind.TOPIC: "Topics",
    TagKind.PERSON: "Persons",
    TagKind.ORGANISATION: "Organisations",
    TagKind.PLACE: "Places",
}
_ALIASES = {
    "START": "Start",
    "LATEST_START": "Latest Start",
    "EARLIEST_END": "Earliest End",
    "END": "End",
    "LABEL": "Label",
    "TRACK": "Category",
    "COLOR": "Category",
}


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write a story's events as a file that TimeFlow opens."""
    losses = Losses(remarks, NAME, _HOLDS)
    kinds = dict(_FIELDS)
    with spool() as rows:
        for record in story.events:
            losses.see(record)
            rows.put(_row(record, kinds, options.zone, losses))
        names = [name for name in kinds if name in rows.names or name in ("Start", "Label")]
        with csv_writer(out, neutral=False, delimiter="\t", marked=False) as put:
            put([MARK, "format version", "1"])
            headline = story.settings.headline if story.settings is not None else ""
            put([MARK, "source", headline or "[source unspecified]"])
            put([MARK, "description", story.settings.notes if story.settings is not None else ""])
            for name in names:
                put([MARK, "field", name, kinds[name]])
            put([MARK, "end-metadata"])
            for role, name in _ALIASES.items():
                if name in names:
                    put([MARK, "alias", f"TIMEFLOW_{role}", name])
            put([MARK, "====== End of Header. Data below is in tab-delimited format. ====="])
            put(names)
            for row in rows.rows():
                put([row.get(name, "") for name in names])
    losses.tell()
    tell_of_parts(story, remarks, periods=False, articles=False)


def _row(record: EventRecord, kinds: dict[str, str], zone: str, losses: Losses) -> dict[str, str]:
    points = dates_written(record.edtf, zone)
    cells = {_POINTS[name]: text for name, text in points.items()}
    ends = ends_of(record.edtf)
    offset = any(end is not None and end.offset_min is not None for end in (ends.start, ends.end))
    if record.edtf and (not ends.exact or ends.open_start or ends.open_end or offset):
        cells["EDTF"] = record.edtf
        if not _four_points(cells):
            losses.date(
                record, f"TimeFlow shows its date, {in_words(record.edtf)}, as {' to '.join(points.values())}"
            )
    if any(text.endswith("BC") for text in points.values()):
        losses.date(record, "TimeFlow reads no years BC; it will show the event without a date")
    cells |= {
        "ID": record.uid,
        "Label": record.title,
        "Category": record.category,
        "Description": record.note,
        "Date as Written": record.as_written,
        "Status": status_words(record.status),
        "Importance": str(record.importance or ""),
    }
    for kind, name in _LISTS.items():
        names = [tag.name for tag in record.tags if tag.kind is kind]
        if any("," in tag for tag in names):
            losses.date(
                record, "commas in its tags are written as semicolons, because a comma parts two tags"
            )
        cells[name] = ",".join(tag.replace(",", ";") for tag in names)
    in_note = addresses(record.note)
    own = [link for link in record.links if link.url not in in_note or link.title]
    for number, link in enumerate(own, 1):
        name = "Link" if number == 1 else f"Link {number}"
        kinds.setdefault(name, "URL")
        cells[name] = link.url
        if number == 1:
            cells["Source"] = link.title
        elif link.title:
            losses.date(record, "only the first of its links keeps its title")
    for name, kept in object_of(object_of(record.extra.get(NAME)).get("fields")).items():
        if not cells.get(name):
            kinds[name] = text_of(object_of(kept).get("kind")) or "Text"
            cells[name] = text_of(object_of(kept).get("value"))
    return {name: cell for name, cell in cells.items() if cell}


def _four_points(cells: dict[str, str]) -> bool:
    return "Latest Start" in cells or "Earliest End" in cells
