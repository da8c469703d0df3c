"""Foreign XML → elements, through defusedxml: no entities, no outside files, within measure."""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from timeline_app.core.errors import TimelineError

#: A document of more bytes is refused; its elements would take ten times as much in memory.
MOST_BYTES = 128 * 2**20


def parse(stream: BinaryIO) -> Element:
    """The root of an XML document. Raises TimelineError with the place of what is wrong in it."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise TimelineError("The file is too large for an XML timeline (over 128 MB).")
    try:
        return fromstring(raw, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as trouble:
        raise TimelineError(
            "The file declares XML entities, which a timeline has no use for and which can be an attack; it "
            "was not read."
        ) from trouble
    except ParseError as trouble:
        line, column = trouble.position
        raise TimelineError(
            f"The file is not whole XML: line {line}, column {column + 1}: {_told(trouble)}."
        ) from trouble
    except (ValueError, LookupError, RecursionError) as trouble:
        raise TimelineError(f"The file's XML cannot be read: {str(trouble).rstrip('.')}.") from trouble


def root_name(head: str) -> str:
    """The name of the first element of a document that begins so; empty where it is not XML."""
    text = head.lstrip("\ufeff \t\r\n")
    while True:
        if text.startswith("<?"):
            text = text.partition("?>")[2].lstrip()
        elif text.startswith("<!--"):
            text = text.partition("-->")[2].lstrip()
        elif text.startswith("<!"):
            text = _after_doctype(text).lstrip()
        else:
            break
    found = re.match(r"<([A-Za-z_][\w.-]*)", text)
    return found[1] if found else ""


def _after_doctype(text: str) -> str:
    start, bracket = text.find(">"), text.find("[")
    if -1 < bracket < start:
        return text[text.find("]>") + 2 :] if "]>" in text else ""
    return text[start + 1 :] if start >= 0 else ""


def _told(trouble: ParseError) -> str:
    return re.sub(r": line [0-9]+, column [0-9]+$", "", str(trouble))
