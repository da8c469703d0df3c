"""The one measure of text: widths, line breaks, ellipses and directions, from the font files themselves.

Refuses to draw and to know a toolkit. Renderers never measure: they draw unhinted what stands here. Measured
with HarfBuzz, which Qt and matplotlib shape with as well; a title of fifty letters takes about 10 µs the
first time and a look into a dictionary afterwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from timeline_app.scene.marks import Family, FontStyle
from timeline_app.scene.text_metrics_fonts import (
    Face,
    Glyphs,
    dejavu,
    face_of,
    own_font,
    script_of,
    system_font_for,
)
from timeline_app.scene.unicode_rules import break_into_pieces, fit_to_draw, is_rtl, joined

ELLIPSIS = "…"

#: Unicode's classes of what is written from right to left, and of what makes it so.
_LEFTWARDS = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})

#: How many measured texts are kept before all are forgotten: far more than a screen ever shows.
_MOST_KEPT = 200_000

#: Names of scripts as a person knows them.
_SCRIPT_NAMES = {
    "Hani": "Chinese",
    "Hira": "Japanese",
    "Kana": "Japanese",
    "Hang": "Korean",
    "Bopo": "Chinese",
    "Arab": "Arabic",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
    "Beng": "Bengali",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Thai": "Thai",
    "Ethi": "Ethiopic",
    "Khmr": "Khmer",
    "Mymr": "Burmese",
    "Sinh": "Sinhala",
    "Tibt": "Tibetan",
    "Geor": "Georgian",
    "Armn": "Armenian",
    "Grek": "Greek",
    "Cyrl": "Cyrillic",
    "Latn": "Latin",
    "Zyyy": "symbols",
    "Zinh": "symbols",
}
_EAST_ASIAN = frozenset({"Chinese", "Japanese", "Korean"})

_BREAKS_AFTER = frozenset("-–—/")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it is drawn: `text` in reading order, its width, and its direction."""

    text: str
    width_px: float
    rtl: bool = False


def font_package(scripts: tuple[str, ...]) -> str:
    """The Debian packages with letters for these scripts, as `apt install` takes them; "" for none."""
    packages = {"fonts-noto-cjk" if script in _EAST_ASIAN else "fonts-noto-core" for script in scripts}
    return " ".join(sorted(packages))


class TextMetrics:
    """Measures text in the program's fonts; keeps what it has measured, so share one object in a thread."""

    def __init__(self) -> None:
        self._chains: dict[tuple[Family, int, bool], tuple[Face, ...]] = {}
        self._em: dict[tuple[Family, int, bool, str], float] = {}
        self._wrapped: dict[tuple[str, FontStyle, float, int], tuple[Line, ...]] = {}
        self._measures: dict[FontStyle, Callable[[str], float]] = {}
        #: Whatever is worked out from measured texts alone may be kept here, and is forgotten with them.
        self.kept: dict[object, object] = _Bounded()
        self._lacking: dict[str, tuple[str, ...]] = {}
        self._plain: dict[tuple[Family, int, bool], dict[str, bool]] = {}
        self._by_character: dict[tuple[Family, int, bool, str], Face | None] = {}

    # Faces ------------------------------------------------------------------------------------------------

    def font_path(self, family: Family, weight: int = 400, italic: bool = False) -> Path:
        """The font file that a style is drawn from; register it with the renderer."""
        return self._chain(family, weight, italic)[0].path

    def runs(self, text: str, font: FontStyle) -> tuple[tuple[str, Path], ...]:
        """The text in pieces, each with the font file that draws it, in reading order."""
        return tuple((run, face.path) for run, face in self._runs(text, font))

    def missing(self, text: str) -> tuple[str, ...]:
        """The scripts of the text that no font here has letters for, e.g. ("Chinese",), each once, sorted."""
        if text.isascii():
            return ()
        known = self._lacking.get(text)
        if known is not None:
            return known
        lacking = {
            script_of(character)
            for character in set(text)
            if not character.isascii()
            and unicodedata.category(character)[0] in "LMNPS"
            and self._face_for(character, Family.SANS, 400, False) is None
        }
        if len(self._lacking) >= _MOST_KEPT:
            self._lacking.clear()
        found = self._lacking[text] = tuple(sorted({_SCRIPT_NAMES.get(one, one) for one in lacking}))
        return found

    def _chain(self, family: Family, weight: int, italic: bool) -> tuple[Face, ...]:
        key = (family, weight, italic)
        chain = self._chains.get(key)
        if chain is None:
            spare = dejavu(weight, italic)
            chain = (face_of(own_font(family, weight, italic)), *((face_of(spare),) if spare else ()))
            self._chains[key] = chain
        return chain

    def _face_for(self, character: str, family: Family, weight: int, italic: bool) -> Face | None:
        key = (family, weight, italic, character)
        if key not in self._by_character:
            found = next(
                (face for face in self._chain(family, weight, italic) if face.covers(character)), None
            )
            if found is None:
                path = system_font_for(character)
                found = face_of(path) if path else None
            self._by_character[key] = found
        return self._by_character[key]

    def _is_plain(self, text: str, font: FontStyle) -> bool:
        """Whether the style's own font has each character, and none is written leftwards."""
        key = (font.family, font.weight, font.italic)
        plain = self._plain.setdefault(key, {})
        for character in text:
            known = plain.get(character)
            if known is None:
                known = plain[character] = unicodedata.bidirectional(
                    character
                ) not in _LEFTWARDS and self._chain(*key)[0].covers(character)
            if not known:
                return False
        return True

    def _runs(self, text: str, font: FontStyle) -> list[tuple[str, Face]]:
        if text and self._is_plain(text, font):
            return [(text, self._chain(font.family, font.weight, font.italic)[0])]
        first = self._chain(font.family, font.weight, font.italic)[0]
        runs: list[tuple[str, Face]] = []
        start, current, rtl = 0, first, False
        for place, character in enumerate(text):
            kind = unicodedata.category(character)
            # Marks and joiners stay with their letter, spaces with the run they end.
            joined = place > 0 and (kind[0] == "M" or kind == "Cf" or (kind == "Zs" and current.covers(" ")))
            if joined:
                continue
            face = self._face_for(character, font.family, font.weight, font.italic) or first
            direction = unicodedata.bidirectional(character)
            turned = True if direction in ("R", "AL") else False if direction in ("L", "EN", "AN") else rtl
            if (face is not current or turned != rtl) and place > start:
                runs.append((text[start:place], current))
                start = place
            current, rtl = face, turned
        if text:
            runs.append((text[start:], current))
        return runs

    # Widths -----------------------------------------------------------------------------------------------

    def width(self, text: str, font: FontStyle) -> float:
        """The advance width of one line in px, in the fonts that draw it."""
        key = (font.family, font.weight, font.italic, text)
        em = self._em.get(key)
        if em is None:
            drawn = fit_to_draw(text)
            if drawn.isascii():
                em = self._chain(font.family, font.weight, font.italic)[0].advance_em(drawn)
            else:
                em = sum(face.advance_em(run) for run, face in self._runs(drawn, font))
            if len(self._em) >= _MOST_KEPT:
                self._em.clear()
            self._em[key] = em
        return em * font.size_px

    def measure(self, font: FontStyle) -> Callable[[str], float]:
        """`width` in one font, the same callable each time: who asks may keep answers by it."""
        found = self._measures.get(font)
        if found is None:
            found = self._measures[font] = partial(self.width, font=font)
        return found

    def glyphs(self, text: str, font: FontStyle) -> tuple[Glyphs, ...]:
        """A line as shaped glyphs, the very ones it was measured by; none where some of it runs leftwards."""
        drawn = fit_to_draw(text)
        if drawn.isascii():
            runs = [(drawn, self._chain(font.family, font.weight, font.italic)[0])]
        elif not self._is_plain(drawn, font) and any(
            unicodedata.bidirectional(character) in _LEFTWARDS for character in drawn
        ):
            return ()
        else:
            runs = self._runs(drawn, font)
        placed, at_em = [], 0.0
        for run, face in runs:
            placed.append(face.glyphs(run, at_em))
            at_em += face.advance_em(run) if len(runs) > 1 else 0.0
        return tuple(placed)

    def ascent(self, font: FontStyle) -> float:
        """From the baseline up to the top of the line, px."""
        return float(self._chain(font.family, font.weight, font.italic)[0].ascent_em * font.size_px)

    def descent(self, font: FontStyle) -> float:
        """From the baseline down to the foot of the line, px, positive."""
        return float(self._chain(font.family, font.weight, font.italic)[0].descent_em * font.size_px)

    def line_height(self, font: FontStyle) -> float:
        """From one baseline to the next in running text, px."""
        return self.ascent(font) + self.descent(font)

    # Lines ------------------------------------------------------------------------------------------------

    def line(self, text: str, font: FontStyle) -> Line:
        """The text on one line, made fit to draw: control characters and lone surrogates replaced."""
        drawn = fit_to_draw(text)
        return Line(drawn, self.width(drawn, font), is_rtl(drawn))

    def elide(self, text: str, font: FontStyle, width_px: float) -> Line:
        """The text on one line no wider than `width_px`, cut between words with '…' where it must be."""
        whole = self.line(text, font)
        if whole.width_px <= width_px:
            return whole
        lines = self.wrap(text, font, width_px, 1)
        return lines[0] if lines else Line("", 0.0)

    def wrap(self, text: str, font: FontStyle, width_px: float, max_lines: int) -> tuple[Line, ...]:
        """The text in at most `max_lines` lines, each no wider than `width_px`; the last ends in '…' if cut.

        Breaks stand between words and between East Asian letters; a word wider than a line breaks after a
        hyphen, else anywhere between its letters. A width too narrow for one letter and '…' gives no lines.
        """
        key = (text, font, width_px, max_lines)
        lines = self._wrapped.get(key)
        if lines is None:
            lines = self._wrap(fit_to_draw(text), font, width_px, max_lines)
            if len(self._wrapped) >= _MOST_KEPT:
                self._wrapped.clear()
            self._wrapped[key] = lines
        return lines

    def balanced(self, text: str, font: FontStyle, width_px: float, max_lines: int) -> tuple[Line, ...]:
        """Like `wrap`, with lines of about one length where nothing is cut, so that no word is left alone."""
        key = (text, font, -width_px, max_lines)
        lines = self._wrapped.get(key)
        if lines is None:
            lines = self.wrap(text, font, width_px, max_lines)
            whole = len(lines) > 1 and " ".join(line.text for line in lines) == " ".join(text.split())
            widest = max((self.width(word, font) for word in text.split()), default=0.0)
            low, high = max(width_px / 2, widest), width_px
            while whole and high - low > 4.0:
                middle = (low + high) / 2
                tried = self._wrap(fit_to_draw(text), font, middle, len(lines) + 1)
                if len(tried) == len(lines):
                    lines, high = tried, middle
                else:
                    low = middle
            self._wrapped[key] = lines
        return lines

    def _wrap(self, text: str, font: FontStyle, width_px: float, max_lines: int) -> tuple[Line, ...]:
        rtl = is_rtl(text)
        pieces = break_into_pieces(text)
        lines: list[Line] = []
        at = 0
        while at < len(pieces) and len(lines) < max_lines:
            last = len(lines) == max_lines - 1
            taken, end = self._fill(pieces, at, font, width_px)
            if end < len(pieces) and last:
                cut = self._cut(pieces, at, font, width_px)
                if cut:
                    lines.append(Line(cut, self.width(cut, font), rtl))
                elif lines:
                    before = lines.pop()
                    again = self._shorten(before.text, font, width_px)
                    lines.append(Line(again, self.width(again, font), rtl))
                return tuple(lines)
            if end == at:  # one word wider than the line: it breaks between letters
                head, tail = self._break_word(pieces[at][0], font, width_px)
                if not head:
                    return ()
                lines.append(Line(head, self.width(head, font), rtl))
                pieces = [*pieces[:at], (tail, pieces[at][1]), *pieces[at + 1 :]]
                continue
            lines.append(Line(taken, self.width(taken, font), rtl))
            at = end
        return tuple(lines)

    def _fill(
        self, pieces: list[tuple[str, bool]], at: int, font: FontStyle, width_px: float
    ) -> tuple[str, int]:
        """As many pieces from `at` on as one line takes: the line's text and the first piece of the next."""
        space = self.width(" ", font)
        used, end, line = 0.0, at, ""
        while end < len(pieces):
            word, spaced = pieces[end]
            gap = " " if spaced and end > at else ""
            step = self.width(word, font) + (space if gap else 0.0)
            if used + step > width_px + 1e-9:
                break
            used, end, line = used + step, end + 1, line + gap + word
        while end > at + 1 and self.width(line, font) > width_px:  # kerning between pieces
            end -= 1
            line = joined(pieces, at, end)
        return line, end

    def _cut(self, pieces: list[tuple[str, bool]], at: int, font: FontStyle, width_px: float) -> str:
        """One line that begins at `at` and ends in '…', cut between words; inside the first if it must."""
        room = width_px - self.width(ELLIPSIS, font)
        if room <= 0:
            return ""
        line, end = self._fill(pieces, at, font, room)
        if end > at:
            return self._shorten(line, font, width_px, whole=True)
        head, _tail = self._break_word(pieces[at][0], font, room)
        return head + ELLIPSIS if head else ""

    def _shorten(self, line: str, font: FontStyle, width_px: float, whole: bool = False) -> str:
        """The line with '…' behind it, without trailing commas, no wider than the width."""
        words = line.split(" ")
        if not whole and len(words) > 1 and self.width(line + ELLIPSIS, font) > width_px:
            words = words[:-1]
        return " ".join(words).rstrip(" ,;:–—-") + ELLIPSIS

    def _break_word(self, word: str, font: FontStyle, width_px: float) -> tuple[str, str]:
        """The longest head of a word that fits, and its tail; marks stay with their letters."""
        low, high = 0, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(word[:middle], font) <= width_px:
                low = middle
            else:
                high = middle - 1
        hyphen = max((word.rfind(mark, 1, low) for mark in _BREAKS_AFTER), default=-1)
        if low < len(word) and hyphen > 0:
            return word[: hyphen + 1], word[hyphen + 1 :]
        while 0 < low < len(word) and (
            unicodedata.category(word[low])[0] == "M" or "\u200d" in (word[low], word[low - 1])
        ):
            low -= 1
        return word[:low], word[low:]


class _Bounded(dict[object, object]):
    """Forgets everything when it has grown large."""

    def __setitem__(self, key: object, value: object) -> None:
        if len(self) >= _MOST_KEPT // 20:
            self.clear()
        super().__setitem__(key, value)
