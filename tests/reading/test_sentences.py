"""Where sentences end: abbreviations, initials, quotations, lines; each row is parted at its strokes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.reading.languages import LANGUAGES
from timeline_app.reading.sentences import sentences
from timeline_app.reading.values import never

PARTED = [
    "It rained.|It stopped.",
    "Mr. Smith met Dr. Brown.|They spoke.",
    "J. F. Kennedy was shot.|He died.",
    "The U.S. Treasury acted.|Minsk replied.",
    "He left the U.S.|The others stayed.",
    "Apple Inc. announced it.|Shares rose.",
    "It works for Apple Inc.|The share rose.",
    "It began at 5 p.m. on Friday.|It ended soon.",
    "On Dec. 13 they met.|On Jan. 5 they left.",
    "“It is over.”|He left.",
    "“Is it over?” he asked.|Nobody knew.",
    "It cost $3.5 million.|It was sold.",
    "Version 2.0 came out.|It failed.",
    "They came, e.g. from Minsk.|All were safe.",
    "What now?|Nothing!|Really…",
    "(It was late.)|They slept.",
    "Gen. Lee v. Gen. Grant, etc. were named.|It ended.",
    "See fig. 3 for more.|The rest is known.",
    "She won 3–2.|He lost.",
    "It rose 5.3 percent.|Then it fell.",
    "A line\n|Another line",
    "A title\n\n|Its body begins.|It goes on.",
    "The court (No. 5) ruled.|It was final.",
    "St. Petersburg fell.|Moscow stood.",
    "The No. 1 team won.|Fans sang.",
]


@pytest.mark.parametrize("text", PARTED)
def test_a_text_is_parted_where_people_part_it(text: str) -> None:
    plain = text.replace("\n|", "\n").replace("|", " ")
    found = [plain[each.start : each.end] for each in sentences(plain, LANGUAGES["en"], never)]
    assert found == [part.strip() for part in text.split("|")]


def test_a_text_wrapped_at_a_width_keeps_its_sentences() -> None:
    text = "The minister resigned after\na long debate in the\nparliament of the\ncountry. It was late."
    found = [text[each.start : each.end] for each in sentences(text, LANGUAGES["en"], never)]
    assert found == [
        "The minister resigned after\na long debate in the\nparliament of the\ncountry.",
        "It was late.",
    ]


def test_russian_abbreviations_end_no_sentence() -> None:
    text = "Он родился в 1917 г. в Минске. Его отец, проф. Иванов, уехал."
    found = [text[each.start : each.end] for each in sentences(text, LANGUAGES["ru"], never)]
    assert found == ["Он родился в 1917 г. в Минске.", "Его отец, проф. Иванов, уехал."]


@given(st.text(alphabet="aA. \n!?”“\"'(5…\0", max_size=200))
def test_every_letter_is_in_one_sentence_and_their_order_is_kept(text: str) -> None:
    found = sentences(text, LANGUAGES["en"], never)
    spans = [place for each in found for place in range(each.start, each.end)]
    assert spans == sorted(set(spans))
    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= set(spans)
