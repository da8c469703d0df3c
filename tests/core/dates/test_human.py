"""What people type: how it is understood, what is asked, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from timeline_app.core.dates import DateStyle, read_date
from timeline_app.core.errors import TimelineError

TODAY = "2025-12-15"  # a Monday


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        # days
        ("13 December 2025", "2025-12-13"),
        ("13 Dec. 2025", "2025-12-13"),
        ("13th of December, 2025", "2025-12-13"),
        ("December 13, 2025", "2025-12-13"),
        ("Dec 13 2025", "2025-12-13"),
        ("Saturday, 13 December 2025", "2025-12-13"),
        ("13-Dec-2025", "2025-12-13"),
        ("2025 December 13", "2025-12-13"),
        ("13/12/2025", "2025-12-13"),
        ("12/13/2025", "2025-12-13"),
        ("13.12.2025", "2025-12-13"),
        ("5/5/2025", "2025-05-05"),
        ("2025/12/13", "2025-12-13"),
        ("20251213", "2025-12-13"),
        ("2025-347", "2025-12-13"),
        ("15 March 44 BC", "-0043-03-15"),
        ("  1st of May 1945  ", "1945-05-01"),
        # months, years, eras
        ("Aug 2021", "2021-08"),
        ("august, 2021", "2021-08"),
        ("Sept. 2021", "2021-09"),
        ("08/2021", "2021-08"),
        ("2021.08", "2021-08"),
        ("2021-8", "2021-08"),
        ("1945", "1945"),
        ("476", "0476"),
        ("44 BC", "-0043"),
        ("44 B.C.E.", "-0043"),
        ("44BC", "-0043"),
        ("1 BC", "0000"),
        ("AD 79", "0079"),
        ("79 CE", "0079"),
        ("year 33", "0033"),
        ("100,000 BC", "Y-99999"),
        # qualifiers
        ("circa 1850", "1850~"),
        ("c. 1850", "1850~"),
        ("c1850", "1850~"),
        ("~1850", "1850~"),
        ("about August 1850", "1850-08~"),
        ("1984?", "1984?"),
        ("probably 1984", "1984?"),
        ("about 1984 (uncertain)", "1984%"),
        # seasons, quarters, halves, weeks, thirds
        ("spring 1968", "1968-21"),
        ("fall 2001", "2001-23"),
        ("winter 1968–69", "1968-24"),
        ("winter of 1968/69", "1968-24"),
        ("Q3 2010", "2010-07/2010-09"),
        ("2010 Q3", "2010-07/2010-09"),
        ("third quarter of 2010", "2010-07/2010-09"),
        ("first half of 2010", "2010-01/2010-06"),
        ("week 52 2021", "2021-12-27/2022-01-02"),
        ("2021-W52", "2021-12-27/2022-01-02"),
        ("2021-W52-3", "2021-12-29"),
        ("early 2020", "2020-01/2020-04"),
        ("mid-1990s", "1994/1996"),
        ("late 19th century", "1867/1899"),
        ("end of March 2020", "2020-03-21/2020-03-31"),
        ("late summer 1968", "1968-08"),
        # decades, centuries
        ("the 1980s", "198X"),
        ("1980's", "198X"),
        ("the 40s BC", "-0048/-0039"),
        ("19th century", "18XX"),
        ("the nineteenth century", "18XX"),
        ("1st century BC", "-00XX"),
        ("2nd millennium", "1XXX"),
        # sets
        ("before March 1850", "[..1850-02]"),
        ("before 1945", "[..1944]"),
        ("before 13 December 2025", "[..2025-12-12]"),
        ("after 2020", "[2021..]"),
        ("by May 1945", "[..1945-05]"),
        ("1945 or earlier", "[..1945]"),
        ("not before 1945", "[1945..]"),
        ("between 1880 and 1885", "[1880..1885]"),
        ("between March and May 2020", "[2020-03..2020-05]"),
        ("1871 or 1872", "[1871..1872]"),
        ("1871 or 1873", "[1871,1873]"),
        ("about 1850, before March", "[1850~..1850-02]"),
        # intervals
        ("since August 2021", "2021-08/.."),
        ("2020 – present", "2020/.."),
        ("2020 onwards", "2020/.."),
        ("until 1945", "../1945"),
        ("12–13 December 2025", "2025-12-12/2025-12-13"),
        ("December 12-13, 2025", "2025-12-12/2025-12-13"),
        ("about 12 to 13 December 2025", "2025-12-12~/2025-12-13"),
        ("28 Dec 2024 – 3 Jan 2025", "2024-12-28/2025-01-03"),
        ("from 1914 to 1918", "1914/1918"),
        ("1914–18", "1914/1918"),
        ("Aug-Oct 2020", "2020-08/2020-10"),
        ("49–44 BC", "-0048/-0043"),
        ("149–144 BC", "-0148/-0143"),
        ("27 BC – AD 14", "-0026/0014"),
        ("18th to 19th century", "17XX/18XX"),
        ("Q1 2010 to Q3 2010", "2010-01/2010-09"),
        ("since early 2020", "[2020-01..2020-04]/.."),
        ("2020/21", "2020/2021"),
        # times
        ("9 August 2020, 20:00", "2020-08-09T20:00"),
        ("9 August 2020 at 8 pm", "2020-08-09T20:00"),
        ("8:30 p.m. on 9 August 2020", "2020-08-09T20:30"),
        ("noon, 9 August 2020", "2020-08-09T12:00"),
        ("9 August 2020, 23:00 UTC−5", "2020-08-09T23:00-05:00"),
        ("2020-08-09 20:00:05+05:30", "2020-08-09T20:00:05+05:30"),
        ("2020-08-09t20:00:00.123Z", "2020-08-09T20:00:00Z"),
        ("9 August 2020, 20:00–22:00 UTC", "2020-08-09T20:00Z/2020-08-09T22:00Z"),
        ("Sun Aug 9 20:00:05 2020", "2020-08-09T20:00:05"),
        # from today
        ("today", "2025-12-15"),
        ("yesterday", "2025-12-14"),
        ("the day before yesterday", "2025-12-13"),
        ("Tuesday last", "2025-12-09"),
        ("Monday", "2025-12-15"),
        ("last Monday", "2025-12-08"),
        ("next Monday", "2025-12-22"),
        ("2 days ago", "2025-12-13"),
        ("in 3 days", "2025-12-18"),
        ("last month", "2025-11"),
        ("two years ago", "2023"),
        ("12,000 years ago", "-9975~"),
        ("66 million years ago", "Y-66000000"),
        ("4.54 billion years ago", "Y-4540000000"),
        # the Julian calendar
        ("25 Oct. 1917 O.S.", "1917-11-07"),
        ("25 October 1917 (Old Style)", "1917-11-07"),
        ("29 February 1900 O.S.", "1900-03-13"),
        ("February 1917 O.S.", "1917-02-14/1917-03-13"),
        # EDTF itself, and nothing
        ("2025-12-12~/2025-12-13", "2025-12-12~/2025-12-13"),
        ("[..1944]", "[..1944]"),
        ("198x", "198X"),
        ("undated", ""),
        ("", ""),
    ],
)
def test_what_is_typed_is_understood(typed: str, edtf: str) -> None:
    found = read_date(typed, today=TODAY)
    assert edtf == found.edtf
    assert "" == found.question


@pytest.mark.parametrize(
    ("typed", "edtf", "others"),
    [
        ("11/12/2025", "2025-12-11", ["2025-11-12"]),
        ("3-4-99", "1999-04-03", ["1999-03-04", "1899-04-03"]),
        ("13/12/25", "2025-12-13", ["1925-12-13"]),
        ("the 80s", "198X", ["188X"]),
        ("1800s", "18XX", ["180X"]),
        ("2000s", "200X", ["20XX"]),
        ("1689/90", "1689/1690", ["1690"]),
        ("30 January 1648/9", "1649-02-09", ["1649-01-30"]),
        ("2021-22", "2021-22", ["2021/2022"]),
        ("8 May '45", "1945-05-08", ["1845-05-08"]),
        ("13 December", "2025-12-13", ["2024-12-13"]),
        ("12–13 December", "2025-12-12/2025-12-13", ["2024-12-12/2024-12-13"]),
        ("Aug 21", "2025-08-21", ["2024-08-21", "2021-08"]),
        ("Friday 13 December 2025", "2025-12-13", []),
    ],
)
def test_what_has_two_readings_is_asked_about(typed: str, edtf: str, others: list[str]) -> None:
    found = read_date(typed, today=TODAY)
    assert edtf == found.edtf
    assert others == [other.edtf for other in found.alternatives]
    assert found.question.endswith("?")


def test_a_date_without_a_year_is_not_put_far_into_the_future() -> None:
    assert "2024-12-13" == read_date("13 December", today="2025-01-05").edtf


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2025-12-11"), (False, "2025-11-12")])
def test_a_known_order_of_day_and_month_is_not_asked_about(day_first: bool, edtf: str) -> None:
    found = read_date("11/12/2025", today=TODAY, day_first=day_first)
    assert (edtf, "") == (found.edtf, found.question)


def test_the_order_of_day_and_month_follows_the_style() -> None:
    found = read_date("11/12/2025", today=TODAY, style=DateStyle(day_first=False))
    assert ("2025-11-12", "November 12, 2025") == (found.edtf, found.words)


def test_a_known_order_gives_way_where_only_the_other_is_a_date() -> None:
    assert "2025-12-13" == read_date("12/13/2025", today=TODAY, day_first=True).edtf


def test_a_julian_date_is_told_back_by_both_calendars() -> None:
    assert "7 November 1917 (25 October O.S.)" == read_date("25 Oct. 1917 O.S.", today=TODAY).words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", "could not be read as a date"),
        ("20:00", "could not be read as a date"),
        ("5", "could not be read as a date"),
        ("about", "could not be read as a date"),
        ("8. Mai 1945", "could not be read as a date"),
        ("0 BC", "could not be read as a date"),
        ("31 February 2025", "February 2025 has 28 days"),
        ("13/13/2025", "no month 13"),
        ("2021-13", "month 13"),
        ("2021-W60", "has 52 weeks"),
        ("Q5 2020", "4 quarters"),
        ("2020 to 2010", "ends before it begins"),
        ("9 August 2020, 13 pm", "from 1 to 12"),
        ("9 August 2020, 25:00", "hours go to 23"),
        ("80 billion years ago", "73 billion years"),
        ("x" * 200, "at most 120 characters"),
    ],
)
def test_what_is_not_understood_is_explained(typed: str, said: str) -> None:
    with pytest.raises(TimelineError) as fault:
        read_date(typed, today=TODAY)
    assert said in str(fault.value)


@pytest.mark.parametrize("typed", ["1945-ish May", "Sun 20:00 2020", "10 2020", "2020 EST", "12h 2020"])
def test_what_dateutil_fills_in_is_never_taken_for_what_was_written(typed: str) -> None:
    with pytest.raises(TimelineError):
        read_date(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["a to " * 24, "12–" * 40, "before " * 17, "- " * 60, "q to q or q - q – q " * 6]
)
def test_a_heap_of_joints_is_answered_at_once(typed: str) -> None:
    with pytest.raises(TimelineError):
        read_date(typed[:120], today=TODAY)
