"""Words are found whatever their case and accents, at the places where they really stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.find import find_all, folded_text


def found(text: str, words: str) -> list[str]:
    """The very characters that were found."""
    return [text[start:end] for start, end in find_all(folded_text(text), words)]


def test_case_and_accents_do_not_matter() -> None:
    assert ["Łukasz", "lukasz"] == found("Łukasz and lukasz", "LUKASZ")


def test_a_letter_that_folds_to_two_is_found_whole() -> None:
    assert ["Straße"] == found("Die Straße.", "strasse")


def test_combining_accents_belong_to_their_letter() -> None:
    assert ["cafe\u0301"] == found("A cafe\u0301 there", "café")


def test_a_line_end_counts_as_a_blank() -> None:
    assert ["two\nwords"] == found("the two\nwords here", "two words")


def test_nothing_is_found_for_blanks() -> None:
    assert [] == found("some text", "  ")


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_word_is_found_in_a_text_made_with_it(before: str, after: str) -> None:
    assert find_all(folded_text(before + "zebra" + after), "ZEBRA")


@given(st.text(max_size=60), st.text(min_size=1, max_size=3))
def test_places_ascend_and_lie_within_the_text(text: str, words: str) -> None:
    places = [at for place in find_all(folded_text(text), words) for at in place]
    assert places == sorted(places)
    assert all(0 <= at <= len(text) for at in places)
