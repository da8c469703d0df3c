"""Code points and UTF-16 units lead to one another, and what is shown keeps every place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.offsets import shown, utf16_offsets

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ANY_TEXT = st.text(st.characters(), max_size=60)


def units_of(text: str) -> int:
    """The length of a text in UTF-16 units, asked of Python's own encoder."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS, st.integers(0, 60))
def test_an_offset_counts_the_units_before_it(text: str, place: int) -> None:
    place = min(place, len(text))
    assert units_of(text[:place]) == utf16_offsets(text).units(place)


@given(TEXTS, st.integers(0, 60))
def test_units_lead_back_to_the_same_character(text: str, place: int) -> None:
    place = min(place, len(text))
    offsets = utf16_offsets(text)
    assert place == offsets.point(offsets.units(place))


def test_the_middle_of_a_pair_belongs_to_its_character() -> None:
    assert utf16_offsets("a😀b").point(2) == 1


def test_offsets_beyond_the_text_are_its_ends() -> None:
    offsets = utf16_offsets("a😀")
    assert (0, 3) == (offsets.units(-5), offsets.units(99))
    assert 2 == offsets.point(99)


@given(ANY_TEXT)
def test_what_is_shown_keeps_every_place(text: str) -> None:
    assert len(text) == len(shown(text))
    assert units_of(text) == units_of(shown(text))


def test_control_characters_are_replaced_one_for_one() -> None:
    assert "a�b�c�d�e" == shown("a\x00b\x1bc\x7fd\x9be")


def test_a_windows_line_end_is_one_line_end_of_two_places() -> None:
    assert "one\u200b\ntwo\nthree" == shown("one\r\ntwo\rthree")


def test_lone_surrogates_are_replaced() -> None:
    assert "��" == shown("\ud800\udfff")


def test_tabs_line_ends_and_letters_of_all_planes_stay() -> None:
    text = "a\tb\nж اב 中 😀 e\u0301"
    assert text == shown(text)
