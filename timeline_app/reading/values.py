"""What reading gives back: expressions, proposals and the article itself, as frozen values; finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from timeline_app.core.columns import Precision
from timeline_app.core.records import TagRecord

#: Asked now and then during long work; true stops it with `Cancelled`.
Asked = Callable[[], bool]


class Cancelled(Exception):  # noqa: N818 - an answer to a person's wish, no error
    """The person has had enough; nothing was changed."""


def never() -> bool:
    """The answer of work that nobody can cancel."""
    return False


class Kind(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a date: its TIMEX3 value, its EDTF text (`""` if not to be drawn), and why."""

    value: str
    edtf: str
    reason: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression at the code points [start, end) of the text, where `surface` stands.

    `value` is TIMEX3 (`2021-08`, `P2D`, `PRESENT_REF`), `edtf` what a timeline can draw of it, else `""`,
    and `precision` how wide that is. `reason` says in words how it was resolved; `second` is the next best
    reading. `rule` names the row of the grammar. `explicit` is true where the text itself names the date
    with its year. `offset_from` is true for a length counted from another event (“one year after the
    election”): `count` units, negative for “before”, of the unit whose name `unit` is.
    """

    start: int
    end: int
    surface: str
    type: Kind
    value: str
    edtf: str
    precision: Precision
    reason: str
    second: Reading | None = None
    rule: str = ""
    explicit: bool = False
    offset_from: bool = False
    count: int = 0
    unit: str = ""
    phrase_start: int = -1
    phrase_end: int = -1

    @property
    def phrase(self) -> tuple[int, int]:
        """Where its words stand with those that belong to it: “since” before it, “from … to …” around it."""
        start = self.start if self.phrase_start < 0 else self.phrase_start
        return start, self.end if self.phrase_end < 0 else self.phrase_end


@dataclass(frozen=True, slots=True)
class Span:
    """The code points [start, end) of the article, and what stands there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event that the article may speak of, tied to the characters that say so.

    - `[start, end)` is the passage and `quote` what stands there; `[date_start, date_end)` the date within
      it, both 0-length at `start` where the passage bears no date of its own;
    - `edtf` the date, `as_written` its words in the article (`""` where it has none), `reason` how the date
      was resolved, `second` the next best reading of it;
    - `confidence` from 0 to 1; `derived` where the date follows from another one or from the day of
      publication; `ticked` whether it is accepted unless refused;
    - `more` are further passages of the same event, in the order of the text.
    """

    title: str
    edtf: str
    as_written: str
    start: int
    end: int
    quote: str
    date_start: int
    date_end: int
    reason: str
    confidence: float
    derived: bool = False
    ticked: bool = False
    tags: tuple[TagRecord, ...] = ()
    category: str = ""
    second: Reading | None = None
    more: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as it was read from a file, a page or the clipboard.

    - `text` is what passages count in code points: of a text file, its text unchanged;
    - `published` is EDTF or `""`, `published_from` says where it stands (“its first line”, “the page's own
      particulars”); without it `question` asks for it and says why it matters, and `offered` is
      a day that its first sentences make likely, or `""`;
    - `encoding` is what the bytes were taken for, `""` where there was nothing to guess;
    - `page_starts` holds where each page of a PDF begins in the text, `page_names` what is printed on it;
    - `notes` are sentences for the person: what was cut, what could not be read.
    """

    title: str
    text: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    published_from: str = ""
    question: str = ""
    language: str = ""
    url: str = ""
    encoding: str = ""
    media: str = "text/plain"
    page_starts: tuple[int, ...] = ()
    page_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    offered: str = ""

    def page_of(self, start: int) -> str:
        """The name of the page on which the character at `start` stands; `""` for texts without pages."""
        page = ""
        for place, name in zip(self.page_starts, self.page_names, strict=True):
            if place > start:
                break
            page = name
        return page
