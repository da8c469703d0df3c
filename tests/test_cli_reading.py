"""The commands `read` and `expressions`: what they print, what they change, how they refuse."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from timeline_app.cli import main
from timeline_app.store import history, repository
from timeline_app.store.database import open_story

TEXT = """date 2025-12-13 18:20
Prisoners freed

On December 13 Belarus freed 123 prisoners. One year after the election, the US Treasury imposed \
sanctions in August 2021.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def test_read_prints_proposals_as_json_lines(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "none.story"), str(article), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["when"], row["title"], row["derived"]) for row in rows] == [
        ("2025-12-13", "Belarus freed 123 prisoners", False),
        ("2020-08", "Election", True),
        ("2021-08", "The US Treasury imposed sanctions", False),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert set(rows[0]) == {"when", "title", "start", "end", "quote", "reason", "confidence", "derived"}
    assert not (tmp_path / "none.story").exists()


def test_read_prints_for_people(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "none.story"), str(article)]) == 0
    printed = capsys.readouterr().out
    assert "published 13 December 2025 (from its first line)" in printed
    assert "✓ 13 December 2025: Belarus freed 123 prisoners" in printed


def test_a_day_of_publication_that_is_given_stands_above_the_article_s_own(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--published", "2020-12-20", "--json"]
    assert main(["read", str(tmp_path / "none.story"), str(article), *given]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["when"] == "2020-12-13"


def test_accepting_adds_what_the_text_dates_itself_in_one_step_that_can_be_undone(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.story"
    assert main(["read", str(path), str(article), "--accept"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 events added."
    with open_story(path, write=True) as story:
        ids = repository.load_snapshot(story).columns.id.tolist()
        events = repository.events(story, ids)
        assert [(event.edtf, event.passages[0].quote) for event in events] == [
            ("2021-08", TEXT[83:].strip()),
            ("2025-12-13", "On December 13 Belarus freed 123 prisoners."),
        ]
        history.undo(story)
        assert len(repository.load_snapshot(story).columns) == 0


def test_accepting_an_article_twice_adds_nothing_twice(article: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.story"
    assert main(["read", str(path), str(article), "--accept"]) == 0
    assert main(["read", str(path), str(article), "--accept"]) == 0
    with open_story(path, write=False) as story:
        assert len(repository.load_snapshot(story).columns) == 2


def test_accepting_into_something_else_than_a_story_is_refused(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "a.csv"), str(article), "--accept"]) == 1
    assert "must end in .story" in capsys.readouterr().err


def test_an_article_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "a.story"), str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().err.startswith("timeline-app: “none.txt” cannot be read")


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_expressions_prints_json_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "They met last week, in August 2021 and for two days.")
    assert main(["expressions", "--published", "2021-09-15"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["text"], row["type"], row["value"], row["edtf"]) for row in rows] == [
        ("last week", "DATE", "2021-W36", "2021-09-06/2021-09-12"),
        ("August 2021", "DATE", "2021-08", "2021-08"),
        ("two days", "DURATION", "P2D", ""),
    ]
    assert set(rows[1]) == {"start", "end", "text", "type", "value", "edtf", "reason"}


def test_expressions_answers_each_line_of_a_batch_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"text": "On Friday.", "date": "2025-12-13"}, {"text": "Nothing.", "date": ""}]
    typed(monkeypatch, "\n".join(map(json.dumps, lines)))
    assert main(["expressions", "--batch"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[row["value"] for row in answer] for answer in answers] == [["2025-12-12"], []]


def test_a_line_of_a_batch_that_is_no_question_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, '{"text": 5}\n')
    assert main(["expressions", "--batch"]) == 1
    assert "Line 1 is no JSON object" in capsys.readouterr().err


def test_read_proposes_categories_by_the_persons_own_words(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "config").mkdir(parents=True)
    words = tmp_path / "home" / "config" / "category-words.txt"
    words.write_text("Treasuries: treasur*\n", encoding="utf-8")
    assert main(["read", str(tmp_path / "none.story"), str(article)]) == 0
    assert "[Treasuries]" in capsys.readouterr().out
    words.write_text("Treasuries\n", encoding="utf-8")
    assert main(["read", str(tmp_path / "none.story"), str(article), "--json"]) == 0
    assert "Your words for categories were not used. Line 1 has no colon" in capsys.readouterr().err
