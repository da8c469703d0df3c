"""The lanes of a picture: how high each is, its pinned header, and what stands in it by what fits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from timeline_app.core.dates import count_words
from timeline_app.layout.level_of_detail import InView
from timeline_app.scene.bands import draw_density, draw_dots, words_of_peak
from timeline_app.scene.cards import draw_cards
from timeline_app.scene.lane_plan import Lane, form_of, plan_lanes
from timeline_app.scene.lane_rows import UNDATED_LANE, LaneRows, StoryLanes
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.ongoing import draw_ongoing
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


def draw_lanes(stage: Stage, lanes: StoryLanes, seen: InView, top_px: float, foot_px: float) -> LaneView:
    """All lanes between the axis and the row of notes; higher ones scroll by the picture's `scroll_px`.

    `seen` is what of them all is in view. On paper nothing scrolls: as many whole lanes as fit, and a line
    that counts the others. Where no dated event is in view only the lane of the undated ones is drawn, at the
    foot.
    """
    headed = stage.picture.lanes != NO_LANES
    undated = plan_undated(stage, lanes.undated, foot_px - top_px)
    undated_px = undated.height_px
    room = foot_px - top_px - undated_px
    known = {id(lanes.whole): seen}
    made = _begun(stage, lanes.lanes, headed, known)
    full = [lane for lane in made if lane.seen.count]
    made = made if full else []
    used = _plan(stage, made, room) + undated_px
    content, hidden = used, list[Lane]()
    if stage.picture.on_paper and headed and used > foot_px - top_px + 0.5:
        made, hidden = _whole_ones(stage, made, room - stage.sizes.label_row_px)
        full = [lane for lane in made if lane.seen.count]
        used = sum(lane.height_px for lane in made) + stage.sizes.label_row_px + undated_px
    spare = max(foot_px - top_px - used, 0.0)
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
            if stage.places_only and lane.titles is not None:
                stage.labelled.update(stage.columns.id[lane.titles.rows].tolist())
            else:
                _draw_body(stage, lane, y + lane.header_px, gap, greatest, lane is named, headed)
        if headed:
            end = Style(stroke=stage.theme.line, stroke_px=1.0)
            stage.pen.line(Layer.LANES, 0.0, y + height, stage.width_px, y + height, end, Role.LANE_LINE)
        view.lanes.append(
            LaneInfo(lane.rows.key, lane.rows.name, lane.seen.count, lane.rows.total, y, height, lane.form)
        )
        y += height
    if hidden:
        _draw_count(stage, hidden, y + stage.sizes.label_row_px / 2)
        y += stage.sizes.label_row_px
    if len(lanes.undated):
        y = y if view.scrolls else max(y, foot_px - undated_px)
        draw_undated(stage, undated, y)
        count = len(lanes.undated)
        view.lanes.append(LaneInfo(UNDATED_LANE, "Undated", count, count, y, undated_px, Form.TITLES))
    return view


def _begun(stage: Stage, lanes: Iterable[LaneRows], headed: bool, known: Mapping[int, InView]) -> list[Lane]:
    """The lanes with what of theirs is in view, where that is not known yet, and their headers."""
    made = []
    for rows in lanes:
        seen = known.get(id(rows)) or rows.seen(stage.viewport)
        folded = headed and seen.count == 0
        header = (stage.sizes.lane_folded_px if folded else stage.sizes.lane_header_px) if headed else 0.0
        made.append(Lane(rows, seen, header))
    return made


def _plan(stage: Stage, made: list[Lane], room_px: float) -> float:
    """Find what each lane shows within the room for all; gives the height they take."""
    full = [lane for lane in made if lane.seen.count]
    plan_lanes(stage, full, room_px - sum(lane.header_px for lane in made), room_px)
    return sum(lane.height_px for lane in made)


def _whole_ones(stage: Stage, made: list[Lane], room_px: float) -> tuple[list[Lane], list[Lane]]:
    """The first lanes, at least one, that find room whole, and the others; empty ones give way before any."""
    full = [lane for lane in made if lane.seen.count]
    known = {id(lane.rows): lane.seen for lane in full}
    ends = np.cumsum([lane.height_px for lane in full])
    count = max(int(np.searchsorted(ends, room_px, "right")), 1)
    while True:
        kept = _begun(stage, [lane.rows for lane in full[:count]], True, known)
        if _plan(stage, kept, room_px) <= room_px + 0.5 or count == 1:
            shown = {id(lane.rows) for lane in kept}
            return kept, [lane for lane in made if id(lane.rows) not in shown]
        count -= 1


def _draw_count(stage: Stage, hidden: list[Lane], middle: float) -> None:
    """The line that stands for the lanes without room: "+33 lanes, 212 events"."""
    style, font = stage.picture.style, stage.fonts.more
    words = f"+{count_words(len(hidden), style)} {'lane' if len(hidden) == 1 else 'lanes'}"
    rows = [lane.seen.rows() for lane in hidden if lane.seen.count]
    events = len(np.unique(np.concatenate(rows))) if rows else 0
    words += f", {count_words(events, style)} {'event' if events == 1 else 'events'}"
    line = stage.metrics.elide(words, font, stage.width_px - 2 * stage.sizes.edge_px)
    baseline = stage.centred_baseline(middle, font)
    ink = stage.text_style(font, soft=True)
    stage.pen.text(Layer.HEADERS, stage.sizes.edge_px, baseline, line, ink, Role.LANE_HEADER)


def _draw_body(
    stage: Stage, lane: Lane, y: float, gap: float, greatest: float, name_peak: bool, headed: bool
) -> None:
    """What stands in a lane below its header."""
    if lane.cards is not None:
        axis_y = y + gap * (0.5 if headed else 0.54) + lane.cards.above_px
        draw_cards(stage, lane.cards, axis_y, lane.rows.key)
        return
    top = y + gap / 2 + stage.sizes.lane_pad_px
    if lane.titles is not None:
        draw_titles(stage, lane.titles, top, lane.pitch_px)
    if len(lane.ongoing):
        named = lane.titles is not None and len(lane.titles.rows) > 0
        draw_ongoing(stage, lane.ongoing, top + lane.labelled_px, lane.rows.key, titled=named)
    foot = top + lane.labelled_px + lane.ongoing_px + lane.band_px
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
    x += math.ceil(name.width_px + sizes.symbol_gap_px)
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
