"""More events: rows of marks with their titles beside them, which never jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.event import STATUS_WORDS, EventText, Status
from timeline_app.layout.extents import Extents
from timeline_app.layout.free_rows import first_free
from timeline_app.layout.label_spans import SpanLines
from timeline_app.layout.labels import NO_LABELS, LabelTiles, PlacedLabels, WidthOf, settle
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.edited_labels import with_edits
from timeline_app.scene.lane_rows import LaneRows, MadeLabels, span_of
from timeline_app.scene.marks import Role
from timeline_app.scene.pen import Layer
from timeline_app.scene.span_rows import arranged, kept_rows, squeezed, with_spans
from timeline_app.scene.spans import SIGNS, draw_marks, extents_of_many, sign_style, some
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import Line

LEAD_PX = 6.0
GAP_PX = 14.0
DATE_GAP_PX = 8.0
_SIGN_GAP_PX = 4.0
#: So many labels at most are turned into other rows: an edge has room for few.
_MOST_TURNED = 40

#: Row counts that a lane may take: few steps, so that panning rarely changes a lane's height.
_ROW_STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30, 36, 42, 50, 60)

#: A mark at least this wide carries its title above it instead of beside it.
_THIN_BAR_PX = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class TitlePlan:
    """The labelled marks of one lane in view: columns of one length, and how many rows they take.

    Where there are `dates` each stands before its title, and `width` holds both.
    """

    rows: Int64
    line: Int64
    left: Float
    width: Float
    extents: Extents
    row_count: int
    dates: tuple[Line, ...] = ()


def plan_titles(stage: Stage, lanes: Sequence[tuple[LaneRows, int]]) -> list[TitlePlan]:
    """Which titles of each lane show, in no more rows than given, none touching another."""
    counts = [most_rows - kept_rows(most_rows, lane.has_long_spans()) for lane, most_rows in lanes]
    placed = [
        _labels(stage, lane, line_count, most_rows)
        for (lane, most_rows), line_count in zip(lanes, counts, strict=True)
    ]
    extents = extents_of_many(stage, [labels.row for labels in placed])
    return [
        _plan(stage, labels, marks, line_count, most_rows)
        for labels, marks, line_count, (_lane, most_rows) in zip(placed, extents, counts, lanes, strict=True)
    ]


def _plan(stage: Stage, placed: PlacedLabels, extents: Extents, line_count: int, most_rows: int) -> TitlePlan:
    stage.wanted.update(stage.columns.id[placed.wanted].tolist())
    x0, x1 = _true_ends(stage, extents)
    left = settle(x0, x1, placed.line, placed.width_px, stage.width_px, LEAD_PX, GAP_PX)
    line = placed.line.copy()
    _turn_at_edge(stage, placed, extents, left, line, line_count)
    shown = np.flatnonzero(~np.isnan(left) & (extents.x1 > 0) & (extents.x0 < stage.width_px))
    rows, row_count = arranged(line[shown], line_count, most_rows, _ROW_STEPS)
    ends = np.maximum(extents.x1[shown], left[shown] + placed.width_px[shown])
    rows = squeezed(rows, np.minimum(extents.x0[shown], left[shown]), ends, row_count, GAP_PX)
    shown, rows = shown[rows >= 0], rows[rows >= 0]
    return TitlePlan(
        placed.row[shown], rows, left[shown], placed.width_px[shown], some(extents, shown), row_count
    )


def _turn_at_edge(
    stage: Stage, placed: PlacedLabels, extents: Extents, left: Float, line: Int64, line_count: int
) -> None:
    """Give labels that the right edge leaves no room beside their marks a place to the left, in any free row.

    Changes `left` and `line`. The most important come first; what finds no row stays without a title.
    """
    width, gap = stage.width_px, GAP_PX
    seen = (extents.x0 >= 0) & (extents.x1 <= width) & (extents.x1 - extents.x0 < placed.width_px)
    lost = np.flatnonzero(np.isnan(left) & seen & ~np.isnan(placed.width_px))
    if not len(lost):
        return
    held = np.flatnonzero(~np.isnan(left) & (line < line_count))
    start = np.minimum(extents.x0[held], left[held]) - gap
    end = np.maximum(extents.x1[held], left[held] + placed.width_px[held]) + gap
    rank = stage.columns.priority[placed.row[lost]].astype(np.int64)
    tried = lost[np.argsort(-rank, kind="stable")][:_MOST_TURNED]
    low = extents.x0[tried] - LEAD_PX - placed.width_px[tried]
    tried, low = tried[low >= 0], low[low >= 0]
    rows = first_free(line[held], start, end, low, extents.x1[tried], line_count, gap)
    turned = rows >= 0
    left[tried[turned]], line[tried[turned]] = low[turned], rows[turned]


def _true_ends(stage: Stage, extents: Extents) -> tuple[Float, Float]:
    """Where marks that are cut off by the canvas begin and end: whether words fit within one hangs on it.

    Open ends reach to the story's own, as `LabelTiles` takes them.
    """
    span = span_of(stage.sorted) or (0, 0)
    first, last = stage.scale.x_of(span[0]), stage.scale.x_of(span[1])
    x0 = np.where(extents.open_start, np.minimum(extents.x0, first), extents.true0)
    x1 = np.where(extents.open_end, np.maximum(extents.x1, last), extents.true1)
    return x0, x1


def _labels(stage: Stage, lane: LaneRows, line_count: int, most_rows: int) -> PlacedLabels:
    """The lane's labels and long spans, with the words that have come since they were asked for."""
    key = (most_rows, stage.fonts.label, stage.sizes.label_most_px, stage.picture.on_paper)
    view = _within_story(stage)
    if stage.picture.out_of_time is not None and not lane.is_prepared:
        stage.unready = True
        return _edited(stage, lane, NO_LABELS, line_count)
    if stage.picture.labels_elsewhere:
        return _edited(stage, lane, _made_elsewhere(stage, lane, key, view, line_count), line_count)

    def make(width_of: WidthOf) -> tuple[LabelTiles, SpanLines]:
        tiles = LabelTiles(
            stage.sorted,
            lane.rows,
            line_count,
            width_of,
            lead_px=LEAD_PX,
            gap_px=GAP_PX,
            given=lane.ranking(),
        )
        return tiles, SpanLines(
            stage.sorted, lane.rows, tiles, most_rows, width_of, lead_px=LEAD_PX, gap_px=GAP_PX
        )

    labels = lane.labels(key, make)
    labels.width_of = lambda rows: _widths(stage, rows)
    if len(labels.wanted) and stage.words_of_rows(labels.wanted):
        labels.tiles.words_came()
    placed = labels.tiles.place(view, stage.picture.out_of_time)
    spans = labels.spans.place(view)
    stage.late = stage.late or placed.late or not (spans.settled or len(spans.wanted))
    if stage.picture.out_of_time is not None:
        labels.made = MadeLabels(labels.tiles.made(), labels.spans.made())
    placed = with_spans(placed, spans, line_count)
    labels.wanted = placed.wanted
    return _edited(stage, lane, placed, line_count)


def _made_elsewhere(
    stage: Stage, lane: LaneRows, key: tuple[object, ...], view: Viewport, line_count: int
) -> PlacedLabels:
    """What the thread that places labels has placed so far."""
    made = lane.made_labels(key)
    if made is None:
        if lane.is_prepared:
            stage.late = True
        else:
            stage.unready = True
        return NO_LABELS
    placed, spans = made.labels.seen(view), made.spans.seen(view)
    stage.late = stage.late or placed.late or not spans.settled
    return with_spans(placed, spans, line_count)


def _edited(stage: Stage, lane: LaneRows, placed: PlacedLabels, line_count: int) -> PlacedLabels:
    """The labels with what is pending beside the columns."""
    if not lane.has_edits:
        return placed
    return with_edits(stage, lane, placed, line_count, lambda rows: _widths(stage, rows), LEAD_PX, GAP_PX)


def _within_story(stage: Stage) -> Viewport:
    """The view, moved to the story's end or start where it lies beyond: what goes on there keeps its row."""
    view = stage.viewport
    span = span_of(stage.sorted)
    if span is not None and view.start_s >= span[1]:
        return replace(view, start_s=span[1] - 1, start_fraction=0.0)
    if span is not None and view.end_s <= span[0]:
        return replace(view, start_s=span[0] + 1 - (view.end_s - view.start_s), start_fraction=0.0)
    return view


def _widths(stage: Stage, rows: Int64) -> Float:
    """The width of each row's label, NaN where its words are not at hand, or time ran out to measure them."""
    texts = stage.words_of_rows(rows)
    widths = np.full(len(rows), np.nan)
    known = _known_labels(stage)
    for place, event_id in enumerate(stage.columns.id[rows].tolist()):
        text = texts.get(event_id)
        if text is None:
            continue
        label = known.get((text.title, text.status))
        if label is None:
            if stage.out_of_time():
                stage.late = True
                continue
            label = _measured(stage, text, known)
        widths[place] = label[1]
    pending = stage.picture.snapshot.pending
    if pending is not None:  # of what is gone no words will ever come
        widths[np.isnan(widths) & np.isin(rows, pending.gone)] = 0.0
    return widths


#: Title and status → the label's line and its width with the sign.
_Labels = dict[tuple[str, Status], tuple[Line, float]]
#: More labels than this are never kept measured.
_MOST_MEASURED = 200_000


def _known_labels(stage: Stage) -> _Labels:
    """The labels measured so far in these fonts."""
    key = ("labels", stage.fonts.label, stage.fonts.more, stage.sizes.label_most_px, stage.picture.on_paper)
    known = stage.metrics.kept.get(key)
    if known is None or len(cast(_Labels, known)) > _MOST_MEASURED:
        known = stage.metrics.kept[key] = {}
    return cast(_Labels, known)


def _measured(stage: Stage, text: EventText, known: _Labels) -> tuple[Line, float]:
    line = label_line(stage, text)
    label = line, line.width_px + sign_room_px(stage, text.status)
    known[text.title, text.status] = label
    return label


def label_line(stage: Stage, text: EventText, room_px: float = np.inf) -> Line:
    """An event's title as a label: one line, cut between words where it is very long."""
    title = text.title.strip() or "(no title)"
    if stage.picture.on_paper and text.status in STATUS_WORDS:
        title = f"{title} ({STATUS_WORDS[text.status]})"
    return stage.metrics.elide(title, stage.fonts.label, min(stage.sizes.label_most_px, room_px))


def sign_room_px(stage: Stage, status: Status) -> float:
    """What the sign of a disputed or denied event takes before its title."""
    sign = SIGNS.get(status, "")
    return stage.metrics.width(sign, stage.fonts.more) + _SIGN_GAP_PX if sign else 0.0


def draw_titles(stage: Stage, plan: TitlePlan, top_px: float, pitch_px: float) -> None:
    """The rows from `top_px` on, `pitch_px` apart: marks, and titles beside or above them."""
    if not len(plan.rows):
        return
    font = stage.fonts.label
    texts = stage.words_of_rows(plan.rows)
    # rows stand on the middle of a pixel and words on whole ones: bars are crisp, and a label keeps its shape
    # wherever it stands, so that a painter may copy it
    middle = np.floor(top_px + (plan.line + 0.5) * pitch_px) + 0.5
    extents = plan.extents
    # a title that stands within its mark's length stands above a thin bar
    above = (plan.left < extents.x1) & (plan.left + plan.width > extents.x0)
    sizes = stage.sizes
    foot = middle + round(stage.metrics.line_height(font) / 2)
    draw_marks(
        stage, Layer.MARKS, plan.rows, extents, np.where(above, foot, middle),
        np.where(above, _THIN_BAR_PX, sizes.bar_px), np.where(above, 0.0, sizes.label_symbol_px),
        np.where(above, 0.0, sizes.bar_px / 2),
    )  # fmt: skip
    style, pen = stage.text_style(font), stage.pen
    known = _known_labels(stage)
    baselines = stage.centred_baselines(middle - np.where(above, _THIN_BAR_PX / 2, 0.0), font)
    ids = stage.columns.id[plan.rows].tolist()
    places = zip(ids, np.round(plan.left).tolist(), baselines.tolist(), strict=True)
    titled: list[tuple[float, float, Line, int]] = []
    for place, (event_id, left, baseline) in enumerate(places):
        text = texts.get(event_id)
        if text is None:
            continue
        x = left
        if plan.dates:
            date = plan.dates[place]
            soft = stage.text_style(font, soft=True)
            pen.text(Layer.LABELS, x, baseline, date, soft, Role.CARD_DATE, event_id)
            x += round(date.width_px + DATE_GAP_PX)
        if text.status:
            x += _draw_sign(stage, text.status, x, baseline, event_id)
        label = known.get((text.title, text.status)) or _measured(stage, text, known)
        if label[0].text:
            titled.append((x, baseline, label[0], event_id))
    if titled:
        xs, feet, lines, shown = zip(*titled, strict=True)
        pen.labels(Layer.LABELS, xs, feet, lines, style, Role.TITLE, shown)
        stage.labelled.update(shown)


def _draw_sign(stage: Stage, status: Status, x: float, baseline: float, event_id: int) -> float:
    """The sign of a disputed or denied event before its title; gives the room it takes."""
    sign = SIGNS.get(status, "")
    if not sign:
        return 0.0
    mark = stage.metrics.line(sign, stage.fonts.more)
    stage.pen.text(Layer.LABELS, x, baseline, mark, sign_style(stage), Role.STATUS_SIGN, event_id)
    return round(mark.width_px + _SIGN_GAP_PX)
