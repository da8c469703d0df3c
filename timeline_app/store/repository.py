"""The face of the store: what a story's readers and writers call; each does its own part elsewhere.

Reading is `reading` and `snapshot`; bulk writing is `writing` and `incoming`, settings `story_settings`;
single edits are `editing`, undo and redo `history`.
"""

from __future__ import annotations

from timeline_app.store.reading import (
    article,
    event,
    event_texts,
    events,
    passages_of_article,
    settings,
    title_order,
)
from timeline_app.store.snapshot import load_snapshot
from timeline_app.store.story_settings import set_setting, set_settings
from timeline_app.store.writing import Added, add_story_content

__all__ = [
    "Added",
    "add_story_content",
    "article",
    "event",
    "event_texts",
    "events",
    "load_snapshot",
    "passages_of_article",
    "set_setting",
    "set_settings",
    "settings",
    "title_order",
]
