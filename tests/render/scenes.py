"""Scenes for the tests of both renderers: one of every kind of mark, and helpers to take marks out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from timeline_app.scene.marks import (
    Areas,
    Batch,
    Clip,
    Family,
    FontStyle,
    Lines,
    Rects,
    Role,
    Scene,
    Style,
    Symbols,
    Texts,
    TextStyle,
)
from timeline_app.scene.text_metrics import TextMetrics

WHITE = (255, 255, 255, 255)
INK = (34, 32, 28, 255)
BLUE = (0, 114, 178, 255)
ORANGE = (213, 94, 0, 255)
GREEN = (0, 158, 115, 255)

METRICS = TextMetrics()
_COLUMNS = {
    Rects: ("x", "y", "width", "height"),
    Lines: ("x0", "y0", "x1", "y1"),
    Symbols: ("x", "y", "size", "symbol"),
    Texts: ("x", "baseline", "width", "rtl", "block"),
}


def small(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int16)


def rects(rows: Sequence[tuple[float, float, float, float]], styles, style, role, event_id=None) -> Rects:
    x, y, width, height = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    ids = np.zeros(len(rows), np.int64) if event_id is None else np.array(event_id, np.int64)
    return Rects(x, y, width, height, small(*style), small(*role), ids, tuple(styles))


def texts(
    rows: Sequence[tuple[float, float, str]],
    font: FontStyle,
    role: Role = Role.TITLE,
    event_id: Sequence[int] | None = None,
    block: Sequence[int] | None = None,
) -> Texts:
    lines = [METRICS.line(text, font) for _, _, text in rows]
    count = len(rows)
    return Texts(
        x=np.array([row[0] for row in rows]),
        baseline=np.array([row[1] for row in rows]),
        width=np.array([line.width_px for line in lines]),
        text=tuple(line.text for line in lines),
        rtl=np.array([line.rtl for line in lines]),
        block=np.array(block if block is not None else [0] * count, dtype=np.int64),
        style=small(*[0] * count),
        role=small(*[role] * count),
        event_id=np.array(event_id if event_id is not None else range(1, count + 1), dtype=np.int64),
        styles=(TextStyle(font, INK),),
    )


def every_mark(width: float = 600, height: float = 400) -> Scene:
    """A scene with every kind of mark, clipped and not, in Latin, Cyrillic, Greek, Arabic and Hebrew."""
    ground = rects([(0, 0, width, height)], [Style(WHITE)], [0], [Role.GROUND])
    boxes = rects(
        [(20, 20, 100, 60), (150, 30.5, 120, 50.25), (300, 40, 100, 80)],
        [
            Style(BLUE),
            Style(WHITE, (120, 116, 106, 255), 1.0, (), 6.0),
            Style((213, 94, 0, 90), ORANGE, 2.0, (4, 3)),
        ],
        [0, 1, 2],
        [Role.BAR, Role.CARD, Role.BAR],
        [1, 2, 3],
    )
    lines = Lines(
        np.array([10.0, 10.0]),
        np.array([150.5, 170.0]),
        np.array([590.0, 590.0]),
        np.array([150.5, 180.0]),
        small(0, 1),
        small(Role.AXIS, Role.TODAY),
        np.zeros(2, np.int64),
        (Style(None, (120, 116, 106, 255), 1.0), Style(None, (31, 95, 191, 255), 2.0, (6, 4))),
    )
    symbols = Symbols(
        np.arange(9) * 40.0 + 30,
        np.full(9, 220.0),
        np.full(9, 16.0),
        small(*range(9)),
        small(0, 1, 0, 1, 0, 1, 0, 1, 0),
        small(*[Role.POINT] * 9),
        np.arange(1, 10),
        (Style(GREEN), Style(None, (176, 58, 124, 255), 2.0)),
    )
    areas = Areas(
        np.array([20.0, 100, 60, 120, 200, 200, 120]),
        np.array([300.0, 300, 250, 300, 300, 260, 250]),
        np.array([0, 3, 7]),
        small(0, 0),
        small(Role.DENSITY, Role.DENSITY),
        np.zeros(2, np.int64),
        (Style((0, 114, 178, 120)),),
    )
    titles = texts(
        [
            (20, 330, "Disputed presidential election AVAT fi"),
            (20.5, 350, "سقطت الأمطار abc"),
            (20, 390, "Ελλάδα Минск US$_bad{ $x"),
            (320, 350, "שלום עולם, hello"),
        ],
        FontStyle(Family.SANS, 15),
    )
    serif = texts(
        [(320, 300, "In August 2021, one year after")], FontStyle(Family.SERIF, 16.5, 400, True), Role.PASSAGE
    )
    wrapped = texts(
        [(320, 375, "123 prisoners"), (320, 393, "pardoned & freed")],
        FontStyle(Family.SANS, 13.5, 600),
        event_id=[5, 5],
        block=[1, 1],
    )
    off = Clip(0, 0, math.inf, 0)
    return Scene(
        width,
        height,
        (ground, boxes, lines, symbols, Clip(0, 0, 180, height), areas, off, titles, serif, wrapped),
    )


def rows_of(batch: Batch, rows: Sequence[int]) -> Batch:
    """The batch with only these rows."""
    kept = np.array(rows, dtype=np.int64)
    changes: dict[str, object] = {
        name: getattr(batch, name)[kept]
        for name in (*_COLUMNS.get(type(batch), ()), "style", "role", "event_id")
    }
    if isinstance(batch, Texts):
        changes["text"] = tuple(batch.text[row] for row in kept.tolist())
    if isinstance(batch, Areas):
        pieces = [slice(int(batch.offset[row]), int(batch.offset[row + 1])) for row in kept.tolist()]
        changes["x"] = np.concatenate([batch.x[piece] for piece in pieces])
        changes["y"] = np.concatenate([batch.y[piece] for piece in pieces])
        changes["offset"] = np.cumsum([0, *(piece.stop - piece.start for piece in pieces)])
    return replace(batch, **changes)


def single_marks(scene: Scene) -> Iterator[tuple[str, Scene]]:
    """The scene reduced to one mark at a time, with the clip that holds for it, and a name for the mark."""
    clip = Clip(0, 0, math.inf, 0)
    for number, batch in enumerate(scene.batches):
        if isinstance(batch, Clip):
            clip = batch
            continue
        for row in range(len(batch.role)):
            said = f" “{batch.text[row]}”" if isinstance(batch, Texts) else ""
            name = f"{Role(int(batch.role[row])).name} {number}.{row}{said}"
            yield name, replace(scene, batches=(clip, rows_of(batch, [row])))


def labels(scene: Scene) -> list[tuple[int, int]]:
    """Batch and row of each text that can be seen."""
    found = []
    clip = Clip(0, 0, math.inf, 0)
    for number, batch in enumerate(scene.batches):
        if isinstance(batch, Clip):
            clip = batch
        elif isinstance(batch, Texts):
            found += [
                (number, row)
                for row in range(len(batch.role))
                if visible(replace(scene, batches=(clip, rows_of(batch, [row]))))
            ]
    return found


def without(scene: Scene, number: int, row: int) -> Scene:
    """The scene without one mark."""
    batch = scene.batches[number]
    kept = rows_of(batch, [other for other in range(len(batch.role)) if other != row])
    return replace(scene, batches=(*scene.batches[:number], kept, *scene.batches[number + 1 :]))


def moved(scene: Scene, number: int, row: int, dx: float, dy: float) -> Scene:
    """The scene with one text elsewhere."""
    batch = scene.batches[number]
    x, baseline = batch.x.copy(), batch.baseline.copy()
    x[row] += dx
    baseline[row] += dy
    kept = replace(batch, x=x, baseline=baseline)
    return replace(scene, batches=(*scene.batches[:number], kept, *scene.batches[number + 1 :]))


def readable(scene: Scene) -> Scene:
    """The scene without texts that no font here has letters for: their boxes are each toolkit's own."""
    kept = []
    for batch in scene.batches:
        if isinstance(batch, Texts):
            rows = [row for row, text in enumerate(batch.text) if not METRICS.missing(text)]
            batch = rows_of(batch, rows)
        kept.append(batch)
    return replace(scene, batches=tuple(kept))


def flat(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether a polygon is too thin to leave ink: a tenth of a pixel on average."""
    area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
    return area < 0.1 * max(float(np.ptp(x)), float(np.ptp(y)), 1.0)


def visible(scene: Scene) -> bool:
    """Whether a scene of one mark, with its clip, has anything to show within its bounds."""
    clip, batch = scene.batches
    left, top = max(clip.x, 0.0), max(clip.y, 0.0)
    right, bottom = min(clip.x + clip.width, scene.width_px), min(clip.y + clip.height, scene.height_px)
    if math.isinf(clip.width):
        left, top, right, bottom = 0.0, 0.0, scene.width_px, scene.height_px
    style = batch.styles[batch.style[0]]
    if isinstance(batch, Texts):
        size = style.font.size_px
        box = (
            batch.x[0],
            batch.baseline[0] - size,
            batch.x[0] + batch.width[0],
            batch.baseline[0] + 0.3 * size,
        )
        alpha = style.colour[3] if batch.text[0].strip() else 0
    else:
        alpha = max(colour[3] for colour in (style.fill, style.stroke) if colour is not None)
        if isinstance(batch, Rects):
            box = (batch.x[0], batch.y[0], batch.x[0] + batch.width[0], batch.y[0] + batch.height[0])
        elif isinstance(batch, Lines):
            box = (batch.x0[0], batch.y0[0], batch.x1[0], batch.y1[0])
            if math.dist(box[:2], box[2:]) < 0.25:
                return False
        elif isinstance(batch, Areas) and flat(batch.x, batch.y):
            return False
        else:
            reach = batch.size[0] / 2 if isinstance(batch, Symbols) else 0.0
            box = (batch.x.min() - reach, batch.y.min() - reach, batch.x.max() + reach, batch.y.max() + reach)
    inside = box[0] < right - 1 and box[2] > left + 1 and box[1] < bottom - 1 and box[3] > top + 1
    return bool(alpha >= 64 and inside)
