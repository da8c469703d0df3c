"""An event of SIMILE Timeline, in whichever of its notations, → a record; reads no file."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_app.core.dates import in_words
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link
from timeline_app.core.keys import content_key
from timeline_app.core.links import web_host
from timeline_app.core.records import EventRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.html_text import addresses, plain
from timeline_app.formats.simile_dates import edtf_of

NAME = "simile"

_DATES = ("start", "latestStart", "earliestEnd", "end")
_HELD = frozenset((*_DATES, "title", "description", "link", "caption", "isDuration", "durationEvent"))


def event_of(
    given: Mapping[str, str],
    other: Mapping[str, object],
    *,
    lasts: bool,
    dates: FreeDates,
    place: str,
    remarks: Remarks,
) -> EventRecord | None:
    """The event of some attributes; `other` are those that are no text. None for an empty one."""
    words = plain(given.get("description", ""))
    title = " ".join(plain(given.get("title", "")).text.split())
    written = " – ".join(given[name] for name in _DATES if given.get(name))
    if not title and not words.text and not written:
        remarks.skipped("it has neither a title, nor text, nor a date", place)
        return None
    as_written = ""
    try:
        edtf = edtf_of(given, lasts=lasts, dates=dates, place=place)
        if not edtf:
            remarks.changed("it has no date, and was taken as undated", place, title)
    except TimelineError as trouble:
        edtf, as_written = "", written
        sentence = str(trouble)
        remarks.changed(f"taken as undated: {sentence[:1].lower()}{sentence[1:].rstrip('.')}", place, title)
    title = title or words.text.partition("\n")[0][:100] or in_words(edtf)
    caption = plain(given.get("caption", "")).text
    note = "\n\n".join(part for part in (words.text, caption) if part)
    found = [Link(given["link"].strip())] if web_host(given.get("link", "").strip()) else []
    image = given.get("image", "").strip()
    found += [Link(image)] if web_host(image) else []
    found += [*words.links, *map(Link, addresses(words.text))]
    links = {link.url: link for link in reversed(found)}
    extra = {name: value for name, value in given.items() if name not in _HELD and value} | dict(other)
    own_id = given.get("eventID") or given.get("id") or ""
    return EventRecord(
        title=title,
        edtf=edtf,
        as_written=as_written,
        note=note,
        links=tuple(links[url] for url in dict.fromkeys(link.url for link in found)),
        origin=NAME,
        origin_key=own_id or content_key(edtf, title),
        extra={NAME: extra} if extra else {},
    )


def tell_of_midnights(remarks: Remarks) -> None:
    """How clocks that are always full were understood: said once a file."""
    remarks.noted(
        "Times of exactly midnight are read as the day, times without seconds as the minute, because this "
        "kind of file writes a full clock always."
    )
