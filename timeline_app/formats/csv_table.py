"""Rows of delimited text, whatever its encoding and delimiter, in and out; knows no event.

Reads row by row, so that a file of any length stands in memory a line at a time. A leading apostrophe that
keeps a spreadsheet from running a cell as a formula is put on and taken off here (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.report import Remarks
from timeline_app.formats.plain_text import fit, head_text, let_go, open_text

DELIMITERS = (",", ";", "\t", "|")

#: The most characters one cell may hold; an article fits, a file whose quotes never close does not.
_MOST_CELL = 16 * 2**20
_SAMPLE_ROWS = 60
_HEAD_CHARS = 65_536
#: So many marks that are never closed are mended; each costs one more look through the file's rest.
_MOST_MENDED = 8
#: A cell of more lines is looked through for rows of their own, in a table of so many columns.
_FEW_LINES = 2
_LEAST_WIDTH = 3

_UNCLOSED = "a quotation mark in line {} is never closed; it was read as part of the text"
_STILL_UNCLOSED = "a quotation mark in it is never closed: all that follows stands in one of its cells"
_SWALLOWED = (
    "it spans {} lines, some of them like rows of their own; a quotation mark may be missing or stray"
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRAL = re.compile(r"'+[=+\-@\t\r]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)


def csv_rows(
    stream: BinaryIO, delimiter: str = "", encoding: str = "", remarks: Remarks | None = None
) -> Iterator[list[str]]:
    """All rows of a file, its first among them, rows without any cell left out.

    `delimiter` and `encoding`, where empty, are found out. A quotation mark that is never closed is read as a
    character of the text, so that it swallows no row; that, and rows that another may have swallowed, is told
    to `remarks`. Raises TimelineError, naming the row, for what is no table.
    """
    csv.field_size_limit(_MOST_CELL)
    text, _ = open_text(stream, encoding, remarks)
    try:
        head = text.read(_HEAD_CHARS)
        separator = _SEPARATOR_LINE.match(head)
        delimiter = delimiter or delimiter_of(head)
        yield from _all_rows(text, 1 if separator else 0, delimiter, remarks or Remarks())
    finally:
        let_go(text)


def _all_rows(
    text: io.TextIOWrapper, lines_passed: int, delimiter: str, remarks: Remarks
) -> Iterator[list[str]]:
    """The rows after so many lines. Where a quoted cell never ends, its mark is taken as one of the text's,
    and the lines after it are read again.
    """
    number, width, mended = 0, 0, 0
    while True:
        text.seek(0)
        lines = _Lines(text, lines_passed)
        rows = csv.reader(lines, delimiter=delimiter, doublequote=True, strict=False)
        line = 0  # where the row before this one ended, counted from `lines_passed`
        again = 0
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as trouble:
                raise TimelineError(_told(trouble, number)) from trouble
            if row is None:
                return
            if lines.ended and mended < _MOST_MENDED:
                first = lines_passed + line
                before, row = row, _with_mark(row, delimiter)
                again = first + 1 + sum(_breaks(cell) for cell in before[:-1])
                remarks.changed(_UNCLOSED.format(f"{again:,}"), f"row {number}")
            elif lines.ended:
                remarks.changed(_STILL_UNCLOSED, f"row {number}")
            elif rows.line_num - line > _FEW_LINES and _holds_rows(row, width, delimiter):
                remarks.changed(_SWALLOWED.format(f"{rows.line_num - line:,}"), f"row {number}")
            line = rows.line_num
            if row:
                width = width or len(row)
                yield [restored(cell) for cell in row] if _needs_care(row) else row
            else:
                number -= 1
            if again:
                break
        lines_passed = again
        mended += 1


def _with_mark(row: list[str], delimiter: str) -> list[str]:
    """A row whose last cell never ended: what stands on that cell's first line, its mark in front."""
    rest = '"' + _LINE_END.split(row[-1], maxsplit=1)[0]
    return [*row[:-1], *next(csv.reader([rest], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])]


def _breaks(cell: str) -> int:
    return len(_LINE_END.findall(cell))


def _holds_rows(row: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether lines within a cell are parted as the table's rows are: a quotation mark may have been lost."""
    if width < _LEAST_WIDTH:
        return False
    for cell in row:
        inner = [line for line in _LINE_END.split(cell)[1:-1] if line]
        alike = sum(line.count(delimiter) == width - 1 for line in inner)
        if alike and alike * 2 >= len(inner):
            return True
    return False


def _needs_care(row: Sequence[str]) -> bool:
    """Whether any cell of a row may hold an apostrophe of ours, or a character that no text may hold."""
    joined = "".join(row)
    return "'" in joined or "\x00" in joined or not joined.isascii()


class _Lines:
    """Lines with their ends, none longer than a cell may be: one without any end is no table.

    `ended` once one more was asked for than there are: within a row, that is where a quoted cell never ended.
    """

    def __init__(self, text: io.TextIOWrapper, passed: int) -> None:
        self.ended = False
        self._lines = self._each(text)
        for _ in islice(self._lines, passed):
            pass

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _each(self, text: io.TextIOWrapper) -> Iterator[str]:
        first = True
        while line := text.readline(_MOST_CELL):
            if len(line) >= _MOST_CELL:
                raise TimelineError(
                    "The file holds a line of more than 16 million characters; this is no table."
                )
            yield line.removeprefix("\ufeff") if first else line
            first = False
        self.ended = True


def _told(trouble: csv.Error, number: int) -> str:
    if "field larger" in str(trouble):
        return (
            f"A cell in row {number} is longer than {_MOST_CELL // 2**20} million characters; a quotation "
            "mark may have been opened and never closed."
        )
    return f"Row {number} cannot be read as a row of a table: {trouble}."


def delimiter_of(head: str) -> str:
    """The delimiter by which most rows of a text's beginning have the same, and many, cells; else a comma.

    A first line `sep=;`, as spreadsheets write it, says it.
    """
    if told := _SEPARATOR_LINE.match(head):
        return told[1]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        rows = _sample(head, delimiter)
        counts = Counter(len(row) for row in rows)
        if not counts:
            continue
        width, rows_of_width = counts.most_common(1)[0]
        if width < 2:
            continue
        agreeing = rows_of_width / len(rows)
        score = agreeing * agreeing * (1 + min(width, 20) / 40)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def _sample(head: str, delimiter: str) -> list[list[str]]:
    """Some rows of a text's beginning; a last one that may be cut off is left out if there are others."""
    if len(head) >= _HEAD_CHARS:
        head = head[: head.rfind("\n") + 1] or head
    try:
        csv.field_size_limit(_MOST_CELL)
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        return [row for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return []


def looks_like_rows(head: bytes) -> list[list[str]]:
    """The first rows of a file that may be a table; none where it is no text. Never raises."""
    try:
        text = head_text(head).lstrip("\ufeff")
    except TimelineError:
        return []
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    return _sample(text, separator[1] if separator else delimiter_of(text))


def restored(cell: str) -> str:
    """A cell without the apostrophe that kept it from being run, and fit to be a text."""
    return fit(cell[1:] if cell.startswith("'") and _NEUTRAL.match(cell) else cell)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


@contextmanager
def csv_writer(
    out: BinaryIO, *, neutral: bool, delimiter: str = ",", marked: bool = True
) -> Iterator[Callable[[Sequence[str]], None]]:
    """A function that writes one row; in UTF-8, `marked` with the mark by which spreadsheets know it."""
    make = harmless if neutral else str
    text = io.TextIOWrapper(out, "utf-8-sig" if marked else "utf-8", errors="replace", newline="")
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")

        def put(row: Sequence[str]) -> None:
            writer.writerow([make(cell) for cell in row])

        yield put
        text.flush()
    finally:
        text.detach()


def list_cell(parts: Sequence[str]) -> str:
    """Several names in one cell, parted by semicolons; a name that holds one, or a comma, in quotes."""
    quoted = [
        '"' + part.replace('"', '""') + '"' if re.search(r'[;,"\r\n]', part) or part != part.strip() else part
        for part in parts
    ]
    return "; ".join(quoted)


@lru_cache(maxsize=65_536)
def parts_of_cell(cell: str) -> tuple[str, ...]:
    """The names in one cell: parted by semicolons, or, where there are none, by commas or line ends."""
    if '"' not in cell and ";" not in cell and "," not in cell and "\n" not in cell:
        name = cell.strip()
        return (name,) if name else ()
    if ";" in cell or '"' in cell:
        separator = ";"
    else:
        separator = "\n" if "\n" in cell else ","
    if separator == "\n":
        found = cell.split("\n")
    else:
        found = next(
            csv.reader(io.StringIO(cell, newline=""), delimiter=separator, skipinitialspace=True), []
        )
    names = (name.strip() if '"' not in cell else name for name in found)
    return tuple(dict.fromkeys(name for name in names if name.strip()))
