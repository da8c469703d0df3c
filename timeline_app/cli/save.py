"""`save`: a story's events in another format, or as a story of their own."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline_app.cli.arguments import Command, add_filter, add_story, filter_of, value_of
from timeline_app.cli.output import DONE, note


def _save(chosen: argparse.Namespace) -> int:
    from timeline_app.work.opening import open_for_reading
    from timeline_app.work.taking import SaveOptions, save_events

    options = SaveOptions(
        filter=filter_of(chosen),
        format=chosen.format or "",
        neutral=not chosen.raw_cells,
        originals=not chosen.without_originals,
    )
    with open_for_reading(chosen.story) as story:
        report = save_events(story, chosen.out, options)
    note([str(remark) for remark in report.remarks])
    print(report.summary)
    return DONE


def _format(text: str) -> str:
    from timeline_app.formats import format_named, writable

    return format_named(text, writable()).name


def _declare(parser: argparse.ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument("out", metavar="OUT", type=Path, help="a file whose ending tells the format")
    add_filter(parser)
    parser.add_argument(
        "--format", metavar="NAME", type=value_of(_format), help="the format; told by the ending if not said"
    )
    parser.add_argument(
        "--raw-cells",
        action="store_true",
        help="leave cells that begin with =, +, - or @ as they are; a spreadsheet may run them",
    )
    parser.add_argument(
        "--without-originals",
        action="store_true",
        help="leave the files out that articles came from, in a story or its JSON; their texts are kept",
    )
    parser.set_defaults(command=_save)


COMMAND = Command(
    "save",
    _declare,
    "save its events in another format",
    "Save a story's events in another format, or as a story of their own; say what the format can't hold.",
)
