"""Dragging the handles of the selected event: dates move by units of their own, snap, and ask once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from timeline_app.core.dates import bounds
from timeline_app.core.draft import EventDraft, draft_of
from timeline_app.store import repository
from timeline_app.store.database import open_story
from timeline_app.ui.picture.date_handles import Part
from timeline_app.work import editing

pytestmark = pytest.mark.qt

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def drag(widget, start, end, *, release=True):
    QTest.mousePress(widget, LEFT, NONE, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
        QApplication.processEvents()
    if release:
        QTest.mouseRelease(widget, LEFT, NONE, end)


def handle(window, part=Part.WHOLE):
    return next(one for one in window.view.pointing.handles() if one.part is part)


def point(one):
    return QPoint(round(one.x_px), round(one.y_px))


def x_of(window, date):
    return round(window.session.viewport.scale.x_of(bounds(date).earliest_start_s))


@pytest.fixture
def by_hand(hand, window, qtbot):
    """An event without a passage, of a month, selected; its date may be dragged without a question."""
    with open_story(window.session.path, write=True) as story:
        made = editing.add_event(story, EventDraft("A month", "2022-06"))
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: window.session.row_of(made) >= 0)
    window.session.select((made,))
    qtbot.waitUntil(lambda: bool(window.view.pointing.handles()))
    return made


def test_only_the_selected_event_has_handles(hand, window):
    assert [] == window.view.pointing.handles()
    window.session.select(hand.ids()[:1])
    assert [Part.WHOLE] == [one.part for one in window.view.pointing.handles()]
    window.session.select(hand.ids()[:2])
    assert [] == window.view.pointing.handles()


def test_dragging_an_unselected_mark_pans_and_changes_no_date(hand, window):
    before, titles = window.session.viewport, hand.titles()
    window.session.select(hand.ids()[1:2])
    at = point(handle(window))
    window.session.select(())
    drag(window.view, at, at + QPoint(90, 0))
    assert before != window.session.viewport
    assert titles == hand.titles()


def test_a_month_is_dragged_by_months_and_snaps_to_the_tick(hand, window, qtbot, by_hand):
    start = handle(window)
    dx = x_of(window, "2022-10") - x_of(window, "2022-06")
    drag(window.view, point(start), point(start) + QPoint(dx + 2, 0))
    qtbot.waitUntil(lambda: hand.event(by_hand).edtf == "2022-10")
    qtbot.waitUntil(lambda: window.session.undo_label == "change of the date of “A month”")
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: hand.event(by_hand).edtf == "2022-06")


def test_the_tip_tells_the_old_date_and_the_new_one(window, by_hand):
    start = handle(window)
    dx = x_of(window, "2022-10") - x_of(window, "2022-06")
    drag(window.view, point(start), point(start) + QPoint(dx, 0), release=False)
    assert "June 2022 → October 2022" == window.view.pointing.dragging.gesture.words()
    assert not window.view.grab().isNull()
    window.view.pointing.cancel()


def test_esc_gives_a_drag_up(hand, window, by_hand):
    start = handle(window)
    drag(window.view, point(start), point(start) + QPoint(120, 0), release=False)
    hand.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(window.view, LEFT, NONE, point(start) + QPoint(120, 0))
    assert "2022-06" == hand.event(by_hand).edtf


def test_a_click_on_a_handle_keeps_the_selection(window, by_hand):
    QTest.mouseClick(window.view, LEFT, NONE, point(handle(window)))
    assert (by_hand,) == window.session.selected


def test_the_ends_of_a_span_are_dragged_apart(hand, window, qtbot, by_hand):
    with open_story(window.session.path, write=True) as story:
        event = repository.event(story, by_hand)
        editing.change_event(story, event, replace(draft_of(event, ""), edtf="2022-03/2022-09"))
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: len(window.view.pointing.handles()) == 3)
    end = handle(window, Part.END)
    dx = x_of(window, "2023-01") - x_of(window, "2022-10")
    drag(window.view, point(end), point(end) + QPoint(dx, 0))
    qtbot.waitUntil(lambda: hand.event(by_hand).edtf == "2022-03/2022-12")


def test_a_date_from_a_passage_asks_once_and_is_then_set_by_hand(hand, window, qtbot):
    event_id = hand.ids()[1]
    assert "2021-08" == hand.event(event_id).edtf
    window.session.select((event_id,))
    for number, (to, expected) in enumerate((("2021-11", "2021-11"), ("2022-02", "2022-02"))):
        start = handle(window)
        dx = x_of(window, to) - x_of(window, hand.event(event_id).edtf)
        drag(window.view, point(start), point(start) + QPoint(dx, 0))
        if number == 0:
            qtbot.waitUntil(lambda: window.findChild(QMessageBox, "setByHand") is not None)
            box = window.findChild(QMessageBox, "setByHand")
            assert "2021-08" == hand.event(event_id).edtf
            QTest.mouseClick(box.defaultButton(), LEFT)
        qtbot.waitUntil(lambda expected=expected: hand.event(event_id).edtf == expected)
        shown = bounds(expected).earliest_start_s
        qtbot.waitUntil(lambda shown=shown: [shown] == [one.second for one in window.view.pointing.handles()])
    assert "set by hand" == hand.event(event_id).reason
