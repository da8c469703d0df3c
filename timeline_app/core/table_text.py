"""Rows of words as a spreadsheet takes them: tab-separated, or as a table in HTML; reads neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

#: The headings of events that are copied as rows.
COPIED_HEADINGS = ("Date", "Title", "Category", "Tags", "Place", "Status", "Note", "Passage", "Source")

#: A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@")


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """The rows as lines of cells. Tabs and line ends within a cell become blanks.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
    """
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def html_table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as a table in HTML, the first one as headings; cells as in `tab_separated`."""
    lines = []
    for number, row in enumerate(rows):
        kind = "td" if number else "th"
        lines.append("".join(f"<{kind}>{escape(_cell(words), quote=False)}</{kind}>" for words in row))
    return "<table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _cell(words: str) -> str:
    words = " ".join(words.split())
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words
