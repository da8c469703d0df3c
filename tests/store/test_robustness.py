"""Full disks, killed programs, damaged files: one sentence, nothing lost, never a traceback."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.query import Term, parse_query
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import history, repository
from timeline_app.store.check import check
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.failures import sentence_of
from timeline_app.store.search import article_hits, matching_ids


def many(number: int) -> StoryContent:
    return StoryContent(events=tuple(EventRecord(f"Event {n} " + "x" * 80, "2020") for n in range(number)))


def test_a_full_disk_is_said_and_nothing_is_half_written(story: StoryFile) -> None:
    pages = story.conn.execute("PRAGMA page_count").fetchone()[0]
    story.conn.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(TimelineError, match="The disk is full: nothing was changed"):
        repository.add_story_content(story, many(3_000))
    assert 6 == len(repository.load_snapshot(story).columns)
    assert 0 == story.path.with_name(story.path.name + "-wal").stat().st_size
    story.conn.execute("PRAGMA max_page_count = 1000000")
    repository.add_story_content(story, many(3_000))
    assert [] == check(story)


def test_a_text_too_large_for_the_file_is_said(story: StoryFile) -> None:
    story.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000)
    with pytest.raises(TimelineError, match="too large to be kept"):
        repository.set_setting(story, "headline", "x" * 200_000)


@pytest.mark.parametrize(
    "code", ["FULL", "BUSY", "READONLY", "IOERR", "CORRUPT", "NOTADB", "CANTOPEN", "NOMEM", "ERROR"]
)
def test_every_complaint_of_sqlite_becomes_a_sentence_with_the_files_name(code: str, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("whatever")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}")
    sentence = sentence_of(error, tmp_path / "mine.story")
    assert ("“mine.story”" in sentence, True) == (True, sentence.endswith("."))


WRITER = """
import sys
from timeline_app.core.records import EventRecord, StoryContent, TagRecord
from timeline_app.store import repository
from timeline_app.store.database import open_story
events = tuple(
    EventRecord(f"Event {n} of many", "2020-05", tags=(TagRecord(f"t{n % 50}"),)) for n in range(1000)
)
with open_story(sys.argv[1], write=True) as story:
    while True:
        print("go", flush=True)
        repository.add_story_content(story, StoryContent(events=events), label="import")
"""


def killed_while_importing(path: Path, delay_s: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay_s)
    process.kill()
    process.wait()
    process.stdout.close()


def all_or_nothing(path: Path) -> None:
    with open_story(path) as reader:
        read = len(repository.load_snapshot(reader).columns)
    assert [] == check(path)
    with open_story(path, write=True) as story:
        assert read == len(repository.load_snapshot(story).columns)
        steps = history.history(story).steps
    assert (0, steps) == ((read - 6) % 1000, (read - 6) // 1000)
    assert [path.name] == [other.name for other in path.parent.iterdir()]


@pytest.mark.parametrize("delay_s", [0.0, 0.04, 0.15])
def test_a_program_killed_while_importing_leaves_all_or_nothing(at_rest: Path, delay_s: float) -> None:
    killed_while_importing(at_rest, delay_s)
    all_or_nothing(at_rest)


@pytest.mark.slow
def test_a_program_killed_at_fifty_random_moments_leaves_all_or_nothing(
    at_rest: Path, tmp_path: Path
) -> None:
    chance = random.Random(1)
    for number in range(50):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "x.story"
        shutil.copy(at_rest, path)
        killed_while_importing(path, chance.uniform(0, 0.4))
        all_or_nothing(path)


def use_all(path: Path) -> None:
    """Everything a reader asks of a story."""
    with open_story(path) as story:
        snapshot = repository.load_snapshot(story)
        ids = snapshot.columns.id.tolist()
        repository.events(story, ids)
        repository.event_texts(story, ids)
        for head in snapshot.articles:
            repository.article(story, head.version_id)
            repository.passages_of_article(story, head.version_id)
        matching_ids(story, [Term(("freed",)), Term(("mi",), prefix=True)])
        article_hits(story, parse_query("potash", today="2025-12-13"), 5)
        check(story)


def write_something(path: Path) -> None:
    with open_story(path, write=True) as story:
        if not story.read_only:
            repository.add_story_content(story, many(3), label="import")
            history.undo(story)
            history.redo(story)


def damaged(good: bytes, chance: random.Random) -> bytes:
    bytes_ = bytearray(good)
    if chance.random() < 0.2:
        return bytes(bytes_[: chance.randrange(len(bytes_))])
    for _ in range(chance.choice([1, 1, 3, 40])):
        bytes_[chance.randrange(len(bytes_))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.2:
        start = chance.randrange(len(bytes_))
        bytes_[start : start + 4096] = bytes(min(4096, len(bytes_) - start))
    return bytes(bytes_)


def survive(at_rest: Path, folder: Path, seeds: range) -> None:
    good = at_rest.read_bytes()
    path = folder / "damaged.story"
    for seed in seeds:
        bad = damaged(good, random.Random(seed))
        for use in (use_all, write_something):
            path.write_bytes(bad)
            with suppress(TimelineError):
                use(path)
            if use is use_all:
                assert bad == path.read_bytes()
            for ending in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + ending).unlink(missing_ok=True)


def test_damaged_files_give_a_sentence_and_reading_leaves_them_as_they_are(
    at_rest: Path, tmp_path: Path
) -> None:
    (tmp_path / "damaged").mkdir()
    survive(at_rest, tmp_path / "damaged", range(60))


@pytest.mark.slow
def test_a_thousand_damaged_files_give_a_sentence(at_rest: Path, tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    survive(at_rest, tmp_path / "damaged", range(100, 1_100))


def test_a_hundred_thousand_events_are_added_and_loaded_in_seconds(tmp_path: Path) -> None:
    events = tuple(EventRecord(f"Event {n}", f"{1000 + n % 1000}-05-12") for n in range(20_000))
    with create_story(tmp_path / "x.story") as story:
        began = time.process_time()
        repository.add_story_content(story, StoryContent(events=events))
        repository.load_snapshot(story)
        spent_s = time.process_time() - began
    assert spent_s < 4  # a fifth of the whole: measured 0.6 s
