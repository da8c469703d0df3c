"""A chronology in Markdown: one line an event, in the order given, its sources as footnotes. Written only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import Status
from timeline_app.core.links import web_host
from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.losses import Losses
from timeline_app.formats.options import WriteOptions
from timeline_app.formats.status_words import status_words

NAME = "markdown"
_HOLDS = frozenset(("as_written", "category", "status", "passages", "links"))
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write the story's headline, a line of each event, and the footnotes at the end."""
    losses = Losses(remarks, NAME, _HOLDS)
    settings = story.settings
    style = DateStyle()
    out.write(f"# {_plain(settings.headline if settings else '') or 'Chronology'}\n\n".encode())
    if settings and settings.notes:
        paragraphs = "\n\n".join(_plain(part) for part in settings.notes.split("\n") if part.strip())
        out.write(f"{paragraphs}\n\n".encode())
    articles = {article.key: article for article in story.articles}
    notes: list[str] = []
    for record in story.events:
        losses.see(record)
        marks = ""
        for source in _sources(record, articles, style):
            notes.append(source)
            marks += f"[^{len(notes)}]"
        out.write(f"- **{_when(record, style)}** — {_title(record)}{marks}\n".encode())
    if story.periods:
        out.write(b"\n## Periods\n\n")
        lines = (
            f"- **{_plain(_capital(in_words(period.edtf, style)))}** — {_plain(period.name)}\n"
            for period in story.periods
        )
        out.writelines(line.encode() for line in lines)
    if settings and settings.credit:
        out.write(f"\n{_plain(settings.credit)}\n".encode())
    if notes:
        out.write(b"\n")
    out.writelines(f"[^{number}]: {text}\n".encode() for number, text in enumerate(notes, 1))
    losses.tell()


def _plain(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _when(record: EventRecord, style: DateStyle) -> str:
    return _plain(_capital(in_words(record.edtf or "XXXX", style, record.as_written)))


def _title(record: EventRecord) -> str:
    parts = []
    if record.category:
        parts.append(_plain(record.category))
    if record.status is not Status.NONE:
        parts.append(status_words(record.status))
    return _plain(record.title) + (f" ({', '.join(parts)})" if parts else "")


def _sources(record: EventRecord, articles: Mapping[str, ArticleRecord], style: DateStyle) -> list[str]:
    found = [_passage(passage, articles.get(passage.article), style) for passage in record.passages]
    for link in record.links:
        address = f"<{link.url}>" if web_host(link.url) else _plain(link.url)
        found.append(f"{_plain(link.title)}, {address}" if link.title else address)
    return found


def _passage(passage: PassageRecord, article: ArticleRecord | None, style: DateStyle) -> str:
    parts = [f"“{_plain(passage.quote)}”"]
    if article is not None:
        parts += [_plain(article.author), _plain(f"“{article.title}”" if article.title else "")]
        parts.append(_plain(article.publisher))
        parts.append(_plain(in_words(article.published, style)) if article.published else "")
        parts.append(f"p. {_plain(passage.page)}" if passage.page else "")
        parts.append(f"<{article.url}>" if web_host(article.url) else "")
    return ", ".join(part for part in parts if part)
