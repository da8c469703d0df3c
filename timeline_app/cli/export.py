"""`export`: the story's picture as PNG, SVG or PDF; and the picture written where no window can be opened."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline_app.cli.arguments import Command, add_filter, add_story, date, filter_of, value_of
from timeline_app.cli.output import DONE, note, program, told
from timeline_app.core.errors import TimelineError
from timeline_app.core.snapshot import FacetKind

#: What ends a picture's name; nothing else is a picture.
PICTURE_SUFFIXES = (".png", ".svg", ".pdf")


def picture_instead_of_window(story: Path | None, reason: str) -> int:
    """Write the story's picture into the current folder, say why and how to make others; the exit status."""

    def write() -> int:
        from timeline_app import paths
        from timeline_app.work.opening import open_for_reading, sample_story
        from timeline_app.work.picture import PictureOptions, write_picture

        source = story
        if source is None:
            try:
                source = sample_story()
            except TimelineError:  # a home that cannot be written to: the sample as it ships
                source = paths.sample_json()
        target = _free_name(Path("timeline.png"))
        with open_for_reading(source) as opened:
            note(write_picture(opened, PictureOptions(), target).notes)
        print(
            f"{reason.rstrip('.')}; the story's picture is in {target} instead, and "
            f"“{program()} export STORY OUT.png|.svg|.pdf” makes others."
        )
        return DONE

    return told(write)


def _free_name(wanted: Path) -> Path:
    """The name, or its first numbered neighbour that does not exist: `timeline-2.png`."""
    number, path = 1, wanted
    while path.exists():
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


def _export(chosen: argparse.Namespace) -> int:
    from timeline_app.work.opening import open_for_reading
    from timeline_app.work.picture import PictureOptions, write_picture

    options = PictureOptions(
        size_px=chosen.size,
        dpi=chosen.dpi,
        preset=chosen.preset or "",
        theme=chosen.theme or "",
        lanes=chosen.lanes,
        filter=filter_of(chosen),
        from_date=chosen.from_date,
        to_date=chosen.to_date,
        headline=chosen.title,
    )
    with open_for_reading(chosen.story) as story:
        note(write_picture(story, options, chosen.out).notes)
    return DONE


def _size(text: str) -> tuple[float, float]:
    """`1600x900` in px of 1/96 inch, or `297x210mm`, as px."""
    from timeline_app.work.presets import parse_size

    return parse_size(text)


def _dpi(text: str) -> float:
    from timeline_app.work.presets import checked_dpi

    try:
        return checked_dpi(float(text))
    except ValueError:
        raise TimelineError(f"“{text}” is no resolution; write a number, such as 200.") from None


def _picture_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in PICTURE_SUFFIXES:
        raise TimelineError(
            f"“{text}” must end in {', '.join(PICTURE_SUFFIXES[:-1])} or {PICTURE_SUFFIXES[-1]}."
        )
    return path


def _preset(text: str) -> str:
    from timeline_app.work.presets import preset_named

    return preset_named(text).name


def _declare(parser: argparse.ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument("out", metavar="OUT", type=value_of(_picture_path), help="a .png, .svg or .pdf file")
    day = value_of(date)
    parser.add_argument(
        "--from", dest="from_date", metavar="D", type=day, default="", help="first date shown"
    )
    parser.add_argument("--to", dest="to_date", metavar="D", type=day, default="", help="last date shown")
    add_filter(parser)
    lanes = ["none", *(kind.value for kind in FacetKind)]
    parser.add_argument("--lanes", choices=lanes, default="none", help="one lane for each of these")
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--size", metavar="WxH", type=value_of(_size), help="in px of 1/96 inch (1600x900), or 297x210mm"
    )
    size.add_argument(
        "--preset", metavar="NAME", type=value_of(_preset), help="a final size and least letters"
    )
    parser.add_argument("--dpi", metavar="N", type=value_of(_dpi), help="of a PNG; 96 if not said")
    parser.add_argument("--theme", choices=["light", "dark"], help="light if not said")
    parser.add_argument("--title", metavar="TEXT", help="the headline; the story's own if not said")
    parser.set_defaults(command=_export)


COMMAND = Command(
    "export", _declare, "write the story's picture", "Write the story's picture: PNG, SVG or PDF."
)
