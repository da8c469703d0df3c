"""What a person typed, made plain: one spelling of dashes, eras and little words; and what a reading is.

Holds the normal form that the rules of `typed_units.py` and `typed_spans.py` match. Refuses to read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from timeline_app.core.dates.edtf import EdtfDate, End, Interval, OneOf, Undated, Unit
from timeline_app.core.dates.words import DateStyle

#: Longer texts are sentences, not dates; the cap also bounds the work of the rules.
LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reading may lean on: the day it is, the person's style, and an order of day and month."""

    year: int
    month: int
    day: int
    style: DateStyle
    day_first: bool | None = None  # None: by the style, and asked about


@dataclass(frozen=True, slots=True)
class Reading:
    """A text understood as a date. `vague` is an interval of which an end may be anywhere (early, late).

    `others` are further dates the text may mean, `question` asks which, `reason` says what was decided.
    """

    date: EdtfDate
    reason: str = ""
    question: str = ""
    others: tuple[EdtfDate, ...] = ()
    vague: bool = False


_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[‐‑]", "-"),
        (r"−(?=[0-9])", "-"),
        (r"[‒–—―]", "–"),
        (r"[‘’ʼ`´]", "'"),
        (r"[“”\"]", ""),
        (r"\s+", " "),
        (r",(?= |$)", ""),
        (r"\bb\. ?c\. ?e\.|\bb\. ?c\.|\bbce\b|(?<=[0-9])bce?\b", " bc"),
        (r"\ba\. ?d\.|\bc\. ?e\.|\bce\b|(?<=[0-9])(?:ad|ce)\b", " ad"),
        (r"\b(?:o\. ?s\.|old style|julian(?: calendar)?)", "os"),
        (r"\b(?:n\. ?s\.|new style|gregorian(?: calendar)?)", "ns"),
        (r"(?<![a-z])([ap])\. ?m\.?(?![a-z])", r"\1m"),
        (r"\b(?:the|of)\b ?", ""),
        (r"\b(?:some ?time|sometime) in\b", "sometime"),
        (r"\s+", " "),
    )
)


def plain_text(text: str) -> str:
    """The normal form of a typed text: lower case, one kind of each dash and era, no "the", no "of"."""
    plain = unicodedata.normalize("NFKC", text).lower()
    for pattern, spelling in _SPELLINGS:
        plain = pattern.sub(spelling, plain)
    plain = plain.strip(" ;,")
    return re.sub(
        r"^(?:in|on|at|during) (?!hour\b)(?!(?:[0-9]+|[a-z]+) (?:day|week|month|year|decade)s?$)", "", plain
    )


def marked(date: EdtfDate, *, approximate: bool = False, uncertain: bool = False) -> EdtfDate:
    """A date with all its units qualified, beside what qualifies them already."""

    def unit(part: Unit) -> Unit:
        return replace(
            part, approximate=part.approximate or approximate, uncertain=part.uncertain or uncertain
        )

    def choice(part: OneOf) -> OneOf:
        return OneOf(tuple((first and unit(first), last and unit(last)) for first, last in part.ranges))

    def end(part: Unit | OneOf | End) -> Unit | OneOf | End:
        if isinstance(part, End):
            return part
        return unit(part) if isinstance(part, Unit) else choice(part)

    if isinstance(date, Unit):
        return unit(date)
    if isinstance(date, OneOf):
        return choice(date)
    return date if isinstance(date, Undated) else Interval(end(date.start), end(date.end))
