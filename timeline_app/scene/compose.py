"""Events + viewport + theme + text metrics → the Scene of the timeline; decides what is drawn where.

One continuous rule: cards where all of a picture's events fit as cards, else rows of titles; what bears no
title stands as dots and bars in the band below, and where those would touch, as density that counts every
event. The picture is composed in the theme's own px, as if its scale were 1, and enlarged as a whole.
"""

from __future__ import annotations

from dataclasses import replace

from timeline_app.layout.level_of_detail import Beyond, InView
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.axis import draw_axis, draw_named_lines
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.enlarge import enlarged
from timeline_app.scene.lane_rows import StoryLanes
from timeline_app.scene.lanes import LaneView, draw_lanes
from timeline_app.scene.marks import Clip, Scene, Texts
from timeline_app.scene.notes import draw_edge_notes, draw_empty, least_notes
from timeline_app.scene.periods import draw_periods
from timeline_app.scene.picture import Composed, Form, LaneInfo, Picture, PictureInfo, TextSource, WayOut
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import Theme

_NOTE_ROW_PX = 28.0
_BARE_ROW_PX = 6.0

#: Fewer px than this above the row of notes are not worth an event: the axis alone is drawn.
_LEAST_CANVAS_PX = 40.0


def compose(
    picture: Picture,
    viewport: Viewport,
    height_px: float,
    theme: Theme,
    metrics: TextMetrics,
    texts: TextSource,
) -> Composed:
    """The picture of the visible span, `viewport.width_px` wide and `height_px` high."""
    factor = theme.scale
    if factor == 1.0:
        return _compose(picture, viewport, height_px, theme, metrics, texts)
    plain = theme.unscaled()
    smaller = Viewport(
        viewport.start_s,
        viewport.start_fraction,
        viewport.seconds_per_px * factor,
        viewport.width_px / factor,
    )
    scrolled = replace(picture, scroll_px=picture.scroll_px / factor)
    return _enlarged(_compose(scrolled, smaller, height_px / factor, plain, metrics, texts), factor)


def _compose(
    picture: Picture,
    viewport: Viewport,
    height_px: float,
    theme: Theme,
    metrics: TextMetrics,
    texts: TextSource,
) -> Composed:
    stage = Stage(picture, viewport, height_px, theme, metrics, texts)
    lanes = story_lanes(picture.snapshot, picture.mask, picture.lanes, picture.edited)
    seen = lanes.whole.seen(viewport)
    outside = lanes.whole.outside(viewport, seen)
    axis_foot = stage.sizes.axis_px
    bare = (stage.is_compact or picture.on_paper) and not (outside.earlier or outside.later)
    note_px = _BARE_ROW_PX if bare and not _has_named_line(stage) else _NOTE_ROW_PX
    note_y = height_px - note_px / 2
    top = draw_periods(stage, axis_foot, height_px)
    foot = height_px - note_px
    empty_words, way_out = "", WayOut.NONE
    view: LaneView | None = None
    if (seen.count or len(lanes.undated)) and foot - top >= _LEAST_CANVAS_PX:
        view = draw_lanes(stage, lanes, seen, top, foot)
    if seen.count == 0:
        free_to = view.lanes[-1].y_px if view and view.lanes else foot
        empty_words, way_out = draw_empty(stage, lanes, outside, top, free_to)
    if not stage.places_only:
        draw_axis(stage, height_px)
        kept = least_notes(stage, outside)
        taken = draw_named_lines(stage, axis_foot, height_px, note_y, kept)[len(kept) :]
        draw_edge_notes(stage, outside, note_y, taken)
    clip = Clip(0.0, top, viewport.width_px, max(foot - top, 0.0)) if view and view.scrolls else None
    scene = stage.pen.scene(viewport.width_px, height_px, clip)
    content = axis_foot + (top - axis_foot) + (view.content_px if view else 0.0) + note_px
    info = _info(stage, lanes, seen, outside, view, empty_words, way_out)
    return Composed(
        scene,
        info,
        max(content, height_px) if not (view and view.scrolls) else content,
        tuple(sorted(stage.wanted)),
        stage.targets,
        _missing(stage, scene),
        stage.late,
        stage.unready,
        written=stage.written,
    )


def _has_named_line(stage: Stage) -> bool:
    """Whether today or a day of publication is in view and needs its name."""
    seconds = (stage.picture.today_line_s, stage.picture.publication_s)
    return any(second is not None and stage.viewport.intersects(second, second + 1) for second in seconds)


def _info(
    stage: Stage,
    lanes: StoryLanes,
    seen: InView,
    outside: Beyond,
    view: LaneView | None,
    empty_words: str,
    way_out: WayOut,
) -> PictureInfo:
    def id_of(row: int) -> int:
        return int(stage.columns.id[row]) if row >= 0 else 0

    made: tuple[LaneInfo, ...] = tuple(view.lanes) if view else ()
    return PictureInfo(
        form=view.form if view and seen.count else Form.EMPTY,
        passing=lanes.passing,
        in_view=seen.count,
        earlier=outside.earlier,
        later=outside.later,
        undated=len(lanes.undated),
        last_earlier_id=id_of(outside.earlier_row),
        first_later_id=id_of(outside.later_row),
        labelled=tuple(sorted(stage.labelled)),
        lanes=made,
        peak=round(view.peak) if view else 0,
        peak_words=view.peak_words if view else "",
        empty_words=empty_words,
        way_out=way_out,
    )


def _missing(stage: Stage, scene: Scene) -> tuple[str, ...]:
    """The scripts of shown texts, titles and passages and all others, for which no font has letters."""
    lacking: set[str] = set()
    for batch in scene.batches:
        if isinstance(batch, Texts):
            for text in batch.text:
                if not text.isascii():
                    lacking.update(stage.metrics.missing(text))
    return tuple(sorted(lacking))


def _enlarged(composed: Composed, factor: float) -> Composed:
    lanes = tuple(
        replace(lane, y_px=lane.y_px * factor, height_px=lane.height_px * factor)
        for lane in composed.info.lanes
    )
    return replace(
        composed,
        scene=enlarged(composed.scene, factor),
        info=replace(composed.info, lanes=lanes),
        content_height_px=composed.content_height_px * factor,
        scale=factor,
    )
