"""Categories, tags, periods, saved views, notes, and new stories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event, Symbol, TagKind
from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.store import repository
from timeline_app.store.connection import StoryFile
from timeline_app.store.database import open_story
from timeline_app.work import editing
from timeline_app.work.editing import PeriodRow, SavedView
from timeline_app.work.opening import open_for_reading

Named = Callable[[str], Event]


def _categories(story: StoryFile) -> dict[str, int]:
    values = repository.load_snapshot(story).facets[FacetKind.CATEGORY]
    return {value.name: len(value.rows) for value in values}


def _ids(story: StoryFile) -> dict[str, int]:
    return {category.name: category.id for category in repository.load_snapshot(story).categories}


def test_a_category_is_renamed_and_the_taken_name_refused(story: StoryFile) -> None:
    editing.rename_category(story, _ids(story)["Release"], "Releases")
    assert {"Releases": 1, "Sanctions": 1} == _categories(story)
    with pytest.raises(TimelineError, match="merge the two"):
        editing.rename_category(story, _ids(story)["Releases"], "Sanctions")


def test_merging_categories_gives_their_events_to_the_other(story: StoryFile) -> None:
    editing.merge_categories(story, _ids(story)["Release"], _ids(story)["Sanctions"], name="Release")
    assert {"Sanctions": 2} == _categories(story)
    assert "merge of “Release”" == editing.undo(story)
    assert {"Release": 1, "Sanctions": 1} == _categories(story)


def test_categories_are_recoloured_and_put_in_order(story: StoryFile) -> None:
    ids = _ids(story)
    editing.recolour_category(story, ids["Release"], 4, Symbol.STAR, "#112233")
    editing.reorder_categories(story, [ids["Sanctions"], ids["Release"]])
    categories = repository.load_snapshot(story).categories
    assert ["Sanctions", "Release"] == [one.name for one in categories]
    assert (4, Symbol.STAR, "#112233") == (
        categories[1].colour,
        categories[1].symbol,
        categories[1].own_colour,
    )


def test_events_of_a_deleted_category_stay_and_undo_gives_it_back(story: StoryFile, named: Named) -> None:
    editing.delete_categories(story, [_ids(story)["Release"]])
    assert named("Prisoners freed").category_id is None
    editing.undo(story)
    assert {"Release": 1, "Sanctions": 1} == _categories(story)


def test_tags_are_counted_renamed_merged_and_deleted(story: StoryFile, named: Named) -> None:
    def used() -> dict[str, int]:
        return {one.tag.name: one.events for one in editing.tags_in_use(story)}

    def tag(name: str) -> int:
        return next(one.tag.id for one in editing.tags_in_use(story) if one.tag.name == name)

    assert {"Minsk": 1, "prisoners": 1} == used()
    editing.rename_tag(story, tag("prisoners"), "captives", TagKind.TOPIC)
    editing.merge_tags(story, tag("captives"), tag("Minsk"))
    assert {"Minsk": 1} == used()
    editing.delete_tags(story, [tag("Minsk")])
    assert () == named("Prisoners freed").tags
    for _ in range(3):
        editing.undo(story)
    assert {"Minsk": 1, "prisoners": 1} == used()


def test_a_renamed_tag_is_found_by_its_new_name(story: StoryFile, named: Named) -> None:
    from timeline_app.core.query import parse_query
    from timeline_app.store.search import matching_ids

    tag_id = next(one.tag.id for one in editing.tags_in_use(story) if one.tag.name == "prisoners")
    editing.rename_tag(story, tag_id, "captives", TagKind.TOPIC)
    query = parse_query("captives ", today="2025-12-13")
    (hits,) = matching_ids(story, query.terms).values()
    assert [named("Prisoners freed").id] == hits.tolist()


def test_a_period_is_made_changed_and_deleted(story: StoryFile) -> None:
    editing.put_period(story, PeriodRow("The war", "2022-02/.."))
    (made,) = editing.periods(story)
    editing.put_period(story, PeriodRow("The long war", made.edtf, id=made.id, revision=made.revision))
    assert ["The long war"] == [one.name for one in repository.load_snapshot(story).periods]
    with pytest.raises(TimelineError, match="changed meanwhile"):
        editing.put_period(story, made)
    editing.delete_period(story, editing.periods(story)[0])
    assert () == repository.load_snapshot(story).periods


def test_a_period_without_a_date_is_refused(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="needs a date"):
        editing.put_period(story, PeriodRow("The war", ""))


def test_saved_views_come_back_as_they_were_and_in_their_order(story: StoryFile) -> None:
    narrowed = EventFilter("treaty", {FacetKind.CATEGORY: frozenset({"1"})}, {}, "2020", "2021-08")
    first = SavedView("Beginning", "How it began", "A paragraph.", "category", narrowed, (-5, 10**12))
    editing.put_view(story, first)
    editing.put_view(story, SavedView("All"))
    one, two = editing.saved_views(story)
    assert (first.filter, first.span_s, first.lanes) == (one.filter, one.span_s, one.lanes)
    assert (None, EventFilter()) == (two.span_s, two.filter)
    editing.reorder_views(story, [two.id, one.id])
    assert ["All", "Beginning"] == [view.name for view in editing.saved_views(story)]
    editing.delete_view(story, one)
    assert "delete of view “Beginning”" == editing.history(story).undo


def test_notes_are_kept_and_undone(story: StoryFile) -> None:
    editing.set_notes(story, "Ask Belta.")
    assert "Ask Belta." == repository.settings(story).notes
    editing.undo(story)
    assert "" == repository.settings(story).notes


def test_a_new_story_is_empty_and_never_replaces_one(tmp_path: Path) -> None:
    made = editing.new_story(tmp_path / "new.story")
    with open_story(made) as opened:
        assert 0 == len(repository.load_snapshot(opened).columns)
    with pytest.raises(TimelineError, match="exists already"):
        editing.new_story(made)


def test_a_new_story_like_another_has_its_categories_and_lanes_but_not_its_events(
    story: StoryFile, tmp_path: Path
) -> None:
    ids = _ids(story)
    editing.delete_categories(story, [ids["Release"]])
    repository.set_setting(story, "lanes", "category")
    repository.set_setting(story, "lane_order", {"category": [str(ids["Sanctions"])]})
    made = editing.new_story(tmp_path / "like.story", like=story)
    with open_story(made) as opened:
        snapshot = repository.load_snapshot(opened)
    assert (0, ["Sanctions"], "category") == (
        len(snapshot.columns),
        [one.name for one in snapshot.categories],
        snapshot.settings.lanes,
    )
    assert {"category": (str(snapshot.categories[0].id),)} == snapshot.settings.lane_order


def test_a_file_that_was_looked_at_becomes_a_story_of_ones_own(root: Path, tmp_path: Path) -> None:
    with open_for_reading(root / "data" / "belarus.json") as looked_at:
        made = editing.become_story(looked_at, tmp_path / "mine.story")
    with open_story(made, write=True) as opened:
        assert not opened.read_only
        assert not repository.settings(opened).sample
        assert 5 == len(repository.load_snapshot(opened).columns)
