"""The reading half of `story_json`: a JSON document → records, every value checked at its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import IntEnum

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, StorySettings, Symbol, TagKind
from timeline_app.core.records import (
    MOST_FILE_BYTES,
    MOST_PICTURE_BYTES,
    NO_FILE,
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    FileRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryContent,
    TagRecord,
    ViewRecord,
)
from timeline_app.core.snapshot import FacetKind
from timeline_app.formats.json_text import loads
from timeline_app.formats.story_json_node import Node

#: A category's colour is an index into the theme's colours, which repeat; more is surely a mistake.
_MOST_COLOURS = 1_000
_MOST_IMPORTANT = 3
#: What a column of the store holds.
_LEAST, _MOST = -(2**63), 2**63 - 1
_SHA256 = re.compile("[0-9a-f]{64}")


def _words(kinds: type[IntEnum]) -> dict[str, IntEnum]:
    return {member.name.lower().replace("_", "-"): member for member in kinds}


_STATUS: Mapping[str, Status] = {name: Status(value) for name, value in _words(Status).items()}
_SYMBOL: Mapping[str, Symbol] = {name: Symbol(value) for name, value in _words(Symbol).items()}
_TAG_KIND: Mapping[str, TagKind] = {kind.value: kind for kind in TagKind}


def _load(raw: bytes) -> object:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise TimelineError(f"The file is not text in UTF-8 (at byte {trouble.start}).") from trouble
    return loads(text)


def read_content(raw: bytes, format_name: str, version: int) -> StoryContent:
    """The records of a document in UTF-8; raises `TimelineError` naming the place of what does not fit."""
    document = _load(raw)
    if not isinstance(document, dict):
        raise TimelineError("The file must hold one JSON object.")
    top = Node(document, "")
    if top.text("format") != format_name:
        top.wrong("format", f"must be “{format_name}”")
    if top.number("version", 1, 2**31) > version:
        raise TimelineError(
            f"The file was written by a newer version of this program (its format is {top.value['version']}, "
            f"this version knows {version})."
        )
    top.allow(
        *("format", "version", "settings", "categories", "tags", "articles", "events", "periods", "views")
    )
    articles = tuple(_article(node) for node in top.nodes("articles"))
    texts: dict[str, str] = {}
    for place, article in enumerate(articles):
        if article.key in texts:
            raise TimelineError(f"articles[{place}].key is used twice: “{article.key}”.")
        if article.follows and article.follows not in texts:
            raise TimelineError(f"articles[{place}].follows names no article before it: “{article.follows}”.")
        texts[article.key] = article.text
    return StoryContent(
        events=tuple(_event(node, texts) for node in top.nodes("events")),
        articles=articles,
        categories=tuple(_category(node) for node in top.nodes("categories")),
        periods=tuple(_period(node) for node in top.nodes("periods")),
        settings=_settings(top) if "settings" in top.value else None,
        views=tuple(_view(node) for node in top.nodes("views")),
        tags=tuple(_tag(node) for node in top.nodes("tags")),
    )


def _settings(top: Node) -> StorySettings:
    value = top.value["settings"]
    if not isinstance(value, dict):
        top.wrong("settings", "must be an object in braces")
    node = Node(value, "settings")
    node.allow(*StorySettings.__dataclass_fields__)
    default = StorySettings()
    return StorySettings(
        headline=node.text("headline"),
        credit=node.text("credit"),
        zone=node.text("zone", default.zone),
        language=node.text("language", default.language),
        lanes=node.text("lanes", default.lanes),
        lane_order=_lane_order(node),
        alternative_text=node.text("alternative_text"),
        sample=node.flag("sample"),
        table=node.texts("table"),
        notes=node.text("notes"),
    )


def _lane_order(node: Node) -> dict[str, tuple[str, ...]]:
    """The names of lanes by kind of facet; a list, as older files have it, is of the lanes there are."""
    value = node.value.get("lane_order", {})
    if isinstance(value, dict):
        return _by_facet(node, "lane_order")
    names, lanes = node.texts("lane_order"), node.text("lanes")
    kind = lanes if lanes in {kind.value for kind in FacetKind} else FacetKind.CATEGORY.value
    return {kind: names} if names else {}


def _category(node: Node) -> CategoryRecord:
    node.allow("name", "colour", "symbol", "own_colour", "extra")
    return CategoryRecord(
        name=node.text("name", None),
        colour=node.number("colour", -1, _MOST_COLOURS, -1),
        symbol=node.choice("symbol", _SYMBOL, "disc") if "symbol" in node.value else None,
        own_colour=node.colour("own_colour"),
        extra=node.extra(),
    )


def _article(node: Node) -> ArticleRecord:
    node.allow(*ArticleRecord.__dataclass_fields__)
    lines = isinstance(node.value.get("text"), list)
    return ArticleRecord(
        key=node.text("key", None),
        title=node.text("title", None),
        text="\n".join(node.texts("text")) if lines else node.text("text", None),
        author=node.text("author"),
        publisher=node.text("publisher"),
        published=node.date("published"),
        url=node.text("url"),
        archive_url=node.text("archive_url"),
        language=node.text("language"),
        follows=node.text("follows"),
        added=node.text("added"),
        uid=node.text("uid"),
        read_at=node.text("read_at"),
        pages=tuple(_page(part) for part in node.nodes("pages")),
        file=_file(node),
        extra=node.extra(),
    )


def _page(node: Node) -> tuple[int, str]:
    node.allow("start", "name")
    return node.number("start", 0, _MOST), node.text("name")


def _file(node: Node) -> FileRecord:
    """The file an article came from; its bytes must be those that its SHA-256 was made of."""
    value = node.value.get("file")
    if value is None:
        return NO_FILE
    if not isinstance(value, dict):
        node.wrong("file", "must be an object in braces")
    file = Node(value, f"{node.place}.file")
    file.allow(*FileRecord.__dataclass_fields__)
    sha256 = file.text("sha256")
    if sha256 and not _SHA256.fullmatch(sha256):
        file.wrong("sha256", "must be 64 digits and letters from a to f")
    content = file.content("content", MOST_FILE_BYTES, "file") if "content" in value else None
    if content is not None and hashlib.sha256(content).hexdigest() != sha256:
        file.wrong("sha256", "is not that of the file's content")
    return FileRecord(file.text("name"), file.text("media_type"), file.text("path"), sha256, content)


def _period(node: Node) -> PeriodRecord:
    node.allow("name", "when", "colour", "note", "uid", "extra")
    return PeriodRecord(
        name=node.text("name", None),
        edtf=node.date("when", None),
        colour=node.colour("colour"),
        extra=node.extra(),
        note=node.text("note"),
        uid=node.text("uid"),
    )


def _view(node: Node) -> ViewRecord:
    node.allow(*ViewRecord.__dataclass_fields__)
    return ViewRecord(
        name=node.text("name", None),
        uid=node.text("uid"),
        heading=node.text("heading"),
        paragraph=node.text("paragraph"),
        lanes=node.text("lanes", "none"),
        query=node.text("query"),
        include=_by_facet(node, "include"),
        exclude=_by_facet(node, "exclude"),
        from_date=node.text("from_date"),
        to_date=node.text("to_date"),
        span_s=_span(node),
        extra=node.extra(),
    )


def _by_facet(node: Node, name: str) -> dict[str, tuple[str, ...]]:
    """Names by kind of facet, such as those that a view's filter chooses."""
    value = node.value.get(name, {})
    if not isinstance(value, dict):
        node.wrong(name, "must be an object in braces")
    chosen = Node(value, f"{node.place}.{name}")
    chosen.allow(*(kind.value for kind in FacetKind))
    return {kind: chosen.texts(kind) for kind in value}


def _span(node: Node) -> tuple[int, int] | None:
    """The seconds that a view shows, first and last; None for all of time."""
    value = node.value.get("span_s")
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        node.wrong("span_s", "must be a list of two numbers")
    first, last = (Node({"span_s": second}, node.place).number("span_s", _LEAST, _MOST) for second in value)
    if first >= last:
        node.wrong("span_s", "must name the earlier second first")
    return first, last


def _picture(node: Node) -> PictureRecord:
    node.allow(*PictureRecord.__dataclass_fields__)
    return PictureRecord(
        name=node.text("name"),
        caption=node.text("caption"),
        credit=node.text("credit"),
        url=node.text("url"),
        media_type=node.text("media_type"),
        content=node.content("content", MOST_PICTURE_BYTES, "picture"),
    )


def _tag(node: Node) -> TagRecord:
    node.allow("kind", "name")
    return TagRecord(node.text("name", None), node.choice("kind", _TAG_KIND, TagKind.TOPIC.value))


def _link(node: Node) -> Link:
    node.allow("url", "title")
    return Link(node.text("url", None), node.text("title"))


def _passage(node: Node, texts: Mapping[str, str]) -> PassageRecord:
    node.allow(*PassageRecord.__dataclass_fields__)
    article = node.text("article", None)
    if article not in texts:
        node.wrong("article", f"names an article that is not in the file: “{article}”")
    text = texts[article]
    lost = node.flag("lost")
    start = node.number("start", 0, _MOST - 1 if lost else len(text))
    end = node.number("end", start + 1, _MOST if lost else max(len(text), start + 1))
    quote = node.text("quote", None)
    if not lost and text[start:end] != quote:
        node.wrong("quote", f"does not stand in article “{article}” at {start} to {end}")
    return PassageRecord(article, start, end, quote, node.text("page"), node.text("dated"), lost)


def _event(node: Node, texts: Mapping[str, str]) -> EventRecord:
    node.allow("when", *(name for name in EventRecord.__dataclass_fields__ if name != "edtf"))
    return EventRecord(
        title=node.text("title", None),
        edtf=node.date("when", None),
        uid=node.text("uid"),
        as_written=node.text("as_written"),
        note=node.text("note"),
        category=node.text("category"),
        status=node.choice("status", _STATUS, "none"),
        importance=node.number("importance", 0, _MOST_IMPORTANT, 0),
        derived=node.flag("derived"),
        reason=node.text("reason"),
        tags=tuple(_tag(part) for part in node.nodes("tags")),
        passages=tuple(_passage(part, texts) for part in node.nodes("passages")),
        links=tuple(_link(part) for part in node.nodes("links")),
        origin=node.text("origin"),
        origin_key=node.text("origin_key"),
        extra=node.extra(),
        hand_order=node.number("hand_order", _LEAST, _MOST, 0),
        pictures=tuple(_picture(part) for part in node.nodes("pictures")),
    )
