"""Rows of a table + which column is what → events; shared by CSV and spreadsheets. Reads no file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Values
from itertools import chain, islice

from timeline_app.core.columns import Precision
from timeline_app.core.dates import End, Interval, OneOf, Unit, days_in_month, format_edtf, parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, TagKind
from timeline_app.core.event_chunk import EventLists
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.links import web_host
from timeline_app.core.mapping import Column, DayOrderError, Mapping, propose_mapping
from timeline_app.core.records import EventRecord, TagRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.csv_table import parts_of_cell
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.html_text import addresses
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.parts import astronomical, span, unit
from timeline_app.formats.status_words import importance_of, status_of
from timeline_app.formats.timelinejs_slides import clock_parts

#: So many rows are looked at to tell what the columns are.
SAMPLE_ROWS = 200
#: Where records are asked for one by one, so many rows are read ahead.
_ROWS_AT_ONCE = 100
#: So many different dates, and tag cells, are remembered.
_MOST_REMEMBERED = 65_536
_NOTHING: Values[Column, str] = {}

_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_STILL = frozenset(("..", "present", "now", "today", "ongoing", "still", "to date", "until now"))
_TAGS = {
    Column.TOPICS: TagKind.TOPIC,
    Column.PERSONS: TagKind.PERSON,
    Column.ORGANISATIONS: TagKind.ORGANISATION,
    Column.PLACES: TagKind.PLACE,
}
_START_PARTS = (Column.YEAR, Column.MONTH, Column.DAY, Column.TIME)
_END_PARTS = (Column.END_YEAR, Column.END_MONTH, Column.END_DAY, Column.END_TIME)
_YES = frozenset(("yes", "true", "1", "x", "y"))


def mapped(rows: Iterator[list[str]], options: ReadOptions) -> tuple[Mapping, Iterator[list[str]]]:
    """Which column is what, as told or as the headings say, and the rows that are events.

    Raises TimelineError where nothing can be an event's title or date.
    """
    header = next(rows, None)
    if header is None:
        raise TimelineError("The table is empty.")
    mapping = options.mapping
    if mapping is None:
        sample = list(islice(rows, SAMPLE_ROWS))
        mapping = propose_mapping(header, sample)
        rows = chain(sample, rows)
    if Column.TITLE not in mapping.columns and Column.WHEN not in mapping.columns:
        names = ", ".join(name.strip()[:30] for name in header[:8])
        raise TimelineError(
            f"No column of the table could be told to be a title or a date (it has: {names})."
        )
    return mapping, rows if mapping.has_header else chain([header], rows)


def numbered(headings: Sequence[str]) -> list[str]:
    """Headings of which each stands once: one that is there already gets its number among its equals, one
    that is empty the number of its column.
    """
    plain = [name.strip() or f"Column {place}" for place, name in enumerate(headings, 1)]
    taken, found = set(plain), []
    counts: dict[str, int] = {}
    for name in plain:
        count = counts[name] = counts.get(name, 0) + 1
        while count > 1 and f"{name} ({count})" in taken:
            count += 1
        unique = name if count == 1 else f"{name} ({count})"
        taken.add(unique)
        found.append(unique)
    return found


def records_of_rows(
    rows: Iterator[list[str]], mapping: Mapping, options: ReadOptions, remarks: Remarks, origin: str
) -> Iterator[EventRecord]:
    """An event of each row; what can't be read of one is told, and never stops the rest.

    Raises DayOrderError at the first date whose day and month could be each other, if nobody has said.
    """
    lists = EventLists()
    for _ in gather_rows(lists, rows, mapping, options, remarks, origin, every=_ROWS_AT_ONCE):
        yield from lists.drain()


def gather_rows(
    lists: EventLists,
    rows: Iterator[list[str]],
    mapping: Mapping,
    options: ReadOptions,
    remarks: Remarks,
    origin: str,
    *,
    every: int = 1_000,
) -> Iterator[None]:
    """Put an event of each row into `lists`; pauses after every so many rows, and at the end.

    Raises as `records_of_rows` does.
    """
    day_first = mapping.day_first if options.day_first is None else options.day_first
    first = 2 if mapping.has_header else 1
    reader = _RowReader(mapping, FreeDates(options, day_first), remarks, origin)
    while some := list(islice(rows, every)):
        for number, row in enumerate(some, first):
            reader.put(lists, row, number)
        first += len(some)
        yield


class _RowReader:
    """The columns of one table, found once; `put` reads a row."""

    def __init__(self, mapping: Mapping, dates: FreeDates, remarks: Remarks, origin: str) -> None:
        single = {column: mapping.places(column)[0] for column in mapping.columns if mapping.places(column)}
        self._dates = dates
        self._remarks = remarks
        self._origin = origin
        self._width = len(mapping.columns)
        self._title = single.get(Column.TITLE, -1)
        self._when = single.get(Column.WHEN, -1)
        self._category = single.get(Column.CATEGORY, -1)
        self._notes = mapping.places(Column.NOTE)
        self._links = mapping.places(Column.LINKS)
        self._tags = tuple(
            (place, _TAGS[column]) for place, column in enumerate(mapping.columns) if column in _TAGS
        )
        self._in_parts = Column.WHEN not in single and Column.YEAR in single
        self._more_dates = tuple(
            (column, place)
            for column, place in single.items()
            if column
            in (
                *(Column.END, Column.TIME, Column.END_TIME, Column.YEAR, Column.MONTH, Column.DAY),
                *(Column.END_YEAR, Column.END_MONTH, Column.END_DAY),
            )
        )
        self._others = tuple(
            (column, place)
            for column, place in single.items()
            if column
            in (
                *(Column.AS_WRITTEN, Column.STATUS, Column.IMPORTANCE, Column.DERIVED, Column.REASON),
                *(Column.UID, Column.KEY),
            )
        )
        self._names = numbered([*mapping.names, *[""] * (self._width - len(mapping.names))])
        self._kept = tuple((self._names[place], place) for place in mapping.places(Column.KEEP))
        self._plain: set[str] = set()
        self._places_of_cells: dict[tuple[str, ...], tuple[int, ...]] = {}

    def put(self, lists: EventLists, row: list[str], number: int) -> None:
        """Put the event of a row into the lists; of a row without any words, nothing."""
        if len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        title = row[self._title].strip() if self._title >= 0 else ""
        if "\n" in title or "\r" in title:
            title = " ".join(title.split())
        written = row[self._when].strip() if self._when >= 0 else ""
        others: Values[Column, str] = _NOTHING
        if self._others:
            others = {column: row[place].strip() for column, place in self._others if row[place]}
        as_written = others.get(Column.AS_WRITTEN, "")
        if not self._more_dates and (written in self._plain or self._is_plain(written)):
            edtf = written
        else:
            if not title and not any(cell.strip() for cell in row):
                return
            edtf, as_written = self._date(row, written, as_written, number, title)
        note = self._note(row) if self._notes else ""
        if not title:
            title = note.partition("\n")[0][:100] or as_written or written
            if not title:
                self._remarks.skipped("it has neither a title nor a date", f"row {number}")
                return
        extra: dict[str, object] = {}
        if self._kept:
            kept = {name: row[place] for name, place in self._kept if row[place]}
            if kept:
                extra = {self._origin: {"columns": kept}}
        if len(row) > self._width:
            self._keep_beyond(row, number, title, extra)
        own_id = others.get(Column.UID, "") or others.get(Column.KEY, "")
        if others:
            self._put_others(lists, others, own_id, extra)
        if (self._links or "http" in note) and (links := self._links_of(row, note, extra)):
            lists.say("links", links)
        if extra:
            lists.say("extra", json.dumps(extra, ensure_ascii=False))
        lists.tags.append(self._tags_of(lists, row) if self._tags else ())
        lists.category.append(row[self._category].strip() if self._category >= 0 else "")
        lists.edtf.append(edtf)
        lists.as_written.append(as_written)
        lists.note.append(note)
        lists.origin.append(self._origin)
        lists.origin_key.append(own_id or content_key(edtf, title))
        lists.title.append(title)

    def _note(self, row: Sequence[str]) -> str:
        if len(self._notes) == 1:
            return row[self._notes[0]]
        return "\n\n".join(row[place] for place in self._notes if row[place].strip())

    def _keep(self, extra: dict[str, object], name: str, cell: str) -> None:
        columns = extra.setdefault(self._origin, {"columns": {}})
        if isinstance(columns, dict):
            known = columns["columns"].get(name)
            columns["columns"][name] = f"{known}\n{cell}" if known else cell

    def _keep_beyond(self, row: Sequence[str], number: int, title: str, extra: dict[str, object]) -> None:
        """Keep the cells of a row that stand beyond the last heading, and say so."""
        names = numbered([*self._names, *[""] * (len(row) - self._width)])
        found = [(names[place], row[place]) for place in range(self._width, len(row)) if row[place].strip()]
        for name, cell in found:
            self._keep(extra, name, cell)
        if found:
            told = ", ".join(f"“{name}”" for name, _ in found)
            self._remarks.changed(
                f"it has more cells than there are headings; they are kept as {told}", f"row {number}", title
            )

    def _tags_of(self, lists: EventLists, row: Sequence[str]) -> tuple[int, ...]:
        """The places of a row's tags; what a cell says is worked out once."""
        told = tuple([row[place] for place, _ in self._tags])
        found = self._places_of_cells.get(told)
        if found is None:
            pairs = zip(told, self._tags, strict=True)
            tags = [
                TagRecord(name, kind) for cell, (_, kind) in pairs if cell for name in parts_of_cell(cell)
            ]
            if len(self._places_of_cells) >= _MOST_REMEMBERED:
                self._places_of_cells.clear()
            found = self._places_of_cells[told] = lists.places_of(tags)
        return found

    def _put_others(
        self, lists: EventLists, others: Values[Column, str], own_id: str, extra: dict[str, object]
    ) -> None:
        """What columns say that few tables have."""
        if own_id:
            lists.say("uid", uid_of(own_id))
        if told := others.get(Column.STATUS):
            status = status_of(told)
            if status is not None:
                lists.say("status", int(status))
            else:
                self._keep(extra, "Status", told)
        if told := others.get(Column.IMPORTANCE):
            lists.say("importance", importance_of(told))
        if others.get(Column.DERIVED, "").lower() in _YES:
            lists.say("derived", 1)
        if told := others.get(Column.REASON):
            lists.say("reason", told)

    def _links_of(self, row: Sequence[str], note: str, extra: dict[str, object]) -> tuple[Link, ...]:
        """Each line of a cell an address, perhaps followed by its title; and the addresses in the note."""
        found: dict[str, Link] = {}
        for place in self._links:
            for line in row[place].splitlines():
                address, _, title = line.strip().partition(" ")
                if web_host(address):
                    found.setdefault(address, Link(address, title.strip()))
                elif line.strip():
                    self._keep(extra, "Link", line.strip())
        for address in addresses(note):
            found.setdefault(address, Link(address))
        return tuple(found.values())

    # -- dates --------------------------------------------------------------------------------------------

    def _is_plain(self, written: str) -> bool:
        """Whether a date is EDTF as it stands: a year, a month or a day that there is."""
        if not (_PLAIN.fullmatch(written) and _in_month(written)):
            return False
        if len(self._plain) < _MOST_REMEMBERED:
            self._plain.add(written)
        return True

    def _date(
        self, row: Sequence[str], written: str, as_written: str, number: int, title: str
    ) -> tuple[str, str]:
        """The EDTF of a row whose date is not plain, and the date as written where that says more."""
        more: dict[Column, str] = {
            column: row[place].strip() for column, place in self._more_dates if row[place].strip()
        }
        place = f"row {number}"
        try:
            if self._in_parts:
                start = self._parts(more, _START_PARTS, place)
            else:
                start = self._timed(written, more.get(Column.TIME, ""), place)
            return self._until(start, more, place), as_written
        except DayOrderError:
            raise
        except TimelineError as trouble:
            self._remarks.changed(f"taken as undated: {str(trouble).rstrip('.')}", place, title)
            cells = [written, *more.values()]
            return "", as_written or " ".join(cell for cell in cells if cell)

    def _timed(self, written: str, clock: str, place: str) -> str:
        edtf = self._dates.read(written, place).edtf if written else ""
        date = parse_edtf(edtf) if clock and edtf else None
        if isinstance(date, Unit) and date.precision is Precision.DAY:
            return format_edtf(_with_clock(date, clock))
        return edtf

    def _parts(self, more: dict[Column, str], names: Sequence[Column], place: str) -> str:
        """A date told in several columns; a month may be a word."""
        year, month, day = (more.get(name, "").replace(",", "") for name in names[:3])
        if not year:
            return ""
        if re.fullmatch(r"-?[0-9]+(\.0)?", year) and re.fullmatch(r"([0-9]+(\.0)?)?", month):
            numbers = [int(float(part)) if part else None for part in (month, day)]
            date = unit(astronomical(int(float(year))), numbers[0], numbers[1] if numbers[0] else None)
            clock = more.get(names[3], "")
            return format_edtf(_with_clock(date, clock) if clock and date.day else date)
        year = f"{year[1:]} BC" if year.startswith("-") else year
        return self._dates.read(" ".join(part for part in (day, month, year) if part), place).edtf

    def _until(self, start: str, more: dict[Column, str], place: str) -> str:
        """From a start to what the columns of the end say, if anything."""
        written = more.get(Column.END, "")
        if written.lower() in _STILL:
            return f"{start}/.." if start else ""
        end = self._timed(written, more.get(Column.END_TIME, ""), place) if written else ""
        if not end and Column.END_YEAR in more:
            end = self._parts(more, _END_PARTS, place)
        if not end or end == start:
            return start
        if not start:
            return end
        first, last = parse_edtf(start), parse_edtf(end)
        if isinstance(first, Interval):
            return start
        if isinstance(last, Interval):
            closing = last.start if isinstance(last.end, End) else last.end
            last = closing if not isinstance(closing, End) else first
        if not isinstance(first, Unit | OneOf) or not isinstance(last, Unit | OneOf):
            return start
        return span(first, last)


def _with_clock(date: Unit, clock: str) -> Unit:
    parts = clock_parts(clock)
    if not parts:
        return date
    minute, second = (int(parts[name]) if parts[name] else None for name in ("minute", "second"))
    return unit(date.year, date.month, date.day, (int(parts["hour"]), minute or 0, second))


def _in_month(written: str) -> bool:
    """Whether the day of a plain date is one of its month."""
    if len(written) < 10 or written[8:] < "29":
        return True
    return int(written[8:]) <= days_in_month(int(written[:4]), int(written[5:7]))
