"""Reviews and the story: what is added, kept, found again; and the files that articles came in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.reading.values import Proposal, ReadArticle, Span
from timeline_app.store import history, repository
from timeline_app.store.articles import article_rows, touched_by_deletion
from timeline_app.store.database import create_story
from timeline_app.work import drafting, editing, keeping_reviews, reviewing
from timeline_app.work.drafting import Draft
from timeline_app.work.passages import propose_from, sentence_around, word_edge

TEXT = (
    "Potash talks\n\nThe envoy arrived on 12 December 2025. Prisoners were freed on 13 December 2025."
    " The election was in 2020."
)


def proposal(sentence: str, date: str, edtf: str, *, ticked: bool = True) -> Proposal:
    start = TEXT.index(sentence)
    at = TEXT.index(date, start)
    return Proposal(
        sentence.rstrip("."),
        edtf,
        date,
        start,
        start + len(sentence),
        sentence,
        at,
        at + len(date),
        "as written",
        0.9,
        ticked=ticked,
        category="Politics",
    )


ARRIVED = proposal("The envoy arrived on 12 December 2025.", "12 December 2025", "2025-12-12")
FREED = proposal("Prisoners were freed on 13 December 2025.", "13 December 2025", "2025-12-13")
ELECTED = proposal("The election was in 2020.", "2020", "2020", ticked=False)


@pytest.fixture
def story(tmp_path):
    with create_story(tmp_path / "a.story") as made:
        yield made


@pytest.fixture
def draft() -> Draft:
    article = ReadArticle("Potash talks", TEXT, published="2025-12-13", publisher="Example News")
    return Draft(article, (ARRIVED, FREED, ELECTED))


def titles(story) -> list[str]:
    snapshot = repository.load_snapshot(story)
    return [event.title for event in repository.events(story, snapshot.columns.id.tolist())]


def test_adding_makes_events_with_the_very_passages(story, draft):
    kept = keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    events = repository.events(story, kept.event_ids)
    assert [event.edtf for event in events] == ["2025-12-12", "2025-12-13"]
    assert [event.passages[0].quote for event in events] == [ARRIVED.quote, FREED.quote]
    assert [event.passages[0].dated for event in events] == ["12 December 2025", "13 December 2025"]
    assert repository.load_snapshot(story).categories[0].name == "Politics"


def test_adding_is_one_step_that_undo_takes_back_whole(story, draft):
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    assert history.history(story).steps == 1
    assert history.undo(story) == "2 events from “Potash talks”"
    assert titles(story) == []
    assert article_rows(story) == []
    history.redo(story)
    assert len(titles(story)) == 2


def test_a_passage_that_is_not_in_the_text_is_refused_and_nothing_is_added(story, draft):
    sheet, review = keeping_reviews.open_draft(story, draft)
    wrong = reviewing.mend(review, title="x", edtf="no date", category="")
    with pytest.raises(TimelineError):
        keeping_reviews.add(story, sheet, wrong)
    assert article_rows(story) == []


def test_closing_keeps_every_decision(story, draft):
    sheet, review = keeping_reviews.open_draft(story, draft)
    review = reviewing.refuse(review)
    review = reviewing.mend(review, title="All prisoners free", edtf="2025-12-13", category="Release")
    kept = keeping_reviews.keep(story, sheet, review)
    assert titles(story) == []
    row = article_rows(story)[0]
    assert (row.to_review, row.decided, row.events) == (2, 1, 0)
    again, opened = keeping_reviews.open_known(story, kept.version_id, draft.proposals)
    assert again.version_id == kept.version_id
    assert [item.proposal.title for item in opened.items] == ["All prisoners free", ELECTED.title]
    assert opened.items[0].proposal.category == "Release"
    assert [item.mark for item in opened.items] == [item.mark for item in review.items[1:]]


def test_the_same_text_again_goes_on_with_its_review(story, draft):
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    sheet, review = keeping_reviews.open_draft(story, draft)
    assert sheet.version_id != 0
    assert [item.proposal.title for item in review.items] == [ELECTED.title]
    keeping_reviews.add(story, sheet, reviewing.accept(review))
    assert len(article_rows(story)) == 1
    assert article_rows(story)[0].events == 3


def test_nearly_the_same_text_is_a_second_version_and_passages_stay_with_theirs(story, draft):
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    changed = ReadArticle("Potash talks", TEXT.replace("2020.", "2020, in August."))
    late = Draft(changed, ())
    sheet, review = keeping_reviews.open_draft(story, late)
    assert sheet.nearly is not None
    kept = keeping_reviews.add(story, sheet, review)
    row = article_rows(story)[0]
    assert (row.versions, row.events, row.head.version_id) == (2, 2, kept.version_id)
    apart = keeping_reviews.as_separate(sheet)
    keeping_reviews.add(story, apart, review)
    assert len(article_rows(story)) == 2


def test_after_undo_its_proposals_wait_again(story, draft):
    first = keeping_reviews.keep(story, *keeping_reviews.open_draft(story, draft))
    keeping_reviews.add(story, *keeping_reviews.open_known(story, first.version_id))
    assert article_rows(story)[0].to_review == 1
    history.undo(story)
    _, review = keeping_reviews.open_known(story, first.version_id)
    assert len(review.items) == 3
    assert len(review.ticked) == 2


def test_a_passage_may_go_to_the_equal_event_of_the_story(story, draft):
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    other = Draft(
        ReadArticle("Another report of it", "Said the envoy: Prisoners were freed on 13 December 2025."),
        (),
    )
    start = other.article.text.index("Prisoners")
    same = Proposal(FREED.title, FREED.edtf, "", start, start + 41, FREED.quote, start, start, "", 0.9)
    sheet, review = keeping_reviews.open_draft(story, Draft(other.article, (same,)))
    assert review.items[0].twin is not None
    review = reviewing.to_twin(review, review.items[0].key, wanted=True)
    kept = keeping_reviews.add(story, sheet, review)
    assert (kept.event_ids, kept.passages) == ((), 1)
    event = next(one for one in repository.events(story, range(1, 9)) if one.title == FREED.title)
    assert [passage.quote for passage in event.passages] == [FREED.quote, FREED.quote]


def test_by_rule_all_articles_are_added_in_one_step(story, draft):
    second = Draft(ReadArticle("Two", TEXT.upper()), ())
    first = keeping_reviews.open_draft(story, draft)
    kept = keeping_reviews.add_all(story, first, [second])
    assert len(kept.event_ids) == 2
    assert len(article_rows(story)) == 2
    assert history.undo(story) == "2 articles by rule"
    assert article_rows(story) == []


def test_the_file_is_kept_as_it_came_and_survives_undo_and_redo(story, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"On 3 May 2019 the bridge opened to traffic.\r\n")
    draft = drafting.draft_from_file(path, "2026-01-01")
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    history.undo(story)
    history.redo(story)
    row = story.conn.execute("SELECT file, file_sha256, file_name, file_path FROM article_version").fetchone()
    assert bytes(row[0]) == path.read_bytes()
    assert row[1] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row[2:] == ("report.txt", str(path))


def test_of_a_large_file_only_path_and_hash_are_kept(story, tmp_path, monkeypatch):
    monkeypatch.setattr(drafting, "MOST_FILE_BYTES", 10)
    path = tmp_path / "report.txt"
    path.write_text("On 3 May 2019 the bridge opened to traffic.\n", encoding="utf-8")
    draft = drafting.draft_from_file(path, "2026-01-01")
    assert draft.file.content is None
    assert draft.file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_passage_of_a_pdf_keeps_its_page(story):
    article = ReadArticle(
        "Potash talks", TEXT, page_starts=(0, TEXT.index("Prisoners")), page_names=("1", "2")
    )
    more = (Span(FREED.start, FREED.end, FREED.quote),)
    both = Proposal(
        **{name: getattr(ARRIVED, name) for name in ARRIVED.__slots__ if name != "more"}, more=more
    )
    kept = keeping_reviews.add(story, *keeping_reviews.open_draft(story, Draft(article, (both,))))
    event = repository.event(story, kept.event_ids[0])
    assert [passage.page for passage in event.passages] == ["1", "2"]


def test_deleting_an_article_says_what_it_touches(story, draft):
    keeping_reviews.add(story, *keeping_reviews.open_draft(story, draft))
    article_id = article_rows(story)[0].head.id
    touched = touched_by_deletion(story, article_id)
    assert (touched.passages, touched.events) == (2, 2)
    editing.delete_article(story, article_id, "Potash talks")
    assert len(titles(story)) == 2
    assert article_rows(story) == []
    history.undo(story)
    assert article_rows(story)[0].events == 2


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(TimelineError, match="cannot be read"):
        drafting.draft_from_file(tmp_path / "none.txt", "2026-01-01")


def test_a_folder_gives_its_articles_by_name_without_hidden_ones(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.pdf", ".hidden/d.txt", "table.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = drafting.articles_in([tmp_path, tmp_path / "b.txt"])
    assert [path.name for path in found] == ["a.html", "b.txt", "c.pdf"]


def test_words_are_dated_by_the_nearest_date_before_them():
    start = TEXT.index("Prisoners were freed")
    found = propose_from(TEXT, start, start + len("Prisoners were freed "))
    assert found is not None
    assert (found.edtf, found.quote, found.derived) == ("2025-12-12", "Prisoners were freed", True)
    dated = propose_from(TEXT, start, start + len(FREED.quote))
    assert dated is not None
    assert (dated.edtf, dated.as_written) == ("2025-12-13", "13 December 2025")
    assert propose_from(TEXT, len("Potash talks"), len("Potash talks") + 2) is None


def test_the_sentence_around_a_word_is_found():
    at = TEXT.index("freed")
    start, end = sentence_around(TEXT, at, at + 5)
    assert TEXT[start:end] == FREED.quote


def test_every_article_suffix_is_lower_case():
    assert all(Path(f"x{suffix}").suffix == suffix == suffix.lower() for suffix in drafting.ARTICLE_SUFFIXES)


@pytest.mark.parametrize(
    ("place", "at_start", "there"),
    [(0, True, 0), (3, True, 0), (6, True, 4), (6, False, 7), (7, False, 7), (8, False, 13), (13, False, 13)],
)
def test_a_passage_begins_and_ends_between_words(place, at_start, there):
    assert word_edge("The old bridge"[:13], place, at_start=at_start) == there


@pytest.mark.parametrize(("published", "offered"), [("", "2020-11-18"), ("2020-11-19", "")])
def test_an_article_kept_without_its_day_is_offered_the_day_on_which_it_lets_somebody_speak(
    story, published, offered
):
    text = "Bridge closed\n\nThe county said on 18 November 2020 that the bridge is closed."
    article = ReadArticle("Bridge", text, published=published, language="en")
    sheet, review = keeping_reviews.open_draft(story, Draft(article, ()))
    kept = keeping_reviews.add(story, sheet, review)
    again, _ = keeping_reviews.open_known(story, kept.version_id)
    assert offered == again.offered
