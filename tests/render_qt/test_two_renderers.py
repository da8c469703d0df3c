"""Both renderers draw the same Scene: mark by mark, and picture by picture with a measure that has teeth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from timeline_app.render import figure, qt_painter
from timeline_app.scene.marks import Scene, Texts
from timeline_app.work.opening import open_for_reading
from timeline_app.work.picture import PictureOptions, picture_scene

pytestmark = pytest.mark.qt

#: A pixel is ink from this opacity on.
_INK = 24
#: The most that the mean difference around any one label may be, of 255. Qt puts glyphs on quarter columns,
#: Agg anywhere: some 20. A label that is missing or 2 px off makes 40 and more.
MOST_DIFFERENCE = 30.0


def painted(scene: Scene, scale: float = 1.0) -> np.ndarray:
    """What QPainter makes of it: height × width × RGBA, straight."""
    image = QImage(
        round(scene.width_px * scale),
        round(scene.height_px * scale),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(0)
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        qt_painter.paint(scene, painter)
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(straight.constBits(), dtype=np.uint8).reshape(straight.height(), straight.width(), 4)


def written(scene: Scene, scale: float = 1.0) -> np.ndarray:
    """What matplotlib makes of it."""
    return figure.pixels(scene, 96 * scale)


def ink_box(picture: np.ndarray) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is drawn; None for nothing."""
    ink = picture[..., 3] >= _INK
    if not ink.any():
        return None
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def ground_of(scene: Scene) -> Scene:
    """What the labels stand on: all but the texts. How other marks agree, their ink boxes say."""
    return replace(scene, batches=tuple(batch for batch in scene.batches if not isinstance(batch, Texts)))


def label_boxes(scene: Scene) -> list[tuple[int, int, int, int]]:
    """A box around each text, with room for a label that stands 2 px off."""
    return [
        (
            max(0, int(batch.x[row]) - 4),
            max(0, int(batch.baseline[row] - 1.2 * size) - 4),
            int(batch.x[row] + batch.width[row]) + 5,
            int(batch.baseline[row] + 0.4 * size) + 5,
        )
        for batch in scene.batches
        if isinstance(batch, Texts)
        for row in range(len(batch.role))
        for size in [batch.styles[batch.style[row]].font.size_px]
    ]


def worst_difference(
    one: np.ndarray, other: np.ndarray, ground: tuple[np.ndarray, np.ndarray], boxes
) -> float:
    """The mean difference, of 255, over pixels that are not ground in either, around the worst label."""
    one_ground, other_ground = ground
    ink = (one[..., :3] != one_ground[..., :3]).any(axis=2) | (other[..., :3] != other_ground[..., :3]).any(
        axis=2
    )
    difference = np.abs(one[..., :3].astype(int) - other[..., :3].astype(int)).mean(axis=2)
    worst = 0.0
    for left, top, right, bottom in boxes:
        inside = ink[top:bottom, left:right]
        if inside.any():
            worst = max(worst, float(difference[top:bottom, left:right][inside].mean()))
    return worst


@pytest.fixture(scope="module", params=["every mark", "sample", "sample, dark", "awkward", "awkward, lanes"])
def scene(request, qapp, scenes, tmp_path_factory):
    """Every kind of mark, and pages as they are exported."""
    if request.param == "every mark":
        return scenes.every_mark()
    name, _, how = request.param.partition(", ")
    root = Path(__file__).parents[2]
    path = root / "data" / "belarus.json" if name == "sample" else root / "tests" / "data" / "awkward.json"
    options = PictureOptions(
        size_px=(720, 480),
        theme="dark" if how == "dark" else "light",
        lanes="category" if how == "lanes" else "none",
    )
    with open_for_reading(path) as story:
        return scenes.readable(picture_scene(story, options).scene)


def test_each_mark_has_its_ink_at_the_same_place_in_both(scene, scenes):
    wrong = []
    for name, mark in scenes.single_marks(scene):
        by_qt, by_figure = ink_box(painted(mark)), ink_box(written(mark))
        if by_qt is None and by_figure is None and not scenes.visible(mark):
            continue
        if by_qt is None or by_figure is None:
            wrong.append(f"{name}: missing, {by_qt} {by_figure}")
        elif max(abs(a - b) for a, b in zip(by_qt, by_figure, strict=True)) > 1:
            wrong.append(f"{name}: {by_qt} {by_figure}")
    assert [] == wrong


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_two_pictures_agree_around_every_label(scene, scenes, scale):
    base = ground_of(scene)
    boxes = [tuple(round(edge * scale) for edge in box) for box in label_boxes(scene)]
    ground = painted(base, scale), written(base, scale)

    assert worst_difference(painted(scene, scale), written(scene, scale), ground, boxes) < MOST_DIFFERENCE


def spoilings(scenes, scene, number, row):
    """The scene with one label spoilt, in each way there is."""
    return {
        "removed": lambda: scenes.without(scene, number, row),
        "moved right": lambda: scenes.moved(scene, number, row, 2, 0),
        "moved down": lambda: scenes.moved(scene, number, row, 0, 2),
    }


def assert_each_spoiling_is_noticed(scene, scenes, ways_of):
    base = ground_of(scene)
    boxes = label_boxes(scene)
    ground = painted(base), written(base)
    by_figure = written(scene)
    for place, (number, row) in enumerate(scenes.labels(scene)):
        for what, spoilt in ways_of(place, list(spoilings(scenes, scene, number, row).items())):
            difference = worst_difference(painted(spoilt()), by_figure, ground, boxes)
            assert difference > MOST_DIFFERENCE, f"{what}: {scene.batches[number].text[row]}"


def test_the_measure_fails_when_any_one_label_is_missing_or_moved(scene, scenes):
    assert_each_spoiling_is_noticed(scene, scenes, lambda place, ways: [ways[place % len(ways)]])


@pytest.mark.slow
def test_the_measure_fails_whichever_way_any_label_is_spoilt(scene, scenes):
    assert_each_spoiling_is_noticed(scene, scenes, lambda place, ways: ways)
