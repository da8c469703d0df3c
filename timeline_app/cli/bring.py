"""`import`: files of any format into a story, with a report of what was taken, what was not and why."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from timeline_app.cli.arguments import Command, value_of
from timeline_app.cli.output import DONE
from timeline_app.core.errors import TimelineError


def _import(chosen: argparse.Namespace) -> int:
    from timeline_app.work.backups import open_for_change
    from timeline_app.work.importing import ImportOptions, ImportProgress, Known, import_files

    options = ImportOptions(format=chosen.format or "", day_first=chosen.day_first, known=Known(chosen.known))

    def progress(course: ImportProgress) -> None:
        if sys.stderr.isatty():
            left = f", {course.left_s:.0f} s left" if course.left_s >= 1 else ""
            words = f"{course.events:,} events, {course.rate:,.0f} a second{left}"
            print(f"\r{words:<60}", end="", file=sys.stderr, flush=True)

    is_new = not chosen.story.exists()
    try:
        with open_for_change(chosen.story, why="import", make=True) as story:
            reports = import_files(story, chosen.files, options, progress)
    except BaseException:
        if is_new:  # made for files that could not be read: nothing is left behind
            for ending in ("", "-wal", "-shm", "-journal"):
                chosen.story.with_name(chosen.story.name + ending).unlink(missing_ok=True)
        raise
    if sys.stderr.isatty():
        print(f"\r{'':<60}\r", end="", file=sys.stderr)
    for report in reports:
        for line in report.lines():
            print(line)
    return DONE


def _story_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".story":
        raise TimelineError(
            f"“{text}” must end in .story: files are imported into a story, which is made if missing."
        )
    return path


def _format(text: str) -> str:
    from timeline_app.formats import format_named, readable

    return format_named(text, readable()).name


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "story", metavar="STORY", type=value_of(_story_path), help="a .story, made if missing"
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="what to import, in any format")
    parser.add_argument(
        "--format",
        metavar="NAME",
        type=value_of(_format),
        help="the files' format; told by their content if not said",
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", dest="day_first", action="store_true", default=None, help="11/12/2025 is in December"
    )
    order.add_argument(
        "--month-first",
        dest="day_first",
        action="store_false",
        default=None,
        help="11/12/2025 is in November",
    )
    parser.add_argument(
        "--known",
        choices=["update", "keep", "add"],
        default="update",
        help="events that the story has already: bring them up to date, keep them, or add them once more",
    )
    parser.set_defaults(command=_import)


COMMAND = Command(
    "import",
    _declare,
    "bring files into a story",
    "Bring files into a story, in one step that can be undone, and report what became of each row.",
)
