"""Widths, breaks and ellipses: nothing is ever wider than it says, nothing is lost without '…'."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.marks import Family, FontStyle
from timeline_app.scene.text_metrics import ELLIPSIS, font_package
from timeline_app.scene.theme import light
from timeline_app.scene.unicode_rules import fit_to_draw, is_rtl

FONT = light().fonts.title
SERIF = light().fonts.passage
WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz-,.éßж", min_size=1, max_size=14), min_size=1, max_size=30
)


def test_a_width_grows_with_the_size_and_is_that_of_its_words(metrics):
    text = "US Treasury imposes sanctions"
    double = FontStyle(FONT.family, 2 * FONT.size_px, FONT.weight)
    parts = sum(metrics.width(word, FONT) for word in text.split()) + 3 * metrics.width(" ", FONT)
    assert pytest.approx(metrics.width(text, FONT)) == parts
    assert pytest.approx(2 * metrics.width(text, FONT)) == metrics.width(text, double)


@given(words=WORDS, width=st.floats(30, 400), lines=st.integers(1, 6))
def test_no_line_is_wider_than_its_room(metrics, words, width, lines):
    for line in metrics.wrap(" ".join(words), FONT, width, lines):
        assert line.width_px <= width + 0.01
        assert pytest.approx(metrics.width(line.text, FONT)) == line.width_px


@given(words=WORDS, width=st.floats(120, 400))
def test_what_is_wrapped_whole_is_the_text_again(metrics, words, width):
    lines = metrics.wrap(" ".join(words), SERIF, width, 1000)
    assert "".join(words) == "".join(line.text for line in lines).replace(" ", "")


@given(words=WORDS, lines=st.integers(1, 3))
def test_a_cut_text_ends_in_an_ellipsis_after_a_whole_word(metrics, words, lines):
    text = " ".join(words)
    cut = metrics.wrap(text, FONT, 200.0, lines)
    if not cut or " ".join(line.text for line in cut) == text or not cut[-1].text.endswith(ELLIPSIS):
        return
    whole = [line.text for line in cut]
    if all(metrics.width(word + ELLIPSIS, FONT) <= 200.0 for word in words):
        last = whole[-1].removesuffix(ELLIPSIS).split(" ")[-1].rstrip(",;:–—-")
        assert any(word.rstrip(",;:–—-") == last for word in words)


def test_an_overlong_word_breaks_anywhere(metrics):
    lines = metrics.wrap("Donau" * 16, FONT, 150.0, 20)
    assert len(lines) > 2
    assert "Donau" * 16 == "".join(line.text for line in lines)


def test_an_overlong_word_breaks_after_a_hyphen_first(metrics):
    assert "wide-ranging-" == metrics.wrap("wide-ranging-consequences", FONT, 120.0, 3)[0].text


def test_chinese_breaks_between_letters_but_not_before_a_full_stop(metrics):
    lines = metrics.wrap("白俄罗斯释放了一百二十三名囚犯。" * 3, FONT, 90.0, 20)
    assert len(lines) > 3
    assert not any(line.text.startswith("。") for line in lines)


def test_balanced_lines_leave_no_word_alone(metrics):
    text = "US envoy John Coale holds two days of talks in Minsk"
    widths = [line.width_px for line in metrics.balanced(text, FONT, 320.0, 3)]
    assert 2 == len(widths)
    assert min(widths) > 0.7 * max(widths)


def test_a_balanced_text_is_cut_where_a_wrapped_one_is(metrics):
    text = "word " * 60
    assert metrics.wrap(text, FONT, 100.0, 2) == metrics.balanced(text, FONT, 100.0, 2)


def test_a_no_break_space_keeps_words_together(metrics):
    lines = metrics.wrap("sixteen letters 13\u00a0December", FONT, 140.0, 5)
    assert "13\u00a0December" in [line.text for line in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Minsk", False), ("مينسك", True), ("123 שלום", True), ("2025: Minsk مينسك", False), ("2025", False)],
)
def test_the_first_strong_letter_decides_the_direction(text, expected):
    assert expected == is_rtl(text)


def test_arabic_and_hebrew_are_drawn_by_a_font_that_has_them(metrics):
    assert () == metrics.missing("رفع العقوبات שחרור האסירים")
    assert metrics.line("رفع العقوبات", FONT).rtl
    assert len({path for _run, path in metrics.runs("Minsk مينسك", FONT)}) == 2


def test_control_characters_and_lone_surrogates_are_replaced_one_for_one():
    assert "a b\ufffdc\ufffdd" == fit_to_draw("a\tb\x07c\ud800d")


@given(st.text())
def test_what_is_fit_to_draw_keeps_its_length_and_can_be_measured(metrics, text):
    drawn = fit_to_draw(text)
    assert len(text) == len(drawn)
    assert metrics.width(text, FONT) >= 0.0


def test_a_missing_script_is_named_with_its_package(metrics):
    missing = metrics.missing("ᚠᚢᚦ 𓀀")
    if missing:
        assert "fonts-noto-core" == font_package(missing)
    assert "fonts-noto-cjk fonts-noto-core" == font_package(("Chinese", "Devanagari"))


def test_every_style_has_a_font_file_of_the_program(metrics):
    for family in Family:
        for weight in (400, 600):
            for italic in (False, True):
                assert metrics.font_path(family, weight, italic).is_file()


def test_a_line_is_as_high_as_its_ascent_and_descent(metrics):
    assert pytest.approx(metrics.line_height(FONT)) == metrics.ascent(FONT) + metrics.descent(FONT)
    assert metrics.ascent(FONT) > 0.6 * FONT.size_px


def test_a_title_takes_well_under_a_tenth_of_a_millisecond(metrics):
    titles = [f"US Treasury imposes {number} wide-ranging sanctions on Minsk" for number in range(500)]
    start = time.perf_counter()
    for title in titles:
        metrics.width(title, FONT)
    assert (time.perf_counter() - start) / len(titles) < 100e-6
