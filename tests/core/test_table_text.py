"""Rows as a spreadsheet takes them keep their cells apart and run nothing."""

from __future__ import annotations

from timeline_app.core.table_text import tab_separated


def test_cells_are_parted_by_tabs_and_rows_by_lines() -> None:
    assert tab_separated([["a", "b"], ["c", ""]]) == "a\tb\nc\t\n"


def test_tabs_and_line_ends_within_a_cell_become_blanks() -> None:
    assert tab_separated([["a\tb\r\nc"]]) == "a b c\n"


def test_a_cell_that_would_run_as_a_formula_is_defused() -> None:
    assert tab_separated([["=1+1", "@x", "+1", "-2"]]) == "'=1+1\t'@x\t'+1\t'-2\n"
