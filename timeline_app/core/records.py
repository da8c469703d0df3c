"""A story's content in transit: what every format reads into and the store takes; ids are only local keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from timeline_app.core.event import Link, Status, StorySettings, Symbol, TagKind

#: A picture kept in a story may weigh this much; the history keeps it once more.
MOST_PICTURE_BYTES = 32 * 2**20
#: The original file of an article is kept in a story up to this size.
MOST_FILE_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage by its article's key; `start` and `end` count code points, `quote` is what stands there.

    `lost` marks one whose quote no longer stands in its article: its place then means nothing.
    """

    article: str
    start: int
    end: int
    quote: str
    page: str = ""
    dated: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The file an article came from; `content` is None where it is too large to be kept in the story."""

    name: str = ""
    media_type: str = ""
    path: str = ""
    sha256: str = ""
    content: bytes | None = None


#: Of an article that was pasted.
NO_FILE = FileRecord()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it came; `key` is unique within the content, `published` is EDTF or empty.

    `follows` is the key of the article, earlier in the content, of which this is a newer version; `added` is
    when it came into its story, `read_at` when it was read for proposals (ISO 8601), empty for now and for
    never. `uid` is the article's own in all its versions. `pages` are (start in code points, name) of each
    page of the text. `extra` is what is kept of it besides.
    """

    key: str
    title: str
    text: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = ""
    follows: str = ""
    added: str = ""
    uid: str = ""
    read_at: str = ""
    pages: tuple[tuple[int, str], ...] = ()
    file: FileRecord = NO_FILE
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture of an event: its bytes and what they are, or only its address; at most MOST_PICTURE_BYTES."""

    name: str = ""
    caption: str = ""
    credit: str = ""
    url: str = ""
    media_type: str = ""
    content: bytes = b""


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
    note: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """A saved view: a name for a filter, a visible span and lanes, with a heading and a paragraph.

    `include` and `exclude` hold, by kind of facet, the names of categories, tags and sources, sorted;
    `span_s` is the visible span in whole seconds, None for all of time.
    """

    name: str
    uid: str = ""
    heading: str = ""
    paragraph: str = ""
    lanes: str = "none"
    query: str = ""
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_date: str = ""
    to_date: str = ""
    span_s: tuple[int, int] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event in transit. `uid` is kept where the format has one; `origin_key` is the format's own id.

    `hand_order` is its place among events of the same date, where a person set it; 0 where none did.
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
    hand_order: int = 0
    pictures: tuple[PictureRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryContent:
    """A whole story or a part of one, in transit; `tags` are those that no event bears."""

    events: tuple[EventRecord, ...] = ()
    articles: tuple[ArticleRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    settings: StorySettings | None = None
    views: tuple[ViewRecord, ...] = ()
    tags: tuple[TagRecord, ...] = ()


#: What a format's reader hands over, one by one: articles and categories before the events that name them.
Record: TypeAlias = (
    EventRecord | ArticleRecord | CategoryRecord | PeriodRecord | ViewRecord | TagRecord | StorySettings
)


@dataclass(frozen=True, slots=True)
class StoryStream:
    """A story on its way out: its events come one by one, once; all else is small enough to be held.

    Only the original files of articles are not: `content_of` gives the bytes of one by its article's key,
    None where there are none. The `file` of each article has no content itself.
    """

    events: Iterator[EventRecord]
    articles: tuple[ArticleRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    settings: StorySettings | None = None
    views: tuple[ViewRecord, ...] = ()
    tags: tuple[TagRecord, ...] = ()
    content_of: Callable[[str], bytes | None] = lambda _key: None


def gathered(records: Iterable[Record]) -> StoryContent:
    """All records of a reader, held at once and sorted by kind."""
    events: list[EventRecord] = []
    articles: list[ArticleRecord] = []
    categories: list[CategoryRecord] = []
    periods: list[PeriodRecord] = []
    views: list[ViewRecord] = []
    tags: list[TagRecord] = []
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
        elif isinstance(record, ViewRecord):
            views.append(record)
        elif isinstance(record, TagRecord):
            tags.append(record)
        else:
            settings = record
    return StoryContent(
        events=tuple(events),
        articles=tuple(articles),
        categories=tuple(categories),
        periods=tuple(periods),
        settings=settings,
        views=tuple(views),
        tags=tuple(tags),
    )


def records_of(content: StoryContent) -> Iterator[Record]:
    """A story's content in the order readers hand it over."""
    return records_of_stream(stream_of(content))


def stream_of(content: StoryContent) -> StoryStream:
    """A story's content as writers take it."""
    return StoryStream(
        events=iter(content.events),
        articles=content.articles,
        categories=content.categories,
        periods=content.periods,
        settings=content.settings,
        views=content.views,
        tags=content.tags,
        content_of={one.key: one.file.content for one in content.articles}.get,
    )


def whole_articles(stream: StoryStream) -> Iterator[ArticleRecord]:
    """The articles of a story on its way out, each with the bytes of its original file."""
    for article in stream.articles:
        content = stream.content_of(article.key)
        yield article if content is None else replace(article, file=replace(article.file, content=content))


def records_of_stream(stream: StoryStream) -> Iterator[Record]:
    """A story on its way out, in the order readers hand it over."""
    settings = () if stream.settings is None else (stream.settings,)
    return chain(
        settings,
        stream.categories,
        stream.tags,
        whole_articles(stream),
        stream.periods,
        stream.views,
        stream.events,
    )
