"""SIMILE Timeline XML: `<data>` with `<event>`s; read only, because nothing else reads it any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from timeline_app.core.errors import TimelineError
from timeline_app.core.records import Record
from timeline_app.core.report import Remarks
from timeline_app.formats.free_dates import FreeDates
from timeline_app.formats.options import ReadOptions
from timeline_app.formats.plain_text import fit, head_text
from timeline_app.formats.safe_xml import parse, root_name
from timeline_app.formats.simile_events import event_of, tell_of_midnights


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is XML whose root is `data`, with events or their settings in it."""
    text = head_text(head)
    if root_name(text) != "data":
        return False
    found = re.search(r"<data[^>]*>\s*(?:<!--.*?-->\s*|(?!<)[^<]*)*<([A-Za-z]+)", text, re.DOTALL)
    return found is None or found[1] == "event" or "<event" in text


def read(stream: BinaryIO, options: ReadOptions, remarks: Remarks) -> Iterator[Record]:
    """The events of a file, in its order. Raises TimelineError where it is not whole XML."""
    root = parse(stream)
    if root.tag != "data":
        raise TimelineError(f"The file is XML, but its first element is “{root.tag}”, not “data”.")
    dates = FreeDates(options, False if options.day_first is None else options.day_first)
    tell_of_midnights(remarks)
    for number, element in enumerate(root.iter("event"), 1):
        given = {name: fit(value) for name, value in element.attrib.items()}
        given["description"] = _inner(element)
        # In XML an event that does not say that it lasts is a moment, however far apart its dates are.
        lasts = "true" in (given.get("isDuration", "").lower(), given.get("durationEvent", "").lower())
        record = event_of(given, {}, lasts=lasts, dates=dates, place=f"event {number}", remarks=remarks)
        if record is not None:
            yield record


def _inner(element: Element) -> str:
    """The text of an element, elements within it as the markup they are to a browser."""
    parts = [element.text or ""]
    for child in element:
        attributes = "".join(f' {name}="{value}"' for name, value in child.attrib.items())
        parts += [f"<{child.tag}{attributes}>", _inner(child), f"</{child.tag}>", child.tail or ""]
    # white space of the file's own indentation means nothing, as in a browser
    return re.sub(r"\s+", " ", fit("".join(parts))).strip()
