"""The strip is painted where it looks different, and left alone where it would look the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from timeline_app.ui import moves

pytestmark = pytest.mark.qt


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def near(window):
    """Zoomed in so far that a step of the view is no step of the brush."""
    for _ in range(40):
        QTest.keyClick(window.view, Qt.Key.Key_W)
    QApplication.processEvents()
    return window


def test_a_view_that_moves_less_than_a_pixel_of_the_strip_leaves_it_alone(near):
    paintings = Paintings(near.overview)
    before = near.session.viewport
    moves.pan(near.session, 0.05)
    QApplication.processEvents()

    assert near.session.viewport != before
    assert paintings.count == 0


def test_a_view_that_moves_far_moves_the_brush(near):
    paintings = Paintings(near.overview)
    before = near.overview.grab().toImage()
    moves.fit_all(near.session, float(near.view.width()))
    moves.zoom(near.session, 3.0)
    QApplication.processEvents()

    assert paintings.count >= 1
    assert near.overview.grab().toImage() != before
