"""A review beside what was known before: earlier decisions, another day of publication, equal events.

Pure functions on `reviewing.Review`; proposals and candidates are given, nothing is read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline_app.core.fold import tokens
from timeline_app.reading.values import Proposal
from timeline_app.work.reviewing import Item, Mark, Review, Twin, go_to, in_text_order, origin_of

#: Titles of one date that share so many of their words (Jaccard) are taken for the same event,
TWIN_SHARE = 0.5
#: and so is an event of that date when so many of its title's longer words stand in the passage.
TOLD_SHARE, TOLD_WORDS, LONG_WORD = 0.6, 3, 4


def begin(text: str, proposals: Sequence[Proposal], published: str = "", kept: Sequence[Item] = ()) -> Review:
    """The review of fresh proposals; `kept` are the decisions of an earlier one, which win.

    What was refused before, or is in the story, is not proposed again.
    """
    settled = tuple(item for item in kept if item.event_id or item.mark is Mark.REFUSED)
    waiting = [item for item in kept if item not in settled]
    known = {item.origin for item in kept}
    key = max((item.key for item in kept), default=0)
    for proposal in proposals:
        if origin_of(proposal) not in known:
            key += 1
            waiting.append(_fresh(key, proposal))
    return Review(text, published, in_text_order(waiting), 0, settled)


def _fresh(key: int, proposal: Proposal) -> Item:
    mark = Mark.TICKED if proposal.ticked else Mark.OPEN
    return Item(key, proposal, mark, origin_of(proposal), explicit=proposal.ticked)


def redate(review: Review, published: str, fresh: Sequence[Proposal]) -> Review:
    """Take another day of publication; `fresh` is what the article proposes with it.

    Only what the person has not touched is resolved anew; `moved_from` shows what moved.
    """
    by_origin = {origin_of(proposal): proposal for proposal in fresh}
    items: list[Item] = []
    for item in review.items:
        proposal = by_origin.pop(item.origin, None)
        if item.touched:
            items.append(item)
        elif proposal is not None:
            moved = item.proposal.edtf if proposal.edtf != item.proposal.edtf else ""
            mark = Mark.TICKED if proposal.ticked else Mark.OPEN
            items.append(
                replace(item, proposal=proposal, moved_from=moved, mark=mark, explicit=proposal.ticked)
            )
    settled = {item.origin for item in review.settled}
    key = max((item.key for item in (*review.items, *review.settled)), default=0)
    for origin, proposal in by_origin.items():
        if origin not in settled:
            key += 1
            items.append(_fresh(key, proposal))
    at_hand = review.item.key if review.item else 0
    redated = replace(review, published=published, items=in_text_order(items), current=0)
    return go_to(redated, at_hand)


def moved(review: Review) -> int:
    """How many dates a new day of publication has moved."""
    return sum(bool(item.moved_from) for item in review.items)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Events of the story by their dates: EDTF text → (id, title) of each."""

    by_date: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)


def with_twins(review: Review, candidates: Candidates) -> Review:
    """Set each proposal beside the event of the story that it equals: same date, most words of the title.

    One that is new here loses its tick: the story has the event, and the person says what becomes of it.
    """
    items = []
    for item in review.items:
        twin = _twin_of(item.proposal, candidates.by_date.get(item.proposal.edtf, ()))
        mark = Mark.OPEN if twin is not None and not item.touched else item.mark
        items.append(replace(item, twin=twin, mark=mark, to_twin=item.to_twin and twin is not None))
    return replace(review, items=tuple(items))


def _twin_of(proposal: Proposal, events: Sequence[tuple[int, str]]) -> Twin | None:
    ours, told = set(tokens(proposal.title)), set(tokens(proposal.quote))
    best: tuple[float, Twin] | None = None
    for event_id, title in events:
        theirs = set(tokens(title))
        share = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
        long = {word for word in theirs if len(word) >= LONG_WORD}
        found = len(long & told)
        is_told = found >= TOLD_WORDS and found >= TOLD_SHARE * len(long)
        if (share >= TWIN_SHARE or is_told) and (best is None or share > best[0]):
            best = share, Twin(event_id, title, proposal.edtf)
    return best[1] if best else None
