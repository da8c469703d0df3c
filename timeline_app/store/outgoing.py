"""Rows → records of a story, its events one by one; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from sqlite3 import Connection

from timeline_app.core.event import Event, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    FileRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryStream,
    TagRecord,
)
from timeline_app.core.report import Remarks
from timeline_app.core.snapshot import FacetKind
from timeline_app.store.articles import pages_in
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.reading import categories, events, int_of, picture_bytes, settings_of, text_of
from timeline_app.store.story_parts import StoryPart, fitting, part_of, portions
from timeline_app.store.view_records import named_order, names_by_key, object_of, view_records

_BATCH = 1_000


def story_stream(
    story: StoryFile, ids: Sequence[int], remarks: Remarks, *, whole: bool, lost: bool = False
) -> StoryStream:
    """Events in the order of `ids`, with the articles they quote and the categories they have.

    `whole` takes all periods, saved views and articles as well, and what no event has or quotes; else only
    the periods and views that fit these events go along (`fitting`), and what stays is told. A passage whose
    quote no longer stands in its article is kept as such with `lost`; else it is left out, and told.
    """
    with reading(story) as connection:
        settings = settings_of(connection)
        order = named_order(names_by_key(connection), settings.lane_order)
        views, periods = view_records(connection), _periods(connection)
        unused = connection.execute(
            "SELECT name, kind FROM tag WHERE id NOT IN (SELECT tag_id FROM event_tag) ORDER BY id"
        )
        tags = tuple(TagRecord(text_of(name), TagKind(kind)) for name, kind in unused) if whole else ()
        extras = {int(row[0]): row[1] for row in connection.execute("SELECT id, extra FROM category")}
        known = categories(connection)
    names = {category.id: category.name for category in known}
    kept = set(names)
    if not whole:
        part = part_of(story, ids)
        kept = {one.id for one in known if one.name in part.names[FacetKind.CATEGORY.value]}
        periods, views = fitting(part, periods, views, remarks)
        order = {kind: _named_among(part, kind, lanes) for kind, lanes in order.items()}
    version_of: dict[str, int] = {}
    return StoryStream(
        events=_events(story, ids, names, remarks, lost=lost),
        articles=_articles(story, ids, version_of, every=whole),
        categories=tuple(
            CategoryRecord(one.name, one.colour, one.symbol, one.own_colour, object_of(extras.get(one.id)))
            for one in known
            if one.id in kept
        ),
        periods=periods,
        settings=replace(settings, lane_order={kind: lanes for kind, lanes in order.items() if lanes}),
        views=views,
        tags=tags,
        content_of=lambda key: _file_of(story, version_of.get(key, 0)),
    )


def _named_among(part: StoryPart, kind: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in part.names.get(kind, frozenset()))


def _periods(connection: Connection) -> tuple[PeriodRecord, ...]:
    rows = connection.execute("SELECT name, edtf, colour, extra, note, uid FROM period ORDER BY id")
    return tuple(
        PeriodRecord(
            text_of(name), text_of(edtf), text_of(colour), object_of(extra), text_of(note), text_of(uid)
        )
        for name, edtf, colour, extra, note, uid in rows
    )


def all_ids(story: StoryFile) -> list[int]:
    """The ids of all events, as they were added."""
    with reading(story) as connection:
        return [int(row[0]) for row in connection.execute("SELECT id FROM event ORDER BY id")]


def proposals_left(story: StoryFile) -> tuple[int, int]:
    """The proposals of articles, which no record holds: how many there are, and how many not yet decided."""
    with reading(story) as connection:
        row = connection.execute(
            "SELECT count(*), coalesce(sum(decision = 'open'), 0) FROM proposal"
        ).fetchone()
    return int(row[0]), int(row[1])


def file_sizes(story: StoryFile) -> dict[str, int]:
    """The key of each version of an article whose original file is in the story → its bytes."""
    with reading(story) as connection:
        rows = connection.execute("SELECT id, length(file) FROM article_version WHERE length(file) > 0")
        return {_key(int(row_id)): int(size) for row_id, size in rows}


def _file_of(story: StoryFile, version_id: int) -> bytes | None:
    with reading(story) as connection:
        row = connection.execute("SELECT file FROM article_version WHERE id = ?", (version_id,)).fetchone()
    return row[0] if row is not None and isinstance(row[0], bytes) else None


def _articles(
    story: StoryFile, ids: Sequence[int], version_of: dict[str, int], *, every: bool
) -> tuple[ArticleRecord, ...]:
    """The versions that the events quote, or all there are if `every`; their ids go into `version_of`."""
    with reading(story) as connection:
        wanted: set[int] = set()
        if every:
            wanted = {int(row[0]) for row in connection.execute("SELECT id FROM article_version")}
        else:
            for some, marks in portions(ids):
                rows = connection.execute(
                    f"SELECT DISTINCT version_id FROM passage WHERE event_id IN ({marks})", some
                )
                wanted |= {int(row[0]) for row in rows}
        found = []
        older: dict[int, str] = {}
        for version_id in sorted(wanted):
            row = connection.execute(
                "SELECT article_id, title, text, author, publisher, published, url, archive_url, language,"
                " article_version.added, uid, read_at, pages, extra,"
                " file_name, file_type, file_path, file_sha256"
                " FROM article_version JOIN article ON article.id = article_id WHERE article_version.id = ?",
                (version_id,),
            ).fetchone()
            if row is None:
                continue
            article_id, key = int_of(row[0]), _key(version_id)
            title, text, author, publisher, published, url, archive_url, language = map(text_of, row[1:9])
            follows = older.get(article_id, "")
            found.append(
                ArticleRecord(
                    key,
                    title,
                    text,
                    author=author,
                    publisher=publisher,
                    published=published,
                    url=url,
                    archive_url=archive_url,
                    language=language,
                    follows=follows,
                    added=text_of(row[9]),
                    uid="" if follows else text_of(row[10]),
                    read_at=text_of(row[11]),
                    pages=pages_in(row[12]),
                    extra={} if follows else object_of(row[13]),
                    # where it lay on this machine is nobody else's business: parts are passed on
                    file=FileRecord(
                        name=text_of(row[14]),
                        media_type=text_of(row[15]),
                        path=text_of(row[16]) if every else "",
                        sha256=text_of(row[17]),
                    ),
                )
            )
            version_of[key], older[article_id] = version_id, key
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
            for portion, marks in portions(some):
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
