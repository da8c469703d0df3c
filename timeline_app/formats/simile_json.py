"""SIMILE Timeline JSON: `events` with `start`, `latestStart`, `earliestEnd`, `end`, or their short names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import Record
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.json_text import clean, list_of, load, object_of, text_of
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.plain_text import head_text
from timeline_app.formats.simile_events import event_of, tell_of_midnights

#: The short names that stand for the long ones.
_SHORT = {
    "s": "start",
    "e": "end",
    "ls": "latestStart",
    "ee": "earliestEnd",
    "d": "description",
    "de": "durationEvent",
    "t": "title",
    "c": "classname",
    "eid": "eventID",
}
_EVENT = re.compile(r'"(?:start|s|latestStart|durationEvent|isDuration)"\s*:\s*["tf]')
_TITLE = re.compile(r'"(?:title|t)"\s*:')


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is an object with `dateTimeFormat`, or events that have a `start`."""
    text = head_text(head).lstrip("\ufeff \t\r\n")
    if not text.startswith("{") or not re.search(r'"events"\s*:\s*\[', text):
        return False
    return '"dateTimeFormat"' in text or bool(_EVENT.search(text) and _TITLE.search(text))


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The events of a file, in its order. Raises TimelineError where it is not whole JSON."""
    document = object_of(clean(load(stream)))
    if not isinstance(document.get("events"), list):
        raise TimelineError("The file holds no list of events.")
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    tell_of_midnights(remarks)
    for number, value in enumerate(list_of(document["events"]), 1):
        place = f"event {number}"
        if not isinstance(value, dict):
            remarks.skipped("it is no object", place)
            continue
        named = {_SHORT.get(str(name), str(name)): part for name, part in value.items()}
        given = {name: text_of(part) for name, part in named.items() if text_of(part)}
        other = {
            name: part
            for name, part in named.items()
            if name not in given and part not in (None, "") and name not in ("durationEvent", "isDuration")
        }
        # In JSON an event with an end lasts, unless it says that it does not.
        said = (str(named.get("durationEvent")).lower(), str(named.get("isDuration")).lower())
        record = event_of(given, other, lasts="false" not in said, dates=dates, place=place, remarks=remarks)
        if record is not None:
            yield record
