"""What a story is made of: events, articles, passages, categories and tags; values only, no storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Status(IntEnum):
    """How far an event can be relied on; stored as this number."""

    NONE = 0
    TO_CHECK = 1
    PLANNED = 2
    ALLEGED = 3
    DISPUTED = 4
    DENIED = 5


#: The words of a status, as cards, panels, tables and exports say it.
STATUS_WORDS = {
    Status.TO_CHECK: "to check",
    Status.PLANNED: "planned",
    Status.ALLEGED: "alleged",
    Status.DISPUTED: "disputed",
    Status.DENIED: "denied",
}
#: What is said of an event whose date follows from others.
DERIVED_WORD = "derived"
#: The reason a date bears that a person has set against its passage; it is not asked about again.
SET_BY_HAND = "set by hand"


class TagKind(StrEnum):
    """What a tag names; each kind is a facet and may be a lane."""

    TOPIC = "topic"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Symbol(IntEnum):
    """The shape of a category's mark, so that nothing is told apart by colour alone."""

    DISC = 0
    SQUARE = 1
    TRIANGLE = 2
    DIAMOND = 3
    PENTAGON = 4
    STAR = 5
    CROSS = 6
    TRIANGLE_DOWN = 7
    HEXAGON = 8


@dataclass(frozen=True, slots=True)
class Category:
    """A category: at most one to an event.

    `colour` is an index into the theme's category colours (it repeats from the eighth on), or a hex text
    `#RRGGBB` in `own_colour` that a person chose.
    """

    id: int
    name: str
    colour: int
    symbol: Symbol
    own_colour: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A name that events share."""

    id: int
    name: str
    kind: TagKind


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text. `published` is EDTF or empty; `version_id` is its newest version."""

    id: int
    version_id: int
    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = ""
    added: str = ""

    @property
    def source(self) -> str:
        """The publisher, or the title where there is none."""
        return self.publisher or self.title


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article with its text, unchanged; offsets of passages count its code points."""

    head: ArticleHead
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The very characters `text[start:end] == quote` of one article version that support an event.

    `lost` marks one whose quote no longer occurs in its article, since the text was edited: its place means
    nothing, its quote is what was once there.
    """

    id: int
    event_id: int
    article_id: int
    version_id: int
    start: int
    end: int
    quote: str
    page: str = ""
    dated: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture kept with an event, without its bytes; `size_bytes` is 0 where only its address is kept."""

    id: int
    name: str
    caption: str = ""
    credit: str = ""
    url: str = ""
    media_type: str = ""
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """An address kept with an event; never opened without being shown first."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as read for the passage panel, the table and the exports.

    `edtf` is the truth of the date (`""` for undated); `as_written` is the date in the words it came in.
    """

    id: int
    uid: str
    edtf: str
    title: str
    as_written: str = ""
    note: str = ""
    category_id: int | None = None
    status: Status = Status.NONE
    importance: int = 0
    derived: bool = False
    reason: str = ""
    revision: int = 0
    tags: tuple[Tag, ...] = ()
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The names of its place tags, joined by commas."""
        return ", ".join(tag.name for tag in self.tags if tag.kind is TagKind.PLACE)


@dataclass(frozen=True, slots=True)
class EventText:
    """The words of one event that a label or a card may show; fetched by id, off the frame."""

    id: int
    title: str
    edtf: str
    as_written: str = ""
    passage: str = ""
    derived: bool = False
    status: Status = Status.NONE


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What a story says of itself: kept in its file.

    `table` are the headings of the event table from left to right, each `name:width` in px at text size
    100 %, with a `-` before it where it is hidden; `notes` is the person's own text on the story.
    `lane_order` holds, for each facet whose lanes were put in order by hand (the values of `FacetKind`), the
    keys of its values in their order.
    """

    headline: str = ""
    credit: str = ""
    zone: str = "UTC"
    language: str = "en"
    lanes: str = "none"
    lane_order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alternative_text: str = ""
    sample: bool = False
    table: tuple[str, ...] = ()
    notes: str = ""
