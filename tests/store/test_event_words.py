"""Words in memory say what the full text says: the same fold, the same words, also after edits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.event_words import event_words
from timeline_app.core.fold import tokens
from timeline_app.core.query import Term
from timeline_app.core.records import EventRecord, StoryContent
from timeline_app.store import repository
from timeline_app.store.database import StoryFile, create_story
from timeline_app.store.event_words import read_event_words
from timeline_app.store.search import matching_ids
from timeline_app.store.snapshot import load_snapshot

texts = st.lists(
    st.sampled_from(
        ["potash", "Potash-mine", "po", "Łukasz", "ŁUK", "Straße", "北京会议", "déjà", "x1", "|", "1 2"]
    ),
    max_size=4,
).map(" ".join)
events = st.lists(st.builds(EventRecord, texts, st.just("2020"), note=texts), max_size=8)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoryFile]:
    with create_story(tmp_path_factory.mktemp("words") / "scratch.story") as story:
        yield story


def asked_of(all_texts: list[str]) -> list[Term]:
    """Every word there is, and each of its beginnings; and one that is nowhere."""
    words = {word for text in all_texts for word in tokens(text)} | {"nowhere"}
    beginnings = {word[:length] for word in words for length in range(1, len(word) + 1)}
    return [Term((word,)) for word in words] + [Term((beginning,), prefix=True) for beginning in beginnings]


def check(story: StoryFile, all_texts: list[str], *, frequent: bool) -> None:
    snapshot = load_snapshot(story)
    columns = snapshot.columns
    words = read_event_words(story, columns)
    assert words is not None
    if frequent:  # every beginning is kept as a set
        words = event_words(columns, words.words, words.first, words.row, words.packed, share=10**9, least=0)
    terms = asked_of(all_texts)
    expected = matching_ids(story, terms, among=("event",))
    for term in terms:
        assert words.answers(term)
        assert sorted(columns.id[words.rows(term).rows()].tolist()) == expected[term].tolist()


def test_others_may_go_first_before_each_word(scratch: StoryFile) -> None:
    scratch.conn.execute("DELETE FROM event")
    repository.add_story_content(scratch, StoryContent(events=(EventRecord("one two three", "2020"),)))
    pauses: list[int] = []
    words = read_event_words(scratch, load_snapshot(scratch).columns, lambda: pauses.append(1))
    assert words is not None
    assert len(pauses) == len(words.words) > 2


@given(events, events, st.booleans(), st.booleans())
@settings(max_examples=30, deadline=None)
def test_words_in_memory_answer_as_the_full_text_does(
    scratch: StoryFile, first: list[EventRecord], then: list[EventRecord], frequent: bool, crowded: bool
) -> None:
    scratch.conn.execute("DELETE FROM event")
    # among many others few bear a word: it is a list, else a set
    crowd = [EventRecord("", "2020")] * (100 if crowded else 0)
    repository.add_story_content(scratch, StoryContent(events=tuple(crowd)))
    for records in (first, then):
        repository.add_story_content(scratch, StoryContent(events=tuple(records)))
        every = [text for event in first + then for text in (event.title, event.note)]
        check(scratch, every, frequent=frequent)
    scratch.conn.execute("DELETE FROM event WHERE id % 2 = 0")
    check(scratch, every, frequent=frequent)
