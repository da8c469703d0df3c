"""What a file is told to be before it is imported: its format, its columns, its first dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_app.core.dates import DateStyle
from timeline_app.core.mapping import Column
from timeline_app.work.first_look import asks_day_order, look_at, preview, with_header

STYLE = DateStyle()


@pytest.fixture
def table(tmp_path: Path):
    """Writes a text as a file, and looks at it as a table."""

    def look(text: str, written: str = "utf-8", **told: str):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(written))
        found = look_at(path, **told)
        assert "" == found.trouble
        return found.table

    return look


def test_columns_are_told_by_their_headings(table):
    found = table("Date;Title;Where;Colour\n2020-05;Spring;Graz;green\n")
    assert (Column.WHEN, Column.TITLE, Column.PLACES, Column.KEEP) == found.mapping.columns
    assert ";" == found.mapping.delimiter


def test_headings_are_known_in_other_languages_too(table):
    found = table("Дата;Событие;Место\n2020-05;Выборы;Минск\n")
    assert (Column.WHEN, Column.TITLE, Column.PLACES) == found.mapping.columns


def test_a_title_that_no_heading_names_is_the_first_column_of_words(table):
    found = table(
        "no.;date;was sich tat;adresse\n1;2020;Eine Wahl;https://a.org\n2;2021;Ein Fest;https://b.org\n"
    )
    assert Column.TITLE is found.mapping.columns[2]


def test_rows_without_headings_are_told_by_what_they_hold(table):
    found = table("2020-05-01,Something happened\n2021,Another thing\n")
    assert (False, (Column.WHEN, Column.TITLE)) == (found.mapping.has_header, found.mapping.columns)


def test_the_first_row_can_be_said_to_be_no_heading(table):
    found = table("date,event\n2020-05-01,Something\n")
    mapping = with_header(found, has_header=False)
    assert (Column.WHEN, Column.TITLE) == mapping.columns
    assert 2 == len(preview(found, mapping, 10, STYLE))
    assert found.mapping == with_header(found, has_header=True)


def test_the_first_rows_are_shown_as_they_would_be_read(table):
    found = table("when,title,until\ncirca 1850,A school,\n2020-05,Spring,2020-08\nlong ago,Odd,\n")
    rows = preview(found, found.mapping, 10, STYLE)
    assert ["about 1850", "May–August 2020", ""] == [row.words for row in rows]
    assert ["1850~", "2020-05/2020-08", ""] == [row.edtf for row in rows]
    assert "undated" in rows[2].trouble


def test_a_date_that_reads_in_two_ways_is_asked_about_unless_another_one_tells(table):
    found = table("date,event\n11/12/2025,Either\n")
    assert "11/12/2025" == asks_day_order(found, found.mapping)
    assert preview(found, found.mapping, 10, STYLE)[0].is_open
    told = table("date,event\n11/12/2025,Either\n25/12/2025,Christmas\n")
    assert "" == asks_day_order(told, told.mapping)
    assert "2025-12-11" == preview(told, told.mapping, 10, STYLE)[0].edtf


def test_a_delimiter_and_an_encoding_can_be_told(table):
    text = "date|event\n2020|Выборы, и более\n"
    found = table(text, "cp1251", delimiter="|", encoding="cp1251")
    assert ("date", "event") == found.rows[0]
    assert "Выборы, и более" == found.rows[1][1]


def test_a_first_line_that_names_the_delimiter_is_believed(table):
    found = table("sep=;\ndate;event, and more\n2020;One\n")
    assert (";", ("date", "event, and more")) == (found.mapping.delimiter, found.rows[0])


@pytest.mark.parametrize(
    ("header", "is_own"),
    [
        ("when,title,category,topics,persons,organisations,places,note,status", True),
        ("Date,Title,Category,Tags,Place,Status,Note,Passage,Source", True),
        ("Date,Title", False),
        ("when,title,colour", False),
    ],
)
def test_our_own_headings_are_known(table, header, is_own):
    cells = ",".join(["2020"] + ["x"] * header.count(","))
    assert is_own is table(f"{header}\n{cells}\n").is_own


def test_what_cannot_be_imported_is_told_with_the_files_name(tmp_path):
    path = tmp_path / "odd.bin"
    path.write_bytes(bytes(range(256)) * 20)
    assert "odd.bin" in look_at(path).trouble
    assert "gone.csv" in look_at(tmp_path / "gone.csv").trouble
    assert "folder" in look_at(tmp_path).trouble


def test_a_column_called_day_that_holds_whole_dates_is_the_date(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Day;Entry\n3/4/2016;Repaired\n13/9/2017;Engine\n", encoding="utf-8")
    table = look_at(path).table
    assert table is not None
    assert (Column.WHEN, Column.TITLE) == table.mapping.columns
    assert table.mapping.day_first is True


def test_a_column_called_day_beside_a_year_stays_a_part_of_the_date(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Year;Month;Day;Entry\n2016;4;3;Repaired\n", encoding="utf-8")
    table = look_at(path).table
    assert table is not None
    assert (Column.YEAR, Column.MONTH, Column.DAY, Column.TITLE) == table.mapping.columns
