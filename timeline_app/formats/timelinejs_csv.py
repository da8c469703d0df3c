"""TimelineJS's spreadsheet as CSV, both the present columns and the old `Start Date` ones.

Reads the template of https://timeline.knightlab.com; thousands separators in years are taken out. Columns it
does not know are kept with the event.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import heading
from timeline_app.core.records import Record, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.csv_table import csv_rows, csv_writer, looks_like_rows
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.json_text import object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import ReadOptions, WriteOptions
from timeline_app.formats.table_records import numbered
from timeline_app.formats.timelinejs_slides import (
    HOLDS,
    NAME,
    clock_parts,
    era_of,
    event_of,
    old_date,
    period_of,
    settings_of,
    slide_of,
    title_of,
)

_HEADINGS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date"),
    *("Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type"),
    *("Group", "Background"),
)
_MEDIA = {
    "media": "url",
    "media credit": "credit",
    "media caption": "caption",
    "media thumbnail": "thumbnail",
    "alt text": "alt",
}
_KNOWN = frozenset(heading(name) for name in _HEADINGS) | {"start date", "end date", "tag"}


def recognises(head: bytes) -> bool:
    """Whether the first row names a headline and a year, or a start date, as that spreadsheet does."""
    rows = looks_like_rows(head)
    found = {heading(name) for name in rows[0]} if rows else set()
    return "headline" in found and bool(found & {"year", "start date"}) and bool(found & {"media", "text"})


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The records of a sheet, row by row. Raises TimelineError for what is no text."""
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    rows = csv_rows(stream, remarks=remarks)
    names = [name.lower() for name in numbered([heading(name) for name in next(rows, [])])]
    for number, row in enumerate(rows, 2):
        if len(row) > len(names):
            names = [name.lower() for name in numbered([*names, *[""] * (len(row) - len(names))])]
        cells = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
        if not cells:
            continue
        place = f"row {number}"
        slide = _slide(cells, dates, place, remarks)
        kind = cells.get("type", "").strip().lower()
        record: Record | None
        if kind == "title":
            record = settings_of(slide)
        elif kind == "era":
            record = period_of(slide, place, remarks)
        else:
            record = event_of(slide, place, remarks)
        if record is not None:
            yield record


def _slide(cells: dict[str, str], dates: FreeDates, place: str, remarks: Remarks) -> dict[str, object]:
    slide: dict[str, object] = {
        "text": {"headline": cells.get("headline", ""), "text": cells.get("text", "")},
        "group": cells.get("group") or cells.get("tag"),
        "display_date": cells.get("display date"),
        "start_date": _parts(cells, "", place, remarks),
        "end_date": _parts(cells, "end ", place, remarks),
    }
    for ours, theirs in (("start_date", "start date"), ("end_date", "end date")):
        if theirs in cells:
            try:
                slide[ours], display = old_date(cells[theirs], dates, place)
            except TimelineError:
                slide[ours], display = {"year": cells[theirs]}, cells[theirs]  # which is told as no date
            slide["display_date"] = slide["display_date"] or display
    media = {name: cells[column].strip() for column, name in _MEDIA.items() if column in cells}
    if media:
        slide["media"] = media
    if "background" in cells:
        background = cells["background"].strip()
        slide["background"] = {"url" if "/" in background else "color": background}
    unknown = {name: cell for name, cell in cells.items() if name not in _KNOWN}
    if unknown:
        slide["columns"] = unknown
    return slide


def _parts(cells: dict[str, str], which: str, place: str, remarks: Remarks) -> dict[str, object]:
    parts: dict[str, object] = {
        name: cells[which + name] for name in ("year", "month", "day") if which + name in cells
    }
    try:
        parts |= clock_parts(cells.get(f"{which}time", ""))
    except TimelineError as trouble:
        remarks.changed(f"its time was left out: {trouble}", place, cells.get("headline", ""))
    return parts


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write a story's events as rows, its periods as eras, its headline and notes as the title."""
    losses = Losses(remarks, NAME, HOLDS)
    with csv_writer(out, neutral=options.neutral) as put:
        put(_HEADINGS)
        title = title_of(story.settings)
        if title is not None:
            put(_row(title, "title"))
        for period in story.periods:
            era = era_of(period, remarks, options.zone)
            if era is not None:
                put(_row(era, "era"))
        for record in story.events:
            slide = slide_of(record, losses, options.zone)
            if slide is not None:
                put(_row(slide, ""))
    losses.tell()
    tell_of_parts(story, remarks, periods=True, articles=False)


def _row(slide: dict[str, object], kind: str) -> list[str]:
    cells: dict[str, str] = {"type": kind}
    for name, which in (("start_date", ""), ("end_date", "end ")):
        parts = object_of(slide.get(name))
        for part in ("year", "month", "day"):
            cells[which + part] = text_of(parts.get(part))
        clock = [text_of(parts.get(part)).zfill(2) for part in ("hour", "minute", "second") if part in parts]
        cells[f"{which}time"] = ":".join(clock)
    words, media = object_of(slide.get("text")), object_of(slide.get("media"))
    cells |= {"headline": text_of(words.get("headline")), "text": text_of(words.get("text"))}
    cells |= {column: text_of(media.get(name)) for column, name in _MEDIA.items()}
    background = object_of(slide.get("background"))
    cells["background"] = text_of(background.get("url")) or text_of(background.get("color"))
    cells |= {"display date": text_of(slide.get("display_date")), "group": text_of(slide.get("group"))}
    return [cells.get(heading(name), "") for name in _HEADINGS]
