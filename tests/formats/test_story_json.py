"""A story as JSON: nothing is lost, everything is checked, and errors name their place."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Link, Status, StorySettings, Symbol, TagKind
from timeline_app.core.fold import tokens
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
from timeline_app.core.snapshot import FacetKind
from timeline_app.formats import recognise, story_json


def written(content: StoryContent) -> bytes:
    stream = io.BytesIO()
    story_json.write(content, stream)
    return stream.getvalue()


def read(raw: bytes) -> StoryContent:
    return story_json.read(io.BytesIO(raw))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
names = texts.filter(bool)
dates = st.sampled_from(
    ["", "XXXX", "2021", "2021-08", "2025-12-12~/2025-12-13", "1984?", "-0043-03-15", "2020/.."]
)
colours = st.sampled_from(["", "#0072B2", "#ffffff"])
int64s = st.integers(-(2**63), 2**63 - 1)
pictures = st.builds(PictureRecord, texts, texts, texts, texts, texts, st.binary(max_size=40))
chosen = st.dictionaries(
    st.sampled_from([kind.value for kind in FacetKind]), st.lists(texts, max_size=3).map(tuple), max_size=3
)
files = st.builds(
    lambda name, media_type, path, content: FileRecord(
        name, media_type, path, hashlib.sha256(content or b"").hexdigest(), content
    ),
    *(texts, texts, texts),
    st.none() | st.binary(max_size=40),
)
spans = st.tuples(int64s, int64s).filter(lambda span: span[0] < span[1])
views = st.builds(
    ViewRecord,
    name=texts,
    uid=texts,
    heading=texts,
    paragraph=texts,
    lanes=texts,
    query=texts,
    include=chosen,
    exclude=chosen,
    from_date=texts,
    to_date=texts,
    span_s=st.none() | spans,
    extra=st.dictionaries(texts, st.booleans(), max_size=2),
)
tags = st.builds(TagRecord, texts, st.sampled_from(TagKind))
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def contents(draw: st.DrawFn) -> StoryContent:
    keys = draw(st.lists(names, max_size=3, unique=True))
    articles = tuple(
        ArticleRecord(key, *(draw(texts) for _ in range(4)), draw(dates), *(draw(texts) for _ in range(3)))
        for key in keys
    )
    articles = tuple(
        replace(
            article,
            follows=draw(st.sampled_from(["", *keys[:place]])),
            added=draw(texts),
            uid=draw(texts),
            read_at=draw(texts),
            pages=tuple(draw(st.lists(st.tuples(st.integers(0, 2**62), texts), max_size=2))),
            file=draw(st.just(NO_FILE) | files),
            extra=draw(st.dictionaries(texts, plain, max_size=2)),
        )
        for place, article in enumerate(articles)
    )

    @st.composite
    def passages(draw: st.DrawFn) -> PassageRecord:
        article = draw(st.sampled_from([article for article in articles if article.text]))
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        if draw(st.booleans()):  # lost: its place means nothing any more
            place = draw(st.integers(0, 2**62))
            return PassageRecord(article.key, place, place + 1, draw(texts), draw(texts), draw(texts), True)
        return PassageRecord(article.key, start, end, article.text[start:end], draw(texts), draw(texts))

    quotable = any(article.text for article in articles)
    events = st.builds(
        EventRecord,
        title=texts,
        edtf=dates,
        uid=texts,
        as_written=texts,
        note=texts,
        category=texts,
        status=st.sampled_from(Status),
        importance=st.integers(0, 3),
        derived=st.booleans(),
        reason=texts,
        tags=st.lists(tags, max_size=3).map(tuple),
        passages=st.lists(passages(), max_size=2 if quotable else 0).map(tuple),
        links=st.lists(st.builds(Link, texts, texts), max_size=2).map(tuple),
        origin=texts,
        origin_key=texts,
        extra=st.dictionaries(texts, plain, max_size=2),
        hand_order=int64s,
        pictures=st.lists(pictures, max_size=2).map(tuple),
    )
    symbols = st.none() | st.sampled_from(Symbol)
    return StoryContent(
        events=tuple(draw(st.lists(events, max_size=3))),
        articles=articles,
        categories=tuple(
            draw(
                st.lists(st.builds(CategoryRecord, texts, st.integers(-1, 60), symbols, colours), max_size=3)
            )
        ),
        periods=tuple(
            draw(st.lists(st.builds(PeriodRecord, texts, dates, colours, note=texts, uid=texts), max_size=2))
        ),
        views=tuple(draw(st.lists(views, max_size=2))),
        tags=tuple(draw(st.lists(tags, max_size=2))),
        settings=draw(
            st.none()
            | st.builds(
                StorySettings,
                texts,
                texts,
                texts,
                texts,
                texts,
                chosen,
                texts,
                st.booleans(),
                st.lists(texts).map(tuple),
                texts,
            )
        ),
    )


@given(contents())
def test_a_story_written_and_read_again_is_the_same(content: StoryContent) -> None:
    assert content == read(written(content))


@given(contents())
def test_a_story_is_recognised_by_its_content(content: StoryContent) -> None:
    stream = io.BytesIO(written(content))
    assert recognise(stream).name == "story-json"
    assert stream.tell() == 0


def test_a_byte_order_mark_does_no_harm() -> None:
    raw = b"\xef\xbb\xbf" + written(StoryContent())
    assert story_json.read(io.BytesIO(raw)) == StoryContent()


def test_what_no_text_may_hold_becomes_a_replacement_one_for_one() -> None:
    raw = b'{"format": "timeline-story", "version": 1, "events": [{"when": "", "title": "a\\u0000\\ud800b"}]}'
    assert read(raw).events[0].title == "a\ufffd\ufffdb"


def test_the_sample_holds_its_five_events_each_with_a_passage(root: Path) -> None:
    content = read((root / "data" / "belarus.json").read_bytes())
    assert [(event.edtf, event.category, event.title) for event in content.events] == [
        ("2020-08", "Politics", "Disputed presidential election"),
        ("2021-08", "Sanctions", "US Treasury imposes broad sanctions on Minsk"),
        ("2025-12-12~/2025-12-13", "Politics", "US envoy holds two days of talks in Minsk"),
        ("2025-12-13", "Sanctions", "US says it is lifting sanctions on potash"),
        ("2025-12-13", "Release", "123 prisoners pardoned and freed"),
    ]
    assert [event.derived for event in content.events] == [True, False, True, False, False]
    assert all(event.passages for event in content.events)
    assert all(event.reason for event in content.events if event.derived)
    assert content.settings is not None
    assert content.settings.sample


def test_the_sample_article_is_a_short_summary_that_names_its_source(root: Path) -> None:
    article = read((root / "data" / "belarus.json").read_bytes()).articles[0]
    assert 170 <= len(tokens(article.text)) <= 230
    assert "summary written for this sample" in article.text
    assert "news report of 13 December 2025, with reporting by Reuters" in article.text


def test_shipped_files_stand_as_the_writer_writes_them(root: Path) -> None:
    for path in (root / "data" / "belarus.json", root / "tests" / "data" / "awkward.json"):
        raw = path.read_bytes()
        assert raw == written(read(raw)), f"write {path.name} anew"


def test_the_awkward_story_is_what_its_script_makes(root: Path) -> None:
    folder = root / "tests" / "data"
    spec = importlib.util.spec_from_file_location("make_awkward", folder / "make_awkward.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (folder / "awkward.json").read_bytes() == written(script.content())


WHOLE: dict[str, object] = {
    "format": "timeline-story",
    "version": 1,
    "articles": [{"key": "a", "title": "", "text": ["one", "two"]}],
    "events": [
        {"when": "2021", "title": "x", "passages": [{"article": "a", "start": 4, "end": 7, "quote": "two"}]}
    ],
}


def with_event(**fields: object) -> bytes:
    event = {"when": "2021", "title": "x"} | fields
    return json.dumps(WHOLE | {"events": [event]}).encode()


def with_article(**fields: object) -> bytes:
    return json.dumps(
        WHOLE | {"articles": [{"key": "a", "title": "", "text": ["one", "two"]} | fields]}
    ).encode()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "line 1, column 1"),
        (b"[]", "one JSON object"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"format": "timeline-story", "version": 1', "line 1"),
        (b'{"format": "timeline-story", "version": NaN}', "NaN"),
        (b'{"format": "timeline-story", "version": 1e999}', "too large"),
        (b'{"format": "timeline-story", "version": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"format": "other", "version": 1}', "format must be"),
        (b'{"format": "timeline-story", "version": 2}', "newer version"),
        (b'{"format": "timeline-story", "version": 1, "colour": 1}', "colour is not a field"),
        (b'{"format": "timeline-story", "version": 1, "events": {}}', "events must be a list"),
        (b'{"format": "timeline-story", "version": 1, "events": [1]}', "events[0] must be an object"),
        (
            b'{"format": "timeline-story", "version": 1, "events": [{"when": "2021"}]}',
            "events[0].title is missing",
        ),
        (with_event(when="soon"), "events[0].when is no date"),
        (with_event(title=3), "events[0].title must be text"),
        (with_event(status="sure"), "events[0].status must be one of none, to-check"),
        (with_event(importance=4), "events[0].importance must be a whole number from 0 to 3"),
        (with_event(importance=True), "events[0].importance must be a whole number"),
        (with_event(derived=1), "events[0].derived must be true or false"),
        (with_event(tags=[{"name": "x", "kind": "animal"}]), "events[0].tags[0].kind must be one of"),
        (with_event(extra=[]), "events[0].extra must be an object"),
        (
            with_event(pictures=[{"content": "§"}]),
            "events[0].pictures[0].content must be the picture's bytes",
        ),
        (with_event(pictures=[{"content": 1}]), "events[0].pictures[0].content must be text"),
        (with_event(pictures=[{"size": 1}]), "events[0].pictures[0].size is not a field"),
        (with_event(hand_order=2**63), "events[0].hand_order must be a whole number"),
        (
            json.dumps(WHOLE | {"views": [{"name": "v", "span_s": [2, 1]}]}).encode(),
            "views[0].span_s must name",
        ),
        (
            json.dumps(WHOLE | {"views": [{"name": "v", "span_s": [2]}]}).encode(),
            "views[0].span_s must be a list",
        ),
        (
            json.dumps(WHOLE | {"views": [{"name": "v", "include": {"mood": []}}]}).encode(),
            "views[0].include.mood is not a field",
        ),
        (
            json.dumps(
                WHOLE | {"articles": [{"key": "a", "title": "", "text": "", "follows": "b"}]}
            ).encode(),
            "articles[0].follows names no article before it",
        ),
        (with_article(file=[]), "articles[0].file must be an object"),
        (with_article(file={"size": 1}), "articles[0].file.size is not a field"),
        (with_article(file={"sha256": "0"}), "articles[0].file.sha256 must be 64 digits"),
        (with_article(file={"content": "AA=="}), "articles[0].file.sha256 is not that of the file's content"),
        (with_article(file={"content": "§"}), "articles[0].file.content must be the file's bytes in base64"),
        (with_article(pages=[{"start": -1}]), "articles[0].pages[0].start must be a whole number"),
        (
            json.dumps(WHOLE | {"settings": {"lane_order": {"mood": []}}}).encode(),
            "settings.lane_order.mood is not a field",
        ),
        (
            with_event(passages=[{"article": "b"}]),
            "events[0].passages[0].article names an article that is not",
        ),
        (
            with_event(passages=[{"article": "a", "start": 0, "end": 3, "quote": "two"}]),
            "events[0].passages[0].quote does not stand in article “a” at 0 to 3",
        ),
        (
            with_event(passages=[{"article": "a", "start": 4, "end": 9, "quote": "two"}]),
            "events[0].passages[0].end must be a whole number from 5 to 7",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(raw: bytes, sentence: str) -> None:
    with pytest.raises(TimelineError) as caught:
        read(raw)
    assert sentence in str(caught.value)


def test_a_picture_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_app.formats.story_json_reading.MOST_PICTURE_BYTES", 3)
    with pytest.raises(TimelineError, match=r"events\[0\]\.pictures\[0\]\.content is a picture of more than"):
        read(with_event(pictures=[{"content": "QUJDREVGR0g="}]))


def test_the_order_of_lanes_may_be_a_list_as_in_older_files() -> None:
    for lanes, kind in (("place", "place"), ("none", "category")):
        settings = {"lanes": lanes, "lane_order": ["b", "a"]}
        found = read(json.dumps(WHOLE | {"settings": settings}).encode()).settings
        assert found is not None
        assert {kind: ("b", "a")} == found.lane_order


def test_two_articles_of_one_key_are_refused() -> None:
    article = {"key": "a", "title": "", "text": ""}
    with pytest.raises(TimelineError, match="used twice"):
        read(json.dumps(WHOLE | {"articles": [article, article], "events": []}).encode())


def test_json_nested_beyond_reason_is_refused() -> None:
    raw = b'{"format": "timeline-story", "version": 1, "events": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    with pytest.raises(TimelineError, match="nested too deeply"):
        read(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(TimelineError):
        story_json.read(io.BytesIO(raw))
