"""A review and the story: what is known of the article, what was decided before, and adding it all at once.

Adding is one undoable step: the article with its file, the events, their passages and tags. Decisions are
kept beside it and are no step of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline_app.core.clean_text import clean
from timeline_app.core.draft import EventDraft, PassageDraft
from timeline_app.core.event import ArticleHead, TagKind
from timeline_app.core.records import NO_FILE, ArticleRecord, FileRecord, TagRecord
from timeline_app.reading.publication import offered_in
from timeline_app.reading.values import Proposal, ReadArticle, Reading, Span
from timeline_app.store.articles import (
    KnownArticle,
    known_article,
    pages_of,
    put_article,
)
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.editing import add_event
from timeline_app.store.history import Step, step
from timeline_app.store.proposals import ProposalRow, proposals_of, put_proposals
from timeline_app.store.reading import article
from timeline_app.store.revising import change_article
from timeline_app.work.clock import today
from timeline_app.work.drafting import Draft
from timeline_app.work.editing.labels import counted, quoted
from timeline_app.work.review_matching import Candidates, begin, with_twins
from timeline_app.work.reviewing import Item, Mark, Review, only_explicit


@dataclass(frozen=True, slots=True)
class Sheet:
    """The article under review apart from its text.

    `article_id` and `version_id` are 0 for one that is not in the story; with an `article_id` alone it will
    be a further version of that article. `notes` are sentences for the person; `question` asks for the day
    of publication, and `offered` is the EDTF day that the text makes likely, or empty.
    """

    record: ArticleRecord
    file: FileRecord = NO_FILE
    pages: tuple[tuple[int, str], ...] = ()
    article_id: int = 0
    version_id: int = 0
    published_from: str = ""
    question: str = ""
    notes: tuple[str, ...] = ()
    nearly: ArticleHead | None = None
    offered: str = ""

    @property
    def title(self) -> str:
        """What the article is called where it has to be named."""
        return self.record.title or self.file.name or "untitled article"

    def page_of(self, start: int) -> str:
        """The name of the page on which a character stands; empty for texts without pages."""
        return next((name for at, name in reversed(self.pages) if at <= start), "")


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a review did: the version's id, the new events, and how many passages went to others."""

    version_id: int
    event_ids: tuple[int, ...] = ()
    passages: int = 0


# -- opening ----------------------------------------------------------------------------------------------


def open_draft(story: StoryFile, draft: Draft) -> tuple[Sheet, Review]:
    """The review of an article that comes in: a known one with its decisions, a changed one as a version."""
    known = known_article(story, draft.article.text)
    if known is not None and known.same:
        sheet, review = open_known(story, known.head.version_id, draft.proposals)
        return replace(sheet, file=draft.file), review
    sheet = _new_sheet(draft, known)
    review = begin(draft.article.text, draft.proposals, draft.article.published)
    return sheet, with_candidates(story, review)


def open_known(story: StoryFile, version_id: int, fresh: Sequence[Proposal] = ()) -> tuple[Sheet, Review]:
    """The review of an article of the story, as it was left; `fresh` is what it proposes now."""
    found = article(story, version_id)
    head = found.head
    kept = [_item_of(place, row) for place, row in enumerate(proposals_of(story, version_id), 1)]
    record = ArticleRecord(
        "article",
        head.title,
        found.text,
        head.author,
        head.publisher,
        head.published,
        head.url,
        head.archive_url,
        head.language,
    )
    offered = "" if head.published else offered_in(found.text, head.language)
    sheet = Sheet(
        record,
        pages=pages_of(story, version_id),
        article_id=head.id,
        version_id=head.version_id,
        offered=offered if offered <= today() else "",
    )
    review = begin(found.text, fresh, head.published, kept)
    return sheet, with_candidates(story, review)


def _new_sheet(draft: Draft, known: KnownArticle | None) -> Sheet:
    read: ReadArticle = draft.article
    record = ArticleRecord(
        "article",
        read.title,
        read.text,
        author=read.author,
        publisher=read.publisher,
        published=read.published,
        url=read.url,
        language=read.language,
    )
    return Sheet(
        record,
        draft.file,
        tuple(zip(read.page_starts, read.page_names, strict=True)),
        article_id=known.head.id if known else 0,
        published_from=read.published_from,
        question=read.question,
        notes=read.notes,
        nearly=known.head if known else None,
        offered=read.offered,
    )


def as_separate(sheet: Sheet) -> Sheet:
    """The article on its own, though it is nearly the same as one of the story."""
    return sheet if sheet.version_id else replace(sheet, article_id=0, nearly=None)


def with_candidates(story: StoryFile, review: Review) -> Review:
    """Set proposals beside the events of the story that they equal."""
    dates = sorted({item.proposal.edtf for item in review.items if item.proposal.edtf})
    by_date: dict[str, list[tuple[int, str]]] = {}
    with reading(story) as connection:
        for edtf in dates:
            rows = connection.execute("SELECT id, title FROM event WHERE edtf = ? LIMIT 500", (edtf,))
            by_date[edtf] = [(int(row[0]), str(row[1])) for row in rows.fetchall()]
    return with_twins(review, Candidates(by_date))


# -- keeping ----------------------------------------------------------------------------------------------


def add(story: StoryFile, sheet: Sheet, review: Review) -> Kept:
    """Add what is ticked to the story, as one undoable step, and keep all decisions."""
    ticked = review.ticked
    events = sum(not item.to_twin for item in ticked)
    what = counted(events) if events else counted(len(ticked), "passage", "passages")
    label = f"{what} from {quoted(sheet.title)}" if ticked else f"article {quoted(sheet.title)}"
    with step(story, label) as action:
        return _add(action, sheet, review)


def add_all(story: StoryFile, first: tuple[Sheet, Review], drafts: Sequence[Draft]) -> Kept:
    """By rule: add what each article dates itself, of one under review and of drafts, in one step."""
    others = [open_draft(story, draft) for draft in drafts]
    reviews = [first, *((sheet, only_explicit(review)) for sheet, review in others)]
    label = f"{counted(len(reviews), 'article', 'articles')} by rule"
    with step(story, label) as action:
        kept = [_add(action, sheet, review) for sheet, review in reviews]
    event_ids = tuple(event_id for one in kept for event_id in one.event_ids)
    return Kept(kept[-1].version_id, event_ids, sum(one.passages for one in kept))


def _add(action: Step, sheet: Sheet, review: Review) -> Kept:
    version_id = _put(action, sheet, review)
    made: dict[int, int] = {}
    new: list[int] = []
    for item in review.ticked:
        if item.to_twin and item.twin is not None:
            made[item.key] = item.twin.event_id
            _add_passages(action, item.twin.event_id, _passages(item.proposal, sheet, version_id))
        else:
            made[item.key] = add_event(action, _event(item.proposal, sheet, version_id))
            new.append(made[item.key])
    items = [replace(item, event_id=made.get(item.key, item.event_id)) for item in review.items]
    put_proposals(action, version_id, map(_row_of, (*items, *review.settled)))
    return Kept(version_id, tuple(new), len(review.ticked) - len(new))


def keep(story: StoryFile, sheet: Sheet, review: Review) -> Kept:
    """Keep the article and every decision for later; adds no event."""
    with step(story, f"article {quoted(sheet.title)}") as action:
        version_id = _put(action, sheet, review)
        put_proposals(action, version_id, map(_row_of, (*review.items, *review.settled)))
    return Kept(version_id)


def _put(action: Step, sheet: Sheet, review: Review) -> int:
    record = replace(sheet.record, published=review.published)
    if not sheet.version_id:
        return put_article(action, record, sheet.file, sheet.pages, version_of=sheet.article_id)
    if review.published != sheet.record.published:
        change_article(action, sheet.article_id, {"published": review.published})
    return sheet.version_id


def _event(proposal: Proposal, sheet: Sheet, version_id: int) -> EventDraft:
    return EventDraft(
        title=proposal.title,
        edtf=proposal.edtf,
        as_written=proposal.as_written,
        category=proposal.category,
        derived=proposal.derived,
        reason=proposal.reason,
        tags=proposal.tags,
        passages=_passages(proposal, sheet, version_id),
    )


def _passages(proposal: Proposal, sheet: Sheet, version_id: int) -> tuple[PassageDraft, ...]:
    first = Span(proposal.start, proposal.end, proposal.quote)
    return tuple(
        PassageDraft(
            version_id,
            span.start,
            span.end,
            clean(span.quote),
            sheet.page_of(span.start),
            proposal.as_written if span is first else "",
        )
        for span in (first, *proposal.more)
    )


def _add_passages(action: Step, event_id: int, passages: Sequence[PassageDraft]) -> None:
    """Give an event passages after those it has; one it has already is not given twice."""
    position = action.conn.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM passage WHERE event_id = ?", (event_id,)
    ).fetchone()[0]
    for place, one in enumerate(passages, int(position)):
        known = action.conn.execute(
            "SELECT 1 FROM passage WHERE event_id = ? AND version_id = ? AND start_char = ? AND end_char = ?",
            (event_id, one.version_id, one.start, one.end),
        ).fetchone()
        if known is None:
            action.insert(
                "passage",
                {
                    "event_id": event_id,
                    "version_id": one.version_id,
                    "position": place,
                    "start_char": one.start,
                    "end_char": one.end,
                    "quote": one.quote,
                    "page": one.page,
                    "dated": one.dated,
                },
            )


# -- rows -------------------------------------------------------------------------------------------------


def _row_of(item: Item) -> ProposalRow:
    proposal = item.proposal
    second = proposal.second
    extra: dict[str, object] = {
        "mark": item.mark.value,
        "explicit": item.explicit,
        "touched": item.touched,
        "by_hand": item.by_hand,
        "origin": list(item.origin),
        "tags": [[tag.kind.value, tag.name] for tag in proposal.tags],
        "more": [[span.start, span.end, span.quote] for span in proposal.more],
    }
    if second is not None:
        extra["second"] = [second.value, second.edtf, second.reason]
    decision = "accepted" if item.event_id else "refused" if item.mark is Mark.REFUSED else "open"
    return ProposalRow(
        proposal.start,
        proposal.end,
        proposal.quote,
        proposal.date_start,
        proposal.date_end,
        proposal.edtf,
        proposal.as_written,
        proposal.title,
        proposal.category,
        proposal.reason,
        proposal.confidence,
        proposal.derived,
        decision,
        item.event_id,
        extra,
        item.row_id,
    )


def _item_of(key: int, row: ProposalRow) -> Item:
    """A kept proposal; one whose event was taken out of the story again waits, ticked as it was."""
    extra = row.extra
    proposal = Proposal(
        title=row.title,
        edtf=row.edtf,
        as_written=row.as_written,
        start=row.start,
        end=row.end,
        quote=row.quote,
        date_start=row.date_start,
        date_end=row.date_end,
        reason=row.reason,
        confidence=row.confidence,
        derived=row.derived,
        ticked=bool(extra.get("explicit")),
        tags=tuple(_tags(extra.get("tags"))),
        category=row.category,
        second=_second(extra.get("second")),
        more=tuple(_spans(extra.get("more"))),
    )
    marks = {mark.value: mark for mark in Mark}
    mark = Mark.REFUSED if row.decision == "refused" else marks.get(str(extra.get("mark")), Mark.OPEN)
    if mark is Mark.REFUSED and row.decision != "refused":
        mark = Mark.OPEN
    origin = extra.get("origin")
    places = (row.start, row.end, row.date_start, row.date_end)
    if isinstance(origin, list) and len(origin) == 4 and all(isinstance(one, int) for one in origin):
        places = (origin[0], origin[1], origin[2], origin[3])
    return Item(
        key,
        proposal,
        mark,
        places,
        explicit=bool(extra.get("explicit")),
        touched=bool(extra.get("touched")),
        by_hand=bool(extra.get("by_hand")),
        event_id=row.event_id if row.decision == "accepted" else 0,
        row_id=row.id,
    )


def _tags(plain: object) -> list[TagRecord]:
    kinds = {kind.value: kind for kind in TagKind}
    return [
        TagRecord(str(one[1]), kinds[one[0]])
        for one in (plain if isinstance(plain, list) else [])
        if isinstance(one, list) and len(one) == 2 and one[0] in kinds
    ]


def _second(plain: object) -> Reading | None:
    if isinstance(plain, list) and len(plain) == 3:
        return Reading(*map(str, plain))
    return None


def _spans(plain: object) -> list[Span]:
    return [
        Span(one[0], one[1], str(one[2]))
        for one in (plain if isinstance(plain, list) else [])
        if isinstance(one, list) and len(one) == 3 and isinstance(one[0], int) and isinstance(one[1], int)
    ]
