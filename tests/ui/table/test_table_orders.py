"""A table of very many events is sorted off the window's thread, says so, and lists what a small one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from timeline_app.core.errors import TimelineError
from timeline_app.ui.event_table import EventTable
from timeline_app.ui.session import Session
from timeline_app.ui.story import jobs as story_jobs
from timeline_app.ui.style import Appearance
from timeline_app.ui.table.model import Column

pytestmark = pytest.mark.qt

PATIENCE_MS = 5_000


@pytest.fixture
def large(qtbot: QtBot, sample_file: Path) -> Iterator[Session]:
    """The sample's five events as a story of very many."""
    made = Session(watch=False, large_from=0)
    with qtbot.waitSignals([made.story_changed, made.words_ready], timeout=PATIENCE_MS):
        made.open(sample_file)
    yield made
    made.close()


@pytest.fixture
def table(appearance: Appearance, shown: Callable[[QWidget, int, int], None], large: Session) -> EventTable:
    made = EventTable(large, appearance)
    shown(made, 1200, 400)
    return made


def listed(table: EventTable) -> list[int]:
    return [table.model.id_at(place) for place in range(len(table.model.rows))]


def count(table: EventTable) -> str:
    label = table.findChild(QLabel, "tableCount")
    assert isinstance(label, QLabel)
    return label.text()


@pytest.mark.parametrize("column", [Column.TITLE, Column.CATEGORY, Column.TAGS, Column.SOURCE])
@pytest.mark.parametrize("backwards", [False, True])
def test_it_says_that_it_sorts_and_then_lists_as_a_small_one_does(
    qtbot: QtBot,
    table: EventTable,
    story: Session,
    appearance: Appearance,
    column: Column,
    backwards: bool,
) -> None:
    before = listed(table)
    table.sort_by(column, backwards=backwards)
    assert count(table) == "Sorting…"
    assert listed(table) == before
    qtbot.waitUntil(lambda: count(table) == "5 events", timeout=PATIENCE_MS)
    small = EventTable(story, appearance)
    qtbot.addWidget(small)
    small.sort_by(column, backwards=backwards)
    qtbot.waitUntil(lambda: count(small) == "5 events", timeout=PATIENCE_MS)
    assert listed(table) == listed(small)


def test_an_order_that_is_not_wanted_any_more_is_dropped(qtbot: QtBot, table: EventTable) -> None:
    before = listed(table)
    table.sort_by(Column.CATEGORY)
    table.sort_by(Column.TITLE)
    table.sort_by(None)
    assert count(table) == "5 events"
    qtbot.wait(100)
    assert listed(table) == before


def test_a_filter_narrows_a_sorted_table(qtbot: QtBot, table: EventTable, large: Session) -> None:
    table.sort_by(Column.TITLE)
    qtbot.waitUntil(lambda: count(table) == "5 events", timeout=PATIENCE_MS)
    whole = listed(table)
    large.set_query("category:sanctions")
    qtbot.waitUntil(lambda: count(table) == "2 events", timeout=PATIENCE_MS)
    assert listed(table) == [one for one in whole if one in listed(table)]


def test_time_backwards_is_there_at_once(table: EventTable) -> None:
    before = listed(table)
    table.sort_by(Column.WHEN, backwards=True)
    assert count(table) == "5 events"
    assert listed(table) == before[::-1]


def test_titles_that_cannot_be_sorted_leave_the_order_of_time(
    qtbot: QtBot, table: EventTable, large: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise TimelineError("The disk is full.")

    monkeypatch.setattr(story_jobs, "rows_by_title", refuse)
    before = listed(table)
    with qtbot.waitSignal(large.failed, timeout=PATIENCE_MS) as told:
        table.sort_by(Column.TITLE)
    assert told.args == ["The disk is full."]
    qtbot.waitUntil(lambda: count(table) == "5 events", timeout=PATIENCE_MS)
    assert listed(table) == before
    assert not table.view.horizontalHeader().isSortIndicatorShown()
