"""The Timeline Project's `.timeline` XML → records; its writer is `timeline_project_writing`.

Dates are full clocks of the Gregorian calendar, years astronomical; midnight is read as the day, as the
program itself shows it. Containers are coded in the text: `[id]name` is one, `(id)name` is in it, and other
text that begins with a bracket has a blank before it. Elements this program has no place for stay in
`extra["timeline-project"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from xml.etree.ElementTree import Element

from timeline_app.core.dates import End, Interval, Unit, format_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, TagKind
from timeline_app.core.keys import content_key
from timeline_app.core.links import web_host
from timeline_app.core.records import CategoryRecord, EventRecord, PeriodRecord, Record, TagRecord
from timeline_app.core.report import Remarks
from timeline_app.formats.html_text import addresses
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.parts import from_full_clock, span
from timeline_app.formats.plain_text import fit, head_text
from timeline_app.formats.safe_xml import parse, root_name

NAME = "timeline-project"

_GREGORIAN = frozenset(("", "gregoriantime", "pytime", "wxtime"))
_DATE = re.compile(
    r"\s*(-?[0-9]+)-([0-9]{1,2})-([0-9]{1,2})(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?\s*"
)
_COLOUR = re.compile(r"\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*")
_BRACKETED = re.compile(r"([\[(])([0-9]+)[\])](.*)", re.DOTALL)
_HELD = frozenset(
    (
        *("start", "end", "text", "fuzzy", "ends_today", "category", "categories", "description"),
        *("labels", "hyperlink"),
    )
)
#: What an element says where its program has nothing to say.
_DEFAULTS = {"progress": "0", "locked": "False", "milestone": "False", "default_color": "200,200,200"}


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is XML whose root is `timeline`."""
    return root_name(head_text(head)) == "timeline"


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """Categories, eras and events. Raises TimelineError for broken XML and for another calendar."""
    root = parse(stream)
    if root.tag != "timeline":
        raise TimelineError(f"The file is XML, but its first element is “{root.tag}”, not “timeline”.")
    kind = _text(root, "timetype").strip()
    if kind not in _GREGORIAN:
        raise TimelineError(f"The file counts in “{kind}”; only Gregorian dates can be taken.")
    if root.find("view") is not None:
        remarks.noted("The view kept in the file (displayed period, hidden categories) is not taken.")
    remarks.noted(
        "Times of exactly midnight are read as the day, times without seconds as the minute, because this "
        "kind of file writes a full clock always."
    )
    for element in root.iterfind("categories/category"):
        yield _category(element)
    for number, element in enumerate(root.iterfind("eras/era"), 1):
        period = _period(element, f"era {number}", remarks)
        if period is not None:
            yield period
    containers: dict[str, str] = {}
    for element in root.iterfind("events/event"):
        found = _BRACKETED.match(_text(element, "text"))
        if found and found[1] == "[":
            containers[found[2]] = " ".join(found[3].split())
    for number, element in enumerate(root.iterfind("events/event"), 1):
        yield _event(element, containers, f"event {number}", remarks)


def _text(element: Element, name: str) -> str:
    return fit(element.findtext(name) or "")


def _flag(element: Element, name: str) -> bool:
    return _text(element, name).strip().lower() == "true"


def _colour(text: str) -> str:
    """`128,255,128` → `#80FF80`; empty where it is no colour."""
    found = _COLOUR.fullmatch(text)
    if found is None or any(int(part) > 255 for part in found.groups()):
        return ""
    return "#" + "".join(f"{int(part):02X}" for part in found.groups())


def _rest(element: Element, held: frozenset[str]) -> dict[str, object]:
    """The children that records have no place for: name → text."""
    return {
        child.tag: fit(child.text or "")
        for child in element
        if child.tag not in held and not len(child) and (child.text or "") != _DEFAULTS.get(child.tag, "")
    }


def _category(element: Element) -> CategoryRecord:
    colour = _colour(_text(element, "color"))
    rest = _rest(element, frozenset(("name", "color")))
    return CategoryRecord(
        " ".join(_text(element, "name").split()) or "Unnamed",
        own_colour=colour,
        extra={NAME: rest} if rest else {},
    )


def _date(text: str) -> Unit:
    found = _DATE.fullmatch(text)
    if found is None:
        raise TimelineError(f"“{text.strip()[:40]}” is no date of this format")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if not -9999 <= year <= 9999:
        raise TimelineError(f"“{text.strip()[:40]}” is a day of a year beyond 9999")
    return from_full_clock(year, month, day, hour, minute, second)


def _edtf(element: Element) -> str:
    start, end = _date(_text(element, "start")), _date(_text(element, "end") or _text(element, "start"))
    if _flag(element, "fuzzy"):
        start, end = replace(start, approximate=True), replace(end, approximate=True)
    if _flag(element, "ends_today"):
        return format_edtf(Interval(start, End.OPEN))
    return span(start, end)


def _period(element: Element, place: str, remarks: Remarks) -> PeriodRecord | None:
    name = " ".join(_text(element, "name").split())
    try:
        edtf = _edtf(element)
    except TimelineError as trouble:
        remarks.skipped(f"the era has no readable dates: {str(trouble).rstrip('.')}", place, name)
        return None
    rest = _rest(element, frozenset(("name", "start", "end", "color", "ends_today")))
    return PeriodRecord(name, edtf, _colour(_text(element, "color")), {NAME: rest} if rest else {})


def _event(element: Element, containers: dict[str, str], place: str, remarks: Remarks) -> EventRecord:
    written = _text(element, "text")
    extra = _rest(element, _HELD)
    tags: list[TagRecord] = []
    if found := _BRACKETED.match(written):
        extra["container" if found[1] == "[" else "in_container"] = found[2]
        written = found[3]
        if found[1] == "(" and containers.get(found[2]):
            tags.append(TagRecord(containers[found[2]]))
    elif written[:2] in (" (", " ["):
        written = written[1:]
    title = " ".join(written.split())
    as_written = ""
    try:
        edtf = _edtf(element)
    except TimelineError as trouble:
        edtf = ""
        as_written = " – ".join(filter(None, (_text(element, "start"), _text(element, "end"))))
        remarks.changed(f"taken as undated: {str(trouble).rstrip('.')}", place, title)
    categories = [
        name for name in (_text(part, ".") for part in element.iterfind("categories/category")) if name
    ]
    category = " ".join(_text(element, "category").split())
    others = [" ".join(name.split()) for name in categories if " ".join(name.split()) != category]
    if not category and others:
        category = others.pop(0)
    if others:
        tags += map(TagRecord, others)
        extra["categories"] = others
        remarks.changed(
            f"it has several categories; “{category}” is kept as such, the others as tags", place, title
        )
    tags += [TagRecord(label.strip()) for label in _text(element, "labels").split(",") if label.strip()]
    links, not_links = _links(_text(element, "hyperlink"))
    if not_links:
        extra["hyperlink"] = not_links
    note = _text(element, "description")
    links = tuple({link.url: link for link in (*links, *map(Link, addresses(note)))}.values())
    return EventRecord(
        title=title or "Untitled",
        edtf=edtf,
        as_written=as_written,
        note=note,
        category=category,
        tags=tuple(dict.fromkeys(replace(tag, kind=TagKind.TOPIC) for tag in tags)),
        links=links,
        origin=NAME,
        origin_key=content_key(edtf, title or "Untitled"),
        extra={NAME: extra} if extra else {},
    )


def _links(text: str) -> tuple[tuple[Link, ...], str]:
    """The web addresses of a hyperlink field, which may hold several, and what else stands in it."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if parts and all(web_host(part) for part in parts):
        return tuple(Link(part) for part in dict.fromkeys(parts)), ""
    whole = text.strip()
    return ((Link(whole),), "") if web_host(whole) else ((), whole)
