"""The screen's renderer: what the painter is left with, what it caches, and what it costs Python."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from timeline_app.render import qt_painter, qt_pixels
from timeline_app.scene.marks import Clip, Family, FontStyle, Role, Scene, Style
from timeline_app.scene.unicode_rules import is_rtl

pytestmark = pytest.mark.qt


@pytest.fixture
def image(qapp):
    made = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    return made


def pixels_of(image: QImage) -> np.ndarray:
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(straight.constBits(), dtype=np.uint8).reshape(straight.height(), straight.width(), 4)


def paint(scene: Scene, image: QImage) -> np.ndarray:
    with QPainter(image) as painter:
        qt_painter.paint(scene, painter)
    return pixels_of(image)


def test_the_painter_is_left_as_it_was(image, scenes):
    with QPainter(image) as painter:
        pen = QPen(QColor("red"), 3)
        painter.setPen(pen)
        painter.setClipRect(QRectF(0, 0, 300, 300))
        qt_painter.paint(replace(scenes.every_mark(), batches=scenes.every_mark().batches[:6]), painter)

        assert pen == painter.pen()
        assert QRectF(0, 0, 300, 300) == painter.clipBoundingRect()
        assert painter.transform().isIdentity()


def test_a_clip_of_the_scene_stays_within_the_painters_own(image, scenes):
    bar = scenes.rects([(0.0, 0.0, 600.0, 400.0)], [Style((255, 0, 0, 255))], [0], [Role.BAR])
    with QPainter(image) as painter:
        painter.setClipRect(QRectF(0, 0, 100, 100))
        qt_painter.paint(Scene(600, 400, (Clip(50, 50, 500, 300), bar)), painter)
    rows, columns = np.nonzero(pixels_of(image)[..., 3])

    assert (50, 99, 50, 99) == (rows.min(), rows.max(), columns.min(), columns.max())


def test_an_endless_clip_ends_clipping(image, scenes):
    bar = scenes.rects([(0.0, 0.0, 600.0, 400.0)], [Style((255, 0, 0, 255))], [0], [Role.BAR])
    end = Clip(0, 0, float("inf"), float("inf"))

    assert (paint(Scene(600, 400, (Clip(5, 5, 5, 5), end, bar)), image)[..., 3] == 255).all()


def test_rows_are_painted_in_their_order_whatever_their_styles(image, scenes):
    square = (10.0, 10.0, 20.0, 20.0)
    styles = [Style((255, 0, 0, 255)), Style((0, 0, 255, 255))]
    rows = scenes.rects([square] * 3, styles, [0, 1, 0], [Role.BAR] * 3)

    assert [255, 0, 0, 255] == paint(Scene(600, 400, (rows,)), image)[20, 20].tolist()


def test_an_empty_scene_paints_nothing(image):
    assert not paint(Scene(600, 400, ()), image).any()


def test_text_is_as_wide_as_it_was_measured_at_any_size(image, scenes):
    for size in (12.5, 13.5, 14.0, 16.5, 26.0):
        image.fill(0)
        text = scenes.texts(
            [(20, 100, "H" + "presidential election " * 2 + "H")], FontStyle(Family.SANS, size)
        )
        columns = np.flatnonzero(paint(Scene(600, 400, (text,)), image)[..., 3].any(axis=0))

        drawn = columns[-1] + 1 - columns[0]
        assert abs(drawn - (float(text.width[0]) - 0.17 * size)) < 1.5  # the H's side bearings


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("words", ["Ministers release prisoners, jÇ", "שלום עולם 12", "Выборы 2020 года"])
def test_a_line_drawn_again_and_again_is_the_same_to_the_pixel(image, scenes, words, ratio):
    """From its second time on a line on whole pixels is copied from an image."""
    text = scenes.texts([(20, 100, words)], FontStyle(Family.SANS, 13.5))
    text = replace(text, rtl=np.array([is_rtl(words)]))

    def drawn() -> np.ndarray:
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("white"))
        return paint(Scene(300, 200, (text,)), image)

    first, second, third = drawn(), drawn(), drawn()
    assert (first != 255).any()
    assert (first == second).all()
    assert (first == third).all()


def test_far_more_lines_than_are_kept_are_drawn_all_the_same(image, scenes):
    font = FontStyle(Family.SANS, 13.5)
    many = [scenes.texts([(20, 100, f"Event number {number}")], font) for number in range(1_000)]
    for _ in range(2):
        for text in many:
            image.fill(0)
            assert paint(Scene(600, 400, (text,)), image)[..., 3].any()
    kept = qt_pixels.lines_kept()

    assert 0 < kept <= 2 * qt_pixels.MOST_LINES


def test_what_cannot_be_drawn_is_no_trouble(image, scenes):
    batch = scenes.texts([(20, 100, "x")] * 3, FontStyle(Family.SANS, 15))
    odd = replace(batch, text=("\x00\x1b\n", "\ud800 lone", ""))

    paint(Scene(600, 400, (odd,)), image)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_a_thousand_calls_that_return_nothing_keep_their_references_to_none(image):
    """PySide6 6.12.0 on Python below 3.12 drops one each time; the process aborts after some thousands."""
    with QPainter(image) as painter:
        pen = QPen(QColor("red"))
        gc.collect()
        before = sys.getrefcount(None)
        for _ in range(1_000):
            painter.setPen(pen)
        after = sys.getrefcount(None)

    assert abs(after - before) < 200


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_thousand_repaints_leave_the_program_alive(image, scenes):
    scene = scenes.every_mark()
    before = sys.getrefcount(None)
    with QPainter(image) as painter:
        for _ in range(20_000):
            qt_painter.paint(scene, painter)
    after = sys.getrefcount(None)

    if sys.version_info < (3, 12):
        assert abs(after - before) < 5_000
    assert pixels_of(image).any()
