"""A story and what is asked of its picture → Scene → file; shared by the window and the command line.

Chooses the span, the size and the words around the picture; where things stand is `scene`'s to say, how they
are drawn is the renderer's. matplotlib is imported only when a file is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import get_args

import numpy as np

from timeline_app.core.columns import OPEN_END_S, Int64
from timeline_app.core.dates import (
    LANGUAGES,
    DateStyle,
    bounds,
    parse_edtf,
    read_date,
)
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import EventText
from timeline_app.core.filters import EventFilter, words_of
from timeline_app.core.row_set import RowSet, of_rows
from timeline_app.core.snapshot import FacetKind, StorySnapshot
from timeline_app.layout.level_of_detail import story_span
from timeline_app.layout.viewport import Viewport, fit, fit_with_room
from timeline_app.render.metadata import Format, PictureMetadata
from timeline_app.scene import theme as themes
from timeline_app.scene.marks import Scene, Texts
from timeline_app.scene.page import PageWords, compose_page
from timeline_app.scene.picture import NO_LANES, Composed, Picture
from timeline_app.scene.text_metrics import TextMetrics, font_package
from timeline_app.store import repository
from timeline_app.store.database import StoryFile
from timeline_app.store.window_snapshot import merged_snapshot
from timeline_app.work import clock, picture_words
from timeline_app.work.presets import (
    PRESETS,
    SCREEN_DPI,
    Preset,
    checked_dpi,
    checked_size,
    parse_size,
    preset_named,
)
from timeline_app.work.selecting import passing
from timeline_app.work.whole_file import replace_file

__all__ = [
    "PRESETS",
    "Page",
    "PictureOptions",
    "Preset",
    "Written",
    "format_of",
    "parse_size",
    "picture_scene",
    "preset_named",
    "write_picture",
]

#: The size of a picture when none is asked for, in layout px.
DEFAULT_SIZE_PX = (1600.0, 900.0)

#: More than this would take more memory than a desktop has to spare: an A0 poster at 200 dpi is 61 million.
MOST_PIXELS = 120_000_000

_THEMES = {"light": themes.light, "dark": themes.dark}


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What a person asks of a picture.

    - `preset`: a name of `PRESETS`, or "" for size and resolution of one's own.
    - `size_px`: width and height in 1/96 inch, where the preset leaves them open; None for `DEFAULT_SIZE_PX`.
    - `dpi`: of a PNG; 96 where None. `Preset.dpi` is what the window proposes.
    - `theme`: "light" or "dark"; "" takes the preset's, else light.
    - `lanes`: `NO_LANES` or the value of a `FacetKind`.
    - `filter`: which events there are; it never moves the span of a whole story's view to others.
    - `ids`: these events alone, of those that pass the filter; None for all of them.
    - `span_s`: the very seconds in view, start and end; None shows the whole story, or the dates below.
    - `from_date`, `to_date`: EDTF or as a person types it; all of the dates named is in view.
    - `headline`, `credit`: None takes the story's own, "" leaves them out.
    - `footer`: whether the line of sources, filter and date of export stands below.
    - `alternative_text`: None has it drafted.
    - `today_line`: whether today is marked. `density_per_lane_scale`: see `Picture`.
    """

    preset: str = ""
    size_px: tuple[float, float] | None = None
    dpi: float | None = None
    theme: str = ""
    lanes: str = NO_LANES
    filter: EventFilter = field(default_factory=EventFilter)
    ids: tuple[int, ...] | None = None
    span_s: tuple[int, int] | None = None
    from_date: str = ""
    to_date: str = ""
    headline: str | None = None
    credit: str | None = None
    footer: bool = True
    alternative_text: str | None = None
    today_line: bool = False
    density_per_lane_scale: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A picture ready to be drawn by either renderer: the scene, what it says of itself, and its resolution.

    `notes` are sentences for the person: letters that no font has, lanes that found no room.
    """

    scene: Scene
    metadata: PictureMetadata
    dpi: float
    composed: Composed
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: where, its size in pixels (of a PNG) or layout px, notes for the person."""

    path: Path
    width: int
    height: int
    notes: tuple[str, ...] = ()


def format_of(path: Path) -> Format:
    """The format that the file's ending asks for. Raises TimelineError naming the endings there are."""
    ending = path.suffix.lower().removeprefix(".")
    for known in get_args(Format):
        if known == ending:
            found: Format = known
            return found
    raise TimelineError(f"“{path.name}” must end in .png, .svg or .pdf: the ending chooses the format.")


def picture_scene(
    story: StoryFile,
    options: PictureOptions,
    *,
    snapshot: StorySnapshot | None = None,
    metrics: TextMetrics | None = None,
) -> Page:
    """The whole page, composed; the same whichever renderer draws it.

    `snapshot` and `metrics` spare loading where they are at hand. Raises TimelineError for options that
    cannot be met, in a sentence.
    """
    if snapshot is None:
        snapshot = repository.load_snapshot(story)
    elif snapshot.pending is not None:  # a page counts and tells all events alike
        snapshot = merged_snapshot(story, snapshot)
    metrics = metrics or TextMetrics()
    preset = preset_named(options.preset) if options.preset else PRESETS["own"]
    width_px, height_px = _size(preset, options)
    dpi = checked_dpi(options.dpi if options.dpi is not None else SCREEN_DPI)
    theme = _theme(preset, options)
    style = (
        DateStyle(language=snapshot.settings.language)
        if snapshot.settings.language in LANGUAGES
        else DateStyle()
    )
    today = clock.today()
    lanes = _lanes(options.lanes)
    mask = _mask(story, snapshot, options)
    viewport = _viewport(snapshot, mask, options, width_px, today, style)
    settings = snapshot.settings
    headline = settings.headline if options.headline is None else options.headline
    credit = settings.credit if options.credit is None else options.credit
    rows = _rows_in_view(snapshot, mask, viewport)
    words = PageWords(headline=headline, credit=credit)
    if options.footer:
        words = replace(
            words,
            sources=picture_words.sources_words(snapshot, rows, mask),
            filter_words=picture_words.filter_sentence(options.filter, snapshot, mask),
            exported=picture_words.exported_words(today, style),
        )
    picture = Picture(
        snapshot=snapshot,
        mask=mask,
        lanes=lanes,
        style=style,
        today_s=_today_s(today),
        today_line=options.today_line,
        density_per_lane_scale=options.density_per_lane_scale,
        filter_words=words_of(options.filter, snapshot, style),
    )

    def texts(ids: Sequence[int]) -> Mapping[int, EventText]:
        return repository.event_texts(story, ids)

    composed = compose_page(picture, viewport, width_px, height_px, theme, metrics, texts, words)
    description = options.alternative_text
    if description is None:
        description = _drafted(story, snapshot, rows, headline, style)
    titles = {event_id: text.title for event_id, text in texts(_ids_drawn(composed.scene)).items()}
    metadata = PictureMetadata(
        title=headline or story.path.stem,
        description=description,
        author=credit,
        created=clock.moment(),
        language=settings.language or "en",
        event_titles=titles,
    )
    return Page(composed.scene, metadata, dpi, composed, _notes(composed, metrics))


def write_picture(
    story: StoryFile, options: PictureOptions, out_path: Path | str, *, snapshot: StorySnapshot | None = None
) -> Written:
    """Write the picture, whole or not at all: an older file stays until the new one is complete.

    Raises TimelineError with one sentence for an unknown ending, options that cannot be met, and what the
    disk refuses.
    """
    out_path = Path(out_path)
    kind = format_of(out_path)
    page = picture_scene(story, options, snapshot=snapshot)
    return write_page(page, out_path, kind)


def write_page(page: Page, out_path: Path, kind: Format) -> Written:
    """Write a page that is composed already; see `write_picture`."""
    from timeline_app.render import figure

    width, height = figure.pixel_size(page.scene, page.dpi)
    if kind == "png" and width * height > MOST_PIXELS:
        raise TimelineError(
            f"A picture of {width:,} × {height:,} pixels is too large; lower the dpi, or take SVG or PDF."
        )
    buffer = BytesIO()
    figure.write(page.scene, buffer, kind, page.dpi, page.metadata)
    replace_file(out_path, buffer.getvalue())
    if kind != "png":
        width, height = round(page.scene.width_px), round(page.scene.height_px)
    return Written(out_path, width, height, page.notes)


def _size(preset: Preset, options: PictureOptions) -> tuple[float, float]:
    if preset.width_px:
        return preset.width_px, preset.height_px
    return checked_size(*(options.size_px or DEFAULT_SIZE_PX))


def _theme(preset: Preset, options: PictureOptions) -> themes.Theme:
    name = options.theme or preset.theme or "light"
    try:
        theme = _THEMES[name]()
    except KeyError:
        raise TimelineError(f"There is no theme called “{name}”; there are light and dark.") from None
    # smaller, too, where print allows it: that is room for words
    return theme.with_least_letters(preset.letters_px) if preset.letters_px else theme


def _lanes(name: str) -> str:
    kinds = [kind.value for kind in FacetKind]
    if name in (NO_LANES, *kinds):
        return name
    raise TimelineError(f"There are no lanes by “{name}”; there are: {NO_LANES}, {', '.join(kinds)}.")


def _mask(story: StoryFile, snapshot: StorySnapshot, options: PictureOptions) -> RowSet | None:
    """The rows that pass, None for all."""
    mask = None if options.filter.is_empty else passing(story, snapshot, options.filter)
    if options.ids is None:
        return mask
    rows = snapshot.columns.rows_of(np.asarray(options.ids, np.int64))
    chosen = of_rows(rows[rows >= 0], len(snapshot.columns))
    return chosen if mask is None else chosen & mask


def _today_s(today: str) -> int:
    return bounds(today).earliest_start_s


def _edtf(text: str, today: str, style: DateStyle) -> str:
    """A date as EDTF, from EDTF or from what a person types; asks back by refusing."""
    try:
        parse_edtf(text)
    except TimelineError:
        understood = read_date(text, today=today, style=style)
        if understood.alternatives:
            words = " or ".join([understood.words, *(other.words for other in understood.alternatives)])
            raise TimelineError(f"“{text}” may be {words}; write it as year-month-day.") from None
        return understood.edtf
    return text


def _viewport(
    snapshot: StorySnapshot,
    mask: RowSet | None,
    options: PictureOptions,
    width_px: float,
    today: str,
    style: DateStyle,
) -> Viewport:
    if options.span_s is not None:
        return fit(*options.span_s, width_px)
    whole = story_span(snapshot.columns)
    if mask is not None:
        whole = span_of(snapshot, mask.among(0, snapshot.columns.dated)) or whole
    whole_start_s, whole_end_s = whole or (_today_s(today), _today_s(today) + 86_400)
    if not options.from_date and not options.to_date:
        return fit_with_room(whole_start_s, whole_end_s, width_px)
    zone = snapshot.settings.zone
    start_s, end_s = whole_start_s, whole_end_s
    if options.from_date:
        start_s = bounds(_edtf(options.from_date, today, style), zone).earliest_start_s
    if options.to_date:
        end_s = bounds(_edtf(options.to_date, today, style), zone).latest_end_s
    if start_s >= end_s:
        first = options.from_date or "the first event"
        last = options.to_date or "the last event"
        raise TimelineError(f"The view from {first} to {last} holds no time; the first must be the earlier.")
    return fit_with_room(start_s, end_s, width_px, left=not options.from_date, right=not options.to_date)


def span_of(snapshot: StorySnapshot, rows: Int64) -> tuple[int, int] | None:
    """The seconds from first to last of dated rows, an open end counted at its known one; None for none.

    `rows` ascend. Where they have no gap, nothing of their columns is copied.
    """
    if not len(rows):
        return None
    first, last = int(rows[0]), int(rows[-1])
    chosen = slice(first, last + 1) if last - first + 1 == len(rows) else rows
    columns = snapshot.columns
    end_s = columns.end_s[chosen]
    last_s = int(end_s.max())
    if last_s >= OPEN_END_S:
        last_s = int(np.where(end_s >= OPEN_END_S, columns.at_s[chosen] + 1, end_s).max())
    return int(columns.at_s[first]), last_s


def _rows_in_view(snapshot: StorySnapshot, mask: RowSet | None, viewport: Viewport) -> Int64:
    rows = snapshot.columns.overlapping(viewport.start_s, viewport.end_s)
    return rows if mask is None else rows[mask.has(rows)]


def _drafted(story: StoryFile, snapshot: StorySnapshot, rows: Int64, headline: str, style: DateStyle) -> str:
    ids = snapshot.columns.id[picture_words.told_rows(snapshot, rows)].tolist()
    texts = repository.event_texts(story, ids)
    return picture_words.alternative_text(headline, snapshot, rows, span_of(snapshot, rows), texts, style)


def _ids_drawn(scene: Scene) -> list[int]:
    ids: set[int] = set()
    for batch in scene.batches:
        if hasattr(batch, "event_id"):
            ids.update(np.unique(batch.event_id).tolist())
    return sorted(event_id for event_id in ids if event_id > 0)


def _notes(composed: Composed, metrics: TextMetrics) -> tuple[str, ...]:
    notes = []
    scene = composed.scene
    if composed.content_height_px > scene.height_px + 1.0:
        notes.append("Not all lanes fit on this page: make it higher, or filter some out.")
    texts = {text for batch in scene.batches if isinstance(batch, Texts) for text in batch.text}
    scripts = tuple(sorted({script for text in texts for script in metrics.missing(text)}))
    if scripts:
        names = " and ".join(scripts)
        notes.append(
            f"No font here has letters for {names}; install {font_package(scripts)} and export again."
        )
    return tuple(notes)
