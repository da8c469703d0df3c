"""A story as one web page that stands alone: the picture as SVG, the events, each with its passages.

No script, no address that is loaded or led to: sources are named in words. It reads in both themes and
prints well. All of the story's texts are escaped; the picture is our own SVG, handed over by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import Status
from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryStream
from timeline_app.core.report import Remarks
from timeline_app.formats.losses import Losses
from timeline_app.formats.options import WriteOptions
from timeline_app.formats.status_words import status_words
from timeline_app.formats.xml_text import escape

NAME = "html"
_HOLDS = frozenset(("as_written", "note", "category", "status", "derived", "tags", "passages", "links"))

#: Names of colours and fonts in the page → what a browser has of its own, where the caller gives none.
_PLAIN = {
    "ground": "Canvas",
    "ink": "CanvasText",
    "soft": "GrayText",
    "line": "GrayText",
    "passage": "Mark",
    "on-passage": "MarkText",
    "sans": "sans-serif",
    "serif": "serif",
}
_STYLE = """
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem; overflow-wrap: anywhere;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 var(--sans); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
figure { margin: 0 0 2rem; border: 1px solid var(--line); }
figure svg { display: block; width: 100%; height: auto; }
ol { list-style: none; margin: 0; padding: 0; }
li.event { border-top: 1px solid var(--line); padding: .75rem 0; break-inside: avoid; }
.when { color: var(--soft); }
h3 { font-size: 1.05rem; margin: 0; }
.said { color: var(--soft); margin: 0; }
.note { white-space: pre-line; margin: .35rem 0; max-width: 70ch; }
blockquote { margin: .5rem 0; max-width: 70ch; font-family: var(--serif); }
blockquote mark { background: var(--passage); color: var(--on-passage); white-space: pre-line; }
cite { display: block; font: normal .9rem/1.4 var(--sans); color: var(--soft); }
footer { margin-top: 2rem; color: var(--soft); font-size: .9rem; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  mark { print-color-adjust: exact; }
  figure { break-inside: avoid; }
}
"""


def _style(options: WriteOptions) -> str:
    """The style sheet: the colours given, those for the dark only on dark screens, never in print."""

    def variables(named: Mapping[str, str]) -> str:
        return " ".join(f"--{name}: {value};" for name, value in named.items())

    light = variables({**_PLAIN, **options.light})
    rules = f":root {{ color-scheme: {'light dark' if options.dark else 'light'}; {light} }}"
    if options.dark:
        dark = variables(options.dark)
        rules += f"\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return f"\n{rules}{_STYLE}"


def write(story: StoryStream, out: BinaryIO, options: WriteOptions, remarks: Remarks) -> None:
    """Write the page; `options.picture_svg` stands at its top, if there is one."""
    losses = Losses(remarks, NAME, _HOLDS)
    settings = story.settings
    style = DateStyle()
    headline = escape(settings.headline if settings and settings.headline else "Timeline")
    language = escape(settings.language if settings else "en")
    out.write(
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{headline}</title>\n<style>{_style(options)}</style>\n</head>\n<body>\n<h1>{headline}</h1>\n".encode()
    )
    if options.picture_svg:
        description = escape(settings.alternative_text if settings else "")
        label = f' aria-label="{description}"' if description else ""
        out.write(f"<figure{label}>\n".encode())
        out.write(_inline(options.picture_svg))
        out.write(b"\n</figure>\n")
    if settings and settings.notes:
        out.write(f'<p class="note">{escape(settings.notes)}</p>\n'.encode())
    out.write(b"<h2>Events</h2>\n<ol>\n")
    articles = {article.key: article for article in story.articles}
    for record in story.events:
        losses.see(record)
        out.write(_event(record, articles, style).encode())
    out.write(b"</ol>\n")
    if story.periods:
        out.write(b"<h2>Periods</h2>\n<ol>\n")
        for period in story.periods:
            when = escape(in_words(period.edtf, style))
            out.write(f'<li><span class="when">{when}</span> {escape(period.name)}</li>\n'.encode())
        out.write(b"</ol>\n")
    if story.articles:
        out.write(b"<h2>Sources</h2>\n<ol>\n")
        named = (f"<li>{escape(_source(article, style))}</li>\n" for article in story.articles)
        out.writelines(line.encode() for line in named)
        out.write(b"</ol>\n")
    credit = [settings.credit] if settings and settings.credit else []
    if options.today:
        credit.append(f"Exported on {in_words(options.today, style)}.")
    out.write(f"<footer>{escape(' '.join(credit))}</footer>\n</body>\n</html>\n".encode())
    losses.tell()


def _inline(svg: bytes) -> bytes:
    """An SVG document as a part of a page: without what stands before its first element."""
    start = svg.find(b"<svg")
    return re.sub(rb"<metadata>.*?</metadata>", b"", svg[max(start, 0) :], flags=re.DOTALL).rstrip()


def _event(record: EventRecord, articles: Mapping[str, ArticleRecord], style: DateStyle) -> str:
    when = in_words(record.edtf or "XXXX", style, record.as_written)
    said = [record.category, *(tag.name for tag in record.tags)]
    if record.status is not Status.NONE:
        said.insert(0, status_words(record.status))
    if record.derived:
        said.append(f"date derived: {record.reason}" if record.reason else "date derived")
    lines = [f'<li class="event">\n<span class="when">{escape(when[:1].upper() + when[1:])}</span>']
    lines.append(f"<h3>{escape(record.title)}</h3>")
    if any(said):
        lines.append(f'<p class="said">{escape(" · ".join(part for part in said if part))}</p>')
    if record.note.strip():
        lines.append(f'<p class="note">{escape(record.note)}</p>')
    lines += [_passage(passage, articles.get(passage.article), style) for passage in record.passages]
    for link in record.links:
        words = f"{link.title}, {link.url}" if link.title else link.url
        lines.append(f'<p class="said">{escape(words)}</p>')
    return "\n".join(lines) + "\n</li>\n"


def _passage(passage: PassageRecord, article: ArticleRecord | None, style: DateStyle) -> str:
    source = "" if article is None else _source(article, style)
    if passage.page:
        source = f"{source}, p. {passage.page}"
    cite = f"<cite>{escape(source)}</cite>" if source else ""
    return f"<blockquote><mark>{escape(passage.quote)}</mark>{cite}</blockquote>"


def _source(article: ArticleRecord, style: DateStyle) -> str:
    published = in_words(article.published, style) if article.published else ""
    title = f"“{article.title}”" if article.title else ""
    parts = (article.author, title, article.publisher, published, article.url)
    return ", ".join(part for part in parts if part)
