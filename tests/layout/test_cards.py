"""Cards on poles: nothing overlaps, nothing leaves the canvas, and the order is the one DESIGN asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.layout.cards import CardSize, CardSpace, PlacedCard, block_height_px, place

SPACE = CardSpace(left_px=0, right_px=1000, height_px=600, pole_limit_px=200)
CARD = CardSize(300, 80)

sizes = st.builds(CardSize, st.integers(40, 400), st.integers(20, 200))
marks = st.lists(st.integers(0, 1000), min_size=1, max_size=12, unique=True).map(sorted)


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[int], list[list[CardSize]]]:
    xs = draw(marks)
    options = []
    for _ in xs:
        some = draw(st.lists(sizes, min_size=1, max_size=4))
        options.append(sorted(some, key=lambda size: -size.height_px))
    return xs, options


def pole_x(card: PlacedCard) -> float:
    return card.x_px if card.flies_right else card.x_px + card.width_px


@given(groups())
def test_cards_never_overlap_each_other(drawn: tuple[list[int], list[list[CardSize]]]) -> None:
    placed = place(*drawn, SPACE) or ()
    for i, a in enumerate(placed):
        for b in placed[i + 1 :]:
            apart_x = a.x_px + a.width_px <= b.x_px or b.x_px + b.width_px <= a.x_px
            apart_y = a.y_px + a.height_px <= b.y_px or b.y_px + b.height_px <= a.y_px
            assert apart_x or apart_y


@given(groups())
def test_no_pole_passes_behind_a_card(drawn: tuple[list[int], list[list[CardSize]]]) -> None:
    placed = place(*drawn, SPACE) or ()
    for i, a in enumerate(placed):
        for j, b in enumerate(placed):
            if i != j and b.x_px < pole_x(a) < b.x_px + b.width_px:
                assert b.y_px + b.height_px <= a.y_px


@given(groups())
def test_everything_stays_on_the_canvas_and_poles_within_their_limit(
    drawn: tuple[list[int], list[list[CardSize]]],
) -> None:
    for card in place(*drawn, SPACE) or ():
        assert card.x_px >= 0
        assert card.x_px + card.width_px <= 1000
        assert card.y_px >= -600
        assert SPACE.least_pole_px <= -(card.y_px + card.height_px) <= 200


@given(groups())
def test_each_card_has_its_edge_at_its_mark_and_one_of_its_sizes(
    drawn: tuple[list[int], list[list[CardSize]]],
) -> None:
    xs, options = drawn
    for x, choices, card in zip(xs, options, place(*drawn, SPACE) or [None] * len(xs), strict=True):
        if card is not None:
            assert abs(x - pole_x(card)) < 1e-6
            assert choices[card.size] == CardSize(card.width_px, card.height_px)


@given(st.integers(0, 1000))
def test_one_card_always_stands(x: int) -> None:
    assert place([x], [[CARD]], SPACE) is not None


def test_of_two_that_fly_right_the_earlier_stands_higher() -> None:
    first, second = place([100, 200], [[CARD], [CARD]], SPACE) or ()
    assert first.flies_right
    assert second.flies_right
    assert first.y_px < second.y_px


def test_of_two_that_fly_left_the_later_stands_higher() -> None:
    first, second = place([800, 900], [[CARD], [CARD]], SPACE) or ()
    assert not first.flies_right
    assert not second.flies_right
    assert second.y_px < first.y_px


def test_two_that_would_cover_each_others_poles_fly_the_same_way() -> None:
    first, second = place([690, 900], [[CARD], [CARD]], SPACE) or ()
    assert [first.flies_right, second.flies_right] == [False, False]


def test_cards_side_by_side_stand_equally_low() -> None:
    cards = place([0, 400], [[CARD], [CARD]], SPACE) or ()
    assert [card.y_px for card in cards] == [-104, -104]
    assert block_height_px(cards) == 104


def test_the_largest_common_size_is_taken() -> None:
    large, small = CardSize(300, 150), CardSize(300, 60)
    assert [card.size for card in place([100, 500], [[large, small]] * 2, SPACE) or ()] == [0, 0]


def test_spare_height_goes_to_a_card_that_can_use_it() -> None:
    large, small = CardSize(300, 190), CardSize(300, 60)
    cards = place([100, 200, 650], [[large, small]] * 3, SPACE) or ()
    assert [card.size for card in cards] == [0, 1, 0]


def test_the_card_that_gains_the_most_words_takes_the_spare_height_first() -> None:
    options = [[CardSize(300, 190, worth), CardSize(300, 60)] for worth in (20, 80, 50)]
    cards = place([100, 200, 300], options, CardSpace(0, 1000, 450, 320)) or ()
    assert [card.size for card in cards] == [1, 0, 1]


def test_cards_that_cannot_all_stand_are_refused() -> None:
    assert place(list(range(100, 160, 10)), [[CARD]] * 6, SPACE) is None


def test_no_marks_need_no_cards() -> None:
    assert place([], [], SPACE) == ()
