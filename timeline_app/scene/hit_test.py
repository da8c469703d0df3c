"""Which event is at this point, and where an event can be clicked; reads only the Scene's columns.

A target is the box of a mark, widened to at least 24 px each way. Titles go before marks, marks before cards,
cards before lanes and density; among equals the nearest wins, so that crowded titles stay apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline_app.scene.marks import Areas, Clip, Float, Lines, Rects, Role, Scene, Symbols, Texts

#: The least side of a target (WCAG 2.2, 2.5.8).
LEAST_TARGET_PX = 24.0

#: From a baseline to the top and foot of a line of text, in font sizes: a little more than letters take.
TEXT_TOP_EM = 0.96
TEXT_FOOT_EM = 0.28

#: Roles that can be hit, the foremost first.
_TIERS: tuple[tuple[Role, ...], ...] = (
    (Role.MORE, Role.EDGE_NOTE, Role.EMPTY),
    (Role.TITLE, Role.TITLE_SYMBOL, Role.STATUS_SIGN),
    (Role.POINT, Role.BAR, Role.SOFT),
    (Role.PASSAGE, Role.CARD_DATE, Role.CARD, Role.CARD_EDGE, Role.POLE),
    (Role.DENSITY_LABEL,),
    (Role.LANE_HEADER,),
    (Role.DENSITY,),
)
_TIER = {role: tier for tier, roles in enumerate(_TIERS) for role in roles}
_MARKS = (Role.POINT, Role.BAR, Role.SOFT)
_SHAPED = frozenset({Role.CARD, Role.DENSITY, Role.PASSAGE, Role.CARD_DATE})  # never widened

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point: an event's id, or minus the number of a target in `Composed.targets`."""

    event_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Outline:
    """The box of one place where an event stands: of its title's lines, or of its mark."""

    box: Box
    is_words: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Boxes:
    """The boxes of everything that can be hit, columns of one length; clips are already applied."""

    x0: Float
    y0: Float
    x1: Float
    y1: Float
    clip_y0: Float
    clip_y1: Float
    event_id: NDArray[np.int64]
    role: NDArray[np.int16]
    tier: NDArray[np.int16]


def hit(scene: Scene, x: float, y: float) -> Hit | None:
    """What is at this point of the scene, in layout px; targets are at least 24 px high and wide."""
    boxes = _boxes(scene)
    grow_x, grow_y = _growth(boxes)
    inside = (
        (boxes.x0 - grow_x <= x)
        & (x <= boxes.x1 + grow_x)
        & (boxes.y0 - grow_y <= y)
        & (y <= boxes.y1 + grow_y)
        & (boxes.clip_y0 <= y)
        & (y <= boxes.clip_y1)
    )
    found = np.flatnonzero(inside)
    if not len(found):
        return None
    found = found[boxes.tier[found] == boxes.tier[found].min()]
    outside_x = np.maximum(np.maximum(boxes.x0[found] - x, x - boxes.x1[found]), 0.0)
    outside_y = np.maximum(np.maximum(boxes.y0[found] - y, y - boxes.y1[found]), 0.0)
    off_centre = np.abs((boxes.y0[found] + boxes.y1[found]) / 2 - y) + 0.01 * np.abs(
        (boxes.x0[found] + boxes.x1[found]) / 2 - x
    )
    best = found[np.lexsort((-found, off_centre, outside_x + outside_y))[0]]
    return Hit(int(boxes.event_id[best]), Role(int(boxes.role[best])))


def position_of(scene: Scene, event_id: int) -> tuple[float, float] | None:
    """A point where a click selects that very event, or None where it is not drawn as one."""
    boxes = _boxes(scene)
    mine = np.flatnonzero(boxes.event_id == event_id)
    for row in mine[np.argsort(boxes.tier[mine], kind="stable")]:
        x0, x1 = max(boxes.x0[row], 1.0), min(boxes.x1[row], scene.width_px - 1.0)
        y0, y1 = max(boxes.y0[row], boxes.clip_y0[row]), min(boxes.y1[row], boxes.clip_y1[row])
        if x1 < x0 or y1 < y0:
            continue
        for across in (0.5, 0.25, 0.75, 0.1, 0.9):
            x, y = float(x0 + across * (x1 - x0)), float((y0 + y1) / 2)
            there = hit(scene, x, y)
            if there is not None and there.event_id == event_id:
                return x, y
    return None


def box_of(scene: Scene, event_id: int) -> Box | None:
    """The box (x, y, width, height) of an event's title, else of its mark; None where it is not drawn."""
    found = boxes_of(scene, event_id)
    return found[0] if found else None


def boxes_of(scene: Scene, event_id: int) -> list[Box]:
    """The boxes of an event's titles, one for each place where it stands; else of its marks."""
    return [outline.box for outline in outlines_of(scene, event_id)]


def outlines_of(scene: Scene, event_id: int) -> list[Outline]:
    """What a ring goes around: as `boxes_of`, and whether it is words or a mark."""
    boxes = _boxes(scene)
    mine = boxes.event_id == event_id
    for roles in ((Role.TITLE,), _MARKS) if event_id > 0 else (tuple(Role),):
        rows = np.flatnonzero(mine & np.isin(boxes.role, roles))
        shown = [
            (
                float(boxes.x0[row]),
                float(max(boxes.y0[row], boxes.clip_y0[row])),
                float(boxes.x1[row] - boxes.x0[row]),
                float(min(boxes.y1[row], boxes.clip_y1[row]) - max(boxes.y0[row], boxes.clip_y0[row])),
            )
            for row in rows
        ]
        shown = [box for box in shown if box[3] > 0]
        if shown and roles == _MARKS:
            return [Outline(box, False) for box in _united(shown)]
        if shown:
            return [Outline(box, True) for box in shown]
    return []


def mark_boxes(scene: Scene, event_id: int) -> list[Box]:
    """The boxes of an event's marks at its dates, one for each row in which they stand."""
    boxes = _boxes(scene)
    rows = np.flatnonzero((boxes.event_id == event_id) & np.isin(boxes.role, _MARKS))
    return _united(
        [
            (
                float(boxes.x0[row]),
                float(boxes.y0[row]),
                float(boxes.x1[row] - boxes.x0[row]),
                float(boxes.y1[row] - boxes.y0[row]),
            )
            for row in rows
            if boxes.clip_y0[row] <= boxes.y0[row] and boxes.y1[row] <= boxes.clip_y1[row]
        ]
    )


def events_within(scene: Scene, x0: float, y0: float, x1: float, y1: float) -> tuple[int, ...]:
    """The events whose titles or marks touch a rectangle (its corners in any order), each once."""
    left, right = sorted((x0, x1))
    top, foot = sorted((y0, y1))
    boxes = _boxes(scene)
    touched = (
        (boxes.event_id > 0)
        & np.isin(boxes.role, (Role.TITLE, *_MARKS))
        & (boxes.x0 <= right)
        & (boxes.x1 >= left)
        & (np.maximum(boxes.y0, boxes.clip_y0) <= foot)
        & (np.minimum(boxes.y1, boxes.clip_y1) >= top)
    )
    return tuple(dict.fromkeys(boxes.event_id[touched].tolist()))


def _united(boxes: list[Box]) -> list[Box]:
    """Boxes of one row of marks made one: a span is a core and the strips at its ends."""
    by_row: dict[int, Box] = {}
    for x, y, width, height in boxes:
        key = round(y + height / 2)
        if key in by_row:
            ox, oy, ow, oh = by_row[key]
            x0, y0, x1, y1 = min(x, ox), min(y, oy), max(x + width, ox + ow), max(y + height, oy + oh)
            by_row[key] = (x0, y0, x1 - x0, y1 - y0)
        else:
            by_row[key] = (x, y, width, height)
    return list(by_row.values())


def _growth(boxes: _Boxes) -> tuple[Float, Float]:
    """How far each box is widened on either side to be a target."""
    grow_x = np.maximum(LEAST_TARGET_PX - (boxes.x1 - boxes.x0), 0.0) / 2
    grow_y = np.maximum(LEAST_TARGET_PX - (boxes.y1 - boxes.y0), 0.0) / 2
    shaped = np.isin(boxes.role, tuple(_SHAPED))
    return np.where(shaped, 0.0, grow_x), np.where(shaped, 0.0, grow_y)


@lru_cache(maxsize=4)
def _boxes(scene: Scene) -> _Boxes:
    """Everything of the scene that can be hit; kept for the scene last asked about."""
    parts: list[tuple[Any, ...]] = []
    symbols: list[Symbols] = []
    texts: list[tuple[Texts, float, float]] = []
    top, foot = -math.inf, math.inf
    for batch in scene.batches:
        if isinstance(batch, Clip):
            ends = not math.isfinite(batch.width)
            top, foot = (-math.inf, math.inf) if ends else (batch.y, batch.y + batch.height)
        elif isinstance(batch, Texts):
            texts.append((batch, top, foot))
        else:
            if isinstance(batch, Symbols):
                symbols.append(batch)
            parts.append((*_corners(batch), top, foot, batch.event_id, batch.role))
    for batch, text_top, text_foot in texts:
        parts.extend(_text_boxes(batch, symbols, text_top, text_foot))
    if not parts:
        return _empty()
    columns = [np.concatenate([np.broadcast_to(part[i], part[0].shape) for part in parts]) for i in range(8)]
    role = columns[7].astype(np.int16)
    kinds = np.full(max(Role) + 1, -1, np.int16)
    for one, tier in _TIER.items():
        kinds[one] = tier
    tier_column = kinds[role]
    kept = (columns[6] != 0) & (tier_column >= 0)
    x0, y0, x1, y1, clip_y0, clip_y1 = (column[kept].astype(np.float64) for column in columns[:6])
    return _Boxes(
        x0, y0, x1, y1, clip_y0, clip_y1, columns[6][kept].astype(np.int64), role[kept], tier_column[kept]
    )


def _empty() -> _Boxes:
    none = np.empty(0, np.float64)
    small = np.empty(0, np.int16)
    return _Boxes(none, none, none, none, none, none, np.empty(0, np.int64), small, small)


def _corners(batch: Rects | Lines | Symbols | Areas) -> tuple[Float, Float, Float, Float]:
    """Left, top, right and foot of each mark of a batch."""
    match batch:
        case Rects():
            return batch.x, batch.y, batch.x + batch.width, batch.y + batch.height
        case Lines():
            return (
                np.minimum(batch.x0, batch.x1),
                np.minimum(batch.y0, batch.y1),
                np.maximum(batch.x0, batch.x1),
                np.maximum(batch.y0, batch.y1),
            )
        case Symbols():
            half = batch.size / 2
            return batch.x - half, batch.y - half, batch.x + half, batch.y + half
        case Areas():
            first = batch.offset[:-1]
            return (
                np.minimum.reduceat(batch.x, first),
                np.minimum.reduceat(batch.y, first),
                np.maximum.reduceat(batch.x, first),
                np.maximum.reduceat(batch.y, first),
            )


def _text_boxes(batch: Texts, symbols: list[Symbols], top: float, foot: float) -> Iterator[tuple[Any, ...]]:
    """One box for each text: lines of a block united, and a title with the symbol that stands beside it."""
    size = np.array([style.font.size_px for style in batch.styles])[batch.style]
    key = np.where(batch.block != 0, batch.block, -1 - np.arange(len(batch.block)))
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.concatenate(([True], key[order][1:] != key[order][:-1])))
    x0 = np.minimum.reduceat(batch.x[order], first)
    x1 = np.maximum.reduceat((batch.x + batch.width)[order], first)
    y0 = np.minimum.reduceat((batch.baseline - TEXT_TOP_EM * size)[order], first)
    y1 = np.maximum.reduceat((batch.baseline + TEXT_FOOT_EM * size)[order], first)
    head = order[first]
    ids, roles, letters = batch.event_id[head], batch.role[head], size[head]
    titled = np.flatnonzero(roles == Role.TITLE)
    for marks in symbols:
        beside = np.flatnonzero(np.isin(marks.role, (Role.TITLE_SYMBOL, Role.POINT)) & (marks.event_id != 0))
        if not len(beside) or not len(titled):
            continue
        by_id: dict[int, list[int]] = {}
        for row in beside.tolist():
            by_id.setdefault(int(marks.event_id[row]), []).append(row)
        for place in titled.tolist():
            for row in by_id.get(int(ids[place]), ()):
                half, reach = marks.size[row] / 2, 2.2 * letters[place]
                near_x = x0[place] - reach <= marks.x[row] <= x1[place] + reach
                if near_x and y0[place] <= marks.y[row] <= y1[place]:
                    x0[place] = min(x0[place], marks.x[row] - half)
                    x1[place] = max(x1[place], marks.x[row] + half)
    yield x0, y0, x1, y1, top, foot, ids, roles
