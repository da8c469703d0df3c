"""The panels within a whole window: keys mean what the place they are pressed in says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from timeline_app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt

CTRL = Qt.KeyboardModifier.ControlModifier


def read_first(qtbot: QtBot, window: MainWindow) -> None:
    window.session.select([int(window.session.snapshot.columns.id[0])])
    qtbot.waitUntil(lambda: bool(window.passage.article.highlighted_text()))


def test_find_in_the_article_while_it_has_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    read_first(qtbot, window)
    window.passage.article.setFocus()
    qtbot.keyClick(window.passage.article, Qt.Key.Key_F, CTRL)
    assert window.passage.find_bar.isVisible()
    qtbot.keyClicks(window.passage.find_bar.focusProxy(), "minsk")
    place = window.passage.article.find_place()
    qtbot.keyClick(window.passage.find_bar.focusProxy(), Qt.Key.Key_F3)
    assert window.passage.article.find_place() == place % 2 + 1
    qtbot.keyClick(window.passage.find_bar.focusProxy(), Qt.Key.Key_Escape)
    assert not window.passage.find_bar.isVisible()
    assert window.session.selected != ()


def test_a_row_of_the_table_reads_its_passage(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_table()
    view = window.table.view
    view.setFocus()
    view.selectRow(4)
    qtbot.waitUntil(lambda: window.passage.article.highlighted_text().startswith("On 13 December 2025"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.passage.article.isVisible()


def test_rows_are_copied_where_the_table_has_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_table()
    window.table.view.setFocus()
    window.table.view.selectRow(0)
    with qtbot.waitSignal(window.table.told) as told:
        qtbot.keyClick(window.table.view, Qt.Key.Key_C, CTRL)
    assert told.args == ["1 event copied"]


def test_the_tables_events_in_view_follow_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_table()
    qtbot.mouseClick(window.table.in_view_only, Qt.MouseButton.LeftButton)
    assert len(window.table.model.rows) == 5
    viewport = window.session.viewport
    window.session.set_viewport(viewport.pan(3 * viewport.width_px))
    qtbot.waitUntil(lambda: len(window.table.model.rows) == 0)
