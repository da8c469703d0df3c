"""A story taken out as its own JSON and in again: nothing is lost; other formats say what they leave out."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.event import Link, Status, StorySettings, TagKind
from timeline_app.core.filters import EventFilter
from timeline_app.core.records import (
    NO_FILE,
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    FileRecord,
    PassageRecord,
    PeriodRecord,
    PictureRecord,
    StoryContent,
    TagRecord,
    ViewRecord,
)
from timeline_app.core.report import Remarks
from timeline_app.core.snapshot import FacetKind
from timeline_app.formats import WriteOptions, story_json
from timeline_app.store import history, keeping, reading, repository
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.outgoing import all_ids, story_stream
from timeline_app.work import editing, taking
from timeline_app.work.importing import import_files
from timeline_app.work.taking import SaveOptions, save_events

PIXEL = bytes(range(256))


@pytest.fixture
def story(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "own.story") as opened:
        yield opened


def as_json(story: StoryFile) -> bytes:
    stream = io.BytesIO()
    given_out = story_stream(story, all_ids(story), Remarks(), whole=True, lost=True)
    story_json.write_stream(given_out, stream, WriteOptions(), Remarks())
    return stream.getvalue()


def whole() -> StoryContent:
    """A story with everything that a story can hold."""
    first = ArticleRecord(
        *("a", "Report", "It rained. Then it stopped."),
        publisher="Paper",
        added="2020-06-01T00:00:00+00:00",
        uid="of the report",
        read_at="2020-06-02T00:00:00+00:00",
        pages=((0, "3"), (11, "4")),
        file=FileRecord("report.pdf", "application/pdf", "", hashlib.sha256(PIXEL).hexdigest(), PIXEL),
        extra={"desk": "foreign"},
    )
    second = replace(first, key="b", text="It poured.", follows="a", uid="", extra={}, file=NO_FILE, pages=())
    passages = (
        PassageRecord("a", 0, 10, "It rained.", "3", "then"),
        PassageRecord("b", 0, 99, "It drizzled.", lost=True),
    )
    picture = PictureRecord("rain.png", "The rain", "A. Photographer", "", "image/png", PIXEL)
    return StoryContent(
        events=(
            EventRecord("Rain", "2020-05", category="Weather", passages=passages, hand_order=2),
            EventRecord(
                "Hail", "2020-05", pictures=(picture, PictureRecord(url="https://example.org/a.png"))
            ),
            EventRecord("Sun", "2021", hand_order=-1, tags=(TagRecord("Minsk", TagKind.PLACE),)),
        ),
        articles=(first, second),
        categories=(CategoryRecord("Unused"), CategoryRecord("Weather", own_colour="#0072B2")),
        periods=(PeriodRecord("Spring", "2020-03/2020-05", "#ffffff", note="It was wet.", uid="spring"),),
        settings=StorySettings(
            headline="Weather",
            lanes="category",
            lane_order={"category": ("Weather", "Unused"), "place": ("Minsk",)},
            table=("-when:9",),
            notes="N",
        ),
        views=(
            ViewRecord(
                "Wet",
                "wet",
                "A heading",
                "A paragraph",
                "place",
                "rain",
                {"category": ("Weather",), "source": ("Paper",)},
                {"place": ("Minsk",)},
                "2019",
                "2022",
                (-5, 2**40),
            ),
            ViewRecord("All", "all", extra={"colour": "red"}),
        ),
        tags=(TagRecord("kept for later"),),
    )


def test_all_that_a_story_holds_comes_back_from_its_json(story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, whole())
    save_events(story, tmp_path / "out.json")
    with create_story(tmp_path / "copy.story") as copy:
        # Other ids than in the story it comes from: what names by id must follow.
        repository.add_story_content(
            copy, StoryContent((), (), (CategoryRecord("Other"), CategoryRecord("More")))
        )
        import_files(copy, [tmp_path / "out.json"])
        (rain, hail, sun) = repository.events(copy, all_ids_by_title(copy, "Rain", "Hail", "Sun"))
        assert [("It rained.", False), ("It drizzled.", True)] == [
            (one.quote, one.lost) for one in rain.passages
        ]
        assert 1 == len(repository.load_snapshot(copy).articles)
        assert ["rain.png", ""] == [one.name for one in hail.pictures]
        assert ("The rain", "A. Photographer") == (hail.pictures[0].caption, hail.pictures[0].credit)
        assert PIXEL == reading.picture_bytes(copy, hail.pictures[0].id)
        wet, everything = keeping.saved_views(copy)
        assert ("Wet", "All", (-5, 2**40)) == (wet.name, everything.name, wet.span_s)
        assert {str(rain.category_id)} == wet.filter.include[FacetKind.CATEGORY]
        assert {str(sun.tags[0].id)} == wet.filter.exclude[FacetKind.PLACE]
        order = reading.settings(copy).lane_order
        assert (str(rain.category_id), (str(sun.tags[0].id),)) == (order["category"][0], order["place"])
        assert "It was wet." == editing.periods(copy)[0].note
        order = copy.conn.execute("SELECT title, hand_order FROM event ORDER BY id").fetchall()
        assert {("Rain", 2), ("Hail", 0), ("Sun", -1)} == {tuple(row) for row in order}


def all_ids_by_title(story: StoryFile, *titles: str) -> list[int]:
    return [
        int(story.conn.execute("SELECT id FROM event WHERE title = ?", (title,)).fetchone()[0])
        for title in titles
    ]


def test_the_same_json_again_changes_nothing_and_undo_takes_all_back(
    story: StoryFile, tmp_path: Path
) -> None:
    with create_story(tmp_path / "other.story") as other:
        repository.add_story_content(other, whole())
        save_events(other, tmp_path / "out.json")
    empty = as_json(story)
    import_files(story, [tmp_path / "out.json"])
    once = as_json(story)
    import_files(story, [tmp_path / "out.json"])
    assert once == as_json(story)
    history.undo(story)
    assert empty == as_json(story)
    history.redo(story)
    assert once == as_json(story)


def test_a_picture_that_came_later_is_added_to_a_known_event(story: StoryFile, tmp_path: Path) -> None:
    event = EventRecord("Rain", "2020", uid="u")
    repository.add_story_content(story, StoryContent((event,)))
    later = replace(event, pictures=(PictureRecord("a.png", content=PIXEL),), hand_order=3)
    with (tmp_path / "later.json").open("wb") as file:
        story_json.write(StoryContent((later,)), file)
    import_files(story, [tmp_path / "later.json"])
    (found,) = repository.events(story, all_ids(story))
    assert [256] == [picture.size_bytes for picture in found.pictures]
    assert 3 == story.conn.execute("SELECT hand_order FROM event").fetchone()[0]


def test_a_story_of_its_own_holds_pictures_and_views(story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, whole())
    save_events(story, tmp_path / "again.story")
    save_events(story, tmp_path / "one.json")
    with open_story(tmp_path / "again.story") as again:
        save_events(again, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split()) or "x"
)
pictures = st.builds(PictureRecord, words, words, words, words, st.just("image/png"), st.binary(max_size=30))
events = st.builds(
    EventRecord,
    title=words,
    edtf=st.sampled_from(["", "2021", "2021-08", "1984?", "-0043-03-15", "2020/.."]),
    as_written=words,
    note=words,
    category=st.sampled_from(["", "One", "Two"]),
    status=st.sampled_from(Status),
    importance=st.integers(0, 3),
    derived=st.booleans(),
    reason=words,
    tags=st.lists(st.builds(TagRecord, words, st.sampled_from(TagKind)), max_size=2, unique=True).map(tuple),
    links=st.lists(st.builds(Link, words, words), max_size=2).map(tuple),
    extra=st.dictionaries(words, words, max_size=1),
    hand_order=st.integers(-(2**40), 2**40),
    pictures=st.lists(pictures, max_size=2).map(tuple),
)
views = st.builds(
    ViewRecord,
    name=words,
    heading=words,
    paragraph=words,
    lanes=st.sampled_from(["none", "category", "place"]),
    query=words,
    include=st.dictionaries(
        st.sampled_from(["category", "topic", "source"]), st.just(("a", "b")), max_size=2
    ),
    from_date=st.sampled_from(["", "2020"]),
    span_s=st.none() | st.just((-7, 2**50)),
    extra=st.dictionaries(words, words, max_size=1),
)
files = st.none() | st.binary(max_size=30)


def file_of(name: str, content: bytes | None) -> FileRecord:
    """A file with its hash; one that is too large to be kept has no content."""
    return FileRecord(name, "text/html", f"/a/{name}", hashlib.sha256(content or b"").hexdigest(), content)


@st.composite
def article_versions(draw: st.DrawFn) -> tuple[ArticleRecord, ...]:
    """Articles with one version or two, each with what an article can hold."""
    made: list[ArticleRecord] = []
    for number in range(draw(st.integers(0, 2))):
        texts = draw(st.lists(words, min_size=1, max_size=2, unique=True))
        first = ArticleRecord(
            *(f"a{number}", f"{number} {draw(words)}", f"{number} {texts[0]}"),
            added=draw(st.sampled_from(["2020-01-02T00:00:00+00:00", "2021-01-02T00:00:00+00:00"])),
            uid=f"uid {number}",
            read_at=draw(st.sampled_from(["", "2022-01-02T00:00:00+00:00"])),
            pages=tuple(draw(st.lists(st.tuples(st.integers(0, 9), words), max_size=2))),
            file=draw(st.just(NO_FILE) | st.builds(file_of, words, files)),
            extra=draw(st.dictionaries(words, words, max_size=1)),
        )
        made.append(first)
        if len(texts) > 1:
            text = f"{number} {texts[1]}"
            made.append(replace(first, key=f"b{number}", text=text, follows=first.key, uid="", extra={}))
    return tuple(made)


contents = st.builds(
    StoryContent,
    articles=article_versions(),
    events=st.lists(events, max_size=3).map(tuple),
    periods=st.lists(
        st.builds(PeriodRecord, words, st.just("2020"), note=words, uid=words),
        max_size=2,
        unique_by=(lambda one: one.name, lambda one: one.uid),
    ).map(tuple),
    settings=st.builds(
        StorySettings,
        headline=words,
        notes=words,
        table=st.just(("title:90",)),
        lane_order=st.dictionaries(st.sampled_from(["category", "source"]), st.just(("b", "a")), max_size=2),
    ),
    views=st.lists(views, max_size=2).map(tuple),
    tags=st.lists(st.builds(TagRecord, words), max_size=2, unique=True).map(tuple),
)


@settings(max_examples=max(settings().max_examples // 5, 10), deadline=None)
@given(contents)
def test_any_story_comes_back_equal_through_json_and_a_new_file(content: StoryContent) -> None:
    with TemporaryDirectory() as folder:
        with create_story(Path(folder) / "one.story") as one:
            repository.add_story_content(one, content)
            raw = as_json(one)
        with create_story(Path(folder) / "two.story") as two:
            repository.add_story_content(two, story_json.read(io.BytesIO(raw)))
            assert raw == as_json(two)


@pytest.mark.parametrize("ending", ["json", "story"])
def test_what_neither_json_nor_a_story_takes_along_is_said(
    ending: str, story: StoryFile, tmp_path: Path
) -> None:
    repository.add_story_content(story, whole())
    assert () == save_events(story, tmp_path / f"whole.{ending}").remarks
    story.conn.execute("INSERT INTO proposal(version_id, start_char, end_char, quote) VALUES (1, 0, 2, 'It')")
    story.conn.commit()
    assert ["Left out: 1 proposal of an article, 1 not yet decided."] == [
        str(remark) for remark in save_events(story, tmp_path / f"out.{ending}").remarks
    ]
    said = save_events(story, tmp_path / f"plain.{ending}", SaveOptions(originals=False)).remarks
    assert "Left out: the original file of 1 article (0.3 kB), as you chose; the texts are kept." == str(
        said[0]
    )


def test_original_files_beyond_what_one_file_holds_are_left_out_and_told(
    story: StoryFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_ORIGINALS_BYTES", 255)
    repository.add_story_content(story, whole())
    said = save_events(story, tmp_path / "out.json").remarks
    assert ["they do not fit into one file" in str(remark) for remark in said] == [True]
    assert story_json.read(io.BytesIO((tmp_path / "out.json").read_bytes())).articles[0].file.content is None
    assert () == save_events(story, tmp_path / "out.story").remarks


def test_a_version_that_nothing_quotes_any_more_comes_back(story: StoryFile, tmp_path: Path) -> None:
    first = ArticleRecord("a", "Report", "First.", uid="u")
    versions = (
        first,
        ArticleRecord("b", "Report", "Second.", follows="a"),
        ArticleRecord("c", "Report", "Third.", follows="b"),
    )
    repository.add_story_content(story, StoryContent(articles=versions))
    save_events(story, tmp_path / "out.json")
    with create_story(tmp_path / "copy.story") as copy:
        import_files(copy, [tmp_path / "out.json"])
        rows = copy.conn.execute("SELECT number, text FROM article_version ORDER BY id").fetchall()
        assert [(1, "First."), (2, "Second."), (3, "Third.")] == [tuple(row) for row in rows]
        assert ["u"] == [row[0] for row in copy.conn.execute("SELECT uid FROM article")]


def test_an_article_known_by_its_uid_gets_a_further_version(story: StoryFile) -> None:
    for text in ("As it was.", "As it is now."):
        repository.add_story_content(
            story, StoryContent(articles=(ArticleRecord("a", "Report", text, uid="u"),))
        )
    assert 1 == story.conn.execute("SELECT count(*) FROM article").fetchone()[0]
    assert [1, 2] == [row[0] for row in story.conn.execute("SELECT number FROM article_version ORDER BY id")]


def test_an_original_file_is_not_written_into_the_history(story: StoryFile, tmp_path: Path) -> None:
    with create_story(tmp_path / "other.story") as other:
        repository.add_story_content(other, whole())
        save_events(other, tmp_path / "out.json")
    import_files(story, [tmp_path / "out.json"])
    logged = story.conn.execute(
        "SELECT before, after FROM change WHERE table_name = 'article_version'"
    ).fetchall()
    assert [(None, None)] == list({tuple(row) for row in logged})
    history.undo(story)
    history.redo(story)
    assert (
        PIXEL == story.conn.execute("SELECT file FROM article_version WHERE file IS NOT NULL").fetchone()[0]
    )


def test_a_part_takes_the_periods_and_views_that_fit_and_tells_of_the_others(
    story: StoryFile, tmp_path: Path
) -> None:
    content = whole()
    late = PeriodRecord("Winter", "2030", uid="w")
    sky = ViewRecord("Sky", "sky", include={"category": ("Unused",)})
    repository.add_story_content(
        story, replace(content, periods=(*content.periods, late), views=(*content.views, sky))
    )
    rain = all_ids_by_title(story, "Rain")
    said = save_events(story, tmp_path / "part.json", SaveOptions(ids=rain)).remarks
    part = story_json.read(io.BytesIO((tmp_path / "part.json").read_bytes()))
    assert ["Spring"] == [period.name for period in part.periods]
    assert ["All"] == [view.name for view in part.views]
    assert ["Left out, because these events have no part in them: 1 period and 2 saved views."] == list(
        map(str, said)
    )
    assert part.settings is not None
    assert {"category": ("Weather",)} == part.settings.lane_order


def test_the_order_of_lanes_of_an_older_file_is_of_the_lanes_it_had(story: StoryFile) -> None:
    repository.add_story_content(story, StoryContent(settings=StorySettings(lanes="place")))
    story.conn.execute(
        "INSERT INTO setting(key, value) VALUES ('lane_order', '[\"7\", \"3\"]')"
        " ON CONFLICT(key) DO UPDATE SET value = excluded.value"
    )
    story.conn.commit()
    assert {"place": ("7", "3")} == reading.settings(story).lane_order


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
def test_tables_and_lines_say_what_they_leave_out(ending: str, story: StoryFile, tmp_path: Path) -> None:
    repository.add_story_content(story, whole())
    said = " ".join(map(str, save_events(story, tmp_path / f"out.{ending}").remarks))
    for left_out in (
        "passages and their articles (1 event)",
        "pictures (1 event)",
        "2 saved views",
        "1 period",
    ):
        assert left_out in said


def test_the_page_of_selected_events_shows_them_alone(story: StoryFile, tmp_path: Path) -> None:
    titles = [("Rain", "2020"), ("Hail", "2021"), ("Sun", "2022")]
    repository.add_story_content(story, StoryContent(tuple(EventRecord(*one) for one in titles)))
    (hail,) = all_ids_by_title(story, "Hail")
    chosen = SaveOptions(filter=EventFilter(query="rain"), ids=(hail,))
    save_events(story, tmp_path / "page.html", chosen)
    page = (tmp_path / "page.html").read_text("utf-8")
    (picture,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert "Hail" in picture
    assert "Rain" not in picture
    assert "Sun" not in picture


def test_a_part_does_not_say_where_files_lay_on_this_machine(story: StoryFile, tmp_path: Path) -> None:
    content = whole()
    first, second = content.articles
    told = replace(first, file=replace(first.file, path="/home/someone/report.pdf"))
    repository.add_story_content(story, replace(content, articles=(told, second)))
    save_events(story, tmp_path / "whole.json")
    save_events(story, tmp_path / "part.json", SaveOptions(ids=all_ids_by_title(story, "Rain")))
    paths = [
        story_json.read(io.BytesIO((tmp_path / name).read_bytes())).articles[0].file.path
        for name in ("whole.json", "part.json")
    ]
    assert ["/home/someone/report.pdf", ""] == paths
