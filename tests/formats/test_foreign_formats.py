"""What each foreign format says, in a small file of our own, and what becomes of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

from timeline_app.core.event import Link, Status, TagKind
from timeline_app.core.mapping import DayOrderError
from timeline_app.core.records import EventRecord, StoryContent, TagRecord, stream_of
from timeline_app.core.report import Remarks
from timeline_app.formats import WriteOptions, icalendar_writing

_NS = "http://schemas.openxmlformats.org"
_TYPES = f"""<Types xmlns="{_NS}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_RELS = f"""<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="r1"
 Type="{_NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_BOOK_RELS = f"""<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="r1"
 Type="{_NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
_BOOK = f"""<workbook xmlns="{_NS}/spreadsheetml/2006/main"
 xmlns:r="{_NS}/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>
</workbook>"""


def workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    """The bytes of an .xlsx file with these rows."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, cell in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(cell, str):
                cells += f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>'
            else:
                cells += f'<c r="{place}"><v>{cell}</v></c>'
        lines.append(f'<row r="{number}">{cells}</row>')
    data = "".join(lines)
    sheet = f'<worksheet xmlns="{_NS}/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELS),
            ("xl/workbook.xml", _BOOK),
            ("xl/_rels/workbook.xml.rels", _BOOK_RELS),
            ("xl/worksheets/sheet1.xml", sheet),
        ):
            archive.writestr(name, text)
    return packed.getvalue()


def dates(transit: Any, raw: str, name: str = "") -> list[str]:
    return [event.edtf for event in transit.read(raw, name).events]


def slide(**parts: object) -> str:
    return json.dumps({"events": [{"start_date": parts, "text": {"headline": "A"}}]})


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"year": "1815", "month": "12", "day": "10"}, "1815-12-10"),
        ({"year": 1943, "month": 7, "day": ""}, "1943-07"),
        ({"year": "1,951"}, "1951"),
        ({"year": "-44", "month": 3, "day": 15}, "-0043-03-15"),
        ({"year": "-13800000000"}, "Y-13799999999"),
        ({"year": 2012, "month": 1, "day": 3, "hour": 18, "minute": "5"}, "2012-01-03T18:05"),
    ],
)
def test_a_slides_precision_is_which_parts_exist(
    parts: dict[str, object], expected: str, transit: Any
) -> None:
    assert [expected] == dates(transit, slide(**parts))


def test_a_slide_whose_date_is_none_stays_with_its_words(transit: Any) -> None:
    (event,) = transit.read(slide(year=2012, month=13)).events
    assert ("", "2012-13") == (event.edtf, event.as_written)
    (said,) = transit.said
    assert said.startswith("event 1, “A”: taken as undated: “2012-13” has the month 13")


def test_a_slides_links_media_and_display_date_are_kept(transit: Any) -> None:
    raw = """{"title": {"text": {"headline": "T", "text": "about"}},
      "eras": [{"start_date": {"year": 600}, "end_date": {"year": 650}, "text": {"headline": "E"}}],
      "events": [{"start_date": {"year": 2012}, "display_date": "early 2012", "group": "G",
        "media": {"url": "https://example.org/a.jpg", "caption": "C <b>bold</b>", "credit": "me"},
        "background": {"color": "red"},
        "text": {"headline": "H &amp; H", "text": "<p>One <a href='https://example.org/x'>x</a></p><p>Two</p>"}}]}"""
    content = transit.read(raw)
    (event,) = content.events
    assert ("H & H", "One x\n\nTwo", "G", "early 2012") == (
        event.title,
        event.note,
        event.category,
        event.as_written,
    )
    assert (
        Link("https://example.org/x", "x"),
        Link("https://example.org/a.jpg", "C bold"),
    ) == event.links
    assert ("T", "about") == (content.settings.headline, content.settings.notes)  # type: ignore[union-attr]
    assert [("E", "0600/0650")] == [(period.name, period.edtf) for period in content.periods]
    assert b'"background": {"color": "red"}' in transit.write(content, "timelinejs-json")


def test_old_sheets_are_read_month_first(transit: Any) -> None:
    raw = "Start Date,End Date,Headline,Text,Media\n12/10/1815,,A,,\n1900,1901,B,,\n"
    assert ["1815-12-10", "1900/1901"] == dates(transit, raw)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('start="May 01 1963 00:00:00 GMT-0600"', "1963-05-01"),
        ('start="Fri Nov 22 1963 12:30:00 GMT-0600"', "1963-11-22T12:30-06:00"),
        ('start="200 BC"', "-0199"),
        ('start="1 AD"', "0001"),
        ('start="30"', "0030"),
        ('start="1845" end="1846"', "[1845..1846]"),
        ('start="1883" end="1909" isDuration="true"', "1883/1909"),
        (
            'start="1880" latestStart="1885" earliestEnd="1895" end="1900" isDuration="true"',
            "[1880..1885]/[1895..1900]",
        ),
        ('start="2006-06-28T10:15:30Z"', "2006-06-28T10:15:30Z"),
    ],
)
def test_similes_dates_keep_their_points(attributes: str, expected: str, transit: Any) -> None:
    assert [expected] == dates(transit, f'<data><event {attributes} title="A"/></data>')


def test_similes_escaped_html_is_text_and_its_links(transit: Any) -> None:
    raw = (
        '<data><event start="1900" title="A" link="http://example.org/1" icon="x.png">\n   One &lt;i&gt;two'
        "&lt;/i&gt;\n  &lt;a href='http://example.org/2'&gt;there&lt;/a&gt;</event></data>"
    )
    (event,) = transit.read(raw).events
    assert "One two there" == event.note
    assert (Link("http://example.org/1"), Link("http://example.org/2", "there")) == event.links
    assert {"simile": {"icon": "x.png"}} == event.extra


def project(inner: str) -> str:
    return f"<timeline><timetype>gregoriantime</timetype><events>{inner}</events></timeline>"


def project_event(start: str, end: str, text: str = "A", more: str = "") -> str:
    return f"<event><start>{start}</start><end>{end}</end><text>{text}</text>{more}</event>"


@pytest.mark.parametrize(
    ("start", "end", "more", "expected"),
    [
        ("2013-07-07 00:00:00", "2013-07-07 00:00:00", "", "2013-07-07"),
        ("2013-03-30 11:16:00", "2013-03-30 11:16:00", "", "2013-03-30T11:16"),
        ("2013-07-01 00:00:00", "2013-07-03 00:00:00", "", "2013-07-01/2013-07-03"),
        ("-43-03-15 00:00:00", "-43-03-15 00:00:00", "", "-0043-03-15"),
        ("2013-07-07 00:00:00", "2013-07-07 00:00:00", "<fuzzy>True</fuzzy>", "2013-07-07~"),
        ("2013-07-07 00:00:00", "2014-01-01 00:00:00", "<ends_today>True</ends_today>", "2013-07-07/.."),
    ],
)
def test_the_timeline_projects_dates(start: str, end: str, more: str, expected: str, transit: Any) -> None:
    assert [expected] == dates(transit, project(project_event(start, end, more=more)))


def test_the_timeline_projects_containers_labels_and_brackets(transit: Any) -> None:
    day = "2013-07-07 00:00:00"
    raw = project(
        project_event(day, day, "[1]Box")
        + project_event(day, day, "(1)In it", "<labels>x, y</labels><progress>50</progress>")
        + project_event(day, day, " (not in it)")
    )
    content = transit.read(raw)
    assert ["Box", "In it", "(not in it)"] == [event.title for event in content.events]
    assert (TagRecord("Box"), TagRecord("x"), TagRecord("y")) == content.events[1].tags
    written = transit.write(content, "timeline-project").decode()
    assert "<text>[1]Box</text>" in written
    assert "<text>(1)In it</text>" in written
    assert "<text> (not in it)</text>" in written
    assert "<progress>50</progress>" in written


def test_timeflow_reads_roles_lists_and_dates(transit: Any) -> None:
    raw = (
        "#TIMEFLOW\tformat version\t1\n#TIMEFLOW\tfield\tWhen it was\tDate/Time\n"
        "#TIMEFLOW\tfield\tWho\tList\n#TIMEFLOW\tfield\tWhere\tText\n#TIMEFLOW\tend-metadata\n"
        "#TIMEFLOW\talias\tTIMEFLOW_START\tWhen it was\n#TIMEFLOW\talias\tTIMEFLOW_LABEL\tHead\n"
        "#TIMEFLOW\t====== End of Header. =====\n"
        "When it was\tHead\tWho\tLink\tDepth\n"
        "Apr 20 2010\tOne\tA,B\thttps://example.org/1\t5\n"
        "Apr 23 2010 18:00:00\tTwo\t\t\t\n2004\tThree\t\t\t\n"
    )
    content = transit.read(raw)
    assert ["2010-04-20", "2010-04-23T18:00", "2004"] == [event.edtf for event in content.events]
    first = content.events[0]
    assert {("A", TagKind.PERSON), ("B", TagKind.PERSON)} == {(tag.name, tag.kind) for tag in first.tags}
    assert (Link("https://example.org/1"),) == first.links
    assert {"timeflow": {"fields": {"Depth": {"kind": "Text", "value": "5"}}}} == first.extra


def test_vis_items_groups_and_backgrounds(transit: Any) -> None:
    raw = """{"groups": [{"id": 7, "content": "<b>Seven</b>"}],
      "items": [{"id": 1, "content": "A <i>b</i>", "start": 1577923200000, "group": 7, "className": "c"},
                {"id": 2, "content": "B", "start": "2020-01-02T10:00:00.000Z", "end": "2020-01-03"},
                {"content": "era", "start": "2019", "end": "2020", "type": "background"}]}"""
    content = transit.read(raw)
    assert [("A b", "2020-01-02", "Seven"), ("B", "2020-01-02T10:00Z/2020-01-03", "")] == [
        (event.title, event.edtf, event.category) for event in content.events
    ]
    assert {"vis-timeline": {"className": "c"}} == content.events[0].extra
    assert [("era", "2019/2020")] == [(period.name, period.edtf) for period in content.periods]


def calendar(*lines: str) -> str:
    body = "\r\n".join(("BEGIN:VEVENT", "UID:u", "SUMMARY:A", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20250102"], "2025-01-01"),
        (["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20250104"], "2025-01-01/2025-01-03"),
        (["DTSTART;TZID=Europe/Berlin:20250701T180000"], "2025-07-01T18:00+02:00"),
        (["DTSTART:20250101T180000Z", "DURATION:PT90M"], "2025-01-01T18:00Z/2025-01-01T19:30Z"),
        (["DTSTART:20250101T000000"], "2025-01-01T00:00"),
    ],
)
def test_a_calendars_dates(lines: list[str], expected: str, transit: Any) -> None:
    assert [expected] == dates(transit, calendar(*lines))


def test_what_a_calendar_repeats_is_bounded(transit: Any) -> None:
    endless = calendar("DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=DAILY")
    assert 1_000 == len(transit.read(endless).events)
    assert any("1,000" in said for said in transit.said)
    weekly = calendar(
        "DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20250108"
    )
    assert ["2025-01-01", "2025-01-15"] == dates(transit, weekly)
    often = calendar("DTSTART:20250101T000000Z", "RRULE:FREQ=SECONDLY")
    assert 1 == len(transit.read(often).events)


def test_a_malformed_entry_never_stops_the_rest_of_a_calendar(transit: Any) -> None:
    raw = calendar("DTSTART;VALUE=DATE:20250101").replace(
        "BEGIN:VEVENT", "BEGIN:VEVENT\r\nSUMMARY:Bad\r\nDTSTART:2025xx\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1
    )
    assert [("Bad", ""), ("A", "2025-01-01")] == [
        (event.title, event.edtf) for event in transit.read(raw).events
    ]


def test_a_calendar_out_says_what_it_cant(transit: Any) -> None:
    events = (
        EventRecord("Day", "2025-01-01"),
        EventRecord("Days", "2025-01-01/2025-01-03"),
        EventRecord("Month", "2025-02"),
        EventRecord("BC", "-0043-03-15"),
        EventRecord("Undated", ""),
    )
    raw = transit.write(StoryContent(events), "icalendar")
    assert b"DTEND;VALUE=DATE:20250104" in raw
    assert 3 == raw.count(b"BEGIN:VEVENT")
    assert ["“Month”", "“BC”", "“Undated”"] == [said.partition(":")[0] for said in transit.said]


def test_any_table_is_read_by_its_headings(transit: Any) -> None:
    raw = "sep=;\nDatum;Headline;Tags;Actors;Link;Pages\n2020-05;A;x, y;Ann;https://example.org;7\n"
    (event,) = transit.read(raw).events
    assert ("2020-05", "A") == (event.edtf, event.title)
    assert (TagRecord("x"), TagRecord("y"), TagRecord("Ann", TagKind.PERSON)) == event.tags
    assert (Link("https://example.org"),) == event.links
    assert {"csv": {"columns": {"Pages": "7"}}} == event.extra


def test_a_table_without_headings_is_read_by_what_it_holds(transit: Any) -> None:
    assert [("2020-01-02", "Something happened")] == [
        (event.edtf, event.title) for event in transit.read("2020-01-02,Something happened\n").events
    ]


def test_dates_in_parts_and_spans_of_a_table(transit: Any) -> None:
    raw = 'Year,Month,Day,Time,End Year,Title\n2020,3,1,18:30,,A\n"1,815",,,,1852,B\n-44,March,15,,,C\n'
    assert ["2020-03-01T18:30", "1815/1852", "-0043-03-15"] == dates(transit, raw, "csv")
    spans = "start,end,title\n2020-01-01,2020-01-05,A\n2020,present,B\n2020-05-01,2020-04-01,C\n"
    assert ["2020-01-01/2020-01-05", "2020/..", ""] == dates(transit, spans)


def test_a_bad_row_never_stops_the_rest(transit: Any) -> None:
    raw = "date,title\n2020-02-30,A\nwho knows,B\n,\n2021,C\n"
    events = transit.read(raw).events
    assert [("A", "", "2020-02-30"), ("B", "", "who knows"), ("C", "2021", "")] == [
        (event.title, event.edtf, event.as_written) for event in events
    ]
    assert ["row 2, “A”", "row 3, “B”"] == [said.partition(":")[0] for said in transit.said]


def test_the_order_of_day_and_month_is_told_by_the_file_or_asked(transit: Any) -> None:
    assert ["2025-12-13", "2025-12-11"] == dates(transit, "date,title\n13/12/2025,A\n11/12/2025,B\n")
    assert ["2025-12-13", "2025-11-12"] == dates(transit, "date,title\n12/13/2025,A\n11/12/2025,B\n")
    with pytest.raises(DayOrderError, match="row 2"):
        transit.read("date,title\n11/12/2025,B\n")
    assert ["2025-12-11"] == [
        event.edtf for event in transit.read("date,title\n11/12/2025,B\n", day_first=True).events
    ]


def test_other_encodings_are_guessed(transit: Any) -> None:
    text = "date;title\n2020;Größe, façade, être, Übermut\n2021;naïve Präsidentin überrascht Wähler\n"
    assert "Größe, façade, être, Übermut" == transit.read(text.encode("cp1252")).events[0].title
    assert "Größe, façade, être, Übermut" == transit.read(text.encode("utf-16-le"), "csv").events[0].title


def test_formulas_are_made_harmless_and_come_back(transit: Any) -> None:
    content = StoryContent((EventRecord("=1+1", "-0043", note="@x"),))
    raw = transit.write(content, "csv")
    assert b"'=1+1" in raw
    assert b"'-0043" in raw
    assert ("=1+1", "-0043", "@x") == tuple(
        getattr(transit.read(raw).events[0], name) for name in ("title", "edtf", "note")
    )
    assert b"'=1+1" not in transit.write(content, "csv", neutral=False)


def test_a_spreadsheets_cells_are_read_as_what_they_are(transit: Any) -> None:
    raw = workbook([["Date", "Title", "Year of birth"], [43832.0, "A", 1945.0], ["May 1945", "B", ""]])
    content = transit.read(raw)
    assert [("A", {"spreadsheet": {"columns": {"Year of birth": "1945"}}}), ("B", {})] == [
        (event.title, event.extra) for event in content.events
    ]
    assert "1945-05" == content.events[1].edtf


def test_a_chronology_has_a_line_an_event_and_its_sources_below(transit: Any) -> None:
    events = (
        EventRecord("A *bold* move", "2020-05", links=(Link("https://example.org", "There"),)),
        EventRecord("B", "2021", status=Status.ALLEGED),
    )
    text = transit.write(StoryContent(events), "markdown").decode()
    assert "- **May 2020** — A \\*bold\\* move[^1]\n- **2021** — B (alleged)\n" in text
    assert "[^1]: There, <https://example.org>\n" in text


def test_a_page_stands_alone_and_escapes_all(transit: Any) -> None:
    events = (EventRecord("<script>alert(1)</script>", "2020", links=(Link("https://example.org"),)),)
    svg = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    text = transit.write(StoryContent(events), "html", picture_svg=svg).decode()
    assert "<script" not in text
    assert "href=" not in text
    assert "src=" not in text
    assert "<svg" in text
    assert "&lt;script&gt;" in text


def test_a_calendar_tells_all_that_it_says_in_another_way() -> None:
    person, place = TagRecord("Ada", TagKind.PERSON), TagRecord("Minsk", TagKind.PLACE)
    events = (
        EventRecord("Talks", "2021-08-09", tags=(person, place, TagRecord("Brest", TagKind.PLACE))),
        EventRecord(
            "Call", "2021-08-09T20:00+03:00", category="Calls", links=(Link("https://example.org", "There"),)
        ),
        EventRecord("Plan", "2030-01-02", status=Status.PLANNED),
        EventRecord("Month", "2021-08", status=Status.DENIED),
    )
    out, remarks = io.BytesIO(), Remarks()
    icalendar_writing.write(stream_of(StoryContent(events)), out, WriteOptions(today="2026-11-23"), remarks)
    said = [str(remark) for remark in remarks.kept]
    assert "“Month”: its date, August 2021, is written as 2021-08-01 to 2021-09-01 (exclusive)" in said
    left_out = "Left out, because the format has no place for it:"
    for what in (
        "that a tag names a person or an organisation; it becomes a topic (1 event).",
        "that an event has tags and no category; the first tag becomes its category (1 event).",
        "that places are several; they become one (1 event).",
        "the titles of links (1 event).",
        "the offset of a time; the moment is written in UTC (1 event).",
        "the status (1 event).",
    ):
        assert f"{left_out} {what}" in said
    assert 7 == len(said)
