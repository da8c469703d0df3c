"""Which titles show, and on which line, with no memory: Been, Daiches and Yap (2006), dynamic map labelling.

From coarse to fine power-of-two zoom, over tiles of time, each label gets a line and the zoom from which it
is shown, by priority. So panning keeps lines, zooming in drops nothing, and every caller sees the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline_app.core.columns import EventColumns, Int64
from timeline_app.layout.time_scale import Float
from timeline_app.layout.viewport import Viewport

#: The label width in px of each row asked for; NaN where the words have not come yet.
WidthOf = Callable[[Int64], Float]


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLabels:
    """The labels in and near a view, rows ascending: `line` 0 is the topmost; all columns of one length.

    `level`: the label shows while seconds_per_px ≤ 2**level. `width_px`: as given by the caller.
    `wanted`: rows whose widths were not known; the picture is settled when it is empty.
    """

    row: Int64
    line: Int64
    level: Int64
    width_px: Float
    wanted: Int64


class LabelTiles:
    """The labels of one lane, cached by level and tile; one to a lane, filter, line count and font.

    A label occupies its line from its mark's left end to the end of its words: beside the mark (`lead_px`
    after it), or, where the mark is wider than its words, within the mark, along which it may slide.
    """

    def __init__(
        self,
        columns: EventColumns,
        rows: Int64 | None,
        line_count: int,
        width_of: WidthOf,
        *,
        lead_px: float = 6.0,
        gap_px: float = 12.0,
        today_s: int | None = None,
    ) -> None:
        raise NotImplementedError

    def place(self, viewport: Viewport) -> PlacedLabels:
        """The labels whose lines the view touches; a few ms cold, well under one once cached."""
        raise NotImplementedError

    def words_came(self) -> None:
        """Forget tiles that were placed while widths were missing."""
        raise NotImplementedError


def settle(
    x0: Float, x1: Float, line: Int64, width_px: Float, view_width_px: float, lead_px: float = 6.0
) -> Float:
    """Where each label begins in this view: beside its mark, sliding or turned at an edge; NaN: nowhere."""
    raise NotImplementedError
