"""How proposals look in a review: the ground of a date in its event's colour, always under readable ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline_app.core.event import Category
from timeline_app.scene import theme as themes
from timeline_app.scene.marks import Colour
from timeline_app.scene.theme import Theme, category_style

#: How much of an event's colour lies on the ground of its date, and of the one at hand.
_TINT, _STRONG_TINT = 0.26, 0.42
_STEP = 0.04


def colour_of(theme: Theme, categories: Mapping[str, Category], name: str) -> Colour:
    """The colour of a category by its name; grey without one."""
    return category_style(theme, categories.get(name)).colour


def tint(theme: Theme, colour: Colour, ground: Colour, *, strong: bool = False) -> Colour:
    """The ground with an event's colour on it, as strong as ink still stands on it with 4.5 : 1."""
    share = _STRONG_TINT if strong else _TINT
    while share > _STEP:
        mixed = themes.over(themes.with_alpha(colour, share), ground)
        if themes.contrast(theme.ink, mixed) >= themes.LEAST_TEXT_CONTRAST:
            return mixed
        share -= _STEP
    return ground


def by_name(categories: Sequence[Category]) -> dict[str, Category]:
    """Categories by their names."""
    return {category.name: category for category in categories}
