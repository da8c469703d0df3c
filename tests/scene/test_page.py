"""A page keeps its letters' size and gives up words; everything stands on it once, nothing touches."""

from __future__ import annotations

import pytest

from timeline_app.layout.viewport import fit
from timeline_app.scene.marks import Role, Texts
from timeline_app.scene.page import PageWords, compose_page
from timeline_app.scene.picture import Picture
from timeline_app.scene.theme import dark, light

WORDS = PageWords(
    "Sanctions and prisoners: Belarus and the United States",
    "News report of 13 December 2025, with reporting by Reuters",
    "Source: News report, 13 Dec 2025",
    "Filter: sanctions",
    "Exported 23 November 2026",
)
PRESETS = [(348, 416, 9.33), (718, 454, 9.33), (1200, 675, 14.0), (1200, 630, 28.0), (1920, 1080, 24.0)]


def page_of(story, metrics, width, height, least=0.0, words=WORDS, theme=None, **options):
    columns = story.snapshot.columns
    view = fit(int(columns.at_s[0]), int(columns.end_s.max()), width, 0.07 * width, 0.07 * width)
    picture = Picture(story.snapshot, **options)
    return compose_page(picture, view, width, height, theme or light(), metrics, story.texts, words, least)


def sizes_of(scene):
    return {
        batch.styles[style].font.size_px
        for batch in scene.batches
        if isinstance(batch, Texts)
        for style in batch.style.tolist()
    }


@pytest.mark.parametrize(("width", "height", "least"), PRESETS)
@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_no_letter_is_smaller_than_the_preset_asks(sample, metrics, width, height, least, theme):
    composed = page_of(sample, metrics, width, height, least, theme=theme)
    assert min(sizes_of(composed.scene)) >= least - 1e-6
    assert (width, height) == (
        pytest.approx(composed.scene.width_px),
        pytest.approx(composed.scene.height_px),
    )


@pytest.mark.parametrize(("width", "height", "least"), PRESETS)
def test_every_event_of_the_sample_keeps_its_title(sample, metrics, width, height, least):
    assert (1, 2, 3, 4, 5) == page_of(sample, metrics, width, height, least).info.labelled


@pytest.mark.parametrize(("width", "height", "least"), [*PRESETS, (600, 400, 0.0), (1600, 900, 0.0)])
def test_labels_of_a_page_never_touch_and_never_leave_it(stories, sample, metrics, width, height, least):
    scene = page_of(sample, metrics, width, height, least).scene
    labels = [mark for mark in stories.drawn(scene) if mark.role in stories.LABELS and mark.kind == "text"]
    for place, one in enumerate(labels):
        assert one.box[0] >= 0
        assert one.box[2] <= width
        assert one.box[3] <= height
        for other in labels[place + 1 :]:
            assert not stories.overlap(one.box, other.box, 0.5), f"{one}\n{other}"


def test_headline_and_footer_are_there_and_take_no_room_when_empty(stories, sample, metrics):
    full = page_of(sample, metrics, 1200, 700).scene
    words = " ".join(mark.words for mark in stories.drawn(full, Role.HEADLINE, Role.FOOTER))
    for part in (WORDS.headline, WORDS.credit, WORDS.sources, WORDS.filter_words, WORDS.exported):
        assert part in words.replace("\u00a0", " ")
    bare = page_of(sample, metrics, 1200, 700, words=PageWords()).scene
    assert [] == [mark for mark in stories.drawn(bare, Role.HEADLINE, Role.FOOTER) if mark.words]


def test_the_key_names_categories_only_where_lanes_do_not(stories, sample, metrics):
    names = [
        mark.words
        for mark in stories.drawn(page_of(sample, metrics, 1200, 700).scene, Role.KEY)
        if mark.words
    ]
    assert ["Politics", "Sanctions", "Release"] == names
    laned = page_of(sample, metrics, 1200, 700, lanes="category").scene
    assert [] == stories.drawn(laned, Role.KEY)


def test_a_key_of_forty_categories_ends_in_a_count(stories, metrics):
    names = [f"Category with a long name {k}" for k in range(40)]
    events = [stories.Given(f"20{k % 20:02}-0{1 + k % 9}", f"Event {k}", k % 40) for k in range(80)]
    scene = page_of(stories.story_of(events, categories=names), metrics, 1200, 800).scene
    words = [mark.words for mark in stories.drawn(scene, Role.KEY) if mark.words]
    shown = len(words) - 1
    assert f"+{40 - shown}" == words[-1]


def test_lines_of_one_title_share_a_block_and_no_two_texts_do(sample, metrics):
    scene = page_of(sample, metrics, 844, 700).scene
    owners = {}
    for batch in scene.batches:
        if isinstance(batch, Texts):
            for block, role, event_id in zip(batch.block, batch.role, batch.event_id, strict=True):
                if block:
                    assert (role, event_id) == owners.setdefault(int(block), (role, event_id))


def test_statuses_stand_in_words_on_paper(stories, metrics):
    from timeline_app.core.event import Status

    events = [
        stories.Given(f"20{k % 20:02}-0{1 + k % 9}", f"Event {k}", status=Status.ALLEGED) for k in range(90)
    ]
    scene = page_of(stories.story_of(events), metrics, 1200, 700).scene
    titles = [mark.words for mark in stories.drawn(scene, Role.TITLE)]
    assert titles
    assert all(words.endswith("(alleged)") for words in titles)
