"""Rows → records of a story, its events one by one; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline_app.core.event import Event, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryStream,
    TagRecord,
)
from timeline_app.core.report import Remarks
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.reading import categories, events, int_of, picture_bytes, settings_of, text_of
from timeline_app.store.view_records import lane_kind, named, names_by_key, view_records
from timeline_app.store.worked_out import json_of

_BATCH = 1_000
_IDS_AT_ONCE = 900


def story_stream(
    story: StoryFile, ids: Sequence[int], remarks: Remarks, *, whole: bool, lost: bool = False
) -> StoryStream:
    """Events in the order of `ids`, with the articles they quote and the categories they have.

    `whole` takes periods and saved views as well, and what no event has or quotes. A passage whose quote no
    longer stands in its article is kept as such with `lost`; else it is left out, and told.
    """
    with reading(story) as connection:
        settings = settings_of(connection)
        keyed = names_by_key(connection)
        kind = lane_kind(settings.lanes)
        settings = replace(settings, lane_order=tuple(named(keyed, kind, key) for key in settings.lane_order))
        views = view_records(connection) if whole else ()
        unused = connection.execute(
            "SELECT name, kind FROM tag WHERE id NOT IN (SELECT tag_id FROM event_tag) ORDER BY id"
        )
        tags = tuple(TagRecord(text_of(name), TagKind(kind)) for name, kind in unused) if whole else ()
        extras = {int(row[0]): row[1] for row in connection.execute("SELECT id, extra FROM category")}
        known = categories(connection)
        periods = tuple(
            PeriodRecord(text_of(name), text_of(edtf), text_of(colour), _object(extra), text_of(note))
            for name, edtf, colour, extra, note in connection.execute(
                "SELECT name, edtf, colour, extra, note FROM period ORDER BY id"
            )
        )
    names = {category.id: category.name for category in known}
    articles = _articles(story, ids, every=whole)
    kept = _categories_of(story, ids) if not whole else set(names)
    return StoryStream(
        events=_events(story, ids, names, remarks, lost=lost),
        articles=articles,
        categories=tuple(
            CategoryRecord(one.name, one.colour, one.symbol, one.own_colour, _object(extras.get(one.id)))
            for one in known
            if one.id in kept
        ),
        periods=periods if whole else (),
        settings=settings,
        views=views,
        tags=tags,
    )


def all_ids(story: StoryFile) -> list[int]:
    """The ids of all events, as they were added."""
    with reading(story) as connection:
        return [int(row[0]) for row in connection.execute("SELECT id FROM event ORDER BY id")]


def left_out(story: StoryFile) -> tuple[int, int]:
    """What no record holds: how many articles' original files, and how many proposals not yet decided."""
    with reading(story) as connection:
        row = connection.execute(
            "SELECT (SELECT count(DISTINCT article_id) FROM article_version WHERE length(file) > 0),"
            " (SELECT count(*) FROM proposal WHERE decision = 'open')"
        ).fetchone()
    return int(row[0]), int(row[1])


def _object(text: object) -> dict[str, object]:
    value = json_of(text)
    return value if isinstance(value, dict) else {}


def _portions(ids: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = [int(one) for one in ids[start : start + _IDS_AT_ONCE]]
        yield some, ", ".join("?" * len(some))


def _categories_of(story: StoryFile, ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    with reading(story) as connection:
        for some, marks in _portions(ids):
            rows = connection.execute(f"SELECT DISTINCT category_id FROM event WHERE id IN ({marks})", some)
            found |= {int(row[0]) for row in rows if row[0] is not None}
    return found


def _articles(story: StoryFile, ids: Sequence[int], *, every: bool) -> tuple[ArticleRecord, ...]:
    """The versions that the events quote, and of all the story's articles the newest, if `every`."""
    with reading(story) as connection:
        wanted: set[int] = set()
        if every:
            wanted |= {int(row[0]) for row in connection.execute("SELECT DISTINCT version_id FROM passage")}
            newest = connection.execute(
                "SELECT id FROM article_version AS one WHERE number ="
                " (SELECT max(number) FROM article_version WHERE article_id = one.article_id)"
            )
            wanted |= {int(row[0]) for row in newest}
        else:
            for some, marks in _portions(ids):
                rows = connection.execute(
                    f"SELECT DISTINCT version_id FROM passage WHERE event_id IN ({marks})", some
                )
                wanted |= {int(row[0]) for row in rows}
        found = []
        older: dict[int, str] = {}
        for version_id in sorted(wanted):
            row = connection.execute(
                "SELECT article_id, title, text, author, publisher, published, url, archive_url, language,"
                " article_version.added"
                " FROM article_version JOIN article ON article.id = article_id WHERE article_version.id = ?",
                (version_id,),
            ).fetchone()
            if row is not None:
                article_id = int_of(row[0])
                *words, added = (text_of(value) for value in row[1:])
                follows = older.get(article_id, "")
                found.append(replace(ArticleRecord(_key(version_id), *words), follows=follows, added=added))
                older[article_id] = _key(version_id)
    return tuple(found)


def _key(version_id: int) -> str:
    return f"article-{version_id}"


def _events(
    story: StoryFile, ids: Sequence[int], names: dict[int, str], remarks: Remarks, *, lost: bool
) -> Iterator[EventRecord]:
    for start in range(0, len(ids), _BATCH):
        some = [int(one) for one in ids[start : start + _BATCH]]
        origins: dict[int, tuple[str, str, int]] = {}
        with reading(story) as connection:
            for portion, marks in _portions(some):
                rows = connection.execute(
                    f"SELECT id, origin, origin_key, hand_order FROM event WHERE id IN ({marks})", portion
                )
                origins.update(
                    {int(row[0]): (text_of(row[1]), text_of(row[2]), int_of(row[3])) for row in rows}
                )
        for event in events(story, some):
            # The bytes of one event's pictures at a time: those of a thousand would fill the memory.
            pictures = tuple(
                PictureRecord(
                    name=one.name,
                    caption=one.caption,
                    credit=one.credit,
                    url=one.url,
                    media_type=one.media_type,
                    content=picture_bytes(story, one.id) if one.size_bytes else b"",
                )
                for one in event.pictures
            )
            record = _record(event, names, origins.get(event.id, ("", "", 0)), remarks, lost=lost)
            yield replace(record, pictures=pictures) if pictures else record


def _record(
    event: Event, names: dict[int, str], origin: tuple[str, str, int], remarks: Remarks, *, lost: bool
) -> EventRecord:
    if not lost and any(passage.lost for passage in event.passages):
        remarks.changed("a passage that no longer stands in its article is left out", title=event.title)
    return EventRecord(
        title=event.title,
        edtf=event.edtf,
        uid=event.uid,
        as_written=event.as_written,
        note=event.note,
        category=names.get(event.category_id, "") if event.category_id is not None else "",
        status=event.status,
        importance=event.importance,
        derived=event.derived,
        reason=event.reason,
        tags=tuple(TagRecord(tag.name, tag.kind) for tag in event.tags),
        passages=tuple(
            PassageRecord(_key(one.version_id), one.start, one.end, one.quote, one.page, one.dated, one.lost)
            for one in event.passages
            if lost or not one.lost
        ),
        links=event.links,
        origin=origin[0],
        origin_key=origin[1],
        extra=event.extra,
        hand_order=origin[2],
    )
