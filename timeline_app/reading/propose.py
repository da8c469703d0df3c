"""From dated sentences to proposed events, each tied to the characters that support it; accepts nothing."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_app.reading.values import Asked, Cancelled, Proposal, Reading, Span, never

__all__ = ["Cancelled", "Proposal", "Reading", "Span", "propose"]


def propose(
    text: str,
    published: str = "",
    language: str = "",
    *,
    title: str = "",
    words: Mapping[str, str] | None = None,
    cancelled: Asked = never,
) -> tuple[Proposal, ...]:
    """The events that `text` speaks of, in the order of the text.

    `published` is the day of publication as EDTF, `language` a code of `reading.languages` (guessed where
    empty), `title` the article's headline, `words` the person's word list: a word or its beginning ending in
    `*` → the category it speaks for. Raises `Cancelled` soon after `cancelled` answers true.
    """
    if cancelled():
        raise Cancelled
    return ()
