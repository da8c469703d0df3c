"""Presenting: chapters and events with the arrow keys, the flight, and everything back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QDialog

from timeline_app.layout.viewport import Viewport
from timeline_app.store.database import open_story
from timeline_app.ui import presenting
from timeline_app.ui.presenting import on_the_way
from timeline_app.work import editing
from timeline_app.work.editing import SavedView

pytestmark = pytest.mark.qt

CTRL = Qt.KeyboardModifier.ControlModifier
RIGHT, LEFT, ESC = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Escape


@pytest.fixture
def at_once(window):
    """The view does not fly."""
    window.presenting.toggle_flight()
    assert not window.presenting.flies()


@pytest.fixture
def chapters(window, qtbot):
    """Two saved views: one of all events, one of those that speak of potash."""
    viewport = window.session.viewport
    span_s = viewport.start_s, viewport.end_s
    from timeline_app.core.filters import EventFilter

    with open_story(window.session.path, write=True) as story:
        editing.put_view(
            story, SavedView("All", "How it began", "A paragraph.", "none", EventFilter(), span_s)
        )
        editing.put_view(story, SavedView("Potash", "", "", "category", EventFilter("prisoners "), span_s))
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: len(window.editing.views.views) == 2)


def begin(hand, window, qtbot):
    hand.key(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.presenting.active and not window.presenting._entering)


def test_f5_fills_the_screen_and_hides_what_is_no_story(hand, window, qtbot, at_once):
    begin(hand, window, qtbot)
    assert window.isFullScreen()
    assert not window.toolbar.isVisible()
    assert not window.menuBar().isVisible()
    assert not window.filter_panel.isVisible()
    assert window.passage.isVisible()
    assert window.presenting.bar.isVisible()
    assert window.appearance.text_percent == 130


def test_arrows_go_from_event_to_event_with_their_passages(hand, window, qtbot, at_once):
    begin(hand, window, qtbot)
    seen = []
    for _ in range(5):
        hand.key(RIGHT)
        seen.append(window.session.current)
    assert hand.ids() == seen
    hand.key(RIGHT)
    assert hand.ids()[-1] == window.session.current
    hand.key(LEFT)
    assert hand.ids()[-2] == window.session.current
    assert "4 of 5" in window.presenting.bar.place.text()


def test_saved_views_are_the_chapters(hand, window, qtbot, at_once, chapters):
    begin(hand, window, qtbot)
    bar = window.presenting.bar
    assert ("How it began", "A paragraph.") == (bar.heading.text(), bar.paragraph.text())
    for _ in range(6):
        hand.key(RIGHT)
    qtbot.waitUntil(lambda: bar.heading.text() == "Potash")
    assert "category" == window.session.lanes
    assert window.session.current is None
    hand.key(LEFT)
    qtbot.waitUntil(lambda: bar.heading.text() == "How it began")
    qtbot.waitUntil(lambda: window.session.current == hand.ids()[-1])


def test_esc_puts_everything_back_as_it_was(hand, window, qtbot, at_once, chapters):
    session = window.session
    session.select(hand.ids()[:1])
    before = session.lanes, session.filter, session.selected, window.appearance.text_percent
    span = session.viewport.start_s, session.viewport.span_s
    shown = window.toolbar.isVisible(), window.filter_panel.isVisible(), window.isFullScreen()
    begin(hand, window, qtbot)
    for _ in range(7):
        hand.key(RIGHT)
    hand.key(ESC)
    assert not window.presenting.active
    assert before == (session.lanes, session.filter, session.selected, window.appearance.text_percent)
    qtbot.waitUntil(
        lambda: shown == (window.toolbar.isVisible(), window.filter_panel.isVisible(), window.isFullScreen())
    )
    qtbot.waitUntil(lambda: abs(session.viewport.start_s - span[0]) < span[1] / 50)


def test_nothing_is_changed_while_the_story_is_presented(hand, window, qtbot, at_once):
    begin(hand, window, qtbot)
    hand.key(RIGHT)
    hand.key(Qt.Key.Key_Delete)
    hand.key(Qt.Key.Key_N)
    assert [] == window._dialogs
    assert 5 == len(hand.titles())


def test_the_view_flies_along_and_arrives(hand, window, qtbot, monkeypatch):
    monkeypatch.setattr(presenting, "motion_is_reduced", lambda: False)
    begin(hand, window, qtbot)
    hand.key(RIGHT)
    assert window.presenting.is_flying()
    qtbot.waitUntil(lambda: not window.presenting.is_flying(), timeout=5_000)
    snapshot, viewport = window.session.snapshot, window.session.viewport
    middle_s = viewport.start_s + viewport.span_s / 2
    assert abs(int(snapshot.columns.at_s[0]) - middle_s) < viewport.span_s / 100


def test_the_systems_wish_for_less_motion_turns_the_flight_off(hand, window, qtbot, monkeypatch):
    monkeypatch.setattr(presenting, "motion_is_reduced", lambda: True)
    begin(hand, window, qtbot)
    hand.key(RIGHT)
    assert not window.presenting.is_flying()


def test_closing_the_window_while_presenting_keeps_how_it_stood_before(
    hand, window, qtbot, at_once, settings
):
    begin(hand, window, qtbot)
    window.close()
    assert 100 == settings.number("look/text_percent", 0)
    assert settings.flag("window/filter", False)


def test_on_the_way_the_scale_changes_by_ratio():
    start, end = Viewport(0, 0.0, 100.0, 800.0), Viewport(1_000_000, 0.0, 1.0, 800.0)
    half = on_the_way(start, end, 0.5)
    assert abs(half.seconds_per_px - 10.0) < 1e-9
    assert end == on_the_way(start, end, 1.0)


def test_selected_words_offer_no_edit_while_a_story_is_presented(hand, window, qtbot, at_once):
    window.session.select(hand.ids()[:1])
    article = window.passage.article
    qtbot.waitUntil(lambda: window.passage.article_at_hand() is not None)
    begin(hand, window, qtbot)
    hand.key(RIGHT)
    article.selectAll()
    qtbot.wait(400)  # longer than the bar waits before it shows
    assert not window.passage.quote_bar.isVisible()
    window.presenting.leave()
    qtbot.waitUntil(lambda: window.passage.article_at_hand() is not None)
    article.selectAll()
    qtbot.waitUntil(window.passage.quote_bar.isVisible)


def test_the_chips_of_a_chapters_filter_stay_away_while_it_is_presented(
    hand, window, qtbot, at_once, chapters
):
    begin(hand, window, qtbot)
    for _ in range(6):
        hand.key(RIGHT)
    qtbot.waitUntil(lambda: window.session.filter.query.strip() == "prisoners")
    qtbot.waitUntil(lambda: not window.presenting._entering)
    assert not window.chips.isVisible()
    window.presenting.leave()
    qtbot.waitUntil(lambda: window.session.filter.is_empty)
    window.session.set_query("prisoners")
    qtbot.waitUntil(window.chips.isVisible)


def test_nothing_is_pasted_or_dropped_while_the_story_is_presented(hand, window, qtbot, at_once):
    begin(hand, window, qtbot)
    data = QMimeData()
    data.setText("The council met on 3 May 2021. It met again on 5 May 2021, and voted.")
    QGuiApplication.clipboard().setMimeData(data)
    hand.key(Qt.Key.Key_V, CTRL)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, left, none)
    entered.ignore()
    window.dragEnterEvent(entered)
    assert not entered.isAccepted()
    qtbot.wait(200)
    assert not window.articles.is_reviewing()
    assert "" == window.articles.reader.name
    hand.key(Qt.Key.Key_B, CTRL)
    assert window.findChild(QDialog, "storyDialog") is None
