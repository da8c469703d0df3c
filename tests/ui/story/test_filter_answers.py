"""A story of very many events is narrowed in steps, and says in the end what a small one says at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.ui.session import Session
from timeline_app.ui.story import narrowing

pytestmark = pytest.mark.qt

PATIENCE_MS = 5_000


def opened(qtbot: QtBot, path: Path, large_from: int) -> Session:
    session = Session(watch=False, large_from=large_from)
    with qtbot.waitSignal(session.story_changed, timeout=PATIENCE_MS):
        session.open(path)
    return session


@pytest.fixture
def small(qtbot: QtBot, sample_file: Path) -> Iterator[Session]:
    made = opened(qtbot, sample_file, 1_000)
    yield made
    made.close()


@pytest.fixture
def large(qtbot: QtBot, sample_file: Path) -> Iterator[Session]:
    """The same five events as a story of very many, its words in memory."""
    made = Session(watch=False, large_from=0)
    with qtbot.waitSignals([made.story_changed, made.words_ready], timeout=PATIENCE_MS):
        made.open(sample_file)
    yield made
    made.close()


def told(session: Session) -> tuple[object, ...]:
    counts = {kind: session.counts[kind].tolist() for kind in FacetKind}
    return session.order()[:].tolist(), session.shown(), counts, session.article_hits


@pytest.mark.parametrize(
    "text",
    ["sanctions", "p", "po", "pot", "potash", '"sanctions on"', "-potash", "tag:election", "freed potash",
     "kolesnikova", "fertiliser", "category:sanctions minsk", "before:2022 p", "nowhere"],
)  # fmt: skip
def test_an_answer_in_steps_ends_as_one_given_whole(
    qtbot: QtBot, small: Session, large: Session, text: str
) -> None:
    with qtbot.waitSignal(small.filter_changed, timeout=PATIENCE_MS, raising=False):
        small.set_query(text)
    large.set_query(text)
    qtbot.waitUntil(lambda: told(small) == told(large), timeout=PATIENCE_MS)


def test_a_tick_and_words_narrow_together_in_steps(qtbot: QtBot, small: Session, large: Session) -> None:
    assert large.snapshot is not None
    value = large.snapshot.facets[FacetKind.CATEGORY][0]
    both = EventFilter(query="sanctions").excluding(FacetKind.CATEGORY, value.key)
    with qtbot.waitSignal(small.filter_changed, timeout=PATIENCE_MS):
        small.set_filter(both)
    large.set_filter(both)
    qtbot.waitUntil(lambda: told(small) == told(large), timeout=PATIENCE_MS)


def test_words_in_memory_are_answered_before_the_call_returns(large: Session) -> None:
    large.set_query("sanctions")
    assert large.mask is not None
    assert 0 < large.shown()[0] < 5


def test_before_words_are_in_memory_full_text_answers(
    qtbot: QtBot, sample_file: Path, small: Session
) -> None:
    large = opened(qtbot, sample_file, 0)
    large.set_query("potash")
    with qtbot.waitSignal(small.filter_changed, timeout=PATIENCE_MS):
        small.set_query("potash")
    qtbot.waitUntil(lambda: told(small) == told(large), timeout=PATIENCE_MS)
    large.close()


def test_typing_quickly_counts_only_once(
    qtbot: QtBot, large: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    count = narrowing.counted

    def noted(snapshot, narrowed, query):
        counted.append(narrowed.filter.query)
        return count(snapshot, narrowed, query)

    monkeypatch.setattr(narrowing, "counted", noted)
    with qtbot.waitSignal(large.counts_changed, timeout=PATIENCE_MS):
        for text in ("p", "po", "pot"):
            large.set_query(text)
    assert counted == ["pot"]


def test_a_text_that_looks_at_too_much_is_answered_off_the_windows_thread(
    qtbot: QtBot, small: Session, large: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large.answers, "_at_once", -1)
    large.set_query("potash")
    assert large.mask is None
    with qtbot.waitSignal(small.filter_changed, timeout=PATIENCE_MS):
        small.set_query("potash")
    qtbot.waitUntil(lambda: told(small) == told(large), timeout=PATIENCE_MS)


def test_a_malformed_text_leaves_the_last_good_answer(qtbot: QtBot, large: Session) -> None:
    large.set_query("potash")
    good = large.mask
    with qtbot.waitSignal(large.query_refused):
        large.set_query('"two days')
    assert large.mask is good


def test_a_story_of_very_many_is_parted_off_the_windows_thread(qtbot: QtBot, large: Session) -> None:
    large.set_lanes("category")
    assert large.lanes == "none"
    with qtbot.waitSignal(large.lanes_changed, timeout=PATIENCE_MS):
        pass
    assert large.lanes == "category"


def test_lanes_chosen_last_are_those_shown(qtbot: QtBot, large: Session) -> None:
    for lanes in ("category", "source", "none", "topic", "none"):
        large.set_lanes(lanes)
    qtbot.wait(100)
    assert large.lanes == "none"
    large.set_lanes("category")
    large.set_query("potash")  # another set of rows is to be parted meanwhile
    qtbot.waitUntil(lambda: large.lanes == "category", timeout=PATIENCE_MS)
