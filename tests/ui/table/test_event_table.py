"""The table lists, sorts, marks and selects what the picture does."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from timeline_app.core.columns import Flag, Precision, build_columns
from timeline_app.core.dates import bounds
from timeline_app.core.event import StorySettings
from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot
from timeline_app.layout.viewport import Viewport
from timeline_app.ui.event_table import EventTable
from timeline_app.ui.session import Session
from timeline_app.ui.story.passing import Passing
from timeline_app.ui.style import Appearance
from timeline_app.ui.table.model import Column

pytestmark = pytest.mark.qt

Show = Callable[[QWidget, int, int], None]
Make = Callable[[Session], EventTable]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(appearance: Appearance, shown: Show) -> Make:
    def table_of(session: Session) -> EventTable:
        table = EventTable(session, appearance)
        shown(table, 1200, 400)
        return table

    return table_of


def column(table: EventTable, which: Column) -> list[str]:
    model = table.model
    return [model.data(model.index(place, which)) for place in range(model.rowCount())]


def click(qtbot: QtBot, table: EventTable, place: int, *, ctrl: bool = False, shift: bool = False) -> None:
    keys = Qt.KeyboardModifier.NoModifier
    keys |= Qt.KeyboardModifier.ControlModifier if ctrl else keys
    keys |= Qt.KeyboardModifier.ShiftModifier if shift else keys
    at = table.view.visualRect(table.model.index(place, Column.TITLE)).center()
    qtbot.mouseClick(table.view.viewport(), LEFT, keys, at)


def click_heading(qtbot: QtBot, table: EventTable, which: Column) -> None:
    header = table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(which) + 30, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=at)


def look_at(session: Session, edtf: str) -> None:
    span = bounds(edtf)
    seconds = span.latest_end_s - span.earliest_start_s
    session.set_viewport(Viewport(span.earliest_start_s, 0.0, seconds / 1000, 1000.0))


def test_it_lists_every_event_in_the_order_of_time(make: Make, story: Session) -> None:
    table = make(story)
    assert column(table, Column.WHEN)[:2] == ["August 2020, derived", "August 2021"]
    assert column(table, Column.CATEGORY) == ["Politics", "Sanctions", "Politics", "Sanctions", "Release"]
    assert table.findChild(QLabel, "tableCount").text() == "5 events"


def test_it_leaves_out_what_the_filter_does(make: Make, story: Session) -> None:
    table = make(story)
    release = story.snapshot.facets[FacetKind.CATEGORY][2]
    story.set_filter(story.filter.only(FacetKind.CATEGORY, release.key))
    assert column(table, Column.CATEGORY) == ["Release"]


def test_a_click_selects_in_the_session(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    click(qtbot, table, 1)
    assert story.selected == (table.model.id_at(1),)
    click(qtbot, table, 3, shift=True)
    assert story.selected == tuple(table.model.id_at(place) for place in (1, 2, 3))
    click(qtbot, table, 2, ctrl=True)
    assert story.selected == tuple(table.model.id_at(place) for place in (1, 3))


def test_what_is_selected_elsewhere_is_selected_here(make: Make, story: Session) -> None:
    table = make(story)
    ids = [table.model.id_at(place) for place in (0, 1, 4)]
    story.select(ids, ids[1])
    rows = sorted(index.row() for index in table.view.selectionModel().selectedRows())
    assert rows == [0, 1, 4]
    assert table.view.currentIndex().row() == 1
    assert story.selected == tuple(ids)


def test_arrows_select_the_next_event(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    click(qtbot, table, 0)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert story.current == table.model.id_at(1)


def test_headings_sort_forwards_backwards_and_by_time_again(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    by_time = column(table, Column.TITLE)
    click_heading(qtbot, table, Column.CATEGORY)
    assert column(table, Column.CATEGORY) == ["Politics", "Politics", "Release", "Sanctions", "Sanctions"]
    click_heading(qtbot, table, Column.CATEGORY)
    assert column(table, Column.CATEGORY) == ["Sanctions", "Sanctions", "Release", "Politics", "Politics"]
    click_heading(qtbot, table, Column.CATEGORY)
    assert column(table, Column.TITLE) == by_time


def test_titles_sort_as_words_do(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    expected = sorted(column(table, Column.TITLE), key=str.casefold)
    click_heading(qtbot, table, Column.TITLE)
    qtbot.waitUntil(lambda: column(table, Column.TITLE) == expected)


def test_sorting_keeps_the_selection(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    click(qtbot, table, 4)
    chosen = story.selected
    click_heading(qtbot, table, Column.CATEGORY)
    assert story.selected == chosen
    assert table.model.id_at(table.view.selectionModel().selectedRows()[0].row()) == chosen[0]


def test_those_in_view_are_marked_in_words_too(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    look_at(story, "2021")
    model = table.model
    role = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: model.data(model.index(1, Column.WHEN), role) == "August 2021, in view")
    assert model.data(model.index(0, Column.WHEN), role) == "August 2020, derived"


def test_in_view_only_lists_what_the_picture_shows(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    look_at(story, "2025")
    qtbot.mouseClick(table.in_view_only, LEFT)
    assert table.model.rowCount() == 3
    look_at(story, "2021")
    qtbot.waitUntil(lambda: table.model.rowCount() == 1)
    look_at(story, "1999")
    qtbot.waitUntil(lambda: table.model.rowCount() == 0)
    assert table.findChild(QLabel, "tableEmpty").text() == "None of the events is in view."
    qtbot.mouseClick(table.findChild(QPushButton, "tableWayOut"), LEFT)
    assert table.model.rowCount() == 5


def test_an_empty_result_offers_to_clear_the_filter(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    with qtbot.waitSignal(story.filter_changed):
        story.set_query("zebra")
    assert table.findChild(QLabel, "tableEmpty").text() == "No event passes the filter."
    with qtbot.waitSignal(story.filter_changed):
        qtbot.mouseClick(table.findChild(QPushButton, "tableWayOut"), LEFT)
    assert table.model.rowCount() == 5


def test_enter_and_a_double_click_ask_for_the_passage(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    click(qtbot, table, 2)
    with qtbot.waitSignal(table.passage_wanted) as wanted:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert wanted.args == [table.model.id_at(2)]
    at = table.view.visualRect(table.model.index(3, Column.TITLE)).center()
    with qtbot.waitSignal(table.passage_wanted) as wanted:
        click(qtbot, table, 3)
        qtbot.mouseDClick(table.view.viewport(), LEFT, pos=at)
    assert wanted.args == [table.model.id_at(3)]


def test_selected_events_are_copied_as_rows_in_the_tables_order(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    table = make(story)
    click_heading(qtbot, table, Column.CATEGORY)
    click(qtbot, table, 0)
    click(qtbot, table, 2, ctrl=True)
    with qtbot.waitSignal(table.told) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert told.args == ["2 events copied"]
    assert lines[0].startswith("Date\tTitle\tCategory")
    assert [line.split("\t")[1] for line in lines[1:]] == [
        column(table, Column.TITLE)[place] for place in (0, 2)
    ]


def test_hints_show_markup_as_it_stands(qtbot: QtBot, make: Make, story: Session) -> None:
    table = make(story)
    index = table.model.index(0, Column.TITLE)
    hint = table.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "Disputed presidential election" in hint
    assert table.model.data(QModelIndex(), Qt.ItemDataRole.ToolTipRole) is None


def large_snapshot(n: int) -> StorySnapshot:
    """A story of n events, a day apart, in seven categories' worth of one facet."""
    start_s = np.arange(n, dtype=np.int64) * 86_400
    columns = build_columns(
        id=np.arange(1, n + 1, dtype=np.int64),
        start_s=start_s,
        latest_start_s=start_s,
        earliest_end_s=start_s + 86_400,
        end_s=start_s + 86_400,
        precision=np.full(n, Precision.DAY, np.uint8),
        flags=np.full(n, Flag.NONE, np.uint16),
        category=np.full(n, -1, np.int16),
        priority=np.zeros(n, np.uint16),
        hand_order=np.zeros(n, np.int64),
    )
    places = tuple(
        FacetValue(FacetKind.PLACE, str(k), f"Place {k}", np.arange(k, n, 7, dtype=np.int64))
        for k in range(7)
    )
    return StorySnapshot(StorySettings(), columns, (), (), {FacetKind.PLACE: places})


def test_a_hundred_thousand_events_sort_and_select_without_a_wait(
    qtbot: QtBot, make: Make, session: Session
) -> None:
    session.snapshot = large_snapshot(100_000)
    session.passing = Passing(session.snapshot)
    session.story_changed.emit()
    table = make(session)
    assert table.model.rowCount() == 100_000
    began = perf_counter()
    table.sort_by(Column.PLACE)
    table.view.selectAll()
    taken_s = perf_counter() - began
    assert len(session.selected) == 100_000
    assert taken_s < 2.0
