"""A screen reader finds each drawn event in the picture, with its words, its place and its state."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from timeline_app.ui.accessible_picture import MOST_CHILDREN, tell_events

pytestmark = pytest.mark.qt


@pytest.fixture
def heard(window):
    """The picture of the window as a screen reader asks for it."""
    tell_events(window.view, window.session)
    return QAccessible.queryAccessibleInterface(window.view)


def names_of(heard) -> list[str]:
    return [heard.child(place).text(QAccessible.Text.Name) for place in range(heard.childCount())]


def test_the_events_are_items_of_a_list_in_time_order(heard):
    assert heard.role() is QAccessible.Role.List
    assert names_of(heard) == [
        "Disputed presidential election, August 2020, derived",
        "US Treasury imposes broad sanctions on Minsk, August 2021",
        "US envoy holds two days of talks in Minsk, About 12 to 13 December 2025, derived",
        "US says it is lifting sanctions on potash, 13 December 2025",
        "123 prisoners pardoned and freed, 13 December 2025",
    ]


def test_an_event_tells_its_passage(heard):
    assert heard.child(3).text(QAccessible.Text.Description) == (
        "On Saturday the United States said that it was lifting its sanctions on Belarusian potash."
    )


def test_an_event_is_found_where_it_stands(window, heard):
    first = heard.child(0)
    box = first.rect()
    event_id = int(window.session.snapshot.columns.id[0])
    assert box.contains(window.view.mapToGlobal(window.view.position_of(event_id)))
    assert heard.childAt(box.center().x(), box.center().y()) is first
    assert heard.indexOfChild(first) == 0


def test_what_is_selected_says_so(window, heard):
    second = int(window.session.snapshot.columns.id[1])
    window.session.select((second,))
    states = [heard.child(place).state().selected for place in range(heard.childCount())]
    assert states == [0, 1, 0, 0, 0]


def test_what_the_filter_takes_away_is_gone(qtbot, window, heard):
    with qtbot.waitSignal(window.session.filter_changed):
        window.session.set_query("prisoners pardoned")
    assert names_of(heard) == ["123 prisoners pardoned and freed, 13 December 2025"]


def test_a_crowded_picture_has_no_endless_list_and_names_its_scroll_bar(make_window, root):
    window = make_window(root / "tests" / "data" / "awkward.json", 900, 600)
    window.session.set_lanes("category")
    tell_events(window.view, window.session)
    heard = QAccessible.queryAccessibleInterface(window.view)
    count = heard.childCount()
    assert 0 < count <= MOST_CHILDREN + 1
    assert heard.child(count - 1).text(QAccessible.Text.Name) == "Scroll the lanes"
    assert heard.indexOfChild(heard.child(count - 1)) == count - 1
    assert heard.child(count) is None
