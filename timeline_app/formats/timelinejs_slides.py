"""A slide of TimelineJS 3 ↔ an event: what its JSON and its spreadsheet have in common; reads no file.

Years before 1 are those of people (-44 is 44 BC), the precision of a date is which of its parts exist, and
there is no time zone (https://timeline.knightlab.com/docs/json-format.html). What an event has no place for
(media, background, markup) stays in `extra["timelinejs"]`, from which the same slide is written again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from timeline_app.core.columns import Precision
from timeline_app.core.dates import Unit, format_edtf, in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, StorySettings
from timeline_app.core.keys import content_key, uid_of
from timeline_app.core.links import web_host
from timeline_app.core.records import EventRecord, PeriodRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.html_text import PlainText, addresses, escaped, plain
from timeline_app.formats.json_text import Object, object_of, text_of
from timeline_app.formats.losses import Losses
from timeline_app.formats.parts import astronomical, ends_of, historical, on_clock, span, unit

NAME = "timelinejs"
HOLDS = frozenset(("as_written", "note", "category", "links"))

#: Before the links of an event in the markup of its slide, so that they are told from its words again.
LINKS_MARK = '<p class="timeline-app-links">'

_CLOCK = re.compile(r"\s*([0-9]{1,2})(?::([0-9]{2}))?(?::([0-9]{2}))?(?:\.[0-9]+)?\s*([AaPp]\.?[Mm]\.?)?\s*")
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_WRITTEN_PARTS = frozenset(_PARTS)


def date_of(parts: Object) -> Unit | None:
    """The date of a slide's parts; None where it has no year. Raises TimelineError where it is no date."""
    texts = {name: text_of(parts.get(name)).replace(",", "").strip() for name in _PARTS}
    if not texts["year"]:
        if any(texts.values()):
            raise TimelineError("The date has no year.")
        return None
    numbers = {name: _whole(name, text) for name, text in texts.items()}
    year, month, day = numbers["year"] or 0, numbers["month"], numbers["day"]
    clock = None
    if numbers["hour"] is not None and month is not None and day is not None:
        clock = (numbers["hour"], numbers["minute"], numbers["second"])
    return unit(astronomical(year), month, day if month is not None else None, clock)


def _whole(name: str, text: str) -> int | None:
    if not text:
        return None
    try:
        number = float(text) if re.search(r"[.eE]", text) else int(text)
    except (ValueError, OverflowError):
        raise TimelineError(f"The {name} “{text[:40]}” is no number.") from None
    if number != int(number):
        raise TimelineError(f"The {name} “{text[:40]}” is no whole number.")
    return int(number)


def clock_parts(text: str) -> dict[str, str]:
    """`18:30` or `6:30 pm` as the parts of a date; empty for an empty text. Raises TimelineError."""
    if not text.strip():
        return {}
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise TimelineError(f"“{text.strip()[:40]}” is no time of day.")
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    return {"hour": str(hour), "minute": found[2] or "", "second": found[3] or ""}


def event_of(slide: Object, place: str, remarks: Remarks) -> EventRecord | None:
    """The event of a slide, with its remarks made; None where it holds neither title, text nor date."""
    words = object_of(slide.get("text"))
    headline = plain(text_of(words.get("headline")))
    note, links = _note_of(slide)
    display = _display(slide)
    title = " ".join(headline.text.split())
    if not title and not note and not object_of(slide.get("start_date")):
        remarks.skipped("it has neither a headline, nor text, nor a date", place)
        return None
    try:
        edtf = _edtf_of(slide)
        if not edtf:
            remarks.changed("it has no date, and was taken as undated", place, title)
    except TimelineError as trouble:
        edtf = ""
        display = display or _as_it_stands(slide)
        remarks.changed(f"taken as undated: {_lower(str(trouble))}", place, title)
    title = title or _first_line(note) or in_words(edtf)
    own_id = text_of(slide.get("unique_id"))
    record = EventRecord(
        title=title,
        edtf=edtf,
        uid=uid_of(own_id),
        as_written=display,
        note=note,
        category=text_of(slide.get("group")).strip() or text_of(slide.get("tag")).strip(),
        links=tuple({link.url: link for link in (*links, *headline.links)}.values()),
        origin=NAME,
        origin_key=own_id or content_key(edtf, title),
    )
    extra = _extra_of(slide)
    if uid_of(own_id):
        del extra["unique_id"]
    written = {name: text_of(value) for name, value in words.items() if text_of(value)}
    said_anew = {name: value for name, value in _words_of(record, dict(extra)).items() if value}
    if written != said_anew:
        extra["text"] = dict(words)
    return replace(record, extra={NAME: extra}) if extra else record


def _note_of(slide: Object) -> tuple[str, tuple[Link, ...]]:
    """The words under a headline and all addresses of a slide; media that is a quotation counts as words."""
    words, media = object_of(slide.get("text")), object_of(slide.get("media"))
    body, mark, linked = text_of(words.get("text")).partition(LINKS_MARK)
    text = plain(body)
    source = text_of(media.get("url")).strip()
    caption = plain(text_of(media.get("caption")))
    found: list[Link] = [*text.links, *(plain(mark + linked).links if mark else ())]
    if slide.get("autolink") is not False:  # it makes links of addresses that stand in the text
        found += map(Link, addresses(text.text))
    shown = PlainText("")
    if web_host(source):
        found.append(Link(source, " ".join(caption.text.split())))
    elif source:
        shown = plain(source)
        found += shown.links
    link = text_of(media.get("link")).strip()
    if web_host(link):
        found.append(Link(link))
    found += [*caption.links, *plain(text_of(media.get("credit"))).links]
    unique = {link.url: link for link in reversed(found)}  # the first of each address wins
    ordered = tuple(unique[url] for url in dict.fromkeys(link.url for link in found))
    return "\n\n".join(part for part in (text.text, shown.text) if part), ordered


def _display(slide: Object) -> str:
    start = object_of(slide.get("start_date"))
    return plain(text_of(slide.get("display_date")) or text_of(start.get("display_date"))).text


def _edtf_of(slide: Object) -> str:
    start = date_of(object_of(slide.get("start_date")))
    end = date_of(object_of(slide.get("end_date")))
    if start is None:
        return "" if end is None else span(end, None)
    return span(start, end)


def _as_it_stands(slide: Object) -> str:
    """The parts of a date that could not be read, as a person would write them."""
    ends = []
    for name in ("start_date", "end_date"):
        parts = object_of(slide.get(name))
        ends.append("-".join(text_of(parts.get(part)) for part in _PARTS[:3] if text_of(parts.get(part))))
    return " to ".join(end for end in ends if end)


def _extra_of(slide: Object) -> dict[str, object]:
    """What of a slide, its words apart, an event does not hold."""
    extra: dict[str, object] = {
        name: value
        for name, value in slide.items()
        if name not in ("start_date", "end_date", "display_date", "group", "text") and value not in (None, "")
    }
    for name in ("start_date", "end_date"):
        parts = object_of(slide.get(name))
        rest = {
            part: value
            for part, value in parts.items()
            if part not in _WRITTEN_PARTS and part != "display_date" and value not in (None, "")
        }
        if rest:
            extra[name] = rest
    return extra


def period_of(slide: Object, place: str, remarks: Remarks) -> PeriodRecord | None:
    """The period of an era; None, with a remark, where it has no readable start and end."""
    name = " ".join(plain(text_of(object_of(slide.get("text")).get("headline"))).text.split())
    try:
        edtf = _edtf_of(slide)
    except TimelineError as trouble:
        edtf = ""
        remarks.skipped(f"the era has no readable dates: {_lower(str(trouble))}", place, name)
        return None
    if not edtf:
        remarks.skipped("the era has no date", place, name)
        return None
    return PeriodRecord(name or in_words(edtf), edtf)


def settings_of(slide: Object) -> StorySettings | None:
    """What the title slide says of the story: its headline, and its words and addresses as notes."""
    headline = " ".join(plain(text_of(object_of(slide.get("text")).get("headline"))).text.split())
    note, links = _note_of(slide)
    lines = [note, *(link.url for link in links if link.url not in note)]
    notes = "\n".join(line for line in lines if line)
    return StorySettings(headline=headline, notes=notes) if headline or notes else None


def slide_of(record: EventRecord, losses: Losses, zone: str) -> dict[str, object] | None:
    """The slide of an event; None, with a remark, where the format can't hold it."""
    ends = ends_of(record.edtf)
    if ends.start is None:
        losses.skip(record, "an undated event has no place in TimelineJS")
        return None
    losses.see(record)
    extra = dict(object_of(record.extra.get(NAME)))
    start, end = (None if date is None else on_clock(date, zone) for date in (ends.start, ends.end))
    display = record.as_written
    if not ends.exact or ends.open_start or ends.open_end:
        display = display or in_words(record.edtf)
        losses.date(record, f"its date is written as {_span_words(start, end)}, shown as “{display}”")
    elif (start, end) != (ends.start, ends.end):
        losses.date(record, "its time is written without its offset, in the zone of the story")
    assert start is not None  # noqa: S101 - the undated were left out above
    slide: dict[str, object] = {"start_date": _parts_of(start, object_of(extra.pop("start_date", {})))}
    rest = object_of(extra.pop("end_date", {}))
    if end is not None:
        slide["end_date"] = _parts_of(end, rest)
    if display:
        slide["display_date"] = escaped(display)
    if record.category and extra.get("tag") != record.category:
        slide["group"] = record.category
    slide["text"] = _words_of(record, extra)
    if record.uid and "unique_id" not in extra:
        slide["unique_id"] = record.uid
    return slide | extra


def _words_of(record: EventRecord, extra: dict[str, object]) -> Mapping[str, str]:
    """Headline and text; the markup they came in where it still says the same."""
    kept = object_of(extra.pop("text", {}))
    probe = {"text": dict(kept), "media": extra.get("media"), "autolink": extra.get("autolink")}
    headline = text_of(kept.get("headline"))
    if " ".join(plain(headline).text.split()) != record.title:
        headline = escaped(record.title)
    note, links = _note_of(probe)
    if kept and note == record.note and links == record.links:
        return {**{name: text_of(value) for name, value in kept.items()}, "headline": headline}
    media = object_of(extra.get("media"))
    source = text_of(media.get("url"))
    if source.strip() and not web_host(source.strip()):
        extra.pop("media")  # its words are in the note
        source = ""
    text = escaped(record.note)
    said = {link.url for link in _note_of({**probe, "text": {"text": text}, "media": extra.get("media")})[1]}
    own = [link for link in record.links if link.url not in said]
    if own:
        anchors = " ".join(
            f'<a href="{_quoted(link.url)}">{escaped(link.title or link.url)}</a>' for link in own
        )
        text += f"{LINKS_MARK}{anchors}</p>"
    return {"headline": headline, "text": text}


def era_of(record: PeriodRecord, remarks: Remarks, zone: str) -> dict[str, object] | None:
    """The era of a period; None, with a remark, where it has an open end."""
    ends = ends_of(record.edtf)
    if ends.start is None or ends.open_start or ends.open_end:
        remarks.skipped("an era of TimelineJS needs a start and an end", title=record.name)
        return None
    if not ends.exact:
        remarks.changed("its dates are written without their doubt", title=record.name)
    start = on_clock(ends.start, zone)
    end = on_clock(ends.end, zone) if ends.end is not None else start
    return {
        "start_date": _parts_of(start, {}),
        "end_date": _parts_of(end, {}),
        "text": {"headline": escaped(record.name)},
    }


def title_of(settings: StorySettings | None) -> dict[str, object] | None:
    """The title slide; None where the story says nothing of itself."""
    if settings is None or not (settings.headline or settings.notes):
        return None
    return {"text": {"headline": escaped(settings.headline), "text": escaped(settings.notes)}}


def _parts_of(date: Unit, rest: Object) -> dict[str, object]:
    parts: dict[str, object] = {"year": historical(date.year)}
    if date.month:
        parts["month"] = date.month
    if date.day:
        parts["day"] = date.day
    if date.precision < Precision.DAY:
        parts["hour"] = date.hour
    if date.precision < Precision.HOUR:
        parts["minute"] = date.minute
    if date.precision is Precision.SECOND:
        parts["second"] = date.second
    return parts | dict(rest)


def _span_words(start: Unit | None, end: Unit | None) -> str:
    words = [in_words(format_edtf(date)) for date in (start, end) if date is not None]
    return " to ".join(words)


def _quoted(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def _first_line(note: str) -> str:
    line = note.partition("\n")[0]
    return f"{line[:99]}…" if len(line) > 100 else line


def _lower(sentence: str) -> str:
    """A sentence as the rest of another one."""
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def old_date(text: str, dates: FreeDates, place: str) -> tuple[dict[str, object], str]:
    """A date of the old sheets (`Start Date`, month first), as parts, and its display where it is wider.

    Raises TimelineError with a sentence.
    """
    found = ends_of(dates.read(text, place).edtf)
    if found.start is None:
        return {}, ""
    return _parts_of(found.start, {}), "" if found.exact and found.end is None else text.strip()
