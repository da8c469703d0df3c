from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import database, repository, schema
from timeline_app.store.database import create_story, open_story, save_copy, transaction


def titles(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        found = [row[0] for row in connection.execute("SELECT title FROM event ORDER BY id")]
    connection.close()
    return found


def edit(path: Path, *statements: str) -> None:
    """What a person does with another SQLite tool."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def names_beside(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir())


def test_a_story_at_rest_is_one_file_without_wal(at_rest: Path) -> None:
    assert [at_rest.name] == names_beside(at_rest)
    assert b"\x01\x01" == at_rest.read_bytes()[18:20]


def test_a_story_open_for_writing_uses_wal(story: database.StoryFile) -> None:
    assert "wal" == story.conn.execute("PRAGMA journal_mode").fetchone()[0]


def test_the_header_names_the_program_and_the_version(at_rest: Path) -> None:
    head = at_rest.read_bytes()
    assert (b"STOR", schema.schema_version()) == (head[68:72], int.from_bytes(head[60:64], "big"))


def test_reading_changes_no_byte_and_leaves_nothing_beside(at_rest: Path) -> None:
    before = at_rest.read_bytes()
    with open_story(at_rest) as story:
        repository.load_snapshot(story)
        assert story.read_only
    assert before == at_rest.read_bytes()
    assert [at_rest.name] == names_beside(at_rest)


def test_a_reader_may_not_write(at_rest: Path) -> None:
    with (
        open_story(at_rest) as story,
        pytest.raises(TimelineError, match="for reading only"),
        transaction(story),
    ):
        pass


def test_the_last_connection_to_close_brings_the_file_to_rest(at_rest: Path) -> None:
    reader = open_story(at_rest)
    writer = open_story(at_rest, write=True)
    repository.set_setting(writer, "headline", "New")
    writer.close()
    reader.close()
    assert [at_rest.name] == names_beside(at_rest)
    assert b"\x01\x01" == at_rest.read_bytes()[18:20]


def test_a_reader_sees_what_a_writer_has_committed(at_rest: Path) -> None:
    with open_story(at_rest) as reader, open_story(at_rest, write=True) as writer:
        version = reader.data_version()
        repository.set_setting(writer, "headline", "New")
        assert "New" == repository.settings(reader).headline
        assert version != reader.data_version()


def test_closing_twice_is_fine(at_rest: Path) -> None:
    story = open_story(at_rest, write=True)
    story.close()
    story.close()
    story.interrupt()


def test_a_new_story_does_not_replace_a_file(at_rest: Path) -> None:
    with pytest.raises(TimelineError, match="exists already"):
        create_story(at_rest)


def test_a_new_story_in_a_missing_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="does not exist"):
        create_story(tmp_path / "no such folder" / "x.story")


@pytest.mark.parametrize(
    ("bytes_", "words"),
    [
        (b"", "is empty"),
        (b"hello, this is a text", "is not a story file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is not a story file"),
        (bytes(200), "is not a story file"),
        (b"SQLite format 3\x00" + bytes(20), "is damaged"),
    ],
)
def test_what_is_no_story_is_refused_by_its_first_bytes(tmp_path: Path, bytes_: bytes, words: str) -> None:
    path = tmp_path / "x.story"
    path.write_bytes(bytes_)
    for write in (False, True):
        with pytest.raises(TimelineError, match=words):
            open_story(path, write=write)
    assert bytes_ == path.read_bytes()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    edit(path, "CREATE TABLE event(id INTEGER)")
    with pytest.raises(TimelineError, match="another program"):
        open_story(path, write=True)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="does not exist"):
        open_story(tmp_path / "none.story")
    with pytest.raises(TimelineError, match="is a folder"):
        open_story(tmp_path)


def test_a_newer_story_is_refused(at_rest: Path) -> None:
    edit(at_rest, "PRAGMA user_version = 99")
    for write in (False, True):
        with pytest.raises(TimelineError, match="newer version of this program"):
            open_story(at_rest, write=write)


def test_a_story_that_lacks_a_table_is_refused(at_rest: Path) -> None:
    edit(at_rest, "DROP TABLE passage")
    with pytest.raises(TimelineError, match="“passage” is missing"):
        open_story(at_rest)


def test_a_view_in_the_place_of_a_table_is_refused(at_rest: Path) -> None:
    edit(at_rest, "ALTER TABLE link RENAME TO old_link", "CREATE VIEW link AS SELECT * FROM old_link")
    with pytest.raises(TimelineError, match="“link” is missing"):
        open_story(at_rest)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER mine AFTER INSERT ON event BEGIN DELETE FROM passage; END",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE VIRTUAL TABLE mine USING fts5(x)",
        "DROP TRIGGER event_fts_insert",
    ],
)
def test_a_foreign_schema_opens_read_only_and_is_not_trusted(at_rest: Path, statement: str) -> None:
    edit(at_rest, statement)
    with open_story(at_rest, write=True) as story:
        assert (True, False) == (story.read_only, story.trusted)
        assert "opens for reading only" in story.notice
        assert 0 == story.conn.execute("PRAGMA trusted_schema").fetchone()[0]
        assert 6 == len(repository.load_snapshot(story).columns)
        with pytest.raises(TimelineError, match="triggers, views or virtual tables"):
            repository.set_setting(story, "headline", "x")


def test_an_ordinary_table_of_another_tool_does_no_harm(at_rest: Path) -> None:
    edit(
        at_rest,
        "CREATE TABLE my_notes(id INTEGER PRIMARY KEY, words TEXT)",
        "CREATE INDEX mine ON event(title)",
    )
    with open_story(at_rest, write=True) as story:
        assert (False, "") == (story.read_only, story.notice)


def test_the_schema_is_trusted_only_for_writing(at_rest: Path) -> None:
    with open_story(at_rest) as reader, open_story(at_rest, write=True) as writer:
        asked = [story.conn.execute("PRAGMA trusted_schema").fetchone()[0] for story in (reader, writer)]
    assert [0, 1] == asked


def test_a_read_only_place_opens_for_reading_and_says_so(
    at_rest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with open_story(at_rest, write=True) as story:
        assert story.read_only
        assert "its folder is read-only" in story.notice


def test_what_a_crash_left_is_read_from_a_copy_that_goes_away(
    at_rest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with open_story(at_rest, write=True) as story:
        repository.add_story_content(story, StoryContent(events=(EventRecord("In the log", "2020"),)))
        for name in (at_rest.name, f"{at_rest.name}-wal"):  # as after a crash, without the -shm
            shutil.copy(at_rest.parent / name, left)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    before = {other.name: other.read_bytes() for other in left.iterdir()}
    with open_story(left / at_rest.name) as reader:
        assert 7 == len(repository.load_snapshot(reader).columns)
        scratch = Path(reader.conn.execute("PRAGMA database_list").fetchone()[2])
        assert scratch.exists()
    assert before == {other.name: other.read_bytes() for other in left.iterdir()}
    assert not scratch.parent.exists()


def test_what_a_crash_left_is_whole_again_after_writing(at_rest: Path, tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with open_story(at_rest, write=True) as story:
        repository.add_story_content(story, StoryContent(events=(EventRecord("In the log", "2020"),)))
        for name in (at_rest.name, f"{at_rest.name}-wal"):
            shutil.copy(at_rest.parent / name, left)
    open_story(left / at_rest.name, write=True).close()
    assert [at_rest.name] == sorted(other.name for other in left.iterdir())
    assert "In the log" == titles(left / at_rest.name)[-1]


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program one migration ahead of the file."""

    def mood(db: schema.Executes) -> None:
        db.execute("ALTER TABLE event ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")

    monkeypatch.setattr(schema, "_steps", {**schema._steps, "mood": mood})
    schema._expected.cache_clear()


@pytest.fixture(autouse=True)
def _forget_versions() -> None:
    schema._expected.cache_clear()


def test_an_older_story_is_migrated_in_a_copy_for_readers(
    at_rest: Path, request: pytest.FixtureRequest
) -> None:
    before = at_rest.read_bytes()
    request.getfixturevalue("next_version")
    with open_story(at_rest) as story:
        assert "calm" == story.conn.execute("SELECT mood FROM event").fetchone()[0]
        assert 6 == len(repository.load_snapshot(story).columns)
    assert before == at_rest.read_bytes()


def test_an_older_story_is_migrated_in_place_for_writers(
    at_rest: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("next_version")
    with open_story(at_rest, write=True) as story:
        version = story.conn.execute("PRAGMA user_version").fetchone()[0]
        assert (schema.schema_version(), True) == (version, story.trusted)
        fresh = schema.fresh()
        assert schema.columns(fresh.conn) == schema.columns(story.conn)
        assert schema.objects(fresh.conn) == schema.objects(story.conn)
        fresh.close()


def fail_after_deleting(story: database.StoryFile) -> None:
    with transaction(story) as connection:
        connection.execute("DELETE FROM event")
        raise RuntimeError


def test_a_transaction_is_whole_or_not_at_all(story: database.StoryFile) -> None:
    with pytest.raises(RuntimeError):
        fail_after_deleting(story)
    assert 6 == len(repository.load_snapshot(story).columns)


def test_a_transaction_within_another_is_a_part_of_it(story: database.StoryFile) -> None:
    with transaction(story) as connection:
        with pytest.raises(RuntimeError):
            fail_after_deleting(story)
        assert 6 == connection.execute("SELECT count(*) FROM event").fetchone()[0]


def test_a_copy_holds_the_same_and_is_at_rest(story: database.StoryFile, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.story"
    target.parent.mkdir()
    target.write_bytes(b"what was there before")
    save_copy(story, target)
    assert ["copy.story"] == names_beside(target)
    assert titles(story.path) == titles(target)
    assert b"\x01\x01" == target.read_bytes()[18:20]


def test_a_copy_onto_the_story_itself_or_an_open_one_is_refused(
    story: database.StoryFile, tmp_path: Path
) -> None:
    with pytest.raises(TimelineError, match="is the story itself"):
        save_copy(story, story.path)
    with create_story(tmp_path / "other.story") as other:
        repository.set_setting(other, "headline", "x")
        with pytest.raises(TimelineError, match="open in another window"):
            save_copy(story, other.path)


def test_a_copy_that_fails_leaves_the_old_file(
    story: database.StoryFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timeline_app.store import copying

    target = tmp_path / "copies" / "copy.story"
    target.parent.mkdir()
    target.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_verify", full)
    with pytest.raises(TimelineError, match="The disk is full"):
        save_copy(story, target)
    assert (b"before", ["copy.story"]) == (target.read_bytes(), names_beside(target))


def test_a_story_being_written_elsewhere_is_said_to_be(
    story: database.StoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_story(story.path, write=True) as other:
        other.conn.execute("PRAGMA busy_timeout = 10")
        with (
            transaction(story),
            pytest.raises(TimelineError, match="being changed by another window"),
            transaction(other),
        ):
            pass
