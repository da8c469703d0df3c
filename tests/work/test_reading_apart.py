"""Large files are read in a process of their own: the story is the same, and nothing stays behind of a
cancel, a crash or a question.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import DayOrderError
from timeline_app.core.query import parse_query
from timeline_app.core.records import gathered as gathered_records
from timeline_app.core.records import records_of
from timeline_app.core.report import Remarks
from timeline_app.formats import csv_events
from timeline_app.formats.options import ReadOptions
from timeline_app.store import bulk, column_cache, full_text_aside, history, incoming, repository, search
from timeline_app.store.check import check
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.incoming import take_records
from timeline_app.store.reading import categories
from timeline_app.store.snapshot import columns_from_rows
from timeline_app.work import importing, reading_portions
from timeline_app.work.importing import ImportCancelledError, ImportProgress, import_files

ODD = [
    *('2020-01-02,"First ""quoted""",Sea,"a; b",note', "-0044-03-15,Ides,Sea,b,", "", "soon,Some day,Land,,"),
    *("2021,=SUM(1),,a,see http://example.org/x", "2020/2021,Łódź,Land,ä,", ",,,,", "2019-02-30,No day,,,"),
]
#: More than a chunk, once chunks are small.
MANY = 1_040


@pytest.fixture
def story(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "own.story") as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (incoming, reading_portions):
        monkeypatch.setattr(module, "CHUNK_EVENTS", 1_000)
    monkeypatch.setattr(bulk, "_MANY_ROWS", 500)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "APART_BYTES", 0)


def table(tmp_path: Path, rows: list[str], heading: str = "date,title,category,tags,note") -> Path:
    path = tmp_path / "table.csv"
    path.write_text("\ufeff" + "\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def rows_of(story: StoryFile) -> dict[str, list[tuple[object, ...]]]:
    """All that an import writes, but for uids, which are made anew."""
    queries = {
        "event": "SELECT edtf, earliest_start_s, latest_start_s, earliest_end_s, latest_end_s, precision,"
        " flags, category_id, status, importance, derived, hand_order, title, as_written, note, reason,"
        " origin, origin_key, extra, search_text FROM event ORDER BY id",
        "tags": "SELECT event_id, kind, name FROM event_tag AS own JOIN tag ON tag.id = tag_id"
        " ORDER BY own.id",
        "category": "SELECT id, name, colour FROM category ORDER BY id",
        "link": "SELECT event_id, position, url, title FROM link ORDER BY id",
    }
    return {name: story.conn.execute(sql).fetchall() for name, sql in queries.items()}


def ids_found(story: StoryFile, words: str) -> list[int]:
    found = search.matching_ids(story, parse_query(words, today="2026-11-23").terms)
    return sorted({int(one) for ids in found.values() for one in ids})


def full_text_is_whole(story: StoryFile) -> bool:
    try:
        story.conn.execute("INSERT INTO event_fts(event_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    return True


def test_a_file_read_apart_gives_the_same_story_as_records_one_by_one(
    story: StoryFile, tmp_path: Path, apart: None
) -> None:
    path = table(tmp_path, ODD)
    (report,) = import_files(story, [path])
    remarks = Remarks()
    with create_story(tmp_path / "other.story") as other, path.open("rb") as file:
        records = list(csv_events.read(file, ReadOptions(today="2026-11-23"), remarks))
        take_records(other, records_of(gathered_records(records)), remarks=remarks)
        assert rows_of(other) == rows_of(story)
    assert remarks.kept == list(report.remarks)
    assert [] == multiprocessing.active_children()


def test_many_rows_are_indexed_beside_their_writing_and_the_index_is_whole(
    story: StoryFile, tmp_path: Path
) -> None:
    import_files(story, [table(tmp_path, [f"2020,Word{n} here,c,t{n % 7}," for n in range(MANY)])])
    assert [MANY] == ids_found(story, f"word{MANY - 1}")
    assert MANY == len(ids_found(story, "here"))
    assert full_text_is_whole(story)
    repository_step(story, "UPDATE event SET title = 'Elsewhere' WHERE id = 5")
    assert [5] == ids_found(story, "elsewhere")
    assert MANY - 1 == len(ids_found(story, "here"))
    assert full_text_is_whole(story)
    history.undo(story)
    assert [] == ids_found(story, "elsewhere")
    assert 0 == len(repository.load_snapshot(story).columns)
    history.redo(story)
    assert full_text_is_whole(story)
    assert "full-text-aside" not in {thread.name for thread in threading.enumerate()}


def test_where_an_index_can_t_be_copied_in_it_is_made_in_the_story(
    story: StoryFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise sqlite3.OperationalError("table event_fts_idx may not be modified")

    monkeypatch.setattr(full_text_aside, "insert_rows", refuse)
    import_files(story, [table(tmp_path, [f"2020,Word{n} here,c,," for n in range(MANY)])])
    assert [MANY] == ids_found(story, f"word{MANY - 1}")
    assert full_text_is_whole(story)


def test_an_import_of_several_chunks_is_undone_and_redone_to_the_very_same_rows(
    story: StoryFile, tmp_path: Path
) -> None:
    rows = [f"2020,Word{n},c{n // 900},t{n // 1_500};all,http://a.b/{n}" for n in range(4 * MANY)]
    import_files(story, [table(tmp_path, rows)])
    before = rows_of(story)
    history.undo(story)
    assert rows_of(story) == {"event": [], "tags": [], "category": [], "link": []}
    history.redo(story)
    assert before == rows_of(story)
    assert [] == check(story)
    history.undo(story)
    assert rows_of(story)["event"] == []


def repository_step(story: StoryFile, sql: str) -> None:
    with history.step(story, "") as action:
        action.conn.execute(sql)


def test_known_events_among_many_new_ones_are_found_by_their_new_words(
    story: StoryFile, tmp_path: Path
) -> None:
    heading = "id,date,title,note"
    import_files(story, [table(tmp_path, ["a,2020,Flood,", "b,2021,Storm,"], heading)])
    rows = [f"n{n},2020,New {n}," for n in range(MANY)]
    import_files(story, [table(tmp_path, ["a,2020,Flood,dyke", *rows, "b,2021,Storm,roof"], heading)])
    assert [[1], [2]] == [ids_found(story, "dyke"), ids_found(story, "roof")]
    assert full_text_is_whole(story)
    assert [] == check(story)


def test_a_cancel_while_a_file_is_read_apart_leaves_nothing(
    story: StoryFile, tmp_path: Path, apart: None
) -> None:
    def cancel(course: ImportProgress) -> None:
        if course.events:
            raise ImportCancelledError

    with pytest.raises(ImportCancelledError):
        import_files(story, [table(tmp_path, [f"2020,Word{n},,," for n in range(20_000)])], None, cancel)
    assert [] == multiprocessing.active_children()
    assert rows_of(story) == {"event": [], "tags": [], "category": [], "link": []}
    assert "" == history.history(story).undo


@pytest.mark.parametrize("also_open", [False, True])
def test_a_program_killed_while_it_imports_leaves_an_empty_story(tmp_path: Path, also_open: bool) -> None:
    path = tmp_path / "killed.story"
    create_story(path).close()
    rows = table(tmp_path, [f"2020,Word{n},c,t," for n in range(20_000)])
    program = (
        "import os, sys; from timeline_app.work import importing;"
        "from timeline_app.store.database import open_story;"
        "importing.APART_BYTES = 0;"
        "end = lambda course: os.kill(os.getpid(), 9) if course.events > 15_000 else None;"
        f"importing.import_files(open_story({str(path)!r}, write=True), [{str(rows)!r}], None, end)"
    )
    reader = open_story(path, write=True) if also_open else None
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(importing.__file__).parents[2], check=False
    )
    assert -9 == ended.returncode
    if reader is not None:
        reader.close()
    with open_story(path, write=True) as story:
        assert rows_of(story)["event"] == []
        assert "" == history.history(story).undo
    assert [] == check(path)
    assert ["killed.story"] == [one.name for one in tmp_path.glob("killed*")]


def test_a_large_import_into_an_empty_story_nobody_else_has_open_is_written_once(
    story: StoryFile, tmp_path: Path, apart: None
) -> None:
    modes: list[str] = []

    def look(_: ImportProgress) -> None:
        modes.append(story.conn.execute("PRAGMA journal_mode").fetchone()[0])

    import_files(story, [table(tmp_path, ODD)], None, look)
    import_files(story, [table(tmp_path, ODD)], None, look)
    assert {"delete", "wal"} == set(modes)
    assert "delete" == modes[0]
    assert "wal" == modes[-1] == story.conn.execute("PRAGMA journal_mode").fetchone()[0]


def test_a_cancel_is_heard_while_indexes_are_made(
    story: StoryFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_REPEATED_S", 0.0)
    told: list[float] = []

    def cancel_at_the_end(course: ImportProgress) -> None:
        told.append(course.share)
        if told.count(1.0) > 3:  # all is read: what is told again comes from SQLite at work
            raise ImportCancelledError

    with pytest.raises(ImportCancelledError):
        import_files(
            story, [table(tmp_path, [f"2020,Word{n},,a;b," for n in range(MANY)])], None, cancel_at_the_end
        )
    assert rows_of(story)["event"] == []
    assert full_text_is_whole(story)


def test_a_crash_of_the_reading_process_is_a_sentence_and_leaves_nothing(
    story: StoryFile, tmp_path: Path, apart: None
) -> None:
    def crash(_: ImportProgress) -> None:
        for process in multiprocessing.active_children():
            process.kill()
            process.join()

    with pytest.raises(TimelineError, match=r"“table\.csv”: the part of the program that reads it ended"):
        import_files(story, [table(tmp_path, [f"2020,Word{n},,," for n in range(20_000)])], None, crash)
    assert rows_of(story)["event"] == []


def test_a_question_about_the_day_crosses_from_the_process(
    story: StoryFile, tmp_path: Path, apart: None
) -> None:
    with pytest.raises(DayOrderError) as asked:
        import_files(story, [table(tmp_path, ["2020,A,,,", "11/12/2025,B,,,"])])
    assert ("11/12/2025", "row 3") == (asked.value.text, asked.value.place)
    assert asked.value.file.endswith("table.csv")


@pytest.mark.parametrize(
    "rows", [ODD, ["2020,A,,,"], [f"{n % 90 + 1900},B,c{n % 3},t{n % 5}," for n in range(200)]]
)
def test_the_columns_that_an_import_keeps_are_those_of_its_rows(
    rows: list[str], story: StoryFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_cache, "CACHED_FROM", 1)
    monkeypatch.setattr(importing, "keep_columns", lambda _: pytest.fail("read from the rows"))
    import_files(story, [table(tmp_path, rows)])
    kept = column_cache.read_cache(story.conn)
    told = columns_from_rows(story.conn, categories(story.conn))
    assert kept is not None
    for name in ("", "columns", "tags", "articles", "categories"):
        one, other = (getattr(found, name) if name else found for found in (kept, told))
        for field in fields(one):
            value = getattr(one, field.name)
            if isinstance(value, np.ndarray):
                assert np.array_equal(value, getattr(other, field.name)), field.name


def test_progress_is_told_while_a_file_is_read(story: StoryFile, tmp_path: Path) -> None:
    told: list[ImportProgress] = []
    (report,) = import_files(
        story, [table(tmp_path, [f"2020,Word{n},,," for n in range(2_500)])], None, told.append
    )
    assert 2_500 == report.added
    assert (2_500, 1.0) == (told[-1].events, told[-1].share)
    assert sorted(course.events for course in told) == [course.events for course in told]
