"""Events as they are copied: as rows of a table, and whole for another story; and how the clipboard is left.

Copies no picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from timeline_app.core.dates import DateStyle, in_words
from timeline_app.core.event import STATUS_WORDS, ArticleHead, Category, Event, TagKind
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.core.table_text import COPIED_HEADINGS, html_table, tab_separated
from timeline_app.ui.session import Session

if TYPE_CHECKING:
    from timeline_app.work.carrying import Carried

#: Under this type events stand whole, with their passages and articles: a story as JSON.
EVENTS_TYPE = "application/x-timeline-app-events+json"


def copy_events(session: Session, ids: Sequence[int], told: Callable[[str], None]) -> None:
    """Put events on the clipboard; `told(words)` follows once they are there.

    Text editors find tab-separated rows, spreadsheets and word processors a table, another story of this
    program the events whole.
    """
    from timeline_app.work.carrying import carry

    session.ask(lambda story: carry(story, ids), partial(_put, session, told), key="copy")


def mime_of(events: Sequence[Event], content: bytes, snapshot: StorySnapshot, style: DateStyle) -> QMimeData:
    """What goes on the clipboard; `content` is the events as a story in JSON, or empty."""
    rows = rows_of(events, snapshot, style)
    data = QMimeData()
    if content:  # first, so that who understands it takes it
        data.setData(EVENTS_TYPE, QByteArray(content))
    data.setText(tab_separated(rows))
    data.setData("text/html", QByteArray(html_table(rows).encode()))
    return data


def leave_clipboard() -> None:
    """Let go of what was put on the clipboard, before Python ends; call it last.

    Desktops take it over when their connection closes. The plain one of other platforms (offscreen, VNC)
    outlives Python, and freeing what Python had put there crashes.
    """
    if QGuiApplication.platformName() not in ("xcb", "wayland", "windows", "cocoa"):
        QGuiApplication.clipboard().clear()


def rows_of(events: Sequence[Event], snapshot: StorySnapshot, style: DateStyle) -> list[tuple[str, ...]]:
    """The events' cells, the headings first."""
    categories = {category.id: category for category in snapshot.categories}
    articles = {article.id: article for article in snapshot.articles}
    return [COPIED_HEADINGS, *(_row(event, categories, articles, style) for event in events)]


def _put(session: Session, told: Callable[[str], None], carried: Carried) -> None:
    snapshot, number = session.snapshot, len(carried.events)
    if snapshot is None or not number:
        return
    QGuiApplication.clipboard().setMimeData(mime_of(carried.events, carried.content, snapshot, session.style))
    words = _tr("1 event copied") if number == 1 else _tr("{} events copied").format(f"{number:,}")
    told(
        words
        if carried.content
        else _tr("{}, as rows only: it is too much to be carried whole").format(words)
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Clipboard", words)


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
