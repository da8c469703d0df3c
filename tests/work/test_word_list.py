"""The person's word list: what a line may hold, how it is refused, where it is kept, who reads by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import TimelineError
from timeline_app.reading.languages import LANGUAGES
from timeline_app.work import word_list
from timeline_app.work.drafting import draft_from_words, propose_again
from timeline_app.work.word_list import (
    OwnWords,
    WordListError,
    default_text,
    keep_text,
    list_path,
    own_text,
    own_words,
    parse_words,
    words_text,
)

TEXT = "date 2025-12-13\nOn 5 May 2020 the gardener planted an oak beside the old bridge of the town."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_line_gives_each_of_its_words_its_category() -> None:
    found = parse_words(
        "Sanctions: sanction*, Embargo ; tariff*\n\n# a remark\nClub  Football: goal, o’clock,\n"
    )
    assert found == {
        "sanction*": "Sanctions",
        "embargo": "Sanctions",
        "tariff*": "Sanctions",
        "goal": "Club Football",
        "o'clock": "Club Football",
    }


def test_two_lines_may_add_to_one_category() -> None:
    assert parse_words("War: war\nwar: troops, war") == {"war": "War", "troops": "War"}


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("War: war\nsanction, embargo", 2, "Line 2 has no colon"),
        (": war", 1, "Line 1 names no category"),
        ("War:", 1, "Line 1: “War” has no words"),
        ("War: , ,", 1, "Line 1: “War” has no words"),
        ("War: war\n\nTalks: peace talks", 3, "Line 3: “peace talks” is more than one word"),
        ("War: *", 1, "Line 1: “*” is no word"),
        ("War: b*mb", 1, "Line 1: “b*mb” is no word"),
        ("War: war\nPeace: war", 2, "Line 2: “war” stands for “War” in line 1 already"),
        (f"{'W' * 81}: war", 1, "Line 1: a category’s name is at most 80 characters"),
    ],
)
def test_a_malformed_line_is_named_in_a_sentence(text: str, line: int, sentence: str) -> None:
    with pytest.raises(WordListError) as refused:
        parse_words(text)
    assert line == refused.value.line
    assert str(refused.value).startswith(sentence)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    refused: WordListError | None = None
    try:
        words = parse_words(text)
    except WordListError as problem:
        refused, words = problem, {}
    assert words == parse_words(words_text(words))
    assert refused is None or str(refused).startswith(f"Line {refused.line}")


def test_the_default_list_holds_the_words_of_every_language() -> None:
    found = parse_words(default_text())
    for language in LANGUAGES.values():
        assert language.categories.items() <= found.items()


def test_without_a_list_of_ones_own_the_languages_lists_count() -> None:
    assert own_words() == OwnWords()
    assert own_text() == default_text()


def test_a_kept_list_comes_back_as_it_was_written(home: Path) -> None:
    text = "# mine\nGarden: oak, plant*\n"
    keep_text(text)
    assert list_path() == home / "config" / "category-words.txt"
    assert own_text() == text
    assert own_words().words == {"oak": "Garden", "plant*": "Garden"}


def test_keeping_the_defaults_leaves_no_file() -> None:
    keep_text("Garden: oak")
    keep_text(default_text())
    assert not list_path().exists()


def test_an_empty_list_proposes_no_category() -> None:
    keep_text("")
    assert own_words() == OwnWords({})


def test_a_malformed_list_is_not_kept() -> None:
    with pytest.raises(WordListError):
        keep_text("Garden")
    assert not list_path().exists()


def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    home.write_text("a file where a folder should be")
    with pytest.raises(TimelineError, match="cannot be written"):
        keep_text("Garden: oak")


def test_articles_are_read_with_the_persons_words() -> None:
    keep_text("Garden: oak, plant*")
    draft = draft_from_words(TEXT, "2025-12-14")
    assert [each.category for each in draft.proposals] == ["Garden"]
    assert draft.article.notes == ()


def test_an_article_read_anew_is_read_with_them_too() -> None:
    from timeline_app.core.records import ArticleRecord

    keep_text("Garden: oak, plant*")
    (found,) = propose_again(ArticleRecord("a", "", TEXT.partition("\n")[2]), "2025-12-13")
    assert found.category == "Garden"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Garden", "Line 1 has no colon"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"a" * 600_000, "is too long"),
    ],
)
def test_a_list_that_cannot_be_read_stops_no_article_but_is_told(content: bytes, sentence: str) -> None:
    list_path().parent.mkdir(parents=True)
    list_path().write_bytes(content)
    draft = draft_from_words(TEXT, "2025-12-14")
    assert len(draft.proposals) == 1
    (note,) = draft.article.notes
    assert note.startswith("Your words for categories were not used. ")
    assert sentence in note


def test_the_list_is_no_place_for_surrogates() -> None:
    with pytest.raises(WordListError):
        word_list.keep_text("Garden: \ud800")
