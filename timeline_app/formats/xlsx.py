"""Spreadsheets (.xlsx, .xlsb, .ods, .xls) → events by their columns; the home of calamine. Writes none.

What a file weighs unpacked is looked at before anything is unpacked: 1.4 MB can hold 1.5 GB.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import Record
from timeline_app.core.report import Remarks
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.plain_text import fit
from timeline_app.formats.table_records import mapped, records_of_rows

NAME = "spreadsheet"

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_UNPACKED_BYTES = 500 * 2**20
_MOST_RATIO = 200
_MOST_ENTRIES = 10_000
#: Small parts may be packed as tightly as they like: white space is.
_RATIO_MATTERS_BYTES = 16 * 2**20


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a packed workbook, or an old binary one."""
    if head.startswith(_OLE_MAGIC):
        return True
    if not head.startswith(_ZIP_MAGIC):
        return False
    return any(
        mark in head for mark in (b"xl/", b"[Content_Types].xml", b"opendocument.spreadsheet", b"_rels/")
    )


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """An event a row of the first sheet that has rows. Raises TimelineError for what is no workbook."""
    mapping, rows = mapped(table_rows(stream, remarks), options)
    yield from records_of_rows(rows, mapping, options, remarks, NAME)


def table_rows(stream: BinaryIO, remarks: Remarks) -> Iterator[list[str]]:
    """The rows of the first sheet that has any, as texts; rows without any word are left out."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(stream)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        names = book.sheet_names
        for number, name in enumerate(names):
            sheet = book.get_sheet_by_name(name)
            if not sheet.height:
                continue
            if others := [other for other in names[number + 1 :] if book.get_sheet_by_name(other).height]:
                remarks.noted(f"Only the sheet “{name}” is taken, not: {', '.join(others)}.")
            for row in sheet.iter_rows():
                cells = [_text(cell) for cell in row]
                if any(cells):
                    yield cells
            return
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as trouble:
        raise TimelineError("The spreadsheet is damaged, or protected by a password.") from trouble
    raise TimelineError("The spreadsheet has no rows.")


def _check_size(stream: BinaryIO) -> None:
    """Refuse what would unpack beyond measure. The stream stands at its beginning before and after."""
    magic = stream.read(4)
    stream.seek(0)
    if magic != _ZIP_MAGIC:
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
        raise TimelineError("The spreadsheet is damaged: its parts can't be unpacked.") from trouble
    finally:
        stream.seek(0)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if (
        len(entries) > _MOST_ENTRIES
        or unpacked > _MOST_UNPACKED_BYTES
        or (unpacked > _RATIO_MATTERS_BYTES and unpacked > _MOST_RATIO * packed)
    ):
        raise TimelineError(
            f"The spreadsheet would unpack to {unpacked // 2**20:,} MB, which looks like an attack; "
            "it was not read."
        )


def _text(cell: object) -> str:
    """A cell as a text that the readers of dates and numbers understand."""
    if isinstance(cell, str):
        return fit(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.isoformat(timespec="seconds" if cell.second else "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes" if not cell.second else "seconds")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return "" if cell is None else str(cell)
