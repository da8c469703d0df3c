"""A click finds the very event it is meant for; rings stand around what they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.layout.viewport import fit
from timeline_app.scene.compose import compose
from timeline_app.scene.hit_test import LEAST_TARGET_PX, box_of, boxes_of, hit, position_of
from timeline_app.scene.marks import Role
from timeline_app.scene.overlay import rings
from timeline_app.scene.picture import Form, Picture, Target
from timeline_app.scene.theme import dark, light


def composed_of(story, metrics, width=1000, height=600, lanes="none", **options):
    columns = story.snapshot.columns
    view = fit(int(columns.at_s[0]), int(columns.end_s.max()), width, 60, 60)
    return compose(
        Picture(story.snapshot, lanes=lanes, **options), view, height, light(), metrics, story.texts
    )


@pytest.mark.parametrize(("width", "height"), [(600, 400), (844, 702), (1600, 900)])
@pytest.mark.parametrize("lanes", ["none", "category"])
def test_every_event_of_the_sample_can_be_clicked(sample, metrics, width, height, lanes):
    scene = composed_of(sample, metrics, width, height, lanes).scene
    for event_id in range(1, 6):
        place = position_of(scene, event_id)
        assert place is not None
        assert event_id == hit(scene, *place).event_id


@given(seed=st.integers(0, 10_000), count=st.integers(1, 150))
@settings(max_examples=25)
def test_every_labelled_event_has_a_place_where_a_click_selects_it(stories, metrics, seed, count):
    random = np.random.default_rng(seed)
    story = stories.story_of(
        [
            stories.Given(
                f"{2000 + random.integers(0, 9)}-{1 + random.integers(0, 12):02}", f"Event {k}", k % 3
            )
            for k in range(count)
        ]
    )
    composed = composed_of(story, metrics)
    for event_id in composed.info.labelled:
        place = position_of(composed.scene, event_id)
        assert place is not None
        assert event_id == hit(composed.scene, *place).event_id


def test_a_title_is_a_target_of_at_least_24_px(sample, metrics):
    scene = composed_of(sample, metrics).scene
    x, y, width, height = box_of(scene, 5)
    assert width >= LEAST_TARGET_PX
    reach = max(height, LEAST_TARGET_PX) / 2 - 0.1
    for dy in (-reach, reach):
        assert 5 == hit(scene, x + width / 2, y + height / 2 + dy).event_id


def test_the_lines_of_a_wrapped_title_and_its_symbol_are_one_target(stories, sample, metrics):
    scene = composed_of(sample, metrics, 844, 702).scene
    lines = [mark.box for mark in stories.drawn(scene, Role.TITLE) if mark.event_id == 4]
    symbol = next(mark.box for mark in stories.drawn(scene, Role.TITLE_SYMBOL) if mark.event_id == 4)
    assert len(lines) > 1
    x, y, _width, height = box_of(scene, 4)
    assert x == pytest.approx(symbol[0])
    assert y <= lines[0][1]
    assert y + height >= lines[-1][3]
    assert 1 == len(boxes_of(scene, 4))


def test_a_card_of_one_event_selects_it_anywhere(stories, sample, metrics):
    scene = composed_of(sample, metrics, 1200, 700).scene
    card = next(mark for mark in stories.drawn(scene, Role.CARD) if mark.event_id == 1)
    x0, y0, x1, y1 = card.box
    for x, y in ((x0 + 8, y1 - 3), (x1 - 8, y0 + 3), ((x0 + x1) / 2, (y0 + y1) / 2)):
        assert 1 == hit(scene, x, y).event_id


def test_an_edge_note_is_a_target(stories, sample, metrics):
    columns = sample.snapshot.columns
    view = fit(int(columns.at_s[1]), int(columns.end_s[1]), 900, 300, 300)
    composed = compose(Picture(sample.snapshot), view, 500, light(), metrics, sample.texts)
    note = stories.drawn(composed.scene, Role.EDGE_NOTE)[0]
    x0, y0, x1, y1 = note.box
    found = hit(composed.scene, (x0 + x1) / 2, (y0 + y1) / 2)
    assert Role.EDGE_NOTE == found.role
    assert Target.EARLIER == composed.targets[-found.event_id].kind


def test_density_can_be_pointed_at(stories, metrics):
    events = [stories.Given(f"2020-01-0{1 + k % 9}", f"Event {k}") for k in range(900)]
    events += [stories.Given(f"2021-0{1 + k % 9}-11", f"Event {k}") for k in range(900)]
    composed = composed_of(stories.story_of(events), metrics)
    assert Form.DENSITY == composed.info.form
    area = next(mark for mark in stories.drawn(composed.scene, Role.DENSITY) if mark.kind == "area")
    found = hit(composed.scene, area.box[0] + 1, area.box[3] - 1)
    assert Target.DENSITY == composed.targets[-found.event_id].kind


def test_empty_canvas_is_nothing(sample, metrics):
    assert hit(composed_of(sample, metrics).scene, 990.0, 70.0) is None
    assert position_of(composed_of(sample, metrics).scene, 999) is None


def test_nothing_is_hit_where_it_is_scrolled_out_of_sight(stories, metrics):
    names = [f"Category {k}" for k in range(40)]
    events = [stories.Given(f"20{k % 20:02}-0{1 + k % 9}", f"Event {k}", k % 40) for k in range(200)]
    composed = composed_of(stories.story_of(events, categories=names), metrics, lanes="category")
    assert composed.content_height_px > 600
    for event_id in composed.info.labelled:
        place = position_of(composed.scene, event_id)
        if place is not None:
            assert 50 <= place[1] <= 600 - 28


@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_a_selected_title_has_a_ring_of_ink_with_a_halo(sample, metrics, theme):
    scene = composed_of(sample, metrics).scene
    ring = rings(scene, theme, selected=(5,))
    rects = ring.batches[0]
    halo, ink = (rects.styles[index] for index in rects.style)
    assert (theme.canvas, theme.ink, 2.0) == (halo.stroke, ink.stroke, ink.stroke_px)
    assert halo.stroke_px > ink.stroke_px
    x, y, width, height = box_of(scene, 5)
    assert rects.x[1] < x
    assert rects.y[1] < y
    assert rects.x[1] + rects.width[1] > x + width
    assert rects.y[1] + rects.height[1] > y + height
    assert {Role.RING} == {Role(role) for role in rects.role}


def test_rings_of_selection_hover_and_focus_differ(sample, metrics):
    scene = composed_of(sample, metrics).scene
    looks = [
        rings(scene, light(), **asked).batches[0].styles[1]
        for asked in ({"selected": (1,)}, {"hovered": 1}, {"focused": 1})
    ]
    assert 3 == len(set(looks))


def test_an_event_that_is_selected_and_has_the_focus_has_one_ring(sample, metrics):
    scene = composed_of(sample, metrics).scene
    both = rings(scene, light(), selected=(1,), hovered=1, focused=1).batches[0]
    only = rings(scene, light(), selected=(1,)).batches[0]
    assert (2, 2) == (len(both.x), len(only.x))
    assert both.styles[1].stroke_px > only.styles[1].stroke_px


@pytest.mark.parametrize("focused", [0, 1], ids=["selected", "with the focus"])
def test_a_ring_with_its_halo_covers_no_other_words(stories, sample, metrics, focused):
    scene = composed_of(sample, metrics).scene
    words = [mark for mark in stories.drawn(scene) if mark.kind == "text"]
    for event_id in (1, 2, 4, 5):
        batch = rings(scene, light(), selected=(event_id,), focused=focused * event_id).batches[0]
        half = batch.styles[0].stroke_px / 2
        for mark in words:
            if mark.event_id == event_id and mark.role is Role.TITLE:
                continue
            # letters: what stands above the baseline's capitals and below it is left free in every box
            x0, y0, x1, y1 = mark.box
            letters = (x0, y0 + 0.14 * (y1 - y0), x1, y1 - 0.06 * (y1 - y0))
            x, y, width, height = (float(c[0]) for c in (batch.x, batch.y, batch.width, batch.height))
            outer = (x - half, y - half, x + width + half, y + height + half)
            assert not stories.overlap(letters, outer, 0.5), mark


def test_an_event_that_is_not_drawn_has_no_ring(sample, metrics):
    assert () == rings(composed_of(sample, metrics).scene, light(), selected=(77,)).batches


def test_an_event_in_several_lanes_is_ringed_in_each(stories, metrics):
    from timeline_app.core.snapshot import FacetKind, FacetValue, StorySnapshot

    story = stories.story_of(stories.SAMPLE)
    values = tuple(
        FacetValue(FacetKind.PERSON, name, name, np.array(rows, np.int64))
        for name, rows in (("A", [0, 1]), ("B", [1, 2]))
    )
    old = story.snapshot
    snapshot = StorySnapshot(old.settings, old.columns, old.categories, (), {FacetKind.PERSON: values})
    story = stories.Story(snapshot, story.words)
    composed = composed_of(story, metrics, 1000, 900, "person")
    assert 2 == len(boxes_of(composed.scene, 2))
    assert 4 == len(rings(composed.scene, light(), selected=(2,)).batches[0].x)
    assert [2, 2, 2] == [lane.in_view for lane in composed.info.lanes]
    assert 5 == composed.info.in_view
