"""What a picture says in words beside its events: what lies beyond its edges, and why it is empty."""

from __future__ import annotations

import math

import numpy as np

from timeline_app.core.dates import civil_from_seconds, count_words, span_in_words
from timeline_app.layout.level_of_detail import Beyond
from timeline_app.scene.lane_rows import StoryLanes
from timeline_app.scene.marks import Role, Style, TextStyle
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Target, TargetInfo, WayOut
from timeline_app.scene.stage import Stage

_MOST_SENTENCE_PX = 520.0


def least_notes(stage: Stage, beyond: Beyond) -> list[tuple[float, float]]:
    """The x ranges that the notes at the edges take at the least: kept free for them."""
    edge, font = stage.sizes.edge_px, stage.fonts.note
    room = edge + stage.metrics.width("←", font) + edge
    return [
        span
        for span, count in (
            ((0.0, room), beyond.earlier),
            ((stage.width_px - room, stage.width_px), beyond.later),
        )
        if count
    ]


def draw_edge_notes(stage: Stage, beyond: Beyond, y_px: float, taken: list[tuple[float, float]]) -> None:
    """The notes "← 12 earlier, last August 2021" and "3 later →", targets; short where they would touch."""
    width, edge, font = stage.width_px, stage.sizes.edge_px, stage.fonts.note
    style = stage.text_style(font, soft=True)
    baseline = stage.centred_baseline(y_px, font)
    occupied = list(taken)
    for earlier in (True, False):
        count = beyond.earlier if earlier else beyond.later
        row = beyond.earlier_row if earlier else beyond.later_row
        if count <= 0 or row < 0:
            continue
        number = count_words(count, stage.picture.style)
        when = _day_words(stage, row, last=earlier)
        if earlier:
            forms = [f"← {number} earlier, last {when}", f"← {number} earlier", f"← {number}", "←"]
        else:
            forms = [f"{number} later, next {when} →", f"{number} later →", f"{number} →", "→"]
        for form in forms:
            line = stage.metrics.line(form, font)
            left = edge if earlier else float(math.floor(width - edge - line.width_px))
            right = left + line.width_px
            free = all(right + edge <= x0 or left - edge >= x1 for x0, x1 in occupied)
            if (free and line.width_px <= 0.55 * width) or form == forms[-1]:
                kind = Target.EARLIER if earlier else Target.LATER
                target = stage.target(TargetInfo(kind, np.array([row], np.int64)))
                stage.pen.text(Layer.NOTES, left, baseline, line, style, Role.EDGE_NOTE, target)
                occupied.append((left, right))
                break


def _day_words(stage: Stage, row: int, *, last: bool) -> str:
    """When the nearest event beyond an edge is, as its own date says it where that is known."""
    text = stage.words([int(stage.columns.id[row])]).get(int(stage.columns.id[row]))
    if text is not None:
        return stage.date_words(text)
    at_s = int(stage.columns.end_s[row]) - 1 if last else int(stage.columns.at_s[row])
    civil = civil_from_seconds(at_s)
    day_s = at_s - civil.hour * 3600 - civil.minute * 60 - civil.second
    return span_in_words(day_s, day_s + 86_400, stage.picture.style)


def draw_empty(
    stage: Stage, lanes: StoryLanes, beyond: Beyond, top_px: float, foot_px: float
) -> tuple[str, WayOut]:
    """Why nothing is shown, and one way out; gives the sentence and what the way out does."""
    picture = stage.picture
    if not len(stage.columns):
        words, offer, way = (
            "This story has no events yet.",
            "Add an article or an event",
            WayOut.ADD,
        )
    elif lanes.passing == 0:
        reason = f" “{picture.filter_words}”" if picture.filter_words else ""
        words, offer, way = f"No event passes the filter{reason}.", "Clear the filter", WayOut.CLEAR_FILTER
    elif lanes.whole.total == 0:
        return "", WayOut.NONE  # only undated events pass: their lane shows them
    else:
        span = span_in_words(stage.viewport.start_s, stage.viewport.end_s, picture.style)
        number = count_words(beyond.earlier + beyond.later, picture.style)
        plural = "event" if beyond.earlier + beyond.later == 1 else "events"
        words = f"No event in view: {span}."
        offer, way = f"Show all {number} {plural}", WayOut.GO_TO_EVENTS
    _draw_sentence(stage, words, offer, way, top_px, foot_px)
    return words, way


def _draw_sentence(stage: Stage, words: str, offer: str, way: WayOut, top_px: float, foot_px: float) -> None:
    """The sentence in the middle of the free canvas, and the way out below it as a button."""
    metrics, sizes, pen = stage.metrics, stage.sizes, stage.pen
    font, offer_font = stage.fonts.empty, stage.fonts.empty_way_out
    room = max(min(stage.width_px - 2 * sizes.edge_px, _MOST_SENTENCE_PX), 60.0)
    step, pad, gap = metrics.line_height(font), 6.0, 10.0
    button_px = 0.0 if stage.picture.on_paper else metrics.line_height(offer_font) + 2 * pad + gap
    lines = metrics.wrap(words, font, room, 3)
    while lines and len(lines) * step + button_px > foot_px - top_px:
        lines = metrics.wrap(words, font, room, len(lines) - 1) if len(lines) > 1 else ()
    y = (top_px + foot_px - len(lines) * step - button_px) / 2
    block = pen.block()
    for line in lines:
        x = (stage.width_px - line.width_px) / 2
        baseline = y + metrics.ascent(font)
        pen.text(Layer.NOTES, x, baseline, line, stage.text_style(font), Role.EMPTY, 0, block)
        y += step
    if not button_px or button_px > foot_px - top_px:
        return
    line = metrics.elide(offer, offer_font, room)
    target = stage.target(TargetInfo(Target.WAY_OUT, np.empty(0, np.int64), way.value))
    x, y = (stage.width_px - line.width_px) / 2, y + gap
    box = Style(
        fill=stage.theme.canvas, stroke=stage.theme.control_line, stroke_px=1.0, radius_px=sizes.ui_radius_px
    )
    width, height = line.width_px + 4 * pad, metrics.line_height(offer_font) + 2 * pad
    pen.rect(Layer.NOTES, x - 2 * pad, y, width, height, box, Role.EMPTY, target)
    accent = TextStyle(offer_font, stage.theme.accent)
    pen.text(Layer.NOTES, x, y + pad + metrics.ascent(offer_font), line, accent, Role.EMPTY, target)
