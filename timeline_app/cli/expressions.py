"""The command `expressions`: a text on standard input, its temporal expressions as JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from timeline_app.cli.arguments import Command, date, value_of
from timeline_app.cli.output import DONE


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command is given."""
    declare_published(parser)
    parser.add_argument(
        "--batch",
        action="store_true",
        help='answer each line {"text": …, "date": …} with one line, the list of its expressions',
    )
    parser.set_defaults(command=run)


def declare_published(parser: argparse.ArgumentParser) -> None:
    """The day that dates are counted from, and the language they are written in."""
    parser.add_argument(
        "--published",
        "--date",
        metavar="D",
        type=value_of(date),
        default="",
        help="the day of publication, from which “Friday” and “last week” are counted",
    )
    parser.add_argument(
        "--language", metavar="CODE", default="", help="en or ru; told by the letters if not said"
    )


def run(chosen: argparse.Namespace) -> int:
    """Print the expressions; the exit status."""
    from timeline_app.work.expression_lines import batch_lines, expression_lines

    if chosen.batch:
        for line in batch_lines(_lines(), chosen.language):
            print(line, flush=True)
        return DONE
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    for line in expression_lines(text, chosen.published, chosen.language):
        print(line)
    return DONE


def _lines() -> Iterator[str]:
    """The lines of standard input as they come."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


COMMAND = Command(
    "expressions",
    declare,
    "find the dates in a text",
    "Read a text on standard input and print its temporal expressions, one JSON object a line.",
)
