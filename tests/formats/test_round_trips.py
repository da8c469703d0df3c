"""What a format can hold comes back equal, whatever it is."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.dates import days_in_month, parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, StorySettings, TagKind
from timeline_app.core.records import (
    CategoryRecord,
    EventRecord,
    PeriodRecord,
    StoryContent,
    TagRecord,
    gathered,
    stream_of,
)
from timeline_app.core.report import Remarks
from timeline_app.formats import ReadOptions, WriteOptions, format_named

_TODAY = "2026-11-23"
#: Each example holds many values; the long profile tries more of them.
_few = settings(max_examples=max(settings().max_examples // 3, 20))
#: Letters of several scripts, and every mark that means something to some format.
_LETTERS = "abcXYZéßłжע中😀0189-_.:;,'\"()[]<>&=+@#|/\\*!?~`$%{}"
_IN_ADDRESSES = "abcXYZéж0189-_.~,+=&"


def words(most: int = 5, without: str = "", letters: str = _LETTERS) -> st.SearchStrategy[str]:
    """A few words of many letters, parted by single blanks."""
    kept = "".join(letter for letter in letters if letter not in without)
    return st.lists(st.text(kept, min_size=1, max_size=6), min_size=1, max_size=most).map(" ".join)


def notes(without: str = "") -> st.SearchStrategy[str]:
    """Some paragraphs, or none."""
    return st.lists(words(6, without), max_size=3).map("\n".join)


@st.composite
def clocks(draw: st.DrawFn, first_year: int, last_year: int, *, finest: str, widest: str) -> str:
    """One unit: from a year (`widest` "year") or a day to a second (`finest`) that is not a full minute."""
    forms = ["year", "month", "day", "minute", "second"]
    form = draw(st.sampled_from(forms[forms.index(widest) : forms.index(finest) + 1]))
    year = draw(st.integers(first_year, last_year))
    text = f"{year:04}" if year >= 0 else f"-{-year:04}"
    if form == "year":
        return text
    month = draw(st.integers(1, 12))
    text += f"-{month:02}"
    if form == "month":
        return text
    text += f"-{draw(st.integers(1, days_in_month(year, month))):02}"
    if form == "day":
        return text
    text += f"T{draw(st.integers(0, 23)):02}:{draw(st.integers(1, 59)):02}"
    return text if form == "minute" else f"{text}:{draw(st.integers(1, 59)):02}"


def spans(unit: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A unit, or an interval of two."""

    def holds(text: str) -> bool:
        try:
            parse_edtf(text)
        except TimelineError:
            return False
        start, _, end = text.partition("/")
        return start != end

    return st.one_of(unit, st.tuples(unit, unit).map("/".join).filter(holds))


_ANY_EDTF = st.one_of(
    spans(clocks(-9999, 9999, finest="second", widest="year")),
    st.sampled_from(["", "1850~", "1984?", "198X", "19XX", "[1871..1872]", "[..1944]", "2020/..", "../1945"]),
    st.sampled_from(["[1880..1885]/[1895..1900]", "2021-21", "Y-66000000", "2020-08-09T20:00:00+03:00"]),
)
_LINKS = st.lists(
    st.builds(
        Link, words(1, letters=_IN_ADDRESSES).map(lambda path: f"https://example.org/{path}"), words(3)
    ),
    max_size=3,
    unique_by=lambda link: link.url,
).map(tuple)
_UIDS = st.uuids().map(str)


def tags(kinds: tuple[TagKind, ...], without: str = "") -> st.SearchStrategy[tuple[TagRecord, ...]]:
    """Tags in the order of their kinds, each once."""
    order = {kind: place for place, kind in enumerate(kinds)}
    one = st.builds(TagRecord, words(2, without), st.sampled_from(kinds))
    return st.lists(one, max_size=4, unique=True).map(
        lambda found: tuple(sorted(found, key=lambda tag: order[tag.kind]))
    )


def there_and_back(content: StoryContent, name: str) -> StoryContent:
    """A story written and read again, without what only says where it was read from."""
    known = format_named(name)
    assert known.write is not None
    assert known.read is not None
    out = io.BytesIO()
    known.write(stream_of(content), out, WriteOptions(today=_TODAY), Remarks())
    read = gathered(known.read(io.BytesIO(out.getvalue()), ReadOptions(_TODAY), Remarks()))
    return replace(read, events=tuple(replace(event, origin="", origin_key="") for event in read.events))


_ALL_KINDS = (TagKind.TOPIC, TagKind.PERSON, TagKind.ORGANISATION, TagKind.PLACE)

_TABLE_EVENTS = st.builds(
    EventRecord,
    title=words(),
    edtf=_ANY_EDTF,
    uid=_UIDS,
    as_written=st.one_of(st.just(""), words()),
    note=notes(),
    category=st.one_of(st.just(""), words(2)),
    status=st.sampled_from(Status),
    importance=st.integers(0, 3),
    derived=st.booleans(),
    reason=st.one_of(st.just(""), words()),
    tags=tags(_ALL_KINDS),
    links=_LINKS,
)


@_few
@pytest.mark.parametrize("name", ["csv", "tsv"])
@given(events=st.lists(_TABLE_EVENTS, min_size=1, max_size=2))
def test_a_table_comes_back_equal(name: str, events: list[EventRecord]) -> None:
    content = StoryContent(events=tuple(events))
    assert content == there_and_back(content, name)


@_few
@given(events=st.lists(_TABLE_EVENTS, min_size=1, max_size=2))
def test_json_lines_come_back_equal(events: list[EventRecord]) -> None:
    content = StoryContent(events=tuple(events))
    assert content == there_and_back(content, "json-lines")


@_few
@given(
    events=st.lists(_TABLE_EVENTS, max_size=2),
    periods=st.lists(st.builds(PeriodRecord, words(), st.just("1939/1945")), max_size=2),
    categories=st.lists(st.builds(CategoryRecord, words(2), st.integers(-1, 20)), max_size=3),
    said=st.one_of(st.none(), st.builds(StorySettings, headline=words(), credit=words(), notes=notes())),
)
def test_a_storys_json_comes_back_equal(
    events: list[EventRecord],
    periods: list[PeriodRecord],
    categories: list[CategoryRecord],
    said: StorySettings | None,
) -> None:
    content = StoryContent(tuple(events), (), tuple(categories), tuple(periods), said)
    assert content == there_and_back(content, "story-json")


_SLIDES = st.builds(
    EventRecord,
    title=words(),
    edtf=spans(clocks(-9999, 9999, finest="second", widest="year")),
    uid=_UIDS,
    as_written=st.one_of(st.just(""), words()),
    note=notes(),
    category=st.one_of(st.just(""), words(2)),
    links=_LINKS,
)
_ERAS = st.builds(
    PeriodRecord, words(), st.sampled_from(["1914/1918", "-0043-03/0014-08-19", "1933-01-30/1945"])
)


@_few
@given(
    events=st.lists(_SLIDES, min_size=1, max_size=2),
    periods=st.lists(_ERAS, max_size=2),
    said=st.builds(StorySettings, headline=words(), notes=notes()),
)
def test_timelinejs_json_comes_back_equal(
    events: list[EventRecord], periods: list[PeriodRecord], said: StorySettings
) -> None:
    content = StoryContent(tuple(events), periods=tuple(periods), settings=said)
    assert content == there_and_back(content, "timelinejs-json")


@_few
@given(events=st.lists(_SLIDES, min_size=1, max_size=2), periods=st.lists(_ERAS, max_size=2))
def test_timelinejs_sheets_come_back_equal(events: list[EventRecord], periods: list[PeriodRecord]) -> None:
    held = tuple(replace(event, uid="") for event in events)
    content = StoryContent(held, periods=tuple(periods))
    assert content == there_and_back(content, "timelinejs-csv")


def _fuzzy(edtf: str) -> str:
    return "/".join(f"{part}~" for part in edtf.split("/"))


_DAYS = spans(clocks(-4712, 9989, finest="second", widest="day"))
_PROJECT_EVENTS = st.builds(
    EventRecord,
    title=words(),
    edtf=st.one_of(_DAYS, _DAYS.map(_fuzzy), _DAYS.map(lambda edtf: f"{edtf.partition('/')[0]}/..")),
    note=notes(),
    category=st.one_of(st.just(""), words(2)),
    tags=tags((TagKind.TOPIC,), ","),
    links=_LINKS.map(lambda links: tuple(Link(link.url) for link in links if ";" not in link.url)),
)


@_few
@given(
    events=st.lists(_PROJECT_EVENTS, max_size=2),
    categories=st.lists(
        st.builds(CategoryRecord, words(2), own_colour=st.just("#80FF80")),
        max_size=2,
        unique_by=lambda c: c.name,
    ),
)
def test_the_timeline_project_comes_back_equal(
    events: list[EventRecord], categories: list[CategoryRecord]
) -> None:
    content = StoryContent(tuple(events), categories=tuple(categories))
    back = there_and_back(content, "timeline-project")
    assert content == replace(back, categories=tuple(replace(one, extra={}) for one in back.categories))


_FLOW_EVENTS = st.builds(
    EventRecord,
    title=words(),
    edtf=_ANY_EDTF,
    uid=_UIDS,
    as_written=st.one_of(st.just(""), words()),
    note=st.one_of(st.just(""), words(8)),
    category=st.one_of(st.just(""), words(2)),
    status=st.sampled_from(Status),
    importance=st.integers(0, 3),
    tags=tags(_ALL_KINDS, ","),
    links=_LINKS.map(
        lambda links: tuple(
            replace(link, title="" if place else link.title) for place, link in enumerate(links)
        )
    ),
)


@_few
@given(events=st.lists(_FLOW_EVENTS, min_size=1, max_size=2))
def test_timeflow_comes_back_equal(events: list[EventRecord]) -> None:
    content = StoryContent(tuple(events))
    assert content == there_and_back(content, "timeflow")


_VIS_EVENTS = st.builds(
    EventRecord,
    title=words(),
    edtf=spans(clocks(-9999, 9999, finest="second", widest="year")),
    uid=_UIDS,
    note=notes(),
    category=st.one_of(st.just(""), words(2)),
    links=_LINKS,
)


@_few
@given(events=st.lists(_VIS_EVENTS, max_size=2), periods=st.lists(_ERAS, max_size=2))
def test_vis_timeline_comes_back_equal(events: list[EventRecord], periods: list[PeriodRecord]) -> None:
    content = StoryContent(tuple(events), periods=tuple(periods))
    assert content == there_and_back(content, "vis-timeline")


def _one_sort(text: str) -> bool:
    """Both ends of a span are days, or both are moments, and it runs forward: a calendar has no other."""
    start, _, end = text.partition("/")
    return not end or (("T" in start) == ("T" in end) and start < end)


#: Days and moments; those of a known offset stand in UTC, the others in no zone.
_CALENDAR_DATES = st.one_of(
    spans(clocks(1, 9998, finest="day", widest="day")).filter(_one_sort),
    spans(clocks(1, 9998, finest="second", widest="minute")).filter(_one_sort),
    spans(clocks(1900, 2100, finest="second", widest="minute").map(lambda text: f"{text}Z")).filter(
        _one_sort
    ),
)


@st.composite
def _calendar_events(draw: st.DrawFn) -> EventRecord:
    """An event as a calendar can say it: topics only beside a category, one place, one link by address."""
    category = draw(st.one_of(st.just(""), words(2)))
    topics = draw(st.lists(words(2), max_size=2, unique=True)) if category else []
    places = draw(st.lists(words(2), max_size=1))
    path = draw(st.none() | words(1, letters=_IN_ADDRESSES))
    return EventRecord(
        title=draw(words()),
        edtf=draw(_CALENDAR_DATES),
        uid=draw(_UIDS),
        note=draw(notes()),
        category=category,
        status=draw(st.sampled_from([Status.NONE, Status.PLANNED])),
        tags=(
            *(TagRecord(name) for name in topics if name != category),
            *(TagRecord(name, TagKind.PLACE) for name in places),
        ),
        links=() if path is None else (Link(f"https://example.org/{path}"),),
    )


@_few
@given(st.lists(_calendar_events(), min_size=1, max_size=4, unique_by=lambda event: event.uid))
def test_what_a_calendar_can_hold_comes_back_equal(events: list[EventRecord]) -> None:
    read = there_and_back(StoryContent(events=tuple(events)), "icalendar")
    assert tuple(events) == read.events
