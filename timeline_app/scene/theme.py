"""Every colour, font, size and padding of the program, once, light and dark; the only place that names them.

The scene takes its styles from here, the window makes Qt's palette and style sheet from the same tokens.
Refuses to know a toolkit or a story. Contrast is computed after WCAG 2.2 (relative luminance).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from timeline_app.core.event import Category, Symbol
from timeline_app.scene.marks import Colour, Family, FontStyle

#: The light and dark category colours, in the order categories take them; from the eighth on they repeat
#: with another symbol. Least difference under three simulated colour blindnesses: ΔE 16 and 11.
LIGHT_CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#B03A7C", "#5C3A00", "#332288", "#55514A")
DARK_CATEGORIES = ("#56B4E9", "#F0904A", "#3BC9A0", "#D05FA8", "#F5EC80", "#7D6BE0", "#85827A")

#: The typefaces by family, as their own name tables call them: renderers and the window ask for these.
FAMILY_NAMES = {Family.SANS: "Source Sans Pro", Family.SERIF: "Source Serif Pro"}

#: WCAG's least contrast of text, and of marks and controls.
LEAST_TEXT_CONTRAST = 4.5
LEAST_MARK_CONTRAST = 3.0


def colour(hex_text: str, alpha: float = 1.0) -> Colour:
    """`#RRGGBB` as a colour; `alpha` from 0 to 1. Raises ValueError for any other text."""
    digits = hex_text.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"not a colour: {hex_text!r}")
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return red, green, blue, round(255 * alpha)


def hex_of(value: Colour) -> str:
    """A colour as `#RRGGBB`, without its alpha."""
    return "#{:02X}{:02X}{:02X}".format(*value[:3])


def with_alpha(value: Colour, alpha: float) -> Colour:
    """The same colour with its opacity multiplied by `alpha`, 0 to 1."""
    return value[0], value[1], value[2], round(value[3] * alpha)


def over(value: Colour, ground: Colour) -> Colour:
    """What a translucent colour looks like on an opaque ground."""
    alpha = value[3] / 255
    red, green, blue = (round(alpha * value[i] + (1 - alpha) * ground[i]) for i in range(3))
    return red, green, blue, 255


def luminance(value: Colour) -> float:
    """Relative luminance after WCAG 2.2, 0 to 1; alpha is not looked at."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (part / 255 for part in value[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, ground: Colour) -> float:
    """The contrast ratio of a colour on an opaque ground, 1 to 21."""
    lighter, darker = sorted((luminance(over(one, ground)), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(value: Colour, ground: Colour, ink: Colour, least: float = LEAST_MARK_CONTRAST) -> Colour:
    """The colour, mixed with ink as far as it must be to reach the least contrast on the ground."""
    for step in range(21):
        share = step / 20
        mixed: Colour = (
            round(value[0] * (1 - share) + ink[0] * share),
            round(value[1] * (1 - share) + ink[1] * share),
            round(value[2] * (1 - share) + ink[2] * share),
            255,
        )
        if contrast(mixed, ground) >= least:
            return mixed
    return ink


@dataclass(frozen=True, slots=True)
class Fonts:
    """The type scale, in px of size; every text of the picture has one of these."""

    tick_major: FontStyle = FontStyle(Family.SANS, 15.0, 600)
    tick_minor: FontStyle = FontStyle(Family.SANS, 12.5)
    card_date: FontStyle = FontStyle(Family.SANS, 13.5)
    title: FontStyle = FontStyle(Family.SANS, 15.0, 600)
    label: FontStyle = FontStyle(Family.SANS, 13.5)
    passage: FontStyle = FontStyle(Family.SERIF, 14.0)
    more: FontStyle = FontStyle(Family.SANS, 13.5, 600)
    lane_header: FontStyle = FontStyle(Family.SANS, 14.0, 600)
    lane_count: FontStyle = FontStyle(Family.SANS, 13.0)
    note: FontStyle = FontStyle(Family.SANS, 13.0)
    density: FontStyle = FontStyle(Family.SANS, 12.5)
    empty: FontStyle = FontStyle(Family.SANS, 17.0, 600)
    empty_way_out: FontStyle = FontStyle(Family.SANS, 15.0)
    headline: FontStyle = FontStyle(Family.SERIF, 26.0, 600)
    footer: FontStyle = FontStyle(Family.SANS, 12.5)
    key: FontStyle = FontStyle(Family.SANS, 13.5)
    ui: FontStyle = FontStyle(Family.SANS, 14.5)
    ui_small: FontStyle = FontStyle(Family.SANS, 13.0)
    ui_heading: FontStyle = FontStyle(Family.SANS, 12.5, 600)
    article: FontStyle = FontStyle(Family.SERIF, 16.5)
    article_title: FontStyle = FontStyle(Family.SERIF, 22.0, 600)

    @property
    def least_px(self) -> float:
        """The smallest size that a picture uses."""
        sizes: list[float] = [getattr(self, field.name).size_px for field in fields(self)]
        return min(sizes)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths of the picture in px, before the theme's scale."""

    axis_px: float = 50.0
    gutter_px: float = 8.0  # between any two things that must not touch
    edge_px: float = 12.0  # from the canvas edge to text
    card_padding_px: float = 16.0
    card_padding_top_px: float = 9.0
    card_radius_px: float = 6.0
    card_edge_px: float = 3.0
    card_least_px: float = 150.0
    card_most_px: float = 400.0
    card_gap_px: float = 12.0
    pole_px: float = 26.0  # the least length of a pole below its card
    card_block_gap_px: float = 12.0  # between two dates on one card
    card_date_gap_px: float = 5.0  # between a date and its first title: a ring has room there
    symbol_px: float = 12.0
    symbol_gap_px: float = 8.0
    point_px: float = 13.0
    label_symbol_px: float = 9.0
    label_row_px: float = 23.0
    label_least_px: float = 60.0
    label_most_px: float = 340.0
    bar_px: float = 9.0
    band_px: float = 46.0
    band_least_px: float = 26.0
    dot_px: float = 7.0
    lane_pad_px: float = 8.0  # above and below what stands in a lane
    lane_header_px: float = 26.0
    lane_folded_px: float = 28.0
    period_px: float = 20.0
    overview_px: float = 44.0
    overview_thin_px: float = 24.0
    ring_px: float = 2.0
    halo_px: float = 1.5
    target_px: float = 24.0  # the least side of anything that can be clicked
    page_margin_px: float = 24.0
    # the window's own
    ui_gap_px: float = 8.0
    ui_padding_px: float = 14.0
    ui_radius_px: float = 6.0
    ui_control_px: float = 32.0
    ui_icon_px: float = 18.0


#: Marks keep their size beside letters that keep theirs.
_NEVER_TIGHTER = frozenset({"symbol_px", "label_symbol_px", "point_px", "dot_px", "bar_px", "label_row_px"})


@dataclass(frozen=True, slots=True)
class Theme:
    """One look of the program. Colours are opaque; `stripe` alternates with `canvas`."""

    name: str
    is_dark: bool
    ground: Colour
    panel: Colour
    canvas: Colour
    stripe: Colour
    line: Colour
    control_line: Colour  # the outline of fields and boxes: ≥ 3:1 on ground, panel and canvas
    ink: Colour
    soft_ink: Colour
    faint_ink: Colour
    accent: Colour
    on_accent: Colour
    passage: Colour
    other_passages: Colour
    overview: Colour  # events that pass the filter, in greys
    overview_faint: Colour  # all others
    categories: tuple[Colour, ...]
    uncategorised: Colour
    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    scale: float = 1.0
    is_compact: bool = False

    def scaled(self, factor: float) -> Theme:
        """The same theme with every letter and length times `factor`."""
        fonts = Fonts(
            **{
                field.name: font._replace(size_px=font.size_px * factor)
                for field in fields(Fonts)
                for font in (getattr(self.fonts, field.name),)
            }
        )
        sizes = Sizes(**{field.name: getattr(self.sizes, field.name) * factor for field in fields(Sizes)})
        return replace(self, fonts=fonts, sizes=sizes, scale=self.scale * factor)

    def unscaled(self) -> Theme:
        """The same theme at scale 1."""
        if self.scale == 1.0:
            return self
        return self.scaled(1 / self.scale)

    def compact(self) -> Theme:
        """The same theme for a small picture: letters as they are, less room around them."""
        if self.is_compact:
            return self
        sizes = replace(
            self.sizes,
            axis_px=self.sizes.axis_px * 0.68,
            card_padding_px=self.sizes.card_padding_px * 0.7,
            card_padding_top_px=self.sizes.card_padding_top_px * 0.65,
            card_block_gap_px=self.sizes.card_block_gap_px * 0.6,
            card_date_gap_px=self.sizes.card_date_gap_px * 0.5,
            card_gap_px=self.sizes.card_gap_px * 0.75,
            card_least_px=self.sizes.card_least_px * 0.92,
            symbol_gap_px=self.sizes.symbol_gap_px * 0.75,
            band_px=self.sizes.band_px * 0.8,
            gutter_px=self.sizes.gutter_px * 0.75,
            label_row_px=self.sizes.label_row_px * 0.9,
            lane_pad_px=self.sizes.lane_pad_px * 0.4,
            lane_header_px=self.sizes.lane_header_px * 0.9,
            pole_px=self.sizes.pole_px * 0.7,
            page_margin_px=self.sizes.page_margin_px * 0.75,
        )
        return replace(self, sizes=sizes, is_compact=True)

    def with_least_letters(self, least_px: float) -> Theme:
        """The theme at the scale at which its smallest letters are `least_px`.

        The more it is enlarged, the nearer all sizes come to one another, because room runs out.
        """
        factor = least_px / self.fonts.least_px
        if factor <= 1.0:
            return self.scaled(factor)
        least = self.fonts.least_px
        closer = factor**-0.7
        fonts = Fonts(
            **{
                field.name: font._replace(size_px=least + (font.size_px - least) * closer)
                for field in fields(Fonts)
                for font in (getattr(self.fonts, field.name),)
            }
        )
        tighter = 0.7 + 0.3 * closer
        sizes = Sizes(
            **{
                field.name: getattr(self.sizes, field.name)
                * (1.0 if field.name in _NEVER_TIGHTER else tighter)
                for field in fields(Sizes)
            }
        )
        return replace(self, fonts=fonts, sizes=sizes).scaled(factor)


@dataclass(frozen=True, slots=True)
class CategoryStyle:
    """How a category looks: its colour on the canvas, and its symbol."""

    colour: Colour
    symbol: Symbol


@lru_cache(maxsize=4096)
def category_style(theme: Theme, category: Category | None) -> CategoryStyle:
    """The colour and symbol of a category; events without one are grey discs.

    A colour that a person chose is mixed with ink until it reaches the contrast of a mark.
    """
    if category is None:
        return CategoryStyle(theme.uncategorised, Symbol.DISC)
    if category.own_colour:
        try:
            chosen = colour(category.own_colour)
        except ValueError:
            chosen = theme.uncategorised
        return CategoryStyle(readable(chosen, theme.canvas, theme.ink), category.symbol)
    return CategoryStyle(theme.categories[category.colour % len(theme.categories)], category.symbol)


def symbol_of(index: int) -> Symbol:
    """The symbol that the category of this index takes at first: colours repeat with another symbol."""
    number = len(LIGHT_CATEGORIES)
    kinds = len(Symbol)
    return Symbol((index + (index // number) * (kinds - number - 1 or 1)) % kinds)


@lru_cache(maxsize=1)
def light() -> Theme:
    """The light theme."""
    return Theme(
        name="light",
        is_dark=False,
        ground=colour("#FBFAF8"),
        panel=colour("#F3F1EC"),
        canvas=colour("#FFFFFF"),
        stripe=colour("#F9F8F5"),
        line=colour("#DDD8CE"),
        control_line=colour("#8B857A"),
        ink=colour("#22201C"),
        soft_ink=colour("#5F5A51"),
        faint_ink=colour("#726C60"),
        accent=colour("#1F5FBF"),
        on_accent=colour("#FFFFFF"),
        passage=colour("#FFE9A8"),
        other_passages=colour("#FFF6DC"),
        overview=colour("#5F5A51"),
        overview_faint=colour("#C9C4BA"),
        categories=tuple(colour(text) for text in LIGHT_CATEGORIES),
        uncategorised=colour("#77736A"),
    )


@lru_cache(maxsize=1)
def dark() -> Theme:
    """The dark theme."""
    return Theme(
        name="dark",
        is_dark=True,
        ground=colour("#1B1C1E"),
        panel=colour("#222326"),
        canvas=colour("#18191B"),
        stripe=colour("#1D1E21"),
        line=colour("#35373B"),
        control_line=colour("#76787D"),
        ink=colour("#ECEAE4"),
        soft_ink=colour("#B4B1A9"),
        faint_ink=colour("#8F8C85"),
        accent=colour("#7FB0FF"),
        on_accent=colour("#1B1C1E"),
        passage=colour("#5A4A12"),
        other_passages=colour("#3A321A"),
        overview=colour("#B4B1A9"),
        overview_faint=colour("#4A4C51"),
        categories=tuple(colour(text) for text in DARK_CATEGORIES),
        uncategorised=colour("#9A978F"),
    )
