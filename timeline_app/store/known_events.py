"""Which incoming events the story has already, and what an import changes of them; adds no new ones.

An event is known by its `uid`, or by its `origin` and `origin_key`. A key that is not made of the date and
the title (an id of the file's own) counts only where its title or its date agree as well, because ids such
as 1, 2, 3 are not one file's alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from timeline_app.core.clean_text import clean
from timeline_app.core.event import Event, Link, Status
from timeline_app.core.event_chunk import EventChunk, cells
from timeline_app.core.keys import content_key
from timeline_app.core.records import EventRecord, TagRecord
from timeline_app.store.database import StoryFile
from timeline_app.store.editing import picture_values
from timeline_app.store.history import Step
from timeline_app.store.reading import events
from timeline_app.store.rows import Value

_KEYS_AT_ONCE = 900


class KnownEvents:
    """Sorts incoming events into new and known ones, and brings the known up to date.

    `updated` and `known` count events; `looks_up_origins` says that origins are asked for, so that their
    index must stay.
    """

    def __init__(
        self,
        story: StoryFile,
        action: Step,
        *,
        update: bool,
        by_origin: bool,
        first_new: int,
        category_id: Callable[[str], int],
        tag_id: Callable[[TagRecord], int],
    ) -> None:
        self.updated = 0
        self.known = 0
        self._story = story
        self._action = action
        self._update = update
        self._first_new = first_new
        self._category_id = category_id
        self._tag_id = tag_id
        some = action.conn.execute("SELECT 1 FROM event LIMIT 1").fetchone()
        self._by_origin = by_origin and some is not None
        self._has_origin: dict[str, bool] = {}
        self._matched: set[int] = set()

    @property
    def looks_up_origins(self) -> bool:
        """Whether an origin among those that came so far is one of the story's."""
        return any(self._has_origin.values())

    def sort_out(
        self, records: Sequence[EventRecord], versions: Mapping[str, int], *, sees_uids_only: bool = False
    ) -> list[EventRecord]:
        """The new ones of some records; the others are brought up to date, or counted as known.

        `versions` are the ids of the articles that passages name. With `sees_uids_only` an event is added
        once more under a uid of its own, even if it is known.
        """
        by_uid = self._ids_by_uid([record.uid for record in records if record.uid])
        by_key = {} if sees_uids_only else self._ids_by_key(records)
        new: list[EventRecord] = []
        known: list[tuple[int, EventRecord]] = []
        for record in records:
            found = by_uid.get(record.uid) if record.uid else None
            if found is None and by_key:
                found = self._by_key(record, by_key)
            if found is None:
                new.append(record)
                if record.uid:
                    by_uid[record.uid] = -1  # the same uid twice in one file is one event
            elif sees_uids_only:
                new.append(_without_uid(record))
            elif 0 < found < self._first_new and found not in self._matched:
                self._matched.add(found)
                known.append((found, record))
            else:
                self.known += 1
        if self._update and known:
            self._bring_up_to_date(known, versions)
        else:
            self.known += len(known)
        return new

    def all_new(self, chunk: EventChunk) -> bool:
        """Whether no event of a chunk can be one of the story's, or one that came before it."""
        if chunk.uid != "":
            uids = [uid for uid in cells(chunk.uid, chunk.count) if uid]
            if len(set(uids)) < len(uids) or self._ids_by_uid(uids):
                return False
        if not self._by_origin:
            return True
        origins = set(cells(chunk.origin, chunk.count))
        if not any(self._holds(origin) for origin in origins if origin):
            return True
        return not self._ids_by_key(list(chunk.records()))

    def _ids_by_uid(self, uids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some, marks in _portions(uids):
            rows = self._action.conn.execute(f"SELECT uid, id FROM event WHERE uid IN ({marks})", some)
            found.update({str(uid): int(event_id) for uid, event_id in rows})
        return found

    def _ids_by_key(
        self, records: Sequence[EventRecord]
    ) -> dict[tuple[str, str], list[tuple[int, str, str]]]:
        """(origin, key) → the story's events of that key: id, title and date."""
        if not self._by_origin:
            return {}
        keys: dict[str, list[str]] = defaultdict(list)
        for record in records:
            if record.origin and record.origin_key and self._holds(record.origin):
                keys[record.origin].append(record.origin_key)
        found: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
        for origin, wanted in keys.items():
            for some, marks in _portions(wanted):
                rows = self._action.conn.execute(
                    "SELECT origin_key, id, title, edtf FROM event"
                    f" WHERE origin = ? AND origin_key IN ({marks}) AND id < ? ORDER BY id",
                    (origin, *some, self._first_new),
                )
                for key, event_id, title, edtf in rows:
                    found[origin, str(key)].append((int(event_id), str(title), str(edtf)))
        return found

    def _holds(self, origin: str) -> bool:
        if origin not in self._has_origin:
            row = self._action.conn.execute(
                "SELECT 1 FROM event WHERE origin = ? AND id < ? LIMIT 1", (origin, self._first_new)
            ).fetchone()
            self._has_origin[origin] = row is not None
        return self._has_origin[origin]

    def _by_key(
        self, record: EventRecord, by_key: Mapping[tuple[str, str], Sequence[tuple[int, str, str]]]
    ) -> int | None:
        """The first of the story's events of that key that no row before has matched."""
        candidates = by_key.get((record.origin, record.origin_key), ())
        of_content = record.origin_key == content_key(record.edtf, record.title)
        for event_id, title, edtf in candidates:
            if event_id not in self._matched and (of_content or title == record.title or edtf == record.edtf):
                return event_id
        return None

    def _bring_up_to_date(
        self, known: Sequence[tuple[int, EventRecord]], versions: Mapping[str, int]
    ) -> None:
        present = {event.id: event for event in events(self._story, [event_id for event_id, _ in known])}
        for event_id, record in known:
            if self._change(present[event_id], record, versions):
                self.updated += 1
            else:
                self.known += 1

    def _change(self, event: Event, record: EventRecord, versions: Mapping[str, int]) -> bool:
        """Make an event what the record says, as far as it says anything; whether that changed anything.

        What the story has besides (tags, links, passages of its own) stays.
        """
        values = self._values(event, record)
        if values:
            self._action.update("event", event.id, values)
        added = bool(values)
        tags = {(tag.kind, tag.name) for tag in event.tags}
        for tag in dict.fromkeys(record.tags):
            if (tag.kind, clean(tag.name)) not in tags:
                self._action.insert("event_tag", {"event_id": event.id, "tag_id": self._tag_id(tag)})
                added = True
        links = {link.url: link for link in event.links}
        new_links: list[Link] = [link for link in record.links if clean(link.url) not in links]
        for position, link in enumerate(new_links, len(event.links)):
            self._action.insert(
                "link",
                {
                    "event_id": event.id,
                    "position": position,
                    "url": clean(link.url),
                    "title": clean(link.title),
                },
            )
        passages = {(passage.version_id, passage.start, passage.end) for passage in event.passages}
        position = len(event.passages)
        for passage in record.passages:
            version_id = versions.get(passage.article)
            if version_id is None or (version_id, passage.start, passage.end) in passages:
                continue
            self._action.insert(
                "passage",
                {
                    "event_id": event.id,
                    "version_id": version_id,
                    "position": position,
                    "start_char": passage.start,
                    "end_char": passage.end,
                    "quote": clean(passage.quote),
                    "page": clean(passage.page),
                    "dated": clean(passage.dated),
                    "lost": int(passage.lost),
                },
            )
            position += 1
        pictures = self._add_pictures(event, record)
        return added or bool(new_links) or position > len(event.passages) or pictures

    def _add_pictures(self, event: Event, record: EventRecord) -> bool:
        """Keep the pictures that the event has not, told by bytes and address; whether there were any."""
        if not record.pictures:
            return False
        rows = self._action.conn.execute("SELECT url, sha256 FROM picture WHERE event_id = ?", (event.id,))
        present = {(str(url), str(digest)) for url, digest in rows}
        names = ("name", "caption", "credit", "url", "media_type", "sha256", "bytes")
        position = len(event.pictures)
        for picture in record.pictures:
            values: dict[str, Value] = dict(zip(names, picture_values(picture), strict=True))
            if (values["url"], values["sha256"]) not in present:
                self._action.insert("picture", {"event_id": event.id, "position": position, **values})
                position += 1
        return position > len(event.pictures)

    def _values(self, event: Event, record: EventRecord) -> dict[str, Value]:
        """The columns in which the record says something else than the event."""
        values: dict[str, Value] = {}
        for name in ("edtf", "title", "as_written", "note", "reason"):
            said = clean(getattr(record, name))
            if said and said != getattr(event, name):
                values[name] = said
        if record.category:
            category_id = self._category_id(record.category)
            if category_id != event.category_id:
                values["category_id"] = category_id
        if record.status is not Status.NONE and record.status is not event.status:
            values["status"] = int(record.status)
        if record.importance and record.importance != event.importance:
            values["importance"] = min(max(int(record.importance), 0), 3)
        if record.derived and not event.derived:
            values["derived"] = 1
        if record.hand_order:
            row = self._action.conn.execute(
                "SELECT hand_order FROM event WHERE id = ?", (event.id,)
            ).fetchone()
            if row[0] != record.hand_order:
                values["hand_order"] = record.hand_order
        extra = {**event.extra, **record.extra}
        if extra != event.extra:
            values["extra"] = clean(json.dumps(extra, ensure_ascii=False))
        return values


def _without_uid(record: EventRecord) -> EventRecord:
    return replace(record, uid="")


def _portions(keys: Sequence[str]) -> list[tuple[list[str], str]]:
    """Keys in portions that one statement takes, each with its question marks."""
    unique = list(dict.fromkeys(keys))
    starts = range(0, len(unique), _KEYS_AT_ONCE)
    portions = [unique[start : start + _KEYS_AT_ONCE] for start in starts]
    return [(some, ", ".join("?" * len(some))) for some in portions]
