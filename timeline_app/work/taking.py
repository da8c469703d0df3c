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
from timeline_app.store.outgoing import all_ids, file_sizes, proposals_left, story_stream
from timeline_app.work.clock import today
from timeline_app.work.selecting import passing
from timeline_app.work.whole_file import writing_whole

#: The name of the format that is a story as JSON.
OWN_FORMAT = "story-json"
#: Original files of articles go along with a story's JSON up to so many bytes: it is read back whole.
MOST_ORIGINALS_BYTES = 256 * 2**20
#: Of so many events it is tried out what a format can't hold.
MOST_TRIED = 2_000


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """Which events are saved, and how.

    - `filter`: those that pass; `ids`: these alone, in this order, if given;
    - `format`: a format's name; empty lets the file's ending tell;
    - `neutral`: cells that a spreadsheet would run as formulas get an apostrophe in front;
    - `originals`: where the format is the story's own, the files that articles came from go along.
    """

    filter: EventFilter = field(default_factory=EventFilter)
    ids: Sequence[int] | None = None
    format: str = ""
    neutral: bool = True
    originals: bool = True


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
    own = known is None or known.name == OWN_FORMAT
    stream = story_stream(story, ids, remarks, whole=whole, lost=own)
    if own:
        stream = _with_originals(story, stream, options, remarks, most_bytes=_most_bytes(known))
        _tell_proposals(story, remarks)
    if known is None:
        _save_story(stream, path)
        label = "story"
    else:
        _save_file(story, stream, path, known, options, remarks)
        label = known.label
    return SaveReport(path, label, len(ids), remarks.counts[Outcome.SKIPPED], tuple(remarks.kept))


def _most_bytes(known: Format | None) -> int | None:
    """How many bytes of original files the story's JSON takes; a story (None) takes them all."""
    return None if known is None else MOST_ORIGINALS_BYTES


def _with_originals(
    story: StoryFile, stream: StoryStream, options: SaveOptions, remarks: Remarks, *, most_bytes: int | None
) -> StoryStream:
    """The stream with the original files of its articles as far as they go along; which do not is told."""
    sizes = file_sizes(story)
    kept: set[str] = set()
    room = most_bytes
    left: list[int] = []
    for article in stream.articles:
        size = sizes.get(article.key, 0)
        if not size:
            continue
        if options.originals and (room is None or size <= room):
            kept.add(article.key)
            room = None if room is None else room - size
        else:
            left.append(size)
    if left:
        files = (
            "the original file of 1 article"
            if len(left) == 1
            else f"the original files of {len(left):,} articles"
        )
        why = "they do not fit into one file" if options.originals else "as you chose"
        remarks.noted(f"Left out: {files} ({_megabytes(sum(left))}), {why}; the texts are kept.")
    content_of = stream.content_of
    return replace(stream, content_of=lambda key: content_of(key) if key in kept else None)


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:,.1f} MB" if size_bytes >= 100_000 else f"{size_bytes / 1_000:,.1f} kB"


def _tell_proposals(story: StoryFile, remarks: Remarks) -> None:
    """Say what of a whole story neither its JSON nor a story of the saved events holds."""
    proposals, undecided = proposals_left(story)
    if proposals:
        counted = "1 proposal of an article" if proposals == 1 else f"{proposals:,} proposals of articles"
        remarks.noted(f"Left out: {counted}, {undecided:,} not yet decided.")


def _format(path: Path, options: SaveOptions) -> Format:
    """The format that is asked for, or that the file's ending tells."""
    return format_named(options.format, writable()) if options.format else format_to_write(path.name)


def losses(story: StoryFile, options: SaveOptions) -> tuple[Remark, ...]:
    """What the format that `options` name can't hold of the events, found out by writing them to nowhere.

    No format is a story of their own. Of many events the first `MOST_TRIED` are tried. Raises as
    `save_events` does; writes no file.
    """
    known = format_named(options.format, writable()) if options.format else None
    remarks = Remarks()
    whole = options.ids is None and options.filter.is_empty
    ids = all_ids(story) if whole else _ids(story, options)[0]
    own = known is None or known.name == OWN_FORMAT
    stream = story_stream(story, ids[:MOST_TRIED], remarks, whole=whole, lost=own)
    if own:
        _with_originals(story, stream, options, remarks, most_bytes=_most_bytes(known))
        _tell_proposals(story, remarks)
    if known is not None and known.write is not None:
        stream = replace(stream, content_of=lambda _key: None)  # to be looked at, they need not be read
        zone = (stream.settings or StorySettings()).zone
        told = WriteOptions(neutral=options.neutral, zone=zone, today=today())
        known.write(stream, BytesIO(), told, remarks)
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
