"""The text of an article edited within a step: passages move with it, and none is ever dropped.

A passage inside what was not touched keeps its place or shifts; any other is looked for by its quote, nearest
to where it should stand now. One whose quote no longer occurs is marked as lost, with its quote kept; a lost
one that occurs again is found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from timeline_app.core.clean_text import clean
from timeline_app.core.errors import TimelineError
from timeline_app.store.history import Step
from timeline_app.store.rows import Value

_CHUNK_CHARS = 4_096


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of an article's passages: how many stand elsewhere now, and how many are lost."""

    moved: int
    lost: int


def revise_text(action: Step, version_id: int, text: str, *, before: str | None = None) -> Revised:
    """Replace the text of an article's version; `before` is the text the person began with.

    Raises TimelineError where the article is gone, or its text is no longer `before`.
    """
    row = action.conn.execute("SELECT text FROM article_version WHERE id = ?", (version_id,)).fetchone()
    if row is None:
        raise TimelineError("This article is no longer in the story.")
    old, new = str(row[0]), clean(text)
    if before is not None and before != old:
        raise TimelineError(
            "This article has been changed meanwhile in another window; look at it again before you "
            "change it."
        )
    if not new.strip():
        raise TimelineError("An article needs a text; delete the article instead.")
    if old == new:
        return Revised(0, 0)
    action.update("article_version", version_id, {"text": new})
    revised = _move_passages(action, version_id, old, new)
    _move_proposals(action, version_id, old, new)
    return revised


def change_article(action: Step, article_id: int, values: Mapping[str, str]) -> None:
    """Change what is known of an article: title, author, publisher, published, url, archive_url, language."""
    allowed = {"title", "author", "publisher", "published", "url", "archive_url", "language"}
    if not set(values) <= allowed:
        raise ValueError(f"an article has no {', '.join(sorted(set(values) - allowed))} to be changed")
    action.update("article", article_id, {name: clean(value.strip()) for name, value in values.items()})


def _unchanged(old: str, new: str) -> tuple[int, int]:
    """How many characters at the beginning, and how many at the end, an edit left as they were."""
    head = _common(old, new)
    rest = min(len(old), len(new)) - head
    tail = _common(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return head, tail


def _common(one: str, other: str) -> int:
    """The length of the beginning that two texts share."""
    shared = 0
    while (
        one[shared : shared + _CHUNK_CHARS] == other[shared : shared + _CHUNK_CHARS]
        and shared < len(one)
        and shared < len(other)
    ):
        shared += min(_CHUNK_CHARS, len(one) - shared, len(other) - shared)
    pairs = zip(one[shared : shared + _CHUNK_CHARS], other[shared : shared + _CHUNK_CHARS], strict=False)
    return shared + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _place(
    quote: str, new: str, start: int, end: int, head: int, old_tail: int, shift: int
) -> tuple[int, int] | None:
    if end <= head:
        return start, end
    if start >= old_tail:
        return start + shift, end + shift
    expected = min(max(start, 0), len(new))
    before = new.rfind(quote, 0, min(expected + len(quote), len(new)))
    after = new.find(quote, expected)
    found = [at for at in (before, after) if at >= 0]
    if not found:
        return None
    at = min(found, key=lambda place: min(abs(place - start), abs(place - start - shift)))
    return at, at + len(quote)


def _move_passages(action: Step, version_id: int, old: str, new: str) -> Revised:
    head, tail = _unchanged(old, new)
    rows = action.conn.execute(
        "SELECT id, start_char, end_char, quote, lost FROM passage WHERE version_id = ? ORDER BY id",
        (version_id,),
    ).fetchall()
    moved = lost = 0
    for row_id, start, end, quote, was_lost in rows:
        if was_lost:  # it has no place that could shift
            at = new.find(quote)
            place = (at, at + len(quote)) if at >= 0 else None
        else:
            place = _place(quote, new, start, end, head, len(old) - tail, len(new) - len(old))
        values: dict[str, Value]
        if place is None:
            values = {"lost": 1}
            lost += not was_lost
        else:
            values = {"start_char": place[0], "end_char": place[1], "lost": 0}
            moved += place != (start, end) or bool(was_lost)
        action.update("passage", int(row_id), values)
    return Revised(moved, lost)


def _move_proposals(action: Step, version_id: int, old: str, new: str) -> None:
    """Proposals follow; an open one whose sentence is gone goes with it."""
    rows = action.conn.execute(
        "SELECT id, start_char, end_char, quote, date_start_char, date_end_char, decision FROM proposal"
        " WHERE version_id = ? ORDER BY id",
        (version_id,),
    ).fetchall()
    head, tail = _unchanged(old, new)
    for row_id, start, end, quote, date_start, date_end, decision in rows:
        place = _place(str(quote), new, start, end, head, len(old) - tail, len(new) - len(old))
        if place is not None:
            shift = place[0] - start
            values: dict[str, Value] = {"start_char": place[0], "end_char": place[1]}
            if date_start is not None and date_end is not None:
                values |= {"date_start_char": date_start + shift, "date_end_char": date_end + shift}
            action.update("proposal", int(row_id), values)
        elif decision == "open":
            action.delete("proposal", int(row_id))
