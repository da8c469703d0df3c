"""Periods, saved views, notes and settings of a story, each change one step of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline_app.core.event import StorySettings
from timeline_app.core.snapshot import FacetKind
from timeline_app.store import keeping, reading, story_settings
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.store.keeping import PeriodRow, SavedView
from timeline_app.work.editing.labels import quoted


def put_period(story: StoryFile, period: PeriodRow) -> int:
    """Add or change a period, and return its id."""
    what = "change of period" if period.id else "new period"
    with step(story, f"{what} {quoted(period.name)}") as action:
        return keeping.put_period(action, period)


def delete_period(story: StoryFile, period: PeriodRow) -> None:
    """Delete a period."""
    with step(story, f"delete of period {quoted(period.name)}") as action:
        action.delete("period", period.id)


def put_view(story: StoryFile, view: SavedView) -> int:
    """Add or change a saved view, and return its id."""
    what = "change of view" if view.id else "new view"
    with step(story, f"{what} {quoted(view.name)}") as action:
        return keeping.put_view(action, view)


def reorder_views(story: StoryFile, ids: Sequence[int]) -> None:
    """Put the saved views in this order."""
    with step(story, "order of saved views") as action:
        keeping.reorder_views(action, ids)


def delete_view(story: StoryFile, view: SavedView) -> None:
    """Delete a saved view."""
    with step(story, f"delete of view {quoted(view.name)}") as action:
        action.delete("saved_view", view.id)


def set_notes(story: StoryFile, notes: str) -> None:
    """Keep the person's own text on the story."""
    story_settings.set_setting(story, "notes", notes, label="change of the story's notes")


def set_headline(story: StoryFile, headline: str, credit: str) -> None:
    """Keep the story's headline and credit, which its pictures bear."""
    settings = replace(reading.settings(story), headline=headline, credit=credit)
    story_settings.set_settings(story, settings, label="change of headline or credit")


def set_lane_order(story: StoryFile, kind: FacetKind, keys: Sequence[str]) -> None:
    """Keep the order of the lanes of a facet, by the keys of its values; that of other facets stays."""
    order = {**reading.settings(story).lane_order, kind.value: tuple(keys)}
    story_settings.set_setting(story, "lane_order", order, label="order of lanes")


def set_story_settings(story: StoryFile, settings: StorySettings) -> None:
    """Keep all of the story's own settings, as headline, credit and zone."""
    story_settings.set_settings(story, settings, label="change of the story's settings")


def set_table(story: StoryFile, headings: Sequence[str]) -> None:
    """Keep the event table's headings; how a table is looked at is no step of the history."""
    story_settings.set_setting(story, "table", list(headings))
