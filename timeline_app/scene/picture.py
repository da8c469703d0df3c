"""What a picture is asked for, and what is told about it beside its marks; values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from timeline_app.core.columns import Int64
from timeline_app.core.dates import DateStyle
from timeline_app.core.event import EventText
from timeline_app.core.row_set import RowSet
from timeline_app.core.snapshot import StorySnapshot
from timeline_app.scene.marks import Scene

#: Answers the words of the events asked for, as far as they are at hand; the rest come with a later frame.
TextSource = Callable[[Sequence[int]], Mapping[int, EventText]]

#: `Picture.lanes` when all events share one lane.
NO_LANES = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is to be drawn, apart from where and how.

    - `mask`: the rows of the snapshot's columns that pass the filter; None for all. `edited`: the same of the
      edits that are pending beside them (`snapshot.pending.now`).
    - `lanes`: `NO_LANES` or the value of a `FacetKind`.
    - `today_s`: how far an ongoing span is firm, and where today's line stands if there is a `today_line`.
    - `publication_s`: second of the line of the open article's publication, None for no line.
    - `scroll_px`: how far the lanes are scrolled down, where they are higher than the canvas.
    - `density_per_lane_scale`: each lane's density has a scale of its own, and the picture says so.
    - `filter_words`: the filter in words, for the sentence of an empty picture.
    - `on_paper`: nothing can be clicked: no buttons, and statuses stand in words.
    - `labels_elsewhere`: labels are placed by another thread; the picture shows those there are.
    - `cards_elsewhere`: cards are written by that thread, too, but for the few that a frame has time for.
    - `out_of_time`: asked before each step of finding places for new labels; once it is so, the rest is left
      for the next picture of the same span (`Composed.late`), and what is neither a label nor a card is not
      drawn at all: another thread asks for nothing else. None: a picture is always whole.
    """

    snapshot: StorySnapshot
    mask: RowSet | None = None
    edited: RowSet | None = None
    lanes: str = NO_LANES
    style: DateStyle = DateStyle()
    today_s: int | None = None
    publication_s: int | None = None
    scroll_px: float = 0.0
    density_per_lane_scale: bool = False
    filter_words: str = ""
    on_paper: bool = False
    today_line: bool = True
    labels_elsewhere: bool = False
    cards_elsewhere: bool = False
    out_of_time: Callable[[], bool] | None = None

    @property
    def today_line_s(self) -> int | None:
        """The second of today's line, None for no line."""
        return self.today_s if self.today_line else None


class Form(StrEnum):
    """How the events of a picture stand, from few to many."""

    CARDS = "cards"
    TITLES = "titles"
    DENSITY = "density"
    EMPTY = "empty"


class WayOut(StrEnum):
    """What an empty picture offers; the window gives it to the command of the same meaning."""

    NONE = ""
    CLEAR_FILTER = "clear-filter"
    GO_TO_EVENTS = "fit-all"
    ADD = "add-article"


class Target(StrEnum):
    """What a mark that is no event stands for; a mark's `event_id` is minus its number in `targets`."""

    EARLIER = "earlier"  # go to the last event before the view
    LATER = "later"
    MORE = "more"  # a list of events that did not fit
    LANE = "lane"
    DENSITY = "density"  # counted events
    WAY_OUT = "way-out"


@dataclass(frozen=True, slots=True, eq=False)
class TargetInfo:
    """A target that is no single event: what it is, the events behind it, and where a click leads.

    `rows` are rows of the columns; for EARLIER and LATER the one to go to. `lane` is the lane's key or "".
    `start_s`, `end_s`: the time it covers, where it covers some.
    """

    kind: Target
    rows: Int64
    lane: str = ""
    start_s: int = 0
    end_s: int = 0


@dataclass(frozen=True, slots=True)
class LaneInfo:
    """A lane as drawn: its key and name, how many events it has in view and in all, and where it stands."""

    key: str
    name: str
    in_view: int
    total: int
    y_px: float
    height_px: float
    form: Form


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What a picture shows, in numbers."""

    form: Form
    passing: int  # events that pass the filter
    in_view: int
    earlier: int
    later: int
    undated: int
    last_earlier_id: int  # 0 for none
    first_later_id: int
    labelled: tuple[int, ...]  # ids whose titles stand in the picture
    lanes: tuple[LaneInfo, ...]
    peak: int  # of the density, 0 where none is drawn
    peak_words: str  # "1,204 a month"
    empty_words: str = ""
    way_out: WayOut = WayOut.NONE


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """A scene and what is known of it.

    - `content_height_px`: the height that everything would take; above the canvas' height the lanes scroll.
    - `wanted`: ids whose words were not at hand and would have been shown: fetch them, compose again.
    - `targets`: by positive number; a mark whose `event_id` is `-n` stands for `targets[n]`.
    - `missing_scripts`: scripts of shown texts for which no font has letters.
    - `scale`: how many times the plain theme's px everything is, its density's columns among them.
    - `late`: labels are missing because they are placed elsewhere, or time ran out: compose again.
    - `unready`: labels are missing until a lane of very many events is prepared (`LaneRows.prepare`).
    - `written`: the cards that had to be written, as `TextMetrics.kept` holds them: words and measures alone,
      so that the metrics of another thread may hold them as well.
    """

    scene: Scene
    info: PictureInfo
    content_height_px: float
    wanted: tuple[int, ...]
    targets: Mapping[int, TargetInfo]
    missing_scripts: tuple[str, ...] = ()
    late: bool = False
    unready: bool = False
    scale: float = 1.0
    written: Mapping[object, object] = field(default_factory=dict)
