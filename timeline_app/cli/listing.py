"""`list`: the events of a story, for people or as JSON lines."""

from __future__ import annotations

import argparse

from timeline_app.cli.arguments import Command, add_filter, add_story, filter_of
from timeline_app.cli.output import DONE


def _list(chosen: argparse.Namespace) -> int:
    from timeline_app.work.listing import json_lines, lines_for_people, listing
    from timeline_app.work.opening import open_for_reading

    with open_for_reading(chosen.story) as story:
        listed = listing(story, filter_of(chosen))
        for line in json_lines(listed) if chosen.json else lines_for_people(listed):
            print(line)
    return DONE


def _declare(parser: argparse.ArgumentParser) -> None:
    add_story(parser)
    add_filter(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(command=_list)


COMMAND = Command("list", _declare, "list its events", "List the events of a story in the order of time.")
