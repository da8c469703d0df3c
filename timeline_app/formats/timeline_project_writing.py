"""Records → The Timeline Project's `.timeline` XML, event by event; see `timeline_project` for the format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Unit, in_words, parse_edtf
from timeline_app.core.event import TagKind
from timeline_app.core.records import CategoryRecord, EventRecord, PeriodRecord, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.html_text import addresses
from timeline_app.formats.json_text import Object, object_of, text_of
from timeline_app.formats.losses import Losses, tell_of_parts
from timeline_app.formats.options import WriteOptions
from timeline_app.formats.parts import Ends, ends_of, first_moment, last_day, on_clock
from timeline_app.formats.timeline_project import NAME
from timeline_app.formats.xml_text import element

_HOLDS = frozenset(("note", "category", "tags", "links"))

#: The years that program counts in.
_FIRST_YEAR, _LAST_YEAR = -4712, 9989


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write a story as a file of The Timeline Project 2."""
    losses = Losses(remarks, NAME, _HOLDS)
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<timeline>\n')
    out.write(b"  <version>2.3.0</version>\n  <timetype>gregoriantime</timetype>\n")
    eras = [part for period in story.periods if (part := _era(period, options, remarks))]
    if eras:
        out.write(f"  <eras>\n{''.join(eras)}  </eras>\n".encode())
    out.write(b"  <categories>\n")
    out.writelines(_category(category).encode() for category in story.categories)
    out.write(b"  </categories>\n  <events>\n")
    for record in story.events:
        part = _event(record, options, losses)
        if part:
            out.write(part.encode())
    out.write(b"  </events>\n  <view>\n    <displayed_period></displayed_period>\n")
    out.write(b"    <hidden_categories>\n    </hidden_categories>\n  </view>\n</timeline>\n")
    losses.tell()
    tell_of_parts(story, remarks, periods=True, articles=False)


def _children(indent: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{indent}{element(name, text)}\n" for name, text in pairs)


def _rgb(colour: str) -> str:
    """`#80FF80` → `128,255,128`."""
    return ",".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))


def _category(record: CategoryRecord) -> str:
    rest = object_of(record.extra.get(NAME))
    colour = _rgb(record.own_colour) if len(record.own_colour) == 7 else "200,200,200"
    pairs = [("name", record.name), ("color", colour)]
    pairs += [(name, text_of(rest.get(name)) or colour) for name in ("progress_color", "done_color")]
    pairs.append(("font_color", text_of(rest.get("font_color")) or "0,0,0"))
    if text_of(rest.get("parent")):
        pairs.append(("parent", text_of(rest.get("parent"))))
    return f"    <category>\n{_children('      ', pairs)}    </category>\n"


def _clock(date: Unit) -> str:
    year, month, day, hour, minute, second = first_moment(date)
    return f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def _dates(ends: Ends, options: WriteOptions) -> tuple[str, str]:
    """Start and end as full clocks, of ends that have a start."""
    start = on_clock(ends.start, options.zone) if ends.start is not None else Unit(Precision.YEAR, 1)
    end = on_clock(ends.end, options.zone) if ends.end is not None else start
    if ends.open_end:
        today = parse_edtf(options.today) if options.today else start
        end = today if isinstance(today, Unit) and first_moment(today) > first_moment(start) else start
    return _clock(start), _clock(last_day(end))


def _within(ends: Ends) -> bool:
    dates = [date for date in (ends.start, ends.end) if date is not None]
    return bool(dates) and all(_FIRST_YEAR <= date.year <= _LAST_YEAR for date in dates)


def _holds(ends: Ends) -> bool:
    """Whether the dates come back as they are: days or clocks, with or without `~` all over."""
    plain = replace(ends, approximate=False).exact or (ends.approximate and not ends.uncertain)
    fine = all(date is None or date.precision <= Precision.DAY for date in (ends.start, ends.end))
    return plain and fine and not ends.open_start


def _era(record: PeriodRecord, options: WriteOptions, remarks: Remarks) -> str:
    ends = ends_of(record.edtf)
    if not _within(ends) or ends.open_start:
        remarks.skipped("an era needs a start in the years 4713 BC to 9989", title=record.name)
        return ""
    start, end = _dates(ends, options)
    colour = _rgb(record.colour) if len(record.colour) == 7 else "200,200,200"
    pairs = [("name", record.name), ("start", start), ("end", end), ("color", colour)]
    if ends.open_end:
        pairs.append(("ends_today", "True"))
    return f"    <era>\n{_children('      ', pairs)}    </era>\n"


def _event(record: EventRecord, options: WriteOptions, losses: Losses) -> str:
    ends = ends_of(record.edtf)
    if ends.start is None:
        losses.skip(record, "an undated event has no place in The Timeline Project")
        return ""
    if not _within(ends):
        losses.skip(record, "The Timeline Project counts from 4713 BC to 9989")
        return ""
    losses.see(record)
    start, end = _dates(ends, options)
    if not _holds(ends):
        losses.date(record, f"its date, {in_words(record.edtf)}, is written as {start} to {end}")
    elif any(date is not None and date.offset_min is not None for date in (ends.start, ends.end)):
        losses.date(record, "its time is written without its offset, in the zone of the story")
    extra = object_of(record.extra.get(NAME))
    pairs = [
        ("start", start),
        ("end", end),
        ("text", _text(record.title, extra)),
        ("progress", text_of(extra.get("progress")) or "0"),
        ("fuzzy", str(ends.approximate or ends.uncertain)),
        ("locked", text_of(extra.get("locked")) or "False"),
        ("ends_today", str(ends.open_end)),
    ]
    if record.category:
        pairs.append(("category", record.category))
    several = [text_of(name) for name in _list(extra.get("categories"))]
    if record.note:
        pairs.append(("description", record.note))
    labels = _labels(record, set(several), losses)
    if labels:
        pairs.append(("labels", labels))
    if text_of(extra.get("alert")):
        pairs.append(("alert", text_of(extra.get("alert"))))
    in_note = addresses(record.note)
    hyperlink = ";".join(link.url for link in record.links if link.url not in in_note)
    hyperlink = hyperlink or text_of(extra.get("hyperlink"))
    if hyperlink:
        pairs.append(("hyperlink", hyperlink))
    if text_of(extra.get("icon")):
        pairs.append(("icon", text_of(extra.get("icon"))))
    pairs.append(("default_color", text_of(extra.get("default_color")) or "200,200,200"))
    if text_of(extra.get("milestone")):
        pairs.append(("milestone", text_of(extra.get("milestone"))))
    inner = _children("      ", pairs)
    if several:
        inner += f"      <categories>\n{_children('        ', (('category', name) for name in several))}"
        inner += "      </categories>\n"
    return f"    <event>\n{inner}    </event>\n"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(title: str, extra: Object) -> str:
    if text_of(extra.get("container")):
        return f"[{text_of(extra.get('container'))}]{title}"
    if text_of(extra.get("in_container")):
        return f"({text_of(extra.get('in_container'))}){title}"
    return f" {title}" if title.startswith(("(", "[")) else title


def _labels(record: EventRecord, categories: set[str], losses: Losses) -> str:
    """Tags as labels, parted by commas."""
    tags = [tag for tag in record.tags if tag.name not in categories]
    if any(tag.kind is not TagKind.TOPIC for tag in tags):
        losses.date(record, "its persons, organisations and places are written as labels like any other")
    return ", ".join(tag.name.replace(",", " ") for tag in tags)
