"""One matplotlib artist that draws a whole Scene, row by row, in its painting order; knows no file format.

It speaks to matplotlib's renderers directly (`draw_path`, `draw_text`), because artists of their own for
every mark take a hundred times as long and move text to where they measure it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from timeline_app.scene.marks import (
    Areas,
    Batch,
    Clip,
    Colour,
    FontStyle,
    Lines,
    Rects,
    Role,
    Scene,
    Style,
    Symbols,
    Texts,
)
from timeline_app.scene.symbols import UNIT_POLYGONS
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.unicode_rules import fit_to_draw, is_rtl

#: How far the handles of a Bézier quarter circle stand from its ends, in radii.
_QUARTER_HANDLE = 0.5522847498

_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT_MARK = "\u200f"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one batch that were drawn as one named group: marks of one event, or one block of text.

    `name` is the group's id in the SVG as matplotlib writes it; `event_id` is 0 for none.
    """

    name: str
    batch: int
    first: int
    last: int
    event_id: int
    has_title: bool
    is_text: bool


class SceneArtist(Artist):
    """Draws a Scene over the whole figure.

    After drawing, `groups` says which rows stand in which named group, in painting order.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.groups: list[Group] = []
        self._scene = scene

    def draw(self, renderer: Any) -> None:
        """Called by matplotlib with the renderer of the format."""
        self.groups.clear()
        scene = self._scene
        # the same scale both ways: a PNG is rounded to whole pixels
        figure = self.get_figure(root=True)
        if figure is None:
            raise RuntimeError("the artist stands in no figure")
        scale = figure.bbox.width / scene.width_px
        height = figure.bbox.height
        page = _Page(renderer, scale, height, Affine2D().scale(scale, -scale).translate(0.0, height))
        for number, batch in enumerate(scene.batches):
            if isinstance(batch, Clip):
                page.clip = _clip_box(batch, page)
                continue
            for group in _groups(number, batch):
                with page.group(group, self.groups):
                    _draw_rows(batch, group, page)


class _Page:
    """Where a renderer's marks go: the scale from layout px, the clip in force, pens for styles."""

    def __init__(self, renderer: Any, scale: float, height: float, transform: Affine2D) -> None:
        self.renderer = renderer
        self.scale = scale
        self.height = height
        self.transform = transform
        self.clip: Bbox | None = None
        self.to_pixels = isinstance(renderer, RendererAgg)
        # renderers take widths and sizes in points of their own dpi
        self.points_per_px = scale / float(renderer.points_to_pixels(1.0))

    @contextmanager
    def group(self, group: Group, groups: list[Group]) -> Iterator[None]:
        """Rows of an event, and each block of text, stand in a group of their own; only SVG takes notice."""
        if group.event_id <= 0 and not group.is_text:
            yield
            return
        groups.append(group)
        self.renderer.open_group("marks", gid=group.name)
        try:
            yield
        finally:
            self.renderer.close_group("marks")

    def path(self, path: Path, style: Style) -> None:
        """Fill and stroke one path given in layout px."""
        pen = self.renderer.new_gc()
        pen.set_antialiased(True)
        pen.set_snap(False)
        pen.set_joinstyle("miter")
        pen.set_capstyle("butt")
        if self.clip is not None:
            pen.set_clip_rectangle(self.clip)
        if style.stroke is not None and style.stroke_px > 0:
            pen.set_foreground(_rgba(style.stroke), isRGBA=True)
            pen.set_linewidth(style.stroke_px * self.points_per_px)
            if style.dash_px:
                pen.set_dashes(0, [length * self.points_per_px for length in style.dash_px])
        else:
            pen.set_linewidth(0)
        fill = _rgba(style.fill) if style.fill is not None else None
        self.renderer.draw_path(pen, path, self.transform, fill)
        pen.restore()

    def text(self, x: float, baseline: float, text: str, font: FontStyle, colour: Colour) -> None:
        """One line of text from its left end on its baseline."""
        pen = self.renderer.new_gc()
        pen.set_antialiased(True)
        pen.set_foreground(_rgba(colour), isRGBA=True)
        if self.clip is not None:
            pen.set_clip_rectangle(self.clip)
        left, bottom = self.transform.transform((x, baseline))
        if self.renderer.flipy():
            bottom = self.height - bottom
        if self.to_pixels:
            bottom = math.floor(bottom + 0.5)  # a baseline on whole pixels is sharper, and where Qt has it
        properties = _font(text, font, font.size_px * self.points_per_px)
        self.renderer.draw_text(pen, left, bottom, text, properties, 0.0, ismath=False)
        pen.restore()


def _clip_box(clip: Clip, page: _Page) -> Bbox | None:
    if not math.isfinite(clip.width):
        return None
    corners = ((clip.x, clip.y + clip.height), (clip.x + clip.width, clip.y))
    return Bbox(page.transform.transform(corners))


def _rgba(colour: Colour) -> tuple[float, float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255, colour[3] / 255


def _groups(number: int, batch: Batch) -> Iterator[Group]:
    """The rows of a batch cut into runs of one event, and for texts into blocks too."""
    if batch.role.size == 0:
        return
    changes = batch.event_id[1:] != batch.event_id[:-1]
    is_text = isinstance(batch, Texts)
    if isinstance(batch, Texts):
        alone = (batch.block[1:] != batch.block[:-1]) | (batch.block[1:] == 0)
        changes = changes | alone | (batch.style[1:] != batch.style[:-1])
    cuts = (np.flatnonzero(changes) + 1).tolist()
    for first, last in zip([0, *cuts], [*cuts, int(batch.role.size)], strict=True):
        has_title = is_text and bool((batch.role[first:last] == Role.TITLE).any())
        event_id = max(0, int(batch.event_id[first]))
        yield Group(f"rows-{number}-{first}", number, first, last, event_id, has_title, is_text)


def _draw_rows(batch: Batch, group: Group, page: _Page) -> None:
    rows = range(group.first, group.last)
    match batch:
        case Rects():
            for row in rows:
                style = batch.styles[batch.style[row]]
                box = (
                    float(batch.x[row]),
                    float(batch.y[row]),
                    float(batch.width[row]),
                    float(batch.height[row]),
                )
                page.path(_rectangle(*box, style.radius_px), style)
        case Lines():
            for row in rows:
                ends = ((batch.x0[row], batch.y0[row]), (batch.x1[row], batch.y1[row]))
                page.path(Path(ends), batch.styles[batch.style[row]])
        case Symbols():
            for row in rows:
                centre = np.array((batch.x[row], batch.y[row]))
                corners = UNIT_POLYGONS[batch.symbol[row]] * batch.size[row] + centre
                page.path(_polygon(corners), batch.styles[batch.style[row]])
        case Areas():
            for row in rows:
                points = slice(int(batch.offset[row]), int(batch.offset[row + 1]))
                corners = np.column_stack((batch.x[points], batch.y[points]))
                if len(corners) >= 3:
                    page.path(_polygon(corners), batch.styles[batch.style[row]])
        case Texts():
            for row in rows:
                style = batch.styles[batch.style[row]]
                text = directed(fit_to_draw(batch.text[row]), bool(batch.rtl[row]))
                page.text(float(batch.x[row]), float(batch.baseline[row]), text, style.font, style.colour)


def _polygon(corners: Any) -> Path:
    return Path(np.concatenate((corners, corners[:1])), closed=True)


def _rectangle(x: float, y: float, width: float, height: float, radius: float) -> Path:
    radius = max(0.0, min(radius, width / 2, height / 2))
    right, bottom = x + width, y + height
    if radius == 0:
        return Path(((x, y), (right, y), (right, bottom), (x, bottom), (x, y)), closed=True)
    near = radius * (1 - _QUARTER_HANDLE)
    points = (
        (x + radius, y),
        (right - radius, y),
        (right - near, y),
        (right, y + near),
        (right, y + radius),
        (right, bottom - radius),
        (right, bottom - near),
        (right - near, bottom),
        (right - radius, bottom),
        (x + radius, bottom),
        (x + near, bottom),
        (x, bottom - near),
        (x, bottom - radius),
        (x, y + radius),
        (x, y + near),
        (x + near, y),
        (x + radius, y),
        (x + radius, y),
    )
    corner = (Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4)
    return Path(points, (Path.MOVETO, *corner * 4, Path.CLOSEPOLY))


def directed(text: str, rtl: bool) -> str:
    """The line with an invisible mark before it, where its own letters would make it run the other way.

    Only there: in a PDF the mark is a glyph that moves its neighbours by a hair.
    """
    if rtl == is_rtl(text):
        return text
    return (_RIGHT_TO_LEFT_MARK if rtl else _LEFT_TO_RIGHT_MARK) + text


@lru_cache(maxsize=1)
def _metrics() -> TextMetrics:
    """Asked only which font file draws which piece of a text, never for a width."""
    return TextMetrics()


@lru_cache(maxsize=256)
def _registered(path: FilePath) -> str:
    """The family that matplotlib knows the file's font by."""
    for entry in fontManager.ttflist:
        if entry.fname == str(path):
            return str(entry.name)
    fontManager.addfont(path)
    return str(fontManager.ttflist[-1].name)


@lru_cache(maxsize=4096)
def _files(text: str, font: FontStyle) -> tuple[FilePath, ...]:
    own = _metrics().font_path(font.family, font.weight, font.italic)
    return tuple(dict.fromkeys((own, *(file for _, file in _metrics().runs(text, font)))))


def _font(text: str, font: FontStyle, size_points: float) -> FontProperties:
    """The properties by which matplotlib finds the very files that `text_metrics` measures with."""
    files = _files(text, font)
    properties = FontProperties(
        family=[_registered(file) for file in files],
        size=size_points,
        weight=font.weight,
        style="italic" if font.italic else "normal",
    )
    if len(files) == 1:
        properties.set_file(files[0])
    return properties
