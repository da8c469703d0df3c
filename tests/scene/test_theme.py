"""Contrast is computed, not believed; colours repeat with another symbol."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import timeline_app
from timeline_app.core.event import Category, Symbol
from timeline_app.scene import theme as themes
from timeline_app.scene.theme import category_style, colour, contrast, dark, hex_of, light, symbol_of

BOTH = pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])


@BOTH
@pytest.mark.parametrize("ground", ["ground", "panel", "canvas", "stripe"])
@pytest.mark.parametrize("ink", ["ink", "soft_ink", "faint_ink", "accent"])
def test_text_is_readable_on_every_ground(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["ground", "panel", "canvas", "stripe"])
def test_marks_of_every_category_stand_out_on_every_ground(theme, ground):
    for value in (*theme.categories, theme.uncategorised, theme.control_line, theme.overview):
        assert contrast(value, getattr(theme, ground)) >= 3.0, hex_of(value)


@BOTH
def test_ink_is_readable_on_passages_and_on_the_accent(theme):
    assert contrast(theme.ink, theme.passage) >= 4.5
    assert contrast(theme.ink, theme.other_passages) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_the_first_sixty_categories_all_look_different():
    looks = {(i % len(themes.LIGHT_CATEGORIES), symbol_of(i)) for i in range(60)}
    assert 60 == len(looks)


def test_neighbours_in_the_first_seven_differ_in_symbol_and_colour():
    assert 7 == len({symbol_of(i) for i in range(7)})
    assert [Symbol.DISC, Symbol.SQUARE, Symbol.TRIANGLE, Symbol.DIAMOND] == [symbol_of(i) for i in range(4)]


@BOTH
def test_a_colour_of_ones_own_is_mixed_with_ink_until_it_can_be_seen(theme):
    for own in ("#FFFFFF", "#000000", "#FFFF00", "#777777", "no colour"):
        look = category_style(theme, Category(1, "Own", 0, Symbol.DISC, own))
        assert contrast(look.colour, theme.canvas) >= 3.0


def test_an_event_without_category_is_a_grey_disc():
    assert Symbol.DISC == category_style(light(), None).symbol
    assert light().uncategorised == category_style(light(), None).colour


def test_a_scaled_theme_scales_letters_and_lengths_and_comes_back():
    large = light().scaled(2.0)
    assert 2 * light().fonts.title.size_px == large.fonts.title.size_px
    assert 2 * light().sizes.axis_px == large.sizes.axis_px
    assert light().fonts == large.unscaled().fonts


@pytest.mark.parametrize("least", [7.0, 9.33, 14.0, 24.0, 28.0])
def test_the_smallest_letters_have_the_size_asked_for(least):
    assert pytest.approx(least) == light().with_least_letters(least).fonts.least_px


def test_a_colour_must_be_six_hex_digits():
    assert (1, 2, 3, 255) == colour("#010203")
    with pytest.raises(ValueError, match="not a colour"):
        colour("red")


def test_no_other_module_names_a_colour():
    package = Path(timeline_app.__file__).parent
    named = [
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if path.name != "theme.py" and re.search(r"[\"']#[0-9A-Fa-f]{6}[\"']", path.read_text("utf-8"))
    ]
    assert [] == named
