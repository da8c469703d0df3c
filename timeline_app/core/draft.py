"""An event as a person is writing it, before it is in the story: words instead of ids; no storage."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.event import Event, Link, Status, TagKind
from timeline_app.core.records import TagRecord


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A passage that shall support an event: `text[start:end] == quote` of an article's version."""

    version_id: int
    start: int
    end: int
    quote: str
    page: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is said of a picture that an event has."""

    id: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """All that a person can say of an event. `category` is a name, "" for none; a new one is made.

    `edtf` is "" for an undated event; `reason` says how the date came about, where that needs saying;
    `pictures` are the words of pictures that the event has already.
    """

    title: str
    edtf: str = ""
    as_written: str = ""
    note: str = ""
    category: str = ""
    status: Status = Status.NONE
    importance: int = 0
    derived: bool = False
    reason: str = ""
    tags: tuple[TagRecord, ...] = ()
    passages: tuple[PassageDraft, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[PictureWords, ...] = ()

    def names(self, kind: TagKind) -> tuple[str, ...]:
        """The names of its tags of one kind."""
        return tuple(tag.name for tag in self.tags if tag.kind is kind)


def draft_of(event: Event, category: str) -> EventDraft:
    """An event as it stands, to be changed; `category` is the name of its category, or ""."""
    return EventDraft(
        title=event.title,
        edtf=event.edtf,
        as_written=event.as_written,
        note=event.note,
        category=category,
        status=event.status,
        importance=event.importance,
        derived=event.derived,
        reason=event.reason,
        tags=tuple(TagRecord(tag.name, tag.kind) for tag in event.tags),
        passages=tuple(
            PassageDraft(one.version_id, one.start, one.end, one.quote, one.page, one.dated)
            for one in event.passages
        ),
        links=event.links,
        pictures=tuple(PictureWords(one.id, one.caption, one.credit) for one in event.pictures),
    )


@dataclass(frozen=True, slots=True)
class ManyChange:
    """What is to change in many events at once; None leaves a thing as each of them has it."""

    category: str | None = None
    add_tags: tuple[TagRecord, ...] = ()
    remove_tags: tuple[TagRecord, ...] = ()
    status: Status | None = None
    importance: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return self == ManyChange()
