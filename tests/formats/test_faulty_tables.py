"""Tables and JSON lines with faults: nothing of them is lost without a word, by rows and by columns alike."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline_app.core.event_chunk import EventLists
from timeline_app.core.records import EventRecord
from timeline_app.core.report import Remarks
from timeline_app.formats import format_named, recognise
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.plain_text import encoding_of
from timeline_app.formats.table_records import numbered

OPTIONS = ReadOptions("2026-11-23")


def both(raw: bytes | str, name: str = "") -> tuple[list[EventRecord], list[str]]:
    """The events and remarks of a file, which both ways of reading find."""
    content = raw if isinstance(raw, bytes) else raw.encode()
    known = format_named(name) if name else recognise(io.BytesIO(content))
    assert known.read is not None
    assert known.gather is not None
    remarks, again, lists = Remarks(), Remarks(), EventLists()
    events = [
        one for one in known.read(io.BytesIO(content), OPTIONS, remarks) if isinstance(one, EventRecord)
    ]
    gathered: list[EventRecord] = []
    for _ in known.gather(lists, io.BytesIO(content), OPTIONS, again):
        gathered += lists.take("UTC", again).records()
    assert (events, remarks.kept) == (gathered, again.kept)
    return events, [str(remark) for remark in remarks.kept]


@pytest.mark.parametrize(
    "title",
    [
        "Müller “x” – é",
        "Café de la Paix",
        "Größe, Straße, Übung",
        "„Ja“, sagte er",
        "São Paulo",
        "Garçon, à la cote d’œuvre, 5 €",
        "it’s a “quote”",
        "señor Ångström",
    ],
)
def test_a_short_western_table_is_read_as_such_and_that_is_told(title: str) -> None:
    events, said = both(f'date,title\n2020,"{title}"\n'.encode("cp1252"))
    assert ([title], ["Read as Western European (Windows-1252)."]) == ([one.title for one in events], said)


@pytest.mark.parametrize(
    ("title", "encoding", "words"),
    [
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250", "Central European (Windows-1250)"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp852", "Central European (DOS 852)"),
        ("Łódź: zażółć gęślą jaźń", "cp1250", "Central European (Windows-1250)"),
        ("Выборы в Минске прошли без наблюдателей", "cp1251", "Cyrillic (Windows-1251)"),
        ("Выборы в Минске прошли", "koi8_r", "Cyrillic (KOI8-R)"),
    ],
)
def test_a_table_in_other_letters_is_not_taken_for_western(title: str, encoding: str, words: str) -> None:
    events, said = both(f"date,title\n2020,{title}\n".encode(encoding))
    assert ([title], [f"Read as {words}."]) == ([one.title for one in events], said)


def test_an_encoding_that_a_file_tells_itself_is_not_remarked() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert [] == both("date,title\n2020,Müller\n".encode(encoding))[1]


WORDS = ["Größe", "Straße", "Müller", "Übung", "und", "das", "schön", "–", "„gut“", "5 €", "für", "Ärger"]


@given(some.lists(some.sampled_from(WORDS), min_size=1, max_size=200))
def test_german_words_in_windows_1252_come_back_whatever_their_number(words: list[str]) -> None:
    raw = " ".join(["Käse", *words]).encode("cp1252")
    assert "cp1252" == encoding_of(io.BytesIO(raw))


def test_a_quotation_mark_that_is_never_closed_swallows_no_row() -> None:
    rows = "".join(f"20{n},Event {n},note\n" for n in range(20, 60))
    events, said = both(f'date,title,note\n2001,First,a\n2002,"Second,b\n{rows}')
    assert ["First", '"Second', *(f"Event {n}" for n in range(20, 60))] == [one.title for one in events]
    assert "b" == events[1].note
    assert ["row 3: a quotation mark in line 3 is never closed; it was read as part of the text"] == said


def test_an_unclosed_mark_after_a_cell_of_several_lines_is_found_in_its_own_line() -> None:
    events, said = both(
        'note,title,date\n"one\r\ntwo",5" pipe,2001\n"x\ny","Open,2002\nz,"Shut",2003\n,"End,2004\n'
    )
    assert [('5" pipe', "2001"), ('Open,2002\nz,Shut"', "2003")] != [(one.title, one.edtf) for one in events]
    assert '"End' == events[-1].title
    assert "2004" == events[-1].edtf
    assert "is never closed" in said[-1]


def test_rows_swallowed_between_two_stray_marks_are_told() -> None:
    rows = "".join(f"20{n},Event {n},note\n" for n in range(20, 30))
    _, said = both(f'date,title,note\n2002,"Second,b\n{rows}2050,"Last",c\n')
    assert any("row 2: it spans 12 lines" in one for one in said)


def test_a_note_of_many_lines_is_no_fault() -> None:
    note = "\n".join(["A line, with a comma and more words.", *["Another one."] * 90])
    events, said = both(f'date,title,note\n2002,Title,"{note}"\n2003,Other,x\n')
    assert (note, []) == (events[0].note, said)


@pytest.mark.parametrize(
    "first", ['{"when": "2020", "title": "A"}', '{"date": "2020", "headline": "A", "x": 1}']
)
@pytest.mark.parametrize("cut", ['{"when": "20', '{"when": "2021", "title": "B"', "{"])
def test_json_lines_that_break_off_keep_what_is_whole(first: str, cut: str) -> None:
    events, said = both(f"{first}\n{cut}")
    assert [("A", "2020")] == [(one.title, one.edtf) for one in events]
    assert ["line 2: it is not whole JSON"] == said


def test_a_json_file_in_one_line_is_still_what_it_is() -> None:
    one_line = b'{"title": {"text": {"headline": "T"}}, "events": [{"start_date": {"year": 2020}}]}'
    assert "timelinejs-json" == recognise(io.BytesIO(one_line)).name


def test_equal_headings_are_kept_under_their_numbers() -> None:
    events, said = both("date,title,mood,mood,title,\n2020,A,calm,wild,Alpha,last\n")
    columns = {"mood": "calm", "mood (2)": "wild", "title (2)": "Alpha", "Column 6": "last"}
    assert ({"csv": {"columns": columns}}, []) == (events[0].extra, said)


def test_cells_beyond_the_last_heading_are_kept_and_told() -> None:
    events, said = both("date,title\n2020,A\n2021,B,more,,last\n2022,C,,\n")
    assert {"csv": {"columns": {"Column 3": "more", "Column 5": "last"}}} == events[1].extra
    kept = "it has more cells than there are headings; they are kept as “Column 3”, “Column 5”"
    assert ([{}, {}], [f"row 3, “B”: {kept}"]) == ([events[0].extra, events[2].extra], said)


def test_kept_cells_are_written_and_come_back(transit: Any) -> None:
    content = transit.read("date,title,mood,mood\n2020,A,calm,wild,more\n")
    again = transit.read(transit.write(content, "csv"))
    assert content.events[0].extra == again.events[0].extra


def test_timelinejs_sheets_keep_equal_headings_and_cells_beyond_them(transit: Any) -> None:
    extra = transit.read("Year,Headline,Text,Mood,Mood\n2020,A,B,calm,wild,more\n").events[0].extra
    assert {"mood": "calm", "mood (2)": "wild", "column 6": "more"} == extra["timelinejs"]["columns"]


@given(some.lists(some.sampled_from(["a", "a (2)", "a (3)", "", "Column 2", " a "]), max_size=9))
def test_numbered_headings_stand_once_each_and_the_first_as_it_is(headings: list[str]) -> None:
    found = numbered(headings)
    assert len(set(found)) == len(headings) == len(found)
    for name in {name.strip() for name in headings} - {""}:
        assert name in found
