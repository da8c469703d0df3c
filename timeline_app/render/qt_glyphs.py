"""Lines of text as Qt's glyph runs, from the font files `text_metrics` measures with; paints nothing.

Nothing is hinted: a line is as wide as it was measured, at every size and every density of pixels.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGlyphRun, QRawFont, QTextLayout, QTextOption

from timeline_app.core.errors import TimelineError
from timeline_app.scene.marks import Family, FontStyle
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.unicode_rules import fit_to_draw

_SHAPED_AT_PX = 256


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Hand the program's font files to Qt, once a process; needs a QGuiApplication.

    Raises TimelineError when a file cannot be used, because text measured with another font would overlap.
    """
    for family in Family:
        for weight in (400, 600):
            for italic in (False, True):
                _registered(_metrics().font_path(family, weight, italic))


@lru_cache(maxsize=1)
def _metrics() -> TextMetrics:
    """Asked only which font file draws which piece of a text, never for a width."""
    return TextMetrics()


@lru_cache(maxsize=256)
def _registered(path: Path) -> str:
    """The family that Qt knows the file's font by."""
    number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise TimelineError(f"The font file {path} cannot be used; reinstall the program.")
    return families[0]


@lru_cache(maxsize=256)
def _shaping_font(family: Family, weight: int, italic: bool, files: tuple[Path, ...]) -> QFont:
    """The typeface at `_SHAPED_AT_PX`, looked for in `files` in their order."""
    font = QFont()
    font.setFamilies([_registered(file) for file in files])
    font.setPixelSize(_SHAPED_AT_PX)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


#: Labels share a font's cache of drawn glyphs only if they share the object. Known by its `head` table, which
#: holds a checksum of the file: two files may bear one name and number their glyphs differently.
_sized_fonts: dict[tuple[bytes, float], QRawFont] = {}


def _at_size(font: QRawFont, size_px: float) -> QRawFont:
    key = bytes(font.fontTable("head").data()), size_px
    if key not in _sized_fonts:
        sized = QRawFont(font)
        sized.setPixelSize(size_px)
        _sized_fonts[key] = sized
    return _sized_fonts[key]


@lru_cache(maxsize=4096)
def glyph_runs(text: str, style: FontStyle, rtl: bool) -> tuple[QGlyphRun, ...]:
    """The shaped line, its glyphs placed from the line's left end on its baseline."""
    shaped = () if rtl or not text else _metrics().glyphs(text, style)
    if text and not shaped:
        return _laid_out(text, style, rtl)
    placed = []
    for part in shaped:
        run = QGlyphRun()
        run.setRawFont(_raw_font(part.path, style.size_px))
        run.setGlyphIndexes(list(part.glyph))
        run.setPositions([QPointF(x * style.size_px, y * style.size_px) for x, y in part.place_em])
        placed.append(run)
    return tuple(placed)


@lru_cache(maxsize=256)
def _raw_font(path: Path, size_px: float) -> QRawFont:
    """A font file at a size; labels share its cache of drawn glyphs because they share the object."""
    return QRawFont(str(path), size_px, QFont.HintingPreference.PreferNoHinting)


def _laid_out(text: str, style: FontStyle, rtl: bool) -> tuple[QGlyphRun, ...]:
    """A line of any script, shaped by Qt.

    Qt rounds a font's size to whole pixels and its advances to 1/64 px, so a line is shaped large and its
    places are scaled down; the glyphs themselves are drawn at the very size.
    """
    text = fit_to_draw(text)
    own = _metrics().font_path(style.family, style.weight, style.italic)
    files = dict.fromkeys((own, *(file for _, file in _metrics().runs(text, style))))
    layout = QTextLayout(text, _shaping_font(style.family, style.weight, style.italic, tuple(files)))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # absolute: a line that runs from the right begins at its left end too
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setPosition(QPointF(0.0, 0.0))
    layout.endLayout()
    scale = style.size_px / _SHAPED_AT_PX
    ascent = line.ascent()
    placed = []
    for run in layout.glyphRuns():
        run.setPositions([QPointF(at.x() * scale, (at.y() - ascent) * scale) for at in run.positions()])
        run.setRawFont(_at_size(run.rawFont(), style.size_px))
        run.setBoundingRect(QRectF())  # it was that of the larger line; an empty one is found from the glyphs
        placed.append(run)
    return tuple(placed)
