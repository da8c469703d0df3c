"""Which format a file is in is told by its content; what is in none, or broken, is told in a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.formats import format_to_write, recognise

_NEVER = ("story-json", "utf-16")
_OWN = {
    "story-json": '{"format": "timeline-story", "version": 1, "events": [{"when": "2020", "title": "A"}]}',
    "timelinejs-json": '{"events": [{"start_date": {"year": 2020}, "text": {"headline": "A"}}]}',
    "timelinejs-csv": "Year,Month,Day,Headline,Text,Media\n2020,1,2,A,B,\n",
    "simile-xml": '<data>\n<!-- x -->\n<event start="May 01 1963 00:00:00 GMT" title="A">b</event></data>',
    "simile-json": '{"dateTimeFormat": "iso8601", "events": [{"start": "1963-05", "title": "A"}]}',
    "timeline-project": "<timeline><events><event><start>2020-01-01 00:00:00</start>"
    "<end>2020-01-01 00:00:00</end><text>A</text></event></events></timeline>",
    "timeflow": "#TIMEFLOW\tformat version\t1\n#TIMEFLOW\t==== End\nStart\tLabel\nApr 2 2010\tA\n",
    "vis-timeline": '[{"id": 1, "content": "A", "start": "2020-01-02"}]',
    "icalendar": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\n"
    "DTSTART;VALUE=DATE:20200102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "json-lines": '{"when": "2020-01-02", "title": "A"}\n{"when": "2021", "title": "B"}\n',
    "csv": "date,title\n2020-01-02,A\n",
}


@pytest.mark.parametrize(
    ("name", "encoding"),
    # our own JSON is always in UTF-8
    [(name, code) for name in _OWN for code in ("utf-8", "utf-8-sig", "utf-16") if (name, code) != _NEVER],
)
def test_a_format_is_told_by_its_content_in_any_encoding(name: str, encoding: str, transit: Any) -> None:
    raw = _OWN[name].encode(encoding)
    assert name == recognise(io.BytesIO(raw)).name
    assert transit.read(raw).events[0].title == "A"


@pytest.mark.parametrize("name", sorted(set(_OWN) - {"csv", "json-lines", "timeflow", "timelinejs-csv"}))
def test_a_file_that_breaks_off_gives_a_sentence_or_what_is_whole(name: str, transit: Any) -> None:
    raw = _OWN[name].encode()
    for length in range(1, len(raw), 7):
        said = "."
        try:
            transit.read(raw[:length], name)
        except TimelineError as trouble:
            said = str(trouble)
        assert said.endswith(".")


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b" \r\n\t", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(raw: bytes) -> None:
    with pytest.raises(TimelineError, match="empty"):
        recognise(io.BytesIO(raw))


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n" + bytes(200), b"just a sentence", bytes(range(256)) * 20]
)
def test_what_is_in_no_format_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(TimelineError, match="neither a story"):
        recognise(io.BytesIO(raw))


def test_entities_in_xml_are_refused_before_they_grow(transit: Any) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE data [<!ENTITY e0 "ha">{lines}]><data><event title="&e11;"/></data>'
    )
    with pytest.raises(TimelineError, match="entities"):
        transit.read(bomb, "simile-xml")
    outside = '<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]><data><event title="&x;"/></data>'
    with pytest.raises(TimelineError, match="entities"):
        transit.read(outside, "simile-xml")


def test_a_line_of_ten_megabytes_is_read_or_refused_without_harm(transit: Any) -> None:
    events = transit.read("date,title\n2020," + "x" * 10 * 2**20 + "\n").events
    assert 10 * 2**20 == len(events[0].title)
    with pytest.raises(TimelineError, match=r"quotation mark|16 million"):
        transit.read('date,title\n2020,"' + "x" * 20 * 2**20 + "\n", "csv")


def test_a_spreadsheet_that_unpacks_beyond_measure_is_refused_unread(transit: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 * 2**20))
    with pytest.raises(TimelineError, match="64 MB"):
        transit.read(packed.getvalue())


def test_the_longest_ending_chooses_the_format_to_write() -> None:
    assert "timelinejs-json" == format_to_write("a.timelinejs.json").name
    assert "story-json" == format_to_write("a.json").name
    with pytest.raises(TimelineError, match=r"\.csv"):
        format_to_write("a.docx")


_COUNTS = {
    "timelinejs-republican-primaries-2012.json": 13,
    "timelinejs-women-in-computing.csv": 10,
    "timelinejs-women-in-computing.json": 10,
    "timelinejs-eras.json": 20,
    "simile-jfk.xml": 130,
    "simile-monet.xml": 27,
    "timeflow-deepwater-horizon.time": 39,
    "timelineproject-versions.timeline": 59,
}


def test_files_made_by_others_come_in_whole_where_they_are_at_hand(
    transit: Any, samples_of_others: list[Path]
) -> None:
    for path in samples_of_others:
        content = transit.read(path.read_bytes())
        if path.name in _COUNTS:
            assert _COUNTS[path.name] == len(content.events), path.name
            assert all(event.edtf for event in content.events), path.name
            assert all(link.url.startswith("http") for event in content.events for link in event.links)
