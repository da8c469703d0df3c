"""The command line: arguments in, one of `work`'s deeds done, an exit status out. Imports no Qt.

Exit status 0: done; 1: a problem the person can act on, told in one sentence on standard error; 2: wrong
usage. What a command needs is imported when it runs, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from timeline_app import __version__
from timeline_app.core.errors import TimelineError
from timeline_app.core.snapshot import FacetKind

if TYPE_CHECKING:
    from timeline_app.core.filters import EventFilter

DONE, PROBLEM, USAGE = 0, 1, 2

#: What ends a picture's name; nothing else is a picture.
PICTURE_SUFFIXES = (".png", ".svg", ".pdf")

_Value = TypeVar("_Value")


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments name a story to open in the window, rather than a command or an option."""
    return len(arguments) == 1 and arguments[0] not in _COMMANDS and not arguments[0].startswith("-")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit status."""
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has printed help, the version or what is wrong
        return stop.code if isinstance(stop.code, int) else USAGE
    command: Callable[[argparse.Namespace], int] = chosen.command
    return _told(lambda: command(chosen))


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
            _note(write_picture(opened, PictureOptions(), target).notes)
        print(
            f"{reason.rstrip('.')}; the story's picture is in {target} instead, and "
            f"“{_program()} export STORY OUT.png|.svg|.pdf” makes others."
        )
        return DONE

    return _told(write)


def _told(deed: Callable[[], int]) -> int:
    """Do it, and turn problems of the world into one sentence and a status."""
    try:
        with _harmless_output():
            return deed()
    except TimelineError as trouble:
        print(f"timeline-app: {' '.join(str(trouble).split())}", file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 128 + 2  # as a shell reports SIGINT


@contextmanager
def _harmless_output() -> Iterator[None]:
    """Output in UTF-8 where it is a file or a pipe; letters a terminal lacks never stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if not stream.isatty():
                reconfigure(encoding="utf-8")
            reconfigure(errors="backslashreplace")
    yield
    sys.stdout.flush()


def _note(notes: Sequence[str]) -> None:
    """What the person should know of a picture that was written all the same."""
    for note in notes:
        print(f"timeline-app: {note}", file=sys.stderr)


def _program() -> str:
    """How the person calls this program."""
    return "python main.py" if Path(sys.argv[0]).name == "main.py" else "timeline-app"


def _free_name(wanted: Path) -> Path:
    """The name, or its first numbered neighbour that does not exist: `timeline-2.png`."""
    number, path = 1, wanted
    while path.exists():
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


# -- the commands ------------------------------------------------------------------------------------------


def _export(chosen: argparse.Namespace) -> int:
    from timeline_app.work.opening import open_for_reading
    from timeline_app.work.picture import PictureOptions, write_picture

    options = PictureOptions(
        size_px=chosen.size,
        dpi=chosen.dpi,
        preset=chosen.preset or "",
        theme=chosen.theme or "",
        lanes=chosen.lanes,
        filter=_filter(chosen),
        from_date=chosen.from_date,
        to_date=chosen.to_date,
        headline=chosen.title,
    )
    with open_for_reading(chosen.story) as story:
        _note(write_picture(story, options, chosen.out).notes)
    return DONE


def _list(chosen: argparse.Namespace) -> int:
    from timeline_app.work.listing import json_lines, lines_for_people, listing
    from timeline_app.work.opening import open_for_reading

    with open_for_reading(chosen.story) as story:
        listed = listing(story, _filter(chosen))
        for line in json_lines(listed) if chosen.json else lines_for_people(listed):
            print(line)
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    from timeline_app.work.checking import check

    report = check(chosen.story)
    for finding in report.findings:
        print(finding)
    if report.findings:
        raise TimelineError(report.summary)
    print(report.summary)
    return DONE


def _filter(chosen: argparse.Namespace) -> EventFilter:
    from timeline_app.core.filters import EventFilter

    return EventFilter(query=chosen.filter)


# -- what they are given -----------------------------------------------------------------------------------


def _value_of(read: Callable[[str], _Value]) -> Callable[[str], _Value]:
    """A reader of an argument whose `TimelineError` is wrong usage, told as argparse tells it."""

    def value(text: str) -> _Value:
        try:
            return read(text)
        except TimelineError as trouble:
            raise argparse.ArgumentTypeError(str(trouble)) from trouble

    return value


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


def _date(text: str) -> str:
    """A date as people type it, as EDTF."""
    from timeline_app.core.dates import read_date
    from timeline_app.work.clock import today

    understood = read_date(text, today=today())
    if understood.question:
        raise TimelineError(understood.question)
    return understood.edtf


def _query(text: str) -> str:
    """A query, unchanged, once it is known to be well formed."""
    from timeline_app.work.selecting import read_query

    read_query(text)
    return text


def _preset(text: str) -> str:
    from timeline_app.work.presets import preset_named

    return preset_named(text).name


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
    for name, (add, short, long) in _COMMANDS.items():
        add(commands.add_parser(name, help=short, description=long, allow_abbrev=False))
    return parser


def _add_story(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "story", metavar="STORY", type=Path, help="a .story file, or any that can be imported"
    )


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        type=_value_of(_query),
        default="",
        help="only events that pass, such as: 'potash -talks tag:\"John Coale\" after:2021'",
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument("out", metavar="OUT", type=_value_of(_picture_path), help="a .png, .svg or .pdf file")
    date = _value_of(_date)
    parser.add_argument(
        "--from", dest="from_date", metavar="D", type=date, default="", help="first date shown"
    )
    parser.add_argument("--to", dest="to_date", metavar="D", type=date, default="", help="last date shown")
    _add_filter(parser)
    lanes = ["none", *(kind.value for kind in FacetKind)]
    parser.add_argument("--lanes", choices=lanes, default="none", help="one lane for each of these")
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--size", metavar="WxH", type=_value_of(_size), help="in px of 1/96 inch (1600x900), or 297x210mm"
    )
    size.add_argument(
        "--preset", metavar="NAME", type=_value_of(_preset), help="a final size and least letters"
    )
    parser.add_argument("--dpi", metavar="N", type=_value_of(_dpi), help="of a PNG; 96 if not said")
    parser.add_argument("--theme", choices=["light", "dark"], help="light if not said")
    parser.add_argument("--title", metavar="TEXT", help="the headline; the story's own if not said")
    parser.set_defaults(command=_export)


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_story(parser)
    _add_filter(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(command=_list)


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_story(parser)
    parser.set_defaults(command=_check)


#: Each command: what declares its arguments, what the list of commands says of it, what its own help says.
_COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str, str]] = {
    "export": (_add_export, "write the story's picture", "Write the story's picture: PNG, SVG or PDF."),
    "list": (_add_list, "list its events", "List the events of a story in the order of time."),
    "check": (_add_check, "check the file", "Check a file, and every quote in its article."),
}
