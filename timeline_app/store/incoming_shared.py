"""What incoming events share: categories, tags, articles, periods and settings, known by their names.

Each is written at once, as a logged row of the step it is part of; events themselves are `incoming`'s.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from timeline_app.core.clean_text import clean
from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import StorySettings, Symbol, TagKind
from timeline_app.core.records import ArticleRecord, CategoryRecord, PeriodRecord, TagRecord, ViewRecord
from timeline_app.store.history import Step
from timeline_app.store.reading import settings_of
from timeline_app.store.rows import Value, insert_row
from timeline_app.store.story_settings import fill_settings, write_settings
from timeline_app.store.view_records import keep_views, keys_by_name, order_keys
from timeline_app.store.worked_out import story_zone


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's version in the file, with the text its passages must be found in."""

    version_id: int
    text: str


def check_date(edtf: str, what: str) -> None:
    """Raise TimelineError naming `what` where `edtf` is no date."""
    try:
        bounds(edtf)
    except TimelineError as error:
        raise TimelineError(f"The date of {what} cannot be read: {error}") from error


class SharedParts:
    """What of one import its events name: looked up by name, made where it is missing.

    `articles` holds each key's version, `new_articles` and `new_periods` count those that were added, `zone`
    is the story's.
    """

    def __init__(self, action: Step, *, settings_win: bool, reserved_colours: frozenset[int]) -> None:
        self.articles: dict[str, StoredArticle] = {}
        self.new_articles = 0
        self.new_periods = 0
        self.views: list[ViewRecord] = []
        self._told_settings: StorySettings | None = None
        self._action = action
        self._conn = action.conn
        self._settings_win = settings_win
        self._reserved_colours = reserved_colours
        self.zone = story_zone(self._conn)
        self._categories = {
            str(name): int(row_id) for row_id, name in self._conn.execute("SELECT id, name FROM category")
        }
        self._tags = {
            (str(kind), str(name)): int(row_id)
            for row_id, kind, name in self._conn.execute("SELECT id, kind, name FROM tag")
        }

    def tag_id(self, tag: TagRecord) -> int:
        """The id of a tag, which is made where there is none."""
        key = (str(TagKind(tag.kind)), tag.name)
        found = self._tags.get(key)
        if found is None:
            name = clean(tag.name)
            found = self._tags.get((key[0], name))
            if found is None:
                found = self._action.insert("tag", {"kind": key[0], "name": name})
            self._tags[key] = self._tags[key[0], name] = found
        return found

    def category_id(self, name: str) -> int:
        """The id of a category by its name, made where there is none."""
        found = self._categories.get(name)
        return self.category(CategoryRecord(name)) if found is None else found

    def category(self, record: CategoryRecord) -> int:
        """The id of a category, made as the record says where there is none of its name."""
        name = clean(record.name)
        found = self._categories.get(name)
        if found is None:
            rows = self._conn.execute("SELECT CAST(colour AS INTEGER) FROM category")
            used = {int(row[0]) for row in rows} | self._reserved_colours
            colour = record.colour
            if colour < 0:
                colour = next(index for index in range(len(used) + 1) if index not in used)
            symbol = record.symbol if record.symbol is not None else Symbol(colour % len(Symbol))
            extra = clean(json.dumps(dict(record.extra), ensure_ascii=False))
            found = self._action.insert(
                "category",
                {
                    "name": name,
                    "colour": colour,
                    "own_colour": record.own_colour,
                    "symbol": int(symbol),
                    "position": len(set(self._categories.values())),
                    "extra": extra,
                },
            )
        self._categories[name] = self._categories[record.name] = found
        return found

    def article(self, record: ArticleRecord) -> None:
        """Keep an article, or know it again by its title and text.

        One of a known `uid` and another text is a further version of that article.
        """
        title, text = clean(record.title), clean(record.text)
        row = self._conn.execute(
            "SELECT article_version.id FROM article JOIN article_version ON article_id = article.id"
            " WHERE title = ? AND text = ?",
            (title, text),
        ).fetchone()
        if row is not None:
            self.articles[record.key] = StoredArticle(int(row[0]), text)
            return
        check_date(record.published, f"the publication of “{title}”")
        columns = ("author", "publisher", "published", "url", "archive_url", "language")
        values = {column: clean(getattr(record, column)) for column in columns}
        added = clean(record.added) or datetime.now(UTC).isoformat(timespec="seconds")
        uid = clean(record.uid)
        article_id = self._article_id(record, uid)
        is_new = article_id is None
        if article_id is None:
            extra = clean(json.dumps(dict(record.extra), ensure_ascii=False))
            made = {"uid": uid or str(uuid.uuid4()), "title": title, **values, "added": added, "extra": extra}
            article_id = self._action.insert("article", made)
        version_id = self._put_version(article_id, record, text, added)
        self.articles[record.key] = StoredArticle(version_id, text)
        self.new_articles += is_new

    def _article_id(self, record: ArticleRecord, uid: str) -> int | None:
        """The article of which a record is a further version; None for one of its own."""
        older = self.articles.get(record.follows) if record.follows else None
        if older is not None:
            row = self._conn.execute(
                "SELECT article_id FROM article_version WHERE id = ?", (older.version_id,)
            ).fetchone()
        elif uid:
            row = self._conn.execute("SELECT id FROM article WHERE uid = ?", (uid,)).fetchone()
        else:
            return None
        return int(row[0]) if row is not None else None

    def _put_version(self, article_id: int, record: ArticleRecord, text: str, added: str) -> int:
        """Add a version after those the article has; the file's bytes are not logged a second time."""
        number = self._conn.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM article_version WHERE article_id = ?", (article_id,)
        ).fetchone()[0]
        file = record.file
        pages = [[start, clean(name)] for start, name in record.pages]
        values: dict[str, Value] = {
            "article_id": article_id,
            "number": int(number),
            "added": added,
            "read_at": clean(record.read_at),
            "file_name": clean(file.name),
            "file_type": clean(file.media_type),
            "file_path": clean(file.path),
            "file_sha256": clean(file.sha256),
            "pages": json.dumps(pages, ensure_ascii=False),
            "text": text,
            "file": file.content,
        }
        version_id = insert_row(self._conn, "article_version", values)
        self._action.added("article_version", version_id, version_id)
        return version_id

    def period(self, record: PeriodRecord) -> None:
        """Keep a period, unless there is one of that uid, or of that name and date."""
        check_date(record.edtf, f"the period “{record.name}”")
        name, uid = clean(record.name), clean(record.uid)
        present = self._conn.execute(
            "SELECT 1 FROM period WHERE (uid = ? AND uid <> '') OR (name = ? AND edtf = ?)",
            (uid, name, record.edtf),
        ).fetchone()
        if present is None:
            extra = clean(json.dumps(dict(record.extra), ensure_ascii=False))
            colour = clean(record.colour)
            note = clean(record.note)
            values = {"name": name, "edtf": record.edtf, "colour": colour, "note": note, "extra": extra}
            self._action.insert("period", {"uid": uid or str(uuid.uuid4()), **values})
            self.new_periods += 1

    def settings(self, settings: StorySettings) -> None:
        """Keep settings: all of them, or those of which the story has none of its own.

        The order of lanes names categories and tags that are yet to come: it waits for `finish`.
        """
        self._told_settings = settings
        self._write_settings(replace(settings, lane_order={}))
        self.zone = story_zone(self._conn)

    def _write_settings(self, settings: StorySettings) -> None:
        if self._settings_win:
            write_settings(self._action, settings)
        else:
            fill_settings(self._action, settings, settings_of(self._conn))

    def finish(self) -> None:
        """Keep what names categories and tags, now that all of them are known: views, the order of lanes."""
        told = self._told_settings
        if self.views:
            keep_views(self._action, self.views, keys_by_name(self._action, self.category, self.tag_id))
        if told is not None and told.lane_order:
            order = order_keys(self._conn, told.lane_order)
            self._write_settings(replace(told, lane_order=order))
