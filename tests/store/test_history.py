from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import EventRecord, StoryContent, TagRecord
from timeline_app.store import history, repository, schema
from timeline_app.store.check import check
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.history import clear_history, redo, step, undo

LOGGED = sorted(
    set(schema.expected_columns(1)) - {"change", "change_step", "change_kept", "_sqlite_migrations"}
)


def dump(story: StoryFile) -> dict[str, list[tuple[object, ...]]]:
    """All that a person's actions change, worked-out columns included; counters left out."""
    found = {}
    for table in LOGGED:
        columns = [column for column in schema.expected_columns(1)[table] if column != "revision"]
        where = "WHERE key <> 'revision'" if table == "setting" else ""
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f"SELECT {names} FROM {table} {where} ORDER BY id"
        found[table] = story.conn.execute(sql).fetchall()
    return found


def test_what_is_undone_is_as_before_and_redone_as_after(story: StoryFile) -> None:
    before = dump(story)
    with step(story, "a rich change") as action:
        action.update("event", 1, {"title": "Another title", "edtf": "1999", "importance": 1})
        action.delete("event", 2)
        new = action.insert("event", {"uid": "new", "title": "New", "edtf": "2000-01"})
        action.insert("picture", {"event_id": new, "bytes": b"\x00\xff", "name": "a picture"})
        action.delete("category", 1)
    after = dump(story)
    assert before != after
    assert "a rich change" == undo(story)
    assert before == dump(story)
    assert "a rich change" == redo(story)
    assert after == dump(story)
    assert [] == check(story)


def test_the_worked_out_columns_follow_an_edit_and_its_undoing(story: StoryFile) -> None:
    with step(story, "edit") as action:
        action.update("event", 1, {"title": "Zebra", "edtf": "1999"})
    sql = "SELECT rowid FROM event_fts WHERE event_fts MATCH ?"
    assert [(1,)] == story.conn.execute(sql, ("zebra",)).fetchall()
    undo(story)
    assert [] == story.conn.execute(sql, ("zebra",)).fetchall()
    assert [(1,)] == story.conn.execute(sql, ("freed",)).fetchall()


def test_deleting_an_event_takes_along_what_hangs_on_it(story: StoryFile) -> None:
    with step(story, "delete") as action:
        action.delete("event", 1)
    for table in ("passage", "event_tag", "link"):
        sql = f"SELECT count(*) FROM {table} WHERE event_id = 1"
        assert 0 == story.conn.execute(sql).fetchone()[0], table
    undo(story)
    event = repository.event(story, 1)
    assert (2, 2, 1) == (len(event.passages), len(event.tags), len(event.links))


def test_deleting_an_article_takes_along_its_passages(story: StoryFile) -> None:
    before = dump(story)
    with step(story, "delete article") as action:
        action.delete("article", 1)
    assert 0 == story.conn.execute("SELECT count(*) FROM passage").fetchone()[0]
    undo(story)
    assert before == dump(story)


@pytest.mark.parametrize("number", [3, 1_200])
def test_an_import_is_one_step_and_its_rows_come_back(story: StoryFile, number: int) -> None:
    before = dump(story)
    events = tuple(
        EventRecord(f"Event {n}", "1999-05", category="Imported", tags=(TagRecord(f"t{n}"),))
        for n in range(number)
    )
    repository.add_story_content(story, StoryContent(events=events), label="import of x.csv")
    after = dump(story)
    assert "import of x.csv" == undo(story)
    assert before == dump(story)
    assert [] == check(story)
    assert "import of x.csv" == redo(story)
    assert after == dump(story)
    assert [] == check(story)


def test_history_survives_closing(story: StoryFile) -> None:
    repository.set_setting(story, "headline", "Changed", label="headline")
    path = story.path
    story.close()
    with open_story(path, write=True) as again:
        assert ("headline", "") == (history.history(again).undo, history.history(again).redo)
        undo(again)
        assert "Belarus" == repository.settings(again).headline
        assert ("", "headline") == (history.history(again).undo, history.history(again).redo)


def test_building_a_story_is_nothing_to_undo(story: StoryFile) -> None:
    assert ("", "", 0) == (undo(story), redo(story), history.history(story).steps)


def test_steps_are_undone_from_the_last_and_redone_from_the_first(story: StoryFile) -> None:
    for headline in "abc":
        repository.set_setting(story, "headline", headline, label=headline)
    assert ["c", "b"] == [undo(story), undo(story)]
    assert ["b", "c", ""] == [redo(story), redo(story), redo(story)]


def test_a_new_step_forgets_what_was_undone(story: StoryFile) -> None:
    repository.set_setting(story, "headline", "a", label="a")
    undo(story)
    repository.set_setting(story, "headline", "b", label="b")
    assert ("b", "") == (history.history(story).undo, history.history(story).redo)


def test_an_action_that_changes_nothing_is_no_step(story: StoryFile) -> None:
    with step(story, "nothing") as action:
        action.update("event", 1, {"title": "Prisoners freed"})
    assert 0 == history.history(story).steps


def test_an_action_that_fails_leaves_nothing(story: StoryFile) -> None:
    before = dump(story)

    def fail() -> None:
        with step(story, "failing") as action:
            action.delete("event", 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (before, 0) == (dump(story), history.history(story).steps)


def test_a_step_whose_rows_have_changed_since_is_refused(story: StoryFile) -> None:
    with step(story, "edit") as action:
        action.update("event", 1, {"title": "Mine"})
    story.conn.execute("UPDATE event SET title = 'Theirs' WHERE id = 1")
    before = dump(story)
    with pytest.raises(TimelineError, match="“edit” cannot be undone"):
        undo(story)
    assert before == dump(story)


def test_an_import_whose_rows_are_gone_is_refused(story: StoryFile) -> None:
    content = StoryContent(events=(EventRecord("x", "2020"), EventRecord("y", "2020")))
    added = repository.add_story_content(story, content, label="import")
    story.conn.execute("DELETE FROM event WHERE id = ?", (added.event_ids[0],))
    with pytest.raises(TimelineError, match="cannot be undone"):
        undo(story)


def test_an_edit_of_what_is_gone_is_refused(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="no longer in the story"), step(story, "edit") as action:
        action.update("event", 99, {"title": "x"})


def test_an_edit_of_a_stale_copy_is_refused(story: StoryFile) -> None:
    stale = repository.event(story, 1).revision
    with step(story, "theirs") as action:
        action.update("event", 1, {"title": "Theirs"}, revision=stale)
    with pytest.raises(TimelineError, match="changed meanwhile"), step(story, "mine") as action:
        action.update("event", 1, {"title": "Mine"}, revision=stale)
    assert "Theirs" == repository.event(story, 1).title


@pytest.mark.parametrize("values", [{"quote": "Never said."}, {"start_char": 1}, {"end_char": 5000}])
def test_a_passage_stays_what_stands_in_its_article(story: StoryFile, values: dict[str, str | int]) -> None:
    with (
        pytest.raises(TimelineError, match="“Prisoners freed” is not what stands"),
        step(story, "x") as action,
    ):
        action.update("passage", 1, values)
    row = {"event_id": 1, "version_id": 1, "start_char": 0, "end_char": 5, "quote": "Minsk"}
    with (
        pytest.raises(TimelineError, match="“Prisoners freed” is not what stands"),
        step(story, "x") as action,
    ):
        action.insert("passage", {**row, **values})
    with step(story, "x") as action:
        action.insert("passage", row)


def test_the_revision_of_an_event_only_rises(story: StoryFile) -> None:
    found = [repository.event(story, 1).revision]
    with step(story, "edit") as action:
        action.update("event", 1, {"title": "x"})
    found.append(repository.event(story, 1).revision)
    undo(story)
    found.append(repository.event(story, 1).revision)
    assert sorted(set(found)) == found


def test_a_step_may_write_no_worked_out_column(story: StoryFile) -> None:
    with pytest.raises(ValueError, match="latest_end_s"), step(story, "edit") as action:
        action.update("event", 1, {"latest_end_s": 5})


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET table_name = 'sqlite_master'",
        "UPDATE change SET table_name = 'setting; DROP TABLE event'",
        "UPDATE change SET before = '{\"title\":'",
        "UPDATE change SET before = '[1]'",
        "UPDATE change SET before = '{\"1=1; DROP TABLE event\": 2}'",
        "UPDATE change SET table_name = 'change_step'",
    ],
)
def test_a_history_that_a_stranger_wrote_is_refused(story: StoryFile, damage: str) -> None:
    with step(story, "edit") as action:
        action.update("event", 1, {"title": "x"})
    story.conn.execute(damage)
    with pytest.raises(TimelineError, match="history of this story is damaged"):
        undo(story)


def test_clearing_history_gives_its_space_back(story: StoryFile) -> None:
    repository.set_setting(story, "headline", "x" * 500_000, label="long")
    repository.set_setting(story, "headline", "short", label="short")
    assert history.history(story).size_bytes > 900_000
    assert clear_history(story) > 400_000
    assert ("", 0) == (undo(story), history.history(story).size_bytes)
    assert [] == check(story)


_actions = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "delete", "import", "category", "undo", "redo", "setting"]),
        st.integers(0, 30),
    ),
    max_size=25,
)


@settings(max_examples=15)
@given(actions=_actions)
def test_undoing_all_and_redoing_all_meets_both_ends(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int]]
) -> None:
    with create_story(tmp_path_factory.mktemp("undo") / "x.story") as story:
        first = dump(story)
        for place, (what, number) in enumerate(actions):
            _act(story, what, number, f"step {place}")
        last = dump(story)
        undone = 0
        while undo(story):
            undone += 1
        assert first == dump(story)
        for _ in range(undone):
            redo(story)
        assert last == dump(story)
        assert [] == check(story)


def _act(story: StoryFile, what: str, number: int, label: str) -> None:
    ids = [row[0] for row in story.conn.execute("SELECT id FROM event ORDER BY id")]
    event_id = ids[number % len(ids)] if ids else 0
    if what == "undo":
        undo(story)
    elif what == "redo":
        redo(story)
    elif what == "setting":
        repository.set_setting(story, "zone", ["UTC", "Asia/Tokyo"][number % 2], label=label)
    elif what == "import":
        events = tuple(
            EventRecord(
                f"{label} {n}", f"20{10 + n}-0{n + 1}-01T10:00Z", category=f"c{n}", tags=(TagRecord(f"t{n}"),)
            )
            for n in range(number % 4)
        )
        repository.add_story_content(story, StoryContent(events=events), label=label)
    else:
        with step(story, label) as action:
            if what == "insert":
                action.insert("event", {"uid": label, "title": label, "edtf": f"{1900 + number}"})
            elif what == "update" and event_id:
                action.update("event", event_id, {"title": label, "note": "x" * number})
            elif what == "delete" and event_id:
                action.delete("event", event_id)
            elif what == "category":
                row = story.conn.execute("SELECT min(id) FROM category").fetchone()[0]
                if row is not None:
                    action.delete("category", row)


def test_a_reader_cannot_undo(at_rest: object) -> None:
    with open_story(str(at_rest)) as story, pytest.raises(TimelineError, match="for reading only"):
        undo(story)


def test_two_windows_share_one_history(story: StoryFile) -> None:
    with open_story(story.path, write=True) as other:
        repository.set_setting(story, "headline", "a", label="a")
        assert "a" == undo(other)
        assert "Belarus" == repository.settings(story).headline
        assert "a" == redo(story)


def test_undo_needs_no_python_to_be_read(story: StoryFile) -> None:
    with step(story, "edit") as action:
        action.update("event", 1, {"title": "x"})
    path = story.path
    story.close()
    connection = sqlite3.connect(path)
    row = connection.execute(
        "SELECT label, table_name, row_id, before ->> 'title', after ->> 'title' FROM"
        " change JOIN change_step ON change_step.id = step_id"
    ).fetchone()
    connection.close()
    assert ("edit", "event", 1, "Prisoners freed", "x") == row
