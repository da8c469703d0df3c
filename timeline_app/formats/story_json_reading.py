"""The reading half of `story_json`: a JSON document → records, every value checked at its place."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Never, TypeVar

from timeline_app.core.dates import parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, StorySettings, Symbol, TagKind
from timeline_app.core.records import (
    MOST_PICTURE_BYTES,
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryContent,
    TagRecord,
    ViewRecord,
)
from timeline_app.core.snapshot import FacetKind
from timeline_app.formats.json_text import loads

_Choice = TypeVar("_Choice")

#: What no text may hold: NUL ends it in many tools, half of a surrogate pair is no character.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

#: A category's colour is an index into the theme's colours, which repeat; more is surely a mistake.
_MOST_COLOURS = 1_000
_MOST_IMPORTANT = 3
#: What a column of the store holds.
_LEAST, _MOST = -(2**63), 2**63 - 1


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _clean_deep(value: object) -> object:
    """Any JSON value with the texts in it made fit."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list):
        return [_clean_deep(part) for part in value]
    if isinstance(value, dict):
        return {_clean(str(name)): _clean_deep(part) for name, part in value.items()}
    return value


def _words(kinds: type[IntEnum]) -> dict[str, IntEnum]:
    return {member.name.lower().replace("_", "-"): member for member in kinds}


_STATUS: Mapping[str, Status] = {name: Status(value) for name, value in _words(Status).items()}
_SYMBOL: Mapping[str, Symbol] = {name: Symbol(value) for name, value in _words(Symbol).items()}
_TAG_KIND: Mapping[str, TagKind] = {kind.value: kind for kind in TagKind}


@dataclass(frozen=True, slots=True)
class _Node:
    """A JSON object and where it stands, such as `events[3]`."""

    value: dict[str, object]
    place: str

    def wrong(self, name: str, trouble: str) -> Never:
        place = f"{self.place}.{name}" if self.place else name
        raise TimelineError(f"{place} {trouble}.")

    def allow(self, *names: str) -> None:
        """Refuse fields of other names."""
        for name in self.value:
            if name not in names:
                self.wrong(_clean(name), "is not a field of this format")

    def text(self, name: str, default: str | None = "") -> str:
        """A text; required where `default` is None."""
        value = self.value.get(name, default)
        if value is None:
            self.wrong(name, "is missing")
        if not isinstance(value, str):
            self.wrong(name, "must be text in quotation marks")
        return _clean(value)

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number from `least` to `most`."""
        value = self.value.get(name, default)
        if value is None:
            self.wrong(name, "is missing")
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(name, f"must be a whole number from {least} to {most}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where it is not given."""
        value = self.value.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, "must be true or false")
        return value

    def choice(self, name: str, choices: Mapping[str, _Choice], default: str) -> _Choice:
        """One of a few words."""
        word = self.text(name, default)
        if word not in choices:
            self.wrong(name, f"must be one of {', '.join(choices)}")
        return choices[word]

    def date(self, name: str, default: str | None = "") -> str:
        """A date in EDTF, or empty."""
        edtf = self.text(name, default)
        if edtf:
            try:
                parse_edtf(edtf)
            except TimelineError as trouble:
                self.wrong(name, f"is no date in EDTF: {str(trouble).rstrip('.')}")
        return edtf

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is not given."""
        value = self.value.get(name, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            self.wrong(name, "must be a list of texts")
        return tuple(_clean(part) for part in value)

    def nodes(self, name: str) -> Iterator[_Node]:
        """The objects of a list; none where it is not given."""
        value = self.value.get(name, [])
        if not isinstance(value, list):
            self.wrong(name, "must be a list")
        for place, part in enumerate(value):
            where = f"{self.place}.{name}[{place}]" if self.place else f"{name}[{place}]"
            if not isinstance(part, dict):
                raise TimelineError(f"{where} must be an object in braces.")
            yield _Node(part, where)


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
    top = _Node(document, "")
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


def _settings(top: _Node) -> StorySettings:
    value = top.value["settings"]
    if not isinstance(value, dict):
        top.wrong("settings", "must be an object in braces")
    node = _Node(value, "settings")
    node.allow(*StorySettings.__dataclass_fields__)
    default = StorySettings()
    return StorySettings(
        headline=node.text("headline"),
        credit=node.text("credit"),
        zone=node.text("zone", default.zone),
        language=node.text("language", default.language),
        lanes=node.text("lanes", default.lanes),
        lane_order=node.texts("lane_order"),
        alternative_text=node.text("alternative_text"),
        sample=node.flag("sample"),
        table=node.texts("table"),
        notes=node.text("notes"),
    )


def _colour(node: _Node, name: str) -> str:
    colour = node.text(name)
    if colour and not _COLOUR.fullmatch(colour):
        node.wrong(name, "must be a colour such as #0072B2")
    return colour


def _category(node: _Node) -> CategoryRecord:
    node.allow("name", "colour", "symbol", "own_colour", "extra")
    return CategoryRecord(
        name=node.text("name", None),
        colour=node.number("colour", -1, _MOST_COLOURS, -1),
        symbol=node.choice("symbol", _SYMBOL, "disc") if "symbol" in node.value else None,
        own_colour=_colour(node, "own_colour"),
        extra=_extra(node),
    )


def _article(node: _Node) -> ArticleRecord:
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
    )


def _period(node: _Node) -> PeriodRecord:
    node.allow("name", "when", "colour", "note", "extra")
    return PeriodRecord(
        name=node.text("name", None),
        edtf=node.date("when", None),
        colour=_colour(node, "colour"),
        extra=_extra(node),
        note=node.text("note"),
    )


def _view(node: _Node) -> ViewRecord:
    node.allow(*ViewRecord.__dataclass_fields__)
    return ViewRecord(
        name=node.text("name", None),
        uid=node.text("uid"),
        heading=node.text("heading"),
        paragraph=node.text("paragraph"),
        lanes=node.text("lanes", "none"),
        query=node.text("query"),
        include=_chosen(node, "include"),
        exclude=_chosen(node, "exclude"),
        from_date=node.text("from_date"),
        to_date=node.text("to_date"),
        span_s=_span(node),
    )


def _chosen(node: _Node, name: str) -> dict[str, tuple[str, ...]]:
    """The names that a view's filter chooses, by kind of facet."""
    value = node.value.get(name, {})
    if not isinstance(value, dict):
        node.wrong(name, "must be an object in braces")
    chosen = _Node(value, f"{node.place}.{name}")
    chosen.allow(*(kind.value for kind in FacetKind))
    return {kind: chosen.texts(kind) for kind in value}


def _span(node: _Node) -> tuple[int, int] | None:
    """The seconds that a view shows, first and last; None for all of time."""
    value = node.value.get("span_s")
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        node.wrong("span_s", "must be a list of two numbers")
    first, last = (_Node({"span_s": second}, node.place).number("span_s", _LEAST, _MOST) for second in value)
    if first >= last:
        node.wrong("span_s", "must name the earlier second first")
    return first, last


def _picture(node: _Node) -> PictureRecord:
    node.allow(*PictureRecord.__dataclass_fields__)
    encoded = node.text("content")
    # Four letters of base64 are three bytes: what is too large is refused before it is decoded.
    if len(encoded) > MOST_PICTURE_BYTES * 4 // 3 + 4:
        node.wrong("content", f"is a picture of more than {MOST_PICTURE_BYTES // 2**20} MB")
    try:
        content = b64decode(encoded, validate=True)
    except ValueError:
        node.wrong("content", "must be the picture's bytes in base64")
    return PictureRecord(
        name=node.text("name"),
        caption=node.text("caption"),
        credit=node.text("credit"),
        url=node.text("url"),
        media_type=node.text("media_type"),
        content=content,
    )


def _extra(node: _Node) -> dict[str, object]:
    """What foreign formats hold of it and we do not."""
    extra = node.value.get("extra", {})
    if not isinstance(extra, dict):
        node.wrong("extra", "must be an object in braces")
    return {_clean(name): _clean_deep(part) for name, part in extra.items()}


def _tag(node: _Node) -> TagRecord:
    node.allow("kind", "name")
    return TagRecord(node.text("name", None), node.choice("kind", _TAG_KIND, TagKind.TOPIC.value))


def _link(node: _Node) -> Link:
    node.allow("url", "title")
    return Link(node.text("url", None), node.text("title"))


def _passage(node: _Node, texts: Mapping[str, str]) -> PassageRecord:
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


def _event(node: _Node, texts: Mapping[str, str]) -> EventRecord:
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
        extra=_extra(node),
        hand_order=node.number("hand_order", _LEAST, _MOST, 0),
        pictures=tuple(_picture(part) for part in node.nodes("pictures")),
    )
