"""What the parts of one picture share while it is composed: measures, pen, targets; draws nothing itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from timeline_app.core.columns import STATUS_SHIFT, EventColumns, Int64
from timeline_app.core.dates import in_words
from timeline_app.core.event import Category, EventText, Status
from timeline_app.layout.time_scale import Float, TimeScale
from timeline_app.layout.viewport import Viewport
from timeline_app.scene.marks import Colour, FontStyle, Style, TextStyle
from timeline_app.scene.pen import Pen
from timeline_app.scene.picture import Picture, TargetInfo, TextSource
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import CategoryStyle, Fonts, Sizes, Theme, category_style

#: Below these sizes a picture is compact.
_COMPACT_HEIGHT_PX = 380.0
_COMPACT_WIDTH_PX = 520.0

#: Half the height of a capital.
_CENTRE_EM = 0.33


@dataclass(frozen=True, slots=True)
class _Looks:
    """The looks of categories in a theme's colours, and what they are of."""

    of: tuple[tuple[tuple[Colour, ...], Colour, Colour, Colour], tuple[Category, ...]]
    looks: tuple[CategoryStyle, ...]


class Stage:
    """One picture in the making.

    `targets`, `wanted` and `labelled` are collected here by whoever draws; `known` holds the words that were
    asked for, so that each event is asked for once a frame.
    """

    def __init__(
        self,
        picture: Picture,
        viewport: Viewport,
        height_px: float,
        theme: Theme,
        metrics: TextMetrics,
        texts: TextSource,
    ) -> None:
        self.picture = picture
        self.viewport = viewport
        self.scale: TimeScale = viewport.scale
        self.width_px = viewport.width_px
        self.height_px = height_px
        # a small canvas gives its room to words
        if height_px < _COMPACT_HEIGHT_PX or viewport.width_px < _COMPACT_WIDTH_PX:
            theme = theme.compact()
        self.is_compact = theme.is_compact
        self.theme = theme
        self.sizes: Sizes = theme.sizes
        self.fonts: Fonts = theme.fonts
        self.metrics = metrics
        self.pen = Pen()
        self.columns: EventColumns = picture.snapshot.by_row  # asked row by row: it need not be sorted
        self.sorted: EventColumns = picture.snapshot.columns
        self.targets: dict[int, TargetInfo] = {}
        self.wanted: set[int] = set()
        self.labelled: set[int] = set()
        self.known: dict[int, EventText] = {}
        self.late = False  # something was left for a later picture
        self.written: dict[object, object] = {}  # cards that were written for this picture
        self.unready = False  # labels wait until a lane of very many events is prepared
        self._texts = texts
        self._looks: tuple[CategoryStyle, ...] | None = None
        self._text_styles: dict[tuple[FontStyle, bool, bool], TextStyle] = {}

    @property
    def places_only(self) -> bool:
        """Whether the picture is asked for its labels and cards alone, to be shown in another."""
        return self.picture.out_of_time is not None

    def out_of_time(self) -> bool:
        """Whether what can wait should be left for a later picture."""
        return self.picture.out_of_time is not None and self.picture.out_of_time()

    def words(self, ids: Iterable[int]) -> dict[int, EventText]:
        """The words of these events as far as they are at hand; the others are noted as wanted."""
        asked = list(ids)
        known = self.known
        new = [event_id for event_id in asked if event_id not in known]
        if new:
            found = self._texts(new)
            known.update(found)
            if len(found) < len(new):
                self.wanted.update(event_id for event_id in new if event_id not in known)
            if len(new) == len(asked):
                return dict(found)
        return {event_id: known[event_id] for event_id in asked if event_id in known}

    def words_of_rows(self, rows: Int64) -> dict[int, EventText]:
        """The same by rows of the columns."""
        return self.words(self.columns.id[rows].tolist())

    def date_words(self, text: EventText) -> str:
        """An event's date in the picture's words."""
        return in_words(text.edtf, self.picture.style, text.as_written)

    def target(self, info: TargetInfo) -> int:
        """The number, negative, by which marks stand for this target."""
        number = len(self.targets) + 1
        self.targets[number] = info
        return -number

    def text_style(self, font: FontStyle, *, soft: bool = False, faint: bool = False) -> TextStyle:
        """A font in ink, soft ink or faint ink."""
        style = self._text_styles.get((font, soft, faint))
        if style is None:
            colour = self.theme.faint_ink if faint else self.theme.soft_ink if soft else self.theme.ink
            style = self._text_styles[font, soft, faint] = TextStyle(font, colour)
        return style

    def looks(self) -> tuple[CategoryStyle, ...]:
        """How the story's categories look, and last, at index -1, what bears none."""
        if self._looks is None:
            theme, categories = self.theme, self.picture.snapshot.categories
            # found by the objects, which are there again in the next frame: a theme is long to compare
            key = ("looks", id(theme.categories), id(categories))
            of = (theme.categories, theme.uncategorised, theme.canvas, theme.ink), categories
            known = self.metrics.kept.get(key)
            if not isinstance(known, _Looks) or known.of != of:
                looks = tuple(category_style(theme, category) for category in (*categories, None))
                known = self.metrics.kept[key] = _Looks(of, looks)
            self._looks = known.looks
        return self._looks

    def category(self, row: int) -> CategoryStyle:
        """How the category of a row looks."""
        return self.looks()[int(self.columns.category[row])]

    def status(self, row: int) -> Status:
        """How far the event of a row can be relied on."""
        return Status(int(self.columns.flags[row]) >> STATUS_SHIFT)

    def filled(self, row: int) -> Style:
        """The fill of a row's marks."""
        return Style(fill=self.category(row).colour)

    def centred_baseline(self, y_px: float, font: FontStyle) -> float:
        """The baseline of a line whose letters stand centred on y: by the height of capitals, 0.66 em.

        On a whole px: letters keep their shape wherever they stand.
        """
        return float(math.floor(y_px + _CENTRE_EM * font.size_px + 0.5))

    def centred_baselines(self, y_px: Float, font: FontStyle) -> Float:
        """The same of many lines."""
        baselines: Float = np.floor(y_px + (_CENTRE_EM * font.size_px + 0.5))
        return baselines
