"""What each lane of a picture shows and how high it is: cards, or titles above a band; draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.layout.density import Density
from timeline_app.layout.level_of_detail import InView
from timeline_app.scene.bands import MOST_DOTS, Dots, lane_density, plan_dots
from timeline_app.scene.cards import MOST_EVENTS, CardPlan, plan_cards
from timeline_app.scene.dated_titles import with_dates
from timeline_app.scene.lane_rows import LaneRows
from timeline_app.scene.ongoing import ongoing_rows
from timeline_app.scene.picture import Form
from timeline_app.scene.spans import extents_of_many
from timeline_app.scene.stage import Stage
from timeline_app.scene.titles import TitlePlan, plan_titles

_LEAST_CARD_LANE_PX = 120.0
_MOST_TITLE_ROWS = 60
_LEAST_TITLE_ROWS = 2
_MOST_PITCH_PX = 34.0
_MOST_BAND_PX = 130.0
#: One row of dots, which is kept free even where every event may bear a title.
_FEW_DOTS_PX = 15.0
_NO_ROWS = np.empty(0, np.int64)


@dataclass(slots=True, eq=False)
class Lane:
    """A lane in the making: what it shows, and how high header and body are."""

    rows: LaneRows
    seen: InView
    header_px: float
    cards: CardPlan | None = None
    titles: TitlePlan | None = None
    dots: Dots | None = None
    counts: Density | None = None
    ongoing: Int64 = field(default_factory=lambda: _NO_ROWS)
    body_px: float = 0.0
    labelled_px: float = 0.0
    pitch_px: float = 0.0
    ongoing_px: float = 0.0
    band_px: float = 0.0

    @property
    def height_px(self) -> float:
        """Header and body."""
        return self.header_px + self.body_px

    @property
    def untitled(self) -> int:
        """How many of those in view stand neither as titles nor in the strip of what is ongoing."""
        return self.seen.count - (len(self.titles.rows) if self.titles else 0) - len(self.ongoing)

    @property
    def form(self) -> Form:
        """How its events stand."""
        if self.seen.count == 0:
            return Form.EMPTY
        if self.cards is not None:
            return Form.CARDS
        return Form.DENSITY if self.counts is not None else Form.TITLES


def plan_lanes(stage: Stage, full: list[Lane], free_px: float, canvas_px: float) -> None:
    """Cards for every lane where all fit, else titles; `free_px` is the height for all bodies together."""
    if not _as_cards(stage, full, free_px, canvas_px):
        _as_titles(stage, full, free_px)


def form_of(full: list[Lane]) -> Form:
    """The picture's form: that of its fullest lane."""
    forms = {lane.form for lane in full}
    return next((form for form in (Form.DENSITY, Form.TITLES, Form.CARDS) if form in forms), Form.EMPTY)


def _as_cards(stage: Stage, full: list[Lane], free_px: float, canvas_px: float) -> bool:
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


def _as_titles(stage: Stage, full: list[Lane], free_px: float) -> None:
    """Rows of titles above a band for every lane, each as high as it needs within its share."""
    if not full:
        return
    share = free_px / len(full)
    pitch = stage.sizes.label_row_px
    asked = []
    for lane in full:
        most = int((share - _FEW_DOTS_PX - 2 * stage.sizes.lane_pad_px) / pitch)
        if lane.rows.total > most:  # not each event has a row of its own: the band needs its height
            most = int((share - stage.sizes.band_px - 2 * stage.sizes.lane_pad_px) / pitch)
            most -= lane.rows.has_long_spans()  # a row for the strip of what is ongoing
        most = min(max(most, _LEAST_TITLE_ROWS), _MOST_TITLE_ROWS)
        asked.append((lane.rows, most))
    stage.out_of_time()  # a frame may be waiting for this thread
    plans = plan_titles(stage, asked)
    stage.out_of_time()
    if stage.picture.on_paper and all(
        len(titles.rows) == lane.seen.count for lane, titles in zip(full, plans, strict=True)
    ):
        plans = with_dates(
            stage, [(titles, most) for titles, (_rows, most) in zip(plans, asked, strict=True)]
        )
    for lane, titles in zip(full, plans, strict=True):
        lane.titles, lane.pitch_px, lane.labelled_px = titles, pitch, titles.row_count * pitch
    _plan_bands(stage, full, share)
    for lane in full:
        lane.body_px = 2 * stage.sizes.lane_pad_px + lane.labelled_px + lane.ongoing_px + lane.band_px
    spare = free_px - sum(lane.body_px for lane in full)
    if spare > 0:
        _spread(full, spare)


def _plan_bands(stage: Stage, full: list[Lane], share_px: float) -> None:
    """Dots for what bears no title, density where they would touch, nothing where all bear one.

    What lasts throughout the view is gathered in a strip where it is much.
    """
    dotted: list[tuple[Lane, Int64]] = []
    for lane in full:
        titled = lane.titles.rows if lane.titles else _NO_ROWS
        lane.ongoing = ongoing_rows(stage, lane.seen, titled)
        lane.ongoing_px = stage.sizes.label_row_px if len(lane.ongoing) else 0.0
        if 0 < lane.untitled <= MOST_DOTS:
            rest = np.setdiff1d(lane.seen.rows(), titled, assume_unique=True)
            dotted.append((lane, np.setdiff1d(rest, lane.ongoing, assume_unique=True)))
    extents = extents_of_many(stage, [rest for _lane, rest in dotted])
    for (lane, rest), marks in zip(dotted, extents, strict=True):
        used = lane.labelled_px + lane.ongoing_px
        room = max(share_px - 2 * stage.sizes.lane_pad_px - used, _FEW_DOTS_PX)
        lane.dots = plan_dots(rest, marks, room)
        lane.band_px = lane.dots.height_px if lane.dots else 0.0
    for lane in full:
        if lane.dots is None and lane.untitled > 0:
            lane.counts = lane_density(stage, lane.rows)
            room = share_px - 2 * stage.sizes.lane_pad_px - lane.labelled_px - lane.ongoing_px
            lane.band_px = min(stage.sizes.band_px, max(room, stage.sizes.band_least_px))


def _spread(full: list[Lane], spare_px: float) -> None:
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
