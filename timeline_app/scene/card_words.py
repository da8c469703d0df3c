"""What stands on a card: dates in words, titles, lines of passages, what is left out; sizes, no places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline_app.core.dates import count_words
from timeline_app.core.event import DERIVED_WORD, STATUS_WORDS, EventText
from timeline_app.scene.marks import FontStyle, Role
from timeline_app.scene.spans import SIGNS
from timeline_app.scene.stage import Stage
from timeline_app.scene.text_metrics import ELLIPSIS, Line

#: A card of more events than this is a list of titles.
MOST_WITH_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One line on a card: its font and role, where it begins from the card's left top, and whose it is.

    `symbol` marks a title's first line, before which its category's symbol stands. `block` numbers
    the titles. With `from_right`, `x_px` counts from the card's right side, where the line ends.
    """

    line: Line
    font: FontStyle
    role: Role
    x_px: float
    baseline_px: float
    event_id: int
    block: int = 0
    symbol: bool = False
    from_right: bool = False


@dataclass(frozen=True, slots=True)
class CardWords:
    """A card's lines and size; `left_out` are the ids of the events that "+37" stands for."""

    width_px: float
    height_px: float
    items: tuple[Item, ...]
    left_out: tuple[int, ...]
    whole: bool  # no title is cut
    cut: int  # letters of passages that are not shown
    cramped: int  # lines of dates and titles beyond what reads well, a cut date among them


@dataclass(frozen=True, slots=True)
class CardLimit:
    """How large a card may be and how many lines its texts may take."""

    width_px: float
    height_px: float
    passage_lines: int
    title_lines: int


def dated_blocks(stage: Stage, texts: Sequence[EventText]) -> list[tuple[str, list[EventText]]]:
    """The events by their date in words, each date once, in order."""
    blocks: dict[tuple[str, str], list[EventText]] = {}
    words: dict[tuple[str, str], str] = {}
    for text in texts:
        key = (text.edtf, text.as_written if "O.S." in text.as_written or "Julian" in text.as_written else "")
        blocks.setdefault(key, []).append(text)
        words[key] = stage.date_words(text)
    made = []
    for key, events in blocks.items():
        date = words[key][:1].upper() + words[key][1:]
        if all(event.derived for event in events):
            date = f"{date}, {DERIVED_WORD}"
        made.append((date, events))
    return made


def write_card(
    stage: Stage, texts: Sequence[EventText], ranked: Sequence[int], limit: CardLimit
) -> CardWords | None:
    """The card of these events within the limit, or None where not even one title fits.

    Titles come before passages: where height runs out passages go first, then the events that stand last in
    `ranked` (ids, the most important first) into a count.
    """
    key = (tuple(texts), tuple(ranked), limit, stage.picture.style)
    kept = stage.metrics.kept
    if key not in kept:
        kept[key] = _fitting(stage, texts, ranked, limit)
    found = kept[key]
    return found if isinstance(found, CardWords) else None


def _fitting(
    stage: Stage, texts: Sequence[EventText], ranked: Sequence[int], limit: CardLimit
) -> CardWords | None:
    blocks = dated_blocks(stage, texts)
    lines = _passage_lines(limit.passage_lines, len(texts))
    everyone = frozenset(ranked)
    fewest_px = stage.metrics.line_height(stage.fonts.title)
    most = int(limit.height_px / fewest_px)
    if len(texts) <= most:
        for passage_lines in (*range(lines, 1, -1), 0):
            words = _write(stage, blocks, limit, passage_lines, everyone)
            if words is not None and words.height_px <= limit.height_px:
                return words
    low, high = 1, min(len(texts) - 1, most)
    best: CardWords | None = None
    while low <= high:
        keep = (low + high) // 2
        words = _write(stage, blocks, limit, 0, frozenset(ranked[:keep]))
        if words is not None and words.height_px <= limit.height_px:
            best, low = words, keep + 1
        else:
            high = keep - 1
    return best


def _passage_lines(lines: int, events: int) -> int:
    """The most lines of passage for each event of a card; more than a few share none."""
    return lines if events <= MOST_WITH_PASSAGES else 0


def _write(
    stage: Stage,
    blocks: list[tuple[str, list[EventText]]],
    limit: CardLimit,
    passage_lines: int,
    kept: frozenset[int],
) -> CardWords | None:
    sizes, fonts, metrics = stage.sizes, stage.fonts, stage.metrics
    inner = limit.width_px - 2 * sizes.card_padding_px
    indent = sizes.symbol_px + sizes.symbol_gap_px
    if inner <= indent:
        return None
    items: list[Item] = []
    y, widest, number = sizes.card_padding_top_px, 0.0, 0
    whole, cut, cramped = True, 0, 0
    left_out = [event.id for _date, events in blocks for event in events if event.id not in kept]

    def put(
        line: Line,
        font: FontStyle,
        role: Role,
        x: float,
        event_id: int,
        block: int = 0,
        first: bool = False,
        from_right: bool = False,
    ) -> None:
        nonlocal y, widest
        baseline = y + metrics.ascent(font)
        items.append(Item(line, font, role, x, baseline, event_id, block, first, from_right))
        y += metrics.line_height(font)
        widest = max(widest, x + line.width_px)

    for date, events in blocks:
        shown = [event for event in events if event.id in kept]
        if not shown:
            continue
        if items:
            y += sizes.card_block_gap_px
        date_lines = metrics.wrap(date, fonts.card_date, inner, 2)
        cramped += len(date_lines) - 1 + (3 if date_lines and date_lines[-1].text.endswith(ELLIPSIS) else 0)
        for line in date_lines:
            put(line, fonts.card_date, Role.CARD_DATE, 0.0, events[0].id if len(events) == 1 else 0)
        y += sizes.card_date_gap_px
        for event in shown:
            number += 1
            if event is not shown[0]:
                y += 10.0 if passage_lines else 5.0
            room = inner - indent
            title = event.title.strip() or "(no title)"
            title_lines = metrics.balanced(title, fonts.title, room, limit.title_lines)
            if not title_lines:
                return None
            whole = whole and all(metrics.width(word, fonts.title) <= room for word in title.split())
            whole = whole and title_lines[-1].text.endswith(ELLIPSIS) == title.endswith(ELLIPSIS)
            cramped += max(len(title_lines) - 2, 0)
            rtl = title_lines[0].rtl  # an event's lines all stand on the side where its title begins
            for line in title_lines:
                put(line, fonts.title, Role.TITLE, indent, event.id, number, line is title_lines[0], rtl)
            note = _status_note(event, date)
            y += 3.0 if note else 0.0
            for line in metrics.wrap(note, fonts.note, room, 1) if note else ():
                put(line, fonts.note, Role.CARD_DATE, indent, event.id, from_right=rtl)
            lines = (
                metrics.wrap(event.passage, fonts.passage, room, passage_lines) if passage_lines > 1 else ()
            )
            y += 4.0 if lines else 0.0
            for line in lines:
                put(line, fonts.passage, Role.PASSAGE, indent, event.id, from_right=line.rtl)
            cut += _letters_cut(event.passage, lines)
    if left_out:
        y += 3.0
        more = metrics.line(f"+{count_words(len(left_out), stage.picture.style)}", fonts.more)
        put(more, fonts.more, Role.MORE, indent, 0)
    width = min(limit.width_px, widest + 2 * sizes.card_padding_px)
    height = y + sizes.card_padding_top_px + 1.0
    return CardWords(width, height, tuple(items), tuple(left_out), whole, cut, cramped)


def _letters_cut(passage: str, lines: tuple[Line, ...]) -> int:
    """How many letters of a passage its lines do not show."""
    if lines and not lines[-1].text.endswith(ELLIPSIS):
        return 0
    return max(len(passage) - sum(len(line.text) for line in lines), 0)


def _status_note(event: EventText, date: str) -> str:
    """What stands under a title: its status in words with its sign; that only its date is derived."""
    parts = []
    if event.status in STATUS_WORDS:
        sign = SIGNS.get(event.status, "")
        parts.append(f"{sign} {STATUS_WORDS[event.status]}".strip())
    if event.derived and not date.endswith(DERIVED_WORD):
        parts.append(f"date {DERIVED_WORD}")
    return " · ".join(parts)
