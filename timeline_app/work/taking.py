"""A story's events → a file of another format, or a story of their own; what was left out is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from timeline_app.core.errors import TimelineError
from timeline_app.core.event import StorySettings
from timeline_app.core.filters import EventFilter
from timeline_app.core.records import StoryStream, records_of_stream
from timeline_app.core.report import Outcome, Remark, Remarks
from timeline_app.formats import Format, WriteOptions, format_named, format_to_write, writable
from timeline_app.scene.theme import FAMILY_NAMES, Theme, dark, hex_of, light
from timeline_app.store import repository
from timeline_app.store.database import StoryFile, create_story
from timeline_app.store.incoming import Known, take_records
from timeline_app.store.outgoing import all_ids, left_out, story_stream
from timeline_app.work.clock import today
from timeline_app.work.selecting import passing
from timeline_app.work.whole_file import writing_whole

#: Of so many events it is tried out what a format can't hold.
MOST_TRIED = 2_000


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """Which events are saved, and how.

    - `filter`: those that pass; `ids`: these alone, in this order, if given;
    - `format`: a format's name; empty lets the file's ending tell;
    - `neutral`: cells that a spreadsheet would run as formulas get an apostrophe in front.
    """

    filter: EventFilter = field(default_factory=EventFilter)
    ids: Sequence[int] | None = None
    format: str = ""
    neutral: bool = True


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What was saved where: how many events, in which format, and what of them is not in the file."""

    path: Path
    format: str
    events: int
    skipped: int
    remarks: tuple[Remark, ...]

    @property
    def summary(self) -> str:
        """One sentence."""
        written = self.events - self.skipped
        counted = f"{written:,} event{'' if written == 1 else 's'}"
        left = f", {self.skipped:,} left out" if self.skipped else ""
        return f"{counted} saved in {self.path.name} – {self.format}{left}."


def save_events(story: StoryFile, path: Path | str, options: SaveOptions | None = None) -> SaveReport:
    """Save a story's events in the format that the file's ending asks for: a whole file, or none.

    Raises TimelineError for an ending that is unknown, a malformed filter, and what the disk refuses.
    """
    options = options or SaveOptions()
    path = Path(path)
    remarks = Remarks()
    ids, whole = _ids(story, options)
    as_story = not options.format and path.suffix.lower() == ".story"
    known = None if as_story else _format(path, options)
    lost = known is None or known.name == "story-json"
    stream = story_stream(story, ids, remarks, whole=whole, lost=lost)
    if lost:
        _tell_left_out(story, remarks)
    if known is None:
        _save_story(stream, path)
        label = "story"
    else:
        _save_file(story, stream, path, known, options, remarks)
        label = known.label
    return SaveReport(path, label, len(ids), remarks.counts[Outcome.SKIPPED], tuple(remarks.kept))


def _tell_left_out(story: StoryFile, remarks: Remarks) -> None:
    """Say what of a whole story neither its JSON nor a story of the saved events holds."""
    files, proposals = left_out(story)
    if files:
        articles = "1 article" if files == 1 else f"{files:,} articles"
        remarks.noted(f"Left out: the original files of {articles}; the texts are kept.")
    if proposals:
        counted = "1 proposal" if proposals == 1 else f"{proposals:,} proposals"
        remarks.noted(f"Left out: {counted} not yet decided.")


def _format(path: Path, options: SaveOptions) -> Format:
    """The format that is asked for, or that the file's ending tells."""
    return format_named(options.format, writable()) if options.format else format_to_write(path.name)


def losses(story: StoryFile, options: SaveOptions) -> tuple[Remark, ...]:
    """What the format that `options` name can't hold of the events, found out by writing them to nowhere.

    Of many events the first `MOST_TRIED` are tried. Raises as `save_events` does; writes no file.
    """
    known = format_named(options.format, writable())
    if known.write is None:
        return ()
    remarks = Remarks()
    whole = options.ids is None and options.filter.is_empty
    ids = all_ids(story) if whole else _ids(story, options)[0]
    lost = known.name == "story-json"
    if lost:
        _tell_left_out(story, remarks)
    stream = story_stream(story, ids[:MOST_TRIED], remarks, whole=whole, lost=lost)
    zone = (stream.settings or StorySettings()).zone
    known.write(stream, BytesIO(), WriteOptions(neutral=options.neutral, zone=zone, today=today()), remarks)
    return tuple(remarks.kept)


def _ids(story: StoryFile, options: SaveOptions) -> tuple[list[int], bool]:
    """The events to be saved, in their order, and whether they are all there are."""
    if options.ids is not None:
        return list(options.ids), False
    snapshot = repository.load_snapshot(story)
    found: list[int]
    if options.filter.is_empty:
        found = snapshot.columns.id.tolist()
        return found, True
    found = snapshot.columns.id[passing(story, snapshot, options.filter).rows()].tolist()
    return found, False


def _save_story(stream: StoryStream, path: Path) -> None:
    """The events as a story of their own, with their articles, categories and the story's settings."""
    made = create_story(path)
    try:
        with made:
            take_records(made, records_of_stream(stream), known=Known.KEEP_SAME, settings_win=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _save_file(
    story: StoryFile, stream: StoryStream, path: Path, known: Format, options: SaveOptions, remarks: Remarks
) -> None:
    if known.write is None:
        raise TimelineError(f"The format “{known.name}” can only be read.")
    settings = stream.settings or StorySettings()
    told = WriteOptions(neutral=options.neutral, zone=settings.zone, today=today())
    if known.name == "html":
        look = {made.name: _look(made) for made in (light(), dark())}
        told = replace(told, picture_svg=_picture(story, options), light=look["light"], dark=look["dark"])
    with writing_whole(path) as file:
        known.write(stream, file, told, remarks)


def _picture(story: StoryFile, options: SaveOptions) -> bytes:
    """The picture of the events that are saved and no others, as SVG."""
    from timeline_app.render import figure
    from timeline_app.work.picture import PictureOptions, picture_scene

    asked = PictureOptions(footer=False, headline="", credit="")
    if options.ids is None:
        asked = replace(asked, filter=options.filter)
    else:
        asked = replace(asked, ids=tuple(options.ids))
    page = picture_scene(story, asked)
    buffer = BytesIO()
    figure.write(page.scene, buffer, "svg", page.dpi, page.metadata)
    return buffer.getvalue()


def _look(theme: Theme) -> dict[str, str]:
    """The colours and fonts of a theme, by their names in the page."""
    colours = {
        "ground": theme.ground,
        "ink": theme.ink,
        "soft": theme.soft_ink,
        "line": theme.line,
        "passage": theme.passage,
        "on-passage": theme.ink,
    }
    look = {name: hex_of(colour) for name, colour in colours.items()}
    fonts = (("sans", theme.fonts.title, "sans-serif"), ("serif", theme.fonts.passage, "serif"))
    return look | {name: f'"{FAMILY_NAMES[font.family]}", {plain}' for name, font, plain in fonts}
