"""What is edited in a story with a column cache stands beside its columns, and is seen everywhere at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.hand import Hand
from timeline_app.core.draft import EventDraft
from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.store import column_cache
from timeline_app.store.database import StoryFile, open_story
from timeline_app.store.snapshot import keep_columns
from timeline_app.ui.main_window import MainWindow
from timeline_app.ui.story import jobs as story_jobs
from timeline_app.ui.table.model import Column
from timeline_app.work.editing import events

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

PATIENCE_MS = 5_000
NEW = EventDraft("A flood", "2021-08-20", category="Weather")


@pytest.fixture
def sample_file(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with a column cache, as a story of very many events has one."""
    monkeypatch.setattr(column_cache, "CACHED_FROM", 1)
    with open_story(sample_file, write=True) as story:
        assert keep_columns(story)
    return sample_file


Edit = Callable[[Callable[[StoryFile], object]], object]


@pytest.fixture
def edit(window: MainWindow, qtbot: QtBot) -> Edit:
    """Makes a change and waits until it is shown, with the columns as they were; gives the work's answer."""

    def make(work: Callable[[StoryFile], object]) -> object:
        before, done = window.session.snapshot, list[object]()
        window.editing.edits.run(work, done.append)
        qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)
        now = window.session.snapshot
        assert before is not None
        assert now is not None
        assert now.pending is not None
        assert now.columns is before.columns
        return done[0]

    return make


def titles(window: MainWindow, qtbot: QtBot) -> list[str]:
    """What the table lists, from top to foot."""
    if window.table is None:
        window.toggle_table()
    assert window.table is not None
    model = window.table.model
    rows = range(len(model.rows))
    words = [lambda row=row: model.data(model.index(row, Column.TITLE)) for row in rows]
    qtbot.waitUntil(lambda: all(word() != "…" for word in words), timeout=PATIENCE_MS)
    return [word() for word in words]


def test_a_new_event_is_drawn_hit_listed_and_read(
    window: MainWindow, qtbot: QtBot, edit: Edit, hand: Hand
) -> None:
    event_id = edit(lambda story: events.add_event(story, NEW))
    assert isinstance(event_id, int)
    view, session = window.view, window.session
    assert (6, 6) == session.shown()
    assert view.composed is not None
    assert 6 == view.composed.info.in_view
    at = view.position_of(event_id)
    assert at is not None
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert (event_id,) == session.selected
    assert "A flood" in titles(window, qtbot)
    assert hand.titles() == titles(window, qtbot)
    read: list[object] = []
    session.fetch_event(event_id, read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=PATIENCE_MS)


def test_a_deleted_event_is_gone_everywhere_and_undo_brings_it_back(
    window: MainWindow, qtbot: QtBot, edit: Edit
) -> None:
    session = window.session
    before = titles(window, qtbot)
    first = int(session.snapshot.columns.id[0])
    session.select((first,))
    edit(lambda story: events.delete_events(story, [first]))
    assert (4, 4) == session.shown()
    assert () == session.selected
    assert -1 == session.row_of(first)
    assert window.view.position_of(first) is None
    assert before[1:] == titles(window, qtbot)
    window.editing.edits.undo()
    qtbot.waitUntil(lambda: session.shown() == (5, 5), timeout=PATIENCE_MS)
    assert before == titles(window, qtbot)
    assert window.view.position_of(first) is not None
    window.editing.edits.redo()
    qtbot.waitUntil(lambda: session.shown() == (4, 4), timeout=PATIENCE_MS)


def test_a_pending_event_is_changed_again_and_deleted(window: MainWindow, qtbot: QtBot, edit: Edit) -> None:
    event_id = edit(lambda story: events.add_event(story, NEW))
    assert isinstance(event_id, int)

    def rename(draft: EventDraft) -> EventDraft:
        return replace(draft, title="A great flood", edtf="2019-01-02")

    edit(lambda story: events.set_cells(story, {event_id: rename}, "rename"))
    assert "A great flood" == titles(window, qtbot)[0]
    edit(lambda story: events.delete_events(story, [event_id]))
    assert (5, 5) == window.session.shown()
    assert "A great flood" not in titles(window, qtbot)


def test_a_filter_judges_what_is_pending_by_its_words_and_ticks(
    window: MainWindow, qtbot: QtBot, edit: Edit
) -> None:
    session = window.session
    edit(lambda story: events.add_event(story, NEW))
    with qtbot.waitSignal(session.filter_changed, timeout=PATIENCE_MS):
        session.set_query("floo")
    assert (1, 6) == session.shown()
    edit(lambda story: events.add_event(story, replace(NEW, title="Another flood")))
    assert (2, 7) == session.shown()
    edit(lambda story: events.add_event(story, replace(NEW, title="A drought")))
    assert (2, 8) == session.shown()
    session.clear_filter()
    weather = next(one for one in session.snapshot.facets[FacetKind.CATEGORY] if one.name == "Weather")
    session.set_filter(EventFilter(include={FacetKind.CATEGORY: frozenset({weather.key})}))
    qtbot.waitUntil(lambda: session.shown() == (3, 8), timeout=PATIENCE_MS)
    at = session.snapshot.facets[FacetKind.CATEGORY].index(weather)
    assert 3 == session.counts[FacetKind.CATEGORY][at]


def test_the_change_of_another_window_comes_by_the_same_way(
    window: MainWindow, qtbot: QtBot, sample_file: Path
) -> None:
    session = window.session
    columns = session.snapshot.columns
    with open_story(sample_file, write=True) as story:
        events.add_event(story, NEW)
    session.look_for_changes()
    qtbot.waitUntil(lambda: session.shown() == (6, 6), timeout=PATIENCE_MS)
    assert session.snapshot.columns is columns


def test_edits_are_merged_and_what_is_edited_meanwhile_stays(
    window: MainWindow, qtbot: QtBot, edit: Edit, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    columns = session.snapshot.columns
    merged = story_jobs.merged
    added: list[int] = []

    def slowly(story: StoryFile, before: object) -> object:
        found = merged(story, before)  # type: ignore[arg-type]
        with open_story(story.path, write=True) as other:  # somebody edits while it is being merged
            added.append(events.add_event(other, replace(NEW, title="Meanwhile")))
        return found

    monkeypatch.setattr(story_jobs, "merged", slowly)
    session.merging.from_events = 2
    edit(lambda story: events.add_event(story, NEW))
    window.editing.edits.run(lambda story: events.add_event(story, replace(NEW, title="A drought")))
    qtbot.waitUntil(lambda: session.snapshot.columns is not columns, timeout=PATIENCE_MS)
    assert 7 == len(session.snapshot.columns)
    assert session.snapshot.pending is not None
    assert added == session.snapshot.pending.ids.tolist()
    assert (8, 8) == session.shown()
    assert hand.titles() == titles(window, qtbot)


def test_a_cache_that_lacks_what_a_tool_has_added_behind_its_back_is_read_anew(
    make_window: Callable[..., MainWindow], qtbot: QtBot, sample_file: Path
) -> None:
    with closing(sqlite3.connect(sample_file)) as tool, tool:
        tool.execute("DELETE FROM event WHERE id = 2")
        tool.execute("DELETE FROM column_changed")
    window = make_window(sample_file)
    qtbot.waitUntil(lambda: window.session.shown() == (4, 4), timeout=PATIENCE_MS)
    assert -1 == window.session.row_of(2)
