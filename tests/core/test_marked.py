"""Marked stretches lead from passage to event."""

from __future__ import annotations

from timeline_app.core.event import Passage
from timeline_app.core.marked import Marked, marked_at, marked_stretches


def passage(event_id: int, start: int, end: int) -> Passage:
    return Passage(event_id * 10, event_id, 1, 1, start, end, "")


def test_passages_of_one_place_share_a_stretch() -> None:
    assert marked_stretches([passage(2, 5, 9), passage(1, 5, 9), passage(3, 0, 4)], 20) == (
        Marked(0, 4, (3,)),
        Marked(5, 9, (2, 1)),
    )


def test_a_passage_beyond_the_text_is_left_out() -> None:
    assert marked_stretches([passage(1, 5, 30), passage(2, 3, 3), passage(3, -1, 2)], 20) == ()


def test_choosing_a_stretch_goes_through_its_events_in_turn() -> None:
    stretch = Marked(0, 4, (1, 2, 3))
    assert [stretch.next_event(current) for current in (None, 9, 1, 2, 3)] == [1, 1, 2, 3, 1]


def test_a_stretch_of_the_current_event_alone_leads_nowhere() -> None:
    assert Marked(0, 4, (1,)).next_event(1) is None


def test_of_several_stretches_the_shortest_is_meant() -> None:
    stretches = (Marked(0, 50, (1,)), Marked(10, 20, (2,)))
    assert marked_at(stretches, 15, None) == stretches[1]
    assert marked_at(stretches, 15, 2) == stretches[0]
    assert marked_at(stretches, 60, None) is None
