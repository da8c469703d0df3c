"""One fold and one tokeniser: what a person types finds what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.fold import contains, fold, token_spans, tokens


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        ("Đà Nẵng", "da nang"),
        ("İstanbul", "istanbul"),
        ("Dzianis KUČYNSKI", "dzianis kucynski"),
        ("ﬁnance", "finance"),
        ("Тихановская Ё", "тихановская е"),
        ("أَلْعَرَبِيَّة", "العربية"),
        ("שָׁלוֹם", "שלום"),
        ("co\u00adoperation", "cooperation"),
    ],
)
def test_letters_are_folded_to_what_people_type(written: str, typed: str) -> None:
    assert typed == fold(written)


def test_signs_that_make_another_letter_are_kept() -> None:
    assert fold("か") != fold("が")
    assert fold("कि") != fold("क")


def test_words_are_parted_at_everything_that_is_no_letter_or_digit() -> None:
    assert ["us", "lifts", "potash", "sanctions", "2025"] == tokens("US lifts “potash” sanctions, 2025!")


def test_each_chinese_character_is_a_token() -> None:
    assert ["2025", "年", "明", "斯", "克", "minsk"] == tokens("2025年明斯克Minsk")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(text) == fold(fold(text))


@given(st.text())
def test_tokens_joined_by_spaces_are_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokens(" ".join(tokens(text)))


@given(st.text())
def test_tokens_hold_no_ascii_character_that_parts_words(text: str) -> None:
    assert not [c for token in tokens(text) for c in token if c.isascii() and not c.isalnum()]


@given(st.text())
def test_spans_name_the_same_tokens_in_order(text: str) -> None:
    spans = token_spans(text)
    assert tokens(text) == [span.token for span in spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_span_covers_the_word_as_written() -> None:
    text = "The Ministry of Łódź."
    span = token_spans(text)[-1]
    assert text[span.start : span.end] == "Łódź"


def test_a_run_of_words_is_found_only_without_gaps() -> None:
    words = tokens("two days of talks in Minsk")
    assert contains(words, ("days", "of", "talks"))
    assert contains(words, ("of", "tal"), prefix=True)
    assert not contains(words, ("of", "tal"))
    assert not contains(words, ("two", "talks"))
    assert not contains(words, ("minsk", "belarus"))
