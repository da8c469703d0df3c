"""Few events: cards with date, title and passage, each on a pole above its mark on the axis line.

Words come from `card_words`, places from `layout.cards`; here they meet and are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import duration_in_words
from timeline_app.core.event import EventText
from timeline_app.layout.cards import CardSize, CardSpace, PlacedCard, block_height_px, place
from timeline_app.layout.extents import Extents
from timeline_app.layout.lanes import pack
from timeline_app.layout.level_of_detail import gaps
from timeline_app.scene.card_words import MOST_WITH_PASSAGES, CardLimit, CardWords, write_card
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Target, TargetInfo
from timeline_app.scene.spans import draw_marks, draw_point, extents_of, is_point, sign_of, sign_style, some
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import Line
from timeline_app.scene.theme import with_alpha

#: More events than this in one lane are never tried as cards.
MOST_EVENTS = 400
MOST_CARDS = 24
#: Cards written for a frame where another thread writes the rest: a card takes two milliseconds.
WRITTEN_A_FRAME = 2

#: Marks whose anchors would touch share a card, but not across more than this: a chain of events is no date.
_WIDEST_GROUP_PX = 40.0

#: What a card may be: its width as a share of the widest, lines of passage, share of the height, lines of a
#: title. Of those that show as much, the first is the best.
_LIMITS = (
    *((width, lines, 1.0, 3) for width in (1.0, 0.85, 0.75, 0.65) for lines in (0, 2, 3, 4, 6)),
    (0.55, 4, 1.0, 4),
    (0.75, 0, 0.7, 3),
    (0.65, 0, 0.7, 3),
    (0.55, 0, 0.6, 5),
    (0.65, 0, 0.4, 3),
    (0.55, 0, 0.4, 3),
    (0.5, 0, 1.0, 6),
    (0.5, 0, 0.5, 5),
    (0.5, 0, 0.3, 2),
)
#: The widest card is this share of the canvas.
_WIDEST_SHARE = 0.4

_AXIS_ROW_PX = 20.0  # one row of marks on, or below, the axis line
#: Poles are at most a quarter of the canvas; longer for a few cards that could not stand otherwise.
_POLE_SHARES = (0.25, 0.55)
_FEW_CARDS = 5
#: What a card loses, in letters: an event that is only counted, and titles that are cut.
_EVENT_LETTERS = 400
_CUT_TITLE_LETTERS = 150
_CRAMPED_LINE_LETTERS = 25
#: Where more than this share of the events would be hidden behind a count, rows of titles tell more.
_MOST_HIDDEN = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class CardPlan:
    """Cards of one lane that fit: heights in px, y relative to the axis line."""

    rows: Int64
    extents: Extents
    mark_row: Int64
    groups: tuple[tuple[int, ...], ...]  # places in `rows`
    anchors: tuple[float, ...]
    words: tuple[CardWords, ...]
    cards: tuple[PlacedCard, ...]
    above_px: float
    below_px: float

    @property
    def height_px(self) -> float:
        """From the top of the highest card to below the last row of marks."""
        return self.above_px + self.below_px


def plan_cards(stage: Stage, rows: Int64, height_px: float, canvas_px: float) -> CardPlan | None:
    """Cards for all of these rows within this height, or None where they cannot stand."""
    if not 0 < len(rows) <= MOST_EVENTS:
        return None
    texts = stage.words_of_rows(rows)
    extents = extents_of(stage, rows)
    anchor = np.clip(extents.anchor, 2.0, stage.width_px - 2.0)
    # what began before the view, or ends after it, has its card at the edge, with room for a pole
    edge = stage.sizes.gutter_px
    anchor = np.where(extents.anchor < 0.0, edge, anchor)
    anchor = np.where(extents.anchor > stage.width_px, stage.width_px - edge, anchor)
    groups = _groups(anchor, stage.sizes.point_px + 2.0)
    if groups is None or len(groups) > MOST_CARDS:
        return None
    mark_row = _mark_rows(stage, rows, extents)
    below = _AXIS_ROW_PX * (0.5 + (int(mark_row.max()) if len(mark_row) else 0)) + 4.0
    room = height_px - below
    if room < 60.0:
        return None
    if _hides_too_many(stage, rows, groups, room):
        return None
    ids = stage.columns.id[rows].tolist()
    rank = stage.columns.priority[rows]
    anchors: list[float] = []
    choices: list[list[CardWords]] = []
    for group in groups:
        known = [texts[ids[at]] for at in group if ids[at] in texts]
        if not known:
            continue
        ranked = [ids[at] for at in sorted(group, key=lambda at: (-int(rank[at]), at)) if ids[at] in texts]
        words = _best_first(_choices(stage, known, ranked, room - stage.sizes.pole_px))
        if not words:  # none fits, or it is being written
            return None
        choices.append(words)
        anchors.append(float(np.mean(anchor[list(group)])))
    if not choices:
        return None
    # whole titles come before passages: cut ones are tried last
    uncut = [[words for words in options if words.whole and not words.left_out] for options in choices]
    cards = None
    if all(uncut):
        cards = _placed(stage, anchors, uncut, room, canvas_px)
        choices = uncut if cards is not None else choices
    if cards is None:
        cards = _placed(stage, anchors, choices, room, canvas_px)
    if cards is None:
        return None
    chosen = tuple(options[card.size] for options, card in zip(choices, cards, strict=True))
    hidden = sum(len(words.left_out) for words in chosen)
    if hidden > _MOST_HIDDEN * len(rows) and _at_several_times(stage, rows):
        return None
    shown = tuple(group for group in groups if any(ids[at] in texts for at in group))
    return CardPlan(
        rows, extents, mark_row, shown, tuple(anchors), chosen, cards, block_height_px(cards), below
    )


def _hides_too_many(stage: Stage, rows: Int64, groups: Sequence[Sequence[int]], room_px: float) -> bool:
    """Whether more would be left out than may be, however they are written: spares the writing."""
    most = int(room_px / stage.metrics.line_height(stage.fonts.title))
    hidden = sum(max(len(group) - most, 0) for group in groups)
    return hidden > _MOST_HIDDEN * len(rows) and _at_several_times(stage, rows)


def _at_several_times(stage: Stage, rows: Int64) -> bool:
    at_s = stage.columns.at_s[rows]
    return len(at_s) > 0 and bool((at_s != at_s[0]).any())


def _placed(
    stage: Stage, anchors: list[float], choices: list[list[CardWords]], room_px: float, canvas_px: float
) -> tuple[PlacedCard, ...] | None:
    """Where the cards stand, with longer poles only where they cannot stand on short ones."""
    edge, gap = stage.sizes.gutter_px, stage.sizes.card_gap_px
    sizes = [
        [CardSize(words.width_px, words.height_px, -float(_lost(words))) for words in options]
        for options in choices
    ]
    for share in _POLE_SHARES if len(anchors) <= _FEW_CARDS else _POLE_SHARES[:1]:
        space = CardSpace(edge, stage.width_px - edge, room_px, canvas_px * share, stage.sizes.pole_px, gap)
        cards = place(anchors, sizes, space)
        if cards is not None:
            return cards
    return None


def _lost(words: CardWords) -> int:
    """How much of its events a card does not tell, in letters."""
    cut_title = 0 if words.whole else _CUT_TITLE_LETTERS
    cramped = _CRAMPED_LINE_LETTERS * words.cramped
    return words.cut + _EVENT_LETTERS * len(words.left_out) + cut_title + cramped


def _best_first(options: list[CardWords]) -> list[CardWords]:
    """The options by what they tell, without those that take more room than another and tell no more."""
    kept: list[CardWords] = []
    for words in sorted(options, key=_lost):
        if not any(other.width_px <= words.width_px and other.height_px <= words.height_px for other in kept):
            kept.append(words)
    return kept


def _groups(
    anchor: np.ndarray[tuple[int], np.dtype[np.float64]], reach_px: float
) -> list[tuple[int, ...]] | None:
    """Places by card, from left to right; None where marks stand in too long a chain."""
    order = np.argsort(anchor, kind="stable")
    groups: list[list[int]] = []
    for at in order.tolist():
        if groups and anchor[at] - anchor[groups[-1][-1]] < reach_px:
            groups[-1].append(at)
            if anchor[at] - anchor[groups[-1][0]] > _WIDEST_GROUP_PX:
                return None
        else:
            groups.append([at])
    return [tuple(sorted(group)) for group in groups]


def _mark_rows(stage: Stage, rows: Int64, extents: Extents) -> Int64:
    """The row of each mark: on the axis line, or below it where a bar would cover another; equals share."""
    wide = extents.x1 - extents.x0 > _WIDEST_GROUP_PX
    mark_row = np.zeros(len(rows), np.int64)
    if wide.any():
        narrow_at = np.flatnonzero(~wide)
        bars, bar_of = _equal(extents, np.flatnonzero(wide), stage.width_px)
        packed = pack(extents.x0[bars], extents.x1[bars], 4.0)[bar_of]
        covered = len(narrow_at) > 0 and bool(
            (
                (extents.x0[wide][:, None] < extents.x1[narrow_at][None, :] + 4)
                & (extents.x1[wide][:, None] > extents.x0[narrow_at][None, :] - 4)
            ).any()
        )
        mark_row[wide] = packed + (1 if covered else 0)
    return np.minimum(mark_row, 5)


def _equal(extents: Extents, at: Int64, width_px: float) -> tuple[Int64, Int64]:
    """Of these places the first of each stretch of time, and for every place the number of its stretch.

    What reaches beyond the view is never taken for equal: its ends are not seen.
    """
    x0, x1 = extents.x0[at], extents.x1[at]
    own = np.where((x0 < 0.0) | (x1 > width_px), np.arange(len(at)), -1)
    stretches = np.round(np.column_stack((x0, x1, extents.core0[at], extents.core1[at], own)))
    _values, first, number = np.unique(stretches, axis=0, return_index=True, return_inverse=True)
    return at[first], number.ravel()


def _choices(stage: Stage, texts: list[EventText], ranked: list[int], room_px: float) -> list[CardWords]:
    """What a card may be, each different from the one before; asked again with the next frame.

    None where another thread is to write it, which makes the picture late.
    """
    key = (
        "choices",
        tuple(texts),
        tuple(ranked),
        room_px,
        stage.width_px,
        stage.fonts.title,
        stage.picture.style,
    )
    kept = stage.metrics.kept
    if key not in kept:
        if stage.picture.cards_elsewhere and len(stage.written) >= WRITTEN_A_FRAME:
            stage.late = True
            return []
        kept[key] = stage.written[key] = _all_choices(stage, texts, ranked, room_px)
    return cast(list[CardWords], kept[key])


def _all_choices(stage: Stage, texts: list[EventText], ranked: list[int], room_px: float) -> list[CardWords]:
    found: list[CardWords] = []
    sizes = stage.sizes
    widest = min(max(stage.width_px * _WIDEST_SHARE, 0.75 * sizes.card_most_px), sizes.card_most_px)
    has_passages = len(texts) <= MOST_WITH_PASSAGES and any(text.passage for text in texts)
    uncut = 0.0  # the width at which fewer lines have told every passage whole
    for part, passage_lines, share, title_lines in _LIMITS:
        if passage_lines and title_lines == 3 and (not has_passages or part == uncut):
            continue  # the same as without, or as with fewer
        width = max(round(widest * part), sizes.card_least_px)
        if width > stage.width_px - 2 * sizes.gutter_px:
            continue
        words = write_card(
            stage, texts, ranked, CardLimit(width, room_px * share, passage_lines, title_lines)
        )
        if words is None:
            continue
        if not words.cut:
            uncut = part
        if not found or (words.width_px, words.height_px) != (found[-1].width_px, found[-1].height_px):
            found.append(words)
    return found


def draw_cards(stage: Stage, plan: CardPlan, axis_y: float, lane: str = "") -> None:
    """The axis line with its gaps and marks, and the cards on their poles."""
    theme = stage.theme
    line = Style(stroke=with_alpha(theme.faint_ink, 0.55), stroke_px=1.2)
    stage.pen.line(Layer.LANES, 0.0, axis_y, stage.width_px, axis_y, line, Role.LANE_LINE)
    _draw_gaps(stage, plan, axis_y)
    lead_of: dict[int, int] = {}
    for group in plan.groups:
        lead = max(group, key=lambda at: (int(stage.columns.priority[plan.rows[at]]), at))
        for at in group:
            lead_of[at] = lead
    points = is_point(stage, plan.rows, plan.extents, stage.sizes.point_px)
    y = axis_y + _AXIS_ROW_PX * plan.mark_row
    # one bar for each stretch of time, that of its most important event
    first = np.argsort(-stage.columns.priority[plan.rows].astype(np.int64), kind="stable")
    bars = np.sort(_equal(plan.extents, first[~points[first]], stage.width_px)[0])
    marks = some(plan.extents, bars)
    draw_marks(
        stage, Layer.MARKS, plan.rows[bars], marks, y[bars], stage.sizes.point_px, stage.sizes.point_px
    )
    for group, anchor, words, card in zip(plan.groups, plan.anchors, plan.words, plan.cards, strict=True):
        lead = lead_of[group[0]]
        _draw_card(stage, plan, group, lead, anchor, words, card, axis_y, lane)
        if any(points[at] for at in group):
            pointed = lead if points[lead] else next(at for at in group if points[at])
            draw_point(
                stage, Layer.LABELS, int(plan.rows[pointed]), anchor, axis_y, stage.sizes.point_px + 2.0
            )


def _draw_card(
    stage: Stage,
    plan: CardPlan,
    group: tuple[int, ...],
    lead: int,
    anchor: float,
    words: CardWords,
    card: PlacedCard,
    axis_y: float,
    lane: str,
) -> None:
    theme, sizes, pen = stage.theme, stage.sizes, stage.pen
    top, left = axis_y + card.y_px, card.x_px
    colour = stage.category(int(plan.rows[lead])).colour
    single = int(stage.columns.id[plan.rows[group[0]]]) if len(group) == 1 else 0
    face = Style(fill=theme.canvas, stroke=theme.line, stroke_px=1.0, radius_px=sizes.card_radius_px)
    pen.rect(Layer.CARDS, left, top, card.width_px, card.height_px, face, Role.CARD, single)
    edge = Style(fill=colour)
    edge_x = anchor - sizes.card_edge_px / 2
    pen.rect(Layer.CARDS, edge_x, top, sizes.card_edge_px, card.height_px, edge, Role.CARD_EDGE, single)
    foot = top + card.height_px
    mark_y = axis_y + _AXIS_ROW_PX * int(plan.mark_row[lead])
    pen.rect(Layer.POLES, edge_x, foot, sizes.card_edge_px, max(mark_y - foot, 0.0), edge, Role.POLE, single)
    row_of = {int(stage.columns.id[plan.rows[at]]): int(plan.rows[at]) for at in group}
    blocks = {0: 0}
    text_left = left + sizes.card_padding_px
    for item in words.items:
        event_id = item.event_id
        if item.role is Role.MORE:
            rows = np.array([row_of[one] for one in words.left_out], np.int64)
            event_id = stage.target(TargetInfo(Target.MORE, rows, lane))
        block = blocks.setdefault(item.block, pen.block() if item.block else 0)
        soft = item.role in (Role.CARD_DATE, Role.PASSAGE)
        style = stage.text_style(item.font, soft=soft)
        baseline = top + item.baseline_px
        # words that run from right to left begin at the card's right side, as do their symbols
        x = text_left + item.x_px
        if item.from_right:
            x = left + card.width_px - sizes.card_padding_px - item.x_px - item.line.width_px
        pen.text(Layer.LABELS, x, baseline, item.line, style, item.role, event_id, block)
        if item.symbol:
            stage.labelled.add(event_id)
            middle = baseline - 0.33 * item.font.size_px
            text_right = left + card.width_px - sizes.card_padding_px
            draw_point(
                stage,
                Layer.LABELS,
                row_of[event_id],
                text_right - sizes.symbol_px / 2 if item.from_right else text_left + sizes.symbol_px / 2,
                middle,
                sizes.symbol_px,
                Role.TITLE_SYMBOL,
            )
    for at in group:
        sign = sign_of(stage, int(plan.rows[at]))
        if sign and len(group) == 1:
            mark = stage.metrics.line(sign, stage.fonts.more)
            x = anchor + sizes.point_px / 2 + 3.0
            if x + mark.width_px > stage.width_px - sizes.gutter_px:
                x = anchor - sizes.point_px / 2 - 3.0 - mark.width_px
            baseline = stage.centred_baseline(axis_y + 12.0, stage.fonts.more)
            pen.text(Layer.LABELS, x, baseline, mark, sign_style(stage), Role.STATUS_SIGN, single)


def _draw_gaps(stage: Stage, plan: CardPlan, axis_y: float) -> None:
    """The length of long empty stretches in words, on the axis line."""
    start_s, end_s = stage.columns.start_s(plan.rows), stage.columns.end_s[plan.rows]
    font = stage.fonts.note
    for gap in gaps(start_s, end_s, stage.viewport):
        words = duration_in_words(gap.end_s - gap.start_s, stage.picture.style)
        line: Line = stage.metrics.line(words, font)
        pad = 12.0
        if line.width_px + 2 * pad > gap.x1_px - gap.x0_px:
            continue
        x = (gap.x0_px + gap.x1_px - line.width_px) / 2
        height = stage.metrics.line_height(font)
        ground = Style(fill=stage.theme.canvas, radius_px=3.0)
        stage.pen.rect(
            Layer.DENSITY, x - pad, axis_y - height / 2, line.width_px + 2 * pad, height, ground, Role.GAP
        )
        baseline = stage.centred_baseline(axis_y, font)
        stage.pen.text(Layer.LABELS, x, baseline, line, stage.text_style(font, soft=True), Role.GAP)
