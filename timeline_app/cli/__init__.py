"""The command line: arguments in, one of `work`'s deeds done, an exit status out. Imports no Qt.

Each command has a file of its own. Exit status 0: done; 1: a problem the person can act on, told in one
sentence on standard error; 2: wrong usage. What a command needs is imported when it runs, so that `--help`
and `--version` answer at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from timeline_app import __version__
from timeline_app.cli import bring, check, export, expressions, listing, read, save
from timeline_app.cli.export import picture_instead_of_window
from timeline_app.cli.output import USAGE, told

__all__ = ["asks_for_window", "main", "picture_instead_of_window"]

_COMMANDS = {
    command.name: command
    for command in (
        export.COMMAND,
        listing.COMMAND,
        bring.COMMAND,
        save.COMMAND,
        check.COMMAND,
        expressions.COMMAND,
        read.COMMAND,
    )
}


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments name a story to open in the window, rather than a command or an option."""
    return len(arguments) == 1 and arguments[0] not in _COMMANDS and not arguments[0].startswith("-")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit status."""
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has printed help, the version or what is wrong
        return stop.code if isinstance(stop.code, int) else USAGE
    deed: Callable[[argparse.Namespace], int] = chosen.command
    return told(lambda: deed(chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="timeline-app",
        usage="%(prog)s [STORY]\n       %(prog)s COMMAND … (%(prog)s COMMAND --help tells more)",
        description="A timeline of a running story: every mark leads back to the sentence that says so.",
        epilog="Without a command the window opens, with STORY, or the story opened last, or the sample. "
        "STORY is a .story file, or any file that can be imported.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(prog="timeline-app", metavar="COMMAND", required=True)
    for command in _COMMANDS.values():
        command.declare(
            commands.add_parser(
                command.name, help=command.short, description=command.long, allow_abbrev=False
            )
        )
    return parser
