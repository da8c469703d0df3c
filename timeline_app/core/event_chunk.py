"""Some thousand events on their way into a story, by columns; knows no file and no table.

A record an event is easy to read into and dear to move: a chunk of columns crosses from one process to
another, and into the store, at a tenth of the cost. What is worked out from other fields (bounds, folded
words) comes with it, so that it can be worked out where the file is read. Passages and pictures do not travel
so: events that bear them stay records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat, starmap
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from timeline_app.core.clean_text import clean
from timeline_app.core.dates import BoundsColumns, bounds_of_many
from timeline_app.core.dates import bounds as bounds_of
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status
from timeline_app.core.fold import FIELD_MARK, folded_words
from timeline_app.core.records import EventRecord, TagRecord
from timeline_app.core.report import Remarks

Int32 = NDArray[np.int32]
T = TypeVar("T")

#: A column: a value for every event, or the one that all of them have.
Texts: TypeAlias = "list[str] | str"
Numbers: TypeAlias = "list[int] | int"

#: So many events make a chunk; a reader may hand over fewer.
CHUNK_EVENTS = 10_000


def cells(column: list[T] | T, count: int) -> Sequence[T] | repeat[T]:
    """A column's value for each of `count` events, in order."""
    return column if isinstance(column, list) else repeat(column, count)


@dataclass(frozen=True, slots=True, eq=False)
class EventChunk:
    """`count` events in their order, as `EventRecord` tells its fields.

    - `extra` is JSON text; `search_text` the folded words of title, note and date as written;
    - `category` counts through `categories`, -1 for none;
    - `bounds` belong to `edtf`, in the zone the chunk was made for; none of them is refused;
    - `tag_event`, `tag_place` int32, of one length: that event bears `tags[tag_place]`; ascending by event;
    - `links`: (event, position, address, title), ascending by event.
    """

    count: int
    title: Texts
    edtf: Texts
    as_written: Texts
    note: Texts
    reason: Texts
    uid: Texts
    origin: Texts
    origin_key: Texts
    extra: Texts
    search_text: Texts
    status: Numbers
    importance: Numbers
    derived: Numbers
    hand_order: Numbers
    category: Numbers
    categories: tuple[str, ...]
    bounds: BoundsColumns
    tags: tuple[TagRecord, ...]
    tag_event: Int32
    tag_place: Int32
    links: tuple[tuple[int, int, str, str], ...]

    def records(self) -> Iterator[EventRecord]:
        """The same events one by one."""
        tags: list[list[TagRecord]] = [[] for _ in range(self.count)]
        for event, place in zip(self.tag_event.tolist(), self.tag_place.tolist(), strict=True):
            tags[event].append(self.tags[place])
        links: list[list[Link]] = [[] for _ in range(self.count)]
        for event, _, url, title in self.links:
            links[event].append(Link(url, title))
        names = (*self.categories, "")  # -1 is the last of them
        category = [names[place] for place in cells(self.category, self.count)]
        columns = (
            *(self.title, self.edtf, self.uid, self.as_written, self.note, self.reason),
            *(self.origin, self.origin_key, self.extra, category),
            *(self.status, self.importance, self.derived, self.hand_order),
        )
        rows = zip(*(cells(column, self.count) for column in columns), tags, links, strict=True)
        return starmap(_record, rows)


def _record(
    title: str,
    edtf: str,
    uid: str,
    as_written: str,
    note: str,
    reason: str,
    origin: str,
    key: str,
    extra: str,
    category: str,
    status: int,
    importance: int,
    derived: int,
    hand_order: int,
    tags: Sequence[TagRecord],
    links: Sequence[Link],
) -> EventRecord:
    return EventRecord(
        title=title,
        edtf=edtf,
        uid=uid,
        as_written=as_written,
        note=note,
        category=category,
        status=Status(status),
        importance=importance,
        derived=bool(derived),
        reason=reason,
        tags=tuple(tags),
        links=tuple(links),
        origin=origin,
        origin_key=key,
        extra=json.loads(extra) if extra != "{}" else {},
        hand_order=hand_order,
    )


@dataclass(slots=True)
class EventLists:
    """Events being gathered by columns; `take` makes a chunk of them, `drain` records.

    A list is as long as `title`, or shorter where the last of them, or all, are at their default: `say` fills
    it up. `tags` holds what `places_of` says of an event's tags.
    """

    title: list[str] = field(default_factory=list)
    edtf: list[str] = field(default_factory=list)
    as_written: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    uid: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    origin_key: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    category: list[str] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    importance: list[int] = field(default_factory=list)
    derived: list[int] = field(default_factory=list)
    hand_order: list[int] = field(default_factory=list)
    tags: list[tuple[int, ...]] = field(default_factory=list)
    links: list[tuple[Link, ...]] = field(default_factory=list)
    _tag_list: list[TagRecord] = field(default_factory=list)
    _tag_places: dict[TagRecord, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.title)

    def say(self, name: str, value: object) -> None:
        """Put a value into a column that few events have, before the event's title is put into its own."""
        column: list[object] = getattr(self, name)
        column.extend([_DEFAULTS[name]] * (len(self.title) - len(column)))
        column.append(value)

    def _even(self) -> None:
        """Fill up every list that says anything."""
        for name, default in _DEFAULTS.items():
            column = getattr(self, name)
            if column:
                column.extend([default] * (len(self.title) - len(column)))

    def places_of(self, tags: Sequence[TagRecord]) -> tuple[int, ...]:
        """The places of tags among all that were met so far, each once; a new one gets the next."""
        known = self._tag_places
        places = []
        for tag in tags:
            place = known.get(tag)
            if place is None:
                tidy = TagRecord(clean(tag.name), tag.kind)
                place = known.setdefault(tidy, len(self._tag_list))
                known[tag] = place
                if place == len(self._tag_list):
                    self._tag_list.append(tidy)
            places.append(place)
        return tuple(dict.fromkeys(places))

    def add(self, record: EventRecord) -> None:
        """Add an event; its passages and pictures are not taken along."""
        self.title.append(record.title)
        self.edtf.append(record.edtf)
        self.as_written.append(record.as_written)
        self.note.append(record.note)
        self.reason.append(record.reason)
        self.uid.append(record.uid)
        self.origin.append(record.origin)
        self.origin_key.append(record.origin_key)
        self.extra.append(json.dumps(dict(record.extra), ensure_ascii=False) if record.extra else "{}")
        self.category.append(record.category)
        self.status.append(int(record.status))
        self.importance.append(min(max(int(record.importance), 0), 3))
        self.derived.append(int(record.derived))
        self.hand_order.append(record.hand_order)
        self.tags.append(self.places_of(record.tags) if record.tags else ())
        self.links.append(record.links)

    def drain(self) -> list[EventRecord]:
        """What was gathered as records; the lists are empty after it."""
        self._even()
        known = self._tag_list
        columns = (
            *(self.title, self.edtf, self.uid or "", self.as_written or "", self.note or ""),
            *(self.reason or "", self.origin or "", self.origin_key or "", self.extra or "{}"),
            *(self.category or "", self.status or 0, self.importance or 0, self.derived or 0),
            *(self.hand_order or 0, [[known[place] for place in places] for places in self.tags] or ()),
            self.links or (),
        )
        made = list(starmap(_record, zip(*(cells(column, len(self)) for column in columns), strict=True)))
        self._clear()
        return made

    def take(self, zone: str, remarks: Remarks | None) -> EventChunk:
        """A chunk of what was gathered, bounds in the story's `zone`; the lists are empty after it.

        A date that can't be read makes its event undated, and is told to `remarks`; where there are none, it
        raises TimelineError.
        """
        self._even()
        count = len(self.title)
        title, as_written = _tidy(self.title), _tidy(self.as_written)
        edtf, bounds = self._bounds(zone, remarks, title, as_written)
        note = _tidy(self.note)
        names = dict.fromkeys(self.category)
        names.pop("", None)
        place_of = {name: place for place, name in enumerate(names)} | {"": -1}
        tag_count = np.fromiter(map(len, self.tags), np.int32, len(self.tags))
        all_places = np.fromiter(chain.from_iterable(self.tags), np.int64, int(tag_count.sum()))
        used, tag_place = np.unique(all_places, return_inverse=True)
        made = EventChunk(
            count=count,
            title=_column(title, ""),
            edtf=_column(edtf, ""),
            as_written=_column(as_written, ""),
            note=_column(note, ""),
            reason=_column(_tidy(self.reason), ""),
            uid=_column(_tidy(self.uid), ""),
            origin=_column(_tidy(self.origin), ""),
            origin_key=_column(_tidy(self.origin_key), ""),
            extra=_column(_tidy(self.extra), "{}"),
            search_text=_search_texts(count, title, note, as_written),
            status=_column(self.status, 0),
            importance=_column(self.importance, 0),
            derived=_column(self.derived, 0),
            hand_order=_column(self.hand_order, 0),
            category=_column([place_of[name] for name in self.category], -1),
            categories=tuple(names),
            bounds=bounds,
            tags=tuple(self._tag_list[place] for place in used.tolist()),
            tag_event=np.repeat(np.arange(len(tag_count), dtype=np.int32), tag_count),
            tag_place=tag_place.astype(np.int32),
            links=tuple(
                (event, place, clean(link.url), clean(link.title))
                for event, its in enumerate(self.links)
                if its
                for place, link in enumerate(its)
            ),
        )
        self._clear()
        return made

    def _clear(self) -> None:
        for name in _DEFAULTS:
            setattr(self, name, [])

    def _bounds(
        self, zone: str, remarks: Remarks | None, title: list[str], as_written: list[str]
    ) -> tuple[list[str], BoundsColumns]:
        """Dates and their bounds; what is no date becomes what was written."""
        count = len(self.title)
        edtf = self.edtf or [""] * count
        bounds = bounds_of_many(edtf, zone)
        refused = bounds.refused.tolist()
        if refused and not as_written:
            as_written.extend([""] * count)
        for place in refused:
            _tell_refused(edtf[place], title[place], remarks)
            as_written[place] = as_written[place] or clean(edtf[place])
            edtf[place] = ""
        return edtf, bounds


#: Every list's value for an event of which nothing is said.
_DEFAULTS: Mapping[str, object] = {
    **dict.fromkeys(("title", "edtf", "as_written", "note", "reason", "uid", "origin", "origin_key"), ""),
    **dict.fromkeys(("status", "importance", "derived", "hand_order"), 0),
    **dict.fromkeys(("tags", "links"), ()),
    "extra": "{}",
    "category": "",
}


def chunk_of(records: Iterable[EventRecord], zone: str = "UTC", remarks: Remarks | None = None) -> EventChunk:
    """Records as a chunk, without their passages and pictures; raises as `EventLists.take` does."""
    lists = EventLists()
    for record in records:
        lists.add(record)
    return lists.take(zone, remarks)


def _tell_refused(edtf: str, title: str, remarks: Remarks | None) -> None:
    if remarks is not None:
        remarks.changed(f"taken as undated: “{edtf[:40]}” is no date", title=title)
        return
    try:
        bounds_of(edtf)
    except TimelineError as error:
        raise TimelineError(f"The date of “{title}” cannot be read: {error}") from error
    raise TimelineError(f"The date of “{title}” cannot be read: {edtf}")


def _tidy(texts: list[str]) -> list[str]:
    return texts if "".join(texts).isascii() else [clean(text) for text in texts]


def _column(values: list[T], default: T) -> list[T] | T:
    """A column, as one value where all are equal."""
    if not values:
        return default
    return values[0] if values.count(values[0]) == len(values) else values


def _search_texts(count: int, title: list[str], note: list[str], as_written: list[str]) -> Texts:
    """`fold.search_text` of every event's title, note and date as written."""
    parts = [folded_words(texts) if any(texts) else [] for texts in (title, note, as_written)]
    if parts[0] and not parts[1] and not parts[2]:
        nothing = 2 * FIELD_MARK
        return _column([words + nothing for words in parts[0]], nothing)
    filled = [part or [""] * count for part in parts]
    return _column([FIELD_MARK.join(row) for row in zip(*filled, strict=True)], 2 * FIELD_MARK)
