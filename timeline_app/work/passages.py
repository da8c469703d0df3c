"""An event from words that a person has pointed at: passage, title, the nearest date; to be confirmed.

Looks only at the text around the words, so that it answers at once in a long article too.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline_app.core.draft import EventDraft, PassageDraft
from timeline_app.core.event import Article
from timeline_app.reading.clauses import title as title_of
from timeline_app.reading.expressions import expressions
from timeline_app.reading.languages import language_for
from timeline_app.reading.sentences import sentences
from timeline_app.reading.values import Expression, Kind, Proposal, never

#: So many characters before the words are looked at for a date, and around them for their sentence.
_BEFORE_CHARS = 20_000
_AROUND_CHARS = 4_000


def sentence_around(text: str, start: int, end: int, language: str = "") -> tuple[int, int]:
    """The sentence, or the sentences, in which text[start:end] stands, as [start, end)."""
    low, high = max(0, start - _AROUND_CHARS), min(len(text), end + _AROUND_CHARS)
    part = text[low:high]
    touching = [
        one
        for one in sentences(part, language_for(language, part), never)
        if one.start + low < max(end, start + 1) and one.end + low > start
    ]
    if not touching:
        return start, end
    return touching[0].start + low, touching[-1].end + low


def word_edge(text: str, place: int, *, at_start: bool) -> int:
    """The edge of the word at a place, where a passage may begin, or (not `at_start`) end."""
    if at_start:
        while 0 < place < len(text) and not text[place - 1].isspace():
            place -= 1
        while place < len(text) and text[place].isspace():
            place += 1
        return place
    while 0 < place < len(text) and not text[place].isspace():
        place += 1
    while place > 1 and text[place - 1].isspace():
        place -= 1
    return place


def propose_from(text: str, start: int, end: int, published: str = "", language: str = "") -> Proposal | None:
    """A proposal for the words text[start:end], dated by the date in them or the nearest one before.

    Without either it takes the day of publication, and without that no date. None for words that are blanks.
    """
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end <= start:
        return None
    low = max(0, start - _BEFORE_CHARS)
    spoken = language_for(language, text[low:end])
    found = [one for one in expressions(text[low:end], published, spoken.code) if _is_date(one)]
    within = [one for one in found if one.start + low >= start]
    before = [one for one in found if one.end + low <= start]
    dates = [(one.start + low, one.end + low) for one in within]
    title = title_of(text, [(start, end)], dates, "", spoken).strip() or " ".join(words.split()[:12])
    quote = text[start:end]
    if within:
        date = within[0]
        return _proposal(title, start, quote, date, dates[0], "in these words", derived=False)
    if before:
        return _proposal(title, start, quote, before[-1], (start, start), "before these words", derived=True)
    reason = "day of publication; to be confirmed" if published else "no date before these words"
    return Proposal(
        title, published, "", start, end, quote, start, start, reason, 0.3, derived=bool(published)
    )


def draft_from(article: Article, pages: Sequence[tuple[int, str]], start: int, end: int) -> EventDraft | None:
    """A new event from the sentence around text[start:end] of an article; None where there are no words."""
    head = article.head
    passage = sentence_around(article.text, start, end, head.language)
    found = propose_from(article.text, *passage, head.published, head.language)
    if found is None:
        return None
    page = next((name for at, name in reversed(pages) if at <= found.start), "")
    quoted = PassageDraft(head.version_id, found.start, found.end, found.quote, page, found.as_written)
    return EventDraft(
        found.title,
        found.edtf,
        found.as_written if found.date_end > found.date_start else "",
        derived=found.derived,
        reason=found.reason,
        passages=(quoted,),
    )


def _is_date(one: Expression) -> bool:
    return bool(one.edtf) and one.type in (Kind.DATE, Kind.TIME)


def _proposal(
    title: str, start: int, quote: str, date: Expression, spot: tuple[int, int], where: str, *, derived: bool
) -> Proposal:
    reason = f"nearest date {where}, “{' '.join(date.surface.split())}”; to be confirmed"
    return Proposal(
        title,
        date.edtf,
        date.surface,
        start,
        start + len(quote),
        quote,
        *spot,
        reason=reason,
        confidence=0.5,
        derived=derived,
        second=date.second,
    )
