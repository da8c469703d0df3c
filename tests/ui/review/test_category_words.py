"""The words for categories as a person changes them: from the menu, with a slip, back to the defaults."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from timeline_app.ui.main_window import MainWindow
from timeline_app.ui.review.category_words import CategoryWords
from timeline_app.work.word_list import default_text, keep_text, list_path, own_text, own_words

pytestmark = pytest.mark.qt


@pytest.fixture
def dialog(window: MainWindow) -> CategoryWords:
    window.actions_by_id["category-words"].trigger()
    found = window.findChild(CategoryWords, "categoryWords")
    assert found is not None
    return found


def lines(dialog: CategoryWords) -> QPlainTextEdit:
    return dialog.findChild(QPlainTextEdit, "categoryLines")


def press(qtbot: QtBot, dialog: CategoryWords, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_the_dialog_opens_on_the_list_that_counts(dialog: CategoryWords) -> None:
    assert dialog.isVisible()
    assert lines(dialog).toPlainText() == default_text()
    assert lines(dialog).toPlainText().startswith("Sanctions: sanction*, embargo*, tariff*")


def test_what_is_saved_is_what_articles_are_read_with(
    qtbot: QtBot, window: MainWindow, dialog: CategoryWords
) -> None:
    lines(dialog).setPlainText("Garden: oak, plant*")
    press(qtbot, dialog, "keepCategoryWords")
    assert own_words().words == {"oak": "Garden", "plant*": "Garden"}
    assert window.status.currentMessage().startswith("Words for categories kept")


def test_a_malformed_line_is_told_and_shown_and_nothing_is_kept(qtbot: QtBot, dialog: CategoryWords) -> None:
    lines(dialog).setPlainText("Garden: oak\nplant, tree")
    press(qtbot, dialog, "keepCategoryWords")
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert dialog.problem.text().startswith("Line 2 has no colon")
    assert lines(dialog).textCursor().selectedText() == "plant, tree"
    assert not list_path().exists()
    qtbot.keyClicks(lines(dialog), "Tree: tree")
    assert not dialog.problem.isVisible()
    qtbot.keyClick(lines(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert own_text() == "Garden: oak\nTree: tree"


def test_the_line_told_is_the_line_shown_after_soft_breaks_too(qtbot: QtBot, dialog: CategoryWords) -> None:
    lines(dialog).setPlainText("# 🌳")
    lines(dialog).moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(lines(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(lines(dialog), "plant")
    press(qtbot, dialog, "keepCategoryWords")
    assert dialog.problem.text().startswith("Line 2 has no colon")
    assert lines(dialog).textCursor().selectedText() == "plant"


def test_reset_brings_the_defaults_and_undo_the_text(qtbot: QtBot, window: MainWindow) -> None:
    keep_text("Garden: oak")
    window.actions_by_id["category-words"].trigger()
    dialog = window.findChild(CategoryWords, "categoryWords")
    press(qtbot, dialog, "resetCategoryWords")
    assert lines(dialog).toPlainText() == default_text()
    assert own_text() == "Garden: oak"  # until it is saved
    lines(dialog).undo()
    assert lines(dialog).toPlainText() == "Garden: oak"
    lines(dialog).redo()
    press(qtbot, dialog, "keepCategoryWords")
    assert not list_path().exists()


def test_a_damaged_list_is_told_and_the_defaults_are_offered(window: MainWindow) -> None:
    list_path().parent.mkdir(parents=True, exist_ok=True)
    list_path().write_bytes(b"\xff\xfe\x00")
    window.actions_by_id["category-words"].trigger()
    dialog = window.findChild(CategoryWords, "categoryWords")
    assert "is not text in UTF-8" in dialog.problem.text()
    assert lines(dialog).toPlainText() == default_text()
