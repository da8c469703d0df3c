"""In the smallest window everything has its place: the picture its height, the buttons their own ground."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDockWidget, QPushButton, QScrollArea, QToolButton, QWidget

pytestmark = pytest.mark.qt

#: What the picture keeps above an open table in the smallest window.
PICTURE_LEAST_PX = 180


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def closer_of(window) -> QToolButton:
    crosses = [b for b in window.sides.findChildren(QToolButton) if b.text() == "×" and b.isVisible()]
    assert len(crosses) == 1
    return crosses[0]


def test_with_the_table_open_the_picture_keeps_a_decent_height(qtbot, make_window, sample_file):
    window = make_window(sample_file, 740, 480)
    window.toggle_table()
    qtbot.waitUntil(lambda: window.view.height() >= PICTURE_LEAST_PX)
    assert window.height() == 480
    assert window.table.view.viewport().height() >= 2 * window.table.view.rowHeight(0)


def test_the_table_is_closed_by_the_button_in_its_one_bar(qtbot, window):
    window.toggle_table()
    dock = window.findChild(QDockWidget, "tableDock")
    assert window.table.in_view_only.isVisible()
    qtbot.mouseClick(dock.findChild(QToolButton, "closeDock"), Qt.MouseButton.LeftButton)
    assert not dock.isVisible()
    assert not window.actions_by_id["toggle-table"].isChecked()


def test_the_button_that_closes_a_passage_stands_clear_of_its_scroll_bar(qtbot, make_window, sample_file):
    window = make_window(sample_file, 740, 480)
    ids = window.session.snapshot.columns.id.tolist()
    window.session.select((ids[-1],))
    window.show_passage()
    head = window.passage.findChild(QScrollArea)
    qtbot.waitUntil(lambda: head.isVisible() and head.verticalScrollBar().isVisible())
    assert not on_screen(closer_of(window)).intersects(on_screen(head.verticalScrollBar()))


def test_place_chips_and_citation_stand_flush_with_the_title(qtbot, window):
    ids = window.session.snapshot.columns.id.tolist()
    window.session.select((ids[-1],))
    title = window.passage.findChild(QWidget, "passageTitle")
    qtbot.waitUntil(
        lambda: title.isVisible() and window.passage.findChild(QPushButton, "copyCitation").isVisible()
    )
    left = title.mapTo(window, QPoint(0, 0)).x()
    for words in ("Belarus", "Copy citation"):
        button = next(
            b for b in window.passage.findChildren(QPushButton) if b.text() == words and b.isVisible()
        )
        corner = button.mapTo(window, QPoint(0, 0))
        image = window.grab(QRect(corner, button.size())).toImage()
        ground = image.pixelColor(image.width() - 1, 0).lightness()
        inked = (
            x
            for x in range(image.width())
            for y in range(image.height())
            if abs(image.pixelColor(x, y).lightness() - ground) > 60
        )
        assert abs(corner.x() + next(inked) / image.devicePixelRatio() - left) <= 3


def test_every_widget_that_takes_the_keyboard_has_a_name(window):
    window.toggle_table()
    ids = window.session.snapshot.columns.id.tolist()
    window.session.select((ids[-1],))
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (getattr(widget, "text", lambda: "")() or widget.toolTip())
    ]
    assert nameless == []


def test_the_rows_of_the_palette_stand_clear_of_each_other(window):
    window.actions_by_id["palette"].trigger()
    palette = window.findChild(QWidget, "commandPalette")
    model, view = palette.view.model(), palette.view
    rows = [view.visualRect(model.index(row, 0)) for row in range(5)]
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    assert all(row.height() >= 24 for row in rows)
