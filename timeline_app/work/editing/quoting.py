"""An event proposed from words that a person has selected in an article, dated as reading it finds."""

from __future__ import annotations

from dataclasses import replace

from timeline_app.core.draft import EventDraft, PassageDraft
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import TagKind
from timeline_app.core.records import TagRecord
from timeline_app.store import reading
from timeline_app.store.connection import StoryFile
from timeline_app.work.word_list import own_words

_TITLE_CHARS = 80


def passage_at(story: StoryFile, version_id: int, start: int, end: int) -> PassageDraft:
    """The words `text[start:end]` of an article as a passage, without the blanks around them.

    Raises TimelineError where nothing but blanks stands there.
    """
    text = reading.article(story, version_id).text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not 0 <= start < end <= len(text):
        raise TimelineError("Select the words of the passage first.")
    return PassageDraft(version_id, start, end, text[start:end])


def draft_from_quote(story: StoryFile, version_id: int, start: int, end: int) -> EventDraft:
    """A new event supported by those words; date, title and tags are what reading proposes there."""
    from timeline_app.reading.propose import propose

    passage = passage_at(story, version_id, start, end)
    article = reading.article(story, version_id)
    head = article.head
    proposals = propose(
        article.text, head.published, head.language, title=head.title, words=own_words().words
    )
    near = [one for one in proposals if one.start < passage.end and passage.start < one.end]
    if not near:
        return EventDraft(_title(passage.quote), passages=(passage,))
    best = max(
        near, key=lambda one: (min(one.end, passage.end) - max(one.start, passage.start), one.confidence)
    )
    dated = best.as_written and passage.start <= best.date_start and best.date_end <= passage.end
    return EventDraft(
        best.title or _title(passage.quote),
        edtf=best.edtf,
        as_written=best.as_written,
        category=best.category,
        derived=best.derived,
        reason=best.reason,
        tags=tuple(TagRecord(tag.name, TagKind(tag.kind)) for tag in best.tags),
        passages=(replace(passage, dated=best.as_written if dated else ""),),
    )


def _title(quote: str) -> str:
    """The beginning of a passage, cut between words."""
    words = " ".join(quote.split())
    if len(words) <= _TITLE_CHARS:
        return words.rstrip(".!?…")
    return words[:_TITLE_CHARS].rpartition(" ")[0].rstrip(",;:–—-") + "…"
