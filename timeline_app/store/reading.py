"""Fetching events, articles and passages by id, whole and typed; changes nothing.

Any SQLite tool may have written the file, so values of a wrong kind become the nearest right one here (a
number that is no status is no status), and `check` reports them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import IntEnum
from sqlite3 import Connection
from typing import TypeVar

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import (
    Article,
    ArticleHead,
    Category,
    Event,
    EventText,
    Link,
    Passage,
    Picture,
    Status,
    StorySettings,
    Symbol,
    Tag,
    TagKind,
)
from timeline_app.core.fold import FIELD_MARK, search_text
from timeline_app.core.snapshot import FacetKind
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.failures import told
from timeline_app.store.worked_out import json_of

_Number = TypeVar("_Number", bound=IntEnum)

#: Ids bound in one statement; SQLite before 3.32 takes 999.
_IDS_AT_ONCE = 900
#: So many sorted ids are taken over in one go, which holds up other threads for a millisecond.
_SORTED_AT_ONCE = 10_000

_PASSAGE_SQL = """
    SELECT passage.id, event_id, article_id, version_id, start_char, end_char, quote, page, dated, lost
    FROM passage JOIN article_version ON article_version.id = version_id
"""
_HEAD_SQL = """
    SELECT article.id, article_version.id, title, author, publisher, published, url, archive_url, language,
           article.added
    FROM article JOIN article_version ON article_version.article_id = article.id
"""


def event_texts(story: StoryFile, ids: Sequence[int]) -> dict[int, EventText]:
    """The words of events that labels and cards show; ids that are gone are left out."""
    found: dict[int, EventText] = {}
    with reading(story) as connection:
        for some, marks in _chunks(ids):
            rows = connection.execute(
                "SELECT id, title, edtf, as_written, derived, status,"
                " (SELECT quote FROM passage WHERE event_id = event.id ORDER BY position, id LIMIT 1)"
                f" FROM event WHERE id IN ({marks})",
                some,
            )
            for event_id, title, edtf, as_written, derived, status, quote in rows:
                found[event_id] = EventText(
                    event_id,
                    text_of(title),
                    text_of(edtf),
                    text_of(as_written),
                    text_of(quote),
                    bool(derived),
                    number_of(Status, status, Status.NONE),
                )
    return found


def title_order(story: StoryFile) -> Iterator[Int64]:
    """The ids of all events by the folded words of their titles; those without any last, equal ones by id.

    In portions. SQLite sorts them, in a file where they are many: half a minute for ten million, in which no
    other thread is held up, and no more memory than for a page. Raises SearchInterrupted where
    `StoryFile.interrupt` was called.
    """
    with told(story.path):
        connection = story.conn
        # what another program has just written has no folded words yet
        connection.create_function("folded_title", 1, lambda title: search_text(text_of(title), ""))
        words = f"substr(text, 1, instr(text, '{FIELD_MARK}') - 1)"
        sorted_ids = connection.execute(
            f"SELECT id FROM (SELECT id, coalesce(search_text, folded_title(title)) AS text FROM event)"
            f" ORDER BY {words} = '', {words}, id"
        )
        while some := sorted_ids.fetchmany(_SORTED_AT_ONCE):
            yield np.array(some, np.int64)[:, 0]


def event(story: StoryFile, event_id: int) -> Event:
    """One event with all that hangs on it. Raises TimelineError where it is gone."""
    found = events(story, [event_id])
    if not found:
        raise TimelineError("This event is no longer in the story.")
    return found[0]


def events(story: StoryFile, ids: Sequence[int]) -> list[Event]:
    """Events with tags, passages and links, in the order of `ids`; ids that are gone are left out."""
    found: dict[int, Event] = {}
    with reading(story) as connection:
        for some, marks in _chunks(ids):
            tags, passages, links = _parts(connection, some, marks)
            pictures = _pictures(connection, some, marks)
            rows = connection.execute(
                "SELECT id, uid, edtf, title, as_written, note, category_id, status, importance, derived,"
                f" reason, revision, extra FROM event WHERE id IN ({marks})",
                some,
            )
            for row in rows:
                event_id = int(row[0])
                found[event_id] = Event(
                    id=event_id,
                    uid=text_of(row[1]),
                    edtf=text_of(row[2]),
                    title=text_of(row[3]),
                    as_written=text_of(row[4]),
                    note=text_of(row[5]),
                    category_id=None if row[6] is None else int_of(row[6]),
                    status=number_of(Status, row[7], Status.NONE),
                    importance=min(max(int_of(row[8]), 0), 3),
                    derived=bool(row[9]),
                    reason=text_of(row[10]),
                    revision=int_of(row[11]),
                    tags=tuple(tags[event_id]),
                    passages=tuple(passages[event_id]),
                    links=tuple(links[event_id]),
                    pictures=tuple(pictures[event_id]),
                    extra=_object_of(row[12]),
                )
    return [found[event_id] for event_id in ids if event_id in found]


def article(story: StoryFile, version_id: int) -> Article:
    """One version of an article with its text. Raises TimelineError where it is gone."""
    with reading(story) as connection:
        row = connection.execute(f"{_HEAD_SQL} WHERE article_version.id = ?", (version_id,)).fetchone()
        text = connection.execute("SELECT text FROM article_version WHERE id = ?", (version_id,)).fetchone()
    if row is None or text is None:
        raise TimelineError("This article is no longer in the story.")
    return Article(_head_of(row), text_of(text[0]))


def article_heads(connection: Connection) -> tuple[ArticleHead, ...]:
    """All articles at their newest versions, in the order they were added."""
    rows = connection.execute(
        f"{_HEAD_SQL} WHERE number = (SELECT max(number) FROM article_version AS newest"
        " WHERE newest.article_id = article.id) ORDER BY article.id"
    )
    return tuple(_head_of(row) for row in rows)


def picture_bytes(story: StoryFile, picture_id: int) -> bytes:
    """The bytes of a picture; empty where only its address is kept. Raises TimelineError where it is gone."""
    with reading(story) as connection:
        row = connection.execute("SELECT bytes FROM picture WHERE id = ?", (picture_id,)).fetchone()
    if row is None:
        raise TimelineError("This picture is no longer in the story.")
    return row[0] if isinstance(row[0], bytes) else b""


def passages_of_article(story: StoryFile, version_id: int) -> list[Passage]:
    """The passages of all events in one article version, in the order of its text."""
    with reading(story) as connection:
        rows = connection.execute(
            f"{_PASSAGE_SQL} WHERE version_id = ? ORDER BY start_char, end_char, passage.id", (version_id,)
        )
        return [_passage_of(row) for row in rows]


def categories(connection: Connection) -> tuple[Category, ...]:
    """All categories in their order."""
    rows = connection.execute(
        "SELECT id, name, colour, symbol, own_colour FROM category ORDER BY position, id"
    )
    return tuple(
        Category(
            int(row[0]),
            text_of(row[1]),
            max(int_of(row[2]), 0),
            number_of(Symbol, row[3], Symbol.DISC),
            text_of(row[4]),
        )
        for row in rows
    )


def settings(story: StoryFile) -> StorySettings:
    """What the story says of itself."""
    with reading(story) as connection:
        return settings_of(connection)


def settings_of(connection: Connection) -> StorySettings:
    """The story's settings; what is missing or of a wrong kind is as in a new story."""
    plain: dict[str, object] = {}
    for key, value in connection.execute("SELECT key, value FROM setting"):
        plain[text_of(key)] = json_of(value)
    default = StorySettings()

    def text(name: str) -> str:
        value = plain.get(name)
        return value if isinstance(value, str) else str(getattr(default, name))

    def texts(name: str) -> tuple[str, ...]:
        value = plain.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    lanes = text("lanes") or default.lanes
    return StorySettings(
        headline=text("headline"),
        credit=text("credit"),
        zone=text("zone") or default.zone,
        language=text("language") or default.language,
        lanes=lanes,
        lane_order=_lane_order(plain.get("lane_order"), lanes),
        alternative_text=text("alternative_text"),
        sample=plain.get("sample") is True,
        table=texts("table"),
        notes=text("notes"),
    )


def _lane_order(value: object, lanes: str) -> dict[str, tuple[str, ...]]:
    """Keys by kind of facet; a list, as older files have it, is of the lanes there are, or of categories."""
    kinds = {kind.value for kind in FacetKind}
    if isinstance(value, list):
        value = {lanes if lanes in kinds else FacetKind.CATEGORY.value: value}
    return {
        kind: tuple(key for key in keys if isinstance(key, str))
        for kind, keys in (value.items() if isinstance(value, dict) else ())
        if kind in kinds and isinstance(keys, list) and keys
    }


def text_of(value: object) -> str:
    """A value that should be a text."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def int_of(value: object) -> int:
    """A value that should be a whole number; 0 where it is none."""
    return value if isinstance(value, int) else 0


def number_of(kind: type[_Number], value: object, default: _Number) -> _Number:
    """A value that should be a number of `kind`."""
    try:
        return kind(int_of(value))
    except ValueError:
        return default


def _object_of(text: object) -> dict[str, object]:
    value = json_of(text)
    return value if isinstance(value, dict) else {}


def _chunks(ids: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    """The ids in portions that one statement takes, each with its question marks."""
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = [int(event_id) for event_id in ids[start : start + _IDS_AT_ONCE]]
        yield some, ", ".join("?" * len(some))


def _parts(
    connection: Connection, ids: Sequence[int], marks: str
) -> tuple[dict[int, list[Tag]], dict[int, list[Passage]], dict[int, list[Link]]]:
    """Tags, passages and links of events, by event."""
    tags: dict[int, list[Tag]] = defaultdict(list)
    rows = connection.execute(
        "SELECT event_id, tag.id, name, kind FROM event_tag JOIN tag ON tag.id = tag_id"
        f" WHERE event_id IN ({marks}) ORDER BY event_tag.id",
        ids,
    )
    for event_id, tag_id, name, kind in rows:
        known = kind in TagKind.__members__.values()
        tags[event_id].append(Tag(tag_id, text_of(name), TagKind(kind) if known else TagKind.TOPIC))
    passages: dict[int, list[Passage]] = defaultdict(list)
    order = "ORDER BY position, passage.id"
    for row in connection.execute(f"{_PASSAGE_SQL} WHERE event_id IN ({marks}) {order}", ids):
        passages[row[1]].append(_passage_of(row))
    links: dict[int, list[Link]] = defaultdict(list)
    rows = connection.execute(
        f"SELECT event_id, url, title FROM link WHERE event_id IN ({marks}) ORDER BY position, id", ids
    )
    for event_id, url, title in rows:
        links[event_id].append(Link(text_of(url), text_of(title)))
    return tags, passages, links


def _pictures(connection: Connection, ids: Sequence[int], marks: str) -> dict[int, list[Picture]]:
    """The pictures of events, without their bytes, by event."""
    found: dict[int, list[Picture]] = defaultdict(list)
    rows = connection.execute(
        "SELECT event_id, id, name, caption, credit, url, media_type, coalesce(length(bytes), 0) FROM picture"
        f" WHERE event_id IN ({marks}) ORDER BY position, id",
        ids,
    )
    for event_id, row_id, *texts, size in rows:
        name, caption, credit, url, media_type = map(text_of, texts)
        picture = Picture(row_id, name, caption, credit, url, media_type, int_of(size))
        found[event_id].append(picture)
    return found


def _passage_of(row: Sequence[object]) -> Passage:
    row_id, event_id, article_id, version_id, start, end = (int_of(value) for value in row[:6])
    quote, page, dated = (text_of(value) for value in row[6:9])
    lost = bool(row[9])
    return Passage(row_id, event_id, article_id, version_id, start, end, quote, page, dated, lost)


def _head_of(row: Sequence[object]) -> ArticleHead:
    return ArticleHead(int_of(row[0]), int_of(row[1]), *(text_of(value) for value in row[2:]))
