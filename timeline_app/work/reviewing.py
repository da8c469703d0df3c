"""The review of an article's proposals as one frozen value and pure functions; knows no file and no window.

Every function takes a `Review` and gives back a new one; `ReviewLog` keeps the earlier ones, so that undo
within the review is a step back in a tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline_app.reading.values import Proposal, Reading, Span


class Mark(StrEnum):
    """Where a proposal stands: not ticked, ticked (it will be added), or refused."""

    OPEN = "open"
    TICKED = "ticked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Twin:
    """An event of the story that a proposal equals."""

    event_id: int
    title: str
    edtf: str


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal under review.

    - `key` tells it from the others, from 1 on; `origin` are start, end, date_start and date_end as they
      were first proposed, by which it is found again in a second reading of the article;
    - `explicit`: it was ticked beforehand; `touched`: the person has decided on it or changed it;
    - `by_hand`: made from selected words; `moved_from`: its date before the day of publication was changed;
    - `twin` is the equal event of the story, `to_twin` whether the passage goes there instead of to a new
      event; `event_id` is the event it has become, `row_id` where it is kept in the story (0 for none).
    """

    key: int
    proposal: Proposal
    mark: Mark
    origin: tuple[int, int, int, int]
    explicit: bool = False
    touched: bool = False
    by_hand: bool = False
    moved_from: str = ""
    twin: Twin | None = None
    to_twin: bool = False
    event_id: int = 0
    row_id: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """An article under review: its text, day of publication, proposals in text order, the one at hand.

    `settled` are proposals of an earlier review that are not shown: refused, or in the story already.
    """

    text: str
    published: str = ""
    items: tuple[Item, ...] = ()
    current: int = 0
    settled: tuple[Item, ...] = ()

    @property
    def item(self) -> Item | None:
        """The proposal at hand."""
        return self.items[self.current] if self.items else None

    @property
    def ticked(self) -> tuple[Item, ...]:
        """What will be added."""
        return tuple(item for item in self.items if item.mark is Mark.TICKED)

    @property
    def to_review(self) -> int:
        """How many proposals wait for a decision by the person."""
        return sum(item.mark is not Mark.REFUSED for item in self.items)

    def find(self, key: int) -> int:
        """The place of a proposal by its key, or -1."""
        return next((place for place, item in enumerate(self.items) if item.key == key), -1)


@dataclass(frozen=True, slots=True)
class ReviewLog:
    """A review with what it was before; moving from one proposal to the next is no step."""

    now: Review
    past: tuple[Review, ...] = ()
    future: tuple[Review, ...] = ()

    def did(self, review: Review) -> ReviewLog:
        """After an action; one that changed nothing but the place is no step."""
        if _content(review) == _content(self.now):
            return replace(self, now=review)
        return ReviewLog(review, (*self.past, self.now), ())

    def undone(self) -> ReviewLog:
        """One step back; itself where there is none."""
        if not self.past:
            return self
        return ReviewLog(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> ReviewLog:
        """One step forward again; itself where there is none."""
        if not self.future:
            return self
        return ReviewLog(self.future[0], (*self.past, self.now), self.future[1:])


def _content(review: Review) -> tuple[object, ...]:
    return review.published, review.items, review.settled


def origin_of(proposal: Proposal) -> tuple[int, int, int, int]:
    """Where a proposal stands in its text."""
    return proposal.start, proposal.end, proposal.date_start, proposal.date_end


def in_text_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items as their dates (or, without one, their passages) stand in the text."""

    def place(item: Item) -> tuple[int, int, int]:
        proposal = item.proposal
        at = proposal.date_start if proposal.date_end > proposal.date_start else proposal.start
        return at, proposal.start, item.key

    return tuple(sorted(items, key=place))


# -- moving -----------------------------------------------------------------------------------------------


def move(review: Review, by: int) -> Review:
    """The proposal `by` places on is at hand; it stays at the ends."""
    return replace(review, current=min(max(review.current + by, 0), max(len(review.items) - 1, 0)))


def go_to(review: Review, key: int) -> Review:
    """The proposal of this key is at hand; nothing happens for one that is not here."""
    place = review.find(key)
    return review if place < 0 else replace(review, current=place)


# -- deciding ---------------------------------------------------------------------------------------------


def accept(review: Review) -> Review:
    """Tick the proposal at hand and go on."""
    return move(_decide(review, Mark.TICKED), 1)


def refuse(review: Review) -> Review:
    """Refuse the proposal at hand and go on."""
    return move(_decide(review, Mark.REFUSED), 1)


def toggle(review: Review, key: int) -> Review:
    """Tick a proposal, or take its tick away; it is at hand then."""
    review = go_to(review, key)
    item = review.item
    if item is None or item.key != key:
        return review
    return _decide(review, Mark.OPEN if item.mark is Mark.TICKED else Mark.TICKED)


def tick_explicit(review: Review) -> Review:
    """Tick all whose date the text itself names, but those that were refused or are in the story already."""
    return replace(
        review,
        items=tuple(
            replace(item, mark=Mark.TICKED, touched=True)
            if item.explicit and item.mark is Mark.OPEN and item.twin is None
            else item
            for item in review.items
        ),
    )


def only_explicit(review: Review) -> Review:
    """By rule: what the text dates itself is ticked, all else waits."""
    return replace(
        review,
        items=tuple(
            item
            if item.mark is Mark.REFUSED or item.to_twin
            else replace(item, mark=Mark.TICKED if item.explicit and item.twin is None else Mark.OPEN)
            for item in review.items
        ),
    )


def _decide(review: Review, mark: Mark) -> Review:
    return _change_current(review, lambda item: replace(item, mark=mark, touched=True))


def _change_current(review: Review, change: Callable[[Item], Item]) -> Review:
    if not review.items:
        return review
    items = list(review.items)
    items[review.current] = change(items[review.current])
    return replace(review, items=tuple(items))


# -- mending ----------------------------------------------------------------------------------------------


def mend(review: Review, *, title: str, edtf: str, category: str) -> Review:
    """Put other words, another date or category on the proposal at hand; what a person mends is ticked.

    An empty title leaves the old one. Nothing happens where nothing differs.
    """

    def change(item: Item) -> Item:
        old = item.proposal
        new = replace(old, title=title.strip() or old.title, category=category)
        if edtf != old.edtf:
            was = f"; was {old.edtf}" if old.edtf else ""
            new = replace(new, edtf=edtf, reason=f"set by hand{was}", derived=False, second=None)
        if new == old:
            return item
        return replace(item, proposal=new, mark=Mark.TICKED, touched=True, moved_from="")

    return _change_current(review, change)


def set_category(review: Review, category: str) -> Review:
    """Give the proposal at hand a category; given once more, it is taken away."""

    def change(item: Item) -> Item:
        new = "" if item.proposal.category == category else category
        return replace(item, proposal=replace(item.proposal, category=new), touched=True)

    return _change_current(review, change)


def second_reading(review: Review) -> Review:
    """Read the date at hand the second-best way; once more brings the first back."""

    def change(item: Item) -> Item:
        old, second = item.proposal, item.proposal.second
        if second is None or not second.edtf:
            return item
        first = Reading("", old.edtf, old.reason)
        new = replace(old, edtf=second.edtf, reason=second.reason, second=first)
        return replace(item, proposal=new, touched=True, moved_from="")

    return _change_current(review, change)


def join(review: Review) -> Review:
    """Make the proposal at hand one with the one above: its passages and tags go there, that date stays."""
    if review.current < 1 or not review.items:
        return review
    upper, lower = review.items[review.current - 1], review.items[review.current]
    first, other = upper.proposal, lower.proposal
    spans = dict.fromkeys((*first.more, Span(other.start, other.end, other.quote), *other.more))
    own = (first.start, first.end)
    more = tuple(
        sorted((span for span in spans if (span.start, span.end) != own), key=lambda span: span.start)
    )
    tags = tuple(dict.fromkeys((*first.tags, *other.tags)))
    joined = replace(
        upper,
        proposal=replace(first, more=more, tags=tags, category=first.category or other.category),
        mark=Mark.TICKED if Mark.TICKED in (upper.mark, lower.mark) else upper.mark,
        touched=True,
    )
    items = (*review.items[: review.current - 1], joined, *review.items[review.current + 1 :])
    # what was joined is settled: a later reading of the article does not propose it again
    settled = (*review.settled, replace(lower, mark=Mark.REFUSED, touched=True))
    return replace(review, items=items, current=review.current - 1, settled=settled)


def resize(review: Review, start: int, end: int) -> Review:
    """Let the passage at hand be text[start:end]; it keeps its date, and at least one character."""

    def change(item: Item) -> Item:
        old = item.proposal
        low, high = max(start, 0), min(end, len(review.text))
        if old.date_end > old.date_start:
            low, high = min(low, old.date_start), max(high, old.date_end)
        if high <= low or (low, high) == (old.start, old.end):
            return item
        dates = (old.date_start, old.date_end) if old.date_end > old.date_start else (low, low)
        new = replace(
            old,
            start=low,
            end=high,
            quote=review.text[low:high],
            date_start=dates[0],
            date_end=dates[1],
        )
        return replace(item, proposal=new, touched=True)

    return _change_current(review, change)


def to_twin(review: Review, key: int, *, wanted: bool) -> Review:
    """Whether a proposal's passage goes to the equal event in the story instead of making a new one."""
    review = go_to(review, key)
    item = review.item
    if item is None or item.key != key or item.twin is None:
        return review
    mark = Mark.TICKED if wanted else item.mark
    return _change_current(review, lambda one: replace(one, to_twin=wanted, mark=mark, touched=True))


# -- by hand ----------------------------------------------------------------------------------------------


def put_in(review: Review, proposal: Proposal) -> Review:
    """A proposal that the person has made, in its place; at hand, and not ticked until confirmed."""
    key = 1 + max((item.key for item in (*review.items, *review.settled)), default=0)
    item = Item(key, proposal, Mark.OPEN, origin_of(proposal), touched=True, by_hand=True)
    return go_to(replace(review, items=in_text_order([*review.items, item])), key)
