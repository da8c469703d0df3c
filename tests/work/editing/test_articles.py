"""Editing an article's text: passages move with it, and one whose quote is gone is flagged, not dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event
from timeline_app.store import repository
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.store.revising import revise_text
from timeline_app.work import editing

Named = Callable[[str], Event]
TEXT = "Minsk freed 123 prisoners on Saturday. The Treasury imposed sanctions in August 2021. The end."


def _version(named: Named) -> int:
    return named("Prisoners freed").passages[0].version_id


def _stand(story: StoryFile, named: Named, text: str) -> dict[str, tuple[str, bool]]:
    """Each event's passage, as it now stands in the text, and whether it is lost."""
    return {
        title: (text[one.start : one.end], one.lost)
        for title in ("Prisoners freed", "Sanctions imposed")
        for one in named(title).passages
    }


def test_passages_after_an_insertion_move_along(story: StoryFile, named: Named) -> None:
    text = TEXT.replace("The Treasury", "And more. The Treasury")
    revised = editing.revise_article(story, _version(named), text)
    assert (1, 0) == (revised.moved, revised.lost)
    assert {
        "Prisoners freed": ("Minsk freed 123 prisoners on Saturday.", False),
        "Sanctions imposed": ("The Treasury imposed sanctions in August 2021.", False),
    } == _stand(story, named, text)


def test_a_passage_moved_to_another_place_is_found_there(story: StoryFile, named: Named) -> None:
    first, second, rest = TEXT.split(". ", 2)
    text = f"{second}. {first}. {rest}"
    editing.revise_article(story, _version(named), text)
    assert [False, False] == [lost for _, lost in _stand(story, named, text).values()]
    assert "Minsk freed 123 prisoners on Saturday." == _stand(story, named, text)["Prisoners freed"][0]


def test_a_passage_whose_quote_is_gone_is_flagged_with_its_quote(story: StoryFile, named: Named) -> None:
    text = TEXT.replace("123 prisoners", "124 prisoners")
    revised = editing.revise_article(story, _version(named), text)
    passage = named("Prisoners freed").passages[0]
    assert 1 == revised.lost
    assert ("Minsk freed 123 prisoners on Saturday.", True) == (passage.quote, passage.lost)


def test_a_lost_passage_that_occurs_again_is_found_again(story: StoryFile, named: Named) -> None:
    editing.revise_article(story, _version(named), TEXT.replace("123 prisoners", "124 prisoners"))
    editing.revise_article(story, _version(named), "News. " + TEXT)
    assert {"Prisoners freed": ("Minsk freed 123 prisoners on Saturday.", False)}.items() <= _stand(
        story, named, "News. " + TEXT
    ).items()


def test_undo_brings_text_and_passages_back(story: StoryFile, named: Named) -> None:
    before = named("Prisoners freed"), named("Sanctions imposed")
    editing.revise_article(story, _version(named), "Nothing is left.", title="The report")
    assert "change of the text of “The report”" == editing.history(story).undo
    editing.undo(story)
    assert before == (named("Prisoners freed"), named("Sanctions imposed"))
    assert TEXT == repository.article(story, _version(named)).text


def test_a_text_changed_in_another_window_is_not_written_over(
    story: StoryFile, other: StoryFile, named: Named
) -> None:
    editing.revise_article(other, _version(named), TEXT + " More.", before=TEXT)
    with pytest.raises(TimelineError, match="another window"):
        editing.revise_article(story, _version(named), TEXT + " Less.", before=TEXT)
    assert TEXT + " More." == repository.article(story, _version(named)).text


def test_an_empty_text_is_refused(story: StoryFile, named: Named) -> None:
    with pytest.raises(TimelineError, match="needs a text"):
        editing.revise_article(story, _version(named), "  ")


def test_an_article_can_be_renamed_and_deleted(story: StoryFile, named: Named) -> None:
    (head,) = repository.load_snapshot(story).articles
    editing.change_article(story, head.id, {"title": "Another title", "published": "2025-12-13"})
    assert "Another title" == repository.load_snapshot(story).articles[0].title
    with pytest.raises(TimelineError, match="publication date"):
        editing.change_article(story, head.id, {"published": "soon"})
    editing.delete_article(story, head.id, "Another title")
    assert () == named("Prisoners freed").passages
    editing.undo(story)
    assert 1 == len(named("Prisoners freed").passages)


@settings(max_examples=20)
@given(
    start=st.integers(0, len(TEXT)),
    length=st.integers(0, 40),
    inserted=st.text("abc. Minsk", max_size=20),
)
def test_whatever_is_edited_a_passage_stands_where_its_quote_is_or_is_lost(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, inserted: str
) -> None:
    from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryContent
    from timeline_app.store.database import create_story

    quotes = [TEXT[0:38], TEXT[39:86], TEXT[60:70], "n"]
    passages = tuple(PassageRecord("a", TEXT.index(one), TEXT.index(one) + len(one), one) for one in quotes)
    content = StoryContent(
        articles=(ArticleRecord("a", "A", TEXT),), events=(EventRecord("E", "2025", passages=passages),)
    )
    text = TEXT[:start] + inserted + TEXT[start + length :]
    if not text.strip():
        return
    path: Path = tmp_path_factory.mktemp("edited") / "a.story"
    with create_story(path) as story:
        repository.add_story_content(story, content)
        with step(story, "change") as action:
            revise_text(action, 1, text)
        found = repository.event(story, 1).passages
    assert quotes == [one.quote for one in found]
    for one in found:
        assert (text[one.start : one.end] == one.quote) if not one.lost else one.quote not in text
