"""Opening: stories as they are, importable files in a store of their own, the sample with the person."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline_app import paths
from timeline_app.core.errors import TimelineError
from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryContent
from timeline_app.store import repository
from timeline_app.work.opening import build_story, open_for_reading, sample_story


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_story(tmp_path)


def event_count(path: Path) -> int:
    with open_for_reading(path) as story:
        return len(repository.load_snapshot(story).columns)


def test_the_sample_is_built_once_whole_and_alone(tmp_path: Path) -> None:
    path = sample_story(tmp_path / "new" / "folder")
    stamp = path.stat().st_mtime_ns
    assert path == sample_story(tmp_path / "new" / "folder")
    assert stamp == path.stat().st_mtime_ns
    assert [path] == list(path.parent.iterdir())
    assert 5 == event_count(path)


def test_the_sample_goes_to_the_persons_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path))
    assert tmp_path.resolve() in sample_story().parents


def test_looking_at_a_story_changes_no_byte(sample: Path) -> None:
    before = sample.read_bytes()
    event_count(sample)
    assert before == sample.read_bytes()
    assert [sample] == list(sample.parent.iterdir())


def test_an_importable_file_is_read_under_its_own_name_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "any name at all"
    path.write_bytes(paths.sample_json().read_bytes())
    with open_for_reading(path) as story:
        assert path == story.path
        assert story.read_only
        assert "save it as a story" in story.notice
        assert 5 == len(repository.load_snapshot(story).columns)
        with pytest.raises(sqlite3.OperationalError):
            story.conn.execute("DELETE FROM event")
    assert [path] == list(tmp_path.iterdir())


def test_the_temporary_store_goes_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_for_reading(paths.sample_json()):
        assert list(tmp_path.iterdir())
    assert [] == list(tmp_path.iterdir())


def test_the_awkward_story_opens(root: Path) -> None:
    assert event_count(root / "tests" / "data" / "awkward.json") > 300


FOREIGN = {
    "empty.story": b"",
    "empty.json": b"",
    "text.story": b"not a story",
    "notes.txt": b"On 13 December 2025 ...",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "half.json": b'{"format": "timeline-story", "version": 1',
    "newer.json": b'{"format": "timeline-story", "version": 99}',
    "list.json": b"[1, 2]",
    "half.story": b"SQLite format 3\x00",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_story_is_refused_in_one_sentence_that_names_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FOREIGN[name])
    with pytest.raises(TimelineError) as caught:
        open_for_reading(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert FOREIGN[name] == path.read_bytes()


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="does not exist"):
        open_for_reading(tmp_path / "missing.story")
    with pytest.raises(TimelineError, match="is a folder"):
        open_for_reading(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE event (id)")
        other.commit()
    with pytest.raises(TimelineError, match="another program"):
        open_for_reading(path)


def test_a_story_cut_short_is_refused(sample: Path) -> None:
    sample.write_bytes(sample.read_bytes()[:9_000])
    with pytest.raises(TimelineError, match=r"belarus\.story"):
        event_count(sample)


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    wrong = PassageRecord("a", 0, 3, "not what stands there")
    content = StoryContent(
        events=(EventRecord("One", "2021"), EventRecord("Two", "2022", passages=(wrong,))),
        articles=(ArticleRecord("a", "Title", "Text"),),
    )
    with pytest.raises(TimelineError):
        build_story(content, tmp_path / "new.story")
    assert [] == list(tmp_path.iterdir())


def test_the_folder_one_is_in_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TimelineError, match=f"“{tmp_path.name}” is a folder"):
        open_for_reading(Path("."))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TimelineError):
        sample_story(tmp_path / "file" / "folder")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(TimelineError):
        sample_story(folder)


@pytest.mark.parametrize("name", ["a b#c?d%20e.story", "-dash.story", "ünïcödé.story", "n" * 180 + ".story"])
def test_any_name_will_do(name: str, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    sample.rename(path)
    assert 5 == event_count(path)


def test_a_table_whose_dates_read_in_two_ways_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "either.csv"
    path.write_text("date,title\n11/12/2025,Either\n")
    with pytest.raises(TimelineError, match=r"11/12/2025.* Import it into a story"):
        open_for_reading(path)
