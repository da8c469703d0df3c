"""What holds for every date: nothing is lost between text, value, seconds and words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import OPEN_END_S, OPEN_START_S, Flag, Precision
from timeline_app.core.dates import (
    DateStyle,
    Interval,
    OneOf,
    Unit,
    bounds,
    bounds_of_many,
    civil_columns,
    civil_from_days,
    civil_from_seconds,
    days_from_civil,
    days_from_julian,
    days_in_month,
    duration_in_words,
    format_edtf,
    in_words,
    julian_from_days,
    parse_edtf,
    read_date,
    seconds_columns,
    seconds_from_civil,
    span_in_words,
    unit_span_s,
)
from timeline_app.core.errors import TimelineError

TODAY = "2025-12-15"
SECONDS = st.integers(-(2**61) + 1, 2**61 - 1)
QUALIFIERS = st.sampled_from(("", "", "", "~", "?", "%"))


@st.composite
def days(draw: st.DrawFn, lowest: int = -9999, highest: int = 9999) -> str:
    year, month = draw(st.integers(lowest, highest)), draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in_month(year, month)))
    return format_edtf(Unit(Precision.DAY, year, month, day))


@st.composite
def times(draw: st.DrawFn) -> str:
    clock = f"{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}:{draw(st.integers(0, 59)):02}"
    offset = draw(st.sampled_from(("", "Z", "+01:00", "-05:00", "+05:30", "+14:00")))
    return f"{draw(days())}T{clock[: draw(st.sampled_from((2, 5, 8)))]}{offset}"


def years(lowest: int = -9999, highest: int = 9999) -> st.SearchStrategy[str]:
    return st.integers(lowest, highest).map(lambda year: format_edtf(Unit(Precision.YEAR, year)))


def months() -> st.SearchStrategy[str]:
    return st.builds(
        lambda year, month: format_edtf(Unit(Precision.MONTH, year, month)),
        st.integers(-9999, 9999),
        st.integers(1, 12),
    )


def wide() -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda y, s: f"{y}-{s}", years(), st.sampled_from((21, 22, 23, 24))),
        st.builds(lambda sign, d: f"{sign}{d:03}X", st.sampled_from(("", "-")), st.integers(0, 999)),
        st.builds(lambda sign, d: f"{sign}{d:02}XX", st.sampled_from(("", "-")), st.integers(0, 99)),
        st.builds(lambda y: f"{y}-XX", years()),
        st.builds(lambda m: f"{m}-XX", months()),
        st.integers(10_000, 70_000_000_000).map(lambda year: f"Y{year}"),
        st.integers(10_000, 70_000_000_000).map(lambda year: f"Y-{year}"),
    )


plain_units = st.one_of(days(), months(), years())
units = st.builds(
    lambda text, mark: text + mark, st.one_of(days(), times(), months(), years(), wide()), QUALIFIERS
)


def _ordered(first: str, last: str) -> tuple[str, str]:
    ends = sorted((first, last), key=lambda text: unit_span_s(_unit(text)))
    return ends[0], ends[1]


def _unit(text: str) -> Unit:
    unit = parse_edtf(text)
    assert isinstance(unit, Unit)
    return unit


sets = st.one_of(
    st.builds(lambda a, b: "[{}..{}]".format(*_ordered(a, b)), plain_units, plain_units),
    plain_units.map(lambda text: f"[..{text}]"),
    plain_units.map(lambda text: f"[{text}..]"),
    st.lists(plain_units, min_size=2, max_size=4).map(lambda texts: f"[{','.join(texts)}]"),
)
intervals = st.one_of(
    st.builds(
        lambda a, b, m, n: "{}{}/{}{}".format(
            *[x for pair in zip(_ordered(a, b), (m, n), strict=True) for x in pair]
        ),
        plain_units,
        plain_units,
        QUALIFIERS,
        QUALIFIERS,
    ),
    units.map(lambda text: f"{text}/.."),
    units.map(lambda text: f"../{text}"),
    units.map(lambda text: f"{text}/"),
    units.map(lambda text: f"/{text}"),
)
edtf_texts = st.one_of(units, sets, intervals)


@given(SECONDS)
def test_every_second_of_the_range_comes_back_from_its_civil_form(second: int) -> None:
    assert second == seconds_from_civil(*civil_from_seconds(second))


@given(st.integers(-(10**13), 10**13))
def test_days_come_back_from_both_calendars(day: int) -> None:
    assert day == days_from_civil(*civil_from_days(day))
    assert day == days_from_julian(*julian_from_days(day))


@given(st.integers(-(10**13), 10**13))
def test_the_day_after_a_day_is_a_later_civil_day(day: int) -> None:
    assert civil_from_days(day) < civil_from_days(day + 1)
    assert julian_from_days(day) < julian_from_days(day + 1)


@given(st.lists(SECONDS, min_size=1, max_size=30))
def test_columns_say_what_the_scalars_say(seconds: list[int]) -> None:
    columns = civil_columns(np.array(seconds, np.int64))
    assert [tuple(civil_from_seconds(second)) for second in seconds] == list(
        zip(*(column.tolist() for column in columns), strict=True)
    )
    assert seconds == seconds_columns(*columns).tolist()


@given(edtf_texts)
def test_formatting_what_was_parsed_gives_an_equal_date(text: str) -> None:
    date = parse_edtf(text)
    assert date == parse_edtf(format_edtf(date))


@given(st.one_of(units, intervals))
def test_a_canonical_text_stays_as_it_is(text: str) -> None:
    assert text == format_edtf(parse_edtf(text))


@given(edtf_texts, st.sampled_from(("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia")))
def test_bounds_are_ordered_and_within_what_is_counted(text: str, zone: str) -> None:
    found = bounds(text, zone)
    assert OPEN_START_S <= found.earliest_start_s < found.latest_end_s <= OPEN_END_S
    assert found.earliest_start_s <= found.latest_start_s <= found.latest_end_s
    assert found.earliest_start_s <= found.earliest_end_s <= found.latest_end_s


@given(days(), st.integers(0, 86_399))
def test_every_second_of_a_day_lies_in_its_day_month_and_year(text: str, second_of_day: int) -> None:
    second = bounds(text).earliest_start_s + second_of_day
    year, month, _ = text.rsplit("-", 2)
    for wider in (text, f"{year}-{month}", year):
        found = bounds(wider)
        assert found.earliest_start_s <= second < found.latest_end_s


@given(years(-9998, 9998))
def test_a_year_is_followed_by_the_next_without_a_gap(text: str) -> None:
    year = _unit(text).year
    following = format_edtf(Unit(Precision.YEAR, year + 1))
    assert bounds(text).latest_end_s == bounds(following).earliest_start_s


@given(plain_units, QUALIFIERS)
def test_a_qualifier_never_moves_the_bounds(text: str, mark: str) -> None:
    plain, qualified = bounds(text), bounds(text + mark)
    assert (plain.earliest_start_s, plain.latest_end_s) == (
        qualified.earliest_start_s,
        qualified.latest_end_s,
    )


@given(st.lists(st.tuples(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28)), min_size=2))
def test_the_order_of_days_is_the_order_of_their_seconds(parts: list[tuple[int, int, int]]) -> None:
    by_second = sorted(parts, key=lambda day: bounds(format_edtf(Unit(Precision.DAY, *day))).earliest_start_s)
    assert sorted(parts) == by_second


@given(sets)
def test_a_set_reaches_from_its_first_to_its_last_member(text: str) -> None:
    date, found = parse_edtf(text), bounds(text)
    assert isinstance(date, OneOf)
    assert found.flags & Flag.ONE_OF
    for first, last in date.ranges:
        assert found.earliest_start_s <= (OPEN_START_S if first is None else unit_span_s(first)[0])
        assert (OPEN_END_S if last is None else unit_span_s(last)[1]) <= found.latest_end_s


@given(st.lists(st.one_of(edtf_texts, st.text(max_size=22), st.just("XXXX")), max_size=40))
def test_many_at_once_say_what_each_says_alone(texts: list[str]) -> None:
    columns = bounds_of_many(texts)
    refused = set(columns.refused.tolist())
    for row, text in enumerate(texts):
        try:
            found = bounds(text)
        except TimelineError:
            assert row in refused
            assert columns.precision[row] == Precision.UNDATED
            continue
        assert row not in refused
        assert (
            found.earliest_start_s,
            found.latest_start_s,
            found.earliest_end_s,
            found.latest_end_s,
            found.precision,
            found.flags,
        ) == (
            columns.earliest_start_s[row],
            columns.latest_start_s[row],
            columns.earliest_end_s[row],
            columns.latest_end_s[row],
            columns.precision[row],
            columns.flags[row],
        )


@given(st.text(alphabet="0123456789-/.[]XYTZ:~?%,+ ", max_size=24))
def test_no_text_raises_anything_but_a_sentence(text: str) -> None:
    try:
        date = parse_edtf(text)
    except TimelineError:
        return
    assert date == parse_edtf(format_edtf(date))


STYLES = st.builds(
    DateStyle, day_first=st.booleans(), hours24=st.booleans(), era=st.sampled_from(("BC", "BCE"))
)


@given(edtf_texts, STYLES)
def test_words_are_never_empty_and_never_doubled(text: str, style: DateStyle) -> None:
    words = in_words(text, style)
    assert words == words.strip()
    assert words
    assert "  " not in words
    assert "{" not in words


@given(units, STYLES)
def test_the_words_of_a_date_are_read_as_that_date(text: str, style: DateStyle) -> None:
    unit = _unit(text)
    if not text.startswith("Y") and (unit.offset_min or 0) % 60 == 0 and unit.second == 0:
        expected = text.replace(":00Z", "Z") if unit.precision == Precision.SECOND else text
        found = read_date(in_words(text, style), today=TODAY, style=style).edtf
        assert _without_seconds(expected) == found


def _without_seconds(text: str) -> str:
    unit = _unit(text)
    if unit.precision != Precision.SECOND:
        return text
    values = {name: getattr(unit, name) for name in ("year", "month", "day", "hour", "minute", "offset_min")}
    return format_edtf(
        Unit(Precision.MINUTE, approximate=unit.approximate, uncertain=unit.uncertain, **values)
    )


@given(
    st.builds(lambda a, b: "{}/{}".format(*_ordered(a, b)), plain_units, plain_units).filter(
        lambda text: len(set(text.split("/"))) == 2
    ),
    STYLES,
)
def test_the_words_of_an_interval_are_read_as_that_interval(text: str, style: DateStyle) -> None:
    date = parse_edtf(text)
    assert isinstance(date, Interval)
    assert text == read_date(in_words(text, style), today=TODAY, style=style).edtf


@given(plain_units, st.sampled_from(("[..{}]", "[{}..]", "{}/..", "../{}", "{}~/..", "{}/", "/{}")))
def test_the_words_of_an_open_date_are_read_as_that_date(text: str, form: str) -> None:
    written = form.format(text)
    if abs(_unit(text).year) < 9990:
        assert written == read_date(in_words(written), today=TODAY).edtf


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_explained(text: str) -> None:
    try:
        found = read_date(text, today=TODAY)
    except TimelineError:
        return
    assert found.edtf == "" or parse_edtf(found.edtf)


_WORDS = [
    "12",
    "13",
    "1850",
    "2025",
    "44",
    "13/12",
    "2021-08",
    "Dec",
    "May",
    "may.",
    "Aug",
    "before",
    "after",
    "since",
    "until",
    "between",
    "and",
    "or",
    "to",
    "from",
    "–",
    "-",
    "/",
    "about",
    "c.",
    "?",
    "~",
    "BC",
    "AD",
    "O.S.",
    "early",
    "mid",
    "late",
    "Q3",
    "H1",
    "week",
    "52",
    "the",
    "1980s",
    "19th",
    "century",
    "spring",
    "winter",
    "20:00",
    "8",
    "pm",
    "UTC",
    "UTC-5",
    "noon",
    "today",
    "last",
    "Tuesday",
    "ago",
    "years",
    "million",
    "in",
    "of",
    ".",
    ",",
    "(",
    ")",
    "unknown",
    "[",
    "]",
    "..",
    "present",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join), st.sampled_from((None, True, False)))
def test_any_heap_of_date_words_is_understood_or_explained(text: str, day_first: bool | None) -> None:
    try:
        found = read_date(text, today=TODAY, day_first=day_first)
    except TimelineError:
        return
    for understood in (found, *found.alternatives):
        assert understood.edtf == format_edtf(parse_edtf(understood.edtf)) or understood.edtf == ""
        assert understood.words


@given(st.integers(0, 10**18))
def test_a_length_is_told_in_a_few_words(seconds: int) -> None:
    assert 1 <= len(duration_in_words(seconds).split()) <= 5


@given(SECONDS, st.integers(1, 2**60))
def test_any_span_is_told_in_words(start_s: int, length_s: int) -> None:
    end_s = min(start_s + length_s, 2**61 - 1)
    assert span_in_words(min(start_s, end_s - 1), end_s)
