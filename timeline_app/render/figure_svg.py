"""The SVG that matplotlib wrote, made into one that people and screen readers can use: groups, titles, text.

Each event's title is one `<text>` (a `<tspan>` a line) in a `<g id="event-ID">` with the event's `<title>`;
the whole has title, description and the role of an image. Refuses scripts, links and anything from outside.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from timeline_app.render.figure_artist import Group
from timeline_app.scene.marks import Colour, Family, FontStyle, Scene, Texts
from timeline_app.scene.theme import FAMILY_NAMES
from timeline_app.scene.unicode_rules import fit_to_draw

_SVG = "http://www.w3.org/2000/svg"
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

#: What stands in for our typefaces where they are not installed; `textLength` keeps each line's width.
_STAND_INS = {
    Family.SANS: "'Source Sans 3', 'Source Sans', 'Noto Sans', 'DejaVu Sans', sans-serif",
    Family.SERIF: "'Source Serif 4', 'Source Serif', 'Noto Serif', 'DejaVu Serif', serif",
}


def finished_svg(
    raw: bytes,
    scene: Scene,
    groups: Sequence[Group],
    *,
    title: str,
    description: str,
    author: str,
    created: str,
    language: str,
    software: str,
    event_titles: Mapping[int, str],
) -> bytes:
    """The bytes of the finished file; `raw` is matplotlib's, `groups` are the rows of its named groups."""
    root = ElementTree.fromstring(raw)  # noqa: S314  # our own output of a moment ago
    by_name = {group.name: group for group in groups}
    owners = _owners(groups)
    shown = _titles_shown(scene, groups)
    for element in root.iter(_tag("g")):
        group = by_name.get(element.get("id", ""))
        if group is None:
            continue
        del element.attrib["id"]
        if group.is_text:
            _set_text(element, group, scene)
        if group.event_id:
            element.set("class", f"event event-{group.event_id}")
            if owners[group.event_id] == group.name:
                element.set("id", f"event-{group.event_id}")
            label = event_titles.get(group.event_id) or shown.get(group.event_id, "")
            if label:
                _insert(element, 0, "title", fit_to_draw(label))
    _set_head(root, scene, title, description, language)
    _set_metadata(root, title, description, author, created, software)
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("dc", _DC)
    ElementTree.register_namespace("rdf", _RDF)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _insert(parent: ElementTree.Element, index: int, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.Element(_tag(name))
    element.text = text
    element.tail = "\n"
    parent.insert(index, element)
    return element


def _owners(groups: Sequence[Group]) -> dict[int, str]:
    """Which group bears the id of each event: the first with its title, else its first."""
    owners: dict[int, str] = {}
    for group in groups:
        if group.event_id:
            owners.setdefault(group.event_id, group.name)
    titled: dict[int, str] = {}
    for group in groups:
        if group.event_id and group.has_title:
            titled.setdefault(group.event_id, group.name)
    return owners | titled


def _titles_shown(scene: Scene, groups: Sequence[Group]) -> dict[int, str]:
    """The titles of events as the picture shows them; an event without one is left out."""
    titles: dict[int, str] = {}
    for group in groups:
        batch = scene.batches[group.batch]
        if group.event_id and group.has_title and isinstance(batch, Texts):
            titles.setdefault(group.event_id, " ".join(batch.text[group.first : group.last]))
    return titles


def _set_text(element: ElementTree.Element, group: Group, scene: Scene) -> None:
    """Put the block's lines as one `<text>` in place of the ones matplotlib wrote line by line."""
    batch = scene.batches[group.batch]
    if not isinstance(batch, Texts):
        raise TypeError(f"group {group.name} is no text")
    clipped = next((child.get("clip-path") for child in element if child.get("clip-path")), None)
    for child in list(element):
        element.remove(child)
    if clipped:
        element.set("clip-path", clipped)
    style = batch.styles[batch.style[group.first]]
    text = ElementTree.SubElement(element, _tag("text"), {"style": _css(style.font, style.colour)})
    text.tail = "\n"
    rows = range(group.first, group.last)
    for row in rows:
        # one line needs no tspan
        line = text if len(rows) == 1 else ElementTree.SubElement(text, _tag("tspan"))
        _set_line(line, batch, row)
        if len(rows) > 1:
            line.tail = " "


def _set_line(element: ElementTree.Element, batch: Texts, row: int) -> None:
    x, width = float(batch.x[row]), float(batch.width[row])
    rtl = bool(batch.rtl[row])
    # a line that runs from the right is anchored at its right end
    element.set("x", _number(x + width if rtl else x))
    element.set("y", _number(float(batch.baseline[row])))
    if rtl:
        element.set("direction", "rtl")
        element.set("unicode-bidi", "embed")
    if width > 0:
        element.set("textLength", _number(width))
        element.set("lengthAdjust", "spacingAndGlyphs")
    element.text = fit_to_draw(batch.text[row])


def _css(font: FontStyle, colour: Colour) -> str:
    parts = [f"font-family: '{FAMILY_NAMES[font.family]}', {_STAND_INS[font.family]}"]
    parts.append(f"font-size: {_number(font.size_px)}px")
    if font.weight != 400:
        parts.append(f"font-weight: {font.weight}")
    if font.italic:
        parts.append("font-style: italic")
    parts.append("fill: #{:02x}{:02x}{:02x}".format(*colour[:3]))
    if colour[3] != 255:
        parts.append(f"fill-opacity: {_number(colour[3] / 255)}")
    return "; ".join(parts)


def _number(value: float) -> str:
    """At most three decimals, no sign of a zero."""
    if not math.isfinite(value):
        raise ValueError("a mark of the scene stands nowhere")
    return f"{round(value, 3) + 0.0:.12g}"


def _set_head(root: ElementTree.Element, scene: Scene, title: str, description: str, language: str) -> None:
    width, height = _number(scene.width_px), _number(scene.height_px)
    root.set("width", width)
    root.set("height", height)
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("role", "img")
    if language:
        root.set("lang", fit_to_draw(language))
    named = []
    if description:
        _insert(root, 0, "desc", fit_to_draw(description)).set("id", "picture-description")
        named.append("picture-description")
    if title:
        _insert(root, 0, "title", fit_to_draw(title)).set("id", "picture-title")
        named.insert(0, "picture-title")
    if named:
        root.set("aria-labelledby", " ".join(named))


def _set_metadata(
    root: ElementTree.Element, title: str, description: str, author: str, created: str, software: str
) -> None:
    for old in root.findall(_tag("metadata")):
        root.remove(old)
    metadata = ElementTree.Element(_tag("metadata"))
    metadata.tail = "\n"
    rdf = ElementTree.SubElement(metadata, f"{{{_RDF}}}RDF")
    about = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    facts = {
        "title": title,
        "description": description,
        "creator": author,
        "date": created,
        "format": "image/svg+xml",
        "publisher": software,
    }
    for name, value in facts.items():
        if value:
            ElementTree.SubElement(about, f"{{{_DC}}}{name}").text = fit_to_draw(value)
    head = sum(1 for child in root if child.tag in (_tag("title"), _tag("desc")))
    root.insert(head, metadata)
