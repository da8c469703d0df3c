"""TimeFlow `.time` text → records: a header of fields and roles, then tab-separated rows.

Which field is what is told by the aliases (`TIMEFLOW_START` …), else by its name. The track, or the colour,
becomes the category (of a list, its first name); every list becomes tags. Fields that an event has no place
for are kept in `extra["timeflow"]`; the writer, `timeflow_writing`, writes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from timeline_app.core.dates import in_words, parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, TagKind
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.links import web_host
from timeline_app.core.mapping import Column, heading, propose_mapping
from timeline_app.core.records import EventRecord, Record, TagRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.csv_table import csv_rows
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.html_text import addresses
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.plain_text import head_text
from timeline_app.formats.simile_dates import edtf_of
from timeline_app.formats.status_words import importance_of, status_of
from timeline_app.formats.timeflow_dates import dates_written

NAME = "timeflow"
MARK = "#TIMEFLOW"

#: Role of a field → the point of a date that it tells.
_POINTS = {"START": "start", "END": "end", "LATEST_START": "latestStart", "EARLIEST_END": "earliestEnd"}
_POINT_NAMES = {
    **dict.fromkeys(("start", "date", "start date"), "start"),
    **dict.fromkeys(("end", "end date"), "end"),
    "latest start": "latestStart",
    "earliest end": "earliestEnd",
}
_TAGS = {
    Column.PERSONS: TagKind.PERSON,
    Column.ORGANISATIONS: TagKind.ORGANISATION,
    Column.PLACES: TagKind.PLACE,
    Column.TOPICS: TagKind.TOPIC,
}
_TAKEN = frozenset((Column.NOTE, Column.STATUS, Column.IMPORTANCE, Column.AS_WRITTEN, Column.UID, Column.KEY))


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: `role` is its alias ("START") or empty, `column` what its name says, `point` which date."""

    name: str
    kind: str
    role: str
    column: Column
    point: str

    @property
    def tags(self) -> TagKind | None:
        """What kind of tags the names in its cells are; None where they are none."""
        if self.kind == "List":
            return _TAGS.get(self.column, TagKind.TOPIC)
        return _TAGS.get(self.column)


def recognises(head: bytes) -> bool:
    """Whether a file begins with TimeFlow's mark."""
    return head_text(head).lstrip("\ufeff").startswith(MARK)


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The events, row by row. Raises TimelineError where the header is no header."""
    rows = csv_rows(stream, "\t", remarks=remarks)
    kinds, roles = _header(rows, remarks)
    fields = _fields(next(rows, []), kinds, roles)
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    for number, row in enumerate(rows, 1):
        cells = {field.name: cell.strip() for field, cell in zip(fields, row, strict=False) if cell.strip()}
        if cells:
            yield _event(cells, fields, dates, f"row {number}", remarks)


def _header(rows: Iterator[list[str]], remarks: Remarks) -> tuple[dict[str, str], dict[str, str]]:
    """Field → type, and field → role."""
    kinds: dict[str, str] = {}
    roles: dict[str, str] = {}
    for row in rows:
        words = [*row, "", "", "", ""]
        if words[0] != MARK:
            raise TimelineError("The file's header breaks off: a line of it does not begin with #TIMEFLOW.")
        if words[1].startswith("===="):
            return kinds, roles
        if words[1] == "field":
            kinds[words[2]] = words[3]
        elif words[1] == "alias":
            roles[words[3]] = words[2].removeprefix("TIMEFLOW_")
        elif words[1] in ("source", "description") and words[2].strip("[] ") not in (
            "",
            "source unspecified",
        ):
            remarks.noted(f"The file says of itself ({words[1]}): {words[2].strip()}")
    raise TimelineError("The file ends within its header: no data follows.")


def _fields(names: list[str], kinds: Mapping[str, str], roles: Mapping[str, str]) -> tuple[_Field, ...]:
    mapping = propose_mapping(names, ())
    has_point = any(role in _POINTS for role in roles.values())
    fields = []
    for name, column in zip(names, mapping.columns, strict=True):
        role = roles.get(name, "")
        point = _POINTS.get(role, "") if has_point else _POINT_NAMES.get(heading(name), "")
        fields.append(_Field(name, kinds.get(name, "Text"), role, column, point))
    return tuple(fields)


def _event(
    cells: Mapping[str, str], fields: tuple[_Field, ...], dates: FreeDates, place: str, remarks: Remarks
) -> EventRecord:
    points = {field.point: cells[field.name] for field in fields if field.point and field.name in cells}
    plain = {field.column: cells[field.name] for field in reversed(fields) if field.name in cells}
    label = next((field.name for field in fields if field.role == "LABEL"), "")
    title = " ".join((cells.get(label, "") or plain.get(Column.TITLE, "")).split())
    as_written = plain.get(Column.AS_WRITTEN, "")
    try:
        edtf = edtf_of(points, lasts="end" in points, dates=dates, place=place)
        edtf = _finer(cells.get("EDTF", ""), edtf, points)
        if not edtf:
            remarks.changed("it has no date, and was taken as undated", place, title)
    except TimelineError as trouble:
        edtf = ""
        as_written = as_written or " – ".join(points.values())
        remarks.changed(f"taken as undated: {str(trouble).rstrip('.')}", place, title)
    note = plain.get(Column.NOTE, "")
    title = title or note.partition("\n")[0][:100] or in_words(edtf)
    own_id = plain.get(Column.UID, "") or plain.get(Column.KEY, "")
    links, used = _links(cells, fields, note)
    kept = {
        field.name: {"kind": field.kind, "value": cells[field.name]}
        for field in fields
        if field.name in cells and field.name not in used and not _taken(field, label, own_id)
    }
    tags = [
        TagRecord(name, kind)
        for field in fields
        if (kind := field.tags) is not None
        for name in _names(cells.get(field.name, ""))
    ]
    return EventRecord(
        title=title,
        edtf=edtf,
        uid=uid_of(own_id),
        as_written=as_written,
        note=note,
        category=_category(cells, fields),
        status=status_of(plain.get(Column.STATUS, "")) or Status.NONE,
        importance=importance_of(plain.get(Column.IMPORTANCE, "")),
        tags=tuple(dict.fromkeys(tags)),
        links=links,
        origin=NAME,
        origin_key=own_id or content_key(edtf, title),
        extra={NAME: {"fields": kept}} if kept else {},
    )


def _finer(edtf: str, read: str, points: Mapping[str, str]) -> str:
    """Our own EDTF field, if the dates beside it still say the same; else what they say."""
    if edtf:
        try:
            parse_edtf(edtf)
        except TimelineError:
            return read
        if dates_written(edtf, "UTC") == points:
            return edtf
    return read


def _taken(field: _Field, label: str, own_id: str) -> bool:
    """Whether a record has a place for a field."""
    if field.column is Column.STATUS or field.column is Column.IMPORTANCE:
        return field.name in ("Status", "Importance")  # other columns of such names hold words of their own
    if field.column in (Column.UID, Column.KEY):
        return bool(uid_of(own_id))
    category = field.role in ("TRACK", "COLOR") or field.column is Column.CATEGORY
    return (
        field.point != ""
        or field.name in (label, "EDTF")
        or field.column in _TAKEN
        or field.tags is not None
        or (category and field.kind == "Text")
    )


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _category(cells: Mapping[str, str], fields: tuple[_Field, ...]) -> str:
    """From the one field of the file that tells it: the track, else the colour, else one of that name."""
    ways: tuple[Callable[[_Field], bool], ...] = (
        lambda field: field.role == "TRACK",
        lambda field: field.role == "COLOR",
        lambda field: field.column is Column.CATEGORY,
    )
    chosen = next((field for way in ways for field in fields if way(field)), None)
    if chosen is None or chosen.kind not in ("Text", "List", ""):
        return ""
    cell = cells.get(chosen.name, "")
    return next(iter(_names(cell)), "") if chosen.kind == "List" else cell


def _links(
    cells: Mapping[str, str], fields: tuple[_Field, ...], note: str
) -> tuple[tuple[Link, ...], frozenset[str]]:
    """Addresses of URL fields, the first under the name of its source; and the fields they came from."""
    found: dict[str, Link] = {}
    used: set[str] = set()
    for field in fields:
        address = cells.get(field.name, "")
        if (field.kind == "URL" or field.column is Column.LINKS) and web_host(address):
            title = ""
            if not found and "Source" in cells:
                title = cells["Source"]
                used.add("Source")
            found.setdefault(address, Link(address, title))
            used.add(field.name)
    for address in addresses(note):
        found.setdefault(address, Link(address))
    return tuple(found.values()), frozenset(used)
