"""What a format can't hold of the events written to it, counted and told once for each kind of thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from timeline_app.core.event import Status
from timeline_app.core.records import EventRecord, StoryStream
from timeline_app.core.report import Remarks

_NAMES = {
    "as_written": "the date as it was written",
    "note": "notes",
    "category": "categories",
    "status": "the status",
    "importance": "the importance",
    "derived": "that a date was derived, and the reason",
    "tags": "tags",
    "passages": "passages and their articles",
    "links": "links",
    "pictures": "pictures",
    "extra": "what other formats held besides",
}


_NO_PLACE = "Left out, because the format has no place for it:"


class Losses:
    """Counts, event by event, what is left out; `tell` says it at the end.

    `holds` names the fields that the format holds; a title and a date every format holds.
    """

    def __init__(self, remarks: Remarks, format_name: str, holds: Iterable[str]) -> None:
        self._remarks = remarks
        self._format = format_name
        self._lacks = frozenset(_NAMES) - frozenset(holds)
        self._counts: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def see(self, record: EventRecord) -> None:
        """Count what of this event is left out."""
        for name in self._lacks:
            if _has(record, name, self._format):
                self._counts[name] += 1

    def also(self, what: str) -> None:
        """Count that something of one more event is left out, in words."""
        self._others[what] += 1

    def date(self, record: EventRecord, what: str) -> None:
        """Say that the event's date is written in another way."""
        self._remarks.changed(what, title=record.title)

    def skip(self, record: EventRecord, why: str) -> None:
        """Say that the event is left out."""
        self._remarks.skipped(why, title=record.title)

    def tell(self) -> None:
        """Say what was left out, and of how many events."""
        named = ((_NAMES[name], count) for name, count in sorted(self._counts.items()))
        for what, count in (*named, *sorted(self._others.items())):
            self._remarks.noted(f"{_NO_PLACE} {what} ({_counted(count, 'event')}).")


def _has(record: EventRecord, name: str, format_name: str) -> bool:
    if name == "extra":
        return any(key != format_name for key in record.extra)
    if name == "status":
        return record.status is not Status.NONE
    if name == "derived":
        return record.derived or bool(record.reason)
    return bool(getattr(record, name))


def tell_of_parts(story: StoryStream, remarks: Remarks, *, periods: bool, articles: bool) -> None:
    """Say which parts of a story besides its events a format leaves out."""
    if story.periods and not periods:
        remarks.noted(f"{_NO_PLACE} {_counted(len(story.periods), 'period')}.")
    if story.articles and not articles:
        remarks.noted(f"{_NO_PLACE} the text of {_counted(len(story.articles), 'article')}.")
    if story.views:
        remarks.noted(f"{_NO_PLACE} {_counted(len(story.views), 'saved view')}.")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
