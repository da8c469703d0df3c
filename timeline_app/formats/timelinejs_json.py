"""TimelineJS 3 as JSON: `events`, `title`, `eras`; see `timelinejs_slides` for what a slide is.

Reads https://timeline.knightlab.com/docs/json-format.html; of older files (`timeline.date`) it reads the same
slides under their old names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import Record, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.json_text import Object, clean, dumped, list_of, load, object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.plain_text import head_text
from timeline_app.formats.timelinejs_slides import (
    HOLDS,
    NAME,
    era_of,
    event_of,
    old_date,
    period_of,
    settings_of,
    slide_of,
    title_of,
)

_SLIDES = re.compile(r'"(?:start_date|end_date|headline|startDate)"\s*:')
_LISTS = re.compile(r'"(?:events|date)"\s*:\s*\[|"(?:title|timeline)"\s*:\s*\{')


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is an object with slides in it."""
    text = head_text(head).lstrip("\ufeff \t\r\n")
    return text.startswith("{") and bool(_SLIDES.search(text)) and bool(_LISTS.search(text))


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The records of a file; raises TimelineError where it is not whole JSON or holds no list of events."""
    document = object_of(clean(load(stream)))
    if "timeline" in document and "events" not in document:
        document = _from_old(object_of(document["timeline"]), options, remarks)
    if not isinstance(document.get("events"), list):
        raise TimelineError("The file holds no list of events.")
    settings = settings_of(object_of(document.get("title")))
    if settings is not None:
        yield settings
    for place, era in enumerate(list_of(document.get("eras")), 1):
        period = period_of(object_of(era), f"era {place}", remarks)
        if period is not None:
            yield period
    for place, slide in enumerate(list_of(document["events"]), 1):
        if not isinstance(slide, dict):
            remarks.skipped("it is no object", f"event {place}")
            continue
        event = event_of(slide, f"event {place}", remarks)
        if event is not None:
            yield event


def _from_old(timeline: Object, options: ReadOptions, remarks: Remarks) -> Object:
    """A document of TimelineJS 1 and 2, in the names of 3."""
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    slides = [
        _old_slide(object_of(old), f"event {n}", dates)
        for n, old in enumerate(list_of(timeline.get("date")), 1)
    ]
    eras = [
        _old_slide(object_of(old), f"era {n}", dates) for n, old in enumerate(list_of(timeline.get("era")), 1)
    ]
    title = {
        "text": {"headline": timeline.get("headline"), "text": timeline.get("text")},
        "media": timeline.get("asset"),
    }
    remarks.noted(
        "The file is of TimelineJS 1 or 2; dates such as 3/4/2012 are read month first, as it does."
    )
    return {"title": title, "events": slides, "eras": eras}


def _old_slide(old: Object, place: str, dates: FreeDates) -> dict[str, object]:
    slide: dict[str, object] = {
        "text": {"headline": old.get("headline"), "text": old.get("text")},
        "media": {"url": object_of(old.get("asset")).get("media"), **object_of(old.get("asset"))},
        "group": old.get("tag"),
    }
    for ours, theirs in (("start_date", "startDate"), ("end_date", "endDate")):
        written = text_of(old.get(theirs)).replace(",", "/")
        if written:
            try:
                slide[ours], display = old_date(written, dates, place)
            except TimelineError:
                slide[ours], display = {"year": written}, written  # which is told as no date
            if display:
                slide["display_date"] = display
    return slide


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write a story's events as slides, its periods as eras, its headline and notes as the title."""
    losses = Losses(remarks, NAME, HOLDS)
    out.write(b"{\n")
    title = title_of(story.settings)
    if title is not None:
        out.write(f'  "title": {dumped(title)},\n'.encode())
    eras = [era for period in story.periods if (era := era_of(period, remarks, options.zone)) is not None]
    if eras:
        lines = ",\n".join(f"    {dumped(era)}" for era in eras)
        out.write(f'  "eras": [\n{lines}\n  ],\n'.encode())
    out.write(b'  "events": [')
    comma = "\n"
    for record in story.events:
        slide = slide_of(record, losses, options.zone)
        if slide is not None:
            out.write(f"{comma}    {dumped(slide)}".encode())
            comma = ",\n"
    out.write(b"\n  ]\n}\n")
    losses.tell()
    tell_of_parts(story, remarks, periods=True, articles=False)
