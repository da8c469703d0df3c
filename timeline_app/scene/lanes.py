"""The lanes of a picture: how high each is, its pinned header, and what stands in it by what fits."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import count_words
from timeline_app.layout.density import Density
from timeline_app.layout.level_of_detail import InView, in_view
from timeline_app.scene.bands import (
    MOST_DOTS,
    Dots,
    draw_density,
    draw_dots,
    lane_density,
    plan_dots,
    words_of_peak,
)
from timeline_app.scene.cards import MOST_EVENTS, CardPlan, draw_cards, plan_cards
from timeline_app.scene.lane_rows import UNDATED_LANE, LaneRows, StoryLanes
from timeline_app.scene.marks import Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import NO_LANES, Form, LaneInfo, Target, TargetInfo
from timeline_app.scene.spans import draw_point
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import CategoryStyle, category_style
from timeline_app.scene.titles import TitlePlan, draw_titles, plan_titles

_LEAST_CARD_LANE_PX = 120.0
_MOST_TITLE_ROWS = 60
_LEAST_TITLE_ROWS = 2
_MOST_PITCH_PX = 34.0
_FEW_DOTS_PX = 26.0
_MOST_BAND_PX = 130.0
_UNDATED_ROWS = 2


@dataclass(slots=True, eq=False)
class LaneView:
    """The lanes as drawn."""

    form: Form
    lanes: list[LaneInfo]
    content_px: float
    scrolls: bool
    peak: float = 0.0
    peak_words: str = ""


@dataclass(slots=True, eq=False)
class _Lane:
    """A lane in the making: what it shows and how high it is without its header."""

    rows: LaneRows
    seen: InView
    header_px: float
    cards: CardPlan | None = None
    titles: TitlePlan | None = None
    dots: Dots | None = None
    counts: Density | None = None
    body_px: float = 0.0
    labelled_px: float = 0.0
    pitch_px: float = 0.0
    band_px: float = 0.0
    extra_px: float = field(default=0.0)

    @property
    def height_px(self) -> float:
        return self.header_px + self.body_px

    @property
    def form(self) -> Form:
        if self.seen.count == 0:
            return Form.EMPTY
        if self.cards is not None:
            return Form.CARDS
        return Form.DENSITY if self.counts is not None else Form.TITLES


def draw_lanes(stage: Stage, lanes: StoryLanes, top_px: float, foot_px: float) -> LaneView:
    """All lanes between the axis and the row of notes; higher ones scroll by the picture's `scroll_px`."""
    headed = stage.picture.lanes != NO_LANES
    undated_px = _undated_height(stage, lanes.undated)
    room = foot_px - top_px - undated_px
    made = []
    for rows in lanes.lanes:
        seen = in_view(stage.columns, stage.viewport, rows.rows)
        folded = headed and seen.count == 0
        header = (stage.sizes.lane_folded_px if folded else stage.sizes.lane_header_px) if headed else 0.0
        made.append(_Lane(rows, seen, header))
    full = [lane for lane in made if lane.seen.count]
    free = room - sum(lane.header_px for lane in made)
    if not _as_cards(stage, full, free, room):
        _as_titles(stage, full, free)
    used = sum(lane.height_px for lane in made) + undated_px
    spare = max(foot_px - top_px - used, 0.0)
    content = used
    view = LaneView(_form(full), [], content, used > foot_px - top_px + 0.5)
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
        _draw_undated(
            stage, lanes.undated, max(y, foot_px - undated_px) if not view.scrolls else y, undated_px
        )
        count = len(lanes.undated)
        view.lanes.append(LaneInfo(UNDATED_LANE, "Undated", count, count, y, undated_px, Form.TITLES))
    return view


def _form(full: list[_Lane]) -> Form:
    """The picture's form: that of its fullest lane."""
    forms = {lane.form for lane in full}
    return next((form for form in (Form.DENSITY, Form.TITLES, Form.CARDS) if form in forms), Form.EMPTY)


def _as_cards(stage: Stage, full: list[_Lane], free_px: float, canvas_px: float) -> bool:
    """Cards for every lane, or none for any: one picture has one form."""
    if not full or sum(lane.seen.count for lane in full) > MOST_EVENTS:
        return False
    share = free_px / len(full)
    if share < _LEAST_CARD_LANE_PX:
        return False
    plans = []
    for lane in full:
        plan = plan_cards(stage, lane.seen.rows(), share, canvas_px)
        if plan is None:
            return False
        plans.append(plan)
    for lane, plan in zip(full, plans, strict=True):
        lane.cards, lane.body_px = plan, plan.height_px
    return True


def _as_titles(stage: Stage, full: list[_Lane], free_px: float) -> None:
    """Rows of titles above a band for every lane, each as high as it needs within its share."""
    sizes = stage.sizes
    if not full:
        return
    share = free_px / len(full)
    pitch, pad = sizes.label_row_px, 8.0
    for lane in full:
        band = sizes.band_px if lane.rows.total > MOST_DOTS else _FEW_DOTS_PX
        most = min(max(int((share - band - 2 * pad) / pitch), _LEAST_TITLE_ROWS), _MOST_TITLE_ROWS)
        lane.titles = plan_titles(stage, lane.rows, most)
        _plan_band(stage, lane)
        rows = lane.titles.row_count
        lane.pitch_px = pitch
        lane.labelled_px = rows * pitch
        lane.body_px = 2 * pad + lane.labelled_px + lane.band_px
    spare = free_px - sum(lane.body_px for lane in full)
    if spare > 0:
        _spread(full, spare)


def _plan_band(stage: Stage, lane: _Lane) -> None:
    """Dots for what bears no title, density where they would touch, nothing where all bear one."""
    titles = lane.titles
    if titles is None:
        return
    untitled = lane.seen.count - len(titles.rows)
    if untitled <= 0:
        return
    if lane.seen.count <= 4 * MOST_DOTS:
        rest: Int64 = np.setdiff1d(lane.seen.rows(), titles.rows, assume_unique=True)
        lane.dots = plan_dots(stage, rest)
    if lane.dots is not None:
        lane.band_px = lane.dots.height_px
        return
    lane.counts = lane_density(stage, lane.rows)
    lane.band_px = stage.sizes.band_px


def _spread(full: list[_Lane], spare_px: float) -> None:
    """Spare height opens the rows, then raises the bands; what is left stands around the lanes."""
    rows = sum(lane.titles.row_count for lane in full if lane.titles)
    if rows:
        more = min(spare_px * 0.4 / rows, _MOST_PITCH_PX - full[0].pitch_px)
        for lane in full:
            grown = (lane.titles.row_count if lane.titles else 0) * more
            lane.pitch_px += more
            lane.labelled_px += grown
            lane.body_px += grown
            spare_px -= grown
    banded = [lane for lane in full if lane.counts is not None]
    if banded:
        more = max(min(spare_px * 0.6 / len(banded), _MOST_BAND_PX - banded[0].band_px), 0.0)
        for lane in banded:
            lane.band_px += more
            lane.body_px += more


def _draw_body(
    stage: Stage, lane: _Lane, y: float, gap: float, greatest: float, name_peak: bool, headed: bool
) -> None:
    """What stands in a lane below its header."""
    if lane.cards is not None:
        axis_y = y + gap * (0.5 if headed else 0.54) + lane.cards.above_px
        draw_cards(stage, lane.cards, axis_y, lane.rows.key)
        return
    top = y + gap / 2 + 8.0
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


def _draw_header(stage: Stage, lane: _Lane, y: float, target: int) -> None:
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


def _undated_height(stage: Stage, undated: Int64) -> float:
    if not len(undated):
        return 0.0
    return stage.sizes.lane_header_px + _UNDATED_ROWS * stage.sizes.label_row_px + 10.0


def _draw_undated(stage: Stage, undated: Int64, y: float, height: float) -> None:
    """The events without a date, title behind title; what does not fit is a count that opens the list."""
    sizes, fonts, pen = stage.sizes, stage.fonts, stage.pen
    pen.rect(Layer.LANES, 0.0, y, stage.width_px, height, Style(fill=stage.theme.ground), Role.LANE_LINE)
    line_style = Style(stroke=stage.theme.line, stroke_px=1.0)
    pen.line(Layer.LANES, 0.0, y, stage.width_px, y, line_style, Role.LANE_LINE)
    middle = y + sizes.lane_header_px / 2 + 2.0
    head = stage.metrics.line("Undated", fonts.lane_header)
    target = stage.target(TargetInfo(Target.LANE, undated, UNDATED_LANE))
    baseline = stage.centred_baseline(middle, fonts.lane_header)
    pen.text(
        Layer.HEADERS,
        sizes.edge_px,
        baseline,
        head,
        stage.text_style(fonts.lane_header),
        Role.LANE_HEADER,
        target,
    )
    count = stage.metrics.line(count_words(len(undated), stage.picture.style), fonts.lane_count)
    pen.text(
        Layer.HEADERS, sizes.edge_px + head.width_px + sizes.symbol_gap_px, baseline, count,
        stage.text_style(fonts.lane_count, soft=True), Role.LANE_HEADER, target,
    )  # fmt: skip
    order = np.argsort(-stage.columns.priority[undated[:400]].astype(np.int64), kind="stable")
    rows = undated[:400][order]
    texts = stage.words_of_rows(rows)
    mark = sizes.label_symbol_px
    more_px = (
        stage.metrics.width(f"+{count_words(len(undated), stage.picture.style)}", fonts.more)
        + 2 * sizes.gutter_px
    )
    x, line, shown = sizes.edge_px, 0, 0
    for row in rows.tolist():
        event_id = int(stage.columns.id[row])
        text = texts.get(event_id)
        if text is None:
            continue
        title = stage.metrics.elide(
            text.title.strip() or "(no title)", fonts.label, min(sizes.label_most_px, stage.width_px - 60.0)
        )
        step = mark + 6.0 + title.width_px
        last = line == _UNDATED_ROWS - 1
        limit = stage.width_px - sizes.edge_px - (more_px if last else 0.0)
        if x + step > limit:
            if last:
                break
            line, x = line + 1, sizes.edge_px
            if x + step > stage.width_px - sizes.edge_px - (more_px if line == _UNDATED_ROWS - 1 else 0.0):
                break
        row_y = y + sizes.lane_header_px + (line + 0.5) * sizes.label_row_px
        draw_point(stage, Layer.MARKS, row, x + mark / 2, row_y, mark)
        pen.text(
            Layer.LABELS, x + mark + 6.0, stage.centred_baseline(row_y, fonts.label), title,
            stage.text_style(fonts.label), Role.TITLE, event_id, pen.block(),
        )  # fmt: skip
        stage.labelled.add(event_id)
        shown += 1
        x += step + 16.0
    if shown < len(undated):
        words = stage.metrics.line(f"+{count_words(len(undated) - shown, stage.picture.style)}", fonts.more)
        hidden = undated[~np.isin(stage.columns.id[undated], list(stage.labelled))]
        target = stage.target(TargetInfo(Target.MORE, hidden, UNDATED_LANE))
        row_y = y + sizes.lane_header_px + (line + 0.5) * sizes.label_row_px
        pen.text(
            Layer.LABELS, x, stage.centred_baseline(row_y, fonts.more), words, stage.text_style(fonts.more),
            Role.MORE, target,
        )  # fmt: skip
