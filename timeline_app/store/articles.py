"""Articles within a step: added with the file as it came, a second version, deleted; and told as a list.

A file is kept as it came and never looked into here. Its bytes are logged as an added row, not written into
the history a second time.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from sqlite3 import Connection

from timeline_app.core.clean_text import clean
from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import ArticleHead
from timeline_app.core.fold import tokens
from timeline_app.core.records import NO_FILE, ArticleRecord, FileRecord
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import Step
from timeline_app.store.reading import article_heads, int_of, text_of
from timeline_app.store.rows import Value, insert_row

#: Texts whose lengths differ by more than this factor are no versions of one article.
_LENGTH_FACTOR = 1.6
#: Words in a row that are compared, and the share of them (Jaccard) that makes a version.
_SHINGLE = 4
NEARLY_THE_SAME = 0.5
#: Only texts that share some of so many phrases are compared whole: a story may hold thousands.
_SAMPLES, _SHARED_SAMPLES = 6, 1


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article of the story that a text is the same as, or (`same` is false) nearly the same as."""

    head: ArticleHead
    same: bool


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the list: its particulars, how many events it supports, and how its review stands.

    `to_review` are proposals without a decision, `decided` those with one; `was_read` is whether it was ever
    read for proposals; `versions` is how many texts of it there are.
    """

    head: ArticleHead
    events: int
    to_review: int
    decided: int
    was_read: bool
    versions: int
    file_name: str
    file_sha256: str


def put_article(
    action: Step,
    record: ArticleRecord,
    file: FileRecord = NO_FILE,
    pages: Sequence[tuple[int, str]] = (),
    *,
    version_of: int = 0,
) -> int:
    """Add an article, or with `version_of` a further version of that one; the id of the version.

    `pages` are (start in code points, name) of each page. The same text again is the same version.
    """
    text = clean(record.text)
    if version_of:
        known = action.conn.execute(
            "SELECT id FROM article_version WHERE article_id = ? AND text = ?", (version_of, text)
        ).fetchone()
        if known is not None:
            return int(known[0])
    _check_published(record)
    now = _now()
    article_id = version_of or action.insert(
        "article", {"uid": str(uuid.uuid4()), **_particulars(record), "added": now}
    )
    number = action.conn.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM article_version WHERE article_id = ?", (article_id,)
    ).fetchone()[0]
    values: dict[str, Value] = {
        "article_id": article_id,
        "number": int(number),
        "added": now,
        "read_at": now,
        "file_name": clean(file.name),
        "file_type": clean(file.media_type),
        "file_path": clean(file.path),
        "file_sha256": file.sha256,
        "pages": json.dumps([[start, clean(name)] for start, name in pages], ensure_ascii=False),
        "text": text,
        "file": file.content,
    }
    version_id = insert_row(action.conn, "article_version", values)
    action.added("article_version", version_id, version_id)
    return version_id


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _particulars(record: ArticleRecord) -> dict[str, Value]:
    columns = ("title", "author", "publisher", "published", "url", "archive_url", "language")
    return {column: clean(getattr(record, column).strip()) for column in columns}


def _check_published(record: ArticleRecord) -> None:
    try:
        bounds(record.published)
    except TimelineError as error:
        raise TimelineError(f"The publication date of “{record.title}” cannot be read: {error}") from error


def known_article(story: StoryFile, text: str) -> KnownArticle | None:
    """The article that has this very text, or else the one that has nearly it; None for a new one."""
    text = clean(text)
    with reading(story) as connection:
        heads = {head.id: head for head in article_heads(connection)}
        row = connection.execute(
            "SELECT article_id, id FROM article_version WHERE text = ? ORDER BY id DESC", (text,)
        ).fetchone()
        if row is not None and row[0] in heads:
            return KnownArticle(_at_version(heads[row[0]], int(row[1])), same=True)
        ours = _shingles(tokens(text))
        best: tuple[float, int] | None = None
        for article_id, theirs in _candidates(connection, text, ours):
            share = _share(ours, _shingles(theirs.split()))
            if share >= NEARLY_THE_SAME and article_id in heads and (best is None or share > best[0]):
                best = share, article_id
    return KnownArticle(heads[best[1]], same=False) if best else None


def _at_version(head: ArticleHead, version_id: int) -> ArticleHead:
    return replace(head, version_id=version_id)


def _candidates(
    connection: Connection, text: str, shingles: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, str]]:
    """Article and folded words of each version about as long as `text` that shares some of its phrases."""
    step = max(len(shingles) // _SAMPLES, 1)
    phrases = [" ".join(shingle) for shingle in shingles[::step][:_SAMPLES]]
    if not phrases:
        return
    shared = " + ".join("(instr(search_text, ?) > 0)" for _ in phrases)
    low, high = int(len(text) / _LENGTH_FACTOR), int(len(text) * _LENGTH_FACTOR)
    rows = connection.execute(
        f"SELECT id FROM article_version WHERE length(text) BETWEEN ? AND ? AND {shared} >= ?",
        (low, high, *phrases, min(_SHARED_SAMPLES, len(phrases))),
    ).fetchall()
    for (version_id,) in rows:
        row = connection.execute(
            "SELECT article_id, search_text FROM article_version WHERE id = ?", (version_id,)
        ).fetchone()
        yield int_of(row[0]), text_of(row[1])


def _shingles(words: Iterable[str]) -> list[tuple[str, ...]]:
    """Every few words in a row, in their order."""
    listed = list(words)
    return [tuple(listed[at : at + _SHINGLE]) for at in range(len(listed) - _SHINGLE + 1)]


def _share(ours: Iterable[tuple[str, ...]], theirs: Iterable[tuple[str, ...]]) -> float:
    one, other = frozenset(ours), frozenset(theirs)
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def article_rows(story: StoryFile) -> list[ArticleRow]:
    """All articles at their newest versions, in the order they were added."""
    with reading(story) as connection:
        heads = article_heads(connection)
        events = _by_article(
            connection.execute(
                "SELECT article_id, count(DISTINCT event_id) FROM passage"
                " JOIN article_version ON article_version.id = version_id GROUP BY article_id"
            ).fetchall()
        )
        decisions = connection.execute(
            "SELECT article_id, coalesce(sum(decision = 'open'), 0), coalesce(sum(decision <> 'open'), 0)"
            " FROM proposal JOIN article_version ON article_version.id = version_id GROUP BY article_id"
        ).fetchall()
        versions = connection.execute(
            "SELECT article_id, count(*), max(read_at), max(file_name), max(file_sha256)"
            " FROM article_version GROUP BY article_id"
        ).fetchall()
    waiting = {int_of(row[0]): (int_of(row[1]), int_of(row[2])) for row in decisions}
    files = {int_of(row[0]): row[1:] for row in versions}
    rows = []
    for head in heads:
        to_review, decided = waiting.get(head.id, (0, 0))
        count, read_at, name, sha256 = files.get(head.id, (1, "", "", ""))
        rows.append(
            ArticleRow(
                head,
                events.get(head.id, 0),
                to_review,
                decided,
                bool(read_at),
                int_of(count),
                text_of(name),
                text_of(sha256),
            )
        )
    return rows


def _by_article(rows: Sequence[Sequence[object]]) -> Mapping[int, int]:
    return {int_of(row[0]): int_of(row[1]) for row in rows}


def articles_with(story: StoryFile, words: str) -> frozenset[int]:
    """The ids of articles in whose texts, of any version, all these words or beginnings of words stand."""
    sought = list(tokens(words))
    if not sought:
        return frozenset()
    clauses = " AND ".join("instr(' ' || search_text, ' ' || ?) > 0" for _ in sought)
    with reading(story) as connection:
        rows = connection.execute(
            f"SELECT DISTINCT article_id FROM article_version WHERE {clauses}", sought
        ).fetchall()
    return frozenset(int_of(row[0]) for row in rows)


@dataclass(frozen=True, slots=True)
class Touched:
    """What deleting an article takes along: its passages, and the events that have no other source then."""

    passages: int
    events: int


def touched_by_deletion(story: StoryFile, article_id: int) -> Touched:
    """What would go with an article."""
    ours = "SELECT id FROM article_version WHERE article_id = ?"
    with reading(story) as connection:
        passages = connection.execute(
            f"SELECT count(*) FROM passage WHERE version_id IN ({ours})", (article_id,)
        ).fetchone()[0]
        events = connection.execute(
            f"SELECT count(DISTINCT event_id) FROM passage WHERE version_id IN ({ours})"
            f" AND event_id NOT IN (SELECT event_id FROM passage WHERE version_id NOT IN ({ours}))",
            (article_id, article_id),
        ).fetchone()[0]
    return Touched(int(passages), int(events))


def pages_of(story: StoryFile, version_id: int) -> tuple[tuple[int, str], ...]:
    """Where each page of a version begins, and its name; empty for texts without pages."""
    with reading(story) as connection:
        row = connection.execute("SELECT pages FROM article_version WHERE id = ?", (version_id,)).fetchone()
    return pages_in(row[0]) if row else ()


def pages_in(text: object) -> tuple[tuple[int, str], ...]:
    """The pages that a column's text holds; none where it is damaged."""
    try:
        plain = json.loads(text_of(text) or "[]")
        return tuple((int(start), str(name)) for start, name in plain)
    except (ValueError, TypeError, RecursionError):
        return ()
