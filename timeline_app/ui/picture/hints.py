"""What is under the pointer or selected, in words, for hints and screen readers: plain text, never markup."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from timeline_app.core.dates import DateStyle, in_words, number_words, span_in_words
from timeline_app.core.event import DERIVED_WORD, STATUS_WORDS, EventText
from timeline_app.scene.bands import Reading
from timeline_app.scene.picture import Target, TargetInfo

#: Longer passages are cut in hints; the panel has them whole.
PASSAGE_CHARACTERS = 240


def event_words(text: EventText, style: DateStyle) -> str:
    """An event's date, title and passage, each on a line of its own."""
    date = in_words(text.edtf, style, text.as_written)
    notes = [_tr(DERIVED_WORD)] if text.derived else []
    if text.status in STATUS_WORDS:
        notes.append(_tr(STATUS_WORDS[text.status]))
    head = ", ".join([date[:1].upper() + date[1:], *notes])
    passage = text.passage
    if len(passage) > PASSAGE_CHARACTERS:
        passage = passage[:PASSAGE_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return "\n".join(part for part in (head, text.title, passage) if part)


def target_words(info: TargetInfo, first: EventText | None, style: DateStyle) -> str:
    """What a mark that is no single event stands for, and where a click leads."""
    number = number_words(len(info.rows), style)
    events = _tr("1 event") if len(info.rows) == 1 else _tr("{number} events").format(number=number)
    if info.kind in (Target.EARLIER, Target.LATER):
        return _tr("Go there") + (f"\n{event_words(first, style)}" if first else "")
    if info.kind is Target.MORE:
        return events + "\n" + _tr("Click for the whole list")
    if info.kind is Target.DENSITY:
        return f"{events}\n{span_in_words(info.start_s, info.end_s, style)}"
    return ""


def density_words(reading: Reading, style: DateStyle) -> str:
    """What the density says at one place as drawn: the count with its unit, and the time it covers."""
    return f"{reading.words}\n{span_in_words(reading.start_s, reading.end_s, style)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hints", text)
