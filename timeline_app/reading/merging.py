"""Proposals of one event become one with several passages; drops none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline_app.core.fold import tokens
from timeline_app.reading.language import Language
from timeline_app.reading.values import Proposal, Span

#: Two titles of the same date that share more than this of the shorter one's words tell of one event.
_SHARED = 0.5
#: Titles are compared with so many earlier ones of the same date.
_COMPARED = 40
#: More passages than these say nothing more; so the cost stays that of the text's length.
_MOST_PASSAGES = 24


def merged(text: str, proposals: Sequence[Proposal], language: Language) -> tuple[Proposal, ...]:
    """The proposals in their order, those of the same date and mostly the same words made one.

    The first keeps its title; it takes the surer date's words and reason.
    """
    kept: list[Proposal] = []
    words: list[frozenset[str]] = []
    by_date: dict[str, list[int]] = {}
    for proposal in proposals:
        own = frozenset(
            word for word in tokens(proposal.title) if len(word) > 2 and word not in language.speech.frequent
        )
        same = next(
            (
                place
                for place in by_date.get(proposal.edtf, [])[-_COMPARED:]
                if _is_same(kept[place], words[place], proposal, own)
            ),
            None,
        )
        if same is None:
            by_date.setdefault(proposal.edtf, []).append(len(kept))
            kept.append(proposal)
            words.append(own)
            continue
        kept[same] = _together(kept[same], proposal)
    return tuple(kept)


def _is_same(first: Proposal, words: frozenset[str], second: Proposal, others: frozenset[str]) -> bool:
    if (first.start, first.end) == (second.start, second.end):
        return True
    least = min(len(words), len(others))
    return least > 1 and len(words & others) > _SHARED * least


def _together(first: Proposal, second: Proposal) -> Proposal:
    """The first proposal with the second's passages, as far as it has room for them."""
    if len(first.more) >= _MOST_PASSAGES:
        return first
    own = Span(first.start, first.end, first.quote)
    spans = dict.fromkeys((own, *first.more, Span(second.start, second.end, second.quote), *second.more))
    more = [span for span in spans if span != own]
    return replace(
        first,
        more=tuple(more),
        confidence=max(first.confidence, second.confidence),
        derived=first.derived and second.derived,
        ticked=first.ticked or second.ticked,
    )
