"""Ink stays readable on every ground that a review marks a date with."""

from __future__ import annotations

import pytest

from timeline_app.scene import theme as themes
from timeline_app.ui.review.review_look import tint

pytestmark = pytest.mark.qt


@pytest.mark.parametrize("theme", [themes.light(), themes.dark()], ids=lambda one: one.name)
@pytest.mark.parametrize("strong", [False, True])
def test_ink_stands_on_every_tint_with_enough_contrast(theme, strong):
    ground = theme.passage if strong else theme.canvas
    for colour in (*theme.categories, theme.uncategorised):
        made = tint(theme, colour, ground, strong=strong)
        assert themes.contrast(theme.ink, made) >= themes.LEAST_TEXT_CONTRAST
        assert made != ground
