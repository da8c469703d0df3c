"""A picture made into a page for print and the web: headline, picture, key, credit and sources.

What does not fit loses words and never letter size: the key, the headline and the footer give way before the
picture gets less than half of the page; what the picture itself leaves out `compose` decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from timeline_app.layout.level_of_detail import in_view
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.compose import compose
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.enlarge import enlarged, moved, renumbered, stacked
from timeline_app.scene.marks import FontStyle, Role, Style, TextStyle
from timeline_app.scene.pen import Layer, Pen
from timeline_app.scene.picture import NO_LANES, Composed, Picture, TextSource
from timeline_app.scene.text_metrics import Line, TextMetrics
from timeline_app.scene.theme import Theme, category_style

_LEAST_PICTURE_SHARE = 0.55
_MOST_KEY_ROWS = 2
_KEY_GAP_PX = 18.0
_COMPACT_HEIGHT_PX = 480.0
_FIRST_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words around an exported picture; what is empty takes no room."""

    headline: str = ""
    credit: str = ""
    sources: str = ""
    filter_words: str = ""
    exported: str = ""

    @property
    def footer(self) -> str:
        """The line of credit, sources, filter and date of export."""
        return "\u00a0· ".join(
            part for part in (self.credit, self.sources, self.filter_words, self.exported) if part
        )


@dataclass(frozen=True, slots=True)
class _KeyItem:
    """An entry of the key at (x, row)."""

    category: int
    line: Line
    x_px: float
    row: int


def compose_page(
    picture: Picture,
    viewport: Viewport,
    width_px: float,
    height_px: float,
    theme: Theme,
    metrics: TextMetrics,
    texts: TextSource,
    words: PageWords,
    least_letters_px: float = 0.0,
) -> Composed:
    """The page; `viewport` says the span, its width is made the picture's.

    `least_letters_px` enlarges all letters until the smallest has that size; what does not fit then loses
    words: passages first, then lesser events into counts, never letter size.
    """
    if least_letters_px:
        theme = theme.with_least_letters(least_letters_px)
    factor, plain = theme.scale, theme.unscaled()
    width, height = width_px / factor, height_px / factor
    plain = plain.compact() if height < _COMPACT_HEIGHT_PX else plain
    span = Viewport(
        viewport.start_s,
        viewport.start_fraction,
        viewport.seconds_per_px * viewport.width_px / width,
        width,
    )
    paper = replace(picture, on_paper=True)
    margin = plain.sizes.page_margin_px
    room = width - 2 * margin
    plain = _with_fitting_headline(plain, metrics, words.headline, room)
    headline = metrics.balanced(words.headline, plain.fonts.headline, room, 2) if words.headline else ()
    footer = metrics.wrap(words.footer, plain.fonts.footer, room, 3) if words.footer else ()
    key = _key(paper, span, room, plain, metrics)
    while _head_px(plain, metrics, headline) + _foot_px(plain, metrics, key, footer) > height * (
        1 - _LEAST_PICTURE_SHARE
    ):
        if key:
            key = ()
        elif len(footer) > 1:
            footer = metrics.wrap(words.footer, plain.fonts.footer, room, len(footer) - 1)
        elif len(headline) > 1:
            headline = metrics.wrap(words.headline, plain.fonts.headline, room, 1)
        elif footer:
            footer = ()
        elif headline:
            headline = ()
        else:
            break
    head, foot = _head_px(plain, metrics, headline), _foot_px(plain, metrics, key, footer)
    drawn = compose(paper, span, max(height - head - foot, 1.0), plain, metrics, texts)
    pen = Pen()
    pen.rect(Layer.GROUND, 0.0, 0.0, width, height, Style(fill=plain.ground), Role.GROUND)
    _draw_lines(pen, plain, metrics, headline, plain.fonts.headline, margin, _head_pad(plain), Role.HEADLINE)
    y = height - foot
    if key or footer:
        edge = Style(stroke=plain.line, stroke_px=1.0)
        pen.line(Layer.NOTES, 0.0, y, width, y, edge, Role.FOOTER)
    y += plain.sizes.gutter_px
    y = _draw_key(pen, picture, plain, metrics, key, margin, y)
    _draw_lines(pen, plain, metrics, footer, plain.fonts.footer, margin, y, Role.FOOTER, soft=True)
    around = pen.scene(width, height)
    grounds = tuple(around.batches[:1])
    inside = renumbered(moved(drawn.scene, 0.0, head), _FIRST_BLOCK)
    scene = stacked(width, height, (grounds, inside, around.batches[1:]))
    lanes = tuple(
        replace(lane, y_px=(lane.y_px + head) * factor, height_px=lane.height_px * factor)
        for lane in drawn.info.lanes
    )
    return replace(
        drawn,
        scene=enlarged(scene, factor),
        info=replace(drawn.info, lanes=lanes),
        content_height_px=(drawn.content_height_px + head + foot) * factor,
    )


def _with_fitting_headline(theme: Theme, metrics: TextMetrics, headline: str, room_px: float) -> Theme:
    """The theme with a headline as small as it must be to stand on one line, and no smaller than a title."""
    font = theme.fonts.headline
    width = metrics.width(headline, font)
    if width <= room_px:
        return theme
    least = max(theme.fonts.title.size_px, font.size_px * 0.65)
    fonts = replace(
        theme.fonts, headline=font._replace(size_px=max(font.size_px * room_px / width * 0.995, least))
    )
    return replace(theme, fonts=fonts)


def _head_pad(theme: Theme) -> float:
    return theme.fonts.headline.size_px * (0.4 if theme.is_compact else 0.6)


def _head_px(theme: Theme, metrics: TextMetrics, headline: tuple[Line, ...]) -> float:
    """The height of the headline with the room around it."""
    if not headline:
        return 0.0
    return 2 * _head_pad(theme) + len(headline) * metrics.line_height(theme.fonts.headline)


def _foot_px(
    theme: Theme, metrics: TextMetrics, key: tuple[_KeyItem, ...], footer: tuple[Line, ...]
) -> float:
    """The height of key and footer with the room around them."""
    rows = key[-1].row + 1 if key else 0
    height = rows * theme.sizes.label_row_px + len(footer) * metrics.line_height(theme.fonts.footer)
    return height + 2 * theme.sizes.gutter_px if height else 0.0


def _key(
    picture: Picture, viewport: Viewport, room_px: float, theme: Theme, metrics: TextMetrics
) -> tuple[_KeyItem, ...]:
    """The categories in view, unless lanes name them; "+5" stands for those that do not fit in two rows."""
    categories = picture.snapshot.categories
    if picture.lanes == "category" or not categories:
        return ()
    columns = picture.snapshot.columns
    lanes = story_lanes(picture.snapshot, picture.mask, NO_LANES, picture.edited)
    seen = in_view(columns, viewport, lanes.whole.rows)
    used = np.unique(columns.category[seen.rows()]).tolist() if seen.count else []
    used = [index for index in used if 0 <= index < len(categories)]
    mark = theme.sizes.symbol_px + theme.sizes.symbol_gap_px * 0.75
    items: list[_KeyItem] = []
    most_rows = 1 if theme.is_compact else _MOST_KEY_ROWS
    x, row = 0.0, 0
    for place, index in enumerate(used):
        line = metrics.elide(categories[index].name, theme.fonts.key, min(room_px - mark, 220.0))
        rest = len(used) - place - 1
        more_px = metrics.width(f"+{rest + 1}", theme.fonts.key) + _KEY_GAP_PX if rest else 0.0
        last = row == most_rows - 1
        if x and x + mark + line.width_px + (more_px if last else 0.0) > room_px:
            if last:
                items.append(_KeyItem(-1, metrics.line(f"+{rest + 1}", theme.fonts.key), x, row))
                break
            x, row = 0.0, row + 1
        items.append(_KeyItem(index, line, x, row))
        x += mark + line.width_px + _KEY_GAP_PX
    return tuple(items)


def _draw_key(
    pen: Pen,
    picture: Picture,
    theme: Theme,
    metrics: TextMetrics,
    key: tuple[_KeyItem, ...],
    left: float,
    top: float,
) -> float:
    """Symbols and names; gives where the rows end."""
    sizes, font = theme.sizes, theme.fonts.key
    style = _ink(theme, font)
    for item in key:
        middle = top + (item.row + 0.5) * sizes.label_row_px
        x = left + item.x_px
        if item.category >= 0:
            look = category_style(theme, picture.snapshot.categories[item.category])
            pen.symbol(
                Layer.NOTES, x + sizes.symbol_px / 2, middle, sizes.symbol_px, look.symbol,
                Style(fill=look.colour), Role.KEY,
            )  # fmt: skip
            x += sizes.symbol_px + sizes.symbol_gap_px * 0.75
        pen.text(Layer.NOTES, x, middle + 0.33 * font.size_px, item.line, style, Role.KEY)
    return top + (key[-1].row + 1) * sizes.label_row_px if key else top


def _draw_lines(
    pen: Pen,
    theme: Theme,
    metrics: TextMetrics,
    lines: tuple[Line, ...],
    font: FontStyle,
    left: float,
    top: float,
    role: Role,
    *,
    soft: bool = False,
) -> None:
    """Lines of one text, below one another, all from the left margin."""
    block = pen.block() if lines else 0
    style = _ink(theme, font, soft=soft)
    for number, line in enumerate(lines):
        baseline = top + number * metrics.line_height(font) + metrics.ascent(font)
        pen.text(Layer.NOTES, left, baseline, line, style, role, 0, block)


def _ink(theme: Theme, font: FontStyle, *, soft: bool = False) -> TextStyle:
    return TextStyle(font, theme.soft_ink if soft else theme.ink)
