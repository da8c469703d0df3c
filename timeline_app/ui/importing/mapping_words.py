"""The words for what columns hold, for delimiters and for encodings, in the order they are offered."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from timeline_app.core.mapping import Column

DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", "comma"),
    (";", "semicolon"),
    ("\t", "tab"),
    ("|", "vertical line"),
)

#: Python's names and those people know; one that was found out and is not here is added under its own name.
ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 (marked)"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western (Windows 1252)"),
    ("iso8859_15", "Western (ISO 8859-15)"),
    ("mac_roman", "Western (Macintosh)"),
    ("cp1250", "Central European (Windows 1250)"),
    ("cp1251", "Cyrillic (Windows 1251)"),
    ("koi8_r", "Cyrillic (KOI8-R)"),
    ("cp1253", "Greek (Windows 1253)"),
    ("cp1254", "Turkish (Windows 1254)"),
    ("cp1255", "Hebrew (Windows 1255)"),
    ("cp1256", "Arabic (Windows 1256)"),
    ("cp932", "Japanese (Shift JIS)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("big5", "Chinese (Big5)"),
    ("cp949", "Korean (Windows 949)"),
)

#: None stands for a line between groups.
_COLUMNS: tuple[tuple[Column | None, str], ...] = (
    (Column.TITLE, "Title"),
    (Column.WHEN, "Date, or its start"),
    (Column.END, "End date"),
    (Column.NOTE, "Note"),
    (Column.CATEGORY, "Category"),
    (Column.TOPICS, "Topics"),
    (Column.PERSONS, "People"),
    (Column.ORGANISATIONS, "Organisations"),
    (Column.PLACES, "Places"),
    (Column.LINKS, "Links"),
    (None, ""),
    (Column.KEEP, "Kept, not shown"),
    (Column.LEAVE, "Left out"),
    (None, ""),
    (Column.TIME, "Time"),
    (Column.YEAR, "Year"),
    (Column.MONTH, "Month"),
    (Column.DAY, "Day"),
    (Column.END_TIME, "End time"),
    (Column.END_YEAR, "End year"),
    (Column.END_MONTH, "End month"),
    (Column.END_DAY, "End day"),
    (Column.AS_WRITTEN, "Date as written"),
    (None, ""),
    (Column.STATUS, "Status"),
    (Column.IMPORTANCE, "Importance"),
    (Column.DERIVED, "Date is derived"),
    (Column.REASON, "Why it is derived"),
    (Column.KEY, "Number of its own"),
    (Column.UID, "Unique id"),
)


def column_words() -> Iterator[tuple[Column | None, str]]:
    """What a column may hold and its words in the person's language; None is a line between groups."""
    for column, words in _COLUMNS:
        yield column, QCoreApplication.translate("Column", words) if words else ""
