"""Rows of words as text that a spreadsheet takes: tab-separated, one row a line; reads no such text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: The headings of events that are copied as rows.
COPIED_HEADINGS = ("Date", "Title", "Category", "Tags", "Place", "Status", "Note", "Passage", "Source")

#: A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@")


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """The rows as lines of cells. Tabs and line ends within a cell become blanks.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
    """
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cell(words: str) -> str:
    words = " ".join(words.split())
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words
