"""A JSON object of a story and where it stands; its values are checked as they are read. Knows no record."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Never, TypeVar

from timeline_app.core.dates import parse_edtf
from timeline_app.core.errors import TimelineError

_Choice = TypeVar("_Choice")

#: What no text may hold: NUL ends it in many tools, half of a surrogate pair is no character.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def clean(text: str) -> str:
    """The text with what no text may hold replaced by U+FFFD, one for one."""
    return _UNFIT.sub("\ufffd", text)


def clean_deep(value: object) -> object:
    """Any JSON value with the texts in it made fit."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_deep(part) for part in value]
    if isinstance(value, dict):
        return {clean(str(name)): clean_deep(part) for name, part in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object and where it stands, such as `events[3]`."""

    value: dict[str, object]
    place: str

    def wrong(self, name: str, trouble: str) -> Never:
        """Raise TimelineError naming the place of a value and what is wrong with it."""
        place = f"{self.place}.{name}" if self.place else name
        raise TimelineError(f"{place} {trouble}.")

    def allow(self, *names: str) -> None:
        """Refuse fields of other names."""
        for name in self.value:
            if name not in names:
                self.wrong(clean(name), "is not a field of this format")

    def text(self, name: str, default: str | None = "") -> str:
        """A text; required where `default` is None."""
        value = self.value.get(name, default)
        if value is None:
            self.wrong(name, "is missing")
        if not isinstance(value, str):
            self.wrong(name, "must be text in quotation marks")
        return clean(value)

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
        return tuple(clean(part) for part in value)

    def nodes(self, name: str) -> Iterator[Node]:
        """The objects of a list; none where it is not given."""
        value = self.value.get(name, [])
        if not isinstance(value, list):
            self.wrong(name, "must be a list")
        for place, part in enumerate(value):
            where = f"{self.place}.{name}[{place}]" if self.place else f"{name}[{place}]"
            if not isinstance(part, dict):
                raise TimelineError(f"{where} must be an object in braces.")
            yield Node(part, where)

    def colour(self, name: str) -> str:
        """A colour such as #0072B2, or empty."""
        colour = self.text(name)
        if colour and not _COLOUR.fullmatch(colour):
            self.wrong(name, "must be a colour such as #0072B2")
        return colour

    def extra(self) -> dict[str, object]:
        """What foreign formats hold of it and we do not."""
        extra = self.value.get("extra", {})
        if not isinstance(extra, dict):
            self.wrong("extra", "must be an object in braces")
        return {clean(name): clean_deep(part) for name, part in extra.items()}

    def content(self, name: str, most_bytes: int, what: str) -> bytes:
        """Bytes in base64; empty where they are not given; `what` they are of, in a word."""
        encoded = self.text(name)
        # Four letters of base64 are three bytes: what is too large is refused before it is decoded.
        if len(encoded) > most_bytes * 4 // 3 + 4:
            self.wrong(name, f"is a {what} of more than {most_bytes // 2**20} MB")
        try:
            return b64decode(encoded, validate=True)
        except ValueError:
            self.wrong(name, f"must be the {what}'s bytes in base64")
