from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.fold import contains, token_spans, tokens
from timeline_app.core.query import Query, Term, parse_query
from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryContent, TagRecord
from timeline_app.store import repository
from timeline_app.store.database import StoryFile, create_story, open_story
from timeline_app.store.failures import SearchInterrupted
from timeline_app.store.search import article_hits, matching_ids, word_places


def query(text: str) -> Query:
    return parse_query(text, today="2025-12-13")


def term(text: str, *, prefix: bool = False) -> Term:
    cut = tuple(tokens(text))
    return Term(cut, prefix, len(cut) > 1)


def found(story: StoryFile, text: str, *, prefix: bool = False) -> list[int]:
    asked = term(text, prefix=prefix)
    return matching_ids(story, [asked])[asked].tolist()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("freed", [1]),  # title
        ("flown", [1]),  # note
        ("that August", [3]),  # date as written
        ("kolesnikova", [1]),  # tag, and passage
        ("MINSK", [1, 2]),  # place
        ("treasury", [2]),  # passage
        ("august", [2, 3]),
        ("rose", []),  # in the article alone
        ("prisoners flown", []),  # in two texts of one event
        ("freed they", []),  # title and note, one after the other in the index
    ],
)
def test_a_word_matches_an_event_by_any_of_its_texts_and_a_phrase_by_one(
    story: StoryFile, text: str, ids: list[int]
) -> None:
    assert ids == found(story, text)


def test_the_beginning_of_a_word_matches_only_as_a_prefix(story: StoryFile) -> None:
    assert ([1], []) == (found(story, "kolesn", prefix=True), found(story, "kolesn"))
    assert [1] == found(story, "maria kol", prefix=True)


def test_letters_are_folded_on_both_sides(story: StoryFile) -> None:
    events = (EventRecord("Łukasz Øst, Straße, Élysée, 北京会议", "2020"),)
    (event_id,) = repository.add_story_content(story, StoryContent(events=events)).event_ids
    for text in ("lukasz", "øst", "OST", "strasse", "elysee", "北京", "会"):
        assert [event_id] == found(story, text), text


@pytest.mark.parametrize(
    "text", ['"', "'", "(", "*", "- ", "title: x", "NEAR(a b)", "a AND b", "NOT", "^x", "{a}"]
)
def test_what_means_something_to_fts5_is_only_words_here(story: StoryFile, text: str) -> None:
    assert [] == found(story, text)


def test_a_reader_finds_the_same(at_rest: Path) -> None:
    with open_story(at_rest) as story:
        assert [1, 2] == found(story, "minsk")


def test_a_file_with_a_foreign_schema_is_searched_in_memory(at_rest: Path) -> None:
    connection = sqlite3.connect(at_rest)
    connection.execute("DROP TABLE event_fts")
    connection.execute("CREATE VIEW event_fts AS SELECT 1 AS rowid")
    connection.commit()
    connection.close()
    with open_story(at_rest, write=True) as story:
        assert ([1, 2], [1]) == (found(story, "minsk"), found(story, "freed"))


def test_rows_of_another_tool_are_found_before_they_are_indexed(at_rest: Path) -> None:
    connection = sqlite3.connect(at_rest)
    connection.execute("UPDATE event SET title = 'Ein Gespräch' WHERE id = 4")
    connection.execute("INSERT INTO tag(name) VALUES ('Zürich')")
    connection.execute("INSERT INTO event_tag(event_id, tag_id) SELECT 5, max(id) FROM tag")
    connection.commit()
    connection.close()
    with open_story(at_rest) as story:
        assert ([4], [5], []) == (found(story, "gesprach"), found(story, "zurich"), found(story, "talks"))
    with open_story(at_rest, write=True) as story:
        repository.set_setting(story, "headline", "x")
        assert 0 == story.conn.execute("SELECT count(*) FROM event WHERE search_text IS NULL").fetchone()[0]
        assert ([4], [5], []) == (found(story, "gesprach"), found(story, "zurich"), found(story, "talks"))


_letters = st.text(alphabet="aAbBżłØßÉé ́-'’.,_|\"*北京कि\u200bЖж1²ﬁ\n", max_size=14)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoryFile]:
    with create_story(tmp_path_factory.mktemp("search") / "x.story") as story:
        yield story


@given(texts=st.lists(st.one_of(_letters, st.text(max_size=10)), min_size=1, max_size=8), data=st.data())
def test_full_text_answers_as_memory_does(scratch: StoryFile, texts: list[str], data: st.DataObject) -> None:
    """Each text is a title, a note, a tag and a passage of an event of its own."""
    scratch.conn.execute("DELETE FROM event")
    scratch.conn.execute("DELETE FROM tag")
    scratch.conn.execute("DELETE FROM article")
    events = []
    for text in texts:
        events += [EventRecord(text, ""), EventRecord("", "", note=text)]
        events.append(EventRecord("", "", tags=(TagRecord(text),)))
        quotes = (PassageRecord("a" + text, 0, len(text), text),) if text else ()
        events.append(EventRecord("", "", passages=quotes))
    articles = tuple(ArticleRecord("a" + text, "", text) for text in dict.fromkeys(texts))
    ids = repository.add_story_content(
        scratch, StoryContent(events=tuple(events), articles=articles)
    ).event_ids
    cut = tokens(data.draw(st.sampled_from(texts)))
    if not cut:
        return
    start = data.draw(st.integers(0, len(cut) - 1))
    sought = cut[start : data.draw(st.integers(start + 1, len(cut)))]
    prefix = data.draw(st.booleans())
    if prefix:
        sought[-1] = sought[-1][: data.draw(st.integers(1, len(sought[-1])))]
    asked = Term(tuple(sought), prefix, len(sought) > 1)
    expected = [
        event_id
        for event_id, place in zip(ids, range(len(events)), strict=True)
        if contains(tokens(texts[place // 4]), asked.tokens, prefix=prefix)
    ]
    assert expected == matching_ids(scratch, [asked])[asked].tolist()


@given(_letters)
def test_the_fast_places_of_words_are_those_of_the_fold(text: str) -> None:
    text = " \n".join("x" + word for word in text.split())  # no mark after a blank, which it would join
    expected = [(span.token, span.start, span.end) for span in token_spans(text)]
    assert expected == list(word_places(text))


def test_a_hit_elsewhere_in_an_article_is_listed_with_its_place(story: StoryFile) -> None:
    hits = article_hits(story, query("potash"), 10)
    text = repository.article(story, 1).text
    assert ["Potash", "potash"] == [text[hit.start : hit.end] for hit in hits]
    assert ["Potash", "potash"] == [hit.snippet[hit.snippet_start : hit.snippet_end] for hit in hits]
    assert all("\n" not in hit.snippet for hit in hits)
    assert {(1, 1, "Prisoners freed")} == {(hit.article_id, hit.version_id, hit.title) for hit in hits}


def test_a_hit_within_a_passage_is_its_events(story: StoryFile) -> None:
    assert [] == article_hits(story, query("treasury"), 10)


def test_an_article_must_hold_all_words_of_the_query(story: StoryFile) -> None:
    assert [] == article_hits(story, query("rose nowhere"), 10)
    assert 1 == len(article_hits(story, query('"potash rose"'), 10))
    assert [] == article_hits(story, query("rose -election"), 10)
    assert 1 == len(article_hits(story, query("nowhere OR rose tag:whatever"), 10))


def test_a_query_without_words_has_no_article_hits(story: StoryFile) -> None:
    assert [] == article_hits(story, query("tag:minsk -rose"), 10)


def test_a_title_alone_is_a_hit_at_the_beginning(story: StoryFile) -> None:
    (hit,) = article_hits(story, query("publisher"), 10)
    assert (0, 0, "Nothing here is dated.") == (hit.start, hit.end, hit.snippet)


def test_no_more_hits_than_asked_for_and_not_all_from_one_article(story: StoryFile) -> None:
    texts = (ArticleRecord("a", "A", "comet " * 50), ArticleRecord("b", "B", "comet " * 50))
    repository.add_story_content(story, StoryContent(articles=texts))
    assert ["A"] * 5 + ["B"] * 3 == [hit.title for hit in article_hits(story, query("comet"), 8)]


def test_a_snippet_is_cut_between_words(story: StoryFile) -> None:
    text = "word " * 100 + "comet " + "word " * 100
    repository.add_story_content(story, StoryContent(articles=(ArticleRecord("a", "A", text),)))
    (hit,) = article_hits(story, query("comet"), 5)
    assert {"word", "comet"} == set(hit.snippet.strip("…").split())
    assert hit.snippet.startswith("…word")


def test_only_the_newest_version_of_an_article_is_searched(story: StoryFile) -> None:
    from timeline_app.store.history import step

    with step(story, "") as action:
        action.insert("article_version", {"article_id": 1, "number": 2, "text": "All new: a comet."})
    assert [] == article_hits(story, query("rose"), 5)
    assert [3] == [hit.version_id for hit in article_hits(story, query("comet"), 5)]


def test_a_search_can_be_interrupted(at_rest: Path) -> None:
    with open_story(at_rest) as story:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

        def interrupt() -> None:
            time.sleep(0.05)
            story.interrupt()

        from timeline_app.store.failures import told

        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(SearchInterrupted), told(story.path):
            story.conn.execute(endless).fetchone()
        thread.join()
        assert [1] == found(story, "freed")
