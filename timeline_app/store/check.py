"""Looking a story over: the file, its schema, every quote, every worked-out column; mends nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline_app.core.event import Status
from timeline_app.core.fold import search_text
from timeline_app.store import schema
from timeline_app.store.database import StoryFile, connect_scratch, open_story, reading
from timeline_app.store.failures import told
from timeline_app.store.reading import int_of, text_of
from timeline_app.store.worked_out import bounds_rows, story_zone

#: Lines of SQLite's own check that are passed on; a badly damaged file has thousands.
_INTEGRITY_LINES = 20
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a story, told in a sentence; `event_id` where it concerns one event."""

    sentence: str
    event_id: int | None = None

    def __str__(self) -> str:
        return self.sentence


def check(story: StoryFile | Path | str) -> list[Finding]:
    """Everything that is wrong with a story: nothing found is an empty list.

    Reads all of the file, changes no byte. Raises TimelineError where the file cannot be opened at all.
    """
    if not isinstance(story, StoryFile):
        with open_story(story) as opened:
            return check(opened)
    findings = [*_integrity(story)]
    if findings:
        return findings  # what a damaged page holds is not worth reading
    with reading(story) as connection:
        findings += _schema(story)
        findings += _references(connection)
        findings += _dates(connection)
        findings += _values(connection)
        findings += _quotes(connection)
        findings += _words(connection)
    if story.trusted:
        findings += _full_text(story)
    return findings


def _integrity(story: StoryFile) -> Iterator[Finding]:
    with told(story.path):
        rows = story.conn.execute(f"PRAGMA integrity_check({_INTEGRITY_LINES})").fetchall()
    for (line,) in rows:
        if line != "ok":
            yield Finding(f"The file is damaged: {line}.")


def _schema(story: StoryFile) -> Iterator[Finding]:
    if not story.trusted:
        yield Finding(
            "The file holds triggers, views or virtual tables that this program did not make; "
            "it opens for reading only."
        )


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(f"Row {row_id} of “{table}” refers to a row of “{parent}” that does not exist.")


def _dates(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Dates that cannot be read, and bounds that are not those of their date."""
    zone = story_zone(connection)
    rows = connection.execute(
        "SELECT id, title, edtf, search_text IS NULL, earliest_start_s, latest_start_s, earliest_end_s,"
        " latest_end_s, precision, flags FROM event ORDER BY id"
    )
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        expected, refused = bounds_rows([text_of(row[2]) for row in some], zone)
        unreadable = set(refused)
        for place, (row, right) in enumerate(zip(some, expected, strict=True)):
            event_id, title, edtf, stale, *present = row
            if place in unreadable:
                yield Finding(f"The date of “{text_of(title)}” cannot be read: {text_of(edtf)}.", event_id)
            elif not stale and tuple(present) != tuple(right):
                yield Finding(f"The bounds kept for “{text_of(title)}” are not those of its date.", event_id)


def _values(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT id, title FROM event WHERE typeof(status) <> 'integer' OR status NOT BETWEEN 0 AND ?"
        " OR typeof(importance) <> 'integer' OR importance NOT BETWEEN 0 AND 3"
        " OR typeof(title) <> 'text' OR typeof(edtf) <> 'text'",
        (int(max(Status)),),
    )
    for event_id, title in rows:
        yield Finding(f"“{text_of(title)}” holds a value of the wrong kind.", event_id)


def _quotes(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Passages whose quote is not what stands in their article; each text is read once."""
    rows = connection.execute(
        "SELECT version_id, start_char, end_char, quote, lost, event_id,"
        " (SELECT title FROM event WHERE event.id = event_id) FROM passage ORDER BY version_id, start_char"
    )
    at, text = None, ""
    for version_id, first, last, quote, lost, event_id, title in rows:
        if version_id != at:
            found = connection.execute("SELECT text FROM article_version WHERE id = ?", (version_id,))
            at, text = version_id, text_of((found.fetchone() or ("",))[0])
        start, end = int_of(first), int_of(last)
        if lost:
            yield Finding(f"A passage of “{text_of(title)}” is no longer found in its article.", event_id)
        elif not 0 <= start < end <= len(text) or text[start:end] != quote:
            yield Finding(
                f"A passage of “{text_of(title)}” is not what stands in its article at characters "
                f"{start} to {end}.",
                event_id,
            )


def _words(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Folded words that are not those of their row; stale ones are known to be."""
    for table, columns in schema.SEARCHED.items():
        rows = connection.execute(
            f"SELECT id, search_text, {', '.join(columns)} FROM {table} WHERE search_text IS NOT NULL"
        )
        wrong = sum(found != search_text(*map(text_of, texts)) for _, found, *texts in rows)
        if wrong:
            yield Finding(f"The words kept for searching are wrong in {wrong} rows of “{table}”.")


def _full_text(story: StoryFile) -> Iterator[Finding]:
    """FTS5's own check, which counts as writing, on a private copy."""
    with (
        told(story.path),
        TemporaryDirectory(prefix="timeline-app-", ignore_cleanup_errors=True) as folder,
        closing(connect_scratch(Path(folder) / "check.story")) as copy,
    ):
        story.conn.backup(copy)
        for table in schema.SEARCHED:
            fts = f"{table}_fts"
            try:
                copy.execute(f"INSERT INTO {fts}({fts}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError:
                yield Finding(f"The full-text index of “{table}” does not fit its rows.")
