"""What is read by columns is what is read one by one: tables and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO

from hypothesis import example, given
from hypothesis import strategies as some

from timeline_app.core.errors import TimelineError
from timeline_app.core.event_chunk import EventLists
from timeline_app.core.mapping import DayOrderError
from timeline_app.core.records import EventRecord
from timeline_app.core.report import Remarks
from timeline_app.formats import csv_events, json_lines
from timeline_app.formats.options import ReadOptions

OPTIONS = ReadOptions(today="2026-11-23")
HEADINGS = ("date", "title", "category", "tags", "place", "note", "status", "importance", "id", "uid", "end")

WORDS = some.sampled_from(
    [
        *("", " ", "=SUM(A1)", "'=1", "a; b", "b,a", 'say "so"', "line\r\nbreak", "Łódź", "\ufeff", "x" * 90),
        *(
            "see http://example.org/a now",
            "to check",
            "3",
            "yes",
            "\ud800",
            "tag\x00",
            "ß | x",
            "\x1e",
            "中文",
        ),
    ]
)
DATES = some.sampled_from(
    [
        *("2020-01-02", "2020-02-30", "2021", "2021-05", "-0044-03-15", "44 BC", "5 May 2019", "11/12/2025"),
        *("25/12/2025", "", "soon", "2020/2021", "1984~", "2020-01-02T10:00", "../2020", "99999", "'2020"),
    ]
)
ROWS = some.lists(
    some.tuples(DATES, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, DATES), max_size=12
)


def as_csv(rows: list[tuple[str, ...]], width: int) -> bytes:
    def line(cells: tuple[str, ...]) -> str:
        return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells[:width])

    text = "\r\n".join([line(HEADINGS), *map(line, rows), "", ""])
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


Reader = Callable[[BytesIO, ReadOptions, Remarks], Iterator[object]]
Gatherer = Callable[[EventLists, BytesIO, ReadOptions, Remarks], Iterator[None]]


def one_by_one(read: Reader, content: bytes, options: ReadOptions) -> tuple[object, ...]:
    remarks = Remarks()
    try:
        return list(read(BytesIO(content), options, remarks)), remarks.kept
    except DayOrderError as question:
        return question.text, question.place
    except TimelineError as trouble:
        return (str(trouble),)


def by_columns(gather: Gatherer, content: bytes, options: ReadOptions) -> tuple[object, ...]:
    remarks, lists = Remarks(), EventLists()
    found: list[EventRecord] = []
    try:
        for _ in gather(lists, BytesIO(content), options, remarks):
            found += lists.take("UTC", remarks).records()
    except DayOrderError as question:
        return question.text, question.place
    except TimelineError as trouble:
        return (str(trouble),)
    return found, remarks.kept


@given(ROWS, some.integers(2, len(HEADINGS)), some.sampled_from([None, True, False]))
@example([("2020", "a", *[""] * 8, "2021"), ("25/12/2025", "b", *[""] * 9)], 11, None)
def test_a_table_read_by_columns_holds_the_same_events(
    rows: list[tuple[str, ...]], width: int, day_first: bool | None
) -> None:
    options = ReadOptions(OPTIONS.today, day_first)
    content = as_csv(rows, width)
    assert one_by_one(csv_events.read, content, options) == by_columns(csv_events.gather, content, options)


@given(some.lists(some.tuples(DATES, WORDS, WORDS, WORDS), max_size=8), some.sampled_from([True, False]))
def test_lines_read_by_columns_hold_the_same_events(rows: list[tuple[str, ...]], day_first: bool) -> None:
    lines = [
        json.dumps({"when": when, "title": title, "tags": [tag], "place": place, "links": ["http://a.b/"]})
        for when, title, tag, place in rows
    ]
    content = "\n".join(['{"when": "2020", "title": "first"}', *lines, "", "[1]", "{broken"]).encode()
    options = ReadOptions(OPTIONS.today, day_first)
    assert one_by_one(json_lines.read, content, options) == by_columns(json_lines.gather, content, options)
