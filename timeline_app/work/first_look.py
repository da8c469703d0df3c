"""What a file is, and how its table would be read, before anything of it is taken; writes nothing.

For the window's mapping dialog: the guesses, the first rows, and how their dates are understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import (
    Column,
    DayOrderError,
    Mapping,
    ambiguous,
    day_order,
    heading,
    propose_mapping,
)
from timeline_app.core.report import Remarks
from timeline_app.core.table_text import COPIED_HEADINGS
from timeline_app.formats import ReadOptions, json_lines, recognise
from timeline_app.formats.csv_events import HEADINGS as OWN_HEADINGS
from timeline_app.formats.csv_table import csv_rows, delimiter_of
from timeline_app.formats.plain_text import encoding_of, let_go, open_text
from timeline_app.formats.table_records import SAMPLE_ROWS, records_of_rows
from timeline_app.formats.xlsx import table_rows
from timeline_app.store.failures import told
from timeline_app.work.clock import today
from timeline_app.work.opening import holds_story

#: So many characters of a text tell what parts its cells.
_HEAD_CHARS = 65_536

#: In so many rows one is looked for that holds a date.
_ROWS_TRIED = 20
#: What makes a column one of titles: so many letters a cell, in such a share of the rows.
_LEAST_LETTERS = 3
_NEARLY_ALL = 0.8

_OWN = frozenset(map(heading, OWN_HEADINGS))
_COPIED = frozenset(map(heading, COPIED_HEADINGS))


@dataclass(frozen=True, slots=True)
class TableLook:
    """The beginning of a table.

    - `rows`: its first rows as they stand, headings among them;
    - `mapping`: how it would be read, proposed by names and content, with delimiter and encoding;
    - `is_text`: whether it is a text at all, with a delimiter and an encoding (a workbook has neither);
    - `is_own`: whether the headings are those that this program writes.
    """

    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping
    is_text: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file that may be imported: `label` says its format in words, `table` is there if it is one.

    `trouble` is a sentence on why it can't be imported, or empty.
    """

    path: Path
    label: str = ""
    table: TableLook | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class RowLook:
    """How one row would be read: title, date in words and as EDTF; `trouble` is a sentence, or empty.

    `is_open` says that the date reads in two ways and nobody has said which.
    """

    title: str = ""
    words: str = ""
    edtf: str = ""
    trouble: str = ""
    is_open: bool = False


def look_at(path: Path, delimiter: str = "", encoding: str = "") -> FileLook:
    """What a file is, told by its content; never raises for what is wrong with it.

    `delimiter` and `encoding` are guessed where they are empty.
    """
    try:
        if holds_story(path):
            return FileLook(path, "Timeline story")
        with told(path), path.open("rb") as file:
            known = recognise(file)
            if not known.table:
                return FileLook(path, known.label)
            is_text = known.name != "spreadsheet"
            return FileLook(path, known.label, _table(file, delimiter, encoding, is_text=is_text))
    except TimelineError as trouble:
        words = str(trouble)
        return FileLook(path, trouble=words if path.name in words else f"“{path.name}”: {words}")


def with_header(look: TableLook, *, has_header: bool) -> Mapping:
    """The mapping where the first row names the columns, or where it is a row like the others."""
    first, *rest = look.rows
    if has_header:
        columns = _proposed(first, rest).columns
        names = tuple(first)
    else:
        columns = _by_content(look.rows) or look.mapping.columns
        names = tuple(f"Column {place + 1}" for place in range(len(first)))
    day_first = day_order(columns, rest if has_header else look.rows)
    return replace(look.mapping, columns=columns, has_header=has_header, names=names, day_first=day_first)


def preview(look: TableLook, mapping: Mapping, rows: int, style: DateStyle) -> tuple[RowLook, ...]:
    """How the first rows that are events would be read, by the very reader that imports them."""
    options = ReadOptions(today(), mapping.day_first, mapping)
    return tuple(_row(row, mapping, options, style) for row in islice(_body(look, mapping), rows))


def asks_day_order(look: TableLook, mapping: Mapping) -> str:
    """A date among the first rows that reads in two ways, where nobody has said which; else empty."""
    if mapping.day_first is not None:
        return ""
    places = (*mapping.places(Column.WHEN), *mapping.places(Column.END))
    cells = (row[place] for row in _body(look, mapping) for place in places if place < len(row))
    return next((cell.strip() for cell in cells if ambiguous(cell)), "")


def is_unclear(look: TableLook) -> bool:
    """Whether a person must say how a table is read: its headings name no title or no date, or a date among
    the first rows reads in two ways.
    """
    named = propose_mapping(look.rows[0], look.rows[1:])
    dated = Column.WHEN in named.columns or Column.YEAR in named.columns
    told = named.has_header and dated and Column.TITLE in named.columns
    return not told or bool(asks_day_order(look, look.mapping))


def order_question(path: Path, mapping: Mapping | None) -> DayOrderError | None:
    """The first date of a file that reads in two ways, where nothing tells how; None where there is none.

    `mapping` is how its table is read; None for a file that is no table. Raises TimelineError where the file
    cannot be read.
    """
    if mapping is not None and mapping.day_first is not None:
        return None
    with told(path), path.open("rb") as file:
        if mapping is None:
            return _question_of_lines(file)
        places = (*mapping.places(Column.WHEN), *mapping.places(Column.END))
        is_text = recognise(file).name != "spreadsheet"
        rows = csv_rows(file, mapping.delimiter, mapping.encoding) if is_text else table_rows(file, Remarks())
        for number, row in enumerate(rows, 1):
            for place in places:
                if place < len(row) and ambiguous(row[place]) and (number > 1 or not mapping.has_header):
                    return DayOrderError(row[place].strip(), f"row {number}")
    return None


def _question_of_lines(file: BinaryIO) -> DayOrderError | None:
    """The same of a file of JSON lines; other formats say their order themselves."""
    known = recognise(file)
    if known.name != json_lines.NAME or known.read is None:
        return None
    try:
        for _ in known.read(file, ReadOptions(today()), Remarks()):
            pass
    except DayOrderError as question:
        return question
    return None


def _body(look: TableLook, mapping: Mapping) -> Sequence[tuple[str, ...]]:
    return look.rows[1:] if mapping.has_header else look.rows


def _row(row: Sequence[str], mapping: Mapping, options: ReadOptions, style: DateStyle) -> RowLook:
    remarks = Remarks()
    plain = replace(mapping, has_header=False)
    try:
        record = next(records_of_rows(iter([list(row)]), plain, options, remarks, ""), None)
    except DayOrderError as question:
        titles = [row[place].strip() for place in mapping.places(Column.TITLE) if place < len(row)]
        return RowLook("".join(titles), question.text, is_open=True)
    except TimelineError as trouble:
        return RowLook(trouble=str(trouble))
    said = "; ".join(remark.what for remark in remarks.kept)
    if record is None:
        return RowLook(trouble=said)
    words = in_words(record.edtf, style) if record.edtf else ""
    return RowLook(record.title, words, record.edtf, said)


def _table(file: BinaryIO, delimiter: str, encoding: str, *, is_text: bool) -> TableLook:
    if is_text:
        encoding = encoding or encoding_of(file)
        delimiter = delimiter or _delimiter(file, encoding)
        rows: Iterator[list[str]] = csv_rows(file, delimiter, encoding)
    else:
        delimiter = encoding = ""
        rows = table_rows(file, Remarks())
    found = tuple(tuple(row) for row in islice(rows, SAMPLE_ROWS + 1))
    if not found:
        raise TimelineError("The table is empty.")
    mapping = replace(_proposed(found[0], found[1:]), delimiter=delimiter, encoding=encoding)
    named = {heading(name) for name in found[0]}
    is_own = named == _COPIED or (named >= {"when", "title"} and named <= _OWN)
    return TableLook(found, mapping, is_text, is_own)


def _delimiter(file: BinaryIO, encoding: str) -> str:
    text, _ = open_text(file, encoding)
    try:
        return delimiter_of(text.read(_HEAD_CHARS))
    finally:
        let_go(text)
        file.seek(0)


def _proposed(first: Sequence[str], rest: Sequence[Sequence[str]]) -> Mapping:
    """By the names of the first row, and, for a title and a date that no name tells, by what stands below."""
    mapping = propose_mapping(first, rest)
    columns = list(mapping.columns)
    if Column.WHEN not in columns and Column.YEAR not in columns:
        for place, column in enumerate(_by_content(rest)[: len(columns)]):
            if column is Column.WHEN and columns[place] is Column.KEEP:
                columns[place] = column
    if Column.TITLE not in columns and (found := _title_place(columns, rest)) is not None:
        columns[found] = Column.TITLE
    if tuple(columns) == mapping.columns:
        return mapping
    return replace(mapping, columns=tuple(columns), day_first=day_order(columns, rest))


def _title_place(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int | None:
    """The first column of words, not numbers or addresses, that nearly every row has, each its own."""
    for place, column in enumerate(columns):
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        wordy = [
            cell for cell in cells if sum(map(str.isalpha, cell)) >= _LEAST_LETTERS and "://" not in cell
        ]
        if (
            column is Column.KEEP
            and cells
            and len(wordy) >= _NEARLY_ALL * len(rows)
            and len(set(cells)) * 2 >= len(cells)
        ):
            return place
    return None


def _by_content(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What the columns hold, told by rows without names; nothing where no row begins with what is a date."""
    for place, row in enumerate(rows[:_ROWS_TRIED]):
        proposed = propose_mapping(row, rows[place + 1 :])
        if not proposed.has_header:
            return proposed.columns
    return ()
