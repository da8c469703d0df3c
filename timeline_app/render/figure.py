"""Scene → matplotlib Figure → PNG, SVG, PDF, with no display; the one home of matplotlib.

Refuses to place anything: every row of every batch is handed to matplotlib's renderer where the Scene says,
in painting order. Nothing global of pyplot is touched; the bytes depend only on the scene, the options and
the versions of the libraries.
"""

from __future__ import annotations

import logging
import math
import warnings
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import IO, Any

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from timeline_app.render.figure_artist import SceneArtist
from timeline_app.render.figure_svg import finished_svg
from timeline_app.render.metadata import Format, PictureMetadata
from timeline_app.scene.marks import Scene
from timeline_app.scene.unicode_rules import fit_to_draw

__all__ = ["PX_PER_INCH", "Format", "PictureMetadata", "pixel_size", "pixels", "write"]

#: Layout px are 1/96 inch.
PX_PER_INCH = 96.0

_SVG_UNITS_PER_INCH = 72.0
_SOFTWARE = "Timeline App"


def write(scene: Scene, stream: IO[bytes], format: Format, dpi: float, metadata: PictureMetadata) -> None:  # noqa: A002
    """Write the scene as one picture to a binary stream.

    A PNG has `width_px × dpi / 96` by `height_px × dpi / 96` pixels, rounded; SVG and PDF are that size in
    inches / 96 whatever the dpi. Raises OSError from the stream.
    """
    _set_up()
    metadata = _fit_to_write(metadata)
    match format:
        case "png":
            stream.write(_png(scene, dpi, metadata))
        case "svg":
            stream.write(_svg(scene, metadata))
        case "pdf":
            stream.write(_pdf(scene, metadata))


def _fit_to_write(metadata: PictureMetadata) -> PictureMetadata:
    """The same without control characters and lone surrogates, which no format can hold."""
    return replace(
        metadata,
        title=fit_to_draw(metadata.title),
        description=fit_to_draw(metadata.description),
        author=fit_to_draw(metadata.author),
        language=fit_to_draw(metadata.language),
        event_titles={event_id: fit_to_draw(title) for event_id, title in metadata.event_titles.items()},
    )


@lru_cache(maxsize=1)
def _set_up() -> None:
    """Settings of matplotlib that all our figures share; this module is its only user in the process."""
    matplotlib.rcParams.update(
        {
            "text.hinting": "none",  # widths are those of the outlines, as `text_metrics` measures them
            "text.parse_math": False,
            "font.enable_last_resort": False,  # its boxes are wider than those that were measured
            "lines.scale_dashes": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "timeline-app",
            "pdf.fonttype": 42,
            "path.simplify": False,
        }
    )
    # its notices about fonts and caches are nothing a person can act on
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)


def _drawn(scene: Scene, width_in: float, height_in: float, dpi: float) -> tuple[Figure, SceneArtist]:
    figure = Figure(figsize=(width_in, height_in), dpi=dpi)
    figure.patch.set_visible(False)
    artist = SceneArtist(scene)
    figure.add_artist(artist)
    return figure, artist


def _saved(figure: Figure, **options: Any) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings():
        # which letters are missing is told by `text_metrics`, with the package to install
        warnings.simplefilter("ignore", UserWarning)
        figure.savefig(buffer, **options)
    return buffer.getvalue()


def _png(scene: Scene, dpi: float, metadata: PictureMetadata) -> bytes:
    width, height = pixel_size(scene, dpi)
    # Agg cuts the fraction off: a ten-thousandth keeps 1599.9999 from becoming 1599
    figure, _ = _drawn(scene, (width + 1e-4) / dpi, (height + 1e-4) / dpi, dpi)
    about = {
        "Title": metadata.title,
        "Description": metadata.description,
        "Author": metadata.author,
        "Creation Time": metadata.created.isoformat() if metadata.created else "",
    }
    kept = {key: value for key, value in about.items() if value}
    return _saved(figure, format="png", dpi=dpi, metadata={**kept, "Software": _SOFTWARE})


def _svg(scene: Scene, metadata: PictureMetadata) -> bytes:
    # at 72 units to the inch, one unit of the file is one layout px
    figure, artist = _drawn(
        scene,
        scene.width_px / _SVG_UNITS_PER_INCH,
        scene.height_px / _SVG_UNITS_PER_INCH,
        _SVG_UNITS_PER_INCH,
    )
    raw = _saved(figure, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return finished_svg(
        raw,
        scene,
        artist.groups,
        title=metadata.title,
        description=metadata.description,
        author=metadata.author,
        created=metadata.created.isoformat() if metadata.created else "",
        language=metadata.language,
        software=_SOFTWARE,
        event_titles=metadata.event_titles,
    )


def _pdf(scene: Scene, metadata: PictureMetadata) -> bytes:
    figure, _ = _drawn(scene, scene.width_px / PX_PER_INCH, scene.height_px / PX_PER_INCH, 72)
    about = {
        "Title": metadata.title or None,
        "Subject": metadata.description or None,
        "Author": metadata.author or None,
        "Creator": _SOFTWARE,
        "CreationDate": metadata.created,
    }
    return _saved(figure, format="pdf", metadata=about)


def pixels(scene: Scene, dpi: float) -> NDArray[np.uint8]:
    """The scene as the PNG shows it: height × width × red, green, blue, alpha (not premultiplied)."""
    _set_up()
    width, height = pixel_size(scene, dpi)
    figure, _ = _drawn(scene, (width + 1e-4) / dpi, (height + 1e-4) / dpi, dpi)
    canvas: Any = FigureCanvasAgg(figure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        canvas.draw()
    return np.array(canvas.buffer_rgba(), dtype=np.uint8)


def pixel_size(scene: Scene, dpi: float) -> tuple[int, int]:
    """Width and height in pixels of the scene's PNG at this resolution, at least 1 × 1."""
    scale = dpi / PX_PER_INCH
    return max(1, math.floor(scene.width_px * scale + 0.5)), max(1, math.floor(scene.height_px * scale + 0.5))
