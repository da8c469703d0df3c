"""The story's time zone: only times that bear an offset are placed in it, so only they move with it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

import numpy as np

from timeline_app.core.dates import bounds_of_many, known_zone
from timeline_app.core.errors import TimelineError
from timeline_app.store import reading, story_settings
from timeline_app.store.connection import StoryFile
from timeline_app.store.database import reading as reading_of
from timeline_app.store.worked_out import story_zone


def zone_names() -> tuple[str, ...]:
    """The IANA names of all zones at hand, those of places first, then those that are counted from UTC."""
    names = sorted(available_timezones())
    return ("UTC", *(name for name in names if "/" in name and not name.startswith("Etc/")))


def moved_by_zone(story: StoryFile, zone: str) -> int:
    """How many events would stand elsewhere if the story had this zone. Raises TimelineError for no zone."""
    if not known_zone(zone):
        raise TimelineError(f"“{zone}” is no time zone; it is called like Europe/Minsk.")
    with reading_of(story) as connection:
        rows = connection.execute("SELECT edtf FROM event WHERE edtf LIKE '%T%'").fetchall()
        present = story_zone(connection)
    texts = [reading.text_of(row[0]) for row in rows]
    before, after = bounds_of_many(texts, present), bounds_of_many(texts, zone)
    moved = (before.earliest_start_s != after.earliest_start_s) | (before.latest_end_s != after.latest_end_s)
    return int(np.count_nonzero(moved))


def set_zone(story: StoryFile, zone: str) -> int:
    """Give the story this zone, as a step that can be undone; how many events moved.

    Raises TimelineError for what is no zone.
    """
    number = moved_by_zone(story, zone)
    settings = replace(reading.settings(story), zone=zone)
    story_settings.set_settings(story, settings, label="change of the story's time zone")
    return number
