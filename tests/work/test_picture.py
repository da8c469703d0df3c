"""A story and what is asked of its picture → Scene → file, with no display and no Qt."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from timeline_app.core.dates import seconds_from_civil
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import StorySettings
from timeline_app.core.filters import EventFilter
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.scene.marks import Rects, Role, Scene, Texts
from timeline_app.store.database import StoryFile
from timeline_app.work.opening import build_story, open_for_reading
from timeline_app.work.picture import PRESETS, PictureOptions, format_of, picture_scene, write_picture

SVG = "{http://www.w3.org/2000/svg}"
TITLES = [
    "Disputed presidential election",
    "US Treasury imposes broad sanctions on Minsk",
    "US envoy holds two days of talks in Minsk",
    "US says it is lifting sanctions on potash",
    "123 prisoners pardoned and freed",
]
#: 16 December 2025.
EXPORTED = "1765843200"


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EXPORTED)


@pytest.fixture(scope="module")
def sample() -> Iterator[StoryFile]:
    root = Path(__file__).resolve().parent.parent.parent
    with open_for_reading(root / "data" / "belarus.json") as story:
        yield story


def story_of(tmp_path: Path, *events: EventRecord, **settings: str) -> StoryFile:
    path = tmp_path / "made.story"
    build_story(StoryContent(events=events, settings=StorySettings(**settings)), path)
    return open_for_reading(path)


def texts_of(scene: Scene, *roles: Role) -> list[tuple[str, float, float, float, float]]:
    """Text, left, top, right, bottom of each line, of these roles or all."""
    return [
        (
            batch.text[row],
            float(batch.x[row]),
            float(batch.baseline[row]) - 0.75 * size,
            float(batch.x[row] + batch.width[row]),
            float(batch.baseline[row]) + 0.25 * size,
        )
        for batch in scene.batches
        if isinstance(batch, Texts)
        for row in range(len(batch.role))
        if not roles or batch.role[row] in roles
        for size in [batch.styles[batch.style[row]].font.size_px]
    ]


def words_of(scene: Scene, role: Role) -> str:
    return " ".join(text for text, *_ in texts_of(scene, role))


def overlaps(boxes: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


# -- the sample ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1600, 900), (1200, 630), (600, 400)])
def test_the_five_titles_are_text_in_the_svg_and_none_overlaps_another(sample, tmp_path, size):
    options = PictureOptions(size_px=size)
    write_picture(sample, options, tmp_path / "out.svg")
    root = ElementTree.fromstring((tmp_path / "out.svg").read_bytes())
    groups = [group for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("event-")]
    named = {group.find(f"{SVG}title").text: group for group in groups}

    assert sorted(TITLES) == sorted(named)
    for title, group in named.items():
        shown = ["".join(text.itertext()).strip() for text in group.findall(f"{SVG}text")]
        assert title in shown, f"{title}: {shown}"
    assert [] == overlaps(texts_of(picture_scene(sample, options).scene))


def test_a_title_stands_under_its_date(sample):
    scene = picture_scene(sample, PictureOptions(size_px=(1600, 900))).scene
    dates = texts_of(scene, Role.CARD_DATE)
    titles = texts_of(scene, Role.TITLE)

    for title in titles:
        above = [date for date in dates if date[2] < title[2] and date[1] <= title[1] < date[3] + 300]
        assert above, f"no date stands above {title[0]}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_preset_keeps_its_least_letters_and_lets_nothing_overlap(sample, preset, theme):
    page = picture_scene(sample, PictureOptions(preset=preset, theme=theme))
    sizes = [
        batch.styles[index].font.size_px
        for batch in page.scene.batches
        if isinstance(batch, Texts)
        for index in np.unique(batch.style)
    ]

    assert min(sizes) >= PRESETS[preset].letters_px - 1e-6
    assert [] == overlaps(texts_of(page.scene))
    for _, left, top, right, bottom in texts_of(page.scene):
        assert left >= -0.5
        assert right <= page.scene.width_px + 0.5
        assert top >= -0.5
        assert bottom <= page.scene.height_px + 0.5


def test_there_is_never_a_ring_or_a_brush_in_it(sample):
    scene = picture_scene(sample, PictureOptions()).scene
    roles = {int(role) for batch in scene.batches if hasattr(batch, "role") for role in batch.role}

    assert not roles & {Role.RING, Role.BRUSH}


def test_the_key_names_categories_only_where_lanes_do_not(sample):
    assert "Politics Sanctions Release" == words_of(picture_scene(sample, PictureOptions()).scene, Role.KEY)
    assert "" == words_of(picture_scene(sample, PictureOptions(lanes="category")).scene, Role.KEY)


# -- words around it -----------------------------------------------------------------------------------------


def test_headline_credit_sources_and_date_are_told(sample):
    scene = picture_scene(sample, PictureOptions()).scene
    footer = words_of(scene, Role.FOOTER)

    assert "Sanctions and prisoners: Belarus and the United States" == words_of(scene, Role.HEADLINE)
    assert "News report of 13 December 2025, with reporting by Reuters" in footer
    assert "Source: News report, 13 Dec 2025" in footer
    assert "Exported 16 December 2025" in footer


def test_the_filter_is_told_with_its_count(sample):
    scene = picture_scene(sample, PictureOptions(filter=EventFilter(query="potash"))).scene

    assert "Filter: potash (" in words_of(scene, Role.FOOTER)
    assert "of 5 events)" in words_of(scene, Role.FOOTER)


def test_the_footer_can_be_switched_off_and_leaves_the_credit(sample):
    options = PictureOptions(
        footer=False, headline="Mine", credit="A newsroom", filter=EventFilter(query="potash")
    )
    scene = picture_scene(sample, options).scene

    assert "Mine" == words_of(scene, Role.HEADLINE)
    assert "A newsroom" == words_of(scene, Role.FOOTER)


def test_an_empty_headline_is_left_out(sample):
    assert "" == words_of(picture_scene(sample, PictureOptions(headline="")).scene, Role.HEADLINE)


def test_the_alternative_text_tells_every_event_with_its_date(sample):
    text = picture_scene(sample, PictureOptions()).metadata.description

    assert text.startswith(
        "Timeline: Sanctions and prisoners: Belarus and the United States. It shows 5 events"
    )
    assert "August 2020: Disputed presidential election." in text
    assert "13 December 2025: 123 prisoners pardoned and freed." in text
    assert all(title in text for title in TITLES)


def test_an_alternative_text_of_ones_own_is_taken_as_it_is(sample):
    assert "Mine." == picture_scene(sample, PictureOptions(alternative_text="Mine.")).metadata.description


def test_many_events_are_counted_and_the_weightiest_told(tmp_path):
    events = [
        EventRecord(f"Event {day}", f"2021-01-{day:02d}", importance=3 if day == 20 else 0)
        for day in range(1, 32)
    ]
    with story_of(tmp_path, *events) as story:
        text = picture_scene(story, PictureOptions()).metadata.description

    assert "It shows 31 events" in text
    assert "Among them:" in text
    assert "20 January 2021: Event 20." in text
    assert 10 == text.count("Event ")


# -- what is in view -----------------------------------------------------------------------------------------


def test_from_and_to_show_all_of_the_dates_named(sample):
    page = picture_scene(sample, PictureOptions(from_date="2021-08", to_date="2025"))

    assert 4 == page.composed.info.in_view
    assert 1 == page.composed.info.earlier
    assert 0 == page.composed.info.later


def test_dates_may_be_typed_as_people_type_them(sample):
    typed = picture_scene(sample, PictureOptions(from_date="Aug 2021", to_date="31 December 2025"))
    edtf = picture_scene(sample, PictureOptions(from_date="2021-08", to_date="2025-12-31"))

    assert edtf.metadata.description == typed.metadata.description


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PictureOptions(from_date="2025", to_date="2021"), "the first must be the earlier"),
        (PictureOptions(from_date="soonish"), "soonish"),
        (PictureOptions(from_date="3/4/2021"), "3/4/2021"),
        (PictureOptions(theme="sepia"), "light and dark"),
        (PictureOptions(lanes="colour"), "category"),
        (PictureOptions(preset="poster"), "social"),
        (PictureOptions(size_px=(10, 10)), "at least"),
        (PictureOptions(dpi=0), "dpi"),
        (PictureOptions(filter=EventFilter(query='"open')), "quotation mark"),
    ],
)
def test_options_that_cannot_be_met_are_told_in_a_sentence(sample, options, words):
    with pytest.raises(TimelineError, match=words):
        picture_scene(sample, options)


def test_an_exact_span_is_shown_exactly(sample):
    span = seconds_from_civil(2025, 12, 1), seconds_from_civil(2026, 1, 1)

    assert 3 == picture_scene(sample, PictureOptions(span_s=span)).composed.info.in_view


def test_the_filter_narrows_the_whole_story_to_what_passes(sample):
    page = picture_scene(sample, PictureOptions(filter=EventFilter(query="election")))

    assert 0 < page.composed.info.in_view < 5


def test_a_filter_that_lets_nothing_through_still_gives_a_picture_that_says_so(sample, tmp_path):
    options = PictureOptions(filter=EventFilter(query="zebra"))
    page = picture_scene(sample, options)

    assert 0 == page.composed.info.passing
    assert "shows no events" in page.metadata.description
    assert words_of(page.scene, Role.EMPTY)
    write_picture(sample, options, tmp_path / "empty.png")


@pytest.mark.parametrize(
    "events",
    [
        (),
        (EventRecord("Undated", ""),),
        (EventRecord("A moment", "2021-03-04T05:06:07Z"),),
        (EventRecord("Ongoing", "2020/.."), EventRecord("Open start", "../1950")),
        (EventRecord("Deep", "Y-66000000"), EventRecord("Now", "2025-01-01T00:00:01Z")),
    ],
    ids=["none", "undated", "a second", "open", "deep time"],
)
def test_any_story_gives_a_picture(tmp_path, events):
    with story_of(tmp_path, *events) as story:
        for kind in ("png", "svg", "pdf"):
            write_picture(story, PictureOptions(size_px=(600, 400)), tmp_path / f"out.{kind}")


# -- files ---------------------------------------------------------------------------------------------------


def test_the_ending_chooses_the_format():
    assert ["png", "svg", "pdf"] == [format_of(Path(name)) for name in ("a.png", "b.SVG", "c.d.Pdf")]
    with pytest.raises(TimelineError, match=r"\.png, \.svg or \.pdf"):
        format_of(Path("picture.jpg"))


def test_a_png_has_size_times_dpi_over_96_pixels_and_says_what_it_is(sample, tmp_path):
    written = write_picture(sample, PictureOptions(size_px=(800, 450), dpi=200), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert (1667, 938) == image.size == (written.width, written.height)
        assert "Sanctions and prisoners: Belarus and the United States" == image.text["Title"]
        assert image.text["Description"].startswith("Timeline:")


def test_a_preset_has_96_dpi_where_none_is_asked(sample, tmp_path):
    write_picture(sample, PictureOptions(preset="a4"), tmp_path / "a.png")

    with Image.open(tmp_path / "a.png") as image:
        assert (1123, 794) == image.size


def test_more_pixels_than_memory_holds_are_refused(sample, tmp_path):
    with pytest.raises(TimelineError, match="too large"):
        write_picture(sample, PictureOptions(size_px=(20_000, 20_000), dpi=300), tmp_path / "a.png")

    assert [] == list(tmp_path.iterdir())


def test_a_problem_leaves_no_file_behind(sample, tmp_path):
    with pytest.raises(TimelineError):
        write_picture(sample, PictureOptions(theme="sepia"), tmp_path / "a.png")

    assert [] == list(tmp_path.iterdir())


def test_a_picture_changes_no_byte_of_the_story(tmp_path):
    with story_of(tmp_path, EventRecord("One", "2021"), headline="H"):
        pass
    before = (tmp_path / "made.story").read_bytes()
    with open_for_reading(tmp_path / "made.story") as story:
        write_picture(story, PictureOptions(), io_path := tmp_path / "a.png")

    assert io_path.exists()
    assert before == (tmp_path / "made.story").read_bytes()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_story_and_options_give_the_same_bytes_in_another_process(sample, root, tmp_path, kind):
    options = PictureOptions(size_px=(600, 400), dpi=120, filter=EventFilter(query="Minsk"))
    write_picture(sample, options, tmp_path / f"here.{kind}")
    arguments = ["export", str(root / "data" / "belarus.json"), str(tmp_path / f"there.{kind}")]
    arguments += ["--size", "600x400", "--dpi", "120", "--filter", "Minsk"]
    env = {**os.environ, "TZ": "America/New_York", "PYTHONHASHSEED": "3", "DISPLAY": "", "LC_ALL": "C"}
    subprocess.run([sys.executable, str(root / "main.py"), *arguments], env=env, check=True)

    here, there = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("here", "there"))
    assert hashlib.sha256(here).hexdigest() == hashlib.sha256(there).hexdigest()


def test_sizes_in_between_scale_nothing_twice(sample):
    """The same page at two resolutions differs in pixels only."""
    one, two = (picture_scene(sample, PictureOptions(size_px=(800, 450), dpi=dpi)) for dpi in (96, 192))

    assert texts_of(one.scene) == texts_of(two.scene)
    assert replace(one.metadata) == replace(two.metadata)


def test_a_written_png_shows_what_the_scene_says(sample, tmp_path):
    write_picture(sample, PictureOptions(size_px=(800, 450), theme="dark"), tmp_path / "a.png")
    pixels = np.asarray(Image.open(io.BytesIO((tmp_path / "a.png").read_bytes())).convert("RGBA"))

    assert (pixels[..., 3] == 255).all()  # nothing of the page is left unpainted
    assert pixels[0, 0, :3].max() < 64


def test_today_is_marked_only_if_asked_and_an_ongoing_span_is_firm_until_then_all_the_same(tmp_path):
    with story_of(tmp_path, EventRecord("Ongoing", "2020/.."), EventRecord("Later", "2028")) as story:
        plain = picture_scene(story, PictureOptions()).scene
        marked = picture_scene(story, PictureOptions(today_line=True)).scene

    assert "" == words_of(plain, Role.TODAY_LABEL)
    assert "Today" == words_of(marked, Role.TODAY_LABEL)
    firm = [
        batch.width[batch.role == Role.BAR].max()
        for batch in plain.batches
        if hasattr(batch, "width") and (batch.role == Role.BAR).any()
    ]
    assert max(firm) > 600  # six of the eight years in view


def test_lanes_that_find_no_room_are_told(root):
    with open_for_reading(root / "tests" / "data" / "awkward.json") as story:
        page = picture_scene(story, PictureOptions(size_px=(800, 450), lanes="category"))

    assert any("Not all lanes fit" in note for note in page.notes)


def test_the_whole_story_is_fitted_as_the_window_fits_it(sample):
    plain = PictureOptions(size_px=(1000, 600), headline="", credit="", footer=False)
    edges = [
        float(batch.x[row])
        for batch in picture_scene(sample, plain).scene.batches
        if isinstance(batch, Rects)
        for row in np.flatnonzero(batch.role == Role.POLE)
    ]
    margins = (min(edges) / 1000, 1 - max(edges) / 1000)
    assert margins == (pytest.approx(0.11, abs=0.02), pytest.approx(0.11, abs=0.02))
