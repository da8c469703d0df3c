"""`import` and `save` on the command line: what they say, what they write, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_app import cli

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path / "home"))


def ends(arguments: list[str], status: int, capsys: Capture) -> tuple[str, str]:
    assert status == cli.main(arguments)
    said = capsys.readouterr()
    return said.out, said.err


def table(tmp_path: Path, text: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_import_makes_the_story_and_reports_row_by_row(tmp_path: Path, capsys: Capture) -> None:
    story = str(tmp_path / "new.story")
    rows = table(tmp_path, "date,title\n2020,A\nwho knows,B\n")
    out, err = ends(["import", story, rows], 0, capsys)
    assert "table.csv – Table (CSV): 2 events taken, 1 taken with a change." == out.splitlines()[0]
    assert "row 3, “B”: taken as undated" in out
    assert "" == err
    out, _ = ends(["list", story], 0, capsys)
    assert "2 of 2 events" in out


def test_an_ambiguous_day_order_names_its_options(tmp_path: Path, capsys: Capture) -> None:
    story, rows = str(tmp_path / "new.story"), table(tmp_path, "date,title\n11/12/2025,A\n")
    _, err = ends(["import", story, rows], 1, capsys)
    assert "--day-first or --month-first" in err
    ends(["import", story, rows, "--day-first"], 0, capsys)
    out, _ = ends(["list", story, "--json"], 0, capsys)
    assert '"when": "2025-12-11"' in out


def test_import_needs_a_story_and_a_known_format(tmp_path: Path, capsys: Capture) -> None:
    rows = table(tmp_path, "date,title\n2020,A\n")
    assert ".story" in ends(["import", rows, rows], 2, capsys)[1]
    assert "csv" in ends(["import", str(tmp_path / "s.story"), rows, "--format", "nope"], 2, capsys)[1]
    assert "does not exist" in ends(["import", str(tmp_path / "s.story"), "missing.csv"], 1, capsys)[1]


def test_an_import_that_fails_leaves_no_new_story_behind(tmp_path: Path, capsys: Capture) -> None:
    story = tmp_path / "new.story"
    rows = table(tmp_path, "date,title\n2020,A\n")
    ends(["import", str(story), rows, str(tmp_path / "missing.csv")], 1, capsys)
    assert [] == list(tmp_path.glob("new.story*"))


def test_an_import_that_fails_leaves_a_story_that_was_there_as_it_was(
    tmp_path: Path, capsys: Capture
) -> None:
    story = tmp_path / "mine.story"
    ends(["import", str(story), table(tmp_path, "date,title\n2020,A\n")], 0, capsys)
    ends(["import", str(story), str(tmp_path / "missing.csv")], 1, capsys)
    assert "1 of 1 event" in ends(["list", str(story)], 0, capsys)[0]


def test_periods_that_come_with_a_file_are_told(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "eras.json"
    era = (
        '{"start_date": {"year": "1990"}, "end_date": {"year": "1999"}, "text": {"headline": "The nineties"}}'
    )
    event = '{"start_date": {"year": "1995"}, "text": {"headline": "A"}}'
    path.write_text(f'{{"events": [{event}], "eras": [{era}]}}', encoding="utf-8")
    out, _ = ends(["import", str(tmp_path / "new.story"), str(path)], 0, capsys)
    assert "1 event taken, 1 period added." in out


def test_save_honours_the_filter_and_says_what_is_left_out(
    tmp_path: Path, root: Path, capsys: Capture
) -> None:
    sample, target = str(root / "data" / "belarus.json"), tmp_path / "out.csv"
    out, err = ends(["save", sample, str(target), "--filter", "potash"], 0, capsys)
    assert out.endswith("saved in out.csv – Table (CSV).\n")
    assert "passages" in err
    assert "potash" in target.read_text(encoding="utf-8-sig")


def test_save_refuses_an_unknown_ending(tmp_path: Path, root: Path, capsys: Capture) -> None:
    sample = str(root / "data" / "belarus.json")
    assert "must end in" in ends(["save", sample, str(tmp_path / "out.docx")], 1, capsys)[1]
