"""The session: opening, narrowing, selecting; the disk is never touched in the window's thread."""

from __future__ import annotations

import hashlib

import pytest

from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind

pytestmark = pytest.mark.qt


def titles(session):
    ids = session.snapshot.columns.id[session.order()].tolist()
    return [session.texts(ids)[event_id].title for event_id in ids]


def wait_for_filter(qtbot, session, query):
    with qtbot.waitSignal(session.filter_changed, timeout=5000):
        session.set_query(query)


def test_a_small_story_brings_all_its_words_along(opened):
    assert len(titles(opened)) == 5


def test_a_missing_file_is_told_in_a_sentence_and_the_story_at_hand_stays(qtbot, opened, tmp_path):
    with qtbot.waitSignal(opened.failed) as told:
        opened.open(tmp_path / "nowhere.story")
    assert "nowhere.story" in told.args[0]
    assert opened.shown() == (5, 5)


def test_an_empty_file_is_refused(qtbot, session, tmp_path):
    (tmp_path / "empty.story").write_bytes(b"")
    with qtbot.waitSignal(session.failed):
        session.open(tmp_path / "empty.story")
    assert session.snapshot is None


def test_words_narrow_through_the_store(qtbot, opened):
    wait_for_filter(qtbot, opened, "sanctions potash")
    assert opened.shown()[0] in range(1, 5)
    assert any("potash" in title for title in titles(opened))


def test_a_facet_narrows_at_once(opened):
    value = opened.snapshot.facets[FacetKind.CATEGORY][0]
    opened.set_filter(EventFilter().toggled(FacetKind.CATEGORY, value.key))
    assert opened.shown() == (len(value.rows), 5)


def test_a_malformed_query_is_explained_and_the_last_good_result_stays(qtbot, opened):
    wait_for_filter(qtbot, opened, "sanctions")
    good = opened.shown()
    with qtbot.waitSignal(opened.query_refused) as told:
        opened.set_query('"two days')
    assert told.args[0] != ""
    assert opened.shown() == good
    with qtbot.waitSignal(opened.query_refused) as told:
        opened.set_query("talks")
    assert told.args[0] == ""


def test_only_the_last_of_many_queries_is_answered(qtbot, opened):
    answers = []
    opened.filter_changed.connect(lambda: answers.append(opened.filter.query))
    for query in ("p", "po", "pot", "pota", "potash"):
        opened.set_query(query)
    qtbot.waitUntil(lambda: "potash" in answers)
    qtbot.wait(30)
    assert answers[-1] == "potash"
    assert opened.mask is not None


def test_clearing_lets_every_event_through(qtbot, opened):
    wait_for_filter(qtbot, opened, "potash")
    opened.clear_filter()
    assert opened.shown() == (5, 5)
    assert opened.mask is None


def test_stepping_goes_through_time_and_stays_at_the_ends(opened):
    ids = opened.snapshot.columns.id[opened.order()].tolist()
    opened.select(ids[:1])
    for _ in range(7):
        opened.step(1)
    assert opened.current == ids[-1]
    opened.step(-1)
    assert opened.current == ids[-2]


def test_selecting_the_same_again_says_nothing(qtbot, opened):
    opened.select((1,))
    with qtbot.assertNotEmitted(opened.selection_changed):
        opened.select((1,))


def test_a_range_selects_everything_between_and_reads_the_last(opened):
    ids = opened.snapshot.columns.id.tolist()
    opened.select_range(ids[3], ids[1])
    assert opened.selected == tuple(ids[1:4])
    assert opened.current == ids[1]


def test_an_event_is_fetched_with_its_passages(qtbot, opened):
    came = []
    opened.fetch_event(int(opened.snapshot.columns.id[-1]), came.append)
    qtbot.waitUntil(lambda: came != [])
    assert came[0].passages != ()


def test_an_event_that_is_gone_comes_as_none(qtbot, opened):
    came = []
    opened.fetch_event(999_999, came.append)
    qtbot.waitUntil(lambda: came != [])
    assert came == [None]


def test_an_article_is_fetched_with_all_its_passages(qtbot, opened):
    came = []
    version = opened.snapshot.articles[0].version_id
    opened.fetch_article(version, lambda article, passages: came.append((article, passages)))
    qtbot.waitUntil(lambda: came != [])
    article, passages = came[0]
    assert {passage.quote for passage in passages} == {
        article.text[passage.start : passage.end] for passage in passages
    }


def test_looking_changes_no_byte_of_the_story(qtbot, opened, sample_file):
    before = hashlib.sha256(sample_file.read_bytes()).hexdigest()
    wait_for_filter(qtbot, opened, "potash")
    opened.step(1)
    opened.close()
    assert hashlib.sha256(sample_file.read_bytes()).hexdigest() == before
    assert [path.name for path in sample_file.parent.glob("*.story*")] == [sample_file.name]


def test_lanes_are_kept_in_the_story(qtbot, opened, session, sample_file):
    opened.set_lanes("category")
    opened.close()
    with qtbot.waitSignal(session.story_changed, timeout=5000):
        session.open(sample_file)
    assert session.lanes == "category"
    session.close()
    assert [path.name for path in sample_file.parent.glob("*.story*")] == [sample_file.name]


def test_an_importable_file_opens_to_be_looked_at(qtbot, session, root):
    with qtbot.waitSignal(session.story_changed, timeout=5000):
        session.open(root / "data" / "belarus.json")
    assert session.shown() == (5, 5)
    assert session.may_write is False
    assert session.notice != ""


def test_a_copy_is_a_whole_story(qtbot, opened, session, tmp_path):
    copy, done = tmp_path / "copy.story", []
    opened.save_copy(copy, lambda: done.append(True))
    qtbot.waitUntil(lambda: done != [])
    with qtbot.waitSignal(session.story_changed, timeout=5000):
        session.open(copy)
    assert session.shown() == (5, 5)


def test_a_change_by_another_window_is_noticed(qtbot, opened, sample_file):
    from timeline_app.store.database import open_story
    from timeline_app.store.repository import set_setting

    with open_story(sample_file, write=True) as story:
        set_setting(story, "headline", "Another headline")
    with qtbot.waitSignal(opened.story_changed, timeout=5000):
        opened.look_for_changes()
    assert opened.snapshot.settings.headline == "Another headline"
    assert opened.path == sample_file
