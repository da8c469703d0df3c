"""Neighbours that belong together: a time and its day, the ends of a span, “since” and its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline_app.core.columns import Precision
from timeline_app.reading.context import Draft, words_of
from timeline_app.reading.language import Language, Side
from timeline_app.reading.moments import Moment, Unit
from timeline_app.reading.resolve_near import counted, moved
from timeline_app.reading.values import Asked, Cancelled, Expression, Kind

#: How far before a date the words that belong to it are looked for, and a denial of its “until”.
_NEAR_CHARS = 24
_DENIAL_CHARS = 80
_LONGEST_JOINT = 12
_ASKED_EVERY = 256


@dataclass(frozen=True, slots=True)
class _Before:
    """The word before a date, in lower case, and where it begins."""

    word: str
    start: int


def joined(
    text: str, drafts: Sequence[Draft], language: Language, cancelled: Asked
) -> tuple[Expression, ...]:
    """The expressions that these drafts make together, in the order of the text."""
    merged = _with_times(text, _with_offsets(text, drafts), language)
    made: list[Expression] = []
    place = 0
    while place < len(merged):
        if len(made) % _ASKED_EVERY == 0 and cancelled():
            raise Cancelled
        draft = merged[place]
        following = merged[place + 1] if place + 1 < len(merged) else None
        span = None if following is None else _span(text, draft, following, language)
        if span is not None and following is not None:
            edtf, reason, start = span
            for each in (draft, following):
                expression = _expression(text, each, edtf, reason)
                made.append(replace(expression, phrase_start=start, phrase_end=following.end))
            place += 2
            continue
        made.append(_sided(text, draft, language))
        place += 1
    return tuple(made)


def _gap(text: str, first: Draft, second: Draft) -> str | None:
    """What stands between two drafts, in lower case; None where they are far apart."""
    if second.start - first.end > _LONGEST_JOINT:
        return None
    return " ".join(text[first.end : second.start].lower().split())


def _with_offsets(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """“Two days after 5 May 2010” is one date where the date stands right after it."""
    made: list[Draft] = []
    for draft in drafts:
        last = made[-1] if made else None
        if (
            last is not None
            and last.offset_from
            and last.count
            and draft.moment is not None
            and _gap(text, last, draft) in ("", "the", "that")
        ):
            moment = moved(replace(draft.moment, clock=""), last.count, Unit(last.unit))
            if moment is not None:
                way = "after" if last.count > 0 else "before"
                reason = f"{counted(last.count, Unit(last.unit))} {way} {words_of(draft.moment)}"
                made[-1] = replace(
                    draft,
                    start=last.start,
                    moment=moment,
                    value=moment.value(),
                    reason=reason,
                    explicit=False,
                    second=None,
                    type=Kind.DATE,
                )
                continue
        made.append(draft)
    return made


def _with_times(text: str, drafts: Sequence[Draft], language: Language) -> list[Draft]:
    """A time of day and the day beside it become one expression."""
    made: list[Draft] = []
    for draft in drafts:
        last = made[-1] if made else None
        pair = None if last is None else _timed(last, draft)
        if last is not None and pair is not None and _gap(text, last, draft) in language.time_joints:
            made[-1] = pair
            continue
        made.append(draft)
    return made


def _timed(first: Draft, second: Draft) -> Draft | None:
    """One draft of a day and a time of it, in either order; None where they are not such a pair."""
    for day, time in ((first, second), (second, first)):
        clock = "T" + time.value.partition("T")[2]
        moment = day.moment
        if (
            time.type is Kind.TIME
            and not time.noted
            and len(clock) > 1
            and moment is not None
            and moment.unit is Unit.DAY
            and not moment.clock
        ):
            at = replace(moment, clock=clock)
            return replace(
                day,
                start=first.start,
                end=second.end,
                type=Kind.TIME,
                value=at.value(),
                moment=at,
                second=None,
            )
    return None


def _before(text: str, draft: Draft) -> _Before:
    """The word before an expression; “the” is left out, but before a year, which then describes something."""
    start = draft.start
    bare_year = draft.moment is not None and draft.moment.unit is Unit.YEAR and not draft.moment.piece
    words = text[max(0, start - _NEAR_CHARS) : start]
    end = len(words.rstrip())
    while True:
        begin = end
        while begin and not words[begin - 1].isspace():
            begin -= 1
        word = words[begin:end].lower()
        if word != "the" or not begin or bare_year:
            break
        end = len(words[:begin].rstrip())
    return _Before(word.strip("(,“\"'"), max(0, start - _NEAR_CHARS) + begin)


def _first(edtf: str) -> str:
    return edtf.partition("/")[0]


def _last(edtf: str) -> str:
    return edtf.rpartition("/")[2]


def _span(text: str, first: Draft, second: Draft, language: Language) -> tuple[str, str, int] | None:
    """EDTF, reason and start of a span whose ends are two drafts; None where they make none."""
    one, other = first.moment, second.moment
    if one is None or other is None or first.edtf or second.edtf or one.clock or other.clock:
        return None
    gap = _gap(text, first, second)
    if gap is None or abs(one.unit - other.unit) > 2 or not _in_order(one, other):
        return None
    before = _before(text, first)
    ends = f"{words_of(one)} … {words_of(other)}"
    if gap == language.choices.get(before.word):
        return (
            f"[{_first(one.edtf())}..{_last(other.edtf())}]".replace("~", ""),
            f"between {ends}",
            before.start,
        )
    if gap not in language.ends:
        return None
    if before.word in language.starts:
        return f"{_first(one.edtf())}/{_last(other.edtf())}", f"from {ends}", before.start
    if gap in "-–—":
        return f"{_first(one.edtf())}/{_last(other.edtf())}", f"from {ends}", first.start
    return None


def _in_order(one: Moment, other: Moment) -> bool:
    if one.unit >= Unit.DECADE or other.unit >= Unit.DECADE:
        return one.unit is other.unit and 0 < one.year < other.year
    return one.first_day < other.first_day


def _sided(text: str, draft: Draft, language: Language) -> Expression:
    """A lone expression, with what the word before it says of its side."""
    moment = draft.moment
    if moment is None or draft.edtf:
        return _expression(text, draft, draft.edtf, draft.reason)
    before = _before(text, draft)
    if before.word in language.approximate and moment.unit >= Unit.DAY:
        moment = replace(moment, approximate=True)
        made = _expression(text, replace(draft, moment=moment), moment.edtf(), f"{draft.reason}, about")
        return replace(made, phrase_start=before.start, phrase_end=draft.end)
    side = language.sides.get(before.word)
    edtf = "" if side is None else _beside(text, moment, side, before, language)
    if not edtf:
        return _expression(text, draft, moment.edtf(), draft.reason)
    made = _expression(text, draft, edtf, f"{draft.reason}; “{before.word}”")
    return replace(made, phrase_start=before.start, phrase_end=draft.end)


def _beside(text: str, moment: Moment, side: Side, before: _Before, language: Language) -> str:
    """The EDTF text of before, after, since, until or by a date; `""` where the date itself is meant."""
    own = moment.edtf()
    if moment.clock:
        return ""
    match side:
        case Side.SINCE:
            return f"{_first(own)}/.."
        case Side.UNTIL:
            words = text[max(0, before.start - _DENIAL_CHARS) : before.start].lower()
            sentence = words.rpartition(". ")[2]
            return "" if language.denials & set(sentence.split()) or "n't" in sentence else f"../{_last(own)}"
        case Side.BY:
            return f"[..{_last(own)}]" if moment.unit <= Unit.YEAR else ""
    if moment.unit not in (Unit.DAY, Unit.MONTH, Unit.YEAR) or moment.piece:
        return ""
    if side is Side.BEFORE:
        return f"[..{moment.moved(-1, moment.unit).edtf()}]"
    return f"[{moment.moved(1, moment.unit).edtf()}..]"


def _expression(text: str, draft: Draft, edtf: str, reason: str) -> Expression:
    return Expression(
        draft.start,
        draft.end,
        text[draft.start : draft.end],
        draft.type,
        draft.value,
        edtf,
        Precision.UNDATED if draft.moment is None else draft.moment.precision,
        reason,
        draft.second,
        draft.rule,
        draft.explicit,
        draft.offset_from,
        draft.count,
        Unit(draft.unit).name.lower() if draft.unit else "",
    )
