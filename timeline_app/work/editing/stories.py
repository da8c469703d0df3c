"""New stories: empty ones, ones like another, and ones that were only looked at until now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from timeline_app.core.event import StorySettings
from timeline_app.core.records import CategoryRecord, StoryContent
from timeline_app.core.snapshot import FacetKind
from timeline_app.store import reading, story_settings, writing
from timeline_app.store.connection import StoryFile
from timeline_app.store.copying import save_copy
from timeline_app.store.database import create_story, open_story


def new_story(path: Path, *, like: StoryFile | None = None) -> Path:
    """Make an empty story at `path`; `like` lends its categories, lanes, table and styles, not its events.

    Raises TimelineError where a file of that name is there already.
    """
    with create_story(path) as made:
        if like is not None:
            lent = reading.categories(like.conn)
            categories = tuple(
                CategoryRecord(one.name, one.colour, one.symbol, one.own_colour) for one in lent
            )
            settings = reading.settings(like)
            kept = StorySettings(
                credit=settings.credit,
                zone=settings.zone,
                language=settings.language,
                lanes=settings.lanes,
                table=settings.table,
            )
            writing.add_story_content(made, StoryContent(categories=categories, settings=kept))
            ids = {one.name: str(one.id) for one in reading.categories(made.conn)}
            new_key = {str(one.id): ids[one.name] for one in lent}
            order = settings.lane_order.get(FacetKind.CATEGORY.value, ())
            if ordered := [new_key[key] for key in order if key in new_key]:
                story_settings.set_setting(made, "lane_order", {FacetKind.CATEGORY.value: ordered})
        return made.path


def become_story(looked_at: StoryFile, path: Path) -> Path:
    """Save what was only looked at as a story of the person's own, which can be changed.

    Raises TimelineError where it cannot be written there.
    """
    save_copy(looked_at, path)
    with open_story(path, write=True) as made:
        settings = reading.settings(made)
        if settings.sample:
            story_settings.set_settings(made, replace(settings, sample=False))
        return made.path
