"""An article is read and its proposals are told, or taken into a story in one step; prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from timeline_app.reading.values import Proposal


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
