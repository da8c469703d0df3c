"""The lanes of a picture: how high each is, its pinned header, and what stands in it by what fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline_app.core.dates import count_words
from timeline_app.layout.level_of_detail import in_view
from timeline_app.scene.bands import draw_density, draw_dots, words_of_peak
from timeline_app.scene.cards import draw_cards
from timeline_app.scene.lane_plan import BODY_PAD_PX, Lane, form_of, plan_lanes
from timeline_app.scene.lane_rows import UNDATED_LANE, LaneRows, StoryLanes
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import NO_LANES, Form, LaneInfo, Target, TargetInfo
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import CategoryStyle, category_style
from timeline_app.scene.titles import draw_titles
from timeline_app.scene.undated import draw_undated, plan_undated


@dataclass(slots=True, eq=False)
class LaneView:
    """The lanes as drawn."""

    form: Form
    lanes: list[LaneInfo]
    content_px: float
    scrolls: bool
    peak: float = 0.0
    peak_words: str = ""


def draw_lanes(stage: Stage, lanes: StoryLanes, top_px: float, foot_px: float) -> LaneView:
    """All lanes between the axis and the row of notes; higher ones scroll by the picture's `scroll_px`.

    Where no dated event is in view only the lane of the undated ones is drawn, at the foot.
    """
    headed = stage.picture.lanes != NO_LANES
    undated = plan_undated(stage, lanes.undated)
    undated_px = undated.height_px
    room = foot_px - top_px - undated_px
    made = []
    for rows in lanes.lanes:
        seen = in_view(stage.columns, stage.viewport, rows.rows)
        folded = headed and seen.count == 0
        header = (stage.sizes.lane_folded_px if folded else stage.sizes.lane_header_px) if headed else 0.0
        made.append(Lane(rows, seen, header))
    full = [lane for lane in made if lane.seen.count]
    made = made if full else []
    free = room - sum(lane.header_px for lane in made)
    plan_lanes(stage, full, free, room)
    used = sum(lane.height_px for lane in made) + undated_px
    spare = max(foot_px - top_px - used, 0.0)
    content = used
    view = LaneView(form_of(full), [], content, used > foot_px - top_px + 0.5)
    scroll = (
        min(max(stage.picture.scroll_px, 0.0), max(used - (foot_px - top_px), 0.0)) if view.scrolls else 0.0
    )
    greatest = max((lane.counts.peak for lane in full if lane.counts), default=0.0)
    named = next((lane for lane in full if lane.counts and lane.counts.peak >= greatest), None)
    if named is not None and named.counts is not None:
        view.peak, view.peak_words = greatest, words_of_peak(stage, named.rows, named.counts)
    gap = spare / max(len(full), 1)
    y = top_px - scroll
    for lane in made:
        height = lane.height_px + (gap if lane.seen.count else 0.0)
        target = stage.target(TargetInfo(Target.LANE, np.empty(0, np.int64), lane.rows.key)) if headed else 0
        if headed:
            _draw_header(stage, lane, y, target)
        if lane.seen.count and y + height > top_px and y < foot_px:
            _draw_body(stage, lane, y + lane.header_px, gap, greatest, lane is named, headed)
        if headed:
            end = Style(stroke=stage.theme.line, stroke_px=1.0)
            stage.pen.line(Layer.LANES, 0.0, y + height, stage.width_px, y + height, end, Role.LANE_LINE)
        view.lanes.append(
            LaneInfo(lane.rows.key, lane.rows.name, lane.seen.count, lane.rows.total, y, height, lane.form)
        )
        y += height
    if len(lanes.undated):
        y = y if view.scrolls else max(y, foot_px - undated_px)
        draw_undated(stage, undated, y)
        count = len(lanes.undated)
        view.lanes.append(LaneInfo(UNDATED_LANE, "Undated", count, count, y, undated_px, Form.TITLES))
    return view


def _draw_body(
    stage: Stage, lane: Lane, y: float, gap: float, greatest: float, name_peak: bool, headed: bool
) -> None:
    """What stands in a lane below its header."""
    if lane.cards is not None:
        axis_y = y + gap * (0.5 if headed else 0.54) + lane.cards.above_px
        draw_cards(stage, lane.cards, axis_y, lane.rows.key)
        return
    top = y + gap / 2 + BODY_PAD_PX
    if lane.titles is not None:
        draw_titles(stage, lane.titles, top, lane.pitch_px)
    foot = top + lane.labelled_px + lane.band_px
    if lane.dots is not None:
        draw_dots(stage, lane.dots, foot)
    elif lane.counts is not None:
        own = stage.picture.density_per_lane_scale
        scale = lane.counts.peak if own else greatest
        draw_density(
            stage, lane.rows, lane.counts, scale, _lane_look(stage, lane.rows).colour, foot, lane.band_px,
            name_peak=own or name_peak,
        )  # fmt: skip


def _lane_look(stage: Stage, lane: LaneRows) -> CategoryStyle:
    """The colour and symbol of a lane: its category's, else those of no category."""
    categories = stage.picture.snapshot.categories
    return category_style(
        stage.theme, categories[lane.category] if 0 <= lane.category < len(categories) else None
    )


def _draw_header(stage: Stage, lane: Lane, y: float, target: int) -> None:
    """Symbol, name and count in view at the left edge; an empty lane's in faint ink."""
    sizes, fonts, pen = stage.sizes, stage.fonts, stage.pen
    middle = y + (sizes.lane_header_px + 4.0) / 2 if lane.seen.count else y + lane.header_px / 2
    x = sizes.edge_px
    if lane.rows.category >= 0:
        look = _lane_look(stage, lane.rows)
        symbol = Style(fill=look.colour)
        pen.symbol(
            Layer.HEADERS, x + sizes.symbol_px / 2, middle, sizes.symbol_px, look.symbol, symbol,
            Role.LANE_HEADER, target,
        )  # fmt: skip
        x += sizes.symbol_px + sizes.symbol_gap_px
    count = stage.metrics.line(count_words(lane.seen.count, stage.picture.style), fonts.lane_count)
    room = max(stage.width_px - x - sizes.edge_px - count.width_px - sizes.symbol_gap_px, 20.0)
    name = stage.metrics.elide(lane.rows.name, fonts.lane_header, room)
    style = stage.text_style(fonts.lane_header, faint=not lane.seen.count)
    pen.text(
        Layer.HEADERS,
        x,
        stage.centred_baseline(middle, fonts.lane_header),
        name,
        style,
        Role.LANE_HEADER,
        target,
    )
    x += name.width_px + sizes.symbol_gap_px
    baseline = stage.centred_baseline(middle, fonts.lane_header)
    pen.text(
        Layer.HEADERS,
        x,
        baseline,
        count,
        stage.text_style(fonts.lane_count, soft=True),
        Role.LANE_HEADER,
        target,
    )
