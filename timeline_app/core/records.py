"""A story's content in transit: what every format reads into and the store takes; ids are only local keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from timeline_app.core.event import Link, Status, StorySettings, Symbol, TagKind


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage by its article's key; `start` and `end` count code points, `quote` is what stands there."""

    article: str
    start: int
    end: int
    quote: str
    page: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it came; `key` is unique within the content, `published` is EDTF or empty."""

    key: str
    title: str
    text: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CategoryRecord:
    """A category by name; `colour` indexes the theme's category colours, -1 takes the next free one.

    `extra` is what a foreign format holds of it and we do not, by format.
    """

    name: str
    colour: int = -1
    symbol: Symbol | None = None
    own_colour: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A tag by name and kind."""

    name: str
    kind: TagKind = TagKind.TOPIC


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """An era, a term of office, a war: a quiet band behind the lanes, never counted as an event."""

    name: str
    edtf: str
    colour: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event in transit. `uid` is kept where the format has one; `origin_key` is the format's own id.

    `extra` is what a foreign format holds and we do not: format name → what its writer writes back.
    """

    title: str
    edtf: str
    uid: str = ""
    as_written: str = ""
    note: str = ""
    category: str = ""
    status: Status = Status.NONE
    importance: int = 0
    derived: bool = False
    reason: str = ""
    tags: tuple[TagRecord, ...] = ()
    passages: tuple[PassageRecord, ...] = ()
    links: tuple[Link, ...] = ()
    origin: str = ""
    origin_key: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoryContent:
    """A whole story or a part of one, in transit."""

    events: tuple[EventRecord, ...] = ()
    articles: tuple[ArticleRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    settings: StorySettings | None = None


#: What a format's reader hands over, one by one: articles and categories before the events that name them.
Record: TypeAlias = EventRecord | ArticleRecord | CategoryRecord | PeriodRecord | StorySettings


@dataclass(frozen=True, slots=True)
class StoryStream:
    """A story on its way out: its events come one by one, once; all else is small enough to be held."""

    events: Iterator[EventRecord]
    articles: tuple[ArticleRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    settings: StorySettings | None = None


def gathered(records: Iterable[Record]) -> StoryContent:
    """All records of a reader, held at once and sorted by kind."""
    events: list[EventRecord] = []
    articles: list[ArticleRecord] = []
    categories: list[CategoryRecord] = []
    periods: list[PeriodRecord] = []
    settings: StorySettings | None = None
    for record in records:
        if isinstance(record, EventRecord):
            events.append(record)
        elif isinstance(record, ArticleRecord):
            articles.append(record)
        elif isinstance(record, CategoryRecord):
            categories.append(record)
        elif isinstance(record, PeriodRecord):
            periods.append(record)
        else:
            settings = record
    return StoryContent(tuple(events), tuple(articles), tuple(categories), tuple(periods), settings)


def records_of(content: StoryContent) -> Iterator[Record]:
    """A story's content in the order readers hand it over."""
    settings = () if content.settings is None else (content.settings,)
    return chain(settings, content.categories, content.articles, content.periods, content.events)


def stream_of(content: StoryContent) -> StoryStream:
    """A story's content as writers take it."""
    return StoryStream(
        iter(content.events), content.articles, content.categories, content.periods, content.settings
    )


def records_of_stream(stream: StoryStream) -> Iterator[Record]:
    """A story on its way out, in the order readers hand it over."""
    settings = () if stream.settings is None else (stream.settings,)
    return chain(settings, stream.categories, stream.articles, stream.periods, stream.events)
