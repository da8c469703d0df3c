"""What is kept with the person comes back; what cannot be read counts as not set."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.layout.viewport import Viewport
from timeline_app.ui.settings import RECENT, Settings

pytestmark = pytest.mark.qt


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "config", tmp_path / "state"


def test_a_view_and_a_filter_come_back(folders):
    view = Viewport(1_600_000_000, 0.25, 12_345.678, 801.0)
    chosen = EventFilter("potash -talks", {FacetKind.TOPIC: frozenset(["3"])}, {}, "2021", "")
    first = Settings(*folders)
    first.put_last_view(Path("/stories/a.story"), view, chosen)
    first.sync()
    assert Settings(*folders).last_view(Path("/stories/a.story")) == (view, chosen)


def test_a_story_never_opened_has_no_view(folders):
    assert Settings(*folders).last_view(Path("/stories/new.story")) == (None, EventFilter())


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "[]",
        '{"view": [1]}',
        '{"view": [0, 0, -1, 5], "filter": {}}',
        '{"view": null, "filter": {"query": 1, "include": {"nonsense": []}}}',
    ],
)
def test_what_cannot_be_read_counts_as_not_set(folders, kept):
    settings = Settings(*folders)
    settings.put_last_view(Path("/a.story"), None, EventFilter())
    key = next(iter(settings.keys("views")))
    settings.put(f"views/{key}", kept)
    assert settings.last_view(Path("/a.story")) == (None, EventFilter())


def test_recent_stories_are_newest_first_and_each_once(folders):
    settings = Settings(*folders)
    for number in [*range(RECENT + 3), 5]:
        settings.put_recent(Path(f"/s{number}.story"))
    recent = settings.recent()
    assert recent[0] == Path("/s5.story")
    assert len(recent) == RECENT == len(set(recent))
    settings.forget_recent()
    assert settings.recent() == []


def test_choices_and_memories_stand_in_files_of_their_own(folders):
    settings = Settings(*folders)
    settings.put("look/theme", "dark")
    settings.put("window/filter", False)
    settings.sync()
    assert "dark" in (folders[0] / "settings.ini").read_text(encoding="utf-8")
    assert "filter=no" in (folders[1] / "window.ini").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_loses_nothing_else(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "file", tmp_path / "file")
    settings.put("look/theme", "dark")
    settings.sync()
    assert settings.text("look/theme") == "dark"
