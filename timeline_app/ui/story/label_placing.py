"""The labels of a story of very many events, placed in a thread of its own while the window paints.

Placing labels takes words, which are in the file, and some milliseconds a tile; a frame has neither. So the
thread composes what the view shows, a slice of time at a go, and the view shows what is placed by then. While
a frame is being painted the thread waits: two threads of Python at once would cost the frame more than both.
Decides no place itself, and draws nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline_app.core.event import EventText
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.layout.label_levels import level_of
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.compose import compose
from timeline_app.scene.picture import Picture
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import Theme
from timeline_app.ui.story import jobs
from timeline_app.ui.story.event_texts import EventTexts
from timeline_app.ui.story.threads import StoryThreads

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile

#: Told after a slice: whether there is more to place, and the cards that were written (`Composed.written`).
Came = Callable[[bool, Mapping[object, object]], None]

#: Stories of more events have their labels placed here.
PLACED_FROM = 1_000
#: So long the thread works, frames not counted, before it tells what it has placed.
SLICE_S = 0.03
#: It waits no longer than this for a frame to end.
_LONGEST_FRAME_S = 0.05
#: Words kept at hand; all are forgotten beyond.
_MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a slice has brought: the words of the labels in view, whether there is more to do, and cards."""

    texts: Mapping[int, EventText]
    unfinished: bool
    written: Mapping[object, object]


@dataclass(frozen=True, slots=True)
class _Done:
    """What was placed last."""

    picture_of: tuple[int, int, str]
    viewport: Viewport


def _part(picture: Picture) -> tuple[int, int, str]:
    """What the places of labels hang on, beside view, font and room."""
    return id(picture.snapshot), id(picture.mask), picture.lanes


class LabelPlacing:
    """One for a story at hand; its words go to `texts`, which the window reads."""

    def __init__(self, threads: StoryThreads, texts: EventTexts) -> None:
        self._threads, self._window_texts = threads, texts
        self._no_frame = threading.Event()
        self._no_frame.set()
        self._asked_of: StorySnapshot | None = None
        self._done: _Done | None = None  # with all that is near it
        self._written: _Done | None = None
        # these belong to the thread
        self._metrics = TextMetrics()
        self._texts: dict[int, EventText] = {}
        self._texts_of: StorySnapshot | None = None

    def forget(self) -> None:
        """Another story is open: let go of the one before."""
        self._asked_of = self._texts_of = self._done = self._written = None

    @contextmanager
    def frame(self) -> Iterator[None]:
        """While a frame is composed and painted."""
        self._no_frame.clear()
        try:
            yield
        finally:
            self._no_frame.set()

    def let_paint(self) -> None:
        """Wait, in another thread, until no frame is being composed or painted, but not for long."""
        self._no_frame.wait(_LONGEST_FRAME_S)

    def is_due(self, picture: Picture, viewport: Viewport) -> bool:
        """Whether the view has left the surroundings that were placed ahead last."""
        if not picture.labels_elsewhere:
            return False
        done = self._done
        if done is None or done.picture_of != _part(picture):
            return True
        shift_px = abs(viewport.start_s - done.viewport.start_s) / viewport.seconds_per_px
        same_level = level_of(viewport.seconds_per_px) == level_of(done.viewport.seconds_per_px)
        return not same_level or shift_px > viewport.width_px / 2

    def writes(self, picture: Picture, viewport: Viewport) -> bool:
        """Whether the thread is to write a view's cards; what it has not brought then, it never will."""
        return picture.labels_elsewhere and self._written != _Done(_part(picture), viewport)

    def ask(self, picture: Picture, viewport: Viewport, height_px: float, theme: Theme, came: Came) -> None:
        """Have the labels around a view placed; `came` is called after a slice, in this thread.

        Nothing new is begun before the last slice has come.
        """
        if self._asked_of is picture.snapshot:
            return
        self._asked_of = asked_of = picture.snapshot

        def arrived(answer: _Answer) -> None:
            if self._asked_of is asked_of:
                self._asked_of = None
                self._written = _Done(_part(picture), viewport)
                self._done = None if answer.unfinished else self._written
                self._window_texts.keep(answer.texts)
                came(answer.unfinished, answer.written)

        def failed(_sentence: str) -> None:
            if self._asked_of is asked_of:
                self._asked_of = None

        self._threads.place(
            lambda story: self._slice(story, picture, viewport, height_px, theme), arrived, failed
        )

    # -- in the thread ------------------------------------------------------------------------------------

    def _slice(
        self, story: StoryFile, picture: Picture, viewport: Viewport, height_px: float, theme: Theme
    ) -> _Answer:
        if self._texts_of is not picture.snapshot or len(self._texts) > _MOST_KEPT:
            self._texts.clear()
            self._texts_of = picture.snapshot
        begun_s = time.thread_time()

        def out_of_time() -> bool:
            self.let_paint()
            return time.thread_time() - begun_s > SLICE_S

        def words(ids: Sequence[int]) -> Mapping[int, EventText]:
            missing = [event_id for event_id in ids if event_id not in self._texts]
            if missing:
                self._texts.update(jobs.texts(story, missing))
            return {event_id: self._texts[event_id] for event_id in ids if event_id in self._texts}

        asked = replace(picture, labels_elsewhere=False, cards_elsewhere=False, out_of_time=out_of_time)
        shown = compose(asked, viewport, height_px, theme, self._metrics, words)
        unfinished, written = shown.late, dict(shown.written)
        for near in _near(viewport):
            if unfinished or out_of_time():
                break
            ahead = compose(asked, near, height_px, theme, self._metrics, words)
            unfinished = ahead.late
            written.update(ahead.written)
        return _Answer(words(shown.info.labelled), unfinished, written)


def _near(viewport: Viewport) -> Iterator[Viewport]:
    """Where the next pictures are likely to be: a screen to either side, and nearer."""
    yield viewport.pan(viewport.width_px)
    yield viewport.pan(-viewport.width_px)
    yield viewport.zoom_at(viewport.width_px / 2, 2.0)
