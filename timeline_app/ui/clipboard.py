"""Events as they are copied, as rows of a table; and how the clipboard is left. Copies no picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QGuiApplication

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import STATUS_WORDS, ArticleHead, Category, Event, TagKind
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.core.table_text import COPIED_HEADINGS, tab_separated


def copy_events(events: Sequence[Event], snapshot: StorySnapshot, style: DateStyle) -> None:
    """Put events on the clipboard as a table that any spreadsheet takes."""
    QGuiApplication.clipboard().setText(as_rows(events, snapshot, style))


def leave_clipboard() -> None:
    """Let go of what was put on the clipboard, before Python ends; call it last.

    Desktops take it over when their connection closes. The plain one of other platforms (offscreen, VNC)
    outlives Python, and freeing what Python had put there crashes.
    """
    if QGuiApplication.platformName() not in ("xcb", "wayland", "windows", "cocoa"):
        QGuiApplication.clipboard().clear()


def as_rows(events: Sequence[Event], snapshot: StorySnapshot, style: DateStyle) -> str:
    """Tab-separated lines, the headings first."""
    categories = {category.id: category for category in snapshot.categories}
    articles = {article.id: article for article in snapshot.articles}
    return tab_separated([COPIED_HEADINGS, *(_row(event, categories, articles, style) for event in events)])


def _row(
    event: Event, categories: Mapping[int, Category], articles: Mapping[int, ArticleHead], style: DateStyle
) -> tuple[str, ...]:
    category = categories.get(event.category_id) if event.category_id is not None else None
    sources = dict.fromkeys(
        articles[passage.article_id].source for passage in event.passages if passage.article_id in articles
    )
    return (
        in_words(event.edtf, style, event.as_written),
        event.title,
        category.name if category else "",
        ", ".join(tag.name for tag in event.tags if tag.kind is not TagKind.PLACE),
        event.place,
        STATUS_WORDS.get(event.status, ""),
        event.note,
        " … ".join(passage.quote for passage in event.passages),
        ", ".join(sources),
    )
