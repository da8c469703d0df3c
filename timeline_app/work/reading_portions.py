"""A file → portions of what it holds, that can cross from one process to another; imports no store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from timeline_app.core.event_chunk import CHUNK_EVENTS, EventChunk, EventLists
from timeline_app.core.records import Record
from timeline_app.core.report import Outcome, Remark, Remarks
from timeline_app.formats import Format, ReadOptions

#: So many records make a portion, where they come one by one.
_RECORDS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """What was read since the last one: `content`, and what was told of it (see `Remarks.merge`).

    `place_bytes` says how far the file is read, and `events` how many events that were, with those that are
    still being gathered; a portion may say no more than that.
    """

    content: tuple[Record | EventChunk, ...]
    events: int
    place_bytes: int
    remarks: tuple[Remark, ...] = ()
    counts: tuple[tuple[Outcome, int], ...] = ()


def portions_of(
    file: BinaryIO, known: Format, options: ReadOptions, zone: str, most: int | None = None
) -> Iterator[Portion]:
    """What a file of a known format holds: its first `most` records, or all. `zone` is that of the story.

    Raises what the format's reader raises.
    """
    told = _Told()
    if known.gather is not None and most is None:
        lists, seen = EventLists(), 0
        for _ in known.gather(lists, file, options, told.remarks):
            if len(lists) < CHUNK_EVENTS:
                yield told.portion((), seen + len(lists), file)
                continue
            seen += len(lists)
            yield told.portion((lists.take(zone, told.remarks),), seen, file)
        if len(lists):
            seen += len(lists)
            yield told.portion((lists.take(zone, told.remarks),), seen, file)
        yield told.portion((), seen, file)
    elif known.read is not None:
        records, seen = islice(known.read(file, options, told.remarks), most), 0
        while some := tuple(islice(records, _RECORDS)):
            seen += len(some)
            yield told.portion(some, seen, file)
        yield told.portion((), seen, file)


class _Told:
    """The remarks of one file, and how many of them have been handed over."""

    def __init__(self) -> None:
        self.remarks = Remarks()
        self._kept = 0
        self._counts = dict(self.remarks.counts)

    def portion(self, content: tuple[Record | EventChunk, ...], events: int, file: BinaryIO) -> Portion:
        new = tuple(self.remarks.kept[self._kept :])
        counts = self.remarks.counts
        more = tuple((kind, count - self._counts[kind]) for kind, count in counts.items())
        self._kept, self._counts = len(self.remarks.kept), dict(counts)
        return Portion(content, events, 0 if file.closed else file.tell(), new, more)
