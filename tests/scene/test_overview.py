"""The strip below the picture shows the whole story, and where one is."""

from __future__ import annotations

import numpy as np

from timeline_app.core.row_set import of_rows
from timeline_app.layout.viewport import fit
from timeline_app.scene.marks import Role
from timeline_app.scene.overview import compose_brush, compose_overview, shows_everything, whole_story
from timeline_app.scene.theme import light


def view_of(story, width, zoom=1.0):
    columns = story.snapshot.columns
    return fit(int(columns.at_s[0]), int(columns.end_s.max()), width, 60, 60).zoom_at(width / 2, zoom)


def strip(story, view, mask=None, selected=(), today_s=None):
    """The strip below a view of a story."""
    whole = whole_story(story.snapshot, view, view.width_px)
    thin = shows_everything(story.snapshot, view)
    return compose_overview(story.snapshot, mask, whole, 44, light(), selected, today_s, thin=thin)


def brush_of(stories, story, view):
    whole = whole_story(story.snapshot, view, view.width_px)
    return stories.drawn(compose_brush(whole, view, 44, light()), Role.BRUSH)[0]


def test_with_everything_in_view_it_is_a_line_below_the_marks_without_a_brush(stories, sample):
    view = view_of(sample, 900)
    scene = strip(sample, view)
    assert shows_everything(sample.snapshot, view)
    assert view.start_s == whole_story(sample.snapshot, view, 900).start_s
    squares = stories.drawn(scene, Role.DENSITY)
    expected = sorted({round(x) for x in view.scale.x_px(sample.snapshot.columns.at_s).tolist()})
    assert expected == [round((mark.box[0] + mark.box[2]) / 2) for mark in squares]


def test_zoomed_in_the_brush_stands_where_the_view_is(stories, sample):
    view = view_of(sample, 900, zoom=4.0)
    whole = whole_story(sample.snapshot, view, 900)
    brush = brush_of(stories, sample, view)
    assert abs(brush.box[0] - whole.scale.x_of(view.start_s)) < 0.5
    assert abs(brush.box[2] - whole.scale.x_of(view.end_s)) < 0.5


def test_a_view_beyond_the_story_is_still_on_the_strip(stories, sample):
    view = view_of(sample, 900, zoom=4.0).pan(40_000)
    brush = brush_of(stories, sample, view)
    assert brush.box[0] >= -1
    assert brush.box[2] <= 901


def test_what_is_filtered_out_stays_as_a_faint_mark(stories, sample):
    mask = of_rows(np.array([0]), 5)
    scene = strip(sample, view_of(sample, 900, 2.0), mask)
    fills = {
        batch.styles[style].fill
        for batch in scene.batches
        if type(batch).__name__ == "Rects"
        for style, role in zip(batch.style, batch.role, strict=True)
        if role == Role.DENSITY
    }
    assert {light().overview, light().overview_faint} == fills


def test_many_events_are_columns_as_high_as_their_count(stories):
    story = stories.story_of([stories.Given(f"20{k % 20:02}-0{1 + k % 9}", f"Event {k}") for k in range(400)])
    scene = strip(story, view_of(story, 900, 3.0))
    heights = [mark.box[3] - mark.box[1] for mark in stories.drawn(scene, Role.DENSITY)]
    assert len(heights) > 100
    assert max(heights) <= 44


def test_selection_and_today_are_ticks(stories, sample):
    today_s = int(sample.snapshot.columns.at_s[2])
    scene = strip(sample, view_of(sample, 900), selected=(5,), today_s=today_s)
    assert {5} == {mark.event_id for mark in stories.drawn(scene, Role.RING)}
    assert 1 == len(stories.drawn(scene, Role.TODAY))


def test_a_story_without_dates_gives_an_empty_strip(stories):
    story = stories.story_of([stories.Given("", "Undated")])
    scene = strip(story, fit(0, 100, 500))
    assert [] == stories.drawn(scene, Role.DENSITY)
