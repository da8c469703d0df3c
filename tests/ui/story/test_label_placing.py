"""The labels of a story of very many events come from a thread of their own, the same as elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from timeline_app.scene import cards
from timeline_app.scene.compose import compose
from timeline_app.scene.marks import Scene, Texts
from timeline_app.scene.picture import Form
from timeline_app.scene.stage import Stage
from timeline_app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt

PATIENCE_MS = 10_000


@pytest.fixture
def many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_window: Callable[..., MainWindow]
) -> MainWindow:
    """A window on a story of 900 events, treated as if they were very many."""
    monkeypatch.setattr("timeline_app.ui.timeline_view.PLACED_FROM", 100)
    rows = [
        f"{1990 + k % 30}-{1 + k * 7 % 12:02}-{1 + k * 5 % 28:02},The event of number {k}" for k in range(900)
    ]
    table = tmp_path / "many.csv"
    table.write_text("date,title\n" + "\n".join(rows) + "\n", "utf-8")
    return make_window(table)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every label of the view is placed."""

    def is_settled() -> bool:
        composed = window.view.composed
        return composed is not None and not composed.late and not composed.wanted

    qtbot.waitUntil(is_settled, timeout=PATIENCE_MS)


def words_of(scene: Scene) -> list[tuple[str, float, float]]:
    """Each text of a scene and where it stands."""
    return [
        (text, round(x, 3), round(y, 3))
        for batch in scene.batches
        if isinstance(batch, Texts)
        for text, x, y in zip(batch.text, batch.x.tolist(), batch.baseline.tolist(), strict=True)
    ]


def test_the_picture_is_the_one_that_is_composed_at_once(qtbot: QtBot, many: MainWindow) -> None:
    settled(qtbot, many)
    view, session = many.view, many.session
    composed = view.composed
    assert composed is not None
    assert session.viewport is not None
    assert len(composed.info.labelled) > 20
    at_once = compose(
        replace(view._asked(session.viewport), labels_elsewhere=False, cards_elsewhere=False),
        session.viewport,
        float(view.height()),
        view._appearance.theme,
        view._metrics,
        session.texts,
    )
    assert words_of(composed.scene) == words_of(at_once.scene)


def test_labels_follow_where_one_goes(qtbot: QtBot, many: MainWindow) -> None:
    settled(qtbot, many)
    before = set(many.view.composed.info.labelled)
    for _ in range(3):
        QTest.keyClicks(many.view, "+")
    settled(qtbot, many)
    assert set(many.view.composed.info.labelled) - before


def test_a_story_closed_while_labels_are_placed_leaves_no_thread(many: MainWindow) -> None:
    many.session.set_viewport(many.session.viewport.zoom_at(100.0, 50.0))
    many.view.repaint()
    many.close()


def test_cards_are_written_by_the_thread_but_for_a_few(
    qtbot: QtBot, many: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, list[int]] = {"window": [], "thread": []}
    write = cards._all_choices

    def noted(stage: Stage, *rest: Any) -> Any:
        written["window" if stage.picture.cards_elsewhere else "thread"].append(len(stage.written))
        return write(stage, *rest)

    monkeypatch.setattr(cards, "_all_choices", noted)
    many.resize(1500, 900)
    settled(qtbot, many)
    many.session.set_query("302 OR 309 OR 316 OR 323")  # seven years apart
    qtbot.waitUntil(lambda: many.view.composed.info.form is Form.CARDS, timeout=PATIENCE_MS)
    settled(qtbot, many)
    assert all(before < cards.WRITTEN_A_FRAME for before in written["window"])
    assert written["thread"]
    assert many.view.composed.info.form is Form.CARDS
    assert len(many.view.composed.info.labelled) == 4


def test_another_thread_waits_while_a_frame_is_painted(many: MainWindow) -> None:
    labels, passed = many.session.labels, threading.Event()
    thread = threading.Thread(target=lambda: (labels.let_paint(), passed.set()))
    with labels.frame():
        thread.start()
        assert not passed.wait(0.02)
    assert passed.wait(5.0)
    thread.join()
