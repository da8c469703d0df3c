"""Pictures of an event: kept from a file, shown small beside its passage, opened large, taken out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton

from timeline_app.ui.passages.picture_strip import decoded

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picture(tmp_path, qapp):
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    path = tmp_path / "map.png"
    assert image.save(str(path))
    return path


def test_a_picture_is_added_in_the_editor_and_shown_beside_the_passage(
    hand, window, qtbot, picture, monkeypatch
):
    event_id = hand.ids()[0]
    window.session.select((event_id,))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    editor.findChild(QPushButton, "addPicture").click()
    qtbot.waitUntil(lambda: len(hand.event(event_id).pictures) == 1)
    editor.reject()
    strip = window.passage._pictures
    qtbot.waitUntil(strip.isVisible)
    thumb = strip.findChild(QToolButton, "pictureThumb")
    qtbot.waitUntil(lambda: not thumb.icon().isNull())
    QTest.mouseClick(thumb, LEFT)
    dialog = window.findChild(QDialog, "pictureDialog")
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    window.session.select(hand.ids()[1:2])
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_editing_goes_on_after_a_picture_was_added(hand, window, qtbot, picture, monkeypatch):
    event_id = hand.ids()[0]
    window.session.select((event_id,))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    editor.findChild(QPushButton, "addPicture").click()
    qtbot.waitUntil(lambda: len(editor._event.pictures) == 1)
    hand.type_into(editor, "eventTitle", "With a map")
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")
    assert "With a map" == hand.event(event_id).title


def test_a_picture_is_decoded_no_larger_than_asked_for(picture):
    assert QSize(150, 100) == decoded(picture.read_bytes(), QSize(150, 150)).size()
    assert QSize(300, 200) == decoded(picture.read_bytes(), QSize(900, 900)).size()
    assert decoded(b"no picture", QSize(9, 9)).isNull()


def picture_of(hand, event_id):
    (found,) = hand.event(event_id).pictures
    return found


def test_caption_and_credit_are_written_in_the_editor_and_kept_with_the_event(
    hand, window, qtbot, picture, monkeypatch
):
    event_id = hand.ids()[0]
    window.session.select((event_id,))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    editor.findChild(QPushButton, "addPicture").click()
    qtbot.waitUntil(lambda: editor.findChild(QLineEdit, "pictureCaption") is not None)
    hand.type_into(editor, "pictureCaption", "The square at noon")
    hand.type_into(editor, "pictureCredit", "A. Photographer")
    hand.type_into(editor, "eventTitle", "With a map")
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")
    kept = picture_of(hand, event_id)
    assert ("The square at noon", "A. Photographer") == (kept.caption, kept.credit)
    strip = window.passage._pictures

    def thumbs():
        """Those of this picture as it is said now; the one before may still be on its way out."""
        found = strip.findChildren(QToolButton, "pictureThumb")
        return [one for one in found if one.accessibleName() == "The square at noon"]

    qtbot.waitUntil(lambda: len(thumbs()) == 1 and not thumbs()[0].icon().isNull())
    (thumb,) = thumbs()
    QTest.mouseClick(thumb, LEFT)
    opened = window.findChild(QDialog, "pictureDialog")
    assert "The square at noon – A. Photographer" == opened.findChild(QLabel, "pictureWords").text()
    opened.close()
    window.actions_by_id["undo"].trigger()  # one step takes back title and caption together
    qtbot.waitUntil(lambda: hand.event(event_id).title != "With a map")
    assert "" == picture_of(hand, event_id).caption


def test_words_of_one_picture_stay_while_another_one_comes(hand, window, qtbot, picture, monkeypatch):
    window.session.select(hand.ids()[:1])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    hand.key(Qt.Key.Key_E)
    editor = hand.dialog("eventEditor")
    for number in (1, 2):
        editor.findChild(QPushButton, "addPicture").click()
        qtbot.waitUntil(lambda number=number: len(editor._event.pictures) == number)
        if number == 1:
            hand.type_into(editor, "pictureCaption", "First")
    captions = [field.text() for field, _ in editor._pictures._fields.values()]
    assert ["First", ""] == captions
    editor.reject()
