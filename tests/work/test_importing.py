"""Files into a story: one step, nothing doubled, nothing left of a cancel; and out of it again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import StorySettings
from timeline_app.core.filters import EventFilter
from timeline_app.core.mapping import DayOrderError
from timeline_app.core.records import (
    ArticleRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    StoryContent,
    TagRecord,
)
from timeline_app.store import history, repository, search
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.work import backups
from timeline_app.work.importing import (
    ImportCancelledError,
    ImportOptions,
    ImportProgress,
    Known,
    import_files,
    survey,
)
from timeline_app.work.taking import SaveOptions, save_events

ROWS = "date,title,category,tags\n2020-01-02,First,Sanctions,a; b\n2021,Second,,a\n"


@pytest.fixture
def story(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "own.story") as opened:
        yield opened


def table(tmp_path: Path, text: str = ROWS, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def titles(story: StoryFile) -> list[str]:
    ids = repository.load_snapshot(story).columns.id.tolist()
    return [event.title for event in repository.events(story, ids)]


def test_an_import_is_one_named_step_that_can_be_undone_and_redone(story: StoryFile, tmp_path: Path) -> None:
    (report,) = import_files(story, [table(tmp_path)])
    assert "table.csv – Table (CSV): 2 events taken." == report.summary
    assert ["First", "Second"] == titles(story)
    assert "import of table.csv" == history.history(story).undo
    history.undo(story)
    assert [] == titles(story)
    history.redo(story)
    assert ["First", "Second"] == titles(story)


def test_several_files_are_one_step(story: StoryFile, tmp_path: Path) -> None:
    other = table(tmp_path, "date,title\n2022,Third\n", "other.csv")
    assert [2, 1] == [report.added for report in import_files(story, [table(tmp_path), other])]
    history.undo(story)
    assert [] == titles(story)


def test_the_same_file_again_doubles_nothing(story: StoryFile, tmp_path: Path) -> None:
    import_files(story, [table(tmp_path)])
    before = history.revision(story)
    (report,) = survey(story, [table(tmp_path)])
    assert (0, 0, 2) == (report.added, report.updated, report.known)
    assert before == history.revision(story)
    import_files(story, [table(tmp_path)])
    assert ["First", "Second"] == titles(story)


def test_a_changed_file_brings_known_events_up_to_date(story: StoryFile, tmp_path: Path) -> None:
    rows = "id,date,title,note\n7,2020,First,old\n8,2021,Second,\n"
    import_files(story, [table(tmp_path, rows)])
    changed = table(tmp_path, rows.replace("old", "new").replace("2021", "2021-05"))
    (report,) = import_files(story, [changed])
    assert (0, 2, 0) == (report.added, report.updated, report.known)
    ids = repository.load_snapshot(story).columns.id.tolist()
    assert [("2020", "new"), ("2021-05", "")] == [
        (event.edtf, event.note) for event in repository.events(story, ids)
    ]
    history.undo(story)
    assert ["old", ""] == [event.note for event in repository.events(story, ids)]


def test_ids_of_another_file_are_not_taken_for_the_same_events(story: StoryFile, tmp_path: Path) -> None:
    import_files(story, [table(tmp_path, "id,date,title\n1,2020,Mine\n")])
    (report,) = import_files(story, [table(tmp_path, "id,date,title\n1,1990,Other\n", "b.csv")])
    assert 1 == report.added


def test_known_events_are_kept_or_added_once_more_if_asked(story: StoryFile, tmp_path: Path) -> None:
    import_files(story, [table(tmp_path)])
    import_files(story, [table(tmp_path)], ImportOptions(known=Known.KEEP))
    assert 2 == len(titles(story))
    import_files(story, [table(tmp_path)], ImportOptions(known=Known.ADD))
    assert 4 == len(titles(story))


def test_two_equal_rows_of_one_file_are_two_events_each_time(story: StoryFile, tmp_path: Path) -> None:
    twice = table(tmp_path, "date,title\n2020,Same\n2020,Same\n")
    import_files(story, [twice])
    (report,) = import_files(story, [twice])
    assert (2, 0, 2) == (len(titles(story)), report.added, report.known)


def test_a_cancel_leaves_nothing(story: StoryFile, tmp_path: Path) -> None:
    rows = "date,title\n" + "".join(f"20{n % 100:02},Event {n}\n" for n in range(12_000))
    before = history.revision(story)

    def cancel(course: ImportProgress) -> None:
        if course.events >= 10_000:
            raise ImportCancelledError

    with pytest.raises(ImportCancelledError):
        import_files(story, [table(tmp_path, rows)], progress=cancel)
    assert ([], before, "") == (titles(story), history.revision(story), history.history(story).undo)
    import_files(story, [table(tmp_path)])
    assert ["First", "Second"] == titles(story)


def test_many_rows_are_indexed_and_can_be_undone(story: StoryFile, tmp_path: Path) -> None:
    rows = "date,title,tags\n" + "".join(f"2020,Word{n} here,t{n % 7}\n" for n in range(25_000))
    import_files(story, [table(tmp_path, rows)])
    ids = search.matching_ids(story, repository_terms("word24999"))
    assert [1] == [len(found) for found in ids.values()]
    indexes = story.conn.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()[0]
    with create_story(tmp_path / "fresh.story") as fresh:
        assert (
            indexes
            == fresh.conn.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()[0]
        )
    history.undo(story)
    assert 0 == len(repository.load_snapshot(story).columns)


def repository_terms(text: str) -> object:
    from timeline_app.core.query import parse_query

    return parse_query(text, today="2026-11-23").terms


def test_a_file_that_cant_be_read_takes_the_others_back(story: StoryFile, tmp_path: Path) -> None:
    broken = table(tmp_path, "nothing here", "broken.txt")
    with pytest.raises(TimelineError, match=r"broken\.txt"):
        import_files(story, [table(tmp_path), broken])
    assert [] == titles(story)


def test_an_unknown_day_order_is_asked_for(story: StoryFile, tmp_path: Path) -> None:
    path = table(tmp_path, "date,title\n11/12/2025,A\n")
    with pytest.raises(DayOrderError):
        import_files(story, [path])
    import_files(story, [path], ImportOptions(day_first=False))
    assert ["A"] == titles(story)


def content() -> StoryContent:
    article = ArticleRecord("a", "Report", "It rained. Then it stopped.", publisher="Paper")
    passage = PassageRecord("a", 0, 10, "It rained.")
    return StoryContent(
        (
            EventRecord("Rain", "2020-05", category="Weather", tags=(TagRecord("x"),), passages=(passage,)),
            EventRecord("Sun", "2021"),
        ),
        (article,),
        periods=(PeriodRecord("Spring", "2020-03/2020-05"),),
        settings=StorySettings(headline="Weather"),
    )


def test_another_story_is_merged_in_once(story: StoryFile, tmp_path: Path) -> None:
    with create_story(tmp_path / "other.story") as other:
        repository.add_story_content(other, content())
    (report,) = import_files(story, [tmp_path / "other.story"])
    assert (2, 1) == (report.added, report.articles)
    (again,) = import_files(story, [tmp_path / "other.story"])
    assert (0, 0, 2) == (again.added, again.articles, again.known)
    rain = repository.events(story, repository.load_snapshot(story).columns.id.tolist())[0]
    assert ["It rained."] == [passage.quote for passage in rain.passages]


def test_filtered_events_are_saved_as_a_story_with_their_articles(story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, content())
    report = save_events(story, tmp_path / "rain.story", SaveOptions(filter=EventFilter(query="rain")))
    assert "1 event saved in rain.story – story." == report.summary
    with open_story(tmp_path / "rain.story") as saved:
        assert ["Rain"] == titles(saved)
        assert 1 == len(repository.load_snapshot(saved).articles)


@pytest.mark.parametrize(
    "ending", ["json", "csv", "tsv", "jsonl", "ics", "timeline", "time", "vis.json", "md", "html"]
)
def test_every_ending_writes_a_file(ending: str, story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, content())
    report = save_events(story, tmp_path / f"out.{ending}")
    raw = (tmp_path / f"out.{ending}").read_bytes()
    assert b"Rain" in raw
    assert 2 == report.events
    assert not list(tmp_path.glob("*.part"))


def test_a_storys_json_brings_the_whole_story_back(story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, content())
    save_events(story, tmp_path / "out.json")
    with create_story(tmp_path / "copy.story") as copy:
        import_files(copy, [tmp_path / "out.json"])
        save_events(copy, tmp_path / "again.json")
    assert (tmp_path / "out.json").read_bytes() == (tmp_path / "again.json").read_bytes()


def test_an_unknown_ending_writes_nothing(story: StoryFile, tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="must end in"):
        save_events(story, tmp_path / "out.docx")


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("own_home")
def test_an_import_keeps_a_backup_that_can_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "kept.story"
    with backups.open_for_change(path, why="import", make=True) as story:
        import_files(story, [table(tmp_path)])
    assert () == backups.backups_of(path)
    with backups.open_for_change(path, why="import") as story:
        import_files(story, [table(tmp_path, "date,title\n1999,Later\n", "later.csv")])
    (backup,) = backups.backups_of(path)
    assert (2, "import") == (backup.events, backup.before)
    backups.restore(path, backup)
    with open_story(path) as story:
        assert ["First", "Second"] == titles(story)
    assert 2 == len(backups.backups_of(path))


@pytest.mark.usefixtures("own_home")
def test_the_first_change_of_a_day_keeps_one_backup_and_ten_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept.story"
    with create_story(path) as story:
        import_files(story, [table(tmp_path)])
    for number in range(3):
        with backups.open_for_change(path) as story:
            repository.set_setting(story, "headline", f"H{number}", label="headline")
    assert ["the first change of the day"] == [backup.before for backup in backups.backups_of(path)]
    for _ in range(12):
        backups.back_up(path, "import")
    assert 10 == len(backups.backups_of(path))


@pytest.mark.usefixtures("own_home")
def test_backups_of_one_second_stand_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.story"
    with create_story(path) as story:
        import_files(story, [table(tmp_path)])
    now = datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC)

    class Standing(datetime):
        """A clock that does not move."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return now

    monkeypatch.setattr(backups, "datetime", Standing)
    older = backups.folder_of(path) / "20261123T090000Z-ffff.story"
    backups.back_up(path, "0")
    shutil.copyfile(backups.backups_of(path)[0].path, older)
    for number in range(1, 6):
        backups.back_up(path, str(number))
    assert ["5", "4", "3", "2", "1"] == [backup.before for backup in backups.backups_of(path)][:5]
    assert older in [backup.path for backup in backups.backups_of(path)]
