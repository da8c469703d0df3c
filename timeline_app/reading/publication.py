"""On which day an article was published, as its own lines tell it, or which day to offer."""

from __future__ import annotations

import re

from timeline_app.core.columns import Precision
from timeline_app.reading.clauses import words_of_span
from timeline_app.reading.expressions import expressions
from timeline_app.reading.languages import language_for
from timeline_app.reading.sentences import sentences
from timeline_app.reading.values import Expression, never

#: A line that says what its date is, in the languages that are read.
_SAYS = re.compile(
    r"\W*(?:date|published|posted|updated|released|last updated|дата|опубликовано|обновлено)\b", re.IGNORECASE
)
#: A place in capitals and a dash, as agencies begin a report: “MINSK, December 13, 2025 (Agency) —”.
_DATELINE = re.compile(r"[^\W\d_]{2,}[^\n]{0,80}?(?:\)\s*[-–—]|\s[-–—]{1,2}\s)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD_CHARS, _TAIL_CHARS = 3_000, 600
_HEAD_LINES, _TAIL_LINES = 8, 3
#: A line of a date may hold so many other words: a weekday, a time, a place, “Published”.
_OTHER_WORDS = 5
_FIRST_SENTENCES = 6


def written_day(text: str) -> str:
    """The EDTF day of a date as pages and files write it (`2025-12-13T18:20:00+01:00`, `Dec 13, 2025`)."""
    words = text.strip()[:200]
    found = _ISO.match(words)
    if found is not None and (read := _days(found[0])):
        return read[0].value
    read = _days(words)
    if len(read) != 1 or len(_other_words(words, read[0])) > _OTHER_WORDS:
        return ""
    return read[0].value[:10]


def published_in(text: str, language: str) -> tuple[str, str]:
    """The EDTF day that a text's first or last lines give for its own, and where they stand; else `""`."""
    head = [line.strip() for line in text[:_HEAD_CHARS].splitlines() if line.strip()][:_HEAD_LINES]
    for number, line in enumerate(head):
        day = _day_of_line(line, language)
        if day:
            return day, "its first line" if not number else "a line at its head"
    tail = [line.strip() for line in text[-_TAIL_CHARS:].splitlines() if line.strip()][-_TAIL_LINES:]
    for line in tail:
        if _SAYS.match(line) and (day := _day_of_line(line, language)):
            return day, "a line at its end"
    return "", ""


def offered_in(text: str, language: str) -> str:
    """The EDTF day of a report's first sentences on which somebody is told to have said something; else `""`.

    A good guess (“the county said on 18 November 2026”) to be confirmed, never to be taken silently.
    """
    spoken = language_for(language, text)
    head = text[:_HEAD_CHARS]
    days = _days(head, spoken.code)
    for part in sentences(head, spoken, never)[:_FIRST_SENTENCES]:
        words = words_of_span(head, part.start, part.end)
        if any(word.low in spoken.speech.reporting for word in words):
            for day in days:
                if part.start <= day.start < part.end:
                    return day.value[:10]
    return ""


def _day_of_line(line: str, language: str) -> str:
    """The day of a line that is a date, says it is one, or begins as an agency's report does."""
    days = _days(line[:300], language)
    if not days:
        return ""
    dateline = _DATELINE.match(line)
    if _SAYS.match(line) or (dateline is not None and days[0].end <= dateline.end()):
        return days[0].value[:10]
    return days[0].value[:10] if len(_other_words(line, days[0])) <= _OTHER_WORDS else ""


def _days(text: str, language: str = "") -> list[Expression]:
    """The days that a text names with their years."""
    return [
        each
        for each in expressions(text, "", language)
        if each.explicit and each.precision <= Precision.DAY and re.match(r"\d{4}-\d\d-\d\d", each.value)
    ]


def _other_words(line: str, date: Expression) -> list[str]:
    """The words of a line besides its date; a line that goes on in a sentence has many."""
    return re.findall(r"[^\W\d_]{2,}", line[: date.start] + " " + line[date.end :])
