from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from timeline_app.core.columns import OPEN_END_S, Flag, Precision
from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Status, StorySettings, Symbol, TagKind
from timeline_app.core.records import ArticleRecord, EventRecord, PassageRecord, StoryContent, TagRecord
from timeline_app.core.snapshot import FacetKind, FacetValue
from timeline_app.store import history, repository
from timeline_app.store.check import check
from timeline_app.store.database import StoryFile, create_story, open_story


def event_of(story: StoryFile, title: str) -> int:
    """The id of the event of a title."""
    return int(story.conn.execute("SELECT id FROM event WHERE title = ?", (title,)).fetchone()[0])


def count(story: StoryFile, table: str) -> int:
    return int(story.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def named(values: tuple[FacetValue, ...]) -> dict[str, list[int]]:
    return {value.name: value.rows.tolist() for value in values}


def test_an_event_comes_back_as_it_went_in(story: StoryFile, content: StoryContent) -> None:
    record = content.events[0]
    event = repository.event(story, event_of(story, record.title))
    assert (record.uid, record.edtf, record.title, record.note, record.importance) == (
        event.uid,
        event.edtf,
        event.title,
        event.note,
        event.importance,
    )
    assert [(tag.name, tag.kind) for tag in record.tags] == [(tag.name, tag.kind) for tag in event.tags]
    assert [(p.start, p.end, p.quote) for p in record.passages] == [
        (p.start, p.end, p.quote) for p in event.passages
    ]
    assert (record.links, record.extra, "Minsk") == (event.links, event.extra, event.place)


def test_events_come_in_the_order_asked_and_without_those_that_are_gone(story: StoryFile) -> None:
    assert [3, 1] == [event.id for event in repository.events(story, [3, 99, 1])]
    with pytest.raises(TimelineError, match="no longer in the story"):
        repository.event(story, 99)


def test_the_words_of_an_event_hold_its_first_passage(story: StoryFile) -> None:
    texts = repository.event_texts(story, [1, 2, 99])
    assert [1, 2] == sorted(texts)
    assert ("Prisoners freed", "Minsk freed 123 prisoners on Saturday.") == (texts[1].title, texts[1].passage)
    assert Status.DISPUTED == texts[2].status


def test_more_ids_than_one_statement_takes_are_fetched_in_portions(story: StoryFile) -> None:
    ids = [*range(5_000, 7_000), 1, 2]
    assert [1, 2] == sorted(repository.event_texts(story, ids))
    assert 2 == len(repository.events(story, ids))


def test_an_article_and_its_passages_come_back(story: StoryFile, content: StoryContent) -> None:
    article = repository.article(story, 1)
    passages = repository.passages_of_article(story, 1)
    assert content.articles[0].text == article.text
    assert ("The Paper", "2025-12-13") == (article.head.source, article.head.published)
    assert sorted(p.start for p in passages) == [p.start for p in passages]
    assert all(article.text[p.start : p.end] == p.quote for p in passages)
    with pytest.raises(TimelineError, match="no longer in the story"):
        repository.article(story, 99)


def test_the_settings_come_back(story: StoryFile, content: StoryContent) -> None:
    assert content.settings == repository.settings(story)
    repository.set_setting(story, "headline", "Another")
    assert "Another" == repository.load_snapshot(story).settings.headline
    repository.set_settings(story, StorySettings(lanes="place"))
    assert StorySettings(lanes="place") == repository.settings(story)


def test_an_unknown_setting_is_a_fault_of_ours(story: StoryFile) -> None:
    with pytest.raises(ValueError, match="no setting"):
        repository.set_setting(story, "colour", "x")


def test_the_snapshot_sorts_events_by_their_earliest_second(story: StoryFile) -> None:
    columns = repository.load_snapshot(story).columns
    titles = [event.title for event in repository.events(story, columns.id.tolist())]
    assert [
        "Election",
        "Sanctions imposed",
        "Since then",
        "Talks",
        "Prisoners freed",
        "No one knows when",
    ] == titles
    assert 5 == columns.dated


def test_the_columns_hold_the_bounds_of_the_dates(story: StoryFile) -> None:
    columns = repository.load_snapshot(story).columns
    rows = np.arange(columns.dated)
    events = repository.events(story, columns.id[: columns.dated].tolist())
    expected = [bounds(event.edtf) for event in events]
    assert [b.earliest_start_s for b in expected] == columns.start_s(rows).tolist()
    assert [b.latest_end_s for b in expected] == columns.end_s.tolist()
    inner_start_s, inner_end_s = columns.inner_s(rows)
    assert [b.latest_start_s for b in expected] == inner_start_s.tolist()
    assert [b.earliest_end_s for b in expected] == inner_end_s.tolist()
    assert [b.precision for b in expected] == columns.precision[: columns.dated].tolist()


def test_open_ends_derivation_and_status_are_in_the_flags(story: StoryFile) -> None:
    columns = repository.load_snapshot(story).columns
    rows = columns.rows_of(
        np.array([event_of(story, t) for t in ("Election", "Since then", "Sanctions imposed")])
    )
    assert columns.flags[rows[0]] & Flag.DERIVED
    assert OPEN_END_S == columns.end_s[rows[1]]
    assert columns.flags[rows[1]] & Flag.OPEN_END
    assert [0, 0, int(Status.DISPUTED)] == columns.status(rows).tolist()


def test_open_bounds_are_null_in_the_file(story: StoryFile) -> None:
    row = story.conn.execute("SELECT earliest_end_s, latest_end_s FROM event WHERE title = 'Since then'")
    assert (None, None) == row.fetchone()


def test_priority_counts_importance_articles_and_passages(story: StoryFile) -> None:
    columns = repository.load_snapshot(story).columns
    rows = columns.rows_of(np.array([1, 2, 3]))
    assert [(3 << 14) | (1 << 7) | 2, (1 << 7) | 1, 0] == columns.priority[rows].tolist()


def test_facets_hold_the_rows_that_bear_them(story: StoryFile) -> None:
    snapshot = repository.load_snapshot(story)
    facets = snapshot.facets
    assert {"Sanctions": [1], "Prisoners": [4], "Diplomacy": [3]} == named(facets[FacetKind.CATEGORY])
    assert {"Minsk": [1, 4]} == named(facets[FacetKind.PLACE])
    assert {"Maria Kolesnikova": [4]} == named(facets[FacetKind.PERSON])
    assert {"potash": [1]} == named(facets[FacetKind.TOPIC])
    assert {} == named(facets[FacetKind.ORGANISATION])
    assert {"The Paper": [1, 4]} == named(facets[FacetKind.SOURCE])
    assert [0, 1, 2] == [value.category for value in facets[FacetKind.CATEGORY]]


def test_categories_take_colours_and_symbols_that_are_free(story: StoryFile) -> None:
    categories = repository.load_snapshot(story).categories
    assert [("Sanctions", 0, Symbol(0)), ("Prisoners", 1, Symbol(1)), ("Diplomacy", 2, Symbol(2))] == [
        (category.name, category.colour, category.symbol) for category in categories
    ]


def test_a_source_is_the_publisher_or_else_the_title(story: StoryFile) -> None:
    articles = repository.load_snapshot(story).articles
    assert ["The Paper", "A note without a publisher"] == [article.source for article in articles]


def test_periods_come_with_their_bounds(story: StoryFile) -> None:
    (period,) = repository.load_snapshot(story).periods
    expected = bounds("2020-08/2021-03")
    assert ("The protests", expected.earliest_start_s, expected.latest_end_s) == (
        period.name,
        period.start_s,
        period.end_s,
    )


def test_an_empty_story_has_an_empty_snapshot(path: Path) -> None:
    with create_story(path) as story:
        snapshot = repository.load_snapshot(story)
    assert (0, 0, ()) == (len(snapshot.columns), snapshot.columns.dated, snapshot.categories)
    assert set(FacetKind) == set(snapshot.facets)


def test_the_revision_rises_with_every_transaction(story: StoryFile) -> None:
    before = repository.load_snapshot(story).revision
    repository.set_setting(story, "headline", "x")
    repository.add_story_content(story, StoryContent(events=(EventRecord("New", "2020"),)))
    assert before + 2 == repository.load_snapshot(story).revision == history.revision(story)


def test_a_quote_that_is_not_what_stands_there_is_refused_by_name(story: StoryFile) -> None:
    wrong = EventRecord("Misquoted", "2020", passages=(PassageRecord("a", 0, 4, "Text"),))
    content = StoryContent(articles=(ArticleRecord("a", "A", "Some text"),), events=(wrong,))
    with pytest.raises(TimelineError, match="The passage of “Misquoted” is not what stands"):
        repository.add_story_content(story, content)
    assert (2, 6) == (count(story, "article"), count(story, "event"))


def test_a_passage_of_an_article_that_is_not_there_is_refused(story: StoryFile) -> None:
    wrong = EventRecord("Lost", "2020", passages=(PassageRecord("none", 0, 4, "Text"),))
    with pytest.raises(TimelineError, match="“Lost” quotes an article “none”"):
        repository.add_story_content(story, StoryContent(events=(wrong,)))


def test_a_date_that_cannot_be_read_is_refused_by_name(story: StoryFile) -> None:
    with pytest.raises(TimelineError, match="The date of “Bad” cannot be read"):
        repository.add_story_content(story, StoryContent(events=(EventRecord("Bad", "last Tuesday"),)))
    assert 6 == count(story, "event")


def test_what_progress_raises_cancels_the_whole_addition(story: StoryFile) -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repository.add_story_content(story, StoryContent(events=(EventRecord("x", "2020"),)), progress=stop)
    assert 6 == count(story, "event")
    assert [] == check(story)


def test_the_same_content_added_twice_is_not_doubled_where_it_can_be_told(
    story: StoryFile, content: StoryContent
) -> None:
    added = repository.add_story_content(story, content)
    assert (0, 1, 5) == (added.new_articles, added.known_events, len(added.event_ids))
    assert (2, 3, 3, 1) == tuple(count(story, table) for table in ("article", "category", "tag", "period"))


def test_many_events_are_added_at_once_and_can_be_searched(story: StoryFile) -> None:
    articles = (ArticleRecord("a", "A", "Some text about a comet"),)
    quoted = (PassageRecord("a", 18, 23, "comet"),)
    events = tuple(
        EventRecord(f"Event {n}", f"{1900 + n % 100}", tags=(TagRecord(f"tag {n}"),), passages=quoted)
        for n in range(1_200)
    )
    added = repository.add_story_content(story, StoryContent(events=events, articles=articles))
    assert range(7, 1_207) == added.event_ids
    assert [] == check(story)
    for table, word, expected in (("event", "1199", 1), ("tag", "1199", 1), ("passage", "comet", 1_200)):
        sql = f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH ?"
        assert expected == story.conn.execute(sql, (word,)).fetchone()[0]


def test_adding_many_leaves_the_schema_as_it_was(story: StoryFile) -> None:
    from timeline_app.store import schema

    repository.add_story_content(
        story, StoryContent(events=tuple(EventRecord("x", "2020") for _ in range(600)))
    )
    assert schema.expected_objects(schema.schema_version()) == schema.objects(story.conn)


def test_lone_surrogates_are_replaced_one_for_one(story: StoryFile) -> None:
    text = "a\ud800b quoted"
    record = EventRecord("T\udfff", "2020", passages=(PassageRecord("a", 0, 3, "a\ud800b"),))
    content = StoryContent(articles=(ArticleRecord("a", "A", text),), events=(record,))
    added = repository.add_story_content(story, content)
    event = repository.event(story, added.event_ids[0])
    assert ("T\ufffd", "a\ufffdb") == (event.title, event.passages[0].quote)


def test_changing_the_zone_moves_only_events_with_an_offset(story: StoryFile) -> None:
    added = repository.add_story_content(
        story,
        StoryContent(events=(EventRecord("Timed", "2021-08-01T10:00:00Z"), EventRecord("Day", "2021-08-01"))),
    )
    timed, day = added.event_ids
    repository.set_setting(story, "zone", "Asia/Tokyo", label="time zone")
    sql = "SELECT earliest_start_s FROM event WHERE id = ?"
    found = [story.conn.execute(sql, (event_id,)).fetchone()[0] for event_id in (timed, day)]
    texts = ("2021-08-01T10:00:00Z", "2021-08-01")
    assert [bounds(text, "Asia/Tokyo").earliest_start_s for text in texts] == found
    history.undo(story)
    found = [story.conn.execute(sql, (event_id,)).fetchone()[0] for event_id in (timed, day)]
    assert [bounds(text, "UTC").earliest_start_s for text in texts] == found


def test_an_event_written_by_another_tool_is_read_at_once_and_worked_out_at_the_next_change(
    story: StoryFile,
) -> None:
    path = story.path
    story.close()
    other = sqlite3.connect(path)
    other.execute("INSERT INTO event(uid, title, edtf) VALUES ('u', 'By hand', '1999-05')")
    other.execute("UPDATE event SET edtf = '1998-01-02' WHERE title = 'Election'")
    other.commit()
    other.close()
    expected = [bounds("1998-01-02").earliest_start_s, bounds("1999-05").earliest_start_s]
    with open_story(path) as reader:
        columns = repository.load_snapshot(reader).columns
        assert expected == columns.at_s[:2].tolist()
        assert Precision.MONTH == columns.precision[1]
    with open_story(path, write=True) as writer:
        repository.set_setting(writer, "headline", "x")
        sql = "SELECT earliest_start_s FROM event WHERE edtf IN ('1999-05', '1998-01-02') ORDER BY 1"
        assert expected == [row[0] for row in writer.conn.execute(sql)]
        assert [] == check(writer)


def test_values_of_a_wrong_kind_are_read_as_the_nearest_right_one(story: StoryFile) -> None:
    story.conn.execute("PRAGMA ignore_check_constraints = ON")
    story.conn.execute(
        "UPDATE event SET status = 77, importance = 'much', extra = '[[', revision = 'x' WHERE id = 1"
    )
    story.conn.execute("UPDATE setting SET value = '{bad' WHERE key = 'headline'")
    story.conn.execute("UPDATE setting SET value = '\"Nowhere/Land\"' WHERE key = 'zone'")
    event = repository.event(story, 1)
    assert (Status.NONE, 0, {}, 0) == (event.status, event.importance, event.extra, event.revision)
    assert ("", 6) == (repository.settings(story).headline, len(repository.load_snapshot(story).columns))


def test_tags_of_every_kind_are_kept(story: StoryFile) -> None:
    tags = tuple(TagRecord(f"a {kind}", kind) for kind in TagKind)
    added = repository.add_story_content(story, StoryContent(events=(EventRecord("x", "2020", tags=tags),)))
    event = repository.event(story, added.event_ids[0])
    assert [(tag.name, tag.kind) for tag in tags] == [(tag.name, tag.kind) for tag in event.tags]


def test_an_importance_out_of_range_becomes_the_nearest(story: StoryFile, content: StoryContent) -> None:
    wrong = (replace(content.events[2], importance=9), replace(content.events[2], importance=-1))
    added = repository.add_story_content(story, StoryContent(events=wrong))
    assert [3, 0] == [event.importance for event in repository.events(story, added.event_ids)]
