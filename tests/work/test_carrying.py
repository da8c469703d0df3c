"""Events carried from one story to another: whole, in one step, and nothing known is doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event, Link, StorySettings, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryContent,
    TagRecord,
    ViewRecord,
)
from timeline_app.store import history, reading, repository
from timeline_app.store.database import StoryFile, create_story
from timeline_app.store.outgoing import all_ids
from timeline_app.work import carrying

EVENT = EventRecord(
    "Rain",
    "2020-05",
    note="It poured.",
    category="Weather",
    importance=2,
    tags=(TagRecord("Minsk", TagKind.PLACE), TagRecord("storm")),
    passages=(
        PassageRecord("a", 0, 10, "It rained.", "3", "then"),
        PassageRecord("a", 0, 9, "Gone.", lost=True),
    ),
    links=(Link("https://example.org", "There"),),
    pictures=(PictureRecord("rain.png", "The rain", "A. Photographer", "", "image/png", b"\x89PNG rain"),),
)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "source.story") as story:
        content = StoryContent(
            events=(EVENT, EventRecord("Sun", "2021", category="Sky")),
            articles=(
                ArticleRecord("a", "Report", "It rained. Then it stopped.", publisher="Paper"),
                ArticleRecord("b", "Unquoted", "Nothing of this is quoted."),
            ),
            categories=(CategoryRecord("Weather", 0), CategoryRecord("Sky", 1)),
            periods=(PeriodRecord("Spring", "2020-03/2020-05"),),
            views=(ViewRecord("Wet"),),
        )
        repository.add_story_content(story, content)
        yield story


@pytest.fixture
def target(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "target.story") as story:
        yield story


def only_event(story: StoryFile) -> Event:
    (found,) = repository.events(story, all_ids(story))
    return found


def told(story: StoryFile, event: Event) -> tuple[object, ...]:
    """All that an event says, without the ids of its story."""
    names = {one.id: one.name for one in reading.categories(story.conn)}
    return (
        *(event.uid, event.title, event.edtf, event.note, event.importance),
        names.get(event.category_id or 0, ""),
        [(tag.name, tag.kind) for tag in event.tags],
        [(one.quote, one.start, one.end, one.page, one.dated, one.lost) for one in event.passages],
        event.links,
        [(one.name, one.caption, one.credit, reading.picture_bytes(story, one.id)) for one in event.pictures],
    )


def test_a_pasted_event_brings_all_that_hangs_on_it(source: StoryFile, target: StoryFile) -> None:
    rain, _ = all_ids(source)
    pasted = carrying.paste(target, carrying.carry(source, [rain]).content)
    assert (1, 1) == (pasted.new, pasted.new_articles)
    assert told(source, repository.event(source, rain)) == told(target, only_event(target))
    article = repository.article(target, only_event(target).passages[0].version_id)
    assert ("Report", "Paper", "It rained. Then it stopped.") == (
        article.head.title,
        article.head.publisher,
        article.text,
    )


def test_nothing_else_of_the_story_comes_along(source: StoryFile, target: StoryFile) -> None:
    carrying.paste(target, carrying.carry(source, all_ids(source)[:1]).content)
    for table, number in (("article", 1), ("category", 1), ("tag", 2), ("period", 0), ("saved_view", 0)):
        assert number == target.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    assert StorySettings() == reading.settings(target)


def test_the_same_events_again_double_nothing(source: StoryFile, target: StoryFile) -> None:
    content = carrying.carry(source, all_ids(source)).content
    carrying.paste(target, content)
    again = carrying.paste(target, content)
    assert (0, 0) == (again.new, again.new_articles)
    assert again.ids == tuple(all_ids(target))
    assert 2 == len(all_ids(target))
    into_itself = carrying.paste(source, content)
    assert (0, tuple(all_ids(source))) == (into_itself.new, into_itself.ids)


def test_a_known_article_is_used_again(source: StoryFile, target: StoryFile) -> None:
    article = ArticleRecord("x", "Report", "It rained. Then it stopped.")
    repository.add_story_content(target, StoryContent(articles=(article,)))
    pasted = carrying.paste(target, carrying.carry(source, all_ids(source)[:1]).content)
    assert 0 == pasted.new_articles
    assert 1 == target.conn.execute("SELECT count(*) FROM article_version").fetchone()[0]


def test_pasting_is_one_step_that_can_be_undone(source: StoryFile, target: StoryFile) -> None:
    carrying.paste(target, carrying.carry(source, all_ids(source)).content)
    assert "paste of 2 events" == history.undo(target)
    for table in ("event", "article", "category", "tag", "passage", "picture", "link"):
        assert 0 == target.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table


def test_a_new_category_takes_no_colour_that_another_one_has(source: StoryFile, target: StoryFile) -> None:
    repository.add_story_content(target, StoryContent(categories=(CategoryRecord("Politics", 0),)))
    carrying.paste(target, carrying.carry(source, all_ids(source)).content)
    colours = {one.name: one.colour for one in reading.categories(target.conn)}
    assert 3 == len(set(colours.values()))
    assert 0 == colours["Politics"]


def test_what_is_no_story_is_refused_and_leaves_nothing(target: StoryFile) -> None:
    with pytest.raises(TimelineError):
        carrying.paste(target, b"not JSON")
    assert [] == all_ids(target)


def test_too_many_events_are_not_carried(source: StoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "MOST_CARRIED", 1)
    carried = carrying.carry(source, all_ids(source))
    assert (2, b"") == (len(carried.events), carried.content)
