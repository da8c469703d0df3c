"""Proposals as rows, with what was decided on them; they keep their ids, and are no part of the history.

Decisions are looked up again when the article's review is opened; undoing what a review added takes its
events out of the story, and its proposals wait again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from timeline_app.core.clean_text import clean
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import Step
from timeline_app.store.reading import int_of, text_of
from timeline_app.store.rows import Row, insert_row, update_row
from timeline_app.store.worked_out import json_of

DECISIONS = ("open", "accepted", "refused")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with its decision ("open", "accepted", "refused"); `id` 0 is a new one.

    `extra` is plain data that only the review understands; `category` a name.
    """

    start: int
    end: int
    quote: str
    date_start: int
    date_end: int
    edtf: str
    as_written: str
    title: str
    category: str
    reason: str
    confidence: float
    derived: bool
    decision: str = "open"
    event_id: int = 0
    extra: Mapping[str, object] = field(default_factory=dict)
    id: int = 0


def proposals_of(story: StoryFile, version_id: int) -> list[ProposalRow]:
    """The proposals of an article's version, in the order of its text; damaged ones are left out."""
    with reading(story) as connection:
        rows = connection.execute(
            "SELECT proposal.id, start_char, end_char, quote, date_start_char, date_end_char, edtf,"
            " as_written, title, coalesce(name, ''), reason, confidence, derived, decision, event_id,"
            " proposal.extra FROM proposal LEFT JOIN category ON category.id = category_id"
            " WHERE version_id = ? ORDER BY start_char, proposal.id",
            (version_id,),
        ).fetchall()
        text = connection.execute("SELECT text FROM article_version WHERE id = ?", (version_id,)).fetchone()
    whole = text_of(text[0]) if text else ""
    found = [_row_of(row) for row in rows]
    return [one for one in found if one.quote and whole[one.start : one.end] == one.quote]


def _row_of(row: Sequence[object]) -> ProposalRow:
    start = int_of(row[1])
    date_start = int_of(row[4]) if row[4] is not None else start
    date_end = int_of(row[5]) if row[5] is not None else date_start
    extra = json_of(row[15])
    plain = extra if isinstance(extra, dict) else {}
    category = text_of(row[9]) or text_of(plain.get("category", ""))
    confidence = row[11] if isinstance(row[11], int | float) else 0.0
    decision = text_of(row[13])
    return ProposalRow(
        start,
        int_of(row[2]),
        text_of(row[3]),
        date_start,
        max(date_end, date_start),
        text_of(row[6]),
        text_of(row[7]),
        text_of(row[8]),
        category,
        text_of(row[10]),
        float(confidence),
        bool(row[12]),
        decision if decision in DECISIONS else "open",
        int_of(row[14]),
        plain,
        int_of(row[0]),
    )


def put_proposals(action: Step, version_id: int, rows: Iterable[ProposalRow]) -> None:
    """Keep proposals and decisions: those with an id are changed in place, the others added."""
    conn = action.conn
    categories = {str(name): int(row_id) for row_id, name in conn.execute("SELECT id, name FROM category")}
    for row in rows:
        values: Row = {
            "version_id": version_id,
            "start_char": row.start,
            "end_char": row.end,
            "quote": clean(row.quote),
            "date_start_char": row.date_start,
            "date_end_char": row.date_end,
            "edtf": row.edtf,
            "as_written": clean(row.as_written),
            "title": clean(row.title),
            "category_id": categories.get(row.category),
            "reason": clean(row.reason),
            "confidence": row.confidence,
            "derived": int(row.derived),
            "decision": row.decision,
            "event_id": row.event_id or None,
            "extra": clean(json.dumps({**row.extra, "category": row.category}, ensure_ascii=False)),
        }
        present = conn.execute(
            "SELECT 1 FROM proposal WHERE id = ? AND version_id = ?", (row.id, version_id)
        ).fetchone()
        if present is None:
            insert_row(conn, "proposal", values)
        else:
            update_row(conn, "proposal", row.id, values)
