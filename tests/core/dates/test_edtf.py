"""The EDTF grammar: what it reads, what it refuses and how it says so."""

from __future__ import annotations

import pytest

from timeline_app.core.columns import Precision
from timeline_app.core.dates import End, Interval, OneOf, Undated, Unit, format_edtf, parse_edtf
from timeline_app.core.errors import TimelineError

CANONICAL = (
    "2021", "2021-08", "2021-08-09", "2020-08-09T20:00:00Z", "2020-08-09T20:00:00",
    "2020-08-09T23:00:00-05:00",
    "2020-08-09T20:00+05:30", "2020-08-09T20", "-0043", "-0043-03-15", "0000", "1984?", "1850~", "1984%",
    "2021-08-09?", "198X", "19XX", "1XXX", "-004X", "-00XX", "000X", "1999-XX", "1999-XX-XX", "1999-07-XX",
    "1968-21", "1968-24~", "Y-66000000", "Y12025~", "XXXX", "XXXX-12-25", "XXXX-12", "XXXX-XX-25",
    "2025-12-12/2025-12-13", "2025-12-12~/2025-12-13", "2020/..", "../1945", "2004/", "/2004",
    "[1871..1872]", "[..1944]", "[2021..]", "[1871,1873]", "[1667,1668,1670..1672]", "[..1760,1780..]",
    "[1850~..1850-02]", "[1880..1885]/[1895..1900]", "[..1944]/..", "2020-02-29",
)  # fmt: skip


@pytest.mark.parametrize("text", CANONICAL)
def test_a_canonical_text_is_parsed_and_formatted_to_itself(text: str) -> None:
    assert text == format_edtf(parse_edtf(text))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Y1984", "1984"),
        ("Y-43", "-0043"),
        ("2020-08-09T20:00:00+00:00", "2020-08-09T20:00:00Z"),
        ("2020-08-09T20:00:00-05", "2020-08-09T20:00:00-05:00"),
        ("[1871, 1873]", "[1871,1873]"),
        ("[1871..1871]", "[1871]"),
        ("", "XXXX"),
        ("XXXX-XX-XX", "XXXX"),
    ],
)
def test_another_spelling_becomes_canonical(text: str, canonical: str) -> None:
    assert canonical == format_edtf(parse_edtf(text))


def test_the_value_says_what_the_text_says() -> None:
    assert Unit(Precision.MONTH, 2021, 8, approximate=True) == parse_edtf("2021-08~")
    assert Unit(Precision.DECADE, 1980, years=10) == parse_edtf("198X")
    assert Unit(Precision.DAY, -43, 3, 15) == parse_edtf("-0043-03-15")
    assert Interval(Unit(Precision.YEAR, 2020), End.OPEN) == parse_edtf("2020/..")
    assert OneOf(((None, Unit(Precision.YEAR, 1944)),)) == parse_edtf("[..1944]")
    assert Undated() == parse_edtf("XXXX")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021-13", "month 13"),
        ("2021-02-29", "28 days"),
        ("2021-04-31/2022", "30 days"),
        ("2021-00", "month 00"),
        ("-0000", "1 BC is written 0000"),
        ("2020-08-09T24:00:00Z", "hours go to 23"),
        ("2020-08-09T20:00:00+19:00", "offsets go from"),
        ("12345", "written Y12345"),
        ("-12345", "written Y-12345"),
        ("198", "written 0198"),
        ("-43", "written -0043"),
        ("2021/2020", "ends before it begins"),
        ("[2021..2020]", "ends before it begins"),
        ("2020/2021/2022", "more than one"),
        ("../..", "neither when it begins nor when it ends"),
        ("/", "neither when it begins nor when it ends"),
        ("{1667,1668}", "make one event of each"),
        ("[1667,1668", "must be closed"),
        ("[]", "not an EDTF date"),
        ("[..]", "no date in it"),
        ("[1667,..1668]", "only before its first"),
        ("Y17E7", "write the year out"),
        ("1X99", "only the last ones may be X"),
        ("1999-XX-25", "day of an unknown month"),
        ("2004-06~-11", "at its end, for the whole"),
        ("XXXX-13", "no day of any year"),
        ("XXXX-02-30", "no day of any year"),
        ("Y80000000000", "73 billion years"),
        ("Y99999999999999999999", "73 billion years"),
        ("tomorrow", "not an EDTF date"),
        ("２０２１", "not an EDTF date"),
        ("2021-08-09\n", "not an EDTF date"),
    ],
)
def test_what_is_refused_is_explained(text: str, said: str) -> None:
    with pytest.raises(TimelineError) as fault:
        parse_edtf(text)
    assert said in str(fault.value)
    assert str(fault.value).endswith(".")


def test_times_with_and_without_an_offset_are_not_called_backwards_too_early() -> None:
    text = "2020-01-01T10:00:00+14:00/2020-01-01T01:00:00"
    assert text == format_edtf(parse_edtf(text))
