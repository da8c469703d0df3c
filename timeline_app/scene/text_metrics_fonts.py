"""The font files that text is drawn from: our own, DejaVu Sans for what they lack, then the system's.

Finds files and says which file has letters for which character; refuses to measure text (`text_metrics`) and
to choose a look (`theme`). matplotlib's folder is found without importing it. A system font is looked at only
when a character is met that no font before it has; files that are named after a missing script come first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from timeline_app.core.errors import TimelineError
from timeline_app.scene.marks import Family

_PACKAGES = {
    Family.SANS: ("font_source_sans_pro", "SourceSansPro"),
    Family.SERIF: ("font_source_serif_pro", "SourceSerifPro"),
}
_STYLES = {(400, False): "Regular", (600, False): "Semibold", (400, True): "It", (600, True): "SemiboldIt"}

#: What a system font must not be for running text: other weights and widths come after all plain ones.
_UNLIKELY = (
    "bold",
    "black",
    "heavy",
    "light",
    "thin",
    "italic",
    "oblique",
    "cond",
    "mono",
    "display",
    "emoji",
)

#: Parts of file names that promise letters of a script (ISO 15924), so that few files are opened.
_HINTS = {
    "Hani": ("cjk", "han", "gothic", "ming", "song", "hei", "wqy", "droidsansfallback", "pingfang", "msyh"),
    "Hira": ("cjk", "jp", "gothic", "mincho", "hiragino", "meiryo", "droidsansfallback"),
    "Kana": ("cjk", "jp", "gothic", "mincho", "hiragino", "meiryo", "droidsansfallback"),
    "Hang": ("cjk", "kr", "nanum", "malgun", "gothic", "droidsansfallback"),
    "Arab": ("arabic", "naskh", "kacst", "amiri"),
    "Hebr": ("hebrew", "culmus"),
    "Deva": ("devanagari", "lohit", "mangal", "nirmala"),
    "Beng": ("bengali", "lohit", "nirmala"),
    "Taml": ("tamil", "lohit", "nirmala"),
    "Thai": ("thai", "tlwg", "leelawad"),
    "Ethi": ("ethiopic", "abyssinica", "nyala"),
}


#: What is measured is mostly drawn at once: so many shaped texts are kept until then.
_MOST_SHAPED = 64


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A shaped run of one font file: glyph numbers, and where each stands in em, y down from the baseline.

    The first run of a line begins at 0.
    """

    path: Path
    glyph: tuple[int, ...]
    place_em: tuple[tuple[float, float], ...]


class Face:
    """One font file, opened for measuring; `advance_em` values are fractions of the font size."""

    __slots__ = ("_covered", "_font", "_shaped", "ascent_em", "descent_em", "path", "upem")

    def __init__(self, path: Path) -> None:
        self.path = path
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(face)
        self.upem = float(face.upem)
        extents = self._font.get_font_extents("ltr")
        self.ascent_em = extents.ascender / self.upem
        self.descent_em = -extents.descender / self.upem
        self._covered: dict[str, bool] = {}
        self._shaped: dict[str, hb.Buffer] = {}

    def covers(self, character: str) -> bool:
        """Whether the file has a glyph of its own for the character."""
        known = self._covered.get(character)
        if known is None:
            known = bool(self._font.get_nominal_glyph(ord(character)))
            self._covered[character] = known
        return known

    def advance_em(self, text: str) -> float:
        """The advance of a run that this face draws as a whole, kerned and with its ligatures."""
        if not text:
            return 0.0
        return float(sum(position.x_advance for position in self._shape(text).glyph_positions)) / self.upem

    def glyphs(self, text: str, at_em: float = 0.0) -> Glyphs:
        """The glyphs of a run that this face draws as a whole, from left to right, the first at `at_em`."""
        shaped = self._shape(text)
        places, at = [], 0
        for position in shaped.glyph_positions:
            x_em, y_em = (at + position.x_offset) / self.upem, position.y_offset / self.upem
            places.append((at_em + x_em, -y_em))
            at += position.x_advance
        return Glyphs(self.path, tuple(info.codepoint for info in shaped.glyph_infos), tuple(places))

    def _shape(self, text: str) -> hb.Buffer:
        shaped = self._shaped.get(text)
        if shaped is None:
            if len(self._shaped) >= _MOST_SHAPED:
                self._shaped.clear()
            shaped = self._shaped[text] = self._newly_shaped(text)
        return shaped

    def _newly_shaped(self, text: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        return buffer


def own_font(family: Family, weight: int = 400, italic: bool = False) -> Path:
    """The program's own font file of a style; raises TimelineError where its package is not installed."""
    package, stem = _PACKAGES[family]
    spec = find_spec(package)
    name = f"{stem}-{_STYLES[600 if weight >= 600 else 400, italic]}.ttf"
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "files" / name
        if path.is_file():
            return path
    raise TimelineError(
        f"The font {name} is missing: install the Python package {package.replace('_', '-')}."
    )


def dejavu(weight: int = 400, italic: bool = False) -> Path | None:
    """DejaVu Sans as matplotlib ships it, found without importing matplotlib; None where there is none."""
    spec = find_spec("matplotlib")
    name = (
        "DejaVuSans"
        + {
            (False, False): "",
            (True, False): "-Bold",
            (False, True): "-Oblique",
            (True, True): "-BoldOblique",
        }[weight >= 600, italic]
    )
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"
        if path.is_file():
            return path
    return None


@lru_cache(maxsize=256)
def face_of(path: Path) -> Face:
    """The opened face of a file; files stay open, there are few."""
    return Face(path)


def script_of(character: str) -> str:
    """The ISO 15924 code of a character's script: "Latn", "Hani"; "Zyyy" for what all scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return str(buffer.script or "Zyyy")


def _font_folders() -> Iterator[Path]:
    """Where the system keeps fonts, on Linux, macOS and Windows."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        if local:
            yield Path(local) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        data = os.environ.get("XDG_DATA_HOME")
        yield Path(data) / "fonts" if data else home / ".local/share/fonts"
        yield from (home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


@lru_cache(maxsize=1)
def system_font_files() -> tuple[Path, ...]:
    """Every outline font file of the system, plain upright weights first; read once."""
    found: set[Path] = set()
    for folder in _font_folders():
        for root, _folders, names in os.walk(folder):
            found.update(
                Path(root) / name for name in names if name.lower().endswith((".ttf", ".otf", ".ttc"))
            )

    def rank(path: Path) -> tuple[int, bool, str, str]:
        name = path.name.lower()
        unlikely = sum(word in name for word in _UNLIKELY)
        return unlikely, not name.startswith("noto"), name, str(path)

    return tuple(sorted(found, key=rank))


@lru_cache(maxsize=4096)
def system_font_for(character: str) -> Path | None:
    """A font file of the system that has this character as an outline, or None."""
    hints = _HINTS.get(script_of(character), ())
    files = system_font_files()
    likely = [path for path in files if any(hint in path.name.lower() for hint in hints)] if hints else []
    for path in (*likely, *files):
        if _readable(path) and face_of(path).covers(character):
            return path
    return None


@lru_cache(maxsize=4096)
def _readable(path: Path) -> bool:
    """Whether the file can be opened and has outlines: bitmap fonts cannot be drawn at any size."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        return face.glyph_count > 0 and not {"glyf", "CFF ", "CFF2"}.isdisjoint(face.table_tags)
    except (OSError, hb.HarfBuzzError, ValueError):
        return False
