"""The story's own settings, kept in its file by steps that can be undone; knows not what they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TypeAlias

from timeline_app.core.clean_text import clean
from timeline_app.core.event import StorySettings
from timeline_app.store.database import StoryFile
from timeline_app.store.history import Step, step

#: What a setting may be.
Setting: TypeAlias = str | bool | Sequence[str] | Mapping[str, Sequence[str]]


def set_setting(story: StoryFile, name: str, value: Setting, *, label: str = "") -> None:
    """Keep one of the story's own settings, a field of StorySettings; `label` makes it an undoable step."""
    if name not in {field.name for field in fields(StorySettings)}:
        raise ValueError(f"a story has no setting {name}")
    with step(story, label) as action:
        _write_setting(action, name, value)


def set_settings(story: StoryFile, settings: StorySettings, *, label: str = "") -> None:
    """Keep all of the story's own settings in one transaction; `label` makes it an undoable step."""
    with step(story, label) as action:
        write_settings(action, settings)


def write_settings(action: Step, settings: StorySettings) -> None:
    """Keep all of the settings, as a part of an action."""
    for field in fields(settings):
        _write_setting(action, field.name, getattr(settings, field.name))


def _write_setting(action: Step, name: str, value: Setting) -> None:
    if isinstance(value, str):
        value = clean(value)
    elif isinstance(value, Mapping):
        value = {clean(key): [clean(item) for item in items] for key, items in value.items()}
    elif not isinstance(value, bool):
        value = [clean(item) for item in value]
    text = json.dumps(value, ensure_ascii=False)
    row = action.conn.execute("SELECT id FROM setting WHERE key = ?", (name,)).fetchone()
    if row is None:
        action.insert("setting", {"key": name, "value": text})
    else:
        action.update("setting", int(row[0]), {"value": text})


def fill_settings(action: Step, settings: StorySettings, present: StorySettings) -> None:
    """Keep those of the settings of which the story has none of its own, as a part of an action."""
    default = StorySettings()
    for field in fields(settings):
        value = getattr(settings, field.name)
        if getattr(present, field.name) == getattr(default, field.name) != value and field.name != "sample":
            _write_setting(action, field.name, value)
