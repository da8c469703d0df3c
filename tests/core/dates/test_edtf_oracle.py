"""Our bounds beside those of the edtf package, whose known errors and choices are listed."""

from __future__ import annotations

import time
import warnings

import pytest

from timeline_app.core.dates import Civil, bounds, civil_from_seconds, parse_edtf
from timeline_app.core.errors import TimelineError

with warnings.catch_warnings():
    # edtf builds its grammar with names that newer pyparsing warns about at import; nothing of ours
    warnings.simplefilter("ignore")
    oracle = pytest.importorskip("edtf")

AGREED = (
    "2021", "2021-08", "2021-08-09", "-0043", "-0043-03-15", "0000", "0079", "9999-12-31", "2020-02-29",
    "1984?", "1984~", "1984%", "2004-06?", "2004-06-11~", "198X", "19XX", "1999-XX", "1999-07-XX",
    "1999-XX-XX",
    "2001-21", "2001-22", "2001-23", "Y-66000000", "Y170000002", "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08", "2004-02-01/2005", "1984~/2004-06", "1984?/2004%", "[1871..1872]", "[1667,1668]",
    "[1760-01,1760-02,1760-12]",
)  # fmt: skip

#: What the package does otherwise, and why we do not follow: the text, its error.
KNOWN_ERRORS = {
    "2001-24": "its winter ends with December; ours with the next February",
    "1914-07-28/..": "its open end is a float infinity",
    "2020/..": "its open end is a float infinity",
    "[..1944]": "its open start is a float infinity",
    "2004-06-31": "it moves a day that does not exist",
    "2004/2003": "it lets an interval run backwards",
}


def _ends(text: str) -> tuple[time.struct_time, time.struct_time]:
    found = oracle.parse_edtf(text)
    if isinstance(found, list):
        found = found[0]
    return found.lower_strict(), found.upper_strict()


@pytest.mark.parametrize("text", AGREED)
def test_our_bounds_are_those_of_the_oracle(text: str) -> None:
    found, (lower, upper) = bounds(text), _ends(text)
    assert Civil(lower.tm_year, lower.tm_mon, lower.tm_mday) == civil_from_seconds(found.earliest_start_s)
    last = civil_from_seconds(found.latest_end_s - 1)
    assert (upper.tm_year, upper.tm_mon, upper.tm_mday) == (last.year, last.month, last.day)


def test_the_known_errors_of_the_oracle_are_still_there() -> None:
    assert _ends("2001-24")[1].tm_mon == 12
    for text in ("1914-07-28/..", "2020/.."):
        assert _ends(text)[1] == float("inf")
    assert _ends("[..1944]")[0] == float("-inf")
    assert oracle.parse_edtf("2004/2003") is not None
    for text in ("2004-06-31", "2004/2003"):
        with pytest.raises(TimelineError):
            parse_edtf(text)
    assert all(KNOWN_ERRORS.values())


def test_the_oracle_reads_typed_dates_wrongly_and_we_do_not() -> None:
    from timeline_app.core.dates import read_date

    assert "-0044" == oracle.text_to_edtf("44 BC")
    assert "-0043" == read_date("44 BC", today="2025-12-15").edtf
