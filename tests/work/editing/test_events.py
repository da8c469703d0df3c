"""Making and changing events: what is written, what the menu calls it, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from timeline_app.core.draft import EventDraft, ManyChange, PassageDraft, draft_of
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event, Link, Status, TagKind
from timeline_app.core.records import TagRecord
from timeline_app.store import repository
from timeline_app.store.check import check
from timeline_app.store.connection import StoryFile
from timeline_app.store.database import open_story
from timeline_app.work import editing

Named = Callable[[str], Event]
Titles = Callable[[], list[str]]


def test_a_new_event_has_all_that_was_said_of_it(story: StoryFile, named: Named) -> None:
    draft = EventDraft(
        "Envoy visits",
        "2025-12-12/2025-12-13",
        note="By plane.",
        category="Diplomacy",
        status=Status.TO_CHECK,
        importance=2,
        tags=(TagRecord("John Coale", TagKind.PERSON), TagRecord("Minsk", TagKind.PLACE)),
        links=(Link("https://example.org/envoy"),),
    )
    editing.add_event(story, draft)
    names = {one.id: one.name for one in repository.load_snapshot(story).categories}
    event = named("Envoy visits")
    assert draft == draft_of(event, names[event.category_id or 0])


def test_a_new_category_takes_the_next_free_colour(story: StoryFile) -> None:
    editing.add_event(story, EventDraft("Envoy visits", "2025", category="Diplomacy"))
    assert [0, 1, 2] == [one.colour for one in repository.load_snapshot(story).categories]


def test_an_event_without_a_title_is_refused(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="needs a title"):
        editing.add_event(story, EventDraft("  ", "2025"))
    assert editing.history(story).undo == ""


def test_a_date_that_is_none_is_refused(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="cannot be read"):
        editing.add_event(story, EventDraft("Odd", "2025-13-45"))


def test_a_change_writes_what_differs_and_keeps_the_rows_of_the_rest(story: StoryFile, named: Named) -> None:
    before = named("Prisoners freed")
    editing.change_event(story, before, replace(draft_of(before, "Release"), note="All of them."))
    after = named("Prisoners freed")
    assert replace(before, note="All of them.", revision=before.revision + 1) == after


def test_tags_passages_and_links_can_be_exchanged(story: StoryFile, named: Named) -> None:
    before = named("Prisoners freed")
    draft = replace(
        draft_of(before, "Release"),
        tags=(TagRecord("prisoners"), TagRecord("Belta", TagKind.ORGANISATION)),
        passages=(),
        links=(Link("https://example.org/other", "Other"), Link("https://example.org/third")),
    )
    editing.change_event(story, before, draft)
    assert draft == draft_of(named("Prisoners freed"), "Release")


def test_a_passage_that_is_not_in_its_article_is_refused_and_nothing_is_changed(
    story: StoryFile, named: Named
) -> None:
    before = named("Talks")
    version_id = named("Prisoners freed").passages[0].version_id
    wrong = replace(draft_of(before, ""), title="Talk", passages=(PassageDraft(version_id, 0, 5, "Pinsk"),))
    with pytest.raises(TimelineError, match="not what stands in its article"):
        editing.change_event(story, before, wrong)
    assert before == named("Talks")


def test_a_stale_copy_is_a_conflict_that_overwrites_nothing(
    story: StoryFile, other: StoryFile, named: Named
) -> None:
    mine = named("Talks")
    editing.change_event(other, mine, replace(draft_of(mine, ""), title="Long talks"))
    with pytest.raises(TimelineError) as told:
        editing.change_event(story, mine, replace(draft_of(mine, ""), note="From here"))
    assert editing.CONFLICT == str(told.value)
    assert "" == named("Long talks").note


def test_a_copy_whose_tags_are_stale_is_a_conflict_too(
    story: StoryFile, other: StoryFile, named: Named
) -> None:
    mine = named("Talks")
    editing.change_many(other, [mine.id], ManyChange(add_tags=(TagRecord("envoys"),)))
    with pytest.raises(TimelineError, match="another window"):
        editing.change_event(story, mine, replace(draft_of(mine, ""), note="From here"))


def test_deleting_three_events_is_one_step_with_their_number(story: StoryFile, titles: Titles) -> None:
    ids = repository.load_snapshot(story).columns.id.tolist()
    before = [repository.event(story, event_id) for event_id in ids]
    editing.delete_events(story, ids)
    assert [] == titles()
    assert "delete of 3 events" == editing.history(story).undo
    editing.undo(story)
    assert before == [repository.event(story, event_id) for event_id in ids]
    assert "delete of 3 events" == editing.history(story).redo


def test_undo_survives_closing_the_file(story: StoryFile, path: Path, named: Named) -> None:
    event = named("Talks")
    editing.delete_events(story, [event.id])
    story.close()
    with open_story(path, write=True) as again:
        assert "delete of “Talks”" == editing.history(again).undo
        editing.undo(again)
        assert event == repository.event(again, event.id)


def test_a_duplicate_has_all_but_the_identity(story: StoryFile, named: Named) -> None:
    original = named("Prisoners freed")
    (copy_id,) = editing.duplicate_events(story, [original.id])
    copy = repository.event(story, copy_id)
    assert replace(draft_of(original, "Release"), title="Prisoners freed (copy)") == draft_of(copy, "Release")
    assert original.uid != copy.uid


def test_many_events_are_given_a_category_in_one_step(story: StoryFile, titles: Titles) -> None:
    ids = repository.load_snapshot(story).columns.id.tolist()
    assert 3 == editing.change_many(story, ids, ManyChange(category="Archive"))
    categories = repository.load_snapshot(story).facets["category"]  # type: ignore[index]
    assert {"Release": 0, "Sanctions": 0, "Archive": 3} == {one.name: len(one.rows) for one in categories}
    assert "change of category of 3 events" == editing.history(story).undo


def test_many_events_are_given_and_relieved_of_tags(story: StoryFile, named: Named) -> None:
    ids = repository.load_snapshot(story).columns.id.tolist()
    change = ManyChange(add_tags=(TagRecord("2025"),), remove_tags=(TagRecord("prisoners"),))
    editing.change_many(story, ids, change)
    assert {"Minsk", "2025"} == {tag.name for tag in named("Prisoners freed").tags}
    assert {"2025"} == {tag.name for tag in named("Talks").tags}


def test_a_date_set_by_hand_leaves_the_passage_its_own(story: StoryFile, named: Named) -> None:
    before = named("Prisoners freed")
    editing.set_date(story, before, "2025-12-12")
    after = named("Prisoners freed")
    assert ("2025-12-12", "set by hand", "") == (after.edtf, after.reason, after.as_written)
    assert ["Saturday"] == [one.dated for one in after.passages]


def test_a_date_without_a_passage_needs_no_mark(story: StoryFile, named: Named) -> None:
    editing.set_date(story, named("Talks"), "2025-12-12")
    assert ("2025-12-12", "") == (named("Talks").edtf, named("Talks").reason)


def test_events_of_equal_dates_stand_in_the_order_of_the_hand(
    story: StoryFile, titles: Titles, named: Named
) -> None:
    assert ["Sanctions imposed", "Prisoners freed", "Talks"] == titles()
    editing.order_by_hand(story, [named("Talks").id, named("Prisoners freed").id])
    assert ["Sanctions imposed", "Talks", "Prisoners freed"] == titles()
    editing.undo(story)
    assert ["Sanctions imposed", "Prisoners freed", "Talks"] == titles()


def test_several_cells_are_filled_in_one_step(story: StoryFile, named: Named) -> None:
    ids = [named("Talks").id, named("Sanctions imposed").id]

    def dated(draft: EventDraft) -> EventDraft:
        return replace(draft, edtf="2022")

    editing.set_cells(story, dict.fromkeys(ids, dated), "fill of When in 2 events")
    assert ["2022", "2022"] == [named("Talks").edtf, named("Sanctions imposed").edtf]
    assert ("Sanctions", "fill of When in 2 events") == (
        _category(story, named("Sanctions imposed")),
        editing.history(story).undo,
    )


def test_a_passage_can_be_added_from_an_article(story: StoryFile, named: Named) -> None:
    first = named("Prisoners freed").passages[0]
    passage = PassageDraft(first.version_id, first.start, first.end, first.quote)
    editing.add_passages(story, named("Talks").id, [passage])
    assert [first.quote] == [one.quote for one in named("Talks").passages]
    assert "new passage of “Talks”" == editing.history(story).undo


def test_a_picture_is_kept_with_its_bytes_and_comes_back_after_undo(
    story: StoryFile, named: Named, tmp_path: Path
) -> None:
    file = tmp_path / "map.png"
    file.write_bytes(b"\x89PNG and more")
    picture_id = editing.add_picture(story, named("Talks").id, file)
    assert [("map.png", "image/png", 13)] == [
        (one.name, one.media_type, one.size_bytes) for one in named("Talks").pictures
    ]
    editing.delete_picture(story, picture_id)
    assert () == named("Talks").pictures
    editing.undo(story)
    assert b"\x89PNG and more" == editing.picture_bytes(story, picture_id)


def test_a_file_that_is_no_picture_is_refused(story: StoryFile, named: Named, tmp_path: Path) -> None:
    for name, content, why in (("a.exe", b"MZ", "no picture"), ("a.png", b"MZ", "not what its name says")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TimelineError, match=why):
            editing.add_picture(story, named("Talks").id, tmp_path / name)


def test_clearing_history_says_how_much_space_it_frees(story: StoryFile, named: Named) -> None:
    for number in range(40):
        editing.change_event(
            story, named("Talks"), replace(draft_of(named("Talks"), ""), note=f"{number} " * 500)
        )
    size = editing.history(story).size_bytes
    assert size > 60_000
    assert editing.clear_history(story) > 0
    assert ("", 0, 0) == (
        editing.history(story).undo,
        editing.history(story).steps,
        editing.history(story).size_bytes,
    )


def test_a_story_is_sound_after_a_chain_of_edits_undone_and_redone(story: StoryFile, named: Named) -> None:
    editing.duplicate_events(story, [named("Prisoners freed").id, named("Talks").id])
    editing.delete_events(story, [named("Prisoners freed").id])
    editing.set_date(story, named("Talks"), "1999")
    for _ in range(3):
        editing.undo(story)
    for _ in range(3):
        editing.redo(story)
    assert [] == check(story)


def _category(story: StoryFile, event: Event) -> str:
    return {one.id: one.name for one in repository.load_snapshot(story).categories}[event.category_id or 0]
