"""The table of final sizes and least letters."""

from __future__ import annotations

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.work.presets import PRESETS, PX_PER_MM, PX_PER_POINT, checked_dpi, parse_size, preset_named


@pytest.mark.parametrize(
    ("name", "width_px", "letters_px"),
    [
        ("columns", 92 * PX_PER_MM, 7 * PX_PER_POINT),
        ("page", 190 * PX_PER_MM, 7 * PX_PER_POINT),
        ("a4", 297 * PX_PER_MM, 7 * PX_PER_POINT),
        ("a3", 420 * PX_PER_MM, 7 * PX_PER_POINT),
        ("web", 1200, 14),
        ("social", 1200, 28),
        ("slide", 1920, 24),
        ("slide-dark", 1920, 24),
    ],
)
def test_a_preset_has_its_width_and_letters_no_smaller_than_promised(name, width_px, letters_px):
    preset = preset_named(name)

    assert pytest.approx(width_px) == preset.width_px
    assert preset.letters_px >= letters_px


def test_social_cards_and_slides_have_their_exact_sizes():
    assert (1200, 630) == (PRESETS["social"].width_px, PRESETS["social"].height_px)
    assert (1920, 1080) == (PRESETS["slide"].width_px, PRESETS["slide"].height_px)
    assert ("light", "dark") == (PRESETS["slide"].theme, PRESETS["slide-dark"].theme)


def test_an_unknown_preset_is_answered_with_those_there_are():
    with pytest.raises(TimelineError, match=r"“poster”.*social.*a4"):
        preset_named("poster")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1600x900", (1600, 900)),
        ("1600 × 900 px", (1600, 900)),
        ("297x210mm", (1122.52, 793.70)),
        ("29.7x21cm", (1122.52, 793.70)),
        ("10x5in", (960, 480)),
    ],
)
def test_a_size_is_read_in_px_mm_cm_and_inches(text, size):
    assert pytest.approx(size, abs=0.01) == parse_size(text)


@pytest.mark.parametrize(
    "text", ["", "big", "1600", "1600x", "0x0", "10x10", "99999x99999", "-5x5", "1e3x1e3", "1600x900pt"]
)
def test_what_is_no_size_is_told_in_a_sentence(text):
    with pytest.raises(TimelineError, match=r"\.$"):
        parse_size(text)


@pytest.mark.parametrize("dpi", [0, -1, 23.9, 2401, float("nan"), float("inf")])
def test_an_impossible_resolution_is_told_in_a_sentence(dpi):
    with pytest.raises(TimelineError, match="dpi"):
        checked_dpi(dpi)
