"""What a picture says in words beside its events: what lies beyond its edges, and why it is empty."""

from __future__ import annotations

import numpy as np

from timeline_app.core.dates import civil_from_seconds, count_words, span_in_words
from timeline_app.layout.level_of_detail import Beyond
from timeline_app.scene.lane_rows import StoryLanes
from timeline_app.scene.marks import Role, Style, TextStyle
from timeline_app.scene.pen import Layer
from timeline_app.scene.picture import Target, TargetInfo, WayOut
from timeline_app.scene.stage import Stage


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
            left = edge if earlier else width - edge - line.width_px
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
        words = f"Nothing happens in {span}."
        offer, way = f"Show all {number} {plural}", WayOut.GO_TO_EVENTS
    font, offer_font = stage.fonts.empty, stage.fonts.empty_way_out
    room = max(min(stage.width_px - 2 * stage.sizes.edge_px, 520.0), 60.0)
    lines = stage.metrics.wrap(words, font, room, 3)
    height = stage.metrics.line_height(font)
    y = (top_px + foot_px) / 2 - height * len(lines)
    block = stage.pen.block()
    for line in lines:
        stage.pen.text(
            Layer.NOTES,
            (stage.width_px - line.width_px) / 2,
            y,
            line,
            stage.text_style(font),
            Role.EMPTY,
            0,
            block,
        )
        y += height
    if picture.on_paper:
        return words, way
    line = stage.metrics.elide(offer, offer_font, room)
    x = (stage.width_px - line.width_px) / 2
    target = stage.target(TargetInfo(Target.WAY_OUT, np.empty(0, np.int64), way.value))
    y += 10.0
    pad = 12.0
    box = Style(
        fill=stage.theme.canvas,
        stroke=stage.theme.control_line,
        stroke_px=1.0,
        radius_px=stage.sizes.ui_radius_px,
    )
    top = y - stage.metrics.ascent(offer_font)
    stage.pen.rect(
        Layer.NOTES, x - pad, top - 4.0, line.width_px + 2 * pad, stage.metrics.line_height(offer_font) + 8.0,
        box, Role.EMPTY, target,
    )  # fmt: skip
    accent = TextStyle(offer_font, stage.theme.accent)
    stage.pen.text(Layer.NOTES, x, y, line, accent, Role.EMPTY, target)
    return words, way
