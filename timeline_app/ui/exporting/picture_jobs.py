"""What the window asks of `work.picture`, in threads of its own: compose in the reader's, write in another.

Writing takes seconds (matplotlib alone takes most of one to import), so that searching never waits for it.
Holds no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from timeline_app.render.metadata import Format
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.store.database import StoryFile
from timeline_app.ui.background import Worker
from timeline_app.ui.session import Session
from timeline_app.work.picture import Page, PictureOptions, Written, format_of, picture_scene, write_page

#: How the reading worker tells the newest wish for a picture from older ones.
COMPOSE_KEY = "picture"


def compose(
    session: Session,
    options: PictureOptions,
    metrics: TextMetrics,
    done: Callable[[Page], None],
    failed: Callable[[str], None],
    *,
    key: str = COMPOSE_KEY,
) -> None:
    """The page of the session's story; a newer call with the same key drops this one.

    `metrics` is used in the reader's thread alone: hand in one that nothing else measures with.
    """
    snapshot = session.snapshot

    def work(story: StoryFile) -> Page:
        return picture_scene(story, options, snapshot=snapshot, metrics=metrics)

    session.ask(work, done, failed, key=key)


def writing_worker() -> Worker[None]:
    """The thread that pictures are written in; close it at the end."""
    return Worker("picture-writer", lambda: None, lambda _: None)


def write(page: Page, path: Path, description: str) -> Callable[[None], Written]:
    """A job that writes the page, described by these words, to a file."""
    told = replace(page, metadata=replace(page.metadata, description=description))
    kind: Format = format_of(path)
    return lambda _: write_page(told, path, kind)


def svg_of(page: Page) -> Callable[[None], bytes]:
    """A job that gives the page as SVG."""

    def work(_: None) -> bytes:
        from io import BytesIO

        from timeline_app.render import figure

        stream = BytesIO()
        figure.write(page.scene, stream, "svg", page.dpi, page.metadata)
        return stream.getvalue()

    return work
