"""Dates told in words, in every style, and lengths and spans beside them."""

from __future__ import annotations

import pytest

from timeline_app.core.dates import (
    DAY_S,
    YEAR_S,
    DateStyle,
    clock_words,
    decade_words,
    duration_in_words,
    in_words,
    month_name,
    season_name,
    seconds_from_civil,
    span_in_words,
    weekday_name,
    year_words,
)
from timeline_app.core.errors import TimelineError

S = seconds_from_civil
AMERICAN = DateStyle(day_first=False, hours24=False)
COMMON_ERA = DateStyle(era="BCE")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-08", "August 2021"),
        ("2025-12-13", "13 December 2025"),
        ("2025-12-12/2025-12-13", "12–13 December 2025"),
        ("2025-12-12~/2025-12-13", "about 12 to 13 December 2025"),
        ("2025-11-28/2025-12-03", "28 November – 3 December 2025"),
        ("2024-12-28/2025-01-03", "28 December 2024 – 3 January 2025"),
        ("2020-08/2020-10", "August–October 2020"),
        ("2020-08/2021-03", "August 2020 – March 2021"),
        ("1914/1918", "1914–1918"),
        ("1850~", "about 1850"),
        ("1850~/1860~", "about 1850 to about 1860"),
        ("1984?", "1984 (uncertain)"),
        ("1984%", "about 1984 (uncertain)"),
        ("198X", "the 1980s"),
        ("200X", "the 2000s"),
        ("180X", "the decade 1800–1809"),
        ("-004X", "the decade 50–41 BC"),
        ("000X", "the decade 1 BC–AD 9"),
        ("001X", "the decade AD 10–19"),
        ("18XX", "19th century"),
        ("20XX", "21st century"),
        ("-00XX", "1st century BC"),
        ("17XX/18XX", "18th to 19th century"),
        ("1XXX", "2nd millennium"),
        ("[..1944]", "before 1945"),
        ("../1945", "until 1945"),
        ("[2021..]", "after 2020"),
        ("2020/..", "since 2020"),
        ("2004/", "from 2004, end unknown"),
        ("/2004", "until 2004, start unknown"),
        ("[..1850-02]", "before March 1850"),
        ("[..2025-12-12]", "before 13 December 2025"),
        ("[..1850~]", "about 1850 or earlier"),
        ("[1850?..]", "1850 (uncertain) or later"),
        ("[1871..1872]", "1871 or 1872"),
        ("[1871,1873]", "1871 or 1873"),
        ("[1880..1885]", "between 1880 and 1885"),
        ("[2020-03..2020-05]", "between March and May 2020"),
        ("[1850~..1850-02]", "about 1850, before March 1850"),
        ("[1850-11..1850~]", "about 1850, after October 1850"),
        ("[1880..1885]/[1895..1900]", "from some time in 1880–1885 to some time in 1895–1900"),
        ("[..1944]/..", "since before 1945"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0079", "AD 79"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0048/-0043", "49–44 BC"),
        ("-0026/0014", "27 BC – AD 14"),
        ("0014/0037", "AD 14–37"),
        ("1968-21", "spring 1968"),
        ("1968-24", "winter 1968–69"),
        ("1999-24", "winter 1999–2000"),
        ("1968-21/1968-23", "spring to autumn 1968"),
        ("1999-XX", "1999, month unknown"),
        ("1999-07-XX", "July 1999, day unknown"),
        ("2020-08-09T20:00:00", "9 August 2020, 20:00"),
        ("2020-08-09T20:00:05Z", "9 August 2020, 20:00:05 UTC"),
        ("2020-08-09T23:00:00-05:00", "9 August 2020, 23:00 UTC−5"),
        ("2020-08-09T23:00:00+05:30", "9 August 2020, 23:00 UTC+5:30"),
        ("2020-08-09T20", "9 August 2020, in the hour from 20:00"),
        ("2020-08-09T20:00Z/2020-08-09T22:00Z", "9 August 2020, 20:00–22:00 UTC"),
        ("Y-66000000", "66 million years ago"),
        ("Y-4540000000~", "about 4.54 billion years ago"),
        ("Y-66000000/Y-56000000", "66 million – 56 million years ago"),
        ("Y-12000", "12,001 BC"),
        ("Y12025", "12,025"),
        ("XXXX", "undated"),
        ("", "undated"),
        ("XXXX-12-25", "25 December, year unknown"),
    ],
)
def test_a_date_is_told_in_words(text: str, words: str) -> None:
    assert words == in_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-12-13", "December 13, 2025"),
        ("2025-12-12/2025-12-13", "December 12–13, 2025"),
        ("2025-12-12~/2025-12-13", "about December 12 to 13, 2025"),
        ("2024-12-28/2025-01-03", "December 28, 2024 – January 3, 2025"),
        ("2020-08-09T00:30:00", "August 9, 2020, 12:30 a.m."),
        ("2020-08-09T12:00:00Z", "August 9, 2020, 12:00 p.m. UTC"),
        ("-0043-03-15", "March 15, 44 BC"),
    ],
)
def test_month_first_and_twelve_hours_are_told_as_americans_write(text: str, words: str) -> None:
    assert words == in_words(text, AMERICAN)


@pytest.mark.parametrize(
    ("text", "words"),
    [("-0043", "44 BCE"), ("0079", "79 CE"), ("0014/0037", "14–37 CE"), ("-00XX", "1st century BCE")],
)
def test_the_common_era_is_told_behind_the_year(text: str, words: str) -> None:
    assert words == in_words(text, COMMON_ERA)


@pytest.mark.parametrize(
    ("text", "written", "words"),
    [
        ("1917-11-07", "25 Oct. 1917 O.S.", "7 November 1917 (25 October O.S.)"),
        ("1918-01-07", "25 December 1917 (Julian)", "7 January 1918 (25 December 1917 O.S.)"),
        ("1917-02-14/1917-03-13", "Feb. 1917 O.S.", "14 February – 13 March 1917 (February 1917 O.S.)"),
        ("1917-11-07", "7 Nov. 1917", "7 November 1917"),
        ("1917-11-07", "the OS/2 launch", "7 November 1917"),
        ("1917", "1917 O.S.", "1917"),
    ],
)
def test_a_julian_date_is_told_by_both_calendars(text: str, written: str, words: str) -> None:
    assert words == in_words(text, as_written=written)


def test_what_is_not_edtf_is_told_as_it_was_written() -> None:
    assert "Tuesday last" == in_words("nonsense", as_written="Tuesday last")
    assert "nonsense" == in_words("nonsense")


def test_names_come_long_and_short() -> None:
    assert ("August", "Aug") == (month_name(8), month_name(8, short=True))
    assert ("Monday", "Sun") == (weekday_name(0), weekday_name(6, short=True))
    assert "winter" == season_name(24)
    assert "the 1980s" == decade_words(1980)


def test_years_of_the_axis_are_told_round() -> None:
    assert ["500 BC", "AD 1", "1000", "2025"] == [year_words(year) for year in (-499, 1, 1000, 2025)]
    assert "1.5 million years ago" == year_words(-1_500_000)
    assert "5 billion years from now" == year_words(5_000_000_000)


def test_the_clock_is_told_by_both_dials() -> None:
    assert ["00:05", "20:00:05"] == [clock_words(0, 5), clock_words(20, 0, 5)]
    assert ["12:05 a.m.", "8:00 p.m."] == [
        clock_words(0, 5, style=AMERICAN),
        clock_words(20, 0, style=AMERICAN),
    ]


def test_an_unknown_language_or_era_is_refused() -> None:
    with pytest.raises(TimelineError, match="xx"):
        DateStyle(language="xx")
    with pytest.raises(TimelineError, match="BC or BCE"):
        DateStyle(era="AUC")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (S(2025, 12, 12) - S(2021, 9, 1), "more than 4 years"),
        (10 * 365 * DAY_S + 2 * DAY_S, "10 years"),
        (360 * DAY_S, "almost a year"),
        (45 * DAY_S, "more than a month"),
        (DAY_S, "a day"),
        (25 * 3600, "more than a day"),
        (7200, "2 hours"),
        (59, "almost a minute"),
        (1, "a second"),
        (12_345 * YEAR_S, "12,345 years"),
        (66_000_000 * YEAR_S, "66 million years"),
        (0, "0 seconds"),
    ],
)
def test_a_length_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    assert words == duration_in_words(seconds)


@pytest.mark.parametrize(
    ("start_s", "end_s", "words"),
    [
        (S(2020, 8), S(2025, 12, 14), "August 2020 – 13 December 2025"),
        (S(2020), S(2021), "2020"),
        (S(2020, 8), S(2020, 9), "August 2020"),
        (S(2020), S(2025), "2020–2024"),
        (S(2020), S(2020, 3, 14), "1 January – 13 March 2020"),
        (S(2020, 8, 9, 20), S(2020, 8, 9, 22), "9 August 2020, 20:00–22:00"),
        (S(2020, 3, 5, 4, 5, 6), S(2020, 3, 5, 4, 6), "5 March 2020, 04:05:06–04:06"),
        (S(1500, 3), S(2021, 5), "1500–2021"),
        (S(1950, 3, 2), S(2021, 5, 4), "March 1950 – May 2021"),
        (S(-66_000_000), S(-56_000_000), "66 million – 56 million years ago"),
        (S(-20_000), S(2000), "20,000 BC – 2000"),
    ],
)
def test_a_visible_span_is_told_as_finely_as_it_is_long(start_s: int, end_s: int, words: str) -> None:
    assert words == span_in_words(start_s, end_s)
