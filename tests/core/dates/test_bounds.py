"""Bounds: four seconds, a precision and flags of each kind of date, and times placed in a story's zone."""

from __future__ import annotations

import pytest

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Flag, Precision
from timeline_app.core.dates import (
    Civil,
    approximate_margin_s,
    bounds,
    bounds_of_many,
    civil_from_seconds,
    known_zone,
    parse_edtf,
    seconds_from_civil,
)
from timeline_app.core.errors import TimelineError

S = seconds_from_civil


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021", (2021,), (2022,), Precision.YEAR),
        ("2021-08", (2021, 8), (2021, 9), Precision.MONTH),
        ("2021-12", (2021, 12), (2022,), Precision.MONTH),
        ("2021-08-31", (2021, 8, 31), (2021, 9, 1), Precision.DAY),
        ("2020-08-09T20", (2020, 8, 9, 20), (2020, 8, 9, 21), Precision.HOUR),
        ("2020-08-09T20:15", (2020, 8, 9, 20, 15), (2020, 8, 9, 20, 16), Precision.MINUTE),
        ("2020-08-09T23:59:59Z", (2020, 8, 9, 23, 59, 59), (2020, 8, 10), Precision.SECOND),
        ("198X", (1980,), (1990,), Precision.DECADE),
        ("18XX", (1800,), (1900,), Precision.CENTURY),
        ("1XXX", (1000,), (2000,), Precision.CENTURY),
        ("-004X", (-49,), (-39,), Precision.DECADE),
        ("-00XX", (-99,), (1,), Precision.CENTURY),
        ("1968-21", (1968, 3), (1968, 6), Precision.SEASON),
        ("1968-24", (1968, 12), (1969, 3), Precision.SEASON),
        ("1999-XX", (1999,), (2000,), Precision.YEAR),
        ("1999-07-XX", (1999, 7), (1999, 8), Precision.MONTH),
        ("Y-66000000", (-66_000_000,), (-65_999_999,), Precision.YEAR),
    ],
)
def test_a_single_date_reaches_from_its_first_second_to_its_last(
    text: str, start: tuple[int, ...], end: tuple[int, ...], precision: Precision
) -> None:
    found = bounds(text)
    assert (S(*start), S(*end)) == (found.earliest_start_s, found.latest_end_s)
    assert (S(*start), S(*end)) == (found.latest_start_s, found.earliest_end_s)
    assert (precision, Flag.NONE) == (found.precision, found.flags)


def test_an_interval_of_months_has_four_seconds() -> None:
    found = bounds("2020-01/2021-03")
    assert (S(2020, 1), S(2020, 2)) == (found.earliest_start_s, found.latest_start_s)
    assert (S(2021, 3), S(2021, 4)) == (found.earliest_end_s, found.latest_end_s)
    assert Flag.SPAN == found.flags
    assert Precision.MONTH == found.precision


def test_an_interval_of_days_is_firm_throughout() -> None:
    found = bounds("2025-12-12~/2025-12-13")
    assert S(2025, 12, 12) == found.earliest_start_s == found.latest_start_s
    assert S(2025, 12, 14) == found.earliest_end_s == found.latest_end_s
    assert Flag.SPAN | Flag.APPROXIMATE == found.flags


def test_inner_bounds_that_cross_say_that_nothing_is_firm() -> None:
    found = bounds("2020/2020-06")
    assert found.latest_start_s > found.earliest_end_s


@pytest.mark.parametrize(
    ("text", "start_s", "end_s", "flags"),
    [
        ("[..1944]", OPEN_START_S, S(1945), Flag.ONE_OF | Flag.OPEN_START),
        ("[2021..]", S(2021), OPEN_END_S, Flag.ONE_OF | Flag.OPEN_END),
        ("../1945", OPEN_START_S, S(1946), Flag.SPAN | Flag.OPEN_START),
        ("2020/..", S(2020), OPEN_END_S, Flag.SPAN | Flag.OPEN_END),
        ("2004/", S(2004), OPEN_END_S, Flag.SPAN | Flag.OPEN_END),
        ("/2004", OPEN_START_S, S(2005), Flag.SPAN | Flag.OPEN_START),
        ("[1871,1873]", S(1871), S(1874), Flag.ONE_OF),
        ("[1850~..1850-02]", S(1850), S(1850, 3), Flag.ONE_OF | Flag.APPROXIMATE),
        ("[1880..1885]/[1895..1900]", S(1880), S(1901), Flag.SPAN),
        ("1984?", S(1984), S(1985), Flag.UNCERTAIN),
        ("1984%", S(1984), S(1985), Flag.UNCERTAIN | Flag.APPROXIMATE),
    ],
)
def test_sets_and_open_ends_are_flagged(text: str, start_s: int, end_s: int, flags: Flag) -> None:
    found = bounds(text)
    assert (start_s, end_s, flags) == (found.earliest_start_s, found.latest_end_s, found.flags)


def test_the_ends_of_a_span_between_sets_are_the_edges_of_the_sets() -> None:
    found = bounds("[1880..1885]/[1895..1900]")
    assert (S(1886), S(1895)) == (found.latest_start_s, found.earliest_end_s)


def test_an_unknown_end_is_firm_nowhere_and_an_open_one_goes_on() -> None:
    assert bounds("2004/").earliest_end_s == S(2005)
    assert bounds("2004/..").earliest_end_s == OPEN_END_S


@pytest.mark.parametrize("text", ["", "XXXX", "XXXX-12-25"])
def test_what_has_no_year_is_undated(text: str) -> None:
    assert Precision.UNDATED == bounds(text).precision


@pytest.mark.parametrize(
    ("text", "zone", "placed"),
    [
        ("2020-08-09T20:00:00Z", "Europe/Minsk", Civil(2020, 8, 9, 23)),
        ("2020-08-09T23:00:00-05:00", "UTC", Civil(2020, 8, 10, 4)),
        ("2020-01-01T00:00:00Z", "Asia/Kolkata", Civil(2020, 1, 1, 5, 30)),
        ("1800-01-01T12:00:00Z", "Europe/Paris", Civil(1800, 1, 1, 12, 9, 21)),
        ("2020-08-09T20:00:00", "Asia/Tokyo", Civil(2020, 8, 9, 20)),
        ("2020-08-09", "Asia/Tokyo", Civil(2020, 8, 9)),
        ("-0043-03-15T12:00:00+02:00", "Europe/Rome", Civil(-43, 3, 15, 12)),
        ("-0043-03-15T12:00:00+02:00", "UTC", Civil(-43, 3, 15, 12)),
        ("2025-11-02T05:30:00Z", "America/New_York", Civil(2025, 11, 2, 1, 30)),
        ("2025-11-02T06:30:00Z", "America/New_York", Civil(2025, 11, 2, 1, 30)),
        ("2025-03-09T07:00:00Z", "America/New_York", Civil(2025, 3, 9, 3)),
    ],
)
def test_only_a_time_with_an_offset_is_placed_by_the_zone(text: str, zone: str, placed: Civil) -> None:
    assert placed == civil_from_seconds(bounds(text, zone).earliest_start_s)


def test_a_span_over_the_repeated_hour_lasts_as_long_as_its_offsets_say() -> None:
    found = bounds("2025-11-02T01:50:00-04:00/2025-11-02T01:10:00-05:00", "America/New_York")
    assert 20 * 60 + 1 == found.latest_end_s - found.earliest_start_s


def test_a_minute_across_the_turned_clock_is_still_a_minute() -> None:
    found = bounds("2025-11-02T05:59Z", "America/New_York")
    assert 60 == found.latest_end_s - found.earliest_start_s


def test_an_unknown_zone_is_named() -> None:
    for zone in ("Mars/Olympus", "../../etc/passwd", ""):
        assert not known_zone(zone)
        with pytest.raises(TimelineError, match="not a time zone"):
            bounds("2020-08-09T20:00:00Z", zone)
        with pytest.raises(TimelineError, match="not a time zone"):
            bounds_of_many(["2020"], zone)


def test_bounds_take_a_parsed_date_too() -> None:
    assert bounds("2021-08") == bounds(parse_edtf("2021-08"))


def test_the_widening_grows_with_the_unit() -> None:
    margins = [approximate_margin_s(precision) for precision in Precision]
    assert sorted(margins) == margins
    assert 86_400 == approximate_margin_s(Precision.DAY)
    assert 2 * 31_556_952 == approximate_margin_s(Precision.YEAR)


def test_many_texts_keep_their_rows_and_name_the_refused() -> None:
    columns = bounds_of_many(["2021-08", "nonsense", "2020/..", "2021-02-30", "", "2021-08-09T20:00:00Z"])
    assert [1, 3] == columns.refused.tolist()
    assert S(2020) == columns.earliest_start_s[2]
    assert OPEN_END_S == columns.latest_end_s[2]
    assert S(2021) == columns.latest_start_s[2]
    assert Precision.SECOND == columns.precision[5]


def test_many_texts_are_placed_in_the_zone_as_one_is() -> None:
    texts = ["2021-08-09T20:00:00Z", "9999-12-31T23:30:00Z", "0000-01-01T00:30:00Z", "2021-08-09T20:00:00"]
    columns = bounds_of_many(texts, "Asia/Tokyo")
    assert [
        bounds(text, "Asia/Tokyo").earliest_start_s for text in texts
    ] == columns.earliest_start_s.tolist()


def test_no_texts_make_empty_columns() -> None:
    assert 0 == len(bounds_of_many([]).earliest_start_s)
