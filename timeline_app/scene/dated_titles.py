"""On paper nothing can be pointed at: where all titles have room for it, each bears its date before it.

Paper is not panned, so rows are given anew; where one title would find none, all stay without dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from timeline_app.core.event import DERIVED_WORD
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import Line
from timeline_app.scene.titles import DATE_GAP_PX, GAP_PX, LEAD_PX, TitlePlan

#: More titles than this are not dated: they are a crowd, in which the axis tells the time.
_MOST_DATED = 24


def with_dates(stage: Stage, plans: Sequence[tuple[TitlePlan, int]]) -> list[TitlePlan]:
    """The plans, each with the most rows it may take, with dates before all their titles, or as they were."""
    titled = sum(len(plan.rows) for plan, _most_rows in plans)
    if 0 < titled <= _MOST_DATED:
        for tells_derived in (True, False):
            dated = [_dated(stage, plan, most_rows, tells_derived) for plan, most_rows in plans]
            found = [plan for plan in dated if plan is not None]
            if len(found) == len(dated):
                return found
    return [plan for plan, _most_rows in plans]


def _dated(stage: Stage, plan: TitlePlan, most_rows: int, tells_derived: bool) -> TitlePlan | None:
    """One lane's titles in order of time, each with its date in the first row that has room, or None."""
    dates = _dates(stage, plan, tells_derived)
    if dates is None:
        return None
    width = plan.width + np.array([date.width_px + DATE_GAP_PX for date in dates])
    taken: list[list[tuple[float, float]]] = [[] for _ in range(most_rows)]
    left, line = np.empty_like(plan.left), np.empty_like(plan.line)
    for place in range(len(plan.rows)):
        x0, x1 = float(plan.extents.x0[place]), float(plan.extents.x1[place])
        spot = _spot(x0, x1, float(width[place]), taken, stage.width_px)
        if spot is None:
            return None
        left[place], line[place] = spot
    row_count = int(line.max()) + 1 if len(line) else 0
    return replace(plan, left=left, line=line, width=width, row_count=row_count, dates=tuple(dates))


def _spot(
    x0: float, x1: float, width: float, taken: list[list[tuple[float, float]]], canvas_px: float
) -> tuple[float, int] | None:
    """Where words begin and in which row: within the mark, behind it or before it; taken from then on."""
    seen0, seen1 = max(x0, 0.0), min(x1, canvas_px)
    if seen1 - seen0 >= width + 2 * LEAD_PX:
        ways = [seen0 + LEAD_PX]
    else:
        ways = [start for start in (x1 + LEAD_PX, x0 - LEAD_PX - width) if 0 <= start <= canvas_px - width]
    for number, busy in enumerate(taken):
        for start in ways:
            low, high = min(seen0, start) - GAP_PX / 2, max(seen1, start + width) + GAP_PX / 2
            if all(high <= first or low >= last for first, last in busy):
                busy.append((low, high))
                return start, number
    return None


def _dates(stage: Stage, plan: TitlePlan, tells_derived: bool) -> list[Line] | None:
    """The date of each title in words, None where one's words are not at hand."""
    texts = stage.words_of_rows(plan.rows)
    dates = []
    for event_id in stage.columns.id[plan.rows].tolist():
        text = texts.get(event_id)
        if text is None:
            return None
        words = stage.date_words(text)
        if tells_derived and text.derived:
            words = f"{words}, {DERIVED_WORD}"
        dates.append(stage.metrics.line(words[:1].upper() + words[1:], stage.fonts.label))
    return dates
