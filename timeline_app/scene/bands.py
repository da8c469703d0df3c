"""The band below a lane's titles, in which all are counted: dots and bars, or density as a quiet area."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.dates import DateStyle, count_words
from timeline_app.layout.density import Density, GridUnit, density
from timeline_app.layout.extents import Extents
from timeline_app.layout.lanes import pack
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.edited_lanes import story_lanes
from timeline_app.scene.lane_rows import LaneRows
from timeline_app.scene.marks import Colour, Role, Style
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Picture, Target, TargetInfo
from timeline_app.scene.spans import draw_marks
from timeline_app.scene.stage import Stage
from timeline_app.scene.theme import with_alpha

#: More events than this are never drawn one by one in a band.
MOST_DOTS = 400

_DOT_ROW_PX = 11.0
_MOST_DOT_ROWS = 6
_AREA_OPACITY = 0.36
_LEAST_COLUMN_PX = 3.0
_LABEL_GAP_PX = 4.0
_LABEL_GROUND_OPACITY = 0.85
_UNIT_WORDS = {
    ("second", 1): "a second",
    ("minute", 1): "a minute",
    ("minute", 15): "a quarter of an hour",
    ("hour", 1): "an hour",
    ("day", 1): "a day",
    ("day", 7): "a week",
    ("month", 1): "a month",
    ("month", 3): "a quarter",
    ("year", 1): "a year",
    ("year", 10): "a decade",
    ("year", 100): "a century",
}


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """The events of a lane that bear no title, in rows."""

    rows: Int64
    extents: Extents
    line: Int64
    row_count: int

    @property
    def height_px(self) -> float:
        """What the rows take."""
        return self.row_count * _DOT_ROW_PX + 4.0


def plan_dots(rows: Int64, extents: Extents, room_px: float) -> Dots | None:
    """Dots and bars for these rows, or None where they are too many to stand apart in this height."""
    line = pack(extents.x0, extents.x1, 2.0)
    dots = Dots(rows, extents, line, int(line.max()) + 1 if len(line) else 0)
    return dots if dots.row_count <= _MOST_DOT_ROWS and dots.height_px <= room_px else None


def draw_dots(stage: Stage, dots: Dots, foot_px: float) -> None:
    """The rows, the first at the foot."""
    y = foot_px - (dots.line + 0.5) * _DOT_ROW_PX - 2.0
    size = stage.sizes.dot_px
    draw_marks(stage, Layer.MARKS, dots.rows, dots.extents, y, size, size + 1.0)


def lane_density(stage: Stage, lane: LaneRows) -> Density:
    """The exact counts of a lane over the view."""
    return density(lane.density(), stage.viewport, _LEAST_COLUMN_PX)


def draw_density(
    stage: Stage,
    lane: LaneRows,
    counts: Density,
    greatest: float,
    colour: Colour,
    foot_px: float,
    height_px: float,
    *,
    name_peak: bool,
) -> None:
    """The area, `height_px` high where `greatest` events stand in one column, on its own base line."""
    pen, width = stage.pen, stage.width_px
    base = Style(stroke=with_alpha(colour, 0.8), stroke_px=1.0)
    pen.line(Layer.DENSITY, 0.0, foot_px, width, foot_px, base, Role.LANE_LINE)
    if greatest <= 0 or counts.peak <= 0:
        return
    room = height_px - stage.metrics.line_height(stage.fonts.density) - _LABEL_GAP_PX
    # on whole px no seam shows between two columns, and a painter is ten times as fast
    edges = np.round(np.clip(counts.x_px, 0.0, width))
    tops = foot_px - room * counts.count / greatest
    seen = edges[1:] > edges[:-1]
    x0, x1, top = edges[:-1][seen], edges[1:][seen], tops[seen]
    if not len(x0):
        return
    x = np.concatenate(([x0[0]], np.column_stack((x0, x1)).ravel(), [x1[-1]]))
    y = np.concatenate(([foot_px], np.repeat(top, 2), [foot_px]))
    target = stage.target(
        TargetInfo(
            Target.DENSITY, np.empty(0, np.int64), lane.key, int(counts.edge_s[0]), int(counts.edge_s[-1])
        )
    )
    pen.area(Layer.DENSITY, x, y, Style(fill=with_alpha(colour, _AREA_OPACITY)), Role.DENSITY, target)
    edge = Style(stroke=colour, stroke_px=1.2)
    # one stroke for each level and each step, however many columns it spans
    turn = np.concatenate(([0], np.flatnonzero(np.diff(top)) + 1))
    left, right, level = x0[turn], np.concatenate((x0[turn[1:]], x1[-1:])), top[turn]
    flat = level < foot_px - 0.3
    pen.lines(Layer.DENSITY, left[flat], level[flat], right[flat], level[flat], edge, Role.DENSITY, target)
    rise = left[1:]
    pen.lines(Layer.DENSITY, rise, level[:-1], rise, level[1:], edge, Role.DENSITY, target)
    if name_peak:
        place = int(np.argmax(np.where(seen, counts.count, -1.0)))
        words = words_of_peak(stage, lane, counts)
        if stage.picture.density_per_lane_scale:
            words = f"{words} · own scale"
        line = stage.metrics.line(words, stage.fonts.density)
        middle = float(edges[place] + edges[place + 1]) / 2
        label_x = min(
            max(middle - line.width_px / 2, stage.sizes.edge_px), width - stage.sizes.edge_px - line.width_px
        )
        label_x = float(math.floor(label_x))
        baseline = tops[place] - _LABEL_GAP_PX - stage.metrics.descent(stage.fonts.density) * 0.5
        baseline = float(math.floor(baseline))
        # a ground of its own keeps it legible across lines and periods
        ascent, height = 0.78 * stage.fonts.density.size_px, stage.fonts.density.size_px
        ground = Style(fill=with_alpha(stage.theme.canvas, _LABEL_GROUND_OPACITY), radius_px=3.0)
        pen.rect(
            Layer.LABELS, label_x - 3.0, baseline - ascent - 1.0, line.width_px + 6.0, height + 1.0, ground,
            Role.DENSITY_LABEL,
        )  # fmt: skip
        pen.text(
            Layer.LABELS, label_x, baseline, line, stage.text_style(stage.fonts.density, soft=True),
            Role.DENSITY_LABEL,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The count of one column of a density: [start_s, end_s), and the count with its unit in words."""

    count: float
    start_s: int
    end_s: int
    words: str


def reading_at(
    picture: Picture, viewport: Viewport, lane_key: str, x_px: float, scale: float
) -> Reading | None:
    """What the density of a lane says at x, for hover; `scale` is the theme's. None outside the counts.

    The same columns as are drawn, from the same index, so that a reading is what the eye sees.
    """
    lanes = story_lanes(picture.snapshot, picture.mask, picture.lanes, picture.edited)
    lane = next((lane for lane in lanes.lanes if lane.key == lane_key), None)
    if lane is None:
        return None
    counts = density(lane.density(), viewport, _LEAST_COLUMN_PX * scale)
    column = counts.column_at(x_px)
    if column < 0:
        return None
    count = float(counts.count[column])
    edges = int(counts.edge_s[column]), int(counts.edge_s[column + 1])
    return Reading(count, *edges, peak_words(count, counts.unit, picture.style))


def words_of_peak(stage: Stage, lane: LaneRows, counts: Density) -> str:
    """The peak in words; told by a longer unit where no column holds a whole event."""
    wider_px = _LEAST_COLUMN_PX
    while counts.peak < 1 and wider_px < stage.width_px:
        wider_px *= 3
        counts = density(lane.density(), stage.viewport, wider_px)
    return peak_words(counts.peak, counts.unit, stage.picture.style)


def peak_words(count: float, unit: GridUnit, style: DateStyle) -> str:
    """A column's count with its unit: "1,204 a month", "37 in 5 years"."""
    if 0 < count < 0.95:
        number = "under 1"
    elif abs(count - round(count)) > 0.05:
        number = f"about {count_words(round(count), style)}"
    else:
        number = count_words(round(count), style)
    if (unit.unit, unit.count) in _UNIT_WORDS:
        return f"{number} {_UNIT_WORDS[unit.unit, unit.count]}"
    count, size = unit.count, ""
    for power, name in ((10**9, " billion"), (10**6, " million")):
        if count >= power:
            count, size = count // power, name
            break
    return f"{number} in {count_words(count, style)}{size} {unit.unit}s"
