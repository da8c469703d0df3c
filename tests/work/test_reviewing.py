"""The review as a value: decide, mend, join, drag, step back; nothing here needs a window or a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.dates import bounds
from timeline_app.reading.values import Proposal, Reading
from timeline_app.work import reviewing
from timeline_app.work.review_matching import Candidates, begin, moved, redate, with_twins
from timeline_app.work.review_picture import not_refused, review_categories, review_snapshot
from timeline_app.work.reviewing import Mark, Review, ReviewLog

TEXT = "The bridge opened on 3 May 2019. Two years later it closed. Repairs began on Monday."


def proposal(sentence: str, date: str, edtf: str, *, ticked: bool = True, second: str = "") -> Proposal:
    start = TEXT.index(sentence)
    date_start = TEXT.index(date, start)
    return Proposal(
        title=sentence.rstrip("."),
        edtf=edtf,
        as_written=date,
        start=start,
        end=start + len(sentence),
        quote=sentence,
        date_start=date_start,
        date_end=date_start + len(date),
        reason="as written",
        confidence=0.9 if ticked else 0.4,
        derived=not ticked,
        ticked=ticked,
        second=Reading("", second, "the other way") if second else None,
    )


OPENED = proposal("The bridge opened on 3 May 2019.", "3 May 2019", "2019-05-03", second="2019-03-05")
CLOSED = proposal("Two years later it closed.", "Two years later", "2021", ticked=False)
REPAIRS = proposal("Repairs began on Monday.", "Monday", "2024-06-03", ticked=False)


@pytest.fixture
def review() -> Review:
    return begin(TEXT, [REPAIRS, OPENED, CLOSED], "2024-06-05")


def titles(review: Review, mark: Mark) -> list[str]:
    return [item.proposal.title for item in review.items if item.mark is mark]


def test_proposals_stand_in_the_order_of_the_text(review):
    assert [item.proposal for item in review.items] == [OPENED, CLOSED, REPAIRS]


def test_explicit_ones_are_ticked_beforehand_and_vague_ones_are_not(review):
    assert titles(review, Mark.TICKED) == ["The bridge opened on 3 May 2019"]
    assert titles(review, Mark.OPEN) == ["Two years later it closed", "Repairs began on Monday"]


def test_accepting_ticks_and_goes_on(review):
    review = reviewing.accept(reviewing.accept(review))
    assert len(review.ticked) == 2
    assert review.item is not None
    assert review.item.proposal == REPAIRS


def test_refusing_goes_on_and_stays_at_the_end(review):
    for _ in range(5):
        review = reviewing.refuse(review)
    assert titles(review, Mark.REFUSED) == [item.proposal.title for item in review.items]
    assert review.current == 2


def test_a_toggle_brings_the_item_to_hand(review):
    key = review.items[2].key
    review = reviewing.toggle(review, key)
    assert (review.current, review.items[2].mark) == (2, Mark.TICKED)
    assert reviewing.toggle(review, key).items[2].mark is Mark.OPEN


def test_what_is_mended_is_ticked_and_says_that_it_was_set_by_hand(review):
    review = reviewing.mend(
        reviewing.move(review, 1), title="Bridge closed", edtf="2021-05", category="Roads"
    )
    item = review.items[1]
    assert (item.proposal.title, item.proposal.edtf, item.proposal.category) == (
        "Bridge closed",
        "2021-05",
        "Roads",
    )
    assert item.proposal.reason == "set by hand; was 2021"
    assert item.proposal.derived is False
    assert item.mark is Mark.TICKED


def test_mending_nothing_changes_nothing(review):
    title, edtf = OPENED.title, OPENED.edtf
    assert reviewing.mend(review, title=title, edtf=edtf, category="") == review


def test_an_empty_title_leaves_the_old_one(review):
    mended = reviewing.mend(review, title="  ", edtf="2019", category="")
    assert mended.items[0].proposal.title == OPENED.title


def test_the_second_reading_and_back_again(review):
    once = reviewing.second_reading(review)
    assert once.items[0].proposal.edtf == "2019-03-05"
    assert reviewing.second_reading(once).items[0].proposal.edtf == "2019-05-03"
    without = reviewing.move(review, 1)
    assert reviewing.second_reading(without) == without


def test_a_category_given_twice_is_taken_away(review):
    once = reviewing.set_category(review, "Roads")
    assert once.items[0].proposal.category == "Roads"
    assert reviewing.set_category(once, "Roads").items[0].proposal.category == ""


def test_joining_keeps_the_upper_date_and_both_passages(review):
    joined = reviewing.join(reviewing.move(review, 1))
    assert len(joined.items) == 2
    upper = joined.items[0].proposal
    assert upper.edtf == "2019-05-03"
    assert [span.quote for span in upper.more] == [CLOSED.quote]
    assert joined.current == 0
    assert reviewing.join(review) == review


def test_what_was_joined_is_not_proposed_again(review):
    joined = reviewing.join(reviewing.move(review, 1))
    again = begin(TEXT, [OPENED, CLOSED, REPAIRS], "", (*joined.items, *joined.settled))
    assert [item.proposal.title for item in again.items] == [item.proposal.title for item in joined.items]


def test_dragging_changes_the_quote_but_keeps_the_date(review):
    dragged = reviewing.resize(review, 4, 10).items[0].proposal
    assert dragged.quote == "bridge opened on 3 May 2019"
    assert TEXT[dragged.start : dragged.end] == dragged.quote
    assert TEXT[dragged.date_start : dragged.date_end] == "3 May 2019"


def test_ticking_all_explicit_leaves_the_refused_and_the_vague(review):
    refused = reviewing.refuse(review)
    assert reviewing.tick_explicit(refused).items[0].mark is Mark.REFUSED
    unticked = reviewing.toggle(review, review.items[0].key)
    assert [item.mark for item in reviewing.tick_explicit(unticked).items] == [
        Mark.TICKED,
        Mark.OPEN,
        Mark.OPEN,
    ]


def test_undo_steps_back_over_decisions_but_not_over_moves(review):
    log = ReviewLog(review)
    log = log.did(reviewing.move(log.now, 1))
    assert log.past == ()
    log = log.did(reviewing.refuse(log.now))
    log = log.did(reviewing.accept(log.now))
    assert len(log.past) == 2
    back = log.undone().undone()
    assert [item.mark for item in back.now.items] == [item.mark for item in review.items]
    assert back.undone() == back
    assert back.redone().redone().now == log.now


def test_a_new_day_of_publication_moves_only_what_was_not_touched(review):
    review = reviewing.refuse(reviewing.move(review, 1))
    fresh = [replace(one, edtf="2030") for one in (OPENED, CLOSED, REPAIRS)]
    redated = redate(review, "2030-01-02", fresh)
    assert [item.proposal.edtf for item in redated.items] == ["2030", "2021", "2030"]
    assert [item.moved_from for item in redated.items] == ["2019-05-03", "", "2024-06-03"]
    assert moved(redated) == 2
    assert redated.published == "2030-01-02"
    assert redated.current == review.current


def test_refused_and_added_ones_are_not_proposed_again(review):
    kept = [
        replace(review.items[0], event_id=7),
        replace(review.items[1], mark=Mark.REFUSED),
        review.items[2],
    ]
    again = begin(TEXT, [OPENED, CLOSED, REPAIRS], "", kept)
    assert [item.proposal for item in again.items] == [REPAIRS]
    assert len(again.settled) == 2


def test_an_equal_event_of_the_story_stands_beside_its_proposal(review):
    candidates = Candidates({"2019-05-03": [(4, "Unrelated"), (9, "Bridge opened on 3 May 2019")]})
    found = with_twins(review, candidates)
    assert found.items[0].twin is not None
    assert found.items[0].twin.event_id == 9
    assert found.items[1].twin is None
    assert found.items[0].mark is Mark.OPEN
    assert reviewing.only_explicit(reviewing.tick_explicit(found)).ticked == ()
    sent = reviewing.to_twin(found, found.items[0].key, wanted=True)
    assert sent.items[0].to_twin is True


def test_the_picture_has_every_proposal_and_hides_the_refused(review):
    review = reviewing.refuse(reviewing.move(review, 1))
    categories = review_categories((), ["Roads", "", "Roads", "Law"])
    snapshot = review_snapshot(review, categories)
    assert [category.name for category in categories] == ["Roads", "Law"]
    assert sorted(snapshot.columns.id.tolist()) == [1, 2, 3] or len(snapshot.columns) == 3
    assert int(not_refused(review, snapshot).sum()) == 2
    first = bounds("2019-05-03").earliest_start_s
    assert int(snapshot.columns.at_s[0]) == first


ACTIONS = st.sampled_from(
    [
        reviewing.accept,
        reviewing.refuse,
        reviewing.join,
        reviewing.second_reading,
        reviewing.tick_explicit,
        reviewing.only_explicit,
        lambda review: reviewing.move(review, 1),
        lambda review: reviewing.move(review, -1),
        lambda review: reviewing.resize(review, 2, 60),
        lambda review: reviewing.resize(review, 50, 40),
        lambda review: reviewing.set_category(review, "Roads"),
    ]
)


@given(st.lists(ACTIONS, max_size=25))
def test_whatever_is_done_every_quote_stands_in_the_text_and_undo_leads_back(actions):
    first = begin(TEXT, [OPENED, CLOSED, REPAIRS], "2024-06-05")
    log = ReviewLog(first)
    for action in actions:
        log = log.did(action(log.now))
        for item in (*log.now.items, *log.now.settled):
            one = item.proposal
            assert TEXT[one.start : one.end] == one.quote
            assert one.start <= one.date_start <= one.date_end <= one.end
            assert all(TEXT[span.start : span.end] == span.quote for span in one.more)
        assert 0 <= log.now.current < len(log.now.items)
    while log.past:
        log = log.undone()
    assert log.now.items == first.items
