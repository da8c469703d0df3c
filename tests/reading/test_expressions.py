"""What English dates mean, told from a day of publication; spans, reasons, second readings, hostile texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.dates import parse_edtf
from timeline_app.reading.expressions import expressions
from timeline_app.reading.language import words_in
from timeline_app.reading.values import Cancelled, Kind

PUBLISHED = "2025-12-13"  # a Saturday

VALUES = [
    ("on December 13, 2025", "2025-12-13", "2025-12-13"),
    ("on 13 Dec. 2025", "2025-12-13", "2025-12-13"),
    ("on the 13th of December, 2025", "2025-12-13", "2025-12-13"),
    ("on Saturday, 13 December 2025", "2025-12-13", "2025-12-13"),
    ("on 2025-12-13", "2025-12-13", "2025-12-13"),
    ("on 13.12.2025", "2025-12-13", "2025-12-13"),
    ("on the twenty-first of June 1990", "1990-06-21", "1990-06-21"),
    ("in August 2021", "2021-08", "2021-08"),
    ("in early October 1939", "1939-10", "1939-10-01/1939-10-10"),
    ("in mid-2010", "2010", "2010-05/2010-08"),
    ("in 1917", "1917", "1917"),
    ("in the 1980s", "198", "198X"),
    ("in the mid-1990s", "199", "1994/1996"),
    ("in the sixties", "196", "196X"),
    ("in the 19th century", "18", "18XX"),
    ("in the fifth century BC", "BC04", "-04XX"),
    ("in 44 BC", "BC0044", "-0043"),
    ("in AD 79", "0079", "0079"),
    ("in the 470s BC", "BC047", "-0478/-0469"),
    ("in the spring of 1968", "1968-SP", "1968-21"),
    ("last summer", "2025-SU", "2025-22"),
    ("in the third quarter of 2010", "2010-Q3", "2010-07/2010-09"),
    ("in Q3 2010", "2010-Q3", "2010-07/2010-09"),
    ("in the second half of 2010", "2010-H2", "2010-07/2010-12"),
    ("on Friday", "2025-12-12", "2025-12-12"),
    ("on Saturday", "2025-12-13", "2025-12-13"),
    ("last Saturday", "2025-12-06", "2025-12-06"),
    ("next Monday", "2025-12-15", "2025-12-15"),
    ("on January 5", "2026-01-05", "2026-01-05"),
    ("on October 5", "2025-10-05", "2025-10-05"),
    ("in November", "2025-11", "2025-11"),
    ("last March", "2025-03", "2025-03"),
    ("today", "2025-12-13", "2025-12-13"),
    ("yesterday", "2025-12-12", "2025-12-12"),
    ("the day before yesterday", "2025-12-11", "2025-12-11"),
    ("tomorrow", "2025-12-14", "2025-12-14"),
    ("last week", "2025-W49", "2025-12-01/2025-12-07"),
    ("this month", "2025-12", "2025-12"),
    ("last year", "2024", "2024"),
    ("next year", "2026", "2026"),
    ("two years ago", "2023", "2023"),
    ("three months ago", "2025-09", "2025-09"),
    ("ten days ago", "2025-12-03", "2025-12-03"),
    ("a week ago", "2025-W49", "2025-12-01/2025-12-07"),
    ("a year ago", "2024", "2024"),
    ("on Christmas Eve 2010", "2010-12-24", "2010-12-24"),
    ("at Easter 2024", "2024-03-31", "2024-03-31"),
    ("on Thanksgiving", "2025-11-27", "2025-11-27"),
    ("since 2004", "2004", "2004/.."),
    ("until 1945", "1945", "../1945"),
    ("before 1945", "1945", "[..1944]"),
    ("after 2020", "2020", "[2021..]"),
    ("by 2030", "2030", "[..2030]"),
    ("about 1850", "1850", "1850~"),
    ("in 2020-08~", "2020-08", "2020-08~"),
    ("in 198X", "198", "198X"),
    ("at 8:30 p.m. on 5 May 2020", "2020-05-05T20:30", "2020-05-05T20:30"),
    ("on Friday night", "2025-12-12TNI", "2025-12-12"),
    ("two days after 5 May 2010", "2010-05-07", "2010-05-07"),
    ("at the end of the month", "2025-12", "2025-12-21/2025-12-31"),
]


@pytest.mark.parametrize(("words", "value", "edtf"), VALUES, ids=[row[0] for row in VALUES])
def test_an_english_date_has_its_value_and_its_notation(words: str, value: str, edtf: str) -> None:
    found = [each for each in expressions(f"It happened {words}.", PUBLISHED) if each.edtf]
    assert [(each.value, each.edtf) for each in found] == [(value, edtf)]


@pytest.mark.parametrize(
    ("words", "edtf", "values"),
    [
        ("from 1939 to 1945", "1939/1945", ["1939", "1945"]),
        ("between 1871 and 1872", "[1871..1872]", ["1871", "1872"]),
        ("in 1914–1918", "1914/1918", ["1914", "1918"]),
        ("in 1939-45", "1939/1945", ["1939", "1945"]),
        ("on 12-13 December 2025", "2025-12-12/2025-12-13", ["2025-12-12", "2025-12-13"]),
        ("from March to May 2005", "2005-03/2005-05", ["2005-03", "2005-05"]),
        ("in 499-493 BC", "-0498/-0492", ["BC0499", "BC0493"]),
    ],
)
def test_two_ends_make_one_span(words: str, edtf: str, values: list[str]) -> None:
    found = expressions(f"It lasted {words}.", "2005-06-01")
    assert [each.value for each in found] == values
    assert {each.edtf for each in found} == {edtf}


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("two days of talks", Kind.DURATION, "P2D"),
        ("several months", Kind.DURATION, "PXM"),
        ("the past two years", Kind.DURATION, "P2Y"),
        ("one year after the election", Kind.DURATION, "P1Y"),
        ("every Monday", Kind.SET, "XXXX-WXX-1"),
        ("now", Kind.DATE, "PRESENT_REF"),
        ("recently", Kind.DATE, "PAST_REF"),
    ],
)
def test_lengths_and_repetitions_are_no_dates(words: str, kind: Kind, value: str) -> None:
    (found,) = expressions(f"There were {words} then.", PUBLISHED)
    assert (found.type, found.value, found.edtf) == (kind, value, "")


@pytest.mark.parametrize(
    "words",
    [
        "They may march.",
        "It cost $1999.",
        "A crowd of 2000 people.",
        "The fall of Saigon came.",
        "It is 50% more.",
    ],
)
def test_what_only_looks_like_a_date_is_none(words: str) -> None:
    assert [each.surface for each in expressions(words, PUBLISHED) if each.edtf] == []


def test_a_date_counted_from_another_follows_the_text() -> None:
    text = "The war began on 1 September 1939. Two days later France joined. The following year it fell."
    assert [each.value for each in expressions(text, "")] == ["1939-09-01", "1939-09-03", "1940"]


def test_a_history_takes_the_year_of_the_date_before() -> None:
    text = "In 1940, 1941, 1942, 1943 and 1944 they fought. In May 1940 they won, in June they lost."
    assert expressions(text, "2009-01-01")[-1].value == "1940-06"


@pytest.mark.parametrize(("words", "edtf"), [("Last Tuesday", "2025-12-09"), ("On Tuesday", "2025-12-09")])
def test_a_weekday_of_news_in_a_history_counts_from_the_publication(words: str, edtf: str) -> None:
    text = (
        f"On December 13, it opened. {words}, they had met. It was shut in 1994, 2001, 2010, 2015 and 2018."
    )
    assert edtf in [each.edtf for each in expressions(text, PUBLISHED)]


def test_a_weekday_of_a_history_follows_the_day_before_it() -> None:
    text = "In 1940, 1941, 1942, 1943 and 1944 they fought. On 6 June 1944 they landed; on Friday they met."
    assert expressions(text, PUBLISHED)[-1].edtf == "1944-06-09"


def test_an_ambiguous_weekday_has_a_second_reading_and_says_why() -> None:
    (friday,) = expressions("They meet on Friday.", PUBLISHED)
    assert friday.reason == "weekday → latest on or before 13 December 2025"
    assert friday.second is not None
    assert friday.second.edtf == "2025-12-19"


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    (friday,) = expressions("They meet on Friday.")
    assert (friday.value, friday.edtf) == ("XXXX-WXX-5", "")


def test_until_after_a_denial_dates_the_event_itself() -> None:
    (june,) = expressions("It will not be released until June 2026.", PUBLISHED)
    assert june.edtf == "2026-06"


#: “⏎” stands for a line's end.
PIECES = st.sampled_from(
    [
        word.replace("⏎", "\n")
        for word in sorted(
            words_in(
                """
            On in the of May 5 13 December 2025 1999 Friday two days later ago last year - – to
            from between and 12:30 p.m. B.C. century 1980s '89 Q3 half spring , . ⏎ ⏎⏎
            2025-12-13 […] 198X 9/11 one after since until
                """
            )
        )
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=300), st.sampled_from(["", PUBLISHED]))
def test_every_expression_is_what_stands_there_and_every_notation_can_be_read(
    text: str, published: str
) -> None:
    end = 0
    for each in expressions(text, published):
        assert text[each.start : each.end] == each.surface
        assert end <= each.start < each.end
        end = each.end
        parse_edtf(each.edtf)
        if each.second is not None:
            parse_edtf(each.second.edtf)


@pytest.mark.parametrize(
    "piece", ["1 ", "May ", "5 May 2020 ", "one year after ", "1999-", "." * 50, "'", "2 p.m. "]
)
def test_twice_the_text_costs_about_twice_the_time(piece: str) -> None:
    def cost(times: int) -> float:
        """The least of a few runs: garbage may be collected in any of them."""
        costs = []
        for _ in range(3):
            start = time.thread_time()
            expressions(piece * times, PUBLISHED)
            costs.append(time.thread_time() - start)
        return min(costs)

    times = 12_000 // len(piece)
    assert cost(4 * times) < 12 * cost(times) + 0.3


def test_a_wish_to_stop_is_heard() -> None:
    with pytest.raises(Cancelled):
        expressions("On 5 May 2020 it rained. " * 10_000, PUBLISHED, cancelled=lambda: True)
