"""An article is read: what it proposes is told, or taken into a story in one step; prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.offsets import shown
from timeline_app.reading.values import Proposal
from timeline_app.store.database import StoryFile
from timeline_app.work.drafting import Draft, draft_from_file, propose_in
from timeline_app.work.keeping_reviews import Kept, add, open_draft
from timeline_app.work.reviewing import only_explicit


def read_draft(path: Path, today: str, published: str = "", language: str = "") -> Draft:
    """Read an article from a file; `published` and `language`, where given, stand above what it tells itself.

    Raises `TimelineError` with a sentence where it cannot be read.
    """
    draft = draft_from_file(path, today)
    if not published and not language:
        return draft
    article = replace(draft.article, language=language or draft.article.language)
    if published:
        article = replace(article, published=published, published_from="you", question="")
    return replace(draft, article=article, proposals=propose_in(article))


def accept(story: StoryFile, draft: Draft) -> Kept:
    """Take an article and what it dates itself into the story, as one step that can be undone."""
    sheet, review = open_draft(story, draft)
    return add(story, sheet, only_explicit(review))


def proposal_lines(proposals: Sequence[Proposal]) -> Iterator[str]:
    """One JSON object a proposal, without line ends; offsets count code points of the article's text."""
    for proposal in proposals:
        row: dict[str, object] = {
            "when": proposal.edtf,
            "title": proposal.title,
            "start": proposal.start,
            "end": proposal.end,
            "quote": proposal.quote,
            "reason": proposal.reason,
            "confidence": proposal.confidence,
            "derived": proposal.derived,
        }
        yield json.dumps(row, ensure_ascii=False)


def lines_for_people(draft: Draft, style: DateStyle | None = None) -> Iterator[str]:
    """The article, then each proposal with its date, title, reason and passage; ✓ marks what is ticked."""
    style = style or DateStyle()
    article = draft.article
    told = [article.title or "untitled", article.author, article.publisher]
    yield _one_line(" · ".join(part for part in told if part))
    if article.published:
        yield f"published {in_words(article.published, style)} (from {article.published_from})"
    else:
        yield article.question
    yield from article.notes
    for proposal in draft.proposals:
        yield ""
        sign = "✓" if proposal.ticked else "?" if proposal.derived else "·"
        yield _one_line(f"{sign} {in_words(proposal.edtf, style)}: {proposal.title}")
        yield _one_line(f"    “{proposal.quote}”")
        yield _one_line(f"    {proposal.reason}" + (f" [{proposal.category}]" if proposal.category else ""))
    yield ""
    ticked = sum(proposal.ticked for proposal in draft.proposals)
    yield f"{_counted(len(draft.proposals), 'proposal')}, {ticked} of them dated by the text itself (✓)"


def accepted_line(kept: Kept) -> str:
    """What was taken into the story, in one sentence."""
    added = f"{_counted(len(kept.event_ids), 'event')} added"
    return added + (
        f", {_counted(kept.passages, 'passage')} to events known already." if kept.passages else "."
    )


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def _one_line(text: str) -> str:
    """Text that can do a terminal no harm, every gap a single blank but for those at its beginning."""
    body = " ".join(shown(" ".join(text.split())).split())
    return text[: len(text) - len(text.lstrip(" "))] + body
