"""The picture of the sample, by what stands where; and what never may happen in any picture."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_app.core.columns import OPEN_END_S
from timeline_app.core.dates import seconds_from_civil
from timeline_app.core.event import Status
from timeline_app.core.row_set import of_ranges
from timeline_app.core.snapshot import Period
from timeline_app.layout.viewport import fit
from timeline_app.scene.bands import reading_at
from timeline_app.scene.compose import compose
from timeline_app.scene.marks import Rects, Role
from timeline_app.scene.picture import Form, Picture, Target, WayOut
from timeline_app.scene.theme import dark, light

SNAPSHOTS = Path(__file__).with_name("snapshots")
SIZES = [(600, 300), (600, 400), (844, 702), (1200, 630), (1600, 900), (3000, 1600)]


def whole(story, width, share=0.07):
    columns = story.snapshot.columns
    end_s = np.where(columns.end_s >= OPEN_END_S, columns.at_s + 1, columns.end_s)
    return fit(int(columns.at_s[0]), int(end_s.max()), width, share * width, share * width)


def picture_of(story, metrics, width, height, *, viewport=None, theme=None, **options):
    view = viewport or whole(story, width)
    return compose(Picture(story.snapshot, **options), view, height, theme or light(), metrics, story.texts)


def assert_sound(stories, composed):
    """No two labels touch, none touches another's mark, nothing leaves the canvas, no pole passes a card."""
    scene = composed.scene
    marks = stories.drawn(scene)
    labels = [mark for mark in marks if mark.role in stories.LABELS and mark.kind == "text"]
    for place, one in enumerate(labels):
        x0, y0, x1, y1 = one.box
        assert x0 >= -0.3, one
        assert x1 <= scene.width_px + 0.3, one
        assert y0 >= -1.0, one
        assert y1 <= scene.height_px + 1.0, one
        for other in labels[place + 1 :]:
            assert not stories.overlap(one.box, other.box, 0.5), f"{one}\n{other}"
    solid = (Role.BAR, Role.SOFT, Role.POINT)
    bodies = [mark for mark in marks if mark.role in solid]
    for title in (label for label in labels if label.role is Role.TITLE):
        for mark in bodies:
            assert not stories.overlap(title.box, mark.box, 1.0), f"{title}\n{mark}"
    cards = [mark for mark in marks if mark.role is Role.CARD]
    poles = [mark for mark in marks if mark.role is Role.POLE]
    for place, card in enumerate(cards):
        assert not any(stories.overlap(card.box, other.box) for other in cards[place + 1 :])
        for pole in poles:
            assert not stories.overlap(card.box, pole.box, 2.0), f"{card}\n{pole}"


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("lanes", ["none", "category"])
def test_the_sample_is_sound_at_every_size(stories, sample, metrics, width, height, lanes):
    assert_sound(stories, picture_of(sample, metrics, width, height, lanes=lanes))


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (1200, 630), (600, 400), (844, 702)])
def test_all_five_titles_of_the_sample_stand_under_their_dates(stories, sample, metrics, width, height):
    composed = picture_of(sample, metrics, width, height)
    assert Form.CARDS == composed.info.form
    assert (1, 2, 3, 4, 5) == composed.info.labelled
    texts = stories.drawn(composed.scene, Role.TITLE, Role.CARD_DATE)
    dates = [mark for mark in texts if mark.role is Role.CARD_DATE]
    for given_event, event_id in zip(stories.SAMPLE, range(1, 6), strict=True):
        lines = [mark.words for mark in texts if mark.role is Role.TITLE and mark.event_id == event_id]
        assert given_event.title == " ".join(lines)
        top = min(mark.box[1] for mark in texts if mark.role is Role.TITLE and mark.event_id == event_id)
        assert any(date.box[1] < top for date in dates)


def test_events_of_one_date_share_a_card_with_the_date_once(stories, sample, metrics):
    scene = picture_of(sample, metrics, 1200, 700).scene
    assert 3 == len(stories.drawn(scene, Role.CARD))
    words = [mark.words for mark in stories.drawn(scene, Role.CARD_DATE)]
    assert [
        "August 2020, derived",
        "August 2021",
        "About 12 to 13 December 2025, derived",
        "13 December 2025",
    ] == words


@pytest.mark.parametrize(("width", "height"), [(1100, 790), (1280, 790), (1440, 790)])
def test_spare_height_goes_to_whole_passages(stories, sample, metrics, width, height):
    scene = picture_of(sample, metrics, width, height).scene
    cut = [mark.words for mark in stories.drawn(scene, Role.PASSAGE) if mark.words.endswith("…")]
    assert [] == cut


def test_a_title_from_right_to_left_has_its_symbol_at_its_right(stories, metrics):
    story = stories.story_of(
        [stories.Given("2025-12-13", "שחרור האסירים", 0), stories.Given("2025-12-13", "A", 0)]
    )
    scene = picture_of(story, metrics, 1000, 600).scene
    titles = {mark.event_id: mark.box for mark in stories.drawn(scene, Role.TITLE)}
    symbols = {mark.event_id: mark.box for mark in stories.drawn(scene, Role.TITLE_SYMBOL)}
    assert symbols[1][0] >= titles[1][2]
    assert symbols[2][2] <= titles[2][0]


def test_letters_that_no_font_has_are_told_of_in_passages_too(stories, metrics):
    story = stories.story_of([stories.Given("2025-12-13", "Plain", 0, "Words in \U00013080 letters.")])
    assert picture_of(story, metrics, 1000, 600).missing_scripts


def test_an_empty_stretch_says_how_long_it_is(stories, sample, metrics):
    gap = stories.drawn(picture_of(sample, metrics, 1200, 700).scene, Role.GAP)
    assert "more than 4 years" in [mark.words for mark in gap]


@pytest.mark.parametrize(
    "name", ["sample-844x702", "sample-600x400", "sample-lanes-1200x800", "crowd-900x600"]
)
def test_pictures_stay_as_they_were(stories, sample, metrics, name):
    """Rounded marks as text; set UPDATE_SNAPSHOTS=1 after a change that is meant, and read the diff."""
    width, height = (int(part) for part in name.rpartition("-")[2].split("x"))
    if name.startswith("crowd"):
        story = stories.story_of(
            [
                stories.Given(
                    f"{2000 + k % 20}-{1 + k % 12:02}", f"Event number {k}", k % 3, importance=k % 4
                )
                for k in range(120)
            ]
        )
        composed = picture_of(story, metrics, width, height)
    else:
        composed = picture_of(sample, metrics, width, height, lanes="category" if "lanes" in name else "none")
    kept = [
        mark for mark in stories.drawn(composed.scene) if mark.role not in (Role.TICK, Role.SOFT, Role.GRID)
    ]
    text = "\n".join(str(mark) for mark in kept) + "\n"
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_what_lasts_throughout_the_view_and_finds_no_row_is_counted_in_a_strip(stories, metrics):
    ongoing = [stories.Given(f"{1900 + k}-01-01/2020-12-31", f"A long reign {k}") for k in range(80)]
    story = stories.story_of([*ongoing, stories.Given("2000-05-05", "A day among them")])
    day = seconds_from_civil(2000, 5, 5)
    composed = picture_of(story, metrics, 900, 500, viewport=fit(day - 86_400, day + 2 * 86_400, 900))
    strip = [mark for mark in stories.drawn(composed.scene, Role.MORE) if mark.words]
    target = composed.targets[-strip[0].event_id]
    bars = {mark.event_id for mark in stories.drawn(composed.scene, Role.BAR)}
    assert f"{len(target.rows)} more ongoing" == strip[0].words
    assert 81 == len(target.rows) + len(bars | set(composed.info.labelled))
    assert_sound(stories, composed)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 1, 1))
dates = st.one_of(
    days.map(lambda day: day.isoformat()),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    days.map(lambda day: day.isoformat()[:4] + "~"),
    days.map(lambda day: day.isoformat() + "/.."),
    st.tuples(days, st.integers(1, 4000)).map(
        lambda pair: f"{pair[0].isoformat()}/{(pair[0] + timedelta(pair[1])).isoformat()}"
    ),
    st.just(""),
)
titles = st.text("abc defghij klmnoprstu.,", min_size=1, max_size=90)
statuses = st.sampled_from(list(Status))
one_event = st.tuples(dates, titles, st.integers(-1, 2), statuses, st.integers(0, 3))
given_events = st.one_of(
    st.lists(one_event, min_size=1, max_size=12), st.lists(one_event, min_size=25, max_size=60)
)


def assert_random_picture_is_sound(stories, metrics, events, width, height, lanes, zoom, where):
    story = stories.story_of(
        [
            stories.Given(when, title, category, title * 2, False, status, level)
            for when, title, category, status, level in events
        ]
    )
    if not story.snapshot.columns.dated:
        return
    view = whole(story, width).zoom_at(where * width, zoom)
    today_s = seconds_from_civil(2020, 6, 1)
    composed = picture_of(story, metrics, width, height, viewport=view, lanes=lanes, today_s=today_s)
    assert_sound(stories, composed)
    info = composed.info
    assert story.snapshot.columns.dated == info.in_view + info.earlier + info.later


random_pictures = given(
    events=given_events,
    width=st.sampled_from([600, 811, 1200, 1900]),
    height=st.sampled_from([300, 500, 900]),
    lanes=st.sampled_from(["none", "category"]),
    zoom=st.sampled_from([1.0, 1.7, 9.0]),
    where=st.floats(0.1, 0.9),
)


@random_pictures
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_picture_of_random_events_has_labels_that_touch(stories, metrics, **asked):
    assert_random_picture_is_sound(stories, metrics, **asked)


@pytest.mark.slow
@random_pictures
@settings(max_examples=800, suppress_health_check=list(HealthCheck))
def test_no_picture_of_many_random_events_has_labels_that_touch(stories, metrics, **asked):
    assert_random_picture_is_sound(stories, metrics, **asked)


@given(
    events=st.lists(
        st.tuples(days.map(lambda day: day.isoformat()), st.integers(0, 3)), min_size=200, max_size=400
    )
)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_every_event_is_labelled_counted_or_drawn(stories, metrics, events):
    story = stories.story_of(
        [
            stories.Given(when, f"Event {k}", -1, "", False, Status.NONE, level)
            for k, (when, level) in enumerate(events)
        ]
    )
    composed = picture_of(story, metrics, 1000, 600)
    if composed.info.form is Form.DENSITY:
        assert composed.info.peak >= 1
        assert stories.drawn(composed.scene, Role.DENSITY_LABEL)
    else:
        seen = stories.drawn(composed.scene, Role.POINT, Role.BAR, Role.SOFT, Role.TITLE)
        shown = {mark.event_id for mark in seen if mark.event_id > 0}
        for info in composed.targets.values():
            if info.kind is Target.MORE:
                shown.update(story.snapshot.columns.id[info.rows].tolist())
        assert set(range(1, len(events) + 1)) == shown


def test_events_of_one_long_day_share_a_bar(stories, metrics):
    story = stories.story_of([stories.Given("2025-12-13", f"Event {k}", importance=k % 3) for k in range(4)])
    day_s = seconds_from_civil(2025, 12, 13)
    view = fit(day_s - 3 * 86_400, day_s + 5 * 86_400, 1000)
    scene = picture_of(story, metrics, 1000, 600, viewport=view).scene
    assert [3] == [mark.event_id for mark in stories.drawn(scene, Role.BAR)]
    assert 4 == len(stories.drawn(scene, Role.TITLE))


def test_the_edges_say_what_lies_beyond_and_lead_there(stories, sample, metrics):
    view = fit(seconds_from_civil(2021, 6), seconds_from_civil(2022, 6), 1000)
    composed = picture_of(sample, metrics, 1000, 600, viewport=view)
    words = [mark.words for mark in stories.drawn(composed.scene, Role.EDGE_NOTE)]
    assert ["← 1 earlier, last August 2020", "3 later, next about 12 to 13 December 2025 →"] == words
    assert (1, 3) == (composed.info.earlier, composed.info.later)
    kinds = {target.kind: target for target in composed.targets.values()}
    assert 1 == int(sample.snapshot.columns.id[kinds[Target.EARLIER].rows[0]])


@pytest.mark.parametrize(
    ("case", "way_out"),
    [("no events", WayOut.ADD), ("filtered", WayOut.CLEAR_FILTER), ("elsewhere", WayOut.GO_TO_EVENTS)],
)
def test_an_empty_picture_says_why_and_offers_one_way_out(stories, sample, metrics, case, way_out):
    view = fit(seconds_from_civil(1990), seconds_from_civil(1991), 900)
    story = stories.story_of([]) if case == "no events" else sample
    mask = of_ranges((), 5) if case == "filtered" else None
    composed = picture_of(story, metrics, 900, 500, viewport=view, mask=mask)
    assert Form.EMPTY == composed.info.form
    assert way_out == composed.info.way_out
    assert composed.info.empty_words.endswith(".")
    assert any(target.kind is Target.WAY_OUT for target in composed.targets.values())
    assert_sound(stories, composed)


def test_on_paper_nothing_offers_a_click(stories, sample, metrics):
    view = fit(seconds_from_civil(1990), seconds_from_civil(1991), 900)
    composed = picture_of(sample, metrics, 900, 500, viewport=view, on_paper=True)
    assert not any(target.kind is Target.WAY_OUT for target in composed.targets.values())


def test_on_paper_titles_bear_their_dates_where_all_have_room(stories, sample, metrics):
    paper = picture_of(sample, metrics, 536, 170, on_paper=True)
    assert Form.TITLES is paper.info.form
    dates = [mark.words for mark in stories.drawn(paper.scene, Role.CARD_DATE)]
    assert 5 == len(dates) == len(stories.drawn(paper.scene, Role.TITLE))
    assert {"August 2020", "August 2021", "13 December 2025"} <= set(dates)
    assert_sound(stories, paper)
    screen = picture_of(sample, metrics, 536, 170)
    assert [] == stories.drawn(screen.scene, Role.CARD_DATE)


def test_a_crowd_on_paper_has_titles_without_dates(stories, metrics):
    story = stories.story_of([stories.Given(f"20{k:02}", f"Event {k}") for k in range(60)])
    paper = picture_of(story, metrics, 1200, 500, on_paper=True)
    assert [] == stories.drawn(paper.scene, Role.CARD_DATE)


def test_what_does_not_fit_on_a_card_is_a_count_that_holds_the_rest(stories, metrics):
    story = stories.story_of([stories.Given("2024-02-29", f"Dispatch {k}", k % 3) for k in range(300)])
    composed = picture_of(story, metrics, 900, 600)
    more = stories.drawn(composed.scene, Role.MORE)
    assert 1 == len(more)
    target = composed.targets[-more[0].event_id]
    assert 300 == len(target.rows) + len(composed.info.labelled)
    assert f"+{len(target.rows)}" == more[0].words


def test_undated_events_have_a_lane_of_their_own(stories, metrics):
    events = [stories.Given("2024", "Dated")] + [stories.Given("", f"Without a date {k}") for k in range(80)]
    composed = picture_of(stories.story_of(events), metrics, 900, 600)
    assert 80 == composed.info.undated
    assert "undated" == composed.info.lanes[-1].key
    assert_sound(stories, composed)
    more = stories.drawn(composed.scene, Role.MORE)[0]
    hidden = composed.targets[-more.event_id].rows
    assert 81 == len(hidden) + len(composed.info.labelled)


def test_an_empty_lane_folds_to_a_line(stories, sample, metrics):
    view = fit(seconds_from_civil(2021, 6), seconds_from_civil(2022, 6), 1000)
    lanes = picture_of(sample, metrics, 1000, 700, viewport=view, lanes="category").info.lanes
    assert ["Politics", "Sanctions", "Release"] == [lane.name for lane in lanes]
    assert [0, 1, 0] == [lane.in_view for lane in lanes]
    assert lanes[0].height_px == lanes[2].height_px < 40 < lanes[1].height_px


def test_lanes_higher_than_the_canvas_scroll(stories, metrics):
    names = [f"Category {k}" for k in range(40)]
    events = [stories.Given(f"20{k % 20:02}-0{1 + k % 9}", f"Event {k}", k % 40) for k in range(200)]
    story = stories.story_of(events, categories=names)
    top = picture_of(story, metrics, 900, 600, lanes="category")
    assert top.content_height_px > 2000
    far = picture_of(story, metrics, 900, 600, lanes="category", scroll_px=1e9)
    foot = far.info.lanes[-1].y_px + far.info.lanes[-1].height_px
    assert foot == pytest.approx(600 - 28, abs=30)
    for composed in (top, far):
        assert_sound(stories, composed)


def test_paper_shows_whole_lanes_and_counts_the_others(stories, metrics):
    events = [stories.Given(f"20{k:02}-05", f"Event {k}", k % 30) for k in range(90)]
    story = stories.story_of(events, [f"Category {k}" for k in range(30)])
    composed = picture_of(story, metrics, 900, 600, lanes="category", on_paper=True)
    assert_sound(stories, composed)
    last = composed.info.lanes[-1]
    line = stories.drawn(composed.scene, Role.LANE_HEADER)[-1]
    hidden = 30 - len(composed.info.lanes)
    assert f"+{hidden} lanes, {3 * hidden} events" == line.words
    assert last.y_px + last.height_px <= line.box[1] + 4.0
    assert composed.content_height_px > 600


def test_density_read_where_it_is_highest_says_what_its_label_says(stories, metrics):
    story = stories.story_of([stories.Given(f"2024-0{1 + k % 3}-1{k % 9}", f"Event {k}") for k in range(900)])
    composed = picture_of(story, metrics, 900, 400)
    assert Form.DENSITY is composed.info.form
    picture = Picture(story.snapshot)
    readings = [reading_at(picture, whole(story, 900), "all", x + 0.5, composed.scale) for x in range(900)]
    highest = max((reading for reading in readings if reading), key=lambda reading: reading.count)
    assert composed.info.peak_words == highest.words


def test_planned_marks_are_hollow_and_disputed_ones_carry_a_sign(stories, metrics):
    story = stories.story_of(
        [
            stories.Given("2024-01-05", "Planned", 0, "", False, Status.PLANNED),
            stories.Given("2024-06-05", "Disputed", 1, "", False, Status.DISPUTED),
        ]
    )
    scene = picture_of(story, metrics, 900, 600).scene
    words = " ".join(mark.words for mark in stories.drawn(scene, Role.CARD_DATE))
    assert "planned" in words
    assert "? disputed" in words
    symbols = [batch for batch in scene.batches if type(batch).__name__ == "Symbols"]
    fills = {int(i): b.styles[s].fill for b in symbols for i, s in zip(b.event_id, b.style, strict=True)}
    assert light().canvas == fills[1]
    assert light().canvas != fills[2]


def test_a_soft_end_is_strips_of_falling_opacity(stories, metrics):
    story = stories.story_of([stories.Given("2020-08", "Month"), stories.Given("2020-12-01", "Day")])
    scene = picture_of(story, metrics, 900, 600).scene
    alphas = [
        batch.styles[style].fill[3]
        for batch in scene.batches
        if type(batch).__name__ == "Rects"
        for style, role in zip(batch.style, batch.role, strict=True)
        if role == Role.SOFT
    ]
    assert len(set(alphas)) >= 3
    assert max(alphas) < 255


def test_periods_are_named_in_up_to_three_rows_and_never_counted(stories, metrics):
    periods = [
        Period(k, f"Period {k}", seconds_from_civil(2000 + k), seconds_from_civil(2060 - k))
        for k in range(12)
    ]
    story = stories.story_of(stories.SAMPLE, periods=periods)
    composed = picture_of(story, metrics, 1200, 700)
    names = [mark.words for mark in stories.drawn(composed.scene, Role.PERIOD_LABEL)]
    assert ["Period 0", "Period 1", "Period 2"] == names[:3]
    assert "+9 periods" in names
    assert 5 == composed.info.in_view
    assert_sound(stories, composed)


def test_many_periods_upon_one_another_stay_quiet(stories, metrics):
    def strongest(count):
        periods = [
            Period(k, f"Period {k}", seconds_from_civil(2000 + k), seconds_from_civil(2060 - k))
            for k in range(count)
        ]
        scene = picture_of(stories.story_of(stories.SAMPLE, periods=periods), metrics, 1200, 700).scene
        rects = [batch for batch in scene.batches if isinstance(batch, Rects)]
        fills = [
            batch.styles[style].fill[3]
            for batch in rects
            for role, style, height in zip(batch.role, batch.style, batch.height, strict=True)
            if role == Role.PERIOD and height > 100
        ]
        return sum(fills)

    assert strongest(12) <= strongest(3) + 12


def test_words_that_are_not_at_hand_are_wanted_and_come_later(stories, metrics):
    events = [stories.Given(f"19{k % 100:02}-05-0{1 + k % 9}", f"Event {k}") for k in range(300)]
    story = stories.story_of(events)
    known = {}
    picture, view = Picture(story.snapshot), whole(story, 1000)

    def at_hand(ids):
        return {i: known[i] for i in ids if i in known}

    before = compose(picture, view, 600, light(), metrics, at_hand)
    assert () == before.info.labelled
    for _ in range(8):
        composed = compose(picture, view, 600, light(), metrics, at_hand)
        known.update(story.texts(composed.wanted))
        if not composed.wanted:
            break
    whole_at_once = compose(
        Picture(stories.story_of(events).snapshot), view, 600, light(), metrics, story.texts
    )
    assert whole_at_once.info.labelled == composed.info.labelled


def test_panning_keeps_each_title_in_its_row(stories, metrics):
    events = [stories.Given(f"19{k % 100:02}-05-0{1 + k % 9}", f"Event {k}") for k in range(300)]
    story = stories.story_of(events)
    view = whole(story, 1000).zoom_at(500, 3)

    def rows(view):
        scene = picture_of(story, metrics, 1000, 600, viewport=view).scene
        return {mark.event_id: mark.box[:2] for mark in stories.drawn(scene, Role.TITLE)}

    here, there = rows(view), rows(view.pan(40))
    both = [i for i in here if i in there and 60 < here[i][0] < 800]
    assert len(both) > 20
    assert all(abs(here[i][0] - there[i][0] - 40) < 0.01 for i in both)
    tops = sorted({here[i][1] for i in both})
    assert [tops.index(here[i][1]) for i in both] == [
        sorted({there[k][1] for k in both}).index(there[i][1]) for i in both
    ]


@pytest.mark.parametrize("year", [2025, 2044])
def test_what_lasts_through_the_view_is_named_however_crowded_its_time_is(stories, metrics, year):
    crowd = [stories.Given("2024-02-29", f"Dispatch {number}") for number in range(300)]
    lasting = [stories.Given("2020/..", "Ongoing since 2020"), stories.Given("1990/2050", "A long war")]
    story = stories.story_of([*crowd, *lasting, stories.Given("2040", "The last of all")])
    view = fit(seconds_from_civil(year), seconds_from_civil(year + 1), 1600)
    scene = picture_of(story, metrics, 1600, 900, viewport=view).scene
    titles = {mark.words for mark in stories.drawn(scene, Role.TITLE)}
    assert {"Ongoing since 2020", "A long war"} == titles


@pytest.mark.parametrize("factor", [0.8, 1.5, 2.0])
def test_a_scaled_theme_gives_the_same_picture_larger(stories, sample, metrics, factor):
    plain = picture_of(sample, metrics, 900, 600)
    view = whole(sample, 900)
    wide = fit(view.start_s, view.end_s, 900 * factor)
    large = picture_of(
        sample, metrics, 900 * factor, 600 * factor, viewport=wide, theme=dark().scaled(factor)
    )
    assert plain.info.labelled == large.info.labelled
    assert len(stories.drawn(plain.scene, Role.TITLE)) == len(stories.drawn(large.scene, Role.TITLE))
    assert large.scene.height_px == pytest.approx(600 * factor)
