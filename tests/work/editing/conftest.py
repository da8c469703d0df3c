"""A small story with one article, to be edited, and what a person sees of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeline_app.core.event import Event, Link, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    StoryContent,
    TagRecord,
)
from timeline_app.store import repository
from timeline_app.store.connection import StoryFile
from timeline_app.store.database import create_story, open_story

TEXT = "Minsk freed 123 prisoners on Saturday. The Treasury imposed sanctions in August 2021. The end."
FREED, IMPOSED = "Minsk freed 123 prisoners on Saturday.", "The Treasury imposed sanctions in August 2021."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.story"


@pytest.fixture
def story(path: Path) -> Iterator[StoryFile]:
    """Two events with passages, one without, two categories; nothing to undo."""

    def said(quote: str) -> PassageRecord:
        return PassageRecord("report", TEXT.index(quote), TEXT.index(quote) + len(quote), quote)

    content = StoryContent(
        articles=(ArticleRecord("report", "The report", TEXT, publisher="The Paper"),),
        categories=(CategoryRecord("Release"), CategoryRecord("Sanctions")),
        events=(
            EventRecord(
                "Prisoners freed",
                "2025-12-13",
                as_written="Saturday",
                category="Release",
                tags=(TagRecord("Minsk", TagKind.PLACE), TagRecord("prisoners")),
                passages=(said(FREED),),
                links=(Link("https://example.org/freed", "More"),),
            ),
            EventRecord("Sanctions imposed", "2021-08", category="Sanctions", passages=(said(IMPOSED),)),
            EventRecord("Talks", "2025-12-13"),
        ),
    )
    with create_story(path) as opened:
        repository.add_story_content(opened, content)
        yield opened


@pytest.fixture
def named(story: StoryFile) -> Callable[[str], Event]:
    """The event of a title, as it stands in the file now."""

    def find(title: str) -> Event:
        rows = story.conn.execute("SELECT id FROM event WHERE title = ?", (title,)).fetchall()
        return repository.event(story, int(rows[0][0]))

    return find


@pytest.fixture
def titles(story: StoryFile) -> Callable[[], list[str]]:
    """All titles, in the order of the picture."""

    def read() -> list[str]:
        ids = repository.load_snapshot(story).columns.id.tolist()
        texts = repository.event_texts(story, ids)
        return [texts[event_id].title for event_id in ids]

    return read


@pytest.fixture
def other(story: StoryFile, path: Path) -> Iterator[StoryFile]:
    """Another window on the same file."""
    with open_story(path, write=True) as opened:
        yield opened
