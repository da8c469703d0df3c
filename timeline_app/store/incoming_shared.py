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

    `articles` holds each key's version, `new_articles` counts those that were added, `zone` is the story's.
    """

    def __init__(self, action: Step, *, settings_win: bool, reserved_colours: frozenset[int]) -> None:
        self.articles: dict[str, StoredArticle] = {}
        self.new_articles = 0
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
        """Keep an article, or know it again by its title and text."""
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
        older = self.articles.get(record.follows) if record.follows else None
        if older is not None:
            article_id, number = self._conn.execute(
                "SELECT article_id, max(number) + 1 FROM article_version WHERE article_id ="
                " (SELECT article_id FROM article_version WHERE id = ?)",
                (older.version_id,),
            ).fetchone()
        else:
            number = 1
            article_id = self._action.insert(
                "article", {"uid": str(uuid.uuid4()), "title": title, **values, "added": added}
            )
        version_id = self._action.insert(
            "article_version",
            {"article_id": int(article_id), "number": int(number), "text": text, "added": added},
        )
        self.articles[record.key] = StoredArticle(version_id, text)
        self.new_articles += older is None

    def period(self, record: PeriodRecord) -> None:
        """Keep a period, unless there is one of that name and date."""
        check_date(record.edtf, f"the period “{record.name}”")
        name = clean(record.name)
        present = self._conn.execute(
            "SELECT 1 FROM period WHERE name = ? AND edtf = ?", (name, record.edtf)
        ).fetchone()
        if present is None:
            extra = clean(json.dumps(dict(record.extra), ensure_ascii=False))
            colour = clean(record.colour)
            note = clean(record.note)
            values = {"name": name, "edtf": record.edtf, "colour": colour, "note": note, "extra": extra}
            self._action.insert("period", {"uid": str(uuid.uuid4()), **values})

    def settings(self, settings: StorySettings) -> None:
        """Keep settings: all of them, or those of which the story has none of its own.

        The order of lanes names categories and tags that are yet to come: it waits for `finish`.
        """
        self._told_settings = settings
        self._write_settings(replace(settings, lane_order=()))
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
            order = order_keys(self._conn, told.lanes, told.lane_order)
            self._write_settings(replace(told, lane_order=order))
