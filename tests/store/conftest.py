"""A small story that has one of everything, and a way to make it in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_app.core.event import Link, Status, StorySettings, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    StoryContent,
    TagRecord,
)
from timeline_app.store import repository
from timeline_app.store.database import StoryFile, create_story

TEXT = (
    "Minsk freed 123 prisoners on Saturday. Among them was Maria Kolesnikova.\n"
    "One year after the election, the Treasury imposed sanctions on potash in August 2021. "
    "Potash is what Łukasz Øst sells; the price of potash rose."
)


def passage(article: str, text: str, quote: str) -> PassageRecord:
    """The first place where `quote` stands in `text`."""
    start = text.index(quote)
    return PassageRecord(article, start, start + len(quote), quote)


@pytest.fixture
def content() -> StoryContent:
    freed = passage("report", TEXT, "Minsk freed 123 prisoners on Saturday.")
    kolesnikova = passage("report", TEXT, "Among them was Maria Kolesnikova.")
    treasury = passage("report", TEXT, "the Treasury imposed sanctions on potash in August 2021")
    return StoryContent(
        articles=(
            ArticleRecord("report", "Prisoners freed", TEXT, publisher="The Paper", published="2025-12-13"),
            ArticleRecord("note", "A note without a publisher", "Nothing here is dated."),
        ),
        categories=(CategoryRecord("Sanctions"), CategoryRecord("Prisoners")),
        events=(
            EventRecord(
                "Prisoners freed",
                "2025-12-13",
                uid="uid-freed",
                category="Prisoners",
                importance=3,
                tags=(TagRecord("Maria Kolesnikova", TagKind.PERSON), TagRecord("Minsk", TagKind.PLACE)),
                passages=(freed, kolesnikova),
                links=(Link("https://example.org/freed", "More"),),
                note="They were flown out.",
                extra={"colour": "red"},
            ),
            EventRecord(
                "Sanctions imposed",
                "2021-08",
                category="Sanctions",
                status=Status.DISPUTED,
                tags=(TagRecord("Minsk", TagKind.PLACE), TagRecord("potash")),
                passages=(treasury,),
            ),
            EventRecord(
                "Election", "2020-08", derived=True, reason="one year before", as_written="that August"
            ),
            EventRecord("Talks", "2025-12-12~/2025-12-13", category="Diplomacy"),
            EventRecord("Since then", "2022/.."),
            EventRecord("No one knows when", ""),
        ),
        periods=(PeriodRecord("The protests", "2020-08/2021-03", "#808080"),),
        settings=StorySettings(
            headline="Belarus", credit="The desk", lane_order={"category": ("b", "a")}, sample=True
        ),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a story #1 %20?.story"


@pytest.fixture
def story(path: Path, content: StoryContent) -> Iterator[StoryFile]:
    """The small story, open for writing, with nothing to undo."""
    with create_story(path) as opened:
        repository.add_story_content(opened, content)
        yield opened


@pytest.fixture
def at_rest(path: Path, content: StoryContent) -> Path:
    """The small story, closed."""
    with create_story(path) as opened:
        repository.add_story_content(opened, content)
    return path
